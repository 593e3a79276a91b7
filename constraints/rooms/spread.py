"""均匀 at the grass roots: a room's sessions evenly over the year (yangzhou (九) 适度频次)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from constraints.rule import Check, Rule, Term
from planner.domain import Problem
from planner.plan import Plan

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Expr, Variables

ID = "spread"
DAYS = 365


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Return by how many days the gaps between a room's sessions are off the year's even part."""
    if "programme" not in variables.decides:
        return ()
    sessions = [slot.id for slot in variables.sessions]
    off: Expr = 0
    for earlier, later in pairwise(sessions):
        gap = variables.day_number(later) - variables.day_number(earlier) - DAYS // len(sessions)
        distance = model.new_int_var(0, 2 * DAYS, f"gap off {earlier} {later}")
        model.add(distance >= gap)
        model.add(distance >= -gap)
        off += distance
    return (Term(f"{ID}.gaps", off),)


def measure(plan: Plan, problem: Problem) -> Mapping[str, int]:
    """Add up, over sessions in turn, the days by which their distance is off the even part."""
    numbered = [s.id for s in problem.slots]
    days = [s.date for s in map(plan.session, numbered) if s is not None]
    even = DAYS // len(numbered) if numbered else 0
    return {f"{ID}.gaps": sum(abs((b - a).days - even) for a, b in pairwise(days))}


def check(plan: Plan, problem: Problem) -> Check:
    """A goal cannot be broken."""
    return Check(len(plan.sessions))


RULE = Rule(
    id=ID,
    name="均匀",
    text="保持协商活动适度频次，一年中分布均匀。",
    kind="soft",
    force="usual",
    sources={"yangzhou": "九"},
    build=build,
    check=check,
    measure=measure,
)
