"""The result is delivered in ten working days: else the county decides before it has it."""

from datetime import date

import pytest

from constraints.outcome import RULE
from tests.builders import county, plan, session
from tests.constraints.preparations import (
    DAY,
    changed,
    moved,
    prepared,
    said,
    verdict,
    without,
)


@pytest.mark.parametrize(
    ("day", "due"),
    [
        # 21, 24–28 May (6), 31 May, 1, 2, 3 June (10).
        (DAY, date(2027, 6, 3)),
        # 22, 23, 24 September, 27–30 (7); statute 1–3 October; 4, 5, 6 counted though likely
        # off (10): delivered on the last day that is surely worked, 30 September.
        (date(2027, 9, 21), date(2027, 9, 30)),
        # Into January after the year: 27–31 December (5), 3–7 January (10).
        (date(2027, 12, 24), date(2028, 1, 7)),
    ],
)
def test_it_is_ten_working_days_after(day, due):
    """The day that the office writes into its diary keeps the article's limit."""
    done = RULE.make(plan(session(3, day)), county())
    outcome = done.sessions[0].milestone("outcome")
    assert (outcome.end, outcome.owner) == (due, "办公室")
    assert RULE.check(done, county()).holds
    assert RULE.make(done, county()) == done


def test_the_merged_session_is_exempt_from_the_days_but_dated():
    """Ten working days after the plenary's end on 13 January: 27 January; later is no fault."""
    whole = session(1, date(2027, 1, 12), merged_with_plenary=True)
    done = RULE.make(plan(whole), county()).sessions[0]
    assert done.milestone("outcome").end == date(2027, 1, 27)
    assert "不受天数限制" in done.milestone("outcome").title
    assert verdict(RULE, county(), moved(done, "outcome", date(2027, 2, 26))).holds
    assert "没有成果报送" in said(verdict(RULE, county(), whole))


@pytest.mark.parametrize(
    ("broken", "text"),
    [
        (without(prepared(), "outcome"), "没有成果报送，应不迟于 2027-06-03"),
        (moved(prepared(), "outcome", date(2027, 6, 4)), "应不迟于 2027-06-03（会后10个工作日）"),
        (moved(prepared(), "outcome", date(2027, 5, 19)), "早于会议（2027-05-20）"),
        (changed(prepared(), "outcome", owner="经济委员会"), "应由办公室负责"),
    ],
)
def test_a_broken_outcome_is_caught(broken, text):
    """Deleted, a day late, before the session, or from the wrong hand."""
    assert verdict(RULE, county(), prepared()).holds
    assert text in said(verdict(RULE, county(), broken))
