"""专业相关: members and experts whose expertise, committee and sector fit the topic (anhua 三(一)1).

A fit is in points: 3 where the person's 专长 meets the topic's 所需专长, 3 where a member's 界别 is
among the topic's 相关界别, 2 where a member belongs to the lead or a supporting body. What a topic
does not ask for is neither given nor missed; of experts only the 专长 counts.

Most of a session's members are of the topic's field (专长 or 界别): the shares of the other 界别
(anhua 一4) fill the seats that are left, not all of them. How many is assumed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from constraints.rule import Check, Parameter, Rule, Term
from planner.domain import Expert, Member, Problem, Slot, Topic
from planner.plan import Plan, Session

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


def of_the_field(member: Member, topic: Topic) -> bool:
    """Whether a member's 专长 or 界别 is what the topic asks for."""
    sectors = {_bare(sector) for sector in topic.sectors}
    return _bare(member.sector) in sectors or _knows(member.expertise, topic.expertise)


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Return the points missing over all seats of the year, merged session included.

    And how many members of the field its sessions lack, in all, of those that each should have.
    """
    if "people" not in variables.decides:
        return ()
    total: Expr = 0
    few = sum(_few(model, variables, problem, slot) for slot in variables.sessions)
    for slot in variables.sessions:
        members = _seats_at_most(problem, slot)
        experts = problem.number("expert-seats", "max", slot.form)
        total += _missing(model, variables, problem, slot, problem.members, variables.seat, members)
        total += _missing(
            model, variables, problem, slot, problem.experts, variables.expert_seat, experts
        )
    return Term("relevance.missing", total), Term("relevance.few", few)


def _few(model: CpModel, variables: Variables, problem: Problem, slot: Slot) -> Expr:
    """Return how many members of the field a session lacks of the least that it should have."""
    if slot.merged:
        seats = problem.number("plenary-merge", "speakers_min", slot.form)
    else:
        seats = problem.number("member-seats", "target", slot.form)
    least = -(-seats * problem.number(ID, "field_percent", slot.form) // 100)
    lacking: list[Expr] = []
    for topic in problem.topics:
        taken = variables.topic_in(slot.id, topic.id)
        if (topic.expertise or topic.sectors) and not (isinstance(taken, int) and not taken):
            fitting = (m for m in problem.members if of_the_field(m, topic))
            lacking.append(least * taken - sum(variables.seat(slot.id, m.id) for m in fitting))
    if not lacking:
        return 0
    few = model.new_int_var(0, least, f"of the field too few in {slot.id}")
    model.add_max_equality(few, [0, *lacking])
    return few


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
    """Name sessions with too few of the field, and whoever fits in nothing asked; breaks nothing."""
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
        if lacking := _lacking(session, problem):
            notes.append(
                f"{session.id} 中专长或界别与议题相合的委员比应有的少 {lacking} 名（可请的人不够，"
                "或受邀请上限、不可用日期所限）。"
            )
        if strangers:
            notes.append(
                f"{session.id} 中 {len(strangers)} 名委员的专长、界别、所属委室与议题所列都不相合："
                f"{'、'.join(strangers)}。"
            )
    return Check(len(sessions), (), tuple(notes))


def _lacking(session: Session, problem: Problem) -> int:
    """Count the members of the field again, and return how many are lacking."""
    asking = [t for t in map(problem.topic, session.topics) if t.expertise or t.sectors]
    rule, name = ("member-seats", "target")
    if session.merged_with_plenary:
        rule, name = ("plenary-merge", "speakers_min")
    percent = problem.number(ID, "field_percent", session.form)
    least = (problem.number(rule, name, session.form) * percent + 99) // 100
    found = [
        sum(
            _meets(m.expertise, t.expertise)
            or m.sector.removesuffix("界别").removesuffix("界")
            in [s.removesuffix("界别").removesuffix("界") for s in t.sectors]
            for m in map(problem.member, session.members)
        )
        for t in asking
    ]
    return max((least - n for n in found if n < least), default=0)


def measure(plan: Plan, problem: Problem) -> Mapping[str, int]:
    """Recompute the points missing, seat by seat, and the members of the field that are lacking."""
    total = few = 0
    for session in plan.sessions:
        if session.form == "plenary":
            continue
        few += _lacking(session, problem)
        for topic in map(problem.topic, session.topics):
            members = 3 * (topic.expertise != ()) + 3 * (topic.sectors != ())
            if members:
                for member_id in session.members:
                    member = problem.member(member_id)
                    total += members + 2 - _points(member, topic, session.lead_body)
            if topic.expertise:
                for expert in map(problem.expert, session.experts):
                    total += 0 if _meets(expert.expertise, topic.expertise) else 3
    return {"relevance.missing": total, "relevance.few": few}


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
    text="邀请相关领域和行业有代表性的委员、专家：每场以专长、界别与议题相合的委员为主，委室相合的优先。",
    kind="soft",
    force="usual",
    sources={"anhua": "三(一)1"},
    build=build,
    check=check,
    measure=measure,
    parameters=(
        Parameter(
            "field_percent",
            "相合比例",
            60,
            "%",
            "每场委员中专长或界别与议题相合的，一般不少于几成",
            0,
            100,
        ),
    ),
)
