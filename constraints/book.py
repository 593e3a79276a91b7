"""All rules by id, the county's and those of rooms: what they are called, and their parameters.

A rule that says one thing of the county and another of a room stands once, with the parameters of
both. What posts and checks is in `RULES` and `ROOM_RULES`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from constraints import RULES
from constraints.rooms import ROOM_RULES
from constraints.rule import Parameter, Rule

ROOMS = frozenset({"room-period", "room-quarter", "room-count"})
"""What sessions of rooms are due in (`Form.per`)."""


def _together() -> dict[str, Rule]:
    book = {rule.id: rule for rule in RULES}
    for rule in ROOM_RULES:
        first = book.get(rule.id)
        if first is None:
            book[rule.id] = replace(rule, parameters=tuple(map(_of_rooms, rule.parameters)))
        elif first is not rule:
            book[rule.id] = replace(
                first,
                sources={**first.sources, **rule.sources},
                parameters=_both(first.parameters, rule.parameters),
                room_text="" if rule.text == first.text else rule.text,
            )
    return book


def _both(county: tuple[Parameter, ...], rooms: tuple[Parameter, ...]) -> tuple[Parameter, ...]:
    """Return the parameters of both; one of both concerns rooms beside the county's own forms."""
    shared = {parameter.name for parameter in rooms}
    own = {parameter.name for parameter in county}
    joined = tuple(_and_rooms(p) if p.name in shared else p for p in county)
    return (*joined, *(_of_rooms(p) for p in rooms if p.name not in own))


def _of_rooms(parameter: Parameter) -> Parameter:
    return replace(parameter, pers=parameter.pers or ROOMS)


def _and_rooms(parameter: Parameter) -> Parameter:
    return replace(
        parameter,
        pers=parameter.pers | ROOMS if parameter.pers else parameter.pers,
        seats=parameter.seats | {"room"} if parameter.seats else parameter.seats,
    )


RULE_BOOK: Mapping[str, Rule] = _together()
