"""One guarded CP-SAT solve: parameters, known defects, progress, interruption.

Sources for the parameters and the guards: docs/decisions.md.
"""

from __future__ import annotations

import math
import threading
from dataclasses import dataclass
from itertools import islice

from ortools.sat.python import cp_model

from planner.control import Control, Options, Report, relative_gap
from planner.goal import Goal

ROW_LIMIT = 2**31
"""Boolean coefficients of a row must sum to less than this (google/or-tools#5293)."""

SMALL = 5_000
"""Variables of a model, below which its whole relaxation costs less than row by row as it is needed."""


LEAST_PATIENCE = 1.0
"""CP-SAT's deterministic seconds that a room's roster may take."""


@dataclass(frozen=True)
class Way:
    """A way to search.

    Attributes
    ----------
    upwards:
        Seek the best from its bound upwards, not from any plan on. The relaxation is tight as it is
        written, so most are proven soon.
    cuts:
        Cut the relaxation further, which most models do not need.
    piecewise:
        Improve the plan given, a part at a time with the rest kept (large neighbourhoods); prove nothing.
    patience:
        CP-SAT's deterministic seconds for each variable of the model, after which to give up; but
        never before `LEAST_PATIENCE`. None: not before it ends.
    """

    upwards: bool
    cuts: bool
    patience: float | None = None
    piecewise: bool = False


QUICK = Way(upwards=True, cuts=False, patience=0.001)
CUTTING = Way(upwards=True, cuts=True, patience=0.001)
CLIMBING = Way(upwards=False, cuts=False, patience=0.0005, piecewise=True)
THOROUGH = Way(upwards=False, cuts=True)


@dataclass(frozen=True)
class Result:
    """What one solve gave: a CP-SAT status, the values, the objective and its bound."""

    status: cp_model.CpSolverStatus
    values: tuple[int, ...]
    objective: int | None
    bound: int | None

    @property
    def found(self) -> bool:
        """Whether there is a solution."""
        return self.status in (cp_model.OPTIMAL, cp_model.FEASIBLE)

    @property
    def gap(self) -> float | None:
        """How far the plan is from its bound, as a part of it; None where either is not known."""
        return relative_gap(self.objective, self.bound)

    @property
    def decided(self) -> bool:
        """Whether no search could say more."""
        return self.status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)

    @property
    def proven(self) -> bool:
        """Whether it is proven the best."""
        return self.status == cp_model.OPTIMAL


class RowTooLargeError(ValueError):
    """A row's Boolean coefficients sum beyond what the solver's presolve can hold."""


def assert_small_rows(model: cp_model.CpModel, since: int = 0) -> None:
    """Raise RowTooLargeError where a row, from number `since` on, could trigger #5293."""
    proto = model.proto
    for constraint in islice(proto.constraints, since, None):
        if constraint.has_linear() and sum(map(abs, constraint.linear.coeffs)) >= ROW_LIMIT:
            row = constraint.linear
            total = sum(
                abs(c)
                for v, c in zip(row.vars, row.coeffs, strict=True)
                if set(proto.variables[v if v >= 0 else -v - 1].domain) <= {0, 1}
            )
            if total >= ROW_LIMIT:
                raise RowTooLargeError(f"a row's Boolean coefficients sum to {total}")


def configure(options: Options, remaining: float | None, small: bool = False) -> cp_model.CpSolver:
    """Return a solver with the product's parameters.

    small: for a model of less than `SMALL` variables.
    """
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.num_workers = options.workers
    parameters.random_seed = options.seed
    parameters.linearization_level = 2
    parameters.presolve_inclusion_work_limit = 0
    parameters.max_presolve_iterations = 1
    # Probing and looking for symmetries cost more than they save.
    parameters.cp_model_probing_level = 0
    parameters.symmetry_level = 0
    parameters.catch_sigint_signal = False
    if small:
        # With all rows in the relaxation from the start, it is solved once.
        parameters.add_lp_constraints_lazily = False
    if options.workers > 1:
        parameters.interleave_search = False
        # By default most workers would search without the linear relaxation that the bounds need.
        parameters.subsolvers.extend(("max_lp", "quick_restart"))
    if remaining is not None:
        parameters.max_time_in_seconds = max(0.01, remaining)
    return solver


class _Sought:
    """The part of a model's objective that is told of (None: the whole), and what bounds say of it."""

    def __init__(self, model: cp_model.CpModel, goal: Goal | None, known: int | None) -> None:
        self._goal, self._known = goal, known
        self._maximizes = model.proto.objective.scaling_factor < 0

    def found(self, solution: cp_model.CpSolver | cp_model.CpSolverSolutionCallback) -> int:
        """Return the value found."""
        if self._goal is None:
            return round(solution.objective_value)
        return int(solution.value(self._goal.expression))

    def bound(self, of_objective: float) -> int:
        """Return the solver's bound as a whole number, never farther than is known or the terms allow.

        It is one of the whole objective, in which the goals before may weigh heavily.
        """
        rounding, slack = (math.floor, 1e-6) if self._maximizes else (math.ceil, -1e-6)
        bounds = [rounding(of_objective + slack)]
        if self._goal is not None:
            bounds.append(self._goal.extremes[self._maximizes])
        if self._known is not None:
            bounds.append(self._known)
        return min(bounds) if self._maximizes else max(bounds)


class _Listener(cp_model.CpSolverSolutionCallback):
    def __init__(self, stage: str, control: Control, sought: _Sought, first_only: bool) -> None:
        super().__init__()
        self._stage, self._first_only = stage, first_only
        self._control, self._sought = control, sought

    def on_solution_callback(self) -> None:
        best = self._sought.found(self)
        bound = self._sought.bound(self.best_objective_bound)
        self._control.report(Report(self._stage, best, bound, self._control.seconds()))
        if self._first_only:
            self.stop_search()


def solve_once(
    model: cp_model.CpModel,
    stage: str,
    control: Control,
    goal: Goal | None = None,
    first_only: bool = False,
    least: float = 0.0,
    way: Way = THOROUGH,
    most: float | None = None,
    known: int | None = None,
) -> Result:
    """Solve a model once, in a thread of its own so that a request to stop is heard at once.

    Parameters
    ----------
    goal:
        The part of the objective that is told of; None: the whole.
    first_only:
        Stop at the first solution.
    least:
        Seconds granted even where the run's time is over: a plan begun is completed.
    way:
        How to search, and when to give up.
    most:
        Seconds that it may take at most, of what is left of the run's; None: all.
    known:
        A bound that is proven already.
    """
    remaining = control.remaining()
    if remaining is not None:
        remaining = max(least, remaining)
    elif control.stopped.is_set():
        remaining = least
    if most is not None and remaining is not None:
        remaining = max(least, min(remaining, most))
    size = len(model.proto.variables)
    solver = configure(control.options, remaining, small=size < SMALL)
    solver.parameters.use_objective_lb_search = way.upwards
    solver.parameters.cut_level = int(way.cuts)
    solver.parameters.use_lns_only = solver.parameters.interleave_search = way.piecewise
    if way.patience is not None:
        solver.parameters.max_deterministic_time = max(LEAST_PATIENCE, way.patience * size)
    sought = _Sought(model, goal, known)
    listener = _Listener(stage, control, sought, first_only)
    statuses: list[cp_model.CpSolverStatus] = []
    thread = threading.Thread(
        target=lambda: statuses.append(solver.solve(model, listener)), daemon=True
    )
    thread.start()
    was_stopped = control.stopped.is_set()
    while thread.is_alive():
        thread.join(0.2)
        if control.stopped.is_set() and not was_stopped:
            solver.stop_search()
    status = statuses[0] if statuses else cp_model.UNKNOWN
    if status == cp_model.MODEL_INVALID:
        raise ValueError(f"invalid model: {model.validate()}")
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Result(status, (), None, None)
    values = tuple(solver.response_proto.solution)
    objective = bound = None
    if model.has_objective():
        objective = sought.found(solver)
        bound = sought.bound(solver.best_objective_bound)
        ended = way.patience is None or status == cp_model.OPTIMAL
        control.report(Report(stage, objective, bound, control.seconds(), final=ended))
    return Result(status, values, objective, bound)


CONFIRMATION_SECONDS = 60.0


def is_contradicted(model: cp_model.CpModel, control: Control) -> bool:
    """Whether a second configuration finds a solution to what the first called infeasible.

    CP-SAT's INFEASIBLE has been false (google/or-tools#5274, #5295). The second configuration
    probes, breaks symmetries, relaxes less and has another seed; the objective plays no part.
    """
    plain = model.clone()
    plain.clear_objective()
    plain.clear_hints()
    solver = configure(Options(seed=control.options.seed + 1), CONFIRMATION_SECONDS)
    solver.parameters.linearization_level = 1
    solver.parameters.symmetry_level = 2
    solver.parameters.cp_model_probing_level = 2
    return solver.solve(plain) in (cp_model.OPTIMAL, cp_model.FEASIBLE)
