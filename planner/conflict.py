"""Why there is no plan: a smallest set of rules that clash, and the numbers that tell why.

Found by deletion: a rule is dropped from the model; where the rest still has no solution it had
no part. Each step is a solve without an objective (objectives make cores wrong, see
docs/decisions.md); the set found is infeasible, and without any one of its rules it is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from constraints.rule import Rule
from planner.check import rules_in_force
from planner.control import Control
from planner.counting import counting_facts
from planner.cuts import without_room
from planner.domain import Problem
from planner.solve import best_programme, build, room
from planner.solver import configure
from planner.spoken import session_name

TRIAL_SECONDS = 20.0


@dataclass(frozen=True)
class Conflict:
    """Rules that no plan can keep together, and facts of the workbook that bear on it."""

    rules: tuple[Rule, ...]
    facts: tuple[str, ...]

    def lines(self, problem: Problem) -> list[str]:
        """Return the explanation in the office's words, a line each."""
        lines = ["按现有规则和工作簿，排不出计划。"]
        if self.rules:
            lines.append("以下规则不能同时满足（去掉任何一条，其余即可满足）：")
            lines += [
                f"  · {r.name}（{problem.sources.get(r.id) or '约定'}）：{r.text}"
                for r in self.rules
            ]
        if self.facts:
            lines.append("请先核对：")
            lines += [f"  · {fact}" for fact in self.facts]
        return lines


def explain(problem: Problem, control: Control) -> Conflict:
    """Return the counting facts, and a smallest set of clashing rules.

    Of the programme; where that has plans, of the meetings before one session, or few, of the best.
    """
    rules = rules_in_force(problem)
    facts = list(counting_facts(problem))
    for decides in (("programme",), ("programme", "people")):

        def holds(kept: Sequence[Rule], decides: tuple[str, ...] = decides) -> bool:
            return _feasible(problem, kept, decides, control)

        if not holds(rules):
            smallest = _smallest(rules, holds)
            if any(rule.id == "locks" for rule in smallest):
                facts += _locks(problem, smallest, decides, control)
            return Conflict(smallest, tuple(facts))
    return _of_the_meetings(problem, rules, facts, control)


def _of_the_meetings(
    problem: Problem, rules: Sequence[Rule], facts: Sequence[str], control: Control
) -> Conflict:
    """Return what keeps the meetings of the best programme from being placed."""
    plan = best_programme(problem, control)
    if plan is None or room(problem, rules, "meetings", plan, control)(plan.sessions):
        return Conflict((), tuple(facts))
    cut = without_room(plan, problem, room(problem, rules, "meetings", plan, control))
    sessions = [s for s in plan.sessions if s.id in {place.session for place in cut}]

    def holds(kept: Sequence[Rule]) -> bool:
        return room(problem, kept, "meetings", plan, control)(sessions)

    named = "；".join(
        f"{session_name(problem, s.id)} {s.date}，{s.lead_body}牵头，分管领导{s.lead_leader}"
        for s in sessions
    )
    example = (
        f"各场的日期、牵头单位定得下来，会前的动员、沟通、调研、协调却排不开。以最好的一种安排为例：{named}。"
        "请核对秘书长、分管领导、牵头单位在会前两个月的“不可用”。"
    )
    return Conflict(_smallest(rules, holds), (*facts, example))


def _smallest(rules: Sequence[Rule], holds: Callable[[Sequence[Rule]], bool]) -> tuple[Rule, ...]:
    """Drop each rule without which the rest still does not hold."""
    kept = list(rules)
    for rule in rules:
        rest = [r for r in kept if r is not rule]
        if not holds(rest):
            kept = rest
    return tuple(kept)


def _locks(
    problem: Problem, rules: Sequence[Rule], decides: tuple[str, ...], control: Control
) -> Iterator[str]:
    """Name the locks that have a part in the clash, each with its cell."""
    kept = list(problem.locks)
    for lock in problem.locks:
        rest = [one for one in kept if one is not lock]
        without = problem.model_copy(update={"locks": tuple(rest)})
        if not _feasible(without, rules, decides, control):
            kept = rest
    for lock in kept:
        values = f" {'、'.join(lock.values)}" if lock.values else ""
        yield f"{lock.cell or '锁定'}：{lock.subject} {lock.item}{values}。请改这一条，或与它相冲的内容。"


def _feasible(
    problem: Problem, rules: Sequence[Rule], decides: tuple[str, ...], control: Control
) -> bool:
    model, _, _ = build(problem, rules, decides, None)
    solver = configure(control.options, TRIAL_SECONDS)
    return solver.solve(model) != cp_model.INFEASIBLE
