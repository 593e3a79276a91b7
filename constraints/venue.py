"""会场: each session has a room for its form, large enough and free; the smallest that will do.

Assumed. Without the sheet 会场 there is nothing to choose; a session merged with the plenary
meets where the plenary does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from constraints.expected_people import committees, leaders_expected
from constraints.held_days import held_days
from constraints.rule import Check, Finding, Rule, Term
from planner.dates import HalfDay
from planner.domain import Problem, Slot, Venue
from planner.plan import Plan, Session
from planner.variables import OPEN

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Expr, Variables

UNKNOWN_TENS = 100
"""The size, in tens of seats, that a room without 容纳人数 counts as: chosen last."""

UNBOUNDED = 10**6
"""The seats of a room without 容纳人数, where only whether all find one matters."""


def seats_needed(problem: Problem, session: Session) -> int:
    """Return the most people a session may bring: by office, departments, members, experts."""
    by_office = len(leaders_expected(problem, session)) + len(committees(problem, session))
    experts = problem.number("expert-seats", "max", session.form)
    return by_office + len(session.departments) + _members(problem, session) + experts


def _members(problem: Problem, session: Session) -> int:
    """Return the most members a session may bring, guests among them, by whom its form seats."""
    seats = problem.form(session.form).seats
    if seats == "standing":
        higher = sum(m.level != "县" and not m.standing for m in problem.members)
        guests = problem.number("attendees-by-form", "guests", session.form)
        return sum(m.standing for m in problem.members) + higher + guests
    if seats == "group":
        return len(problem.group_members(problem.slot(session.id).group))
    if seats == "proposers":
        return sum(len(p.proposers) for p in problem.key_proposals if p.id in session.topics)
    if seats == "team":
        return problem.number("attendees-by-form", "team_max", session.form)
    return problem.number("member-seats", "max", session.form)


def suits(problem: Problem, venue: Venue, session: Session) -> bool:
    """Whether the room allows the session's form, is free that day and is large enough."""
    return (
        (not venue.forms or session.form in venue.forms)
        and not _is_away(problem, venue, session.date, session.half_days)
        and (venue.capacity is None or venue.capacity >= seats_needed(problem, session))
    )


def _is_away(problem: Problem, venue: Venue, start: date, half_days: int) -> bool:
    """Whether the room is not to be had on one of the days that a session takes from its first on."""
    if not problem.days_away(venue.name):
        return False
    taken = problem.calendar.half_days_from(start, HalfDay.AM, half_days)
    return any(problem.is_away(venue.name, day) for day, _ in taken)


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """In the programme, only days and topics that a room suits; then one room for each session.

    The rooms' sizes are counted in tens of seats.
    """
    if "programme" in variables.decides and problem.venues:
        _leave_room(model, variables, problem)
    if "meetings" not in variables.decides:
        return ()
    shift: Expr = 0
    for session in variables.fixed_sessions():
        for venue in problem.venues:
            chosen = variables.venue(session.id, venue.name)
            if session.merged_with_plenary or not suits(problem, venue, session):
                model.add(chosen == 0)
            else:
                tens = UNKNOWN_TENS if venue.capacity is None else venue.capacity // 10
                shift += tens * chosen
        if problem.venues and not session.merged_with_plenary:
            model.add(sum(variables.venue(session.id, v.name) for v in problem.venues) == 1)
    return (Term("venue.shift", shift),)


def _leave_room(model: CpModel, variables: Variables, problem: Problem) -> None:
    """Forbid days on which no room holds all who come for a topic, led by whom it is."""
    for slot in variables.sessions:
        if slot.merged:
            continue
        rooms = {day: _largest_room(problem, slot, day) for day in variables.days(slot.id)}
        if rooms and min(rooms.values()) >= _most_needed(problem, slot):
            continue
        barred: dict[tuple[str, ...], list[date]] = {}
        for topic in variables.topic_ids:
            for body in variables.bodies(topic):
                called = problem.topic_departments(topic, body) if topic != OPEN else ()
                called = tuple(dict.fromkeys(called))
                if called not in barred:
                    barred[called] = _too_small(problem, slot, rooms, called)
                days = barred[called]
                if days:
                    held = sum(variables.on_day(slot.id, day) for day in days)
                    model.add(variables.topic_led_by(slot.id, topic, body) + held <= 1)


def _most_needed(problem: Problem, slot: Slot) -> int:
    """Return more seats than the session can need: with all leaders, and all departments there are."""
    departments = {d for topic in problem.topics for d in topic.departments}
    departments |= {d for body in problem.bodies for d in body.departments}
    session = Session(id=slot.id, form=slot.form, date=slot.first)
    return (
        seats_needed(problem, session)
        + len(problem.leaders)
        + len(departments | {*slot.departments})
    )


def _too_small(
    problem: Problem, slot: Slot, rooms: Mapping[date, int], departments: tuple[str, ...]
) -> list[date]:
    """Return the days whose largest room is too small for a session with these departments."""
    # With every leader of the workbook: where the room holds them too, nobody need be counted.
    session = Session(id=slot.id, form=slot.form, date=slot.first, departments=departments)
    most = seats_needed(problem, session) + len(problem.leaders)
    return [
        day
        for day, seats in rooms.items()
        if seats < most and seats < seats_needed(problem, session.replace(date=day))
    ]


def _largest_room(problem: Problem, slot: Slot, day: date) -> int:
    """Return the seats of the largest room free for the session from that day on; 0: there is none."""
    return max(
        (
            UNBOUNDED if venue.capacity is None else venue.capacity
            for venue in problem.venues
            if (not venue.forms or slot.form in venue.forms)
            and not _is_away(problem, venue, day, slot.half_days)
        ),
        default=0,
    )


def check(plan: Plan, problem: Problem) -> Check:
    """Compare each session's room with its form, its day and the people listed for it."""
    if not problem.venues:
        return Check(0)
    findings = []
    rooms = {venue.name: venue for venue in problem.venues}
    sessions = [s for s in plan.sessions if s.form != "plenary" and not s.merged_with_plenary]
    for session in sessions:
        room = rooms.get(session.venue)
        people = sum(
            map(len, (session.leaders, session.guests, session.departments, session.members))
        ) + len(session.experts)
        fault = ""
        if room is None:
            fault = f"的会场“{session.venue}”不在“会场”表中" if session.venue else "没有会场"
        elif room.forms and session.form not in room.forms:
            fault = f"的会场{room.name}不用于这种协商形式"
        elif away := [d for d in held_days(session, problem) if problem.is_away(room.name, d)]:
            fault = f"的会场{room.name} {away[0]} 不可用"
        elif room.capacity is not None and people > room.capacity:
            fault = f"有 {people} 人参加，会场{room.name}只容纳 {room.capacity} 人"
        if fault:
            findings.append(
                Finding(f"{session.id} {fault}，请另选会场。", session.id, (session.venue,))
            )
    return Check(len(sessions), tuple(findings))


def measure(plan: Plan, problem: Problem) -> Mapping[str, int]:
    """Recompute the sizes of the rooms chosen, in tens of seats."""
    sizes = {venue.name: venue.capacity for venue in problem.venues}
    total = 0
    for session in plan.sessions:
        ordinary = session.form != "plenary" and not session.merged_with_plenary
        if ordinary and session.venue in sizes:
            size = sizes[session.venue]
            total += UNKNOWN_TENS if size is None else size // 10
    return {"venue.shift": total}


RULE = Rule(
    id="venue",
    name="会场",
    text="每次座谈会有一处适用、可用、坐得下的会场，尽量用大小合适的。",
    kind="hard",
    force="assumed",
    sources={},
    build=build,
    check=check,
    measure=measure,
)
