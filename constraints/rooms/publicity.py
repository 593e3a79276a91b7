"""议题公示: a topic approved is public within a fitting scope a week before the session (farm 10)."""

from __future__ import annotations

from datetime import timedelta

from constraints.rule import Check, Finding, Parameter, Rule
from planner.dates import ONE_DAY
from planner.domain import Problem
from planner.plan import Milestone, Plan, Session

ID = "publicity"


def make(plan: Plan, problem: Problem) -> Plan:
    """Date the publication of each session's topics; secret ones are not published."""
    for session in plan.sessions:
        if not _public(session, problem):
            continue
        days = problem.number(ID, "days", session.form)
        day = problem.calendar.on_or_before(session.date - timedelta(days=days))
        titles = "、".join(problem.topic(t).title for t in session.topics)
        posted = Milestone(
            kind=ID,
            start=day,
            end=day,
            owner=session.council,
            title=f"公示议题：{titles}（至会议召开）",
            place="、".join(problem.words(ID, "scope", session.form)),
        )
        plan = plan.update(session.put(posted))
    return plan


def _public(session: Session, problem: Problem) -> bool:
    return bool(session.topics) and not any(problem.topic(t).secret for t in session.topics)


def check(plan: Plan, problem: Problem) -> Check:
    """From the article: a week before, within a stated scope; by the room itself."""
    findings: list[Finding] = []
    checked = 0
    for session in plan.sessions:
        if not session.topics or any(problem.topic(t).secret for t in session.topics):
            continue
        checked += 1
        days = problem.number(ID, "days", session.form)
        due = session.date - timedelta(days=days)
        while not problem.calendar.is_working(due):
            due -= ONE_DAY
        posted = session.milestone(ID)
        if posted is None:
            text = f"{session.id} 没有议题公示，应不迟于 {due}（会前{days}天）。"
            findings.append(Finding(text, session.id))
            continue
        if posted.start > due:
            text = f"{session.id} 的议题公示在 {posted.start}，应不迟于 {due}（会前{days}天）。"
            findings.append(Finding(text, session.id))
        if not posted.place:
            text = f"{session.id} 的议题公示没有写明范围，请写明在哪里公示。"
            findings.append(Finding(text, session.id))
        if posted.owner != session.council:
            text = f"{session.id} 的议题公示由“{posted.owner}”负责，应由{session.council}负责。"
            findings.append(Finding(text, session.id))
    return Check(checked, tuple(findings))


RULE = Rule(
    id=ID,
    name="议题公示",
    text="上会议题经批准后，会前 1 周在适当范围内公示。",
    kind="made",
    force="usual",
    sources={"farm": "10"},
    make=make,
    check=check,
    parameters=(
        Parameter("days", "提前天数", 7, "天", "会前多少天公示议题", 0, 60),
        Parameter("scope", "公示范围", ("村（社区）公开栏",), text="在哪里公示"),
    ),
)
