"""Days of a session that nothing tells apart: while a programme is sought, one stands for all.

A pair, a group or a proposal may meet on any of two hundred days, and most rules look at the month
alone. Days of one session are alike where they have the same part in every row and every goal, but
for the rows that count the half-days of a day (`one-place-at-a-time`). The first of each class
stands for it; those rows are put aside. Both together give a bound that no programme can pass,
and a programme that reaches it as soon as its days find room: they are sought last, in the whole
model, where each day is looked at by itself. So the result is exact, whatever a class holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ortools.sat.python import cp_model

if TYPE_CHECKING:
    from planner.variables import Expr, Variables

Part = tuple[Any, ...]
"""What a variable has to do with a row or a goal: where it stands, and with which coefficient."""


class AlikeDays:
    """The classes of days of one model; narrowed to one day of each, or widened again.

    Parameters
    ----------
    model:
        A model whose rows are all posted.
    goals:
        The objective terms, by name.
    """

    def __init__(
        self, model: cp_model.CpModel, variables: Variables, goals: Mapping[str, Expr]
    ) -> None:
        self._model = model
        self._apart = variables.days_apart.index
        self._days = {var.index: session for (session, _), var in variables.days_held.items()}
        self._classes = self._compared(goals)
        self._count_single_days()

    def narrow(self) -> None:
        """Leave the first day of each class alone to choose from, and let any number meet on it."""
        self._allow(self._apart, 0, 0)
        for days in self._classes:
            for spare in days[1:]:
                self._allow(spare, 0, 0)

    def widen(self, chosen: Sequence[int] | None = None) -> None:
        """Look at each day by itself again: of all classes, or of those chosen by a solution."""
        self._allow(self._apart, 1, 1)
        for days in self._classes:
            open_again = chosen is None or chosen[days[0]]
            for day in days:
                self._allow(day, 0, 1 if open_again else 0)

    def are_among(self, variables: Iterable[cp_model.IntVar]) -> bool:
        """Whether days are among the variables."""
        return any(variable.index in self._days for variable in variables)

    def _count_single_days(self) -> None:
        """Keep of the rows put aside the part of the days that stand for none but themselves."""
        model = self._model
        alone = {days[0] for days in self._classes if len(days) == 1}
        kept = []
        for row in model.proto.constraints:
            if self._apart in row.enforcement_literal:
                all_days = zip(row.linear.vars, row.linear.coeffs, strict=True)
                kept.append(([p for p in all_days if p[0] in alone], max(row.linear.domain)))
        for single, most in kept:
            if sum(coefficient for _, coefficient in single) > most:
                days = [model.get_int_var_from_proto_index(day) for day, _ in single]
                model.add(cp_model.LinearExpr.weighted_sum(days, [c for _, c in single]) <= most)

    def _allow(self, index: int, least: int, most: int) -> None:
        domain = self._model.proto.variables[index].domain
        domain.clear()
        domain.extend([least, most])

    def _compared(self, goals: Mapping[str, Expr]) -> list[list[int]]:
        """Return the days (variables' indices) of each class, in their order."""
        parts: dict[int, list[Part]] = {day: [] for day in self._days}
        for number, row in enumerate(self._model.proto.constraints):
            if self._apart not in row.enforcement_literal:
                for index, part in _parts(row):
                    if index in parts:
                        parts[index].append((number, *part))
        for name, goal in goals.items():
            if not isinstance(goal, int):
                flat = cp_model.FlatIntExpr(goal)
                for variable, coefficient in zip(flat.vars, flat.coeffs, strict=True):
                    if variable.index in parts:
                        parts[variable.index].append((name, coefficient))
        classes: dict[tuple[str, tuple[Part, ...]], list[int]] = defaultdict(list)
        for day, found in parts.items():
            classes[self._days[day], tuple(found)].append(day)
        return list(classes.values())


def _parts(row: Any) -> Iterator[tuple[int, Part]]:
    """Yield each variable of a row with its part in it.

    Raises
    ------
    ValueError
        For a kind of row that no rule posts on days: it is not known what it would tell apart.
    """
    for literal in row.enforcement_literal:
        yield _index(literal), ("if", literal >= 0)
    if row.has_linear():
        yield from zip(row.linear.vars, ((c,) for c in row.linear.coeffs), strict=True)
    elif row.has_lin_max():
        for place, one in enumerate((row.lin_max.target, *row.lin_max.exprs)):
            yield from zip(one.vars, ((place, c) for c in one.coeffs), strict=True)
    elif kind := next((k for k in LITERALS if getattr(row, f"has_{k}")()), ""):
        for literal in getattr(row, kind).literals:
            yield _index(literal), (literal >= 0,)
    else:
        raise ValueError("a row of a kind that days are not compared in")


LITERALS = ("exactly_one", "at_most_one", "bool_or", "bool_and", "bool_xor")


def _index(literal: int) -> int:
    """Return the index of a literal's variable; a negated literal n is written −n − 1."""
    return literal if literal >= 0 else -literal - 1
