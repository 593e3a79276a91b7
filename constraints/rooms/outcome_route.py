"""成果去向 in a room: what paper carries the result, to whom, and by when.

farm 12: 协商纪要 to the party organisation of the level; 7: reports to party and administration.
yangzhou (八): 协商建议清单 to the town's party committee — a village's and an enterprise's to that of
their town, a 界别's through the special committee. sanyou 五(五): to the village's party organisation
and the 乡 government, and public. A session without a topic evaluates earlier results, and reports
that (farm 13). How soon is assumed (及时).
"""

from __future__ import annotations

from constraints.recount import days_on
from constraints.rooms.offices import SECTOR, all_filled
from constraints.rule import Check, Finding, Parameter, Rule
from planner.domain import Problem
from planner.plan import Milestone, Outcome, Plan

ID = "outcome-route"
KIND = "outcome"
EVALUATION = "成效评议结果"
"""The paper of a session without a topic."""
PUBLIC = "群众公开"
"""Whom nothing secret is told."""


def make(plan: Plan, problem: Problem) -> Plan:
    """Give every session the paper, the addressees, the owner and the day of its result."""
    room = problem.rooms[0]
    for session in plan.sessions:
        wanted = "to_sector" if room.level == SECTOR else "to"
        to = all_filled(problem.words(ID, wanted, session.form), room)
        if any(problem.topic(t).secret for t in session.topics):
            to = tuple(name for name in to if name != PUBLIC)
        paper = problem.words(ID, "papers", session.form)[0] if session.topics else EVALUATION
        due = problem.calendar.workdays_after(
            session.date, problem.number(ID, "days", session.form)
        )
        day = max(problem.calendar.on_or_before(due), session.date)
        delivered = Milestone(
            kind=KIND,
            start=day,
            end=day,
            owner=session.council,
            title=f"报送{paper}",
        )
        outcome = Outcome(paper=paper, to=to, owner=session.council)
        plan = plan.update(session.replace(outcome=outcome).put(delivered))
    return plan


def check(plan: Plan, problem: Problem) -> Check:
    """From the articles: a paper of the form's, to all whom they name, in time."""
    findings = []
    for session in plan.sessions:
        room, outcome = problem.room(session.council), session.outcome
        papers = problem.words(ID, "papers", session.form) if session.topics else (EVALUATION,)
        if outcome.paper not in papers:
            text = (
                f"{session.id} 的成果形式“{outcome.paper or '空'}”不在规定之列，"
                f"应为{'、'.join(papers)}之一。"
            )
            findings.append(Finding(text, session.id))
        name = "to_sector" if room.level == "界别" else "to"
        secret = any(problem.topic(t).secret for t in session.topics)
        tails = [
            word.partition("}")[2] or word
            for word in problem.words(ID, name, session.form)
            if not (secret and word == "群众公开")
        ]
        missing = [t for t in tails if not any(address.endswith(t) for address in outcome.to)]
        if missing:
            text = f"{session.id} 的成果没有送{'、'.join(missing)}，请补上报送对象。"
            findings.append(Finding(text, session.id))
        if secret and "群众公开" in outcome.to:
            text = f"{session.id} 的议题涉密，成果不得公开，请改正报送对象。"
            findings.append(Finding(text, session.id))
        days = problem.number(ID, "days", session.form)
        due, delivered = days_on(problem, session.date, days), session.milestone(KIND)
        if delivered is None:
            text = f"{session.id} 没有成果报送，应不迟于 {due}（会后{days}个工作日）。"
            findings.append(Finding(text, session.id))
        elif not session.date <= delivered.end <= due:
            text = (
                f"{session.id} 的成果报送在 {delivered.end}，"
                f"应在会后、不迟于 {due}（会后{days}个工作日）。"
            )
            findings.append(Finding(text, session.id))
    return Check(len(plan.sessions), tuple(findings))


RULE = Rule(
    id=ID,
    name="成果去向",
    text="协商成果以协商纪要、协商建议清单等形式报同级（上级）党组织，并及时报送。",
    kind="made",
    force="must",
    sources={"farm": "7、12", "yangzhou": "八", "sanyou": "五(五)"},
    make=make,
    check=check,
    parameters=(
        Parameter("papers", "成果形式", ("协商纪要",), text="成果可用的形式，第一种为默认"),
        Parameter(
            "to", "报送对象", ("{协商室}党组织",), text="成果送给谁；{协商室}、{上级}代表名称"
        ),
        Parameter(
            "to_sector",
            "界别报送对象",
            ("政协相关专门委员会",),
            text="界别协商室的成果送给谁",
        ),
        Parameter("days", "报送天数", 10, "个工作日", "会后多少个工作日内报送", 1, 60),
    ),
)
