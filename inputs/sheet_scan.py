"""What the values of a sheet do not tell: formulas never calculated, error cells, hidden rows.

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

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_RELATION = re.compile(r"\}id$")


@dataclass
class SheetScan:
    """What a sheet's XML says beside its values; cells by address, rows counted from 1."""

    uncalculated: list[str] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
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


def scan_sheet(archive: zipfile.ZipFile, part: str) -> SheetScan:
    """Read the XML of one sheet."""
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
                _cell(scan, element, row, column)
                element.clear()
            elif event == "end" and tag == "row":
                element.clear()
    return scan


def _cell(scan: SheetScan, cell: Element, row: int, column: int) -> None:
    parts = {_local(child.tag): child for child in cell}
    value, formula = parts.get("v"), parts.get("f")
    text = (value.text or "") if value is not None else ""
    if not text and formula is None and "is" not in parts:
        return  # styled, but empty
    name = f"{_letters(column)}{row}"
    if cell.get("t") == "e":
        scan.errors[name] = text
    elif formula is not None and not text and cell.get("t") != "str":
        scan.uncalculated.append(name)
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


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
