"""A week before, the secretary-general sees that all is ready: else gaps show on the day itself."""

from datetime import date

import pytest

from constraints.coordination_meeting import RULE
from constraints.lead_time import RULE as MOBILISE
from planner.domain import Absence
from planner.variables import Time
from tests.builders import LEADERS, county, plan, session
from tests.constraints.preparations import (
    AM,
    COMMITTEES,
    DAY,
    PM,
    can_be,
    changed,
    milestone,
    moved,
    prepared,
    said,
    times,
    verdict,
    without,
)

WEEK_BEFORE = date(2027, 5, 13)


def meeting(day, **changes):
    return milestone(
        "coordination",
        day,
        **{"half_day": AM, "owner": "秘书长丁", "with_": COMMITTEES} | changes,
    )


def away(first, last, subject="秘书长丁"):
    return (Absence(subject=subject, start=first, end=last),)


def test_it_is_a_week_before_or_earlier():
    """Thursday 20 May → Thursday 13 May: allowed, its afternoon just inside; Friday 14: forbidden."""
    asked = can_be(county([RULE]), [RULE], session(3, DAY))
    assert asked("coordination", date(2027, 5, 12))
    assert asked("coordination", WEEK_BEFORE, PM)
    assert not asked("coordination", date(2027, 5, 14))


def test_without_research_it_still_follows_the_mobilisation():
    """Topics fixed on 27 April, session on the 30th, no research: not a week before all began."""
    problem = county(
        [RULE, MOBILISE], settings={"chair_meetings": (), "approval_date": date(2027, 4, 27)}
    )
    given, rules = plan(session(2, date(2027, 4, 30))), [MOBILISE, RULE]
    begun = ("bimonthly-2", "mobilisation", Time(date(2027, 4, 27), PM))

    def possible(day):
        held = ("bimonthly-2", "coordination", Time(day, AM))
        return times(problem, rules, given, [begun, held]) is not None

    assert not possible(date(2027, 4, 23))
    assert possible(date(2027, 4, 28))


def test_it_is_a_week_before_where_it_can_be():
    """Not two weeks before, when nothing is ready yet."""
    starts, terms = times(
        county([RULE]), [RULE], plan(session(3, DAY)), (), "coordination-meeting.shift"
    )
    assert starts["bimonthly-3", "coordination"] == Time(WEEK_BEFORE, AM)
    assert terms["coordination-meeting.shift"] == 0


def test_it_moves_to_the_working_day_before():
    """A week before Thursday 14 October is 7 October, in the holidays: 30 September."""
    whole = session(5, date(2027, 10, 14))
    starts, _ = times(county([RULE]), [RULE], plan(whole), (), "coordination-meeting.shift")
    assert starts["bimonthly-5", "coordination"].day == date(2027, 9, 30)


def test_it_is_earlier_where_the_secretary_general_is_away():
    """秘书长丁 is away on 12 and 13 May: Tuesday the 11th, two days × 2; the check agrees."""
    problem = county([RULE], absences=away(date(2027, 5, 12), WEEK_BEFORE))
    starts, terms = times(problem, [RULE], plan(session(3, DAY)), (), "coordination-meeting.shift")
    assert starts["bimonthly-3", "coordination"] == Time(date(2027, 5, 11), AM)
    held = plan(session(3, DAY).add(meeting(date(2027, 5, 11))))
    assert RULE.check(held, problem).holds
    assert RULE.measure(held, problem) == terms == {"coordination-meeting.shift": 4}
    assert "当天不在" in said(verdict(RULE, problem, session(3, DAY).add(meeting(WEEK_BEFORE))))


def test_the_office_calls_it_where_the_secretary_general_is_away_all_the_time():
    """No absence ends in no plan: the office steps in, and the plan says so."""
    problem = county([RULE], absences=away(date(2027, 1, 1), date(2027, 12, 31)))
    starts, _ = times(problem, [RULE], plan(session(3, DAY)), (), "coordination-meeting.shift")
    assert starts["bimonthly-3", "coordination"].day == WEEK_BEFORE
    check = verdict(RULE, problem, session(3, DAY).add(meeting(WEEK_BEFORE, owner="办公室")))
    assert check.holds
    assert "由办公室召集" in check.notes[0]


def test_without_a_secretary_general_the_office_calls_it():
    """A workbook that names no 秘书长 still gets its meeting, with an owner."""
    problem = county([RULE], leaders=tuple(x for x in LEADERS if x.id != "秘书长丁"))
    good = session(3, DAY).add(meeting(WEEK_BEFORE, owner="办公室"))
    assert verdict(RULE, problem, good).holds
    assert "应由办公室召集" in said(verdict(RULE, problem, prepared()))


def test_a_late_approval_may_bring_it_nearer_with_a_deviation():
    """Topics on 22 April, session on the 30th: coordination on the 28th, 5 days past the 23rd."""
    fixed = date(2027, 4, 22)
    problem = county([RULE], settings={"chair_meetings": (), "approval_date": fixed})
    whole = session(2, date(2027, 4, 30))
    asked = [("bimonthly-2", "coordination", Time(date(2027, 4, 28), AM))]
    _, terms = times(problem, [RULE], plan(whole), asked)
    done = RULE.make(plan(whole.add(meeting(date(2027, 4, 28)))), problem)
    assert done.deviations[0].days_missing == 5
    assert RULE.check(done, problem).holds
    assert RULE.measure(done, problem) == terms
    assert not RULE.check(done.replace(deviations=()), problem).holds


def test_a_good_plan_holds_and_a_merged_session_is_exempt():
    """The merged session has no such meeting (anhua 二3)."""
    merged = session(1, date(2027, 1, 12), merged_with_plenary=True)
    check = verdict(RULE, county(), prepared(), merged)
    assert (check.holds, check.checked) == (True, 1)


@pytest.mark.parametrize(
    ("broken", "text"),
    [
        (without(prepared(), "coordination"), "没有工作协调会，应不迟于 2027-05-13"),
        (moved(prepared(), "coordination", date(2027, 5, 14)), "应不迟于 2027-05-13"),
        (moved(prepared(), "coordination", date(2027, 4, 22)), "过早"),
        (moved(prepared(), "coordination", date(2027, 5, 9)), "不是工作日"),
        (moved(prepared(), "coordination", date(2027, 4, 21)), "应在调研（至 2027-04-21）之后"),
        (changed(prepared(), "coordination", owner="办公室"), "应由秘书长 秘书长丁 召集"),
        (changed(prepared(), "coordination", with_=COMMITTEES[:2]), "缺 农业委员会"),
    ],
)
def test_a_broken_meeting_is_caught(broken, text):
    """Deleted, late, far too early, called by another, or a committee left out."""
    assert text in said(verdict(RULE, county(), broken))


def test_a_head_who_is_away_is_told_to_send_somebody():
    """The meeting does not move for one committee of eight; the office is reminded."""
    problem = county(absences=away(WEEK_BEFORE, WEEK_BEFORE, "教育主任"))
    check = verdict(RULE, problem, prepared())
    assert check.holds
    assert "教育委员会 负责人不在" in check.notes[0]
