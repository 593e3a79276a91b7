"""不予协商: a topic with one of the three exclusion grounds never enters (farm 6).

The grounds: against the party's policy or the law; what a higher party committee or government
has clearly ordered to be carried out; what discriminates or is unfair. They hold in every profile.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from constraints.rule import Check, Finding, Rule, Term
from planner.domain import Problem
from planner.plan import Plan

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Variables

ID = "not-negotiable"


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Keep excluded topics out of every session."""
    if "programme" in variables.decides:
        for topic in problem.candidates:
            if topic.is_excluded:
                for slot in variables.sessions:
                    model.add(variables.topic_in(slot.id, topic.id) == 0)
    return ()


def check(plan: Plan, problem: Problem) -> Check:
    """No session has an excluded topic, and the plan says of each that it is out, and why."""
    findings = []
    excluded = {t.id: t for t in problem.candidates if t.exclusion}
    for session in plan.sessions:
        for topic_id in session.topics:
            if topic_id in excluded:
                findings.append(
                    Finding(
                        f"{session.id} 的议题 {topic_id} 属不予协商情形"
                        f"（{excluded[topic_id].exclusion}），不得安排，请换议题。",
                        session.id,
                        (topic_id,),
                    )
                )
    said = {entry.topic for entry in plan.left_out if ID in (entry.reason, *entry.rules)}
    taken = {topic_id for session in plan.sessions for topic_id in session.topics}
    for topic_id in excluded:
        if topic_id not in said | taken:
            findings.append(
                Finding(
                    f"未入选说明中没有写明 {topic_id} 不予协商（{excluded[topic_id].exclusion}），请补上。",
                    entities=(topic_id,),
                )
            )
    return Check(len(excluded), tuple(findings))


RULE = Rule(
    id=ID,
    name="不予协商",
    text="违反政策法规的、上级已明确要求必须执行的、带有歧视或不公平的事项不予协商，并予说明。",
    kind="hard",
    force="must",
    sources={"farm": "6"},
    build=build,
    check=check,
)
