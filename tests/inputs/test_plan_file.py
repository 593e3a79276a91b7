"""A plan read back: what the office edited is what is judged, and a slip is said with its cell."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from inputs.plan_file import read_plan
from inputs.problems import InputErrors, InputProblem
from outputs.plan_workbook import write_plan_workbook
from planner.check import judge
from planner.dates import HalfDay
from planner.plan import Plan
from tests.full_plan import full_county, full_plan

COUNTY = full_county()


def written(folder: Path) -> Path:
    path = folder / "年度 协商计划.xlsx"
    write_plan_workbook(full_plan(), COUNTY, path)
    return path


def edited(folder: Path, sheet: str, edit: Callable[[Worksheet], None]) -> Path:
    path = written(folder)
    book = openpyxl.load_workbook(path)
    edit(book[sheet])
    book.save(path)
    return path


def cell(sheet: Worksheet, row_with: str, column: str) -> str:
    """Return the address of a column's cell in the first row that has a value."""
    rows = list(sheet.iter_rows())
    header = next(r for r in rows if column in [c.value for c in r])
    index = [c.value for c in header].index(column)
    found = next(r for r in rows if row_with in [c.value for c in r])
    return str(found[index].coordinate)


def put(row_with: str, column: str, value: object) -> Callable[[Worksheet], None]:
    def edit(sheet: Worksheet) -> None:
        sheet[cell(sheet, row_with, column)] = value

    return edit


def refused(path: Path) -> list[InputProblem]:
    with pytest.raises(InputErrors) as error:
        read_plan(path, COUNTY)
    return list(error.value.problems)


def hand_made(folder: Path, *rows: tuple[object, ...], header: tuple[str, ...] = ()) -> Path:
    path = folder / "手工.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "计划"
    sheet.append(header or ("场次", "日期", "协商议题", "时段", "主持人", "委员"))
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def test_the_workbook_reads_back_as_the_same_plan(tmp_path: Path) -> None:
    """Every session field, and every part of the plan but how it was found and judged."""
    plan, back = full_plan(), read_plan(written(tmp_path), COUNTY)
    assert back.by_date() == plan.by_date()
    unread: dict[str, object] = {"stages": (), "status": "feasible", "compliance": ()}
    assert back == plan.replace(sessions=back.sessions, **unread)


def test_a_plan_read_from_the_workbook_is_judged_as_the_plan_itself(tmp_path: Path) -> None:
    """`planner check` must say the same of plan.json and of the workbook made from it."""
    plan = full_plan().replace(stages=())
    back = read_plan(written(tmp_path), COUNTY)
    assert judge(back, COUNTY) == judge(plan, COUNTY)


def test_plan_json_reads_back_as_the_same_plan(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_text(full_plan().to_json(), encoding="utf-8-sig")
    assert read_plan(path, COUNTY) == full_plan()


def test_an_edited_date_is_what_is_read(tmp_path: Path) -> None:
    path = edited(tmp_path, "计划", put("bimonthly-2", "日期", "2027年3月25日"))
    moved = read_plan(path, COUNTY).session("bimonthly-2")
    assert moved is not None
    assert moved.date == date(2027, 3, 25)


def test_a_workbook_by_hand_needs_only_the_sheet_plan(tmp_path: Path) -> None:
    """The merged session is known by its slot and day; what is not said stays empty."""
    path = hand_made(
        tmp_path,
        ("bimonthly-1", "2027-1-12", "议题1", None, "主席甲", "委员4、委员5"),
        ("bimonthly-2", date(2027, 3, 18), "T04", "下午 14:30—17:00", "副主席乙", "M001，委员2"),
    )
    plan = read_plan(path, COUNTY)
    merged, second = plan.by_date()
    assert merged.merged_with_plenary
    assert merged.form == "bimonthly"
    assert merged.topics == ("T01",)
    assert merged.members == ("M004", "M005")
    assert (second.half_day, second.start, second.end) == (HalfDay.PM, "14:30", "17:00")
    assert second.topics == ("T04",)
    assert second.members == ("M001", "M002")
    assert second.date_status == "provisional"
    assert (second.lead_body, second.milestones, second.papers) == ("", (), ())
    assert judge(plan, COUNTY)  # a sparse plan is judged, not refused


def test_all_problems_are_reported_together_each_with_its_cell(tmp_path: Path) -> None:
    path = hand_made(
        tmp_path,
        ("bimonthly-2", "三月中旬", "议题1", "", "主席假", "张三"),
        ("", date(2027, 5, 20), "议题99", "不定", "", ""),
    )
    found = {(p.cell, p.code) for p in refused(path)}
    assert found == {
        ("B2", "cell-invalid"),
        ("E2", "name-unknown"),
        ("F2", "name-shared"),
        ("A3", "cell-missing"),
        ("C3", "name-unknown"),
        ("D3", "cell-invalid"),
    }
    shared = next(p for p in refused(path) if p.code == "name-shared")
    assert "M020" in shared.why
    assert "M021" in shared.why
    assert "编号" in shared.cure


@pytest.mark.parametrize(
    ("sheet", "row", "column", "value", "code"),
    [
        ("计划", "bimonthly-2", "月份", "5月", "cells-disagree"),
        ("计划", "bimonthly-2", "议题编号", "T01", "cells-disagree"),
        ("计划", "bimonthly-2", "委员", "委员1（M001）", "cells-disagree"),
        ("计划", "bimonthly-2", "委员", "委员1（M002）", "name-and-id"),
        ("计划", "bimonthly-2", "协商部门", "发改局", "cells-disagree"),
        ("计划", "bimonthly-2", "状态", "也许", "cell-invalid"),
        ("计划", "bimonthly-2", "协商形式", "茶话会", "cell-invalid"),
        ("计划", "bimonthly-2", "牵头单位", "经济委员会、教育委员会", "cell-invalid"),
        ("人员安排", "M001", "姓名", "委员9", "name-and-id"),
        ("人员安排", "M001", "类别", "旁听", "cell-invalid"),
        ("筹备节点", "部署动员会", "开始", "", "cell-missing"),
        ("筹备节点", "部署动员会", "节点", "誓师会", "cell-invalid"),
        ("筹备节点", "部署动员会", "场次", "bimonthly-9", "session-unknown"),
        ("筹备节点", "调研", "调研组", "副主席乙、委员3（M003）", "cells-disagree"),
        ("文稿", "发改局情况介绍", "截止", "尽快", "cell-invalid"),
        ("议程", "部门介绍情况", "分钟", "十来分钟", "cell-invalid"),
        ("未入选说明", "T05", "议题编号", "T77", "name-unknown"),
        ("偏离事项", "提前期", "规则", "提前起", "cell-invalid"),
    ],
)
def test_a_slip_in_any_sheet_is_refused_with_its_sheet(
    tmp_path: Path, sheet: str, row: str, column: str, value: str, code: str
) -> None:
    found = refused(edited(tmp_path, sheet, put(row, column, value)))
    assert (sheet, code) in {(p.sheet, p.code) for p in found} or (
        code == "cells-disagree" and ("计划", code) in {(p.sheet, p.code) for p in found}
    )
    assert all(p.cure for p in found)


def test_a_milestone_deleted_in_the_workbook_is_gone(tmp_path: Path) -> None:
    """So that `check` can find the rule that misses it."""

    def delete(sheet: Worksheet) -> None:
        address = cell(sheet, "工作协调会", "节点")
        sheet.delete_rows(sheet[address].row)

    back = read_plan(edited(tmp_path, "筹备节点", delete), COUNTY).session("bimonthly-2")
    assert back is not None
    assert back.milestone("coordination") is None
    assert back.milestone("research") is not None


def test_a_workbook_without_the_sheet_or_its_header_says_so(tmp_path: Path) -> None:
    path = hand_made(tmp_path, header=("甲", "乙"))
    assert [p.code for p in refused(path)] == ["columns-missing"]
    book = openpyxl.load_workbook(path)
    book.worksheets[0].title = "别的"
    book.save(path)
    assert [p.code for p in refused(path)] == ["sheet-missing"]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("plan.json", None, "file-missing"),
        ("plan.json", b"\xff\xfe\x00", "file-not-utf8"),
        ("plan.json", b'{"format": ', "plan-not-json"),
        ("plan.json", b"[" * 100_000, "plan-not-json"),
        ("plan.json", b"[1, 2]", "plan-format"),
        ("plan.json", b'{"format": "consultation-plan/9"}', "plan-format"),
        ("plan.xlsx", b"not a workbook", "file-not-workbook"),
        ("plan.xlsx", None, "file-missing"),
    ],
)
def test_a_file_that_is_no_plan_is_refused_in_words(
    tmp_path: Path, name: str, data: bytes | None, code: str
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    found = refused(tmp_path / name)
    assert [p.code for p in found] == [code]
    assert found[0].cure


def test_an_edited_field_of_plan_json_is_named_in_words(tmp_path: Path) -> None:
    data = json.loads(full_plan().to_json())
    by_id = {s["id"]: s for s in data["sessions"]}
    by_id["bimonthly-2"]["date"] = "三月"
    by_id["bimonthly-2"]["state"] = "maybe"
    del by_id["bimonthly-2"]["milestones"][1]["start"]
    del data["year"]
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    found = {p.sheet: p for p in refused(path)}
    assert set(found) == {
        "年度",
        "场次 bimonthly-2 · 日期",
        "场次 bimonthly-2 · 状态",
        "场次 bimonthly-2 · 节点 第2个 · 开始",
    }
    assert found["场次 bimonthly-2 · 日期"].value == "三月"
    assert "tentative" in found["场次 bimonthly-2 · 状态"].cure
    assert not [p for p in found.values() if any("a" <= c <= "z" for c in p.why)]


def test_an_empty_plan_reads_back_empty(tmp_path: Path) -> None:
    path = tmp_path / "年度协商计划.xlsx"
    write_plan_workbook(Plan(year=2027), COUNTY, path)
    assert read_plan(path, COUNTY).sessions == ()
