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
    """Return the points missing over all seats of the year, merged session included."""
    if "people" not in variables.decides:
        return ()
    total: Expr = 0
    for slot in variables.sessions:
        members = _seats_at_most(problem, slot)
        experts = problem.number("expert-seats", "max", slot.form)
        total += _missing(model, variables, problem, slot, problem.members, variables.seat, members)
        total += _missing(
            model, variables, problem, slot, problem.experts, variables.expert_seat, experts
        )
    return (Term("relevance.missing", total),)


def _seats_at_most(problem: Problem, slot: Slot) -> int:
    """Return how many members a session can seat: a merged one has speakers only."""
    if slot.merged:
        return problem.number("plenary-merge", "speakers_max", slot.form)
    return problem.number("member-seats", "max", slot.form)


def _missing(
    model: CpModel,
    variables: Variables,
    problem: Problem,
    slot: Slot,
    people: Sequence[Member] | Sequence[Expert],
    seat: Callable[[str, str], Expr],
    ceiling: int,
) -> Expr:
    """Return the points that one session's members, or experts, lack for its topic."""
    seats = sum(seat(slot.id, p.id) for p in people)
    total: Expr = 0
    shares: list[Expr] = []
    rest: Expr = 1
    for topic in problem.topics:
        for body in variables.bodies(topic.id):
            taken = variables.topic_led_by(slot.id, topic.id, body)
            if isinstance(taken, int):
                if taken:
                    total += sum(missing(p, topic, body) * seat(slot.id, p.id) for p in people)
                continue
            if not people or not most(type(people[0]), topic):
                continue
            # The seats of this topic: all of the session's where it takes the topic, else none.
            name = f"{slot.id} {topic.id} {body} {type(people[0]).__name__}"
            share = model.new_int_var(0, ceiling, f"seats {name}")
            model.add(share <= ceiling * taken)
            shares.append(share)
            rest -= taken
            fits = [(fit(p, topic, body), seat(slot.id, p.id), p.id) for p in people]
            total += most(type(people[0]), topic) * share
            total -= sum(
                points * variables.both(taken, seated, f"fits {name} {person}")
                for points, seated, person in fits
                if points
            )
    if shares:
        other = model.new_int_var(
            0, ceiling, f"seats {slot.id} otherwise {type(people[0]).__name__}"
        )
        model.add(other <= ceiling * rest)
        model.add(sum(shares) + other == seats)
    return total


def check(plan: Plan, problem: Problem) -> Check:
    """Name the sessions in which somebody fits in nothing that the topic asks for; breaks nothing."""
    notes = []
    sessions = [s for s in plan.sessions if s.form != "plenary"]
    for session in sessions:
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
            if members:
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
