"""工作协调会: one week before the session, called by the secretary-general (anhua 三(二)3).

The heads of all committees and of the office attend. Where the day is no working day it is the one before; where
the secretary-general is away, earlier still.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from constraints import lead_time
from constraints.expected_people import all_committees
from constraints.meeting_times import (
    half_days,
    head_key,
    meeting_days,
    precede,
    shift,
    together,
)
from constraints.offices import office_name
from constraints.rule import Check, Finding, Parameter, Rule, Term
from planner.dates import ONE_DAY, HalfDay, days_from, months_before
from planner.domain import Problem
from planner.plan import Deviation, Plan, Session
from planner.variables import Meeting

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Expr, Variables

ID = "coordination-meeting"
KIND = "coordination"
EARLIER_DAYS = (10, 25)
"""Working days by which the meeting may be earlier; the second where the first is not enough."""
AFTER_LIMIT = 100
"""Cost of a meeting later than a week before, which only a late approval excuses."""


def nominal(problem: Problem, form: str, session_day: date) -> date:
    """Return the last working day at least a week (`days`) before a session on the day."""
    days = problem.number(ID, "days", form)
    return problem.calendar.on_or_before(session_day - timedelta(days=days))


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Place the coordination meeting between research and session."""
    if "meetings" not in variables.decides:
        return ()
    distance: Expr = 0
    for session in variables.fixed_sessions():
        if not session.merged_with_plenary:
            distance += _coordinate(variables, problem, session)
            precede(model, variables, session.id, "mobilisation", "research", KIND, "session")
    return (Term("coordination-meeting.shift", distance),)


def _coordinate(variables: Variables, problem: Problem, session: Session) -> Expr:
    """Add the meeting; return its distance from the day meant for it."""
    convenor = problem.secretary_general
    head = head_key(problem, session.lead_body)
    called_by = convenor.person if convenor else ""
    days, present = together(
        problem, _days(problem, session, called_by), (called_by, session.lead_body, head)
    )
    called = all_committees(problem)
    meeting = Meeting(
        session=session.id,
        kind=KIND,
        times=half_days(days),
        attendees=frozenset({*present, *(b.head for b in called if b.head)}),
        owner=convenor.id if convenor and called_by in present else office_name(problem),
        with_=tuple(dict.fromkeys((session.lead_body, *(b.name for b in called)))),
        title="工作协调会",
    )
    variables.add_meeting(meeting)
    meant = nominal(problem, session.form, session.date)
    return sum(
        (shift(meant, time.day, time.half_day) + AFTER_LIMIT * (time.day > meant))
        * variables.meets(session.id, KIND, time)
        for time in meeting.times
    )


def _days(problem: Problem, session: Session, convenor: str) -> tuple[date, ...]:
    """Return the days for the meeting: up to its limit; where approval came late, up to the session."""
    meant = nominal(problem, session.form, session.date)
    late = lead_time.is_late(problem, session.form, session.date)
    last = session.date - ONE_DAY if late else meant
    days: tuple[date, ...] = ()
    for count in EARLIER_DAYS:
        days = meeting_days(problem, problem.calendar.workdays_before(meant, count), last)
        if any(not problem.is_away(convenor, day) for day in days):
            break
    return days


def make(plan: Plan, problem: Problem) -> Plan:
    """State the deviation of a meeting that a late approval puts less than a week before."""
    deviations = [d for d in plan.deviations if d.rule != ID]
    for session in plan.by_date():
        held = session.milestone(KIND)
        meant = nominal(problem, session.form, session.date)
        if held is not None and held.end > meant:
            deviations.append(
                Deviation(
                    rule=ID,
                    session=session.id,
                    text=f"{session.id} 的工作协调会应不迟于 {meant}，实际 {held.end}，"
                    f"晚 {(held.end - meant).days} 天。",
                    reason=f"议题 {problem.settings.topics_fixed} 才确定，筹备时间不足。",
                    days_missing=(held.end - meant).days,
                )
            )
    return plan.replace(deviations=tuple(deviations))


def check(plan: Plan, problem: Problem) -> Check:
    """From the article: the secretary-general's meeting with all committees, a week before."""
    findings: list[Finding] = []
    notes: list[str] = []
    checked = 0
    for session in plan.sessions:
        if session.form == "plenary" or session.merged_with_plenary:
            continue
        checked += 1
        texts = _judge_people(session, problem, notes)
        stated = any(d.session == session.id for d in plan.deviations if d.rule == ID)
        texts += _judge_date(session, problem, stated)
        findings += [Finding(text, session.id) for text in texts]
    return Check(checked, tuple(findings), tuple(notes))


def _judge_date(session: Session, problem: Problem, stated: bool) -> list[str]:
    days = problem.number(ID, "days", session.form)
    due = problem.calendar.on_or_before(session.date - timedelta(days=days))
    held = session.milestone(KIND)
    if held is None:
        return [f"{session.id} 没有工作协调会，应不迟于 {due}（会前{days}天）。"]
    texts = []
    if not problem.calendar.is_working(held.start):
        texts.append(f"{session.id} 的工作协调会在 {held.start}，不是工作日。")
    lead = problem.number("lead-time", "lead_months", session.form)
    scheme_due = problem.calendar.on_or_before(months_before(session.date, lead))
    topics_late = problem.settings.topics_fixed > scheme_due
    if held.end > due and not (topics_late and stated):
        texts.append(
            f"{session.id} 的工作协调会在 {held.end}，应不迟于 {due}（会前{days}天），请提前。"
        )
    convenor = problem.secretary_general
    since = problem.calendar.workdays_before(due, 10)
    if held.start < since and convenor is not None:
        free = [
            day
            for day in days_from(since, due)
            if problem.is_meeting_day(day) and not problem.is_away(convenor.person, day)
        ]
        if free:
            texts.append(
                f"{session.id} 的工作协调会在 {held.start}，过早；应在会前{days}天（{due}）前后。"
            )
    research = session.milestone("research")
    if research is not None and research.finishes >= held.begins:
        texts.append(
            f"{session.id} 的工作协调会（{held.start}）应在调研（至 {research.end}）之后。"
        )
    return texts


def _judge_people(session: Session, problem: Problem, notes: list[str]) -> list[str]:
    held = session.milestone(KIND)
    if held is None:
        return []
    texts = []
    convenor = problem.secretary_general
    if convenor is None:
        if held.owner != office_name(problem):
            texts.append(
                f"{session.id} 的工作协调会由“{held.owner}”召集；工作簿未列秘书长，"
                f"应由{office_name(problem)}召集。"
            )
    elif problem.is_away(convenor.person, held.start):
        if held.owner == convenor.id:
            texts.append(
                f"{session.id} 的工作协调会在 {held.start}，秘书长 {convenor.name} 当天不在，请改期。"
            )
        else:
            notes.append(f"{session.id} 的工作协调会期间秘书长不在，由{held.owner}召集。")
    elif held.owner != convenor.id:
        texts.append(
            f"{session.id} 的工作协调会由“{held.owner}”召集，应由秘书长 {convenor.name} 召集。"
        )
    bodies = [body for body in problem.bodies if body.kind in ("专委会", "办公室")]
    absent = [body.name for body in bodies if body.name not in held.with_]
    if session.lead_body and session.lead_body not in (*held.with_, *absent):
        absent.append(session.lead_body)
    if absent:
        texts.append(f"{session.id} 的工作协调会缺 {'、'.join(absent)}，各委室负责同志都应参加。")
    away = [b.name for b in bodies if b.head and problem.is_away(b.head, held.start)]
    if away:
        notes.append(f"{session.id} 工作协调会当天 {'、'.join(away)} 负责人不在，请委派人员参加。")
    return texts


def measure(plan: Plan, problem: Problem) -> Mapping[str, int]:
    """Recompute how far each meeting is from a week before its session."""
    distance = 0
    for session in plan.sessions:
        held = session.milestone(KIND)
        if session.form == "plenary" or session.merged_with_plenary or held is None:
            continue
        week_before = session.date - timedelta(days=problem.number(ID, "days", session.form))
        due = problem.calendar.on_or_before(week_before)
        distance += 2 * abs((held.start - due).days) + (held.half_day == HalfDay.PM)
        distance += 100 * (held.start > due)
    return {"coordination-meeting.shift": distance}


RULE = Rule(
    id=ID,
    name="工作协调会",
    text="会前一个星期，秘书长主持召开工作协调会，各委室负责同志参加。",
    kind="made",
    force="must",
    sources={"anhua": "三(二)3"},
    build=build,
    make=make,
    check=check,
    measure=measure,
    parameters=(Parameter("days", "会前天数", 7, "天", "会前多少天（含以上）开工作协调会", 0, 60),),
)
