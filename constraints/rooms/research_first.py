"""先调研 in a room: no session without research, led by the convenor (yangzhou (八)).

farm 10: the convenor may take the council to the place; so too where a topic's 调研天数 is filled.
The research is over some days before the session; its team are people of the session who are there
on every day of it. One whom another room has that day is replaced when the rooms are brought
together. How long before, and how large the team, is assumed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from constraints.meeting_times import meeting_days, precede, whole_days
from constraints.rule import Check, Finding, Parameter, Rule, Term
from planner.dates import ONE_DAY, days_from
from planner.domain import Deliberator, Expert, Member, Problem, RoomHost
from planner.plan import Milestone, Plan, Session
from planner.variables import Meeting, Time

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Expr, Variables

ID = "research-first"
KIND = "research"
Runs = Mapping[Time, tuple[Time, ...]]
"""Each start → the half-days that the research then takes."""
WINDOW_DAYS = 45
"""How long before the session research may begin."""


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Place the research days of each session that has some, near the day meant for them."""
    if "meetings" not in variables.decides:
        return ()
    shift: Expr = 0
    for session in variables.fixed_sessions():
        shift += _research(variables, problem, session)
        precede(model, variables, session.id, KIND, "session")
    return (Term(f"{ID}.shift", shift),)


def _wanted(problem: Problem, session: Session) -> int:
    """Return the days of research: the topics' own, else the form's; none without a topic."""
    if not session.topics:
        return 0
    form_days = problem.number(ID, "days", session.form)
    asked = (problem.topic(t).research_days for t in session.topics)
    return max(form_days if days is None else days for days in asked)


def _research(variables: Variables, problem: Problem, session: Session) -> Expr:
    count = _wanted(problem, session)
    if not count:
        return 0
    ready = timedelta(days=problem.number(ID, "ready_days", session.form))
    first, last = session.date - timedelta(days=WINDOW_DAYS), session.date - ready
    runs = whole_days(meeting_days(problem, first, last), count)
    leader, free = _leader(problem, session, runs)
    places = (problem.topic(t).research_place for t in session.topics)
    variables.add_meeting(
        Meeting(
            session=session.id,
            kind=KIND,
            times=free,
            attendees=frozenset((leader.person, session.council)),
            owner=session.council,
            with_=(leader.name,),
            title="会前调研",
            place="、".join(place for place in places if place),
        )
    )
    meant = problem.calendar.on_or_before(
        session.date - timedelta(days=problem.number(ID, "before_days", session.form))
    )
    return sum(
        (2 * abs((time.day - meant).days) + 2 * ((run[-1].day - time.day).days + 1 - count))
        * variables.meets(session.id, KIND, time)
        for time, run in free.items()
    )


def _leader(problem: Problem, session: Session, runs: Runs) -> tuple[RoomHost, Runs]:
    """Return who leads, with the runs on which they are there: the convenor, else another host.

    Where every one of them is away all the time, the convenor sends somebody.
    """
    hosts = sorted(problem.rooms[0].hosts, key=lambda h: h.name != problem.rooms[0].convenor)
    for host in hosts:
        gone = problem.days_away(host.person)
        free = {t: run for t, run in runs.items() if not any(x.day in gone for x in run)}
        if free:
            return host, free
    return hosts[0], runs


def make(plan: Plan, problem: Problem) -> Plan:
    """Name the team of each research: members first, then stakeholders, then others of the session."""
    busy = {
        (person, day)
        for session in plan.sessions
        for person in (*session.members, *session.deliberators, *session.experts)
        for day in (session.date,)
    }
    persons = _persons(problem)
    for session in plan.by_date():
        held = session.milestone(KIND)
        if held is None:
            continue
        days = [d for d in days_from(held.start, held.end) if problem.is_meeting_day(d)]
        most = problem.number(ID, "team", session.form)
        leads = {h.person for h in problem.rooms[0].hosts if h.name in held.with_}
        free = _free(problem, _candidates(session), days, busy)
        team = tuple(person for person in free if persons[person] not in leads)[:most]
        busy |= {(person, day) for person in team for day in days}
        plan = plan.update(session.put(held.replace(team=team)))
    return plan


def _candidates(session: Session) -> Iterator[str]:
    """Yield the people of a session, those first who ought to have seen the place."""
    stakeholders = {s.person for s in session.stakeholders}
    yield from session.members
    yield from (d for d in session.deliberators if d in stakeholders)
    yield from session.experts
    yield from (d for d in session.deliberators if d not in stakeholders)


def _free(
    problem: Problem, people: Iterable[str], days: Sequence[date], busy: set[tuple[str, date]]
) -> Iterator[str]:
    keys = _persons(problem)
    for person in people:
        gone = problem.days_away(keys[person])
        if not any(day in gone or (person, day) in busy for day in days):
            yield person


def _persons(problem: Problem) -> Mapping[str, str]:
    """Return the person key of everyone who may be in a team, by id."""
    everyone: tuple[Member | Expert | Deliberator, ...] = (
        *problem.members,
        *problem.experts,
        *problem.deliberators,
    )
    return {one.id: one.person for one in everyone}


def check(plan: Plan, problem: Problem) -> Check:
    """From the article: research before each session with a topic, with a team, the room's own."""
    findings: list[Finding] = []
    checked = 0
    for session in plan.sessions:
        default = problem.number(ID, "days", session.form)
        asked = [problem.topic(t).research_days for t in session.topics]
        wanted = max((default if a is None else a for a in asked), default=0)
        if not wanted:
            continue
        checked += 1
        held = session.milestone(KIND)
        if held is None:
            text = f"{session.id} 没有调研，应有 {wanted} 天；不调研不协商。"
            findings.append(Finding(text, session.id))
            continue
        findings += [Finding(text, session.id) for text in _judge(session, held, wanted, problem)]
    return Check(checked, tuple(findings))


def _judge(session: Session, held: Milestone, wanted: int, problem: Problem) -> Iterator[str]:
    worked = []
    day = held.start
    while day <= held.end:
        worked += [day] if problem.is_meeting_day(day) else []
        day += ONE_DAY
    when = f"{session.id} 的调研（{held.start} 至 {held.end}）"
    if len(worked) != wanted:
        yield f"{when}有 {len(worked)} 个可用的工作日，应为 {wanted} 天。"
    ready = session.date - timedelta(days=problem.number(ID, "ready_days", session.form))
    if held.end > ready:
        yield f"{when}应在 {ready}（会前）之前结束。"
    room = problem.room(session.council)
    if held.owner != room.name:
        yield f"{when}由“{held.owner}”组织，应由{room.name}的召集人组织。"
    hosts = {host.name: host.person for host in room.hosts}
    leaders = [name for name in held.with_ if name in hosts]
    if not leaders:
        yield f"{when}没有写明带队的召集人（可主持人员），请补上。"
    led_by = {hosts[name] for name in leaders}
    people: tuple[Member | Expert | Deliberator, ...] = (
        *problem.members,
        *problem.experts,
        *problem.deliberators,
    )
    twice = [p.name for p in people if p.id in held.team and p.person in led_by]
    if twice:
        yield f"{when}的带队人又列入调研组（{'、'.join(twice)}），请删去一处。"
    own = {*session.members, *session.deliberators, *session.experts}
    strangers = [person for person in held.team if person not in own]
    if strangers:
        yield f"{when}的调研组中{'、'.join(strangers)}不在这次协商的名单里，请改正。"
    least = min(problem.number(ID, "team_min", session.form), len(own))
    if len(held.team) < least:
        yield f"{when}的调研组只有 {len(held.team)} 人，至少 {least} 人。"


def measure(plan: Plan, problem: Problem) -> Mapping[str, int]:
    """Recompute how far each research is from the day meant for it, idle days within it counted."""
    shift = 0
    for session in plan.sessions:
        held = session.milestone(KIND)
        if held is None:
            continue
        default = problem.number(ID, "days", session.form)
        days = [problem.topic(t).research_days for t in session.topics]
        wanted = max(default if d is None else d for d in days)
        meant = session.date - timedelta(days=problem.number(ID, "before_days", session.form))
        while not problem.calendar.is_working(meant):
            meant -= ONE_DAY
        idle = (held.end - held.start).days + 1 - wanted
        shift += 2 * (abs((held.start - meant).days) + idle)
    return {f"{ID}.shift": shift}


RULE = Rule(
    id=ID,
    name="先调研",
    text="不调研不协商：会前由召集人组织调研，摸清情况和利益相关方的诉求。",
    kind="hard",
    force="must",
    sources={"yangzhou": "八", "farm": "10"},
    build=build,
    make=make,
    check=check,
    measure=measure,
    parameters=(
        Parameter(
            "days", "调研天数", 0, "天", "议题未填“调研天数”时的天数；0：不填即不调研", 0, 20
        ),
        Parameter("before_days", "会前调研", 14, "天", "一般在会前多少天开始调研", 1, 40),
        Parameter("ready_days", "调研完成", 3, "天", "会前多少天之前完成调研", 1, 20),
        Parameter("team_min", "调研组最少", 2, "人", "调研组至少几人", 0, 50),
        Parameter("team", "调研组人数", 4, "人", "调研组至多几人", 0, 50),
    ),
)
