"""双月频次: one 双月 session in each two-month period (anhua 一5, 二3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from constraints.rule import Check, Finding, Rule, Term
from planner.dates import period_of
from planner.domain import Problem
from planner.plan import Plan

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Variables

FORM = "bimonthly"


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Hold each period's session on exactly one day of its period."""
    if "programme" in variables.decides:
        for slot in variables.sessions:
            if slot.form == FORM:
                model.add(
                    sum(variables.on_day(slot.id, day) for day in variables.days(slot.id)) == 1
                )
    return ()


def check(plan: Plan, problem: Problem) -> Check:
    """Count the sessions of each period by their dates.

    A session merged with a plenary outside its own period stands for the period it was made for.
    """
    due = {slot.period: slot for slot in problem.slots if slot.form == FORM}
    held: Counter[int | None] = Counter()
    for session in plan.sessions:
        if session.form == FORM and session.state != "cancelled":
            if session.merged_with_plenary:
                held[problem.slot(session.id).period] += 1
            elif session.date.year == plan.year:
                held[period_of(session.date.month)] += 1
    findings = []
    for period, slot in due.items():
        if held[period] != 1:
            findings.append(
                Finding(
                    f"{2 * (period or 1) - 1}—{2 * (period or 1)}月应有 1 次双月协商座谈会，"
                    f"计划中有 {held[period]} 次。请在这两个月内安排 1 次。",
                    slot.id,
                )
            )
    return Check(len(due), tuple(findings))


RULE = Rule(
    id="bimonthly-cadence",
    name="双月频次",
    text="双月协商座谈会每两个月举行一次。",
    kind="hard",
    force="usual",
    sources={"anhua": "一5、二3"},
    build=build,
    check=check,
)
