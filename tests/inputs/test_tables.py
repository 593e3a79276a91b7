"""Sheets and columns: any order, known by name; what is missing, mistyped or merged is said once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from inputs.reader import read
from inputs.sheets import SHEETS
from tests.inputs.workbooks import (
    changed,
    errors_of,
    meant,
    one_error,
    problem_of,
    read_sheets,
    sheets,
    warnings_of,
    with_cell,
    with_column,
    write,
)


def test_order_of_sheets_and_columns_does_not_matter(tmp_path: Path) -> None:
    content = sheets()
    turned = {name: content[name] for name in reversed(content)}
    for name in ("议题", "承办单位", "领导", "委员"):
        turned[name] = [row[::-1] for row in turned[name]]
    expected = problem_of(tmp_path, content)
    found = problem_of(tmp_path, turned)
    assert meant(found) == meant(expected)


def test_a_title_above_the_header_and_blank_rows_do_no_harm(tmp_path: Path) -> None:
    content = sheets()
    content["议题"] = [["2027年候选议题表"], [], *content["议题"][:2], [], *content["议题"][2:]]
    assert len(problem_of(tmp_path, content).topics) == 3


def test_headers_with_stars_blanks_and_units_are_known(tmp_path: Path) -> None:
    content = with_column("议题", "调研天数（天）", 3)
    content["议题"][0][:2] = ["编 号*", "议题名称＊"]
    problem = problem_of(tmp_path, content)
    assert problem.topic("T01").research_days == 3


@pytest.mark.parametrize("sheet", [s.name for s in SHEETS if s.required])
def test_a_missing_sheet_is_one_problem_and_not_its_consequences(
    tmp_path: Path, sheet: str
) -> None:
    content = sheets()
    del content[sheet]
    found = one_error(tmp_path, content)
    assert found.code == "sheet-missing"
    assert f"“{sheet}”" in found.why
    assert "planner template" in found.cure


def test_a_mistyped_sheet_is_suggested(tmp_path: Path) -> None:
    content = sheets()
    content["承办单们"] = content.pop("承办单位")
    found = one_error(tmp_path, content)
    assert (found.code, found.sheet) == ("sheet-missing", "承办单们")


def test_a_mistyped_optional_sheet_is_not_passed_over(tmp_path: Path) -> None:
    """A sheet 日厉 with the columns of 日历 would lose every holiday if it were only ignored."""
    rows = [["开始", "结束", "类型"], ["2027-5-1", "2027-5-5", "放假"]]
    found = one_error(tmp_path, changed(日厉=rows))
    assert (found.code, found.sheet) == ("sheet-missing", "日厉")
    assert "日历" in found.why


def test_a_strange_sheet_is_a_warning(tmp_path: Path) -> None:
    found = warnings_of(tmp_path, changed(草稿=[["随便"]], 填写说明=[["怎么填"]]))
    assert [(p.code, p.value) for p in found] == [("sheet-unknown", "草稿")]


@pytest.mark.parametrize(
    ("sheet", "column"),
    [(s.name, c.name) for s in SHEETS if s.required for c in s.columns if c.required],
)
def test_a_missing_required_column_is_one_problem(tmp_path: Path, sheet: str, column: str) -> None:
    """One line that names the column, not 300 lines of what follows from it."""
    content = sheets()
    if sheet == "基本信息":
        content[sheet] = [row for row in content[sheet] if row[0] != column]
    else:
        index = content[sheet][0].index(column)
        content[sheet] = [row[:index] + row[index + 1 :] for row in content[sheet]]
    found = one_error(tmp_path, content)
    assert found.code in ("column-missing", "item-missing")
    assert f"“{column}”" in found.why


def test_a_mistyped_required_column_is_suggested_with_its_cell(tmp_path: Path) -> None:
    found = one_error(tmp_path, with_cell("议题", "B1", "议题名"))
    assert (found.code, found.cell, found.value) == ("column-missing", "B1", "议题名")
    assert "改为“议题名称”" in found.cure


def test_an_optional_column_one_slip_away_is_not_lost_in_silence(tmp_path: Path) -> None:
    found = one_error(tmp_path, with_column("议题", "最晚月分", 6))
    assert (found.code, found.cell) == ("column-mistyped", "F1")
    assert "“最晚月份”" in found.why


def test_unknown_columns_are_kept_as_notes_and_reported_once(tmp_path: Path) -> None:
    content = with_column("议题", "领导批示", "请重点办", "", "已阅")
    result = read_sheets(tmp_path, content)
    assert result.problem is not None
    assert result.problem.topic("T01").note == "领导批示：请重点办"
    found = [p for p in result.problems if p.severity == "warning"]
    assert [(p.code, p.sheet, p.value) for p in found] == [("column-unknown", "议题", "领导批示")]


def test_a_column_twice_is_an_error(tmp_path: Path) -> None:
    found = one_error(tmp_path, with_column("议题", "议题名称", "别的"))
    assert (found.code, found.cell) == ("column-twice", "F1")


@pytest.mark.parametrize(
    ("sheet", "cell"),
    [
        ("议题", "A2"), ("议题", "B3"), ("议题", "C2"), ("议题", "D4"), ("承办单位", "B3"),
        ("领导", "B6"), ("委员", "B2"), ("委员", "C3"), ("委员", "D9"), ("基本信息", "B2"),
    ],
)  # fmt: skip
def test_a_blank_required_cell_is_named(tmp_path: Path, sheet: str, cell: str) -> None:
    found = next(p for p in errors_of(tmp_path, with_cell(sheet, cell, "　")) if p.cell == cell)
    assert (found.code, found.sheet) == ("cell-missing", sheet)


def test_no_header_at_all_is_said(tmp_path: Path) -> None:
    found = one_error(tmp_path, changed(议题=[["甲", "乙"], ["丙", "丁"]]))
    assert (found.code, found.sheet) == ("header-missing", "议题")
    assert "议题名称" in found.cure


@pytest.mark.parametrize("sheet", ["议题", "承办单位", "领导", "委员"])
def test_a_sheet_with_only_a_header_is_called_empty(tmp_path: Path, sheet: str) -> None:
    content = sheets()
    content[sheet] = content[sheet][:1]
    found = [p for p in errors_of(tmp_path, content) if p.code == "sheet-empty"]
    assert [p.sheet for p in found] == [sheet]


def test_a_formula_never_calculated_is_no_blank_cell(tmp_path: Path) -> None:
    """openpyxl writes formulas without their value: read as blank, a limit would be lost."""
    found = one_error(tmp_path, with_column("议题", "最早月份", "=1+2"))
    assert (found.code, found.cell) == ("formula-uncalculated", "F2")
    assert "公式未计算" in found.why


def test_a_row_of_uncalculated_formulas_below_the_table_is_seen(tmp_path: Path) -> None:
    found = errors_of(tmp_path, with_cell("议题", "A6", '="T"&"04"'))
    assert [p.cell for p in found if "公式" in p.why] == ["A6"]


def test_an_error_value_is_shown_as_such(tmp_path: Path) -> None:
    path = write(tmp_path / "县.xlsx", with_column("议题", "最早月份", "x"))
    book = load_workbook(path)
    book["议题"]["F2"].value = "#REF!"
    book["议题"]["F2"].data_type = "e"
    book.save(path)
    found = [p for p in read(path).problems if p.severity == "error"]
    assert [(p.cell, "#REF!" in p.why) for p in found] == [("F2", True)]


def merged(folder: Path, cells: str, content: dict[str, list[list[Any]]]) -> Path:
    path = write(folder / "县.xlsx", content)
    book = load_workbook(path)
    book["议题"].merge_cells(cells)
    book.save(path)
    return path


def test_merged_cells_over_rows_are_named_with_their_range(tmp_path: Path) -> None:
    """Only the first of the merged cells has the value: the other topic would lose its body."""
    found = [p for p in read(merged(tmp_path, "E2:E3", sheets())).problems]
    assert [(p.code, p.cell) for p in found if p.severity == "error"] == [("cells-merged", "E2:E3")]


def test_a_merged_title_above_the_header_does_no_harm(tmp_path: Path) -> None:
    content = sheets()
    content["议题"] = [["2027年候选议题"], *content["议题"]]
    assert read(merged(tmp_path, "A1:E1", content)).problem is not None


def test_hidden_rows_are_read_and_said(tmp_path: Path) -> None:
    path = write(tmp_path / "县.xlsx", sheets())
    book = load_workbook(path)
    book["议题"].row_dimensions[3].hidden = True
    book.save(path)
    result = read(path)
    assert result.problem is not None
    assert len(result.problem.topics) == 3
    assert any("第3行被隐藏" in note for note in result.notes)


def test_example_rows_are_skipped_and_said(tmp_path: Path) -> None:
    content = sheets()
    content["议题"].insert(1, ["示例T00", "示例", "某委", 9, "没有的单位"])
    result = read_sheets(tmp_path, content)
    assert result.problem is not None
    assert [t.id for t in result.problem.topics] == ["T01", "T02", "T03"]
    assert any("跳过示例：“议题”1 行" in note for note in result.notes)


def test_what_was_read_is_counted(tmp_path: Path) -> None:
    notes = read_sheets(tmp_path, sheets()).notes
    assert notes[0] == "读入 3 个议题、3 个承办单位、5 名领导、8 名委员。"


@pytest.mark.parametrize("mark", ["/", "—", "无", "-"])
def test_marks_for_nothing_are_blank(tmp_path: Path, mark: str) -> None:
    problem = problem_of(tmp_path, with_column("议题", "相关部门", mark, "", ""))
    assert problem.topic("T01").departments == ()


def test_a_date_of_a_far_year_is_a_slip(tmp_path: Path) -> None:
    found = one_error(tmp_path, with_column("议题", "决策时间", "2072-6-1"))
    assert (found.cell, "年度" in found.why) == ("F2", True)


def test_a_problem_reads_as_one_plain_line(tmp_path: Path) -> None:
    found = one_error(tmp_path, with_cell("议题", "D2", 9))
    assert found.where == "议题!D2"
    assert found.text.startswith("议题!D2：“9” 不在 1—5 之间。改法：")
