"""A sheet with one thing a row below a header: its columns found, its rows read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from inputs.cell_text import address, is_blank, name_text, near, plain
from inputs.reading.cells import HEADER_ROWS, Cells, one_slip
from inputs.reading.rows import Table
from inputs.sheets import EXAMPLE_MARK, Column

NOTE_PREFIX = "备注"
_TOTALS = frozenset({"合计", "总计", "小计", "共计"})
_WORDS = re.compile(r"\(.*\)|\[.*\]|\*?(必填|选填|可不填)项?")
"""What a row of words below the header says in each cell, as `plain` leaves it."""


def read_rows(cells: Cells, table: Table, notes: list[str]) -> None:
    """Read every row into the table; add to `notes` what was read though it is hidden."""
    header = cells.header_row(cells.columns)
    if header is None:
        _report_no_header(cells, table)
        return
    columns, extra = _match_columns(cells, table, header)
    notes += _look_at_merged(cells, header, columns)
    hidden = {number - 1 for number in cells.raw.scan.hidden_rows}
    hidden_read = []
    for number in range(header + 1, cells.end):
        if cells.are_blank(number, (*columns, *extra)):
            continue
        if _is_example(cells, number, columns):
            table.examples += 1
            continue
        if what := _is_no_thing(cells, number, header, columns):
            notes.append(f"“{cells.sheet.name}”第{number + 1}行是{what}，没有读取。")
            continue
        if number in hidden:
            hidden_read.append(str(number + 1))
        row = cells.row(number, {column.name: (number, i) for i, column in columns.items()})
        for index, name in extra.items():
            text = cells.text((number, index))
            if text:
                row.extra[name] = text
        table.rows.append(row)
    _look_at_required(cells, table)
    if hidden_read:
        notes.append(f"“{cells.sheet.name}”第{'、'.join(hidden_read)}行被隐藏，仍已读入。")


def _report_no_header(cells: Cells, table: Table) -> None:
    empty = all(is_blank(v) for row in cells.raw.rows for v in row)
    if empty and not cells.sheet.required:
        return
    table.complete = False
    required = "、".join(c.name for c in cells.sheet.columns if c.required)
    cells.complain(
        "sheet-empty" if empty else "header-missing",
        "表是空的。" if empty else f"前 {HEADER_ROWS} 行里没有找到表头。",
        f"请写上表头，必填的列是：{required}。",
    )


def _match_columns(
    cells: Cells, table: Table, header: int
) -> tuple[dict[int, Column], dict[int, str]]:
    """Return the known columns and the unknown ones, by position; report what is amiss."""
    columns: dict[int, Column] = {}
    extra: dict[int, str] = {}
    for index in range(len(cells.raw.rows[header])):
        place = header, index
        key = cells.header(place)
        column = cells.columns.get(key)
        if column in columns.values():
            cells.report("column-twice", place, f"“{key}”列有两个。", "请删去或改名其中一个。")
        elif column:
            columns[index] = column
        elif key:
            extra[index] = cells.text(place)
    absent = [c for c in cells.sheet.columns if c not in columns.values()]
    taken = _report_missing(cells, table, header, absent, extra)
    taken |= _report_slips(cells, table, header, absent, extra, taken)
    unknown = [name for index, name in extra.items() if index not in taken]
    if unknown:
        cells.complain(
            "column-unknown",
            "是不认识的列，只作备注保留。",
            "如需读取，请用模板中的列名。",
            value="、".join(unknown),
            severity="warning",
        )
    return columns, extra


def _report_missing(
    cells: Cells, table: Table, header: int, absent: Iterable[Column], extra: Mapping[int, str]
) -> set[int]:
    """Report each missing required column once; return the unknown columns that may be one."""
    taken: set[int] = set()
    for column in absent:
        if not column.required:
            continue
        table.complete = False
        free = {name: i for i, name in extra.items() if i not in taken}
        close = near(column.name, tuple(free), 50, 1)
        cure = f"请加上这一列：{column.note}"
        where, value = "", ""
        if close:
            taken.add(free[close[0]])
            where, value = address(header, free[close[0]]), close[0]
            cure = f"“{value}”列是否就是它？是就把列名改为“{column.name}”。"
        cells.complain("column-missing", f"缺少必填的列“{column.name}”。", cure, where, value)
    return taken


def _look_at_required(cells: Cells, table: Table) -> None:
    """Trust no names of a sheet where most cells of a required column cannot be read."""
    for column in cells.sheet.columns:
        unread = sum(column.name in row.broken for row in table.rows)
        if column.required and 2 * unread > len(table.rows):
            table.complete = False


def _report_slips(
    cells: Cells,
    table: Table,
    header: int,
    absent: Iterable[Column],
    extra: Mapping[int, str],
    taken: Iterable[int],
) -> set[int]:
    """Report unknown columns one slip away from an optional one, whose limits would be lost."""
    optional = [c for c in absent if not c.required]
    slips: set[int] = set()
    for index, name in extra.items():
        if index in taken or name.startswith(NOTE_PREFIX):
            continue
        column = next((c for c in optional if one_slip(name, c.name)), None)
        if column:
            slips.add(index)
            table.mistyped.add(column.name)
            cells.report(
                "column-mistyped",
                (header, index),
                f"与列名“{column.name}”只差一个字。",
                f"是就改为“{column.name}”；若是另一回事，请改成“{NOTE_PREFIX}：{name}”。",
            )
    return slips


def _look_at_merged(cells: Cells, header: int, columns: Mapping[int, Column]) -> list[str]:
    """Report merged cells that would leave rows without the value they seem to show.

    A grouping column's are filled down, and what was done is returned in words.
    """
    filled = []
    for (top, left), (bottom, right) in cells.raw.merged:
        covered = [i for i in range(left, right + 1) if i in columns]
        if bottom <= header or not covered or is_blank(cells.value((top, left))):
            continue
        if left == right and top > header and columns[left].groups:
            cells.fill_down(left, top, bottom)
            span = f"{address(top, left)}:{address(bottom, left)}"
            value = cells.text((top, left))
            filled.append(f"“{cells.sheet.name}”{span} 是合并单元格，各行都按“{value}”读入。")
        elif bottom > top or len(covered) > 1:
            cells.complain(
                "cells-merged",
                "是合并单元格，只有第一格有值，其余各格是空的。",
                "请取消合并，逐格填写。",
                f"{address(top, left)}:{address(bottom, right)}",
                cells.text((top, left)),
            )
    return filled


def _is_no_thing(cells: Cells, number: int, header: int, columns: Mapping[int, Column]) -> str:
    """Return what a row is that stands for no thing: a total, words below the header; or nothing."""
    said = {i: cells.text((number, i)) for i in columns if cells.text((number, i))}
    lacking = any(column.required and i not in said for i, column in columns.items())
    if lacking and any(plain(text).rstrip(":") in _TOTALS for text in said.values()):
        return "合计"
    if number == header + 1 and said and all(_WORDS.fullmatch(plain(t)) for t in said.values()):
        return "填写说明"
    return ""


def _is_example(cells: Cells, number: int, columns: Mapping[int, Column]) -> bool:
    """Whether the sheet's first declared column begins with 示例, or the first filled cell."""
    first = next((i for i, c in columns.items() if c is cells.sheet.columns[0]), None)
    filled = next((i for i in sorted(columns) if not is_blank(cells.value((number, i)))), None)
    return any(
        i is not None and name_text(cells.text((number, i))).startswith(EXAMPLE_MARK)
        for i in (first, filled)
    )
