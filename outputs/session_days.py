"""Which half-days a session takes: a plenary day after day, any other on working days."""

from __future__ import annotations

from datetime import date

from planner.dates import ONE_DAY, HalfDay
from planner.domain import Problem
from planner.plan import Session


def half_days_of(session: Session, problem: Problem) -> dict[date, tuple[HalfDay, ...]]:
    """Return each day of the session in order → its parts that it takes, two a day at most.

    What does not fit into a day goes on in the morning of the next: the next working day, the
    plenary's next day whatever it is.
    """
    taken: dict[date, tuple[HalfDay, ...]] = {}
    day, part = session.date, session.half_day
    for _ in range(max(session.half_days, 1)):
        taken[day] = (*taken.get(day, ()), part)
        if part == HalfDay.AM:
            part = HalfDay.PM
            continue
        day, part = day + ONE_DAY, HalfDay.AM
        if session.form != "plenary":
            day = problem.calendar.on_or_after(day)
    return taken


def last_day(session: Session, problem: Problem) -> date:
    """Return the session's last day."""
    return max(half_days_of(session, problem))
