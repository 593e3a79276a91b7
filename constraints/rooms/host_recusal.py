"""主持人回避 in a room: a host who is a stakeholder of a topic does not host it (farm 11.1).

By person, unit or a field that the host stands for; where a topic names no stakeholders, a host
who is one of the room's 利益相关方代表.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from constraints.rule import Check, Finding, Rule, Term
from planner.domain import Problem, RoomHost, Topic
from planner.plan import Plan

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Variables

ID = "host-recusal"


def has_interest(problem: Problem, host: RoomHost, topic: Topic) -> bool:
    """Whether the host is a stakeholder of the topic."""
    mine = problem.as_deliberator(host.person)
    if not topic.stakeholders:
        return any(d.is_representative for d in mine)
    names = {host.name, host.person}
    for row in mine:
        names |= {row.id, row.unit, *row.fields}
    names |= {m.employer for m in problem.members if m.person == host.person}
    return not (names - {""}).isdisjoint(topic.stakeholders)


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Let no session take a topic and be hosted by somebody with an interest in it."""
    if "programme" not in variables.decides:
        return ()
    for topic in problem.candidates:
        for host in problem.rooms[0].hosts:
            if has_interest(problem, host, topic):
                for slot in variables.sessions:
                    taken = variables.topic_in(slot.id, topic.id)
                    model.add(taken + variables.hosts(slot.id, host.name) <= 1)
    return ()


def check(plan: Plan, problem: Problem) -> Check:
    """Look at each session's host and the stakeholders of its topics; name the link found."""
    findings = []
    checked = 0
    for session in plan.sessions:
        room = problem.room(session.council)
        persons = {h.person for h in room.hosts if h.name == session.host}
        rows = [d for d in problem.deliberators if d.person in persons]
        for topic in map(problem.topic, session.topics):
            checked += 1
            link = ""
            for stakeholder in topic.stakeholders:
                if stakeholder in persons | {session.host} | {d.id for d in rows}:
                    link = "本人就是利益相关方"
                elif any(stakeholder == d.unit for d in rows) or any(
                    m.employer == stakeholder for m in problem.members if m.person in persons
                ):
                    link = f"其单位{stakeholder}是利益相关方"
                elif any(stakeholder in d.fields for d in rows):
                    link = f"代表的{stakeholder}是利益相关方"
            if not topic.stakeholders and any(d.kind == "利益相关方代表" for d in rows):
                link = "是本协商室的利益相关方代表"
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


RULE = Rule(
    id=ID,
    name="主持人回避",
    text="主持人是议题利益相关方的，不担任主持人。",
    kind="hard",
    force="must",
    sources={"farm": "11.1"},
    build=build,
    check=check,
)
