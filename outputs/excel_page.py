"""One printed page on a sheet: blocks of rows, each cell as wide as it needs, A4 upright."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from outputs.excel import Link, Look, cell_at, fill, lines_in, set_up_print

_SIZE = 10.5
_TITLE_SIZE = 16.0
_LINE_HEIGHT = 14.5


@dataclass(frozen=True)
class Part:
    """A cell of a page: its text, how many of the page's columns it takes, how it looks.

    font: 正文, 标题, 表头, 分段, 附注 or 链接, as `outputs.excel` has them.
    """

    text: str | Link
    columns: int
    font: str = "正文"
    centred: bool = False
    boxed: bool = True


def add_page(
    workbook: Workbook, name: str, widths: Sequence[float], rows: Sequence[Sequence[Part]]
) -> Worksheet:
    """Add a sheet that prints on one page, each row's parts side by side from the left."""
    sheet: Worksheet = workbook.create_sheet(name)
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for row, parts in enumerate(rows, start=1):
        column, lines = 1, 1
        for part in parts:
            look = _look(part)
            fill(cell_at(sheet, row, column), part.text, look)
            last = column + part.columns - 1
            if last > column:
                corners = f"{get_column_letter(column)}{row}:{get_column_letter(last)}{row}"
                sheet.merged_cells.ranges.add(CellRange(corners))
                fill(cell_at(sheet, row, last), "", look)
            words = part.text.text if isinstance(part.text, Link) else part.text
            lines = max(lines, lines_in(words, sum(widths[column - 1 : last]) * _SIZE / look.size))
            column = last + 1
        tall = _TITLE_SIZE * 1.8 if parts[0].font == "标题" else _LINE_HEIGHT * lines + 4
        sheet.row_dimensions[row].height = min(409.0, tall)
    first = rows[0][0].text
    set_up_print(sheet, "1:1", first.text if isinstance(first, Link) else first)
    sheet.page_setup.orientation = "portrait"
    sheet.page_setup.fitToHeight = 1
    return sheet


def _look(part: Part) -> Look:
    size = _TITLE_SIZE if part.font == "标题" else _SIZE
    return Look(part.font, size, part.centred, part.boxed)
