"""Rows of a notice written into the sheet 日历 of the office's workbook; nothing else is touched."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from inputs.calendar_sheet import CalendarLine, CalendarSheet
from inputs.notice.days import Stretch, row_note
from inputs.sheets.controls import CALENDAR, OFF, WORKED
from outputs.sheet_splice import Place, SheetXml, Value
from outputs.workbook_parts import WorkbookParts

_WIDTHS = (14, 14, 12, 24, 60)


def write_rows(
    source: Path,
    target: Path,
    sheet: CalendarSheet,
    added: Sequence[Stretch],
    removed: Sequence[CalendarLine],
    title: str,
) -> None:
    """Write a copy of a workbook with rows of a notice added and taken away.

    New rows take the place of those taken away, then stand below the last row. Rows that are not
    needed any more are left blank.
    """
    parts = WorkbookParts(source)
    name = sheet.name
    if not name:
        name = CALENDAR.name
        parts.add_sheet(name, _WIDTHS)
    values = _values(sheet, added, removed, title)
    xml = SheetXml(parts.sheet(name))
    # A cell without a value keeps its look too; a date needs one that shows dates.
    dated = {p for p, value in values.items() if value is not None and not isinstance(value, str)}
    looks = {
        place: parts.date_look(xml.looks(place)) if place in dated else xml.look(place)
        for place in values
    }
    parts.put_sheet(name, xml.with_cells(values, looks, parts.epoch))
    parts.save(target)


def _values(
    sheet: CalendarSheet, added: Sequence[Stretch], removed: Sequence[CalendarLine], title: str
) -> dict[Place, Value]:
    columns = dict(sheet.columns)
    header, free_row, free_column = sheet.header, *sheet.free
    values: dict[Place, Value] = {}
    if not header:
        header, free_row, free_column = free_row, free_row + 1, 1
    for column in CALENDAR.columns:
        if column.name not in columns and (not sheet.header or column.name == "说明"):
            columns[column.name] = free_column
            values[header, free_column] = column.name
            free_column += 1
    rows = sorted(line.number for line in removed)
    for number in rows[len(added) :]:  # a row half empty would be one that nobody can read
        values |= {(number, column): None for column in range(1, free_column)}
    rows += range(free_row, free_row + max(0, len(added) - len(rows)))
    for number, stretch in zip(rows, added, strict=False):
        values[number, columns["开始"]] = stretch.first
        values[number, columns["结束"]] = stretch.last
        values[number, columns["类型"]] = OFF if stretch.is_off else WORKED
        values[number, columns["说明"]] = row_note(stretch.name, title)
    return values
