"""Who takes part: enough people, half of them concerned, nobody twice or against their will."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from constraints.rooms import (
    attendance,
    grassroots_mix,
    invitation_cap,
    load_balance,
    quorum,
    stakeholder_share,
)
from constraints.rule import Rule
from planner.domain import Absence, Problem
from planner.plan import Plan, Stakeholder
from tests.builders import member, solve_with
from tests.constraints.rooms.councils import deliberator, room, session, texts, topic, value, year

DAY = date(2027, 5, 20)
ID = "village-甲村-3"


def ids(first: int, last: int) -> tuple[str, ...]:
    return tuple(f"D{n:02d}" for n in range(first, last + 1))


def of(people: Sequence[str], **changes: Any) -> Plan:
    """A plan of one session with these deliberators, T03 as topic."""
    return year(session(3, DAY, deliberators=tuple(people), **changes))


def can_seat(problem: Problem, rules: Sequence[Rule], given: Plan, people: Sequence[str]) -> bool:
    """Whether the people's model can have exactly these deliberators in the session."""

    def fix(model, v):  # type: ignore[no-untyped-def]
        for d in problem.deliberators:
            model.add(v.sits(ID, d.id) == (d.id in people))

    one = problem.model_copy(update={"slots": tuple(s for s in problem.slots if s.id == ID)})
    return solve_with(one, rules, "people", fix, given)[0]


# -- 到会人数 ----------------------------------------------------------------------------------
def test_ten_are_enough_and_nine_are_not() -> None:
    problem, rule = room(), attendance.RULE
    assert rule.check(of(ids(1, 10)), problem).holds
    assert can_seat(problem, [rule], of(()), ids(1, 10))
    assert "参会 9 人，至少 10 人，请补 1 人" in texts(rule, of(ids(1, 9)), problem)
    assert not can_seat(problem, [rule], of(()), ids(1, 9))


def test_no_more_than_the_rule_or_the_room_holds() -> None:
    rule = attendance.RULE
    few = room(overrides=[value("attendance", "max", 12)])
    assert rule.check(of(ids(1, 12)), few).holds
    assert "参会 13 人，最多 12 人" in texts(rule, of(ids(1, 13)), few)
    assert not can_seat(few, [rule], of(()), ids(1, 13))
    small = room(capacity=11)
    assert can_seat(small, [rule], of(()), ids(1, 11))
    assert not can_seat(small, [rule], of(()), ids(1, 12))
    assert "只能容纳 11 人" in texts(rule, of(ids(1, 12)), small)


def test_one_person_of_two_sheets_counts_once() -> None:
    """D01 is member M001: nine others and the same person twice are ten people, not eleven."""
    twin = deliberator(1, person="M001")
    problem = room(
        members=(member(1),), deliberators=(twin, *(deliberator(n) for n in range(2, 25)))
    )
    twice = of(ids(1, 10), members=("M001",))
    assert "M001出现两次" in texts(attendance.RULE, twice, problem)


def test_a_day_with_too_few_people_there_is_no_day_for_a_session() -> None:
    """24 deliberators; 15 away leave nine, 14 away leave ten."""

    def may_be_held(away: int) -> bool:
        absent = tuple(Absence(subject=f"D{n:02d}", start=DAY, end=DAY) for n in range(1, away + 1))

        def fix(model, v):  # type: ignore[no-untyped-def]
            model.add(v.on_day(ID, DAY) == 1)

        return solve_with(room(absences=absent), [attendance.RULE], "programme", fix)[0]

    assert may_be_held(14)
    assert not may_be_held(15)


def test_the_distance_from_the_target_is_what_model_and_plan_both_say() -> None:
    problem, rule = room(), attendance.RULE
    assert rule.measure(of(ids(1, 12)), problem) == {"attendance.off": 3}  # 15 − 12
    assert rule.measure(of(ids(1, 20)), problem) == {"attendance.off": 5}
    assert rule.measure(of(ids(1, 11)), room(capacity=11)) == {"attendance.off": 0}


# -- 利益相关方占比 ------------------------------------------------------------------------------
FARMERS = topic(3, stakeholders=("养殖户",))
"""Concerns D01 … D06."""


def named(*people: str) -> tuple[Stakeholder, ...]:
    return tuple(Stakeholder(person=p, link="领域：养殖户") for p in people)


def test_half_are_stakeholders_and_one_less_is_too_few() -> None:
    """Six farmers of twelve are half; of thirteen less than half."""
    problem, rule = room(topics=(FARMERS,)), stakeholder_share.RULE
    half = of((*ids(1, 6), *ids(13, 18)), stakeholders=named(*ids(1, 6)))
    assert rule.check(half, problem).holds
    assert can_seat(problem, [rule], half, (*ids(1, 6), *ids(13, 18)))
    more = of((*ids(1, 6), *ids(13, 19)), stakeholders=named(*ids(1, 6)))
    assert "参会 13 人，其中利益相关方 6 人，不足 50%" in texts(rule, more, problem)
    assert not can_seat(problem, [rule], more, (*ids(1, 6), *ids(13, 19)))


def test_a_stakeholder_is_one_by_person_unit_or_field_and_no_other() -> None:
    problem = room(
        topics=(topic(3, stakeholders=("D20", "供销社", "养殖户")),),
        deliberators=(
            *(deliberator(n) for n in range(1, 24)),
            deliberator(24, unit="供销社"),
        ),
    )
    made = stakeholder_share.RULE.make
    assert made is not None
    (held,) = made(of(("D01", "D07", "D20", "D24")), problem).sessions
    assert [(s.person, s.link) for s in held.stakeholders] == [
        ("D01", "领域：养殖户"),
        ("D20", "本人"),
        ("D24", "单位：供销社"),
    ]  # D07 stands for 果农, whom the topic does not concern
    claimed = of(("D01", "D07"), stakeholders=named("D01", "D07"))
    assert "把村民7（D07）列为利益相关方" in texts(stakeholder_share.RULE, claimed, problem)
    silent = of(("D01", "D20"), stakeholders=named("D01"))
    assert "D20是利益相关方，名单中没有写明" in texts(stakeholder_share.RULE, silent, problem)


def test_where_a_topic_names_nobody_the_representatives_stand_for_the_stakeholders() -> None:
    problem = room()
    made = stakeholder_share.RULE.make
    assert made is not None
    (held,) = made(of(("D12", "D13")), problem).sessions
    assert [(s.person, s.link) for s in held.stakeholders] == [
        ("D12", "利益相关方代表（议题没有写明利益相关方）")
    ]


def test_a_session_without_topic_has_no_stakeholders_yet() -> None:
    open_session = of(ids(13, 24), topics=())
    assert stakeholder_share.RULE.check(open_session, room()).holds


def test_where_no_share_is_asked_for_links_are_printed_and_any_share_will_do() -> None:
    """One farmer of twelve people: seated, marked with the link, and not held to be too few."""
    free = room(topics=(FARMERS,), overrides=[value("stakeholder-share", "percent", 0)])
    rule, people = stakeholder_share.RULE, ("D01", *ids(7, 17))
    assert can_seat(free, [rule], of(()), people)
    assert rule.make is not None
    made = rule.make(of(people), free)
    assert [(s.person, s.link) for s in made.sessions[0].stakeholders] == [("D01", "领域：养殖户")]
    assert rule.check(made, free).holds
    assert "D01是利益相关方，名单中没有写明" in texts(rule, of(people), free)


def test_either_of_two_true_links_may_be_printed() -> None:
    """D01 works at 供销社 and stands for 养殖户; the topic names both, but not the person."""
    problem = room(
        topics=(topic(3, stakeholders=("养殖户", "供销社")),),
        deliberators=(deliberator(1, unit="供销社"), *(deliberator(n) for n in range(2, 25))),
    )
    rule = stakeholder_share.RULE
    for link in ("领域：养殖户", "单位：供销社", "领域:养殖户"):
        claimed = of(("D01",), stakeholders=(Stakeholder(person="D01", link=link),))
        assert rule.check(claimed, problem).holds, link
    false = of(("D01",), stakeholders=(Stakeholder(person="D01", link="本人"),))
    assert "应为“领域：养殖户”或“单位：供销社”" in texts(rule, false, problem)


def test_two_topics_have_the_stakeholders_of_either() -> None:
    problem = room(topics=(FARMERS, topic(4, stakeholders=("果农",))))
    people = (*ids(1, 3), *ids(7, 9), *ids(13, 18))
    both = of(people, topics=("T03", "T04"))
    assert can_seat(problem, [stakeholder_share.RULE], both, people)


def test_a_topic_that_concerns_too_few_of_the_room_is_not_heard_there() -> None:
    """Ten people at least, half of them five: with four farmers the topic finds no session."""

    def may_be_heard(farmers: int) -> bool:
        people = tuple(
            deliberator(n, fields=("养殖户",) if n <= farmers else ()) for n in range(1, 25)
        )

        def fix(model, v):  # type: ignore[no-untyped-def]
            model.add(v.topic_in(ID, "T03") == 1)

        problem = room(topics=(FARMERS,), deliberators=people)
        return solve_with(problem, [stakeholder_share.RULE], "programme", fix)[0]

    assert may_be_heard(5)
    assert not may_be_heard(4)


# -- 过半到会, 邀请上限 --------------------------------------------------------------------------
def test_half_of_those_due_are_expected() -> None:
    """Rates 20 and 80: five of each make 50 %; one more who seldom comes makes 47 %."""
    people = tuple(deliberator(n, attendance_percent=20 if n > 12 else 80) for n in range(1, 25))
    problem, rule = room(deliberators=people), quorum.RULE
    even = (*ids(1, 5), *ids(13, 17))
    assert rule.check(of(even), problem).holds
    assert can_seat(problem, [rule], of(even), even)
    assert not rule.check(of((*even, "D18")), problem).holds
    assert not can_seat(problem, [rule], of(even), (*even, "D18"))


def test_nobody_is_invited_beyond_their_cap_or_on_a_day_away() -> None:
    people = (deliberator(1, cap=1), *(deliberator(n) for n in range(2, 25)))
    rule, other = invitation_cap.RULE, date(2027, 7, 20)
    capped = room(deliberators=people)
    once = year(session(3, DAY), session(4, other, deliberators=ids(2, 16)))
    assert rule.check(once, capped).holds
    twice = year(session(3, DAY), session(4, other))
    assert "村民1（D01）全年受邀 2 次，超过上限 1 次" in texts(rule, twice, capped)
    away = room(absences=(Absence(subject="D01", start=DAY, end=DAY),))
    assert "村民1（D01）2027-05-20 不在" in texts(rule, once, away)
    assert not can_seat(away, [rule], of(()), ids(1, 10))
    assert can_seat(away, [rule], of(()), ids(2, 11))


# -- 主体广泛, 负担均衡 --------------------------------------------------------------------------
def test_kinds_that_the_pool_has_and_a_session_lacks_are_counted_and_listed() -> None:
    """D01 is a representative, D13 … D18 one of each other kind: five kinds are in the pool."""
    problem, rule = room(), grassroots_mix.RULE
    assert rule.measure(of(("D01",)), problem) == {"grassroots-mix.missing": 4}
    assert rule.measure(of(("D01", *ids(13, 18))), problem) == {"grassroots-mix.missing": 0}
    notes = rule.check(of(("D01", *ids(13, 18))), problem).notes
    assert notes == ("甲村的议事成员中没有政协委员。",)

    def fix(model, v):  # type: ignore[no-untyped-def]
        for d in problem.deliberators:
            model.add(v.sits(ID, d.id) == (d.id == "D01"))

    one = problem.model_copy(update={"slots": tuple(s for s in problem.slots if s.id == ID)})
    _, _, terms = solve_with(one, [rule], "people", fix, of(()))
    assert terms == {"grassroots-mix.missing": 4}


def test_the_cost_of_loads_is_the_sum_of_their_squares() -> None:
    """D01 twice, D02 once: 4 + 1."""
    problem, rule = room(), load_balance.RULE
    plan = year(
        session(3, DAY, deliberators=("D01", "D02")),
        session(4, date(2027, 7, 20), deliberators=("D01",)),
    )
    assert rule.measure(plan, problem) == {"load-balance.loads": 5}

    def fix(model, v):  # type: ignore[no-untyped-def]
        for held in plan.sessions:
            for d in problem.deliberators:
                model.add(v.sits(held.id, d.id) == (d.id in held.deliberators))

    kept = tuple(s for s in problem.slots if plan.session(s.id))
    two = problem.model_copy(update={"slots": kept})
    assert solve_with(two, [rule], "people", fix, plan)[2] == {"load-balance.loads": 5}
