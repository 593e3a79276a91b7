"""联络活动组, 重点提案, 监督活动: read where a profile has their form, refused elsewhere."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from inputs.problems import InputProblem
from planner.domain import KeyProposal, LiaisonGroup, Supervision
from tests.inputs.workbooks import (
    Rows,
    changed,
    errors_of,
    kailu_sheets,
    one_error,
    problem_of,
    read_sheets,
    warnings_of,
)


def with_value(sheet: str, row: int, column: str, value: Any) -> dict[str, Rows]:
    """The right workbook with one cell changed, its column found by its header."""
    content = kailu_sheets()
    content[sheet][row][content[sheet][0].index(column)] = value
    return content


def said(folder: Path, content: dict[str, Rows], severity: str) -> list[InputProblem]:
    result = read_sheets(folder, content)
    assert result.problem is not None, [p.text for p in result.problems]
    return [p for p in result.problems if p.severity == severity]


def test_the_three_sheets_are_read(tmp_path: Path) -> None:
    problem = problem_of(tmp_path, kailu_sheets())
    assert problem.liaison_groups == (
        LiaisonGroup(name="东组", convenor="M001", convenor_name="委员甲"),
        LiaisonGroup(name="西组", convenor="M005", convenor_name="委员戊"),
    )
    assert problem.key_proposals == (
        KeyProposal(
            id="P01",
            title="关于校车安全的提案",
            proposers=("M004",),
            departments=("教育局",),
            government_leader="吴副县长",
            supervisor="李副主席",
            sectors=("农业",),
        ),
    )
    assert problem.supervisions == (
        Supervision(
            id="S01",
            name="办学条件视察",
            kind="视察",
            body="教育委员会",
            earliest_month=4,
            latest_month=9,
            half_days=3,
        ),
    )
    assert [m.id for m in problem.group_members("西组")] == ["M005", "M006", "M007", "M008"]
    assert not warnings_of(tmp_path, kailu_sheets())


def test_the_sessions_are_made_from_them(tmp_path: Path) -> None:
    """kailu 四11–16: 2 and 2, one a quarter, one a pair, one a group, one a proposal."""
    problem = problem_of(tmp_path, kailu_sheets())
    assert [s.id for s in problem.slots] == [
        "plenary-1",
        "standing-1",
        "standing-2",
        "special-1",
        "special-2",
        *(f"quarterly-{n}" for n in range(1, 5)),
        "counterpart-经济委员会-发改局",
        "counterpart-教育委员会-教育局",
        "sector-东组",
        "sector-西组",
        "proposal-P01",
        "supervision-S01",
    ]
    face = problem.slot("proposal-P01")
    assert (face.host, face.leader, face.items) == ("李副主席", "李副主席", ("P01",))
    pair = problem.slot("counterpart-教育委员会-教育局")
    assert (pair.lead_body, pair.host, pair.host_person) == ("教育委员会", "委员乙", "M002")
    visit = problem.slot("supervision-S01")
    assert (visit.half_days, visit.lead_body) == (3, "教育委员会")
    assert (visit.first, visit.last) == (date(2027, 4, 1), date(2027, 9, 30))
    assert problem.slot("sector-西组").host_person == "M005"


def test_items_are_topics_of_their_own_session(tmp_path: Path) -> None:
    problem = problem_of(tmp_path, kailu_sheets())
    proposal, activity = problem.topic("P01"), problem.topic("S01")
    assert (proposal.kind, proposal.forms) == ("重点提案", ("proposal",))
    assert (proposal.departments, proposal.proposer) == (("教育局",), "委员丁")
    assert proposal.lead_bodies == (problem.slot("proposal-P01").lead_body,)
    assert (activity.kind, activity.forms) == ("监督活动", ("supervision",))
    assert activity.lead_bodies == ("教育委员会",)
    assert not proposal.is_candidate
    assert not activity.is_candidate


def test_the_five_reports_are_at_the_plenary(tmp_path: Path) -> None:
    """kailu 四5, 分工(二)2(2)."""
    problem = problem_of(tmp_path, kailu_sheets())
    required = {t.id: t for t in problem.topics if t.kind == "必经事项"}
    assert sorted(required) == ["R1", "R2", "R3", "R4", "R5"]
    assert {t.forms for t in required.values()} == {("plenary",)}
    assert required["R1"].title == "政府工作报告"


def test_a_report_in_the_sheet_of_topics_is_the_required_matter(tmp_path: Path) -> None:
    content = kailu_sheets()
    content["议题"].append(["T04", "政府 工作报告", "县政府", 5, ""])
    problem = problem_of(tmp_path, content)
    required = {t.id for t in problem.topics if t.kind == "必经事项"}
    assert required == {"T04", "R2", "R3", "R4", "R5"}
    assert problem.topic("T04").forms == ("plenary",)


def test_an_id_stands_for_one_thing_only(tmp_path: Path) -> None:
    found = one_error(tmp_path, with_value("重点提案", 1, "编号", "Ｔ０２"))
    assert (found.code, found.where) == ("id-twice", "重点提案!A2")
    assert "“议题”表 A3" in found.why
    found = one_error(tmp_path, with_value("议题", 1, "编号", "R3"))
    assert (found.code, found.where) == ("id-kept", "议题!A2")


@pytest.mark.parametrize(
    ("text", "half_days"), [("0.5", 1), ("半天", 1), (2, 4), ("1天", 2), ("一天半", 3), ("", 1)]
)
def test_days_go_by_halves(tmp_path: Path, text: Any, half_days: int) -> None:
    problem = problem_of(tmp_path, with_value("监督活动", 1, "天数", text))
    assert problem.slot("supervision-S01").half_days == half_days


@pytest.mark.parametrize("text", ["0.3", "6", "0", "几天", "2027-5-1"])
def test_other_lengths_are_refused(tmp_path: Path, text: str) -> None:
    found = one_error(tmp_path, with_value("监督活动", 1, "天数", text))
    assert (found.code, found.where) == ("cell-invalid", "监督活动!G2")
    assert "1.5" in found.cure


@pytest.mark.parametrize(
    ("sheet", "row", "column", "value", "code", "cell", "words"),
    [
        ("重点提案", 1, "承办部门", "", "proposal-no-department", "D2", "P01"),
        ("重点提案", 1, "提案人", "", "proposal-no-proposer", "C2", "P01"),
        ("重点提案", 1, "督办领导", "", "proposal-no-supervisor", "F2", "李副主席"),
        ("重点提案", 1, "督办领导", "周秘书长", "proposal-supervisor-unfit", "F2", "秘书长"),
        ("重点提案", 1, "督办领导", "吴副县长", "proposal-supervisor-unfit", "F2", "王副主席"),
        ("重点提案", 1, "督办领导", "李主席", "name-unknown", "F2", "李副主席"),
        ("重点提案", 1, "领办领导", "李副主席", "proposal-not-government", "E2", "吴副县长"),
        ("重点提案", 1, "领办领导", "", "proposal-no-government-leader", "E2", "吴副县长"),
        ("监督活动", 1, "牵头单位", "", "supervision-no-body", "D2", "S01"),
        ("监督活动", 1, "牵头单位", "教育委", "name-unknown", "D2", "教育委员会"),
        ("监督活动", 1, "最晚月份", 3, "months-backwards", "F2", "4月"),
        ("监督活动", 1, "形式", "检查", "cell-invalid", "C2", "视察"),
        ("联络活动组", 1, "召集人", "", "group-no-convenor", "B2", "东组"),
        ("联络活动组", 1, "召集人", "委员子", "name-unknown", "B2", "委员"),
        ("联络活动组", 1, "召集人", "M006", "convenor-elsewhere", "B2", "西组"),
        ("联络活动组", 1, "召集人", "吴副县长", "convenor-no-member", "B2", "本组一名委员"),
        ("委员", 1, "联络活动组", "中组", "group-unknown", "G2", "东组、西组"),
        ("委员", 4, "联络活动组", "", "group-none", "G5", "M004 委员丁"),
        ("委员", 4, "联络活动组", "东组、西组", "groups-several", "G5", "一个"),
    ],
)
def test_what_a_session_cannot_do_without_is_named_with_its_cure(
    tmp_path: Path,
    sheet: str,
    row: int,
    column: str,
    value: Any,
    code: str,
    cell: str,
    words: str,
) -> None:
    found = {p.code: p for p in errors_of(tmp_path, with_value(sheet, row, column, value))}
    assert found[code].where == f"{sheet}!{cell}"
    assert words in found[code].why + found[code].cure
    assert found[code].cure


def test_a_supervising_leader_must_be_able_to_host(tmp_path: Path) -> None:
    content = kailu_sheets()
    for row, value in zip(content["领导"], ["可主持", "", "否", "", "", ""], strict=True):
        row.append(value)
    found = one_error(tmp_path, content)
    assert (found.code, found.where) == ("proposal-supervisor-unfit", "重点提案!F2")
    assert "可主持" in found.why


def test_a_missing_column_is_named_once_a_proposal(tmp_path: Path) -> None:
    content = kailu_sheets()
    for row in content["重点提案"]:
        del row[2:4]  # 提案人, 承办部门
    codes = {(p.code, p.cell) for p in errors_of(tmp_path, content)}
    assert codes == {("proposal-no-department", "A2"), ("proposal-no-proposer", "A2")}


def test_the_government_leader_is_taken_from_the_department(tmp_path: Path) -> None:
    content = with_value("重点提案", 1, "领办领导", "")
    content["部门"] = [["名称", "分管领导"], ["教育局", "吴副县长"]]
    assert problem_of(tmp_path, content).key_proposals[0].government_leader == "吴副县长"
    found = [p for p in said(tmp_path, content, "assumption") if p.sheet == "重点提案"]
    assert [(p.code, p.cell) for p in found] == [("proposal-leader-assumed", "E2")]


def test_a_department_that_is_listed_nowhere_cannot_handle_a_proposal(tmp_path: Path) -> None:
    """It must come and answer: planned by its name alone, nobody would."""
    content = with_value("重点提案", 1, "承办部门", "教育居、财政局")
    content["部门"] = [["名称", "分管领导"], ["教育局", "吴副县长"], ["财政局", ""]]
    found = one_error(tmp_path, content)
    assert (found.code, found.where, found.value) == ("name-unknown", "重点提案!D2", "教育居")
    assert "是否为“教育局”" in found.cure


def test_a_committees_own_department_can_handle_a_proposal(tmp_path: Path) -> None:
    content = kailu_sheets()
    content["部门"] = [["名称"], ["财政局"]]  # 教育局 stands in 承办单位 alone
    assert problem_of(tmp_path, content).key_proposals[0].departments == ("教育局",)


def test_a_collective_proposes_by_name(tmp_path: Path) -> None:
    content = with_value("重点提案", 1, "提案人", "县工商联、M003")
    assert problem_of(tmp_path, content).key_proposals[0].proposers == ("县工商联", "M003")
    found = warnings_of(tmp_path, content)
    assert [(p.code, p.value) for p in found] == [("proposer-no-member", "县工商联")]


def test_a_group_without_members_is_refused(tmp_path: Path) -> None:
    content = kailu_sheets()
    content["联络活动组"].append(["北组", "M002"])
    assert [(p.code, p.cell) for p in errors_of(tmp_path, content)] == [("group-empty", "A4")]


def test_members_of_city_or_province_need_no_group(tmp_path: Path) -> None:
    content = with_value("委员", 4, "联络活动组", "")
    content["委员"][0].append("级别")
    content["委员"][4].append("市")
    assert problem_of(tmp_path, content).member("M004").level == "市"


def test_without_groups_the_sectors_stand_for_them(tmp_path: Path) -> None:
    content = kailu_sheets()
    del content["联络活动组"]
    problem = problem_of(tmp_path, content)
    slot = problem.slot("sector-农业")
    assert (slot.host, slot.host_person) == ("委员甲", "M001")  # a 常委 of the sector
    assert any("按界别设组" in text for text in problem.assumptions)
    assert [p.code for p in warnings_of(tmp_path, content)] == ["groups-missing"]


def test_a_topic_may_name_a_group_where_it_names_sectors(tmp_path: Path) -> None:
    content = kailu_sheets()
    content["议题"][0].append("相关界别")
    content["议题"][1].append("西 组、农业")
    assert problem_of(tmp_path, content).topic("T01").sectors == ("西组", "农业")
    assert not warnings_of(tmp_path, content)


@pytest.mark.parametrize("sheet", ["联络活动组", "重点提案", "监督活动"])
def test_a_profile_without_the_form_refuses_the_sheet(tmp_path: Path, sheet: str) -> None:
    content = changed(**{sheet: kailu_sheets()[sheet]})
    found = one_error(tmp_path, content)
    assert (found.code, found.where) == ("not-honoured", f"{sheet}!A2")
    assert "开鲁全形式协商" in found.cure
    assert problem_of(tmp_path, changed(**{sheet: kailu_sheets()[sheet][:1]}))


def test_a_sheet_one_slip_away_is_not_lost(tmp_path: Path) -> None:
    content = kailu_sheets()
    content["重点题案"] = content.pop("重点提案")
    found = one_error(tmp_path, content)
    assert (found.code, found.sheet) == ("sheet-missing", "重点题案")
    rows = kailu_sheets()["重点提案"]  # a profile without proposals takes it for a sheet of notes
    assert [p.code for p in warnings_of(tmp_path, changed(重点题案=rows))] == ["sheet-unknown"]


def test_locks_go_by_session_or_by_the_item_itself(tmp_path: Path) -> None:
    content = kailu_sheets()
    content["锁定"] = [
        ["对象", "项目", "值"],
        ["P01", "月份", 5],
        ["S01", "日期", "2027-6-3"],
        ["counterpart-教育委员会-教育局", "入选", "T02"],
        ["sector-西组", "主持", "委员戊"],
        ["proposal-P01", "主持", "李副主席"],
        ["supervision-S01", "牵头", "教育 委员会"],
        ["T01", "形式", "专题协商会"],
    ]
    locks = problem_of(tmp_path, content).locks
    assert [(k.subject, k.values) for k in locks] == [
        ("proposal-P01", ("5",)),
        ("supervision-S01", ("2027-06-03",)),
        ("counterpart-教育委员会-教育局", ("T02",)),
        ("sector-西组", ("委员戊",)),
        ("proposal-P01", ("李副主席",)),
        ("supervision-S01", ("教育委员会",)),
        ("T01", ("special",)),
    ]


@pytest.mark.parametrize(
    ("row", "code", "words"),
    [
        (
            ["counterpart-经济委员会-教育局", "月份", 5],
            "lock-subject-unknown",
            "对口专委会是教育委员会",
        ),
        (["counterpart-教育委员会-民政局", "月份", 5], "lock-subject-unknown", "没有一个专委会"),
        (["counterpart-农业委员会-农业局", "月份", 5], "lock-subject-unknown", "“农业委员会”"),
        (["quarterly-5", "月份", 5], "lock-subject-unknown", "quarterly-3、quarterly-4；"),
        (["sector-西组", "主持", "李副主席"], "lock-fixed", "委员戊"),
        (["counterpart-教育委员会-教育局", "牵头", "经济委员会"], "lock-fixed", "教育委员会"),
        (["proposal-P01", "入选", "T01"], "lock-fixed", "议题"),
        (["S01", "月份", 11], "lock-outside", "2027-09-30"),
        (["quarterly-2", "月份", 7], "lock-outside", "2027-06-30"),
    ],
)
def test_a_lock_against_what_a_form_fixes_is_an_error(
    tmp_path: Path, row: list[Any], code: str, words: str
) -> None:
    content = kailu_sheets()
    content["锁定"] = [["对象", "项目", "值"], row]
    found = one_error(tmp_path, content)
    assert (found.code, found.sheet) == (code, "锁定")
    assert words in found.why + found.cure
