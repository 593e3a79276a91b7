"""利益相关方占比: at least half of those who take part are stakeholders of the topic (farm 5; yangzhou (七)).

Each by a link (person, unit or field) that is printed beside the name, also where a profile asks
for no share (percent 0; sanyou 五(二) names 利益相关方 among the participants without a number). Of a
session with two topics, who is concerned by either. A session without topic (议题待定) has no
stakeholders yet; its share is settled with the topic.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from constraints.rooms.links import Participant, link_of, link_to_any, participants
from constraints.rule import Check, Finding, Parameter, Rule, Term
from constraints.topic_days import only_on
from planner.domain import Member, Problem, Topic
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
        if spare < 0:
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


# -- the verdict -------------------------------------------------------------------------------
def check(plan: Plan, problem: Problem) -> Check:
    """Prove each link printed in the plan by the sheets, and count those proven against the share."""
    findings = []
    checked = 0
    for session in plan.sessions:
        if not session.topics and not session.stakeholders:
            continue
        checked += 1
        present = {*session.members, *session.deliberators}
        links = {person: _true_links(person, session, problem) for person in present}
        findings += [
            Finding(f"{session.id} {text}", session.id, (entry.person,))
            for entry in session.stakeholders
            if (text := _wrong(entry, links, problem))
        ]
        named = Counter(entry.person for entry in session.stakeholders)
        for person in (person for person, times in named.items() if times > 1):
            text = f"{session.id} 把{person}列为利益相关方 {named[person]} 次，请只留一处。"
            findings.append(Finding(text, session.id, (person,)))
        silent = sorted(person for person in present - set(named) if links[person])
        if silent:
            findings.append(
                Finding(
                    f"{session.id} 的{'、'.join(silent)}是利益相关方，名单中没有写明，请补上联系。",
                    session.id,
                    tuple(silent),
                )
            )
        proven = sum(bool(links.get(person)) for person in named)
        everyone = len(present) + len(session.experts)
        percent = problem.number(ID, "percent", session.form)
        if session.topics and 100 * proven < percent * everyone:
            findings.append(
                Finding(
                    f"{session.id} 参会 {everyone} 人，其中利益相关方 {proven} 人，"
                    f"不足 {percent}%；请增加利益相关方，或减少其他人员。",
                    session.id,
                )
            )
    return Check(checked, tuple(findings))


def _wrong(entry: Stakeholder, links: Mapping[str, Sequence[str]], problem: Problem) -> str:
    """Return what is wrong with one printed link; empty: the sheets say so too."""
    name = f"{_name(entry.person, problem)}（{entry.person}）"
    printed = entry.link.strip().replace(":", "：")
    told = f"“{printed}”" if printed else "没有写明联系"
    if entry.person not in links:
        return f"把{name}列为利益相关方（{told}），但这个人不在参会名单中，请删去，或请其参加。"
    true = links[entry.person]
    if not true:
        return (
            f"把{name}列为利益相关方（{told}），按“议题”“议事成员”“委员”表查不到这种联系，请改正。"
        )
    if printed in true:
        return ""
    proper = "或".join(f"“{link}”" for link in true)
    return f"的利益相关方{name}写的是{told}，按“议题”“议事成员”“委员”表应为{proper}，请改正。"


def _true_links(person_id: str, session: Session, problem: Problem) -> list[str]:
    """Read the sheets: return every link between the person and the session's topics, in words."""
    members = [m for m in problem.members if m.id == person_id]
    rows = [d for d in problem.deliberators if d.id == person_id]
    keys = {member.person for member in members} | {row.person for row in rows}
    rows += [d for d in problem.deliberators if d.person in keys and d not in rows]
    names = {person_id} | keys | {m.name for m in members} | {row.name for row in rows}
    units = {m.employer for m in members} | {row.unit for row in rows}
    fields = {text for row in rows for text in row.fields}
    links: dict[str, None] = {}
    for topic in map(problem.topic, session.topics):
        if not topic.stakeholders:
            if any(row.kind == "利益相关方代表" for row in rows):
                links["利益相关方代表（议题没有写明利益相关方）"] = None
            continue
        for concerned in filter(None, topic.stakeholders):
            if concerned in names:
                links["本人"] = None
            if concerned in units:
                links[f"单位：{concerned}"] = None
            if concerned in fields:
                links[f"领域：{concerned}"] = None
    return list(links)


def _name(person_id: str, problem: Problem) -> str:
    names = {m.id: m.name for m in problem.members} | {d.id: d.name for d in problem.deliberators}
    return names.get(person_id, person_id)


RULE = Rule(
    id=ID,
    name="利益相关方占比",
    text="利益相关方每人写明与议题的联系，并达到每次会议人数的规定比例（一般不少于一半）。",
    kind="hard",
    force="must",
    sources={"farm": "5", "yangzhou": "七", "sanyou": "五(二)"},
    build=build,
    make=make,
    check=check,
    parameters=(
        Parameter(
            "percent", "最低占比", 50, "%", "利益相关方占参会人数的最低比例；0 为不要求。", 0, 100
        ),
    ),
)
