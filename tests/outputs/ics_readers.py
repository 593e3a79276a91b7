"""Readers of .ics files for tests: two that nobody here wrote, and the faults that they let pass."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

import ics
import vobject

LINE_OCTETS = 75


@dataclass(frozen=True, order=True)
class Read:
    """What a reader understood of one event: instants in UTC, or dates with an exclusive end."""

    uid: str
    title: str
    start: str
    end: str
    whole_day: bool


def faults(data: bytes) -> list[str]:
    """Return what is wrong with a file, byte by byte: what no parser we know reports."""
    found = list(_byte_faults(data))
    if found:
        return found
    lines = _unfold(data)
    zones = {value for name, _, value in lines if name == "TZID"}
    used = {match[1] for _, params, _ in lines if (match := re.search(r";TZID=([^;:]+)", params))}
    found += [f"time zone {zone} is used but not declared" for zone in used - zones]
    found += [
        f"{name} must not stand in a published file"
        for name, _, _ in lines
        if name in ("METHOD", "ATTENDEE", "ORGANIZER")
    ]
    found += [
        f"REFRESH-INTERVAL without its type: {params}"
        for name, params, _ in lines
        if name == "REFRESH-INTERVAL" and params != ";VALUE=DURATION"
    ]
    uids: set[str] = set()
    for event in _events(lines):
        found += _event_faults(event, uids)
    return found


def _byte_faults(data: bytes) -> Iterator[str]:
    if data.startswith(b"\xef\xbb\xbf"):
        yield "byte order mark"
    if not data.endswith(b"\r\n"):
        yield "no CRLF at the end"
    if re.search(rb"(?<!\r)\n|\r(?!\n)", data):
        yield "a line end that is not CRLF"
    if re.search(rb"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f]", data):
        yield "a control character"
    for number, line in enumerate(data.split(b"\r\n"), 1):
        if len(line) > LINE_OCTETS:
            yield f"line {number} has {len(line)} octets"
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            yield f"line {number} is not UTF-8 by itself"


Line = tuple[str, str, str]
"""Name, parameters (with their semicolons) and value."""


def _unfold(data: bytes) -> list[Line]:
    text = data.decode("utf-8").replace("\r\n ", "")
    lines = []
    for line in text.removesuffix("\r\n").split("\r\n"):
        match = re.fullmatch(r'([A-Z-]+)((?:;[A-Z-]+=(?:"[^"]*"|[^";:]*))*):(.*)', line, re.DOTALL)
        assert match, f"no content line: {line!r}"
        lines.append((match[1], match[2], match[3]))
    return lines


def _events(lines: list[Line]) -> Iterator[list[Line]]:
    event: list[Line] | None = None
    for line in lines:
        if line[0] == "BEGIN" and line[2] == "VEVENT":
            event = []
        elif line[0] == "END" and line[2] == "VEVENT":
            assert event is not None
            yield event
            event = None
        elif event is not None:
            event.append(line)


def _event_faults(event: list[Line], uids: set[str]) -> Iterator[str]:
    names = [name for name, _, _ in event]
    alarms = names.count("TRIGGER")
    own = names[: names.index("BEGIN")] if "BEGIN" in names else names
    for name in ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE", "STATUS"):
        if own.count(name) != 1:
            yield f"{name} stands {own.count(name)} times"
            return
    if alarms > 1:
        yield f"{alarms} alarms"
    if alarms and names[-1] != "END":
        yield "the alarm is not last"
    values = {name: (params, value) for name, params, value in reversed(event)}
    uid = values["UID"][1]
    if uid in uids:
        yield f"UID {uid} stands twice"
    uids.add(uid)
    start, end = values["DTSTART"], values["DTEND"]
    if start[0] != end[0]:
        yield f"start {start} and end {end} are of different types"
    elif end[1] <= start[1]:
        yield f"end {end} is not after start {start}"
    if not start[0] and not start[1].endswith("Z"):
        yield f"floating time {start}"


def by_vobject(data: bytes) -> list[Read]:
    """Read a file with vobject, which also validates it."""
    calendar = vobject.readOne(data.decode("utf-8"))
    calendar.validate(raiseException=True)
    events = calendar.contents.get("vevent", [])
    return sorted(
        _read(e.uid.value, e.summary.value, e.dtstart.value, e.dtend.value) for e in events
    )


def by_ics_py(data: bytes) -> list[Read]:
    """Read a file with ics.py (0.7 holds whole days as midnights in UTC)."""
    events = ics.Calendar(data.decode("utf-8")).events
    return sorted(
        _read(
            e.uid,
            e.name,
            e.begin.date() if e.all_day else e.begin.datetime,
            e.end.date() if e.all_day else e.end.datetime,
        )
        for e in events
    )


def _read(uid: str, title: str, start: date | datetime, end: date | datetime) -> Read:
    return Read(uid, title, _instant(start), _instant(end), not isinstance(start, datetime))


def _instant(value: date | datetime) -> str:
    return (value.astimezone(UTC) if isinstance(value, datetime) else value).isoformat()
