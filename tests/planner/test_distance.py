"""A distance that leadership cannot recount by hand would be a number to argue about."""

from __future__ import annotations

from datetime import date

import pytest

from planner.distance import distance
from tests.builders import county, plan, session

SAME = (
    session(2, date(2027, 3, 18), members=("M001", "M002"), experts=("E01",)),
    session(3, date(2027, 5, 18), members=("M003", "M004")),
)


def test_the_same_plan_is_no_distance_away() -> None:
    apart = distance(plan(*SAME), plan(*SAME), county())
    assert apart.whole == apart.programme == apart.people == 0


def test_half_is_topics_and_months_half_is_hosts_and_participants() -> None:
    # topics: T02, T03 against T02, T04: 1 of 2. Months: session 3 moves from May to June: 1 of 2.
    # Hosts: session 2 has another: 1 of 2. Seats: 5 against 5, four the same: 1/5.
    other = plan(
        SAME[0].replace(host="副主席乙"),
        SAME[1].replace(date=date(2027, 6, 17), topics=("T04",), members=("M003", "M005")),
    )
    apart = distance(plan(*SAME), other, county())
    assert (apart.topics, apart.months, apart.hosts) == (0.5, 0.5, 0.5)
    assert apart.participants == pytest.approx(0.2)
    assert apart.programme == 0.5
    assert apart.people == pytest.approx(0.35)
    assert apart.whole == pytest.approx(0.425)


def test_what_the_plan_with_more_has_is_the_whole() -> None:
    # 2 topics against 1: half of the larger plan's topics are not in the other.
    assert distance(plan(*SAME), plan(SAME[0]), county()).topics == 0.5
    assert distance(plan(SAME[0]), plan(*SAME), county()).topics == 0.5


def test_another_day_of_the_same_month_and_a_cancelled_session_count_for_nothing() -> None:
    moved = SAME[0].replace(date=date(2027, 3, 25))
    gone = session(4, date(2027, 7, 15), state="cancelled")
    assert distance(plan(*SAME), plan(moved, SAME[1], gone), county()).whole == 0
