"""A year whose programme is fixed, with people put in its sessions, for tests of rules about people."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from ortools.sat.python.cp_model import CpModel

from constraints.rule import Check, Finding, Rule
from planner.domain import ParameterValue, Problem
from planner.plan import Plan, Session
from planner.variables import Variables
from tests.builders import Fix, plan, session, solve_with

DAYS = (
    date(2027, 1, 12),  # Tuesday, within the plenary
    date(2027, 3, 18),
    date(2027, 5, 20),
    date(2027, 7, 15),
    date(2027, 9, 16),
    date(2027, 11, 18),
)

Seats = Mapping[int, Sequence[str]]
"""Number of a session → the members and experts who sit there; nobody elsewhere."""

M = [f"M{n:03d}" for n in range(300)]
"""M[7] is member M007."""
E = [f"E{n:02d}" for n in range(100)]


def year(seats: Seats | None = None, **changes: object) -> Plan:
    """Return six sessions, topic T0N in session N, the first merged; `changes` hold for each."""
    sessions = []
    for n, day in enumerate(DAYS, 1):
        people = (seats or {}).get(n, ())
        members = tuple(p for p in people if p[0] == "M")
        experts = tuple(p for p in people if p[0] == "E")
        merged = n == 1
        sessions.append(
            session(n, day, members=members, experts=experts, merged_with_plenary=merged).replace(
                **changes
            )
        )
    return plan(*sessions)


def one(seats: Sequence[str] = (), **changes: object) -> Plan:
    """Return a plan of session bimonthly-2 alone (18 March), with these people."""
    members = tuple(p for p in seats if p[0] == "M")
    experts = tuple(p for p in seats if p[0] == "E")
    return plan(session(2, DAYS[1], members=members, experts=experts).replace(**changes))


def seating(seats: Seats) -> Fix:
    """Return a fix that seats just these people."""

    def fix(model: CpModel, variables: Variables) -> None:
        for slot in variables.sessions:
            wanted = seats.get(int(slot.id[-1]), ())
            for member in variables.problem.members:
                model.add(variables.seat(slot.id, member.id) == int(member.id in wanted))
            for expert in variables.problem.experts:
                model.add(variables.expert_seat(slot.id, expert.id) == int(expert.id in wanted))

    return fix


def allowed(problem: Problem, rule: Rule, seats: Seats, given: Plan | None = None) -> bool:
    """Whether a model with this rule alone allows just these seats."""
    return solve_with(problem, [rule], "people", seating(seats), given or year())[0]


def reported(problem: Problem, rule: Rule, seats: Seats, maximise: str = "") -> dict[str, int]:
    """Return the objective terms that the model reports for just these seats.

    `maximise` asks for the worst of a term that these seats allow: it must be their own number.
    """
    found, _, terms = solve_with(
        problem, [rule], "people", seating(seats), year(), maximise=maximise
    )
    assert found
    return terms


def filled(
    problem: Problem,
    rules: Sequence[Rule],
    numbers: Mapping[int, int],
    minimise: str | Mapping[str, int],
) -> tuple[dict[int, tuple[str, ...]], Plan, dict[str, int]]:
    """Let the model choose so many members a session; return whom it chose, the plan, the terms.

    minimise: a term's name, or weights by name.
    """
    kept: list[Variables] = []

    def fix(model: CpModel, variables: Variables) -> None:
        kept.append(variables)
        for slot in variables.sessions:
            seats = sum(variables.seat(slot.id, m.id) for m in problem.members)
            model.add(seats == numbers.get(int(slot.id[-1]), 0))
            for expert in problem.experts:
                model.add(variables.expert_seat(slot.id, expert.id) == 0)

    found, value, terms = solve_with(problem, rules, "people", fix, year(), minimise=minimise)
    assert found
    seats = {
        int(slot.id[-1]): tuple(m.id for m in problem.members if value(kept[0].seat(slot.id, m.id)))
        for slot in kept[0].sessions
    }
    return seats, year(seats), terms


def parameter(rule: str, name: str, value: int | str, form: str = "bimonthly") -> ParameterValue:
    """Return an override of the sheet 规则."""
    return ParameterValue(rule=rule, name=name, form=form, value=value, source="规则!D2")


def texts(found: Check | Sequence[Finding]) -> str:
    """Return the findings' texts, one a line."""
    findings = found.findings if isinstance(found, Check) else found
    return "\n".join(f.text for f in findings)


def broken(rule: Rule, plan: Plan, problem: Problem, change: Callable[[Session], Session]) -> str:
    """Return what `check` says once each session of the plan is changed."""
    changed = plan.replace(sessions=tuple(change(s) for s in plan.sessions))
    return texts(rule.check(changed, problem))
