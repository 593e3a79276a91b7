"""出席范围: who attends, as guest or in full, by form (kailu 四10–15, 六21–24).

* Plenary: all members; the leaders of county committee, congress, government and courts
  throughout; the departments listen in; province and city members living here are invited.
* 常委会: exactly the 常委; province and city members, some members whom the topic concerns, and
  experts come as guests.
* A group's activity: at least min(5, half) of the group, with its convenor; all who are there
  unless something keeps them.
* Supervision: a named team of the lead body's members.
* A 专题协商会 has so many people at most, and so many speakers; a 对口协商 so many people.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from constraints.attendance_judged import check
from constraints.conflict_of_interest import has_interest
from constraints.expected_people import committees, leaders_expected
from constraints.relevance import fit
from constraints.rule import Easing, Parameter, Rule, Term
from planner.domain import Expert, Leader, Member, Problem, Slot
from planner.plan import AgendaPart, Plan, Session
from planner.variables import OPEN

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Expr, Variables

ID = "attendees-by-form"
CHOSEN = frozenset({"members", "committee", "group", "team"})
"""Kinds of seats that can be fewer where the people would be too many."""
SIDES = ("县委", "人大", "政府", "两院", "政协")
"""The order in which the plenary's leaders are listed."""


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """In the programme, only days that leave groups and teams enough people; then their seats.

    The term counts a group's members who are not seated.
    """
    short: Expr = 0
    for slot in variables.sessions:
        seats = problem.form(slot.form).seats
        if seats in ("group", "team"):
            if "programme" in variables.decides:
                _keep_days(model, variables, problem, slot)
            if "people" in variables.decides:
                short += _seat(model, variables, problem, slot)
        if "people" in variables.decides and seats in CHOSEN:
            _keep_small(model, variables, problem, slot)
    return (Term("attendees-by-form.short", short),) if "people" in variables.decides else ()


def _least(problem: Problem, slot: Slot, candidates: int) -> int:
    """Return how many of a group, or of a team's candidates, must come at least."""
    if problem.form(slot.form).seats == "group":
        return min(problem.number(ID, "group_min", slot.form), (candidates + 1) // 2)
    return min(problem.number(ID, "team_min", slot.form), candidates)


def _keep_days(model: CpModel, variables: Variables, problem: Problem, slot: Slot) -> None:
    """Bar days without the convenor or enough people, and topics in which too many have a stake."""
    people = [problem.member(m) for m in variables.seat_candidates(slot.id)]
    least = _least(problem, slot, len(people))
    absent = [away for m in people if (away := problem.days_away(m.person))]
    convenor = problem.days_away(slot.host_person)
    for day in variables.days(slot.id):
        if day in convenor or len(people) - sum(day in away for away in absent) < least:
            model.add(variables.on_day(slot.id, day) == 0)
    for topic_id in variables.takes(slot.id):
        topic = problem.topic(topic_id) if topic_id != OPEN else None
        if topic is None or not topic.stakeholders or topic_id in slot.items:
            continue
        concerned = [m for m in people if has_interest(m, topic)]
        leads = any(m.person == slot.host_person for m in concerned)
        if leads or len(people) - len(concerned) < least:
            model.add(variables.topic_in(slot.id, topic_id) == 0)


def _seat(model: CpModel, variables: Variables, problem: Problem, slot: Slot) -> Expr:
    """Seat enough of a group with its convenor, or a team; return who of a group is missing."""
    candidates = variables.seat_candidates(slot.id)
    if not candidates:
        return 0
    seats = sum(variables.seat(slot.id, m) for m in candidates)
    model.add(seats >= _least(problem, slot, len(candidates)))
    if problem.form(slot.form).seats == "team":
        model.add(seats <= problem.number(ID, "team_max", slot.form))
        return 0
    for member in map(problem.member, candidates):
        if member.person == slot.host_person:
            model.add(variables.seat(slot.id, member.id) == 1)
    return len(candidates) - seats


def _keep_small(model: CpModel, variables: Variables, problem: Problem, slot: Slot) -> None:
    """Keep a session within its number of people, those who come by office counted first."""
    most = problem.number(ID, "people_max", slot.form)
    session = variables.fixed(slot.id)
    if not most or slot.merged or session is None:
        return
    taken = _by_office(problem, session)
    members = sum(variables.seat(slot.id, m) for m in variables.seat_candidates(slot.id))
    experts = sum(variables.expert_seat(slot.id, e) for e in variables.expert_candidates(slot.id))
    if not isinstance(members, int):
        model.add(members + experts <= max(most - taken, 0))


def _by_office(problem: Problem, session: Session) -> int:
    """Count those who come by office: leaders, a head for each body, one for each department."""
    heads = {body.head or body.name for body in committees(problem, session)}
    leaders = leaders_expected(problem, session)
    return len(leaders) + len(heads - {x.person for x in leaders}) + len(session.departments)


def make(plan: Plan, problem: Problem) -> Plan:
    """Fill in the plenary's leaders and guests, the 常委会's guests, and who speaks where many do."""
    for session in plan.by_date():
        if session.form == "plenary":
            plan = plan.update(_plenary(session, problem))
            continue
        if problem.form(session.form).seats == "standing":
            guests = dict.fromkeys((*session.guests, *_guests(plan, session, problem)))
            plan = plan.update(session.replace(guests=tuple(guests)))
        if problem.number(ID, "speakers_max", session.form) and not session.agenda:
            plan = plan.update(session.replace(agenda=tuple(_agenda(session, problem))))
    return plan


def _plenary(session: Session, problem: Problem) -> Session:
    """Return the plenary with leaders, departments and the members of higher levels."""
    leaders = sorted(problem.leaders, key=_place)
    days = problem.plenary_days

    def comes(person: str) -> bool:
        return not all(problem.is_away(person, day) for day in days)

    return session.replace(
        leaders=tuple(x.id for x in leaders if comes(x.person)),
        departments=tuple(d.name for d in problem.departments),
        guests=tuple(m.id for m in problem.members if m.level != "县" and comes(m.person)),
    )


def _place(leader: Leader) -> tuple[int, int]:
    """Return a leader's place in the list: by side, the CPPCC's own by post."""
    post = 0 if leader.is_chair else 1 if leader.is_vice_chair else 2
    return SIDES.index(leader.side), post if leader.side == "政协" else 0


def _guests(plan: Plan, session: Session, problem: Problem) -> list[str]:
    """Return the 常委会's guests: members of higher levels, then whom the topic concerns most.

    Of equal fit who has no seat anywhere comes first, then by 编号.
    """
    free = [m for m in problem.members if _is_free(plan, session, problem, m)]
    higher = [m.id for m in free if m.level != "县"]
    topics = [problem.topic(t) for t in session.topics]
    if not topics:
        return higher
    seated = {m for s in plan.sessions if s.form != "plenary" for m in s.members}
    own = [m for m in free if m.level == "县" and not _is_full(plan, problem, m)]
    own.sort(
        key=lambda m: (-sum(fit(m, t, session.lead_body) for t in topics), m.id in seated, m.id)
    )
    return [*higher, *(m.id for m in own[: problem.number(ID, "guests", session.form)])]


def _is_free(plan: Plan, session: Session, problem: Problem, member: Member) -> bool:
    """Whether a member who is neither a 常委 nor there by office could come as a guest."""
    days = _days(session, problem)
    busy = any(
        member.id in (*other.members, *other.guests, *other.alternates)
        and not days.isdisjoint(_days(other, problem))
        for other in plan.sessions
        if other.form != "plenary" and other.id != session.id
    )
    researching = any(
        member.id in m.team and any(m.start <= day <= m.end for day in days)
        for other in plan.sessions
        for m in other.milestones
    )
    barred = any(
        lock.item == "不参加"
        and lock.subject in (session.id, *session.topics)
        and member.id in lock.values
        for lock in problem.locks
    )
    return not (
        member.standing
        or member.person in problem.by_office
        or any(problem.is_away(member.person, day) for day in days)
        or any(has_interest(member, problem.topic(t)) for t in session.topics)
        or busy
        or researching
        or barred
    )


def _days(session: Session, problem: Problem) -> frozenset[date]:
    """Return the days that a session takes, a longer one running into the next working days."""
    taken = problem.calendar.half_days_from(session.date, session.half_day, session.half_days)
    return frozenset(day for day, _ in taken)


def _is_full(plan: Plan, problem: Problem, member: Member) -> bool:
    """Whether the member's year is full: as many seats as the 年度邀请上限."""
    if member.cap is None:
        return False
    seats = sum(member.id in s.members for s in plan.sessions if s.form != "plenary")
    return seats >= member.cap


def _agenda(session: Session, problem: Problem) -> Iterator[AgendaPart]:
    """Yield the lead body's report, as many speakers as may be and fit the length, the leaders."""
    length = problem.settings.session_minutes
    lead, each, last = (
        problem.number(ID, name, session.form)
        for name in ("lead_minutes", "speaker_minutes", "leaders_minutes")
    )
    topics = [problem.topic(t) for t in session.topics]
    if not topics:
        return
    if session.lead_body:
        yield AgendaPart(part="lead", speaker=session.lead_body, minutes=lead)
    people: list[Member | Expert] = [problem.member(m) for m in session.members]
    people += [problem.expert(e) for e in session.experts]
    people.sort(key=lambda p: (-sum(fit(p, t, session.lead_body) for t in topics), p.id))
    room = max(0, length - lead - last) // each
    for person in people[: min(room, problem.number(ID, "speakers_max", session.form))]:
        yield AgendaPart(part="booked", speaker=person.id, minutes=each)
    if session.host:
        yield AgendaPart(part="leaders", speaker=session.host, minutes=last)


def measure(plan: Plan, problem: Problem) -> Mapping[str, int]:
    """Recompute how many members of the groups have no seat at their own group's activities."""
    short = 0
    for session in plan.sessions:
        if session.form != "plenary" and problem.form(session.form).seats == "group":
            group = {m.id for m in problem.group_members(problem.slot(session.id).group)}
            short += len(group - set(session.members))
    return {"attendees-by-form.short": short}


RULE = Rule(
    id=ID,
    name="出席范围",
    text="按协商形式确定谁出席、谁列席：全会全体委员、各方面领导，常委会全体常委，界别活动不少于 5 人"
    "或半数并有召集人，监督活动有专门小组；专题协商会、对口协商不超过规定人数。",
    kind="hard",
    force="must",
    sources={"kailu": "四10–15、六21–24"},
    build=build,
    make=make,
    check=check,
    measure=measure,
    parameters=(
        Parameter(
            "guests",
            "列席委员",
            5,
            "名",
            "常委会邀请列席的有关委员（省市委员另计）",
            0,
            100,
            seats=frozenset({"standing"}),
        ),
        Parameter(
            "people_max",
            "最多人数",
            0,
            "人",
            "全场最多多少人，单位按 1 人计；0 为不限",
            0,
            1000,
            seats=CHOSEN,
        ),
        Parameter("speakers_max", "最多发言", 0, "人", "最多安排多少人发言；0 为不排发言", 0, 100),
        Parameter("lead_minutes", "牵头单位报告", 10, "分钟", "排发言的会议，牵头单位报告", 1, 60),
        Parameter("speaker_minutes", "每人发言", 5, "分钟", "排发言的会议，每人发言", 1, 60),
        Parameter("leaders_minutes", "领导讲话", 10, "分钟", "排发言的会议，领导讲话", 1, 120),
        Parameter(
            "group_min",
            "活动最少",
            5,
            "名",
            "界别活动最少到会，不足其两倍的组为半数",
            0,
            100,
            seats=frozenset({"group"}),
        ),
        Parameter(
            "team_min",
            "小组最少",
            3,
            "名",
            "监督活动小组最少几名委员",
            0,
            100,
            seats=frozenset({"team"}),
        ),
        Parameter(
            "team_max",
            "小组最多",
            8,
            "名",
            "监督活动小组最多几名委员",
            0,
            100,
            seats=frozenset({"team"}),
        ),
    ),
    easing=(
        Easing("group_min", 1),
        Easing("team_min", 1),
    ),
)
