"""Days that nothing tells apart are one: the plan must be the same as if each were looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from ortools.sat.python import cp_model

from constraints import (
    counterpart_pairs,
    host,
    lead_leader,
    one_lead_body,
    one_place_at_a_time,
    spread,
    topic_value,
)
from constraints.rule import Rule
from planner.alike_days import AlikeDays
from planner.control import Control
from planner.domain import EmphasisStage, Lock, ParameterValue, Problem
from planner.goal import evaluate
from planner.solve import best_programme, build
from planner.stages import Staged, solve_stages
from tests.builders import kailu_county

RULES = [topic_value.RULE, spread.RULE, one_place_at_a_time.RULE]


def domain(model: cp_model.CpModel, variable: cp_model.IntVar) -> list[int]:
    return list(model.proto.variables[variable.index].domain)


def free_days(problem: Problem, session: str, rules: Sequence[Rule] = RULES) -> int:
    """How many days of a session are left to choose from while classes stand for days."""
    model, variables, terms = build(problem, rules, ("programme",), None)
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


def test_two_sessions_of_a_pair_are_numbered_by_date_and_still_have_a_day_a_month() -> None:
    """Which of the two is first is asked when the days are chosen; until then months are enough."""
    rules = [*RULES, counterpart_pairs.RULE]
    twice = ParameterValue(rule="counterpart-pairs", name="n", form="counterpart", value=2)
    problem = kailu_county(rules, [twice])
    pair = ["counterpart-经济委员会-发改局", "counterpart-经济委员会-发改局-2"]
    assert [free_days(problem, session, rules) for session in pair] == [12, 12]
    model, variables, terms = build(problem, rules, ("programme",), None)
    stages = [s for s in problem.emphasis.stages if s.model == "programme"]
    alike = AlikeDays(model, variables, terms)
    staged = solve_stages(model, terms, stages, Control(), variables.ties, alike=alike)
    first, second = (evaluate(variables.day_number(s), staged.values) for s in pair)
    assert first <= second


def crowded(
    sessions: int, free: int
) -> tuple[cp_model.CpModel, SimpleNamespace, dict[str, cp_model.LinearExprT]]:
    """Sessions, one a day at most: so many days are free, one for each session costs a point."""
    model = cp_model.CpModel()
    days = {
        (str(session), date(2027, 3, n)): model.new_bool_var(f"{session} {n}")
        for session in range(sessions)
        for n in range(1, free + sessions + 1)
    }
    apart = model.new_int_var(1, 1, "days apart")
    for session in range(sessions):
        model.add_exactly_one(v for (s, _), v in days.items() if s == str(session))
    for n in range(1, free + sessions + 1):
        held = sum(v for (_, day), v in days.items() if day.day == n)
        model.add(held <= 1).only_enforce_if(apart)
    cost = sum(v for (_, day), v in days.items() if day.day > free)
    return model, SimpleNamespace(days_held=days, days_apart=apart), {"cost": cost}


COST = EmphasisStage(name="cost", model="programme", sense="min", weights={"cost": 1})


def sought_by_classes(sessions: int, free: int) -> Staged:
    model, variables, terms = crowded(sessions, free)
    alike = AlikeDays(model, variables, terms)  # type: ignore[arg-type]
    ties = [list(variables.days_held.values())]
    return solve_stages(model, terms, [COST], Control(), ties, alike=alike)


def test_a_few_days_that_too_many_sessions_want_are_counted_from_the_start() -> None:
    """Three sessions on two free days: one pays, and no whole model is needed to see it."""
    staged = sought_by_classes(sessions=3, free=2)
    assert (staged.stages[0].value, staged.proven, staged.crowded) == (1, True, False)


def test_days_that_stand_for_others_but_have_no_room_are_said_to_be_crowded() -> None:
    """All seven would be on the six free days, too many to be counted: the whole model decides."""
    staged = sought_by_classes(sessions=7, free=6)
    assert staged.crowded
    model, variables, terms = crowded(sessions=7, free=6)
    ties = [list(variables.days_held.values())]
    whole = solve_stages(model, terms, [COST], Control(), ties, hint=staged.values)
    assert (whole.stages[0].value, whole.crowded) == (1, False)


def test_the_whole_model_begins_with_what_the_classes_gave_and_is_granted_the_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Else a county whose days were crowded when its time ran out would have no plan at all."""
    given: list[tuple[bool, tuple[int, ...]]] = []
    classes: list[tuple[int, ...]] = []

    def crowded_at_first(*arguments: Any) -> Staged:
        *_, complete, alike, hint = arguments
        given.append((complete, hint))
        staged = solve_stages(*arguments)
        if alike:
            classes.append(staged.values)
        return replace(staged, crowded=alike is not None)

    monkeypatch.setattr("planner.solve.solve_stages", crowded_at_first)
    rules = [*RULES, one_lead_body.RULE, lead_leader.RULE, host.RULE]
    problem = kailu_county(rules)
    problem = problem.changed(slots=problem.slots[:6])
    assert best_programme(problem, Control()) is not None
    assert given == [(False, ()), (True, classes[0])]
