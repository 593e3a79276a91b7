"""Days of a session that nothing tells apart: while a programme is sought, one stands for all.

A pair, a group or a proposal may meet on any of two hundred days, and most rules look at the month
alone. Days of one session are alike where they have the same part in every row and every goal, but
for the rows that count the half-days of a day (`one-place-at-a-time`) or number a pair's sessions
by date (`in_turn`). The first of each class stands for it; those rows are put aside, and only what
they say of whole classes is kept. Both together give a bound that no programme can pass, and a
programme that reaches it as soon as its days find room: they are sought last, in the whole model,
where each day is looked at by itself. So the result is exact, whatever a class holds.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ortools.sat.python import cp_model

if TYPE_CHECKING:
    from planner.variables import Expr, Variables

FEW = 5
"""Days of a class whose half-days are counted together: in a whole month there is room enough."""

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
        self._keep_least()

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

    def _keep_least(self) -> None:
        """Keep of the rows put aside what holds whichever days of their classes are chosen.

        A class has the least part in a row that any of its days has. Of each row by itself that is
        little, but of the rows of days together it is much: four proposals that each may be heard
        on any of two days take all their half-days.
        """
        model = self._model
        standing = {day: tuple(days) for days in self._classes for day in days}
        aside = [_AtMost.of(row) for row in model.proto.constraints if self._is_aside(row)]
        rows_of: dict[int, list[int]] = defaultdict(list)
        for number, row in enumerate(aside):
            for day in row.parts:
                rows_of[day].append(number)
        together: set[tuple[int, ...]] = {(number,) for number in range(len(aside))}
        for days in self._classes:
            counted = {n for day in days for n in rows_of[day] if aside[n].counts}
            if len(counted) <= FEW:
                together.add(tuple(sorted(counted)))
        for numbers in sorted(together):
            joint = _AtMost.sum_of([aside[n] for n in numbers])
            touched = dict.fromkeys(standing[day] for day in joint.parts)
            least = {c[0]: min(joint.parts.get(day, 0) for day in c) for c in touched}
            kept = {day: part for day, part in least.items() if part}
            if self._may_exceed(least, joint.most):
                first = [model.get_int_var_from_proto_index(day) for day in kept]
                held = cp_model.LinearExpr.weighted_sum(first, list(kept.values()))
                model.add(held <= joint.most)

    def _may_exceed(self, parts: Mapping[int, int], most: int) -> bool:
        """Whether a row says anything: a session is held on one day."""
        heaviest: dict[str, int] = defaultdict(int)
        for day, part in parts.items():
            heaviest[self._days[day]] = max(part, heaviest[self._days[day]])
        return sum(heaviest.values()) > most

    def _is_aside(self, row: Any) -> bool:
        return self._apart in row.enforcement_literal

    def _allow(self, index: int, least: int, most: int) -> None:
        domain = self._model.proto.variables[index].domain
        domain.clear()
        domain.extend([least, most])

    def _compared(self, goals: Mapping[str, Expr]) -> list[list[int]]:
        """Return the days (variables' indices) of each class, in their order."""
        parts: dict[int, list[Part]] = {day: [] for day in self._days}
        for number, row in enumerate(self._model.proto.constraints):
            if not self._is_aside(row):
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


@dataclass(frozen=True)
class _AtMost:
    """A row put aside: day's variable (index) → its part; in all at most so much."""

    parts: Mapping[int, int]
    most: int

    @classmethod
    def of(cls, row: Any) -> _AtMost:
        return cls(
            dict(zip(row.linear.vars, row.linear.coeffs, strict=True)), max(row.linear.domain)
        )

    @classmethod
    def sum_of(cls, rows: Sequence[_AtMost]) -> _AtMost:
        parts: Counter[int] = Counter()
        for row in rows:
            parts.update(row.parts)
        return cls(parts, sum(row.most for row in rows))

    @property
    def counts(self) -> bool:
        """Whether it counts what is held, and does not only compare days."""
        return min(self.parts.values()) > 0


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
