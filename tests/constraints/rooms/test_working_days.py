"""When a council may meet: weekends and evenings where allowed, never on a holiday."""

from __future__ import annotations

from datetime import date

import pytest

from constraints.rooms.working_days import RULE
from planner.dates import HalfDay
from planner.domain import Absence, Blackout, Problem
from tests.builders import solve_with
from tests.constraints.rooms.councils import room, session, texts, value, year

SATURDAY, SUNDAY, MONDAY = date(2027, 5, 15), date(2027, 5, 16), date(2027, 5, 17)


def may_be_on(day: date, problem: Problem) -> bool:
    """Whether the model lets village-甲村-3 (May, June) or the one of the day's period be held then."""
    number = (day.month + 1) // 2

    def fix(model, v):  # type: ignore[no-untyped-def]
        model.add(v.on_day(f"village-甲村-{number}", day) == 1)

    return solve_with(problem, [RULE], "programme", fix)[0]


def says(day: date, problem: Problem, **changes: object) -> str:
    held = session((day.month + 1) // 2, day, **changes)
    return texts(RULE, year(held), problem)


@pytest.mark.parametrize("day", [SATURDAY, SUNDAY, MONDAY])
def test_a_village_may_meet_on_a_weekend(day: date) -> None:
    assert may_be_on(day, room())
    assert says(day, room()) == ""


def test_not_where_the_office_keeps_weekends_free() -> None:
    strict = room(overrides=[value("working-days", "weekends", 0)])
    assert may_be_on(MONDAY, strict)
    assert not may_be_on(SATURDAY, strict)
    assert "周六，这种形式不在周末召开" in says(SATURDAY, strict)


def test_never_on_a_holiday_or_a_day_kept_free() -> None:
    """1 May is a holiday by statute; harvest is kept free for all; the room is let on the 18th."""
    assert not may_be_on(date(2027, 5, 1), room())
    assert "是放假日" in says(date(2027, 5, 1), room())
    harvest = Blackout(start=date(2027, 6, 1), end=date(2027, 6, 10), note="三夏")
    busy = room(blackouts=(harvest,))
    assert not may_be_on(date(2027, 6, 10), busy)
    assert may_be_on(date(2027, 6, 11), busy)
    assert "回避时段 2027-06-01—2027-06-10（三夏）" in says(date(2027, 6, 10), busy)
    let = room(absences=(Absence(subject="甲村", start=MONDAY, end=MONDAY),))
    assert not may_be_on(MONDAY, let)
    assert "协商室 2027-05-17—2027-05-17 不可用" in says(MONDAY, let)


def test_a_day_kept_free_for_other_rooms_or_forms_is_free_here() -> None:
    for scope in (("乙村",), ("town",)):
        other = room(blackouts=(Blackout(start=MONDAY, end=MONDAY, scope=scope),))
        assert may_be_on(MONDAY, other)
        assert says(MONDAY, other) == ""
    for scope in (("甲村",), ("village",)):
        mine = room(blackouts=(Blackout(start=MONDAY, end=MONDAY, scope=scope),))
        assert not may_be_on(MONDAY, mine)
        assert "回避时段" in says(MONDAY, mine)


def test_clear_of_spring_festival() -> None:
    """Spring Festival 2027 is 5–8 February; a notice will likely take 3, 4 and 9 to 15 February.

    The two working days before are 1 and 2 February, those after 16 and 17; the weekend of the
    13th lies within, that of 30 January before.
    """
    for day in ((2, 1), (2, 2), (2, 13), (2, 14), (2, 16), (2, 17)):
        assert not may_be_on(date(2027, *day), room())
        assert "距春节" in says(date(2027, *day), room())
    for day in ((1, 29), (1, 30), (1, 31), (2, 18)):
        assert may_be_on(date(2027, *day), room())
        assert says(date(2027, *day), room()) == ""


def test_the_plenary_bars_no_village() -> None:
    """The county's members meet from 11 to 13 January; a village goes on."""
    assert may_be_on(date(2027, 1, 12), room())
    assert says(date(2027, 1, 12), room()) == ""


def test_evenings_where_the_form_allows_them() -> None:
    assert says(MONDAY, room(), half_day=HalfDay.EVENING) == ""
    early = room(overrides=[value("working-days", "evenings", 0)])
    assert "不在晚上召开" in says(MONDAY, early, half_day=HalfDay.EVENING)


def test_weekends_and_evenings_are_counted_alike_by_model_and_plan() -> None:
    def fix(model, v):  # type: ignore[no-untyped-def]
        model.add(v.on_day("village-甲村-3", SATURDAY) == 1)
        model.add(v.on_day("village-甲村-4", date(2027, 7, 19)) == 1)

    _, _, terms = solve_with(room(), [RULE], "programme", fix, minimise="working-days.off")
    assert terms == {"working-days.off": 1}
    plan = year(
        session(3, SATURDAY, half_day=HalfDay.EVENING),
        session(4, date(2027, 7, 19), half_day=HalfDay.EVENING),
    )
    assert RULE.measure(plan, room()) == {"working-days.off": 1, "working-days.evening": 2}
