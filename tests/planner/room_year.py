"""A year of five rooms in which every rule of rooms has something to say: a farm, two villages, a town, a works."""

from __future__ import annotations

from datetime import date
from typing import Any

from planner.domain import (
    Absence,
    LiaisonHead,
    Lock,
    ParameterValue,
    Problem,
    Room,
    RoomHost,
    Slot,
    Topic,
)
from tests.builders import expert, member
from tests.constraints.rooms.councils import HOSTS, deliberator, room, topic
from tests.planner.planted_rooms import together

VILLAGE, OTHER, FARM, TOWN, WORKS = "甲村", "乙村", "某场", "东镇", "某厂"
PLACES = {VILLAGE: (112.10, 28.10), OTHER: (112.12, 28.11), FARM: (112.11, 28.12)}


def room_year() -> Problem:
    """Return the year: 6 + 6 + 4 + 4 + 2 sessions; the villages lie below the farm.

    甲村 has topics of every kind, six of which fit under its cap; M001 is one of its deliberators,
    D01 also sits in 乙村, D02 comes twice at most, D03 is away from September. Half of 乙村's people
    seldom come; its first topic is looked into on the spot.
    """
    village = _part("village", VILLAGE, "D", _village_topics(), parent=FARM, **_place(VILLAGE))
    village = with_fields(
        village,
        members=tuple(
            member(n, attendance_percent=90, phone=f"1390000{n:04d}") for n in range(1, 9)
        ),
        experts=tuple(expert(n) for n in range(1, 5)),
        deliberators=(
            village.deliberators[0],
            village.deliberators[1].model_copy(update={"cap": 2}),
            *village.deliberators[2:-1],
            deliberator(24, id="M001", person="M001", name="委员1", kind="政协委员"),
        ),
        locks=(Lock(subject="D-cap", item="不入选", cell="锁定!C2"),),
        absences=(
            Absence(subject="组长乙", start=date(2027, 8, 1), end=date(2027, 8, 14)),
            Absence(subject="D03", start=date(2027, 9, 1), end=date(2027, 12, 31)),
        ),
    )
    first, *rest = _topics(OTHER, "P", 6)
    topics = (first.model_copy(update={"research_days": 1}), *rest)
    other = _part(
        "village", OTHER, "P", topics, parent=FARM, filing="场政协联络组", **_place(OTHER)
    )
    shared = other.deliberators[-1].model_copy(
        update={"id": "D01", "person": "D01", "name": village.deliberators[0].name}
    )
    rarely = tuple(
        d.model_copy(update={"attendance_percent": 20}) for d in other.deliberators[12:23]
    )
    other = with_fields(other, deliberators=(*other.deliberators[:12], *rarely, shared))
    return with_fields(
        together(
            village,
            other,
            _part("farm", FARM, "F", _topics(FARM, "F", 4), **_place(FARM)),
            _part("town", TOWN, "Z", _topics(TOWN, "Z", 4)),
            _part("enterprise", WORKS, "W", _topics(WORKS, "W", 2), sessions=2),
        ),
        locks=village.locks,
        liaison_heads=(LiaisonHead(name="联络甲", person="联络甲", village=VILLAGE),),
    )


def _village_topics() -> tuple[Topic, ...]:
    return (
        topic(1, id="D-must", importance=1, mandated=True, mandated_by="场党委"),
        topic(2, id="D-soon", decision_date=date(2027, 6, 1)),
        topic(3, id="D-expert", wants_experts=True),
        topic(4, id="D-named", importance=5, stakeholders=("养殖户", "果农", "书记甲", "M002")),
        topic(5, id="D-spring", latest_month=4),
        topic(6, id="D-twice", needs_second=True),
        topic(7, id="D-never", importance=5, exclusion="带有歧视性、不公平的事项"),
        topic(8, id="D-heard", rounds_held=2),
        topic(9, id="D-town", forms=("town",)),
        topic(10, id="D-cap", importance=1),
    )


def _topics(council: str, letter: str, count: int) -> tuple[Topic, ...]:
    return tuple(topic(n, council, id=f"{letter}T{n}") for n in range(1, count + 1))


def _place(council: str) -> dict[str, float]:
    east, north = PLACES[council]
    return {"longitude": east, "latitude": north}


def _part(
    form: str, name: str, letter: str, topics: tuple[Topic, ...], sessions: int = 4, **own: Any
) -> Problem:
    """Return a room's part under a name of its own; ids of its deliberators begin with the letter."""
    cap = [ParameterValue(rule="topic-cap", name="max", value=6)]
    part = room(form, overrides=cap, sessions=sessions, times=sessions, **own)
    called = part.rooms[0].name
    hosts = tuple(
        RoomHost(
            name=h if name == VILLAGE else f"{name}{h}",
            person=h if name == VILLAGE else f"{name}{h}",
        )
        for h in HOSTS
    )

    def slot(one: Slot) -> Slot:
        named = {"id": one.id.replace(called, name), "council": name, "lead_body": name}
        return one.model_copy(update=named)

    place = part.rooms[0].model_copy(
        update={"name": name, "hosts": hosts, "convenor": hosts[0].name}
    )
    return with_fields(
        part,
        rooms=(Room(**place.model_dump()),),
        slots=tuple(map(slot, part.slots)),
        topics=tuple(t.model_copy(update={"room": name}) for t in topics),
        deliberators=tuple(
            deliberator(
                n, name, id=f"{letter}{n:02d}", person=f"{letter}{n:02d}", name=f"{name}村民{n}"
            )
            for n in range(1, 25)
        ),
    )


def with_fields(problem: Problem, **changes: Any) -> Problem:
    """Return the problem with fields changed, and nothing looked up of the former."""
    fields = {name: getattr(problem, name) for name in Problem.model_fields}
    return Problem(**fields | changes)
