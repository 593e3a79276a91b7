"""Two months' lead: else a scheme comes too late to prepare by, or a late approval ends the year."""

from datetime import date

import pytest

from constraints.lead_time import RULE, limit
from planner.domain import Absence, Blackout
from planner.plan import Milestone
from planner.variables import Time
from tests.builders import county, plan, session, solve_with
from tests.constraints.preparations import (
    AM,
    DAY,
    LIMIT,
    MOBILISED,
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

APRIL_30 = date(2027, 4, 30)


def late(fixed, **changes):
    """A county whose topics are fixed on the day."""
    return county([RULE], settings={"chair_meetings": (fixed,), "approval_date": fixed}, **changes)


@pytest.mark.parametrize(
    ("year", "day", "last"),
    [
        # 30 April less two months is clipped to the month's end: 28 February, a Sunday → Friday.
        (2027, APRIL_30, date(2027, 2, 26)),
        # The same in a leap year: 29 February, a Tuesday.
        (2028, date(2028, 4, 30), date(2028, 2, 29)),
        # 1 March less two months is New Year's Day: 31 December of the year before.
        (2027, date(2027, 3, 1), date(2026, 12, 31)),
    ],
)
def test_two_months_are_calendar_months_moved_back_to_a_working_day(year, day, last):
    """The office reads the last day off the plan: it must be the one the article means."""
    start = date(year, 1, 11)
    problem = county(settings={"year": year, "plenary_start": start, "plenary_end": start})
    assert limit(problem, "bimonthly", day) == last


def test_mobilisation_is_held_by_its_limit():
    """20 May → 20 March, a Saturday → Friday 19 March: allowed; Monday 22: not; 19 pm: just inside."""
    asked = can_be(county([RULE]), [RULE], session(3, DAY))
    assert asked("mobilisation", date(2027, 3, 18))
    assert asked("mobilisation", LIMIT, PM)
    assert not asked("mobilisation", date(2027, 3, 22))


def test_mobilisation_is_at_its_limit_where_it_can_be():
    """Nothing is gained by gathering everybody months too early."""
    starts, terms = times(county([RULE]), [RULE], plan(session(3, DAY)), (), "lead-time.shift")
    assert starts["bimonthly-3", "mobilisation"] == Time(LIMIT, AM)
    assert terms["lead-time.shift"] == 0


def test_mobilisation_is_earlier_where_its_convenor_is_away():
    """副主席乙 is away from 15 to 19 March: the Friday before, 12 March, 7 days × 2 earlier."""
    away = Absence(subject="副主席乙", start=date(2027, 3, 15), end=date(2027, 3, 19))
    problem = county([RULE], absences=(away,))
    starts, terms = times(problem, [RULE], plan(session(3, DAY)), (), "lead-time.shift")
    assert starts["bimonthly-3", "mobilisation"] == Time(date(2027, 3, 12), AM)
    assert terms["lead-time.shift"] == 14
    held = session(3, DAY).add(
        milestone("scheme", date(2027, 3, 11), owner="经济委员会", with_=("副主席乙",)),
        milestone(
            "mobilisation", date(2027, 3, 12), half_day=AM, owner="副主席乙", with_=MOBILISED
        ),
    )
    assert RULE.measure(plan(held), problem)["lead-time.shift"] == 14
    assert verdict(RULE, problem, held).holds
    assert "当天不在" in said(verdict(RULE, problem, moved(held, "mobilisation", LIMIT)))


def test_a_convenor_away_for_months_moves_mobilisation_as_early_as_needed():
    """Away from 1 February to 30 April: the last day before, 29 January, is still after topics."""
    away = Absence(subject="副主席乙", start=date(2027, 2, 1), end=APRIL_30)
    problem = county([RULE], absences=(away,))
    starts, _ = times(problem, [RULE], plan(session(3, DAY)), (), "lead-time.shift")
    assert starts["bimonthly-3", "mobilisation"] == Time(date(2027, 1, 29), AM)


@pytest.mark.parametrize(
    ("fixed", "held"),
    [
        (date(2027, 3, 1), date(2027, 3, 1)),  # three days late: at once
        (date(2027, 4, 20), date(2027, 4, 20)),  # ten days before the session: at once
        (date(2027, 4, 29), date(2027, 4, 29)),  # the day before: at once
        (date(2027, 5, 15), date(2027, 2, 26)),  # after the session: as if in time
    ],
)
def test_a_late_approval_still_leaves_a_mobilisation(fixed, held):
    """A county that approves its plan late gets a plan and a deviation, not an error."""
    problem = late(fixed)
    whole = session(2, APRIL_30)
    starts, terms = times(problem, [RULE], plan(whole), (), "lead-time.shift")
    assert starts["bimonthly-2", "mobilisation"].day == held
    done = RULE.make(
        plan(
            whole.add(
                milestone("mobilisation", held, half_day=AM, owner="副主席乙", with_=MOBILISED)
            )
        ),
        problem,
    )
    assert RULE.check(done, problem).holds
    assert RULE.measure(done, problem)["lead-time.shift"] == terms["lead-time.shift"]


def test_the_deviation_says_how_many_days_are_missing_and_what_would_have_sufficed():
    """Topics on 20 April, limit 26 February: 53 days missing (2 of February, 31, 20)."""
    problem = late(date(2027, 4, 20))
    whole = session(2, APRIL_30).add(
        milestone("mobilisation", date(2027, 4, 20), half_day=PM, owner="副主席乙", with_=MOBILISED)
    )
    done = RULE.make(plan(whole), problem)
    (deviation,) = done.deviations
    assert (deviation.days_missing, deviation.latest_approval) == (53, date(2027, 2, 26))
    assert "会前 10 天），少 53 天" in deviation.text
    assert "2027-02-26" in deviation.text
    assert RULE.check(done, problem).notes == (deviation.text,)
    assert "偏离事项" in said(RULE.check(done.replace(deviations=()), problem))
    wrong = deviation.replace(latest_approval=date(2027, 3, 1), days_missing=50)
    text = said(RULE.check(done.replace(deviations=(wrong,)), problem))
    assert "应为 2027-02-26" in text
    assert "应为 53 天" in text


def test_days_that_are_all_barred_excuse_a_later_mobilisation():
    """Topics on 10 March, limit 19 March, and a 回避 over both: the first day after it, with a word."""
    barred = Blackout(start=date(2027, 3, 10), end=date(2027, 3, 19), note="党代会")
    problem = late(date(2027, 3, 10), blackouts=(barred,))
    whole = session(3, DAY)
    starts, terms = times(problem, [RULE], plan(whole), (), "lead-time.shift")
    held = starts["bimonthly-3", "mobilisation"].day
    assert held == date(2027, 3, 22)
    done = RULE.make(
        plan(
            whole.add(
                milestone("mobilisation", held, half_day=AM, owner="副主席乙", with_=MOBILISED)
            )
        ),
        problem,
    )
    assert done.deviations[0].days_missing == 3
    assert RULE.check(done, problem).holds
    assert RULE.measure(done, problem)["lead-time.shift"] == terms["lead-time.shift"]


def test_a_session_over_before_topics_are_fixed_says_so():
    """Topics on Saturday 15 May, so 17 May, limit 26 February: 2 + 31 + 30 + 17 = 80 days missing."""
    problem = late(date(2027, 5, 15))
    whole = session(2, APRIL_30).add(
        milestone("mobilisation", date(2027, 2, 26), half_day=AM, owner="副主席乙", with_=MOBILISED)
    )
    (deviation,) = RULE.make(plan(whole), problem).deviations
    assert deviation.days_missing == 80
    assert "须在议题确定（2027-05-15）之前先行筹备" in deviation.text


@pytest.mark.parametrize(
    ("day", "missing", "shorter"),
    [
        # Limit 18 January, topics 29 March: 13 + 28 + 29 days missing; 43 days to 30 April.
        (date(2027, 3, 18), 70, 43),
        # Limit 26 February: 2 + 29 days missing; the last day of its period.
        (APRIL_30, 31, 0),
    ],
)
def test_the_programme_counts_the_missing_days(day, missing, shorter):
    """A late year puts its first sessions where the lead is longest: the count must be right."""
    problem = late(date(2027, 3, 29))

    def fix(model, variables):
        model.add(variables.on_day("bimonthly-2", day) == 1)
        for slot in variables.sessions[2:]:
            model.add(variables.on_day(slot.id, variables.days(slot.id)[-1]) == 1)

    feasible, _, terms = solve_with(problem, [RULE], "programme", fix, minimise="lead-time.missing")
    assert feasible
    whole = plan(session(2, day), session(6, date(2027, 12, 31)))
    measured = RULE.measure(whole, problem)
    assert terms["lead-time.missing"] == measured["lead-time.missing"] == missing
    assert terms["lead-time.shorter"] == measured["lead-time.shorter"] == shorter


def test_an_early_approval_misses_nothing():
    """Topics fixed in December: no session of the year lacks a day."""
    problem = county([RULE])
    whole = plan(session(2, date(2027, 3, 18)), session(3, DAY))
    assert RULE.measure(whole, problem)["lead-time.missing"] == 0
    assert RULE.make(whole, problem).deviations == ()


def test_a_good_plan_holds_and_a_merged_session_is_exempt():
    """The merged Jan–Feb session has no mobilisation, and the check says nothing of it."""
    merged = session(1, date(2027, 1, 12), merged_with_plenary=True)
    problem = county()
    assert verdict(RULE, problem, prepared(), merged).holds
    assert verdict(RULE, problem, prepared(), merged).checked == 1


@pytest.mark.parametrize("kind", ["scheme", "mobilisation"])
def test_a_milestone_deleted_or_a_day_late_is_caught(kind):
    """Monday 22 March is the first working day past the limit of 19 March."""
    problem = county()
    assert "bimonthly-3 没有" in said(verdict(RULE, problem, without(prepared(), kind)))
    late_one = moved(prepared(), kind, date(2027, 3, 22))
    assert "应不迟于 2027-03-19" in said(verdict(RULE, problem, late_one))
    # A deviation excuses nothing where there was time.
    stated = RULE.make(plan(late_one), problem)
    assert not RULE.check(stated, problem).holds


def test_preparation_before_topics_are_fixed_is_caught():
    """Topics are fixed on 10 December: a scheme of the 9th was drafted for nothing."""
    early = moved(prepared(), "scheme", date(2026, 12, 9))
    assert "早于议题确定日 2026-12-10" in said(verdict(RULE, county(), early))


def test_who_calls_the_mobilisation():
    """The leader in charge calls it, nobody else."""
    other = changed(prepared(), "mobilisation", owner="副主席丙")
    assert "应由分管领导 副主席乙" in said(verdict(RULE, county(), other))


@pytest.mark.parametrize("left_out", ["教育委员会", "办公室", "县委办", "县政府办", "发改局"])
def test_whoever_the_article_calls_to_the_mobilisation_is_called(left_out):
    """anhua 三(二)1 names the two offices, all committees, the departments: none learns it by chance."""
    called = tuple(name for name in MOBILISED if name != left_out)
    fewer = changed(prepared(), "mobilisation", with_=called)
    assert f"缺 {left_out}；" in said(verdict(RULE, county(), fewer))


def test_the_mobilisation_that_is_made_calls_them_all():
    """Lead body first, the other committees and the office, the two offices, the departments."""
    seen = []
    solve_with(
        county([RULE]), [RULE], "meetings", lambda _, v: seen.append(v), plan(session(3, DAY))
    )
    assert seen[0].meeting("bimonthly-3", "mobilisation").with_ == MOBILISED


def test_a_hand_made_plan_with_empty_fields_is_judged():
    """A plan typed by hand may lack the leader; the check speaks of what it can."""
    bare = session(3, DAY, lead_leader="", lead_body="").add(
        Milestone(kind="mobilisation", start=LIMIT, end=LIMIT)
    )
    assert "没有“实施方案”" in said(verdict(RULE, county(), bare))
