"""分管领导: each session has one chair or vice-chair in charge (anhua 二4, 三(二)).

The leader in charge signs the scheme, calls the mobilisation meeting and leads the research;
so it is one of those who are in charge of the lead body. The host may be the same person.
At a key proposal's face-to-face it is the chair or vice-chair who supervises it (kailu 四16).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from constraints.days_taken import starts_when_there
from constraints.held_days import held_days
from constraints.rule import Check, Finding, Rule, Term
from planner.domain import Problem
from planner.plan import Plan

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Variables


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Choose one leader in charge of the lead body, and there on the session's day.

    A leader is in charge only where a body of theirs leads, and on a day they are there; a body
    leads only where a leader of its own is in charge.
    """
    if "programme" not in variables.decides:
        return ()
    over = {name: frozenset(problem.leaders_in_charge(name)) for name in variables.body_names}
    for slot in variables.sessions:
        model.add(sum(variables.in_charge(slot.id, i) for i in variables.leader_ids) == 1)
        for leader in variables.leader_ids:
            in_charge = variables.in_charge(slot.id, leader)
            if isinstance(in_charge, int) and not in_charge:
                continue
            there = starts_when_there(variables, problem, slot, problem.leader(leader).person)
            model.add(in_charge <= variables.on_one_of(slot.id, there))
            if not slot.leader:
                own = [body for body, leaders in over.items() if leader in leaders]
                model.add(in_charge <= sum(variables.lead(slot.id, body) for body in own))
        if slot.leader:
            continue
        for body, leaders in over.items():
            model.add(
                variables.lead(slot.id, body)
                <= sum(
                    variables.in_charge(slot.id, i) for i in variables.leader_ids if i in leaders
                )
            )
    return ()


def check(plan: Plan, problem: Problem) -> Check:
    """From the article: a chair or vice-chair named, in charge of the lead body, and not away.

    A proposal's is its 督办领导 instead, whatever body organises the session.
    """
    findings = []
    supervisors = {proposal.id: proposal.supervisor for proposal in problem.key_proposals}
    sessions = [s for s in plan.sessions if s.form != "plenary"]
    for session in sessions:
        fault = ""
        leader = next((x for x in problem.leaders if x.id == session.lead_leader), None)
        body = next((b for b in problem.bodies if b.name == session.lead_body), None)
        if leader is None:
            fault = "没有分管领导，请指定一名分管牵头单位的主席或副主席。"
        elif not (leader.is_chair or leader.is_vice_chair):
            fault = f"的分管领导{leader.id}是{leader.post}，应为主席或副主席。"
        elif problem.form(session.form).per == "proposal":
            named = {supervisors[t] for t in session.topics if t in supervisors}
            if named and named != {leader.id}:
                fault = f"由{leader.id}负责，应由提案的督办领导{'、'.join(sorted(named))}负责。"
        elif body and body.name not in leader.in_charge_of and leader.id not in body.leaders:
            fault = (
                f"的分管领导{leader.id}不分管牵头单位{body.name}；请改由其分管领导负责，"
                "或在“承办单位”表补上分管领导。"
            )
        if leader is not None and not fault:
            away = [d for d in held_days(session, problem) if problem.is_away(leader.person, d)]
            if away:
                fault = f"的分管领导{leader.id} {away[0]} 不在，请改日期或改分管领导。"
        if fault:
            findings.append(Finding(f"{session.id} {fault}", session.id, (session.lead_leader,)))
    return Check(len(sessions), tuple(findings))


RULE = Rule(
    id="lead-leader",
    name="分管领导",
    text="每次座谈会有一名分管副主席负责：审签方案、召集动员、带领调研。",
    kind="hard",
    force="must",
    sources={"anhua": "二4、三(二)", "kailu": "四16、分工(四)10(1)"},
    build=build,
    check=check,
)
