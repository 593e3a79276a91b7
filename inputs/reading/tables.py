"""Raw sheets matched with the declared ones: rows of typed values, each with its cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rapidfuzz.distance import OSA

from inputs.cell_text import (
    CellValue,
    address,
    is_blank,
    match_key,
    name_text,
    near,
    says_nothing,
    shown,
)
from inputs.problems import InputProblem, ProblemList
from inputs.profile import find_profile
from inputs.sheets import EXAMPLE_MARK, IGNORED_SHEETS, SHEETS, Column, Sheet
from inputs.sheets.kinds import CellError, Day, Days, Reading
from inputs.sheets.year import CONTENT, ITEM, YEAR
from inputs.workbook_file import RawSheet, Workbook

HEADER_ROWS = 10
"""The header is looked for in so many rows: a title may stand above it."""
NOTE_PREFIX = "备注"


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
        self, code: str, column: str, why: str, cure: str, value: str | None = None
    ) -> InputProblem:
        """Return an error in one of the row's cells."""
        seen = self.seen.get(column, "") if value is None else value
        return InputProblem(code, self.sheet, self.cells.get(column, ""), seen, why, cure)


@dataclass
class Table:
    """A declared sheet as read.

    Attributes
    ----------
    present:
        Whether the workbook has the sheet at all.
    complete:
        Whether its names can be trusted: where the sheet or a required column is missing, what
        other sheets say of it is not reported as unknown too.
    examples:
        Rows skipped as examples.
    """

    sheet: Sheet
    rows: list[Row] = field(default_factory=list)
    present: bool = False
    complete: bool = True
    examples: int = 0

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)


@dataclass
class Tables:
    """All declared sheets of a workbook, by name, and what is to be said of the reading."""

    by_name: dict[str, Table]
    notes: list[str] = field(default_factory=list)

    def __getitem__(self, sheet: str) -> Table:
        return self.by_name[sheet]


def read_tables(workbook: Workbook, problems: ProblemList) -> Tables:
    """Match the workbook's sheets with the declared ones and read every cell.

    基本信息 is read first: its 年度 is the year of a date whose year was left out.
    """
    tables = Tables({sheet.name: Table(sheet) for sheet in SHEETS})
    found = _match_sheets(workbook, problems, tables)
    reading = Reading()
    for sheet in SHEETS:
        raw = found.get(sheet.name)
        if raw is None:
            continue
        table = tables[sheet.name]
        table.present = True
        _SheetReader(raw, table, problems, reading, tables.notes).read()
        if sheet.layout == "pairs" and table.rows:
            reading.year = table.rows[0].number_in("年度")
    skipped = [f"“{t.sheet.name}”{t.examples} 行" for t in tables.by_name.values() if t.examples]
    if skipped:
        tables.notes.append(f"跳过示例：{'、'.join(skipped)}。")
    return tables


def _match_sheets(workbook: Workbook, problems: ProblemList, tables: Tables) -> dict[str, RawSheet]:
    by_key = {match_key(sheet.name): sheet for sheet in SHEETS}
    ignored = {match_key(name) for name in IGNORED_SHEETS}
    found: dict[str, RawSheet] = {}
    unknown: list[RawSheet] = []
    for raw in workbook.sheets:
        sheet = by_key.get(match_key(raw.name))
        if sheet and sheet.name in found:
            problems.add(
                InputProblem(
                    "sheet-twice", raw.name, "", "", f"“{sheet.name}”表有两张。", "请合成一张。"
                )
            )
        elif sheet:
            found[sheet.name] = raw
        elif match_key(raw.name) not in ignored:
            unknown.append(raw)
    forms = _forms_named(found.get(YEAR.name))
    missing = [s for s in SHEETS if s.name not in found and s.is_used(forms)]
    suspects = {sheet.name: _mistyped(sheet, unknown) for sheet in missing}
    for sheet in missing:
        suspect = suspects[sheet.name]
        if sheet.required or suspect:
            tables[sheet.name].complete = False
            hint = f"“{suspect.name}”表是否就是它？请改表名。" if suspect else ""
            cure = hint or "请补上这张表，可用 planner template 生成模板。"
            why = (
                f"缺少“{sheet.name}”表。"
                if sheet.required
                else f"表名可能写错，应为“{sheet.name}”。"
            )
            where = suspect.name if suspect else ""
            problems.add(InputProblem("sheet-missing", where, "", "", why, cure))
    named = {raw.name for raw in suspects.values() if raw}
    rest = [raw.name for raw in unknown if raw.name not in named]
    if rest:
        problems.add(
            InputProblem(
                "sheet-unknown",
                "",
                "",
                "、".join(rest),
                "是不认识的表，没有读取。",
                "如需读取，请用模板中的表名。",
                "warning",
            )
        )
    return found


def _forms_named(raw: RawSheet | None) -> frozenset[str]:
    """Return the forms of the profiles that 基本信息 names: they say which sheets are used."""
    if raw is None:
        return frozenset()
    table = Table(YEAR)
    _SheetReader(
        raw, table, ProblemList(), Reading(), []
    ).read()  # reported when it is read in turn
    profiles = [find_profile(name) for row in table.rows for name in row.many("规则方案")]
    return frozenset(form.id for profile in profiles if profile for form in profile.forms)


def _mistyped(sheet: Sheet, unknown: list[RawSheet]) -> RawSheet | None:
    """Return an unknown sheet that looks like a missing one: a name one slip away, or its columns."""
    for raw in unknown:
        if _one_slip(raw.name, sheet.name):
            return raw
        needed = {match_key(c.name) for c in sheet.columns if c.required}
        if sheet.layout == "pairs":
            needed = {ITEM, CONTENT}
        likely = sheet.required or near(raw.name, (sheet.name,), 50)
        if likely and any(
            needed <= {match_key(shown(v)) for v in row} for row in raw.rows[:HEADER_ROWS]
        ):
            return raw
    return None


def _one_slip(text: str, name: str) -> bool:
    """Whether a text is a name of three characters or more with one character wrong."""
    return len(name) >= 3 and OSA.distance(match_key(text), match_key(name)) == 1


class _SheetReader:
    """Reads one sheet into its table."""

    def __init__(
        self,
        raw: RawSheet,
        table: Table,
        problems: ProblemList,
        reading: Reading,
        notes: list[str],
    ) -> None:
        self._raw = raw
        self._table = table
        self._sheet = table.sheet
        self._problems = problems
        self._reading = reading
        self._notes = notes
        self._examples = 0
        self._formulas = frozenset(raw.scan.uncalculated) | frozenset(raw.scan.errors)

    def read(self) -> None:
        if self._sheet.layout == "pairs":
            self._read_pairs()
        else:
            self._read_rows()
        self._table.examples = self._examples

    # -- one thing a row -----------------------------------------------------------------------
    def _read_rows(self) -> None:
        names = {match_key(c.name): c for c in self._sheet.columns}
        header = self._header_row(set(names))
        if header is None:
            self._no_header()
            return
        columns, extra = self._columns(header, names)
        self._look_at_merged(header, columns)
        hidden = {number - 1 for number in self._raw.scan.hidden_rows}
        hidden_read = []
        numbers = range(header + 1, self._last_row())
        for number in numbers:
            if self._is_blank(number, [*columns, *extra]):
                continue
            if self._is_example(number, columns):
                self._examples += 1
                continue
            if number in hidden:
                hidden_read.append(str(number + 1))
            cells = {column.name: (number, index) for index, column in columns.items()}
            row = self._row(number, cells)
            for index, name in extra.items():
                text = shown(self._value(number, index))
                if text:
                    row.extra[name] = text
            self._table.rows.append(row)
        if hidden_read:
            self._notes.append(
                f"“{self._sheet.name}”第{'、'.join(hidden_read)}行被隐藏，仍已读入。"
            )

    def _header_row(self, known: set[str]) -> int | None:
        """Return the first of the top rows with the most known columns, or None."""
        best, row = 0, None
        for number in range(min(HEADER_ROWS, len(self._raw.rows))):
            headers = {self._header(number, i) for i in range(len(self._raw.rows[number]))}
            count = len(headers & known)
            if count > best:
                best, row = count, number
        return row

    def _header(self, number: int, index: int) -> str:
        """Return a header as it is matched: 议题名称*, 会议时长（分钟） lose what follows the name."""
        key = match_key(shown(self._value(number, index))).strip("*")
        names = {match_key(c.name) for c in self._sheet.columns}
        if key not in names and key.endswith(")"):
            before = key[: key.rfind("(")]
            return before if before in names else key
        return key

    def _no_header(self) -> None:
        empty = all(is_blank(v) for row in self._raw.rows for v in row)
        if empty and not self._sheet.required:
            return
        self._table.complete = False
        required = "、".join(c.name for c in self._sheet.columns if c.required)
        why = "表是空的。" if empty else f"前 {HEADER_ROWS} 行里没有找到表头。"
        self._problems.add(
            InputProblem(
                "sheet-empty" if empty else "header-missing",
                self._sheet.name,
                "",
                "",
                why,
                f"请写上表头，必填的列是：{required}。",
            )
        )

    def _columns(
        self, header: int, names: dict[str, Column]
    ) -> tuple[dict[int, Column], dict[int, str]]:
        """Return the known columns and the unknown ones, by position; report what is amiss."""
        columns: dict[int, Column] = {}
        extra: dict[int, str] = {}
        for index in range(len(self._raw.rows[header])):
            key = self._header(header, index)
            column = names.get(key)
            if column in columns.values():
                self._report(
                    "column-twice", header, index, f"“{key}”列有两个。", "请删去或改名其中一个。"
                )
            elif column:
                columns[index] = column
            elif key:
                extra[index] = shown(self._value(header, index))
        absent = [c for c in self._sheet.columns if c not in columns.values()]
        taken = self._missing_columns(header, absent, extra)
        self._slips(header, [c for c in absent if not c.required], extra, taken)
        notes = [name for index, name in extra.items() if index not in taken]
        if notes:
            self._problems.add(
                InputProblem(
                    "column-unknown",
                    self._sheet.name,
                    "",
                    "、".join(notes),
                    "是不认识的列，只作备注保留。",
                    "如需读取，请用模板中的列名。",
                    "warning",
                )
            )
        return columns, extra

    def _missing_columns(
        self, header: int, absent: list[Column], extra: dict[int, str]
    ) -> set[int]:
        """Report each missing required column once, with the unknown column that may be it."""
        taken: set[int] = set()
        for column in absent:
            if not column.required:
                continue
            self._table.complete = False
            free = {name: i for i, name in extra.items() if i not in taken}
            close = near(column.name, tuple(free), 50, 1)
            cure = f"请加上这一列：{column.note}"
            where, value = "", ""
            if close:
                taken.add(free[close[0]])
                where, value = address(header, free[close[0]]), close[0]
                cure = f"“{value}”列是否就是它？是就把列名改为“{column.name}”。"
            self._problems.add(
                InputProblem(
                    "column-missing",
                    self._sheet.name,
                    where,
                    value,
                    f"缺少必填的列“{column.name}”。",
                    cure,
                )
            )
        return taken

    def _slips(
        self, header: int, absent: list[Column], extra: dict[int, str], taken: set[int]
    ) -> None:
        """Report an unknown column one slip away from a known one: its limits would be lost."""
        for index, name in extra.items():
            if index in taken or name.startswith(NOTE_PREFIX):
                continue
            column = next((c for c in absent if _one_slip(name, c.name)), None)
            if column:
                taken.add(index)
                self._report(
                    "column-mistyped",
                    header,
                    index,
                    f"与列名“{column.name}”只差一个字。",
                    f"是就改为“{column.name}”；若是另一回事，请改成“{NOTE_PREFIX}：{name}”。",
                )

    def _look_at_merged(self, header: int, columns: dict[int, Column]) -> None:
        """Report merged cells that would leave rows without the value they seem to show."""
        for (top, left), (bottom, right) in self._raw.merged:
            covered = [i for i in range(left, right + 1) if i in columns]
            if bottom <= header or not covered or is_blank(self._value(top, left)):
                continue
            if bottom > top or len(covered) > 1:
                span = f"{address(top, left)}:{address(bottom, right)}"
                self._problems.add(
                    InputProblem(
                        "cells-merged",
                        self._sheet.name,
                        span,
                        shown(self._value(top, left)),
                        "是合并单元格，只有第一格有值，其余各格是空的。",
                        "请取消合并，逐格填写。",
                    )
                )

    # -- one item a line -----------------------------------------------------------------------
    def _read_pairs(self) -> None:
        header = self._header_row({ITEM, CONTENT})
        keys = [] if header is None else [self._header(header, i) for i in range(self._width())]
        left = keys.index(ITEM) if ITEM in keys else 0
        right = keys.index(CONTENT) if CONTENT in keys else left + 1
        names = {match_key(c.name): c for c in self._sheet.columns}
        cells: dict[str, tuple[int, int]] = {}
        unknown: dict[str, int] = {}
        for number in range(self._last_row()):
            name = shown(self._value(number, left))
            key = match_key(name).strip("*")
            if key.endswith(")") and key not in names:
                key = key[: key.rfind("(")]
            column = names.get(key)
            if column and column.name in cells:
                self._report("item-twice", number, left, "这一项有两行。", "请删去一行。")
            elif column:
                cells[column.name] = (number, right)
            elif name and number != header:
                unknown[name] = number
        for column in self._sheet.columns:
            if column.name not in cells:
                self._missing_item(column, unknown, left)
        rest = [name for name in unknown if not name.startswith(EXAMPLE_MARK)]
        if rest:
            self._problems.add(
                InputProblem(
                    "column-unknown",
                    self._sheet.name,
                    "",
                    "、".join(rest),
                    "是不认识的项目，只作备注保留。",
                    "如需读取，请用模板中的项目名。",
                    "warning",
                )
            )
        row = self._row(0, cells)
        self._table.rows.append(row)

    def _missing_item(self, column: Column, unknown: dict[str, int], left: int) -> None:
        """Report a required item that is missing, or an unknown one that may be this one."""
        least = 50 if column.required else 100
        close = near(column.name, tuple(unknown), least, 1) or tuple(
            name for name in unknown if _one_slip(name, column.name)
        )
        where = address(unknown.pop(close[0]), left) if close else ""
        if column.required:
            self._table.complete = False
            cure = f"“{close[0]}”是否就是它？请改为“{column.name}”。" if close else ""
            self._problems.add(
                InputProblem(
                    "item-missing",
                    self._sheet.name,
                    where,
                    close[0] if close else "",
                    f"缺少必填的项目“{column.name}”。",
                    cure or f"请加上一行“{column.name}”：{column.note}",
                )
            )
        elif close:
            self._problems.add(
                InputProblem(
                    "column-mistyped",
                    self._sheet.name,
                    where,
                    close[0],
                    f"与项目“{column.name}”只差一个字。",
                    f"请改为“{column.name}”。",
                )
            )

    # -- cells ---------------------------------------------------------------------------------
    def _row(self, number: int, cells: dict[str, tuple[int, int]]) -> Row:
        """Read the cells of a row (or of all items) by column name."""
        values: dict[str, Any] = {}
        seen: dict[str, str] = {}
        broken: set[str] = set()
        for column in self._sheet.columns:
            if column.name not in cells:
                continue
            where = cells[column.name]
            seen[column.name] = shown(self._value(*where))
            try:
                value = self._cell(column, *where)
            except CellError as error:
                broken.add(column.name)
                self._report(error.code, *where, error.why, error.cure)
                continue
            if value is not None:
                values[column.name] = value
        places = {name: address(*where) for name, where in cells.items()}
        return Row(self._sheet.name, number + 1, values, places, seen, frozenset(broken))

    def _cell(self, column: Column, number: int, index: int) -> Any:
        """Return a cell's value, None for a blank one; raise `CellError`."""
        scan = self._raw.scan
        where = address(number, index)
        if where in scan.uncalculated:
            raise CellError(
                "公式未计算。", "请在 Excel/WPS 中打开文件，保存后再试。", "formula-uncalculated"
            )
        if where in scan.errors:
            raise CellError(
                f"公式出错（{scan.errors[where]}）。", "请改正公式，或直接填值。", "formula-error"
            )
        value = self._value(number, index)
        kind = column.kind
        if is_blank(value) or (kind.marks_nothing and says_nothing(value)):
            if column.required:
                raise CellError(f"“{column.name}”必填。", f"请填写：{column.note}", "cell-missing")
            return None
        before = len(self._reading.assumed)
        found = kind.read(value, self._reading)
        for text in self._reading.assumed[before:]:
            self._problems.add(
                InputProblem(
                    "year-assumed", self._sheet.name, where, shown(value), text, "", "assumption"
                )
            )
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
                raise CellError(f"不在计划年度（{year}）前后。", "请核对年份。")

    def _report(self, code: str, number: int, index: int, why: str, cure: str) -> None:
        self._problems.add(
            InputProblem(
                code,
                self._sheet.name,
                address(number, index),
                shown(self._value(number, index)),
                why,
                cure,
            )
        )

    def _value(self, number: int, index: int) -> CellValue:
        rows = self._raw.rows
        if number < len(rows) and 0 <= index < len(rows[number]):
            return rows[number][index]
        return ""

    def _width(self) -> int:
        return max((len(row) for row in self._raw.rows), default=0)

    def _last_row(self) -> int:
        """Return the row after the last with content, a formula without value included."""
        return max(len(self._raw.rows), self._raw.scan.last_row)

    def _is_blank(self, number: int, indices: list[int]) -> bool:
        if self._formulas and any(address(number, i) in self._formulas for i in indices):
            return False
        return all(is_blank(self._value(number, i)) for i in indices)

    def _is_example(self, number: int, columns: dict[int, Column]) -> bool:
        """Whether the sheet's first declared column begins with 示例, or the first filled cell."""
        first = next((i for i, c in columns.items() if c is self._sheet.columns[0]), None)
        filled = next((i for i in sorted(columns) if not is_blank(self._value(number, i))), None)
        return any(
            i is not None and name_text(shown(self._value(number, i))).startswith(EXAMPLE_MARK)
            for i in (first, filled)
        )


def missing_once(
    problems: ProblemList,
    code: str,
    cites: list[tuple[Row, str, str]],
    why: str,
    cure: str,
) -> None:
    """Report names that many cells cite as one warning a name: the first cell and the count."""
    by_name: dict[str, list[tuple[Row, str]]] = defaultdict(list)
    for row, column, name in cites:
        by_name[name].append((row, column))
    for name, places in by_name.items():
        row, column = places[0]
        more = f"（共 {len(places)} 处）" if len(places) > 1 else ""
        problems.add(
            InputProblem(
                code, row.sheet, row.cells.get(column, ""), name, f"{why}{more}", cure, "warning"
            )
        )
