"""One room's part of a year, and a session of it, built by hand for tests of one rule at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from constraints.rooms import ROOM_RULES
from constraints.rule import Rule
from inputs.profile import load_emphases
from inputs.working_days import statutory_calendar
from planner.dates import period_bounds, quarter_bounds
from planner.domain import (
    Deliberator,
    Emphasis,
    Form,
    ParameterValue,
    Problem,
    Room,
    RoomHost,
    Slot,
    Topic,
)
from planner.plan import Plan, Session
from tests.builders import settings

OTHERS = ("党代表", "人大代表", "群众代表", "乡贤", "村(居)委会", "老党员老干部")
"""The kinds of those who represent nobody in particular."""
HOSTS = ("书记甲", "组长乙", "主任丙")
FORMS = {
    "farm": ("场级好商量", "room-quarter", "场"),
    "village": ("村(社区)协商", "room-period", "村"),
    "town": ("乡镇协商", "room-count", "乡镇"),
    "enterprise": ("企事业单位协商", "room-count", "企业"),
}


def topic(number: int, room: str = "甲村", **changes: Any) -> Topic:
    """Topic T01, T02 … of a room: importance 3, stakeholders not named."""
    values: dict[str, Any] = {
        "id": f"T{number:02d}",
        "title": f"议题{number}",
        "proposers": (room,),
        "importance": 3,
        "room": room,
    }
    return Topic(**(values | changes))


def deliberator(number: int, room: str = "甲村", **changes: Any) -> Deliberator:
    """Deliberator D01 … D24: the first twelve represent 养殖户 (six) and 果农 (six), rate 80 %."""
    represents = number <= 12
    values: dict[str, Any] = {
        "id": f"D{number:02d}",
        "name": f"村民{number}",
        "person": f"D{number:02d}",
        "room": room,
        "kind": "利益相关方代表" if represents else OTHERS[number % len(OTHERS)],
        "fields": (("养殖户" if number <= 6 else "果农"),) if represents else (),
    }
    return Deliberator(**(values | changes))


def room(
    form: str = "village",
    rules: Sequence[Rule] = (),
    overrides: Sequence[ParameterValue] = (),
    sessions: int = 4,
    **changes: Any,
) -> Problem:
    """Return one room's part: 甲村 (or 某场, 东镇, 某厂) with 24 deliberators, three hosts, six topics.

    The rules' own numbers hold: 10 to 40 people, 15 at best. A keyword replaces any field of
    `Problem`, or of the room itself (`capacity`, `last_before`, `times`, `hosts` …).
    """
    name, per, level = FORMS[form]
    called = {"village": "甲村", "farm": "某场", "town": "东镇", "enterprise": "某厂"}[form]
    own: dict[str, Any] = {
        "name": called,
        "level": level,
        "form": form,
        "regime": "farm",
        "convenor": HOSTS[0],
        "hosts": tuple(RoomHost(name=host, person=host) for host in HOSTS),
    }
    own |= {field: changes.pop(field) for field in Room.model_fields if field in changes}
    defaults = [
        ParameterValue(rule=rule.id, name=p.name, value=p.default, source="约定")
        for rule in ROOM_RULES
        for p in rule.parameters
    ]
    parameters = {(p.rule, p.name, p.form): p for p in (*defaults, *overrides)}
    windows = {
        "room-period": [period_bounds(2027, n) for n in range(1, 7)],
        "room-quarter": [quarter_bounds(2027, n) for n in range(1, 5)],
        "room-count": [(date(2027, 1, 1), date(2027, 12, 31))] * sessions,
    }[per]
    values: dict[str, Any] = {
        "settings": settings(profiles=("farm",)),
        "calendar": statutory_calendar(2027),
        "forms": (Form(id=form, name=name, per=per, topics="few", seats="room", hosts=("room",)),),
        "slots": tuple(
            Slot(
                id=f"{form}-{called}-{n}",
                form=form,
                period=n,
                first=first,
                last=last,
                topics="few",
                council=called,
                lead_body=called,
            )
            for n, (first, last) in enumerate(windows, start=1)
        ),
        "topics": tuple(topic(n, called) for n in range(1, 7)),
        "bodies": (),
        "leaders": (),
        "members": (),
        "rooms": (Room(**own),),
        "deliberators": tuple(deliberator(n, called) for n in range(1, 25)),
        "rules": tuple(r.id for r in rules) or tuple(r.id for r in ROOM_RULES),
        "parameters": tuple(parameters.values()),
        "emphasis": Emphasis(name="均衡", stages=load_emphases()["均衡"].rooms),
    }
    return Problem(**(values | changes))


def value(rule: str, name: str, number: int) -> ParameterValue:
    """A number of the sheet 规则, for all forms."""
    return ParameterValue(rule=rule, name=name, value=number)


def session(number: int, day: date, form: str = "village", **changes: Any) -> Session:
    """Session village-甲村-N with topic T0N, hosted by 书记甲, D01–D16 taking part."""
    called = {"village": "甲村", "farm": "某场", "town": "东镇", "enterprise": "某厂"}[form]
    values: dict[str, Any] = {
        "id": f"{form}-{called}-{number}",
        "form": form,
        "council": called,
        "lead_body": called,
        "date": day,
        "topics": (f"T{number:02d}",),
        "host": HOSTS[0],
        "deliberators": tuple(f"D{n:02d}" for n in range(1, 17)),
    }
    return Session(**(values | changes))


def year(*sessions: Session, **changes: Any) -> Plan:
    """A plan of 2027 of just these sessions."""
    return Plan(year=2027, sessions=sessions, **changes)


def texts(rule: Rule, plan: Plan, problem: Problem) -> str:
    """Return all that the rule finds wrong, in one text."""
    return "\n".join(f.text for f in rule.check(plan, problem).findings)
