"""年度协商计划.xlsx: what the office issues, prints and signs."""

from __future__ import annotations

from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from inputs.profile import load_emphases
from outputs.account_sheets import account_sheets
from outputs.excel import Column, Link, Table, add_table, clean, new_workbook, sheet_names
from outputs.plan_workbook import write_plan_workbook
from planner.check import judge
from planner.files import FileBusyError
from planner.plan import Plan
from planner.plan_words import COLUMNS, OF_ROOMS, PLAN, TERMS
from tests.full_plan import FORMULA_TITLE, SECRET_TITLE, full_county, full_plan

SHEETS = [
    "计划", "附表", "人员安排", "筹备节点", "议程", "文稿", "成果与审批", "计划编制",
    "工作量", "合规核对", "未入选说明", "偏离事项", "目标与证明", "公开版",
]  # fmt: skip


@cache
def book() -> Workbook:
    county = full_county()
    plan = full_plan()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "年度协商计划.xlsx"
        write_plan_workbook(plan.replace(compliance=judge(plan, county)), county, path)
        return openpyxl.load_workbook(BytesIO(path.read_bytes()))


def header_row(sheet: Worksheet) -> int:
    return next(
        row for row in range(1, 10) if all(sheet.cell(row, c).value is not None for c in (1, 2, 3))
    )


def records(name: str) -> list[dict[str, object]]:
    """Return a sheet's rows below its header, by column name; bands and notes left out."""
    sheet = book()[name]
    top = header_row(sheet)
    names = [cell.value for cell in sheet[top]]
    rows = [[c.value for c in row] for row in sheet.iter_rows(min_row=top + 1)]
    return [dict(zip(names, row, strict=True)) for row in rows if any(row[1:])]


def test_the_workbook_has_every_sheet_in_order() -> None:
    assert book().sheetnames == SHEETS


def test_the_plan_has_exactly_the_agreed_columns() -> None:
    sheet = book()[PLAN]
    ours = tuple(name for name in COLUMNS[PLAN] if name not in OF_ROOMS)  # the county has no rooms
    assert tuple(c.value for c in sheet[header_row(sheet)]) == ours


def test_numbered_items_are_the_sessions_with_a_topic_in_order_of_date() -> None:
    assert [(r["序号"], r["场次"]) for r in records("计划")] == [
        (1, "bimonthly-1"), (2, "bimonthly-2"), (3, "bimonthly-3"),
    ]  # fmt: skip
    assert [r["场次"] for r in records("附表")] == ["plenary-1", "bimonthly-4"]


def test_the_month_is_for_issue_and_the_date_is_a_real_date() -> None:
    row = records("计划")[1]
    assert row["月份"] == "3月"
    assert getattr(row["日期"], "date", lambda: row["日期"])() == date(2027, 3, 18)
    cell = next(c for line in book()["计划"].iter_rows() for c in line if c.data_type == "d")
    assert cell.number_format == 'yyyy"年"m"月"d"日"'


def test_people_are_named_with_their_ids() -> None:
    row = records("计划")[1]
    assert row["委员"] == "委员1（M001）\n委员2（M002）"
    assert row["主持人"] == "主席甲"


def test_provisional_dates_and_the_merged_session_say_so() -> None:
    merged = records("计划")[0]["备注"]
    assert "与全体会议合并进行" in str(merged)
    assert "待国务院通知核对" in str(merged)
    told = [str(c.value) for row in book()["计划"].iter_rows() for c in row]
    assert any("不适用“提前期”" in text and "安化办法二3" in text for text in told)


@pytest.mark.parametrize("name", SHEETS)
def test_each_sheet_prints_on_a4_landscape_with_repeated_titles(name: str) -> None:
    sheet = book()[name]
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    top = header_row(sheet)
    assert sheet.print_title_rows == f"$1:${top}"
    assert sheet.freeze_panes == f"A{top + 1}"
    assert "&P" in sheet.oddFooter.center.text


def test_no_user_text_becomes_a_formula() -> None:
    cells = [c for sheet in book() for row in sheet.iter_rows() for c in row]
    assert not [c for c in cells if c.data_type == "f"]
    risky = [c for c in cells if c.value in (FORMULA_TITLE, "+某中学")]
    assert {str(c.value)[0] for c in risky} == {"=", "+"}
    assert all(c.quotePrefix for c in risky)


def test_control_characters_do_not_stop_the_workbook() -> None:
    assert clean("甲\x00乙\x0b丙\ud800丁\r\n戊") == "甲乙丙丁\n戊"


def test_the_public_version_tells_no_secret_no_name_and_no_phone() -> None:
    told = "\n".join(str(c.value) for row in book()["公开版"].iter_rows() for c in row if c.value)
    assert "涉密议题，不公开" in told
    assert SECRET_TITLE not in told
    assert "张三" not in told
    assert "M001" not in told
    assert "2027-03-18" not in told
    whole = "".join(str(c.value) for s in book() for row in s.iter_rows() for c in row)
    assert "1390000" not in whole
    assert "@example.org" not in whole


def test_seats_have_their_alternates_in_order_and_the_longest_waiting_are_listed() -> None:
    rows = records("人员安排")
    seat = next(r for r in rows if r["编号"] == "M002" and r["类别"] == "委员")
    assert seat["递补人选（依次）"] == "张三（M020）、委员11（M011）"
    assert [r["编号"] for r in rows if r["类别"] == "久未安排"] == ["M024", "M021"]


def test_people_stand_in_the_order_of_the_attendance_list() -> None:
    """anhua 三(四)5: leaders, committees, departments, members, experts; the office prints it so."""
    rows = [r for r in records("人员安排") if r["场次"] == "bimonthly-2"]
    assert list(dict.fromkeys(r["类别"] for r in rows)) == [
        "领导", "委室", "部门", "委员", "专家", "调研组",
    ]  # fmt: skip
    committee = next(r for r in rows if r["姓名"] == "教育委员会")
    assert committee["界别或职务"] == "负责同志：教育主任"
    assert [r["姓名"] for r in rows if r["类别"] == "部门"] == ["发改局", "教育局"]


def test_the_agenda_says_how_long_it_takes_in_all() -> None:
    """10 + 8 minutes of 150: a chair sees what room is left."""
    bands = [c.value for c in book()["议程"]["A"] if str(c.value).startswith("3月18日")]
    assert str(bands[0]).endswith("（合计 18 分钟，会议时长 150 分钟）")


def test_compliance_names_each_rule_with_force_count_and_result() -> None:
    plan, county = full_plan(), full_county()
    rows = records("合规核对")
    assert len([r for r in rows if r["结论"]]) == len(judge(plan, county))
    lead = next(r for r in rows if r["规则"] == "提前期")
    assert (lead["性质"], lead["力度"], lead["核对处数"]) == ("硬约束", "必须", 3)
    assert str(lead["结论"]).startswith("不符合")  # bimonthly-3 and -4 have no scheme


def test_left_out_topics_say_why_and_deviations_leave_room_to_sign() -> None:
    assert records("未入选说明")[0]["原因"] == "议题上限"
    deviation = records("偏离事项")[0]
    assert (deviation["规则"], deviation["少几天"], deviation["签字"]) == ("提前期", 8, None)


def test_stages_are_told_in_words_with_their_proof() -> None:
    rows = [r for r in records("目标与证明") if r["结论"]]
    assert [r["结论"] for r in rows] == ["已证明最优", "与界相差 5，尚未证明"]
    assert rows[0]["目标"] == "议题价值"


def test_every_objective_term_has_its_words() -> None:
    """A chair reads 提前期所缺天数, not lead-time.missing."""
    terms = {
        name
        for emphasis in load_emphases().values()
        for stage in emphasis.stages
        for name in stage.weights
    }
    assert terms - set(TERMS) == set()


def test_the_documents_that_rules_cite_are_named_below() -> None:
    county = full_county().model_copy(
        update={"sources": {"lead-time": "anhua 二4", "mandated": "参照 kailu 三7；参照 farm 9"}}
    )
    plan = full_plan()
    table = account_sheets(plan.replace(compliance=judge(plan, county)), county)[1]
    told = "".join(table.notes)
    for document in ("双月协商座谈会工作办法", "及主要任务分工方案", "好商量"):
        assert document in told


def test_workload_counts_what_each_one_does() -> None:
    """经济委员会 leads 1–3; 副主席乙 is in charge of 1–4; M001 sits in 2 and 3."""
    rows = {(r["类别"], r["编号"] or r["名称"]): r for r in records("工作量")}
    assert rows["专委会", "经济委员会"]["牵头"] == 3
    assert rows["政协", "副主席乙"]["分管"] == 4
    assert rows["委员", "M001"]["出席场次"] == 2
    assert rows["委员", "M003"]["参加调研"] == 1


def test_a_folder_that_cannot_be_written_is_said_and_leaves_no_file(tmp_path: Path) -> None:
    target = tmp_path / "年度协商计划.xlsx"
    target.mkdir()  # stands for a file that cannot be replaced
    with pytest.raises((FileBusyError, IsADirectoryError)):
        write_plan_workbook(full_plan(), full_county(), target)
    assert [p.name for p in tmp_path.iterdir()] == [target.name]


def test_an_empty_plan_still_makes_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "年度协商计划.xlsx"
    write_plan_workbook(Plan(year=2027), full_county(), path)
    assert openpyxl.load_workbook(path).sheetnames == SHEETS


def test_sheet_names_are_safe_and_unique() -> None:
    """Excel refuses []:*?/\\ , more than 31 characters, and two names equal but for case."""
    names = sheet_names(["甲[1]/乙", "A", "a", "长" * 40, "长" * 40, "''", "History"])
    assert names[:3] == ["甲－1－－乙", "A", "a（2）"]
    assert all(len(n) <= 31 for n in names)
    assert len({n.casefold() for n in names}) == len(names)
    assert names[5] == "未命名"
    assert names[6] == "History（2）"


def test_a_link_leads_to_its_sheet_even_with_a_quote_in_its_name() -> None:
    book = new_workbook("t", "a")
    table = Table("表", ("表",), (Column("列", 10),), ((Link("去", "甲'乙"),),))
    sheet = add_table(book, table)
    assert sheet["A3"].hyperlink.location == "'甲''乙'!A1"
