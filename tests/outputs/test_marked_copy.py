"""The marked copy: what is wrong is seen where it is, and everything else is as it was."""

from __future__ import annotations

import os
import shutil
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from inputs.problems import InputProblem
from inputs.reader import ReadResult, read
from outputs.cell_marks import AUTHOR, COLOURS, HEADING
from outputs.marked_copy import UncopyableError, write_marked_copy
from planner.files import FileBusyError
from tests.inputs import workbooks
from tests.outputs.workbook_contents import Marked, contents, values

HERE = Path(__file__).parent
EXAMPLES = HERE.parent.parent / "examples"
LIBREOFFICE = HERE.parent / "inputs" / "files" / "libreoffice.xlsx"
LIST = "问题清单"
HEADER = 6
"""The row of the list's header."""


def faulty() -> dict[str, workbooks.Rows]:
    """Errors in four cells (one of them two problems), a warning, assumptions, an unknown column."""
    content = workbooks.with_column("议题", "合计")
    content["议题"][1][3] = "高"
    content["议题"][2][1] = None
    content["议题"][3][4] = "经济委会、教育委会"
    content["承办单位"][1][2] = "孙主任"
    content["委员"][3][0] = "M001"
    return content


def copied(path: Path, name: str = "副本.xlsx") -> tuple[ReadResult, Path]:
    """Read a workbook and write its marked copy beside it."""
    result = read(path)
    target = path.parent / name
    write_marked_copy(path, result.problems, target)
    return result, target


def list_rows(path: Path) -> list[list[Any]]:
    """Return the list's rows below its header, as values."""
    sheet = openpyxl.load_workbook(path)[LIST]
    return [[c.value for c in row] for row in sheet.iter_rows(min_row=HEADER + 1)]


def marked_cells(result: ReadResult) -> Marked:
    found = (one for problem in result.problems for one in problem.each)
    return frozenset((one.sheet, one.cell) for one in found if one.cell)


def colour(sheet: Worksheet, address: str) -> str:
    fill = sheet[address].fill
    return str(fill.fgColor.rgb) if fill.fill_type == "solid" else ""


def note(sheet: Worksheet, address: str) -> str:
    comment = sheet[address].comment
    return comment.text if comment else ""


@pytest.fixture
def county(tmp_path: Path) -> Path:
    return workbooks.write(tmp_path / "县.xlsx", faulty())


# -- the marks ----------------------------------------------------------------------------------
def test_every_cell_that_a_problem_names_is_filled_and_noted(county: Path) -> None:
    result, target = copied(county)
    book = openpyxl.load_workbook(target)
    cells = marked_cells(result)
    assert {("议题", "D2"), ("议题", "B3"), ("议题", "E4"), ("委员", "A4")} <= cells
    for problem in result.problems:
        for one in problem.each:
            if one.cell:
                assert colour(book[one.sheet], one.cell) in COLOURS.values()
                assert one.why in note(book[one.sheet], one.cell)
                assert one.cure in note(book[one.sheet], one.cell)


def test_the_fill_and_the_word_tell_errors_from_warnings_and_assumptions(tmp_path: Path) -> None:
    content = faulty()
    content["日历"] = [["开始", "结束", "类型"], ["5月1日", "2027-5-5", "放假"]]  # of which year?
    result, target = copied(workbooks.write(tmp_path / "县.xlsx", content))
    book = openpyxl.load_workbook(target)
    seen = {}
    for one in result.problems:
        if one.cell:
            seen[one.severity] = (
                colour(book[one.sheet], one.cell),
                note(book[one.sheet], one.cell).split("\n")[1].removeprefix("1. ")[:2],
            )
    assert seen == {
        "error": (COLOURS["error"], "错误"),
        "warning": (COLOURS["warning"], "提醒"),
        "assumption": (COLOURS["assumption"], "假定"),
    }


def test_several_problems_of_a_cell_are_one_note_numbered(county: Path) -> None:
    """E4 names two bodies that there are not."""
    _, target = copied(county)
    words = note(openpyxl.load_workbook(target)["议题"], "E4")
    assert "1. 错误：“经济委会”" in words
    assert "2. 错误：“教育委会”" in words
    assert words.count(HEADING) == 1


def test_the_gravest_of_a_cells_problems_gives_its_fill(county: Path) -> None:
    problems = [
        InputProblem("x", "议题", "B2", "", "是错的。"),
        InputProblem("y", "议题", "B2", "", "看一看。", severity="warning"),
    ]
    target = county.parent / "副本.xlsx"
    write_marked_copy(county, problems, target)
    sheet = openpyxl.load_workbook(target)["议题"]
    assert colour(sheet, "B2") == COLOURS["error"]
    assert "2. 提醒：看一看。" in note(sheet, "B2")


def test_of_merged_cells_the_one_that_shows_is_marked(tmp_path: Path) -> None:
    path = workbooks.write(tmp_path / "县.xlsx", workbooks.sheets())
    book = openpyxl.load_workbook(path)
    book["议题"].merge_cells("E2:E3")
    book.save(path)
    problems = [
        *read(path).problems,
        InputProblem("x", "议题", "E3", "", "这一格在合并区里。"),
    ]
    assert any(p.cell == "E2:E3" for p in problems)
    target = tmp_path / "副本.xlsx"
    write_marked_copy(path, problems, target)
    sheet = openpyxl.load_workbook(target)["议题"]
    assert colour(sheet, "E2") == COLOURS["error"]
    assert "合并单元格" in note(sheet, "E2")
    assert [str(r) for r in sheet.merged_cells.ranges] == ["E2:E3"]


def test_a_cell_beyond_the_sheets_last_is_marked(county: Path) -> None:
    problems = [InputProblem("x", "议题", "Z99", "", "应当填写。")]
    target = county.parent / "副本.xlsx"
    write_marked_copy(county, problems, target)
    assert colour(openpyxl.load_workbook(target)["议题"], "Z99") == COLOURS["error"]


def test_a_users_own_note_is_kept_above_ours(county: Path) -> None:
    book = openpyxl.load_workbook(county)
    book["议题"]["D2"].comment = Comment("等县委定", "张三")
    book["议题"]["A2"].comment = Comment("另一条", "李四")
    book.save(county)
    _, target = copied(county)
    sheet = openpyxl.load_workbook(target)["议题"]
    assert note(sheet, "D2").startswith(f"等县委定\n\n{HEADING}\n错误：“高”")
    assert sheet["D2"].comment.author == "张三"
    assert (note(sheet, "A2"), sheet["A2"].comment.author) == ("另一条", "李四")
    assert sheet["B3"].comment.author == AUTHOR


def test_a_sheet_whose_name_has_blanks_is_the_one_that_is_marked(tmp_path: Path) -> None:
    content = faulty()
    content["议 题"] = content.pop("议题")
    result, target = copied(workbooks.write(tmp_path / "县.xlsx", content))
    assert ("议题", "D2") in marked_cells(result)
    book = openpyxl.load_workbook(target)
    assert colour(book["议 题"], "D2") == COLOURS["error"]
    link = next(r[2].hyperlink for r in book[LIST].iter_rows(min_row=7) if r[2].value == "议题!D2")
    assert link.location == "'议 题'!D2"


# -- the list -----------------------------------------------------------------------------------
def test_the_list_is_first_with_errors_on_top_and_counts(county: Path) -> None:
    result, target = copied(county)
    book = openpyxl.load_workbook(target)
    assert book.sheetnames[0] == LIST
    assert book.active.title == LIST
    assert [s.title for s in book.worksheets if s.sheet_view.tabSelected] == [LIST]
    rows = list_rows(target)
    assert [row[0] for row in rows] == list(range(1, len(result.problems) + 1))
    words = [row[1] for row in rows]
    assert words == sorted(words, key=["错误", "提醒", "假定"].index)
    count = {word: words.count(word) for word in ("错误", "提醒", "假定")}
    said = "，".join(f"{word} {number} 处" for word, number in count.items())
    cells = len(marked_cells(result))
    assert book[LIST]["A2"].value == f"{said}；共标出 {cells} 个单元格"
    first = next(row for row in rows if row[2] == "议题!D2")
    assert first[3:] == ["高", "不是整数。", "请填 5（最高）、4、3、2、1，或“指定”。"]
    assert "原工作簿没有改动" in book[LIST]["A3"].value
    assert "图形、图片" in book[LIST]["A5"].value


def test_the_list_comes_before_a_chart_on_a_sheet_of_its_own(county: Path) -> None:
    book = openpyxl.load_workbook(county)
    book.create_chartsheet("图", 0).add_chart(BarChart())
    book.save(county)
    _, target = copied(county)
    book = openpyxl.load_workbook(target)
    assert book.sheetnames[:2] == [LIST, "图"]
    assert book.active.title == LIST
    assert not book["图"].sheetViews.sheetView[0].tabSelected


def test_the_list_is_set_up_to_be_filtered_and_printed(county: Path) -> None:
    result, target = copied(county)
    sheet = openpyxl.load_workbook(target)[LIST]
    last = HEADER + len(result.problems)
    assert sheet.auto_filter.ref == f"A{HEADER}:F{last}"
    assert sheet.freeze_panes == f"A{HEADER + 1}"
    assert sheet.print_title_rows == f"${HEADER}:${HEADER}"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.cell(last, 5).alignment.wrap_text
    colours = {row[1].value: row[1].fill.fgColor.rgb for row in sheet.iter_rows(min_row=HEADER + 1)}
    assert colours == {
        "错误": COLOURS["error"],
        "提醒": COLOURS["warning"],
        "假定": COLOURS["assumption"],
    }
    assert sheet.cell(last, 3).fill.fill_type is None


@pytest.mark.parametrize(
    "name", ["甲 乙", "局's", "O'Neil 'x'", "a(b)（丙）", "1-2!3", "D2", "=和"]
)
def test_links_lead_to_the_cell_whatever_the_sheet_is_called(tmp_path: Path, name: str) -> None:
    path = workbooks.write(tmp_path / "县.xlsx", {name: [["x"]]})
    target = tmp_path / "副本.xlsx"
    write_marked_copy(path, [InputProblem("x", name, "C7", "", "是错的。")], target)
    link = openpyxl.load_workbook(target)[LIST].cell(HEADER + 1, 3).hyperlink
    sheet, _, cell = link.location.rpartition("!")
    assert sheet[1:-1].replace("''", "'") == name
    assert (sheet[0], sheet[-1], cell) == ("'", "'", "C7")
    assert not link.target  # no file, a place in this one


def test_problems_without_a_cell_lead_to_their_sheet_or_nowhere(tmp_path: Path) -> None:
    content = faulty()
    del content["领导"]
    result, target = copied(workbooks.write(tmp_path / "县.xlsx", content))
    assert any(p.code == "sheet-missing" and not p.sheet for p in result.problems)
    links = {}
    for row in openpyxl.load_workbook(target)[LIST].iter_rows(min_row=HEADER + 1):
        links[row[2].value] = row[2].hyperlink and row[2].hyperlink.location
    assert links["整个工作簿"] is None
    assert links["议题"] == "'议题'!A1"
    assert links["日历"] is None  # the assumption of a sheet that there is not


def test_one_fault_in_many_cells_is_a_line_that_names_them(tmp_path: Path) -> None:
    """A body mistyped where it is declared: two topics cite it."""
    content = workbooks.with_cell("承办单位", "A2", "经济委会")
    content["议题"][2][4] = "经济委员会"
    _, target = copied(workbooks.write(tmp_path / "县.xlsx", content))
    rows = [row for row in list_rows(target) if row[2] == "议题!E2"]
    assert [row[4] for row in rows] == ["“承办单位”表里没有这个名称或编号。另有 1 处：E3。"]
    sheet = openpyxl.load_workbook(target)["议题"]
    for cell in ("E2", "E3"):
        assert colour(sheet, cell) == COLOURS["error"]
        assert "是否为“经济委会”" in note(sheet, cell)


def test_what_a_user_typed_is_no_formula_in_the_list(county: Path) -> None:
    target = county.parent / "副本.xlsx"
    evil = '=HYPERLINK("http://x","点")'
    write_marked_copy(county, [InputProblem("x", "议题", "D2", evil, "+坏", "@坏")], target)
    cells = openpyxl.load_workbook(target)[LIST][HEADER + 1]
    assert [c.value for c in cells[3:]] == [evil, "+坏", "@坏"]
    assert {c.data_type for c in cells[3:]} == {"s"}


def test_a_right_workbook_has_no_errors_in_its_list(tmp_path: Path) -> None:
    _, target = copied(workbooks.write(tmp_path / "县.xlsx", workbooks.sheets()))
    assert openpyxl.load_workbook(target)[LIST]["A2"].value == "没有发现错误，提醒 0 处，假定 2 处"


def test_a_workbook_with_nothing_to_say_says_so(county: Path) -> None:
    target = county.parent / "副本.xlsx"
    write_marked_copy(county, [], target)
    assert list_rows(target)[0][0] == "没有发现问题"


# -- all else is as it was ------------------------------------------------------------------------
@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.xlsx")), ids=lambda p: p.stem)
def test_the_copy_of_an_example_is_the_example(path: Path, tmp_path: Path) -> None:
    """With two marks of ours: a heading that has the template's note, and a plain cell."""
    original = path.read_bytes()
    problems = [
        *read(path).problems,
        InputProblem("x", "议题", "A1", "", "是错的。"),
        InputProblem("y", "议题", "B3", "", "是错的。", severity="warning"),
    ]
    target = tmp_path / "副本.xlsx"
    write_marked_copy(path, problems, target)
    marked = frozenset((p.sheet, p.cell) for one in problems for p in one.each if p.cell)
    assert contents(target, marked) == contents(path, marked)
    assert values(target) == values(path)
    assert path.read_bytes() == original


def test_the_copy_of_a_file_that_libreoffice_saved_is_the_file(tmp_path: Path) -> None:
    """It has a hidden row, a note, a drop-down, a condition, merged cells, names and a filter."""
    path = Path(shutil.copy(LIBREOFFICE, tmp_path / "县.xlsx"))
    result, target = copied(path)
    marked = marked_cells(result)
    assert ("议题", "D2") in marked
    held = contents(target, marked)
    assert held == contents(path, marked)
    settings = held["议题"]["settings"]
    assert settings["merged"] == ["H5:I6"]
    assert len(settings["validations"]) == len(settings["conditions"]) == 1
    assert settings["rows"][3][1]
    assert "名单" in held[""]["names"]


def dressed(tmp_path: Path) -> Path:
    """A workbook with what openpyxl's usual way of loading would change."""
    path = workbooks.write(tmp_path / "县.xlsx", faulty())
    book = openpyxl.load_workbook(path)
    sheet = book["议题"]
    sheet["H1"], sheet["H2"] = 20270305, 46096.3958333333
    for address in ("H1", "H2", "H3"):
        sheet[address].number_format = "yyyy-mm-dd"
    sheet["H3"] = "=SUM(D3:D4)"
    bold = TextBlock(InlineFont(b=True), "冷链")
    sheet["B2"] = CellRichText(bold, "物流")
    sheet["B2"].font = Font(name="黑体", color="FFAA0000")
    sheet["C3"].fill = PatternFill("solid", fgColor="FFFFFF99")
    sheet["C4"].hyperlink = "https://example.org/"
    sheet.conditional_formatting.add(
        "D2:D9", CellIsRule("equal", ["5"], fill=PatternFill("solid", bgColor="FFCCFFCC"))
    )
    drop_down = DataValidation(type="list", formula1='"5,4,3"')
    drop_down.add("D2:D9")
    sheet.add_data_validation(drop_down)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].width = 31
    sheet.merge_cells("K5:L6")
    sheet.freeze_panes = "B2"
    members = book["委员"]
    members.add_table(Table(displayName="委员表", ref="A1:E9"))
    members.print_title_rows = "1:1"
    members.print_area = "A1:E9"
    members.sheet_state = "hidden"
    book.defined_names["名单"] = DefinedName("名单", attr_text="委员!$A$2:$A$9")
    book.save(path)
    return path


@pytest.mark.filterwarnings("ignore:Cell H1 is marked as a date")
def test_looks_numbers_and_settings_come_over_unchanged(tmp_path: Path) -> None:
    path = dressed(tmp_path)
    result, target = copied(path)
    marked = marked_cells(result)
    assert contents(target, marked) == contents(path, marked)
    with zipfile.ZipFile(target) as archive:
        part = archive.read("xl/worksheets/sheet3.xml").decode()
        assert "<v>20270305</v>" in part  # no day of any calendar: not turned into #VALUE!
        assert "<v>46096.3958333333</v>" in part
    assert isinstance(
        openpyxl.load_workbook(target, rich_text=True)["议题"]["B2"].value, CellRichText
    )


def test_the_drop_downs_that_excel_keeps_in_an_extension_come_over(tmp_path: Path) -> None:
    """Excel writes a list of another sheet so; openpyxl alone would drop it."""
    path = workbooks.write(tmp_path / "源.xlsx", faulty())
    x14 = (
        '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" '
        'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
        '<x14:dataValidations xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" '
        'count="1"><x14:dataValidation type="list" allowBlank="1" showErrorMessage="1">'
        "<x14:formula1><xm:f>承办单位!$A$2:$A$4</xm:f></x14:formula1><xm:sqref>C2:C9</xm:sqref>"
        "</x14:dataValidation></x14:dataValidations></ext></extLst></worksheet>"
    )
    with_list = tmp_path / "县.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(with_list, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet2.xml":
                data = data.replace(b"</worksheet>", x14.encode())
            new.writestr(name, data)
    _, target = copied(with_list)
    (found,) = openpyxl.load_workbook(target)["议题"].data_validations.dataValidation
    assert (found.type, found.formula1, str(found.sqref)) == (
        "list",
        "承办单位!$A$2:$A$4",
        "C2:C9",
    )
    assert found.allowBlank
    assert found.showErrorMessage


def test_the_original_is_only_read(county: Path) -> None:
    before = county.read_bytes()
    _, target = copied(county)
    assert county.read_bytes() == before
    assert sorted(county.parent.iterdir()) == sorted([county, target])


# -- marked again ---------------------------------------------------------------------------------
def test_a_marked_copy_reads_as_its_original(county: Path) -> None:
    result, target = copied(county)
    assert read(target).problems == result.problems


def test_marking_twice_piles_up_neither_lists_nor_notes(county: Path) -> None:
    book = openpyxl.load_workbook(county)
    book["议题"]["D2"].comment = Comment("等县委定", "张三")
    book.save(county)
    _, once = copied(county)
    _, twice = copied(once, "再来.xlsx")
    assert contents(twice) == contents(once)
    assert openpyxl.load_workbook(twice).sheetnames == openpyxl.load_workbook(once).sheetnames
    assert list_rows(twice) == list_rows(once)


def test_what_is_mended_in_a_marked_copy_is_no_longer_marked(county: Path) -> None:
    _, once = copied(county)
    book = openpyxl.load_workbook(once)
    sheet = book["议题"]
    sheet["D2"] = 5
    sheet["D2"].comment.text += "\n已问过县委办"
    sheet["B3"] = "义务教育"
    book.save(once)
    _, twice = copied(once, "再来.xlsx")
    sheet = openpyxl.load_workbook(twice)["议题"]
    assert (colour(sheet, "D2"), note(sheet, "D2")) == ("", "已问过县委办")
    assert (colour(sheet, "B3"), note(sheet, "B3")) == ("", "")
    assert colour(sheet, "E4") == COLOURS["error"]


# -- what cannot be -------------------------------------------------------------------------------
def test_a_workbook_that_openpyxl_cannot_load_is_said_and_nothing_is_left(
    county: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fill of a pattern that there is not: other readers do not look at it."""
    strange = county.parent / "怪.xlsx"
    with zipfile.ZipFile(county) as old, zipfile.ZipFile(strange, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/styles.xml":
                data = data.replace(b'patternType="gray125"', b'patternType="plaid"')
            new.writestr(name, data)
    problems = read(strange).problems
    target = county.parent / "副本.xlsx"
    with pytest.raises(UncopyableError, match="另存为"):
        write_marked_copy(strange, problems, target)
    assert sorted(county.parent.iterdir()) == sorted([county, strange])


def test_a_copy_that_is_open_elsewhere_stays_as_it_was(
    county: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(source: object, target: object) -> None:
        raise PermissionError(13, "in use")

    target = county.parent / "副本.xlsx"
    target.write_bytes(b"before")
    monkeypatch.setattr(os, "replace", refused)
    with pytest.raises(FileBusyError, match="Excel/WPS"):
        write_marked_copy(county, read(county).problems, target)
    assert target.read_bytes() == b"before"
    assert sorted(county.parent.iterdir()) == sorted([county, target])
