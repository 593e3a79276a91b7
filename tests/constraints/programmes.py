"""A programme solved with a few rules only, for tests of rules about topics."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from ortools.sat.python.cp_model import CpModel

from constraints.rule import Check, Rule
from planner import extract
from planner.domain import ParameterValue, Problem
from planner.plan import Plan
from planner.variables import Variables
from tests.builders import Fix, solve_with

Wanted = Mapping[str, str | tuple[str, date]]
"""Session id → the topic it must take, or topic and day."""


def wanting(wanted: Wanted) -> Fix:
    """Return a fix that puts topics in sessions; a session put on a day has that topic alone."""

    def fix(model: CpModel, variables: Variables) -> None:
        for session, entry in wanted.items():
            topic, day = entry if isinstance(entry, tuple) else (entry, None)
            model.add(variables.topic_in(session, topic) == 1)
            if day is not None:
                model.add(variables.on_day(session, day) == 1)
                others = (t for t in variables.topic_ids if t != topic)
                model.add(sum(variables.topic_in(session, other) for other in others) == 0)

    return fix


def feasible(problem: Problem, rule: Rule, wanted: Wanted) -> bool:
    """Whether a model with this rule alone allows the topics in these sessions on these days."""
    return solve_with(problem, [rule], "programme", wanting(wanted))[0]


def solved(
    problem: Problem,
    rules: Sequence[Rule],
    wanted: Wanted,
    minimise: str = "",
    maximise: str = "",
) -> tuple[Plan, dict[str, int]]:
    """Return the programme found as a plan, and the objective terms that the model reports."""
    kept: list[Variables] = []
    fix = wanting(wanted)

    def keep(model: CpModel, variables: Variables) -> None:
        kept.append(variables)
        fix(model, variables)

    found, value, terms = solve_with(
        problem, rules, "programme", keep, minimise=minimise, maximise=maximise
    )
    assert found
    sessions = extract.programme(problem, kept[0], value)
    return Plan(year=problem.year, sessions=sessions), terms


def texts(check: Callable[[Plan, Problem], Check], plan: Plan, problem: Problem) -> str:
    """Return a check's findings as one text."""
    return "\n".join(f.text for f in check(plan, problem).findings)


def parameter(rule: str, name: str, value: int, form: str = "") -> ParameterValue:
    """A rule's number as the office would set it in the sheet 规则."""
    return ParameterValue(rule=rule, name=name, form=form, value=value, source="规则!D5")
