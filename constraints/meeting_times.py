"""The half-days at which meetings may start, for the rules that place them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from planner.dates import HalfDay
from planner.variables import Time


def half_days(days: Iterable[date]) -> Mapping[Time, tuple[Time, ...]]:
    """Return the mornings and afternoons of the days, each a meeting of one half-day."""
    times = [Time(day, half_day) for day in days for half_day in (HalfDay.AM, HalfDay.PM)]
    return {time: (time,) for time in times}


def whole_days(days: Sequence[date], count: int) -> Mapping[Time, tuple[Time, ...]]:
    """Return each run of `count` days that follow one another in `days`, from its first morning."""
    runs = (days[i : i + count] for i in range(len(days) - count + 1))
    return {
        Time(run[0], HalfDay.AM): tuple(
            Time(day, half_day) for day in run for half_day in (HalfDay.AM, HalfDay.PM)
        )
        for run in runs
    }


def shift(nominal: date, day: date, half_day: HalfDay) -> int:
    """Return how far a half-day is from its nominal day: two a calendar day, one for an afternoon."""
    return 2 * abs((day - nominal).days) + (1 if half_day == HalfDay.PM else 0)
