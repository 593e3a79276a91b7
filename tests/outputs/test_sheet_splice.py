"""A byte changed elsewhere in the office's file could be a picture, a formula or a sheet lost."""

from __future__ import annotations

from datetime import date

import pytest

from outputs.sheet_splice import SheetXml

EPOCH, MAC = date(1899, 12, 30), date(1904, 1, 1)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def put(rows: str, values: dict[tuple[int, int], str | date | None], **more: object) -> str:
    """Return what becomes of a sheet of these rows, without what is around it."""
    before, after = f'<worksheet xmlns="{MAIN}">', '<pageMargins left="0.7"/></worksheet>'
    xml = SheetXml(f"{before}{rows}{after}".encode())
    made = xml.with_cells(values, more.get("styles", {}), more.get("epoch", EPOCH)).decode()  # type: ignore[arg-type]
    assert made.startswith(before)
    assert made.endswith(after)
    return made[len(before) : -len(after)]


def test_a_cell_takes_its_place_among_those_of_its_row_which_stay_as_they_are() -> None:
    rows = (
        '<sheetData><row r="2" ht="20" spans="1:3"><c r="A2" s="4"><f>B2&gt;1</f><v>1</v></c>'
        '<c r="C2"/></row></sheetData>'
    )
    assert put(rows, {(2, 2): "甲<乙"}, styles={(2, 2): 7}) == (
        '<sheetData><row r="2" ht="20"><c r="A2" s="4"><f>B2&gt;1</f><v>1</v></c>'
        '<c r="B2" s="7" t="inlineStr"><is><t xml:space="preserve">甲&lt;乙</t></is></c>'
        '<c r="C2"/></row></sheetData>'
    )


def test_rows_are_made_in_order_between_and_behind_the_others() -> None:
    rows = '<sheetData><row r="1"><c r="A1"/></row><row r="4"/></sheetData>'
    assert put(rows, {(5, 1): "尾", (3, 1): None, (4, 1): None}) == (
        '<sheetData><row r="1"><c r="A1"/></row><row r="3"><c r="A3"/></row>'
        '<row r="4"><c r="A4"/></row>'
        '<row r="5"><c r="A5" t="inlineStr"><is><t xml:space="preserve">尾</t></is></c></row></sheetData>'
    )


def test_an_empty_sheet_and_a_prefix_of_its_own() -> None:
    made = SheetXml(f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData/></x:worksheet>'.encode())
    assert made.with_cells({(1, 1): date(2027, 1, 1)}, {}, EPOCH).decode() == (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>46388</x:v></x:c>'
        "</x:row></x:sheetData></x:worksheet>"
    )


def test_a_workbook_that_counts_from_1904() -> None:
    """46388 − 1462 days."""
    assert "<v>44926</v>" in put("<sheetData/>", {(1, 1): date(2027, 1, 1)}, epoch=MAC)


def test_cells_and_rows_without_an_address_are_counted() -> None:
    rows = '<sheetData><row><c><v>1</v></c><c t="s"><v>0</v></c></row></sheetData>'
    assert put(rows, {(1, 2): None}).count("<c") == 2


def test_the_stated_extent_grows() -> None:
    rows = '<dimension ref="A1:B3"/><sheetData><row r="3"/></sheetData>'
    assert put(rows, {(9, 5): "x"}).startswith('<dimension ref="A1:E9"/>')


def test_a_quoted_angle_bracket_ends_no_tag() -> None:
    rows = '<sheetData><row r="1" x="a>b"><c r="A1" x="a>b"><v>1</v></c></row></sheetData>'
    assert '<c r="A1" x="a>b"><v>1</v></c><c r="B1"/>' in put(rows, {(1, 2): None})


def test_what_is_no_sheet_is_refused() -> None:
    with pytest.raises(ValueError):
        SheetXml(b"<worksheet/>")
