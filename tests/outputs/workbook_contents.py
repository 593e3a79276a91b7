"""All that a workbook holds, as plain values: to compare a copy with its original."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

Contents = dict[str, dict[str, Any]]
Marked = frozenset[tuple[str, str]]
"""Cells whose fill and note differ: sheet and address."""


def contents(path: Path, marked: Marked = frozenset()) -> Contents:
    """Return what a workbook holds, by sheet, without the sheet 问题清单.

    Cells with what they look like, sizes, and all that is set on a sheet; under "" what is set on
    the workbook. Of marked cells the fill and the note are left out.
    """
    book = openpyxl.load_workbook(path, rich_text=True)
    found: Contents = {
        "": {
            "names": {k: v.attr_text for k, v in book.defined_names.items()},
            "sheets": [(s.title, s.sheet_state) for s in book if s.title != "问题清单"],
        }
    }
    for sheet in book.worksheets:
        if sheet.title != "问题清单":
            here = frozenset(cell for name, cell in marked if name == sheet.title)
            found[sheet.title] = _cells(sheet, here) | {"settings": _settings(sheet)}
    return found


def values(path: Path) -> dict[str, list[list[Any]]]:
    """Return the cells' values as another reader sees them, without the sheet 问题清单."""
    book = CalamineWorkbook.from_path(path)
    return {
        name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for name in book.sheet_names
        if name != "问题清单"
    }


def _cells(sheet: Worksheet, marked: frozenset[str]) -> dict[str, Any]:
    found = {}
    for row in sheet.iter_rows():
        for cell in row:
            if not hasattr(cell, "hyperlink") or not (cell.has_style or cell.value is not None):
                continue
            looks = [cell.font, cell.border, cell.alignment, cell.protection, cell.number_format]
            if cell.coordinate not in marked:
                looks += [cell.fill, cell.comment and (cell.comment.text, cell.comment.author)]
            elif cell.value is None:
                continue  # a blank cell may be there for its mark alone
            link = cell.hyperlink and (cell.hyperlink.location, cell.hyperlink.target)
            value = getattr(cell.value, "text", cell.value)  # an array formula's text
            found[cell.coordinate] = (repr(value), cell.data_type, [_plain(x) for x in looks], link)
    return found


def _plain(look: Any) -> str:
    """Return a look in words; what is false by default and not written is the same as false."""
    return repr(look).replace("=False", "=None")


def _settings(sheet: Worksheet) -> dict[str, Any]:
    columns = {k: (d.width, d.hidden, d.min, d.max) for k, d in sheet.column_dimensions.items()}
    rows = {
        k: (d.height, d.hidden) for k, d in sheet.row_dimensions.items() if d.height or d.hidden
    }
    return {
        "columns": columns,
        "rows": rows,
        "merged": sorted(str(r) for r in sheet.merged_cells.ranges),
        "panes": sheet.freeze_panes,
        "titles": (sheet.print_title_rows, sheet.print_title_cols, sheet.print_area),
        "page": repr(sheet.page_setup) + repr(sheet.page_margins) + repr(sheet.print_options),
        "footer": [
            (item.left.text, item.center.text, item.right.text)
            for item in (sheet.oddHeader, sheet.oddFooter, sheet.evenFooter, sheet.firstFooter)
        ],
        "filter": repr(sheet.auto_filter),
        "protection": repr(sheet.protection),
        "validations": [repr(v) for v in sheet.data_validations.dataValidation],
        "conditions": [
            (str(c.sqref), [repr(r) for r in c.rules]) for c in sheet.conditional_formatting
        ],
        "tables": {name: table.ref for name, table in dict.items(sheet.tables)},
    }
