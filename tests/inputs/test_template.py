"""The blank workbook: what the office fills in must read back as it was meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from inputs.problems import InputErrors
from inputs.profile import load_profile
from inputs.reader import read
from inputs.rule_list import rule_values
from inputs.sheets import EXAMPLE_MARK, SHEETS, Sheet
from inputs.sheets.controls import PROFILE_OF_VALUE
from inputs.sheets.kind import Reading
from inputs.template import write_template
from planner.domain import ParameterValue, Problem, Regime
from tests.inputs.room_sheets import farm_sheets, mixed_sheets, with_row
from tests.inputs.workbooks import kailu_sheets, meant, problem_of, sheets

ANHUA = frozenset(form.id for form in load_profile("anhua").forms)
USED = [sheet for sheet in SHEETS if sheet.is_used(ANHUA)]
KAILU = [s for s in SHEETS if s.is_used(form.id for form in load_profile("kailu").forms)]


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("模板") / "空白 工作簿.xlsx"
    write_template(path)
    return path


def filled(blank: Path, path: Path) -> Path:
    """Fill the template in as a user does: below the example rows."""
    book = load_workbook(blank)
    for name, rows in sheets().items():
        page = book[name]
        if name == "基本信息":
            values = dict(rows)
            for line in page.iter_rows(min_row=2):
                line[1].value = values.get(line[0].value, line[1].value)
            continue
        headers = {cell.value: cell.column for cell in page[1]}
        for number, row in enumerate(rows[1:], start=3):
            for header, value in zip(rows[0], row, strict=True):
                page.cell(number, headers[header]).value = value
    book.save(path)
    return path


def test_the_filled_template_reads_as_the_plain_workbook(blank: Path, tmp_path: Path) -> None:
    """Example rows, prefilled rules and formats must change nothing."""
    result = read(filled(blank, tmp_path / "县.xlsx"))
    assert result.problem is not None, [p.text for p in result.problems]
    plain = problem_of(tmp_path, sheets())
    assert meant(result.problem) == meant(plain)
    assert [p.code for p in result.problems if p.severity != "assumption"] == []
    assert any(note.startswith("跳过示例：“议题”1 行") for note in result.notes)


def test_the_blank_template_asks_for_what_is_missing_and_nothing_else(blank: Path) -> None:
    codes = {p.code for p in read(blank).problems if p.severity == "error"}
    assert codes == {"cell-missing", "sheet-empty"}


def test_every_column_of_the_interface_is_there_with_a_note(blank: Path) -> None:
    book = load_workbook(blank)
    assert book.sheetnames[0] == "填写说明"
    assert book["选项"].sheet_state == "hidden"
    for sheet in USED:
        page = book[sheet.name]
        cells = (
            [line[0] for line in page.iter_rows(min_row=2)] if sheet.layout == "pairs" else page[1]
        )
        # one profile: no row of 规则 need name it
        columns = [column for column in sheet.columns if column is not PROFILE_OF_VALUE]
        assert [cell.value for cell in cells] == [column.name for column in columns]
        assert all(cell.comment and len(cell.comment.text) > 5 for cell in cells)
        colours = {cell.value: cell.fill.fgColor.rgb for cell in cells}
        required = {colours[c.name] for c in columns if c.required}
        optional = {colours[c.name] for c in columns if not c.required}
        assert not required & optional
        assert page.freeze_panes


@pytest.mark.parametrize("sheet", [s for s in KAILU if s.layout == "rows"], ids=lambda s: s.name)
def test_the_example_row_is_one_that_the_reader_could_read(sheet: Sheet) -> None:
    """An example that breaks the column's own format would teach the wrong thing."""
    assert str(sheet.columns[0].example).startswith(EXAMPLE_MARK)
    for column in sheet.columns:
        text = str(column.example).removeprefix(EXAMPLE_MARK).lstrip("：")
        if text:
            column.kind.read(text, Reading(2027))


def test_drop_downs_offer_the_choices_and_the_names_of_other_sheets(blank: Path) -> None:
    book = load_workbook(blank)
    options = {
        str(v.sqref).split(":")[0]: v.formula1
        for v in book["承办单位"].data_validations.dataValidation
    }
    where = options["B2"].split("!")[1].replace("$", "")
    assert [c[0].value for c in book["选项"][where]] == ["专委会", "办公室", "联络组", "议事会"]
    lead = {
        str(v.sqref).split(":")[0]: (v.formula1, v.showErrorMessage)
        for v in book["议题"].data_validations.dataValidation
    }
    assert lead["J2"] == ("承办单位名称", False)
    assert "承办单位!$A$3" in book.defined_names["承办单位名称"].attr_text


def test_the_rules_are_listed_with_their_values_and_articles(blank: Path) -> None:
    page = load_workbook(blank)["规则"]
    rows = {(r[0], r[2]): r for r in page.iter_rows(min_row=3, values_only=True) if r[0]}
    assert len(rows) == len(rule_values([load_profile("anhua")]))
    lead = rows["提前期", "提前月数"]
    assert lead[1] == "双月协商座谈会"
    assert lead[3] == 2
    assert "二4、三(二)1" in str(lead[4])


@pytest.mark.parametrize("ids", [("kailu",), ("anhua", "kailu")])
def test_the_values_listed_read_back_as_the_ones_in_force(
    tmp_path: Path, ids: tuple[str, ...]
) -> None:
    """Listing every form's values must change none of them, and keep each article as the source."""
    path = tmp_path / "空白.xlsx"
    write_template(path, ids)
    content = kailu_sheets()
    content["基本信息"][3][1] = "、".join(ids)
    plain = problem_of(tmp_path, content)
    page = load_workbook(path)["规则"]
    rows = [list(row) for row in page.iter_rows(values_only=True)]
    listed = problem_of(tmp_path, content | {"规则": rows[:1] + rows[2:]})
    assert {(p.rule, p.name, p.form): p for p in listed.parameters} == {
        (p.rule, p.name, p.form): p for p in plain.parameters
    }


def in_force(regime: Problem | Regime) -> dict[tuple[str, str, str], ParameterValue]:
    return {(p.rule, p.name, p.form): p for p in regime.parameters if p.rule in regime.rules}


@pytest.mark.parametrize(
    "ids",
    [
        ("farm",),
        ("anhua", "yangzhou"),
        ("anhua", "farm"),
        ("anhua", "farm", "sanyou"),
        ("anhua", "farm", "yangzhou", "sanyou"),
    ],
)
def test_the_values_listed_change_no_rooms_rule(tmp_path: Path, ids: tuple[str, ...]) -> None:
    """A number of the county listed for all forms would hold in every village too."""
    path = tmp_path / "空白.xlsx"
    write_template(path, ids)
    content = farm_sheets() if ids == ("farm",) else mixed_sheets()
    if "farm" in ids:
        content["协商室"] = farm_sheets()["协商室"]
        content["议事成员"] = farm_sheets()["议事成员"]
        content["议题"] = [row for row in content["议题"] if row[0] != "T11"]
    with_row(content, "基本信息", "规则方案", 内容="、".join(ids))
    plain = problem_of(tmp_path, content)
    page = load_workbook(path)["规则"]
    rows = [list(row) for row in page.iter_rows(values_only=True)]
    listed = problem_of(tmp_path, content | {"规则": rows[:1] + rows[2:]})
    assert in_force(listed) == in_force(plain)
    for name, regime in plain.regimes.items():
        assert in_force(listed.regimes[name]) == in_force(regime)


def test_each_form_has_its_line_with_its_article(tmp_path: Path) -> None:
    path = tmp_path / "空白.xlsx"
    write_template(path, ["anhua", "kailu"])
    book = load_workbook(path)
    assert {"联络活动组", "重点提案", "监督活动"} <= set(book.sheetnames)
    rows = {
        (r[0], r[1], r[2]): r for r in book["规则"].iter_rows(min_row=3, values_only=True) if r[0]
    }
    count = rows["年度次数", "专题议政性常委会", "年度次数"]
    assert count[3] == 2
    assert "kailu 四11" in str(count[4])
    assert ("年度次数", "季协商座谈会", "年度次数") not in rows  # its sessions are not counted
    assert ("委员名额", "专题议政性常委会", "一般") not in rows  # exactly the 常委
    outcome = rows["成果报送", "双月协商座谈会", "报送天数"]
    assert "anhua 三(五)" in str(outcome[4])
    assert "约定" in str(rows["成果报送", "季协商座谈会", "报送天数"][4])
    assert ("提前期", None, "提前月数") not in rows  # a line for all forms would override each


def test_a_county_without_two_month_sessions_reads_nothing_of_them(tmp_path: Path) -> None:
    """Its example of a form, of a session and of a rule's form is one that it has, as are the rules.

    The drop-down of 规则方案 still offers the profile that has them.
    """
    path = tmp_path / "空白.xlsx"
    write_template(path, ["kailu"])
    book = load_workbook(path)
    cells = [c for page in book if page.title != "选项" for row in page.iter_rows() for c in row]
    said = [str(cell.value) for cell in cells] + [c.comment.text for c in cells if c.comment]
    assert [text for text in said if "双月" in text or "bimonthly" in text] == []
    assert book["规则"]["B2"].value == "季协商座谈会"
    assert book["锁定"]["A2"].value == "示例quarterly-2"  # May, as the row says, is in the second
    labels = {row[2] for row in book["规则"].iter_rows(min_row=3, values_only=True)}
    assert not {"理想间隔", "全会前调研"} & labels  # of sessions that it has not
    write_template(path, ["kailu", "anhua"])
    book = load_workbook(path)
    assert book["锁定"]["A2"].value == "示例bimonthly-3"
    assert "全会不在一二月时" in [row[0].value for row in book["基本信息"]]
    assert "理想间隔" in [row[2].value for row in book["规则"]]


def test_sheets_that_the_profile_does_not_use_are_not_offered(blank: Path, tmp_path: Path) -> None:
    assert not {"联络活动组", "重点提案", "监督活动", "协商室"} & set(
        load_workbook(blank).sheetnames
    )
    path = tmp_path / "空白.xlsx"
    write_template(path, ["kailu"])
    book = load_workbook(path)
    where = {
        str(v.sqref).split(":")[0]: v.formula1 for v in book["委员"].data_validations.dataValidation
    }
    header = [cell.value for cell in book["委员"][1]]
    letter = get_column_letter(header.index("联络活动组") + 1)
    assert where[f"{letter}2"] == "联络活动组名称"
    assert "联络活动组!$A$3" in book.defined_names["联络活动组名称"].attr_text
    assert "联络活动组名称" not in load_workbook(blank).defined_names


def test_an_unknown_profile_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(InputErrors, match="anhua"):
        write_template(tmp_path / "x.xlsx", ["乡镇"])
    assert list(tmp_path.iterdir()) == []
