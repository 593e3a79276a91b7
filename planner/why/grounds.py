"""All that a workbook says which may have a part in a clash."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain import Problem
from planner.why.ground import Ground
from planner.why.grounds_days import day_grounds
from planner.why.grounds_people import people_grounds
from planner.why.grounds_sessions import lock_grounds
from planner.why.grounds_topics import topic_grounds


def facts(problem: Problem) -> Iterator[Ground]:
    """Yield a ground for each fact, sheet by sheet."""
    yield from topic_grounds(problem)
    yield from day_grounds(problem)
    yield from lock_grounds(problem)
    yield from people_grounds(problem)
