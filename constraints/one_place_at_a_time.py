"""不冲突: nobody, no body and no room is in two things in one half-day.

Sessions, research, and the meetings one calls or must attend. One person in several sheets is
one person (the person key). Common sense; no document needs to say it. The check stands in
clashes.py.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING

from constraints.clashes import check
from constraints.expected_people import committees, leaders_expected
from constraints.rule import Parameter, Rule, Term
from planner.dates import HalfDay
from planner.domain import Problem
from planner.plan import Milestone, Session
from planner.variables import Meeting, Time

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Expr, Variables

ID = "one-place-at-a-time"

Event = tuple[str, str]
"""A session's id and "session" or a milestone's kind."""


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Keep the days within their half-days, then the meetings and rooms apart, then the people."""
    if "programme" in variables.decides:
        _programme(model, variables, problem)
    if "meetings" in variables.decides:
        _meetings(model, variables, problem)
        _rooms(model, variables, problem)
    if "people" in variables.decides:
        _people(model, variables, problem)
    return ()


# -- the programme ------------------------------------------------------------------------------
def _programme(model: CpModel, variables: Variables, problem: Problem) -> None:
    """Put no more half-days of county sessions on a day than `per_day`.

    Two half-day sessions of a day can always be held in the morning and in the afternoon, whoever
    leads, hosts or attends them; so no row is needed for each person and day. A session of a day
    or more fills its days.
    """
    limit = problem.number(ID, "per_day")
    taking: dict[date, list[Expr]] = defaultdict(list)
    most: dict[date, dict[str, int]] = defaultdict(dict)
    for slot in variables.sessions:
        if slot.merged:
            continue
        for start in variables.days(slot.id):
            halves = problem.calendar.half_days_from(start, HalfDay.AM, slot.half_days)
            for day, halves_of_day in Counter(day for day, _ in halves).items():
                count = min(halves_of_day, limit)
                taking[day].append(count * variables.on_day(slot.id, start))
                most[day][slot.id] = max(count, most[day].get(slot.id, 0))
    for day, taken in taking.items():
        if sum(most[day].values()) > limit:
            model.add(sum(taken) <= limit).only_enforce_if(variables.days_apart)


# -- the meetings -------------------------------------------------------------------------------
def _meetings(model: CpModel, variables: Variables, problem: Problem) -> None:
    """Let each half-day of each person or unit hold one meeting at most.

    Those who may be in the same meetings at a time share a row there.
    """
    found = {(m.session, m.kind): m for m in variables.meetings}
    attending: dict[Time, dict[str, set[Event]]] = defaultdict(lambda: defaultdict(set))
    starts: dict[tuple[Event, Time], list[Time]] = defaultdict(list)
    for event, meeting in found.items():
        keys = {key: problem.days_away(key) for key in _attendees(variables, problem, meeting)}
        for start, occupied in meeting.times.items():
            for time in occupied:
                starts[event, time].append(start)
                for key, away in keys.items():
                    if time.day not in away:  # a deputy comes
                        attending[time][key].add(event)
    joint: dict[tuple[frozenset[Event], Time], Expr] = {}
    for time, by_key in attending.items():
        for events in _largest(by_key.values()):
            taken: Expr = 0
            for group, start in _groups(events, found, starts, time):
                if (group, start) not in joint:
                    joint[group, start] = _any_meets(model, variables, group, start)
                taken += joint[group, start]
            model.add(taken <= 1)


def _groups(
    events: Iterable[Event],
    found: Mapping[Event, Meeting],
    starts: Mapping[tuple[Event, Time], Sequence[Time]],
    time: Time,
) -> list[tuple[frozenset[Event], Time]]:
    """Return the ways in which a time may be taken: meetings of one shared name start as one."""
    grouped: dict[tuple[str, Time], set[Event]] = defaultdict(set)
    for event in events:
        name = found[event].shared or " ".join(event)
        for start in starts[event, time]:
            grouped[name, start].add(event)
    return [(frozenset(group), start) for (_, start), group in grouped.items()]


def _any_meets(model: CpModel, variables: Variables, group: frozenset[Event], start: Time) -> Expr:
    """Return a Boolean that must be true where one of the meetings starts at the time."""
    meets = [variables.meets(session, kind, start) for session, kind in sorted(group)]
    if len(meets) == 1:
        return meets[0]
    taken = model.new_bool_var(f"shared {sorted(group)} {start.day} {start.half_day}")
    for one in meets:
        model.add(taken >= one)
    return taken


def _largest(sets: Iterable[Iterable[Event]]) -> list[tuple[Event, ...]]:
    """Return the sets of two or more that no other holds: a row within another says nothing."""
    distinct = sorted({frozenset(s) for s in sets}, key=lambda s: (-len(s), sorted(s)))
    kept: list[frozenset[Event]] = []
    for candidate in distinct:
        if len(candidate) > 1 and not any(candidate <= other for other in kept):
            kept.append(candidate)
    return [tuple(sorted(s)) for s in kept]


def _attendees(variables: Variables, problem: Problem, meeting: Meeting) -> frozenset[str]:
    """Return the keys of all who are bound by a meeting, bodies' heads included."""
    keys = set(meeting.attendees) | _keys(problem, (meeting.owner, *meeting.with_))
    session = variables.fixed(meeting.session)
    if meeting.kind == "session" and session is not None:
        keys |= _by_office(problem, session)
    elif meeting.kind == "research" and session is not None:
        keys |= _keys(problem, (session.lead_leader, session.lead_body))
    return frozenset(keys | _keys(problem, keys))


def _by_office(problem: Problem, session: Session) -> set[str]:
    """Return the keys of the leaders and committee heads who come to a session by office."""
    keys = {leader.person for leader in leaders_expected(problem, session)}
    return keys | {body.head for body in committees(problem, session) if body.head}


def _keys(problem: Problem, names: Iterable[str]) -> set[str]:
    """Return leaders' person keys, and bodies' names with their heads' person keys."""
    wanted = frozenset(names) - {""}
    keys = {leader.person for leader in problem.leaders if leader.id in wanted}
    for body in problem.bodies:
        if body.name in wanted:
            keys |= {body.name, body.head} - {""}
    return keys


def _rooms(model: CpModel, variables: Variables, problem: Problem) -> None:
    """Let two sessions not be in one room at one time; one that goes on for days, on any of them."""
    sessions = [s for s in variables.fixed_sessions() if not s.merged_with_plenary]
    halves = {s.id: _possible_times(variables, s.id) for s in sessions}
    for first, second in combinations(sessions, 2):
        for time in sorted(halves[first.id] & halves[second.id], key=lambda t: t.order):
            busy = _in_session(variables, first.id, time) + _in_session(variables, second.id, time)
            for venue in problem.venues:
                there = variables.venue(first.id, venue.name)
                there += variables.venue(second.id, venue.name)
                model.add(there + busy <= 3)


def _possible_times(variables: Variables, session: str) -> frozenset[Time]:
    """Return the half-days that a session takes, whenever it starts on its day."""
    meeting = variables.meeting(session, "session")
    taken = meeting.times.values() if meeting else ()
    return frozenset(time for times in taken for time in times)


def _in_session(variables: Variables, session: str, time: Time) -> Expr:
    meeting = variables.meeting(session, "session")
    starts = meeting.times.items() if meeting else ()
    return sum(
        variables.meets(session, "session", start) for start, taken in starts if time in taken
    )


# -- the people ---------------------------------------------------------------------------------
def _people(model: CpModel, variables: Variables, problem: Problem) -> None:
    """Seat nobody, and send nobody on research, while they are elsewhere; nor while away."""
    bound, choices = _fixed_times(problem, variables.fixed_sessions())
    sessions = [session.id for session in variables.fixed_sessions()]
    persons: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for member in problem.members:
        persons[member.person].append((member.id, True))
    for expert in problem.experts:
        persons[expert.person].append((expert.id, False))
    at_once = _largest(choices.values())
    research_days = {
        session: {t.day for t, events in choices.items() if (session, "research") in events}
        for session in sessions
    }
    for person, entries in persons.items():
        for events in at_once:
            model.add(sum(_takes_part(variables, e, entries) for e in events) <= 1)
        for time, elsewhere in bound.get(person, {}).items():
            for event in sorted(choices.get(time, ())):
                if elsewhere - {event}:
                    model.add(_takes_part(variables, event, entries) == 0)
        for session, days in research_days.items():
            if any(problem.is_away(person, day) for day in days):
                model.add(_takes_part(variables, (session, "research"), entries) == 0)


def _takes_part(variables: Variables, event: Event, entries: Sequence[tuple[str, bool]]) -> Expr:
    """Return whether a person, by any of their entries, is seated or on the research team."""
    session, kind = event
    taken: Expr = 0
    for entry, is_member in entries:
        if kind == "research":
            taken += variables.on_team(session, entry)
        elif is_member:
            taken += variables.seat(session, entry)
        else:
            taken += variables.expert_seat(session, entry)
    return taken


def _fixed_times(
    problem: Problem, sessions: Iterable[Session]
) -> tuple[Mapping[str, Mapping[Time, set[Event]]], Mapping[Time, set[Event]]]:
    """Return when whom is bound by office, by person; and at each time what others may be in."""
    bound: dict[str, dict[Time, set[Event]]] = defaultdict(lambda: defaultdict(set))
    choices: dict[Time, set[Event]] = defaultdict(set)
    for session in sessions:
        taken = problem.calendar.half_days_from(session.date, session.half_day, session.half_days)
        held = (session.id, "session")
        names = _keys(problem, (session.host, session.lead_leader, session.lead_body))
        for time in (Time(day, half) for day, half in taken):
            choices[time].add(held)
            for key in names | _by_office(problem, session):
                bound[key][time].add(held)
        for milestone in session.milestones:
            event = (session.id, milestone.kind)
            callers = _keys(problem, (milestone.owner, *milestone.with_))
            if milestone.kind == "research":
                callers |= _keys(problem, (session.lead_leader, session.lead_body))
            for time in _times(problem, milestone):
                if milestone.kind == "research":
                    choices[time].add(event)
                for key in callers:
                    bound[key][time].add(event)
    return bound, choices


def _times(problem: Problem, milestone: Milestone) -> list[Time]:
    """Return a meeting's half-day, or research's whole days; nothing for a due date."""
    if milestone.half_day is not None:
        return [Time(milestone.start, milestone.half_day)]
    if milestone.kind != "research":
        return []
    days = problem.calendar.working_days(milestone.start, milestone.end)
    halves = (HalfDay.AM, HalfDay.PM)
    return [Time(day, half) for day in days if problem.is_meeting_day(day) for half in halves]


RULE = Rule(
    id=ID,
    name="不冲突",
    text="任何人、任何单位、任何会场在同一个半天里只在一处：会议、调研、召集或必须参加的工作会议。",
    kind="hard",
    force="must",
    sources={},
    build=build,
    check=check,
    scoped=False,
    parameters=(
        Parameter(
            "per_day",
            "一天最多",
            2,
            "个半天",
            "全县的协商会议一天合计几个半天；两场半天的会分在上午、下午",
            1,
            2,
        ),
    ),
)
