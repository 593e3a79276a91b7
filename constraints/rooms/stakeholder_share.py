"""利益相关方占比: at least half of those who take part are stakeholders of the topic (farm 5; yangzhou (七)).

Each by a link (person, unit or field) that is printed beside the name. Of a session with two
topics, who is concerned by either. A session without topic (议题待定) has no stakeholders yet; its
share is settled with the topic.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from constraints.rooms.links import Participant, link_of, link_to_any, participants
from constraints.rule import Check, Finding, Parameter, Rule, Term
from constraints.topic_days import only_on
from planner.domain import Deliberator, Member, Problem, Topic
from planner.plan import Plan, Session, Stakeholder

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Expr, Variables

ID = "stakeholder-share"


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Hear topics on days with enough stakeholders there; invite at least the share of them."""
    if "programme" in variables.decides:
        for topic in problem.candidates:
            _enough_there(model, variables, problem, topic)
    if "people" in variables.decides and "programme" not in variables.decides:
        for slot in variables.sessions:
            session = variables.fixed(slot.id)
            if session is not None and session.topics:
                _share(model, variables, problem, session)
    return ()


def _enough_there(model: CpModel, variables: Variables, problem: Problem, topic: Topic) -> None:
    concerned = [p for p in participants(problem) if link_of(problem, p, topic)]
    away = Counter(day for p in concerned for day in problem.days_away(p.person))
    for slot in variables.sessions:
        least = problem.number("attendance", "min", slot.form)
        needed = -(-least * problem.number(ID, "percent", slot.form) // 100)
        spare = len(concerned) - needed
        if spare < 0 and problem.number(ID, "percent", slot.form):
            model.add(variables.topic_in(slot.id, topic.id) == 0)
        elif away:
            days = frozenset(d for d in variables.days(slot.id) if away[d] <= spare)
            only_on(model, variables, slot.id, topic.id, days)


def _share(model: CpModel, variables: Variables, problem: Problem, session: Session) -> None:
    """Post Σ 100·stakeholders ≥ percent · all: by person, 100 − percent for each, or −percent."""
    percent = problem.number(ID, "percent", session.form)
    topics = [problem.topic(t) for t in session.topics]
    surplus: Expr = 0
    for person in participants(problem):
        linked = bool(link_to_any(problem, person, topics))
        surplus += (100 * linked - percent) * _takes_part(variables, session.id, person)
    surplus -= percent * sum(variables.expert_seat(session.id, e.id) for e in problem.experts)
    model.add(surplus >= 0)


def _takes_part(variables: Variables, session: str, person: Participant) -> Expr:
    if isinstance(person, Member):
        return variables.seat(session, person.id)
    return variables.sits(session, person.id)


def make(plan: Plan, problem: Problem) -> Plan:
    """Write beside each session who of its people is a stakeholder, and by which link."""
    sessions = []
    for session in plan.sessions:
        topics = [problem.topic(t) for t in session.topics]
        people: list[Participant] = [problem.member(m) for m in session.members]
        people += [problem.deliberator(d) for d in session.deliberators]
        linked = [(p.id, link_to_any(problem, p, topics)) for p in people]
        found = tuple(Stakeholder(person=i, link=link) for i, link in linked if link)
        sessions.append(session.replace(stakeholders=found))
    return plan.replace(sessions=tuple(sessions))


def check(plan: Plan, problem: Problem) -> Check:
    """Prove each stakeholder named in the plan by the sheets, and count them against the share."""
    findings = []
    checked = 0
    for session in plan.sessions:
        if not session.topics:
            continue
        checked += 1
        present = {*session.members, *session.deliberators}
        named = [s.person for s in session.stakeholders]
        proven = set()
        for entry in session.stakeholders:
            if entry.person in present and _is_concerned(entry.person, session, problem):
                proven.add(entry.person)
            else:
                findings.append(
                    Finding(
                        f"{session.id} 把{entry.person}列为利益相关方（{entry.link or '没有写明联系'}），"
                        "按“议题”“议事成员”“委员”表查不到这种联系，请改正。",
                        session.id,
                        (entry.person,),
                    )
                )
        silent = sorted(p for p in present - set(named) if _is_concerned(p, session, problem))
        if silent:
            findings.append(
                Finding(
                    f"{session.id} 的{'、'.join(silent)}是利益相关方，名单中没有写明，请补上联系。",
                    session.id,
                    tuple(silent),
                )
            )
        everyone = len(present) + len(session.experts)
        percent = problem.number(ID, "percent", session.form)
        if 100 * len(proven) < percent * everyone:
            findings.append(
                Finding(
                    f"{session.id} 参会 {everyone} 人，其中利益相关方 {len(proven)} 人，"
                    f"不足 {percent}%；请增加利益相关方，或减少其他人员。",
                    session.id,
                )
            )
    return Check(checked, tuple(findings))


def _is_concerned(person_id: str, session: Session, problem: Problem) -> bool:
    """Read the sheets: is the person one of those whom a topic of the session concerns?"""
    rows: list[Deliberator | Member] = [m for m in problem.members if m.id == person_id]
    rows += [d for d in problem.deliberators if d.id == person_id]
    keys = {row.person for row in rows}
    rows += [d for d in problem.deliberators if d.person in keys and d not in rows]
    words: set[str] = set()
    stands_for_others = False
    for row in rows:
        words |= {row.id, row.person, row.name}
        if isinstance(row, Deliberator):
            words |= {row.unit, *row.fields}
            stands_for_others = stands_for_others or row.kind == "利益相关方代表"
        else:
            words.add(row.employer)
    for topic_id in session.topics:
        concerned = problem.topic(topic_id).stakeholders
        if not concerned and stands_for_others:
            return True
        if any(word and word in words for word in concerned):
            return True
    return False


RULE = Rule(
    id=ID,
    name="利益相关方占比",
    text="利益相关方代表占每次会议人数不少于一半，每人写明与议题的联系。",
    kind="hard",
    force="must",
    sources={"farm": "5", "yangzhou": "七"},
    build=build,
    make=make,
    check=check,
    parameters=(
        Parameter("percent", "最低占比", 50, "%", "利益相关方占参会人数的最低比例", 0, 100),
    ),
)
