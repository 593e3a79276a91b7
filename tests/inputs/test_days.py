"""日历 and 不可用: official or provisional, for all or for some."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.inputs.workbooks import changed, one_error, problem_of, read_sheets, with_item

HEADER = ["开始", "结束", "类型", "适用", "说明"]
# every statutory day of 2027 lies in one of these (the notice itself is not published)
NOTICE: list[list[Any]] = [
    HEADER,
    ["2027-1-1", "2027-1-3", "放假", "", "元旦"],
    ["2027-2-5", "2027-2-12", "放假", "", "春节"],
    ["2027-4-5", "2027-4-5", "放假", "", "清明"],
    ["2027-5-1", "2027-5-5", "放假", "", "劳动节"],
    ["2027-6-9", "2027-6-9", "放假", "", "端午"],
    ["2027-9-15", "2027-9-15", "放假", "", "中秋"],
    ["2027-10-1", "2027-10-7", "放假", "", "国庆"],
    ["2027-2-14", "2027-2-14", "调休上班", "全体", ""],
]


def test_a_whole_notice_makes_the_year_official(tmp_path: Path) -> None:
    result = read_sheets(tmp_path, changed(日历=NOTICE))
    assert result.problem is not None
    calendar = result.problem.calendar
    assert calendar.is_official
    assert calendar.is_working(date(2027, 2, 14))
    assert not calendar.is_working(date(2027, 5, 5))
    assert "calendar-provisional" not in [p.code for p in result.problems]


def test_a_part_of_a_notice_stays_provisional_and_names_what_is_missing(tmp_path: Path) -> None:
    result = read_sheets(
        tmp_path, changed(日历=[r for r in NOTICE if r[4] not in ("中秋", "清明")])
    )
    assert result.problem is not None
    assert not result.problem.calendar.is_official
    found = next(p for p in result.problems if p.code == "notice-partial")
    assert found.severity == "warning"
    assert "清明节（4月5日）" in found.why
    assert "中秋节（9月15日）" in found.why
    assert "国庆" not in found.why


def test_a_year_whose_notice_is_known_needs_no_sheet(tmp_path: Path) -> None:
    content = with_item("年度", 2026)
    for row in content["基本信息"]:
        row[1] = str(row[1]).replace("2026-", "2025-").replace("2027-", "2026-")
    problem = problem_of(tmp_path, content)
    assert problem.calendar_status == "official"
    assert not any("临时日历" in text for text in problem.assumptions)


def test_avoided_days_are_for_all_or_for_some(tmp_path: Path) -> None:
    rows = [
        HEADER,
        ["2027-4-6", "2027-4-9", "回避", "", "人代会"],
        ["2027-6-7", "2027-6-9", "回避", "委员甲、教育局、双月协商座谈会", "高考"],
        ["2027-8-1", "2027-8-2", "放假", "经济委员会", ""],
    ]
    problem = problem_of(tmp_path, changed(日历=rows))
    scopes = [b.scope for b in problem.blackouts]
    assert scopes == [(), ("M001", "教育局", "bimonthly"), ("经济委员会",)]
    assert problem.is_away("M001", date(2027, 6, 8))
    assert not problem.is_meeting_day(date(2027, 4, 7))


@pytest.mark.parametrize(
    ("row", "code", "cell"),
    [
        (["2027-5-5", "2027-5-1", "放假", "", ""], "days-backwards", "B2"),
        (["2027-5-8", "2027-5-8", "调休上班", "经济委员会", ""], "worked-for-some", "D2"),
        (["2027-5-8", "2027-5-8", "休息", "", ""], "cell-invalid", "C2"),
        (["2027-5-8", "", "放假", "", ""], "cell-missing", "B2"),
        (["2027-5-8", "2027-5-8", "回避", "经济委", ""], "name-unknown", "D2"),
        (["2017-5-8", "2027-5-8", "回避", "", ""], "cell-invalid", "A2"),
    ],
)
def test_a_wrong_row_is_named(tmp_path: Path, row: list[Any], code: str, cell: str) -> None:
    found = one_error(tmp_path, changed(日历=[HEADER, row]))
    assert (found.code, found.where) == (code, f"日历!{cell}")


def test_a_day_both_off_and_worked_is_an_error(tmp_path: Path) -> None:
    rows = [*NOTICE, ["2027-5-5", "2027-5-5", "调休上班", "", ""]]
    found = one_error(tmp_path, changed(日历=rows))
    assert (found.code, found.cell) == ("day-off-and-worked", "A10")


def test_absences_of_persons_units_and_venues(tmp_path: Path) -> None:
    content = changed(
        会场=[["名称"], ["三楼会议室"]],
        不可用=[
            ["对象", "开始", "结束"],
            ["委员乙、三楼 会议室", "2027-4-10", "2027-4-12"],
            ["李副主席", "2027-5-1", "2027-5-1"],
            ["发改局", "2027-6-1", "2027-6-2"],
        ],
    )
    found = [a.subject for a in problem_of(tmp_path, content).absences]
    assert found == ["M002", "三楼会议室", "李副主席", "发改局"]


def test_an_absence_of_nobody_known_is_an_error(tmp_path: Path) -> None:
    content = changed(不可用=[["对象", "开始", "结束"], ["委员申", "2027-4-10", "2027-4-12"]])
    found = one_error(tmp_path, content)
    assert (found.code, found.where) == ("name-unknown", "不可用!A2")
    assert "是否为“委员" in found.cure
