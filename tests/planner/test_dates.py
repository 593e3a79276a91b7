"""Dates: a wrong month end or a missed holiday puts a milestone on a day nobody works."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inputs.working_days import CalendarRow, likely_adjusted, statutory_calendar, statutory_days
from planner.dates import HalfDay, months_after, months_before, period_bounds, period_of

YEARS = range(2024, 2036)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2027, 4, 30), 2, date(2027, 2, 28)),  # RULES: 30 April → 28 February
        (date(2028, 4, 30), 2, date(2028, 2, 29)),  # leap year
        (date(2027, 3, 18), 2, date(2027, 1, 18)),
        (date(2027, 1, 15), 2, date(2026, 11, 15)),  # into the year before
        (date(2027, 5, 31), 3, date(2027, 2, 28)),
    ],
)
def test_months_before_clips_the_month_end(day: date, months: int, expected: date) -> None:
    assert months_before(day, months) == expected


def test_months_after_runs_into_next_year() -> None:
    assert months_after(date(2027, 12, 31), 2) == date(2028, 2, 29)


@given(st.dates(date(2024, 1, 1), date(2035, 12, 31)), st.integers(0, 6))
def test_months_before_is_never_later_than_the_day_of_that_month(day: date, months: int) -> None:
    before = months_before(day, months)
    assert before.day <= day.day
    assert (day.year * 12 + day.month) - (before.year * 12 + before.month) == months


def test_periods_cover_the_year_once() -> None:
    assert [period_of(m) for m in range(1, 13)] == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6]
    for year in YEARS:
        spans = [period_bounds(year, p) for p in range(1, 7)]
        assert spans[0][0] == date(year, 1, 1)
        assert spans[-1][1] == date(year, 12, 31)
        for (_, last), (first, _) in pairwise(spans):
            assert first == last + timedelta(days=1)


@pytest.mark.parametrize("year", YEARS)
def test_every_year_has_its_statutory_days(year: int) -> None:
    """A year whose Spring Festival is lost would put sessions on New Year's Eve."""
    days = statutory_days(year)
    # 13 days from 2025 (Nov 2024 amendment), 11 before; fewer where Mid-Autumn falls in October 1–3.
    expected = 13 if year >= 2025 else 11
    overlaps = sum("中秋" in n and "国庆" in n for n in days.values())
    assert len(days) == expected - overlaps
    spring = [d for d, n in days.items() if "春节" in n]
    assert spring[0].month in (1, 2)
    calendar = statutory_calendar(year)
    assert not any(calendar.is_working(d) for d in days)


def test_spring_festival_of_2027_and_of_2028_in_january() -> None:
    assert statutory_days(2027)[date(2027, 2, 6)] == "春节"
    assert statutory_days(2028)[date(2028, 1, 26)] == "春节"


def test_official_2026_arrangement_is_the_notice() -> None:
    """2026: 248 working days, six adjusted weekends (facts of the notice of 2025-11-04)."""
    calendar = statutory_calendar(2026)
    assert calendar.is_official
    days = [date(2026, 1, 1) + timedelta(n) for n in range(365)]
    assert sum(calendar.is_working(d) for d in days) == 248
    for month, day in [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)]:
        assert calendar.is_working(date(2026, month, day))
    assert not calendar.is_working(date(2026, 2, 23))


def test_a_year_without_notice_is_provisional_and_avoids_likely_adjusted_days() -> None:
    calendar = statutory_calendar(2027)
    assert not calendar.is_official
    # Worked by the statute, but a notice will very probably take them.
    for day in (date(2027, 2, 11), date(2027, 2, 12), date(2027, 5, 5), date(2027, 10, 6)):
        assert not calendar.is_free(day)
        assert not calendar.is_working(day)
    assert date(2027, 6, 10) not in likely_adjusted(2027)  # 端午 on a Wednesday: no bridge
    assert calendar.date_status(date(2027, 3, 1)) == "provisional"
    assert calendar.date_status(date(2026, 12, 1)) == "official"


def test_forward_deadlines_count_days_avoided_as_provisional() -> None:
    """Ten working days after 29 April 2027: 3–5 May are avoided but counted (RULES)."""
    calendar = statutory_calendar(2027)
    # 30 Apr (1), 3, 4, 5, 6, 7 May (2–6), 10, 11, 12, 13 May (7–10)
    assert calendar.workdays_after(date(2027, 4, 29), 10) == date(2027, 5, 13)


def test_a_notice_in_the_workbook_makes_the_year_official() -> None:
    rows = [
        CalendarRow(date(2027, 1, 1), date(2027, 1, 3), True, "元旦"),
        CalendarRow(date(2027, 2, 5), date(2027, 2, 13), True, "春节"),
        CalendarRow(date(2027, 4, 3), date(2027, 4, 5), True, "清明节"),
        CalendarRow(date(2027, 5, 1), date(2027, 5, 5), True, "劳动节"),
        CalendarRow(date(2027, 6, 9), date(2027, 6, 9), True, "端午节"),
        CalendarRow(date(2027, 9, 15), date(2027, 9, 15), True, "中秋节"),
        CalendarRow(date(2027, 10, 1), date(2027, 10, 7), True, "国庆节"),
        CalendarRow(date(2027, 2, 20), date(2027, 2, 20), False),
    ]
    calendar = statutory_calendar(2027, rows)
    assert calendar.is_official
    assert calendar.is_working(date(2027, 2, 20))  # a Saturday, worked
    assert calendar.is_working(date(2027, 10, 8))  # no longer merely avoided
    assert not calendar.is_working(date(2027, 2, 12))
    partial = statutory_calendar(2027, rows[:3])
    assert not partial.is_official


@pytest.mark.parametrize("year", YEARS)
def test_moving_to_a_working_day_ends_and_goes_the_right_way(year: int) -> None:
    calendar = statutory_calendar(year)
    for day in (date(year, 1, 1), date(year, 10, 3), statutory_calendar(year).spring_festival[0]):
        assert calendar.on_or_before(day) <= day <= calendar.on_or_after(day)
        assert calendar.is_working(calendar.on_or_before(day))
        assert calendar.is_working(calendar.on_or_after(day))


def test_half_days_are_ordered_and_named() -> None:
    assert [h.label for h in sorted(HalfDay, key=lambda h: h.order)] == ["上午", "下午", "晚上"]


def test_half_days_run_from_afternoon_into_the_next_working_day() -> None:
    """Friday 21 May 2027 in the afternoon, then Monday: a session of three half-days."""
    calendar = statutory_calendar(2027)
    assert calendar.half_days_from(date(2027, 5, 21), HalfDay.PM, 3) == (
        (date(2027, 5, 21), HalfDay.PM),
        (date(2027, 5, 24), HalfDay.AM),
        (date(2027, 5, 24), HalfDay.PM),
    )
    assert calendar.half_days_from(date(2027, 5, 21), HalfDay.AM, 1) == (
        (date(2027, 5, 21), HalfDay.AM),
    )
