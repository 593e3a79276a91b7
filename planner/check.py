"""Judges any plan, ours or hand-made, rule by rule, without the solver.

The county's sessions are judged by the county's rules, each room's by its own; a rule that looks at
the whole year (`Rule.scoped` false) sees the county and all rooms together.
"""

from __future__ import annotations

from collections.abc import Iterator

from constraints import RULES
from constraints.rooms import ROOM_RULES
from constraints.rule import Check, Rule
from planner.domain import Problem
from planner.parts import COUNTY, county_part, has_county, is_room, part_of, room_parts
from planner.plan import Compliance, Plan, within
from planner.references import without_unknown
from planner.spoken import spoken

NOTES = 30
"""How many notes of one rule are kept where hundreds of rooms have one each."""


def rules_in_force(problem: Problem) -> tuple[Rule, ...]:
    """Return the rules that a part's profiles put in force, in the order of the list they are in."""
    wanted = frozenset(problem.rules)
    rules = ROOM_RULES if is_room(problem) else RULES
    return tuple(rule for rule in rules if rule.id in wanted)


def judge(plan: Plan, problem: Problem) -> tuple[Compliance, ...]:
    """Return each rule's verdict. A name the workbook does not know is the first verdict's business.

    What cites an unknown id is left out for the other rules, so that they judge the rest. Sessions
    are called by name and id, dates as people write them.
    """
    findings, known = without_unknown(plan, problem)
    unknown = Compliance(
        rule="references",
        source="",
        kind="hard",
        force="must",
        holds=not findings,
        checked=len(plan.sessions),
        findings=tuple(spoken(f.text, problem) for f in findings),
    )
    by_rule: dict[str, Compliance] = {}
    for verdict in _verdicts(known, problem):
        first = by_rule.get(verdict.rule)
        by_rule[verdict.rule] = _together(first, verdict) if first else verdict
    order = list(dict.fromkeys(rule.id for rule in (*RULES, *ROOM_RULES)))
    verdicts = sorted(by_rule.values(), key=lambda verdict: order.index(verdict.rule))
    if problem.rooms:
        verdicts = [v.replace(notes=_some(v.notes)) for v in verdicts]
    return (unknown, *verdicts)


def _verdicts(plan: Plan, problem: Problem) -> Iterator[Compliance]:
    """Yield the verdicts of the county, of each room, and of what looks at all of them."""
    if not problem.rooms or is_room(problem):
        for rule in rules_in_force(problem):
            verdict = rule.check(within(plan, problem.scopes.get(rule.id)), problem)
            yield _compliance(rule, problem, verdict)
        return
    whole: dict[int, tuple[Rule, Problem]] = {}
    if has_county(problem):
        county, own = county_part(problem), part_of(plan, COUNTY)
        for rule in rules_in_force(county):
            if rule.scoped:
                verdict = rule.check(within(own, county.scopes.get(rule.id)), county)
                yield _compliance(rule, county, verdict)
            else:
                whole[id(rule)] = rule, county
    for _, part, own in room_parts(problem, plan):
        for rule in rules_in_force(part):
            if rule.scoped:
                yield _compliance(rule, part, rule.check(own, part))
            else:
                whole.setdefault(id(rule), (rule, part))
    for rule, part in whole.values():
        yield _compliance(rule, part, rule.check(plan, problem), problem)


def objectives(plan: Plan, problem: Problem) -> dict[str, int]:
    """Recompute every objective term of a part's rules in force from the finished plan."""
    terms: dict[str, int] = {}
    for rule in rules_in_force(problem):
        terms |= rule.measure(within(plan, problem.scopes.get(rule.id)), problem)
    return terms


def disagreements(plan: Plan, problem: Problem) -> list[str]:
    """Return each objective term of a part whose recomputed value is not the one the model reported."""
    recomputed = objectives(plan, problem)
    wrong = []
    for stage in plan.stages:
        for name, value in stage.terms.items():
            if recomputed.get(name) != value:
                wrong.append(
                    f"{stage.name}: {name} 模型为 {value}，重新计算为 {recomputed.get(name)}"
                )
    return wrong


def _compliance(
    rule: Rule, part: Problem, verdict: Check, named: Problem | None = None
) -> Compliance:
    """Return a verdict in words; `named`: the problem whose sessions its texts name."""
    names = named or part
    return Compliance(
        rule=rule.id,
        source=part.sources.get(rule.id, ""),
        kind=rule.kind,
        force=rule.force,
        holds=verdict.holds,
        checked=verdict.checked,
        findings=tuple(spoken(f.text, names) for f in verdict.findings),
        notes=tuple(spoken(text, names) for text in verdict.notes),
    )


def _together(first: Compliance, second: Compliance) -> Compliance:
    """Return one rule's verdicts of two parts as one."""
    sources = dict.fromkeys((*first.source.split("；"), *second.source.split("；")))
    return first.replace(
        source="；".join(filter(None, sources)),
        holds=first.holds and second.holds,
        checked=first.checked + second.checked,
        findings=(*first.findings, *second.findings),
        notes=(*first.notes, *second.notes),
    )


def _some(notes: tuple[str, ...]) -> tuple[str, ...]:
    if len(notes) <= NOTES:
        return notes
    return (*notes[:NOTES], f"（另有 {len(notes) - NOTES} 条同类说明，略。）")
