"""Who belongs to which room (委员下沉), and which villages each liaison head looks after.

Decided before any session, in stages, each solved to proof; every objective is recomputed from the
lists by the rules' own measure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ortools.sat.python import cp_model

from constraints.rooms import liaison_span, room_assignment
from constraints.rule import Term
from planner.belonging import Belonging, Span
from planner.control import Control
from planner.domain import LiaisonHead, Problem, Room
from planner.errors import InternalCheckError
from planner.plan import Plan, Stage
from planner.stages import Staged, solve_stages


@dataclass(frozen=True)
class Assigned:
    """Members in rooms and heads in villages, as `Plan.room_assignments` and `Plan.liaison` have them."""

    assignments: tuple[dict[str, str], ...] = ()
    liaison: tuple[dict[str, Any], ...] = ()
    stages: tuple[Stage, ...] = ()
    proven: bool = True


def assign(problem: Problem, control: Control) -> Assigned:
    """Return who belongs where; nothing where no room's profile asks for it.

    Raises
    ------
    InternalCheckError
        Where an objective, recomputed from the lists, disagrees with the model's.
    """
    members = cp_model.CpModel()
    belonging = Belonging(members, problem)
    terms = room_assignment.build_belonging(members, belonging, problem)
    staged = _solve(members, terms, problem, control, tuple(belonging.choices.values()))
    assignments = tuple(
        _entry(problem, member, problem.room(room))
        for (member, room), variable in belonging.choices.items()
        if staged and staged.values[variable.index]
    )
    villages = cp_model.CpModel()
    span = Span(villages, problem)
    terms = liaison_span.build_span(villages, span, problem)
    looked = _solve(villages, terms, problem, control, tuple(span.groups.values()))
    liaison = tuple(
        _looked_after(problem, problem.liaison_heads[number], group)
        for (number, group), variable in span.groups.items()
        if looked and looked.values[variable.index]
    )
    found = [one for one in (staged, looked) if one]
    stages = tuple(stage for one in found for stage in one.stages)
    assigned = Assigned(assignments, liaison, stages, all(one.proven for one in found))
    _verify(problem, assigned)
    return assigned


def _solve(
    model: cp_model.CpModel,
    terms: Sequence[Term],
    problem: Problem,
    control: Control,
    ties: tuple[cp_model.IntVar, ...],
) -> Staged | None:
    """Return the stages of these terms; None where there is nothing to decide."""
    named = {term.name: term.expression for term in terms}
    stages = [s for s in problem.emphasis.belonging if not s.weights.keys().isdisjoint(named)]
    if not stages:
        return None
    return solve_stages(model, named, stages, control, (ties,), complete=True)


def _entry(problem: Problem, member_id: str, room: Room) -> dict[str, str]:
    """Return a member's room, and on what ground: listed there, distance, or town."""
    member = problem.member(member_id)
    km = room_assignment.kilometres(member, room)
    listed = member.person in {host.person for host in room.hosts} or any(
        d.room == room.name for d in problem.as_deliberator(member.person)
    )
    if listed:
        basis = "已在该室名单"
    elif km is not None:
        basis = f"相距 {km:.1f} 公里"
    elif not member.town:
        basis = "没有填所在乡镇和经纬度"
    elif room.name.startswith(member.town) or room.parent.startswith(member.town):
        basis = f"同在{member.town}"
    else:
        basis = f"家在{member.town}，为使各室人数相当"
    entry = {"member": member_id, "room": room.name, "basis": basis}
    return entry if km is None else entry | {"km": f"{km:.1f}"}


def _looked_after(problem: Problem, head: LiaisonHead, rooms: Sequence[str]) -> dict[str, Any]:
    """Return a head with the villages, and the km from home to them where coordinates are known."""
    entry: dict[str, Any] = {"head": head.name, "rooms": rooms}
    km = liaison_span.kilometres_from_home(problem, head, rooms)
    return entry if km is None else entry | {"km": f"{km:.1f}"}


def _verify(problem: Problem, assigned: Assigned) -> None:
    plan = Plan(year=problem.year, room_assignments=assigned.assignments, liaison=assigned.liaison)
    measured: dict[str, int] = {}
    for rule in (room_assignment.RULE, liaison_span.RULE):
        measured |= rule.measure(plan, problem)
    faults = [
        f"{stage.name}: {name} 模型为 {value}，重新计算为 {measured[name]}"
        for stage in assigned.stages
        for name, value in stage.terms.items()
        if measured[name] != value
    ]
    if faults:
        raise InternalCheckError(plan, faults)
