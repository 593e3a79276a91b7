"""指定议题: a topic assigned by the committee or the government is in (kailu 三7, 六20; farm 9).

What only the plenary may hear is put there by `required-matters`, where that rule is in force.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from constraints.required_matters import heard_at_plenary
from constraints.rule import Check, Finding, Rule, Term
from planner.domain import Problem
from planner.plan import Plan

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Variables

ID = "mandated"


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Put each mandated topic in a session; the one held with the plenary counts."""
    if "programme" in variables.decides:
        elsewhere = {topic.id for topic in heard_at_plenary(problem)}
        for topic in problem.candidates:
            if topic.mandated and topic.id not in elsewhere:
                model.add(
                    sum(variables.topic_in(slot.id, topic.id) for slot in variables.sessions) >= 1
                )
    return ()


def check(plan: Plan, problem: Problem) -> Check:
    """Look for each mandated topic among the sessions that are not cancelled."""
    taken = {t for s in plan.sessions if s.state != "cancelled" for t in s.topics}
    mandated = [t for t in problem.topics if t.mandated and t.is_candidate]
    findings = []
    for topic in mandated:
        by = f"（{topic.mandated_by}指定）" if topic.mandated_by else ""
        if topic.exclusion:
            findings.append(
                Finding(
                    f"{topic.id}“{topic.title}”既是指定议题{by}，又有不予协商情形（{topic.exclusion}）："
                    "“指定议题”与“不予协商”互相矛盾，以不予协商为准；请在“议题”表改正其中一项。",
                    entities=(topic.id,),
                )
            )
        elif topic.id not in taken:
            findings.append(
                Finding(
                    f"指定议题 {topic.id}“{topic.title}”{by}没有安排，必须入选，请给它一个场次。",
                    entities=(topic.id,),
                )
            )
    return Check(len(mandated), tuple(findings))


RULE = Rule(
    id=ID,
    name="指定议题",
    text="党委、政府指定的议题必须入选。",
    kind="hard",
    force="must",
    sources={"kailu": "三7、六20", "farm": "9"},
    build=build,
    check=check,
)
