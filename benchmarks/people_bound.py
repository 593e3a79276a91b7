"""A bound on the people's stage of all rooms that holds whatever topics, days and hosts they have.

The solver's own bound of that stage is proven for each room's programme as the stages before chose
it. Here each room's programme and people are one model, its earlier stages held at their best, and
its people its own. One row is looser than the room's rules, so that the bound stays below any year:
of a session with a topic, at most the rest of `stakeholder-share` are people whom no topic of the
room concerns at all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil
from typing import TYPE_CHECKING

from constraints.rooms.links import Participant, link_of, participants
from planner.check import objectives, rules_in_force
from planner.control import Options
from planner.domain import EmphasisStage, Member, Problem
from planner.parts import room_parts
from planner.plan import Plan
from planner.solve import build
from planner.solver import configure
from planner.variables import OPEN

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Expr, Variables

SECONDS = 20.0
"""For one room; beyond it the bound reached so far counts."""
SHARE = "stakeholder-share"


def people_bound(problem: Problem, plan: Plan) -> int:
    """Return what the people's stage of the rooms, added up, cannot be better than."""
    return sum(_of_room(part, own) for _, part, own in room_parts(problem, plan))


def _of_room(part: Problem, own: Plan) -> int:
    model, variables, terms = build(part, rules_in_force(part), ("programme", "people"), None)
    reached = objectives(own, part)
    for stage in part.emphasis.stages:
        goal = _goal(stage, terms)
        if stage.model == "programme" and not isinstance(goal, int):
            value = sum(w * reached[n] for n, w in stage.weights.items() if n in terms)
            model.add(goal >= value if stage.sense == "max" else goal <= value)
    if SHARE in part.rules:
        _strangers(model, variables, part)
    (people,) = (stage for stage in part.emphasis.stages if stage.model == "people")
    model.minimize(_goal(people, terms))
    solver = configure(Options(), SECONDS, small=True)
    solver.solve(model)
    return ceil(solver.best_objective_bound - 1e-6)


def _goal(stage: EmphasisStage, terms: Mapping[str, Expr]) -> Expr:
    return sum(weight * terms[name] for name, weight in stage.weights.items() if name in terms)


def _strangers(model: CpModel, variables: Variables, part: Problem) -> None:
    """Bound the seats of people who are no stakeholder of any topic of the room."""
    everybody = participants(part)
    topics = [topic for topic in part.candidates if not topic.is_excluded]
    strangers = [p for p in everybody if not any(link_of(part, p, t) for t in topics)]
    for slot in variables.sessions:
        percent = part.number(SHARE, "percent", slot.form)
        open_ = variables.topic_in(slot.id, OPEN)
        theirs = _seats(variables, slot.id, strangers)
        all_ = _seats(variables, slot.id, everybody)
        all_ += sum(variables.expert_seat(slot.id, e.id) for e in part.experts)
        model.add(100 * theirs <= (100 - percent) * all_ + 100 * len(everybody) * open_)


def _seats(variables: Variables, session: str, people: Sequence[Participant]) -> Expr:
    return sum(
        (variables.seat if isinstance(one, Member) else variables.sits)(session, one.id)
        for one in people
    )
