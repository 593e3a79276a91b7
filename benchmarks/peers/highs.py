"""Peer: the naive one model as a mixed-integer programme, solved by HiGHS.

Configurations: stages one after another with HiGHS's defaults; all stages in one weighted sum; stages
with more effort for heuristics. HiGHS runs in a child process (see `highs_child`) under a watchdog:
its limit and `GRACE` seconds, then it is killed and its best solution so far counts.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from ortools.sat.python import cp_model

from peers.mip import rows_of
from peers.one_model import Found, Goal, OneModel, one_model, staged, weighted
from peers.parts import Year
from planner.plan import Session

if TYPE_CHECKING:
    from planner.variables import Expr

CHILD = Path(__file__).with_name("highs_child.py")
GRACE = 5.0
"""Seconds beyond the limit after which HiGHS is killed."""


def solve(
    year: Year, seconds: float, seed: int, weights: bool = False, heuristics: bool = False
) -> tuple[dict[str, tuple[Session, ...]], Found]:
    """Return the sessions by council (empty: none found), and how the search ended."""
    ends = time.perf_counter() + seconds  # building the model is part of it
    one = one_model(year)
    options = {"random_seed": seed, "mip_rel_gap": 0.0}
    if heuristics:
        options["mip_heuristic_effort"] = 0.5

    def search(
        one: OneModel, model: cp_model.CpModel, goal: Goal, start: Sequence[int], limit: float
    ) -> Found:
        return _search(one.goals, model, goal, start, limit, options)

    if weights:
        total, said = weighted(one)
        seconds = max(0.5, ends - time.perf_counter())
        goal = Goal("weighted", "min", total)
        found = _search(one.goals, one.model, goal, (), seconds, options)
        found = replace(found, notes=(said,))
    else:
        found = staged(one, search, ends)
    return (one.sessions(found.values) if found.values else {}), found


def _search(
    goals: Sequence[Goal],
    model: cp_model.CpModel,
    goal: Goal,
    start: Sequence[int],
    limit: float,
    options: Mapping[str, float],
) -> Found:
    rows = rows_of(model)
    count = len(model.proto.variables)
    sign = 1 if goal.sense == "min" else -1
    cost, offset = _cost(goal.expression, len(rows.lower))
    told = [_cost(each.expression, len(rows.lower)) for each in goals]
    arrays = {**rows.arrays(), "cost": sign * cost, "goals": np.array([c for c, _ in told])}
    if start and len(rows.lower) == count:
        arrays["start"] = np.array(start, dtype=float)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        np.savez(folder / "model.npz", **arrays)
        given = json.dumps({**options, "time_limit": limit})
        (folder / "options.json").write_text(given, encoding="utf-8")
        killed = _run(folder, limit + GRACE)
        result = folder / "found.npz"
        if not result.is_file():
            return Found((), {}, "killed without a solution" if killed else "failed")
        with np.load(result) as found:
            status, bound = str(found["status"]), sign * float(found["bound"]) + offset
            values = tuple(round(value) for value in found["values"][:count])
            trace = tuple(
                (when, {g.name: v + o for g, v, (_, o) in zip(goals, point, told, strict=True)})
                for when, *point in found["trace"].tolist()
            )
    status = f"killed {GRACE:.0f} s past its limit" if killed else status
    bounds = {goal.name: bound} if np.isfinite(bound) else {}
    return Found(values, bounds, status, trace=trace)


def _run(folder: Path, limit: float) -> bool:
    """Run the child; return whether it had to be killed."""
    command = [sys.executable, str(CHILD), str(folder)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as child:
        try:
            child.wait(limit)
        except subprocess.TimeoutExpired:
            child.kill()
            return True
    return False


def _cost(
    expression: Expr, columns: int
) -> tuple[np.ndarray[tuple[int], np.dtype[np.float64]], float]:
    cost = np.zeros(columns)
    if isinstance(expression, int):
        return cost, expression
    flat = cp_model.FlatIntExpr(expression)
    for variable, coefficient in zip(flat.vars, flat.coeffs, strict=True):
        cost[variable.index] += coefficient
    return cost, float(flat.offset)
