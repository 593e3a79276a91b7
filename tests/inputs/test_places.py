"""Before solving: topics that find no session, pairs without weeks, hosts capped too low, no 常委."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.inputs.workbooks import (
    Rows,
    errors_of,
    kailu_sheets,
    one_error,
    problem_of,
    sheets,
    warnings_of,
)

COLUMNS = ["协商形式", "相关部门", "相关界别"]


def topics(*rows: list[Any], **changes: Rows) -> dict[str, Rows]:
    """The right workbook of kailu with these topics: 编号, 重要程度, 牵头单位, then `COLUMNS`."""
    content = kailu_sheets() | changes
    content["议题"] = [["编号", "议题名称", "提出单位", "重要程度", "牵头单位", *COLUMNS]]
    content["议题"] += [[row[0], f"议题{row[0]}", "群众", *row[1:]] for row in rows]
    return content


def test_a_topic_for_its_own_pair_or_group_is_fine(tmp_path: Path) -> None:
    content = topics(
        ["T01", 3, "经济委员会", "对口协商", "发改局", ""],
        ["T02", 3, "教育委员会", "对口协商", "", ""],  # blank: the committee's own departments
        ["T03", 3, "", "界别协商", "", "西组"],
        ["T04", 3, "", "", "", ""],
    )
    assert len([t for t in problem_of(tmp_path, content).topics if t.is_candidate]) == 4
    assert not warnings_of(tmp_path, content)


@pytest.mark.parametrize(
    ("row", "code", "cell", "words"),
    [
        # a department that no committee has, with the nearest one
        (["T01", 3, "", "对口协商", "发改委", ""], "pair-none", "G2", "是否为“发改局”"),
        # a department of another committee than the lead body
        (
            ["T01", 3, "教育委员会", "对口协商", "发改局", ""],
            "pair-none",
            "E2",
            "发改局对口经济委员会",
        ),
        # no department named, and the lead body has none of its own
        (["T01", 3, "办公室", "对口协商", "", ""], "pair-none", "E2", "没有对口部门"),
        (["T01", 3, "", "界别协商", "", "农业"], "group-unfit", "H2", "东组、西组"),
        (["T01", 3, "", "界别协商", "", ""], "group-unfit", "H2", "相关界别"),
    ],
)
def test_a_topic_for_a_pair_or_group_that_there_is_not(
    tmp_path: Path, row: list[Any], code: str, cell: str, words: str
) -> None:
    found = one_error(tmp_path, topics(row))
    assert (found.code, found.where) == (code, f"议题!{cell}")
    assert words in found.why + found.cure


def test_where_other_forms_are_left_it_is_a_warning(tmp_path: Path) -> None:
    content = topics(["T01", 3, "", "对口协商、季协商座谈会", "发改委", ""])
    found = warnings_of(tmp_path, content)
    assert [(p.code, p.cell) for p in found] == [("pair-none", "G2")]
    assert "只能用其他形式" in found[0].why


def test_a_lock_on_the_form_asks_for_the_pair_too(tmp_path: Path) -> None:
    content = topics(["T01", 3, "", "", "发改委", ""])
    content["锁定"] = [["对象", "项目", "值"], ["T01", "形式", "对口协商"]]
    found = one_error(tmp_path, content)
    assert (found.code, found.where) == ("pair-none", "议题!G2")
    assert "锁定!C2" in found.why


def test_more_mandated_topics_than_places_are_counted_by_form(tmp_path: Path) -> None:
    """Two 常委会 and two 专题协商会 a year (kailu 四11, 四12): four places, five topics."""
    both = "专题议政性常委会、专题协商会"
    rows = [[f"T{n:02d}", "指定", "", both, "", ""] for n in range(1, 5)]
    assert problem_of(tmp_path, topics(*rows))
    found = one_error(tmp_path, topics(*rows, ["T05", "指定", "", both, "", ""]))
    assert (found.code, found.sheet) == ("mandated-too-many", "议题")
    assert "5 个指定议题" in found.why
    assert "4 场" in found.why
    assert "专题议政性常委会 2 场、专题协商会 2 场" in found.why
    assert "T01、T02、T03、T04、T05" in found.why
    assert "增加场次" in found.cure
    free = [*rows, ["T05", "指定", "", "", "", ""]]  # any form: a quarter's session takes it
    assert problem_of(tmp_path, topics(*free))


def test_more_sessions_a_quarter_are_offered_and_make_more_places(tmp_path: Path) -> None:
    rows = [[f"T{n:02d}", "指定", "", "季协商座谈会", "", ""] for n in range(1, 6)]
    found = one_error(tmp_path, topics(*rows))
    assert "季协商座谈会 4 场" in found.why
    assert "增加场次" in found.cure
    twice = {"规则": [["规则", "参数", "值"], ["季度频次", "每季次数", 2]]}
    assert problem_of(tmp_path, topics(*rows, **twice))  # eight places


def test_topics_that_a_unit_assigns_are_named_by_the_cell_that_says_so(tmp_path: Path) -> None:
    content = topics(*([f"T{n:02d}", 5, "", "季协商座谈会", "", ""] for n in range(1, 6)))
    for row, value in zip(content["议题"], ["指定单位", *["县委"] * 5], strict=True):
        row.append(value)
    found = one_error(tmp_path, content)
    assert (found.code, found.cell, found.value) == ("mandated-too-many", "I6", "县委")


def test_two_mandated_topics_for_one_pair_are_too_many(tmp_path: Path) -> None:
    rows = [[f"T0{n}", "指定", "", "对口协商", "发改局", ""] for n in (1, 2)]
    assert problem_of(tmp_path, topics(rows[0]))
    found = one_error(tmp_path, topics(*rows))
    assert found.code == "mandated-too-many"
    assert "对口协商 1 场" in found.why


def test_the_sheet_of_rules_makes_more_places(tmp_path: Path) -> None:
    rows = [[f"T{n:02d}", "指定", "", "专题协商会", "", ""] for n in range(1, 4)]
    assert one_error(tmp_path, topics(*rows)).code == "mandated-too-many"
    more: Rows = [["规则", "协商形式", "参数", "值"], ["年度次数", "专题协商会", "年度次数", 3]]
    problem = problem_of(tmp_path, topics(*rows, 规则=more))
    assert [s.id for s in problem.slots if s.form == "special"] == [
        "special-1",
        "special-2",
        "special-3",
    ]


def test_the_cap_on_topics_counts_as_places_too(tmp_path: Path) -> None:
    """anhua: six sessions, one of them with the plenary and in no cap; a cap of 4 leaves 4 + 1."""
    content = sheets()
    content["议题"] = [["编号", "议题名称", "提出单位", "重要程度"]]
    content["议题"] += [[f"T{n:02d}", f"议题{n}", "群众", "指定"] for n in range(1, 7)]
    assert problem_of(tmp_path, content)
    content["规则"] = [["规则", "协商形式", "参数", "值"], ["议题上限", "", "最多", 4]]
    found = one_error(tmp_path, content)
    assert found.code == "mandated-too-many"
    assert "6 个指定议题" in found.why
    assert "双月协商座谈会 5 场" in found.why


def test_a_topic_for_the_plenary_alone_must_be_mandated(tmp_path: Path) -> None:
    content = topics(["T01", "指定", "", "全体会议", "", ""])
    assert problem_of(tmp_path, content).topic("T01").forms == ("plenary",)
    found = one_error(tmp_path, topics(["T01", 5, "", "全体会议", "", ""]))
    assert (found.code, found.cell) == ("topic-no-form", "F2")


def busy_weeks(last: date) -> Rows:
    """A committee away from the year's start to a day."""
    return [["对象", "开始", "结束"], ["经济委员会", date(2027, 1, 1), last]]


def test_a_committee_with_more_pairs_than_weeks(tmp_path: Path) -> None:
    """Away until 14 December 2027, a Tuesday: the weeks of 15, 20 and 27 December are left."""
    content = kailu_sheets()
    content["承办单位"][1][4] = "发改局、工信局、财政局"
    content["不可用"] = busy_weeks(date(2027, 12, 14))
    assert problem_of(tmp_path, content)
    content["承办单位"][1][4] = "发改局、工信局、财政局、科技局"
    found = one_error(tmp_path, content)
    assert (found.code, found.where) == ("pairs-too-many", "承办单位!E2")
    assert "有 4 场" in found.why
    assert "只有 3 个星期" in found.why
    content["承办单位"][1][4] = "发改局、工信局、财政局"
    content["日历"] = [
        ["开始", "结束", "类型", "适用"],
        ["2027-12-20", "2027-12-31", "回避", "对口协商"],
    ]
    assert "只有 1 个星期" in one_error(tmp_path, content).why


def test_a_pair_needs_a_head_to_host_it(tmp_path: Path) -> None:
    content = kailu_sheets()
    content["承办单位"][1][2] = ""
    found = one_error(tmp_path, content)
    assert (found.code, found.where) == ("head-missing", "承办单位!C2")


def test_a_host_capped_below_what_the_forms_ask(tmp_path: Path) -> None:
    """The chair alone hosts 2 + 2 + 4 sessions (kailu 四11–13), and the proposal he supervises."""
    content = kailu_sheets()
    content["重点提案"][1][5] = "赵主席"
    content["领导"][0].append("年度主持上限")
    for row in content["领导"][1:]:
        row.append("")
    content["领导"][1][4] = 9
    assert problem_of(tmp_path, content)
    content["领导"][1][4] = 8
    found = one_error(tmp_path, content)
    assert (found.code, found.where) == ("host-cap-short", "领导!E2")
    assert "9 场" in found.why
    assert "季协商座谈会 4 场" in found.why


def test_without_any_standing_member_there_is_no_standing_committee(tmp_path: Path) -> None:
    content = kailu_sheets()
    for row in content["委员"][1:]:
        row[5] = ""
    found = one_error(tmp_path, content)
    assert (found.code, found.where) == ("standing-missing", "委员!F2")
    assert "专题议政性常委会" in found.why


def test_the_body_that_leads_a_groups_session_needs_a_vice_chair(tmp_path: Path) -> None:
    """The convenors belong to no committee, so that the office leads."""
    content = kailu_sheets()
    content["承办单位"][3][3] = ""
    found = next(p for p in errors_of(tmp_path, content) if p.code == "body-no-leader")
    assert found.where == "承办单位!D4"
    assert "sector-东组" in found.why or "sector-西组" in found.why
