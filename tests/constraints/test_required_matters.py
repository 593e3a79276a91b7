"""The five reports go before the plenary: left off its list, they would be decided unheard."""

from datetime import date

import pytest

from constraints.required_matters import RULE, heard_at_plenary
from planner.domain import Lock, Problem
from planner.plan import Plan, Session
from tests.builders import item_topics, kailu_county, plan, session, topic
from tests.constraints.programmes import feasible, texts

PLENARY = Session(id="plenary-1", form="plenary", date=date(2027, 1, 11))
REPORTS = ("R1", "R2", "R3", "R4", "R5")


def with_topic(**changes: object) -> Problem:
    return kailu_county([RULE], topics=(topic(1, **changes), *item_topics()))


def made(problem: Problem) -> Plan:
    assert RULE.make is not None
    return RULE.make(plan(PLENARY), problem)


def test_the_five_reports_stand_on_the_plenarys_list() -> None:
    problem = kailu_county([RULE])
    assert made(problem).sessions[0].topics == REPORTS
    assert RULE.check(made(problem), problem).holds


@pytest.mark.parametrize("missing", REPORTS)
def test_a_report_left_off_or_heard_elsewhere_is_named(missing: str) -> None:
    problem = kailu_county([RULE])
    rest = tuple(r for r in REPORTS if r != missing)
    elsewhere = session(1, date(2027, 5, 20), id="standing-1", form="standing", topics=(missing,))
    for broken in (
        plan(PLENARY.replace(topics=rest)),
        plan(PLENARY.replace(topics=rest), elsewhere),
    ):
        assert f"没有 {missing}" in texts(RULE.check, broken, problem)


def test_an_assigned_topic_that_only_the_plenary_may_hear_is_heard_there() -> None:
    problem = with_topic(forms=("plenary",), mandated=True)
    assert made(problem).sessions[0].topics == ("T01", *REPORTS)
    assert "指定议题 T01" in texts(RULE.check, plan(PLENARY.replace(topics=REPORTS)), problem)
    assert not feasible(problem, RULE, {"special-1": "T01"})


def test_a_listed_matter_goes_to_the_plenary_or_to_a_standing_session() -> None:
    # Allowed both forums and assigned: it is a 常委会's, unless a lock puts it in the plenary.
    both = {"forms": ("plenary", "standing"), "mandated": True}
    problem = with_topic(**both)
    assert "T01" not in made(problem).sessions[0].topics
    assert feasible(problem, RULE, {"standing-1": "T01"})
    locked = problem.model_copy(
        update={"locks": (Lock(subject="T01", item="入选", values=("plenary-1",)),)}
    )
    assert made(locked).sessions[0].topics == ("T01", *REPORTS)
    assert not feasible(locked, RULE, {"standing-1": "T01"})


@pytest.mark.parametrize(
    ("facts", "heard"),
    [
        ({}, True),
        ({"earliest_month": 1, "latest_month": 1}, True),
        ({"earliest_month": 2}, False),  # the plenary is on 11–13 January
        ({"decision_date": date(2027, 1, 14)}, True),
        ({"decision_date": date(2027, 1, 13)}, False),
        ({"exclusion": "已有明确规定"}, False),
        ({"mandated": False}, False),  # nobody has assigned it: the plenary has its own matters
    ],
)
def test_what_keeps_a_topic_from_the_plenary_keeps_it_off_the_list(
    facts: dict[str, object], heard: bool
) -> None:
    problem = with_topic(**({"forms": ("plenary",), "mandated": True} | facts))
    assert ("T01" in [t.id for t in heard_at_plenary(problem)]) is heard
