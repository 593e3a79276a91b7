"""What every plan is judged by, ours and the peers': the project's check and recomputed objectives.

`planner.check.judge` says which rules a plan breaks, and in how many places; `planner.check.objectives`
recomputes each objective term from the finished plan, and the emphasis' weights make the stages'
values of them, the rooms' added up. Neither knows how the plan was found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from planner.check import judge, objectives, rules_in_force
from planner.domain import Problem
from planner.parts import COUNTY, county_part, has_county, is_room, part_of, room_parts
from planner.plan import Plan
from planner.solve import build


@dataclass(frozen=True)
class Verdict:
    """What a plan is worth: broken rules with their numbers of places, and each stage's value."""

    broken: dict[str, int]
    examples: tuple[str, ...]
    stages: dict[str, int]


def verdict(plan: Plan, problem: Problem) -> Verdict:
    """Judge a finished plan."""
    broken = {c.rule: len(c.findings) for c in judge(plan, problem) if not c.holds}
    examples = tuple(f"{c.rule}: {c.findings[0]}" for c in judge(plan, problem) if c.findings)
    return Verdict(broken, examples, stage_values(plan, problem))


def stage_values(plan: Plan, problem: Problem) -> dict[str, int]:
    """Return each stage's value, recomputed; of rooms, the sum over them."""
    values: Counter[str] = Counter()
    for part, own in _parts(plan, problem):
        terms = objectives(own, part)
        constant = _constant(part)
        for stage in part.emphasis.stages:
            found = [
                weight * terms[name]
                for name, weight in stage.weights.items()
                if name in terms and name not in constant
            ]
            if found:
                values[stage.name] += sum(found)
    return dict(values)


def _constant(part: Problem) -> frozenset[str]:
    """Return the programme's terms that no plan can change, which our stages therefore leave out."""
    if is_room(part):
        return frozenset()
    _, _, terms = build(part, rules_in_force(part), ("programme",), None)
    wanted = {n for s in part.emphasis.stages if s.model == "programme" for n in s.weights}
    return frozenset(wanted - terms.keys())


def senses(problem: Problem) -> dict[str, str]:
    """Return "max" or "min" for each stage of the county and the rooms."""
    emphasis = problem.emphasis
    return {stage.name: stage.sense for stage in (*emphasis.stages, *emphasis.rooms)}


def _parts(plan: Plan, problem: Problem) -> Iterator[tuple[Problem, Plan]]:
    if not problem.rooms:
        yield problem, plan
        return
    if has_county(problem):
        yield county_part(problem), part_of(plan, COUNTY)
    for _, part, own in room_parts(problem, plan):
        yield part, own
