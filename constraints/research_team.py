"""Who joins a session's research: members of the lead body, of the field or the place, an expert.

Beside the leader in charge and the lead body's own people (anhua 三(二)2: 带领相关委室和相关专委会
委员). A member has at least one of these links, the more the better; where too few have any,
others fill the team.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from constraints.recount import ex_officio
from planner.dates import ONE_DAY, days_from
from planner.domain import Expert, Member, Problem, Topic
from planner.plan import Milestone, Session

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Expr, Variables

ID = "research-first"


def choose_team(
    model: CpModel, variables: Variables, problem: Problem, session: str, found: Session | None
) -> Expr:
    """Choose a session's team among those who fit and are there on every research day.

    Returns the links that the team's members lack, in all. Without research dates (an exact
    model that decides dates and people together) nobody is chosen yet.
    """
    research = found.milestone("research") if found else None
    costs: dict[str, int] = {}
    experts: list[str] = []
    if found is not None and research is not None:
        days = tuple(days_from(research.start, research.end))
        topics = [problem.topic(t) for t in found.topics]
        costs, experts = _candidates(problem, found, topics, days)
    for person in variables.team_candidates(session):
        if person not in costs:
            model.add(variables.on_team(session, person) == 0)
    if found is None or not costs:
        return 0
    members = [p for p in costs if p not in experts]
    most = problem.number(ID, "team_max", found.form)
    asked = min(1, len(experts), most)
    model.add(sum(variables.on_team(session, e) for e in experts) == asked)
    least = min(problem.number(ID, "team_min", found.form), most)
    team = sum(variables.on_team(session, m) for m in members)
    model.add(team >= min(max(0, least - asked), len(members)))
    model.add(team <= most - asked)
    return sum(cost * variables.on_team(session, p) for p, cost in costs.items() if cost)


def _candidates(
    problem: Problem, session: Session, topics: Sequence[Topic], days: Sequence[date]
) -> tuple[dict[str, int], list[str]]:
    """Return who may join, each with the links that are lacking; and the experts among them."""
    officers = {leader.person for leader in problem.leaders} | {b.head for b in problem.bodies}

    def may_come(person: str) -> bool:
        return person not in officers and not any(problem.is_away(person, day) for day in days)

    links = {
        m.id: _links(m, session.lead_body, topics) for m in problem.members if may_come(m.person)
    }
    linked = {member: found for member, found in links.items() if any(found)}
    least, most = (problem.number(ID, name, session.form) for name in ("team_min", "team_max"))
    if len(linked) >= min(least, most):
        links = linked
    experts = [
        e.id
        for e in problem.experts
        if any(t.wants_experts for t in topics) and may_come(e.person) and _suits(e, topics)
    ]
    costs = {member: found.count(False) for member, found in links.items()}
    return costs | dict.fromkeys(experts, 0), experts


def _links(member: Member, lead_body: str, topics: Sequence[Topic]) -> list[bool]:
    """Return which links a member has to a research: committee, and field and place where asked."""
    links = [bool(lead_body) and member.body == lead_body]
    fields = [e for t in topics for e in t.expertise]
    sectors = [s for t in topics for s in t.sectors]
    if fields or sectors:
        links.append(_overlap(member.expertise, fields) or member.sector in sectors)
    places = [t.research_place for t in topics if t.research_place]
    if places:
        links.append(_overlap((member.town,), places))
    return links


def _suits(expert: Expert, topics: Sequence[Topic]) -> bool:
    fields = [e for t in topics for e in t.expertise]
    return not fields or _overlap(expert.expertise, fields)


def _overlap(some: Sequence[str], others: Sequence[str]) -> bool:
    """Whether a word of one list is, or is part of, a word of the other."""
    return any(a in b or b in a for a in some for b in others if a and b)


# -- what the check knows, written from the rule's text ------------------------------------------
def judge_team(session: Session, problem: Problem, held: Milestone) -> list[str]:
    """Judge that a team is named, led by the leader in charge, fitting, large enough and there."""
    texts: list[str] = []
    where = f"{session.id} 的调研组"
    if session.lead_leader and session.lead_leader not in held.team:
        texts.append(f"{where}没有分管领导 {session.lead_leader}，应由其带队。")
    members = {m.id: m for m in problem.members}
    experts = {e.id: e for e in problem.experts}
    leaders = {leader.id for leader in problem.leaders}
    unknown = [p for p in held.team if p not in members and p not in experts and p not in leaders]
    if unknown:
        texts.append(f"{where}的“{'、'.join(unknown)}”在工作簿中查无此人。")
    days = [
        held.start.fromordinal(n) for n in range(held.start.toordinal(), held.end.toordinal() + 1)
    ]
    for who in held.team:
        person = members.get(who) or experts.get(who)
        away = [d for d in days if person is not None and problem.is_away(person.person, d)]
        if person is not None and away:
            texts.append(f"{where}的 {person.name}（{who}）{away[0]} 不在，请换人。")
    able = _able(session, problem, held)
    linked = {who for who, is_linked in able.items() if is_linked and who in members}
    most = problem.number(ID, "team_max", session.form)
    least = min(problem.number(ID, "team_min", session.form), most)
    for who in held.team:
        if who in members and (who not in able or (len(linked) >= least and who not in linked)):
            texts.append(
                f"{where}的 {members[who].name}（{who}）不属牵头委室，专长、界别、所在地也与议题无关"
                "（或以领导、委室负责人身份参加），请换人。"
            )
    named = {p for p in held.team if p in members or p in experts}
    wants = any(problem.topic(t).wants_experts for t in session.topics)
    fitting = [e for e in able if e in experts]
    there = len(linked) if len(linked) >= least else sum(who in members for who in able)
    least = min(least, there + min(1, len(fitting)))
    if not least <= len(named) <= most:
        texts.append(f"{where}有委员、专家 {len(named)} 名，应为 {least}—{most} 名。")
    if wants and most and fitting and not any(p in experts for p in named):
        texts.append(f"{where}没有专家；议题需专家，可请 {experts[fitting[0]].name}。")
    return texts


def _able(session: Session, problem: Problem, held: Milestone) -> dict[str, bool]:
    """Return who is free to be on the team, and whether committee, field or place links them."""
    topics = [problem.topic(t) for t in session.topics]
    fields = {e for t in topics for e in t.expertise}
    sectors = {s for t in topics for s in t.sectors}
    places = {t.research_place for t in topics} - {""}
    by_office = ex_officio(problem)
    days = [held.start + ONE_DAY * n for n in range((held.end - held.start).days + 1)]

    def free(person: str) -> bool:
        return person not in by_office and not any(problem.is_away(person, d) for d in days)

    def near(words: Sequence[str], others: set[str]) -> bool:
        return any(w and (w in o or o in w) for w in words for o in others)

    able = {
        m.id: bool(session.lead_body and m.body == session.lead_body)
        or near(m.expertise, fields)
        or m.sector in sectors
        or near((m.town,), places)
        for m in problem.members
        if free(m.person)
    }
    if any(t.wants_experts for t in topics):
        able |= {
            e.id: True
            for e in problem.experts
            if free(e.person) and (not fields or near(e.expertise, fields))
        }
    return able


def team_cost(session: Session, problem: Problem, team: Sequence[str]) -> int:
    """Return how many links the team's members lack to committee, field and place."""
    topics = [problem.topic(t) for t in session.topics]
    lacking = 0
    for member in problem.members:
        if member.id not in team:
            continue
        lacking += member.body != session.lead_body or not session.lead_body
        words = [w for t in topics for w in t.expertise]
        sectors = [w for t in topics for w in t.sectors]
        if words or sectors:
            fits = any(x in w or w in x for x in member.expertise for w in words if x and w)
            lacking += not fits and member.sector not in sectors
        places = [t.research_place for t in topics if t.research_place]
        if places:
            lacking += not any(
                member.town and (member.town in p or p in member.town) for p in places
            )
    return lacking
