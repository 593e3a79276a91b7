"""季度频次: a farm's council meets at least once a quarter (farm 11)."""

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

ID = "quarterly-cadence"
PER = "room-quarter"


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Each session has a quarter for its window; hold them in the order of their numbers."""
    if "programme" in variables.decides:
        quarterly = [s.id for s in variables.sessions if problem.form(s.form).per == PER]
        in_order(model, variables, quarterly)
    return ()


def check(plan: Plan, problem: Problem) -> Check:
    """Count the sessions of each quarter of the year."""
    forms = {form.id for form in problem.forms if form.per == PER}
    rooms = [room for room in problem.rooms if room.form in forms]
    findings, notes = [], []
    for room in rooms:
        counted, empty = held(plan)
        findings += empty
        least = problem.number(ID, "n", room.form)
        for quarter in range(1, 5):
            months = range(3 * quarter - 2, 3 * quarter + 1)
            there = [s for s in counted if s.date.year == plan.year and s.date.month in months]
            if len(there) < least:
                findings.append(
                    Finding(
                        f"{room.name}第 {quarter} 季度协商 {len(there)} 次，至少 {least} 次；"
                        f"请在 {months[0]}—{months[-1]} 月补上。",
                        entities=(room.name,),
                    )
                )
        notes.append(with_and_without(room.name, counted))
    return Check(4 * len(rooms), tuple(findings), tuple(notes))


RULE = Rule(
    id=ID,
    name="季度频次",
    text="场“好商量”协商议事活动至少每季度召开 1 次。",
    kind="hard",
    force="must",
    sources={"farm": "11"},
    build=build,
    check=check,
    parameters=(Parameter("n", "每季次数", 1, "次", "每个季度至少召开几次", 1, 6),),
)
