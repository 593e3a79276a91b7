"""乡镇频次: a town's room meets at least four times a year (yangzhou (九)).

A year, not each quarter; evenly as a goal (`spread`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from constraints.rooms.cadence import held, in_order, with_and_without
from constraints.rule import Check, Finding, Parameter, Rule, Term
from planner.domain import Problem
from planner.plan import Plan

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Variables

ID = "town-frequency"
FORM = "town"


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """The sessions are there by themselves; hold them in the order of their numbers."""
    if "programme" in variables.decides:
        in_order(model, variables, [s.id for s in variables.sessions if s.form == FORM])
    return ()


def check(plan: Plan, problem: Problem) -> Check:
    """Count a town's sessions of the year against `n` and the room's own 年度次数."""
    findings, notes = [], []
    rooms = [room for room in problem.rooms if room.form == FORM]
    for room in rooms:
        counted, empty = held(plan)
        findings += empty
        due = max(problem.number(ID, "n", FORM), room.times or 0)
        in_year = [s for s in counted if s.date.year == plan.year]
        if len(in_year) < due:
            findings.append(
                Finding(
                    f"{room.name}全年协商 {len(in_year)} 次，应不少于 {due} 次；"
                    f"请补 {due - len(in_year)} 次。",
                    entities=(room.name,),
                )
            )
        notes.append(with_and_without(room.name, counted))
    return Check(len(rooms), tuple(findings), tuple(notes))


RULE = Rule(
    id=ID,
    name="乡镇频次",
    text="各乡镇（街道）、园区协商议事室每年开展协商活动一般不少于 4 次。",
    kind="hard",
    force="usual",
    sources={"yangzhou": "九"},
    build=build,
    check=check,
    parameters=(Parameter("n", "每年至少", 4, "次", "乡镇协商室每年至少协商几次", 1, 24),),
)
