"""专业相关 in a room: experts whose expertise is what the topic asks for come first (assumed)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from constraints.rule import Check, Rule, Term
from planner.domain import Problem
from planner.plan import Plan

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Expr, Variables

ID = "relevance"


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Count the experts invited to a topic that asks for an expertise that they have not."""
    if "people" not in variables.decides:
        return ()
    strangers: Expr = 0
    for slot in variables.sessions:
        session = variables.fixed(slot.id)
        topics = [problem.topic(t) for t in session.topics] if session else []
        wanted = {word for topic in topics for word in topic.expertise}
        for expert in problem.experts if wanted else ():
            if wanted.isdisjoint(expert.expertise):
                strangers += variables.expert_seat(slot.id, expert.id)
    return (Term(f"{ID}.strangers", strangers),)


def measure(plan: Plan, problem: Problem) -> Mapping[str, int]:
    """Count the experts none of whose 专长 stands in 所需专长 of the session's topics."""
    strangers = 0
    for session in plan.sessions:
        wanted = {word for t in session.topics for word in problem.topic(t).expertise}
        for expert in map(problem.expert, session.experts):
            strangers += bool(wanted) and not wanted & set(expert.expertise)
    return {f"{ID}.strangers": strangers}


def check(plan: Plan, problem: Problem) -> Check:
    """A goal cannot be broken: name the sessions whose experts have another field."""
    found = measure(plan, problem)[f"{ID}.strangers"]
    notes = (f"{found} 名专家的专长与议题所需的不同，专家库中没有更合适的人选。",) if found else ()
    return Check(len(plan.sessions), notes=notes)


RULE = Rule(
    id=ID,
    name="专业相关",
    text="邀请的专家专长与议题相符。",
    kind="soft",
    force="usual",
    sources={"yangzhou": "七"},
    build=build,
    check=check,
    measure=measure,
)
