"""Rule profiles: one, the other, both; what two of them say differently."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import inputs.reading.year
from inputs.profile import Profile, county_rules, load_profile
from planner.domain import ParameterValue
from tests.inputs.workbooks import (
    Rows,
    changed,
    kailu_sheets,
    one_error,
    problem_of,
    read_sheets,
    with_item,
)


def both(names: str = "anhua、kailu") -> dict[str, Rows]:
    content = kailu_sheets()
    for row in content["基本信息"]:
        if row[0] == "规则方案":
            row[1] = names
    return content


def test_two_profiles_unite_their_forms(tmp_path: Path) -> None:
    problem = problem_of(tmp_path, both())
    assert problem.settings.profiles == ("anhua", "kailu")
    forms = [form.id for form in problem.forms]
    assert forms == ["plenary", "bimonthly", *(f.id for f in load_profile("kailu").forms[1:])]
    ids = [slot.id for slot in problem.slots]
    assert len(ids) == len(set(ids))
    assert {"bimonthly-1", "quarterly-4", "counterpart-教育委员会-教育局"} <= set(ids)


def test_a_rule_of_one_profile_holds_for_its_forms_alone(tmp_path: Path) -> None:
    problem = problem_of(tmp_path, both())
    assert problem.scopes["scheme-approval"] == {"plenary", "bimonthly"}
    assert "bimonthly" not in problem.scopes["required-matters"]
    assert "lead-time" not in problem.scopes
    assert problem.parameter("annual-count", "count", "standing").source == "kailu 四11"
    assert problem.parameter("outcome", "days", "bimonthly").source == "anhua 三(五)"


def test_anhua_alone_has_no_scopes_and_no_items(tmp_path: Path) -> None:
    problem = problem_of(tmp_path, changed())
    assert problem.scopes == {}
    assert all(topic.is_candidate for topic in problem.topics)


def with_lead_months(profile: Profile, form: str, months: int, article: str) -> Profile:
    value = ParameterValue(
        rule="lead-time", name="lead_months", form=form, value=months, source=article
    )
    kept = [p for p in profile.parameters if (p.rule, p.name, p.form) != (*_KEY, form)]
    return Profile(
        **{**vars(profile), "parameters": (*kept, value)},
    )


_KEY = ("lead-time", "lead_months")


@pytest.fixture
def differing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Profiles that set one parameter of one form differently: kailu with a number for bimonthly."""
    kailu = with_lead_months(load_profile("kailu"), "bimonthly", 1, "kailu 四9")
    known: dict[str, Any] = {"anhua": load_profile("anhua"), "kailu": kailu}
    monkeypatch.setattr(inputs.reading.year, "find_profile", known.get)


@pytest.mark.parametrize(
    ("names", "holds", "first"), [("anhua、kailu", 2, "安化"), ("kailu、anhua", 1, "开鲁")]
)
def test_the_profile_named_first_holds_and_both_articles_are_said(
    tmp_path: Path, differing: None, names: str, holds: int, first: str
) -> None:
    result = read_sheets(tmp_path, both(names))
    assert result.problem is not None
    assert result.problem.number("lead-time", "lead_months", "bimonthly") == holds
    found = [p for p in result.problems if p.code == "profiles-differ"]
    assert [(p.severity, p.where) for p in found] == [("assumption", "基本信息!B4")]
    assert "anhua 二4、三(二)1" in found[0].why
    assert "kailu 四9" in found[0].why
    assert "双月协商座谈会" in found[0].why
    assert f"先写的“{first}" in found[0].why
    assert any("两个方案不同" in text for text in result.problem.assumptions)


def test_the_sheet_of_rules_settles_what_profiles_say_differently(
    tmp_path: Path, differing: None
) -> None:
    content = both()
    content["规则"] = [
        ["规则", "协商形式", "参数", "值"],
        ["提前期", "双月协商座谈会", "提前月数", 3],
    ]
    result = read_sheets(tmp_path, content)
    assert result.problem is not None
    assert result.problem.number("lead-time", "lead_months", "bimonthly") == 3
    assert "profiles-differ" not in [p.code for p in result.problems]


def test_profiles_that_agree_are_not_reported(tmp_path: Path) -> None:
    codes = [p.code for p in read_sheets(tmp_path, both()).problems]
    assert "profiles-differ" not in codes


def test_one_unknown_profile_of_two_is_named_with_near_names(tmp_path: Path) -> None:
    found = one_error(tmp_path, with_item("规则方案", "anhua、开鲁全形式"))
    assert (found.code, found.value) == ("profile-unknown", "开鲁全形式")
    assert "是否为“开鲁全形式协商”" in found.cure
    assert "开鲁全形式协商（kailu）" in found.cure


@pytest.mark.parametrize("names", ["kailv", "anhua、kailv"])
def test_what_an_unknown_profile_would_have_is_not_called_unknown_too(
    tmp_path: Path, names: str
) -> None:
    content = both(names)
    content["议题"][0] += ["协商形式", "相关界别"]
    content["议题"][1] += ["对口协商", ""]
    content["议题"][2] += ["界别协商", "东组"]
    content["锁定"] = [["对象", "项目", "值"], ["P01", "月份", "4"]]
    content["规则"] = [
        ["规则", "协商形式", "参数", "值"],
        ["年度次数", "专题协商会", "年度次数", 3],
    ]
    found = read_sheets(tmp_path, content).problems
    assert [(p.code, p.value) for p in found if p.severity != "assumption"] == [
        ("profile-unknown", "kailv")
    ]


def test_a_group_of_a_sheet_not_used_is_not_called_unknown_too(tmp_path: Path) -> None:
    content = both("anhua")
    del content["重点提案"], content["监督活动"]
    content["议题"][0].append("相关界别")
    content["议题"][1].append("东组")
    found = read_sheets(tmp_path, content).problems
    assert [(p.code, p.sheet) for p in found if p.severity != "assumption"] == [
        ("not-honoured", "联络活动组")
    ]


def test_a_number_of_sessions_is_overridden_by_form(tmp_path: Path) -> None:
    content = kailu_sheets()
    content["规则"] = [
        ["规则", "协商形式", "参数", "值"],
        ["年度次数", "standing", "count", 3],
        ["对口全覆盖", "对口协商", "n", 2],
        ["提前期", "民主评议、监督性视察", "提前月数", 2],
    ]
    problem = problem_of(tmp_path, content)
    ids = [slot.id for slot in problem.slots]
    assert {"standing-3", "counterpart-教育委员会-教育局-2"} <= set(ids)
    assert "special-3" not in ids
    assert problem.parameter("lead-time", "lead_months", "supervision").source == "规则!D4"
    assert problem.number("lead-time", "lead_months", "counterpart") == 1


def test_a_form_whose_name_holds_a_comma_is_one_form_in_every_column(tmp_path: Path) -> None:
    content = kailu_sheets()
    form = "民主评议、监督性视察"
    content["日历"] = [
        ["开始", "结束", "类型", "适用"],
        ["2027-5-6", "2027-5-7", "回避", f"经济委员会、{form}，专题协商会"],
    ]
    content["会场"] = [["名称", "协商形式"], ["三楼", f"对口协商、{form}"]]
    problem = problem_of(tmp_path, content)
    assert problem.blackouts[0].scope == ("经济委员会", "supervision", "special")
    assert problem.venues[0].forms == ("counterpart", "supervision")


def test_yangzhou_asks_the_county_for_the_members_record() -> None:
    """(十二): taking part in a room's sessions counts in a member's year; anhua alone asks for none."""
    alone = county_rules([load_profile("anhua")])
    with_rooms = county_rules([load_profile("anhua"), load_profile("yangzhou")])
    assert "duty-record" not in alone
    assert with_rooms == alone | {"duty-record": "yangzhou (十二)"}
