"""提前期: scheme submitted and mobilisation held `lead_months` before the session.

anhua 二2, 二4, 三(二)1. Preparation starts at the earliest when topics are fixed (主席会议日期,
else 计划批准日期: assumed). Where a late approval leaves less, the session keeps its period with
the longest lead there is, and the deviation says what is missing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from constraints.meeting_times import half_days, shift
from constraints.rule import Check, Finding, Parameter, Rule, Term
from planner.dates import HalfDay, months_before
from planner.domain import Problem, Slot
from planner.plan import Deviation, Plan, Session
from planner.variables import Meeting

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Expr, Variables

ID = "lead-time"
EARLIER_DAYS = 20
"""How many working days before its limit the mobilisation meeting may move (convenor away)."""
LATER_DAYS = 5
"""How many working days it may wait, once late, for its convenor to be back."""


def limit(problem: Problem, form: str, session_day: date) -> date:
    """Return the last working day on which scheme and mobilisation are in time."""
    lead = problem.number(ID, "lead_months", form)
    return problem.calendar.on_or_before(months_before(session_day, lead))


def earliest(problem: Problem) -> date:
    """Return the first working day on which preparation may start."""
    return problem.calendar.on_or_after(problem.settings.topics_fixed)


def missing_days(problem: Problem, slot: Slot, day: date) -> int:
    """Return by how many calendar days a late approval shortens the lead of a session on `day`."""
    return max(0, (earliest(problem) - limit(problem, slot.form, day)).days)


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """In the programme: count the missing days. In the meetings: place the mobilisation.

    The mobilisation meeting is at its limit, or earlier where its convenor is away; where the
    limit lies before preparation may start, at that start or as soon after as it can be.
    """
    terms: list[Term] = []
    if "programme" in variables.decides:
        missing = sum(
            missing_days(problem, slot, day) * variables.on_day(slot.id, day)
            for slot in variables.sessions
            if not slot.merged
            for day in variables.days(slot.id)
            if missing_days(problem, slot, day)
        )
        terms.append(Term("lead-time.missing", missing))
    if "meetings" in variables.decides:
        shift: Expr = 0
        for session in variables.fixed_sessions():
            if not session.merged_with_plenary:
                shift += _mobilise(variables, problem, session)
        terms.append(Term("lead-time.shift", shift))
    return terms


def _mobilise(variables: Variables, problem: Problem, session: Session) -> Expr:
    """Add the mobilisation meeting; return its distance from the nominal day (see `shift`)."""
    nominal = max(limit(problem, session.form, session.date), earliest(problem))
    late = nominal > limit(problem, session.form, session.date)
    calendar = problem.calendar
    if late:
        span = (nominal, calendar.workdays_after(nominal, LATER_DAYS))
    else:
        span = (max(earliest(problem), calendar.workdays_before(nominal, EARLIER_DAYS)), nominal)
    convenor = problem.leader(session.lead_leader)
    days = [
        day
        for day in calendar.working_days(*span)
        if problem.is_meeting_day(day)
        and day < session.date
        and not any(problem.is_away(who, day) for who in (convenor.person, session.lead_body))
    ]
    meeting = Meeting(
        session=session.id,
        kind="mobilisation",
        times=half_days(days),
        attendees=frozenset({convenor.person, session.lead_body}),
        owner=convenor.id,
        with_=(session.lead_body, *session.departments),
        title="部署动员会",
    )
    variables.add_meeting(meeting)
    return sum(
        shift(nominal, time.day, time.half_day) * variables.meets(session.id, "mobilisation", time)
        for time in meeting.times
    )


def make(plan: Plan, problem: Problem) -> Plan:
    """State the deviation of each session whose lead a late approval shortened."""
    deviations = list(plan.deviations)
    for session in plan.by_date():
        slot = problem.slot(session.id)
        if session.form == "plenary" or session.merged_with_plenary:
            continue
        missing = missing_days(problem, slot, session.date)
        if missing:
            lead = problem.number(ID, "lead_months", session.form)
            last = limit(problem, session.form, session.date)
            held = session.milestone("mobilisation")
            began = held.start if held else earliest(problem)
            deviations.append(
                Deviation(
                    rule=ID,
                    session=session.id,
                    text=f"{session.id} 应在会前{lead}个月（{last}前）报方案、开动员会，实际 {began}，"
                    f"少 {missing} 天；若议题在 {last} 前确定即可满足。",
                    reason=f"议题 {problem.settings.topics_fixed} 才确定。",
                    days_missing=missing,
                    latest_approval=last,
                )
            )
    return plan.replace(deviations=tuple(deviations))


def check(plan: Plan, problem: Problem) -> Check:
    """From the article: scheme and mobilisation no later than the same day two months before.

    Late is right only where topics were fixed too late, and then the deviation must say by how
    many days, and by when approval would have sufficed.
    """
    findings: list[Finding] = []
    notes: list[str] = []
    checked = 0
    fixed = problem.settings.topics_fixed
    for session in plan.sessions:
        if session.form == "plenary" or session.merged_with_plenary:
            continue
        months = problem.number(ID, "lead_months", session.form)
        if not months:
            continue
        checked += 1
        due = months_before(session.date, months)
        while not problem.calendar.is_working(due):
            due = date.fromordinal(due.toordinal() - 1)
        excused = fixed > due
        for kind, word in (("scheme", "实施方案"), ("mobilisation", "部署动员会")):
            found = session.milestone(kind)
            if found is None:
                findings.append(Finding(f"{session.id} 没有“{word}”，应不迟于 {due}。", session.id))
            elif found.end > due and not excused:
                findings.append(
                    Finding(
                        f"{session.id} 的{word}在 {found.end}，应不迟于 {due}（会前{months}个月）。",
                        session.id,
                    )
                )
            elif found.start < fixed:
                findings.append(
                    Finding(
                        f"{session.id} 的{word}在 {found.start}，早于议题确定日 {fixed}。",
                        session.id,
                    )
                )
        if excused:
            stated = [d for d in plan.deviations if d.rule == ID and d.session == session.id]
            if not stated:
                findings.append(
                    Finding(
                        f"{session.id} 提前期不足（应不迟于 {due}），偏离事项中没有说明。",
                        session.id,
                    )
                )
            elif stated[0].latest_approval != due:
                findings.append(
                    Finding(f"{session.id} 的偏离事项写错了最迟批准日，应为 {due}。", session.id)
                )
            else:
                notes.append(stated[0].text)
    return Check(checked, tuple(findings), tuple(notes))


def measure(plan: Plan, problem: Problem) -> Mapping[str, int]:
    """Recompute the missing days, and how far each mobilisation is from its nominal half-day."""
    missing = distance = 0
    calendar = problem.calendar
    start = problem.settings.topics_fixed
    while not calendar.is_working(start):
        start = date.fromordinal(start.toordinal() + 1)
    for session in plan.sessions:
        if session.form == "plenary" or session.merged_with_plenary:
            continue
        due = months_before(session.date, problem.number(ID, "lead_months", session.form))
        while not calendar.is_working(due):
            due = date.fromordinal(due.toordinal() - 1)
        missing += max(0, (start - due).days)
        held = session.milestone("mobilisation")
        if held is not None:
            afternoon = 1 if held.half_day == HalfDay.PM else 0
            distance += 2 * abs((held.start - max(due, start)).days) + afternoon
    return {"lead-time.missing": missing, "lead-time.shift": distance}


RULE = Rule(
    id=ID,
    name="提前期",
    text="会前两个月，牵头单位报实施方案，并召开部署动员会。",
    kind="hard",
    force="must",
    sources={"anhua": "二2、二4、三(二)1"},
    build=build,
    make=make,
    check=check,
    measure=measure,
    parameters=(
        Parameter("lead_months", "提前月数", 2, "个月", "会前多少个日历月报方案、动员", 0, 6),
    ),
)
