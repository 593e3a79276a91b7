"""Judges any plan, ours or hand-made, rule by rule, without the solver."""

from __future__ import annotations

from constraints import RULES
from constraints.rule import Check, Rule
from planner.domain import Problem
from planner.plan import Compliance, Plan, within
from planner.references import without_unknown
from planner.spoken import spoken


def rules_in_force(problem: Problem) -> tuple[Rule, ...]:
    """Return the rules that the problem's profiles put in force, in the order of `RULES`."""
    wanted = frozenset(problem.rules)
    return tuple(rule for rule in RULES if rule.id in wanted)


def judge(plan: Plan, problem: Problem) -> tuple[Compliance, ...]:
    """Return each rule's verdict. A name the workbook does not know is the first verdict's business.

    What cites an unknown id is left out for the other rules, so that they judge the rest. Sessions
    are called by name and id, dates as people write them.
    """
    findings, known = without_unknown(plan, problem)
    verdicts = [
        Compliance(
            rule="references",
            source="",
            kind="hard",
            force="must",
            holds=not findings,
            checked=len(plan.sessions),
            findings=tuple(f.text for f in findings),
        )
    ]
    for rule in rules_in_force(problem):
        verdict = rule.check(within(known, problem.scopes.get(rule.id)), problem)
        verdicts.append(_compliance(rule, problem, verdict))
    return tuple(
        v.replace(
            findings=tuple(spoken(text, problem) for text in v.findings),
            notes=tuple(spoken(text, problem) for text in v.notes),
        )
        for v in verdicts
    )


def objectives(plan: Plan, problem: Problem) -> dict[str, int]:
    """Recompute every objective term of the rules in force from the finished plan."""
    terms: dict[str, int] = {}
    for rule in rules_in_force(problem):
        terms |= rule.measure(within(plan, problem.scopes.get(rule.id)), problem)
    return terms


def disagreements(plan: Plan, problem: Problem) -> list[str]:
    """Return each objective term whose recomputed value is not the one that the model reported."""
    recomputed = objectives(plan, problem)
    wrong = []
    for stage in plan.stages:
        for name, value in stage.terms.items():
            if recomputed.get(name) != value:
                wrong.append(
                    f"{stage.name}: {name} 模型为 {value}，重新计算为 {recomputed.get(name)}"
                )
    return wrong


def _compliance(rule: Rule, problem: Problem, verdict: Check) -> Compliance:
    return Compliance(
        rule=rule.id,
        source=problem.sources.get(rule.id, ""),
        kind=rule.kind,
        force=rule.force,
        holds=verdict.holds,
        checked=verdict.checked,
        findings=tuple(f.text for f in verdict.findings),
        notes=verdict.notes,
    )
