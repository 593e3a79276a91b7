"""Briefing, outcome, its way and its report for kailu's forms: each as its own article has it."""

from datetime import date

import pytest

from constraints import assignment_sheet, outcome, outcome_route, prior_briefing, report_back
from planner.dates import HalfDay
from planner.plan import Milestone, Outcome, Session
from tests.builders import kailu_county, plan, session
from tests.constraints.kailu_sessions import (
    PAIR,
    pair,
    proposal,
    sector,
    special,
    standing,
    supervision,
)
from tests.constraints.preparations import DAY, changed, moved, said, verdict, without

BOTH = ("anhua", "kailu")
PLENARY = Session(id="plenary-1", form="plenary", date=date(2027, 1, 11), lead_body="办公室")


def made(rule, *sessions, problem=None):
    return rule.make(plan(*sessions), problem or kailu_county()).sessions


# -- prior-briefing -----------------------------------------------------------------------------
def test_the_departments_provide_what_is_consulted_on():
    """A week before 20 May; kailu 五18 has the departments give the papers, printed by the office."""
    (done,) = made(prior_briefing.RULE, special())
    briefing = done.milestone("briefing")
    assert (briefing.start, briefing.owner) == (date(2027, 5, 13), "经济委员会")
    assert briefing.with_ == ("办公室", "发改局")
    problem = kailu_county()
    assert verdict(prior_briefing.RULE, problem, done).holds
    late = moved(done, "briefing", date(2027, 5, 14))
    assert "应不迟于 2027-05-13（会前7天）" in said(verdict(prior_briefing.RULE, problem, late))
    silent = changed(done, "briefing", with_=("办公室",))
    assert "没有 发改局" in said(verdict(prior_briefing.RULE, problem, silent))
    gone = without(done, "briefing")
    assert "没有事先通报" in said(verdict(prior_briefing.RULE, problem, gone))


def test_items_and_topics_of_pairs_are_told_and_the_annex_is_not():
    """A proposal and a pair with a topic have papers to send; a pair without has none yet."""
    sessions = made(prior_briefing.RULE, proposal(), pair(topics=("T01",)), sector())
    told = [s.milestone("briefing") is not None for s in sessions]
    assert told == [True, True, False]
    assert verdict(prior_briefing.RULE, kailu_county(), *sessions).checked == 2


def test_with_both_profiles_anhuas_departments_write_their_papers_elsewhere():
    """双月: session-papers tells the department what to write; 专题: the briefing does."""
    problem = kailu_county(profiles=BOTH)
    first, second = made(prior_briefing.RULE, session(3, DAY), special(), problem=problem)
    assert first.milestone("briefing").with_ == ("办公室",)
    assert second.milestone("briefing").with_ == ("办公室", "发改局")


# -- outcome ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("whole", "due"),
    [
        # As for any session: ten working days after 20 May.
        (special(), date(2027, 6, 3)),
        # Morning and afternoon of 20 May: the same.
        (standing(), date(2027, 6, 3)),
        # Three half-days end on the morning of the 21st: a day later.
        (standing(half_days=3), date(2027, 6, 4)),
        # Four from the afternoon on: 20, 21, 21, Monday 24; 25 … 28 (4), 31, 1 … 4 June (9), 7.
        (supervision(half_days=4, half_day=HalfDay.PM), date(2027, 6, 7)),
        # The plenary ends on 13 January: 14, 15 (2), 18–22 (7), 25, 26, 27 (10).
        (PLENARY, date(2027, 1, 27)),
    ],
)
def test_the_result_is_due_ten_working_days_after_the_last_half_day(whole, due):
    """Just inside is the day itself; the next working day is one too many."""
    problem = kailu_county()
    (done,) = made(outcome.RULE, whole)
    assert done.milestone("outcome").end == due
    assert verdict(outcome.RULE, problem, done).holds
    late = moved(done, "outcome", problem.calendar.on_or_after(due.replace(day=due.day + 1)))
    assert f"应不迟于 {due}" in said(verdict(outcome.RULE, problem, late))
    assert "没有成果报送" in said(verdict(outcome.RULE, problem, without(done, "outcome")))


def test_anhuas_plenary_has_no_result_of_its_own():
    """Nothing is made for it, or missed; kailu's has one (四10)."""
    alone = kailu_county(profiles=("anhua",))
    for rule in (outcome.RULE, outcome_route.RULE):
        assert made(rule, PLENARY, problem=alone) == (PLENARY,)
        assert verdict(rule, alone, PLENARY).checked == 0
        assert verdict(rule, kailu_county(profiles=BOTH), PLENARY).checked == 1


# -- outcome-route ------------------------------------------------------------------------------
COUNTY = ("县委", "县政府")
ROUTES = [
    (PLENARY, "政协党组报告", COUNTY),
    (standing(), "政协党组报告", COUNTY),
    (special(), "政协党组报告", (*COUNTY, "发改局")),
    (special(id="quarterly-1", form="quarterly"), "专题报告", (*COUNTY, "发改局")),
    (pair(), "对口协商意见", ("发改局",)),
    (sector(), "意见和建议", COUNTY),
    (proposal(), "提案办理结果", ("教育局", "委员4", "社会公开")),
    (supervision(), "民主评议报告", COUNTY),
]


@pytest.mark.parametrize(("whole", "paper", "to"), ROUTES)
def test_each_form_has_its_paper_and_its_addressees(whole, paper, to):
    """四10–16, 六21, 五19: by the office; one addressee left out is caught, and a strange paper."""
    problem, rule = kailu_county(), outcome_route.RULE
    (done,) = made(rule, whole)
    assert done.outcome == Outcome(paper=paper, to=to, owner="办公室")
    assert verdict(rule, problem, done).holds
    for left in to:
        fewer = done.outcome.replace(to=tuple(t for t in to if t != left))
        assert left in said(verdict(rule, problem, done.replace(outcome=fewer)))
    other = done.outcome.replace(paper="政协参阅件")
    assert "不在规定之列" in said(verdict(rule, problem, done.replace(outcome=other)))


def test_a_supervision_report_is_named_after_what_it_was():
    """监督性调研视察 → 监督性调研视察报告 (六21), not the 民主评议's."""
    activity = kailu_county().supervisions[0].model_copy(update={"kind": "监督性调研视察"})
    problem = kailu_county(supervisions=(activity,))
    (done,) = made(outcome_route.RULE, supervision(), problem=problem)
    assert done.outcome.paper == "监督性调研视察报告"


def test_a_secret_result_is_not_made_public():
    """公开 of a proposal's handling stops where the matter is secret."""
    known = kailu_county().topics
    secret = tuple(t.model_copy(update={"secret": t.id == "P01"}) for t in known)
    problem = kailu_county(topics=secret)
    (done,) = made(outcome_route.RULE, proposal(), problem=problem)
    assert done.outcome.to == ("教育局", "委员4")
    assert verdict(outcome_route.RULE, problem, done).holds
    (public,) = made(outcome_route.RULE, proposal())
    assert "涉密" in said(verdict(outcome_route.RULE, problem, public))


def test_with_both_profiles_each_form_keeps_its_papers():
    """双月 goes by anhua's 参阅件, 季 by kailu's 专题报告."""
    problem = kailu_county(profiles=BOTH)
    quarterly = special(id="quarterly-1", form="quarterly")
    first, second = made(outcome_route.RULE, session(3, DAY), quarterly, problem=problem)
    assert (first.outcome.paper, second.outcome.paper) == ("政协参阅件", "专题报告")
    assert first.outcome.to == ("县委领导", "县政府领导", "发改局")
    assert verdict(outcome_route.RULE, problem, first, second).holds


# -- report-back --------------------------------------------------------------------------------
def reported(*sessions, problem=None):
    problem = problem or kailu_county()
    return report_back.RULE.make(outcome.RULE.make(plan(*sessions), problem), problem)


def test_the_next_of_the_form_hears_it_and_the_office_tells_who_took_part():
    """专题二 on 16 September hears 专题一; ten working days after 3 June: 18 June, by the office."""
    then = special(id="special-2", date=date(2027, 9, 16))
    quarterly = special(id="quarterly-3", form="quarterly", date=date(2027, 7, 15))
    done = reported(special(), quarterly, then)
    told = done.session("special-1").milestone("report-back")
    assert (told.start, told.owner) == (then.date, "经济委员会")
    feedback = done.session("special-1").milestone("feedback")
    assert (feedback.start, feedback.owner) == (date(2027, 6, 18), "办公室")
    assert feedback.with_ == ("经济委员会",)
    rule, problem = report_back.RULE, kailu_county()
    assert rule.check(done, problem).holds
    first, rest = done.sessions[0], done.sessions[1:]
    for broken, text in (
        (changed(first, "feedback", owner="经济委员会"), "应由办公室负责"),
        (moved(first, "feedback", date(2027, 6, 21)), "应不迟于 2027-06-18"),
        (moved(first, "report-back", date(2027, 7, 15)), "下一次会议（2027-09-16）"),
        (changed(first, "evaluation", owner="办公室"), "应由牵头单位 经济委员会"),
        (without(first, "evaluation"), "没有“跟踪评估”"),
    ):
        assert text in said(verdict(rule, problem, broken, *rest))


def test_another_pair_does_not_hear_what_is_none_of_its_business():
    """经济委员会 with 工信局 in July is another pair: the result goes to a 主席会议.

    Delivered on 4 June, within 30 days: by 4 July, a Sunday, so on Friday the 2nd.
    """
    own, other = pair(topics=("T01",)), "counterpart-经济委员会-工信局"
    done = reported(own, pair(id=other, date=date(2027, 7, 1), departments=("工信局",)))
    told = done.session(PAIR).milestone("report-back")
    assert (told.start, "主席会议" in told.title) == (date(2027, 7, 2), True)
    assert report_back.RULE.check(done, kailu_county()).holds


def test_the_annex_owes_feedback_alone():
    """A pair that agreed its own topic tells those who spoke; no report, no evaluation."""
    (done,) = reported(pair()).sessions
    assert [m.kind for m in done.milestones] == ["outcome", "feedback"]
    assert verdict(report_back.RULE, kailu_county(), done).holds
    assert "没有“反馈”" in said(
        verdict(report_back.RULE, kailu_county(), without(done, "feedback"))
    )


def test_with_both_profiles_each_form_tells_by_its_own_hand():
    """双月: the lead body (三(五)2); 专题: the office (五19)."""
    done = reported(session(3, DAY), special(), problem=kailu_county(profiles=BOTH))
    owners = [s.milestone("feedback").owner for s in done.sessions]
    assert owners == ["经济委员会", "办公室"]


def test_a_task_may_be_a_heads_or_a_convenors():
    """The sheet of tasks knows the head of a committee by name, and the standing committee."""
    for owner in ("经济主任", "县委常委会"):
        task = Milestone(kind="feedback", start=DAY, end=DAY, owner=owner)
        assert verdict(assignment_sheet.RULE, kailu_county(), pair().add(task)).holds
