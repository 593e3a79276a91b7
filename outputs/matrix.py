"""Whose calendar shows what: the matrix of the year's entries, defined once.

Calendars and assignment sheets are both made from these entries, so they cannot disagree.

| entry | lead body | leader in charge | host | member, expert | department | all |
| --- | --- | --- | --- | --- | --- | --- |
| session | ✓ | ✓ | ✓ | own only | own only | ✓ |
| research days | ✓ | ✓ | | team only | if visited | |
| scheme, approval, outcome, papers | ✓ | ✓ (to sign) | | | own papers | |
| mobilisation, coordination, prior contact | ✓ | ✓ | | | mobilisation | |
| publicity, report-back, evaluation, invitation, briefing | ✓ | | | | | |
| own speech's due date | | | | own only | own only | |

Beyond the matrix, whoever owns an entry sees it, and so do the bodies and leaders whom a session
or a meeting names as attending: they have to be there. The plenary is every member's. Whoever
hosts by office (a committee's head, a group's convenor) and is a member has the session among
their own; a liaison group has all of its own activities.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Literal

from constraints.offices import CPPCC_OFFICE
from outputs.hosts import host_leaders, host_members
from outputs.session_days import half_days_of
from outputs.session_names import session_label, session_title, session_topic, speaking
from planner.dates import HalfDay
from planner.domain import Problem
from planner.plan import Milestone, Paper, Plan, PlanMilestone, Session
from planner.plan_words import KINDS

NAMED_AT_MOST = 12
"""So many people are named one by one; more are given by number, and named in 人员安排."""
KIND_WORDS = {"session": "协商会议", **KINDS, "plan": "计划编制"}
"""Each kind of entry in the office's words."""
_HELD = {"sector": "界别活动", "supervision": "监督活动"}
"""What holding a session is called where it is no 协商会议."""


@dataclass(frozen=True)
class Audience:
    """Who sees an entry: body names, leader, member and expert ids, department and group names.

    everyone: it stands in the calendar for all (全部.ics), under its public title.
    """

    bodies: frozenset[str] = frozenset()
    leaders: frozenset[str] = frozenset()
    members: frozenset[str] = frozenset()
    experts: frozenset[str] = frozenset()
    departments: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    everyone: bool = False


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
    audience: Audience = Audience()
    owner: str = ""
    with_: tuple[str, ...] = ()
    hosts: frozenset[str] = frozenset()
    contact: str = ""
    tentative: bool = False
    cancelled: bool = False
    detail: str = ""
    public_detail: str = ""


@dataclass(frozen=True)
class _Row:
    """A row of the matrix: which roles see the entry. `joining`: bodies and leaders named in it."""

    lead_body: bool = True
    leader: bool = False
    people: Literal["", "own", "team"] = ""
    department: Literal["", "own", "joining", "visited"] = ""
    joining: bool = False


_MATRIX = {
    "session": _Row(leader=True, people="own", department="own", joining=True),
    "research": _Row(leader=True, people="team", department="visited", joining=True),
    "scheme": _Row(leader=True),
    "scheme-approval": _Row(leader=True, joining=True),
    "outcome": _Row(leader=True),
    "papers": _Row(leader=True, department="own"),
    "mobilisation": _Row(leader=True, department="joining", joining=True),
    "coordination": _Row(leader=True, joining=True),
    "prior-contact": _Row(leader=True, joining=True),
    "speech": _Row(lead_body=False, people="own", department="own"),
}
_OTHER = _Row()
"""Publicity, report-back, evaluation, invitation, briefing: the lead body's own work."""


def held_words(session: Session) -> str:
    """Return what holding the session is called, in a list of tasks."""
    return _HELD.get(session.form, KIND_WORDS["session"])


def entries(plan: Plan, problem: Problem) -> tuple[Entry, ...]:
    """Return the entries of the year in order of time, each with exactly its audience."""
    people = _People(problem)
    spoken = speaking({s.id: session_label(s, problem) for s in plan.sessions})
    found = [
        *(entry for step in plan.plan_milestones for entry in [_plan_step(step, people)]),
        *(entry for s in plan.by_date() for entry in _of_session(s, problem, people, spoken)),
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


def _plan_step(step: PlanMilestone, people: _People) -> Entry:
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
    session: Session, problem: Problem, people: _People, spoken: Callable[[str], str]
) -> Iterator[Entry]:
    group = frozenset({session.group}) & {g.name for g in problem.liaison_groups}
    found = [_session(session, problem, people)]
    found += [
        _milestone(session, m.replace(title=spoken(m.title)), problem, people)
        for m in session.milestones
    ]
    found += [_paper(session, paper, problem, people) for paper in session.papers]
    for entry in found:
        yield replace(entry, audience=replace(entry.audience, groups=group)) if group else entry


def _session(session: Session, problem: Problem, people: _People) -> Entry:
    plenary = session.form == "plenary"
    label = session_label(session, problem)
    named = (*session.leaders, *session.supporting_bodies, *session.guests)
    audience = _audience(session, "session", session.lead_body, named, people)
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
        contact=session.lead_body,
        tentative=session.state == "tentative" and not plenary,
        cancelled=session.state == "cancelled",
        detail=_session_detail(session, people),
        public_detail=_public_detail(session, people),
    )


def _session_detail(session: Session, people: _People) -> str:
    lines = [
        ("主持", people.name(session.host)),
        ("分管领导", people.name(session.lead_leader)),
        ("牵头单位", session.lead_body),
        ("协办单位", "、".join(session.supporting_bodies)),
        ("协商部门", "、".join(session.departments)),
        ("出席领导", people.names(session.leaders)),
        ("委员", people.names_or_number(session.members)),
        ("专家", people.names_or_number(session.experts)),
    ]
    return "\n".join(f"{word}：{value}" for word, value in lines if value)


def _public_detail(session: Session, people: _People) -> str:
    lines = [("主持", people.name(session.host)), ("联系单位", session.lead_body)]
    return "\n".join(f"{word}：{value}" for word, value in lines if value)


def _milestone(session: Session, milestone: Milestone, problem: Problem, people: _People) -> Entry:
    word = KIND_WORDS.get(milestone.kind, milestone.kind)
    title = milestone.title or word
    topic = session_topic(session, problem)
    public_topic = session_topic(session, problem, True)
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
        title=f"{title}：{topic}",
        public_title=f"{word}：{public_topic}",
        start=milestone.start,
        end=milestone.end,
        half_day=milestone.half_day,
        place=milestone.place,
        audience=_audience(
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


def _paper(session: Session, paper: Paper, problem: Problem, people: _People) -> Entry:
    """A paper that a member or expert writes is their own speech; any other is the lead body's."""
    members, experts = people.members_and_experts((paper.writer,))
    kind = "speech" if members or experts else "papers"
    audience = _audience(session, kind, paper.writer, (), people)
    return Entry(
        key=f"{kind}/{paper.title}/{paper.writer}",
        kind=kind,
        session=session.id,
        what=paper.title,
        public_what=KIND_WORDS[kind],
        title=f"{paper.title}：{session_topic(session, problem)}",
        public_title=f"{KIND_WORDS[kind]}：{session_topic(session, problem, True)}",
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


def _audience(
    session: Session,
    kind: str,
    owner: str,
    with_: tuple[str, ...],
    people: _People,
    team: tuple[str, ...] = (),
    place: str = "",
) -> Audience:
    """Return who sees an entry by the matrix's row, its owner, and whom a meeting names."""
    row = _MATRIX.get(kind, _OTHER)
    named = (*owner.split("、"), *(with_ if row.joining else ()))
    bodies, leaders = people.bodies_and_leaders(named)
    bodies |= {session.lead_body} - {""} if row.lead_body else set()
    leaders |= {session.lead_leader} - {""} if row.leader else set()
    members: frozenset[str] = frozenset()
    experts: frozenset[str] = frozenset()
    if row.people:
        members, experts = people.members_and_experts((owner, *team, *with_))
        leaders |= people.bodies_and_leaders(team)[1]
    departments: frozenset[str] = frozenset()
    if row.department == "joining":
        departments = people.departments(with_, session)
    elif row.department == "own":
        departments = people.departments((owner, *with_), session)
    elif row.department == "visited":
        visited = people.departments(with_, session)
        departments = visited | {d for d in session.departments if d and d in place}
    return Audience(bodies, leaders, members, experts, departments)


class _People:
    """Tells from a name or an id who is meant; a name that two people share is nobody's."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem

    @cached_property
    def _body_names(self) -> frozenset[str]:
        return frozenset(b.name for b in self._problem.bodies)

    @cached_property
    def _leader_ids(self) -> dict[str, str]:
        return _by_id_or_name((x.id, x.name) for x in self._problem.leaders)

    @cached_property
    def _member_ids(self) -> dict[str, str]:
        return _by_id_or_name((m.id, m.name) for m in self._problem.members)

    @cached_property
    def _expert_ids(self) -> dict[str, str]:
        return _by_id_or_name((e.id, e.name) for e in self._problem.experts)

    @cached_property
    def _department_names(self) -> frozenset[str]:
        return frozenset(d.name for d in self._problem.departments)

    @cached_property
    def _names(self) -> dict[str, str]:
        problem = self._problem
        names = {e.id: e.name for e in problem.experts}
        names |= {m.id: m.name for m in problem.members}
        return names | {x.id: x.name for x in problem.leaders}

    def name(self, key: str) -> str:
        """Return the name of a leader, member or expert id; anything else as it stands."""
        return self._names.get(key, key)

    def names(self, keys: Iterable[str]) -> str:
        return "、".join(self.name(key) for key in keys)

    def names_or_number(self, keys: tuple[str, ...]) -> str:
        """Return the names, or where they are too many for a line their number."""
        return f"{len(keys)}名" if len(keys) > NAMED_AT_MOST else self.names(keys)

    def bodies_and_leaders(self, names: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
        names = tuple(names)
        bodies = {n for n in names if n in self._body_names}
        if self._problem.office and CPPCC_OFFICE in names:
            bodies.add(self._problem.office.name)
        leaders = frozenset(self._leader_ids[n] for n in names if n in self._leader_ids)
        return frozenset(bodies), leaders

    def members_and_experts(self, names: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
        """Return members and experts; a name that is a leader's too is meant as the leader."""
        names = tuple(n for n in names if n not in self._leader_ids)
        members = frozenset(self._member_ids[n] for n in names if n in self._member_ids)
        experts = frozenset(self._expert_ids[n] for n in names if n in self._expert_ids)
        return members, experts

    def departments(self, names: Iterable[str], session: Session) -> frozenset[str]:
        known = self._department_names | set(session.departments)
        return frozenset(n for n in names if n in known)


def _by_id_or_name(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    pairs = tuple(pairs)
    counts = Counter(name for _, name in pairs)
    return {name: i for i, name in pairs if counts[name] == 1} | {i: i for i, _ in pairs}
