"""到会人数: 15–30 people a session of a farm's or village's council (farm 5); at least ten (yangzhou (七)).

Members, experts and deliberators together, within the room's 容纳人数; who hosts is counted apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from constraints.rooms.links import participants
from constraints.rule import Check, Easing, Finding, Parameter, Rule, Term
from planner.domain import Problem
from planner.plan import Plan

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Expr, Variables

ID = "attendance"


def most_of(problem: Problem, form: str) -> int:
    """Return how many may take part: by the rule, and as the room holds."""
    most = problem.number(ID, "max", form)
    capacity = problem.rooms[0].capacity
    return most if capacity is None else min(most, capacity)


def seats(variables: Variables, problem: Problem, session: str) -> Expr:
    """Return how many people take part in a session."""
    count: Expr = sum(variables.seat(session, m.id) for m in problem.members)
    count += sum(variables.sits(session, d.id) for d in problem.deliberators)
    return count + sum(variables.expert_seat(session, e.id) for e in problem.experts)


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Hold sessions on days with enough people there; invite as many as the rule says, near its target."""
    if "programme" in variables.decides:
        _enough_there(model, variables, problem)
    if "people" not in variables.decides:
        return ()
    off: Expr = 0
    for slot in variables.sessions:
        least, most = problem.number(ID, "min", slot.form), most_of(problem, slot.form)
        target = min(problem.number(ID, "target", slot.form), most)
        count = seats(variables, problem, slot.id)
        model.add(count >= least)
        model.add(count <= most)
        distance = model.new_int_var(0, max(target, most - target), f"{ID} {slot.id}")
        model.add_abs_equality(distance, count - target)
        off += distance
    return (Term(f"{ID}.off", off),)


def _enough_there(model: CpModel, variables: Variables, problem: Problem) -> None:
    people = participants(problem)
    away = Counter(day for p in people for day in problem.days_away(p.person))
    if not away:
        return
    for slot in variables.sessions:
        spare = len(people) - problem.number(ID, "min", slot.form)
        for day in variables.days(slot.id):
            if away[day] > spare:
                model.add(variables.on_day(slot.id, day) == 0)


def measure(plan: Plan, problem: Problem) -> Mapping[str, int]:
    """Add up how far each session's number of people is from the target."""
    off = 0
    for session in plan.sessions:
        capacity = problem.room(session.council).capacity
        target = problem.number(ID, "target", session.form)
        for limit in (problem.number(ID, "max", session.form), capacity):
            target = target if limit is None else min(target, limit)
        off += abs(len(session.members + session.deliberators + session.experts) - target)
    return {f"{ID}.off": off}


def check(plan: Plan, problem: Problem) -> Check:
    """Count each session's people, one person once, against the form's limits and the room's seats."""
    findings = []
    for session in plan.sessions:
        keys = [problem.member(i).person for i in session.members]
        keys += [problem.deliberator(i).person for i in session.deliberators]
        keys += [problem.expert(i).person for i in session.experts]
        twice = [key for key, n in Counter(keys).items() if n > 1]
        count = len(set(keys))
        least = problem.number(ID, "min", session.form)
        most = problem.number(ID, "max", session.form)
        room = problem.room(session.council)
        if twice:
            findings.append(
                Finding(
                    f"{session.id} 的名单中{'、'.join(twice)}出现两次，一人只算一人，请删去一处。",
                    session.id,
                    tuple(twice),
                )
            )
        if count < least:
            findings.append(
                Finding(
                    f"{session.id} 参会 {count} 人，至少 {least} 人，请补 {least - count} 人。",
                    session.id,
                )
            )
        if count > most:
            findings.append(
                Finding(
                    f"{session.id} 参会 {count} 人，最多 {most} 人，请减 {count - most} 人。",
                    session.id,
                )
            )
        if room.capacity is not None and count > room.capacity:
            findings.append(
                Finding(
                    f"{session.id} 参会 {count} 人，{room.name}只能容纳 {room.capacity} 人，"
                    "请减少人数或换大一些的地方。",
                    session.id,
                )
            )
    return Check(len(plan.sessions), tuple(findings))


RULE = Rule(
    id=ID,
    name="到会人数",
    text="场、村（社区）每次会议一般 15—30 人；“有事好商量”每次一般不少于 10 人。",
    kind="hard",
    force="usual",
    sources={"farm": "5", "yangzhou": "七"},
    build=build,
    check=check,
    measure=measure,
    parameters=(
        Parameter("min", "最少", 10, "人", "一场最少多少人", 1, 200),
        Parameter("target", "目标", 15, "人", "一场最好多少人", 1, 500),
        Parameter("max", "最多", 40, "人", "一场最多多少人", 1, 500),
    ),
    easing=(Easing("min", 1),),
)
