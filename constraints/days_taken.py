"""Which days a session takes when it starts on one, and on which starts somebody is there for all."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from planner.dates import HalfDay
from planner.domain import Problem, Slot

if TYPE_CHECKING:
    from planner.variables import Variables


def days_taken(problem: Problem, slot: Slot, start: date) -> tuple[date, ...]:
    """Return the session's days: one, or where it is longer than a day the working days after it."""
    if slot.half_days <= 2:
        return (start,)
    taken = problem.calendar.half_days_from(start, HalfDay.AM, slot.half_days)
    return tuple(dict.fromkeys(day for day, _ in taken))


def starts_when_there(
    variables: Variables, problem: Problem, slot: Slot, subject: str
) -> frozenset[date]:
    """Return the session's candidate days on which a person or unit is there from start to end."""
    away = problem.days_away(subject)
    days = variables.days(slot.id)
    if not away:
        return frozenset(days)
    return frozenset(d for d in days if away.isdisjoint(days_taken(problem, slot, d)))
