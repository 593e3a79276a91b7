"""Tables on sheets that print: Chinese widths, real dates, A4, and no text that turns formula.

Each look of a cell is a named style of the workbook, made once: dressing every cell by itself
would take most of the time that a workbook of hundreds of sheets needs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property, lru_cache
from math import ceil
from weakref import WeakKeyDictionary

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

DATE_FORMAT = 'yyyy"年"m"月"d"日"'
DATE_WIDTH = 15.0
"""Columns of dates need this width: 2027年12月31日 is 14 wide, and a date too wide shows as ###."""

_GREY = PatternFill("solid", fgColor="FFE7EBF0")
_LINE = Side(style="thin", color="FF8C8C8C")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_NO_BOX = Border(left=Side(), right=Side(), top=Side(), bottom=Side())
_LINE_HEIGHT = 15.0
_MAX_HEIGHT = 409.0
"""What Excel allows a row, in points."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_MAX_TEXT = 32_767
"""What Excel allows a cell, in characters."""


@dataclass(frozen=True)
class Look:
    """How a cell looks: which of the fonts below in which size, and what is about it."""

    font: str
    size: float
    centred: bool = False
    boxed: bool = True
    wrapped: bool = True
    dated: bool = False

    @cached_property
    def name(self) -> str:
        """Its name among the workbook's styles."""
        marks = (
            (self.centred, "居中"),
            (not self.boxed, "无框"),
            (not self.wrapped, "单行"),
            (self.dated, "日期"),
        )
        return f"{self.font}{self.size:g}" + "".join(word for holds, word in marks if holds)

    def style(self) -> NamedStyle:
        """Return it as a style of a workbook."""
        return NamedStyle(
            name=self.name,
            font=_FONTS[self.font](self.size),
            fill=_GREY if self.font == "表头" else PatternFill(),
            border=_BOX if self.boxed else _NO_BOX,
            alignment=Alignment(
                horizontal="center" if self.centred else "left",
                vertical="center",
                wrap_text=self.wrapped,
            ),
            number_format=DATE_FORMAT if self.dated else "General",
        )


_FONTS: Mapping[str, Callable[[float], Font]] = {
    "正文": lambda size: Font(name="宋体", size=size),
    "标题": lambda size: Font(name="黑体", size=size),
    "表头": lambda size: Font(name="黑体", size=size),
    "分段": lambda size: Font(name="黑体", size=size),
    "附注": lambda size: Font(name="宋体", size=size, color="FF595959"),
    "链接": lambda size: Font(name="宋体", size=size, color="FF0563C1", underline="single"),
}
_SMALL = 10.5


@dataclass(frozen=True)
class Link:
    """A cell that leads to another sheet of the same workbook, or to a cell (or range) of it."""

    text: str
    sheet: str
    cell: str = "A1"


@dataclass(frozen=True)
class Band:
    """A row of one text across the table: the name of a part of it."""

    text: str


@dataclass(frozen=True)
class Line:
    """A row of one text across the table without a frame: what needs none of its columns."""

    text: str


Value = str | int | date | Link | None
Row = Sequence[Value] | Band | Line


@dataclass(frozen=True)
class Column:
    """A column: its header, its width in half-width characters, whether its cells are centred.

    A hidden one is there to be filled in and read back, and is not printed.
    """

    name: str
    width: float
    centred: bool = False
    hidden: bool = False


@dataclass(frozen=True)
class Table:
    """A sheet of one table.

    Attributes
    ----------
    name:
        The sheet's name; `sheet_names` makes names of people and units safe.
    titles:
        Lines above the header, the first the largest; repeated on each page.
    back:
        A sheet that a last line above the header leads to; empty for none.
    notes:
        Lines below the table.
    """

    name: str
    titles: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    empty: str = field(default="无")
    """What the table says where it has no rows."""
    back: str = ""
    size: float = 10.5
    """Font size of its cells. A wide table is printed smaller than it is: it needs a larger one."""
    least_height: float = 0.0
    """Least height of a row in points: room for a signature."""

    @property
    def width(self) -> float:
        """Width of what is seen of it, in half-width characters."""
        return sum(column.width for column in self.columns if not column.hidden)


def clean(text: str) -> str:
    """Return text that a cell can hold: no control characters, no lone surrogates, not too long."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))[:_MAX_TEXT]


@lru_cache(maxsize=8192)
def width_of(text: str) -> int:
    """Return a text's width in half-width characters: Chinese characters count two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def put(cell: Cell, value: Value) -> None:
    """Put a value into a cell; text stays text, whatever it begins with."""
    content = value.text if isinstance(value, Link) else value
    if isinstance(value, Link):
        quoted = value.sheet.replace("'", "''")
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!{value.cell}")
    if content == "":
        return
    if isinstance(content, str):
        text = clean(content)
        # Not `value`, which guesses what the text may be, and looks once more for what is cleaned.
        cell._value = text  # type: ignore[attr-defined]  # noqa: SLF001
        cell.data_type = "s"
        if text[:1] in {"=", "+", "-", "@"}:
            # Its look is shared with other cells, whose text needs no mark.
            cell._style = copy(cell._style)  # type: ignore[attr-defined]  # noqa: SLF001
            cell.quotePrefix = True
    else:
        cell.value = content


def new_workbook(title: str, author: str) -> Workbook:
    """Return a workbook without sheets."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.properties.title = clean(title)
    workbook.properties.creator = clean(author)
    return workbook


def add_table(workbook: Workbook, table: Table) -> Worksheet:
    """Add a sheet with the table, ready to print on A4 landscape."""
    sheet: Worksheet = workbook.create_sheet(table.name)
    last = len(table.columns)
    for number, column in enumerate(table.columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
        sheet.column_dimensions[get_column_letter(number)].hidden = column.hidden
    row = 0
    lines: tuple[str | Link, ...] = table.titles
    if table.back:
        lines = (*lines, Link(f"返回{table.back}", table.back))
    for line in lines:
        row += 1
        size = table.size * (1.6 if row == 1 else 1)
        look = Look("标题" if row == 1 else "正文", size, centred=True, boxed=False, wrapped=False)
        _across(sheet, row, last, line, look)
        sheet.row_dimensions[row].height = 1.8 * size
    row += 1
    header = row
    for number, column in enumerate(table.columns, start=1):
        fill(cell_at(sheet, row, number), column.name, Look("表头", table.size, centred=True))
    sheet.row_dimensions[row].height = _height([c.name for c in table.columns], table)
    for line_ in table.rows or (Band(table.empty),):
        row += 1
        _add_row(sheet, row, line_, table)
    for note in table.notes:
        row += 1
        _across(sheet, row, last, note, Look("附注", _SMALL, boxed=False))
        width = table.width
        sheet.row_dimensions[row].height = _LINE_HEIGHT * lines_in(note, width) + 4
    sheet.freeze_panes = f"A{header + 1}"
    set_up_print(sheet, f"1:{header}", table.titles[0] if table.titles else table.name)
    return sheet


def set_up_print(sheet: Worksheet, repeated: str, footer: str) -> None:
    """Set A4 landscape, one page wide, the repeated rows, and page numbers."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = repeated
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = 0.5
    sheet.page_margins.bottom = 0.8
    sheet.page_margins.footer = 0.4
    sheet.print_options.horizontalCentered = True
    parts = HeaderFooterItem()
    parts.left.text = clean(footer).replace("&", "&&")
    parts.center.text = "第 &P 页 共 &N 页"
    sheet.HeaderFooter.oddFooter = parts


def sheet_names(wanted: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    r"""Return a safe, unique sheet name for each: at most 31 characters, none of []:*?/\."""
    used = {name.casefold() for name in taken} | {"history"}
    names = []
    for name in wanted:
        base = re.sub(r"[\[\]:*?/\\]", "－", clean(name).replace("\n", " ")).strip("' ") or "未命名"
        candidate, number = base[:31], 1
        while candidate.casefold() in used:
            number += 1
            ending = f"（{number}）"
            candidate = base[: 31 - len(ending)] + ending
        used.add(candidate.casefold())
        names.append(candidate)
    return names


def cell_at(sheet: Worksheet, row: int, column: int) -> Cell:
    """Return a cell, made where it is not there yet.

    Raises
    ------
    TypeError
        Where it lies within merged cells.
    """
    cell = sheet.cell(row, column)
    if not isinstance(cell, Cell):
        raise TypeError(f"{sheet.title}: {cell.coordinate} lies within merged cells")
    return cell


def _add_row(sheet: Worksheet, row: int, values: Row, table: Table) -> None:
    columns = table.columns
    if isinstance(values, Line):
        _across(sheet, row, len(columns), values.text, Look("正文", table.size, boxed=False))
        scale = table.size / 10.5
        lines = lines_in(values.text, table.width / scale)
        sheet.row_dimensions[row].height = _LINE_HEIGHT * scale * lines + 4
        return
    if isinstance(values, Band):
        look = Look("分段", table.size)
        _across(sheet, row, len(columns), values.text, look)
        if len(columns) > 1:  # the frame's right side; rows above and below draw the rest of it
            _wear(cell_at(sheet, row, len(columns)), look)
        sheet.row_dimensions[row].height = 22
        return
    for number, (value, column) in enumerate(zip(values, columns, strict=True), start=1):
        font = "链接" if isinstance(value, Link) else "正文"
        look = _cell_look(font, table.size, column.centred, isinstance(value, date))
        fill(cell_at(sheet, row, number), value, look)
    sheet.row_dimensions[row].height = _height(values, table)


@cache
def _cell_look(font: str, size: float, centred: bool, dated: bool) -> Look:
    return Look(font, size, centred, dated=dated)


def _across(sheet: Worksheet, row: int, last: int, text: str | Link, look: Look) -> None:
    fill(cell_at(sheet, row, 1), text, look)
    if last > 1:
        # Not `merge_cells`, which dresses every cell of the range by itself; nor `add`, which looks
        # through all ranges for one that holds it: a sheet of a thousand bands has no other here.
        sheet.merged_cells.ranges.add(CellRange(f"A{row}:{get_column_letter(last)}{row}"))


def fill(cell: Cell, value: Value, look: Look) -> None:
    """Put a value into a cell in a look."""
    _wear(cell, look)
    put(cell, value)


_WORN: WeakKeyDictionary[Workbook, dict[Look, StyleArray]] = WeakKeyDictionary()
"""What a cell of a workbook that wears a look bears: looking the style up by name takes longer
than all else that is done for a cell."""


def _wear(cell: Cell, look: Look) -> None:
    """Give a cell its look, making the workbook's style for it where it has none yet.

    openpyxl has no public way to dress a cell but by a search through the workbook's styles.
    """
    book: Workbook = cell.parent.parent  # type: ignore[assignment]
    worn = _WORN.setdefault(book, {})
    style = worn.get(look)
    if style is None:
        # A workbook that was loaded may hold the style already: a copy marked again.
        cell.style = look.name if look.name in book.named_styles else look.style()
        style = worn[look] = cell._style  # type: ignore[attr-defined]  # noqa: SLF001
    cell._style = style  # type: ignore[attr-defined]  # noqa: SLF001


def _height(values: Sequence[Value], table: Table) -> float:
    scale = table.size / 10.5
    lines = 1
    for value, column in zip(values, table.columns, strict=True):
        text = value.text if isinstance(value, Link) else value
        if isinstance(text, str):
            lines = max(lines, lines_in(text, column.width / scale))
    return min(_MAX_HEIGHT, max(table.least_height, _LINE_HEIGHT * scale * lines + 6))


def lines_in(text: str, width: float) -> int:
    """Return how many lines a wrapped text takes in a column of this width, padding aside."""
    if not text:
        return 1
    room = max(2.0, width - 0.5)
    return sum(max(1, ceil(width_of(line) / room)) for line in clean(text).split("\n"))
