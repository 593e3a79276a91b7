"""Rooms' plans broken on purpose, each rule at least once: `check` must catch it and name the rule.

A rule whose check passes a broken plan would let a village meet on a day, with people or on a topic
that its own rules forbid.
"""

from __future__ import annotations

from datetime import date

import pytest

from constraints.rooms import ROOM_RULES
from planner.check import judge
from planner.control import Control
from planner.domain import ParameterValue, Problem
from planner.plan import Approval, Outcome, Plan, Session, Stakeholder
from planner.year import solve_year
from tests.planner.breaking import (
    Break,
    changed,
    dropped,
    lost,
    moved,
    of_topic,
    one_day_past,
    verdict,
)
from tests.planner.room_year import FARM, OTHER, TOWN, VILLAGE, WORKS, room_year, with_fields


@pytest.fixture(scope="module")
def problem() -> Problem:
    return room_year()


@pytest.fixture(scope="module")
def good(problem: Problem) -> Plan:
    plan = solve_year(problem, Control()).plan
    assert plan is not None
    assert all(v.holds for v in judge(plan, problem))
    return plan


def held(plan: Plan, council: str, number: int) -> Session:
    """The room's session of a number."""
    sessions = sorted((s for s in plan.sessions if s.council == council), key=lambda s: s.date)
    return sessions[number - 1]


def on(council: str, number: int, day: date) -> Break:
    """Move a room's session to a day."""
    return lambda plan, problem: changed(plan, held(plan, council, number), date=day)


def hearing(council: str, number: int, *topics: str) -> Break:
    """Let a room's session hear these topics and no other."""
    return lambda plan, problem: changed(plan, held(plan, council, number), topics=topics)


def hearing_too(council: str, number: int, topic: str) -> Break:
    """Let a room's session hear one topic more."""

    def broken(plan: Plan, problem: Problem) -> Plan:
        session = held(plan, council, number)
        return changed(plan, session, topics=(*session.topics, topic))

    return broken


def hosted(council: str, number: int, host: str) -> Break:
    return lambda plan, problem: changed(plan, held(plan, council, number), host=host)


def seating(council: str, number: int, *people: str) -> Break:
    """Let these deliberators take part in a room's session, and nobody else."""
    return lambda plan, problem: changed(
        plan, held(plan, council, number), deliberators=people, members=()
    )


def ids(letter: str, first: int, last: int) -> tuple[str, ...]:
    return tuple(f"{letter}{n:02d}" for n in range(first, last + 1))


def seated_everywhere(person: str) -> Break:
    """Let a deliberator take part in every session of 甲村."""

    def broken(plan: Plan, problem: Problem) -> Plan:
        for number in range(1, 7):
            session = held(plan, VILLAGE, number)
            others = tuple(d for d in session.deliberators if d != person)
            plan = changed(plan, session, deliberators=(*others, person))
        return plan

    return broken


def in_two_rooms_at_once(plan: Plan, problem: Problem) -> Plan:
    """D01 sits in 甲村 and in 乙村 in the same half-day."""
    first, second = held(plan, VILLAGE, 2), held(plan, OTHER, 2)
    plan = changed(plan, first, deliberators=tuple(dict.fromkeys((*first.deliberators, "D01"))))
    return changed(
        plan,
        second,
        date=first.date,
        half_day=first.half_day,
        deliberators=tuple(dict.fromkeys((*second.deliberators, "D01"))),
    )


def one_stakeholder_less(plan: Plan, problem: Problem) -> Plan:
    """Leave only as many stakeholders of D-named as are less than half of those who take part."""
    session = of_topic(plan, "D-named")
    others = ids("D", 13, 22)  # ten who stand for nobody; three farmers are three of thirteen
    return changed(
        plan,
        session,
        members=(),
        deliberators=("D01", "D02", "D04", *others),
        stakeholders=tuple(
            Stakeholder(person=p, link="领域：养殖户") for p in ("D01", "D02", "D04")
        ),
    )


def link_lost(plan: Plan, problem: Problem) -> Plan:
    """Print no link beside the stakeholders' names."""
    return changed(plan, of_topic(plan, "D-named"), stakeholders=())


def concerned(*persons: str, link: str) -> Break:
    """Seat these at D-named and print the link beside each name, whatever stood there."""

    def broken(plan: Plan, problem: Problem) -> Plan:
        session = of_topic(plan, "D-named")
        others = tuple(s for s in session.stakeholders if s.person not in persons)
        return changed(
            plan,
            session,
            deliberators=tuple(dict.fromkeys((*session.deliberators, *persons))),
            stakeholders=(*others, *(Stakeholder(person=p, link=link) for p in persons)),
        )

    return broken


def concerned_but_absent(plan: Plan, problem: Problem) -> Plan:
    """List a fruit grower of 甲村 who is not seated as one of those whom D-named concerns."""
    session = of_topic(plan, "D-named")
    absent = next(
        d.id
        for d in problem.room_deliberators(VILLAGE)
        if "果农" in d.fields and d.id not in session.deliberators
    )
    claimed = Stakeholder(person=absent, link="领域：果农")
    return changed(plan, session, stakeholders=(*session.stakeholders, claimed))


def concerned_by_nothing(plan: Plan, problem: Problem) -> Plan:
    """Keep the stakeholders of a session that no longer hears a topic."""
    return changed(plan, of_topic(plan, "D-named"), topics=())


def concerned_twice(plan: Plan, problem: Problem) -> Plan:
    session = of_topic(plan, "D-named")
    return changed(plan, session, stakeholders=(*session.stakeholders, session.stakeholders[0]))


def seated_as_nobody(plan: Plan, problem: Problem) -> Plan:
    """Seat M002, whom D-named concerns, without listing them as a stakeholder."""
    session = of_topic(plan, "D-named")
    return changed(
        plan,
        session,
        members=tuple(dict.fromkeys((*session.members, "M002"))),
        stakeholders=tuple(s for s in session.stakeholders if s.person != "M002"),
    )


def assigned(*entries: tuple[str, str]) -> Break:
    """Let members belong to these rooms; the others as before."""

    def broken(plan: Plan, problem: Problem) -> Plan:
        moved = {member for member, _ in entries}
        kept = tuple(e for e in plan.room_assignments if e["member"] not in moved)
        added = tuple({"member": m, "room": room} for m, room in entries if room)
        return plan.replace(room_assignments=(*kept, *added))

    return broken


def without(council: str, number: int, kind: str) -> Break:
    """Leave a milestone out of a room's session."""
    return lambda plan, problem: dropped(plan, held(plan, council, number), kind)


def one_day_later(council: str, number: int, kind: str) -> Break:
    """Move a milestone past its limit: to the next working day after where it may at the latest be."""
    return lambda plan, problem: one_day_past(plan, problem, held(plan, council, number), kind)


def with_field(council: str, number: int, **fields: object) -> Break:
    """Change fields of a room's session."""
    return lambda plan, problem: changed(plan, held(plan, council, number), **fields)


def steps_in_disorder(plan: Plan, problem: Problem) -> Plan:
    session = held(plan, OTHER, 2)
    return changed(plan, session, agenda=session.agenda[::-1])


def one_speech_of_nine_minutes(plan: Plan, problem: Problem) -> Plan:
    session = held(plan, OTHER, 2)
    agenda = tuple(a.replace(minutes=9) if a.part == "raise" else a for a in session.agenda)
    return changed(plan, session, agenda=agenda, agenda_cuts=())


def nobody_does_it(plan: Plan, problem: Problem) -> Plan:
    session = held(plan, OTHER, 2)
    return changed(plan, session, milestones=tuple(m.replace(owner="") for m in session.milestones))


def phone_in_title(plan: Plan, problem: Problem) -> Plan:
    session = held(plan, OTHER, 2)
    member = next(e["member"] for e in plan.room_assignments if e["room"] == OTHER)
    first = session.milestones[0].replace(title=f"联系 {problem.member(member).phone}")
    return changed(plan, session, milestones=(first, *session.milestones[1:]))


def looked_into_by_strangers(plan: Plan, problem: Problem) -> Plan:
    session = of_topic(plan, "PT1")
    milestones = tuple(
        m.replace(team=("D05", "D06", "D07")) if m.kind == "research" else m
        for m in session.milestones
    )
    return changed(plan, session, milestones=milestones)


BROKEN: dict[str, list[Break]] = {
    "town-frequency": [lambda plan, problem: lost(plan, f"town-{TOWN}-2")],
    "village-cadence": [
        lambda plan, problem: lost(plan, f"village-{OTHER}-3"),
        # From 25 January at the latest to 29 April: more than 75 days.
        on(OTHER, 2, date(2027, 4, 29)),
        # An empty row: no topic, and nothing that is heard.
        lambda plan, problem: changed(plan, held(plan, OTHER, 4), topics=(), hears=()),
    ],
    "quarterly-cadence": [
        lambda plan, problem: lost(plan, f"farm-{FARM}-2"),
        on(FARM, 2, date(2027, 7, 8)),
    ],
    "annual-count": [lambda plan, problem: lost(plan, f"enterprise-{WORKS}-1")],
    "working-days": [
        on(OTHER, 3, date(2027, 6, 9)),  # 端午
        on(OTHER, 5, date(2027, 10, 8)),  # likely adjusted
        on(OTHER, 1, date(2027, 2, 4)),  # a working day before Spring Festival
    ],
    "one-lead-body": [
        lambda plan, problem: changed(plan, held(plan, OTHER, 1), lead_body=FARM),
        hearing(OTHER, 1, "PT1", "PT2", "PT3"),
    ],
    "once": [lambda plan, problem: hearing(OTHER, 1, *held(plan, OTHER, 2).topics)(plan, problem)],
    "topic-cap": [hearing_too(VILLAGE, 6, "D-cap")],
    "not-negotiable": [hearing_too(VILLAGE, 6, "D-never")],
    "mandated": [
        lambda plan, problem: changed(plan, of_topic(plan, "D-must"), topics=("D-cap",)),
    ],
    "before-decision": [
        # Decided on 1 June; ten working days from 25 May end after it.
        lambda plan, problem: changed(plan, of_topic(plan, "D-soon"), date=date(2027, 5, 25)),
    ],
    "form-match": [hearing_too(VILLAGE, 6, "D-town")],
    "second-consultation": [
        hearing_too(VILLAGE, 6, "D-heard"),
        # Only the first of two rounds.
        lambda plan, problem: changed(plan, of_topic(plan, "D-twice"), topics=()),
    ],
    "topic-window": [hearing(VILLAGE, 5, "D-spring")],
    "locks": [hearing_too(VILLAGE, 6, "D-cap")],
    "one-place-at-a-time": [in_two_rooms_at_once],
    "host": [
        hosted(OTHER, 1, "书记甲"),  # of another village
        hosted(OTHER, 1, ""),
        hosted(VILLAGE, 4, "组长乙"),  # away in the first half of August
    ],
    "host-recusal": [
        lambda plan, problem: changed(plan, of_topic(plan, "D-named"), host="书记甲"),
    ],
    "attendance": [
        seating(OTHER, 1, *ids("P", 1, 9)),
        seating(OTHER, 1, *ids("P", 1, 10), "P10"),
    ],
    "stakeholder-share": [
        one_stakeholder_less,
        link_lost,
        concerned("D01", link="领域：果农"),  # stands for 养殖户, whom the topic concerns too
        concerned("D13", link="领域：果农"),  # stands for nobody
        concerned("D01", link="单位：养殖户"),
        concerned("D01", link="本人"),
        concerned("D01", link=""),
        concerned("D01", link="利益相关方代表（议题没有写明利益相关方）"),
        concerned_but_absent,
        concerned_by_nothing,
        concerned_twice,
    ],
    "expert-seats": [
        lambda plan, problem: changed(plan, of_topic(plan, "D-expert"), experts=("E01",)),
        lambda plan, problem: changed(plan, held(plan, OTHER, 1), experts=("E01", "E02")),
    ],
    "conflict-of-interest": [seated_as_nobody],
    # Ten of those who come one time in five, and two of the others: (10 × 20 + 2 × 80) / 12 = 30 %.
    "quorum": [seating(OTHER, 1, *ids("P", 1, 2), *ids("P", 13, 22))],
    "invitation-cap": [
        seated_everywhere("D02"),
        seating(VILLAGE, 5, *ids("D", 3, 16)),  # D03 is away from September
    ],
    "research-first": [
        lambda plan, problem: dropped(plan, of_topic(plan, "PT1"), "research"),
        lambda plan, problem: moved(
            plan, of_topic(plan, "PT1"), "research", of_topic(plan, "PT1").date
        ),
        looked_into_by_strangers,
    ],
    "publicity": [without(OTHER, 2, "publicity"), one_day_later(OTHER, 2, "publicity")],
    "approval-chain": [
        with_field(OTHER, 2, approval=Approval()),
        without(OTHER, 2, "topic-approval"),
        # 乙村 files at 场政协联络组.
        with_field(OTHER, 2, approval=Approval(by="乙村党组织", filed_at="别处")),
    ],
    "participant-approval": [
        without(OTHER, 2, "list-approval"),
        lambda plan, problem: moved(
            plan, held(plan, OTHER, 2), "list-approval", held(plan, OTHER, 2).date
        ),
    ],
    "prior-briefing": [without(OTHER, 2, "briefing"), one_day_later(OTHER, 2, "briefing")],
    "room-procedure": [
        with_field(OTHER, 2, secretary=""),
        with_field(OTHER, 2, secretary="D05"),  # of another village
        with_field(OTHER, 2, agenda=()),
        steps_in_disorder,
        one_speech_of_nine_minutes,
    ],
    "outcome-route": [
        with_field(OTHER, 2, outcome=Outcome()),
        without(OTHER, 2, "outcome"),
        one_day_later(OTHER, 2, "outcome"),
    ],
    "report-back": [
        with_field(OTHER, 2, hears=()),
        without(OTHER, 2, "report-back"),
        without(OTHER, 2, "feedback"),
        one_day_later(OTHER, 2, "feedback"),
        without(OTHER, 2, "evaluation"),
    ],
    "distribution": [phone_in_title],
    "assignment-sheet": [nobody_does_it],
    "room-assignment": [
        assigned(("M003", "")),
        assigned(("M003", FARM), ("M003", OTHER)),
        assigned(("M003", WORKS)),
        assigned(("M001", TOWN)),  # named in 甲村
    ],
    "liaison-span": [
        lambda plan, problem: plan.replace(liaison=({"head": "联络甲", "rooms": (VILLAGE,)},)),
        lambda plan, problem: plan.replace(liaison=({"head": "联络甲", "rooms": (VILLAGE, TOWN)},)),
    ],
}


OF_THE_INPUT = frozenset({"convenor", "council-pool"})
"""Rules that judge the workbook: no plan breaks them."""


def test_every_rule_of_rooms_that_can_be_broken_is_broken_here() -> None:
    assert set(BROKEN) | OF_THE_INPUT == {rule.id for rule in ROOM_RULES if rule.kind != "soft"}


@pytest.mark.parametrize(
    ("rule", "number"), [(rule, n) for rule, breaks in BROKEN.items() for n in range(len(breaks))]
)
def test_a_broken_year_is_caught_and_the_rule_named(
    rule: str, number: int, good: Plan, problem: Problem
) -> None:
    broken = BROKEN[rule][number](good, problem)
    found = verdict(broken, problem, rule)
    assert not found.holds, f"{rule} passes a plan that breaks it"
    assert found.findings


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        (concerned("D01", link="领域：果农"), "写的是“领域：果农”，按“议题”“议事成员”“委员”表应为“领域：养殖户”"),
        (concerned("D01", link=""), "写的是没有写明联系，按“议题”“议事成员”“委员”表应为“领域：养殖户”"),
        (concerned("D13", link="领域：果农"), "村民13（D13）列为利益相关方（“领域：果农”），按"),
        (concerned_but_absent, "不在参会名单中，请删去，或请其参加"),
        (concerned_twice, "列为利益相关方 2 次，请只留一处"),
    ],
)  # fmt: skip
def test_a_false_link_is_told_with_the_true_one(
    broken: Break, words: str, good: Plan, problem: Problem
) -> None:
    found = verdict(broken(good, problem), problem, "stakeholder-share")
    assert any(words in text for text in found.findings), found.findings


def test_no_share_asked_for_a_false_link_is_still_caught(good: Plan, problem: Problem) -> None:
    """A profile without a share prints the links as well: nobody is listed for what they are not."""
    regimes = {
        name: regime.model_copy(
            update={
                "parameters": (
                    *(p for p in regime.parameters if p.rule != "stakeholder-share"),
                    ParameterValue(rule="stakeholder-share", name="percent", value=0),
                )
            }
        )
        for name, regime in problem.regimes.items()
    }
    free = with_fields(problem, regimes=regimes)
    assert verdict(one_stakeholder_less(good, problem), free, "stakeholder-share").holds
    false = concerned("D13", link="领域：果农")(good, problem)
    assert not verdict(false, free, "stakeholder-share").holds
    assert not verdict(link_lost(good, problem), free, "stakeholder-share").holds


def test_a_room_with_one_host_is_told_in_the_verdict_of_any_plan(
    good: Plan, problem: Problem
) -> None:
    alone = tuple(
        room.model_copy(update={"hosts": room.hosts[:1]}) if room.name == OTHER else room
        for room in problem.rooms
    )
    found = verdict(good, with_fields(problem, rooms=alone), "convenor")
    assert not found.holds
    assert "乙村可主持的人有 1 名" in found.findings[0]


def test_a_council_of_a_town_that_is_too_small_is_noted(good: Plan, problem: Problem) -> None:
    """24 deliberators and the members who belong there: fewer than 40 (yangzhou (三))."""
    sent = sum(entry["room"] == TOWN for entry in good.room_assignments)
    found = verdict(good, problem, "council-pool")
    assert found.holds
    assert f"东镇的协商议事会有 {24 + sent} 人，一般为 40—60 人" in found.notes[0]


def test_a_break_in_one_room_is_told_of_that_room_alone(good: Plan, problem: Problem) -> None:
    found = verdict(lost(good, f"town-{TOWN}-2"), problem, "town-frequency")
    assert all(TOWN in text for text in found.findings)
    assert not any(name in text for text in found.findings for name in (VILLAGE, OTHER, FARM))


@pytest.mark.parametrize(
    ("field", "name", "words"),
    [
        ("topics", "FT1", "不是乙村的议题"),
        ("deliberators", "F05", "不是乙村的议事成员"),
        ("members", "M002", "没有编入乙村"),
        ("deliberators", "P99", "查无此名"),
    ],
)
def test_what_belongs_to_another_room_is_named_and_the_rest_is_still_judged(
    good: Plan, problem: Problem, field: str, name: str, words: str
) -> None:
    session = held(good, OTHER, 1)
    broken = changed(good, session, **{field: (*getattr(session, field), name)})
    verdicts = {v.rule: v for v in judge(broken, problem)}
    (text,) = verdicts["references"].findings
    assert name in text
    assert words in text
    assert [v.rule for v in verdicts.values() if not v.holds] == ["references"]
