"""主持人: the chair, or a vice-chair whom the chair has delegated, hosts (anhua 一2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from constraints.rule import Check, Finding, Rule, Term
from planner.domain import Leader, Problem, Slot
from planner.plan import Plan

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Variables


def may_host(problem: Problem, slot: Slot, leader: Leader) -> bool:
    """Whether the leader may host the session at all.

    The chair hosts what is held with the plenary by office; otherwise 可主持 must say so, and
    the form must allow the post (an empty list allows both).
    """
    if slot.merged and leader.is_chair:
        return True
    allowed = problem.form(slot.form).hosts or ("chair", "vice-chair")
    post = "chair" if leader.is_chair else "vice-chair"
    return leader.can_host and post in allowed


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Choose one host who may, who is there that day, and within 年度主持上限."""
    if "programme" not in variables.decides:
        return ()
    for slot in variables.sessions:
        model.add(sum(variables.hosts(slot.id, i) for i in variables.leader_ids) == 1)
        for leader in map(problem.leader, variables.leader_ids):
            hosts = variables.hosts(slot.id, leader.id)
            if not may_host(problem, slot, leader):
                model.add(hosts == 0)
                continue
            there = (d for d in variables.days(slot.id) if not problem.is_away(leader.person, d))
            model.add(hosts <= sum(variables.on_day(slot.id, day) for day in there))
    for leader in map(problem.leader, variables.leader_ids):
        if leader.host_cap is not None:
            counted = (s.id for s in variables.sessions if not s.merged)
            model.add(sum(variables.hosts(s, leader.id) for s in counted) <= leader.host_cap)
    return ()


def check(plan: Plan, problem: Problem) -> Check:
    """From the article: chair or delegated vice-chair, present, and not beyond the year's cap."""
    findings = []
    times: Counter[str] = Counter()
    sessions = [s for s in plan.sessions if s.form != "plenary"]
    for session in sessions:
        host = next((x for x in problem.leaders if x.id == session.host), None)
        fault = ""
        if host is None:
            fault = "没有主持人，请指定主席或受主席委托的副主席。"
        elif not (host.is_chair or host.is_vice_chair):
            fault = f"由{host.id}（{host.post}）主持，应为主席或受主席委托的副主席。"
        elif not host.can_host and not (session.merged_with_plenary and host.is_chair):
            fault = f"由{host.id}主持，但“领导”表的“可主持”不是“是”；请换人，或改为“是”。"
        elif (
            allowed := next((f.hosts for f in problem.forms if f.id == session.form), ())
        ) and not (session.merged_with_plenary and host.is_chair):
            post = "chair" if host.is_chair else "vice-chair"
            if post not in allowed:
                fault = f"由{host.id}（{host.post}）主持，这种协商形式不由此职务主持，请换人。"
        if host is not None:
            if not fault and problem.is_away(host.person, session.date):
                fault = f"的主持人{host.id} {session.date} 不在，请改日期或换人主持。"
            if not session.merged_with_plenary:
                times[host.id] += 1
        if fault:
            findings.append(Finding(f"{session.id} {fault}", session.id, (session.host,)))
    for leader in problem.leaders:
        if leader.host_cap is not None and times[leader.id] > leader.host_cap:
            findings.append(
                Finding(
                    f"{leader.id}主持 {times[leader.id]} 次，超过年度主持上限 {leader.host_cap} 次；"
                    "请将多出的场次改由他人主持，或提高上限。",
                    entities=(leader.id,),
                )
            )
    return Check(len(sessions), tuple(findings))


RULE = Rule(
    id="host",
    name="主持人",
    text="座谈会由主席或受主席委托的副主席主持。",
    kind="hard",
    force="must",
    sources={"anhua": "一2"},
    build=build,
    check=check,
)
