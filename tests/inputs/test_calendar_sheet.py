"""Where the notice's rows may go in the office's own sheet 日历, whatever it looks like."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from inputs.calendar_sheet import CalendarSheet, read_calendar_sheet
from inputs.problems import InputErrors
from tests.inputs.workbooks import changed, with_item, write


def sheet_of(folder: Path, rows: list[list[Any]]) -> CalendarSheet:
    return read_calendar_sheet(write(folder / "县.xlsx", changed(日历=rows)))


def test_title_order_of_columns_and_own_columns_do_not_matter(tmp_path: Path) -> None:
    sheet = sheet_of(
        tmp_path,
        [
            ["我县日历"],
            ["类型", "经办", "开始", "结束", "说明"],
            ["放假", "小王", "2027-2-5", "2027-2-12", "春节"],
            ["回避", "", "2027-6-7", "2027-6-9", "高考"],
        ],
    )
    assert dict(sheet.columns) == {"类型": 1, "开始": 3, "结束": 4, "说明": 5}
    assert sheet.header == 2
    assert sheet.free == (5, 6)
    (line,) = sheet.lines
    assert (line.number, line.first, line.is_off) == (3, date(2027, 2, 5), True)


def test_rows_for_some_are_the_offices_own_business(tmp_path: Path) -> None:
    head = ["开始", "结束", "类型", "适用", "说明"]
    sheet = sheet_of(
        tmp_path,
        [
            head,
            ["2027-2-5", "2027-2-12", "放假", "经济委员会", ""],
            ["2027-2-20", "2027-2-20", "调休上班", "全体", ""],
        ],
    )
    assert [line.number for line in sheet.lines] == [3]


def test_what_is_wrong_elsewhere_does_not_stand_in_the_way(tmp_path: Path) -> None:
    path = write(tmp_path / "县.xlsx", changed(议题=[["编号"], ["T01"]]))
    assert read_calendar_sheet(path) == CalendarSheet(2027)


def test_a_broken_row_and_a_missing_year_are_refused(tmp_path: Path) -> None:
    rows = [["开始", "结束", "类型"], ["2027-2-5", "二月", "放假"]]
    with pytest.raises(InputErrors) as caught:
        sheet_of(tmp_path, rows)
    assert [p.where for p in caught.value.problems] == ["日历!B2"]
    path = write(tmp_path / "空.xlsx", with_item("年度", ""))
    with pytest.raises(InputErrors) as caught:
        read_calendar_sheet(path)
    assert "年度" in caught.value.problems[0].why


def test_a_workbook_open_elsewhere_is_not_written_over(tmp_path: Path) -> None:
    path = write(tmp_path / "县.xlsx", changed())
    (tmp_path / "~$县.xlsx").touch()
    with pytest.raises(InputErrors, match="打开"):
        read_calendar_sheet(path)
