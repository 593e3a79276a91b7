"""Lexicographic stages on one model: solve, freeze as an integer bound, hint into the next."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ortools.sat.python import cp_model

from planner.control import Control
from planner.domain import EmphasisStage
from planner.plan import Stage
from planner.solver import Result, solve_once

if TYPE_CHECKING:
    from planner.variables import Expr

COMPLETION_SECONDS = 20.0
"""Granted to each later model so that a plan begun before time ran out is completed."""


@dataclass(frozen=True)
class Staged:
    """The stages of one model, and the last values found (empty: none)."""

    stages: tuple[Stage, ...]
    values: tuple[int, ...]
    infeasible: bool = False
    proven: bool = False

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
    ties: Iterable[cp_model.IntVar],
    complete: bool = False,
) -> Staged:
    """Solve the stages in order, then break ties so that the same input gives the same plan.

    Parameters
    ----------
    terms:
        Objective terms by name, as the rules built them.
    ties:
        The Booleans that make up the plan, in a fixed order, each with a unique name.
    complete:
        An earlier model already has a plan: find at least a completion, whatever the time.

    Returns
    -------
    Staged
        `infeasible` is CP-SAT's word alone; confirm it before telling anyone.
    """
    done: list[Stage] = []
    values: tuple[int, ...] = ()
    proven = True
    goals = [_goal(stage, terms) for stage in stages]
    tie = sum(tie_break_weight(v.name) * v for v in ties)
    goals.append(_Goal("tie-break", "min", tie, {}))
    for goal in goals:
        if _is_constant(goal.expression) and values:
            continue
        if control.out_of_time and values:
            proven = False
            break
        # The tie-break is proven sooner from its own relaxation than from the last stage's plan.
        hint = values if goal.name != "tie-break" else ()
        result = _solve_goal(model, goal, control, hint, complete and not values)
        if not result.found:
            if values:
                proven = False
                break
            return Staged((), (), infeasible=result.status == cp_model.INFEASIBLE)
        values = result.values
        proven = proven and result.proven
        objective = evaluate(goal.expression, values)
        bound = result.bound if result.bound is not None else objective
        if goal.name != "tie-break":
            parts = {name: evaluate(expression, values) for name, expression in goal.terms.items()}
            done.append(
                Stage(name=goal.name, sense=goal.sense, value=objective, bound=bound, terms=parts)
            )
            if not _is_constant(goal.expression):
                if goal.sense == "max":
                    model.add(goal.expression >= objective)
                else:
                    model.add(goal.expression <= objective)
    last = {g.name: g for g in goals}
    # Later stages may improve the terms inside an earlier, frozen sum: report the final ones.
    done = [
        stage.replace(terms={n: evaluate(e, values) for n, e in last[stage.name].terms.items()})
        for stage in done
    ]
    return Staged(tuple(done), values, proven=proven)


@dataclass(frozen=True)
class _Goal:
    name: str
    sense: Literal["max", "min"]
    expression: Expr
    terms: Mapping[str, Expr]


def _goal(stage: EmphasisStage, terms: Mapping[str, Expr]) -> _Goal:
    present = {name: terms[name] for name in stage.weights if name in terms}
    expression = sum(stage.weights[name] * term for name, term in present.items())
    return _Goal(stage.name, stage.sense, expression, present)


def _is_constant(expression: Expr) -> bool:
    return isinstance(expression, int)


def _solve_goal(
    model: cp_model.CpModel, goal: _Goal, control: Control, hint: Sequence[int], complete: bool
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
