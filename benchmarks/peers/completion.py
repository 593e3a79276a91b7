"""Completes what a peer does not decide, with the project's own models, the same for every peer.

A peer decides each session's topics, lead body, leader in charge, host, day, members, experts and
deliberators. Completed for it are: half-days, venues and the meetings before each session (the
meetings' model); research teams (the people's model, its seats held as the peer chose them; where
they break a hard rule of that model, the rules on teams and on being in one place alone, which is
said); then all that rules *make* (papers, agendas, invitations, deviations). So a rule broken in the
finished plan was broken by the peer's choices, or by their leaving no room for what comes after.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from peers.parts import Year, begun, whole
from planner import extract
from planner.check import rules_in_force
from planner.control import Control, Options
from planner.domain import EmphasisStage, Problem
from planner.goal import evaluate
from planner.plan import Plan, Session
from planner.solve import build, made
from planner.stages import Staged, solve_stages
from planner.variables import Variables

TEAM = EmphasisStage(name="team", model="people", sense="min", weights={"research-first.team": 1})
TEAM_RULES = ("research-first", "one-place-at-a-time")
"""What teams keep where a peer's seats break a hard rule of the people's model; at last the first alone."""
SECONDS = 30.0
"""At most for one part's meetings, and again for its teams."""


@dataclass(frozen=True)
class Completed:
    """A finished plan, and what could not be completed as it should."""

    plan: Plan
    notes: tuple[str, ...] = ()


def complete(year: Year, sessions: Mapping[str, Sequence[Session]]) -> Completed:
    """Return the whole plan of the sessions that a peer chose, by council."""
    plans: dict[str, Plan] = {}
    notes: list[str] = []
    for council, part in year.parts.items():
        chosen = begun(part).replace(sessions=tuple(sessions[council]))
        done = _complete(part, chosen)
        plans[council] = done.plan
        notes += [f"{council}: {note}" for note in done.notes]
    return Completed(whole(year, plans), tuple(notes))


def _complete(problem: Problem, plan: Plan) -> Completed:
    notes: list[str] = []
    rules = rules_in_force(problem)
    model, variables, terms = build(problem, rules, ("meetings",), plan)
    wanted = [s for s in problem.emphasis.stages if s.model == "meetings"]
    staged = solve_stages(model, terms, wanted, _control(), variables.ties)
    if staged.found:
        plan = extract.meetings(problem, variables, _value(staged), plan)
        plan, note = _with_teams(problem, plan)
        notes += note
    else:
        notes.append(
            "no room for the meetings before the sessions; half-days and venues not chosen"
        )
    return Completed(made(plan, problem), tuple(notes))


def _with_teams(problem: Problem, plan: Plan) -> tuple[Plan, list[str]]:
    """Choose the research teams alone."""
    teams = any(s.milestone("research") for s in plan.sessions if s.form != "plenary")
    if not teams:
        return plan, []
    rules = rules_in_force(problem)
    for ids in (None, TEAM_RULES, TEAM_RULES[:1]):
        posted = tuple(rule for rule in rules if ids is None or rule.id in ids)
        model, variables, terms = build(problem, posted, ("people",), plan)
        _hold_seats(model, variables, plan)
        staged = solve_stages(model, terms, (TEAM,), _control(), ())
        if staged.found:
            for slot in variables.sessions:
                plan = _team_of(slot.id, variables, plan, staged)
            said = f"research teams chosen by {' and '.join(ids or ())} alone"
            return plan, [] if ids is None else [said]
    return plan, ["no research teams"]


def _hold_seats(model: cp_model.CpModel, variables: Variables, plan: Plan) -> None:
    for slot in variables.sessions:
        session = plan.session(slot.id)
        if session is None:
            continue
        for member in variables.seat_candidates(slot.id):
            model.add(variables.seat(slot.id, member) == int(member in session.members))
        for expert in variables.expert_candidates(slot.id):
            model.add(variables.expert_seat(slot.id, expert) == int(expert in session.experts))


def _team_of(session_id: str, variables: Variables, plan: Plan, staged: Staged) -> Plan:
    session = plan.session(session_id)
    if session is None:
        return plan
    team = tuple(
        person
        for person in variables.team_candidates(session_id)
        if evaluate(variables.on_team(session_id, person), staged.values)
    )
    leaders = (session.lead_leader,) if session.lead_leader else ()
    milestones = tuple(
        m.replace(team=(*leaders, *team)) if m.kind == "research" else m for m in session.milestones
    )
    return plan.update(session.replace(milestones=milestones))


def _control() -> Control:
    return Control(Options(time_limit=SECONDS))


def _value(staged: Staged) -> extract.Value:
    return lambda expression: evaluate(expression, staged.values)
