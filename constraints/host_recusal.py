"""主持人回避: who has an interest in a topic does not host its session (farm 11.1).

A leader has an interest where the topic's 利益相关方 names the leader, the employer of the member
who is the same person, or a unit in the leader's charge. The committees that organise sessions
are in someone's charge by office and make no interest.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from constraints.rule import Check, Finding, Rule, Term
from planner.domain import Leader, Problem, Topic
from planner.plan import Plan

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Variables


def has_interest(problem: Problem, leader: Leader, topic: Topic) -> bool:
    """Whether a stakeholder of the topic is the leader, their employer or a unit in their charge."""
    bodies = {body.name for body in problem.bodies}
    own = {leader.id, leader.name, leader.person}
    own |= {m.employer for m in problem.members if m.person == leader.person and m.employer}
    own |= {unit for unit in leader.in_charge_of if unit not in bodies}
    return not own.isdisjoint(topic.stakeholders)


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Let no session take a topic and be hosted by a leader with an interest in it."""
    if "programme" not in variables.decides:
        return ()
    for topic in problem.topics:
        for leader in variables.leader_ids:
            if has_interest(problem, problem.leader(leader), topic):
                for slot in variables.sessions:
                    takes = variables.topic_in(slot.id, topic.id)
                    model.add(takes + variables.hosts(slot.id, leader) <= 1)
    return ()


def check(plan: Plan, problem: Problem) -> Check:
    """Look at each session's host and the stakeholders of its topics; name the link found."""
    findings = []
    checked = 0
    organisers = [body.name for body in problem.bodies]
    leaders = {leader.id: leader for leader in problem.leaders}
    for session in plan.sessions:
        host = leaders.get(session.host)
        if session.form == "plenary" or host is None:
            continue
        employers = {m.employer: m for m in problem.members if m.person == host.person}
        for topic in problem.topics:
            if topic.id not in session.topics:
                continue
            checked += 1
            for stakeholder in topic.stakeholders:
                if not stakeholder:
                    continue
                link = ""
                if stakeholder in (host.person, host.id, host.name):
                    link = "本人就是利益相关方"
                elif stakeholder in employers:
                    link = f"其工作单位{stakeholder}是利益相关方"
                elif stakeholder in host.in_charge_of and stakeholder not in organisers:
                    link = f"其分管的{stakeholder}是利益相关方"
                if link:
                    findings.append(
                        Finding(
                            f"{session.id} 议题“{topic.title}”（{topic.id}）由{host.id}主持，{link}，"
                            "应当回避，请换人主持。",
                            session.id,
                            (host.id, topic.id),
                        )
                    )
    return Check(checked, tuple(findings))


RULE = Rule(
    id="host-recusal",
    name="主持人回避",
    text="与议题有利害关系的人不主持该议题的协商。",
    kind="hard",
    force="must",
    sources={"farm": "11.1"},
    build=build,
    check=check,
)
