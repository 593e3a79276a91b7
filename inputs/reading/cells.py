"""One sheet's cells: where its header is, what stands in a cell, what its column makes of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from rapidfuzz.distance import OSA

from inputs.cell_text import CellValue, address, is_blank, match_key, says_nothing, shown
from inputs.problems import InputProblem, ProblemList, Severity
from inputs.reading.rows import Row
from inputs.sheets import Column, Sheet
from inputs.sheets.date_kinds import Day, Days
from inputs.sheets.kind import CellError, Reading
from inputs.workbook_file import RawSheet

HEADER_ROWS = 10
"""The header is looked for in so many rows: a title may stand above it."""

Place = tuple[int, int]
"""A cell's row and column, both counted from 0."""


def one_slip(text: str, name: str) -> bool:
    """Whether a text is a name of three characters or more with one character wrong."""
    return len(name) >= 3 and OSA.distance(match_key(text), match_key(name)) == 1


class Cells:
    """A raw sheet beside its declaration: its cells are read, and what is amiss is reported."""

    def __init__(
        self, raw: RawSheet, sheet: Sheet, problems: ProblemList, reading: Reading
    ) -> None:
        self.raw = raw
        self.sheet = sheet
        self._problems = problems
        self._reading = reading
        self._formulas = frozenset(raw.scan.uncalculated) | frozenset(raw.scan.errors)

    # -- what stands there ---------------------------------------------------------------------
    def value(self, place: Place) -> CellValue:
        """Return what stands in a cell; "" where it is blank or beyond the sheet."""
        number, index = place
        rows = self.raw.rows
        if number < len(rows) and 0 <= index < len(rows[number]):
            return rows[number][index]
        return ""

    def text(self, place: Place) -> str:
        """Return a cell's value as the user sees it."""
        return shown(self.value(place))

    def fill_down(self, column: int, first: int, last: int) -> None:
        """Let the rows of a merged span of one column say what its first cell says."""
        value = self.value((first, column))
        for row in self.raw.rows[first : last + 1]:
            row.extend([""] * (column + 1 - len(row)))
            row[column] = value

    @property
    def width(self) -> int:
        """The columns of the longest row."""
        return max((len(row) for row in self.raw.rows), default=0)

    @property
    def end(self) -> int:
        """The row after the last with content, a formula without value included."""
        return max(len(self.raw.rows), self.raw.scan.last_row)

    def are_blank(self, number: int, columns: Iterable[int]) -> bool:
        """Whether these cells of a row hold neither value nor formula."""
        places = [(number, index) for index in columns]
        if self._formulas and any(address(*place) in self._formulas for place in places):
            return False
        return all(is_blank(self.value(place)) for place in places)

    # -- the header ----------------------------------------------------------------------------
    @cached_property
    def columns(self) -> Mapping[str, Column]:
        """The declared columns (of 基本信息: items) by the text that they are matched by."""
        return {match_key(column.name): column for column in self.sheet.columns}

    def header(self, place: Place) -> str:
        """Return a header as it is matched: 议题名称*, 会议时长（分钟） lose what follows the name."""
        key = match_key(self.text(place)).strip("*")
        if key not in self.columns and key.endswith(")"):
            before = key[: key.rfind("(")]
            return before if before in self.columns else key
        return key

    def header_row(self, known: Iterable[str]) -> int | None:
        """Return the first of the top rows with the most known headers, or None."""
        known = set(known)
        best, row = 0, None
        for number in range(min(HEADER_ROWS, len(self.raw.rows))):
            headers = {self.header((number, i)) for i in range(len(self.raw.rows[number]))}
            count = len(headers & known)
            if count > best:
                best, row = count, number
        return row

    # -- what it means -------------------------------------------------------------------------
    def row(self, number: int, places: Mapping[str, Place]) -> Row:
        """Read a row (or all items of 基本信息), given each column's cell by the column's name."""
        values: dict[str, Any] = {}
        seen: dict[str, str] = {}
        broken: set[str] = set()
        self._reading.filled = frozenset(
            name for name, place in places.items() if not is_blank(self.value(place))
        )
        for column in self.sheet.columns:
            if column.name not in places:
                continue
            place = places[column.name]
            seen[column.name] = self.text(place)
            try:
                value = self._read(column, place)
            except CellError as error:
                broken.add(column.name)
                self.report(error.code, place, error.why, error.cure)
                continue
            if value is not None:
                values[column.name] = value
        cells = {name: address(*place) for name, place in places.items()}
        return Row(self.sheet.name, number + 1, values, cells, seen, frozenset(broken))

    def _read(self, column: Column, place: Place) -> Any:
        """Return a cell's value, None for a blank one; raise `CellError`."""
        scan = self.raw.scan
        where = address(*place)
        if where in scan.uncalculated:
            raise CellError(
                "公式未计算。", "请在 Excel/WPS 中打开文件，保存后再试。", "formula-uncalculated"
            )
        if where in scan.errors:
            raise CellError(
                f"公式出错（{scan.errors[where]}）。", "请改正公式，或直接填值。", "formula-error"
            )
        value = self.value(place)
        kind = column.kind
        if is_blank(value) or (kind.marks_nothing and says_nothing(value)):
            if column.required:
                raise CellError(f"“{column.name}”必填。", f"请填写：{column.note}", "cell-missing")
            return None
        before = len(self._reading.assumed)
        found = kind.read(value, self._reading)
        for text in self._reading.assumed[before:]:
            self.report("year-assumed", place, text, "", "assumption")
        self._look_at_year(found, column)
        if isinstance(found, tuple) and not found:
            return None
        return found

    def _look_at_year(self, found: Any, column: Column) -> None:
        """Refuse a date whose year cannot belong to the plan: a slip of the keyboard."""
        year = self._reading.year
        if year is None or not isinstance(column.kind, (Day, Days)):
            return
        for day in found if isinstance(found, tuple) else (found,):
            if abs(day.year - year) > 1:
                raise CellError(
                    f"不在计划年度（{year}）前后。",
                    "请核对年份；若各处都这样，请核对“基本信息”的年度。",
                )

    # -- what is amiss -------------------------------------------------------------------------
    def report(
        self, code: str, place: Place, why: str, cure: str, severity: Severity = "error"
    ) -> None:
        """Report a problem of a cell."""
        self.complain(code, why, cure, address(*place), self.text(place), severity)

    def complain(
        self,
        code: str,
        why: str,
        cure: str,
        where: str = "",
        value: str = "",
        severity: Severity = "error",
    ) -> None:
        """Report a problem of the sheet, or of a span of it that `where` names."""
        self._problems.add(InputProblem(code, self.sheet.name, where, value, why, cure, severity))
