"""主持人: the chair, or a vice-chair whom the chair has delegated, hosts (anhua 一2).

Other forms say who hosts: the chair alone (kailu 四12, 四13), the committee's head with its
department, a group's convenor, the chair or vice-chair who supervises a proposal (四16; the heads
and convenors assumed). Who is fixed so is no choice: the session is on a day when they are there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from constraints.days_taken import starts_when_there
from constraints.held_days import held_days
from constraints.rule import Check, Finding, Rule, Term
from planner.domain import Leader, Problem, Slot
from planner.plan import Plan, Session

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


def host_person(problem: Problem, slot: Slot) -> str:
    """Return the person key of a host whom the form fixes: a leader's, or as the slot says."""
    leaders = {leader.id: leader.person for leader in problem.leaders}
    return slot.host_person or leaders.get(slot.host, slot.host)


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Choose one host who may, who is there that day, and within 年度主持上限."""
    if "programme" not in variables.decides:
        return ()
    for slot in variables.sessions:
        if slot.host:
            there = starts_when_there(variables, problem, slot, host_person(problem, slot))
            model.add(variables.on_one_of(slot.id, there) == 1)
            continue
        model.add(sum(variables.hosts(slot.id, i) for i in variables.leader_ids) == 1)
        for leader in map(problem.leader, variables.leader_ids):
            hosts = variables.hosts(slot.id, leader.id)
            if not may_host(problem, slot, leader):
                model.add(hosts == 0)
                continue
            there = starts_when_there(variables, problem, slot, leader.person)
            model.add(hosts <= variables.on_one_of(slot.id, there))
    for leader in map(problem.leader, variables.leader_ids):
        if leader.host_cap is not None:
            counted = (s.id for s in variables.sessions if not s.merged)
            model.add(sum(variables.hosts(s, leader.id) for s in counted) <= leader.host_cap)
    return ()


def check(plan: Plan, problem: Problem) -> Check:
    """From the articles: the host that the form asks for, present, and not beyond the year's cap."""
    findings = []
    times: Counter[str] = Counter()
    sessions = [s for s in plan.sessions if s.form != "plenary"]
    for session in sessions:
        hosts = problem.form(session.form).hosts
        host = next((x for x in problem.leaders if x.id == session.host), None)
        if "committee-head" in hosts:
            person, fault = _head(session, problem)
        elif "convenor" in hosts:
            person, fault = _convenor(session, problem)
        else:
            person = host.person if host else ""
            fault = _leader(session, problem, host)
            if "supervisor" in hosts and not fault:
                fault = _supervisor(session, problem)
        if host is not None and not session.merged_with_plenary:
            times[host.id] += 1
        away = [d for d in held_days(session, problem) if problem.is_away(person, d)]
        if away and not fault:
            fault = f"的主持人{session.host} {away[0]} 不在，请改日期或换人主持。"
        if fault:
            findings.append(Finding(f"{session.id} {fault}", session.id, (session.host,)))
    findings += _plenary(plan, problem)
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


def _plenary(plan: Plan, problem: Problem) -> list[Finding]:
    """Report a plenary that somebody else hosts than the chair, where the workbook names one."""
    chair = next((x for x in problem.leaders if x.is_chair), None)
    return [
        Finding(
            f"{session.id} 由{session.host}主持，应由{chair.post}{chair.name}主持。",
            session.id,
            (session.host,),
        )
        for session in plan.sessions
        if session.form == "plenary" and chair is not None and session.host not in ("", chair.id)
    ]


def _leader(session: Session, problem: Problem, host: Leader | None) -> str:
    """Return what is wrong with a host who is to be the chair or a vice-chair."""
    if host is None:
        return "没有主持人，请指定主席或受主席委托的副主席。"
    if not (host.is_chair or host.is_vice_chair):
        return f"由{host.id}（{host.post}）主持，应为主席或受主席委托的副主席。"
    if session.merged_with_plenary and host.is_chair:
        return ""
    if not host.can_host:
        return f"由{host.id}主持，但“领导”表的“可主持”不是“是”；请换人，或改为“是”。"
    posts = {"chair", "vice-chair"} & set(problem.form(session.form).hosts)
    if posts and ("chair" if host.is_chair else "vice-chair") not in posts:
        return f"由{host.id}（{host.post}）主持，这种协商形式不由此职务主持，请换人。"
    return ""


def _supervisor(session: Session, problem: Problem) -> str:
    """Return what is wrong with the host of a proposal's session: its 督办领导 hosts."""
    named = {x.supervisor for x in problem.key_proposals if x.id in session.topics} - {""}
    if named and session.host not in named:
        return f"由{session.host}主持，应由督办领导{'、'.join(sorted(named))}主持。"
    return ""


def _head(session: Session, problem: Problem) -> tuple[str, str]:
    """Return the person who hosts with a department, and what is wrong: the committee's head does."""
    body = next((b for b in problem.bodies if b.name == session.lead_body), None)
    if body is None or session.host != body.head_name:
        wanted = f"{body.name}负责人{body.head_name or '（未填）'}" if body else "专委会负责人"
        return "", f"由{session.host or '（无）'}主持，应由{wanted}主持。"
    return body.head, ""


def _convenor(session: Session, problem: Problem) -> tuple[str, str]:
    """Return the person who hosts a group's activity, and what is wrong: its convenor does.

    Where no groups are listed a member of the 界别 hosts.
    """
    listed = {group.name: group for group in problem.liaison_groups}
    group = listed.get(session.group)
    if group is not None:
        if session.host == group.convenor_name:
            return group.convenor, ""
        return "", f"由{session.host or '（无）'}主持，应由召集人{group.convenor_name}主持。"
    own = [m for m in problem.members if m.sector == session.group and not listed]
    host = next((m for m in own if m.name == session.host), None)
    if host is None:
        return "", f"由{session.host or '（无）'}主持，应由{session.group}界别的委员召集并主持。"
    return host.person, ""


RULE = Rule(
    id="host",
    name="主持人",
    text="座谈会由主席或受主席委托的副主席主持。",
    kind="hard",
    force="must",
    sources={"anhua": "一2", "kailu": "四12、四13、四16"},
    build=build,
    check=check,
)
