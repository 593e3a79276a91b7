"""Working days: the statute, the published notices, and what the office enters in the sheet 日历.

The statute (《全国年节及纪念日放假办法》) comes from the `holidays` library, which is trusted for
nothing beyond it: for a year without a notice it reports likely adjusted days as worked. A year
is official only when its notice is in `notices.toml` or in the workbook.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import holidays

from planner.dates import WorkCalendar, days_from

NOTICES = Path(__file__).parent / "notices.toml"
SPRING_BEFORE, SPRING_AFTER = 3, 9
"""Days around Lunar New Year's Day that a notice may take (facts of earlier notices)."""


@dataclass(frozen=True)
class CalendarRow:
    """A row of the sheet 日历 that changes working days: 放假 or 调休上班, for everyone."""

    first: date
    last: date
    is_off: bool
    name: str = ""


@cache
def statutory_days(year: int) -> dict[date, str]:
    """Return the statute's days off of a year, in order: 13 of them from 2025, 11 before."""
    found = holidays.country_holidays("CN", years=year, language="zh_CN")
    days: dict[date, str] = {}
    for day, names in sorted(found.items()):
        kept = [n for n in names.split("; ") if "补假" not in n and "休息日" not in n]
        if kept and day.year == year:
            days[day] = "、".join(kept)
    return days


def spring_festival_days(year: int) -> tuple[date, ...]:
    """Return the statute's Spring Festival days of a year, New Year's Eve included where it counts."""
    return tuple(d for d, name in statutory_days(year).items() if "春节" in name or "除夕" in name)


def festival_days(year: int, festival: str) -> tuple[date, ...]:
    """Return a festival's statutory days of a year, by its name as notices write it (中秋节)."""
    if festival.startswith("春节"):
        return spring_festival_days(year)
    return tuple(d for d, name in statutory_days(year).items() if festival[:2] in name)


def likely_adjusted(year: int) -> dict[date, str]:
    """Return the weekdays of a year without a notice that the notice may well take.

    Spring Festival from 3 days before Lunar New Year's Day to 9 after, 1–5 May, 1–8 October,
    a Monday or Friday between a single statutory day and the weekend, and the Monday after a
    statutory day on a weekend.
    """
    statute = statutory_days(year)
    likely: dict[date, str] = {}

    def avoid(days: Iterable[date], name: str) -> None:
        for day in days:
            if day not in statute and day.weekday() < 5:
                likely.setdefault(day, f"{name}前后，待通知")

    new_year = next(d for d, name in statute.items() if "春节" in name)
    avoid(
        days_from(new_year - timedelta(SPRING_BEFORE), new_year + timedelta(SPRING_AFTER)), "春节"
    )
    avoid(days_from(date(year, 5, 1), date(year, 5, 5)), "劳动节")
    avoid(days_from(date(year, 10, 1), date(year, 10, 8)), "国庆节")
    for day, name in statute.items():
        bridge = {1: -1, 3: 1, 5: 2, 6: 1}.get(day.weekday())
        if bridge is not None:
            avoid([day + timedelta(bridge)], name)
    return dict(sorted(likely.items()))


def statutory_calendar(year: int, rows: Iterable[CalendarRow] = ()) -> WorkCalendar:
    """Return the working calendar of a plan's year, with the years before and after.

    Parameters
    ----------
    rows:
        放假 and 调休上班 of the workbook. A year is official when every statutory day of it
        lies in a 放假 row: then the rows are its notice, and replace a stored one.
    """
    years = (year - 1, year, year + 1)
    rows = tuple(rows)
    off: dict[date, str] = {}
    extra: set[date] = set()
    avoided: dict[date, str] = {}
    official: set[int] = set()
    stored = _notices()
    entered = {d: r.name for r in rows if r.is_off for d in days_from(r.first, r.last)}
    for one in years:
        statute = statutory_days(one)
        if set(statute) <= set(entered):
            official.add(one)
            off |= statute
        elif one in stored:
            official.add(one)
            off |= statute | stored[one][0]
            extra |= stored[one][1]
        else:
            off |= statute
            avoided |= likely_adjusted(one)
    off |= {day: name or off.get(day, "放假") for day, name in entered.items()}
    extra -= set(entered)  # a notice that was extended takes back days it had made working days
    for row in rows:
        if not row.is_off:
            worked = set(days_from(row.first, row.last))
            extra |= worked
            off = {d: n for d, n in off.items() if d not in worked}
            avoided = {d: n for d, n in avoided.items() if d not in worked}
    return WorkCalendar(
        year=year,
        official_years=frozenset(official),
        off=off,
        extra=frozenset(extra),
        avoided=avoided,
        spring_festival=tuple(d for one in years for d in spring_festival_days(one)),
    )


@cache
def _notices() -> dict[int, tuple[dict[date, str], frozenset[date]]]:
    found = {}
    for notice in tomllib.loads(NOTICES.read_text(encoding="utf-8"))["notice"]:
        off = {
            day: name
            for first, last, name in notice["off"]
            for day in days_from(date.fromisoformat(first), date.fromisoformat(last))
        }
        extra = frozenset(date.fromisoformat(day) for day in notice["extra"])
        found[notice["year"]] = (off, extra)
    return found
