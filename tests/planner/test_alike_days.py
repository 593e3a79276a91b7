"""Days that nothing tells apart are one: the plan must be the same as if each were looked at."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from ortools.sat.python import cp_model

from constraints import one_place_at_a_time, spread, topic_value
from planner.alike_days import AlikeDays
from planner.control import Control
from planner.domain import EmphasisStage, Lock, Problem
from planner.solve import build
from planner.stages import evaluate, solve_stages
from tests.builders import kailu_county

RULES = [topic_value.RULE, spread.RULE, one_place_at_a_time.RULE]


def domain(model: cp_model.CpModel, variable: cp_model.IntVar) -> list[int]:
    return list(model.proto.variables[variable.index].domain)


def free_days(problem: Problem, session: str) -> int:
    """How many days of a session are left to choose from while classes stand for days."""
    model, variables, terms = build(problem, RULES, ("programme",), None)
    AlikeDays(model, variables, terms).narrow()
    held = [v for (s, _), v in variables.days_held.items() if s == session]
    return sum(domain(model, v) == [0, 1] for v in held)


def test_a_pair_may_meet_on_one_day_of_each_month() -> None:
    """Months are levelled, days are not looked at: twelve classes."""
    assert free_days(kailu_county(RULES), "counterpart-经济委员会-发改局") == 12


def test_sessions_whose_distance_in_days_counts_keep_their_days() -> None:
    """The two 常委会 are to be half a year apart, to the day: no day is like another."""
    problem = kailu_county(RULES)
    days = problem.calendar.working_days(date(2027, 1, 1), date(2027, 12, 31))
    assert free_days(problem, "standing-1") == len(days)


def test_widened_again_every_day_is_open_and_counted() -> None:
    model, variables, terms = build(kailu_county(RULES), RULES, ("programme",), None)
    alike = AlikeDays(model, variables, terms)
    alike.narrow()
    assert domain(model, variables.days_apart) == [0, 0]
    alike.widen()
    assert all(domain(model, v) == [0, 1] for v in variables.days_held.values())
    assert domain(model, variables.days_apart) == [1, 1]


@pytest.mark.parametrize("locked", [0, 3])
def test_the_goals_are_those_of_the_whole_model(locked: int) -> None:
    """With and without classes each stage ends in one value; days hold two half-days at most.

    Three pairs locked into March share its days with all others.
    """
    problem = kailu_county(RULES)
    pairs = [s.id for s in problem.slots if s.form == "counterpart"][:locked]
    problem = problem.model_copy(
        update={"locks": tuple(Lock(subject=s, item="月份", values=("3",)) for s in pairs)}
    )
    found = []
    for classes in (True, False):
        model, variables, terms = build(problem, RULES, ("programme",), None)
        alike = AlikeDays(model, variables, terms) if classes else None
        stages = [s for s in problem.emphasis.stages if s.model == "programme"]
        staged = solve_stages(model, terms, stages, Control(), variables.ties, alike=alike)
        assert staged.proven
        found.append([stage.value for stage in staged.stages])
        held: dict[date, int] = {}
        for (session, day), variable in variables.days_held.items():
            taken = min(2, problem.slot(session).half_days)
            held[day] = held.get(day, 0) + taken * evaluate(variable, staged.values)
        assert max(held.values()) <= 2
    assert found[0] == found[1]


def crowded() -> tuple[cp_model.CpModel, SimpleNamespace, dict[str, cp_model.LinearExprT]]:
    """Three sessions, one a day: the 1st and the 2nd are free, the 3rd costs a point."""
    model = cp_model.CpModel()
    days = {
        (session, date(2027, 3, n)): model.new_bool_var(f"{session} {n}")
        for session in "abc"
        for n in (1, 2, 3)
    }
    apart = model.new_int_var(1, 1, "days apart")
    for session in "abc":
        model.add_exactly_one(v for (s, _), v in days.items() if s == session)
    for n in (1, 2, 3):
        held = sum(v for (_, day), v in days.items() if day.day == n)
        model.add(held <= 1).only_enforce_if(apart)
    cost = sum(v for (_, day), v in days.items() if day.day == 3)
    return model, SimpleNamespace(days_held=days, days_apart=apart), {"cost": cost}


def test_days_that_stand_for_others_but_have_no_room_are_said_to_be_crowded() -> None:
    """All three would be on the first two days, where two find room: the whole model must decide."""
    stage = EmphasisStage(name="cost", model="programme", sense="min", weights={"cost": 1})
    model, variables, terms = crowded()
    alike = AlikeDays(model, variables, terms)  # type: ignore[arg-type]
    ties = [list(variables.days_held.values())]
    assert solve_stages(model, terms, [stage], Control(), ties, alike=alike).crowded
    model, variables, terms = crowded()
    staged = solve_stages(model, terms, [stage], Control(), [list(variables.days_held.values())])
    assert (staged.stages[0].value, staged.crowded) == (1, False)
