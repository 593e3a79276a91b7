"""The county's leaders are spoken to before research: else a topic meets them unprepared."""

from datetime import date

import pytest

from constraints import lead_time, research_first
from constraints.prior_contact import RULE
from planner.domain import Absence
from planner.variables import Time
from tests.builders import LEADERS, county, plan, session
from tests.constraints.preparations import (
    AM,
    DAY,
    LIMIT,
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

RULES = [lead_time.RULE, RULE, research_first.RULE]


def test_the_talk_is_before_research():
    """Research on 20–21 April: the talk on the 19th in the afternoon is just inside, the 20th not."""
    problem = county()
    research = ("bimonthly-3", "research", Time(date(2027, 4, 20), AM))

    def possible(day, half_day):
        talk = ("bimonthly-3", "prior-contact", Time(day, half_day))
        return times(problem, RULES, plan(session(3, DAY)), [research, talk]) is not None

    assert possible(date(2027, 4, 9), AM)
    assert possible(date(2027, 4, 19), PM)
    assert not possible(date(2027, 4, 20), AM)


def test_the_talk_is_after_the_mobilisation():
    """Mobilised on the morning of 19 March: that afternoon is just inside."""
    asked = can_be(county(), [lead_time.RULE, RULE], session(3, DAY))
    assert asked("prior-contact", LIMIT, PM)
    early = [
        ("bimonthly-3", "mobilisation", Time(LIMIT, AM)),
        ("bimonthly-3", "prior-contact", Time(LIMIT, AM)),
    ]
    assert times(county(), RULES, plan(session(3, DAY)), early) is None


def test_it_is_with_those_who_link_and_those_in_charge_of_the_departments():
    """副书记戊 links with the CPPCC, 副县长己 is in charge of 发改局; half a day ten days ahead.

    Research is meant for 20 April, so the talk for 10 April, a Saturday: Friday the 9th.
    """
    problem = county([RULE])
    starts, terms = times(problem, [RULE], plan(session(3, DAY)), (), "prior-contact.shift")
    assert starts["bimonthly-3", "prior-contact"] == Time(date(2027, 4, 9), AM)
    assert terms["prior-contact.shift"] == 0
    assert verdict(RULE, problem, prepared()).holds
    assert RULE.measure(plan(prepared()), problem) == terms


def test_it_is_on_a_day_on_which_all_of_them_are_there():
    """副县长己 is away from 5 to 9 April: the working day next to the 9th is Monday the 12th, 3 × 2."""
    away = Absence(subject="副县长己", start=date(2027, 4, 5), end=date(2027, 4, 9))
    problem = county([RULE], absences=(away,))
    starts, terms = times(problem, [RULE], plan(session(3, DAY)), (), "prior-contact.shift")
    assert starts["bimonthly-3", "prior-contact"] == Time(date(2027, 4, 12), AM)
    assert terms["prior-contact.shift"] == 6


def test_a_county_leader_who_is_never_there_does_not_end_the_year():
    """The talk is held with the others, and the office is told whom to reach in another way."""
    away = Absence(subject="副县长己", start=date(2026, 12, 1), end=date(2027, 12, 31))
    problem = county([RULE], absences=(away,))
    assert times(problem, [RULE], plan(session(3, DAY)))
    alone = changed(prepared(), "prior-contact", with_=("副书记戊",))
    check = verdict(RULE, problem, alone)
    assert check.holds
    assert "副县长己 不在，请另行沟通" in check.notes[0]


def test_the_merged_session_has_its_talk_between_topics_and_plenary():
    """Plenary on 11 January 2027, topics on 10 December: research 22 December, the talk on the 11th."""
    whole = session(1, date(2027, 1, 12), merged_with_plenary=True)
    problem = county([RULE])
    starts, terms = times(problem, [RULE], plan(whole), (), "prior-contact.shift")
    assert starts["bimonthly-1", "prior-contact"] == Time(date(2026, 12, 11), AM)
    held = whole.add(milestone("prior-contact", date(2026, 12, 11), half_day=AM))
    assert RULE.measure(plan(held), problem) == terms
    assert "没有与县委" in said(verdict(RULE, problem, whole))


def test_a_late_approval_leaves_a_talk():
    """Topics on 27 April for 30 April: after topics, not before."""
    fixed = date(2027, 4, 27)
    problem = county([RULE], settings={"chair_meetings": (), "approval_date": fixed})
    whole = session(2, date(2027, 4, 30))
    starts, terms = times(problem, [RULE], plan(whole), (), "prior-contact.shift")
    assert starts["bimonthly-2", "prior-contact"] == Time(fixed, AM)
    held = plan(whole.add(milestone("prior-contact", fixed, half_day=AM)))
    assert RULE.measure(held, problem) == terms


def test_a_workbook_without_county_leaders_is_told_so():
    """Nobody to talk with is no broken rule, but a note for the office."""
    problem = county([RULE], leaders=LEADERS[:4])
    check = verdict(RULE, problem, prepared())
    assert check.holds
    assert "未列出" in check.notes[0]


@pytest.mark.parametrize(
    ("broken", "text"),
    [
        (without(prepared(), "prior-contact"), "没有与县委、县政府有关领导的事先沟通"),
        (moved(prepared(), "prior-contact", date(2027, 4, 20)), "应在调研（2027-04-20）之前"),
        (moved(prepared(), "prior-contact", date(2026, 12, 9)), "早于议题确定日 2026-12-10"),
        (moved(prepared(), "prior-contact", date(2027, 4, 10)), "不是工作日"),
        (changed(prepared(), "prior-contact", owner="副主席丙"), "应由分管领导 副主席乙"),
        (changed(prepared(), "prior-contact", with_=("副书记戊",)), "缺 副县长己（副县长）"),
    ],
)
def test_a_broken_talk_is_caught(broken, text):
    """Deleted, too late, too early, by another, or without one of those concerned."""
    assert text in said(verdict(RULE, county(), broken))


def test_a_talk_while_the_leader_in_charge_is_away_is_caught():
    """副主席乙 cannot talk on a day off."""
    away = Absence(subject="副主席乙", start=date(2027, 4, 9), end=date(2027, 4, 9))
    assert "当天不在" in said(verdict(RULE, county(absences=(away,)), prepared()))
