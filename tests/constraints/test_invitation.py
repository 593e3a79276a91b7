"""Reservation, then notice, both in time: else members learn of a session when they are booked."""

from datetime import date

import pytest

from constraints.invitation import RULE
from tests.builders import county, plan, session
from tests.constraints.preparations import (
    DAY,
    changed,
    milestone,
    moved,
    prepared,
    said,
    verdict,
    without,
)


def made(whole, problem=None):
    return RULE.make(plan(whole), problem or county()).sessions[0]


def test_reservation_and_notice_are_dated_back_in_working_days():
    """From 20 May: 19, 18, 17, 14 … 10 (8), 7 (9), 6 (10) → 6 May, for 1–5 May are holidays.

    Five more: 30, 29, 28, 27, 26 April → 26 April.
    """
    done = made(session(3, DAY))
    reserved, noticed = done.milestone("reservation"), done.milestone("invitation")
    assert (reserved.start, reserved.owner) == (date(2027, 4, 26), "经济委员会")
    assert (noticed.start, noticed.owner) == (date(2027, 5, 6), "办公室")
    assert verdict(RULE, county(), done).holds


def test_nobody_is_invited_before_the_scheme_is_passed():
    """Passed on 20 April for 30 April: reservation and notice that day, though 9 and 16 are due."""
    problem = county(settings={"chair_meetings": (), "approval_date": date(2027, 4, 20)})
    passed = milestone("scheme-approval", date(2027, 4, 20))
    done = made(session(2, date(2027, 4, 30)).add(passed), problem)
    assert done.milestone("reservation").start == date(2027, 4, 20)
    assert done.milestone("invitation").start == date(2027, 4, 20)
    assert verdict(RULE, problem, done).holds
    late_one = moved(done, "invitation", date(2027, 4, 21))
    assert "应不迟于 2027-04-20" in said(verdict(RULE, problem, late_one))


def test_the_merged_session_invites_its_speakers():
    """15 working days before 12 January 2027, New Year's Day apart: 21 December."""
    whole = session(1, date(2027, 1, 12), merged_with_plenary=True)
    assert made(whole).milestone("reservation").start == date(2026, 12, 21)
    assert verdict(RULE, county(), made(whole)).holds


def test_a_second_run_changes_nothing():
    """The office runs the program again: no milestone stands twice."""
    once = made(session(3, DAY))
    assert made(once) == once


@pytest.mark.parametrize(
    ("broken", "text"),
    [
        (without(prepared(), "reservation"), "没有“预约邀请”，应不迟于 2027-04-26"),
        (without(prepared(), "invitation"), "没有“正式通知”，应不迟于 2027-05-06"),
        (moved(prepared(), "reservation", date(2027, 4, 27)), "应不迟于 2027-04-26"),
        (moved(prepared(), "invitation", date(2027, 5, 7)), "应不迟于 2027-05-06"),
        (moved(prepared(), "invitation", date(2027, 4, 23)), "应先于正式通知（2027-04-23）"),
        (moved(prepared(), "reservation", date(2027, 3, 11)), "早于方案审议通过（2027-03-12）"),
        (changed(prepared(), "reservation", owner="办公室"), "应由 经济委员会 负责"),
        (changed(prepared(), "invitation", owner="经济委员会"), "应由 办公室 负责"),
    ],
)
def test_a_broken_invitation_is_caught(broken, text):
    """Deleted, a day late, in the wrong order, too early, or from the wrong hand."""
    assert verdict(RULE, county(), prepared()).holds
    assert text in said(verdict(RULE, county(), broken))
