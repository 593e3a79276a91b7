"""What the values of an .xls sheet do not tell, as `sheet_scan` reads it of an .xlsx (MS-XLS).

Calamine reads the values; it gives nothing for a cell in error, and says nothing of hidden rows
and number formats. One pass over the records of the stream of the workbook.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from inputs.cell_text import address
from inputs.compound_file import CompoundFile
from inputs.sheet_scan import SheetScan, ZeroFormat, zero_format

_BOF, _EOF, _SHEET, _PASSWORD, _DATE_1904 = 0x0809, 0x000A, 0x0085, 0x002F, 0x0022
_ROW, _COLUMNS, _FORMULA, _ERROR = 0x0208, 0x007D, 0x0006, 0x0205
_FORMAT, _STYLE = 0x041E, 0x00E0
_CELLS = {0x0203, 0x027E, 0x0204, 0x00FD, 0x0006, 0x0205}
"""Records of one cell with content: number, short number, label, shared label, formula, error."""
_SEVERAL = 0x00BD
"""A record of several short numbers of one row."""
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_BIFF8 = 0x0600


@dataclass
class XlsBook:
    """What an .xls says beside its values: of each sheet by its name, and of the whole."""

    scans: dict[str, SheetScan] = field(default_factory=dict)
    starts_1904: bool = False


class PasswordError(ValueError):
    """The workbook opens with a password only."""


def scan_xls(data: bytes) -> XlsBook:
    """Read the records of an .xls.

    Raises
    ------
    PasswordError
        Where it is encrypted.
    ValueError, struct.error, KeyError
        Where it is damaged, or older than Excel 97.
    """
    container = CompoundFile(data)
    stream = container.stream("Workbook" if "Workbook" in container.names else "Book")
    book = XlsBook()
    styles: list[int] = []
    formats: dict[int, str] = {}
    starts: dict[str, int] = {}
    for kind, body in _records(stream, 0):
        if kind == _PASSWORD:
            raise PasswordError
        if kind == _BOF and struct.unpack_from("<H", body)[0] != _BIFF8:
            raise ValueError("older than Excel 97")
        if kind == _DATE_1904:
            book.starts_1904 = body[:2] == b"\1\0"
        elif kind == _FORMAT:
            formats[struct.unpack_from("<H", body)[0]] = _text(body[2:], 2)
        elif kind == _STYLE:
            styles.append(struct.unpack_from("<H", body, 2)[0])
        elif kind == _SHEET:
            starts[_text(body[6:], 1)] = struct.unpack_from("<I", body)[0]
    zeros = [zero_format(formats.get(number, "")) for number in styles]
    for name, start in starts.items():
        book.scans[name] = _scan(stream, start, zeros)
    return book


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Yield the records of one part of the stream, without those of charts in it."""
    depth = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 0:
            return
        if depth == 1:
            yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size
    raise ValueError("no end of the sheet")


def _scan(stream: bytes, start: int, zeros: list[ZeroFormat | None]) -> SheetScan:
    scan = SheetScan()
    for kind, body in _records(stream, start):
        if kind == _ROW and struct.unpack_from("<H", body, 12)[0] & 0x20:
            scan.hidden_rows.append(struct.unpack_from("<H", body)[0] + 1)
        elif kind == _COLUMNS and struct.unpack_from("<H", body, 8)[0] & 1:
            first, last = struct.unpack_from("<HH", body)
            scan.hidden_columns.extend(range(first, min(last, 255) + 1))
        elif kind == _SEVERAL:
            row, first = struct.unpack_from("<HH", body)
            for index in range((len(body) - 6) // 6):
                _see(
                    scan,
                    row,
                    first + index,
                    struct.unpack_from("<H", body, 4 + 6 * index)[0],
                    zeros,
                )
        elif kind in _CELLS:
            row, column, style = struct.unpack_from("<HHH", body)
            _see(scan, row, column, style, zeros)
            error = _error(kind, body)
            if error:
                scan.errors[address(row, column)] = error
    return scan


def _see(
    scan: SheetScan, row: int, column: int, style: int, zeros: list[ZeroFormat | None]
) -> None:
    zero = zeros[style] if style < len(zeros) else None
    if zero:
        scan.zero_formats[row, column] = zero
    if row >= scan.last_row or column >= scan.last_column:
        scan.farthest = address(row, column)
    scan.last_row = max(scan.last_row, row + 1)
    scan.last_column = max(scan.last_column, column + 1)


def _error(kind: int, body: bytes) -> str:
    """Return the error that a cell shows, or nothing."""
    if kind == _ERROR and body[7]:
        return _ERRORS.get(body[6], "#ERR")
    if kind == _FORMULA and body[12:14] == b"\xff\xff" and body[6] == 2:
        return _ERRORS.get(body[8], "#ERR")
    return ""


def _text(body: bytes, counted: int) -> str:
    """Return a string of BIFF8 whose length takes one byte or two."""
    length = int.from_bytes(body[:counted], "little")
    wide = body[counted] & 1
    start = counted + 1
    if wide:
        return body[start : start + 2 * length].decode("utf-16-le", "replace")
    return body[start : start + length].decode("latin-1")
