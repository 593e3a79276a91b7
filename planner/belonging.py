"""What the models of the year's belonging decide: which member has which room, which head which villages.

They come before any session is planned, and know nothing of dates.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import TYPE_CHECKING

from planner.domain import LiaisonHead, Problem, Room
from planner.parts import room_part

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, IntVar

    from planner.variables import Expr

ASSIGNMENT, LIAISON = "room-assignment", "liaison-span"
RECEIVING = frozenset({"场", "乡镇", "街道", "园区", "村", "社区"})
"""The levels of rooms that members are sent down to (yangzhou (三), sanyou 五(一))."""
VILLAGES = frozenset({"村", "社区"})


def receiving_rooms(problem: Problem) -> tuple[Room, ...]:
    """Return the rooms that members are assigned to, under the profiles that ask for it."""
    return tuple(
        room
        for room in problem.rooms
        if room.level in RECEIVING and ASSIGNMENT in problem.regimes[room.regime].rules
    )


class Belonging:
    """The Booleans of one model: member → room.

    A member who stands among a room's hosts or deliberators belongs to such a room.
    """

    def __init__(self, model: CpModel, problem: Problem) -> None:
        self.rooms = receiving_rooms(problem)
        self.members = problem.members if self.rooms else ()
        named: dict[str, list[Room]] = {}
        for room in self.rooms:
            own = {host.person for host in room.hosts}
            own |= {d.person for d in problem.room_deliberators(room.name)}
            for person in own:
                named.setdefault(person, []).append(room)
        self._belongs: dict[tuple[str, str], IntVar] = {}
        for member in self.members:
            for room in named.get(member.person, self.rooms):
                variable = model.new_bool_var(f"belongs {member.id} {room.name}")
                self._belongs[member.id, room.name] = variable

    def belongs(self, member: str, room: str) -> Expr:
        """Whether the member (id) belongs to the room (name); 0 where it cannot be."""
        return self._belongs.get((member, room), 0)

    def rooms_of(self, member: str) -> tuple[IntVar, ...]:
        """Return the member's possible rooms, of which one is taken."""
        return tuple(
            v for room in self.rooms if (v := self._belongs.get((member, room.name))) is not None
        )

    @property
    def choices(self) -> Mapping[tuple[str, str], IntVar]:
        """Every (member, room) that is possible."""
        return self._belongs


class Span:
    """The Booleans of one model: liaison head → a group of villages of one town.

    A head looks after villages of the town of the village where they live; one who names none,
    after those of any one town.
    """

    def __init__(self, model: CpModel, problem: Problem) -> None:
        self.heads = problem.liaison_heads
        self.towns: dict[str, list[Room]] = {}
        for room in problem.rooms:
            if room.level in VILLAGES and LIAISON in problem.regimes[room.regime].rules:
                self.towns.setdefault(room.parent, []).append(room)
        self._groups: dict[tuple[int, tuple[str, ...]], IntVar] = {}
        for number, head in enumerate(self.heads):
            for town, rooms in self.towns.items():
                if self._serves(problem, head, town):
                    part = room_part(problem, rooms[0])
                    least, most = (part.number(LIAISON, name) for name in ("min", "max"))
                    for size in range(least, min(most, len(rooms)) + 1):
                        for group in combinations([room.name for room in rooms], size):
                            name = f"looks after {number} {'、'.join(group)}"
                            self._groups[number, group] = model.new_bool_var(name)

    def _serves(self, problem: Problem, head: LiaisonHead, town: str) -> bool:
        if not head.village:
            return True
        home = problem.room(head.village)
        return town in (home.parent, home.name)

    @property
    def groups(self) -> Mapping[tuple[int, tuple[str, ...]], IntVar]:
        """Every (head's number, names of villages) that is possible."""
        return self._groups

    @property
    def villages(self) -> tuple[str, ...]:
        """The villages that are to be looked after."""
        return tuple(room.name for rooms in self.towns.values() for room in rooms)
