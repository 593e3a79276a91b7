"""A plan made before the holiday notice, held against the calendar that the notice gives.

What is to be moved is said date by date, with working days near by; a day is proposed where the
notice and the office's 回避 leave it free. Whether all other rules allow the move, `planner check`
says once it is made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from constraints.meeting_names import meeting_name, takes_time
from constraints.rule import Rule
from planner.check import judge, rules_in_force
from planner.dates import ONE_DAY, WorkCalendar
from planner.domain import Problem
from planner.parts import COUNTY, county_part, has_county, part_of, room_parts
from planner.plan import Compliance, Plan, Session
from planner.spoken import session_name, spoken

WORKING_DAYS = "working-days"
FARTHEST = 31
"""How many days before or after a date another one is looked for, within the session's window."""


@dataclass(frozen=True)
class Move:
    """A date that must move.

    Attributes
    ----------
    session, name:
        The session's id, and what people call it; empty for a step of the plan's own making.
    what:
        What takes place that day: 会议, a milestone, a paper.
    why:
        What the calendar says of the day, in words.
    before, after:
        The nearest working days that are free, within the session's window; None: there is none.
    """

    session: str
    name: str
    what: str
    day: date
    why: str
    before: date | None
    after: date | None


@dataclass(frozen=True)
class Recheck:
    """A plan against the notice.

    Attributes
    ----------
    plan:
        What the plan is called.
    broken:
        The rules that the plan no longer keeps, working days among them.
    official:
        The sessions, by id, whose dates were provisional and are official now.
    """

    plan: str
    moves: tuple[Move, ...]
    broken: tuple[Compliance, ...]
    official: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether no date must move and every rule holds."""
        return not self.moves and not self.broken


def recheck(name: str, plan: Plan, problem: Problem) -> Recheck:
    """Return what a notice makes of a plan; the problem is read with the notice in its calendar."""
    moves = tuple(sorted(_moves(plan, problem), key=lambda m: (m.day, m.session, m.what)))
    moved = {m.session for m in moves if m.what == "会议"}
    calendar = problem.calendar
    official = tuple(
        s.id
        for s in plan.by_date()
        if s.date_status == "provisional"
        and calendar.date_status(s.date) == "official"
        and s.id not in moved
    )
    broken = tuple(verdict for verdict in judge(plan, problem) if not verdict.holds)
    return Recheck(name, moves, broken, official)


def day_words(day: date, calendar: WorkCalendar) -> str:
    """Return what the calendar says of a day: 放假：春节, 周六, 可能调休."""
    if day in calendar.extra:
        return "调休上班"
    if day in calendar.off:
        return f"放假：{calendar.off[day]}"
    if day in calendar.avoided and day.weekday() < 5:
        return f"可能调休：{calendar.avoided[day]}"
    return "休息日" if day.weekday() >= 5 else "工作日"


def _moves(plan: Plan, problem: Problem) -> Iterator[Move]:
    if not problem.rooms:
        yield from _of_part(plan, problem)
    else:
        if has_county(problem):
            yield from _of_part(part_of(plan, COUNTY), county_part(problem))
        for _, part, own in room_parts(problem, plan):
            yield from _of_part(own, part)
    settled = {problem.settings.approval_date, *problem.settings.chair_meetings}
    for step in plan.plan_milestones:
        if step.date not in settled and not problem.calendar.is_working(step.date):
            yield _move("", "计划编制", step.title or step.kind, step.date, problem)


def _of_part(plan: Plan, problem: Problem) -> Iterator[Move]:
    """Yield what must move of one council's sessions, under its own rule of working days."""
    rule = next((r for r in rules_in_force(problem) if r.id == WORKING_DAYS), None)
    for session in plan.sessions:
        if session.form == "plenary":
            continue
        if rule is not None and not session.merged_with_plenary:
            yield from _session(session, rule, plan, problem)
        yield from _milestones(session, problem)
        for paper in session.papers:
            if not problem.calendar.is_working(paper.due):
                yield _of(session, f"文稿“{paper.title}”", paper.due, problem)


def _session(session: Session, rule: Rule, plan: Plan, problem: Problem) -> Iterator[Move]:
    """Yield the session itself where the rule bars its day: a day off, near Spring Festival, 回避."""
    findings = _barred(session, rule, plan, problem)
    if not findings:
        return
    day = session.date
    said = day_words(day, problem.calendar)
    why = said if not problem.calendar.is_working(day) else spoken(findings[0], problem)
    try:
        slot = problem.slot(session.id)
        first, last = slot.first, slot.last
    except KeyError:
        first, last = date(problem.year, 1, 1), date(problem.year, 12, 31)

    def is_free(other: date) -> bool:
        return not _barred(session.replace(date=other), rule, plan, problem)

    yield Move(
        session.id,
        session_name(problem, session.id),
        "会议",
        day,
        why,
        _near(day, -1, first, last, is_free),
        _near(day, 1, first, last, is_free),
    )


def _barred(session: Session, rule: Rule, plan: Plan, problem: Problem) -> list[str]:
    """Return what the rule has against the session's day: its length and its meetings are left out."""
    alone = session.replace(milestones=())
    if problem.form(session.form).per != "supervision":
        due = problem.number(WORKING_DAYS, "half_days", session.form)
        alone = alone.replace(half_days=due)
    return [f.text for f in rule.check(plan.replace(sessions=(alone,)), problem).findings]


def _milestones(session: Session, problem: Problem) -> Iterator[Move]:
    """Yield the milestones that lie on a day not worked; 主席会议 dates set by the office stay."""
    settled = problem.settings.chair_meetings
    for milestone in session.milestones:
        if milestone.kind == "scheme-approval" and milestone.start in settled:
            continue
        days = (milestone.start, milestone.end) if takes_time(milestone) else (milestone.end,)
        for day in dict.fromkeys(days):
            if not problem.calendar.is_working(day):
                yield _of(session, meeting_name(milestone), day, problem)


def _of(session: Session, what: str, day: date, problem: Problem) -> Move:
    return _move(session.id, session_name(problem, session.id), what, day, problem, session.date)


def _move(
    session: str, name: str, what: str, day: date, problem: Problem, held: date | None = None
) -> Move:
    """Return a move of what is not the session itself: it stays on its side of the session."""
    first = held if held and day >= held else date.min
    last = held if held and day <= held else date.max
    free = problem.is_meeting_day
    return Move(
        session,
        name,
        what,
        day,
        day_words(day, problem.calendar),
        _near(day, -1, first, last, free),
        _near(day, 1, first, last, free),
    )


def _near(
    day: date, step: int, first: date, last: date, is_free: Callable[[date], bool]
) -> date | None:
    """Return the nearest free day on one side, within first and last; None where there is none."""
    for _ in range(FARTHEST):
        day += step * ONE_DAY
        if not first <= day <= last:
            return None
        if is_free(day):
            return day
    return None
