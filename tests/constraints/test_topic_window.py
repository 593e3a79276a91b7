"""Without this rule the spring ploughing would be discussed in December."""

from datetime import date

import pytest

from constraints import bimonthly_cadence, one_lead_body
from constraints.topic_window import RULE
from planner.domain import Problem
from tests.builders import county, plan, session, topic
from tests.constraints.programmes import feasible, solved, texts

RULES = [RULE, one_lead_body.RULE, bimonthly_cadence.RULE]


def one(**changes: object) -> Problem:
    return county([RULE], topics=(topic(1, **changes), topic(2)))


@pytest.mark.parametrize(
    ("window", "day", "right"),
    [
        ({"latest_month": 5}, date(2027, 5, 31), True),  # just inside
        ({"latest_month": 5}, date(2027, 6, 1), False),
        ({"earliest_month": 6}, date(2027, 6, 1), True),
        ({"earliest_month": 6}, date(2027, 5, 31), False),
        ({"earliest_month": 5, "latest_month": 6}, date(2027, 5, 31), True),
        ({"latest_month": 4}, date(2027, 5, 31), False),  # the whole period is out
    ],
)
def test_the_session_is_within_the_topics_months(
    window: dict[str, int], day: date, right: bool
) -> None:
    problem = one(**window)
    assert feasible(problem, RULE, {"bimonthly-3": ("T01", day)}) is right
    verdict = RULE.check(plan(session(3, day, topics=("T01",))), problem)
    assert verdict.holds is right


def test_another_topic_keeps_the_days_that_one_topics_window_bars() -> None:
    assert feasible(one(latest_month=5), RULE, {"bimonthly-3": ("T02", date(2027, 6, 1))})


def test_the_window_holds_with_the_plenary_too() -> None:
    assert feasible(one(latest_month=1), RULE, {"bimonthly-1": "T01"})
    assert not feasible(one(earliest_month=2), RULE, {"bimonthly-1": "T01"})


def test_a_session_moves_to_its_topics_suggested_month() -> None:
    # T01 wishes May and sits in May–June: 0 off in May, 1 off in June.
    topics = (topic(1, suggested_months=(5,)), topic(2))
    problem = county(RULES, topics=topics)
    best, terms = solved(problem, RULES, {"bimonthly-3": "T01"}, minimise="topic-window.months-off")
    held = best.session("bimonthly-3")
    assert held is not None
    assert held.date.month == 5
    assert RULE.measure(best, problem) == terms == {"topic-window.months-off": 0}


@pytest.mark.parametrize("optimise", ["minimise", "maximise", "neither"])
def test_the_term_is_what_the_plan_measures_whichever_way_it_is_pushed(optimise: str) -> None:
    # T01 wishes 3 and 9, T02 wishes 6, T03 wishes 12, T04 none.
    # bimonthly-1, January: T02 6−1 = 5. bimonthly-2: T01 0 (3月) or 1 (4月).
    # bimonthly-3: T03 7 (5月) or 6 (6月). bimonthly-4: T02 1 (7月) or 2 (8月). -5: T04 0.
    # bimonthly-6: T01 2 (11月) or 3 (12月). Least 5+0+6+1+0+2 = 14, most 5+1+7+2+0+3 = 18.
    topics = (
        topic(1, suggested_months=(3, 9)),
        topic(2, suggested_months=(6,)),
        topic(3, suggested_months=(12,)),
        topic(4),
    )
    problem = county(RULES, topics=topics)
    wanted = {
        f"bimonthly-{n}": t for n, t in enumerate(("T02", "T01", "T03", "T02", "T04", "T01"), 1)
    }
    term = "topic-window.months-off"
    goal = {optimise: term} if optimise != "neither" else {}
    found, terms = solved(problem, RULES, wanted, **goal)
    assert RULE.measure(found, problem) == terms
    if goal:
        assert terms[term] == {"minimise": 14, "maximise": 18}[optimise]
    else:
        assert 14 <= terms[term] <= 18


def test_the_check_gives_date_and_window() -> None:
    early = topic(1, earliest_month=6, latest_month=9)
    held = plan(session(3, date(2027, 5, 31), topics=("T01",)))
    found = texts(RULE.check, held, county([RULE], topics=(early,)))
    assert "bimonthly-3 在 2027-05-31（5月），议题 T01 应在 6—9月" in found
