"""基本信息: the year, the plenary, the rule profile, the emphasis."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.inputs.workbooks import (
    errors_of,
    kailu_sheets,
    one_error,
    problem_of,
    read_sheets,
    sheets,
    warnings_of,
    with_item,
)


@pytest.mark.parametrize("year", [2023, 2036, "二〇二七", "明年"])
def test_a_year_out_of_range_or_in_words_is_refused(tmp_path: Path, year: Any) -> None:
    found = next(p for p in errors_of(tmp_path, with_item("年度", year)) if p.sheet == "基本信息")
    assert "2024—2035" in found.cure


def test_the_plenary_may_not_end_before_it_begins(tmp_path: Path) -> None:
    found = one_error(tmp_path, with_item("全体会议结束", "2027-1-9"))
    assert found.code == "plenary-backwards"
    assert "2027-01-11" in found.why


def test_a_plenary_of_weeks_is_a_slip(tmp_path: Path) -> None:
    assert one_error(tmp_path, with_item("全体会议结束", "2027-3-13")).code == "plenary-long"


def test_a_plenary_in_march_asks_for_a_choice_and_names_the_three(tmp_path: Path) -> None:
    content = with_item("全体会议开始", "2027-3-2")
    content["基本信息"] = [row for row in content["基本信息"] if row[0] != "全体会议结束"]
    content["基本信息"].append(["全体会议结束", "2027-3-4"])
    found = one_error(tmp_path, content)
    assert found.code == "plenary-choice-missing"
    assert all(word in found.cure for word in ("单独召开", "并入全会", "不安排"))


@pytest.mark.parametrize(
    ("choice", "first"),
    [
        ("单独召开", (date(2027, 1, 1), False)),
        ("并入全会", (date(2027, 3, 2), True)),
        ("不安排", None),
    ],
)
def test_each_choice_gives_its_own_first_session(
    tmp_path: Path, choice: str, first: tuple[date, bool] | None
) -> None:
    content = sheets()
    rows = [r for r in content["基本信息"] if not str(r[0]).startswith("全体会议")]
    content["基本信息"] = [
        *rows,
        ["全体会议开始", "2027-3-2"],
        ["全体会议结束", "2027-3-4"],
        ["全会不在一二月时", choice],
    ]
    slots = {slot.id: (slot.first, slot.merged) for slot in problem_of(tmp_path, content).slots}
    assert slots.get("bimonthly-1") == first


def test_a_choice_where_none_is_asked_for_is_said_to_be_idle(tmp_path: Path) -> None:
    result = read_sheets(tmp_path, with_item("全会不在一二月时", "不安排"))
    assert result.problem is not None
    assert result.problem.settings.merge_choice == ""
    assert "choice-idle" in [p.code for p in result.problems]


def test_only_two_month_sessions_ask_where_the_first_one_goes(tmp_path: Path) -> None:
    """A plenary in March refuses no county without two-month sessions; a choice there is idle."""
    content = kailu_sheets()
    content["基本信息"] = [r for r in content["基本信息"] if not r[0].startswith("全体会议")]
    content["基本信息"] += [["全体会议开始", "2027-3-2"], ["全体会议结束", "2027-3-4"]]
    problem = problem_of(tmp_path, content)
    assert problem.slots[0].first == date(2027, 3, 2)
    content["基本信息"] += [["全会不在一二月时", "不安排"]]
    (idle,) = [p for p in warnings_of(tmp_path, content) if p.code == "choice-idle"]
    assert "没有双月协商" in idle.why


def test_an_unknown_profile_names_those_there_are(tmp_path: Path) -> None:
    found = one_error(tmp_path, with_item("规则方案", "安化双月协"))
    assert (found.code, found.value) == ("profile-unknown", "安化双月协")
    assert "是否为“安化双月协商”" in found.cure
    assert "（anhua）" in found.cure


def test_a_profile_goes_by_id_or_name(tmp_path: Path) -> None:
    for name in ("anhua", "安化双月协商"):
        assert problem_of(tmp_path, with_item("规则方案", name)).settings.profiles == ("anhua",)


def test_an_unknown_emphasis_names_those_there_are(tmp_path: Path) -> None:
    found = one_error(tmp_path, with_item("侧重", "均横"))
    assert found.code == "emphasis-unknown"
    assert "是否为“均衡”" in found.cure


def test_last_years_plan_is_refused_not_ignored(tmp_path: Path) -> None:
    found = one_error(tmp_path, with_item("上年计划", "2026.xlsx"))
    assert (found.code, found.value) == ("not-honoured", "2026.xlsx")


def test_several_chair_meetings_are_sorted_and_the_first_fixes_the_topics(tmp_path: Path) -> None:
    problem = problem_of(tmp_path, with_item("主席会议日期", "2026-12-12、2026年12月2日"))
    assert problem.settings.chair_meetings == (date(2026, 12, 2), date(2026, 12, 12))
    assert problem.settings.topics_fixed == date(2026, 12, 2)


def test_a_chair_meeting_after_the_approval_is_pointed_out(tmp_path: Path) -> None:
    result = read_sheets(tmp_path, with_item("主席会议日期", "2026-12-30"))
    assert "approval-order" in [p.code for p in result.problems if p.severity == "warning"]


def test_a_mistyped_item_is_suggested(tmp_path: Path) -> None:
    content = sheets()
    content["基本信息"][6][0] = "计划批准日"
    found = one_error(tmp_path, content)
    assert (found.code, found.cell, found.value) == ("item-missing", "A7", "计划批准日")
    content = with_item("会议时常", 90)
    found = one_error(tmp_path, content)
    assert (found.code, found.value) == ("column-mistyped", "会议时常")


@pytest.mark.parametrize("year", range(2024, 2036))
def test_every_year_that_the_product_is_for_can_be_read(tmp_path: Path, year: int) -> None:
    content = sheets()
    content["基本信息"] = [
        ["项目", "内容"],
        ["年度", year],
        ["机构名称", "政协某县委员会"],
        ["规则方案", "anhua"],
        ["全体会议开始", f"{year}-1-11"],
        ["全体会议结束", f"{year}-1-13"],
        ["计划批准日期", f"{year - 1}-12-20"],
    ]
    assert problem_of(tmp_path, content).year == year
