"""年度次数 of rooms that settle their own number: villages, enterprises, 界别 (yangzhou (九))."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from constraints.rooms.cadence import held, in_order, with_and_without
from constraints.rule import Check, Finding, Parameter, Rule, Term
from planner.domain import Problem, Room
from planner.plan import Plan

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Variables

ID = "annual-count"
OTHERS = ("town",)
"""Forms held a number of times a year whose number another rule sets."""


def _is_counted(problem: Problem, form: str) -> bool:
    return problem.form(form).per == "room-count" and form not in OTHERS


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """The sessions are there by themselves; hold them in the order of their numbers."""
    if "programme" in variables.decides:
        counted = [s.id for s in variables.sessions if _is_counted(problem, s.form)]
        in_order(model, variables, counted)
    return ()


def check(plan: Plan, problem: Problem) -> Check:
    """Count a room's sessions against 年度次数, where blank against the rule's number."""
    rooms = [r for r in problem.rooms if _counts_itself(r, problem)]
    findings, notes = [], []
    for room in rooms:
        counted, empty = held(plan)
        findings += empty
        due = room.times if room.times is not None else problem.number(ID, "count", room.form)
        in_year = [s for s in counted if s.date.year == plan.year]
        if len(in_year) != due:
            findings.append(
                Finding(
                    f"{room.name}全年协商 {len(in_year)} 次，应为 {due} 次；请补足或减去，"
                    "或改“协商室”表的年度次数。",
                    entities=(room.name,),
                )
            )
        if due:
            notes.append(with_and_without(room.name, counted))
    return Check(len(rooms), tuple(findings), tuple(notes))


def _counts_itself(room: Room, problem: Problem) -> bool:
    """Whether the room's form is held as often as the room says, and is no town's."""
    form = next(f for f in problem.forms if f.id == room.form)
    return form.per == "room-count" and room.level not in ("乡镇", "街道", "园区")


RULE = Rule(
    id=ID,
    name="年度次数",
    text="村（社区）、企事业单位和界别的协商室根据实际自主确定次数。",
    kind="hard",
    force="usual",
    sources={"yangzhou": "九"},
    build=build,
    check=check,
    parameters=(Parameter("count", "年度次数", 2, "次", "没有填年度次数的协商室一年几次", 0, 52),),
)
