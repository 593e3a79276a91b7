"""Sessions on days people work: else invitations go out for a holiday, or for the plenary."""

from datetime import date

import pytest

from constraints.working_days import RULE, check
from inputs.working_days import CalendarRow, statutory_calendar
from planner.dates import HalfDay
from planner.domain import Blackout, ParameterValue
from planner.plan import Milestone
from tests.builders import county, kailu_county, plan, session, solve_with
from tests.constraints.kailu_sessions import standing

MARCH_PLENARY = {
    "plenary_start": date(2027, 3, 8),
    "plenary_end": date(2027, 3, 10),
    "merge_choice": "单独召开",
}
DAY = date(2027, 5, 20)


def held(number, day):
    def fix(model, variables):
        model.add(variables.on_day(f"bimonthly-{number}", day) == 1)

    return fix


def both_agree(problem, number, day):
    """Whether the day is possible: the model and the check must say the same."""
    feasible = solve_with(problem, [RULE], "programme", held(number, day))[0]
    assert check(plan(session(number, day)), problem).holds == feasible
    return feasible


# Spring Festival 2027: statutory 5–8 February; without a notice 3–15 February is kept clear, so
# the two working days before are 1 and 2 February, the two after 16 and 17 February.
@pytest.mark.parametrize(
    ("day", "possible"),
    [
        (date(2027, 1, 29), True),
        (date(2027, 2, 1), False),
        (date(2027, 2, 2), False),
        (date(2027, 2, 4), False),
        (date(2027, 2, 10), False),
        (date(2027, 2, 16), False),
        (date(2027, 2, 17), False),
        (date(2027, 2, 18), True),
    ],
)
def test_two_working_days_around_spring_festival_are_kept_clear(day, possible):
    """Forbidden up to the second working day before and after, allowed from the third."""
    assert both_agree(county([RULE], settings=MARCH_PLENARY), 1, day) == possible


def test_the_margin_is_a_parameter():
    """With a margin of 0, 2 and 16 February are possible."""
    none = ParameterValue(rule="working-days", name="holiday_margin", value=0)
    problem = county([RULE], [none], settings=MARCH_PLENARY)
    assert both_agree(problem, 1, date(2027, 2, 2))
    assert both_agree(problem, 1, date(2027, 2, 16))


@pytest.mark.parametrize(
    ("day", "possible"),
    [(date(2027, 3, 5), True), (date(2027, 3, 9), False), (date(2027, 3, 11), True)],
)
def test_plenary_days_are_barred(day, possible):
    """Plenary 8–10 March: the Friday before and the Thursday after are free."""
    assert both_agree(county([RULE], settings=MARCH_PLENARY), 2, day) == possible


@pytest.mark.parametrize(
    ("scope", "possible"),
    [((), False), (("bimonthly",), False), (("standing",), True), (("副主席乙",), True)],
)
def test_a_blackout_for_all_or_for_the_form_is_kept(scope, possible):
    """回避 19–21 May: for everyone, for this form, for another form, for a person."""
    blackout = Blackout(start=date(2027, 5, 19), end=date(2027, 5, 21), scope=scope, note="高考")
    problem = county([RULE], blackouts=(blackout,))
    assert both_agree(problem, 3, DAY) == possible
    assert both_agree(problem, 3, date(2027, 5, 24))


@pytest.mark.parametrize(
    ("day", "word"),
    [
        (date(2027, 5, 22), "周六"),
        (date(2027, 6, 9), "端午"),
        (date(2027, 10, 6), "调休"),
    ],
)
def test_check_names_weekend_holiday_and_likely_holiday(day, word):
    """A hand-made plan on a Saturday, at Duanwu, and on a day that a notice will likely take."""
    number = (day.month + 1) // 2
    verdict = check(plan(session(number, day)), county([RULE]))
    assert [f.session for f in verdict.findings] == [f"bimonthly-{number}"]
    assert str(day) in verdict.findings[0].text
    assert word in verdict.findings[0].text


def test_an_adjusted_working_saturday_is_a_working_day():
    """调休上班 of the sheet 日历 makes Saturday 22 May possible."""
    rows = [CalendarRow(date(2027, 5, 22), date(2027, 5, 22), is_off=False)]
    problem = county([RULE], calendar=statutory_calendar(2027, rows))
    assert both_agree(problem, 3, date(2027, 5, 22))


def test_the_merged_session_may_be_on_a_plenary_weekend():
    """Plenary 8–10 January 2027 (Friday to Sunday): exempt by anhua 二3."""
    problem = county(
        [RULE], settings={"plenary_start": date(2027, 1, 8), "plenary_end": date(2027, 1, 10)}
    )
    sunday = date(2027, 1, 10)
    assert solve_with(problem, [RULE], "programme", held(1, sunday))[0]
    assert check(plan(session(1, sunday, merged_with_plenary=True)), problem).holds


def test_meetings_and_research_begin_and_end_on_working_days():
    """A coordination meeting on a Saturday and research that ends on a Sunday are caught."""
    saturday, sunday = date(2027, 5, 8), date(2027, 4, 18)
    meeting = Milestone(
        kind="coordination", start=saturday, end=saturday, half_day=HalfDay.AM, owner="秘书长丁"
    )
    research = Milestone(kind="research", start=date(2027, 4, 16), end=sunday, owner="经济委员会")
    problem = county([RULE])
    made = plan(session(3, DAY, milestones=(meeting, research)))
    texts = [f.text for f in check(made, problem).findings]
    assert len(texts) == 2
    assert "工作协调会" in texts[0]
    assert "2027-05-08" in texts[0]
    assert "2027-04-18" in texts[1]


def test_research_over_a_weekend_and_a_due_date_on_one_are_no_fault():
    """Friday to Monday is two days of research; papers due on a Saturday are no meeting."""
    research = Milestone(
        kind="research", start=date(2027, 4, 16), end=date(2027, 4, 19), owner="经济委员会"
    )
    due = Milestone(kind="papers", start=date(2027, 5, 8), end=date(2027, 5, 8), owner="办公室")
    assert check(plan(session(3, DAY, milestones=(research, due))), county([RULE])).holds


def test_a_listed_chairs_meeting_on_a_weekend_is_the_offices_own_choice():
    """主席会议日期 on Saturday 6 March: the scheme may be passed there."""
    saturday = date(2027, 3, 6)
    passed = Milestone(
        kind="scheme-approval", start=saturday, end=saturday, half_day=HalfDay.AM, owner="主席会议"
    )
    made = plan(session(3, DAY, milestones=(passed,)))
    assert not check(made, county([RULE])).holds
    listed = {"chair_meetings": (date(2026, 12, 10), saturday)}
    assert check(made, county([RULE], settings=listed)).holds


@pytest.mark.parametrize(("half_days", "right"), [(2, False), (3, True), (4, False)])
def test_a_session_is_as_long_as_the_office_sets_its_form(half_days, right):
    """A 常委会 of a day and a half is three half-days: one less, and people plan the wrong day."""
    longer = ParameterValue(rule="working-days", name="half_days", form="standing", value=3)
    problem = kailu_county([RULE], [longer])
    assert problem.slot("standing-1").half_days == 3
    assert check(plan(standing(half_days=half_days)), problem).holds is right
