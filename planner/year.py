"""Finds the whole year: the county's sessions first, then who belongs to which room, then the rooms.

The county's people are decided before the rooms': its sessions are few and its members many. What
that order may cost a room is within the rooms' bound, which knows nothing of the county.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from planner.any_plan import solve_in_time
from planner.assignment import assign
from planner.control import Control
from planner.domain import Problem
from planner.near_best import NearBest
from planner.parts import COUNTY, county_part, has_county
from planner.plan import Plan
from planner.rooms import RoomsSolved, solve_rooms
from planner.solve import Solved, checked


def solve_year(problem: Problem, control: Control, near: NearBest | None = None) -> Solved:
    """Return the best plan of the county and its rooms under the problem's emphasis.

    Parameters
    ----------
    near:
        What the county's plan must keep beside the rules: near the best, and far from others. Of
        a year without a county's sessions, what each room's must; a room that has no other plan
        so near its best keeps that.

    Raises
    ------
    InternalCheckError
        Where the plan found does not pass every rule's `check`, or an objective disagrees.
    """
    if not problem.rooms:
        return solve_in_time(problem, control, near)
    county: Plan | None = None
    if has_county(problem):
        part = county_part(problem)
        solved = solve_in_time(part, control, near and near.part(COUNTY, part))
        if solved.plan is None:
            return replace(solved, part=part)
        county = solved.plan
    assigned = assign(problem, control)
    members: dict[str, list[str]] = {}
    for entry in assigned.assignments:
        members.setdefault(entry["room"], []).append(entry["member"])
    rooms = solve_rooms(problem, members, county, control, near if county is None else None)
    if rooms.failed is not None:
        part, failed = rooms.failed
        return Solved(failed.outcome, blocked_at=failed.blocked_at, part=part)
    proven = rooms.proven and assigned.proven and (county is None or county.status == "optimal")
    whole = _together(problem, county, rooms, "optimal" if proven else "feasible").replace(
        room_assignments=assigned.assignments, liaison=assigned.liaison
    )
    whole = whole.replace(
        stages=(*(county.stages if county else ()), *assigned.stages, *rooms.stages)
    )
    return Solved("plan", checked(whole, problem))


def _together(
    problem: Problem,
    county: Plan | None,
    rooms: RoomsSolved,
    status: Literal["optimal", "feasible"],
) -> Plan:
    """Return one plan of the county's part and the rooms'."""
    settings = problem.settings
    begun = county or Plan(
        year=problem.year,
        organisation=settings.organisation,
        emphasis=problem.emphasis.name,
        input_sha256=problem.input_sha256,
        calendar=problem.calendar_status,
        assumptions=problem.assumptions,
    )
    return begun.replace(
        profiles=settings.profiles,
        status=status,
        sessions=(*begun.sessions, *(s for plan in rooms.plans for s in plan.sessions)),
        left_out=(*begun.left_out, *(x for plan in rooms.plans for x in plan.left_out)),
        deviations=(*begun.deviations, *(d for plan in rooms.plans for d in plan.deviations)),
    )
