"""负担均衡 in a room: over a year everyone takes part as evenly as the topics allow (assumed).

The squares of how often each takes part: least where all take part equally often.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from constraints.rooms.links import participants
from constraints.rule import Check, Rule, Term
from constraints.seat_counts import repeats
from planner.domain import Member, Problem
from planner.plan import Plan

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Expr, Variables

ID = "load-balance"


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Return the sum of squares of how often each person takes part."""
    if "people" not in variables.decides:
        return ()
    sessions = [slot.id for slot in variables.sessions]
    loads: Expr = 0
    for person in participants(problem):
        takes_part = variables.seat if isinstance(person, Member) else variables.sits
        count = sum(takes_part(session, person.id) for session in sessions)
        again = repeats(model, count, len(sessions), f"{ID} {person.id}")
        # The n-th time costs 2n − 1: 1 + 3 + 5 … = n².
        loads += count + sum(2 * n * step for n, step in enumerate(again, 1))
    return (Term(f"{ID}.loads", loads),)


def measure(plan: Plan, problem: Problem) -> Mapping[str, int]:
    """Add up the squares of how often each member and deliberator takes part."""
    times = Counter(p for s in plan.sessions for p in (*s.members, *s.deliberators))
    return {f"{ID}.loads": sum(n * n for n in times.values())}


def check(plan: Plan, problem: Problem) -> Check:
    """A goal cannot be broken: say who takes part most and least."""
    people = {m.id for m in problem.members} | {d.id for d in problem.deliberators}
    times = Counter(p for s in plan.sessions for p in (*s.members, *s.deliberators))
    never = sum(times[p] == 0 for p in people)
    notes: tuple[str, ...] = ()
    if times and problem.rooms:
        most = max(times.values())
        rest = f"，{never} 人没有参加" if never else ""
        notes = (f"{problem.rooms[0].name}每人全年最多参加 {most} 次{rest}。",)
    return Check(len(people), notes=notes)


RULE = Rule(
    id=ID,
    name="负担均衡",
    text="协商室的人员一年中参加的次数尽量均匀。",
    kind="soft",
    force="assumed",
    sources={},
    build=build,
    check=check,
    measure=measure,
)
