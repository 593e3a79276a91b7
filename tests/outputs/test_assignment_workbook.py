"""任务分工表.xlsx: everyone finds their own tasks, and only theirs."""

from __future__ import annotations

import itertools
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from outputs.assignment_workbook import write_assignment_workbook
from outputs.tasks import assignments, tasks
from planner.plan import Plan
from tests.full_plan import SECRET_TITLE, full_county, full_plan


@cache
def book() -> Workbook:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "任务分工表.xlsx"
        write_assignment_workbook(full_plan(), full_county(), path)
        return openpyxl.load_workbook(BytesIO(path.read_bytes()))


def records(sheet: Worksheet) -> list[dict[str, object]]:
    rows = [[c.value for c in row] for row in sheet.iter_rows()]
    top = next(i for i, row in enumerate(rows) if row[0] == "序号")
    names = [str(n) for n in rows[top]]
    found = itertools.takewhile(lambda row: row[1], rows[top + 1 :])
    return [dict(zip(names, row, strict=True)) for row in found]


def told(sheet: Worksheet) -> str:
    return "\n".join(str(c.value) for row in sheet.iter_rows() for c in row if c.value)


def test_all_tasks_stand_first_in_order_of_date() -> None:
    assert book().sheetnames[:2] == ["总表", "目录"]
    starts = [r["开始"] for r in records(book()["总表"])]
    assert starts == sorted(starts, key=lambda d: d if isinstance(d, datetime) else datetime.max)
    assert len(starts) == len(tasks(full_plan(), full_county()))


def test_bodies_leaders_departments_and_busy_members_each_have_a_sheet() -> None:
    names = book().sheetnames
    assert {"经济委员会", "办公室", "主席甲", "副主席乙", "发改局"} <= set(names)
    assert "M001_委员1" in names
    assert "M020_张三" in names  # speaks at the merged session
    assert "M021_张三" not in names  # same name, no task
    assert "E02_专家2" in names


def test_the_contents_lead_to_every_sheet() -> None:
    links = {
        c.value: c.hyperlink.location
        for row in book()["目录"].iter_rows()
        for c in row
        if c.hyperlink
    }
    assert set(links) == set(book().sheetnames[2:])
    assert links["M001_委员1"] == "'M001_委员1'!A1"


def test_a_member_s_sheet_holds_what_to_do_where_by_when_and_whom_to_call() -> None:
    """M001 speaks at bimonthly-2 and 3 (both texts due 4 March) and sits in both; nothing else."""
    rows = records(book()["M001_委员1"])
    assert [(str(r["截止"])[:10], r["任务"]) for r in rows] == [
        ("2027-03-04", "发言稿"),
        ("2027-03-04", "发言稿"),
        ("2027-03-18", "协商会议"),
        ("2027-05-20", "协商会议"),
    ]
    assert "配合" not in rows[0]
    assert rows[2]["场次"] == "3—4月双月协商座谈会"
    assert rows[2]["职责"] == "出席会议，预约发言不超过8分钟"
    assert rows[-1]["地点"] == "三楼会议室"
    assert "联系单位：经济委员会" in str(rows[-1]["备注"])


def test_members_sheets_tell_no_secret_and_no_phone() -> None:
    """M001 sits in bimonthly-3, whose topic is secret; the lead body's sheet names it."""
    assert SECRET_TITLE not in told(book()["M001_委员1"])
    assert SECRET_TITLE in told(book()["经济委员会"])
    everything = "".join(told(sheet) for sheet in book())
    assert "1390000" not in everything
    assert "@example.org" not in everything


def test_a_task_has_its_lead_its_joining_units_and_its_dates() -> None:
    row = next(r for r in records(book()["发改局"]) if r["任务"] == "部署动员会")
    assert row["牵头（责任）"] == "副主席乙"
    assert row["配合"] == "经济委员会、发改局"
    assert str(row["开始"])[:10] == str(row["截止"])[:10] == "2027-01-15"
    assert "上午" in str(row["备注"])
    assert row["职责"] == "参加部署动员会"


def test_research_is_the_team_s_and_not_the_seated_members() -> None:
    assert "调研" in {r["任务"] for r in records(book()["M003_委员3"])}
    assert "调研" not in {r["任务"] for r in records(book()["M001_委员1"])}


def test_every_task_of_the_year_stands_in_someone_s_sheet() -> None:
    """What nobody finds in their own sheet is done by nobody."""
    plan, county = full_plan(), full_county()
    own = {(t.what, t.start, t.session) for a in assignments(plan, county) for t in a.tasks}
    public = {"预约发言：委员1": "发言稿"}  # members' sheets carry no titles of papers
    year = {(public.get(t.what, t.what), t.start, t.session) for t in tasks(plan, county)}
    assert year - own == set()


def test_it_prints_on_a4_and_starts_no_formula() -> None:
    for sheet in book():
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows
        assert not [c for row in sheet.iter_rows() for c in row if c.data_type == "f"]


def test_an_empty_plan_still_makes_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "任务分工表.xlsx"
    write_assignment_workbook(Plan(year=2027), full_county(), path)
    assert openpyxl.load_workbook(path).sheetnames == ["总表", "目录"]
