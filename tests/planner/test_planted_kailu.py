"""Any county of every form that has a plan gets one at least as good, and it keeps every rule."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from planner.check import disagreements, judge
from planner.control import Control
from planner.necessary import necessary_facts
from planner.solve import solve
from tests.planner.planted_kailu import Planted, planted_years

quickly = settings(deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


def at_least_the_planted_plan(county: Planted) -> None:
    """Solve the county; the planted topics are a lower bound on the best topic value."""
    solved = solve(county.problem, Control())
    assert solved.outcome == "plan", "a plan was planted, yet none was found"
    assert not list(necessary_facts(county.problem)), "counting must not deny a plan there is"
    plan = solved.plan
    assert plan is not None
    assert plan.status == "optimal"
    assert not [v for v in judge(plan, county.problem) if not v.holds]
    assert not disagreements(plan, county.problem)
    found = next(s for s in plan.stages if s.name == "topic-value")
    assert found.value >= county.value


@settings(quickly, max_examples=8)
@given(planted_years())
def test_a_county_of_every_form_gets_its_plan(county: Planted) -> None:
    at_least_the_planted_plan(county)


@settings(quickly, max_examples=3)
@given(planted_years(with_anhua=True))
def test_a_county_of_both_profiles_gets_its_plan(county: Planted) -> None:
    at_least_the_planted_plan(county)
