"""公开与涉密: nothing secret, and no phone or mail, in public files or members' calendars.

anhua 三(四)2 (papers go out by their secrecy); kailu 三9, 分工(三)7(2) (the plan's public version).
A secret topic (涉密) has all its papers marked, and no public text gives its title.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from constraints.rule import Check, Finding, Rule
from planner.domain import Problem
from planner.plan import Plan, Session

ID = "distribution"
SECRET_TITLE = "（涉密议题，不公开）"  # noqa: S105 - a title, not a password
OPEN_TITLE = "议题待定"
FEWEST_DIGITS = 7
"""A 手机 shorter than this is no number that a text could give away."""


def is_public(session: Session, problem: Problem) -> bool:
    """Whether the session's topic may stand in public files and in members' calendars."""
    return problem.secret_topics.isdisjoint(session.topics)


def make(plan: Plan, problem: Problem) -> Plan:
    """Mark the papers of secret topics, and take their titles out of what explains the plan."""
    for session in plan.sessions:
        if not is_public(session, problem):
            papers = tuple(p.replace(secret=True) for p in session.papers)
            plan = plan.update(session.replace(papers=papers))
    titles = [t.title for t in problem.topics if t.secret]

    def veiled(text: str) -> str:
        for title in titles:
            text = text.replace(title, SECRET_TITLE)
        return text

    return plan.replace(
        left_out=tuple(x.replace(text=veiled(x.text)) for x in plan.left_out),
        deviations=tuple(
            x.replace(text=veiled(x.text), reason=veiled(x.reason)) for x in plan.deviations
        ),
    )


def check(plan: Plan, problem: Problem) -> Check:
    """Look for unmarked papers, for phones and mails, and for secret titles in explanations."""
    findings: list[Finding] = []
    secret = {t.id: t.title for t in problem.topics if t.secret}
    contacts = {
        contact: person.name
        for person in problem.members
        for contact in (person.phone, person.mail)
        if len(contact) >= FEWEST_DIGITS
    }
    contacts |= {e.mail: e.name for e in problem.experts if len(e.mail) >= FEWEST_DIGITS}
    for session in plan.sessions:
        if secret.keys() & set(session.topics):
            findings += [
                Finding(
                    f"{session.id} 的议题涉密，但“{paper.title}”没有标为涉密，请标明。",
                    session.id,
                )
                for paper in session.papers
                if not paper.secret
            ]
    for place, text in _texts(plan):
        for contact, name in contacts.items():
            if contact in text:
                findings.append(
                    Finding(
                        f"{place}中出现了{name}的手机或邮箱，不得公开，请删去。", entities=(name,)
                    )
                )
    for place, text in _explanations(plan):
        for topic_id, title in secret.items():
            if title in text:
                findings.append(
                    Finding(
                        f"{place}中出现了涉密议题 {topic_id} 的名称，请改为“{SECRET_TITLE}”。",
                        entities=(topic_id,),
                    )
                )
    return Check(len(plan.sessions), tuple(findings))


def _explanations(plan: Plan) -> Iterator[tuple[str, str]]:
    for left in plan.left_out:
        yield f"未入选说明（{left.topic}）", left.text
    for deviation in plan.deviations:
        yield f"偏离事项（{deviation.rule}）", f"{deviation.text}\n{deviation.reason}"


def _texts(plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield every text that leaves with the plan, each with where it stands."""
    for session in plan.sessions:
        yield session.id, json.dumps(session.model_dump(mode="json"), ensure_ascii=False)
    for milestone in plan.plan_milestones:
        yield f"计划编制节点（{milestone.kind}）", f"{milestone.owner}\n{milestone.title}"
    yield from _explanations(plan)


RULE = Rule(
    id=ID,
    name="公开与涉密",
    text="公开文件和委员日历中没有涉密议题的名称，没有手机和邮箱；涉密议题的文稿逐份标明。",
    kind="hard",
    force="must",
    sources={"anhua": "三(四)2", "kailu": "三9、分工(三)7(2)"},
    make=make,
    check=check,
)
