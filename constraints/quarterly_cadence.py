"""季度频次: at least one session in each quarter (kailu 四13, 分工(四)11; read from the form's name).

The variables keep it in every model: each quarter has its sessions, whose days are the quarter's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from constraints.in_turn import in_turn
from constraints.rule import Check, Finding, Parameter, Rule, Term
from planner.dates import quarter_of
from planner.domain import Problem
from planner.plan import Plan

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Variables

ID = "quarterly-cadence"


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Number the several sessions of a quarter by date; they are there by themselves."""
    if "programme" in variables.decides:
        for form in problem.forms:
            for quarter in range(1, 5) if form.per == "quarter" else ():
                own = [s for s in variables.sessions if (s.form, s.period) == (form.id, quarter)]
                in_turn(model, variables, problem, [slot.id for slot in own])
    return ()


def check(plan: Plan, problem: Problem) -> Check:
    """Count the sessions of each quarterly form in each quarter, by the dates alone."""
    findings = []
    forms = [form for form in problem.forms if form.per == "quarter"]
    for form in forms:
        due = problem.number(ID, "n", form.id)
        held = Counter(
            quarter_of(session.date.month)
            for session in plan.sessions
            if session.form == form.id
            and session.state != "cancelled"
            and session.date.year == plan.year
        )
        for quarter in range(1, 5):
            if held[quarter] < due:
                months = f"{3 * quarter - 2}—{3 * quarter}月"
                findings.append(
                    Finding(
                        f"第{quarter}季度（{months}）有 {held[quarter]} 次{form.name}，"
                        f"每季度至少 {due} 次；请在这三个月内补 {due - held[quarter]} 次。",
                        f"{form.id}-{quarter}",
                    )
                )
    return Check(4 * len(forms), tuple(findings))


RULE = Rule(
    id=ID,
    name="季度频次",
    text="季协商座谈会每季度至少一次。",
    kind="hard",
    force="must",
    sources={"kailu": "四13、分工(四)11", "farm": "11"},
    build=build,
    check=check,
    parameters=(
        Parameter(
            "n",
            "每季次数",
            1,
            "次",
            "这种协商形式每季度召开几次",
            1,
            3,
            pers=frozenset({"quarter"}),
        ),
    ),
)
