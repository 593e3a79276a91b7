"""工作日: sessions on working days, clear of Spring Festival, the plenary and what is to be kept free.

Assumed: no document says it, every office does it. How long a form's sessions are is set here too;
the plenary's days are the workbook's, a supervision activity may have its own. A session merged
with the plenary is exempt (anhua 二3); the meetings and research days before it are not.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from constraints.days_taken import days_taken
from constraints.held_days import held_days
from constraints.meeting_names import meeting_name, meetings_of
from constraints.rule import Check, Easing, Finding, Parameter, Rule, Term
from planner.dates import ONE_DAY, weekday_name
from planner.domain import Problem
from planner.plan import Plan, Session

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Variables

ID = "working-days"
HELD = frozenset({"period", "quarter", "count", "pair", "group", "proposal", "supervision"})
"""What sessions are due in or for whose length is set here: the plenary's days are the workbook's."""


def around_spring_festival(problem: Problem, form: str) -> frozenset[date]:
    """Return the last `holiday_margin` working days before Spring Festival and the first after.

    Days avoided as provisional are not counted: a notice will likely take them.
    """
    margin = problem.number(ID, "holiday_margin", form)
    calendar = problem.calendar
    near: set[date] = set()
    for _, festival in groupby(calendar.spring_festival, key=lambda day: day.year):
        days = tuple(festival)
        before, after = days[0], days[-1]
        for _ in range(margin):
            before = calendar.on_or_before(before - ONE_DAY)
            after = calendar.on_or_after(after + ONE_DAY)
            near |= {before, after}
    return frozenset(near)


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Bar days near Spring Festival, of the plenary, and of a 回避 for all or for the form.

    The sessions' candidate days are working days from the start (`Variables.days`).
    """
    if "programme" not in variables.decides:
        return ()
    plenary = frozenset(problem.plenary_days)
    for slot in variables.sessions:
        if slot.merged:
            continue
        near = around_spring_festival(problem, slot.form)
        for start in variables.days(slot.id):
            taken = days_taken(problem, slot, start)
            if any(d in near or d in plenary or problem.blackout_on(d, slot.form) for d in taken):
                model.add(variables.on_day(slot.id, start) == 0)
    return ()


def check(plan: Plan, problem: Problem) -> Check:
    """Judge each session's day by the calendar, and its meetings' and research's first and last."""
    findings = []
    checked = 0
    chair_meetings = problem.settings.chair_meetings
    for session in plan.sessions:
        if session.form == "plenary":
            continue
        if not session.merged_with_plenary:
            checked += 1
            findings += _length(session, problem)
            for day in held_days(session, problem):
                why = (
                    _not_worked(problem, day)
                    or _kept_free(problem, day, session.form)
                    or _near_festival(problem, day, session.form)
                )
                if why:
                    findings.append(
                        Finding(f"{session.id} 定在 {day}，{why}；请另选工作日。", session.id)
                    )
        for meeting in meetings_of(session):
            if meeting.kind == "scheme-approval" and meeting.start in chair_meetings:
                continue  # the office has set the day of that 主席会议 itself
            checked += 1
            for day in dict.fromkeys((meeting.start, meeting.end)):
                why = _not_worked(problem, day) or _kept_free(problem, day, "")
                if why:
                    findings.append(
                        Finding(
                            f"{session.id} 的{meeting_name(meeting)}定在 {day}，{why}；请另选工作日。",
                            session.id,
                        )
                    )
    return Check(checked, tuple(findings))


def _length(session: Session, problem: Problem) -> list[Finding]:
    """Judge the number of half-days; 监督计划 judges an activity's."""
    due = problem.number(ID, "half_days", session.form)
    if session.half_days == due or problem.form(session.form).per == "supervision":
        return []
    return [
        Finding(
            f"{session.id} 开 {session.half_days} 个半天，这种协商形式应开 {due} 个半天；"
            "请改计划，或在“规则”表改会期。",
            session.id,
        )
    ]


def _not_worked(problem: Problem, day: date) -> str:
    calendar = problem.calendar
    if day in calendar.extra:
        return ""
    if day in calendar.off:
        return f"是放假日（{calendar.off[day]}）"
    if day.weekday() >= 5:
        return f"是{weekday_name(day)}"
    if day in calendar.avoided:
        return f"可能调休（{calendar.avoided[day]}）"
    return ""


def _kept_free(problem: Problem, day: date, form: str) -> str:
    if problem.settings.plenary_start <= day <= problem.settings.plenary_end:
        return "在全体会议期间"
    for blackout in problem.blackouts:
        if blackout.start <= day <= blackout.end and (
            not blackout.scope or (form and form in blackout.scope)
        ):
            return (
                f"在日历的回避时段 {blackout.start}—{blackout.end}（{blackout.note or '未注明'}）"
            )
    return ""


def _near_festival(problem: Problem, day: date, form: str) -> str:
    """Count the working days that still lie between a day and Spring Festival, itself included."""
    margin = problem.number(ID, "holiday_margin", form)
    for festival in problem.calendar.spring_festival:
        if abs((day - festival).days) > 30 + 4 * margin:
            continue  # of so many days far more than the margin are worked, whatever is free
        gap = (
            problem.calendar.working_days(day, festival - ONE_DAY)
            if day < festival
            else problem.calendar.working_days(festival + ONE_DAY, day)
        )
        if len(gap) <= margin:
            return f"距春节（{festival}）不足 {margin} 个工作日"
    return ""


RULE = Rule(
    id=ID,
    name="工作日",
    text="座谈会安排在工作日，避开节假日、可能调休的日子、回避时段、全体会议和春节前后。",
    kind="hard",
    force="assumed",
    sources={},
    build=build,
    check=check,
    parameters=(
        Parameter(
            "holiday_margin", "春节前后避开", 2, "个工作日", "春节前后各避开几个工作日", 0, 20
        ),
        Parameter(
            "half_days", "会期", 1, "个半天", "一场会开几个半天；一天半是 3", 1, 6, pers=HELD
        ),
    ),
    easing=(Easing("holiday_margin", 0),),
)
