"""The half-days of meetings: else a day off or an absent leader ends up in the diary."""

from datetime import date

from constraints.meeting_times import half_days, meeting_days, shift, together, whole_days
from planner.dates import HalfDay
from planner.domain import Absence, Blackout
from planner.variables import Time
from tests.builders import county

MONDAY, TUESDAY, WEDNESDAY = (date(2027, 3, day) for day in (15, 16, 17))
AM, PM = HalfDay.AM, HalfDay.PM


def test_a_day_has_two_half_days():
    """A meeting of half a day starts in the morning or in the afternoon."""
    assert list(half_days([MONDAY])) == [Time(MONDAY, AM), Time(MONDAY, PM)]


def test_runs_of_whole_days_follow_one_another():
    """Of three days, two runs of two, each four half-days from its first morning."""
    runs = whole_days([MONDAY, TUESDAY, WEDNESDAY], 2)
    assert list(runs) == [Time(MONDAY, AM), Time(TUESDAY, AM)]
    assert runs[Time(MONDAY, AM)] == (
        Time(MONDAY, AM),
        Time(MONDAY, PM),
        Time(TUESDAY, AM),
        Time(TUESDAY, PM),
    )
    assert not whole_days([MONDAY], 2)


def test_meeting_days_are_worked_and_free_of_plenary_and_blackout():
    """8 January 2027 is a Friday, the plenary 11–13; the 14th is kept clear for all: the 15th."""
    clear = Blackout(start=date(2027, 1, 14), end=date(2027, 1, 14))
    found = meeting_days(county(blackouts=(clear,)), date(2027, 1, 8), date(2027, 1, 15))
    assert found == (date(2027, 1, 8), date(2027, 1, 15))


def test_whoever_is_never_there_is_passed_over_and_nobody_else():
    """甲 is away on Monday, 乙 all three days: Tuesday and Wednesday, without 乙."""
    problem = county(
        absences=(
            Absence(subject="甲", start=MONDAY, end=MONDAY),
            Absence(subject="乙", start=MONDAY, end=WEDNESDAY),
        )
    )
    days, present = together(problem, (MONDAY, TUESDAY, WEDNESDAY), ("甲", "乙", "丙", "", "甲"))
    assert days == (TUESDAY, WEDNESDAY)
    assert present == ("甲", "丙")
    assert together(problem, (), ("甲",)) == ((), ("甲",))


def test_a_shift_is_two_a_day_and_one_for_an_afternoon():
    """Monday to Wednesday afternoon: 2 × 2 + 1."""
    assert shift(MONDAY, WEDNESDAY, PM) == 5
    assert shift(WEDNESDAY, MONDAY, AM) == 4
