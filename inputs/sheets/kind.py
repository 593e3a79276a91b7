"""What a kind of cell is: how its value is read, said in words, and offered.

`read` takes a cell that is not blank. It returns a value, or raises `CellError` with the reason
and the cure. What it took for granted (a year left out of a date) it says in `Reading.assumed`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from inputs.cell_text import CellValue, shown


class CellError(ValueError):
    """A cell that cannot be read: why, the cure, and the code of the problem."""

    def __init__(self, why: str, cure: str, code: str = "cell-invalid") -> None:
        super().__init__(why)
        self.code = code
        self.why = why
        self.cure = cure


@dataclass
class Reading:
    """What reading a cell needs to know, and what it took for granted."""

    year: int | None = None
    """The plan's year; None where it is not known (then no year is assumed)."""
    assumed: list[str] = field(default_factory=list)
    day_zero: date = date(1899, 12, 30)
    """Day 0 of the workbook's serial numbers of dates."""
    filled: frozenset[str] = frozenset()
    """The columns of the row at hand whose cells say something."""


@dataclass(frozen=True)
class Kind:
    """Any text, kept as it stands."""

    @property
    def words(self) -> str:
        """The kind in the user's words."""
        return "文字"

    @property
    def choices(self) -> tuple[str, ...]:
        """The values of a drop-down, where the kind has a fixed list."""
        return ()

    @property
    def targets(self) -> tuple[str, ...]:
        """What a cell refers to: sheets, or lists of the profile (协商形式, 规则, 侧重 …)."""
        return ()

    @property
    def marks_nothing(self) -> bool:
        """Whether 无, / or — in a cell means that it is blank."""
        return True

    def read(self, value: CellValue, reading: Reading) -> Any:
        """Return the value of a cell that is not blank, or raise `CellError`."""
        return shown(value)
