"""成果去向: what paper carries the result, and to whom (anhua 一6, 三(五)).

By 参阅件, 建议案 or 提案 to the leaders of county committee and government, and to the departments
that handle it. The office chooses the paper; the first of the list stands until it does.
"""

from __future__ import annotations

from constraints.offices import office_name
from constraints.rule import Check, Finding, Parameter, Rule
from planner.domain import Problem
from planner.plan import Outcome, Plan, Session

ID = "outcome-route"
LEADERS = ("县委领导", "县政府领导")


def make(plan: Plan, problem: Problem) -> Plan:
    """Give every session the paper, the addressees and the owner of its result."""
    for session in plan.sessions:
        if session.form == "plenary":
            continue
        papers = problem.words(ID, "papers", session.form)
        outcome = Outcome(
            paper=papers[0] if papers else "",
            to=tuple(dict.fromkeys((*LEADERS, *session.departments))),
            owner=office_name(problem),
        )
        plan = plan.update(session.replace(outcome=outcome))
    return plan


def check(plan: Plan, problem: Problem) -> Check:
    """From the article: one of the papers, to the leaders and the departments, by the office."""
    sessions = [s for s in plan.sessions if s.form != "plenary"]
    findings = [Finding(text, s.id) for s in sessions for text in _judge(s, problem)]
    return Check(len(sessions), tuple(findings))


def _judge(session: Session, problem: Problem) -> list[str]:
    texts = []
    papers = problem.words(ID, "papers", session.form)
    outcome = session.outcome
    if outcome.paper not in papers:
        texts.append(
            f"{session.id} 的成果形式“{outcome.paper or '空'}”不在规定之列，应为{'、'.join(papers)}之一。"
        )
    missing = [
        name
        for name, word in (("县委领导", "县委"), ("县政府领导", "县政府"))
        if not any(word in address for address in outcome.to)
    ]
    missing += [name for name in session.departments if name not in outcome.to]
    if missing:
        texts.append(f"{session.id} 的成果没有送 {'、'.join(missing)}，请补上报送对象。")
    if outcome.owner != office_name(problem):
        texts.append(
            f"{session.id} 的成果由“{outcome.owner or '空'}”报送，应由{office_name(problem)}报送。"
        )
    return texts


RULE = Rule(
    id=ID,
    name="成果去向",
    text="协商成果以政协参阅件、建议案、提案等形式报送县委、县政府领导，并送相关部门办理。",
    kind="made",
    force="must",
    sources={"anhua": "一6、三(五)"},
    make=make,
    check=check,
    parameters=(
        Parameter(
            "papers",
            "成果形式",
            ("政协参阅件", "建议案", "提案"),
            text="成果可用的形式，第一种为默认",
        ),
    ),
)
