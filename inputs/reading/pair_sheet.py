"""基本信息: a sheet of two columns, 项目 and 内容, one item a line, read as one row."""

from __future__ import annotations

from inputs.cell_text import address, near
from inputs.reading.cells import Cells, Place, one_slip
from inputs.reading.rows import Table
from inputs.sheets import EXAMPLE_MARK, Column
from inputs.sheets.year import CONTENT, ITEM


def read_pairs(cells: Cells, table: Table) -> None:
    """Read all items into one row of the table; report items missing, twice, mistyped, unknown."""
    header = cells.header_row({ITEM, CONTENT})
    heads = [] if header is None else [cells.header((header, i)) for i in range(cells.width)]
    left = heads.index(ITEM) if ITEM in heads else 0
    right = heads.index(CONTENT) if CONTENT in heads else left + 1
    places: dict[str, Place] = {}
    unknown: dict[str, int] = {}
    for number in range(cells.end):
        place = number, left
        name = cells.text(place)
        column = cells.columns.get(cells.header(place))
        if column and column.name in places:
            cells.report("item-twice", place, "这一项有两行。", "请删去一行。")
        elif column:
            places[column.name] = number, right
        elif name and number != header:
            unknown[name] = number
    for column in cells.sheet.columns:
        if column.name not in places:
            _report_missing(cells, table, column, unknown, left)
    rest = [name for name in unknown if not name.startswith(EXAMPLE_MARK)]
    if rest:
        cells.complain(
            "column-unknown",
            "是不认识的项目，只作备注保留。",
            "如需读取，请用模板中的项目名。",
            value="、".join(rest),
            severity="warning",
        )
    table.rows.append(cells.row(0, places))


def _report_missing(
    cells: Cells, table: Table, column: Column, unknown: dict[str, int], left: int
) -> None:
    """Report a required item that is missing, or an unknown one that may be this one.

    The unknown one is taken from `unknown`: it is reported once.
    """
    least = 50 if column.required else 100
    close = near(column.name, tuple(unknown), least, 1) or tuple(
        name for name in unknown if one_slip(name, column.name)
    )
    value = close[0] if close else ""
    where = address(unknown.pop(value), left) if close else ""
    if column.required:
        table.complete = False
        cure = (
            f"“{value}”是否就是它？请改为“{column.name}”。"
            if close
            else f"请加上一行“{column.name}”：{column.note}"
        )
        cells.complain("item-missing", f"缺少必填的项目“{column.name}”。", cure, where, value)
    elif close:
        cells.complain(
            "column-mistyped",
            f"与项目“{column.name}”只差一个字。",
            f"请改为“{column.name}”。",
            where,
            value,
        )
