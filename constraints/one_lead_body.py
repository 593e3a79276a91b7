"""一题一牵头: exactly one lead body a session, and of forms that take one, one topic (anhua 一7, 二2).

A pair's or a group's own session may have no topic of the sheet 议题; a proposal or a supervision
activity has its own item. A pair's committee leads its sessions. A group belongs to no committee
(kailu 分工(四)13 names the office and all committees): the topic's 牵头单位 leads the activity that
takes it, and where the cell is blank the body that looks after the group.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from constraints.rule import Check, Finding, Rule, Term
from planner.domain import Problem
from planner.plan import Plan, Session
from planner.variables import OPEN

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Variables

ID = "one-lead-body"


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Give each session one pair of topic and lead body; the body has a leader in charge.

    A session that takes one topic may be left open only where places are reserved, and never
    with the plenary. Sessions with items of their own have nothing to choose.
    """
    if "programme" not in variables.decides:
        return ()
    led = {body.name: bool(problem.leaders_in_charge(body.name)) for body in problem.bodies}
    for slot in variables.sessions:
        if slot.items:
            continue
        pairs = []
        for topic, bodies in variables.takes(slot.id).items():
            for body in bodies:
                pair = variables.topic_led_by(slot.id, topic, body)
                pairs.append(pair)
                if topic != OPEN and not led[body]:
                    model.add(pair == 0)
        model.add(sum(pairs) == 1)
        reserved = not slot.merged and problem.number("reserve", "n", slot.form)
        if slot.topics == "one" and not reserved:
            model.add(variables.topic_in(slot.id, OPEN) == 0)
    return ()


def check(plan: Plan, problem: Problem) -> Check:
    """Each session: as many topics as its form takes, a lead body that may lead, with a leader."""
    findings: list[Finding] = []
    sessions = [s for s in plan.sessions if s.form != "plenary"]
    for session in sessions:
        takes = problem.form(session.form).topics
        count = len(session.topics)
        reserved = not session.merged_with_plenary and problem.number("reserve", "n", session.form)
        if takes == "none":
            findings += _own_items(session, problem)
        elif count > 1:
            findings.append(
                Finding(
                    f"{session.id} 有 {count} 个议题（{'、'.join(session.topics)}），应为 1 个，请留一个。",
                    session.id,
                    session.topics,
                )
            )
        elif count == 0 and takes == "one" and not reserved:
            findings.append(
                Finding(f"{session.id} 没有议题，又不是机动名额，请安排 1 个议题。", session.id)
            )
        findings += _lead_body(session, problem)
    return Check(len(sessions), tuple(findings))


def _own_items(session: Session, problem: Problem) -> list[Finding]:
    """Judge a proposal's or a supervision activity's session: its item, and no candidate topic."""
    name = problem.form(session.form).name
    strange = [t for t in session.topics if problem.topic(t).kind == "议题"]
    if strange:
        return [
            Finding(
                f"{session.id} 是{name}，不安排“议题”表的议题（{'、'.join(strange)}），请移到别的场次。",
                session.id,
                tuple(strange),
            )
        ]
    if not session.topics:
        return [
            Finding(
                f"{session.id} 是{name}，没有写明是哪一件提案或哪一项活动，请补上编号。", session.id
            )
        ]
    return []


def _lead_body(session: Session, problem: Problem) -> list[Finding]:
    """Judge the lead body alone: named, allowed by each topic's 牵头单位, with a leader in charge."""
    body = session.lead_body
    if not body:
        return [Finding(f"{session.id} 没有牵头单位，应明确一个委室。", session.id)]
    findings = []
    for topic_id in session.topics:
        named = problem.topic(topic_id).lead_bodies
        if named and body not in named:
            findings.append(
                Finding(
                    f"{session.id} 由{body}牵头，议题 {topic_id} 的牵头单位应为{'或'.join(named)}。",
                    session.id,
                    (topic_id, body),
                )
            )
    in_charge = [
        leader
        for leader in problem.leaders
        if leader.side == "政协"
        and "主席" in leader.post
        and (body in leader.in_charge_of or leader.id in problem.body(body).leaders)
    ]
    if session.topics and not in_charge and problem.form(session.form).per != "proposal":
        findings.append(
            Finding(
                f"{session.id} 的牵头单位{body}没有分管的主席或副主席，"
                "请在“承办单位”表填“分管领导”，或换牵头单位。",
                session.id,
                (body,),
            )
        )
    return findings


RULE = Rule(
    id=ID,
    name="一题一牵头",
    text="每次座谈会一个议题，明确一个委室牵头负责。",
    kind="hard",
    force="must",
    sources={"anhua": "一7、二2"},
    build=build,
    check=check,
)
