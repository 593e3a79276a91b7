"""计划审批 in a room: who approves a topic and where it is filed, by level.

farm 9: the council reports the topics to the party organisation of its level, and files them with
the council above. yangzhou (六): a town's are approved by its party committee and filed with the
county's CPPCC; a village's and an enterprise's by their party organisation, filed with the town's
members' group; a 界别's by the special committee, filed with the CPPCC's party group. sanyou 五(三):
the village puts them forward. 审批单位 and 备案单位 of the sheet 协商室 come before these. The
approval comes before the topic is published (farm 10); its days are assumed.
"""

from __future__ import annotations

from datetime import date, timedelta

from constraints.rooms.offices import SECTOR, filled
from constraints.rule import Check, Finding, Parameter, Rule
from planner.domain import Problem
from planner.plan import Approval, Milestone, Plan, Session

ID = "approval-chain"
KIND = "topic-approval"


def make(plan: Plan, problem: Problem) -> Plan:
    """State who approves each session's topics and where they are filed, and date it."""
    room = problem.rooms[0]
    by, filed = ("by_sector", "filed_sector") if room.level == SECTOR else ("by", "filed_at")
    for session in plan.sessions:
        if not session.topics:
            continue
        approver = room.approver or filled(problem.words(ID, by, session.form)[0], room)
        place = room.filing or filled(problem.words(ID, filed, session.form)[0], room)
        day = _day(session, problem)
        approved = Milestone(
            kind=KIND,
            start=day,
            end=day,
            owner=session.council,
            with_=tuple(dict.fromkeys(name for name in (approver, place) if name)),
            title=f"议题报{approver}审定" + (f"，报{place}备案" if place else ""),
        )
        changed = session.replace(approval=Approval(by=approver, filed_at=place))
        plan = plan.update(changed.put(approved))
    return plan


def _day(session: Session, problem: Problem) -> date:
    """Return so many days before the session; where the publication is earlier still, its day."""
    days = problem.number(ID, "days", session.form)
    if "publicity" in problem.rules:
        days = max(days, problem.number("publicity", "days", session.form))
    return problem.calendar.on_or_before(session.date - timedelta(days=days))


def check(plan: Plan, problem: Problem) -> Check:
    """From the articles: each topic approved, by the unit the workbook names, before it is public."""
    findings: list[Finding] = []
    sessions = [s for s in plan.sessions if s.topics]
    for session in sessions:
        room, approval = problem.room(session.council), session.approval
        if not approval.by:
            text = f"{session.id} 没有写明议题由谁审定，请补上。"
            findings.append(Finding(text, session.id))
        for wanted, found, word in (
            (room.approver, approval.by, "审定"),
            (room.filing, approval.filed_at, "备案"),
        ):
            if wanted and found != wanted:
                text = f"{session.id} 的议题报“{found or '空'}”{word}，“协商室”表中是{wanted}。"
                findings.append(Finding(text, session.id))
        approved, posted = session.milestone(KIND), session.milestone("publicity")
        if approved is None:
            text = f"{session.id} 没有议题审定的时间，请补上。"
            findings.append(Finding(text, session.id))
        elif posted is not None and approved.end > posted.start:
            text = f"{session.id} 的议题审定在 {approved.end}，应在公示（{posted.start}）之前。"
            findings.append(Finding(text, session.id))
        elif approved.end >= session.date:
            text = f"{session.id} 的议题审定在 {approved.end}，应在会议（{session.date}）之前。"
            findings.append(Finding(text, session.id))
    return Check(len(sessions), tuple(findings))


RULE = Rule(
    id=ID,
    name="计划审批",
    text="上会议题由同级党组织审定，报上一级备案；“协商室”表填了审批、备案单位的照填的办。",
    kind="made",
    force="must",
    sources={"farm": "8—10", "yangzhou": "六", "sanyou": "五(三)"},
    make=make,
    check=check,
    parameters=(
        Parameter("days", "议题审定", 14, "天", "会前多少天审定议题", 0, 120),
        Parameter(
            "by", "审定单位", "{协商室}党组织", text="议题由谁审定；{协商室}、{上级}代表名称"
        ),
        Parameter("filed_at", "备案单位", "{上级}", text="议题报谁备案"),
        Parameter("by_sector", "界别审定单位", "政协专门委员会", text="界别协商室的议题由谁审定"),
        Parameter("filed_sector", "界别备案单位", "政协党组", text="界别协商室的议题报谁备案"),
    ),
)
