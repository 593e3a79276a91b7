"""The scheme passes before anything else starts: else people prepare what the leaders then change."""

from datetime import date

import pytest

from constraints import lead_time
from constraints.scheme_approval import RULE
from planner.domain import Absence
from planner.plan import Approval
from planner.variables import Time
from tests.builders import county, plan, session, solve_with
from tests.constraints.preparations import (
    AM,
    DAY,
    LIMIT,
    PM,
    changed,
    milestone,
    moved,
    prepared,
    said,
    times,
    verdict,
    without,
)

RULES = [lead_time.RULE, RULE]


def placed(problem, whole=None, fixed=()):
    return times(problem, RULES, plan(whole or session(3, DAY)), fixed, "scheme-approval.shift")


def on(day, half_day=AM):
    return "bimonthly-3", "scheme-approval", Time(day, half_day)


def test_the_scheme_is_passed_before_the_mobilisation():
    """On the mobilisation's day: the same half-day is forbidden, the morning before just inside."""
    problem = county()
    mobilised = ("bimonthly-3", "mobilisation", Time(LIMIT, PM))
    assert placed(problem, fixed=[mobilised, on(date(2027, 3, 10))])
    assert placed(problem, fixed=[mobilised, on(LIMIT, AM)])
    assert placed(problem, fixed=[mobilised, on(LIMIT, PM)]) is None


def test_a_listed_meeting_of_the_chair_is_preferred():
    """10 March is listed: it serves, though 12 March, five working days before, was meant."""
    problem = county(settings={"chair_meetings": (date(2026, 12, 10), date(2027, 3, 10))})
    starts, terms = placed(problem)
    assert starts["bimonthly-3", "scheme-approval"] == Time(date(2027, 3, 10), AM)
    assert terms["scheme-approval.shift"] == 4  # two days off
    whole = prepared()
    assert RULE.measure(plan(moved(whole, "scheme-approval", date(2027, 3, 10))), problem) == {
        "scheme-approval.shift": 4
    }


def test_without_a_listed_meeting_one_is_called_and_said_so():
    """Only December's is listed, 99 days before: one is called for 12 March, and the plan says so."""
    problem = county()
    starts, terms = placed(problem)
    assert starts["bimonthly-3", "scheme-approval"] == Time(date(2027, 3, 12), AM)
    assert terms["scheme-approval.shift"] == 92
    assert RULE.measure(plan(prepared()), problem)["scheme-approval.shift"] == 92
    made = RULE.make(plan(prepared()), problem).sessions[0]
    assert "须召开主席会议" in made.milestone("scheme-approval").title
    assert "2027-03-12 须召开主席会议" in RULE.check(plan(made), problem).notes[0]


def test_a_chair_who_is_always_away_does_not_end_the_year():
    """Somebody else takes the chair of the 主席会议."""
    away = Absence(subject="主席甲", start=date(2026, 12, 1), end=date(2027, 12, 31))
    assert placed(county(absences=(away,)))


def test_late_approval_mobilisation_and_scheme_share_a_day():
    """Topics fixed on 20 April for 30 April: passed that morning, mobilised that afternoon."""
    fixed = date(2027, 4, 20)
    problem = county(settings={"chair_meetings": (), "approval_date": fixed})
    whole = session(2, date(2027, 4, 30))
    starts, terms = times(
        problem, RULES, plan(whole), [("bimonthly-2", "mobilisation", Time(fixed, PM))]
    )
    assert starts["bimonthly-2", "scheme-approval"] == Time(fixed, AM)
    whole = whole.add(
        milestone("scheme-approval", fixed, half_day=AM, owner="主席会议"),
        milestone("mobilisation", fixed, half_day=PM, owner="副主席乙"),
    )
    done = RULE.make(plan(whole), problem)
    scheme = done.sessions[0].milestone("scheme")
    assert (scheme.start, scheme.end) == (fixed, fixed)
    assert RULE.check(done, problem).holds
    assert RULE.measure(done, problem)["scheme-approval.shift"] == terms["scheme-approval.shift"]


def test_the_scheme_is_drafted_by_the_lead_body_and_signed_before_it_passes():
    """Ten working days before 12 March is 26 February; signed on Thursday 11 March."""
    problem = county()
    made = RULE.make(plan(without(prepared(), "scheme")), problem).sessions[0]
    scheme = made.milestone("scheme")
    assert (scheme.start, scheme.end) == (date(2027, 2, 26), date(2027, 3, 11))
    assert (scheme.owner, scheme.with_) == ("经济委员会", ("副主席乙",))
    assert made.approval.by == "主席会议"
    assert made.state == "tentative"
    assert RULE.check(plan(made), problem).holds


def test_the_scheme_is_signed_while_the_leader_is_there():
    """副主席乙 is away on 10 and 11 March: signed on the 9th."""
    away = Absence(subject="副主席乙", start=date(2027, 3, 10), end=date(2027, 3, 11))
    made = RULE.make(plan(prepared()), county(absences=(away,))).sessions[0]
    assert made.milestone("scheme").end == date(2027, 3, 9)


def test_a_good_plan_holds_and_a_merged_session_is_exempt():
    """The merged session has no scheme of its own."""
    merged = session(1, date(2027, 1, 12), merged_with_plenary=True)
    check = verdict(RULE, county(), prepared(), merged)
    assert (check.holds, check.checked) == (True, 1)


@pytest.mark.parametrize(
    ("broken", "text"),
    [
        (without(prepared(), "scheme"), "没有拟定实施方案"),
        (without(prepared(), "scheme-approval"), "没有主席会议审议"),
        (moved(prepared(), "scheme", date(2027, 3, 13)), "晚于主席会议审议（2027-03-12）"),
        (changed(prepared(), "scheme", owner="教育委员会"), "应由牵头单位 经济委员会"),
        (changed(prepared(), "scheme", with_=()), "没有报分管主席 副主席乙 审签"),
        (changed(prepared(), "scheme-approval", owner="办公室"), "应由主席会议审议通过"),
        (prepared().replace(approval=Approval()), "应由主席会议审议通过"),
        (
            moved(prepared(), "scheme-approval", LIMIT),
            "主席会议审议方案（2027-03-19）应在部署动员会",
        ),
        (moved(prepared(), "scheme-approval", date(2026, 12, 9)), "早于议题确定日 2026-12-10"),
        (moved(prepared(), "mobilisation", date(2027, 4, 20)), "部署动员会（2027-04-20）应在调研"),
        (moved(prepared(), "research", date(2027, 5, 13)), "应在工作协调会（2027-05-13）之前"),
        (moved(prepared(), "coordination", DAY), "工作协调会（2027-05-20）应在会议（2027-05-20）"),
        (moved(prepared(), "scheme-approval", date(2027, 3, 13)), "不是工作日"),
    ],
)
def test_a_broken_order_or_hand_is_caught(broken, text):
    """Each step has its hand and its place; the finding names both."""
    found = said(verdict(RULE, county(), broken))
    assert text in found
    assert "bimonthly-3" in found


def test_all_who_sit_in_the_chairs_meeting_are_bound_by_it():
    """Without it a vice-chair would be sent on research while the board decides."""
    seen = []
    solve_with(
        county([RULE]), [RULE], "meetings", lambda _, v: seen.append(v), plan(session(3, DAY))
    )
    bound = seen[0].meeting("bimonthly-3", "scheme-approval").attendees
    assert bound == {"主席甲", "副主席乙", "副主席丙", "秘书长丁"}
