"""People and units: one person has one key, a shared name is an error only where it is cited."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.inputs.workbooks import (
    changed,
    errors_of,
    one_error,
    problem_of,
    read_sheets,
    sheets,
    warnings_of,
    with_cell,
    with_column,
)

EXPERTS: list[list[Any]] = [
    ["编号", "姓名", "单位", "专长"],
    ["E01", "专家一", "大学", "冷链、物流"],
]


@pytest.mark.parametrize(
    ("sheet", "cell", "value"),
    [("议题", "A3", "Ｔ０１"), ("委员", "A3", "M001 "), ("承办单位", "A3", "经济 委员会")],
)
def test_an_id_or_name_twice_names_both_cells(
    tmp_path: Path, sheet: str, cell: str, value: str
) -> None:
    found = next(p for p in errors_of(tmp_path, with_cell(sheet, cell, value)) if p.cell == cell)
    assert found.code == "id-twice"
    assert "A2" in found.why


def test_a_committees_head_who_is_a_member_has_the_members_key(tmp_path: Path) -> None:
    bodies = {b.name: b.head for b in problem_of(tmp_path, sheets()).bodies}
    assert bodies["经济委员会"] == "M001"  # by the unique name 委员甲
    assert bodies["教育委员会"] == "M002"  # by 编号


def test_a_vice_chair_who_is_a_member_is_one_person_by_name_or_by_number(tmp_path: Path) -> None:
    content = with_cell("委员", "B4", "李 副主席")
    problem = problem_of(tmp_path, content)
    assert problem.leader("李副主席").person == "M003"
    content = with_cell("领导", "C3", "M004")
    content["委员"][4][1] = "李副主席"
    result = read_sheets(tmp_path, content)
    assert result.problem is not None
    assert result.problem.leader("李副主席").person == "M004"
    assert any("李副主席（副主席，M004）" in note for note in result.notes)


def test_one_number_with_two_names_is_an_error(tmp_path: Path) -> None:
    found = one_error(tmp_path, with_cell("领导", "C3", "M004"))
    assert (found.code, found.cell) == ("id-names-differ", "C3")
    assert "委员丁" in found.why


def test_a_leader_who_is_no_member_is_known_by_name(tmp_path: Path) -> None:
    assert problem_of(tmp_path, sheets()).leader("吴副县长").person == "吴副县长"


def test_two_members_of_one_name_are_fine_until_a_cell_cites_it(tmp_path: Path) -> None:
    content = with_cell("委员", "B5", "委员丙")
    assert len(problem_of(tmp_path, content).members) == 8
    content["不可用"] = [["对象", "开始", "结束"], ["委员丙", "2027-4-1", "2027-4-2"]]
    found = one_error(tmp_path, content)
    assert (found.code, found.where) == ("name-shared", "不可用!A2")
    assert "M003" in found.why
    assert "M004" in found.why
    assert "编号" in found.cure
    content["不可用"][1][0] = "M004"
    assert problem_of(tmp_path, content).absences[0].subject == "M004"


@pytest.mark.parametrize(
    ("sheet", "cell"), [("承办单位", "C2"), ("议题", "F2"), ("锁定", "C2"), ("日历", "D2")]
)
def test_a_shared_name_is_an_error_in_every_cell_that_cites_it(
    tmp_path: Path, sheet: str, cell: str
) -> None:
    content = with_column("议题", "利益相关方", "")
    content["委员"][4][1] = "委员丙"
    content["锁定"] = [["对象", "项目", "值"], ["T01", "参加", "M001"]]
    content["日历"] = [["开始", "结束", "类型", "适用"], ["2027-5-6", "2027-5-6", "回避", "M001"]]
    assert problem_of(tmp_path, content)
    content[sheet][1]["ABCDEF".index(cell[0])] = "委员丙"
    found = one_error(tmp_path, content)
    assert (found.code, found.sheet, found.cell) == ("name-shared", sheet, cell)


def test_a_leader_named_as_two_members_is_pointed_out(tmp_path: Path) -> None:
    content = with_cell("委员", "B4", "李副主席")
    content["委员"][4][1] = "李副主席"
    result = read_sheets(tmp_path, content)
    assert result.problem is not None
    assert result.problem.leader("李副主席").person == "李副主席"
    found = [p for p in result.problems if p.code == "person-unclear"]
    assert [p.where for p in found] == ["领导!A3"]
    content["不可用"] = [["对象", "开始", "结束"], ["李副主席", "2027-4-1", "2027-4-2"]]
    assert one_error(tmp_path, content).code == "name-shared"


def test_two_leaders_of_one_name_need_numbers(tmp_path: Path) -> None:
    content = sheets()
    content["领导"] += [["张伟", "副县长", "L8", "政府"], ["张伟", "县委副书记", "", "县委"]]
    found = one_error(tmp_path, content)
    assert (found.code, found.cell) == ("leader-name-shared", "A8")
    content["领导"][7][2] = "L9"
    problem = problem_of(tmp_path, content)
    assert {problem.leader(i).post for i in ("L8", "L9")} == {"副县长", "县委副书记"}


def test_a_near_name_is_suggested_and_never_taken(tmp_path: Path) -> None:
    found = one_error(tmp_path, with_cell("议题", "E2", "经济委"))
    assert (found.code, found.cell) == ("name-unknown", "E2")
    assert "是否为“经济委员会”" in found.cure


def test_a_committee_without_a_vice_chair_in_charge_is_an_error(tmp_path: Path) -> None:
    found = one_error(tmp_path, with_cell("承办单位", "D2", ""))
    assert (found.code, found.cell) == ("body-no-leader", "D2")
    assert "T01" in found.why
    found = one_error(tmp_path, with_cell("承办单位", "D2", "周秘书长"))
    assert found.code == "body-no-leader"


def test_the_leaders_own_row_may_name_what_he_is_in_charge_of(tmp_path: Path) -> None:
    content = with_cell("承办单位", "D2", "")
    for row, value in zip(
        content["领导"], ["分管单位", "", "经济 委员会", "", "", "发改局"], strict=True
    ):
        row.append(value)
    problem = problem_of(tmp_path, content)
    assert problem.leaders_in_charge("经济委员会") == ("李副主席",)
    assert problem.department("发改局").leader == "吴副县长"


def test_the_office_must_have_one_only_where_it_leads(tmp_path: Path) -> None:
    content = with_cell("承办单位", "D4", "")
    assert problem_of(tmp_path, content)
    content["议题"][3][4] = "办公室"
    assert one_error(tmp_path, content).code == "body-no-leader"


def test_without_a_chair_or_a_host_there_is_no_plan(tmp_path: Path) -> None:
    found = one_error(tmp_path, with_cell("领导", "B2", "主任"))
    assert found.code == "chair-missing"
    content = with_column("领导", "可主持", "否", "否", "否")
    assert one_error(tmp_path, content).code == "host-missing"


def test_may_host_goes_by_post_where_blank(tmp_path: Path) -> None:
    content = with_column("领导", "可主持", "", "否", "", "是")
    hosts = {leader.name for leader in problem_of(tmp_path, content).leaders if leader.can_host}
    assert hosts == {"赵主席", "王副主席", "周秘书长"}


def test_a_missing_secretary_or_office_is_pointed_out(tmp_path: Path) -> None:
    content = sheets()
    del content["领导"][4]
    del content["承办单位"][3]
    found = {p.code for p in warnings_of(tmp_path, content)}
    assert found == {"secretary-missing", "office-missing"}


def test_an_expert_who_is_a_member_is_refused(tmp_path: Path) -> None:
    content = changed(专家=[*EXPERTS, ["E02", "委员甲", "大学", ""]])
    found = one_error(tmp_path, content)
    assert (found.code, found.where) == ("expert-is-member", "专家!B3")
    content = changed(专家=[*EXPERTS, ["M003", "别人", "大学", ""]])
    assert one_error(tmp_path, content).code == "expert-is-member"


def test_an_expert_who_is_a_leader_has_the_leaders_key(tmp_path: Path) -> None:
    content = changed(专家=[*EXPERTS, ["E02", "吴副县长", "县政府", ""]])
    problem = problem_of(tmp_path, content)
    assert problem.expert("E02").person == "吴副县长"
    assert problem.expert("E01").person == "E01"
    assert problem.expert("E01").expertise == ("冷链", "物流")


def test_a_head_in_no_sheet_is_pointed_out_with_the_nearest_name(tmp_path: Path) -> None:
    found = warnings_of(tmp_path, with_cell("承办单位", "C2", "委员申"))
    assert [(p.code, p.cell) for p in found] == [("head-unknown", "C2")]
    assert problem_of(tmp_path, with_cell("承办单位", "C2", "孙主任")).bodies[0].head == "孙主任"


def test_departments_that_the_sheet_lacks_are_named_once(tmp_path: Path) -> None:
    content = with_column("议题", "相关部门", "教育局、发改据", "发改据")
    content["部门"] = [["名称", "分管领导"], ["发改局", "吴副县长"], ["教育局", ""]]
    found = warnings_of(tmp_path, content)
    assert [(p.code, p.cell, p.value) for p in found] == [("department-unknown", "F2", "发改据")]
    assert [p.cell for p in found[0].also] == ["F3"]
    assert "另有 1 处：F3。" in found[0].text
    assert "“发改局”" in found[0].cure
    assert problem_of(tmp_path, content).department("发改局").leader == "吴副县长"


def test_without_a_sheet_of_departments_they_are_known_by_name(tmp_path: Path) -> None:
    content = with_column("议题", "相关部门", "财政 局")
    assert warnings_of(tmp_path, content) == []
    assert problem_of(tmp_path, content).topic("T01").departments == ("财政局",)


def test_a_members_committee_that_is_unknown_is_named_once(tmp_path: Path) -> None:
    content = with_column("委员", "所属委室", "经济委员会", "提案委", "提案委")
    found = warnings_of(tmp_path, content)
    assert [(p.code, [q.cell for q in p.each]) for p in found] == [("body-unknown", ["F3", "F4"])]
    assert problem_of(tmp_path, content).member("M001").body == "经济委员会"


def test_sectors_are_spelt_in_one_way(tmp_path: Path) -> None:
    content = with_cell("委员", "D3", "农 业")
    assert {m.sector for m in problem_of(tmp_path, content).members} == {"农业"}


def test_a_sector_of_one_member_that_looks_like_another_is_asked_about(tmp_path: Path) -> None:
    """农业届 would get seats of its own, and 农业 too few."""
    content = with_cell("委员", "D3", "农业届")
    (found,) = warnings_of(tmp_path, content)
    assert (found.code, found.cell) == ("sector-lonely", "D3")
    assert "是否为“农业”" in found.text
    assert warnings_of(tmp_path, with_cell("委员", "D3", "民建")) == []


def test_venues_with_their_forms(tmp_path: Path) -> None:
    content = changed(
        会场=[["名称", "容纳人数", "协商形式"], ["三楼会议室", "60人", "双月协商座谈会"]]
    )
    venue = problem_of(tmp_path, content).venues[0]
    assert (venue.name, venue.capacity, venue.forms) == ("三楼会议室", 60, ("bimonthly",))


def test_grass_roots_bodies_are_refused_as_long_as_no_profile_has_them(tmp_path: Path) -> None:
    found = one_error(tmp_path, with_cell("承办单位", "B4", "议事会"))
    assert (found.code, found.cell) == ("not-honoured", "B4")


@pytest.mark.parametrize(
    ("sheet", "rows"),
    [
        ("协商室", [["名称", "层级"], ["东坪镇", "乡镇"]]),
        ("议事成员", [["编号", "姓名", "协商室", "类别"], ["D1", "甲", "东坪镇", "乡贤"]]),
        ("联络活动组", [["名称"], ["东坪组"]]),
        ("联络负责人", [["姓名"], ["甲"]]),
        ("重点提案", [["编号", "案由"], ["P01", "关于"]]),
        ("监督活动", [["编号", "名称", "形式"], ["S01", "评议", "视察"]]),
    ],
)
def test_sheets_that_no_profile_honours_are_refused_when_filled(
    tmp_path: Path, sheet: str, rows: list[list[Any]]
) -> None:
    found = one_error(tmp_path, changed(**{sheet: rows}))
    assert (found.code, found.sheet) == ("not-honoured", sheet)
    assert problem_of(tmp_path, changed(**{sheet: rows[:1]}))
