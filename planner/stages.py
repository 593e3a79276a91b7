"""Lexicographic stages on one model: solve, freeze as an integer bound, hint into the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from planner.alike_days import AlikeDays
from planner.control import Control
from planner.domain import EmphasisStage
from planner.goal import Goal, Reached, evaluate, goal_of, tie_break
from planner.plan import Stage
from planner.solver import (
    CLIMBING,
    CUTTING,
    QUICK,
    THOROUGH,
    Result,
    Way,
    assert_small_rows,
    solve_once,
)

if TYPE_CHECKING:
    from planner.variables import Expr

COMPLETION_SECONDS = 20.0
"""Granted to each later model so that a plan begun before time ran out is completed."""


@dataclass(frozen=True)
class Staged:
    """The stages of one model, and the last values found (empty: none).

    crowded: the best of the days that stand for others finds no days of its own; the values are
    its own, a good beginning but no plan.
    """

    stages: tuple[Stage, ...]
    values: tuple[int, ...]
    infeasible: bool = False
    proven: bool = False
    crowded: bool = False

    @property
    def found(self) -> bool:
        """Whether there is a solution."""
        return bool(self.values)


KEPT_WEIGHT = 64
"""Times the heaviest part of a goal: what the goals before it weigh while it is sought."""

OBJECTIVE_RANGE = 2**52
"""CP-SAT reports objectives as floating-point numbers: beyond this they would not be whole."""

QUICK_PARTS, LITTLE_PARTS, HALF = 4, 8, 2
"""With a time limit a way may take one of so many parts of the time left: a quick one; the thorough one
of a goal that others follow, where little is left to gain or nothing to prove; and else."""

FAR = 0.01
"""A plan farther than this from its bound is improved part by part; no proof of it is in sight."""

NEAR = 0.001
"""The last thousandth of a goal costs the most time and is worth the least."""


def solve_stages(
    model: cp_model.CpModel,
    terms: Mapping[str, Expr],
    stages: Sequence[EmphasisStage],
    control: Control,
    ties: Sequence[Sequence[cp_model.IntVar]],
    complete: bool = False,
    alike: AlikeDays | None = None,
    hint: Sequence[int] = (),
) -> Staged:
    """Solve the stages in order, then break ties so that the same input gives the same plan.

    Parameters
    ----------
    terms:
        Objective terms by name, as the rules built them.
    ties:
        The Booleans that make up the plan, in groups decided one after another, each group in a
        fixed order, each Boolean with a unique name.
    complete:
        An earlier model already has a plan: find at least a completion, whatever the time.
    alike:
        Days that stand for others until those of `ties` are chosen.
    hint:
        Values of all variables to begin with, in their order; empty: none.

    Returns
    -------
    Staged
        `infeasible` is CP-SAT's word alone; confirm it before telling anyone.
    """
    goals = [goal_of(stage, terms) for stage in stages]
    if alike:
        alike.narrow()
    run = _Run(model, control, complete)
    run.reach(goals, hint)
    crowded = False
    for group in ties:
        if alike and alike.are_among(group):
            run.settle(group, hinted=True)
            crowded = run.place(group, alike)
        else:
            # The programme's ties are proven sooner from the last stage's plan, those of the
            # meetings and the people from their own relaxation.
            run.settle(group, hinted=alike is not None)
    return replace(run.result(), crowded=crowded)


class _Run:
    """One model's goals as far as they are reached: the last values, and whether all are proven."""

    def __init__(self, model: cp_model.CpModel, control: Control, complete: bool) -> None:
        assert_small_rows(model)
        self._model, self._control, self._complete = model, control, complete
        self._values: tuple[int, ...] = ()
        self._reached: list[Reached] = []
        self._lost: cp_model.CpSolverStatus | None = None
        """The status of a solve after which there are no values; nothing more is tried."""
        self._proven = True

    def reach(self, goals: Sequence[Goal], hint: Sequence[int]) -> None:
        """Solve one goal after another, each frozen as an integer bound."""
        for number, goal in enumerate(goals, start=1):
            if goal.is_constant and self._values:
                continue
            last = number == len(goals)
            result = self._solve(goal, self._values or hint, self._complete, last)
            if result is not None:
                self._reach(goal, result.bound)

    def _reach(self, goal: Goal, bound: int | None) -> None:
        """Freeze a goal at the value it has. `bound`: None where it cannot be another."""
        value = evaluate(goal.expression, self._values)
        reached = Reached(goal, value, value if bound is None else bound)
        self._reached.append(reached)
        if not goal.is_constant:
            self._model.add(reached.lost <= 0)
            assert_small_rows(self._model, since=len(self._model.proto.constraints) - 1)

    def settle(self, group: Sequence[cp_model.IntVar], hinted: bool) -> None:
        """Choose the lightest of equally good values for a group of Booleans, and fix them."""
        self._solve(tie_break(group), self._values if hinted else (), self._complete)
        if self._values:
            for variable in group:
                domain = self._model.proto.variables[variable.index].domain
                domain.clear()
                domain.extend([self._values[variable.index]] * 2)

    def place(self, days: Sequence[cp_model.IntVar], alike: AlikeDays) -> bool:
        """Choose the days themselves, whatever the time; return whether there are none.

        Of the classes chosen; where those have no room for all, of any.
        """
        if self._lost is not None:
            alike.widen()
            return False
        classes, proven = self._values, self._proven
        for chosen in (classes, None):
            alike.widen(chosen)
            # That the classes chosen have no room says nothing against what is proven of the goals.
            self._values, self._lost, self._proven = (), None, proven
            self._solve(tie_break(days), (), complete=True)
            if self._lost != cp_model.INFEASIBLE:
                return False
        self._values = classes
        return True

    def result(self) -> Staged:
        """Return how it ended. Later stages may improve terms of a frozen sum: the last values count."""
        if not self._values:
            return Staged((), (), infeasible=self._lost == cp_model.INFEASIBLE)
        stages = tuple(
            Stage(
                name=reached.goal.name,
                sense=reached.goal.sense,
                value=reached.value,
                bound=reached.bound,
                terms={name: evaluate(e, self._values) for name, e in reached.goal.terms.items()},
            )
            for reached in self._reached
        )
        return Staged(stages, self._values, proven=self._proven)

    def _solve(
        self, goal: Goal, hint: Sequence[int], complete: bool, last: bool = True
    ) -> Result | None:
        """Return a goal's result; None where time ran out before it, or nothing was found."""
        if self._lost is not None:
            return None
        if self._control.out_of_time and self._values:
            self._proven = False
            return None
        least = complete and not self._values
        result = solve_goal(self._model, goal, self._reached, self._control, hint, least, last)
        if result.found:
            self._values = result.values
            self._proven = self._proven and result.proven
            return result
        self._proven = False
        if not self._values:
            self._lost = result.status
        return None


def solve_goal(
    model: cp_model.CpModel,
    goal: Goal,
    reached: Sequence[Reached],
    control: Control,
    hint: Sequence[int],
    complete: bool,
    last: bool = True,
) -> Result:
    """Solve for one goal, first in the way that proves most goals soon, in the end in the thorough one.

    Parameters
    ----------
    reached:
        The goals before, whose rows let them lose nothing. In the first ways what they lose stays
        in the objective, heavily: it changes no value there, but what they leave no choice is
        seen at once. In the thorough way it is left out, whose bounds are nearer.
    hint:
        Values of all variables to begin with, in their order; empty: none.
    complete:
        Grant `COMPLETION_SECONDS` whatever the time.
    last:
        Nothing follows that matters. Where something does, the thorough way takes but a part of the
        time left, so that the last point of one goal does not cost all of the next.
    """
    least = COMPLETION_SECONDS if complete else 0.0
    told = None if goal.is_constant else goal

    def search(way: Way, start: Sequence[int], parts: int, known: int | None = None) -> Result:
        _seek(model, goal, () if way is THOROUGH else reached)
        _begin_with(model, start)
        first_only, remaining = control.stopped.is_set(), control.remaining()
        most = remaining / parts if remaining is not None and start else None
        return solve_once(model, goal.name, control, told, first_only, least, way, most, known)

    ways = (QUICK, CLIMBING, CUTTING, THOROUGH)
    first, *others = (CUTTING, THOROUGH) if control.options.cuts else ways
    found = search(first, hint, QUICK_PARTS)
    for way in others:
        if found.decided or (control.out_of_time and (found.found or not complete)):
            break
        start = found.values or hint
        if way is (CUTTING if start and _is_far(found) else CLIMBING):
            continue
        found = later(found, search(way, start, _parts(way, found, last), found.bound))
    return found


def _is_far(found: Result) -> bool:
    return found.gap is None or found.gap > FAR


def _parts(way: Way, found: Result, last: bool) -> int:
    """Return of how many parts of the time left a way may take one, after what is found."""
    if way is CLIMBING:
        return HALF
    if way is not THOROUGH:
        return QUICK_PARTS
    if last:
        return 1
    return HALF if found.gap is None or NEAR < found.gap <= FAR else LITTLE_PARTS


def _seek(model: cp_model.CpModel, goal: Goal, reached: Sequence[Reached]) -> None:
    model.clear_objective()
    if isinstance(goal.expression, int):
        return
    kept = [before for before in reached if not before.goal.is_constant]
    heaviest = max(map(abs, cp_model.FlatIntExpr(goal.expression).coeffs), default=1)
    spread = sum(most - least for least, most in (before.goal.extremes for before in kept))
    heavy = min(KEPT_WEIGHT * heaviest, OBJECTIVE_RANGE // max(1, spread))
    lost = heavy * sum(before.lost for before in kept)
    if goal.sense == "max":
        model.maximize(goal.expression - lost)
    else:
        model.minimize(goal.expression + lost)


def _begin_with(model: cp_model.CpModel, values: Sequence[int]) -> None:
    """Let the search begin with these values of all variables, in their order; with none, freely."""
    model.clear_hints()
    if values:
        model.proto.solution_hint.vars.extend(range(len(values)))
        model.proto.solution_hint.values.extend(values)


def later(first: Result, second: Result) -> Result:
    """Return the second of two results, which began with the first's; where it has nothing, that."""
    return second if second.found or second.decided or not first.found else first
