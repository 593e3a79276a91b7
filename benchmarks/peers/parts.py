"""A year as the peers see it: the county and each room as a problem by itself.

Which member belongs to which room is decided beforehand by the project's own `planner.assignment`,
the same for every peer: none of them is made for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planner.assignment import Assigned, assign
from planner.control import Control
from planner.domain import Problem
from planner.parts import COUNTY, county_part, has_county, room_part
from planner.plan import Plan


@dataclass(frozen=True)
class Year:
    """A problem, and its parts by council: the county's first, then the rooms' in their order."""

    problem: Problem
    parts: Mapping[str, Problem]
    assigned: Assigned


def year_of(problem: Problem) -> Year:
    """Return the year's parts."""
    if not problem.rooms:
        return Year(problem, {COUNTY: problem}, Assigned())
    assigned = assign(problem, Control())
    parts = {COUNTY: county_part(problem)} if has_county(problem) else {}
    for room in problem.rooms:
        mine = [e["member"] for e in assigned.assignments if e["room"] == room.name]
        parts[room.name] = room_part(problem, room, mine)
    return Year(problem, parts, assigned)


def begun(problem: Problem) -> Plan:
    """Return a plan without sessions."""
    return Plan(
        year=problem.year,
        organisation=problem.settings.organisation,
        profiles=problem.settings.profiles,
        emphasis=problem.emphasis.name,
        input_sha256=problem.input_sha256,
        calendar=problem.calendar_status,
        assumptions=problem.assumptions,
    )


def whole(year: Year, plans: Mapping[str, Plan]) -> Plan:
    """Return one plan of the parts' plans."""
    if list(year.parts) == [COUNTY] and not year.problem.rooms:
        return plans[COUNTY]
    base = plans.get(COUNTY, begun(year.problem))
    rooms = [plans[council] for council in year.parts if council != COUNTY]
    return base.replace(
        profiles=year.problem.settings.profiles,
        sessions=(*base.sessions, *(s for plan in rooms for s in plan.sessions)),
        left_out=(*base.left_out, *(x for plan in rooms for x in plan.left_out)),
        deviations=(*base.deviations, *(x for plan in rooms for x in plan.deviations)),
        room_assignments=year.assigned.assignments,
        liaison=year.assigned.liaison,
    )
