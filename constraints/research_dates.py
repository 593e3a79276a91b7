"""When a session's research may be, when it is meant to be, and how many days it takes.

For the builds of 先调研 and of the talks before it (事先沟通). The numbers are parameters of 先调研.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from constraints import coordination_meeting, lead_time
from constraints.meeting_times import meeting_days
from planner.dates import ONE_DAY, months_before
from planner.domain import Problem
from planner.plan import Session

ID = "research-first"
MERGED_ROOM = 6
"""Meeting days beside research itself that a merged session needs between topics and plenary."""


def days_wanted(problem: Problem, topics: Sequence[str], form: str) -> int:
    """Return how many days of research a session of these topics takes: 调研天数, or the default.

    None where a pair or group agrees its topic itself: that is not the plan's to research.
    """
    if not topics and problem.form(form).topics == "optional":
        return 0
    default = problem.number(ID, "days", form)
    asked = [problem.topic(t).research_days for t in topics]
    return max((default if days is None else days for days in asked), default=default)


def done_by(problem: Problem, form: str, session_day: date) -> date:
    """Return the day before which research is done: the coordination meeting's, or days before."""
    if problem.in_force("coordination-meeting", form):
        return coordination_meeting.nominal(problem, form, session_day)
    days = problem.number(ID, "ready_days", form)
    return problem.calendar.on_or_before(session_day - timedelta(days=days))


def nominal(problem: Problem, session: Session) -> date:
    """Return the day on which research is meant to begin."""
    if session.merged_with_plenary:
        before = problem.number(ID, "merged_before_days", session.form)
        return problem.calendar.on_or_before(
            problem.settings.plenary_start - timedelta(days=before)
        )
    before = problem.number(ID, "before_days", session.form)
    return problem.calendar.on_or_before(session.date - timedelta(days=before))


def span(
    problem: Problem, form: str, session_day: date, merged: bool, days: int
) -> tuple[date, date]:
    """Return the first and last day between which a session's research of `days` days must lie.

    From the topics to the coordination meeting (else a week before the session) or the plenary.
    Where topics are fixed too late for it, days before them count too: no late approval leaves a
    plan without research.
    """
    start = lead_time.earliest(problem)
    if merged:
        last = problem.settings.plenary_start - ONE_DAY
        if len(meeting_days(problem, start, last)) < days + MERGED_ROOM:
            start = min(start, months_before(problem.settings.plenary_start, 2))
        return start, last
    if lead_time.is_late(problem, form, session_day):
        return lead_time.room_begins(problem, form, session_day), session_day - ONE_DAY
    return start, done_by(problem, form, session_day) - ONE_DAY
