"""What the values of a sheet do not tell: formulas never calculated, error cells, what is hidden.

One pass over the XML of a sheet, from which the size is known too, so that a stray cell at the
far end of a sheet is refused before anything as large as the sheet is made.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from defusedxml import ElementTree

from inputs.cell_text import address

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_RELATION = re.compile(r"\}id$")
_ZEROS = re.compile(r'(?:"(?P<quoted>[^"]*)"|(?P<plain>(?:\\.|[-A-Z])*))(?P<zeros>0{2,})')
_PICTURE = "DISPIMG("
"""The formula by which WPS puts a picture into a cell."""

ZeroFormat = tuple[str, int]
"""A number format such as 000 or "T"000: what stands before the number, and its digits."""


@dataclass
class SheetScan:
    """What a sheet's file says beside its values.

    Attributes
    ----------
    uncalculated, errors:
        Cells by address: formulas without a value, and the errors that cells show.
    hidden_rows, hidden_columns:
        Rows counted from 1, columns from 0.
    pictures, zero_formats:
        Cells by row and column from 0: pictures put in by formula (their text means nothing), and
        formats that show a number 1 as 001.
    """

    uncalculated: list[str] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    pictures: list[tuple[int, int]] = field(default_factory=list)
    zero_formats: dict[tuple[int, int], ZeroFormat] = field(default_factory=dict)
    last_row: int = 0
    last_column: int = 0
    farthest: str = ""
    """The cell with content that makes the sheet as large as it is."""


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return sheet name → the part that holds it, in the workbook's order.

    Raises
    ------
    KeyError, xml.etree.ElementTree.ParseError
        Where the archive is no workbook or is damaged.
    """
    workbook = "xl/workbook.xml"
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    target = {r.get("Id"): r.get("Target", "") for r in relations}
    parts: dict[str, str] = {}
    for element in ElementTree.fromstring(archive.read(workbook)).iter():
        if _local(element.tag) != "sheet":
            continue
        key = next((v for k, v in element.attrib.items() if _RELATION.search(k)), "")
        where = target.get(key) or ""
        joined = where.lstrip("/") if where.startswith("/") else posixpath.join("xl", where)
        parts[element.get("name") or ""] = posixpath.normpath(joined)
    return parts


def zero_format(code: str) -> ZeroFormat | None:
    """Return what a number format such as 000 or "T"000 shows; None for any other format."""
    found = _ZEROS.fullmatch(code)
    if not found:
        return None
    before = found["quoted"] or (found["plain"] or "").replace("\\", "")
    return before, len(found["zeros"])


def zero_styles(archive: zipfile.ZipFile) -> dict[str, ZeroFormat]:
    """Return the cell styles (by number, as cells cite them) that show a number with zeros."""
    if "xl/styles.xml" not in archive.namelist():
        return {}
    formats: dict[str, str] = {}
    styles: dict[str, ZeroFormat] = {}
    for element in ElementTree.fromstring(archive.read("xl/styles.xml")):
        if _local(element.tag) == "numFmts":
            formats = {f.get("numFmtId") or "": f.get("formatCode") or "" for f in element}
        elif _local(element.tag) == "cellXfs":
            for number, style in enumerate(element):
                found = zero_format(formats.get(style.get("numFmtId") or "", ""))
                if found:
                    styles[str(number)] = found
    return styles


def starts_1904(archive: zipfile.ZipFile) -> bool:
    """Whether day 0 of the workbook's dates is 1904-01-01 (old Excel for Mac)."""
    workbook = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    return any(
        element.get("date1904") in ("1", "true")
        for element in workbook
        if _local(element.tag) == "workbookPr"
    )


def scan_sheet(archive: zipfile.ZipFile, part: str, styles: dict[str, ZeroFormat]) -> SheetScan:
    """Read the XML of one sheet; `styles` as `zero_styles` gives them."""
    scan = SheetScan()
    row = column = 0
    with archive.open(part) as stream:
        for event, element in ElementTree.iterparse(stream, events=("start", "end")):
            tag = _local(element.tag)
            if event == "start" and tag == "row":
                row, column = int(element.get("r") or row + 1), 0
                if element.get("hidden") in ("1", "true"):
                    scan.hidden_rows.append(row)
            elif event == "end" and tag == "c":
                column = _column(element.get("r") or "") or column + 1
                _cell(scan, element, row, column, styles)
                element.clear()
            elif event == "end" and tag == "row":
                element.clear()
            elif event == "end" and tag == "col" and element.get("hidden") in ("1", "true"):
                first, last = int(element.get("min") or 1), int(element.get("max") or 1)
                scan.hidden_columns.extend(range(first - 1, last))
    return scan


def _cell(
    scan: SheetScan, cell: Element, row: int, column: int, styles: dict[str, ZeroFormat]
) -> None:
    parts = {_local(child.tag): child for child in cell}
    value, formula = parts.get("v"), parts.get("f")
    text = (value.text or "") if value is not None else ""
    if not text and formula is None and "is" not in parts:
        return  # styled, but empty
    name = address(row - 1, column - 1)
    if formula is not None and _PICTURE in (formula.text or ""):
        scan.pictures.append((row - 1, column - 1))
    elif cell.get("t") == "e":
        scan.errors[name] = text
    elif formula is not None and not text and cell.get("t") != "str":
        scan.uncalculated.append(name)
    style = styles and styles.get(cell.get("s") or "")
    if style:
        scan.zero_formats[row - 1, column - 1] = style
    if row > scan.last_row or column > scan.last_column:
        scan.farthest = name
    scan.last_row, scan.last_column = max(scan.last_row, row), max(scan.last_column, column)


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _column(address: str) -> int:
    """Return the column of an address, 1 for A; 0 where there is none."""
    number = 0
    for letter in address:
        if not letter.isalpha():
            break
        number = number * 26 + ord(letter) - 64
    return number
