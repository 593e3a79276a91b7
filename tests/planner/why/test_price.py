"""A price is the difference of two plans: a committee told another one would rightly be angry."""

from __future__ import annotations

from datetime import date

import pytest

from planner.check import objectives
from planner.control import Control
from planner.domain import Absence, Lock, Problem
from planner.near_best import FOLLOWING
from planner.plan import Plan
from planner.solve import solve
from planner.why.fixed import fixing, next_best
from planner.why.place import places
from planner.why.price import price
from planner.why.wish import read_wish
from tests.builders import county, topic

IMPORTANCE = (5, 4, 4, 3, 3, 2, 1, 3)
TOPICS = tuple(topic(n, importance=IMPORTANCE[n - 1], lead_bodies=()) for n in range(1, 9))


def year() -> Problem:
    """Eight topics of importance 5 to 1 for six sessions."""
    return county(topics=TOPICS)


def best(problem: Problem) -> Plan:
    plan = solve(problem, Control()).plan
    assert plan is not None
    return plan


@pytest.fixture(scope="module")
def plan() -> Plan:
    return best(year())


def values(problem: Problem, plan: Plan) -> dict[str, int]:
    """Return each stage's value, counted again from the finished plan."""
    terms = objectives(plan, problem)
    weights = {stage.name: stage.weights for stage in problem.emphasis.stages}
    return {
        stage.name: sum(weights[stage.name][name] * terms[name] for name in stage.terms)
        for stage in plan.stages
        if stage.name not in FOLLOWING
    }


def test_the_price_of_a_topic_left_out_is_that_of_an_independent_solve(plan: Plan) -> None:
    """The year solved anew with the topic locked in; its stages counted again from the plan."""
    problem = year()
    assert plan.left_out
    for left in plan.left_out:
        told = price(problem, plan, read_wish(f"{left.topic} in", problem), Control())
        anew = best(problem.changed(locks=(Lock(subject=left.topic, item="入选"),)))
        before, after = values(problem, plan), values(problem, anew)
        assert told.possible
        assert told.proven
        assert {s.name: s.before for s in told.stages} == before
        assert {s.name: s.after for s in told.stages} == after
        had = {t for s in plan.sessions for t in s.topics}
        has = {t for s in anew.sessions for t in s.topics}
        assert set(told.topics_out) == had - has
        assert left.topic in told.topics_in
        first = next(s for s in told.stages if s.name == "topic-value")
        assert first.loss >= 0, "a price of the first stage is never negative: the plan is the best"


def test_what_the_plan_has_anyway_costs_nothing(plan: Plan) -> None:
    problem = year()
    held = next(s for s in plan.sessions if s.topics)
    told = price(problem, plan, read_wish(f"{held.topics[0]} in {held.id}", problem), Control())
    assert told.possible
    assert all(stage.loss == 0 for stage in told.stages)
    assert "各项目标不变" in told.text


def test_what_no_plan_grants_is_told_with_what_stands_against_it() -> None:
    """T05 in May, whose only lead body's leader is away from May to June."""
    away = Absence(
        subject="副主席丙", start=date(2027, 4, 30), end=date(2027, 6, 30), cell="不可用!A2"
    )
    problem = county(absences=(away,))
    told = price(problem, best(problem), read_wish("T05 in 5月", problem), Control())
    assert not told.possible
    assert "不可用!A2" in told.text
    assert "所问" not in told.text


def test_a_new_topic_finds_its_five_best_places_in_order(plan: Plan) -> None:
    """T09 of importance 4 may go anywhere: in place of the least first, never of the greatest."""
    problem = county(topics=(*TOPICS, topic(9, importance=4, lead_bodies=())))
    found = places(problem, plan, "T09", Control())
    assert len(found) == 5
    orders = [place.order for place in found]
    assert orders == sorted(orders)
    for place in found:
        assert place.price.topics_in == ("T09",)
        assert place.price.topics_out == place.instead_of
    least = min(TOPICS, key=lambda t: (t.id not in found[0].instead_of, t.importance))
    assert found[0].instead_of == (least.id,)


def test_a_session_tells_what_fixes_it_and_the_next_best(plan: Plan) -> None:
    problem = year()
    rules = {reason.rule for reason in fixing(problem, plan, "bimonthly-4")}
    assert {"bimonthly-cadence", "working-days", "one-lead-body", "lead-leader", "host"} <= rules
    session = plan.session("bimonthly-4")
    assert session is not None
    others = {other.item: other for other in next_best(problem, plan, "bimonthly-4", Control())}
    assert set(others) == {"议题", "日期", "牵头", "主持"}
    assert others["日期"].now == str(session.date)
    assert "bimonthly-4" in others["日期"].price.moved
    assert "bimonthly-4" in others["主持"].price.others
