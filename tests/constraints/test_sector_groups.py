"""Every 界别 or liaison group has its activity: a group left out is some thirty members left out."""

from datetime import date

from constraints.sector_groups import RULE
from planner.domain import LiaisonGroup, ParameterValue, Problem
from tests.builders import SECTORS, kailu_county, member, plan, solve_with, topic
from tests.constraints.kailu_sessions import sector
from tests.constraints.programmes import feasible, texts

EACH = [sector(id=f"sector-{name}", group=name) for name in SECTORS]
GROUPS = (
    LiaisonGroup(name="东组", convenor="M001", convenor_name="委员1"),
    LiaisonGroup(name="西组", convenor="M002", convenor_name="委员2"),
)


def grouped(**changes: object) -> Problem:
    members = tuple(member(n, liaison_group="东组" if n % 2 else "西组") for n in range(1, 21))
    return kailu_county([RULE], liaison_groups=GROUPS, members=members, **changes)


def test_each_sector_has_one_and_a_missing_one_is_named() -> None:
    problem = kailu_county([RULE])
    assert RULE.check(plan(*EACH), problem).holds
    assert "农业全年有 0 次界别协商，至少 1 次" in texts(
        RULE.check, plan(*(s for s in EACH if s.group != "农业")), problem
    )


def test_where_groups_are_listed_they_stand_for_the_sectors() -> None:
    problem = grouped()
    assert [s.id for s in problem.slots if s.form == "sector"] == ["sector-东组", "sector-西组"]
    both = [sector(id=f"sector-{name}", group=name) for name in ("东组", "西组")]
    assert RULE.check(plan(*both), problem).holds
    assert "没有这个界别或联络活动组" in texts(RULE.check, plan(*both, EACH[0]), problem)


def test_two_a_year_are_counted_and_numbered_by_date() -> None:
    twice = ParameterValue(rule="sector-groups", name="n", form="sector", value=2)
    problem = kailu_county([RULE], [twice])
    assert "教育全年有 1 次界别协商，至少 2 次" in texts(RULE.check, plan(*EACH), problem)
    again = [s.replace(id=f"{s.id}-2") for s in EACH]
    assert RULE.check(plan(*EACH, *again), problem).holds

    def fix(model, v):  # type: ignore[no-untyped-def]
        model.add(v.on_day("sector-教育", date(2027, 9, 9)) == 1)
        model.add(v.on_day("sector-教育-2", date(2027, 5, 20)) == 1)

    assert not solve_with(problem, [RULE], "programme", fix)[0]


def test_a_group_takes_a_topic_that_names_it_alone() -> None:
    for sectors, right in ((("教育", "医卫"), True), (("医卫",), False), ((), False)):
        problem = kailu_county([RULE], topics=(topic(1, sectors=sectors),))
        assert feasible(problem, RULE, {"sector-教育": "T01"}) is right
        held = [s.replace(topics=("T01",)) if s.group == "教育" else s for s in EACH]
        assert RULE.check(plan(*held), problem).holds is right
