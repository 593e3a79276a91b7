"""主持人回避: who has an interest in a topic does not host its session (farm 11.1).

A host has an interest where the topic's 利益相关方 names the host, the employer of the member
who is the same person, or for a leader a unit in their charge. The committees that organise
sessions are in someone's charge by office and make no interest. Where the form fixes the host
(a committee's head, a group's convenor), the session does not take such a topic.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from constraints.host import host_person
from constraints.rule import Check, Finding, Rule, Term
from planner.domain import Problem
from planner.plan import Plan, Session

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Variables


def interests(problem: Problem, host: str, person: str) -> frozenset[str]:
    """Return the names under which a host may be a topic's stakeholder.

    The host, by name or key; the employer of the member who is the same person; for a leader
    the units in their charge, the committees that organise sessions apart.
    """
    bodies = {body.name for body in problem.bodies}
    own = {host, person}
    own |= {m.employer for m in problem.members if m.person == person and m.employer}
    for leader in problem.leaders:
        if leader.person == person:
            own |= {leader.name, *(u for u in leader.in_charge_of if u not in bodies)}
    return frozenset(own)


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Let no session take a topic and be hosted by somebody with an interest in it."""
    if "programme" not in variables.decides:
        return ()
    leaders = {i: interests(problem, i, problem.leader(i).person) for i in variables.leader_ids}
    fixed = {
        s.id: interests(problem, s.host, host_person(problem, s))
        for s in variables.sessions
        if s.host
    }
    for topic in problem.candidates:
        if not topic.stakeholders:
            continue
        concerned = frozenset(topic.stakeholders)
        for slot in variables.sessions:
            if topic.id not in variables.takes(slot.id):
                continue
            takes = variables.topic_in(slot.id, topic.id)
            if slot.host:
                if fixed[slot.id] & concerned:
                    model.add(takes == 0)
                continue
            for leader, own in leaders.items():
                if own & concerned:
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
        if session.form == "plenary" or not session.host:
            continue
        person = host.person if host else _person(session, problem)
        names = {session.host, person} | ({host.name} if host else set())
        in_charge_of = host.in_charge_of if host else ()
        employers = {m.employer for m in problem.members if m.person == person}
        for topic in problem.topics:
            if topic.id not in session.topics:
                continue
            checked += 1
            for stakeholder in topic.stakeholders:
                if not stakeholder:
                    continue
                link = ""
                if stakeholder in names:
                    link = "本人就是利益相关方"
                elif stakeholder in employers:
                    link = f"其工作单位{stakeholder}是利益相关方"
                elif stakeholder in in_charge_of and stakeholder not in organisers:
                    link = f"其分管的{stakeholder}是利益相关方"
                if link:
                    findings.append(
                        Finding(
                            f"{session.id} 议题“{topic.title}”（{topic.id}）由{session.host}主持，{link}，"
                            "应当回避，请换人主持。",
                            session.id,
                            (session.host, topic.id),
                        )
                    )
    return Check(checked, tuple(findings))


def _person(session: Session, problem: Problem) -> str:
    """Return the key of a host who is a committee's head or a member, by name; empty: nobody known."""
    heads = [b.head for b in problem.bodies if b.head_name == session.host and b.head]
    own = [
        m.person
        for m in problem.members
        if m.name == session.host and session.group in ("", m.sector, m.liaison_group)
    ]
    return next(iter((*heads, *own)), "")


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
