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
    count = max(session.half_days, 1)
    if session.form != "plenary":
        for day, part in problem.calendar.half_days_from(session.date, session.half_day, count):
            taken[day] = (*taken.get(day, ()), part)
        return taken
    begun = session.half_day != HalfDay.AM
    for number in range(begun, count + begun):
        day = session.date + (number // 2) * ONE_DAY
        taken[day] = (*taken.get(day, ()), HalfDay.PM if number % 2 else HalfDay.AM)
    return taken


def last_day(session: Session, problem: Problem) -> date:
    """Return the session's last day."""
    return max(half_days_of(session, problem))
