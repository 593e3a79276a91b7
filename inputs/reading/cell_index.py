"""Where the workbook says what, so that a reason found long after reading can name the cell."""

from __future__ import annotations

import re

from inputs.reading.rows import Table, Tables
from planner.domain import SheetCells

_NAMED_BY = ("编号", "名称", "姓名")
"""The columns by which a row is known; the first that is filled comes first."""


def cell_index(tables: Tables) -> dict[str, SheetCells]:
    """Return the places of every sheet that has rows, by the sheet's name."""
    return {name: _places(table) for name, table in tables.by_name.items() if table.rows}


def _places(table: Table) -> SheetCells:
    if table.sheet.layout == "pairs":
        return SheetCells(columns=dict(table.rows[0].cells))
    columns: dict[str, str] = {}
    rows: dict[str, int] = {}
    for row in table.rows:
        for column, address in row.cells.items():
            columns.setdefault(column, re.sub(r"\d+$", "", address))
        for column in _NAMED_BY:
            if row.has(column):
                rows.setdefault(row.text(column), row.number)
    order = [column.name for column in table.sheet.columns if column.name in columns]
    return SheetCells(columns={name: columns[name] for name in order}, rows=rows)
