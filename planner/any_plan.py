"""A plan where time ran out before one was found: any that keeps the rules, with what is known of it.

The best plan begins with a relaxation that a year of a hundred sessions may not finish in a minute;
any plan at all is found in seconds. It passes every check like another, and each stage tells the
bound that its terms cannot pass, whatever the plan: a weak one, but no guess.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from planner.check import objectives, rules_in_force
from planner.control import Control
from planner.domain import Problem
from planner.goal import goal_of
from planner.near_best import NearBest
from planner.plan import Plan, Stage
from planner.solve import Solved, build, completed, solve
from planner.why.first_plan import first_plan


def solve_in_time(problem: Problem, control: Control, near: NearBest | None = None) -> Solved:
    """Return the best plan of a part; any plan where time ran out, or the run was stopped, before one.

    Parameters as for `solve`. A plan near another is not sought among any.
    """
    solved = solve(problem, control, near=near)
    if solved.outcome != "no-time" or near is not None:
        return solved
    plan = any_plan(problem, control)
    return solved if plan is None else Solved("plan", plan)


def any_plan(problem: Problem, control: Control) -> Plan | None:
    """Return a plan of a part, its stages with bounds; None where none was found in time.

    Raises
    ------
    InternalCheckError
        Where the plan does not pass every rule's `check`.
    """
    rules = rules_in_force(problem)
    quick = replace(control.quietly(), options=replace(control.options, time_limit=None))
    try:
        plan = first_plan(problem, rules, quick).plan
    except TimeoutError:
        return None
    if plan is None:
        return None
    plan = completed(plan, problem)
    return plan.replace(stages=tuple(_stages(problem, plan)))


def _stages(problem: Problem, plan: Plan) -> Iterator[Stage]:
    """Yield each stage's value, counted on the plan, and the best that its terms can be one by one."""
    rules = rules_in_force(problem)
    found = objectives(plan, problem)
    for wanted in problem.emphasis.stages:
        before = None if wanted.model == "programme" else plan
        _, _, terms = build(problem, rules, (wanted.model,), before)
        goal = goal_of(wanted, terms)
        mine = {name: found[name] for name in goal.terms}
        value = sum(wanted.weights[name] * count for name, count in mine.items())
        least, most = goal.extremes
        bound = most if goal.sense == "max" else least
        yield Stage(name=wanted.name, sense=wanted.sense, value=value, bound=bound, terms=mine)
