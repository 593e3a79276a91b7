"""When the meetings before a session may be, who is there, and what a shifted one costs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from planner.dates import HalfDay
from planner.domain import Problem
from planner.variables import Time

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Variables

BEFORE_TOPICS = 500
"""Cost of a meeting before topics are fixed: chosen only where no later day is left."""


def half_days(days: Iterable[date]) -> Mapping[Time, tuple[Time, ...]]:
    """Return the mornings and afternoons of the days, each a meeting of one half-day."""
    times = [Time(day, half_day) for day in days for half_day in (HalfDay.AM, HalfDay.PM)]
    return {time: (time,) for time in times}


def whole_days(days: Sequence[date], count: int) -> Mapping[Time, tuple[Time, ...]]:
    """Return each run of `count` days that follow one another in `days`, from its first morning."""
    runs = (days[i : i + count] for i in range(len(days) - count + 1))
    return {
        Time(run[0], HalfDay.AM): tuple(
            Time(day, half_day) for day in run for half_day in (HalfDay.AM, HalfDay.PM)
        )
        for run in runs
    }


def meeting_days(problem: Problem, first: date, last: date) -> tuple[date, ...]:
    """Return the days of a span on which a county meeting may be put, in order."""
    return tuple(
        day for day in problem.calendar.working_days(first, last) if problem.is_meeting_day(day)
    )


def together(
    problem: Problem, days: Iterable[date], people: Iterable[str]
) -> tuple[tuple[date, ...], tuple[str, ...]]:
    """Return the days on which people (keys, unit names) can be had at once, and who they are.

    They are asked in the order given. Whoever is away on every day that is left is passed over
    (a deputy comes), so that an absence never leaves no day at all.
    """
    left = tuple(days)
    kept: list[str] = []
    for person in dict.fromkeys(p for p in people if p):
        free = tuple(day for day in left if not problem.is_away(person, day))
        if free or not left:
            left = free
            kept.append(person)
    return left, tuple(kept)


def leader_key(problem: Problem, leader: str) -> str:
    """Return a leader's person key; empty for no leader."""
    return problem.leader(leader).person if leader else ""


def head_key(problem: Problem, body: str) -> str:
    """Return the person key of a body's head; empty where not named."""
    return problem.body(body).head if body else ""


def precede(model: CpModel, variables: Variables, session: str, *kinds: str) -> None:
    """Put those of these meetings that the session has one after another, in this order."""
    there = [kind for kind in kinds if variables.meeting(session, kind)]
    for earlier, later in pairwise(there):
        end = variables.meeting_end(session, earlier)
        model.add(end + 1 <= variables.meeting_start(session, later))


def shift(nominal: date, day: date, half_day: HalfDay) -> int:
    """Return how far a half-day is from its nominal day: two a calendar day, one for an afternoon."""
    return 2 * abs((day - nominal).days) + (1 if half_day == HalfDay.PM else 0)
