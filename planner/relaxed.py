"""Usual rules that the office relaxes for a year: deviations, for the chair's signature.

A rule that holds as a rule (一般) may be relaxed where a year cannot be planned otherwise: fewer
sessions, fewer members. What is relaxed stands in the sheets 规则 and 锁定; the plan says so.
"""

from __future__ import annotations

from collections.abc import Iterator

from constraints.rule import Parameter, Rule
from planner.check import rules_in_force
from planner.domain import ParameterValue, Problem
from planner.plan import Deviation, Plan

CADENCE = "bimonthly-cadence"
COUNT = ("annual-count", "count")
"""The rule and number that say how often a form is held; fewer than usual is a deviation."""


def with_relaxed(plan: Plan, problem: Problem) -> Plan:
    """Return the plan with a deviation for each usual rule that the workbook relaxes."""
    stated = tuple(_relaxed(problem))
    known = {(d.rule, d.text) for d in stated}
    others = tuple(d for d in plan.deviations if (d.rule, d.text) not in known)
    return plan.replace(deviations=(*others, *stated)) if stated else plan


def _relaxed(problem: Problem) -> Iterator[Deviation]:
    for rule in rules_in_force(problem):
        if rule.force == "usual":
            yield from _numbers(problem, rule)
    for lock in problem.locks:
        if lock.item == "不召开":
            form, _, number = lock.subject.rpartition("-")
            period = int(number) if number.isdigit() else 1
            name = next((f.name for f in problem.forms if f.id == form), form)
            yield Deviation(
                rule=CADENCE,
                text=f"{2 * period - 1}—{2 * period}月不召开{name}，一般每两个月一次。",
                reason=_reason(lock.cell),
            )


def _numbers(problem: Problem, rule: Rule) -> Iterator[Deviation]:
    limits = {easing.parameter: easing.limit for easing in rule.easing}
    if rule.id == COUNT[0]:
        limits[COUNT[1]] = 0
    labels = {p.name: p for p in rule.parameters}
    forms = {form.id: form.name for form in problem.forms}
    for value in problem.parameters:
        if value.rule == rule.id and value.name in limits and _eases(value, limits[value.name]):
            label = labels[value.name]
            where = forms.get(value.form, "")
            yield Deviation(
                rule=rule.id,
                text=f"{rule.name}：{where}{label.label}一般{_said(value.usual, label)}，"
                f"本年{_said(value.value, label)}。",
                reason=_reason(value.source),
            )


def _eases(value: ParameterValue, limit: int) -> bool:
    """Whether the office's number asks for less than the usual one."""
    now, usual = value.value, value.usual
    if not isinstance(now, int) or not isinstance(usual, int) or not usual:
        return False
    return now < usual if limit < usual else now > usual


def _said(value: object, parameter: Parameter) -> str:
    return f" {value} {parameter.unit}".rstrip()


def _reason(cell: str) -> str:
    where = f"（{cell}）" if cell else ""
    return f"办公室{where}改定，否则排不出计划的，请写明理由。"
