"""A workbook as the parts of its archive: a sheet found or added, a look for dates, written back."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from xml.sax.saxutils import quoteattr

from defusedxml import ElementTree
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from inputs.sheet_scan import sheet_parts
from outputs.sheet_splice import elements, spliced

_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_TYPES, _STYLES = "[Content_Types].xml", "xl/styles.xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SHEET_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_LOCAL_DATES = frozenset((*range(27, 37), *range(50, 59)))
"""Formats that Excel in East Asia shows as dates, without a code in the file."""
_PLAIN_DATE = {"numFmtId": "14", "fontId": "0", "fillId": "0", "borderId": "0", "xfId": "0"}


class WorkbookParts:
    """The parts of an .xlsx or .xlsm file; what is not changed is written as it was read."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            self._infos = archive.infolist()
            self._parts = {info.filename: archive.read(info) for info in self._infos}
            self._sheets = sheet_parts(archive)

    def sheet(self, name: str) -> bytes:
        """Return the XML of a sheet."""
        return self._parts[self._sheets[name]]

    def put_sheet(self, name: str, data: bytes) -> None:
        """Replace the XML of a sheet."""
        self._parts[self._sheets[name]] = data

    def save(self, path: Path) -> None:
        """Write all parts, in their order."""
        with zipfile.ZipFile(path, "w") as archive:
            for info in self._infos:
                archive.writestr(info, self._parts[info.filename], info.compress_type)
            for name in self._parts.keys() - {info.filename for info in self._infos}:
                archive.writestr(name, self._parts[name], zipfile.ZIP_DEFLATED)

    @property
    def epoch(self) -> date:
        """Day 0 of the serial numbers: Excel on old Macs counts from 1904."""
        for element in ElementTree.fromstring(self._parts[_WORKBOOK]).iter(
            f"{{{_MAIN}}}workbookPr"
        ):
            if element.get("date1904") in ("1", "true"):
                return date(1904, 1, 1)
        return date(1899, 12, 30)

    def date_look(self, looks: Iterable[int]) -> int:
        """Return the first of the styles that shows a date; a plain one, made, where none does."""
        root = ElementTree.fromstring(self._parts[_STYLES])
        formats = root.iter(f"{{{_MAIN}}}numFmt")
        codes = {int(f.attrib["numFmtId"]): f.get("formatCode") for f in formats}
        styles = [x.attrib for x in root.findall(f"{{{_MAIN}}}cellXfs/{{{_MAIN}}}xf")]
        for look in looks:
            number = int(styles[look].get("numFmtId", 0)) if look < len(styles) else 0
            code = codes.get(number) or BUILTIN_FORMATS.get(number, "General")
            if is_date_format(code) or number in _LOCAL_DATES:
                return look
        for look, style in enumerate(styles):
            if all(style.get(key, "0") == value for key, value in _PLAIN_DATE.items()):
                return look
        self._add_style()
        return len(styles)

    def _add_style(self) -> None:
        data = self._parts[_STYLES]
        (span,) = elements(data, ("cellXfs",))
        prefix = span.tag.rpartition("cellXfs")[0]
        fields = " ".join(f"{key}={quoteattr(value)}" for key, value in _PLAIN_DATE.items())
        count = int(span.attributes.get("count", 0)) + 1
        opened = data[span.start : span.opened]
        counted = re.sub(rb'\bcount="\d+"', f'count="{count}"'.encode(), opened)
        at = data.rindex(b"</", span.start, span.end)
        added = f'<{prefix}xf {fields} applyNumberFormat="1"/>'.encode()
        edits = [(span.start, span.opened, counted), (at, at, added)]
        self._parts[_STYLES] = spliced(data, edits)

    # -- a sheet more --------------------------------------------------------------------------
    def add_sheet(self, name: str, widths: Iterable[int]) -> None:
        """Add an empty sheet behind the others; `widths`: of its columns, in characters."""
        number = 1
        while (part := f"xl/worksheets/sheet{number}.xml") in self._parts:
            number += 1
        columns = "".join(
            f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>'
            for n, width in enumerate(widths, start=1)
        )
        self._parts[part] = (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            f'<worksheet xmlns="{_MAIN}"><cols>{columns}</cols><sheetData/></worksheet>'
        ).encode()
        relation = self._new_relation(f"/{part}")
        workbook = self._parts[_WORKBOOK]
        sheets = elements(workbook, ("sheet",))
        ids = [int(span.attributes["sheetId"]) for span in sheets]
        attribute = next(key for key in sheets[-1].attributes if key.endswith(":id"))
        self._insert(
            _WORKBOOK,
            sheets[-1].end,
            f'<{sheets[-1].tag} name={quoteattr(name)} sheetId="{max(ids) + 1}" '
            f'{attribute}="{relation}"/>',
        )
        (types,) = elements(self._parts[_TYPES], ("Types",))
        prefix = types.tag.rpartition("Types")[0]
        self._insert(
            _TYPES,
            types.opened,
            f'<{prefix}Override PartName="/{part}" ContentType="{_SHEET_TYPE}"/>',
        )
        self._sheets[name] = part

    def _new_relation(self, target: str) -> str:
        data = self._parts[_RELATIONS]
        used = {span.attributes["Id"] for span in elements(data, ("Relationship",))}
        number = 1
        while (key := f"rId{number}") in used:
            number += 1
        (root,) = elements(data, ("Relationships",))
        prefix = root.tag.rpartition("Relationships")[0]
        tag = f"{prefix}Relationship"
        self._insert(
            _RELATIONS,
            root.opened,
            f'<{tag} Id="{key}" Type="{_SHEET_RELATION}" Target="{target}"/>',
        )
        return key

    def _insert(self, part: str, at: int, text: str) -> None:
        self._parts[part] = spliced(self._parts[part], [(at, at, text.encode())])
