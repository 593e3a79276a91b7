"""Who proposed and took part hears what came of it: else they do not come again."""

from datetime import date

import pytest

from constraints import outcome
from constraints.report_back import RULE
from planner.domain import Blackout
from tests.builders import county, kailu_county, plan, session, topic
from tests.constraints.kailu_sessions import pair
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

NEXT = session(4, date(2027, 7, 1))


def made(*sessions, problem=None):
    problem = problem or county()
    return RULE.make(outcome.RULE.make(plan(*sessions), problem), problem)


def with_next(whole):
    """The plan's two sessions, the second with all that the rule asks of it."""
    following = NEXT.add(
        milestone("outcome", date(2027, 7, 15), owner="办公室"),
        milestone("report-back", date(2027, 8, 16), owner="经济委员会"),
        milestone("feedback", date(2027, 7, 29), owner="经济委员会"),
        milestone("evaluation", date(2027, 10, 13), owner="经济委员会"),
    )
    return whole, following


def test_the_next_session_hears_the_result():
    """Session 3's result, delivered on 3 June, is told at session 4 on 1 July."""
    done = made(session(3, DAY, topics=("T04",)), NEXT).session("bimonthly-3")
    told = done.milestone("report-back")
    assert (told.start, told.owner, told.half_day) == (NEXT.date, "经济委员会", None)
    assert told.title == "在7—8月双月协商座谈会上通报成果办理情况"


def test_a_session_before_the_result_is_delivered_cannot_hear_it():
    """Session 4 a week after session 3 hears nothing yet: session 5 does."""
    soon, then = session(4, date(2027, 5, 27)), session(5, date(2027, 9, 16))
    done = made(session(3, DAY), soon, then)
    assert done.session("bimonthly-3").milestone("report-back").start == then.date
    assert RULE.check(done, county()).holds


def test_the_last_result_of_the_year_is_reported_to_the_chairs_meeting():
    """30 days after 3 June is Saturday 3 July: Friday the 2nd; a listed 主席会议 before it serves."""
    told = made(session(3, DAY)).sessions[0].milestone("report-back")
    assert told.start == date(2027, 7, 2)
    assert "主席会议" in told.title
    listed = county(settings={"chair_meetings": (date(2026, 12, 10), date(2027, 6, 24))})
    told = made(session(3, DAY), problem=listed).sessions[0].milestone("report-back")
    assert told.start == date(2027, 6, 24)


def test_the_last_report_is_not_put_in_days_kept_clear():
    """回避 from 21 June to 5 July (a party congress): the Friday before, 18 June; the check agrees."""
    barred = Blackout(start=date(2027, 6, 21), end=date(2027, 7, 5), note="党代会")
    problem = county(blackouts=(barred,))
    done = made(session(3, DAY), problem=problem)
    assert done.sessions[0].milestone("report-back").start == date(2027, 6, 18)
    assert RULE.check(done, problem).holds
    inside = done.update(moved(done.sessions[0], "report-back", date(2027, 6, 28)))
    assert "当天不能开主席会议" in said(RULE.check(inside, problem))


def test_a_long_bar_puts_the_last_report_after_it():
    """回避 from 3 June to 10 July: Monday 12 July, within the 60 days."""
    barred = Blackout(start=date(2027, 6, 3), end=date(2027, 7, 10))
    problem = county(blackouts=(barred,))
    done = made(session(3, DAY), problem=problem)
    assert done.sessions[0].milestone("report-back").start == date(2027, 7, 12)
    assert RULE.check(done, problem).holds


def test_feedback_and_evaluation_have_their_days():
    """From 3 June: ten working days are 4, 7, 8, 10, 11 … 18 June (the 9th is a holiday).

    90 days are 1 September. Who proposed the topic is told: 教育委员会's T04 by 经济委员会.
    """
    done = made(session(3, DAY, lead_body="教育委员会")).sessions[0]
    feedback, evaluation = done.milestone("feedback"), done.milestone("evaluation")
    assert (feedback.start, feedback.owner) == (date(2027, 6, 18), "教育委员会")
    assert feedback.with_ == ("经济委员会",)
    assert (evaluation.start, evaluation.with_) == (date(2027, 9, 1), ("发改局",))


def test_who_proposed_the_topic_is_told_by_name():
    """委员2 proposed what 教育委员会 put forward: both hear; a plan that forgets one is caught."""
    asked = topic(3, proposers=("教育委员会",), proposer="委员2")
    problem = county(topics=(asked,))
    done = made(session(3, DAY), problem=problem)
    assert done.sessions[0].milestone("feedback").with_ == ("教育委员会", "委员2")
    assert RULE.check(done, problem).holds
    # read back from a workbook, a member's name has become the member's id
    read_back = changed(done.sessions[0], "feedback", with_=("教育委员会", "M002"))
    assert RULE.check(done.update(read_back), problem).holds
    forgotten = changed(done.sessions[0], "feedback", with_=("教育委员会",))
    assert "没有写明告知提出议题的委员2" in said(RULE.check(done.update(forgotten), problem))


def test_a_made_plan_holds_and_is_not_made_twice():
    """The merged session has its report too; a second run changes nothing."""
    merged = session(1, date(2027, 1, 12), merged_with_plenary=True)
    done = made(merged, session(2, date(2027, 3, 18)), session(3, DAY))
    assert RULE.check(done, county()).holds
    assert RULE.check(done, county()).checked == 3
    assert RULE.make(done, county()) == done


@pytest.mark.parametrize(
    ("broken", "text"),
    [
        (without(prepared(), "report-back"), "没有“成果通报”"),
        (without(prepared(), "feedback"), "没有“反馈”"),
        (without(prepared(), "evaluation"), "没有“跟踪评估”"),
        (
            moved(prepared(), "report-back", date(2027, 7, 2)),
            "应在成果报送后的下一次会议（2027-07-01）",
        ),
        (moved(prepared(), "feedback", date(2027, 6, 21)), "应不迟于 2027-06-18"),
        (moved(prepared(), "feedback", date(2027, 6, 2)), "早于成果报送（2027-06-03）"),
        (moved(prepared(), "evaluation", date(2027, 9, 2)), "应不迟于 2027-09-01"),
        (changed(prepared(), "evaluation", owner="办公室"), "应由牵头单位 经济委员会"),
    ],
)
def test_a_broken_report_is_caught(broken, text):
    """Deleted, a day late, too early, or from the wrong hand."""
    assert verdict(RULE, county(), *with_next(prepared())).holds
    assert text in said(verdict(RULE, county(), *with_next(broken)))


def test_a_last_report_that_is_too_early_or_too_late_is_caught():
    """No session follows: between the delivery and 60 days after it."""
    early = moved(prepared(), "report-back", date(2027, 6, 2))
    late_one = moved(prepared(), "report-back", date(2027, 8, 3))
    assert verdict(RULE, county(), moved(prepared(), "report-back", date(2027, 8, 2))).holds
    assert "早于成果报送" in said(verdict(RULE, county(), early))
    assert "应在 2027-08-02 前报主席会议" in said(verdict(RULE, county(), late_one))


def test_two_who_proposed_together_are_two_who_are_told():
    """提出人 "委员2、委员4": the sheet 筹备节点 is read back as two people, and neither is missed."""
    problem = county(topics=(topic(3, proposer="委员2、委员4"),))
    done = made(session(3, DAY, topics=("T03",)), problem=problem)
    assert done.sessions[0].milestone("feedback").with_[-2:] == ("委员2", "委员4")
    read_back = changed(done.sessions[0], "feedback", with_=("M002", "M004"))
    assert "反馈没有写明" not in said(verdict(RULE, problem, read_back))
    forgotten = changed(done.sessions[0], "feedback", with_=("M002",))
    assert "告知提出议题的委员4" in said(verdict(RULE, problem, forgotten))


def test_a_pair_that_does_not_meet_again_is_not_told_that_nobody_meets():
    """Other forms go on meeting all year: only this pair has no further session."""
    problem = kailu_county()
    told = made(pair(topics=("T03",)), problem=problem).sessions[0].milestone("report-back")
    assert "本年度此后没有双方的会议" in told.title
