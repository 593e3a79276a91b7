"""Which sessions are numbered items of the plan, which stand in its annex, and in what order.

A real county plan goes through its forms one after another and numbers its items through all of
them. What a pair or a group of members settles by itself (kailu 四14, 四15) is no item of the plan.
The rooms below the county come after it, each town before its villages, each room by date.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from planner.domain import Problem, Room
from planner.parts import COUNTY
from planner.plan import Plan, Session

AGREED: Mapping[str, str] = {"pair": "议题由双方商定", "group": "议题自行商定"}
"""What stands for the topic of a session whose parties settle it, by what its form is due for."""


def numbered_items(plan: Plan, problem: Problem) -> tuple[Session, ...]:
    """Return the sessions that carry a topic or an item: form by form, then room by room, by date."""
    return _by_form((s for s in plan.by_date() if s.topics), problem)


def annex(plan: Plan, problem: Problem) -> tuple[Session, ...]:
    """Return the sessions without a topic: form by form, then room by room, each by date."""
    return _by_form((s for s in plan.by_date() if not s.topics), problem)


def agreed_topic(session: Session, problem: Problem) -> str:
    """Return what stands for the topic where those who meet settle it; empty for other sessions."""
    if session.topics:
        return ""
    form = next((f for f in problem.forms if f.id == session.form), None)
    return AGREED.get(form.per, "") if form and form.topics == "optional" else ""


def rooms_in_order(problem: Problem) -> tuple[Room, ...]:
    """Return the rooms as readers look for them: each town, and after it the rooms below it."""
    below: dict[str, list[Room]] = {}
    for room in problem.rooms:
        below.setdefault(room.parent, []).append(room)
    found: dict[str, Room] = {}

    def take(rooms: Iterable[Room]) -> None:
        for room in rooms:
            if room.name not in found:
                found[room.name] = room
                take(below.get(room.name, ()))

    take(below.get("", ()))
    take(problem.rooms)  # those whose 上级 is no room of the sheet
    return tuple(found.values())


def town_of(room: Room, problem: Problem) -> str:
    """Return the room that heads a room's part of the county: its topmost 上级, or itself."""
    seen = {room.name}
    while room.parent and room.parent not in seen:
        seen.add(room.parent)
        try:
            room = problem.room(room.parent)
        except KeyError:
            return room.parent
    return room.name


def _by_form(sessions: Iterable[Session], problem: Problem) -> tuple[Session, ...]:
    order = {form.id: n for n, form in enumerate(problem.forms)}
    rooms = {room.name: n for n, room in enumerate(rooms_in_order(problem))}

    def place(session: Session) -> tuple[bool, int]:
        if session.council == COUNTY:
            return False, order.get(session.form, len(order))
        return True, rooms.get(session.council, len(rooms))

    return tuple(sorted(sessions, key=place))
