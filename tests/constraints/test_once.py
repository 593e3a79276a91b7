"""Without this rule the weightiest topic would fill every session of the year."""

from datetime import date

from constraints.once import RULE
from tests.builders import county, plan, session, topic
from tests.constraints.programmes import feasible, texts

TWICE = {"bimonthly-2": "T01", "bimonthly-4": "T01"}
THRICE = TWICE | {"bimonthly-6": "T01"}


def test_a_topic_is_heard_once() -> None:
    assert feasible(county([RULE]), RULE, {"bimonthly-2": "T01", "bimonthly-4": "T02"})
    assert not feasible(county([RULE]), RULE, TWICE)


def test_a_topic_that_needs_a_second_round_is_heard_twice_at_most() -> None:
    problem = county([RULE], topics=(topic(1, needs_second=True), topic(2)))
    assert feasible(problem, RULE, TWICE)
    assert not feasible(problem, RULE, THRICE)


def test_the_session_with_the_plenary_counts_as_one_hearing() -> None:
    assert not feasible(county([RULE]), RULE, {"bimonthly-1": "T01", "bimonthly-4": "T01"})


def test_the_check_names_the_sessions_and_leaves_cancelled_ones_out() -> None:
    first = session(2, date(2027, 3, 18), topics=("T01",))
    again = session(4, date(2027, 7, 15), topics=("T01",))
    found = texts(RULE.check, plan(first, again), county([RULE]))
    assert "议题 T01 安排了 2 次（bimonthly-2、bimonthly-4）" in found
    assert RULE.check(plan(first.replace(state="cancelled"), again), county([RULE])).holds
