"""What one stage seeks, and what became of it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from ortools.sat.python import cp_model

from planner.domain import EmphasisStage

if TYPE_CHECKING:
    from planner.variables import Expr

TIE_BREAK_RANGE = 2**17 - 1
"""Weights are spread so widely that among hundreds of members no two plans weigh the same."""


@dataclass(frozen=True)
class Goal:
    """What one stage seeks, the most or the least of an expression: a weighted sum of terms."""

    name: str
    sense: Literal["max", "min"]
    expression: Expr
    terms: Mapping[str, Expr]

    @property
    def is_constant(self) -> bool:
        """Whether the model leaves it no choice."""
        return isinstance(self.expression, int)

    @cached_property
    def extremes(self) -> tuple[int, int]:
        """The least and the most that its terms allow one by one, whatever the rows say."""
        if isinstance(self.expression, int):
            return self.expression, self.expression
        flat = cp_model.FlatIntExpr(self.expression)
        least = most = flat.offset
        for variable, factor in zip(flat.vars, flat.coeffs, strict=True):
            domain = variable.domain
            ends = factor * domain.min(), factor * domain.max()
            least += min(ends)
            most += max(ends)
        return int(least), int(most)


@dataclass(frozen=True)
class Reached:
    """A goal with the value found, which later ones must keep, and the nearest bound on it."""

    goal: Goal
    value: int
    bound: int

    @cached_property
    def lost(self) -> Expr:
        """How much worse than the value it is; less than 0 where it is better."""
        sought = self.goal.expression
        return self.value - sought if self.goal.sense == "max" else sought - self.value


def goal_of(stage: EmphasisStage, terms: Mapping[str, Expr]) -> Goal:
    """Return what a stage seeks, of the terms that the rules in force have."""
    present = {name: terms[name] for name in stage.weights if name in terms}
    expression = sum(stage.weights[name] * term for name, term in present.items())
    return Goal(stage.name, stage.sense, expression, present)


def tie_break(group: Sequence[cp_model.IntVar]) -> Goal:
    """Return a goal that no two choices of a group of Booleans reach alike."""
    weights = [tie_break_weight(variable.name) for variable in group]
    lightest = cp_model.LinearExpr.weighted_sum(list(group), weights)
    return Goal("tie-break", "min", lightest, {})


def tie_break_weight(name: str) -> int:
    """Return a weight from 1 to `TIE_BREAK_RANGE` that depends on the variable's name alone."""
    digest = hashlib.sha256(name.encode()).digest()
    return int.from_bytes(digest[:4], "big") % TIE_BREAK_RANGE + 1


def evaluate(expression: Expr, values: Sequence[int]) -> int:
    """Return an integer expression's value under a solution."""
    if isinstance(expression, int):
        return expression
    if isinstance(expression, cp_model.IntVar):
        return values[expression.index]
    flat = cp_model.FlatIntExpr(expression)
    return int(
        flat.offset + sum(c * values[v.index] for v, c in zip(flat.vars, flat.coeffs, strict=True))
    )
