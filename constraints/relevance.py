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


def of_the_field(member: Member, topic: Topic) -> bool:
    """Whether a member's 专长 or 界别 is what the topic asks for."""
    sectors = {_bare(sector) for sector in topic.sectors}
    return _bare(member.sector) in sectors or _knows(member.expertise, topic.expertise)


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Return the points missing over all seats of the year, merged session included.

    And how many members of the field its sessions lack, in all, of those that each should have.
    A session without a topic costs nothing; nor does who attends by the form itself.
    """
    if "people" not in variables.decides:
        return ()
    total: Expr = 0
    few = sum(_few(model, variables, problem, slot) for slot in variables.sessions)
    for slot in variables.sessions:
        members = [problem.member(m) for m in _chosen(variables, problem, slot)]
        experts = [problem.expert(e) for e in variables.expert_candidates(slot.id)]
        most_members = _seats_at_most(problem, slot)
        most_experts = problem.number("expert-seats", "max", slot.form)
        total += _missing(model, variables, slot, members, variables.seat, most_members)
        total += _missing(model, variables, slot, experts, variables.expert_seat, most_experts)
    return Term("relevance.missing", total), Term("relevance.few", few)


def _few(model: CpModel, variables: Variables, problem: Problem, slot: Slot) -> Expr:
    """Return how many members of the field a session lacks of the least that it should have.

    Where members are chosen of all: a committee's or a group's own members are what they are.
    """
    if problem.form(slot.form).seats != "members":
        return 0
    members = [problem.member(m) for m in variables.seat_candidates(slot.id)]
    if slot.merged:
        seats = problem.number("plenary-merge", "speakers_min", slot.form)
    else:
        seats = problem.number("member-seats", "target", slot.form)
    least = -(-seats * problem.number(ID, "field_percent", slot.form) // 100)
    lacking: list[Expr] = []
    for topic_id in variables.takes(slot.id):
        taken = variables.topic_in(slot.id, topic_id)
        if topic_id == OPEN or (isinstance(taken, int) and not taken):
            continue
        topic = problem.topic(topic_id)
        if topic.expertise or topic.sectors:
            fitting = (m for m in members if of_the_field(m, topic))
            lacking.append(least * taken - sum(variables.seat(slot.id, m.id) for m in fitting))
    if not lacking:
        return 0
    few = model.new_int_var(0, least, f"of the field too few in {slot.id}")
    model.add_max_equality(few, [0, *lacking])
    return few


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
            fits = [
                (points, variables.both(taken, seat(slot.id, p.id), f"fits {name} {p.id}"))
                for p in people
                if (points := fit(p, topic, body))
            ]
            # No more who fit than seats: without it the relaxation lacks less than nothing.
            model.add(sum(fitting for _, fitting in fits) <= share)
            total += most(kind, topic) * share
            total -= sum(points * fitting for points, fitting in fits)
    if shares:
        other = model.new_int_var(0, ceiling, f"seats {slot.id} otherwise {kind.__name__}")
        model.add(other <= ceiling * rest)
        model.add(sum(shares) + other == seats)
    return total


def check(plan: Plan, problem: Problem) -> Check:
    """Name sessions with too few of the field, and whoever fits in nothing asked; breaks nothing."""
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
    """Count the members of the field again, and return how many are lacking.

    Only of sessions whose members are chosen of all: elsewhere the form says whose they are.
    """
    if problem.form(session.form).seats != "members":
        return 0
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
            if members and problem.form(session.form).seats in ("members", "committee"):
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
