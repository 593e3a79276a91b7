"""Any county that has a plan gets one, and the plan keeps every rule by an independent check."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from planner.check import disagreements, judge
from planner.control import Control
from planner.necessary import necessary_facts
from planner.solve import solve
from tests.planner.planted import Planted, planted_counties


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(planted_counties())
def test_a_county_with_a_plan_gets_one_that_keeps_every_rule(county: Planted) -> None:
    solved = solve(county.problem, Control())
    assert solved.outcome == "plan", "a plan was planted, yet none was found"
    assert not list(necessary_facts(county.problem)), "counting must not deny a plan there is"
    plan = solved.plan
    assert plan is not None
    assert plan.status == "optimal"
    broken = [v for v in judge(plan, county.problem) if not v.holds]
    assert not broken
    assert not disagreements(plan, county.problem)
    assert [s.value == s.bound for s in plan.stages].count(False) == 0


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(planted_counties())
def test_the_best_is_at_least_the_planted_plan(county: Planted) -> None:
    """The planted topics are a lower bound on the best topic value."""
    plan = solve(county.problem, Control()).plan
    assert plan is not None
    value = next(s for s in plan.stages if s.name == "topic-value")
    planted = sum(100 * county.problem.topic(t).importance for t in county.topics)
    mismatch = sum(10 * abs(county.problem.topic(t).importance - 3) for t in county.topics)
    assert value.value >= planted - mismatch
