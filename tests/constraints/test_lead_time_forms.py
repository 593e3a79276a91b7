"""The lead of kailu's forms: a scheme without a mobilisation; a pair's own topic asks for none."""

from datetime import date

import pytest

from constraints.lead_time import RULE
from planner.domain import Absence, ParameterValue
from planner.variables import OPEN
from tests.builders import kailu_county, plan, session, solve_with
from tests.constraints.kailu_sessions import PAIR, pair, proposal, special
from tests.constraints.preparations import (
    AM,
    DAY,
    LIMIT,
    changed,
    milestone,
    moved,
    said,
    times,
    verdict,
    without,
)

BOTH = ("anhua", "kailu")
MOBILISED = ParameterValue(rule=RULE.id, name="mobilise", form="special", value=1)


def late(fixed):
    """A county whose topics are fixed on the day."""
    return kailu_county([RULE], settings={"chair_meetings": (fixed,), "approval_date": fixed})


def made(*sessions, problem=None):
    problem = problem or kailu_county()
    return RULE.make(plan(*sessions), problem)


def test_the_scheme_is_in_two_months_before_and_nothing_is_mobilised():
    """20 May → 19 March; drafted from ten working days before, 18, 17, 16, 15, 12 … 5 March."""
    problem = kailu_county()
    starts, terms = times(kailu_county([RULE]), [RULE], plan(special()))
    assert set(starts) == {("special-1", "session")}
    assert terms == {"lead-time.shift": 0}
    done = made(special())
    scheme = done.sessions[0].milestone("scheme")
    assert (scheme.start, scheme.end) == (date(2027, 3, 5), LIMIT)
    assert (scheme.owner, scheme.with_) == ("经济委员会", ("副主席乙",))
    assert done.deviations == ()
    assert RULE.check(done, problem).holds
    assert RULE.make(done, problem) == done


def test_a_month_is_enough_for_a_pair_with_a_topic_or_a_proposal():
    """20 May → Tuesday 20 April."""
    done = made(pair(topics=("T01",)), proposal())
    for each in done.sessions:
        assert each.milestone("scheme").end == date(2027, 4, 20)
    assert RULE.check(done, kailu_county()).checked == 2


def test_a_pair_that_agrees_its_topic_itself_has_no_scheme():
    """It stands in the annex: the check looks for nothing."""
    done = made(pair())
    assert done.sessions[0].milestones == ()
    assert RULE.check(done, kailu_county()).checked == 0


def test_the_scheme_comes_before_what_is_done_by_it():
    """Research on 15 March: the scheme is in on Friday 12; where the leader is away, on Thursday."""
    whole = special().add(milestone("research", date(2027, 3, 15), date(2027, 3, 16)))
    assert made(whole).sessions[0].milestone("scheme").end == date(2027, 3, 12)
    away = Absence(subject="副主席乙", start=date(2027, 3, 12), end=date(2027, 3, 14))
    problem = kailu_county(absences=(away,))
    assert made(whole, problem=problem).sessions[0].milestone("scheme").end == date(2027, 3, 11)


def test_a_scheme_deleted_a_day_late_or_after_the_research_is_caught():
    """Monday 22 March is the first working day past 19 March: just inside is the 19th itself."""
    problem = kailu_county()
    good = made(special()).sessions[0]
    assert verdict(RULE, problem, good).holds
    assert "没有“实施方案”，应不迟于 2027-03-19" in said(
        verdict(RULE, problem, without(good, "scheme"))
    )
    assert "应不迟于 2027-03-19" in said(
        verdict(RULE, problem, moved(good, "scheme", date(2027, 3, 22)))
    )
    researched = good.add(milestone("research", LIMIT))
    assert verdict(RULE, problem, researched).holds
    assert "才报出，晚于调研（2027-03-18）" in said(
        verdict(RULE, problem, moved(researched, "research", date(2027, 3, 18)))
    )
    assert "应由牵头单位 经济委员会 拟定" in said(
        verdict(RULE, problem, changed(good, "scheme", owner="办公室"))
    )
    assert "没有报分管主席 副主席乙 审签" in said(
        verdict(RULE, problem, changed(good, "scheme", with_=()))
    )
    early = moved(good, "scheme", date(2026, 12, 9))
    assert "早于议题确定日 2026-12-10" in said(verdict(RULE, problem, early))


def test_a_late_approval_is_said_and_the_scheme_comes_at_once():
    """Topics on 29 March, limit 19 March: ten days missing, no mobilisation spoken of."""
    problem = late(date(2027, 3, 29))
    done = made(special(), problem=problem)
    scheme = done.sessions[0].milestone("scheme")
    assert (scheme.start, scheme.end) == (date(2027, 3, 29), date(2027, 3, 29))
    (deviation,) = done.deviations
    assert (deviation.days_missing, deviation.latest_approval) == (10, LIMIT)
    assert "动员" not in deviation.text
    assert RULE.check(done, problem).holds
    assert "应不迟于 2027-03-19" in said(RULE.check(done.replace(deviations=()), problem))
    wrong = deviation.replace(days_missing=9)
    assert "应为 10 天" in said(RULE.check(done.replace(deviations=(wrong,)), problem))


def test_the_office_may_ask_for_a_mobilisation_in_any_form():
    """With 部署动员 1 for 专题协商会 the meeting is placed, and the check misses it."""
    problem = kailu_county([RULE], overrides=[MOBILISED])
    starts, _ = times(problem, [RULE], plan(special()), (), "lead-time.shift")
    assert starts["special-1", "mobilisation"].day == LIMIT
    assert "没有“部署动员会”" in said(verdict(RULE, problem, made(special()).sessions[0]))
    called = (*(b.name for b in problem.bodies), "县委办", "县政府办", "发改局")
    held = special().add(
        milestone("mobilisation", LIMIT, half_day=AM, owner="副主席乙", with_=called)
    )
    done = made(held, problem=problem)
    assert done.sessions[0].milestone("scheme").end == date(2027, 3, 18)
    assert RULE.check(done, problem).holds


def test_with_both_profiles_each_form_keeps_its_own():
    """双月 has its mobilisation and leaves the scheme to the 主席会议; 专题 has a scheme alone."""
    problem = kailu_county(profiles=BOTH)
    two = plan(special(), session(3, DAY))
    starts, _ = times(problem, [RULE], two)
    assert ("bimonthly-3", "mobilisation") in starts
    assert ("special-1", "mobilisation") not in starts
    done = RULE.make(two, problem)
    assert done.session("bimonthly-3").milestone("scheme") is None
    assert done.session("special-1").milestone("scheme").end == LIMIT
    found = RULE.check(done, problem).findings
    assert {f.session for f in found} == {"bimonthly-3"}


@pytest.mark.parametrize(
    ("chosen", "day", "missing"),
    [
        # Topics on 29 March, a month's lead: 20 April lacks 20 March (Saturday → 19) to 29: ten.
        ("T01", date(2027, 4, 20), 10),
        # From 29 April on (limit 29 March) nothing is missing: just inside.
        ("T01", date(2027, 4, 29), 0),
        # Without a topic nothing is due, on whatever day.
        (OPEN, date(2027, 4, 20), 0),
        (OPEN, date(2027, 1, 5), 0),
    ],
)
def test_the_programme_counts_what_a_pair_with_a_topic_lacks(chosen, day, missing):
    """Term and measure agree, minimised or maximised: the count has no slack."""
    problem = late(date(2027, 3, 29))
    problem = problem.model_copy(update={"slots": tuple(s for s in problem.slots if s.id == PAIR)})

    def fix(model, variables):
        model.add(variables.on_day(PAIR, day) == 1)
        for topic in variables.takes(PAIR):
            model.add(variables.topic_in(PAIR, topic) == (topic == chosen))

    whole = plan(pair(date=day, topics=(chosen,) if chosen else ()))
    measured = RULE.measure(whole, problem)
    assert measured["lead-time.missing"] == missing
    for goal in ({"minimise": "lead-time.missing"}, {"maximise": "lead-time.missing"}):
        feasible, _, terms = solve_with(problem, [RULE], "programme", fix, **goal)
        assert feasible
        assert terms["lead-time.missing"] == missing
        assert terms["lead-time.shorter"] == measured["lead-time.shorter"] == 0
