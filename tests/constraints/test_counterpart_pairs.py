"""Every committee meets each of its departments once a year: a pair forgotten is nobody's fault."""

from datetime import date

import pytest

from constraints.counterpart_pairs import RULE
from planner.domain import ParameterValue, Problem
from planner.plan import Plan
from tests.builders import KAILU_BODIES, kailu_county, plan, solve_with, topic
from tests.constraints.kailu_sessions import PAIR, pair
from tests.constraints.programmes import feasible, solved, texts

# 经济委员会 has two departments here and no other committee any.
ALONE = tuple(
    b if b.name == "经济委员会" else b.model_copy(update={"departments": ()}) for b in KAILU_BODIES
)
OTHER = "counterpart-经济委员会-工信局"
JOINT = ParameterValue(rule="counterpart-pairs", name="joint", form="counterpart", value=1)


def economy(*overrides: ParameterValue, **changes: object) -> Problem:
    return kailu_county([RULE], overrides, bodies=ALONE, **changes)


def met(**changes: object) -> Plan:
    return plan(pair(**changes), pair(id=OTHER, departments=("工信局",)))


def test_both_pairs_met_is_right_and_one_missing_or_cancelled_is_named() -> None:
    assert RULE.check(met(), economy()).holds
    for broken in (plan(pair()), met().update(met().sessions[1].replace(state="cancelled"))):
        assert "经济委员会与工信局全年对口协商 0 次，至少 1 次" in texts(
            RULE.check, broken, economy()
        )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"lead_body": "教育委员会"}, "应由对口的经济委员会牵头"),
        ({"departments": ("教育局",)}, "没有发改局"),
    ],
)
def test_a_session_is_led_by_the_committee_with_its_department_there(
    changes: dict[str, object], words: str
) -> None:
    assert words in texts(RULE.check, met(**changes), economy())


def test_twice_a_year_asks_for_two_sessions_in_turn() -> None:
    twice = ParameterValue(rule="counterpart-pairs", name="n", form="counterpart", value=2)
    problem = economy(twice)
    assert "1 次，至少 2 次" in texts(RULE.check, met(), problem)
    second = pair(id=f"{PAIR}-2", date=date(2027, 9, 9))
    other = pair(id=f"{OTHER}-2", departments=("工信局",), date=date(2027, 9, 9))
    assert RULE.check(plan(*met().sessions, second, other), problem).holds

    def fix(model, v):  # type: ignore[no-untyped-def]
        model.add(v.on_day(PAIR, date(2027, 9, 9)) == 1)
        model.add(v.on_day(f"{PAIR}-2", date(2027, 5, 20)) == 1)

    assert not solve_with(problem, [RULE], "programme", fix)[0]


def test_a_pair_takes_a_topic_that_concerns_its_department_alone() -> None:
    # Blank 相关部门 stand for all of the committee's; 工信局's topic is not 发改局's.
    for departments, right in (((), True), (("发改局", "财政局"), True), (("工信局",), False)):
        problem = economy(topics=(topic(1, departments=departments),))
        assert feasible(problem, RULE, {PAIR: "T01"}) is right
        held = met(topics=("T01",), departments=("发改局", *departments))
        assert RULE.check(held, problem).holds is right


def test_a_joint_session_is_for_all_of_a_committees_departments() -> None:
    problem = economy(JOINT, topics=(topic(1, departments=("工信局",)),))
    pairs = [s for s in problem.slots if s.form == "counterpart"]
    assert [s.id for s in pairs] == ["counterpart-经济委员会"]
    alone = problem.model_copy(update={"slots": (problem.slot("plenary-1"), *pairs)})
    found, _ = solved(alone, [RULE], {"counterpart-经济委员会": "T01"})
    together = found.session("counterpart-经济委员会")
    assert together is not None
    assert set(together.departments) == {"发改局", "工信局"}
    assert RULE.check(plan(together), problem).holds
    without = together.replace(departments=("发改局",))
    assert "没有工信局" in texts(RULE.check, plan(without), problem)
    assert "全年对口协商 0 次" in texts(RULE.check, plan(), problem)
