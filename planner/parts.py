"""The county and each of its rooms, as problems by themselves.

A room keeps the rules of its own profile (its regime) and has topics, members and deliberators of
its own. It meets the county and the other rooms only in persons whom they share; so each part is
solved, made and checked by itself, and what they share is looked at in the whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from planner.domain import Absence, Emphasis, Lock, Problem, Room
from planner.plan import Plan, Session

ROOM = "room-"
"""How the names of rooms' stages begin."""
COUNTY = "county"
"""The `council` of the county's own sessions."""


def has_county(problem: Problem) -> bool:
    """Whether the county has sessions of its own to plan (a farm's workbook may have none)."""
    return bool(problem.council_slots(COUNTY))


def is_room(problem: Problem) -> bool:
    """Whether the problem is one room's part."""
    return bool(problem.rooms) and not problem.regimes


def county_part(problem: Problem) -> Problem:
    """Return the county alone: the problem itself where there are no rooms."""
    if not problem.rooms:
        return problem
    return problem.changed(
        forms=tuple(f for f in problem.forms if not f.is_grassroots),
        slots=problem.council_slots(COUNTY),
        topics=problem.room_topics(""),
        rooms=(),
        deliberators=(),
        liaison_heads=(),
        regimes={},
    )


def room_part(
    problem: Problem,
    room: Room,
    assigned: Iterable[str] = (),
    engaged: Callable[[str], Iterable[Absence]] = lambda person: (),
    caps: Mapping[str, int] | None = None,
) -> Problem:
    """Return one room alone, under its own regime.

    Parameters
    ----------
    assigned:
        The members (ids) who belong to the room (委员下沉).
    engaged:
        Tells of a person (key) the days on which a session elsewhere has them already.
    caps:
        Person key → how often the person may still be invited, where others invite them too.
    """
    regime = problem.regimes[room.regime]
    mine = frozenset(assigned)
    deliberators = problem.room_deliberators(room.name)
    members = tuple(m for m in problem.members if m.id in mine)
    topics = problem.room_topics(room.name)
    wanted = any(t.wants_experts for t in topics)
    experts = problem.experts if wanted else ()
    if caps:
        deliberators = tuple(
            d.model_copy(update={"cap": caps.get(d.person, d.cap)}) for d in deliberators
        )
        members = tuple(m.model_copy(update={"cap": caps.get(m.person, m.cap)}) for m in members)
        experts = tuple(e.model_copy(update={"cap": caps.get(e.person, e.cap)}) for e in experts)
    concerned = {h.person for h in room.hosts} | {d.person for d in deliberators} | {room.name}
    concerned |= {m.person for m in members} | {e.person for e in experts}
    absences = tuple(a for a in problem.absences if a.subject in concerned)
    for person in sorted(concerned):
        absences += tuple(engaged(person))
    return problem.changed(
        forms=regime.forms,
        slots=problem.council_slots(room.name),
        topics=topics,
        bodies=(),
        leaders=(),
        members=members,
        experts=experts,
        venues=(),
        liaison_groups=(),
        key_proposals=(),
        supervisions=(),
        rooms=(room,),
        deliberators=deliberators,
        liaison_heads=(),
        regimes={},
        absences=absences,
        locks=_locks(problem, room),
        rules=regime.rules,
        parameters=regime.parameters,
        sources=regime.sources,
        scopes=regime.scopes,
        emphasis=Emphasis(name=problem.emphasis.name, stages=problem.emphasis.rooms),
        assumptions=(),
    )


def _locks(problem: Problem, room: Room) -> tuple[Lock, ...]:
    if not problem.locks:
        return ()
    subjects = {s.id for s in problem.council_slots(room.name)}
    subjects |= {t.id for t in problem.room_topics(room.name)}
    return tuple(lock for lock in problem.locks if lock.subject in subjects)


def part_of(plan: Plan, council: str) -> Plan:
    """Return the plan with one council's sessions alone, and the stages that are the county's."""
    return plan.replace(
        sessions=tuple(s for s in plan.sessions if s.council == council),
        stages=tuple(s for s in plan.stages if not s.name.startswith(ROOM)),
    )


def room_parts(problem: Problem, plan: Plan) -> Iterator[tuple[Room, Problem, Plan]]:
    """Yield each room with its part of the problem and of a plan, in the workbook's order.

    With all experts, since a plan that is not ours may invite some to any room.
    """
    sessions: dict[str, list[Session]] = {room.name: [] for room in problem.rooms}
    for session in plan.sessions:
        if session.council in sessions:
            sessions[session.council].append(session)
    assigned: dict[str, list[str]] = {}
    for entry in plan.room_assignments:
        assigned.setdefault(entry["room"], []).append(entry["member"])
    for room in problem.rooms:
        part = room_part(problem, room, assigned.get(room.name, ()))
        part = part.changed(experts=problem.experts)
        topics = {topic.id for topic in part.topics}
        slots = {slot.id for slot in part.slots}
        yield (
            room,
            part,
            plan.replace(
                sessions=tuple(sessions[room.name]),
                left_out=tuple(x for x in plan.left_out if x.topic in topics),
                deviations=tuple(x for x in plan.deviations if x.session in slots),
                plan_milestones=(),
                stages=(),
            ),
        )
