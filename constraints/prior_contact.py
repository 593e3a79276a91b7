"""事先沟通: the leader in charge talks with the county leaders concerned before research.

anhua 三(二)2. Those concerned: who links the county committee or the government with the CPPCC,
and who is in charge of the topic's departments (anhua 三(一)2).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from constraints import lead_time, research_dates
from constraints.meeting_times import (
    BEFORE_TOPICS,
    half_days,
    leader_key,
    meeting_days,
    precede,
    shift,
    together,
)
from constraints.rule import Check, Finding, Parameter, Rule, Term
from planner.dates import HalfDay
from planner.domain import Problem
from planner.plan import Plan, Session
from planner.variables import Meeting

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Expr, Variables

ID = "prior-contact"


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Place the talk, half a day, after mobilisation where there is one."""
    if "meetings" not in variables.decides:
        return ()
    distance: Expr = 0
    for session in variables.fixed_sessions():
        distance += _contact(variables, problem, session)
        precede(model, variables, session.id, "mobilisation", ID)
        precede(model, variables, session.id, ID, "session")
    return (Term("prior-contact.shift", distance),)


def _contact(variables: Variables, problem: Problem, session: Session) -> Expr:
    """Add the talk; return its distance from the day meant for it."""
    count = research_dates.days_wanted(problem, session.topics, session.form)
    first, last = research_dates.span(
        problem, session.form, session.date, session.merged_with_plenary, count
    )
    mobilisation = variables.meeting(session.id, "mobilisation")
    if mobilisation is not None and mobilisation.times:
        first = max(first, min(time.day for time in mobilisation.times))
    concerned = _concerned(problem, session)
    keys = {leader_key(problem, i): i for i in concerned}
    convenor = leader_key(problem, session.lead_leader)
    days, present = together(problem, meeting_days(problem, first, last), (convenor, *keys))
    meeting = Meeting(
        session=session.id,
        kind=ID,
        times=half_days(days),
        attendees=frozenset(present),
        owner=session.lead_leader or session.lead_body,
        with_=tuple(keys[p] for p in present if p in keys),
        title="与县委、县政府有关领导沟通",
    )
    variables.add_meeting(meeting)
    start = lead_time.earliest(problem)
    before = timedelta(days=problem.number(ID, "before_days", session.form))
    meant = problem.calendar.on_or_before(research_dates.nominal(problem, session) - before)
    if start < session.date:
        meant = max(meant, start)
    return sum(
        (shift(meant, time.day, time.half_day) + BEFORE_TOPICS * (time.day < start))
        * variables.meets(session.id, ID, time)
        for time in meeting.times
    )


def _concerned(problem: Problem, session: Session) -> tuple[str, ...]:
    """Return the ids of the county leaders concerned, in the workbook's order."""
    in_charge = {problem.department(name).leader for name in session.departments}
    return tuple(
        leader.id
        for leader in problem.leaders
        if (leader.liaison and leader.side in ("县委", "政府"))
        or (leader.id in in_charge and leader.side != "政协")
    )


def check(plan: Plan, problem: Problem) -> Check:
    """From the article: the leader in charge, the county leaders concerned, before research."""
    findings: list[Finding] = []
    notes: list[str] = []
    sessions = [s for s in plan.sessions if s.form != "plenary"]
    for session in sessions:
        findings += [Finding(text, session.id) for text in _judge(session, plan, problem, notes)]
    return Check(len(sessions), tuple(findings), tuple(notes))


def _judge(session: Session, plan: Plan, problem: Problem, notes: list[str]) -> list[str]:
    held = session.milestone(ID)
    if held is None:
        return [f"{session.id} 没有与县委、县政府有关领导的事先沟通，应在调研之前。"]
    texts = []
    if session.lead_leader and held.owner != session.lead_leader:
        texts.append(
            f"{session.id} 的事先沟通由“{held.owner}”负责，应由分管领导 {session.lead_leader} 负责。"
        )
    if session.lead_leader and problem.is_away(
        problem.leader(session.lead_leader).person, held.start
    ):
        texts.append(f"{session.id} 的事先沟通在 {held.start}，{session.lead_leader} 当天不在。")
    if not problem.calendar.is_working(held.start):
        texts.append(f"{session.id} 的事先沟通在 {held.start}，不是工作日。")
    departments = [problem.department(name) for name in session.departments]
    county = [leader for leader in problem.leaders if leader.side != "政协"]
    due = [
        leader
        for leader in county
        if (leader.side in ("县委", "政府") and leader.liaison)
        or any(d.leader == leader.id for d in departments)
    ]
    if not due:
        notes.append(f"工作簿未列出与 {session.id} 有关的县委、县政府领导，请自行确定沟通对象。")
    for leader in due:
        if leader.id in held.with_:
            continue
        if problem.is_away(leader.person, held.start):
            notes.append(f"{session.id} 事先沟通当天 {leader.name} 不在，请另行沟通。")
        else:
            texts.append(f"{session.id} 的事先沟通缺 {leader.name}（{leader.post}）。")
    stated = any(
        d.session == session.id
        for d in plan.deviations
        if d.rule in ("lead-time", "research-first")
    )
    fixed = problem.settings.topics_fixed
    if held.start < fixed and not stated:
        texts.append(f"{session.id} 的事先沟通在 {held.start}，早于议题确定日 {fixed}。")
    research = session.milestone("research")
    latest = research.begins if research else (session.date, session.half_day.order)
    if held.finishes >= latest:
        texts.append(f"{session.id} 的事先沟通（{held.end}）应在调研（{latest[0]}）之前。")
    return texts


def measure(plan: Plan, problem: Problem) -> Mapping[str, int]:
    """Recompute how far each talk is from the day meant for it."""
    calendar = problem.calendar
    start = calendar.on_or_after(problem.settings.topics_fixed)
    distance = 0
    for session in plan.sessions:
        held = session.milestone(ID)
        if session.form == "plenary" or held is None:
            continue
        merged = session.merged_with_plenary
        anchor = problem.settings.plenary_start if merged else session.date
        name = "merged_before_days" if merged else "before_days"
        days = problem.number("research-first", name, session.form)
        meant = calendar.on_or_before(anchor - timedelta(days=days))
        ahead = timedelta(days=problem.number(ID, "before_days", session.form))
        meant = calendar.on_or_before(meant - ahead)
        if meant < start < session.date:
            meant = start
        distance += 2 * abs((held.start - meant).days) + (held.half_day == HalfDay.PM)
        distance += 500 * (held.start < start)
    return {"prior-contact.shift": distance}


RULE = Rule(
    id=ID,
    name="事先沟通",
    text="调研之前，分管副主席就议题与县委、县政府有关领导沟通。",
    kind="made",
    force="must",
    sources={"anhua": "三(二)2"},
    build=build,
    check=check,
    measure=measure,
    parameters=(Parameter("before_days", "调研前沟通", 10, "天", "一般在调研前多少天沟通", 0, 60),),
)
