"""Days, half-days, calendar months, two-month periods, quarters, and the working calendar.

The vocabulary of time that every other module shares. It imports nothing of ours.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from functools import cache, cached_property
from typing import Annotated

from dateutil.relativedelta import relativedelta
from pydantic import BaseModel, ConfigDict, Field

ONE_DAY = timedelta(days=1)


class HalfDay(StrEnum):
    """A part of a day in which one thing is done; evenings exist at the grass roots only."""

    AM = "am"
    PM = "pm"
    EVENING = "evening"

    @property
    def label(self) -> str:
        """The office's word for it."""
        return {"am": "上午", "pm": "下午", "evening": "晚上"}[self.value]

    @property
    def order(self) -> int:
        """Position within the day, 0 first."""
        return ("am", "pm", "evening").index(self.value)


WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


def weekday_name(day: date) -> str:
    """Return 周一 … 周日."""
    return WEEKDAYS[day.weekday()]


def period_of(month: int) -> int:
    """Return the two-month period (1 … 6) of a calendar month (1 … 12)."""
    return (month + 1) // 2


def period_bounds(year: int, period: int) -> tuple[date, date]:
    """Return the first and last calendar day of a two-month period."""
    first = date(year, 2 * period - 1, 1)
    return first, first + relativedelta(months=2) - ONE_DAY


def quarter_of(month: int) -> int:
    """Return the quarter (1 … 4) of a calendar month."""
    return (month + 2) // 3


def quarter_bounds(year: int, quarter: int) -> tuple[date, date]:
    """Return the first and last calendar day of a quarter."""
    first = date(year, 3 * quarter - 2, 1)
    return first, first + relativedelta(months=3) - ONE_DAY


@cache
def months_before(day: date, months: int) -> date:
    """Return the same day `months` calendar months earlier, the month's end clipped.

    Two months before 30 April is 28 February (29 in a leap year): so “2个月前” (anhua 二4) is
    read here.
    """
    return day - relativedelta(months=months)


def months_after(day: date, months: int) -> date:
    """Return the same day `months` calendar months later, the month's end clipped."""
    return day + relativedelta(months=months)


def days_from(first: date, last: date) -> Iterator[date]:
    """Yield each day from `first` to `last`, both included; nothing where last < first."""
    day = first
    while day <= last:
        yield day
        day += ONE_DAY


class WorkCalendar(BaseModel):
    """Which days are worked, from the year before the plan's to the year after.

    Three kinds of day that is not worked: a weekend, a day off by the statute or an official
    notice (`off`), and a day that an official notice not yet issued will likely take
    (`avoided`). The last is used only to keep meetings away; deadlines still count it.

    Attributes
    ----------
    year:
        The plan's year.
    official_years:
        Years whose holiday notice is known. A year not among them is provisional.
    off:
        Days off by statute or notice (weekends that a notice names may stand here too).
    extra:
        Weekend days that a notice turns into working days (调休上班).
    avoided:
        Likely adjusted days of provisional years.
    spring_festival:
        The statute's Spring Festival days of the years known, sorted.
    """

    model_config = ConfigDict(frozen=True)

    year: int
    official_years: frozenset[int] = frozenset()
    off: dict[date, str] = Field(default_factory=dict)
    extra: frozenset[date] = frozenset()
    avoided: dict[date, str] = Field(default_factory=dict)
    spring_festival: tuple[date, ...] = ()

    @property
    def is_official(self) -> bool:
        """Whether the plan's own year has its official notice."""
        return self.year in self.official_years

    def is_free(self, day: date) -> bool:
        """Whether statute, notice or weekend makes the day free (avoided days are not)."""
        if day in self.extra:
            return False
        return day in self.off or day.weekday() >= 5

    def is_working(self, day: date) -> bool:
        """Whether something may be put on the day: neither free nor avoided."""
        return not self.is_free(day) and day not in self.avoided

    def on_or_before(self, day: date) -> date:
        """Return the last day not after `day` on which something may be put."""
        while not self.is_working(day):
            day -= ONE_DAY
        return day

    def on_or_after(self, day: date) -> date:
        """Return the first day not before `day` on which something may be put."""
        while not self.is_working(day):
            day += ONE_DAY
        return day

    def workdays_after(self, day: date, count: int) -> date:
        """Return the `count`-th counted working day after `day`: a forward deadline.

        Counts days that statute and notice leave as working days; days avoided as
        provisional are counted, so that a notice issued later never shortens a deadline.
        """
        while count:
            day += ONE_DAY
            count -= not self.is_free(day)
        return day

    def workdays_before(self, day: date, count: int) -> date:
        """Return the `count`-th working day before `day`, on which something may be put."""
        while count:
            day -= ONE_DAY
            count -= self.is_working(day)
        return day

    def working_days(self, first: date, last: date) -> tuple[date, ...]:
        """Return the days of a span on which something may be put, in order."""
        known = self._worked
        if date(self.year - 1, 1, 1) <= first and last <= date(self.year + 1, 12, 31):
            return known[bisect_left(known, first) : bisect_right(known, last)]
        return tuple(day for day in days_from(first, last) if self.is_working(day))

    @cached_property
    def _worked(self) -> tuple[date, ...]:
        """The working days of the year, the one before and the one after."""
        span = days_from(date(self.year - 1, 1, 1), date(self.year + 1, 12, 31))
        return tuple(day for day in span if self.is_working(day))

    def half_days_from(
        self, day: date, half_day: HalfDay, count: int
    ) -> tuple[tuple[date, HalfDay], ...]:
        """Return `count` half-days from one on: morning, afternoon, then the next working day's."""
        taken = [(day, half_day)]
        while len(taken) < count:
            last, half = taken[-1]
            if half == HalfDay.AM:
                taken.append((last, HalfDay.PM))
            else:
                taken.append((self.on_or_after(last + ONE_DAY), HalfDay.AM))
        return tuple(taken)

    def date_status(self, day: date) -> str:
        """Return "official" or "provisional" for a date of the plan."""
        return "official" if day.year in self.official_years else "provisional"


Month = Annotated[int, Field(ge=1, le=12)]
