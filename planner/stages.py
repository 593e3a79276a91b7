"""Lexicographic stages on one model: solve, freeze as an integer bound, hint into the next."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from ortools.sat.python import cp_model

from planner.alike_days import AlikeDays
from planner.control import Control
from planner.domain import EmphasisStage
from planner.plan import Stage
from planner.solver import Result, assert_small_rows, solve_once

if TYPE_CHECKING:
    from planner.variables import Expr

COMPLETION_SECONDS = 20.0
"""Granted to each later model so that a plan begun before time ran out is completed."""


@dataclass(frozen=True)
class Staged:
    """The stages of one model, and the last values found (empty: none).

    crowded: the best of the days that stand for others finds no days of its own.
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


TIE_BREAK_RANGE = 2**17 - 1
"""Weights are spread so widely that among hundreds of members no two plans weigh the same."""


def tie_break_weight(name: str) -> int:
    """Return a weight from 1 to `TIE_BREAK_RANGE` that depends on the variable's name alone."""
    digest = hashlib.sha256(name.encode()).digest()
    return int.from_bytes(digest[:4], "big") % TIE_BREAK_RANGE + 1


def solve_stages(
    model: cp_model.CpModel,
    terms: Mapping[str, Expr],
    stages: Sequence[EmphasisStage],
    control: Control,
    ties: Sequence[Sequence[cp_model.IntVar]],
    complete: bool = False,
    alike: AlikeDays | None = None,
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

    Returns
    -------
    Staged
        `infeasible` is CP-SAT's word alone; confirm it before telling anyone.
    """
    goals = [goal_of(stage, terms) for stage in stages]
    if alike:
        alike.narrow()
    run = _Run(model, control, complete)
    run.reach(goals)
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
        self._reached: list[tuple[Goal, int, int]] = []
        self._lost: cp_model.CpSolverStatus | None = None
        """The status of a solve after which there are no values; nothing more is tried."""
        self._proven = True

    def reach(self, goals: Sequence[Goal]) -> None:
        """Solve one goal after another, each frozen as an integer bound."""
        for goal in goals:
            if _is_constant(goal.expression) and self._values:
                continue
            result = self._solve(goal, self._values, self._complete)
            if result is None:
                continue
            value = evaluate(goal.expression, result.values)
            self._reached.append((goal, value, value if result.bound is None else result.bound))
            if not _is_constant(goal.expression):
                if goal.sense == "max":
                    self._model.add(goal.expression >= value)
                else:
                    self._model.add(goal.expression <= value)
                assert_small_rows(self._model, since=len(self._model.proto.constraints) - 1)

    def settle(self, group: Sequence[cp_model.IntVar], hinted: bool) -> None:
        """Choose the lightest of equally good values for a group of Booleans, and fix them."""
        self._solve(_tie_break(group), self._values if hinted else (), self._complete)
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
        proven = self._proven
        for chosen in (self._values, None):
            alike.widen(chosen)
            # That the classes chosen have no room says nothing against what is proven of the goals.
            self._values, self._lost, self._proven = (), None, proven
            self._solve(_tie_break(days), (), complete=True)
            if self._lost != cp_model.INFEASIBLE:
                return False
        return True

    def result(self) -> Staged:
        """Return how it ended. Later stages may improve terms of a frozen sum: the last values count."""
        if not self._values:
            return Staged((), (), infeasible=self._lost == cp_model.INFEASIBLE)
        stages = tuple(
            Stage(
                name=goal.name,
                sense=goal.sense,
                value=value,
                bound=bound,
                terms={name: evaluate(e, self._values) for name, e in goal.terms.items()},
            )
            for goal, value, bound in self._reached
        )
        return Staged(stages, self._values, proven=self._proven)

    def _solve(self, goal: Goal, hint: Sequence[int], complete: bool) -> Result | None:
        """Return a goal's result; None where time ran out before it, or nothing was found."""
        if self._lost is not None:
            return None
        if self._control.out_of_time and self._values:
            self._proven = False
            return None
        least = complete and not self._values
        result = _solve_goal(self._model, goal, self._control, hint, least)
        if result.found:
            self._values = result.values
            self._proven = self._proven and result.proven
            return result
        self._proven = False
        if not self._values:
            self._lost = result.status
        return None


@dataclass(frozen=True)
class Goal:
    """What one stage seeks: the most or the least of an expression, a weighted sum of terms."""

    name: str
    sense: Literal["max", "min"]
    expression: Expr
    terms: Mapping[str, Expr]


def goal_of(stage: EmphasisStage, terms: Mapping[str, Expr]) -> Goal:
    """Return what a stage seeks, of the terms that the rules in force have."""
    present = {name: terms[name] for name in stage.weights if name in terms}
    expression = sum(stage.weights[name] * term for name, term in present.items())
    return Goal(stage.name, stage.sense, expression, present)


def _tie_break(group: Sequence[cp_model.IntVar]) -> Goal:
    lightest = cp_model.LinearExpr.weighted_sum(
        list(group), [tie_break_weight(variable.name) for variable in group]
    )
    return Goal("tie-break", "min", lightest, {})


def _is_constant(expression: Expr) -> bool:
    return isinstance(expression, int)


def _solve_goal(
    model: cp_model.CpModel, goal: Goal, control: Control, hint: Sequence[int], complete: bool
) -> Result:
    model.clear_objective()
    if not _is_constant(goal.expression):
        if goal.sense == "max":
            model.maximize(goal.expression)
        else:
            model.minimize(goal.expression)
    model.clear_hints()
    for index, value in enumerate(hint):
        model.add_hint(model.get_int_var_from_proto_index(index), value)
    least = COMPLETION_SECONDS if complete else 0.0
    return solve_once(model, goal.name, control, first_only=control.stopped.is_set(), least=least)


def evaluate(expression: Expr, values: Sequence[int]) -> int:
    """Return an integer expression's value under a solution."""
    if isinstance(expression, int):
        return expression
    flat = cp_model.FlatIntExpr(expression)
    return int(
        flat.offset + sum(c * values[v.index] for v, c in zip(flat.vars, flat.coeffs, strict=True))
    )
