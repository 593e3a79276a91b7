"""专业相关: members and experts whose expertise, committee and sector fit the topic (anhua 三(一)1).

A fit is in points: 3 where the person's 专长 meets the topic's 所需专长, 3 where a member's 界别 is
among the topic's 相关界别, 2 where a member belongs to the lead or a supporting body. What a topic
does not ask for is neither given nor missed; of experts only the 专长 counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from constraints.rule import Check, Rule, Term
from planner.domain import Expert, Member, Problem, Slot, Topic
from planner.plan import Plan
from planner.variables import OPEN

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Expr, Variables

ID = "relevance"
EXPERTISE = 3
SECTOR = 3
BODY = 2


def fit(person: Member | Expert, topic: Topic, lead_body: str) -> int:
    """Return how well a person fits a topic, in points; `most` says out of how many."""
    points = EXPERTISE * _knows(person.expertise, topic.expertise)
    if isinstance(person, Member):
        sectors = {_bare(sector) for sector in topic.sectors}
        points += SECTOR * (_bare(person.sector) in sectors)
        points += BODY * (
            bool(person.body) and person.body in (lead_body, *topic.supporting_bodies)
        )
    return points


def most(kind: type[Member] | type[Expert], topic: Topic) -> int:
    """Return the points that a topic can give a member or an expert; 0: all fit equally."""
    points = EXPERTISE * bool(topic.expertise)
    if kind is Member:
        points += SECTOR * bool(topic.sectors)
        # The committee counts only beside a wish: a topic that names none takes everyone alike.
        points += BODY * bool(points)
    return points


def missing(person: Member | Expert, topic: Topic, lead_body: str) -> int:
    """Return the points that a person lacks for a topic."""
    points = most(type(person), topic)
    return points - fit(person, topic, lead_body) if points else 0


def _knows(skills: Iterable[str], wanted: Iterable[str]) -> bool:
    """Whether a skill is among those wanted; 水利 and 水利工程 meet."""
    return any(a in b or b in a for a in skills for b in wanted if a and b)


def _bare(sector: str) -> str:
    return sector.removesuffix("界别").removesuffix("界")


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Return the points missing over all seats of the year, merged session included.

    A session without a topic costs nothing; nor does who attends by the form itself.
    """
    if "people" not in variables.decides:
        return ()
    total: Expr = 0
    for slot in variables.sessions:
        members = [problem.member(m) for m in _chosen(variables, problem, slot)]
        experts = [problem.expert(e) for e in variables.expert_candidates(slot.id)]
        most_members = _seats_at_most(problem, slot)
        most_experts = problem.number("expert-seats", "max", slot.form)
        total += _missing(model, variables, slot, members, variables.seat, most_members)
        total += _missing(model, variables, slot, experts, variables.expert_seat, most_experts)
    return (Term("relevance.missing", total),)


def _chosen(variables: Variables, problem: Problem, slot: Slot) -> tuple[str, ...]:
    """Return the members among whom fit decides: of all or of a committee, not of a group."""
    if problem.form(slot.form).seats not in ("members", "committee"):
        return ()
    return variables.seat_candidates(slot.id)


def _seats_at_most(problem: Problem, slot: Slot) -> int:
    """Return how many members a session can seat: a merged one has speakers only."""
    if slot.merged:
        return problem.number("plenary-merge", "speakers_max", slot.form)
    return problem.number("member-seats", "max", slot.form)


def _missing(
    model: CpModel,
    variables: Variables,
    slot: Slot,
    people: Sequence[Member] | Sequence[Expert],
    seat: Callable[[str, str], Expr],
    ceiling: int,
) -> Expr:
    """Return the points that one session's members, or experts, lack for its topic."""
    problem = variables.problem
    if not people:
        return 0
    if "programme" not in variables.decides:
        found = variables.fixed(slot.id)
        topics = [problem.topic(t) for t in found.topics] if found else []
        lead = found.lead_body if found else ""
        return sum(
            points * seat(slot.id, p.id)
            for topic in topics
            for p in people
            if (points := missing(p, topic, lead))
        )
    seats = sum(seat(slot.id, p.id) for p in people)
    total: Expr = 0
    shares: list[Expr] = []
    rest: Expr = 1
    kind = type(people[0])
    for topic_id, bodies in variables.takes(slot.id).items():
        if topic_id == OPEN or not most(kind, problem.topic(topic_id)):
            continue
        topic = problem.topic(topic_id)
        for body in bodies:
            taken = variables.topic_led_by(slot.id, topic_id, body)
            # The seats of this topic: all of the session's where it takes the topic, else none.
            name = f"{slot.id} {topic.id} {body} {kind.__name__}"
            share = model.new_int_var(0, ceiling, f"seats {name}")
            model.add(share <= ceiling * taken)
            shares.append(share)
            rest -= taken
            fits = [(fit(p, topic, body), seat(slot.id, p.id), p.id) for p in people]
            total += most(kind, topic) * share
            total -= sum(
                points * variables.both(taken, seated, f"fits {name} {person}")
                for points, seated, person in fits
                if points
            )
    if shares:
        other = model.new_int_var(0, ceiling, f"seats {slot.id} otherwise {kind.__name__}")
        model.add(other <= ceiling * rest)
        model.add(sum(shares) + other == seats)
    return total


def check(plan: Plan, problem: Problem) -> Check:
    """Name the sessions in which somebody fits in nothing that the topic asks for; breaks nothing."""
    notes = []
    sessions = [s for s in plan.sessions if s.form != "plenary"]
    for session in sessions:
        if problem.form(session.form).seats not in ("members", "committee"):
            continue
        strangers = []
        for person_id in session.members:
            member = problem.member(person_id)
            topics = [problem.topic(t) for t in session.topics]
            asking = [t for t in topics if t.expertise or t.sectors]
            if asking and not any(_points(member, t, session.lead_body) for t in asking):
                strangers.append(f"{member.name}（{member.id}）")
        if strangers:
            notes.append(
                f"{session.id} 中 {len(strangers)} 名委员的专长、界别、所属委室与议题所列都不相合："
                f"{'、'.join(strangers)}。"
            )
    return Check(len(sessions), (), tuple(notes))


def measure(plan: Plan, problem: Problem) -> Mapping[str, int]:
    """Recompute the points missing, seat by seat."""
    total = 0
    for session in plan.sessions:
        if session.form == "plenary":
            continue
        for topic in map(problem.topic, session.topics):
            members = 3 * (topic.expertise != ()) + 3 * (topic.sectors != ())
            if members and problem.form(session.form).seats in ("members", "committee"):
                for member_id in session.members:
                    member = problem.member(member_id)
                    total += members + 2 - _points(member, topic, session.lead_body)
            if topic.expertise:
                for expert in map(problem.expert, session.experts):
                    total += 0 if _meets(expert.expertise, topic.expertise) else 3
    return {"relevance.missing": total}


def _points(member: Member, topic: Topic, lead_body: str) -> int:
    """Count a member's points again, from the rule's text."""
    points = 3 if _meets(member.expertise, topic.expertise) else 0
    sector = member.sector.removesuffix("界别").removesuffix("界")
    if any(sector == s.removesuffix("界别").removesuffix("界") for s in topic.sectors):
        points += 3
    if member.body and (member.body == lead_body or member.body in topic.supporting_bodies):
        points += 2
    return points


def _meets(skills: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    for skill in filter(None, skills):
        for want in filter(None, wanted):
            if skill in want or want in skill:
                return True
    return False


RULE = Rule(
    id=ID,
    name="专业相关",
    text="邀请相关领域和行业有代表性的委员、专家：专长、界别、所属委室与议题相合的优先。",
    kind="soft",
    force="usual",
    sources={"anhua": "三(一)1"},
    build=build,
    check=check,
    measure=measure,
)
