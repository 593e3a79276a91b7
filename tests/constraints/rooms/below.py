"""A year of rooms alone, without sessions: for tests of who belongs where."""

from __future__ import annotations

from typing import Any

from constraints.rooms import ROOM_RULES
from inputs.profile import load_emphases
from inputs.working_days import statutory_calendar
from planner.domain import Emphasis, Form, ParameterValue, Problem, Regime, Room
from tests.builders import settings

FORMS = tuple(
    Form(id=form, name=name, per="room-count", topics="few", seats="room", hosts=("room",))
    for form, name in (
        ("town", "乡镇协商"),
        ("village", "村(社区)协商"),
        ("enterprise", "企事业单位协商"),
    )
)
LEVELS = {"town": "乡镇", "village": "村", "enterprise": "企业"}


def council(name: str, form: str = "town", **changes: Any) -> Room:
    """A room of the regime of `below`: 东镇 at 120° E 32° N where nothing else is said."""
    values: dict[str, Any] = {
        "name": name,
        "level": LEVELS[form],
        "form": form,
        "regime": "rooms",
        "longitude": 120.0,
        "latitude": 32.0,
    }
    return Room(**(values | changes))


def below(
    *rooms: Room, numbers: dict[tuple[str, str], int] | None = None, **changes: Any
) -> Problem:
    """Return a year of these rooms; `numbers`: (rule, parameter) → another value than the rule's own."""
    own = numbers or {}
    parameters = tuple(
        ParameterValue(rule=rule.id, name=p.name, value=own.get((rule.id, p.name), p.default))
        for rule in ROOM_RULES
        for p in rule.parameters
    )
    regime = Regime(forms=FORMS, rules=tuple(r.id for r in ROOM_RULES), parameters=parameters)
    emphasis = load_emphases()["均衡"]
    values: dict[str, Any] = {
        "settings": settings(profiles=("yangzhou",)),
        "calendar": statutory_calendar(2027),
        "forms": FORMS,
        "slots": (),
        "topics": (),
        "bodies": (),
        "leaders": (),
        "members": (),
        "rooms": rooms,
        "regimes": {"rooms": regime},
        "rules": (),
        "emphasis": Emphasis(name="均衡", stages=(), belonging=emphasis.belonging),
    }
    return Problem(**(values | changes))
