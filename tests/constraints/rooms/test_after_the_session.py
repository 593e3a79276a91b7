"""What becomes of a room's result: unheard, unanswered and unreported, people stop coming."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from constraints.rooms import outcome_route, report_back
from planner.domain import ParameterValue, Problem
from planner.plan import Outcome, Plan, Session
from tests.constraints.rooms.councils import room, session, texts, topic, value, year

MAY, JULY, SEPTEMBER = date(2027, 5, 20), date(2027, 7, 20), date(2027, 9, 16)
RULES = [outcome_route.RULE, report_back.RULE]


def made(problem: Problem, *sessions: Session) -> Plan:
    plan = outcome_route.make(year(*sessions), problem)
    return report_back.make(plan, problem)


def ended(problem: Problem, **changes: Any) -> Plan:
    return made(problem, session(3, MAY, **changes), session(4, JULY))


# -- what a session hears ----------------------------------------------------------------------
def test_each_session_hears_the_last_ones_result() -> None:
    """The year's first hears nothing where no last session of the year before is known."""
    problem = room(rules=RULES)
    plan = ended(problem)
    assert [s.hears for s in plan.sessions] == [(), ("report-back",)]
    assert report_back.RULE.check(plan, problem).holds
    deaf = plan.update(plan.sessions[1].replace(hears=()))
    assert "village-甲村-4 没有听取上次协商（village-甲村-3）结果的通报" in texts(
        report_back.RULE, deaf, problem
    )
    before = room(rules=RULES, last_before=date(2026, 12, 10))
    assert ended(before).sessions[0].hears == ("report-back",)


def test_a_session_without_a_topic_says_what_it_is_held_for() -> None:
    problem = room(rules=RULES)
    plan = made(problem, session(3, MAY), session(4, JULY, topics=()), session(5, SEPTEMBER))
    pending = plan.sessions[1]
    assert pending.hears == ("report-back", "evaluation")
    assert pending.outcome.paper == "成效评议结果"
    assert pending.milestone("feedback") is None
    verdict = report_back.RULE.check(plan, problem)
    assert verdict.holds
    assert verdict.notes == ("village-甲村-4 议题待定，听取上次协商结果的通报，开展成效评议。",)


def test_the_result_is_reported_at_the_next_session() -> None:
    problem = room(rules=RULES)
    plan = ended(problem)
    first, last = plan.sessions
    reported = first.milestone("report-back")
    assert reported is not None
    assert reported.start == JULY
    late = plan.update(first.put(reported.replace(start=SEPTEMBER, end=SEPTEMBER)))
    assert "应在下一次会议（2027-07-20）上通报" in texts(report_back.RULE, late, problem)
    written = last.milestone("report-back")
    assert written is not None
    assert "书面通报" in written.title


def test_who_proposed_is_told_in_time() -> None:
    """Delivered on 3 June (ten working days after 20 May); told ten working days later, 18 June.

    21–31 May are seven working days, 1–3 June three. 9 June is the Dragon Boat Festival: 4, 7, 8,
    10, 11 and 14–18 June are ten. Evaluated 90 days after 3 June: 1 September.
    """
    proposed = topic(3, proposer="张三", proposers=("甲村", "第一小组"))
    problem = room(rules=RULES, topics=(proposed, topic(4)))
    plan = ended(problem)
    told, evaluated = (plan.sessions[0].milestone(k) for k in ("feedback", "evaluation"))
    assert told is not None
    assert evaluated is not None
    assert told.start <= date(2027, 6, 18)
    assert told.with_ == ("第一小组", "张三")
    assert evaluated.start == date(2027, 9, 1)
    late = plan.update(
        plan.sessions[0].put(told.replace(start=date(2027, 6, 21), end=date(2027, 6, 21)))
    )
    assert "反馈在 2027-06-21，应不迟于 2027-06-18" in texts(report_back.RULE, late, problem)
    silent = plan.update(plan.sessions[0].put(told.replace(with_=())))
    assert "没有写明告知提出议题的第一小组" in texts(report_back.RULE, silent, problem)


@pytest.mark.parametrize("kind", ["report-back", "feedback", "evaluation"])
def test_what_is_missing_is_named(kind: str) -> None:
    problem = room(rules=RULES)
    plan = ended(problem)
    first = plan.sessions[0]
    kept = tuple(m for m in first.milestones if m.kind != kind)
    broken = plan.update(first.replace(milestones=kept))
    word = {"report-back": "成果通报", "feedback": "反馈", "evaluation": "成效评议"}[kind]
    assert f"village-甲村-3 没有“{word}”" in texts(report_back.RULE, broken, problem)


# -- where the result goes ---------------------------------------------------------------------
@pytest.mark.parametrize(
    ("changes", "to"),
    [({}, ("甲村党组织",)), ({"level": "界别"}, ("政协相关专门委员会",))],
)
def test_the_result_goes_to_the_party_organisation(
    changes: dict[str, str], to: tuple[str, ...]
) -> None:
    problem = room(rules=[outcome_route.RULE], **changes)
    plan = ended(problem)
    assert plan.sessions[0].outcome == Outcome(paper="协商纪要", to=to, owner="甲村")
    assert outcome_route.RULE.check(plan, problem).holds


def test_a_village_of_yangzhou_reports_to_its_town() -> None:
    above = [ParameterValue(rule="outcome-route", name="to", value=("{上级}党委",))]
    problem = room(rules=[outcome_route.RULE], overrides=above, parent="东镇")
    plan = ended(problem)
    assert plan.sessions[0].outcome.to == ("东镇党委",)
    assert outcome_route.RULE.check(plan, problem).holds
    astray = plan.update(
        plan.sessions[0].replace(outcome=Outcome(paper="协商纪要", to=("甲村委会",)))
    )
    assert "没有送党委" in texts(outcome_route.RULE, astray, problem)


def test_another_paper_than_the_forms_is_told() -> None:
    problem = room(rules=[outcome_route.RULE])
    plan = ended(problem)
    wrong = plan.update(plan.sessions[0].replace(outcome=Outcome(paper="便条", to=("甲村党组织",))))
    assert "成果形式“便条”不在规定之列，应为协商纪要之一" in texts(
        outcome_route.RULE, wrong, problem
    )


@pytest.mark.parametrize(
    ("day", "holds"),
    [(date(2027, 6, 3), True), (date(2027, 6, 4), False), (date(2027, 5, 19), False)],
)
def test_the_result_is_delivered_in_ten_working_days(day: date, holds: bool) -> None:
    """After Thursday 20 May: 21, 24–28, 31 May, 1–3 June."""
    problem = room(rules=[outcome_route.RULE])
    plan = ended(problem)
    delivered = plan.sessions[0].milestone("outcome")
    assert delivered is not None
    assert outcome_route.RULE.check(plan, problem).holds
    moved = plan.update(plan.sessions[0].put(delivered.replace(start=day, end=day)))
    assert outcome_route.RULE.check(moved, problem).holds == holds


def test_nothing_secret_is_made_public() -> None:
    public = [ParameterValue(rule="outcome-route", name="to", value=("{协商室}党组织", "群众公开"))]
    secret = room(
        rules=[outcome_route.RULE], overrides=public, topics=(topic(3, secret=True), topic(4))
    )
    plan = ended(secret)
    assert plan.sessions[0].outcome.to == ("甲村党组织",)
    assert plan.sessions[1].outcome.to == ("甲村党组织", "群众公开")
    assert outcome_route.RULE.check(plan, secret).holds
    leaked = plan.update(plan.sessions[0].replace(outcome=plan.sessions[1].outcome))
    assert "涉密，成果不得公开" in texts(outcome_route.RULE, leaked, secret)


def test_the_days_are_the_offices_own() -> None:
    """Three working days: Tuesday 25 May."""
    problem = room(rules=[outcome_route.RULE], overrides=[value("outcome-route", "days", 3)])
    delivered = ended(problem).sessions[0].milestone("outcome")
    assert delivered is not None
    assert delivered.start == date(2027, 5, 25)
