"""规则: the office's own numbers, checked against each parameter's limits, with their cell as source."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.inputs.workbooks import changed, kailu_sheets, one_error, problem_of, warnings_of

HEADER = ["规则", "协商形式", "参数", "值"]


def rules(*rows: list[Any]) -> dict[str, list[list[Any]]]:
    return changed(规则=[HEADER, *rows])


def test_a_value_for_one_form_comes_before_one_for_all(tmp_path: Path) -> None:
    content = rules(
        ["提前期", "双月协商座谈会", "提前月数", 1], ["lead-time", "", "lead_months", 3]
    )
    problem = problem_of(tmp_path, content)
    assert problem.number("lead-time", "lead_months", "bimonthly") == 1
    assert problem.number("lead-time", "lead_months") == 3
    assert problem.parameter("lead-time", "lead_months", "bimonthly").source == "规则!D2"


def test_a_value_for_all_forms_takes_the_place_of_the_profiles(tmp_path: Path) -> None:
    """The profile sets member-seats.target for bimonthly; a row for all forms must not be lost."""
    problem = problem_of(tmp_path, rules(["委员名额", "", "一般", "5 名"]))
    assert problem.number("member-seats", "target", "bimonthly") == 5


def test_the_value_in_force_repeated_changes_nothing(tmp_path: Path) -> None:
    problem = problem_of(tmp_path, rules(["提前期", "bimonthly", "提前月数", "２"]))
    found = problem.parameter("lead-time", "lead_months", "bimonthly")
    assert (found.value, found.source) == (2, "anhua 二4、三(二)1")


def test_several_words_are_split(tmp_path: Path) -> None:
    problem = problem_of(tmp_path, rules(["outcome-route", "", "papers", "建议案、提案"]))
    assert problem.words("outcome-route", "papers", "bimonthly") == ("建议案", "提案")


@pytest.mark.parametrize(
    ("row", "code", "cell", "cure"),
    [
        (["提前其", "", "提前月数", 2], "name-unknown", "A2", "“提前期”"),
        (["stakeholder-share", "", "share", 2], "name-unknown", "A2", "规则方案"),
        (["提前期", "专题协商会", "提前月数", 2], "name-unknown", "B2", "名称"),
        (["提前期", "", "提前月分", 2], "parameter-unknown", "C2", "提前月数"),
        (["提前期", "", "提前月数", 7], "value-invalid", "D2", "0—6"),
        (["提前期", "", "提前月数", "两"], "value-invalid", "D2", "整数"),
        (["提前期", "", "提前月数", ""], "cell-missing", "D2", "填写"),
        (["委员名额", "", "最少", 8], "limits-cross", "D2", "改"),
    ],
)
def test_a_wrong_row_is_named_with_its_cure(
    tmp_path: Path, row: list[Any], code: str, cell: str, cure: str
) -> None:
    found = one_error(tmp_path, rules(row))
    assert (found.code, found.where) == (code, f"规则!{cell}")
    assert cure in found.cure + found.why


def test_one_parameter_twice_is_an_error(tmp_path: Path) -> None:
    row = ["提前期", "", "提前月数", 1]
    found = one_error(tmp_path, rules(row, ["lead-time", "", "lead_months", 3]))
    assert (found.code, found.cell) == ("id-twice", "C3")


@pytest.mark.parametrize(
    ("row", "idle"),
    [
        (["委员名额", "专题协商会", "最多", 95], False),
        (["委员名额", "专题议政性常委会", "最多", 95], True),  # exactly the 常委, however many
        (["负担均衡", "对口协商", "递补人数", 1], True),  # a committee's own members have none
        (["出席范围", "提案办理协商", "最多人数", 10], True),  # all who brought it are there
        (["出席范围", "界别协商", "最多人数", 30], False),
        (["年度次数", "季协商座谈会", "年度次数", 6], True),  # its number is 每季次数
        (["工作日", "专题议政性常委会", "会期", 3], False),
        (["工作日", "全体会议", "会期", 3], True),  # its days are 基本信息's
    ],
)
def test_a_number_that_a_form_has_no_use_for_is_said_to_do_nothing(
    tmp_path: Path, row: list[Any], idle: bool
) -> None:
    said = warnings_of(tmp_path, kailu_sheets() | {"规则": [HEADER, row]})
    assert [w.code for w in said] == ["parameter-idle"] * idle
    if idle:
        assert said[0].cell == "B2"
        assert f"用不上“{row[2]}”" in said[0].why
