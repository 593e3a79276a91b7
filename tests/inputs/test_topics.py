"""议题: what each column means, and what makes a topic impossible to place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.inputs.workbooks import (
    one_error,
    problem_of,
    sheets,
    warnings_of,
    with_cell,
    with_column,
)


def test_mandated_by_word_or_by_unit(tmp_path: Path) -> None:
    problem = problem_of(tmp_path, with_column("议题", "指定单位", "县委", "无"))
    topics = [(t.importance, t.mandated, t.mandated_by) for t in problem.topics]
    assert topics == [(5, True, "县委"), (4, False, ""), (5, True, "")]


@pytest.mark.parametrize("rank", [0, 6, "重要", 2.5])
def test_importance_out_of_range_is_refused(tmp_path: Path, rank: object) -> None:
    found = one_error(tmp_path, with_cell("议题", "D2", rank))
    assert "指定" in found.cure


def test_a_topic_that_no_form_allows_is_refused(tmp_path: Path) -> None:
    for form in ("专题协商会", "plenary"):  # not of this profile; takes no topics of its own
        found = one_error(tmp_path, with_column("议题", "协商形式", form))
        assert (found.code, found.cell) == ("topic-no-form", "F2")
        assert "双月协商座谈会" in found.cure


def test_forms_go_by_name_or_id(tmp_path: Path) -> None:
    problem = problem_of(
        tmp_path, with_column("议题", "协商形式", "双月协商座谈会、special", "bimonthly")
    )
    assert problem.topic("T01").forms == ("bimonthly", "special")
    assert problem.topic("T02").forms == ("bimonthly",)


def test_a_mistyped_form_is_suggested(tmp_path: Path) -> None:
    found = one_error(tmp_path, with_column("议题", "协商形式", "双月座谈会"))
    assert "是否为“双月协商座谈会”" in found.cure


def test_an_excluded_topic_need_not_have_a_form(tmp_path: Path) -> None:
    content = with_column("议题", "协商形式", "专题协商会")
    content["议题"][0].append("不予协商情形")
    content["议题"][1].append("已有明确规定")
    assert problem_of(tmp_path, content).topic("T01").is_excluded


@pytest.mark.parametrize("word", ["", "无", "否", "/"])
def test_no_exclusion_ground(tmp_path: Path, word: str) -> None:
    problem = problem_of(tmp_path, with_column("议题", "不予协商情形", word))
    assert not problem.topic("T01").is_excluded


def test_earliest_after_latest_is_refused(tmp_path: Path) -> None:
    content = with_column("议题", "最早月份", "7月")
    content["议题"][0].append("最晚月份")
    content["议题"][1].append(5)
    found = one_error(tmp_path, content)
    assert (found.code, found.cell) == ("months-backwards", "G2")


@pytest.mark.parametrize(
    ("wanted", "expertise", "asks"),
    [("", "冷链", True), ("", "", False), ("否", "冷链", False), ("是", "", True)],
)
def test_experts_are_asked_for_by_word_or_by_expertise(
    tmp_path: Path, wanted: str, expertise: str, asks: bool
) -> None:
    content = with_column("议题", "需专家", wanted)
    content["议题"][0].append("所需专长")
    content["议题"][1].append(expertise)
    assert problem_of(tmp_path, content).topic("T01").wants_experts is asks


def test_stakeholders_are_persons_units_or_fields(tmp_path: Path) -> None:
    content = with_column("议题", "利益相关方", "委员甲；赵主席；经济委员会；茶叶种植户；M002")
    found = problem_of(tmp_path, content).topic("T01").stakeholders
    assert found == ("M001", "赵主席", "经济委员会", "茶叶种植户", "M002")


def test_months_dates_and_numbers(tmp_path: Path) -> None:
    content = sheets()
    columns = {
        "建议月份": "5,6",
        "决策时间": "9月30日",
        "已协商次数": "1次",
        "需二次协商": "√",
        "调研天数": 2,
        "涉密": "是",
    }
    content["议题"][0] += list(columns)
    content["议题"][1] += list(columns.values())
    problem = problem_of(tmp_path, content)
    topic = problem.topic("T01")
    assert topic.suggested_months == (5, 6)
    assert topic.decision_date == date(2027, 9, 30)
    assert (topic.rounds_held, topic.needs_second, topic.research_days) == (1, True, 2)
    assert topic.secret
    assert any("按 2027 年" in text for text in problem.assumptions)


def test_a_topic_for_a_council_room_is_refused(tmp_path: Path) -> None:
    found = one_error(tmp_path, with_column("议题", "协商室", "东坪镇协商室"))
    assert (found.code, found.cell) == ("not-honoured", "F2")


def test_a_sector_without_members_is_pointed_out(tmp_path: Path) -> None:
    found = warnings_of(tmp_path, with_column("议题", "相关界别", "农 业、农业界"))
    assert [(p.code, p.value) for p in found] == [("sector-unknown", "农业界")]
    assert "“农业”" in found[0].cure


def test_a_proposing_committee_is_spelt_as_in_its_sheet(tmp_path: Path) -> None:
    """A topic with a blank 牵头单位 goes first to the body that proposed it."""
    problem = problem_of(tmp_path, with_cell("议题", "C4", "教育 委员会、群众"))
    assert problem.topic("T03").proposers == ("教育委员会", "群众")


def test_a_title_broken_over_two_lines_is_one_title(tmp_path: Path) -> None:
    problem = problem_of(tmp_path, with_cell("议题", "B2", " 推进农产品冷\n链物流 建设（一期）"))
    assert problem.topic("T01").title == "推进农产品冷链物流建设（一期）"
