"""The year's entries: each thing that someone must do or attend, and who sees it.

Calendars and assignment sheets are both made from them, so they cannot disagree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from outputs.hosts import host_leaders, host_members, room_host, takers
from outputs.matrix import Audience, People, audience_of, departments_or_number
from outputs.session_days import half_days_of
from outputs.session_words import heard_words, session_label, session_title, session_topic
from planner.dates import HalfDay
from planner.domain import Problem
from planner.parts import COUNTY
from planner.plan import Milestone, Paper, Plan, PlanMilestone, Session
from planner.plan_items import agreed_topic
from planner.plan_words import KINDS
from planner.spoken import speaking

KIND_WORDS = {"session": "协商会议", **KINDS, "paper": "文稿", "plan": "计划编制"}
"""Each kind of entry in the office's words."""

_HELD = {"sector": "界别活动", "supervision": "监督活动"}
"""What holding a session is called where it is no 协商会议."""


@dataclass(frozen=True)
class Entry:
    """One thing of the year that someone must do or attend.

    Attributes
    ----------
    key:
        Stable name, of session and kind (a paper: its title and writer), never of a date: what a
        calendar's UID is made of.
    kind:
        "session", a milestone's kind, or "plan" for a step of the plan's own making.
    session:
        Session id; empty for a step of the plan's own making.
    what, public_what:
        What it is without its topic: 部署动员会, 3—4月双月协商座谈会.
    title, detail:
        For bodies, leaders and departments. `detail` has lines.
    public_title, public_detail:
        For members, experts and the calendar for all: nothing secret, no phone, no mail.
    start, end:
        First and last day.
    half_day:
        The part of the day, or None for whole days or a due date.
    parts:
        Of a session of several half-days: each day with the parts of it that are taken.
    clock_start, clock_end:
        "09:00"; empty where only the half-day, or only the day, is known.
    owner, with_:
        Names as read: who does it, who joins.
    hosts:
        Who hosts the session: a leader's id, and member ids of the same person.
    takers:
        Ids of the leaders who take on (领办) the proposals of the session.
    contact:
        Whom to call: the lead body's name, never a number.
    tentative:
        The session's scheme is not yet approved.
    """

    key: str
    kind: str
    session: str
    what: str
    public_what: str
    title: str
    public_title: str
    start: date
    end: date
    half_day: HalfDay | None = None
    parts: tuple[tuple[date, tuple[HalfDay, ...]], ...] = ()
    clock_start: str = ""
    clock_end: str = ""
    place: str = ""
    audience: Audience = field(default_factory=Audience)
    owner: str = ""
    with_: tuple[str, ...] = ()
    hosts: frozenset[str] = frozenset()
    takers: frozenset[str] = frozenset()
    contact: str = ""
    tentative: bool = False
    cancelled: bool = False
    detail: str = ""
    public_detail: str = ""


def held_words(session: Session) -> str:
    """Return what holding the session is called, in a list of tasks."""
    return _HELD.get(session.form, KIND_WORDS["session"])


def entries(plan: Plan, problem: Problem) -> tuple[Entry, ...]:
    """Return the entries of the year in order of time, each with exactly its audience."""
    people = People(problem)
    labels = {s.id: session_label(s, problem) for s in plan.sessions}
    called = speaking(labels, ids=labels)
    found = [
        *(entry for step in plan.plan_milestones for entry in [_plan_step(step, people)]),
        *(entry for s in plan.by_date() for entry in _of_session(s, problem, people, called)),
    ]
    found.sort(key=_order)
    return tuple(_with_keys(found))


def _order(entry: Entry) -> tuple[date, int, date, str, str, str]:
    order = entry.half_day.order if entry.half_day else 0
    return entry.start, order, entry.end, entry.session, entry.kind, entry.owner


def _with_keys(found: Iterable[Entry]) -> Iterator[Entry]:
    """Number entries of one session and kind in order of time, so that each key is unique."""
    seen: Counter[str] = Counter()
    for entry in found:
        key = f"{entry.session or 'plan'}/{entry.key}"
        seen[key] += 1
        yield replace(entry, key=key if seen[key] == 1 else f"{key}/{seen[key]}")


def _plan_step(step: PlanMilestone, people: People) -> Entry:
    bodies, leaders = people.bodies_and_leaders(step.owner.split("、"))
    title = step.title or step.kind
    return Entry(
        key=step.kind,
        kind="plan",
        session="",
        what=title,
        public_what=title,
        title=title,
        public_title=title,
        start=step.date,
        end=step.date,
        audience=Audience(bodies=bodies, leaders=leaders),
        owner=step.owner,
        detail=f"依据：{step.source}" if step.source else "",
    )


def _of_session(
    session: Session, problem: Problem, people: People, called: Callable[[str], str]
) -> Iterator[Entry]:
    """Yield what belongs to a session. called: puts sessions' names for their ids in a text."""
    group = frozenset({session.group}) & {g.name for g in problem.liaison_groups}
    found = [_session(session, problem, people)]
    for milestone in session.milestones:
        titled = milestone.replace(title=called(milestone.title))
        found.append(_milestone(session, titled, problem, people))
    found += [_paper(session, paper, problem, people) for paper in session.papers]
    if session.council != COUNTY:
        yield from (_in_room(entry, session, problem, people) for entry in found)
        return
    for entry in found:
        yield replace(entry, audience=replace(entry.audience, groups=group)) if group else entry


def _in_room(entry: Entry, session: Session, problem: Problem, people: People) -> Entry:
    """Return an entry as the room's, and a session as its members' and its host's too.

    Whoever sits as one of the 议事成员 and is a member has it among a member's own; a host who
    stands in no other sheet has it as host.
    """
    audience = replace(entry.audience, rooms=frozenset({session.council}))
    if entry.kind != "session":
        return replace(entry, audience=audience)
    own = problem.room_deliberators(session.council)
    sitting = {d.person for d in own if d.id in session.deliberators}
    members, _ = people.of_persons(sitting)
    host = room_host(session, problem)
    known = people.of_persons({host})
    return replace(
        entry,
        audience=replace(
            audience,
            members=audience.members | members,
            hosts=frozenset({host} - {""} if not any(known) else ()),
        ),
        hosts=entry.hosts | ({host} - {""}),
    )


def _session(session: Session, problem: Problem, people: People) -> Entry:
    plenary = session.form == "plenary"
    label = session_label(session, problem)
    named = (*session.leaders, *session.supporting_bodies, *session.guests)
    audience = audience_of(session, "session", session.lead_body, named, people)
    guests, guest_experts = people.members_and_experts(session.guests)
    members = {m.id for m in problem.members} if plenary else set(session.members)
    leading, convening = host_leaders(session, problem), host_members(session, problem)
    audience = Audience(
        bodies=audience.bodies,
        leaders=audience.leaders | leading,
        members=frozenset(members) | guests | convening,
        experts=frozenset(session.experts) | guest_experts,
        departments=frozenset(session.departments),
        everyone=True,
    )
    taken = half_days_of(session, problem)
    clocked = not plenary and session.half_days <= 1
    return Entry(
        key="session",
        kind="session",
        session=session.id,
        what=label,
        public_what=label,
        title=session_title(session, problem),
        public_title=session_title(session, problem, public=True),
        start=session.date,
        end=max(taken),
        half_day=session.half_day if clocked else None,
        parts=() if plenary or clocked else tuple(taken.items()),
        clock_start=session.start if not plenary else "",
        clock_end=session.end if clocked else "",
        place=session.venue,
        audience=audience,
        owner=session.lead_body,
        with_=tuple(dict.fromkeys((*session.supporting_bodies, *session.departments))),
        hosts=leading | convening,
        takers=takers(session, problem),
        contact=session.lead_body,
        tentative=session.state == "tentative" and not plenary,
        cancelled=session.state == "cancelled",
        detail=_session_detail(session, problem, people),
        public_detail=_public_detail(session, people),
    )


def _session_detail(session: Session, problem: Problem, people: People) -> str:
    if session.council != COUNTY:
        return _room_detail(session, people)
    lines = [
        ("主持", people.name(session.host)),
        ("分管领导", people.name(session.lead_leader)),
        ("领办领导", people.names(sorted(takers(session, problem)))),
        ("牵头单位", session.lead_body),
        ("协办单位", "、".join(session.supporting_bodies)),
        ("协商部门", departments_or_number(session.departments)),
        ("出席领导", people.names(session.leaders)),
        ("委员", people.names_or_number(session.members)),
        ("专家", people.names_or_number(session.experts)),
        ("列席", people.names_or_number(people.invited(session.guests))),
    ]
    return "\n".join(f"{word}：{value}" for word, value in lines if value)


def _room_detail(session: Session, people: People) -> str:
    """Return what a room's session is, with everyone who is to be told of it by name."""
    count = len(session.deliberators)
    lines = [
        ("主持", people.name(session.host)),
        ("记录", people.name(session.secretary)),
        ("听取", heard_words(session).removeprefix("听取")),
        ("协商部门", departments_or_number(session.departments)),
        (f"议事成员（{count}名）" if count else "", people.names(session.deliberators)),
        ("其中利益相关方", people.names(s.person for s in session.stakeholders)),
        ("委员", people.names(session.members)),
        ("专家", people.names(session.experts)),
        ("审批", session.approval.by),
        ("备案", session.approval.filed_at),
    ]
    return "\n".join(f"{word}：{value}" for word, value in lines if value)


def _public_detail(session: Session, people: People) -> str:
    unit = "联系单位" if session.council == COUNTY else "协商室"
    lines = [("主持", people.name(session.host)), (unit, session.lead_body)]
    return "\n".join(f"{word}：{value}" for word, value in lines if value)


def _of_what(session: Session, problem: Problem, public: bool = False) -> str:
    """Return what a step is about: the topic, or which session, where those who meet settle it."""
    if agreed_topic(session, problem) or (session.council != COUNTY and not session.topics):
        return session_label(session, problem)
    return session_topic(session, problem, public)


def _milestone(session: Session, milestone: Milestone, problem: Problem, people: People) -> Entry:
    word = KIND_WORDS.get(milestone.kind, milestone.kind)
    title = milestone.title or word
    topic = _of_what(session, problem)
    public_topic = _of_what(session, problem, public=True)
    team = people.names(milestone.team)
    joining = tuple(people.name(name) for name in milestone.with_)
    lines = [
        ("场次", session_label(session, problem)),
        ("责任", people.name(milestone.owner)),
        ("参加", "、".join(joining)),
        ("调研组", team),
    ]
    return Entry(
        key=f"speech/{milestone.owner}" if milestone.kind == "speech" else milestone.kind,
        kind=milestone.kind,
        session=session.id,
        what=title,
        public_what=word,
        title=title if topic in title else f"{title}：{topic}",
        public_title=f"{word}：{public_topic}",
        start=milestone.start,
        end=milestone.end,
        half_day=milestone.half_day,
        place=milestone.place,
        audience=audience_of(
            session,
            milestone.kind,
            milestone.owner,
            milestone.with_,
            people,
            milestone.team,
            milestone.place,
        ),
        owner=people.name(milestone.owner),
        with_=joining,
        contact=session.lead_body,
        tentative=session.state == "tentative",
        cancelled=session.state == "cancelled",
        detail="\n".join(f"{k}：{v}" for k, v in lines if v),
        public_detail=f"联系单位：{session.lead_body}" if session.lead_body else "",
    )


def _paper(session: Session, paper: Paper, problem: Problem, people: People) -> Entry:
    """A paper that a member or expert writes is their own speech; any other is the lead body's."""
    members, experts = people.members_and_experts((paper.writer,))
    kind = "speech" if members or experts else "paper"
    audience = audience_of(session, kind, paper.writer, (), people)
    return Entry(
        key=f"{kind}/{paper.title}/{paper.writer}",
        kind=kind,
        session=session.id,
        what=paper.title,
        public_what=KIND_WORDS[kind],
        title=f"{paper.title}：{_of_what(session, problem)}",
        public_title=f"{KIND_WORDS[kind]}：{_of_what(session, problem, public=True)}",
        start=paper.due,
        end=paper.due,
        audience=audience,
        owner=people.name(paper.writer),
        contact=session.lead_body,
        tentative=session.state == "tentative",
        cancelled=session.state == "cancelled",
        detail=f"撰写：{people.name(paper.writer)}"
        + ("\n涉密，按范围发放" if paper.secret else ""),
        public_detail=f"联系单位：{session.lead_body}" if session.lead_body else "",
    )
