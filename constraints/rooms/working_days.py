"""工作日 at the grass roots: also on weekends and in the evening, where the form allows it (assumed).

Clear of statutory holidays, of days that a notice may yet move, of Spring Festival and of 回避. The
plenary's days bar the county's sessions only. Ordinary working days in daytime come first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from constraints.rule import Check, Easing, Finding, Parameter, Rule, Term
from constraints.working_days import around_spring_festival
from planner.dates import ONE_DAY, HalfDay, days_from, weekday_name
from planner.domain import Problem
from planner.plan import Plan, Session

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Expr, Variables

ID = "working-days"


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Bar days near Spring Festival and kept free; count weekends, and evenings once dated."""
    evenings: Expr = 0
    if "meetings" in variables.decides:
        for meeting in variables.meetings:
            if meeting.kind == "session":
                late = [t for t in meeting.times if t.half_day == HalfDay.EVENING]
                evenings += sum(variables.meets(meeting.session, "session", t) for t in late)
        return (Term(f"{ID}.evening", evenings),)
    if "programme" not in variables.decides:
        return ()
    weekends: Expr = 0
    for slot in variables.sessions:
        barred = _around_festivals(problem, slot.form) | problem.days_away(slot.council)
        for day in variables.days(slot.id):
            if day in barred or problem.blackout_on(day, slot.form):
                model.add(variables.on_day(slot.id, day) == 0)
            elif not problem.calendar.is_working(day):
                weekends += variables.on_day(slot.id, day)
    return (Term(f"{ID}.off", weekends),)


def _around_festivals(problem: Problem, form: str) -> frozenset[date]:
    """Return the days from the margin before each Spring Festival to the margin after it."""
    days: set[date] = set()
    by_year = groupby(sorted(around_spring_festival(problem, form)), key=lambda day: day.year)
    for _, near in by_year:
        span = tuple(near)
        days.update(days_from(span[0], span[-1]))
    return frozenset(days)


def measure(plan: Plan, problem: Problem) -> Mapping[str, int]:
    """Count the sessions on weekends that no notice makes working days, and those in the evening."""
    extra = problem.calendar.extra
    off = [s for s in plan.sessions if s.date.weekday() >= 5 and s.date not in extra]
    late = [s for s in plan.sessions if s.half_day == HalfDay.EVENING]
    return {f"{ID}.off": len(off), f"{ID}.evening": len(late)}


def check(plan: Plan, problem: Problem) -> Check:
    """Judge each session's day and part of the day by the calendar and what its form allows."""
    findings = []
    for session in plan.sessions:
        why = _barred(session, problem) or _unusual(session, problem)
        if why:
            findings.append(
                Finding(f"{session.id} 定在 {session.date}{why}；请另选日子。", session.id)
            )
        due = problem.number(ID, "half_days", session.form)
        if session.half_days != due:
            findings.append(
                Finding(
                    f"{session.id} 开 {session.half_days} 个半天，应开 {due} 个半天；"
                    "请改计划，或在“规则”表改会期。",
                    session.id,
                )
            )
    return Check(len(plan.sessions), tuple(findings))


def _barred(session: Session, problem: Problem) -> str:
    day, calendar = session.date, problem.calendar
    if day in calendar.off and day not in calendar.extra:
        return f"，是放假日（{calendar.off[day]}）"
    if day in calendar.avoided:
        return f"，可能调休（{calendar.avoided[day]}）"
    for blackout in problem.blackouts:
        scope = blackout.scope
        if blackout.start <= day <= blackout.end and (
            not scope or session.form in scope or session.council in scope
        ):
            note = blackout.note or "未注明"
            return f"，在日历的回避时段 {blackout.start}—{blackout.end}（{note}）"
    for absence in problem.absences:
        if absence.subject == session.council and absence.start <= day <= absence.end:
            return f"，协商室 {absence.start}—{absence.end} 不可用"
    return _near_festival(problem, day, session.form)


def _unusual(session: Session, problem: Problem) -> str:
    """Return what the form does not allow: a weekend, or an evening."""
    day = session.date
    weekend = day.weekday() >= 5 and day not in problem.calendar.extra
    if weekend and not problem.number(ID, "weekends", session.form):
        return f"，是{weekday_name(day)}，这种形式不在周末召开"
    if session.half_day == HalfDay.EVENING and not problem.number(ID, "evenings", session.form):
        return "晚上，这种形式不在晚上召开"
    return ""


def _near_festival(problem: Problem, day: date, form: str) -> str:
    """Count the working days that still lie between a day and Spring Festival, itself included."""
    margin = problem.number(ID, "holiday_margin", form)
    for festival in problem.calendar.spring_festival:
        if abs((day - festival).days) > 30 + 4 * margin:
            continue
        if day < festival:
            gap = problem.calendar.working_days(day, festival - ONE_DAY)
        else:
            gap = problem.calendar.working_days(festival + ONE_DAY, day)
        # A weekend is no working day of its own: the margin lies wholly between it and the festival.
        if len(gap) < margin + problem.calendar.is_working(day):
            return f"，距春节（{festival}）不足 {margin} 个工作日"
    return ""


RULE = Rule(
    id=ID,
    name="工作日",
    text="协商议事避开法定节假日、可能调休的日子、回避时段和春节前后；允许的可在周末和晚上。",
    kind="hard",
    force="assumed",
    sources={},
    build=build,
    check=check,
    measure=measure,
    parameters=(
        Parameter(
            "holiday_margin", "春节前后避开", 2, "个工作日", "春节前后各避开几个工作日", 0, 20
        ),
        Parameter("half_days", "会期", 1, "个半天", "一场会开几个半天", 1, 1),
        Parameter("weekends", "周末可开", 1, "", "1：周末也可召开；0：不可", 0, 1),
        Parameter("evenings", "晚上可开", 1, "", "1：晚上也可召开；0：不可", 0, 1),
    ),
    easing=(Easing("holiday_margin", 0),),
)
