"""Without this rule members would be asked about what has already been decided."""

from datetime import date

from constraints.before_decision import RULE
from planner.dates import WorkCalendar
from planner.domain import ParameterValue, Problem
from planner.plan import Milestone
from tests.builders import county, plan, session, topic
from tests.constraints.programmes import feasible, parameter, texts

HELD = date(2027, 5, 12)
# Wednesday 12 May; ten working days: 13 14 17 18 19 20 21 24 25 26 May.
WANTED = {"bimonthly-3": ("T01", HELD)}


def deciding(day: date, *overrides: ParameterValue) -> Problem:
    return county([RULE], overrides, topics=(topic(1, decision_date=day),))


def test_the_outcome_is_there_the_day_before_the_decision() -> None:
    assert feasible(deciding(date(2027, 6, 30)), RULE, WANTED)
    assert feasible(deciding(date(2027, 5, 27)), RULE, WANTED)  # just inside: 26 < 27 May
    assert not feasible(deciding(date(2027, 5, 26)), RULE, WANTED)  # not strictly before


def test_no_session_is_possible_before_a_decision_in_january() -> None:
    problem = deciding(date(2027, 1, 5))
    for number in range(1, 7):
        assert not feasible(problem, RULE, {f"bimonthly-{number}": "T01"})


def test_with_the_plenary_the_hearing_alone_comes_before() -> None:
    # plenary 11–13 January, decision on the 12th: the 11th will do, the 12th will not
    problem = deciding(date(2027, 1, 12))
    assert feasible(problem, RULE, {"bimonthly-1": ("T01", date(2027, 1, 11))})
    assert not feasible(problem, RULE, {"bimonthly-1": ("T01", date(2027, 1, 12))})
    merged = session(1, date(2027, 1, 11), merged_with_plenary=True)
    assert RULE.check(plan(merged), problem).holds
    late = merged.replace(date=date(2027, 1, 12))
    assert "会议在 2027-01-12" in texts(RULE.check, plan(late), problem)


def test_the_offices_own_number_of_days_counts() -> None:
    # eleven working days end on 27 May, which is not before 27 May
    problem = deciding(date(2027, 5, 27), parameter("outcome", "days", 11, "bimonthly"))
    assert not feasible(problem, RULE, WANTED)


def test_a_deadline_on_a_day_that_a_notice_may_take_is_met_the_day_after() -> None:
    # 26 May avoided: it still counts as the tenth day, but delivery is safe only on the 27th
    calendar = WorkCalendar(year=2027, avoided={date(2027, 5, 26): "待通知"})
    problem = deciding(date(2027, 5, 27)).model_copy(update={"calendar": calendar})
    assert not feasible(problem, RULE, WANTED)
    later = deciding(date(2027, 5, 28)).model_copy(update={"calendar": calendar})
    assert feasible(later, RULE, WANTED)


def test_the_check_gives_the_dates_and_the_last_day_that_would_do() -> None:
    held = session(3, HELD, topics=("T01",))
    assert RULE.check(plan(held), deciding(date(2027, 5, 27))).holds
    found = texts(RULE.check, plan(held), deciding(date(2027, 5, 26)))
    assert "bimonthly-3" in found
    assert "10 个工作日后成果报送为 2027-05-26" in found
    assert "提前到 2027-05-11" in found  # ten working days after the 11th is the 25th


def test_the_check_reads_the_planned_delivery_where_there_is_one() -> None:
    day = date(2027, 5, 25)
    early = session(3, HELD, topics=("T01",)).add(Milestone(kind="outcome", start=day, end=day))
    assert RULE.check(plan(early), deciding(date(2027, 5, 26))).holds
    assert "成果报送在 2027-05-25" in texts(RULE.check, plan(early), deciding(day))
