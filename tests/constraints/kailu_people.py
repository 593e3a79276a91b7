"""Some of kailu's sessions with people put in their seats, for tests of rules about people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ortools.sat.python.cp_model import CpModel

from constraints.rule import Rule
from planner.domain import ParameterValue, Problem
from planner.plan import Session
from planner.variables import Variables
from tests.builders import Fix, kailu_county, plan, solve_with

Seats = Mapping[str, Sequence[str]]
"""Session id → the members and experts who sit there; other sessions are left to the model."""


def only(
    rule: Rule, *sessions: Session, overrides: Sequence[ParameterValue] = (), **changes: Any
) -> Problem:
    """Return the small county with just these sessions' slots and this rule in force."""
    wanted = {s.id for s in sessions}
    slots = tuple(s for s in kailu_county([rule], overrides, **changes).slots if s.id in wanted)
    return kailu_county([rule], overrides, **({"slots": slots} | changes))


def seating(seats: Seats) -> Fix:
    """Return a fix that seats just these people in these sessions."""

    def fix(model: CpModel, variables: Variables) -> None:
        for session, people in seats.items():
            form = variables.problem.form(variables.problem.slot(session).form)
            by_form = form.seats in ("standing", "proposers")
            for member in variables.problem.members if not by_form else ():
                model.add(variables.seat(session, member.id) == int(member.id in people))
            for expert in variables.problem.experts:
                model.add(variables.expert_seat(session, expert.id) == int(expert.id in people))

    return fix


def allowed(problem: Problem, rule: Rule, seats: Seats, *sessions: Session) -> bool:
    """Whether a model with this rule alone allows just these seats."""
    return solve_with(problem, [rule], "people", seating(seats), plan(*sessions))[0]


def reported(
    problem: Problem, rule: Rule, seats: Seats, *sessions: Session, **sense: str
) -> dict[str, int]:
    """Return the objective terms that the model reports for just these seats."""
    found, _, terms = solve_with(
        problem, [rule], "people", seating(seats), plan(*sessions), **sense
    )
    assert found
    return terms


def filled(session: Session, people: Sequence[str]) -> Session:
    """Return the session with these members and experts."""
    members = tuple(p for p in people if p[0] == "M")
    return session.replace(members=members, experts=tuple(p for p in people if p[0] == "E"))
