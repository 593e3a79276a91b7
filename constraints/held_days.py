"""The days of a session of a finished plan, for checks; counted without the solver's helpers."""

from __future__ import annotations

from datetime import date

from planner.dates import ONE_DAY, HalfDay
from planner.domain import Problem
from planner.plan import Session


def held_days(session: Session, problem: Problem) -> list[date]:
    """Return the first day and, for each two half-days that do not fit in it, the next worked one."""
    days = [session.date]
    left = session.half_days - (1 if session.half_day == HalfDay.PM else 2)
    while left > 0:
        day = days[-1] + ONE_DAY
        while not problem.calendar.is_working(day):
            day += ONE_DAY
        days.append(day)
        left -= 2
    return days
