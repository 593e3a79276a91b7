"""What must hold for there to be any plan: counted before solving, of the county and of each room."""

from __future__ import annotations

from collections.abc import Iterator

from planner.counting import counting_facts
from planner.domain import Problem
from planner.parts import county_part, has_county, is_room, room_part
from planner.reason import Reason
from planner.room_counting import room_facts


def necessary_facts(problem: Problem) -> Iterator[Reason]:
    """Yield each fact that leaves no plan whatever else is decided.

    Of a year with rooms: of the county, then of the rooms, as far as it does not hang on which
    members belong to them.
    """
    if is_room(problem):
        yield from map(_reason, room_facts(problem))
        return
    if has_county(problem):
        yield from counting_facts(county_part(problem))
    for room in problem.rooms:
        if "room-assignment" not in problem.regimes[room.regime].rules:
            yield from map(_reason, room_facts(room_part(problem, room)))


def _reason(fact: str) -> Reason:
    return Reason(text=fact)
