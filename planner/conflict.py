"""Why there is no plan: a smallest set of rules that clash, and the numbers that tell why.

Found by deletion: a rule is dropped from the model; where the rest still has no solution it had
no part. Each step is a solve without an objective (objectives make cores wrong, see
docs/decisions.md); the set found is infeasible, and without any one of its rules it is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from ortools.sat.python import cp_model

from constraints.rule import Rule
from planner.check import rules_in_force
from planner.control import Control
from planner.cuts import without_room
from planner.domain import Problem
from planner.explanation import Conflict
from planner.necessary import necessary_facts
from planner.parts import is_room
from planner.plan import Plan, Session
from planner.reason import Reason
from planner.solve import best_programme, build, room
from planner.solver import configure
from planner.spoken import session_name

TRIAL_SECONDS = 20.0


def explain(problem: Problem, control: Control) -> Conflict:
    """Return the counting facts, and a smallest set of clashing rules.

    Of the programme; where that has plans, of the meetings before one session, or few, of the best.
    """
    rules = rules_in_force(problem)
    facts = list(necessary_facts(problem))
    together = ("programme", "people")
    for decides in (("programme",),) if is_room(problem) else (("programme",), together):

        def holds(kept: Sequence[Rule], decides: tuple[str, ...] = decides) -> bool:
            return _feasible(problem, kept, decides, control)

        if not holds(rules):
            smallest = _smallest(rules, holds)
            if any(rule.id == "locks" for rule in smallest):
                facts += _locks(problem, smallest, decides, control)
            return Conflict(smallest, tuple(facts))
    if is_room(problem):
        return _of_a_room(problem, rules, facts, control)
    return _of_the_meetings(problem, rules, facts, control)


def _of_a_room(
    problem: Problem, rules: Sequence[Rule], facts: Sequence[Reason], control: Control
) -> Conflict:
    """Return what keeps the half-days, or the people, of a room's best programme from being found."""
    plan = best_programme(problem, control)
    for decides, who in (("meetings", "主持人和调研"), ("people", "参加人员")):
        if plan is None or room(problem, rules, decides, plan, control)(plan.sessions):
            continue
        sessions = _without_room(problem, rules, decides, plan, control)
        named = "；".join(f"{session_name(problem, s.id)} {s.date}，{s.host}主持" for s in sessions)
        example = f"各场的日期、议题定得下来，{who}却排不开。以最好的一种安排为例：{named}。"
        cure = "请核对“议事成员”表的人数、年度上限和“不可用”表。"
        holds = partial(_has_room, problem, decides, plan, control, sessions)
        return Conflict(_smallest(rules, holds), (*facts, Reason(text=example, cure=cure)))
    return Conflict((), tuple(facts))


def _without_room(
    problem: Problem, rules: Sequence[Rule], decides: str, plan: Plan, control: Control
) -> list[Session]:
    """Return the fewest sessions of a programme that a later model finds no room for together."""
    cut = without_room(plan, problem, room(problem, rules, decides, plan, control))
    return [s for s in plan.sessions if s.id in {place.session for place in cut}]


def _has_room(
    problem: Problem,
    decides: str,
    plan: Plan,
    control: Control,
    sessions: Sequence[Session],
    rules: Sequence[Rule],
) -> bool:
    """Whether under these rules alone a later model finds room for the sessions."""
    return room(problem, rules, decides, plan, control)(sessions)


def _of_the_meetings(
    problem: Problem, rules: Sequence[Rule], facts: Sequence[Reason], control: Control
) -> Conflict:
    """Return what keeps the meetings of the best programme from being placed."""
    plan = best_programme(problem, control)
    if plan is None or room(problem, rules, "meetings", plan, control)(plan.sessions):
        return Conflict((), tuple(facts))
    sessions = _without_room(problem, rules, "meetings", plan, control)
    named = "；".join(
        f"{session_name(problem, s.id)} {s.date}，{s.lead_body}牵头，分管领导{s.lead_leader}"
        for s in sessions
    )
    example = f"各场的日期、牵头单位定得下来，会前的动员、沟通、调研、协调却排不开。以最好的一种安排为例：{named}。"
    cure = "请核对秘书长、分管领导、牵头单位在会前两个月的“不可用”。"
    holds = partial(_has_room, problem, "meetings", plan, control, sessions)
    return Conflict(_smallest(rules, holds), (*facts, Reason(text=example, cure=cure)))


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
) -> Iterator[Reason]:
    """Name the locks that have a part in the clash, each with its cell."""
    kept = list(problem.locks)
    for lock in problem.locks:
        rest = [one for one in kept if one is not lock]
        without = problem.changed(locks=tuple(rest))
        if not _feasible(without, rules, decides, control):
            kept = rest
    for lock in kept:
        values = f" {'、'.join(lock.values)}" if lock.values else ""
        yield Reason(
            rule="locks",
            entities=(lock.subject,),
            cells=(lock.cell,),
            text=f"锁定的 {lock.subject} {lock.item}{values} 与其他规定相冲。",
            cure="请改这一条，或与它相冲的内容。",
        )


def _feasible(
    problem: Problem, rules: Sequence[Rule], decides: tuple[str, ...], control: Control
) -> bool:
    model, _, _ = build(problem, rules, decides, None)
    solver = configure(control.options, TRIAL_SECONDS)
    return solver.solve(model) != cp_model.INFEASIBLE
