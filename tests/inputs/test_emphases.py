"""规则, rows 侧重: the office's own order of stages and its own weights."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from constraints.rooms import liaison_span, room_assignment
from inputs.problems import InputProblem
from inputs.profile import load_emphases
from inputs.template import write_template
from planner.check import rules_in_force
from planner.control import Control
from planner.domain import Emphasis, EmphasisStage
from planner.plan import Plan
from planner.plan_words import STAGES, TERMS
from planner.solve import build, solve
from tests.builders import county, kailu_county
from tests.constraints.rooms.below import below
from tests.constraints.rooms.councils import room
from tests.inputs.room_sheets import farm_sheets
from tests.inputs.workbooks import (
    Rows,
    changed,
    errors_of,
    one_error,
    problem_of,
    warnings_of,
)

HEADER = ["规则", "协商形式", "参数", "值", "说明"]
DEFAULT = load_emphases()["均衡"]


def own(*values: Any, name: str = "我县优先") -> dict[str, Rows]:
    """Return the right workbook with rows 侧重 of one name, one a value."""
    return changed(规则=[HEADER, *(["侧重", "", name, value, ""] for value in values)])


def emphasis_of(folder: Path, content: dict[str, Rows]) -> Emphasis:
    (found,) = problem_of(folder, content).own_emphases
    return found


def stage(emphasis: Emphasis, name: str) -> EmphasisStage:
    return next(stage for stage in emphasis.stages if stage.name == name)


def order(emphasis: Emphasis) -> list[str]:
    return [stage.name for stage in emphasis.stages]


def test_the_stages_named_come_in_their_order(tmp_path: Path) -> None:
    """What is not named follows as in 均衡: here 会前节点 alone; 提前期缺口 is always first."""
    found = emphasis_of(tmp_path, own("日程均衡、民生议题、议题价值、参会人员"))
    assert found.name == "我县优先"
    assert order(found) == [
        "deviations", "calendar", "livelihood", "topic-value", "meetings", "people",
    ]  # fmt: skip
    assert (found.rooms, found.belonging) == (DEFAULT.rooms, DEFAULT.belonging)
    assert stage(found, "calendar") == stage(DEFAULT, "calendar")
    assert stage(found, "livelihood") == stage(load_emphases()["民生优先"], "livelihood")


def test_stages_not_named_follow_those_of_their_own_model(tmp_path: Path) -> None:
    found = emphasis_of(tmp_path, own("错峰均匀；委员覆盖"))
    assert order(found) == [
        "deviations", "level", "topic-value", "calendar", "meetings", "people-cover",
    ]  # fmt: skip


@pytest.mark.parametrize("mark", ["=", "＝", ":", "：", " = "])
def test_a_weight_holds_in_every_stage_that_has_the_term(tmp_path: Path, mark: str) -> None:
    """各月不匀 stands in 错峰均匀 and in 日程均衡."""
    found = emphasis_of(tmp_path, own(f"错峰均匀、各月不匀{mark}６0"))
    assert stage(found, "level").weights["spread.months"] == 60
    assert stage(found, "calendar").weights["spread.months"] == 60
    assert stage(found, "calendar").weights["spread.bodies"] == 15


def test_nought_drops_a_term_and_a_deduction_stays_one(tmp_path: Path) -> None:
    found = emphasis_of(tmp_path, own("议题来源不匀=0、题式不匹配=30、入选议题的价值=1000"))
    assert "source-mix" not in stage(found, "calendar").weights
    assert stage(found, "topic-value").weights == {"topic-value": 1000, "form-match": -30}
    assert order(found) == order(DEFAULT)


def test_weights_of_rooms_stay_as_they_are(tmp_path: Path) -> None:
    found = emphasis_of(tmp_path, own("离建议月份的月数=60"))
    assert stage(found, "calendar").weights["topic-window.months-off"] == 60
    assert found.rooms == DEFAULT.rooms


def test_a_term_whose_name_holds_a_separator(tmp_path: Path) -> None:
    found = emphasis_of(
        tmp_path, own("民生议题、专长、界别、委室不合=7，性别、党派、地域不匀：9、各月不匀=8")
    )
    weights = stage(found, "people").weights
    assert (weights["relevance.missing"], weights["load-balance.mix"]) == (7, 9)
    assert stage(found, "calendar").weights["spread.months"] == 8


def test_ids_are_names_too(tmp_path: Path) -> None:
    found = emphasis_of(tmp_path, own("livelihood、source-mix=4"))
    assert order(found)[1] == "livelihood"
    assert stage(found, "calendar").weights["source-mix"] == 4


def test_rows_of_one_name_continue_one_another(tmp_path: Path) -> None:
    """Also with rows of another name, and of a rule, between."""
    content = changed(
        规则=[
            HEADER,
            ["侧重", "", "我县优先", "界别覆盖", ""],
            ["侧重", "", "稳字当头", "日程均衡", "县委要求"],
            ["提前期", "", "提前月数", 1, ""],
            ["emphasis", "", "我县 优先", "民生议题、各月不匀=9", ""],
        ]
    )
    problem = problem_of(tmp_path, content)
    first, second = problem.own_emphases
    assert (first.name, second.name) == ("我县优先", "稳字当头")
    assert order(first)[:4] == ["deviations", "reach", "livelihood", "topic-value"]
    assert order(second)[:3] == ["deviations", "calendar", "topic-value"]
    assert stage(second, "calendar") == stage(DEFAULT, "calendar")
    assert problem.emphasis == DEFAULT
    assert problem.number("lead-time", "lead_months", "bimonthly") == 1


def test_the_year_is_planned_by_the_one_named(tmp_path: Path) -> None:
    content = own("民生议题")
    content["基本信息"].append(["侧重", "我县优先"])
    problem = problem_of(tmp_path, content)
    assert problem.emphasis == problem.own_emphases[0]
    assert problem.settings.emphasis == "我县优先"
    assert warnings_of(tmp_path, content) == []


def test_one_that_the_office_does_not_have_is_unknown(tmp_path: Path) -> None:
    content = own("民生议题")
    content["基本信息"].append(["侧重", "我县优选"])
    found = one_error(tmp_path, content)
    assert (found.code, found.where) == ("emphasis-unknown", "基本信息!B9")
    assert "是否为“我县优先”" in found.cure


def test_a_faulty_one_is_not_unknown_as_well(tmp_path: Path) -> None:
    content = own("民生议提")
    content["基本信息"].append(["侧重", "我县优先"])
    assert one_error(tmp_path, content).code == "emphasis-item"


def test_rooms_alone_may_have_one(tmp_path: Path) -> None:
    content = farm_sheets() | {"规则": [HEADER, ["侧重", "", "我场优先", "民生议题", ""]]}
    content["基本信息"].append(["侧重", "我场优先"])
    assert problem_of(tmp_path, content).emphasis.rooms == DEFAULT.rooms


WRONG = [
    ("民生议提、议题价值", "emphasis-item", "民生议提", "是否为“民生议题”"),
    ("什么", "emphasis-item", "什么", "可写的阶段：提前期缺口、议题价值、日程均衡"),
    ("离建议月份=60", "emphasis-item", "离建议月份=60", "是否为“离建议月份的月数”"),
    ("放在晚上的场次=6", "emphasis-item", "放在晚上的场次=6", "可写的目标项：提前期所缺天数"),
    ("各月不匀", "emphasis-item", "各月不匀", "“各月不匀=数”"),
    ("民生议题=5", "emphasis-item", "民生议题=5", "请只写“民生议题”"),
    ("各月不匀=1001", "value-invalid", "各月不匀=1001", "0—1000"),
    ("各月不匀=-1", "value-invalid", "各月不匀=-1", "0—1000"),
    ("各月不匀=1.5", "value-invalid", "各月不匀=1.5", "整数"),
    ("各月不匀=", "value-invalid", "各月不匀=", "整数"),
    ("：5", "emphasis-item", "：5", "可写的目标项"),
    ("各月不匀=1、各月不匀=2", "id-twice", "各月不匀=2", "删去一处"),
    ("参会人员、委员覆盖", "emphasis-exclusive", "委员覆盖", "删去一个"),
    ("没有议题涉及的界别=5", "emphasis-idle", "没有议题涉及的界别", "写上阶段“界别覆盖”"),
    ("民生议题、入选民生议题的价值=0", "emphasis-empty", "入选民生议题的价值", "至少留一项"),
]


@pytest.mark.parametrize(("value", "code", "seen", "cure"), WRONG, ids=[w[0] for w in WRONG])
def test_a_wrong_item_is_named_with_its_cure(
    tmp_path: Path, value: str, code: str, seen: str, cure: str
) -> None:
    found = one_error(tmp_path, own("日程均衡", value))
    assert (found.code, found.where, found.value) == (code, "规则!D3", seen)
    assert cure in found.cure


@pytest.mark.parametrize("name", ["均衡", "民生优先", "委员覆盖", "错峰", "错 峰"])
def test_the_programs_own_are_not_written_over(tmp_path: Path, name: str) -> None:
    found = one_error(tmp_path, own("民生议题", name=name))
    assert (found.code, found.where) == ("emphasis-built-in", "规则!C2")
    assert "另起一个名称" in found.cure


@pytest.mark.parametrize(
    ("name", "code"),
    [("", "cell-missing"), ("民生、界别", "emphasis-name"), ("plan A", "emphasis-name")],
)
def test_a_name_is_one_word(tmp_path: Path, name: str, code: str) -> None:
    found = one_error(tmp_path, own("民生议题", name=name))
    assert (found.code, found.where) == (code, "规则!C2")


def test_a_row_without_a_value_is_incomplete(tmp_path: Path) -> None:
    found = one_error(tmp_path, own(""))
    assert (found.code, found.where) == ("cell-missing", "规则!D2")


def test_an_emphasis_is_of_no_one_form(tmp_path: Path) -> None:
    content = changed(规则=[HEADER, ["侧重", "双月协商座谈会", "我县优先", "民生议题", ""]])
    found = one_error(tmp_path, content)
    assert (found.code, found.where) == ("emphasis-form", "规则!B2")


def test_a_stage_twice_names_the_first_place(tmp_path: Path) -> None:
    found = one_error(tmp_path, own("民生议题", "议题价值、民生议题"))
    assert (found.code, found.cell, found.value) == ("id-twice", "D3", "民生议题")
    assert "D2" in found.why


def test_all_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    content = own("民生议提、各月不匀=x", "什么", "没有议题涉及的界别=5")
    content["规则"].append(["侧重", "对口协商", "均衡", "别的", ""])

    def place(problem: InputProblem) -> tuple[str, str]:
        return problem.cell, problem.code

    assert sorted(map(place, errors_of(tmp_path, content))) == [
        ("B5", "emphasis-form"),
        ("C5", "emphasis-built-in"),
        ("D2", "emphasis-item"),
        ("D2", "value-invalid"),
        ("D3", "emphasis-item"),
        ("D4", "emphasis-idle"),
        ("D5", "emphasis-item"),
    ]


@pytest.mark.parametrize(
    ("value", "seen"), [("参会人员、议题价值", "议题价值"), ("民生议题、提前期缺口", "提前期缺口")]
)
def test_an_order_that_cannot_be_is_pointed_out(tmp_path: Path, value: str, seen: str) -> None:
    """People are seated in a programme that stands, and a shortfall comes before everything."""
    (found,) = warnings_of(tmp_path, own(value))
    assert (found.code, found.where, found.value) == ("emphasis-order", "规则!D2", seen)
    assert order(emphasis_of(tmp_path, own(value)))[0] == "deviations"


def test_a_county_is_planned_by_its_own_emphasis(tmp_path: Path) -> None:
    """Of T01–T06, all in, only T01 is the public's own: 300 + 1; six 界别, one reached."""
    emphasis = emphasis_of(
        tmp_path, own("民生议题、界别覆盖、日程均衡、委员覆盖、各月不匀=40、专长、界别、委室不合=0")
    )
    topics = county().topics
    topics = (
        topics[0].model_copy(update={"source": "群众出题", "sectors": ("农业",)}),
        *topics[1:],
    )
    plan = solve(county(topics=topics, emphasis=emphasis), Control()).plan
    assert plan is not None
    assert (plan.emphasis, plan.status) == ("我县优先", "optimal")
    named = [stage.name for stage in plan.stages]
    assert named == [name for name in order(emphasis) if name in named]
    assert {"livelihood", "reach", "calendar", "people-cover"} <= set(named)
    values = {stage.name: stage.value for stage in plan.stages}
    assert (values["livelihood"], values["reach"]) == (301, 5)
    (people,) = (stage for stage in plan.stages if stage.name == "people-cover")
    assert "relevance.missing" not in people.terms


def test_the_workbook_lets_an_own_name_pass(tmp_path: Path) -> None:
    """Excel refuses no name in 侧重, and 规则 offers the word."""
    path = tmp_path / "空白.xlsx"
    write_template(path)
    book = load_workbook(path)
    line = next(row[1].coordinate for row in book["基本信息"] if row[0].value == "侧重")
    (drop_down,) = (v for v in book["基本信息"].data_validations.dataValidation if line in v.sqref)
    assert not drop_down.showErrorMessage
    (rules,) = (v for v in book["规则"].data_validations.dataValidation if "A2" in v.sqref)
    where = rules.formula1.split("!")[1].replace("$", "")
    assert "侧重" in [row[0].value for row in book["选项"][where]]


def terms_built() -> set[str]:
    """Return every objective term that some rule builds: of the county, a room, who belongs where."""
    found: set[str] = set()
    for problem in (county(), kailu_county(), room()):
        for decides in (("programme",), ("programme", "meetings", "people")):
            found |= set(build(problem, rules_in_force(problem), decides, None)[2])
    return found | {
        name
        for rule in (room_assignment.RULE, liaison_span.RULE)
        for name in rule.measure(Plan(year=2027), below())
    }


def test_every_term_is_one_that_a_rule_builds() -> None:
    """A term that no rule builds would count for nothing, and nobody would see it."""
    emphases = load_emphases().values()
    stages = [s for e in emphases for s in (*e.stages, *e.rooms, *e.belonging)]
    named = {term for stage in stages for term in stage.weights}
    assert named - terms_built() == set()


def test_every_stage_and_term_has_its_word() -> None:
    for emphasis in load_emphases().values():
        for one in (*emphasis.stages, *emphasis.rooms, *emphasis.belonging):
            assert one.name in STAGES
            assert set(one.weights) <= set(TERMS)


def test_no_word_means_two_things() -> None:
    """A cell cites stages and terms by these words."""
    assert len(set(STAGES.values())) == len(STAGES)
    assert len(set(TERMS.values())) == len(TERMS)
