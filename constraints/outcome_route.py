"""成果去向: what paper carries the result, and to whom (anhua 一6, 三(五); kailu 四10–16, 六21).

By form: anhua's 参阅件, 建议案 or 提案 to the leaders of county committee and government and to the
departments that handle it; kailu's reports as each form's article has it. The office chooses the
paper; the first of the list that fits stands until it does.
"""

from __future__ import annotations

from constraints.offices import office_name
from constraints.rule import Check, Finding, Parameter, Rule
from planner.domain import Problem
from planner.plan import Outcome, Plan, Session

ID = "outcome-route"
DEPARTMENTS = "相关部门"
PROPOSERS = "提案者"
PUBLIC = "社会公开"
"""Words of the parameter `to` that stand for names, and for what no secret topic is told."""


def has_result(problem: Problem, form: str) -> bool:
    """Whether sessions of the form have a result of their own.

    The plenary's belongs to it only where a profile names its papers (kailu 四10); anhua's speaks
    of bimonthly sessions alone.
    """
    return form != "plenary" or problem.parameter(ID, "papers", form).form == form


def make(plan: Plan, problem: Problem) -> Plan:
    """Give every session the paper, the addressees and the owner of its result."""
    for session in plan.sessions:
        if not has_result(problem, session.form):
            continue
        outcome = Outcome(
            paper=_paper(problem, session),
            to=_addressees(problem, session),
            owner=office_name(problem),
        )
        plan = plan.update(session.replace(outcome=outcome))
    return plan


def _paper(problem: Problem, session: Session) -> str:
    """Return the form's first paper, or the one named after a supervision activity's kind."""
    papers = problem.words(ID, "papers", session.form)
    kinds = [x.kind for x in problem.supervisions if x.id in session.topics]
    named = [paper for paper in papers for kind in kinds if paper.startswith(kind)]
    return next(iter((*named, *papers)), "")


def _addressees(problem: Problem, session: Session) -> tuple[str, ...]:
    """Return to whom the result goes, each once: the parameter's words as names."""
    people = {m.person: m.name for m in problem.members}
    found: dict[str, None] = {}
    for word in problem.words(ID, "to", session.form):
        if word == DEPARTMENTS:
            found |= dict.fromkeys(session.departments)
        elif word == PROPOSERS:
            brought = [x for x in problem.key_proposals if x.id in session.topics]
            found |= {people.get(p, p): None for x in brought for p in x.proposers}
        elif word != PUBLIC or not any(problem.topic(t).secret for t in session.topics):
            found[word] = None
    return tuple(found)


def check(plan: Plan, problem: Problem) -> Check:
    """From the articles: one of the form's papers, to all whom they name, by the office."""
    sessions = [
        s
        for s in plan.sessions
        if s.form != "plenary" or problem.parameter(ID, "papers", s.form).form == "plenary"
    ]
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
    missing: list[str] = []
    for word in problem.words(ID, "to", session.form):
        if word == "相关部门":
            missing += [name for name in session.departments if name not in outcome.to]
        elif word == "提案者":
            missing += [
                name
                for name, key in _proposers(session, problem)
                if not {name, key} & {*outcome.to}
            ]
        elif word == "社会公开":
            secret = [t for t in session.topics if problem.topic(t).secret]
            if not secret and word not in outcome.to:
                texts.append(f"{session.id} 的办理结果应公开，请在报送对象中补上“社会公开”。")
            if secret and word in outcome.to:
                texts.append(f"{session.id} 的内容涉密（{'、'.join(secret)}），成果不得公开。")
        elif not any(word.removesuffix("领导") in address for address in outcome.to):
            missing.append(word)
    if missing:
        texts.append(f"{session.id} 的成果没有送 {'、'.join(missing)}，请补上报送对象。")
    if outcome.owner != office_name(problem):
        texts.append(
            f"{session.id} 的成果由“{outcome.owner or '空'}”报送，应由{office_name(problem)}报送。"
        )
    return texts


def _proposers(session: Session, problem: Problem) -> list[tuple[str, str]]:
    """Return those who brought the session's key proposals: the name, and the id as read back."""
    found = []
    for proposal in problem.key_proposals:
        for person in proposal.proposers if proposal.id in session.topics else ():
            known = [(m.name, m.id) for m in problem.members if m.person == person]
            found.append(known[0] if known else (person, person))
    return found


RULE = Rule(
    id=ID,
    name="成果去向",
    text="协商成果按协商形式，以政协参阅件、建议案、党组报告、专题报告等形式报送县委、县政府，送有关部门办理。",
    kind="made",
    force="must",
    sources={"anhua": "一6、三(五)", "kailu": "四10–16、六21"},
    make=make,
    check=check,
    parameters=(
        Parameter(
            "papers",
            "成果形式",
            ("政协参阅件", "建议案", "提案"),
            text="成果可用的形式，第一种为默认",
        ),
        Parameter(
            "to",
            "报送对象",
            ("县委领导", "县政府领导", DEPARTMENTS),
            text="成果送给谁；“相关部门”“提案者”指该场的部门、提案者，“社会公开”指办理结果公开",
        ),
    ),
)
