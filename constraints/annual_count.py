"""年度次数: so many 常委会, 专题协商会 and plenaries a year (kailu 四11, 四12, 六23).

The sessions are made from the number, so that every model holds them all; they are numbered by
date.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from constraints.in_turn import in_turn
from constraints.rule import Check, Finding, Parameter, Rule, Term
from planner.domain import Problem
from planner.plan import Plan

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Variables

ID = "annual-count"


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Number the sessions of each counted form by date; they are there by themselves."""
    if "programme" in variables.decides:
        for form in problem.forms:
            if form.per == "count":
                ids = [slot.id for slot in variables.sessions if slot.form == form.id]
                in_turn(model, variables, problem, ids)
    return ()


def check(plan: Plan, problem: Problem) -> Check:
    """Count the sessions of each form that is held a number of times a year."""
    findings = []
    counted = [form for form in problem.forms if form.per in ("count", "year")]
    for form in counted:
        due = 1 if form.per == "year" else problem.number(ID, "count", form.id)
        held = [
            s.id
            for s in plan.sessions
            if s.form == form.id
            and s.state != "cancelled"
            # The plenary's days are the workbook's; it may open before the year begins.
            and (form.per == "year" or s.date.year == plan.year)
        ]
        if len(held) != due:
            cure = f"请补 {due - len(held)} 次" if len(held) < due else f"请留 {due} 次"
            which = f"（{'、'.join(held)}）" if held else ""
            findings.append(
                Finding(
                    f"{form.name}全年 {len(held)} 次{which}，应为 {due} 次；{cure}，"
                    "或在“规则”表改年度次数。",
                    held[-1] if held else "",
                )
            )
    return Check(len(counted), tuple(findings))


RULE = Rule(
    id=ID,
    name="年度次数",
    text="全体会议每年一次；专题议政性常委会、专题协商会一般每年各两次。",
    kind="hard",
    force="usual",
    sources={"kailu": "四11、四12、六23"},
    build=build,
    check=check,
    parameters=(
        Parameter(
            "count",
            "年度次数",
            1,
            "次",
            "这种协商形式一年召开几次",
            0,
            12,
            pers=frozenset({"count"}),
        ),
    ),
)
