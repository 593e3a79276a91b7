"""不冲突 at the grass roots: nobody is in two rooms, or in a room and a county session, at one time.

A room's own meetings are kept apart in its model; what persons have elsewhere reaches a room as
absences (`planner.parts.room_part`). The check looks at the whole year.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from constraints.clashes import check
from constraints.rule import Rule, Term
from planner.domain import Problem
from planner.variables import Time

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Expr, Variables

ID = "one-place-at-a-time"


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Let each half-day of each person, and of the room, hold one meeting at most."""
    if "meetings" not in variables.decides:
        return ()
    taken: dict[tuple[str, Time], list[Expr]] = defaultdict(list)
    for meeting in variables.meetings:
        for start, times in meeting.times.items():
            starts = variables.meets(meeting.session, meeting.kind, start)
            for time in times:
                for person in meeting.attendees:
                    taken[person, time].append(starts)
    for meetings in taken.values():
        if len(meetings) > 1:
            model.add(sum(meetings) <= 1)
    return ()


RULE = Rule(
    id=ID,
    name="不冲突",
    text="任何人在同一个半天里只在一处：协商室的协商、调研，县里的会议。",
    kind="hard",
    force="must",
    sources={},
    build=build,
    check=check,
    scoped=False,
)
