"""A clerk who is told "no plan" is told why, with numbers, and where to look in the workbook."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from planner.control import Control
from planner.counting import counting_facts
from planner.domain import Absence, Lock, ParameterValue, Problem, Venue
from planner.why.conflict import explain
from tests.builders import BODIES, county, item_topics, kailu_county, topic

ALL_YEAR = {"start": date(2026, 12, 1), "end": date(2027, 12, 31)}


def parameter(rule: str, name: str, value: int) -> ParameterValue:
    return ParameterValue(rule=rule, name=name, form="bimonthly", value=value)


def counted(problem: Problem) -> list[str]:
    return [fact.line for fact in counting_facts(problem)]


def mandated(count: int, **changes: Any) -> tuple[Any, ...]:
    return tuple(topic(n, mandated=n <= count, **changes) for n in range(1, 10))


@pytest.mark.parametrize(
    ("changes", "overrides", "words"),
    [
        # five topics of one round for six sessions
        ({"topics": mandated(0)[:5]}, (), ("可用议题 5 个", "少 1 个")),
        # four mandated topics of two rounds each: eight of six places
        ({"topics": mandated(4, needs_second=True)}, (), ("要占 8 场", "只有 6 场", "二次协商")),
        # six mandated, one place reserved
        ({"topics": mandated(6)}, (parameter("reserve", "n", 1),), ("只有 5 场", "机动 1 场")),
        (
            {"topics": mandated(1, earliest_month=8, decision_date=date(2027, 6, 3))},
            (),
            ("T01", "8—12 月", "2027-06-03 决策之前"),
        ),
        ({"topics": mandated(1, rounds_held=2)}, (), ("T01", "已协商 2 次")),
        # one lead body, one session a year beside the plenary's: two places for three topics
        (
            {
                "topics": mandated(3),
                "bodies": (BODIES[0].model_copy(update={"annual_cap": 1}), *BODIES[1:]),
            },
            (),
            ("只能由经济委员会牵头，要占 3 场", "上限是 1 场"),
        ),
        ({"venues": (Venue(name="小间", capacity=10),)}, (), ("只容纳 10 人",)),
        ({"venues": (Venue(name="礼堂", forms=("standing",)),)}, (), ("没有可用于双月协商座谈会",)),
        ({}, (parameter("sector-balance", "k", 7),), ("6 个界别", "至少要 7 个")),
        ({}, (parameter("member-seats", "min", 25),), ("24 名", "至少 25 名")),
        (
            {
                "absences": tuple(
                    Absence(subject=who, **ALL_YEAR) for who in ("主席甲", "副主席乙", "副主席丙")
                )
            },
            (),
            ("3—4月双月协商座谈会", "每一天都没有可主持的领导"),
        ),
    ],
)
def test_what_counting_shows_is_said_with_its_numbers(
    changes: dict[str, Any], overrides: tuple[ParameterValue, ...], words: tuple[str, ...]
) -> None:
    facts = counted(county((), overrides, **changes))
    assert any(all(word in fact for word in words) for fact in facts), facts


def test_a_county_with_a_plan_has_no_such_fact() -> None:
    """A reason that is none would send the clerk to change what is right."""
    assert not counted(county())


def test_the_lock_that_cannot_be_kept_is_named_with_its_cell() -> None:
    """Of two locks only the one on 20 May, with its host away, has a part in it."""
    day = date(2027, 5, 20)
    locks = (
        Lock(subject="bimonthly-3", item="日期", values=(day.isoformat(),), cell="锁定!C3"),
        Lock(subject="bimonthly-3", item="主持", values=("副主席丙",), cell="锁定!C4"),
        Lock(subject="bimonthly-5", item="不参加", values=("M001",), cell="锁定!C5"),
    )
    problem = county(locks=locks, absences=(Absence(subject="副主席丙", start=day, end=day),))
    found = explain(problem, Control())
    assert {rule.id for rule in found.rules} == {"locks", "host"}
    assert [fact.cells for fact in found.facts] == [("锁定!C3",), ("锁定!C4",)]


def test_meetings_that_cannot_be_placed_are_a_reason_too() -> None:
    """One leader in charge is there before July, on two days beside the sessions' own.

    Each session's two days of research fit into 22 and 23 February; not those of two sessions.
    """
    gone = (
        ("副主席丙", date(2027, 1, 14), date(2027, 6, 30)),
        ("副主席乙", date(2026, 12, 1), date(2027, 1, 10)),
        ("副主席乙", date(2027, 1, 14), date(2027, 2, 21)),
        ("副主席乙", date(2027, 2, 24), date(2027, 3, 24)),
        ("副主席乙", date(2027, 3, 26), date(2027, 5, 12)),
        ("副主席乙", date(2027, 5, 14), date(2027, 6, 30)),
    )
    away = tuple(Absence(subject=who, start=start, end=end) for who, start, end in gone)
    found = explain(county(absences=away), Control())
    assert "research-first" in {rule.id for rule in found.rules}
    assert "会前的动员、沟通、调研、协调却排不开" in found.facts[-1].text


def test_pairs_and_groups_need_no_topic_and_items_are_no_candidates() -> None:
    # 常委会 2, 专题 2 and 季 4 take one each: eight. Seven pairs, six groups, two proposals and a
    # supervision need none; the reports and other items fill no place. Seven topics are one short.
    def facts(count: int) -> list[str]:
        topics = (*(topic(n) for n in range(1, count + 1)), *item_topics())
        return counted(kailu_county(topics=topics))

    assert not facts(8)
    assert facts(7) == [
        "可用议题 7 个（不予协商和已协商两次的不计），全年要安排议题的有 8 场，少 1 个。请在“议题”表补充。"
    ]


def test_a_head_or_convenor_who_is_never_there_is_named() -> None:
    absences = tuple(Absence(subject=who, **ALL_YEAR) for who in ("教育主任", "M003"))
    facts = counted(kailu_county(absences=absences))
    assert any("教育委员会—教育局对口协商" in f and "由教育主任主持" in f for f in facts)
    assert any("教育界别协商" in f and "由委员3主持" in f for f in facts)
    assert len(facts) == 2


def test_a_chair_or_a_proposer_who_is_never_there_is_named() -> None:
    # The chair alone hosts 常委会, 专题 and 季: 2 + 2 + 4. P02's two proposers are away all year.
    away = tuple(Absence(subject=who, **ALL_YEAR) for who in ("主席甲", "M009", "M010"))
    facts = counted(kailu_county(absences=away))
    assert sum("没有可主持的领导" in f for f in facts) == 8
    assert any("P02" in f and "提案人每一天都不在" in f for f in facts)
    one_there = counted(kailu_county(absences=away[1:2]))
    assert not one_there
