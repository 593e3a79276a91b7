"""The declared sheets as read: rows of typed values, each with its cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from inputs.cell_text import did_you_mean
from inputs.problems import InputProblem, ProblemList, Severity
from inputs.sheets import Sheet


@dataclass(frozen=True)
class Row:
    """A row of a sheet: values by column name; a blank or broken cell has none.

    Attributes
    ----------
    cells, seen:
        By column name: the cell's address, and its value as the user sees it.
    broken:
        Columns whose cell could not be read; its problem is reported already.
    extra:
        Unknown columns, kept as notes.
    """

    sheet: str
    number: int
    values: dict[str, Any]
    cells: dict[str, str]
    seen: dict[str, str]
    broken: frozenset[str] = frozenset()
    extra: dict[str, str] = field(default_factory=dict)

    def has(self, *columns: str) -> bool:
        """Whether each of the columns has a value."""
        return all(column in self.values for column in columns)

    def text(self, column: str, default: str = "") -> str:
        """Return a text cell, or the default."""
        return str(self.values.get(column, default))

    def number_in(self, column: str) -> int | None:
        """Return a whole number, or None."""
        return self.values.get(column)

    def decimal(self, column: str) -> float | None:
        """Return a number with decimals, or None."""
        return self.values.get(column)

    def day(self, column: str) -> date | None:
        """Return a date, or None."""
        return self.values.get(column)

    def yes(self, column: str) -> bool | None:
        """Return what a 是/否 cell says, or None."""
        return self.values.get(column)

    def many(self, column: str) -> tuple[Any, ...]:
        """Return the values of a cell that holds several, or none."""
        return tuple(self.values.get(column, ()))

    def problem(
        self,
        code: str,
        column: str,
        why: str,
        cure: str,
        value: str | None = None,
        severity: Severity = "error",
    ) -> InputProblem:
        """Return a problem of one of the row's cells; `value` where only a part of it is meant."""
        seen = self.seen.get(column, "") if value is None else value
        where = self.cells.get(column, "")
        return InputProblem(code, self.sheet, where, seen, why, cure, severity)


@dataclass
class Table:
    """A declared sheet as read.

    Attributes
    ----------
    present:
        Whether the workbook has the sheet at all.
    complete:
        Whether its names can be trusted: where the sheet or a required column is missing or
        mostly unreadable, what other sheets say of it is not reported as unknown too.
    examples:
        Rows skipped as examples.
    mistyped:
        Optional columns whose header has a slip, so that their cells are not read.
    """

    sheet: Sheet
    rows: list[Row] = field(default_factory=list)
    present: bool = False
    complete: bool = True
    examples: int = 0
    mistyped: set[str] = field(default_factory=set)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)


@dataclass
class Tables:
    """All declared sheets of a workbook, by name, and what is to be said of the reading."""

    by_name: dict[str, Table]
    notes: list[str] = field(default_factory=list)

    def __getitem__(self, sheet: str) -> Table:
        return self.by_name[sheet]


Cite = tuple[Row, str, str]
"""A name that a cell cites: the row, the column, the name."""


def report_missing(
    problems: ProblemList,
    code: str,
    cites: Iterable[Cite],
    known: tuple[str, ...],
    why: str,
    cure: str,
) -> None:
    """Warn of each cell that cites a name which no sheet has."""
    for row, column, name in cites:
        hint = did_you_mean(name, known)
        problems.add(row.problem(code, column, why, f"{hint}{cure}", name, "warning"))
