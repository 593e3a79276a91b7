"""Sessions that nothing tells apart are numbered by date: the row that counted forms share."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from planner.domain import Problem

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Variables


def in_turn(
    model: CpModel, variables: Variables, problem: Problem, sessions: Sequence[str]
) -> None:
    """Hold the sessions in the order given, so that no two plans differ in their numbers alone.

    Not where a lock names one of them: then the numbers say which is which, and any order may be
    meant. By months for the relaxation's sake, and by days, once these are looked at, for exactness.
    """
    named = {lock.subject for lock in problem.locks}
    named |= {value for lock in problem.locks for value in lock.values}
    if named & set(sessions):
        return
    for earlier, later in pairwise(sessions):
        for month in range(1, 12):
            held = sum(variables.in_month(earlier, m) for m in range(1, month + 1))
            model.add(sum(variables.in_month(later, m) for m in range(1, month + 1)) <= held)
        in_order = variables.day_number(earlier) <= variables.day_number(later)
        model.add(in_order).only_enforce_if(variables.days_apart)
