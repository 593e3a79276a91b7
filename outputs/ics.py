"""iCalendar files (RFC 5545) that phones, Outlook and desktop calendars read alike.

Only the format: what stands in whose calendar is `outputs.calendars`' business. The choices are
those that keep clients from refusing a file or doubling an event: fixed UIDs, no METHOD, no
ATTENDEE (some servers mail every attendee on import), one hand-written time zone (the generated
one carries China's summer time of 1986–1991 in a shape that Outlook misreads), whole days as
dates with an exclusive end, one display alarm, and no clock anywhere: equal input, equal bytes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from typing import Literal
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from icalendar import Calendar, Timezone

from outputs.ics_lines import event_lines
from planner.dates import ONE_DAY

SHANGHAI = ZoneInfo("Asia/Shanghai")
PRODID = "-//consultation-planner//1//ZH"
REFRESH = timedelta(hours=12)
BEFORE_A_MEETING = "-P1D"
BEFORE_A_DAY = "-PT15H"
"""When the alarm rings. A whole day begins at midnight, so its alarm rings at nine on the morning before."""

_NAMESPACE = UUID("5b0a3c1e-6a7f-5d0c-9a53-2f1f6f0f7a11")
_TIMEZONE = "\r\n".join(
    (
        "BEGIN:VTIMEZONE",
        "TZID:Asia/Shanghai",
        "X-LIC-LOCATION:Asia/Shanghai",
        "BEGIN:STANDARD",
        "TZOFFSETFROM:+0800",
        "TZOFFSETTO:+0800",
        "TZNAME:CST",
        "DTSTART:19700101T000000",
        "END:STANDARD",
        "END:VTIMEZONE",
        "",
    )
)

_UNCLEAN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")

State = Literal["tentative", "confirmed", "cancelled"]


@dataclass(frozen=True)
class CalendarEvent:
    """One event of a calendar: times of day (in China) on one day, or whole days.

    Attributes
    ----------
    first, last:
        Days, both included.
    start, end:
        Times of day; None, None: whole days.
    busy:
        Whether the time is taken (a deadline takes none).
    """

    uid: str
    title: str
    first: date
    last: date
    start: time | None = None
    end: time | None = None
    place: str = ""
    lines: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    state: State = "tentative"
    busy: bool = True


@dataclass(frozen=True)
class Revision:
    """Which version of the plan a file belongs to: 0 first, and when it was made."""

    sequence: int
    stamp: datetime


def event_uid(*parts: str) -> str:
    """Return the UID that the same parts always give (RFC 7986 5.3)."""
    return str(uuid5(_NAMESPACE, "\x1f".join(parts)))


def clean(text: str) -> str:
    r"""Return text that no reader stumbles over: lines end in \n, no control or broken characters.

    A reader that splits lines as Unicode does would break a property in two at U+0085, U+2028
    or U+2029; a control character or half a surrogate pair is refused by some.
    """
    if not _UNCLEAN.search(text):
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    for separator in ("\x85", "\u2028", "\u2029"):
        text = text.replace(separator, "\n")
    return "".join(
        c
        for c in text
        if c == "\n" or (unicodedata.category(c) not in ("Cc", "Cs") and c != "\ufeff")
    )


def calendar_file(
    name: str, description: str, uid: str, events: Iterable[CalendarEvent], revision: Revision
) -> bytes:
    """Return an .ics file: UTF-8, CRLF, lines of at most 75 octets.

    Raises
    ------
    ValueError
        Where an event ends before it starts, or two events share a UID.
    """
    calendar = Calendar.new(
        name=_line(name),
        description=_line(description),
        prodid=PRODID,
        uid=uid,
        last_modified=revision.stamp,
        refresh_interval=REFRESH,
    )
    # icalendar 7.3 leaves out VALUE=, without which RFC 7986 5.7 makes the line illegal.
    calendar["REFRESH-INTERVAL"].params["VALUE"] = "DURATION"
    calendar.add("X-PUBLISHED-TTL", "PT12H")
    calendar.add("X-WR-TIMEZONE", SHANGHAI.key)
    seen: set[str] = set()
    found = []
    for event in sorted(events, key=_order):
        if event.uid in seen:
            raise ValueError(f"two events of one calendar share the UID {event.uid}: {event.title}")
        seen.add(event.uid)
        found.append(_lines_of(event, revision))
    empty: bytes = calendar.to_ical()
    return b"".join((empty.removesuffix(_END), _zone_lines(), *found, _END))


_END = b"END:VCALENDAR\r\n"


@cache
def _zone_lines() -> bytes:
    data: bytes = Timezone.from_ical(_TIMEZONE).to_ical()
    return data


@lru_cache(maxsize=32768)
def _lines_of(event: CalendarEvent, revision: Revision) -> bytes:
    """Return an event's part of a file. Most events stand alike in many people's calendars."""
    cancelled = event.state == "cancelled"
    start, end = _span(event)
    before = BEFORE_A_DAY if event.start is None else BEFORE_A_MEETING
    return event_lines(
        uid=event.uid,
        # Plain importers show neither TENTATIVE nor CANCELLED: the words are seen everywhere.
        summary={"tentative": "【暂定】", "confirmed": "", "cancelled": "【取消】"}[event.state]
        + _line(event.title),
        start=start,
        end=end,
        stamp=revision.stamp,
        sequence=revision.sequence,
        status=event.state.upper(),
        opaque=event.busy and not cancelled,
        categories=[c for c in map(_line, event.categories) if c],
        place=_line(event.place),
        description=clean("\n".join(event.lines)),
        alarm="" if cancelled else before,
    )


def _order(event: CalendarEvent) -> tuple[date, time, str, str]:
    return (event.first, event.start or time.min, event.title, event.uid)


def _span(event: CalendarEvent) -> tuple[date, date]:
    """Return DTSTART and DTEND: zoned times, or dates with the day after the last."""
    if (event.start is None) != (event.end is None):
        raise ValueError(f"{event.title}: a start without an end, or an end without a start")
    if event.start is None or event.end is None:
        if event.last < event.first:
            raise ValueError(f"{event.title}: last day {event.last} before first {event.first}")
        return event.first, event.last + ONE_DAY
    start = datetime.combine(event.first, event.start, SHANGHAI)
    end = datetime.combine(event.last, event.end, SHANGHAI)
    if end <= start:
        raise ValueError(f"{event.title}: end {end} not after start {start}")
    return start, end


def _line(text: str) -> str:
    return " ".join(clean(text).split("\n")).strip()


def midnight_utc(day: date) -> datetime:
    """Return a day's first instant in UTC, for a revision's stamp."""
    return datetime.combine(day, time.min, UTC)
