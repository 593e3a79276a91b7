"""A county in a hurry gets a plan that keeps every rule, and is told no more of it than is known."""

from __future__ import annotations

import pytest

from planner.any_plan import any_plan, solve_in_time
from planner.check import disagreements, judge
from planner.control import Control, Options
from planner.domain import Problem
from planner.solve import solve
from tests.builders import county, kailu_county


@pytest.mark.parametrize("problem", [county(), kailu_county()], ids=["anhua", "kailu"])
def test_its_bounds_hold_for_the_best_plan_too(problem: Problem) -> None:
    """Each stage of the proven best lies between what any plan has and the bound told of it."""
    plan, best = any_plan(problem, Control()), solve(problem, Control()).plan
    assert plan is not None
    assert best is not None
    assert plan.status == "feasible"
    assert all(verdict.holds for verdict in judge(plan, problem))
    assert not disagreements(plan, problem)
    assert [s.name for s in plan.stages] == [s.name for s in best.stages]
    for any_stage, best_stage in zip(plan.stages, best.stages, strict=True):
        if any_stage.sense == "max":
            assert any_stage.bound >= max(any_stage.value, best_stage.value)
        else:
            assert any_stage.bound <= min(any_stage.value, best_stage.value)
    first, best_first = plan.stages[0], best.stages[0]
    assert (
        first.value <= best_first.value if first.sense == "max" else first.value >= best_first.value
    )


def test_a_stopped_run_still_has_a_plan() -> None:
    """Ctrl-C before the first solution: the clerk asked for what there is by then."""
    control = Control(Options(time_limit=0.01))
    control.stop()
    solved = solve_in_time(kailu_county(), control)
    assert solved.outcome == "plan"


def test_a_year_without_plan_has_none_in_a_hurry_either() -> None:
    problem = county(topics=())
    assert solve_in_time(problem, Control()).outcome == "no-plan"
    assert any_plan(problem, Control()) is None
