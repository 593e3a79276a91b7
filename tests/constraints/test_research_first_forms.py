"""Research by form: kailu's big sessions always, the others where the topic asks for it."""

from datetime import date

import pytest

from constraints import coordination_meeting, lead_time
from constraints.research_first import RULE
from planner.domain import Absence
from planner.variables import Time
from tests.builders import kailu_county, plan, session, solve_with, topic
from tests.constraints.kailu_sessions import PAIR, pair, proposal, special
from tests.constraints.preparations import (
    AM,
    DAY,
    can_be,
    milestone,
    moved,
    said,
    times,
    verdict,
    without,
)

RULES = [lead_time.RULE, RULE]
APRIL_20, APRIL_21 = date(2027, 4, 20), date(2027, 4, 21)


def researched(whole, start=APRIL_20, end=APRIL_21):
    team = (whole.lead_leader, "M006", "M012", "M018")  # of 经济委员会
    return whole.add(
        milestone("scheme", date(2027, 3, 5), date(2027, 3, 19), owner=whole.lead_body),
        milestone("research", start, end, owner=whole.lead_body, team=team),
    )


def asking(days, **changes):
    """A county whose T01 asks for days of research."""
    first = topic(1, research_days=days)
    rest = kailu_county().topics[1:]
    return kailu_county([RULE], topics=(first, *rest), **changes)


def test_a_special_session_is_researched_a_week_before_it_at_the_latest():
    """A week before 20 May is the 13th: 11–12 May is just inside, 12–13 is not."""
    asked = can_be(kailu_county(RULES), RULES, special())
    assert asked("research", APRIL_20)
    assert asked("research", date(2027, 5, 11))
    assert not asked("research", date(2027, 5, 12))
    problem = kailu_county()
    assert verdict(RULE, problem, researched(special())).holds
    just = moved(researched(special()), "research", date(2027, 5, 11), date(2027, 5, 12))
    assert verdict(RULE, problem, just).holds
    over = moved(researched(special()), "research", date(2027, 5, 12), date(2027, 5, 13))
    assert "应在 2027-05-13（会前7天）之前结束" in said(verdict(RULE, problem, over))
    assert "没有调研，应有 2 天" in said(
        verdict(RULE, problem, without(researched(special()), "research"))
    )


def test_research_starts_once_the_scheme_is_in():
    """A scheme of 19 March: research from that day on, not on the 18th."""
    problem = kailu_county()
    same = researched(special(), date(2027, 3, 19), date(2027, 3, 22))
    assert verdict(RULE, problem, same).holds
    before = researched(special(), date(2027, 3, 18), date(2027, 3, 19))
    assert "应在实施方案报出（2027-03-19）之后" in said(verdict(RULE, problem, before))


@pytest.mark.parametrize("whole", [pair(), proposal()])
def test_a_pair_or_a_proposal_is_not_researched_by_itself(whole):
    """No meeting is placed, and the check neither misses it nor speaks of it."""
    starts, _ = times(kailu_county(RULES), RULES, plan(whole))
    assert (whole.id, "research") not in starts
    check = verdict(RULE, kailu_county(), whole)
    assert (check.holds, check.checked, check.notes) == (True, 0, ())


def test_a_pair_is_researched_where_its_topic_asks():
    """Three days, 20 days before 20 May: Friday 30 April, with May's holiday after it.

    28 to 30 April in one piece costs 2 × 2; from the 30th, the holiday in between, much more.
    """
    problem = asking(3)
    whole = pair(topics=("T01",))
    starts, terms = times(problem, RULES, plan(whole), (), "research-first.shift")
    assert starts[PAIR, "research"] == Time(date(2027, 4, 28), AM)
    held = researched(whole, date(2027, 4, 28), date(2027, 4, 30))
    assert RULE.measure(plan(held), problem)["research-first.shift"] == 4
    assert terms["research-first.shift"] == 4
    assert verdict(RULE, problem, held).holds
    assert "没有调研，应有 3 天" in said(verdict(RULE, problem, without(held, "research")))
    assert verdict(RULE, problem, pair()).checked == 0  # its own topic asks for nothing


def test_with_both_profiles_each_form_ends_its_research_by_its_own():
    """双月 by its coordination meeting, moved to the 10th; 专题 still a week before."""
    problem = kailu_county([*RULES, coordination_meeting.RULE], profiles=("anhua", "kailu"))
    rules = [*RULES, coordination_meeting.RULE]
    scoped = [lead_time.RULE, RULE]
    two = plan(special(), session(3, DAY))
    assert (
        times(problem, scoped, two, [("special-1", "research", Time(date(2027, 5, 11), AM))])
        is not None
    )
    fixed = [("bimonthly-3", "coordination", Time(date(2027, 5, 10), AM))]
    late = ("bimonthly-3", "research", Time(date(2027, 5, 11), AM))
    one = plan(session(3, DAY))
    assert times(problem, rules, one, fixed) is not None
    assert times(problem, rules, one, [*fixed, late]) is None


@pytest.mark.parametrize(("chosen", "feasible"), [("T01", False), ("T02", True), ("", True)])
def test_no_programme_leaves_a_topic_without_its_research_days(chosen, feasible):
    """副主席乙 away from December to the end of May: the pair's T01 of three days cannot be on 20 May."""
    away = Absence(subject="副主席乙", start=date(2026, 12, 1), end=date(2027, 5, 31))
    problem = asking(3, absences=(away,))

    def fix(model, variables):
        model.add(variables.on_day(PAIR, DAY) == 1)
        model.add(variables.in_charge(PAIR, "副主席乙") == 1)
        for one in variables.takes(PAIR):
            model.add(variables.topic_in(PAIR, one) == (one == chosen))

    assert solve_with(problem, [RULE], "programme", fix)[0] == feasible


@pytest.mark.parametrize(
    ("back", "feasible"),
    [
        (date(2027, 5, 10), True),  # 11 and 12 May are left, just inside
        (date(2027, 5, 11), False),  # the 12th alone
    ],
)
def test_no_programme_leaves_a_big_session_without_research_days(back, feasible):
    """专题 takes two days whatever its topic: its leader must be there on two in a row."""
    away = Absence(subject="副主席乙", start=date(2026, 12, 1), end=back)
    problem = kailu_county([RULE], absences=(away,))

    def fix(model, variables):
        model.add(variables.on_day("special-1", DAY) == 1)
        model.add(variables.in_charge("special-1", "副主席乙") == 1)

    assert solve_with(problem, [RULE], "programme", fix)[0] == feasible
