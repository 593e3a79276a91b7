"""一年一次: a topic is heard once a year, unless a second round is planned (common sense)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from constraints.rule import Check, Finding, Rule, Term
from planner.domain import Problem
from planner.plan import Plan

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Variables

ID = "once"


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Put each topic in at most one session, in at most two where 需二次协商."""
    if "programme" in variables.decides:
        for topic in problem.candidates:
            times = sum(variables.topic_in(slot.id, topic.id) for slot in variables.sessions)
            model.add(times <= (2 if topic.needs_second else 1))
    return ()


def check(plan: Plan, problem: Problem) -> Check:
    """Count the sessions of each topic; a cancelled one is not held."""
    held: dict[str, list[str]] = {}
    for session in plan.sessions:
        if session.state != "cancelled":
            for topic_id in session.topics:
                held.setdefault(topic_id, []).append(session.id)
    findings = []
    for topic_id, sessions in held.items():
        most = 2 if problem.topic(topic_id).needs_second else 1
        if len(sessions) > most:
            findings.append(
                Finding(
                    f"议题 {topic_id} 安排了 {len(sessions)} 次（{'、'.join(sessions)}），"
                    f"一年最多 {most} 次，请留 {most} 次。",
                    sessions[-1],
                    (topic_id,),
                )
            )
    return Check(len(held), tuple(findings))


RULE = Rule(
    id=ID,
    name="一年一次",
    text="同一议题一年协商一次，需二次协商的除外。",
    kind="hard",
    force="assumed",
    sources={},
    build=build,
    check=check,
)
