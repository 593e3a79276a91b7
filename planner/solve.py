"""Finds a year's plan: programme, then meetings, then people, each staged to proof, then checked.

The split into three models is exact but for what the people would have gained from other dates;
`whole=True` decides programme and people in one model, to measure that (docs/decisions.md).
A programme that leaves the meetings or the people no room is excluded, with all that would fail
for the same reason (planner/cuts.py), and the next best sought.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ortools.sat.python import cp_model

from constraints.rule import Rule
from planner import cuts, extract
from planner.alike_days import AlikeDays
from planner.check import disagreements, judge, rules_in_force
from planner.control import Control
from planner.domain import Problem
from planner.errors import InternalCheckError
from planner.goal import evaluate, goal_of
from planner.near_best import NearBest
from planner.parts import is_room
from planner.plan import Plan, Session, make_within
from planner.relaxed import with_relaxed
from planner.room_variables import RoomVariables
from planner.solver import configure, is_contradicted
from planner.spoken import spoken_plan
from planner.stages import Staged, solve_stages
from planner.variables import Variables

if TYPE_CHECKING:
    from planner.variables import Expr

PROGRAMMES_TRIED = 50
"""How many programmes are tried, each of which left meetings or people no room, before giving up."""


@dataclass(frozen=True)
class Solved:
    """How a run ended.

    Attributes
    ----------
    outcome:
        "plan"; "no-plan": the rules leave none; "no-time": none was found in the time given.
    blocked_at:
        For "no-plan": the model that had no solution.
    part:
        For "no-plan" in a year with rooms: the part of the problem, a room or the county, that
        has none.
    """

    outcome: Literal["plan", "no-plan", "no-time"]
    plan: Plan | None = None
    blocked_at: str = ""
    part: Problem | None = None


def solve(
    problem: Problem, control: Control, whole: bool = False, near: NearBest | None = None
) -> Solved:
    """Return the best plan under the problem's emphasis.

    Parameters
    ----------
    whole:
        Decide programme and people in one exact model. Done in any case where the people
        find no room in the best programme.
    near:
        What the plan must keep beside the rules: near the best, and far from other plans.

    Raises
    ------
    InternalCheckError
        Where the plan found does not pass every rule's `check`, or an objective disagrees.
    """
    rules = rules_in_force(problem)
    excluded: list[cuts.Cut] = []
    for _ in range(PROGRAMMES_TRIED):
        first = ("programme", "people") if whole else ("programme",)
        programme = _run(problem, rules, first, None, control, excluded, near)
        if not programme.staged.found:
            return _nothing(programme, "meetings" if excluded else "+".join(first))
        begun = plan = begin(problem, programme.sessions(problem))
        meetings = _run(problem, rules, ("meetings",), plan, control)
        if not meetings.staged.found:
            if not meetings.staged.infeasible:
                return Solved("no-time")
            has_room = room(problem, rules, "meetings", begun, control)
            excluded.append(cuts.without_room(begun, problem, has_room))
            continue
        plan = extract.meetings(problem, meetings.variables, meetings.value, plan)
        people = _run(problem, rules, ("people",), plan, control, near=near)
        if not people.staged.found:
            if not people.staged.infeasible:
                return Solved("no-time")
            if near is not None:
                # What it lacks is not room but distance: another programme may be as far or not.
                return _nothing(people, "people")
            has_room = room(problem, rules, "people", begun, control)
            if whole or is_room(problem):
                excluded.append(cuts.whole(begun, problem))
            elif cuts.on_days_of_their_own(begun) and not has_room(begun.sessions):
                excluded.append(cuts.without_room(begun, problem, has_room))
            else:
                whole = True
            continue
        plan = extract.people(problem, people.variables, people.value, plan)
        parts = (programme, meetings, people)
        stages = tuple(
            stage
            for part, model in zip(parts, ("programme", "meetings", "people"), strict=True)
            for stage in part.staged.stages
            if stage.name in {s.name for s in problem.emphasis.stages if s.model == model}
        )
        status: Literal["optimal", "feasible"] = (
            "optimal" if all(part.staged.proven for part in parts) else "feasible"
        )
        plan = plan.replace(stages=stages, status=status)
        return Solved("plan", completed(plan, problem))
    return Solved("no-plan", blocked_at="meetings" if not whole else "meetings+people")


def made(plan: Plan, problem: Problem) -> Plan:
    """Let every *made* rule produce its part, and recompute every objective.

    Raises
    ------
    InternalCheckError
        Where an objective disagrees.
    """
    for rule in rules_in_force(problem):
        if rule.make is not None:
            plan = make_within(rule.make, plan, problem, problem.scopes.get(rule.id))
    plan = spoken_plan(with_relaxed(plan, problem), problem)
    faults = disagreements(plan, problem)
    if faults:
        raise InternalCheckError(plan, faults)
    return plan


def completed(plan: Plan, problem: Problem) -> Plan:
    """Complete a part's plan: a county's is checked at once (`finish`), a room's with its year's.

    Raises
    ------
    InternalCheckError
        As `made` and `finish` do.
    """
    return made(plan, problem) if is_room(problem) else finish(plan, problem)


def finish(plan: Plan, problem: Problem) -> Plan:
    """Complete a plan (`made`), then check it rule by rule.

    Raises
    ------
    InternalCheckError
        Where a rule does not hold or an objective disagrees.
    """
    return checked(made(plan, problem), problem)


def checked(plan: Plan, problem: Problem) -> Plan:
    """Return the plan with every rule's verdict.

    Raises
    ------
    InternalCheckError
        Where a rule does not hold.
    """
    plan = plan.replace(compliance=judge(plan, problem))
    faults = [f"{c.rule}: {text}" for c in plan.compliance for text in c.findings]
    if faults:
        raise InternalCheckError(plan, faults)
    return plan


def begin(problem: Problem, sessions: tuple[Session, ...]) -> Plan:
    """Return the plan of a programme: its sessions with topic, day, lead body, leader and host."""
    settings = problem.settings
    return Plan(
        year=problem.year,
        organisation=settings.organisation,
        profiles=settings.profiles,
        emphasis=problem.emphasis.name,
        input_sha256=problem.input_sha256,
        calendar=problem.calendar_status,
        sessions=sessions,
        assumptions=problem.assumptions,
    )


def best_programme(problem: Problem, control: Control) -> Plan | None:
    """Return the best programme whatever the later models say to it; None where there is none."""
    found = _run(problem, rules_in_force(problem), ("programme",), None, control)
    return begin(problem, found.sessions(problem)) if found.staged.found else None


@dataclass(frozen=True)
class _Model:
    variables: Variables
    staged: Staged

    def value(self, expression: Expr) -> int:
        return evaluate(expression, self.staged.values)

    def sessions(self, problem: Problem) -> tuple[Session, ...]:
        """Return the sessions that a programme's values make."""
        return extract.programme(problem, self.variables, self.value)


def _run(
    problem: Problem,
    rules: Sequence[Rule],
    decides: tuple[str, ...],
    plan: Plan | None,
    control: Control,
    excluded: Sequence[cuts.Cut] = (),
    near: NearBest | None = None,
) -> _Model:
    """Build and solve one model; an INFEASIBLE is confirmed before it is believed."""
    stages = [s for s in problem.emphasis.stages if s.model in decides]
    hint: tuple[int, ...] = ()
    # A room has so few sessions that its days need not stand for one another.
    for one_for_all in ("programme" in decides and not is_room(problem), False):
        model, variables, terms = build(problem, rules, decides, plan)
        for cut in excluded:
            cuts.forbid(model, variables, cut)
        if near is not None:
            goals = [goal_of(stage, terms) for stage in stages]
            near.post(model, variables, problem, goals, plan)
        alike = AlikeDays(model, variables, terms) if one_for_all else None
        ties, complete = variables.ties, plan is not None or bool(hint)
        staged = solve_stages(model, terms, stages, control, ties, complete, alike, hint)
        if not staged.crowded:
            break
        hint = staged.values
    if staged.infeasible and is_contradicted(model, control):
        raise InternalCheckError(
            plan or Plan(year=problem.year), ["求解器两种设置对“无解”的判断不一致"]
        )
    return _Model(variables, staged)


def _nothing(model: _Model, where: str) -> Solved:
    return Solved("no-plan" if model.staged.infeasible else "no-time", blocked_at=where)


def room(
    problem: Problem, rules: Sequence[Rule], decides: str, plan: Plan, control: Control
) -> cuts.HasRoom:
    """Return whether a model of some sessions of a programme alone, the others aside, is feasible."""

    def has_room(sessions: Sequence[Session]) -> bool:
        part = frozenset(session.id for session in sessions)
        slots = tuple(slot for slot in problem.slots if slot.id in part)
        alone = problem.changed(slots=slots)
        model, _, _ = build(alone, rules, (decides,), plan.replace(sessions=tuple(sessions)))
        solver = configure(control.options, control.remaining())
        return solver.solve(model) != cp_model.INFEASIBLE or is_contradicted(model, control)

    return has_room


def build(
    problem: Problem, rules: Sequence[Rule], decides: tuple[str, ...], plan: Plan | None
) -> tuple[cp_model.CpModel, Variables, dict[str, Expr]]:
    """Return a model with the rules posted, its variables, and the objective terms by name."""
    model = cp_model.CpModel()
    kind = RoomVariables if is_room(problem) else Variables
    variables = kind(model, problem, decides, plan)
    terms: dict[str, Expr] = {}
    for rule in rules:
        for term in rule.build(model, variables.within(problem.scopes.get(rule.id)), problem):
            terms[term.name] = term.expression
    return model, variables, terms
