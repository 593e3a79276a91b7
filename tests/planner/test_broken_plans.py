"""Plans broken on purpose, at least one for each rule: `check` must catch it and name the rule.

A rule whose check passes a broken plan would let the office issue a year that breaks it.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from constraints import RULES
from planner.check import judge
from planner.control import Control
from planner.dates import HalfDay
from planner.domain import Absence, Lock, ParameterValue, Problem, Venue
from planner.plan import Outcome, Plan, Session
from planner.solve import solve
from tests.builders import county, expert, member, topic
from tests.planner.breaking import Break, changed, dropped, of_topic, one_day_past, verdict
from tests.planner.test_broken_kailu_plans import BROKEN as BROKEN_KAILU
from tests.planner.test_broken_kailu_plans import BROKEN_COUNTIES


@pytest.fixture(scope="module")
def problem() -> Problem:
    """A county in which every rule has something to say."""
    economy, education, farming = "经济委员会", "教育委员会", "农业委员会"
    topics = (
        topic(1, importance=4, lead_bodies=(education,), latest_month=2),
        topic(
            2, importance=5, mandated=True, lead_bodies=(farming,), decision_date=date(2027, 6, 1)
        ),
        topic(
            3,
            importance=4,
            lead_bodies=(economy,),
            wants_experts=True,
            stakeholders=("副主席丙", "M005"),
        ),
        topic(4, importance=4, lead_bodies=(education,), secret=True, title="涉密的事"),
        topic(5, importance=4, lead_bodies=(farming,)),
        topic(6, importance=4, lead_bodies=(economy,)),
        topic(7, importance=5, exclusion="违反国家法律法规的事项", lead_bodies=(farming,)),
        topic(8, importance=2, lead_bodies=(economy,), rounds_held=2),
        topic(9, importance=2, lead_bodies=(education,), forms=("plenary",)),
        topic(10, importance=1, lead_bodies=(education,)),
        topic(11, importance=1, lead_bodies=(farming,)),
    )
    members = tuple(
        member(
            n,
            times_before=n % 3,
            cap=1 if n == 7 else None,
            attendance_percent=20 if n > 40 else 80,
            phone=f"1390000{n:04d}",
        )
        for n in range(1, 51)
    )
    return county(
        topics=topics,
        members=members,
        experts=tuple(expert(n) for n in range(1, 6)),
        venues=(Venue(name="大会议室", capacity=80), Venue(name="小会议室", capacity=6)),
        absences=(Absence(subject="副主席丙", start=date(2027, 8, 2), end=date(2027, 8, 3)),),
        locks=(Lock(subject="T06", item="不参加", values=("M009",), cell="锁定!C2"),),
        overrides=(
            ParameterValue(
                rule="topic-cap", name="max", form="bimonthly", value=5, source="规则!D2"
            ),
        ),
    )


@pytest.fixture(scope="module")
def good(problem: Problem) -> Plan:
    plan = solve(problem, Control()).plan
    assert plan is not None
    assert all(v.holds for v in judge(plan, problem))
    return plan


def ordinary(plan: Plan) -> list[Session]:
    return [s for s in plan.by_date() if s.form == "bimonthly" and not s.merged_with_plenary]


def merged(plan: Plan) -> Session:
    return next(s for s in plan.sessions if s.merged_with_plenary)


def without(kind: str) -> Break:
    """Leave a milestone out of the second ordinary session."""
    return lambda plan, problem: dropped(plan, ordinary(plan)[1], kind)


def one_day_later(kind: str) -> Break:
    """Move a milestone past its limit: to the next working day after where it may at the latest be."""
    return lambda plan, problem: one_day_past(plan, problem, ordinary(plan)[1], kind)


def swap(plan: Plan, problem: Problem, session: Session, wanted: str) -> Plan:
    return changed(plan, session, topics=(wanted,))


def same_place(plan: Plan, problem: Problem) -> Plan:
    first, second = ordinary(plan)[1:3]
    return changed(plan, second, date=first.date, half_day=first.half_day, members=first.members)


def two_at_once(plan: Plan, problem: Problem) -> Plan:
    first, second = ordinary(plan)[1:3]
    plan = changed(plan, first, lead_body="经济委员会")
    return changed(plan, second, lead_body="经济委员会", date=first.date + timedelta(days=20))


def low_attendance(plan: Plan, problem: Problem) -> Plan:
    return changed(plan, ordinary(plan)[0], members=tuple(f"M{n:03d}" for n in range(42, 48)))


def over_cap(plan: Plan, problem: Problem) -> Plan:
    for session in ordinary(plan)[:2]:
        plan = changed(plan, session, members=(*session.members[1:], "M007"))
    return plan


def one_sector(plan: Plan, problem: Problem) -> Plan:
    sector = problem.members[0].sector
    seats = tuple(m.id for m in problem.members if m.sector == sector)[:6]
    return changed(plan, ordinary(plan)[0], members=seats)


def long_speech(plan: Plan, problem: Problem) -> Plan:
    session = ordinary(plan)[0]
    agenda = tuple(a.replace(minutes=12) if a.part == "department" else a for a in session.agenda)
    return changed(plan, session, agenda=agenda)


def nobody_leads(plan: Plan, problem: Problem) -> Plan:
    session = ordinary(plan)[0]
    return changed(plan, session, milestones=tuple(m.replace(owner="") for m in session.milestones))


def phone_in_title(plan: Plan, problem: Problem) -> Plan:
    session = ordinary(plan)[0]
    first = session.milestones[0].replace(title="联系 13900000001")
    return changed(plan, session, milestones=(first, *session.milestones[1:]))


BROKEN: dict[str, list[Break]] = {
    "bimonthly-cadence": [
        lambda plan, problem: plan.replace(
            sessions=tuple(s for s in plan.sessions if s.id != "bimonthly-4")
        ),
        lambda plan, problem: changed(plan, ordinary(plan)[3], date=date(2027, 5, 20)),
    ],
    "plenary-merge": [
        lambda plan, problem: changed(plan, merged(plan), merged_with_plenary=False),
        lambda plan, problem: changed(plan, merged(plan), exemptions=()),
        lambda plan, problem: changed(plan, merged(plan), date=date(2027, 1, 20)),
    ],
    "working-days": [
        lambda plan, problem: changed(plan, ordinary(plan)[1], date=date(2027, 6, 12)),  # Saturday
        lambda plan, problem: changed(plan, ordinary(plan)[1], date=date(2027, 6, 9)),  # 端午
        lambda plan, problem: changed(
            plan, ordinary(plan)[4], date=date(2027, 10, 8)
        ),  # likely adjusted
    ],
    "one-place-at-a-time": [same_place],
    "one-lead-body": [
        lambda plan, problem: changed(plan, of_topic(plan, "T06"), lead_body="教育委员会")
    ],
    "once": [
        lambda plan, problem: swap(plan, problem, ordinary(plan)[1], ordinary(plan)[2].topics[0])
    ],
    "topic-cap": [
        lambda plan, problem: changed(
            plan, ordinary(plan)[0], topics=(*ordinary(plan)[0].topics, "T10")
        )
    ],
    "not-negotiable": [lambda plan, problem: swap(plan, problem, ordinary(plan)[2], "T07")],
    "mandated": [lambda plan, problem: swap(plan, problem, of_topic(plan, "T02"), "T10")],
    "before-decision": [
        # Decided on 1 June; ten working days after 20 May, when the outcome is due, are past it.
        lambda plan, problem: changed(
            plan, of_topic(plan, "T02"), date=date(2027, 5, 20), milestones=()
        ),
    ],
    "form-match": [lambda plan, problem: swap(plan, problem, ordinary(plan)[2], "T09")],
    "lead-leader": [
        lambda plan, problem: changed(plan, of_topic(plan, "T06"), lead_leader="副主席丙"),
        lambda plan, problem: changed(plan, of_topic(plan, "T06"), lead_leader=""),
    ],
    "second-consultation": [lambda plan, problem: swap(plan, problem, ordinary(plan)[2], "T08")],
    "topic-window": [lambda plan, problem: swap(plan, problem, ordinary(plan)[4], "T01")],
    "reserve": [lambda plan, problem: changed(plan, ordinary(plan)[2], topics=())],
    "locks": [
        lambda plan, problem: changed(
            plan, of_topic(plan, "T06"), members=(*of_topic(plan, "T06").members[1:], "M009")
        )
    ],
    "lead-time": [without("scheme"), without("mobilisation"), one_day_later("mobilisation")],
    "scheme-approval": [without("scheme-approval")],
    "preparation-capacity": [two_at_once],
    "prior-contact": [without("prior-contact")],
    "research-first": [without("research")],
    "coordination-meeting": [without("coordination"), one_day_later("coordination")],
    "venue": [lambda plan, problem: changed(plan, ordinary(plan)[0], venue="小会议室")],
    "host": [
        lambda plan, problem: changed(plan, ordinary(plan)[0], host="秘书长丁"),
        lambda plan, problem: changed(plan, ordinary(plan)[0], host=""),
    ],
    "host-recusal": [lambda plan, problem: changed(plan, of_topic(plan, "T03"), host="副主席丙")],
    "member-seats": [
        lambda plan, problem: changed(
            plan, ordinary(plan)[0], members=ordinary(plan)[0].members[:4]
        ),
        lambda plan, problem: changed(
            plan, ordinary(plan)[0], members=tuple(f"M{n:03d}" for n in range(20, 28))
        ),
    ],
    "expert-seats": [
        lambda plan, problem: changed(plan, of_topic(plan, "T03"), experts=("E01",)),
        lambda plan, problem: changed(plan, of_topic(plan, "T06"), experts=("E01", "E02")),
    ],
    "leaders-and-departments": [lambda plan, problem: changed(plan, ordinary(plan)[0], leaders=())],
    "conflict-of-interest": [
        lambda plan, problem: changed(
            plan, of_topic(plan, "T03"), members=(*of_topic(plan, "T03").members[1:], "M005")
        )
    ],
    "quorum": [low_attendance],
    "invitation-cap": [over_cap],
    "sector-balance": [one_sector],
    "agenda": [
        long_speech,
        lambda plan, problem: changed(
            plan, ordinary(plan)[0], agenda=ordinary(plan)[0].agenda[::-1]
        ),
        lambda plan, problem: changed(plan, ordinary(plan)[0], agenda=()),
    ],
    "attendance-list": [
        lambda plan, problem: changed(
            plan, ordinary(plan)[0], members=ordinary(plan)[0].members[:1] * 2
        )
    ],
    "session-papers": [lambda plan, problem: changed(plan, ordinary(plan)[0], papers=())],
    "invitation": [without("invitation"), one_day_later("invitation")],
    "prior-briefing": [without("briefing"), one_day_later("briefing")],
    "outcome": [without("outcome"), one_day_later("outcome")],
    "outcome-route": [lambda plan, problem: changed(plan, ordinary(plan)[0], outcome=Outcome())],
    "report-back": [without("report-back")],
    "approval-chain": [
        lambda plan, problem: plan.replace(plan_milestones=()),
        lambda plan, problem: plan.replace(
            plan_milestones=tuple(m for m in plan.plan_milestones if m.kind != "issue")
        ),
    ],
    "distribution": [
        phone_in_title,
        lambda plan, problem: changed(
            plan,
            of_topic(plan, "T04"),
            papers=tuple(p.replace(secret=False) for p in of_topic(plan, "T04").papers),
        ),
    ],
    "assignment-sheet": [nobody_leads],
}


def test_every_rule_that_can_be_broken_is_broken_here_or_for_the_county_of_every_form() -> None:
    broken = {*BROKEN, *BROKEN_KAILU, *BROKEN_COUNTIES}
    assert broken - {"references"} == {rule.id for rule in RULES if rule.kind != "soft"}


@pytest.mark.parametrize(
    ("rule", "number"), [(rule, n) for rule, breaks in BROKEN.items() for n in range(len(breaks))]
)
def test_a_broken_plan_is_caught_and_the_rule_named(
    rule: str, number: int, good: Plan, problem: Problem
) -> None:
    broken = BROKEN[rule][number](good, problem)
    found = verdict(broken, problem, rule)
    assert not found.holds, f"{rule} passes a plan that breaks it"
    assert found.findings


def test_unknown_names_are_named_and_the_rest_is_still_judged(good: Plan, problem: Problem) -> None:
    session = ordinary(good)[0]
    broken = changed(good, session, members=(*session.members, "M999"), host="查无此人")
    verdicts = {v.rule: v for v in judge(broken, problem)}
    assert not verdicts["references"].holds
    text = " ".join(verdicts["references"].findings)
    assert "M999" in text
    assert "查无此人" in text
    assert not verdicts["host"].holds
    assert verdicts["member-seats"].holds


def test_a_hand_made_plan_of_bare_sessions_is_judged_without_a_crash(problem: Problem) -> None:
    bare = Plan(
        year=2027,
        sessions=(
            Session(
                id="bimonthly-2", form="bimonthly", date=date(2027, 3, 18), half_day=HalfDay.PM
            ),
            Session(id="plenary-1", form="plenary", date=date(2027, 1, 11)),
        ),
    )
    broken = {v.rule for v in judge(bare, problem) if not v.holds}
    assert {"bimonthly-cadence", "member-seats", "research-first", "host"} <= broken
