"""一题一牵头 at the grass roots: a room's council leads its own sessions, with one or two topics.

Where topics are fewer than the cadence asks, a session stands as 议题待定 (farm 11): that is the
last resort, so the topics are spread over the sessions before any takes a second.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from constraints.rule import Check, Finding, Parameter, Rule, Term
from planner.domain import Problem
from planner.plan import Plan
from planner.variables import OPEN

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Expr, Variables

ID = "one-lead-body"


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Give each session one to `topics_max` topics, or none; count those without."""
    if "programme" not in variables.decides:
        return ()
    unfilled: Expr = 0
    for slot in variables.sessions:
        most = problem.number(ID, "topics_max", slot.form)
        is_open = variables.topic_in(slot.id, OPEN)
        topics = [variables.topic_in(slot.id, t) for t in variables.takes(slot.id) if t != OPEN]
        model.add(sum(topics) + most * is_open <= most)
        model.add(sum(topics) + is_open >= 1)
        unfilled += is_open
    return (Term(f"{ID}.open", unfilled),)


def measure(plan: Plan, problem: Problem) -> Mapping[str, int]:
    """Count the sessions without a topic."""
    return {f"{ID}.open": sum(not s.topics for s in plan.sessions)}


def check(plan: Plan, problem: Problem) -> Check:
    """Each session: led by its own council, as many topics as allowed, all of that room."""
    findings = []
    for session in plan.sessions:
        if session.lead_body != session.council:
            findings.append(
                Finding(
                    f"{session.id} 由{session.lead_body or '（无）'}牵头，应由{session.council}自己组织。",
                    session.id,
                )
            )
        most = problem.number(ID, "topics_max", session.form)
        if len(session.topics) > most:
            findings.append(
                Finding(
                    f"{session.id} 有 {len(session.topics)} 个议题（{'、'.join(session.topics)}），"
                    f"最多 {most} 个，请移到别的场次。",
                    session.id,
                    session.topics,
                )
            )
        for topic in map(problem.topic, session.topics):
            if topic.room != session.council:
                where = topic.room or "县政协"
                findings.append(
                    Finding(
                        f"{session.id} 的议题 {topic.id} 属于{where}，不在{session.council}协商，请移出。",
                        session.id,
                        (topic.id,),
                    )
                )
    return Check(len(plan.sessions), tuple(findings))


RULE = Rule(
    id=ID,
    name="一题一牵头",
    text="协商室的协商由本级议事会组织，每场一至两个议题，议题不足的列为议题待定。",
    kind="hard",
    force="must",
    sources={"anhua": "一7、二2"},
    build=build,
    check=check,
    measure=measure,
    parameters=(
        Parameter("topics_max", "每场议题上限", 2, "个", "协商室一场最多协商几个议题", 1, 5),
    ),
)
