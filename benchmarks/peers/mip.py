"""A CP-SAT model of linear rows, Booleans and maxima as a mixed-integer programme in plain arrays.

Exact: a row that holds only under a literal is relaxed by its own bounds where the literal is false;
a maximum is bounded from both sides, with one Boolean for each of its parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from ortools.sat.python import cp_model

INFINITE = 2**62
"""What CP-SAT writes at and beyond this is no bound."""


@dataclass
class Rows:
    """Columns' bounds, and rows as sparse lists; every column is an integer."""

    lower: list[int]
    upper: list[int]
    starts: list[int] = field(default_factory=lambda: [0])
    columns: list[int] = field(default_factory=list)
    coefficients: list[int] = field(default_factory=list)
    least: list[float] = field(default_factory=list)
    most: list[float] = field(default_factory=list)

    def add(self, terms: Sequence[tuple[int, int]], least: float, most: float) -> None:
        """Add a row of (column, coefficient)."""
        summed: dict[int, int] = {}
        for column, coefficient in terms:
            summed[column] = summed.get(column, 0) + coefficient
        self.columns += summed.keys()
        self.coefficients += summed.values()
        self.starts.append(len(self.columns))
        self.least.append(least)
        self.most.append(most)

    def span(self, terms: Sequence[tuple[int, int]]) -> tuple[int, int]:
        """Return the least and the most that a row can be by its columns' bounds."""
        low = sum(c * (self.lower[v] if c > 0 else self.upper[v]) for v, c in terms)
        high = sum(c * (self.upper[v] if c > 0 else self.lower[v]) for v, c in terms)
        return low, high

    def arrays(self) -> dict[str, Any]:
        """Return all as numpy arrays, ready to be saved."""
        return {
            "lower": np.array(self.lower, dtype=float),
            "upper": np.array(self.upper, dtype=float),
            "starts": np.array(self.starts, dtype=np.int32),
            "columns": np.array(self.columns, dtype=np.int32),
            "coefficients": np.array(self.coefficients, dtype=float),
            "least": np.array(self.least, dtype=float),
            "most": np.array(self.most, dtype=float),
        }


def rows_of(model: cp_model.CpModel) -> Rows:
    """Return the model's rows.

    Raises
    ------
    ValueError
        Where it has a constraint that is none of these.
    """
    variables = model.proto.variables
    domains = [list(v.domain) for v in variables]
    rows = Rows([d[0] for d in domains], [d[-1] for d in domains])
    for constraint in model.proto.constraints:
        enforced = list(constraint.enforcement_literal)
        if constraint.has_lin_max():
            _maximum(rows, constraint.lin_max)
            continue
        for terms, least, most in _linear(rows, constraint):
            _enforce(rows, terms, least, most, enforced)
    return rows


def _linear(rows: Rows, constraint: Any) -> Iterator[tuple[list[tuple[int, int]], float, float]]:
    """Yield a constraint's rows, not yet enforced."""
    if constraint.has_linear():
        row = constraint.linear
        domain = list(row.domain)
        if len(domain) != 2:
            raise ValueError("a row whose values have holes")
        least = -np.inf if domain[0] <= -INFINITE else domain[0]
        most = np.inf if domain[1] >= INFINITE else domain[1]
        yield _terms(row), least, most
    elif constraint.has_exactly_one():
        yield _literals(constraint.exactly_one.literals, 1, 1)
    elif constraint.has_at_most_one():
        yield _literals(constraint.at_most_one.literals, -np.inf, 1)
    elif constraint.has_bool_or():
        yield _literals(constraint.bool_or.literals, 1, np.inf)
    elif constraint.has_bool_and():
        for literal in constraint.bool_and.literals:
            yield _literals([literal], 1, 1)
    else:
        raise ValueError(f"no linear constraint: {str(constraint)[:80]}")


def _terms(expression: Any) -> list[tuple[int, int]]:
    """Return (column, coefficient) of a row or an expression; a negative reference is minus its variable."""
    pairs = zip(expression.vars, expression.coeffs, strict=True)
    return [(v, c) if v >= 0 else (-v - 1, -c) for v, c in pairs]


def _literals(
    literals: Sequence[int], least: float, most: float
) -> tuple[list[tuple[int, int]], float, float]:
    """Return a sum of literals; a negated one counts 1 less its variable."""
    terms = [(v, 1) if v >= 0 else (-v - 1, -1) for v in literals]
    negated = sum(v < 0 for v in literals)
    return terms, least - negated, most - negated


def _enforce(
    rows: Rows, terms: list[tuple[int, int]], least: float, most: float, enforced: Sequence[int]
) -> None:
    open_ = [v for v in enforced if not _is_true(rows, v)]
    if not open_:
        rows.add(terms, least, most)
        return
    literals = [(v, 1) if v >= 0 else (-v - 1, -1) for v in open_]
    positive = sum(v >= 0 for v in open_)
    low, high = rows.span(terms)
    if least > low:
        # terms >= least - step * (how many literals are false)
        step = int(least - low)
        loose = [(v, -step * c) for v, c in literals]
        rows.add([*terms, *loose], least - step * positive, np.inf)
    if most < high:
        step = int(high - most)
        loose = [(v, step * c) for v, c in literals]
        rows.add([*terms, *loose], -np.inf, most + step * positive)


def _is_true(rows: Rows, literal: int) -> bool:
    if literal >= 0:
        return rows.lower[literal] == 1
    return rows.upper[-literal - 1] == 0


def _maximum(rows: Rows, maximum: Any) -> None:
    """Make the target the greatest of the parts: at least each, and at most the one that is chosen."""
    target = _terms(maximum.target)
    parts = [(_terms(e), e.offset) for e in maximum.exprs]
    chosen = []
    for terms, offset in parts:
        behind = [*target, *((v, -c) for v, c in terms)]
        rows.add(behind, offset - maximum.target.offset, np.inf)
        most = rows.span(behind)[1] - (offset - maximum.target.offset)
        rows.lower.append(0)
        rows.upper.append(1)
        chosen.append(len(rows.lower) - 1)
        # target - part <= most * (1 - chosen)
        step = max(0, most)
        rows.add([*behind, (chosen[-1], step)], -np.inf, offset - maximum.target.offset + step)
    rows.add([(column, 1) for column in chosen], 1, np.inf)
