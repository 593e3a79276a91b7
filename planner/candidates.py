"""Candidate topics as they are collected: what each says, who sent it, which are much alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

KEEP_BOTH = "不合并"
"""What the office writes of a pair that it has looked at and leaves as two topics."""
NOTHING = "（空）"
"""Stands for a blank old number where several are joined in one cell."""
PLAN_ENDING = "年计划"
"""How the origin 2026年计划 ends; a file's name ends otherwise."""
JOIN = "；"
"""Between the origins of a merged topic in one cell."""


@dataclass(frozen=True)
class Origin:
    """Where a candidate came from: the file, its 编号 there (empty: none), and its row.

    row: counted from 1, as Excel does; text, since a list read back may hold any.
    """

    file: str
    number: str
    row: str

    @property
    def is_plan(self) -> bool:
        """Whether it is a plan of an earlier year: nobody sent the topic in this time."""
        return self.file.endswith(PLAN_ENDING)

    def __str__(self) -> str:
        number = f"“{self.number}”" if self.number else ""
        return f"{self.file}第{self.row}行{number}"


@dataclass(frozen=True)
class Candidate:
    """A candidate topic.

    Attributes
    ----------
    id:
        Its 编号 in the collected list; empty until one is given.
    values:
        By column of the sheet 议题, as the column's kind reads it; a blank cell has none.
    origins:
        Who sent it; several where topics were merged.
    """

    id: str
    values: Mapping[str, Any]
    origins: tuple[Origin, ...]

    @property
    def title(self) -> str:
        """The topic's 议题名称."""
        return str(self.values["议题名称"])

    def many(self, column: str) -> tuple[Any, ...]:
        """Return the values of a cell that holds several, or none."""
        return tuple(self.values.get(column, ()))

    def text(self, column: str) -> str:
        """Return a text cell, empty where blank."""
        return str(self.values.get(column, ""))


@dataclass(frozen=True)
class Pair:
    """Two topics much alike, by id; score 0 … 100, why in plain words, and what was decided.

    decision: the id of the topic that stays, `KEEP_BOTH`, or empty while the office has not
    decided. cell: where the decision stands, in a list read back.
    """

    first: str
    second: str
    score: int
    why: str
    decision: str = ""
    cell: str = ""

    @property
    def key(self) -> frozenset[str]:
        """The two ids, whichever comes first."""
        return frozenset((self.first, self.second))
