"""Without this rule a quarrel could be consulted for ever, or twice in one month."""

from datetime import date

from ortools.sat.python.cp_model import CpModel

from constraints import bimonthly_cadence, once, one_lead_body
from constraints.second_consultation import RULE
from planner.domain import Problem
from planner.variables import Variables
from tests.builders import county, plan, session, solve_with, topic
from tests.constraints.programmes import feasible, parameter, solved, texts

FIRST, SECOND = date(2027, 4, 1), date(2027, 5, 31)
# 1 April + 60 days: 29 left in April, 31 in May → 31 May.
RULES = [RULE, one_lead_body.RULE, once.RULE, bimonthly_cadence.RULE]


def twice() -> Problem:
    topics = (topic(1, needs_second=True), topic(2))
    return county(RULES, topics=topics)


def placed(first: date, second: date) -> bool:
    wanted = {"bimonthly-2": ("T01", first), "bimonthly-3": ("T01", second)}
    return feasible(twice(), RULE, wanted)


def test_the_second_round_is_sixty_days_after_the_first() -> None:
    assert placed(FIRST, date(2027, 6, 15))
    assert placed(FIRST, SECOND)  # exactly 60
    assert not placed(date(2027, 4, 2), SECOND)  # 59


def test_the_offices_own_gap_counts() -> None:
    topics = (topic(1, needs_second=True), topic(2))
    problem = county(RULES, [parameter("second-consultation", "min_gap_days", 61)], topics=topics)
    sessions = [
        session(2, FIRST, topics=("T01",)),
        session(3, SECOND, topics=("T01",), round=2),
    ]
    assert "相隔 60 天，至少应隔 61 天" in texts(RULE.check, plan(*sessions), problem)
    wanted = {"bimonthly-2": ("T01", FIRST), "bimonthly-3": ("T01", SECOND)}
    assert not feasible(problem, RULE, wanted)


def test_one_round_alone_is_not_enough_where_two_are_needed() -> None:
    def alone(model: CpModel, v: Variables) -> None:
        model.add(sum(v.topic_in(slot.id, "T01") for slot in v.sessions) == 1)

    assert not solve_with(twice(), [RULE], "programme", alone)[0]
    single = plan(session(2, FIRST, topics=("T01",)))
    assert "T01 需二次协商，只安排了 bimonthly-2 一次" in texts(RULE.check, single, twice())


def test_a_topic_that_needs_two_may_also_stay_out() -> None:
    wanted = {f"bimonthly-{n}": "T02" for n in range(1, 7)}
    assert feasible(twice(), RULE, wanted)


def test_the_session_with_the_plenary_may_be_the_first_round() -> None:
    # 11 January + 60 days = 12 March (20 left in January, 28 in February, 12 in March)
    first = {"bimonthly-1": ("T01", date(2027, 1, 11))}
    assert feasible(twice(), RULE, first | {"bimonthly-2": ("T01", date(2027, 3, 12))})
    assert not feasible(twice(), RULE, first | {"bimonthly-2": ("T01", date(2027, 3, 11))})


def test_a_topic_heard_before_has_one_session_left_and_after_two_none() -> None:
    topics = (topic(1, rounds_held=1, needs_second=True), topic(2, rounds_held=2))
    problem = county([RULE], topics=topics)
    assert feasible(problem, RULE, {"bimonthly-2": "T01"})
    assert not feasible(problem, RULE, {"bimonthly-2": "T01", "bimonthly-5": "T01"})
    assert not feasible(problem, RULE, {"bimonthly-2": "T02"})
    third = plan(session(2, FIRST, topics=("T02",), round=3))
    found = texts(RULE.check, third, problem)
    assert "议题 T02 此前已协商 2 次，本年又安排 1 次，共 3 次" in found


def test_rounds_are_numbered_and_the_second_place_is_tentative() -> None:
    topics = (topic(1, needs_second=True), topic(2, rounds_held=1), topic(3))
    problem = county(RULES, topics=topics)
    bare = plan(
        session(3, SECOND, topics=("T01",), state="confirmed"),
        session(2, FIRST, topics=("T01",), state="confirmed"),
        session(4, date(2027, 7, 15), topics=("T02",)),
        session(5, date(2027, 9, 16), topics=("T03",)),
    )
    found = texts(RULE.check, bare, problem)
    assert "bimonthly-3 是议题 T01 的第 2 次协商，写作第 1 次" in found
    assert "bimonthly-3 是议题 T01 的第二次协商，第一次尚未开过，状态应为“暂定”" in found
    assert "bimonthly-4 是议题 T02 的第 2 次协商" in found
    assert RULE.make is not None
    made = RULE.make(bare, problem)
    assert {s.id: (s.round, s.state) for s in made.sessions} == {
        "bimonthly-2": (1, "confirmed"),
        "bimonthly-3": (2, "tentative"),
        "bimonthly-4": (2, "tentative"),
        "bimonthly-5": (1, "tentative"),
    }
    assert RULE.check(made, problem).holds


def test_what_the_model_places_passes_the_check() -> None:
    # six sessions: T01 twice, and four of T02 … T06 once each
    topics = (topic(1, needs_second=True), *(topic(n) for n in range(2, 7)))
    problem = county(RULES, topics=topics)
    found, _ = solved(problem, RULES, {"bimonthly-2": "T01"})
    assert RULE.make is not None
    made = RULE.make(found, problem)
    rounds = [(s.round, s.state) for s in made.by_date() if s.topics == ("T01",)]
    assert rounds == [(1, "tentative"), (2, "tentative")]
    assert RULE.check(made, problem).holds
