"""One fault is one report: with how many cells it shows in, and which."""

from __future__ import annotations

from pathlib import Path

import pytest

from inputs.problem_groups import HANDFUL, grouped
from inputs.problems import InputProblem
from inputs.reader import read
from tests.inputs.room_sheets import farm_sheets
from tests.inputs.workbooks import (
    changed,
    read_sheets,
    sheets,
    with_cell,
    with_item,
    write,
)


def problem(cell: str, value: str = "甲", why: str = "不对。", **more: str) -> InputProblem:
    return InputProblem("x", more.get("sheet", "议题"), cell, value, why, more.get("cure", "改。"))


def test_the_same_said_of_the_same_value_is_one_report_wherever_it_stands() -> None:
    (one,) = grouped([problem("J4"), problem("K9"), problem("D5", sheet="日历")])
    assert [p.where for p in one.each] == ["议题!J4", "议题!K9", "日历!D5"]
    assert one.text == "议题!J4：“甲” 不对。另有 2 处：K9、日历!D5。改法：改。"


def test_a_handful_of_different_values_stand_alone_and_more_are_one_report() -> None:
    few = [problem(f"D{n}", f"第{n}个") for n in range(HANDFUL)]
    assert grouped(few) == tuple(few)
    (one,) = grouped([*few, problem("D9", "末一个")])
    assert one.value == "第0个"
    assert [p.value for p in one.also] == ["第1个", "第2个", "第3个", "第4个", "末一个"]
    assert "另有 5 处同类：D1“第1个”、" in one.text


def test_one_kind_of_fault_down_a_column_is_one_report_whatever_the_reason() -> None:
    rows = [problem(f"A{n}", f"M{n}", f"与 A{n - 40} 重复。") for n in range(41, 81)]
    other = [problem("B7", "M7", "与 B1 重复。")]
    one, left = grouped([*rows, *other])
    assert (len(one.also), left) == (39, other[0])
    assert "A47“M47”等。" in one.text  # so many are named on a line
    assert len(one.text) < 120


def test_errors_warnings_and_problems_of_sheets_are_not_mixed() -> None:
    kept = [
        problem("D2"),
        InputProblem("x", "议题", "D3", "甲", "不对。", "改。", "warning"),
        InputProblem.of("y", "议题", "缺一列。", "加上。"),
        InputProblem.of("y", "委员", "缺一列。", "加上。"),
    ]
    assert grouped(kept) == tuple(kept)


def test_reports_stand_where_their_first_cell_stood() -> None:
    found = grouped([problem("A1", "甲"), problem("A2", "乙"), problem("A3", "甲")])
    assert [p.cell for p in found] == ["A1", "A2"]


def errors(folder: Path, content: dict[str, list[list[object]]]) -> list[tuple[str, str, int]]:
    """Return each error's code, place and number of cells."""
    found = read_sheets(folder, content).problems
    return [(p.code, p.where, len(p.each)) for p in found if p.severity == "error"]


def test_a_plans_year_that_is_wrong_is_one_report_not_one_a_date(tmp_path: Path) -> None:
    rows: list[list[object]] = [["对象", "开始", "结束"]]
    rows += [[f"M00{n}", f"2027-5-{n}", f"2027-5-{n + 9}"] for n in range(1, 9)]
    content = with_item("年度", 2024) | {"不可用": rows}
    (far,) = [p for p in read_sheets(tmp_path, content).problems if "不在计划年度" in p.why]
    assert len(far.each) == 8 * 2
    assert "核对“基本信息”的年度" in far.cure


def test_a_committees_leader_who_is_not_known_is_reported_once(tmp_path: Path) -> None:
    """Not also that the committee has nobody in charge."""
    content = with_cell("承办单位", "D2", "李副主任")
    assert errors(tmp_path, content) == [("name-unknown", "承办单位!D2", 1)]


def test_a_slip_in_the_heading_of_the_leaders_in_charge_is_one_report(tmp_path: Path) -> None:
    content = with_cell("承办单位", "D1", "分管领道")
    assert errors(tmp_path, content) == [("column-mistyped", "承办单位!D1", 1)]


def test_without_a_known_profile_rooms_are_not_missed_too(tmp_path: Path) -> None:
    content = farm_sheets()
    for row in content["基本信息"]:
        if row[0] == "规则方案":
            row[1] = "好商良"
    assert errors(tmp_path, content) == [("profile-unknown", "基本信息!B4", 1)]


def test_names_of_a_column_that_is_mostly_blank_are_not_missed_elsewhere(tmp_path: Path) -> None:
    content = changed(不可用=[["对象", "开始", "结束"], ["M001", "2027-5-1", "2027-5-5"]])
    for row in content["委员"][1:]:
        row[0] = None
    content["承办单位"][2][2] = "委员乙"
    assert errors(tmp_path, content) == [("cell-missing", "委员!A2", 8)]


@pytest.mark.parametrize("rows", [1, 300])
def test_the_length_of_a_report_does_not_grow_with_its_cells(tmp_path: Path, rows: int) -> None:
    content = sheets()
    content["委员"] = content["委员"][:1] + [
        [f"M{n:03d}", f"委员{n}", "不详", "农业", 0.9] for n in range(rows)
    ]
    (found,) = [p for p in read(write(tmp_path / "县.xlsx", content)).problems if p.cell == "C2"]
    assert len(found.each) == rows
    assert len(found.text) < 100
