"""Any plan that keeps the rules, however good; or the word that there is none.

The hard rules alone, no objective: in a tenth of the time that the best plan takes. Programme and
people are one model here, so that a programme is never one that has no people; the meetings
follow, and what leaves them no room is excluded and the next programme tried.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ortools.sat.python import cp_model

from constraints.rule import Rule
from planner import cuts, extract
from planner.control import Control
from planner.domain import Problem
from planner.goal import evaluate
from planner.parts import is_room
from planner.plan import Plan
from planner.solve import begin, build, room
from planner.solver import configure, is_contradicted
from planner.variables import Variables

Part = Literal["programme", "meetings", "people"]
TRIAL_SECONDS = 20.0
"""The most that one model may take; one undecided by then counts as possible."""
PROGRAMMES_TRIED = 20
"""How many programmes are tried where nothing else is said."""


@dataclass(frozen=True)
class Found:
    """What was found.

    Attributes
    ----------
    plan:
        The plan, without what the rules make of it later; None: there is none, or none was found.
    without:
        Where there is none: the model that has no solution.
    at:
        The last programme tried, where its meetings or people found no room.
    proven:
        Whether all programmes were tried.
    """

    plan: Plan | None = None
    without: Part | None = None
    at: Plan | None = None
    proven: bool = True


def first_plan(
    problem: Problem,
    rules: Sequence[Rule],
    control: Control,
    later: Sequence[Rule] | None = None,
    confirmed: bool = False,
    tries: int = PROGRAMMES_TRIED,
) -> Found:
    """Return a plan under these rules, or which model has none.

    Parameters
    ----------
    later:
        The rules of the meetings and of who goes to them, where others than the programme's.
    confirmed:
        Believe that there is none only when a second configuration of the solver agrees.
    tries:
        How many programmes without room for their meetings or people are tried before giving up.
    """
    later = rules if later is None else later
    together = ("programme",) if is_room(problem) else ("programme", "people")
    excluded: list[cuts.Cut] = []
    at: Plan | None = None
    for _ in range(tries):
        programme = _solved(problem, rules, together, None, control, excluded, confirmed)
        if programme is None:
            return Found(without="meetings" if excluded else "programme", at=at)
        variables, values = programme
        at = plan = begin(problem, extract.programme(problem, variables, _value(values)))
        meetings = _solved(problem, later, ("meetings",), plan, control)
        if meetings is None:
            has_room = room(problem, later, "meetings", plan, control)
            excluded += _cuts(plan, problem, has_room)
            continue
        plan = extract.meetings(problem, meetings[0], _value(meetings[1]), plan)
        people = _solved(problem, later, ("people",), plan, control)
        if people is not None:
            return Found(extract.people(problem, people[0], _value(people[1]), plan))
        has_room = room(problem, later, "people", at, control)
        alone = cuts.on_days_of_their_own(at) and not has_room(at.sessions)
        if alone and not is_room(problem):
            excluded += _cuts(at, problem, has_room)
        else:
            excluded.append(cuts.whole(at, problem))
    return Found(without="meetings", at=at, proven=False)


def programme_days(
    problem: Problem,
    rules: Sequence[Rule],
    control: Control,
    people: bool,
    confirmed: bool = False,
) -> frozenset[date] | None:
    """Return the sessions' days in some programme; None: there is none.

    Parameters
    ----------
    people:
        With those who attend.
    confirmed:
        As for `first_plan`.

    Raises
    ------
    TimeoutError
        Where it was not decided in time, or not agreed upon.
    """
    together = ("programme", "people") if people and not is_room(problem) else ("programme",)
    found = _solved(problem, rules, together, None, control, confirmed=confirmed)
    if found is None:
        return None
    variables, values = found
    value = _value(values)
    return frozenset(
        day
        for slot in variables.sessions
        for day in variables.days(slot.id)
        if value(variables.on_day(slot.id, day))
    )


def days_of(plan: Plan) -> frozenset[date]:
    """Return the days of a plan's sessions and of all that is done before them."""
    starts = {m.start for s in plan.sessions for m in s.milestones}
    ends = {m.end for s in plan.sessions for m in s.milestones}
    return frozenset({s.date for s in plan.sessions} | starts | ends)


FEW = 2
"""Of so few sessions all programmes may have to be excluded: each cut takes all days that it can."""


def _cuts(plan: Plan, problem: Problem, has_room: cuts.HasRoom) -> list[cuts.Cut]:
    """Return what of a programme leaves its meetings or people no room, session by session if it does."""
    sessions = [s for s in plan.sessions if s.form != "plenary"]
    if len(sessions) > FEW:
        crowded = [s for s in sessions if not has_room([s])]
        if crowded:
            return [cuts.of_one(session, problem) for session in crowded]
    return [cuts.without_room(plan, problem, has_room)]


Values = Sequence[int]


def _solved(
    problem: Problem,
    rules: Sequence[Rule],
    decides: tuple[str, ...],
    plan: Plan | None,
    control: Control,
    excluded: Sequence[cuts.Cut] = (),
    confirmed: bool = False,
) -> tuple[Variables, Values] | None:
    """Return a model's variables and any values of them; None where there are none.

    Raises
    ------
    TimeoutError
        Where the model was not decided in `TRIAL_SECONDS`.
    """
    hard = [rule for rule in rules if rule.kind != "soft"]
    model, variables, _ = build(problem, hard, decides, plan)
    for cut in excluded:
        cuts.forbid(model, variables, cut)
    model.clear_objective()
    if "programme" in decides:
        _hint_middles(model, variables)
    solver = configure(control.options, TRIAL_SECONDS)
    # Nothing is bounded here: the linear relaxation would cost more than the search.
    solver.parameters.linearization_level = 0
    status = solver.solve(model)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return variables, tuple(solver.response_proto.solution)
    if status != cp_model.INFEASIBLE or (confirmed and is_contradicted(model, control)):
        raise TimeoutError(f"{'+'.join(decides)}: {status}")
    return None


def _hint_middles(model: cp_model.CpModel, variables: Variables) -> None:
    """Begin with each session in the middle of its span: there its meetings find room most often."""
    for slot in variables.sessions:
        days = variables.days(slot.id)
        if days:
            held = variables.on_day(slot.id, days[len(days) // 2])
            if isinstance(held, cp_model.IntVar):
                model.add_hint(held, 1)


def _value(values: Values) -> extract.Value:
    return lambda expression: evaluate(expression, values)
