"""What a room does before a session: skipped, nobody knows what is discussed, or who let it in."""

from __future__ import annotations

from datetime import date

import pytest

from constraints.rooms import (
    approval_chain,
    convenor,
    council_pool,
    participant_approval,
    prior_briefing,
    publicity,
)
from constraints.rule import Rule
from planner.domain import ParameterValue, Problem, RoomHost
from planner.plan import Approval, Plan
from tests.builders import member
from tests.constraints.rooms.councils import room, session, texts, topic, value, year

DAY = date(2027, 5, 20)
"""A Thursday. A week before is Thursday the 13th, ten days before Monday the 10th, 14 the 6th."""
ID = "village-甲村-3"


def made(rule: Rule, problem: Problem, plan: Plan | None = None) -> Plan:
    assert rule.make is not None
    return rule.make(plan or year(session(3, DAY)), problem)


def moved(plan: Plan, kind: str, day: date) -> Plan:
    """Return the plan with the milestone of a kind on another day."""
    (held,) = plan.sessions
    found = held.milestone(kind)
    assert found is not None
    return plan.update(held.put(found.replace(start=day, end=day)))


# -- dates before the session ------------------------------------------------------------------
@pytest.mark.parametrize(
    ("rule", "kind", "due", "word"),
    [
        (publicity.RULE, "publicity", date(2027, 5, 13), "议题公示"),
        (prior_briefing.RULE, "briefing", date(2027, 5, 13), "事先通报"),
        (participant_approval.RULE, "list-approval", date(2027, 5, 10), "名单审定"),
    ],
)
def test_each_is_made_in_time_and_a_day_late_is_told(
    rule: Rule, kind: str, due: date, word: str
) -> None:
    """Publicity and briefing 7 days before 20 May: the 13th; the list 10 days before: the 10th."""
    problem = room(rules=[rule])
    plan = made(rule, problem)
    found = plan.sessions[0].milestone(kind)
    assert found is not None
    assert found.start == found.end == due
    assert found.owner == "甲村"
    assert rule.check(plan, problem).holds
    late = moved(plan, kind, due.replace(day=due.day + 1))
    assert f"{ID} 的{word}在 {due.replace(day=due.day + 1)}，应不迟于 {due}" in texts(
        rule, late, problem
    )
    assert f"{ID} 没有{word}" in texts(rule, year(session(3, DAY)), problem)


def test_a_date_on_a_holiday_moves_before_it() -> None:
    """Seven days before Friday 8 October 2027 is 1 October, the National Day: 30 September or before."""
    problem = room(rules=[publicity.RULE])
    plan = made(publicity.RULE, problem, year(session(5, date(2027, 10, 8))))
    found = plan.sessions[0].milestone("publicity")
    assert found is not None
    assert found.start == problem.calendar.on_or_before(date(2027, 9, 30))
    assert publicity.RULE.check(plan, problem).holds


def test_the_scope_of_the_publication_is_said_and_nothing_secret_is_published() -> None:
    problem = room(rules=[publicity.RULE])
    plan = made(publicity.RULE, problem)
    posted = plan.sessions[0].milestone("publicity")
    assert posted is not None
    assert posted.place == "村（社区）公开栏"
    nowhere = plan.update(plan.sessions[0].put(posted.replace(place="")))
    assert "没有写明范围" in texts(publicity.RULE, nowhere, problem)
    secret = room(rules=[publicity.RULE], topics=(topic(3, secret=True),))
    assert made(publicity.RULE, secret).sessions[0].milestone("publicity") is None
    assert publicity.RULE.check(made(publicity.RULE, secret), secret).checked == 0


def test_a_session_without_a_topic_publishes_none_but_tells_what_it_hears() -> None:
    problem = room(rules=[publicity.RULE, prior_briefing.RULE])
    plan = year(session(3, DAY, topics=()))
    assert made(publicity.RULE, problem, plan).sessions[0].milestones == ()
    told = made(prior_briefing.RULE, problem, plan).sessions[0].milestone("briefing")
    assert told is not None
    assert "上次协商成果的办理情况" in told.title


# -- who approves ------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("changes", "by", "filed"),
    [
        ({}, "甲村党组织", "上级"),
        ({"parent": "某农场"}, "甲村党组织", "某农场"),
        ({"approver": "甲村支部", "filing": "农场办"}, "甲村支部", "农场办"),
        ({"level": "界别"}, "政协专门委员会", "政协党组"),
    ],
)
def test_who_approves_a_topic_and_where_it_is_filed(
    changes: dict[str, str], by: str, filed: str
) -> None:
    """By the sheet 协商室, else by the level (farm 9; yangzhou (六))."""
    problem = room(rules=[approval_chain.RULE], **changes)
    plan = made(approval_chain.RULE, problem)
    assert plan.sessions[0].approval == Approval(by=by, filed_at=filed)
    found = plan.sessions[0].milestone("topic-approval")
    assert found is not None
    assert found.start == date(2027, 5, 6)
    assert approval_chain.RULE.check(plan, problem).holds


def test_a_profile_names_who_approves() -> None:
    words = [ParameterValue(rule="approval-chain", name="filed_at", value="{上级}委员履职小组")]
    problem = room(rules=[approval_chain.RULE], overrides=words, parent="东镇协商议事室")
    assert made(approval_chain.RULE, problem).sessions[0].approval.filed_at == "东镇委员履职小组"


def test_approval_comes_before_the_publication() -> None:
    """Published 20 days before: approved by then too, not 14 days before."""
    rules = [publicity.RULE, approval_chain.RULE]
    problem = room(rules=rules, overrides=[value("publicity", "days", 20)])
    plan = made(approval_chain.RULE, problem, made(publicity.RULE, problem))
    assert approval_chain.RULE.check(plan, problem).holds
    late = moved(plan, "topic-approval", date(2027, 5, 10))
    assert "议题审定在 2027-05-10，应在公示" in texts(approval_chain.RULE, late, problem)


def test_an_approval_elsewhere_than_the_workbook_says_is_told() -> None:
    problem = room(rules=[approval_chain.RULE], approver="甲村支部", filing="农场办")
    plan = made(approval_chain.RULE, problem)
    wrong = plan.update(plan.sessions[0].replace(approval=Approval(by="乙村支部")))
    said = texts(approval_chain.RULE, wrong, problem)
    assert "报“乙村支部”审定，“协商室”表中是甲村支部" in said
    assert "报“空”备案，“协商室”表中是农场办" in said


def test_the_list_goes_to_the_council_and_is_filed() -> None:
    problem = room(rules=[participant_approval.RULE], filing="农场办")
    plan = made(participant_approval.RULE, problem)
    found = plan.sessions[0].milestone("list-approval")
    assert found is not None
    assert found.with_ == ("甲村协商议事会", "农场办")
    nobody = plan.update(plan.sessions[0].put(found.replace(with_=())))
    assert "没有写明由谁审定" in texts(participant_approval.RULE, nobody, problem)
    unfiled = plan.update(plan.sessions[0].put(found.replace(with_=("甲村协商议事会",))))
    assert "没有报农场办备案" in texts(participant_approval.RULE, unfiled, problem)


# -- facts of the workbook ---------------------------------------------------------------------
@pytest.mark.parametrize(("count", "holds"), [(1, False), (2, True)])
def test_two_may_host_so_that_one_can_stand_back(count: int, holds: bool) -> None:
    hosts = tuple(RoomHost(name=f"主持{n}", person=f"主持{n}") for n in range(count))
    problem = room(rules=[convenor.RULE], hosts=hosts)
    assert convenor.RULE.check(year(), problem).holds == holds
    assert holds or "至少要 2 名" in texts(convenor.RULE, year(), problem)


@pytest.mark.parametrize(("members", "said"), [(15, True), (16, False), (36, False), (37, True)])
def test_a_towns_council_of_forty_to_sixty(members: int, said: bool) -> None:
    """24 deliberators and so many members: 39, 40, 60, 61."""
    people = tuple(member(n) for n in range(1, members + 1))
    problem = room("town", rules=[council_pool.RULE], members=people)
    verdict = council_pool.RULE.check(year(), problem)
    assert verdict.holds
    assert bool(verdict.notes) == said
    village = room(rules=[council_pool.RULE])
    assert not council_pool.RULE.check(year(), village).notes
