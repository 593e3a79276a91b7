"""Peer: the naive one model, solved by CP-SAT.

Configurations: stages one after another with CP-SAT's defaults on all cores; all stages in one
weighted sum with the defaults; stages with the parameters that our own models use (one worker, full
linear relaxation), which shows what the formulation alone costs.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

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
        _: OneModel, model: cp_model.CpModel, goal: Goal, start: Sequence[int], limit: float
    ) -> Found:
        return _search(model, goal, start, limit, seed, relaxed)

    if weights:
        total, said = weighted(one)
        seconds = max(0.5, ends - time.perf_counter())
        found = _search(one.model, Goal("weighted", "min", total), (), seconds, seed, relaxed)
        found = Found(found.values, found.bounds, found.status, (said,))
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
    status = solver.solve(model)
    name = solver.status_name(status).lower()
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Found((), {}, name)
    values = tuple(solver.response_proto.solution)
    return Found(values, {goal.name: solver.best_objective_bound}, name)
