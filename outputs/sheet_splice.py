"""Cells put into the XML of a sheet: every other byte of the workbook stays as it was.

Loading and saving a whole workbook would lose what the library does not know (pictures, shapes,
macros) and the values that Excel has calculated; a few cells of one sheet need none of that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from inputs.cell_text import column_letters

Place = tuple[int, int]
"""Row and column, both from 1."""
Value = str | date | None
"""What to put; None: nothing, the cell keeps its look."""

_EXTENT = re.compile(r"([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?")


@dataclass
class Span:
    """An element in the bytes of a part: where it begins, where its start tag ends, where it ends."""

    start: int
    opened: int
    end: int = 0
    attributes: Mapping[str, str] = field(default_factory=dict)
    tag: str = ""


@dataclass
class _Row:
    span: Span
    cells: dict[int, Span] = field(default_factory=dict)


class SheetXml:
    """A sheet's XML, looked through once for its rows, cells and columns.

    Raises
    ------
    ValueError, xml.parsers.expat.ExpatError
        Where it is no sheet, or damaged.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._sheet_data = Span(0, 0)
        self._dimension: Span | None = None
        self._rows: dict[int, _Row] = {}
        self._columns: list[tuple[int, int, int]] = []
        self._row, self._column = 0, 0
        for span in elements(data, ("dimension", "sheetData", "row", "c", "col")):
            self._look_at(span)
        if not self._sheet_data.end:
            raise ValueError("no sheetData")

    def _look_at(self, span: Span) -> None:
        kind = span.tag.rpartition(":")[2]
        if kind == "sheetData":
            self._sheet_data = span
        elif kind == "dimension":
            self._dimension = span
        elif kind == "row":
            self._row = int(span.attributes.get("r", self._row + 1))
            self._column = 0
            self._rows[self._row] = _Row(span)
        elif kind == "c":
            letters = re.match("[A-Z]*", span.attributes.get("r", ""))
            self._column = _number(letters[0]) if letters and letters[0] else self._column + 1
            self._rows[self._row].cells[self._column] = span
        else:
            first, last = int(span.attributes["min"]), int(span.attributes["max"])
            self._columns.append((first, last, int(span.attributes.get("style", 0))))

    def looks(self, place: Place) -> list[int]:
        """Return the styles that a new cell may take: its own, those above it, its column's."""
        row, column = place
        found = [row, *sorted((r for r in self._rows if r != row), reverse=True)]
        cells = [self._rows[r].cells[column] for r in found if column in self._cells(r)]
        styles = [int(cell.attributes.get("s", 0)) for cell in cells]
        return styles + [s for first, last, s in self._columns if first <= column <= last]

    def look(self, place: Place) -> int:
        """Return the style of a cell of text: its own, or its column's."""
        row, column = place
        if column in self._cells(row):
            return int(self._rows[row].cells[column].attributes.get("s", 0))
        return next((s for first, last, s in self._columns if first <= column <= last), 0)

    def _cells(self, row: int) -> Mapping[int, Span]:
        return self._rows[row].cells if row in self._rows else {}

    def with_cells(
        self, values: Mapping[Place, Value], styles: Mapping[Place, int], epoch: date
    ) -> bytes:
        """Return the sheet with these cells; `epoch`: day 0 of the workbook's serial numbers."""
        prefix = self._sheet_data.tag.rpartition("sheetData")[0]
        by_row: dict[int, dict[int, bytes]] = {}
        for place, value in sorted(values.items()):
            cell = _cell(prefix, place, value, styles.get(place, 0), epoch)
            by_row.setdefault(place[0], {})[place[1]] = cell
        edits = list(self._wider(values))
        for number, cells in by_row.items():
            if number in self._rows:
                row = self._rows[number]
                edits.append((row.span.start, row.span.end, self._row_with(prefix, row, cells)))
            else:
                after = min((r for r in self._rows if r > number), default=0)
                at = self._rows[after].span.start if after else self._end_of_rows()
                made = f'<{prefix}row r="{number}">'.encode() + b"".join(cells.values())
                edits.append((at, at, made + f"</{prefix}row>".encode()))
        if self._sheet_data.opened == self._sheet_data.end:  # <sheetData/> has no end tag yet
            start, end = self._sheet_data.start, self._sheet_data.end
            made = b"".join(new for at, _, new in edits if at == end)
            opened = f"<{prefix}sheetData>".encode() + made + f"</{prefix}sheetData>".encode()
            edits = [edit for edit in edits if edit[0] != end] + [(start, end, opened)]
        return spliced(self._data, edits)

    def _wider(self, values: Iterable[Place]) -> Iterator[tuple[int, int, bytes]]:
        """Yield the edit of the sheet's stated extent: some readers look no further than it."""
        found = _EXTENT.fullmatch(self._dimension.attributes["ref"]) if self._dimension else None
        if found is None or self._dimension is None:
            return
        rows = [int(found[2]), int(found[4] or found[2]), *(row for row, _ in values)]
        columns = [_number(found[1]), _number(found[3] or found[1]), *(c for _, c in values)]
        first, last = (f"{column_letters(most(columns) - 1)}{most(rows)}" for most in (min, max))
        tag = self._dimension.tag
        made = f'<{tag} ref="{first}:{last}"/>'.encode()
        yield self._dimension.start, self._dimension.end, made

    def _end_of_rows(self) -> int:
        if self._rows:
            return max(row.span.end for row in self._rows.values())
        return self._sheet_data.opened

    def _row_with(self, prefix: str, row: _Row, cells: Mapping[int, bytes]) -> bytes:
        kept = {c: self._data[span.start : span.end] for c, span in row.cells.items()}
        tag = self._data[row.span.start : row.span.opened].rstrip(b">").rstrip(b"/ \t\r\n")
        tag = re.sub(rb'\s+spans="[^"]*"', b"", tag)  # a hint that may no longer hold
        inside = b"".join(cell for _, cell in sorted({**kept, **cells}.items()))
        return tag + b">" + inside + f"</{prefix}row>".encode()


def elements(data: bytes, names: Iterable[str]) -> list[Span]:
    """Return the elements of these local names in the order in which they begin.

    Raises
    ------
    xml.parsers.expat.ExpatError
        Where the XML is damaged.
    """
    wanted = frozenset(names)
    found: list[Span] = []
    still_open: list[Span | None] = []
    parser = expat.ParserCreate()

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] not in wanted:
            still_open.append(None)
            return
        at = parser.CurrentByteIndex
        span = Span(at, _tag_end(data, at), attributes=attributes, tag=tag)
        still_open.append(span)
        found.append(span)

    def end(_: str) -> None:
        span = still_open.pop()
        if span is not None:
            at = parser.CurrentByteIndex
            empty = data[span.opened - 2 : span.opened] == b"/>"
            span.end = span.opened if empty else _tag_end(data, at)

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.Parse(data, True)
    return found


def spliced(data: bytes, edits: Iterable[tuple[int, int, bytes]]) -> bytes:
    """Return bytes with pieces replaced: start, end, what stands there instead; in order within a place."""
    parts, at = [], 0
    for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
        parts += [data[at:start], new]
        at = end
    return b"".join((*parts, data[at:]))


def _tag_end(data: bytes, at: int) -> int:
    """Return where the tag that begins at a byte ends; a > within quotes does not end it."""
    tag = re.compile(rb"""<(?:[^"'>]|"[^"]*"|'[^']*')*>""").match(data, at)
    return tag.end() if tag else at


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _cell(prefix: str, place: Place, value: Value, style: int, epoch: date) -> bytes:
    row, column = place
    look = f" s={quoteattr(str(style))}" if style else ""
    begin = f'<{prefix}c r="{column_letters(column - 1)}{row}"{look}'
    if value is None or value == "":
        return f"{begin}/>".encode()
    if isinstance(value, date):
        return f"{begin}><{prefix}v>{(value - epoch).days}</{prefix}v></{prefix}c>".encode()
    text = f'<{prefix}is><{prefix}t xml:space="preserve">{escape(value)}</{prefix}t></{prefix}is>'
    return f'{begin} t="inlineStr">{text}</{prefix}c>'.encode()
