"""How often a council meets: a statute or a promise that an empty row does not keep."""

from __future__ import annotations

from datetime import date

from constraints.rooms import annual_count, quarterly_cadence, town_frequency, village_cadence
from planner.plan import Plan, Session
from tests.builders import solve_with
from tests.constraints.rooms.councils import room, session, texts, value, year

SIXTY = ((1, 20), (3, 20), (5, 20), (7, 20), (9, 20), (11, 20))
"""Days of a village that meets every second month; the longest gap is 62 days."""


def village_year(*days: tuple[int, int]) -> Plan:
    return year(*(session(n, date(2027, *day)) for n, day in enumerate(days, start=1)))


def town_year(count: int, **last: object) -> Plan:
    days = [date(2027, 3 * n - 1, 10) for n in range(1, 5)]
    sessions = [session(n, day, "town") for n, day in enumerate(days[:count], start=1)]
    return year(*sessions[:-1], sessions[-1].replace(**last))


def test_a_village_meets_in_every_second_month() -> None:
    problem = room()
    assert village_cadence.RULE.check(village_year(*SIXTY), problem).holds
    said = texts(village_cadence.RULE, village_year(*SIXTY[:3], *SIXTY[4:]), problem)
    assert "甲村 7—8 月协商 0 次，至少 1 次" in said


def test_no_gap_is_longer_than_seventy_five_days() -> None:
    """1 January to 17 March is 75 days; to 18 March 76."""
    problem = room()
    first = ((1, 1), (3, 17), *SIXTY[2:])
    assert village_cadence.RULE.check(village_year(*first), problem).holds
    late = texts(village_cadence.RULE, village_year((1, 1), (3, 18), *SIXTY[2:]), problem)
    assert "2027-01-01 与 2027-03-18 之间相隔 76 天，最多 75 天" in late


def test_the_first_gap_is_counted_from_the_year_before() -> None:
    """75 days after 7 December 2026 is 20 February 2027."""
    problem = room(last_before=date(2026, 12, 7))
    on_time = ((2, 20), (4, 20), (6, 20), (8, 20), (10, 20), (12, 20))
    assert village_cadence.RULE.check(village_year(*on_time), problem).holds
    late = village_year((2, 21), *on_time[1:])
    assert "2026-12-07 与 2027-02-21" in texts(village_cadence.RULE, late, problem)
    long_ago = room(last_before=date(2026, 3, 1))  # then by the end of January
    assert village_cadence.RULE.check(village_year((1, 31), *SIXTY[1:]), long_ago).holds
    assert not village_cadence.RULE.check(village_year((2, 1), *SIXTY[1:]), long_ago).holds


def test_the_model_keeps_the_gaps() -> None:
    def gap(first: date, second: date) -> bool:
        def fix(model, v):  # type: ignore[no-untyped-def]
            model.add(v.on_day("village-甲村-1", first) == 1)
            model.add(v.on_day("village-甲村-2", second) == 1)

        return solve_with(room(), [village_cadence.RULE], "programme", fix)[0]

    assert gap(date(2027, 2, 1), date(2027, 4, 17))  # 27 + 31 + 17 = 75 days
    assert not gap(date(2027, 2, 1), date(2027, 4, 18))


def test_the_model_holds_the_first_session_in_time_after_last_year() -> None:
    def first_on(day: date) -> bool:
        problem = room(last_before=date(2026, 12, 7))

        def fix(model, v):  # type: ignore[no-untyped-def]
            model.add(v.on_day("village-甲村-1", day) == 1)

        return solve_with(problem, [village_cadence.RULE], "programme", fix)[0]

    assert first_on(date(2027, 2, 20))
    assert not first_on(date(2027, 2, 21))


def test_an_empty_row_meets_no_cadence_and_what_is_heard_does() -> None:
    """A session without topic counts where it hears the last one's result; apart in the note."""
    problem = room()
    sessions = village_year(*SIXTY).sessions
    empty = year(*sessions[:5], sessions[5].replace(topics=()))
    said = texts(village_cadence.RULE, empty, problem)
    assert "village-甲村-6 没有议题，也没有写明听取什么" in said
    assert "11—12 月协商 0 次" in said
    hears = year(*sessions[:5], sessions[5].replace(topics=(), hears=("report-back",)))
    verdict = village_cadence.RULE.check(hears, problem)
    assert verdict.holds
    assert verdict.notes == ("甲村全年 6 次：有议题 5 次，议题待定 1 次。",)


def test_a_cancelled_session_is_none() -> None:
    sessions = village_year(*SIXTY).sessions
    called_off = year(*sessions[:5], sessions[5].replace(state="cancelled"))
    assert "11—12 月协商 0 次" in texts(village_cadence.RULE, called_off, room())


def test_a_farm_meets_every_quarter() -> None:
    problem = room("farm")
    days = [date(2027, month, 31) for month in (3, 5, 8, 10)]
    held = year(*(session(n, day, "farm") for n, day in enumerate(days, start=1)))
    assert quarterly_cadence.RULE.check(held, problem).holds
    # 1 April is the second quarter: the first has none, the second two.
    moved = held.update(held.sessions[0].replace(date=date(2027, 4, 1)))
    assert "第 1 季度协商 0 次，至少 1 次" in texts(quarterly_cadence.RULE, moved, problem)


def test_a_town_meets_four_times_a_year_or_as_often_as_it_says() -> None:
    assert town_frequency.RULE.check(town_year(4), room("town")).holds
    said = texts(town_frequency.RULE, town_year(3), room("town"))
    assert "东镇全年协商 3 次，应不少于 4 次；请补 1 次" in said
    own = room("town", times=5)
    assert "应不少于 5 次" in texts(town_frequency.RULE, town_year(4), own)
    assert town_frequency.RULE.check(town_year(4), room("town", times=2)).holds


def test_a_town_s_sessions_are_numbered_by_date() -> None:
    def in_order(first: date, second: date) -> bool:
        def fix(model, v):  # type: ignore[no-untyped-def]
            model.add(v.on_day("town-东镇-1", first) == 1)
            model.add(v.on_day("town-东镇-2", second) == 1)

        return solve_with(room("town"), [town_frequency.RULE], "programme", fix)[0]

    assert in_order(date(2027, 5, 10), date(2027, 5, 11))
    assert not in_order(date(2027, 5, 10), date(2027, 5, 10))  # never two on a day
    assert not in_order(date(2027, 5, 11), date(2027, 5, 10))


def test_an_enterprise_meets_as_often_as_it_says() -> None:
    def held(count: int) -> Plan:
        days = [date(2027, month, 10) for month in range(2, 2 + count)]
        made: list[Session] = [session(n, d, "enterprise") for n, d in enumerate(days, start=1)]
        return year(*made)

    rule = annual_count.RULE
    assert rule.check(held(3), room("enterprise", times=3)).holds
    assert "某厂全年协商 2 次，应为 3 次" in texts(rule, held(2), room("enterprise", times=3))
    assert "某厂全年协商 4 次，应为 3 次" in texts(rule, held(4), room("enterprise", times=3))
    twice = room("enterprise", overrides=[value("annual-count", "count", 2)])
    assert rule.check(held(2), twice).holds  # 年度次数 blank: the rule's own number
    assert rule.check(year(), room("enterprise", times=0)).holds
