"""Stored files, each with one oddity that offices really send: read as meant, or refused at the cell.

They were written as XML by hand or saved by LibreOffice (files/README.md), so that a reader that only
knows its own library's files is found out.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from inputs.reader import ReadResult, read
from tests.inputs.workbooks import Rows, changed, meant, problem_of, sheets

FILES = Path(__file__).parent / "files"


def result(name: str) -> ReadResult:
    return read(FILES / name)


def same(name: str, folder: Path, content: dict[str, Rows] | None = None) -> ReadResult:
    """Assert that a file means what the plain workbook does; return how it was read."""
    found = result(name)
    assert found.problem is not None, [p.text for p in found.problems]
    assert meant(found.problem) == meant(problem_of(folder, content or sheets()))
    return found


def noted(found: ReadResult, words: str) -> bool:
    return any(words in note for note in found.notes)


@pytest.mark.parametrize(
    "name",
    [
        "wps-wrong-dimension.xlsx",
        "styled-to-the-last-cell.xlsx",
        "serial-numbers-without-format.xlsx",
        "dates-of-1904.xlsx",
        "rich-text.xlsx",
        "full-width-and-blanks.xlsx",
        "saved-by-libreoffice.xlsx",
    ],
)
def test_what_is_odd_in_form_alone_is_read_as_meant(tmp_path: Path, name: str) -> None:
    same(name, tmp_path)


def test_an_old_workbook_is_read_and_that_is_said(tmp_path: Path) -> None:
    assert noted(same("saved-by-libreoffice.xls", tmp_path), "旧格式（.xls）")


def test_hidden_rows_and_sheets_are_read_and_that_is_said(tmp_path: Path) -> None:
    assert noted(same("hidden-row.xlsx", tmp_path), "“议题”第3行被隐藏，仍已读入")
    assert noted(same("hidden-sheet.xlsx", tmp_path), "“承办单位”表被隐藏，仍已读入")


def test_a_committee_merged_over_its_topics_is_each_ones(tmp_path: Path) -> None:
    content = changed(议题=[[*row] for row in sheets()["议题"]])
    content["议题"][2][2] = "经济委员会"
    found = same("merged-grouping-column.xlsx", tmp_path, content)
    assert noted(found, "“议题”C2:C3 是合并单元格，各行都按“经济委员会”读入")


def test_titles_merged_over_two_topics_are_refused_with_the_range() -> None:
    """Two topics cannot have one title; to fill it down would invent a topic."""
    found = result("merged-titles.xlsx")
    assert found.problem is None
    assert ("cells-merged", "B2:B3") in {(p.code, p.cell) for p in found.problems}


def test_a_total_and_words_below_the_header_are_no_topics(tmp_path: Path) -> None:
    found = same("words-and-total.xlsx", tmp_path)
    assert noted(found, "“议题”第4行是填写说明，没有读取")
    assert noted(found, "“议题”第8行是合计，没有读取")


def test_a_picture_in_a_cell_is_a_blank_that_is_said(tmp_path: Path) -> None:
    content = changed(议题=[[*row, ""] for row in sheets()["议题"]])
    content["议题"][0][-1] = "备注"
    assert noted(same("picture-in-a-cell.xlsx", tmp_path, content), "F2 是图片")


def test_a_formula_counts_by_its_stored_value(tmp_path: Path) -> None:
    content = changed(议题=[[*row, ""] for row in sheets()["议题"]])
    content["议题"][0][-1], content["议题"][1][-1] = "类别", "经济民生"
    same("formula-with-value.xlsx", tmp_path, content)


@pytest.mark.parametrize(
    ("name", "code", "cure"),
    [
        ("formula-without-value.xlsx", "formula-uncalculated", "Excel/WPS"),
        ("error-cell.xlsx", "formula-error", "改正公式"),
    ],
)
def test_a_formula_without_a_value_is_named_with_its_cell(name: str, code: str, cure: str) -> None:
    found = [p for p in result(name).problems if p.severity == "error"]
    assert [(p.code, p.where) for p in found] == [(code, "议题!F2")]
    assert cure in found[0].cure


def test_a_workbook_of_another_program_is_refused_with_the_cure() -> None:
    (found,) = result("saved-by-libreoffice.ods").problems
    assert found.code == "file-not-workbook"
    assert "另存为 .xlsx" in found.cure


def test_a_renamed_old_workbook_of_wps_is_told_from_an_xls(tmp_path: Path) -> None:
    path = tmp_path / "议题.et"
    shutil.copyfile(FILES / "saved-by-libreoffice.xls", path)
    (found,) = read(path).problems
    assert found.code == "file-old-format"
    assert ".et" in found.why


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_folder_of_csv_files_is_a_workbook(tmp_path: Path, encoding: str) -> None:
    """With a rare name (䶮) that GBK does not have."""
    content = sheets()
    content["领导"][5][0] = "吴䶮"
    folder = tmp_path / "表"
    folder.mkdir()
    for name, rows in content.items():
        text = "\r\n".join(",".join(f'"{v}"' for v in row) for row in rows)
        (folder / f"{name}.csv").write_bytes(text.encode(encoding))
    found = read(folder)
    assert found.problem is not None, [p.text for p in found.problems]
    assert meant(found.problem) == meant(problem_of(tmp_path, content))
