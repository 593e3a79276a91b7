"""Any room that has a year gets one at least as good, and it keeps every rule by an independent check."""

from __future__ import annotations

from collections import Counter

from hypothesis import HealthCheck, given, settings

from planner.check import disagreements, judge, objectives
from planner.control import Control
from planner.domain import Problem
from planner.necessary import necessary_facts
from planner.parts import room_parts
from planner.plan import Plan
from planner.year import solve_year
from tests.planner.planted_rooms import PRODUCED, PlantedYear, planted_years

SETTINGS = settings(deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


@settings(SETTINGS, max_examples=20)
@given(planted_years())
def test_a_room_with_a_year_gets_one_at_least_as_good(planted: PlantedYear) -> None:
    assert_as_good(planted)


@settings(SETTINGS, max_examples=8)
@given(planted_years(rooms=2))
def test_two_rooms_that_share_people_get_a_year_each(planted: PlantedYear) -> None:
    """The second room plans around the first: it may lose, but never beyond the bound it states."""
    plan = solved(planted)
    for stage in plan.stages:
        better = stage.bound - stage.value if stage.sense == "max" else stage.value - stage.bound
        assert better >= 0


def assert_as_good(planted: PlantedYear) -> None:
    problem, plan = planted.problem, solved(planted)
    assert plan.status == "optimal"
    assert all(stage.value == stage.bound for stage in plan.stages)
    # The topics come first; with as good topics, the calendar is as good.
    assert first_stages(plan, problem) >= first_stages(planted.plan, problem)


def solved(planted: PlantedYear) -> Plan:
    """Return the plan found, which keeps every rule; so does the planted one, or the test is wrong."""
    problem = planted.problem
    broken = {v.rule: v.findings for v in judge(planted.plan, problem) if not v.holds}
    assert broken.keys() <= PRODUCED, "the planted year itself breaks a rule"
    found = solve_year(problem, Control())
    assert found.outcome == "plan", "a year was planted, yet none was found"
    assert not list(necessary_facts(problem)), "counting must not deny a plan there is"
    assert found.plan is not None
    assert not [(v.rule, v.findings) for v in judge(found.plan, problem) if not v.holds]
    for _, part, own in room_parts(problem, found.plan):
        assert not disagreements(own, part)
    return found.plan


def first_stages(plan: Plan, problem: Problem) -> tuple[int, ...]:
    """Return the values of the rooms' two stages that know no people, the larger the better."""
    values: Counter[str] = Counter()
    for _, part, own in room_parts(problem, plan):
        values.update(objectives(own, part))
    return tuple(
        (1 if stage.sense == "max" else -1)
        * sum(weight * values[name] for name, weight in stage.weights.items())
        for stage in problem.emphasis.rooms
        if stage.model == "programme"
    )
