"""双月频次: one 双月 session in each two-month period (anhua 一5, 二3).

The variables keep it in every model: each period has one session, which is on exactly one day of
its period. What is left is the check.
"""

from __future__ import annotations

from collections import Counter

from constraints.rule import Check, Finding, Rule
from planner.dates import period_of
from planner.domain import Problem
from planner.plan import Plan

FORM = "bimonthly"


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
    check=check,
)
