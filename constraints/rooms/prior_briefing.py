"""事先通报 in a room: content and papers reach the participants before the session (yangzhou (八); sanyou 五(三)).

Seven days are assumed. A session without a topic sends what it hears.
"""

from __future__ import annotations

from datetime import timedelta

from constraints.rule import Check, Finding, Parameter, Rule
from planner.dates import ONE_DAY
from planner.domain import Problem
from planner.plan import Milestone, Plan

ID = "prior-briefing"
KIND = "briefing"


def make(plan: Plan, problem: Problem) -> Plan:
    """Date the briefing of every session; the room sends it."""
    for session in plan.sessions:
        days = problem.number(ID, "days", session.form)
        day = problem.calendar.on_or_before(session.date - timedelta(days=days))
        what = "协商内容和有关情况" if session.topics else "会议内容和上次协商成果的办理情况"
        sent = Milestone(
            kind=KIND,
            start=day,
            end=day,
            owner=session.council,
            title=f"向参会人员通报{what}",
        )
        plan = plan.update(session.put(sent))
    return plan


def check(plan: Plan, problem: Problem) -> Check:
    """From the article: told beforehand, by default a week; on a working day, by the room."""
    findings = []
    for session in plan.sessions:
        days = problem.number(ID, "days", session.form)
        due = session.date - timedelta(days=days)
        while not problem.calendar.is_working(due):
            due -= ONE_DAY
        sent = session.milestone(KIND)
        if sent is None:
            text = f"{session.id} 没有事先通报，应不迟于 {due}（会前{days}天）送达内容和材料。"
        elif sent.end > due:
            text = f"{session.id} 的事先通报在 {sent.end}，应不迟于 {due}（会前{days}天）。"
        elif sent.owner != session.council:
            text = f"{session.id} 的事先通报由“{sent.owner}”负责，应由{session.council}负责。"
        else:
            continue
        findings.append(Finding(text, session.id))
    return Check(len(plan.sessions), tuple(findings))


RULE = Rule(
    id=ID,
    name="事先通报",
    text="会前把协商内容和有关信息通报参加协商的各方。",
    kind="made",
    force="must",
    sources={"yangzhou": "八", "sanyou": "五(三)"},
    make=make,
    check=check,
    parameters=(Parameter("days", "提前天数", 7, "天", "会前多少天通报内容、送材料", 0, 60),),
)
