"""A plan of every form read back: hosts by office, people by number, items, several half-days."""

from __future__ import annotations

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
from planner.plan import Plan, Session
from tests.inputs.test_plan_file import hand_made, put
from tests.outputs.kailu_year import kailu_plan, kailu_problem

COUNTY = kailu_problem()
YEAR = kailu_plan(COUNTY)
PAIR = "counterpart-经济科技委员会-县工业和信息化局"


def edited(folder: Path, sheet: str, edit: Callable[[Worksheet], None]) -> Path:
    path = folder / "年度协商计划.xlsx"
    write_plan_workbook(YEAR, COUNTY, path)
    book = openpyxl.load_workbook(path)
    edit(book[sheet])
    book.save(path)
    return path


def refused(path: Path) -> list[InputProblem]:
    with pytest.raises(InputErrors) as error:
        read_plan(path, COUNTY)
    return list(error.value.problems)


@pytest.mark.parametrize("profiles", [("kailu",), ("anhua", "kailu")])
def test_the_workbook_reads_back_as_the_same_plan(
    tmp_path: Path, profiles: tuple[str, ...]
) -> None:
    county = kailu_problem(profiles)
    plan = kailu_plan(county)
    path = tmp_path / "计划.xlsx"
    write_plan_workbook(plan, county, path)
    back = read_plan(path, county)
    assert {s.id: s for s in back.sessions} == {s.id: s for s in plan.sessions}
    assert back.left_out == plan.left_out
    assert back.plan_milestones == plan.plan_milestones


def test_plan_json_reads_back_as_the_same_plan(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_text(YEAR.to_json(), encoding="utf-8")
    assert read_plan(path, COUNTY) == YEAR


@pytest.mark.parametrize(
    ("session", "column", "value"),
    [
        ("standing-1", "委员", "常委会组成人员12名"),
        ("special-1", "委员", "39名"),
        ("plenary-1", "协商部门", "17个部门"),
    ],
)
def test_a_number_that_is_not_that_of_the_names_is_refused(
    tmp_path: Path, session: str, column: str, value: str
) -> None:
    found = refused(edited(tmp_path, "计划", put(session, column, value)))
    assert [p.code for p in found] == ["cells-disagree"]
    assert "人员安排" in found[0].why


def test_a_name_deleted_from_the_sheet_of_people_no_longer_fits_the_number(tmp_path: Path) -> None:
    def delete(sheet: Worksheet) -> None:
        row = next(
            r for r in sheet.iter_rows() if [c.value for c in r[:2]] == ["special-2", "委员"]
        )
        sheet.delete_rows(row[0].row or 0)

    found = refused(edited(tmp_path, "人员安排", delete))
    assert any("本表写 40 个" in p.why and "列了 39 个" in p.why for p in found)


@pytest.mark.parametrize("host", ["张明2", "M002", "张明2（M002）"])
def test_a_head_who_hosts_may_be_named_as_members_are(tmp_path: Path, host: str) -> None:
    back = read_plan(edited(tmp_path, "附表", put(PAIR, "主持人", host)), COUNTY).session(PAIR)
    assert back is not None
    assert back.host == "张明2"


def test_another_leader_or_member_may_stand_in_and_a_stranger_may_not(tmp_path: Path) -> None:
    for host in ("王立新", "张明4"):
        back = read_plan(edited(tmp_path, "附表", put(PAIR, "主持人", host)), COUNTY).session(PAIR)
        assert back is not None
        assert back.host == host
    found = refused(edited(tmp_path, "附表", put(PAIR, "主持人", "某某人")))
    assert [(p.code, p.value) for p in found] == [("name-unknown", "某某人")]
    found = refused(edited(tmp_path, "计划", put("standing-1", "主持人", "张明4")))
    assert [p.code for p in found] == ["name-unknown"]  # a 常委会 is hosted by a leader


def test_a_workbook_by_hand_may_say_no_more_than_the_plan_issued_does(tmp_path: Path) -> None:
    """常委会组成人员 are the 常委; a session takes the days of its form; items go by 编号."""
    path = hand_made(
        tmp_path,
        ("standing-1", date(2027, 3, 30), "T01", None, "欧阳建国", "常委会组成人员"),
        (PAIR, date(2027, 5, 3), "议题由双方商定", "下午", "张明2", "经济科技委员会委员10名"),
        ("proposal-P03", date(2027, 6, 1), "P03", "上午", "司马晓红", "M033"),
        ("supervision-S03", date(2027, 9, 1), "S03", None, "王立新", ""),
        ("plenary-1", date(2027, 1, 11), "R1、R2、R3、R4、R5", None, "欧阳建国", ""),
        ("sector-第一委员联络活动组", date(2027, 7, 1), "", "上午", "张明8", "M008、M016"),
    )
    plan = read_plan(path, COUNTY)
    found = {s.id: s for s in plan.sessions}
    assert found["standing-1"].members == tuple(m.id for m in COUNTY.members if m.standing)
    assert found["standing-1"].half_days == COUNTY.slot("standing-1").half_days == 2
    assert found[PAIR].topics == ()
    assert found[PAIR].members == ()  # a number alone names nobody
    assert found["proposal-P03"].topics == ("P03",)
    assert found["supervision-S03"].half_days == 4
    assert (found["plenary-1"].half_days, len(found["plenary-1"].topics)) == (6, 5)
    assert found["sector-第一委员联络活动组"].group == "第一委员联络活动组"
    assert judge(plan, COUNTY)  # a sparse plan is judged, not refused


# -- names that a plan may cite --------------------------------------------------------------------
def references(plan: Plan) -> tuple[str, ...]:
    return judge(plan, COUNTY)[0].findings


def changed(session_id: str, **changes: object) -> Plan:
    session = YEAR.session(session_id)
    assert isinstance(session, Session)
    return YEAR.update(session.replace(**changes))


def test_hosts_by_office_items_and_guests_of_every_kind_are_known() -> None:
    assert references(YEAR) == ()


@pytest.mark.parametrize(
    ("session", "changes", "said"),
    [
        (PAIR, {"host": "某某人"}, "主持人“某某人”"),
        ("standing-1", {"host": "张明4"}, "主持人“张明4”"),
        ("proposal-P01", {"topics": ("P99",)}, "议题“P99”"),
        ("proposal-P01", {"host": "张明4"}, "主持人“张明4”"),
        ("standing-1", {"guests": ("M010", "M999", "某委")}, "其他参加“M999、某委”"),
        ("plenary-1", {"topics": ("R1", "R9")}, "议题“R9”"),
    ],
)
def test_what_the_workbook_does_not_know_is_named(
    session: str, changes: dict[str, object], said: str
) -> None:
    (finding,) = references(changed(session, **changes))
    assert session in finding
    assert said in finding


def test_a_session_that_no_form_asks_for_is_named() -> None:
    extra = YEAR.sessions[-1].replace(id="sector-没有的组")
    (finding,) = references(YEAR.replace(sessions=(*YEAR.sessions, extra)))
    assert "sector-没有的组" in finding
