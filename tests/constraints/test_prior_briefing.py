"""Content and papers reach participants a week before: else they read them at the table."""

from datetime import date

import pytest

from constraints.prior_briefing import RULE
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
    ("number", "day", "told"),
    [
        (3, DAY, date(2027, 5, 13)),
        # A week before 14 October is 7 October, in the holidays: 30 September.
        (5, date(2027, 10, 14), date(2027, 9, 30)),
    ],
)
def test_it_is_a_week_before_on_a_working_day(number, day, told):
    """The lead body sends the papers that the office prints."""
    done = RULE.make(plan(session(number, day)), county())
    briefing = done.sessions[0].milestone("briefing")
    assert (briefing.start, briefing.owner, briefing.with_) == (told, "经济委员会", ("办公室",))
    assert RULE.check(done, county()).holds
    assert RULE.make(done, county()) == done


@pytest.mark.parametrize(
    ("broken", "text"),
    [
        (without(prepared(), "briefing"), "没有事先通报，应不迟于 2027-05-13"),
        (moved(prepared(), "briefing", date(2027, 5, 14)), "应不迟于 2027-05-13（会前7天）"),
        (changed(prepared(), "briefing", owner="办公室"), "应由牵头单位 经济委员会"),
    ],
)
def test_a_broken_briefing_is_caught(broken, text):
    """Deleted, a day late, or from the wrong hand."""
    assert verdict(RULE, county(), prepared()).holds
    assert text in said(verdict(RULE, county(), broken))
