"""Bad input of the grass roots is named before any solving: where, what there is, what is needed.

Nobody should wait for a solver to learn that a council of twelve cannot give fifteen people.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from planner.domain import Problem
from tests.inputs.room_sheets import deliberators, farm_sheets, mixed_sheets, with_row
from tests.inputs.workbooks import (
    Rows,
    errors_of,
    one_error,
    problem_of,
    read_sheets,
    sheets,
    warnings_of,
)


def council(room: str, letter: str, count: int, representatives: int) -> Rows:
    """So many deliberators, the first of them 利益相关方代表 of 养殖户 and 果农 in turn."""
    rows = deliberators(room, letter, count)
    for n, row in enumerate(rows, start=1):
        represents = n <= representatives
        row[3:5] = ["利益相关方代表", "养殖户" if n % 2 else "果农"] if represents else ["乡贤", ""]
    return rows


def with_council(content: dict[str, Rows], room: str, rows: Rows) -> dict[str, Rows]:
    """Return the workbook with one room's deliberators replaced, at the end of the sheet."""
    kept = [row for row in content["议事成员"] if row[2] != room]
    content["议事成员"] = [*kept, *rows]
    return content


# -- enough people ------------------------------------------------------------------------------
def test_a_council_of_twelve_cannot_give_fifteen_people(tmp_path: Path) -> None:
    content = with_council(farm_sheets(), "甲村", council("甲村", "A", 12, 12))
    error = one_error(tmp_path, content)
    assert (error.code, error.where) == ("room-pool", "协商室!A3")
    assert "有议事成员 12 人" in error.why
    assert "至少要 15 人" in error.why
    assert "至少再补 3 人" in error.cure  # 15 − 12


def test_a_council_of_fifteen_can(tmp_path: Path) -> None:
    content = with_council(farm_sheets(), "甲村", council("甲村", "A", 15, 8))
    assert len(problem_of(tmp_path, content).room_deliberators("甲村")) == 15


def test_another_number_of_the_sheet_of_rules_counts(tmp_path: Path) -> None:
    content = with_council(farm_sheets(), "甲村", council("甲村", "A", 12, 12))
    content["规则"] = [["规则", "协商形式", "参数", "值"], ["到会人数", "village", "min", 12]]
    assert not warnings_of(tmp_path, content)


def test_a_room_that_holds_fourteen_is_too_small(tmp_path: Path) -> None:
    error = one_error(tmp_path, with_row(farm_sheets(), "协商室", "甲村", 容纳人数=14))
    assert (error.code, error.where) == ("room-small", "协商室!F3")
    assert "只容纳 14 人" in error.why
    assert "一场至少 15 人" in error.why
    assert problem_of(tmp_path, with_row(farm_sheets(), "协商室", "甲村", 容纳人数=15))


def test_a_town_council_beyond_forty_to_sixty_is_a_warning(tmp_path: Path) -> None:
    """Yangzhou (三): its own deliberators and the members sent to it, 8 to the only room."""
    assert not warnings_of(tmp_path, mixed_sheets())  # 44 + 8 = 52
    small = with_council(mixed_sheets(), "东镇", deliberators("东镇", "D", 31))
    (warning,) = warnings_of(tmp_path, small)
    assert (warning.code, warning.where) == ("council-pool", "协商室!A2")
    assert "约 39 人，一般为 40—60 人" in warning.why  # 31 + 8
    large = with_council(mixed_sheets(), "东镇", deliberators("东镇", "D", 53))
    assert "约 61 人" in warnings_of(tmp_path, large)[0].why  # 53 + 8
    edge = with_council(mixed_sheets(), "东镇", deliberators("东镇", "D", 32))
    assert not warnings_of(tmp_path, edge)  # 32 + 8 = 40


# -- enough stakeholders ------------------------------------------------------------------------
def test_half_stakeholders_are_not_to_be_had_of_seven(tmp_path: Path) -> None:
    """Farm 5: half of 15, so 8. 甲村's three topics: one names fields, two its representatives."""
    content = with_council(farm_sheets(), "甲村", council("甲村", "A", 24, 7))
    errors = errors_of(tmp_path, content)
    assert [(e.code, e.where) for error in errors for e in error.each] == [
        ("stakeholders-few", "议题!F5"),
        ("stakeholders-few", "议题!F6"),
        ("stakeholders-few", "议题!F7"),
    ]
    assert "（养殖户、果农）有 7 人" in errors[0].why
    assert "利益相关方代表有 7 人" in errors[1].why
    assert all("至少 15 人" in e.why and "不少于 50%，要 8 人" in e.why for e in errors)


def test_eight_stakeholders_are_enough(tmp_path: Path) -> None:
    content = with_council(farm_sheets(), "甲村", council("甲村", "A", 24, 8))
    assert not warnings_of(tmp_path, content)


def test_stakeholders_by_person_unit_and_field_are_counted_together(tmp_path: Path) -> None:
    """Five of 果农 (A02 … A10), A11 and A20 by person: 7. With A21 of the unit: 8."""
    content = with_council(farm_sheets(), "甲村", council("甲村", "A", 24, 10))
    content = with_row(content, "议题", "AT1", 利益相关方="果农、A11、甲村20号、甲合作社")
    error = one_error(tmp_path, content)
    assert (error.code, error.where) == ("stakeholders-few", "议题!F5")
    assert "有 7 人" in error.why
    content = with_row(content, "议事成员", "A21", 单位="甲合作社")
    assert problem_of(tmp_path, content)


def test_an_excluded_topic_needs_no_stakeholders(tmp_path: Path) -> None:
    content = with_row(
        farm_sheets(),
        "议题",
        "AT1",
        利益相关方="查无此户",
        不予协商情形="带有歧视性、不公平的事项",
    )
    assert problem_of(tmp_path, content).topic("AT1").is_excluded


# -- hosts --------------------------------------------------------------------------------------
def test_a_topic_that_concerns_every_host_is_named_with_them(tmp_path: Path) -> None:
    everybody = "养殖户、果农、甲书记、甲组长、甲主任"
    error = one_error(tmp_path, with_row(farm_sheets(), "议题", "AT1", 利益相关方=everybody))
    assert (error.code, error.where) == ("hosts-interested", "议题!F5")
    assert "可以主持的 3 人（甲书记、甲组长、甲主任）" in error.why
    assert "可主持人员" in error.cure


def test_one_host_free_of_interest_is_enough(tmp_path: Path) -> None:
    content = with_row(farm_sheets(), "议题", "AT1", 利益相关方="养殖户、果农、甲书记、甲组长")
    assert problem_of(tmp_path, content).topic("AT1").stakeholders[2:] == ("甲书记", "甲组长")


def test_hosts_have_an_interest_by_the_fields_they_stand_for(tmp_path: Path) -> None:
    """A01 stands for 养殖户, A02 for 果农: topic AT1 concerns both, the others representatives."""
    content = with_row(farm_sheets(), "协商室", "甲村", 召集人="A01", 可主持人员="A02")
    errors = errors_of(tmp_path, content)
    cells = [e.where for error in errors for e in error.each]
    assert cells == ["议题!F5", "议题!F6", "议题!F7"]
    assert "可以主持的 2 人（甲村1号、甲村2号）" in errors[0].why


def test_a_room_needs_two_who_may_host(tmp_path: Path) -> None:
    error = one_error(tmp_path, with_row(farm_sheets(), "协商室", "甲村", 可主持人员=""))
    assert (error.code, error.where) == ("room-hosts", "协商室!E3")
    assert "有 1 名（只有甲书记），至少要 2 名" in error.why
    content = with_row(farm_sheets(), "协商室", "甲村", 召集人="", 可主持人员="")
    assert "有 0 名（一个也没有）" in one_error(tmp_path, content).why


# -- names of rooms -----------------------------------------------------------------------------
def test_a_village_in_no_town_is_named(tmp_path: Path) -> None:
    error = one_error(tmp_path, with_row(farm_sheets(), "协商室", "甲村", 上级=""))
    assert (error.code, error.where) == ("room-no-town", "协商室!C3")
    assert "“甲村”没有写明属于哪个乡镇（场）" in error.why


def test_a_village_of_an_unknown_town_is_named_with_the_nearest(tmp_path: Path) -> None:
    error = one_error(tmp_path, with_row(farm_sheets(), "协商室", "甲村", 上级="某农厂"))
    assert (error.code, error.where, error.value) == ("room-unknown", "协商室!C3", "某农厂")
    assert "是否为“某农场”" in error.cure


def test_a_village_cannot_lie_below_itself(tmp_path: Path) -> None:
    error = one_error(tmp_path, with_row(farm_sheets(), "协商室", "甲村", 上级="甲村"))
    assert (error.code, error.where) == ("room-own-parent", "协商室!C3")


def test_villages_need_no_town_where_the_workbook_has_none(tmp_path: Path) -> None:
    content = farm_sheets()
    content["协商室"] = [row for row in content["协商室"] if row[0] != "某农场"]
    content["议题"] = [row for row in content["议题"] if row[4] != "某农场"]
    content["议事成员"] = [row for row in content["议事成员"] if row[2] != "某农场"]
    for village in ("甲村", "乙村"):
        content = with_row(content, "协商室", village, 上级="")
    assert len(problem_of(tmp_path, content).rooms) == 2


def test_a_topic_for_a_room_that_does_not_exist_is_named(tmp_path: Path) -> None:
    error = one_error(tmp_path, with_row(farm_sheets(), "议题", "AT1", 协商室="丙村"))
    assert (error.code, error.where, error.value) == ("room-unknown", "议题!E5", "丙村")
    assert "没有这个协商室" in error.why


def test_a_topic_that_names_no_room_is_that_of_who_brought_it(tmp_path: Path) -> None:
    problem = problem_of(tmp_path, with_row(farm_sheets(), "议题", "AT1", 协商室=""))
    assert problem.topic("AT1").room == "甲村"


def test_a_topic_that_fits_three_rooms_is_asked_for_one(tmp_path: Path) -> None:
    content = with_row(farm_sheets(), "议题", "AT1", 协商室="", 提出单位="群众")
    error = one_error(tmp_path, content)
    assert (error.code, error.where) == ("topic-no-room", "议题!E5")
    assert "有 3 个协商室可以协商" in error.why


def test_a_deliberator_of_an_unknown_room_is_named(tmp_path: Path) -> None:
    error = one_error(tmp_path, with_row(farm_sheets(), "议事成员", "A24", 协商室="甲寸"))
    assert (error.code, error.where, error.value) == ("room-unknown", "议事成员!C49", "甲寸")


# -- rooms and their profiles -------------------------------------------------------------------
@pytest.mark.parametrize(
    ("cells", "code", "where", "words"),
    [
        ({"层级": "企业"}, "room-level", "协商室!B3", "没有“企业”这一层级"),
        ({"规则方案": "sanyou"}, "room-profile", "协商室!G3", "没有写在“基本信息”"),
        ({"规则方案": "anhua"}, "room-profile", "协商室!G3", "是县级的规则方案"),
        ({"规则方案": "fram"}, "room-profile", "协商室!G3", "没有这个基层规则方案"),
    ],
)
def test_a_room_that_its_profiles_cannot_hold_is_named(
    tmp_path: Path, cells: dict[str, str], code: str, where: str, words: str
) -> None:
    errors = errors_of(tmp_path, with_row(farm_sheets(), "协商室", "甲村", **cells))
    error = next(e for e in errors if e.code == code)
    assert error.where == where
    assert words in error.why


def test_a_profile_of_rooms_without_rooms_is_refused(tmp_path: Path) -> None:
    content = farm_sheets()
    for sheet in ("协商室", "议事成员", "议题"):
        content[sheet] = content[sheet][:1]
    errors = errors_of(tmp_path, content)
    assert ("sheet-empty", "协商室") in [(e.code, e.sheet) for e in errors]


def test_rooms_without_a_profile_for_them_are_refused_not_ignored(tmp_path: Path) -> None:
    content = sheets() | {"协商室": mixed_sheets()["协商室"]}
    error = one_error(tmp_path, content)
    assert (error.code, error.where) == ("not-honoured", "协商室!A2")


# -- people of several rooms --------------------------------------------------------------------
def test_one_person_in_two_rooms_is_one_person(tmp_path: Path) -> None:
    content = with_row(farm_sheets(), "议事成员", "B24", 编号="A24", 姓名="甲村24号")
    problem = problem_of(tmp_path, content)
    assert Counter(d.person for d in problem.deliberators)["A24"] == 2


def test_one_number_of_two_people_is_named_at_the_second(tmp_path: Path) -> None:
    error = one_error(tmp_path, with_row(farm_sheets(), "议事成员", "B24", 编号="A24"))
    assert (error.code, error.where) == ("id-twice", "议事成员!A73")  # the 3rd room's 24th: 1 + 72
    assert "与 A49 重复" in error.why


def test_a_member_who_deliberates_is_one_person(tmp_path: Path) -> None:
    content = with_row(mixed_sheets(), "议事成员", "D44", 编号="M003", 姓名="委员丙")
    problem = problem_of(tmp_path, content)
    assert problem.as_deliberator("M003")[0].room == "东镇"


def test_blank_attendance_rates_are_an_assumption_with_their_number(tmp_path: Path) -> None:
    content = farm_sheets()
    for row in content["议事成员"][1:6]:
        row[5] = ""
    found = read_sheets(tmp_path, content).problems
    (told,) = [p for p in found if p.code == "attendance-assumed"]
    assert told.severity == "assumption"
    assert "5 名议事成员没有填出席率，按 80% 估计" in told.why


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    """A small council, a village in no town, an unknown room and a lone host: four errors, one run."""
    content = with_council(farm_sheets(), "乙村", council("乙村", "B", 10, 10))
    content = with_row(content, "协商室", "甲村", 上级="")
    content = with_row(content, "协商室", "某农场", 可主持人员="")
    content = with_row(content, "议题", "FT1", 协商室="丙村")
    codes = [error.code for error in errors_of(tmp_path, content)]
    assert sorted(codes) == ["room-hosts", "room-no-town", "room-pool", "room-unknown"]


# -- numbers of several rule profiles -----------------------------------------------------------
def schemes(*rows: list[Any]) -> dict[str, Rows]:
    """The county of anhua with rooms of farm and yangzhou; its sheet 规则 holds these rows."""
    content = mixed_sheets()
    with_row(content, "基本信息", "规则方案", 内容="anhua、farm、yangzhou")
    return content | {"规则": [["规则", "协商形式", "规则方案", "参数", "值"], *rows]}


def most(problem: Problem, profile: str, rule: str, form: str = "") -> object:
    values = {(p.rule, p.name, p.form): p.value for p in problem.regimes[profile].parameters}
    return values[rule, "max", form]


def test_a_row_filled_in_beforehand_leaves_another_profiles_rooms_alone(tmp_path: Path) -> None:
    """议题上限 10 is what farm says (article 9); yangzhou has none (0), and keeps none."""
    content = schemes(["议题上限", "", "", "最多", 10])
    problem = problem_of(tmp_path, content)
    assert most(problem, "farm", "topic-cap") == 10
    assert most(problem, "yangzhou", "topic-cap") == 0
    kept = [p for p in read_sheets(tmp_path, content).problems if "原有的值" in p.why]
    assert [p.where for p in kept] == ["规则!E2", "规则!E2"]  # for the county and for yangzhou
    assert all("写明" in p.cure for p in kept)


def test_a_number_that_no_document_says_holds_everywhere(tmp_path: Path) -> None:
    problem = problem_of(tmp_path, schemes(["议题上限", "", "", "最多", 7]))
    assert {most(problem, p, "topic-cap") for p in ("farm", "yangzhou")} == {7}


def test_a_row_that_names_a_profile_holds_for_its_rooms_alone(tmp_path: Path) -> None:
    problem = problem_of(
        tmp_path,
        schemes(
            ["议题上限", "", "yangzhou", "最多", 10],
            ["到会人数", "village", "farm", "最多", 25],
        ),
    )
    assert most(problem, "yangzhou", "topic-cap") == 10
    assert most(problem, "farm", "attendance", "village") == 25
    assert most(problem, "yangzhou", "attendance") == 40
