"""Measures what the split into models costs: an example county decided as one exact model.

Programme and people are decided together, so that the people's stage chooses among all topics,
bodies and days that the programme's stages leave. Those stages are proven by the split already
(people never widen a programme's choice) and enter as rows; the split's own plan is the start.
Run: `make exact` for the demo, `make exact COUNTY=examples/kailu.xlsx` for a county of every form;
the figures stand in docs/decisions.md.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from inputs.examples import bundled_county
from inputs.reader import read_workbook
from planner.alike_days import AlikeDays
from planner.check import rules_in_force
from planner.control import Control, Options
from planner.domain import Problem
from planner.goal import Reached, goal_of
from planner.plan import Plan
from planner.solve import build, solve
from planner.solver import configure
from planner.stages import solve_goal
from planner.variables import OPEN, Variables

if TYPE_CHECKING:
    from planner.variables import Expr

LIMIT = 1800.0
"""Seconds for the exact model."""
TEAM = "research-first.team"


def main() -> None:
    """Solve both ways and print stage values, bounds and seconds."""
    problem = read_workbook(Path(sys.argv[1]) if len(sys.argv) > 1 else bundled_county())
    control = Control()
    plan = solve(problem, control).plan
    if plan is None or plan.status != "optimal":
        raise SystemExit("no proven plan")
    values = "  ".join(f"{s.name} {s.value}/{s.bound}" for s in plan.stages)
    sys.stdout.write(f"split      {control.seconds():7.1f} s  {values}\n")
    began = time.perf_counter()
    status, value, bound = together(problem, plan)
    seconds = time.perf_counter() - began
    sys.stdout.write(
        f"one model  {seconds:7.1f} s  {status}  people {value:.0f}/{bound:.0f}, "
        f"of the split {_without_teams(problem, plan)}: both without research teams, dated later\n"
    )


def together(problem: Problem, plan: Plan) -> tuple[str, float, float]:
    """Return the people's stage of one exact model: CP-SAT's status, its value and its bound."""
    decides = ("programme", "people")
    model, variables, terms = build(problem, rules_in_force(problem), decides, None)
    AlikeDays(model, variables, terms).narrow()
    *before, people = [stage for stage in problem.emphasis.stages if stage.model in decides]
    proven = {stage.name: stage.value for stage in plan.stages}
    reached = []
    for stage in before:
        value = proven[stage.name]
        reached.append(Reached(goal_of(stage, terms), value, value))
        lost = reached[-1].lost
        if not isinstance(lost, int):
            model.add(lost <= 0)
    start = _start(model, variables, plan)
    goal = goal_of(people, terms)
    found = solve_goal(model, goal, reached, Control(Options(LIMIT)), start, complete=False)
    return found.status.name, found.objective or 0, found.bound or 0


def _without_teams(problem: Problem, plan: Plan) -> int:
    """Return the value of the plan's people's stage but for the research teams."""
    weights = next(s.weights for s in problem.emphasis.stages if s.name == "people")
    found = next(s for s in plan.stages if s.name == "people")
    return found.value - weights.get(TEAM, 0) * found.terms.get(TEAM, 0)


def _as_planned(variables: Variables, plan: Plan) -> Mapping[int, int]:
    """Return the plan's topics, bodies, leaders, hosts and months as values of the model."""
    found: dict[int, int] = {}
    for session in plan.sessions:
        if session.form == "plenary":
            continue
        for topic, bodies in variables.takes(session.id).items():
            for body in bodies:
                held = topic in (session.topics or (OPEN,)) and body == session.lead_body
                found |= _fixed(variables.topic_led_by(session.id, topic, body), held)
        for leader in variables.leader_ids:
            charge = variables.in_charge(session.id, leader)
            found |= _fixed(charge, session.lead_leader == leader)
            found |= _fixed(variables.hosts(session.id, leader), session.host == leader)
        for month in range(1, 13):
            in_month = variables.in_month(session.id, month)
            found |= _fixed(in_month, session.date.month == month)
    return found


def _fixed(decision: Expr, value: bool) -> Mapping[int, int]:
    return {decision.index: int(value)} if isinstance(decision, cp_model.IntVar) else {}


def _start(model: cp_model.CpModel, variables: Variables, plan: Plan) -> Sequence[int]:
    """Return a solution of the whole model that holds the plan's programme."""
    planned = _as_planned(variables, plan)
    fixed = model.clone()
    for index, value in planned.items():
        domain = fixed.proto.variables[index].domain
        domain.clear()
        domain.extend([value, value])
    solver = configure(Options(), LIMIT)
    if solver.solve(fixed) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        raise SystemExit("the split's programme is none of the whole model")
    return tuple(solver.response_proto.solution)


if __name__ == "__main__":
    main()
