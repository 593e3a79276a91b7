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

    Of a year with rooms: of the county, then of each room, as if every member who may belong to
    one belonged to it.
    """
    if is_room(problem):
        yield from room_facts(problem)
        return
    if has_county(problem):
        yield from counting_facts(county_part(problem))
    everyone = tuple(member.id for member in problem.members)
    for room in problem.rooms:
        assigned = "room-assignment" in problem.regimes[room.regime].rules
        yield from room_facts(room_part(problem, room, everyone if assigned else ()))
