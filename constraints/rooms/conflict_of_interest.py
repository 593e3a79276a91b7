"""利益冲突回避 in a room: who has an interest sits as a stakeholder or not at all (assumed).

Deliberators and members with an interest are listed as stakeholders with the link (利益相关方占比); an
expert, who is to advise, does not come from a unit that the topic concerns.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from constraints.conflict_of_interest import has_interest
from constraints.rule import Check, Finding, Rule, Term
from planner.domain import Problem
from planner.plan import Plan

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Variables

ID = "conflict-of-interest"


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Invite no expert with an interest in a topic of the session."""
    if "people" not in variables.decides:
        return ()
    for topic in problem.candidates:
        interested = [e.id for e in problem.experts if has_interest(e, topic)]
        for slot in variables.sessions if interested else ():
            taken = variables.topic_in(slot.id, topic.id)
            for expert in interested:
                model.add(variables.expert_seat(slot.id, expert) + taken <= 1)
    return ()


def check(plan: Plan, problem: Problem) -> Check:
    """Compare every expert, and every member who is not listed as one, with 利益相关方."""
    findings = []
    checked = 0
    for session in plan.sessions:
        listed = {s.person for s in session.stakeholders}
        for topic in map(problem.topic, session.topics):
            for expert in map(problem.expert, session.experts):
                checked += 1
                if {expert.id, expert.person, expert.name, expert.unit} & set(topic.stakeholders):
                    findings.append(
                        Finding(
                            f"{session.id} 邀请了专家{expert.name}（{expert.id}），"
                            f"但本人或所在单位{expert.unit}是议题 {topic.id} 的利益相关方，请换人。",
                            session.id,
                            (expert.id, topic.id),
                        )
                    )
            for member in map(problem.member, session.members):
                checked += 1
                names = {member.id, member.person, member.name, member.employer} - {""}
                if names & set(topic.stakeholders) and member.id not in listed:
                    findings.append(
                        Finding(
                            f"{session.id} 的委员{member.name}（{member.id}）是议题 {topic.id} 的利益相关方，"
                            "只能作为利益相关方参加，请在名单中写明，或换人。",
                            session.id,
                            (member.id, topic.id),
                        )
                    )
    return Check(checked, tuple(findings))


RULE = Rule(
    id=ID,
    name="利益冲突回避",
    text="与议题有利益关系的人只作为利益相关方参加；专家有利益关系的不请。",
    kind="hard",
    force="assumed",
    sources={},
    build=build,
    check=check,
)
