"""The sheet 日历 as it stands in the workbook: where its columns are, and which rows set working days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from inputs.cell_text import address, match_key
from inputs.problems import InputErrors, InputProblem, ProblemList
from inputs.reading.cells import Cells
from inputs.reading.days import is_for_everyone
from inputs.reading.rows import Row
from inputs.reading.tables import read_tables
from inputs.sheets.controls import AVOID, CALENDAR, OFF
from inputs.sheets.kind import Reading
from inputs.sheets.year import YEAR
from inputs.workbook_file import FileProblem, RawSheet, open_workbook
from inputs.working_days import CalendarRow


@dataclass(frozen=True)
class CalendarLine:
    """A row 放假 or 调休上班 for everyone; `number` counts from 1, as Excel does."""

    number: int
    first: date
    last: date
    is_off: bool
    note: str

    @property
    def row(self) -> CalendarRow:
        """The row as the working calendar takes it."""
        return CalendarRow(self.first, self.last, self.is_off, self.note)


@dataclass(frozen=True)
class CalendarSheet:
    """The sheet 日历 of a workbook of a year.

    Attributes
    ----------
    name:
        As the workbook writes it; empty where it has none.
    header:
        The header's row, from 1; 0 where the sheet has none.
    columns:
        Column name → its number, from 1; those that the sheet lacks are not in it.
    free:
        The first row, and the first column, with nothing in it nor beyond it.
    """

    year: int
    name: str = ""
    header: int = 0
    columns: tuple[tuple[str, int], ...] = ()
    lines: tuple[CalendarLine, ...] = ()
    free: tuple[int, int] = (1, 1)


def read_calendar_sheet(path: Path) -> CalendarSheet:
    """Read a workbook's year and its sheet 日历; what else is wrong in the workbook does not matter.

    Raises
    ------
    InputErrors
        Where the file is no workbook or open elsewhere, has no 年度, or what stands in 日历 cannot
        be read.
    """
    try:
        workbook = open_workbook(path)
    except FileProblem as error:
        raise InputErrors([error.problem]) from error
    if workbook.open_elsewhere:
        why = "文件好像正在 Excel/WPS 中打开，现在填入，会被那边的保存盖掉。"
        raise InputErrors(
            [InputProblem("file-open", "", "", path.name, why, "请保存并关闭它，再运行。")]
        )
    problems = ProblemList()
    tables = read_tables(workbook, problems)
    found = [p for p in problems if p.severity == "error" and _concerns(p)]
    table = tables[YEAR.name]
    year = table.rows[0].number_in("年度") if table.rows else None
    if year is None and not any(p.sheet == YEAR.name for p in found):
        why = "没有年度，不知道该放哪一年的通知。"
        found.append(InputProblem.of("year-missing", YEAR.name, why, "请在“年度”一项填写年份。"))
    raw = next((s for s in workbook.sheets if match_key(s.name) == match_key(CALENDAR.name)), None)
    if found or year is None:
        raise InputErrors(found)
    if raw is None:
        return CalendarSheet(year)
    lines = tuple(_line(row) for row in tables[CALENDAR.name] if _sets_days(row))
    return _sheet(year, raw, lines)


def _concerns(problem: InputProblem) -> bool:
    """Whether a problem is of the sheet 日历, or of the year."""
    if problem.sheet == YEAR.name:
        return "年度" in problem.why or problem.code in ("header-missing", "sheet-empty")
    return match_key(problem.sheet) == match_key(CALENDAR.name) or CALENDAR.name in problem.why


def _sheet(year: int, raw: RawSheet, lines: tuple[CalendarLine, ...]) -> CalendarSheet:
    cells = Cells(raw, CALENDAR, ProblemList(), Reading())
    header = cells.header_row(cells.columns)
    free = cells.end + 1, max(cells.width, raw.scan.last_column) + 1
    if header is None:
        return CalendarSheet(year, raw.name, free=free)
    columns: dict[str, int] = {}
    for index in range(cells.width):
        column = cells.columns.get(cells.header((header, index)))
        if column is not None:
            columns.setdefault(column.name, index + 1)
    return CalendarSheet(year, raw.name, header + 1, tuple(columns.items()), lines, free)


def _sets_days(row: Row) -> bool:
    return row.has("开始", "结束", "类型") and row.values["类型"] != AVOID and is_for_everyone(row)


def _line(row: Row) -> CalendarLine:
    return CalendarLine(
        number=row.number,
        first=row.values["开始"],
        last=row.values["结束"],
        is_off=row.values["类型"] == OFF,
        note=row.text("说明"),
    )


def place(sheet: CalendarSheet, line: CalendarLine) -> str:
    """Return the cell where a row begins: A5."""
    return address(line.number - 1, dict(sheet.columns)["开始"] - 1)
