"""主持人 in a room: its convenor, or another whom the workbook names for it (farm 11.1; yangzhou (五)).

The host is there that day and is counted apart from those who take part.
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

ID = "host"


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Choose one host who is there; seat nobody in a session that they host."""
    hosts = problem.rooms[0].hosts
    if "programme" in variables.decides:
        for slot in variables.sessions:
            model.add(sum(variables.hosts(slot.id, host.name) for host in hosts) == 1)
            for host in hosts:
                gone = problem.days_away(host.person)
                away = [d for d in variables.days(slot.id) if d in gone] if gone else []
                if away:
                    absent = sum(variables.on_day(slot.id, d) for d in away)
                    model.add(variables.hosts(slot.id, host.name) + absent <= 1)
    if "people" in variables.decides:
        for slot in variables.sessions:
            for host in hosts:
                hosting = variables.hosts(slot.id, host.name)
                seats = [
                    variables.seat(slot.id, m.id)
                    for m in problem.members
                    if m.person == host.person
                ]
                seats += [
                    variables.sits(slot.id, d.id)
                    for d in problem.deliberators
                    if d.person == host.person
                ]
                for seat in seats:
                    model.add(seat + hosting <= 1)
    return ()


def check(plan: Plan, problem: Problem) -> Check:
    """Each session's host stands among the room's, is there, and is not also listed to take part."""
    findings = []
    for session in plan.sessions:
        room = problem.room(session.council)
        host = next((h for h in room.hosts if h.name == session.host), None)
        if host is None:
            able = "、".join(h.name for h in room.hosts) or "（未填）"
            findings.append(
                Finding(
                    f"{session.id} 由{session.host or '（无）'}主持，{room.name}可主持的是{able}，请换人。",
                    session.id,
                    (session.host,),
                )
            )
            continue
        if problem.is_away(host.person, session.date):
            findings.append(
                Finding(
                    f"{session.id} 的主持人{host.name} {session.date} 不在，请改日期或换人主持。",
                    session.id,
                    (host.name,),
                )
            )
        listed = {problem.member(m).person for m in session.members}
        listed |= {problem.deliberator(d).person for d in session.deliberators}
        if host.person in listed:
            findings.append(
                Finding(
                    f"{session.id} 的主持人{host.name}又列入参会名单，主持人不计入参会人数，请删去一处。",
                    session.id,
                    (host.name,),
                )
            )
    return Check(len(plan.sessions), tuple(findings))


RULE = Rule(
    id=ID,
    name="主持人",
    text="协商议事由召集人或者协商室的其他主持人主持。",
    kind="hard",
    force="must",
    sources={"farm": "11.1", "yangzhou": "五", "sanyou": "六(二)"},
    build=build,
    check=check,
)
