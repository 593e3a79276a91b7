"""What is wrong with a workbook, as values: where, what was seen, why, and the cure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

Severity = Literal["error", "warning", "assumption"]

NAMED = 6
"""Further cells of a fault that a line of text names; the rest are counted."""

SEVERITY_WORDS: dict[Severity, str] = {"error": "错误", "warning": "提醒", "assumption": "假定"}


@dataclass(frozen=True)
class InputProblem:
    """One problem of an input file, in the office's words.

    Attributes
    ----------
    code:
        A short stable name of the kind of problem (`cell-invalid`, `name-shared` …).
    sheet, cell:
        Where: the sheet's name and the cell's address ("E5"); empty where the whole file, sheet
        or column is meant.
    value:
        What was seen there, as the user sees it.
    why, cure:
        Why it cannot be read, or what was assumed; and what puts it right.
    severity:
        error: nothing is planned; warning: planned, but look at it; assumption: what was taken
        for granted for lack of data.
    also:
        The same fault in further cells, each a problem of its own (see `grouped`).
    """

    code: str
    sheet: str
    cell: str
    value: str
    why: str
    cure: str = ""
    severity: Severity = "error"
    also: tuple[InputProblem, ...] = ()

    @classmethod
    def of(
        cls, code: str, sheet: str, why: str, cure: str, severity: Severity = "error"
    ) -> InputProblem:
        """Return a problem of a whole sheet."""
        return cls(code, sheet, "", "", why, cure, severity)

    @property
    def where(self) -> str:
        """The place in one word: 议题!E5, 议题, or empty for the file itself."""
        return "!".join(part for part in (self.sheet, self.cell) if part)

    @property
    def text(self) -> str:
        """The problem in one line."""
        where = f"{self.where}：" if self.where else ""
        value = f"“{self.value}” " if self.value else ""
        cure = f"改法：{self.cure}" if self.cure else ""
        return f"{where}{value}{self.why}{self.elsewhere()}{cure}"

    @property
    def each(self) -> tuple[InputProblem, ...]:
        """It and the same fault in further cells, each alone."""
        return (replace(self, also=()), *self.also)

    def elsewhere(self, most: int = NAMED) -> str:
        """Return how many further cells have the fault and which, so many by name; or nothing."""
        if not self.also:
            return ""
        alike = all(p.value == self.value for p in self.also)
        places = [
            (p.cell if p.sheet == self.sheet else p.where) + ("" if alike else f"“{p.value}”")
            for p in self.also[:most]
        ]
        more = "等" if len(self.also) > most else ""
        return f"另有 {len(self.also)} 处{'' if alike else '同类'}：{'、'.join(places)}{more}。"

    @property
    def statement(self) -> str:
        """An assumption as the plan states it: what was assumed, and of which cell."""
        of_cell = f"{self.where}“{self.value}”" if self.cell else ""
        return f"{of_cell}{self.why}{self.elsewhere()}{self.cure}"


class InputErrors(Exception):  # noqa: N818 - it holds all problems of a file, not one error
    """All that is wrong with one input file, reported together.

    Attributes
    ----------
    problems:
        Errors first, then warnings and assumptions, each in the order found.
    """

    def __init__(self, problems: Iterable[InputProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(p.text for p in self.problems if p.severity == "error"))


class ProblemList:
    """The problems of a workbook while it is being read."""

    def __init__(self) -> None:
        self._found: dict[InputProblem, None] = {}

    def __iter__(self) -> Iterator[InputProblem]:
        order = list(SEVERITY_WORDS)
        return iter(sorted(self._found, key=lambda p: order.index(p.severity)))

    def add(self, problem: InputProblem) -> None:
        """Add a problem; the same one twice is one."""
        self._found.setdefault(problem)

    @property
    def has_errors(self) -> bool:
        """Whether anything found leaves no plan to make."""
        return any(p.severity == "error" for p in self._found)
