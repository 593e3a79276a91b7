"""主体广泛: members, party and people's deputies, residents, people of standing and skill all take part.

(yangzhou (三), (七); sanyou 五(二)) A goal: kinds that the room's pool has and a session lacks are
counted and listed; a kind that no pool has is named once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from constraints.rooms.links import participants
from constraints.rule import Check, Rule, Term
from planner.domain import Deliberator, Problem
from planner.plan import Plan, Session

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Expr, Variables

ID = "grassroots-mix"
KINDS: Mapping[str, frozenset[str]] = {
    "政协委员": frozenset({"政协委员"}),
    "利益相关方": frozenset({"利益相关方代表"}),
    "党代表和人大代表": frozenset({"党代表", "人大代表"}),
    "群众": frozenset({"群众代表", "老党员老干部"}),
    "乡贤和专业人士": frozenset({"乡贤", "专业人士"}),
    "村(居)委会和社会组织": frozenset({"村(居)委会", "社会组织"}),
}
"""The kinds of participants (主体) → the 类别 that belong to each."""
MEMBERS = "政协委员"


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Count, for each session, the kinds of the pool that it lacks."""
    if "people" not in variables.decides:
        return ()
    own = [p for p in participants(problem) if isinstance(p, Deliberator)]
    missing: Expr = 0
    for slot in variables.sessions:
        for name, kinds in KINDS.items():
            seats = [variables.sits(slot.id, d.id) for d in own if d.kind in kinds]
            if name == MEMBERS:
                seats += [variables.seat(slot.id, m.id) for m in problem.members]
            if not seats:
                continue
            lacks = model.new_bool_var(f"{ID} {slot.id} {name}")
            model.add(sum(seats) + lacks >= 1)
            for seat in seats:
                model.add(seat + lacks <= 1)
            missing += lacks
    return (Term(f"{ID}.missing", missing),)


def _pool(problem: Problem) -> dict[str, set[str]]:
    """Return each kind → the ids of those in the room who are of it; members count as such."""
    members = {m.person for m in problem.members}
    pool: dict[str, set[str]] = {name: set() for name in KINDS}
    pool[MEMBERS] |= {m.id for m in problem.members}
    for d in problem.deliberators:
        for name in (n for n, kinds in KINDS.items() if d.kind in kinds):
            if d.person not in members:
                pool[name].add(d.id)
    return pool


def _lacking(session: Session, pool: Mapping[str, set[str]]) -> list[str]:
    present = {*session.members, *session.deliberators}
    return [name for name, ids in pool.items() if ids and not ids & present]


def measure(plan: Plan, problem: Problem) -> Mapping[str, int]:
    """Count, over the sessions, the kinds that the pool has and the session lacks."""
    pool = _pool(problem)
    return {f"{ID}.missing": sum(len(_lacking(s, pool)) for s in plan.sessions)}


def check(plan: Plan, problem: Problem) -> Check:
    """List the kinds that are missing: from a session, or from the pool itself."""
    pool = _pool(problem)
    notes = [
        f"{session.id} 没有{'、'.join(lacking)}参加。"
        for session in plan.sessions
        if (lacking := _lacking(session, pool))
    ]
    absent = [name for name, ids in pool.items() if not ids]
    if absent and problem.rooms:
        notes.append(f"{problem.rooms[0].name}的议事成员中没有{'、'.join(absent)}。")
    return Check(len(plan.sessions), notes=tuple(notes))


RULE = Rule(
    id=ID,
    name="主体广泛",
    text="政协委员、利益相关方、党代表、人大代表、群众代表等共同参与。",
    kind="soft",
    force="usual",
    sources={"yangzhou": "三、七", "sanyou": "五(二)"},
    build=build,
    check=check,
    measure=measure,
)
