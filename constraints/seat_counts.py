"""Convex costs of a count of seats, as linear rows whose relaxation is their hull.

Both are equal to the cost in every solution, not only in the best: what the model reports is
what the finished plan gives when counted again.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, IntVar

    from planner.variables import Expr


def repeats(model: CpModel, count: Expr, most: int, name: str) -> tuple[IntVar, ...]:
    """Return Booleans for the 2nd … `most`-th of a count: each holds where there are so many.

    The first needs none of its own: it is what the others leave of the count.
    """
    steps = tuple(model.new_bool_var(f"{name} {n}") for n in range(2, most + 1))
    if steps:
        first = count - sum(steps)
        model.add(first <= 1)
        model.add(first >= steps[0])
        for lower, upper in pairwise(steps):
            model.add_implication(upper, lower)
    return steps


def distance(model: CpModel, count: Expr, most: int, target: int, name: str, unit: int = 1) -> Expr:
    """Return |unit · count − target|.

    Parameters
    ----------
    count, most:
        A sum of Booleans, and the most that it can be.
    target:
        Not negative, in parts of a seat: `unit` = 10 for tenths.
    """
    floor, rest = divmod(target, unit)
    if floor >= most:
        return target - unit * count
    above = model.new_int_var(0, most - floor, f"above {name}")
    below = model.new_int_var(0, floor, f"below {name}")
    is_above = model.new_bool_var(f"is above {name}")
    model.add(count == floor + above - below)
    model.add(above >= is_above)
    model.add(above <= (most - floor) * is_above)
    model.add(below + floor * is_above <= floor)
    # At the floor it is `rest` short; one seat above it is unit − rest over; further, unit a seat.
    return rest + unit * (above + below) - 2 * rest * is_above
