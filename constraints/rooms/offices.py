"""What a text of the sheet 规则 calls a room's own party organisation, council, or the one above it."""

from __future__ import annotations

from collections.abc import Iterable

from planner.domain import Room

OWN, ABOVE = "{协商室}", "{上级}"
"""Stand in a parameter's text for the room's name and for that of the room above it."""
SECTOR = "界别"
"""The level of rooms that belong to a 界别, whose results and topics go another way (yangzhou (六), (八))."""
_TAILS = ("协商议事室", "协商室", "议事室")


def filled(text: str, room: Room) -> str:
    """Return a parameter's text with the room's names put in: {协商室}党组织 → 甲村党组织."""
    return text.replace(OWN, unit_name(room.name)).replace(ABOVE, unit_name(room.parent or "上级"))


def all_filled(texts: Iterable[str], room: Room) -> tuple[str, ...]:
    """Return each text with the room's names put in, each once."""
    return tuple(dict.fromkeys(filled(text, room) for text in texts))


def unit_name(name: str) -> str:
    """Return the unit that a room belongs to: 工商联界别 for 工商联界别协商室."""
    tail = next((t for t in _TAILS if name.endswith(t) and name != t), "")
    return name.removesuffix(tail)
