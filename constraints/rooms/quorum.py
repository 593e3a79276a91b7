"""过半到会 in a room: of those due at least half may be expected to come (farm 11.2; by rates, assumed)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from constraints.rooms.links import participants
from constraints.rule import Check, Finding, Parameter, Rule, Term
from planner.domain import Deliberator, Member, Problem
from planner.plan import Plan

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Expr, Variables

ID = "quorum"


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Keep each session's mean rate at `percent` or more: Σ (rate − percent) over its people ≥ 0."""
    if "people" not in variables.decides:
        return ()
    people = participants(problem)
    for slot in variables.sessions:
        percent = problem.number(ID, "percent", slot.form)
        if all(p.attendance_percent >= percent for p in people):
            continue
        surplus: Expr = 0
        for person in people:
            takes_part = variables.seat if isinstance(person, Member) else variables.sits
            surplus += (person.attendance_percent - percent) * takes_part(slot.id, person.id)
        model.add(surplus >= 0)
    return ()


def check(plan: Plan, problem: Problem) -> Check:
    """Compare each session's expected attendance with what is due, and count what is assumed."""
    findings = []
    assumed: set[str] = set()
    for session in plan.sessions:
        due: list[Member | Deliberator] = [problem.member(m) for m in session.members]
        due += [problem.deliberator(d) for d in session.deliberators]
        assumed |= {p.id for p in due if p.attendance_assumed}
        percent = problem.number(ID, "percent", session.form)
        expected = sum(p.attendance_percent for p in due)
        if expected < percent * len(due):
            findings.append(
                Finding(
                    f"{session.id} 应到 {len(due)} 人，按出席率预计到会 {expected / 100:.1f} 人，"
                    f"不足 {percent}%，请换出席率高的人员。",
                    session.id,
                )
            )
    notes: tuple[str, ...] = ()
    if assumed and problem.rooms:
        notes = (f"{problem.rooms[0].name}有 {len(assumed)} 人没有出席率，按约定的比率计算。",)
    return Check(len(plan.sessions), tuple(findings), notes)


RULE = Rule(
    id=ID,
    name="过半到会",
    text="实际到会人数达到应到会人数半数以上方可开会；按出席率预计。",
    kind="hard",
    force="must",
    sources={"farm": "11.2"},
    build=build,
    check=check,
    parameters=(
        Parameter("percent", "到会比例", 50, "%", "预计到会占应到会人数的最低比例", 0, 100),
    ),
)
