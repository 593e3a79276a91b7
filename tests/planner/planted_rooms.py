"""Years of rooms built around a plan that is known to keep every rule.

Days, hosts, who takes part and which topics each session hears are drawn first; topics' stakeholders,
windows, decisions and mandates, absences, caps, blackouts and the room's capacity are then drawn so
that the planted year survives them. Such a room has a plan, so INFEASIBLE is a failure of the
program, never of the draw.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from constraints.rooms import ROOM_RULES, working_days
from inputs.profile import load_emphases
from planner.dates import ONE_DAY, HalfDay, days_from
from planner.domain import Absence, Blackout, Deliberator, Problem, Regime, RoomHost, Slot, Topic
from planner.plan import LeftOut, Plan, Session, Stakeholder
from tests.builders import expert, member
from tests.constraints.rooms.councils import OTHERS, room, session, topic, year

LEAST = 10
"""The fewest people of a session by the rules' own numbers, and 40 the most."""
EXPERTS = 2
"""How many experts a session has whose topics want any, by the rules' own numbers."""
FIELDS = ("养殖户", "果农", "商户")
SPREAD = 5
"""Days by which a village's planted sessions are off the last day of the period's first month.

Two such days are 61 or 62 days apart, give or take 2 × 5: at most 72 of the 75 allowed.
"""


@dataclass(frozen=True)
class PlantedYear:
    """The year of one room or two, and the plan that it was built around."""

    problem: Problem
    plan: Plan


@st.composite
def planted_years(draw: st.DrawFn, rooms: int = 1) -> PlantedYear:
    """Draw a year of so many rooms, of different forms, with a planted plan.

    Where there are two, some of the second room's deliberators are people of the first whom the
    planted plan never has in both on one day.
    """
    forms = draw(st.permutations(["village", "farm", "town", "enterprise"]))[:rooms]
    planted = [draw(_rooms(form, letter)) for form, letter in zip(forms, "DP", strict=False)]
    if rooms == 2:
        planted[1] = _meeting_people(draw, planted)
    return PlantedYear(
        together(*(problem for problem, _ in planted)),
        year(
            *(s for _, sessions in planted for s in sessions),
            left_out=tuple(
                LeftOut(topic=t.id, reason="not-negotiable", text=t.exclusion)
                for problem, _ in planted
                for t in problem.topics
                if t.is_excluded
            ),
            room_assignments=tuple(
                {"member": m.id, "room": problem.rooms[0].name}
                for problem, _ in planted
                for m in problem.members
            ),
        ),
    )


def together(*parts: Problem) -> Problem:
    """Return the year of rooms of one profile, of whom each is given as a part by itself."""
    fields = {name: getattr(parts[0], name) for name in Problem.model_fields}
    for name in ("forms", "slots", "topics", "members", "rooms", "deliberators", "absences"):
        fields[name] = tuple(one for part in parts for one in getattr(part, name))
    fields["blackouts"] = parts[0].blackouts if len(parts) == 1 else ()  # they bar every room
    regime = Regime(forms=fields["forms"], rules=parts[0].rules, parameters=parts[0].parameters)
    return Problem(
        **fields
        | {
            "regimes": {parts[0].rooms[0].regime: regime},
            "rules": (),
            "emphasis": load_emphases()["均衡"],
        }
    )


Planted = tuple[Problem, tuple[Session, ...]]
"""A room's part, and its planted sessions."""


@st.composite
def _rooms(draw: st.DrawFn, form: str, letter: str) -> Planted:
    """Draw a room of a form; its deliberators and topics begin with the letter."""
    times = draw(st.integers(4 if form == "town" else 2, 5))
    bare = room(form, sessions=times)
    people = _people(draw, bare.rooms[0].name, letter)
    count = draw(st.integers(0, 4)) if letter == "D" and form != "enterprise" else 0
    members = tuple(member(n, attendance_percent=90) for n in range(1, count + 1))
    hosts = (
        RoomHost(name=f"书记{letter}", person=f"书记{letter}"),
        RoomHost(name=people[-1].name, person=people[-1].person),
        RoomHost(name=f"组长{letter}", person=f"组长{letter}"),
    )
    sessions: list[Session] = []
    topics: list[Topic] = []
    for slot, day in zip(bare.slots, _days(draw, bare), strict=True):
        host = draw(st.sampled_from(hosts))
        seated = _seated(draw, people, host.person)
        invited = tuple(m.id for m in members if draw(st.booleans()))
        heard = [
            _topic(draw, f"{letter}T{len(topics) + n}", day, host, hosts, seated, invited)
            for n in range(1, draw(st.integers(0, 2)) + 1)
        ]
        heard = [t.model_copy(update={"room": slot.council}) for t in heard]
        topics += heard
        sessions.append(
            session(
                slot.period or 1,
                day,
                form,
                half_day=draw(st.sampled_from([HalfDay.AM, HalfDay.PM, HalfDay.EVENING])),
                topics=tuple(t.id for t in heard),
                hears=() if heard else ("report-back",),
                host=host.name,
                members=invited,
                deliberators=tuple(d.id for d in seated),
                experts=("E01", "E02") if any(t.wants_experts for t in heard) else (),
                stakeholders=_links(heard, seated),
                round=max((t.rounds_held + 1 for t in heard), default=1),
            )
        )
    topics += [
        topic(
            99,
            bare.rooms[0].name,
            id=f"{letter}S{n}",
            importance=draw(st.integers(1, 5)),
            exclusion=draw(st.sampled_from(["", "违反国家法律法规的事项"])),
            stakeholders=draw(st.sampled_from([(), ("查无此户",)])),
        )
        for n in range(draw(st.integers(0, 3)))
    ]
    plan = year(*sessions)
    problem = room(
        form,
        sessions=times,
        topics=tuple(topics),
        deliberators=_capped(draw, people, plan),
        members=members,
        experts=tuple(expert(n) for n in range(1, 4)),
        hosts=hosts,
        times=times,
        capacity=draw(st.sampled_from([None, max(map(_size, sessions)), 40])),
        last_before=draw(st.sampled_from([None, date(2026, 11, 20), date(2026, 12, 15)])),
        absences=_absences(draw, people, hosts, plan),
        blackouts=_blackouts(draw, plan) if letter == "D" else (),
    )
    return problem, tuple(sessions)


def _meeting_people(draw: st.DrawFn, planted: list[Planted]) -> Planted:
    """Return the second room with up to four of its deliberators made people of the first."""
    (first, sessions), (second, others) = planted
    days = {d.id: {s.date for s in sessions if d.id in s.deliberators} for d in first.deliberators}
    hosts = {host.person for part in (first, second) for host in part.rooms[0].hosts}
    named = {one for topic in second.topics for one in topic.stakeholders}
    people = list(second.deliberators)
    for n in range(len(people) - 6, len(people) - 2):
        there, twin = people[n], first.deliberators[n % len(first.deliberators)]
        mine = {s.date for s in others if there.id in s.deliberators}
        fixed = {there.person, twin.person} & (hosts | named) or there.cap is not None
        if (
            not fixed
            and twin.cap is None
            and mine.isdisjoint(days[twin.id])
            and draw(st.booleans())
        ):
            people[n] = there.model_copy(update={"person": twin.person, "name": twin.name})
    fields = {name: getattr(second, name) for name in Problem.model_fields}
    return Problem(**fields | {"deliberators": tuple(people)}), others


def _days(draw: st.DrawFn, problem: Problem) -> list[date]:
    """Draw a day for each session: in its own part of the year, open to the room."""
    found = []
    count = len(problem.slots)
    for n, slot in enumerate(problem.slots):
        if problem.form(slot.form).per == "room-period":
            middle = date(2027, 2 * n + 1, 28 if n else 26)
            first, last = middle - timedelta(SPREAD), middle + timedelta(SPREAD)
            if n == 0:  # ahead of Spring Festival (6 February)
                last = date(2027, 1, 29)
        elif problem.form(slot.form).per == "room-quarter":
            first, last = slot.first, slot.last
        else:
            first = date(2027, 1, 1) + timedelta(n * 365 // count)
            last = date(2027, 1, 1) + timedelta((n + 1) * 365 // count - 1)
        found.append(draw(st.sampled_from(_open(problem, slot, first, last))))
    return found


def _open(problem: Problem, slot: Slot, first: date, last: date) -> list[date]:
    return [
        day
        for day in days_from(first, last)
        if working_days.RULE.check(year(session(1, day, slot.form)), problem).holds
    ]


def _people(draw: st.DrawFn, council: str, letter: str) -> tuple[Deliberator, ...]:
    """Draw 24 to 30 deliberators; the first fourteen represent a field or two."""
    return tuple(
        Deliberator(
            id=f"{letter}{n:02d}",
            name=f"村民{letter}{n}",
            person=f"{letter}{n:02d}",
            room=council,
            kind="利益相关方代表" if n <= 14 else OTHERS[n % len(OTHERS)],
            fields=tuple(draw(st.sets(st.sampled_from(FIELDS), min_size=1, max_size=2)))
            if n <= 14
            else (),
            unit=draw(st.sampled_from(["", "甲合作社"])),
            attendance_percent=draw(st.sampled_from([50, 80, 95])),
        )
        for n in range(1, draw(st.integers(24, 30)) + 1)
    )


def _seated(draw: st.DrawFn, people: tuple[Deliberator, ...], host: str) -> tuple[Deliberator, ...]:
    """Draw ten to eighteen people, the host not among them."""
    able = [d for d in people if d.person != host]
    count = draw(st.integers(LEAST, 18))
    chosen = draw(st.permutations(able))[:count]
    return tuple(sorted(chosen, key=lambda d: d.id))


def _topic(
    draw: st.DrawFn,
    number: str,
    day: date,
    host: RoomHost,
    hosts: tuple[RoomHost, ...],
    seated: tuple[Deliberator, ...],
    members: tuple[str, ...],
) -> Topic:
    """Draw a topic that the planted session can hear: half of its people named, the host not."""
    half = -(-(len((*seated, *members)) + EXPERTS) // 2)
    named = [d.person for d in draw(st.permutations(seated))[:half]]
    changes: dict[str, Any] = {
        "importance": draw(st.integers(1, 5)),
        "source": draw(st.sampled_from(["党政点题", "群众出题", "委员荐题", "其他"])),
        "mandated": draw(st.booleans()),
        "wants_experts": draw(st.booleans()),
        "rounds_held": draw(st.sampled_from([0, 0, 1])),
    }
    if draw(st.booleans()):  # a host with an interest, not the planted one
        named.append(draw(st.sampled_from([h.name for h in hosts if h != host])))
    if draw(st.booleans()):
        changes["earliest_month"] = draw(st.integers(1, day.month))
    if draw(st.booleans()):
        changes["latest_month"] = draw(st.integers(day.month, 12))
    if draw(st.booleans()):
        changes["suggested_months"] = (draw(st.integers(1, 12)),)
    if draw(st.booleans()):
        changes["decision_date"] = day + timedelta(draw(st.integers(30, 60)))
    return topic(0, id=number, stakeholders=tuple(named), **changes)


def _links(heard: list[Topic], seated: tuple[Deliberator, ...]) -> tuple[Stakeholder, ...]:
    named = {person for t in heard for person in t.stakeholders}
    concerned = (d for d in seated if {d.person, d.name} & named)
    return tuple(Stakeholder(person=d.id, link="本人") for d in concerned)


def _size(one: Session) -> int:
    return len((*one.members, *one.deliberators, *one.experts))


def _capped(
    draw: st.DrawFn, people: tuple[Deliberator, ...], plan: Plan
) -> tuple[Deliberator, ...]:
    """Draw caps that the planted year keeps; many have none."""
    times = Counter(d for s in plan.sessions for d in s.deliberators)
    return tuple(
        d.model_copy(update={"cap": times[d.id] + draw(st.integers(0, 2))})
        if draw(st.integers(0, 3)) == 0
        else d
        for d in people
    )


def _absences(
    draw: st.DrawFn, people: tuple[Deliberator, ...], hosts: tuple[RoomHost, ...], plan: Plan
) -> tuple[Absence, ...]:
    """Draw absences of people and hosts, none on a day when the planted year has them."""
    busy: dict[str, set[date]] = {}
    persons = {host.name: host.person for host in hosts}
    for one in plan.sessions:
        for key in (*one.deliberators, persons[one.host]):
            # A week before a session is kept for its host's research and talks.
            days = days_from(one.date - 7 * ONE_DAY, one.date)
            busy.setdefault(key, set()).update(days)
    found = []
    for _ in range(draw(st.integers(0, 8))):
        who = draw(st.sampled_from([*(d.person for d in people), *persons.values()]))
        start = date(2027, 1, 1) + timedelta(days=draw(st.integers(0, 364)))
        end = start + timedelta(days=draw(st.integers(0, 40)))
        if busy.get(who, set()).isdisjoint(days_from(start, end)):
            found.append(Absence(subject=who, start=start, end=end))
    return tuple(found)


def _blackouts(draw: st.DrawFn, plan: Plan) -> tuple[Blackout, ...]:
    kept = {d for s in plan.sessions for d in days_from(s.date - 7 * ONE_DAY, s.date)}
    found = []
    for _ in range(draw(st.integers(0, 3))):
        start = date(2027, 1, 1) + timedelta(days=draw(st.integers(0, 364)))
        end = start + timedelta(days=draw(st.integers(0, 20)))
        if kept.isdisjoint(days_from(start, end)):
            found.append(Blackout(start=start, end=end))
    return tuple(found)


PRODUCED = frozenset(rule.id for rule in ROOM_RULES if rule.kind == "made")
"""Rules whose part of a plan is made after solving: a planted year says nothing of it."""
