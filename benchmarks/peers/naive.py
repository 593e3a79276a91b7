"""Peer: the naive one model, solved by CP-SAT.

Configurations: stages one after another with CP-SAT's defaults on all cores; all stages in one
weighted sum with the defaults; stages with the parameters that our own models use (one worker, full
linear relaxation), which shows what the formulation alone costs.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ortools.sat.python import cp_model

from peers.one_model import Found, Goal, OneModel, one_model, staged, weighted
from peers.parts import Year
from planner.control import cores
from planner.plan import Session


def solve(
    year: Year, seconds: float, seed: int, weights: bool = False, relaxed: bool = False
) -> tuple[dict[str, tuple[Session, ...]], Found]:
    """Return the sessions by council (empty: none found), and how the search ended.

    weights: one weighted sum, not stages. relaxed: one worker with full linear relaxation.
    """
    ends = time.perf_counter() + seconds  # building the model is part of it
    one = one_model(year)

    def search(
        one: OneModel, model: cp_model.CpModel, goal: Goal, start: Sequence[int], limit: float
    ) -> Found:
        return _search(model, goal, start, limit, seed, relaxed, _Traced(one.goals))

    if weights:
        total, said = weighted(one)
        seconds = max(0.5, ends - time.perf_counter())
        goal, traced = Goal("weighted", "min", total), _Traced(one.goals)
        found = _search(one.model, goal, (), seconds, seed, relaxed, traced)
        found = replace(found, notes=(said,))
    else:
        found = staged(one, search, ends)
    return (one.sessions(found.values) if found.values else {}), found


def _search(
    model: cp_model.CpModel,
    goal: Goal,
    start: Sequence[int],
    limit: float,
    seed: int,
    relaxed: bool,
    traced: _Traced,
) -> Found:
    model.clear_objective()
    model.clear_hints()
    if goal.sense == "max":
        model.maximize(goal.expression)
    else:
        model.minimize(goal.expression)
    for index, value in enumerate(start):
        model.add_hint(model.get_int_var_from_proto_index(index), value)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = limit
    solver.parameters.random_seed = seed
    solver.parameters.num_workers = 1 if relaxed else cores()
    if relaxed:
        solver.parameters.linearization_level = 2
    status = solver.solve(model, traced)
    name = solver.status_name(status).lower()
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Found((), {}, name)
    values = tuple(solver.response_proto.solution)
    bounds = {goal.name: solver.best_objective_bound}
    return Found(values, bounds, name, trace=tuple(traced.points))


class _Traced(cp_model.CpSolverSolutionCallback):
    """Keeps the goals' values of each plan on the way."""

    def __init__(self, goals: Sequence[Goal]) -> None:
        super().__init__()
        self._goals = goals
        self.points: list[tuple[float, Mapping[str, float]]] = []

    def on_solution_callback(self) -> None:
        values = {goal.name: float(self.value(goal.expression)) for goal in self._goals}
        self.points.append((time.time(), values))
