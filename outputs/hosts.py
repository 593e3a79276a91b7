"""Who hosts a session, as ids: the plan names a host, and a committee's head is no leader."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from planner.domain import Problem
from planner.parts import COUNTY
from planner.plan import Session


def host_leaders(session: Session, problem: Problem) -> frozenset[str]:
    """Return the ids of the leader who hosts; none where a head or a convenor does who is none."""
    person = _by_office(session, problem)
    if person:
        return frozenset(x.id for x in problem.leaders if x.person == person)
    if session.council != COUNTY:
        return frozenset()
    return _called(session.host, ((x.id, x.name) for x in problem.leaders))


def host_members(session: Session, problem: Problem) -> frozenset[str]:
    """Return the ids of the member who hosts: as a committee's head, or as a group's convenor."""
    person = _by_office(session, problem)
    if person:
        return frozenset(m.id for m in problem.members if m.person == person)
    if session.council != COUNTY or host_leaders(session, problem):
        return frozenset()
    return _called(session.host, ((m.id, m.name) for m in problem.members))


def room_host(session: Session, problem: Problem) -> str:
    """Return the person key of whom a room's session has as host; empty for one who is not its."""
    try:
        room = problem.room(session.council)
    except KeyError:
        return ""
    return next((h.person for h in room.hosts if h.name == session.host), "")


def hosting_body(session: Session, problem: Problem) -> str:
    """Return the body whose head hosts the session as its head; empty where another hosts."""
    form = next((f for f in problem.forms if f.id == session.form), None)
    if form is None or "committee-head" not in form.hosts:
        return ""
    person = _by_office(session, problem)
    return next((b.name for b in problem.bodies if person and b.head == person), "")


def takers(session: Session, problem: Problem) -> frozenset[str]:
    """Return the ids of the leaders present who take on (领办) the session's key proposals."""
    wanted = {p.government_leader for p in problem.key_proposals if p.id in session.topics}
    return frozenset(wanted & {*session.leaders})


def _by_office(session: Session, problem: Problem) -> str:
    """Return the person whom the session's form or room has as host, where the plan has them too."""
    if session.council != COUNTY:
        return room_host(session, problem)
    try:
        slot = problem.slot(session.id)
    except KeyError:
        return ""
    return slot.host_person if session.host == slot.host else ""


def _called(host: str, known: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Return the id that is the host's, or whose name it is; a name that two share is nobody's."""
    pairs = tuple(known)
    shared = Counter(name for _, name in pairs)
    return frozenset(i for i, name in pairs if host == i or (host == name and shared[name] == 1))
