"""What a holiday notice says: stretches of days off, weekend days worked, and for which festival."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from planner.dates import days_from

FESTIVALS = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")
"""The festivals that every whole notice names."""

_NOTED = re.compile(r"(?P<name>[^《》]*?)：?《[^《》]*?(?P<year>\d{4})年[^《》]*通知》")


@dataclass(frozen=True)
class Stretch:
    """Days off from first to last, or one weekend day worked; `name`: for which festival."""

    first: date
    last: date
    is_off: bool
    name: str
    sentence: str = ""
    """Where the notice says so."""

    @property
    def days(self) -> tuple[date, ...]:
        """Its days."""
        return tuple(days_from(self.first, self.last))


@dataclass(frozen=True)
class Extension:
    """A festival's days off go on until a later day than an earlier notice said."""

    name: str
    until: date
    sentence: str


@dataclass(frozen=True)
class Notice:
    """One notice.

    Attributes
    ----------
    stretches:
        In the notice's order.
    remarks:
        What it only recommends, in words: no day off comes of it.
    """

    year: int
    title: str
    stretches: tuple[Stretch, ...]
    extensions: tuple[Extension, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def off(self) -> dict[date, str]:
        """The days off, each with its festival."""
        return {day: s.name for s in self.stretches if s.is_off for day in s.days}

    @property
    def worked(self) -> dict[date, str]:
        """The weekend days worked, each with its festival."""
        return {day: s.name for s in self.stretches if not s.is_off for day in s.days}

    @property
    def festivals(self) -> frozenset[str]:
        """The festivals whose days off it gives."""
        names = [s.name for s in self.stretches if s.is_off] + [x.name for x in self.extensions]
        return frozenset(f for name in names for f in festivals_in(name))

    @property
    def is_whole(self) -> bool:
        """Whether it gives the days off of every festival."""
        return self.festivals >= set(FESTIVALS)


def festivals_in(text: str) -> tuple[str, ...]:
    """Return the festivals that a name speaks of; a name of none of the seven stands for itself."""
    found = tuple(name for name in FESTIVALS if name[:2] in text)
    return found or ((text,) if text else ())


def row_note(name: str, title: str) -> str:
    """Return the 说明 of a row that a notice writes: its festival and the notice's title."""
    return f"{name}：《{title}》"


def noted(note: str) -> tuple[str, int] | None:
    """Return festival and notice's year of a 说明 that `row_note` wrote; None for any other."""
    found = _NOTED.fullmatch(note.strip())
    return (found["name"], int(found["year"])) if found else None
