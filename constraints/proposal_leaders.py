"""提案领办督办: who takes a key proposal on, who supervises it, and who must be there (kailu 四16).

A leader of the government takes it on (领办); the chair or a vice-chair supervises (督办) and hosts
the face-to-face (分工(四)14(4)). Without the proposer it is invalid: it is not on a day on which
everyone who brought the proposal is away. A party or group that brought it sends somebody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from constraints.rule import Check, Finding, Rule, Term
from planner.domain import KeyProposal, Problem
from planner.plan import Plan, Session

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Variables

ID = "proposal-leaders"


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Keep a proposal's session off the days on which all who brought it, or its host, are away."""
    if "programme" not in variables.decides:
        return ()
    members = {m.person for m in problem.members}
    proposals = {p.id: p for p in problem.key_proposals}
    for slot in variables.sessions:
        for proposal in (proposals[i] for i in slot.items if i in proposals):
            absent = [
                problem.days_away(p) if p in members else frozenset() for p in proposal.proposers
            ]
            host = problem.leader(proposal.supervisor).person if proposal.supervisor else ""
            for day in variables.days(slot.id):
                nobody = bool(absent) and all(day in away for away in absent)
                if nobody or day in problem.days_away(host):
                    model.add(variables.on_day(slot.id, day) == 0)
    return ()


def make(plan: Plan, problem: Problem) -> Plan:
    """List the government leader who has taken on a proposal among the session's leaders."""
    for session in plan.sessions:
        leaders = list(session.leaders)
        for proposal in problem.key_proposals:
            leader = proposal.government_leader
            if proposal.id not in session.topics or not leader or leader in leaders:
                continue
            if not problem.is_away(problem.leader(leader).person, session.date):
                leaders.insert(0, leader)
        if tuple(leaders) != session.leaders:
            plan = plan.update(session.replace(leaders=tuple(leaders)))
    return plan


def check(plan: Plan, problem: Problem) -> Check:
    """From the article, proposal by proposal: a session, its two leaders, and who brought it."""
    findings: list[Finding] = []
    notes: list[str] = []
    for proposal in problem.key_proposals:
        held = [
            s
            for s in plan.sessions
            if proposal.id in s.topics and s.state != "cancelled" and s.date.year == plan.year
        ]
        if not held:
            findings.append(
                Finding(
                    f"重点提案 {proposal.id}《{proposal.title}》没有安排面对面协商，请补上。",
                    entities=(proposal.id,),
                )
            )
        for session in held:
            texts = [*_leaders(session, proposal, problem), *_proposers(session, proposal, problem)]
            findings += [
                Finding(f"{session.id}（提案 {proposal.id}）{text}", session.id, (proposal.id,))
                for text in texts
            ]
            notes += _notes(session, proposal, problem)
    return Check(len(problem.key_proposals), tuple(findings), tuple(notes))


def _leaders(session: Session, proposal: KeyProposal, problem: Problem) -> Iterator[str]:
    named = {x.id: x for x in problem.leaders}
    taking_on = named.get(proposal.government_leader)
    if taking_on is None:
        yield "没有领办领导，重点提案由政府领导领办，请在“重点提案”表填写。"
    elif taking_on.side != "政府":
        yield f"由{taking_on.name}（{taking_on.post}）领办，应为政府领导，请改正。"
    elif taking_on.id not in session.leaders and not problem.is_away(
        taking_on.person, session.date
    ):
        yield f"的出席领导缺领办领导{taking_on.name}（{taking_on.post}），请补上。"
    supervisor = named.get(proposal.supervisor)
    if supervisor is None:
        yield "没有督办领导，重点提案由主席或副主席督办，请在“重点提案”表填写。"
        return
    if not (supervisor.is_chair or supervisor.is_vice_chair):
        yield f"由{supervisor.name}（{supervisor.post}）督办，应为主席或副主席，请改正。"
    if session.host != supervisor.id:
        yield f"由{session.host or '（无）'}主持，应由督办领导{supervisor.name}主持，请改正。"
    elif problem.is_away(supervisor.person, session.date):
        yield f"的督办领导{supervisor.name} {session.date} 不在，请改期。"


def _proposers(session: Session, proposal: KeyProposal, problem: Problem) -> Iterator[str]:
    members = {m.person: m for m in problem.members}
    brought = [members[p] for p in proposal.proposers if p in members]
    absent = [m for m in brought if problem.is_away(m.person, session.date)]
    if unlisted := [f"{m.name}（{m.id}）" for m in brought if m.id not in session.members]:
        yield f"没有请提案人 {'、'.join(unlisted)}，请补上。"
    if brought and len(absent) == len(proposal.proposers):
        yield (
            f"的提案人 {'、'.join(m.name for m in absent)} {session.date} 都不在，"
            "提案人不到场的面对面协商无效，请改期。"
        )


def _notes(session: Session, proposal: KeyProposal, problem: Problem) -> Iterator[str]:
    away = [
        m.name
        for m in problem.members
        if m.person in proposal.proposers and problem.is_away(m.person, session.date)
    ]
    if away and len(away) < len(proposal.proposers):
        yield (
            f"{session.id}（{session.date}）：提案人{'、'.join(away)}不在，由其他提案人到场，"
            "请事先听取其意见。"
        )
    leader = next((x for x in problem.leaders if x.id == proposal.government_leader), None)
    if leader is not None and problem.is_away(leader.person, session.date):
        yield (
            f"{session.id}（{session.date}）：领办领导{leader.name}不在，未列入名单，"
            "请其委托有关负责同志到会。"
        )


RULE = Rule(
    id=ID,
    name="提案领办督办",
    text="重点提案由政府领导领办，主席或副主席督办并主持面对面协商；提案人到场，否则无效。",
    kind="hard",
    force="must",
    sources={"kailu": "四16、分工(四)14"},
    build=build,
    make=make,
    check=check,
)
