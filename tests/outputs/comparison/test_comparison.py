"""A number in the comparison that is not the plan's own would have the chair choose by mistake."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest

from outputs.comparison import differences, price
from outputs.comparison.compared import Compared, Comparison
from outputs.comparison.measures import MEASURES, UNKNOWN, Measure, best_of
from outputs.comparison.page import comparison_page
from outputs.comparison.words import sentences
from outputs.comparison.workbook import write_comparison_workbook
from planner.check import judge
from tests.builders import county, plan, session
from tests.drafts import anhua, found


def compared(number: int, name: str = "") -> Compared:
    alternative = found().found[number]
    made = alternative.plan
    return Compared(name or alternative.name, made, alternative.problem, made.compliance)


ALL = range(5)


def measured(name: str, number: int) -> float:
    value = next(m for m in MEASURES if m.name == name).value(compared(number))
    assert value is not None
    return value.number


@pytest.mark.parametrize("number", ALL)
def test_the_measures_are_the_plans_own_numbers(number: int) -> None:
    problem, made = anhua(), found().found[number].plan
    held = [s for s in made.sessions if s.form != "plenary"]
    topics = [problem.topic(t) for s in held for t in s.topics]
    assert measured("列入议题", number) == len(topics) == 6
    assert measured("未列入议题", number) == len(problem.topics) - 6
    assert measured("议题价值（重要程度合计）", number) == sum(t.importance for t in topics)
    assert measured("议题涉及的界别", number) == len({x for t in topics for x in t.sectors})
    seats = Counter(m for s in held for m in s.members)
    by_office = {x.person for x in problem.leaders} | {b.head for b in problem.bodies}
    able = [m for m in problem.members if m.person not in by_office]
    assert measured("没有点名席位的委员", number) == sum(not seats[m.id] for m in able)
    assert measured("点名席位", number) == seats.total()
    wished = [
        s.date.month in problem.topic(t).suggested_months
        for s in held
        for t in s.topics
        if problem.topic(t).suggested_months
    ]
    assert measured("守住建议月份的议题", number) == sum(wished)
    led = Counter(s.lead_body for s in held)
    assert measured("牵头最多的单位", number) == max(led.values())
    days = sorted(s.date for s in held)
    gaps = sum(abs((later - earlier).days - 61) for earlier, later in pairwise(days))
    assert measured("场次间隔偏离均匀", number) == gaps
    assert measured("没有守住的规则", number) == 0


def test_the_best_is_the_most_or_the_least_and_an_unknown_is_neither() -> None:
    more = Measure("", "m", "个", "more", lambda p: None)  # type: ignore[arg-type, return-value]
    from outputs.comparison.measures import Value

    values = {"a": Value(3, "3"), "b": Value(5, "5"), "c": None, "d": Value(5, "5")}
    assert best_of(more, values) == {"b", "d"}
    assert best_of(more, {"a": Value(3, "3"), "b": Value(3, "3")}) == frozenset()


def test_two_identical_plans_are_said_to_be_one() -> None:
    first = compared(0, "甲")
    comparison = Comparison((first, compared(0, "乙")))
    assert differences.same_plans(comparison) == [("甲", "乙")]
    html = comparison_page(comparison)
    assert "甲、乙 是同一份计划" in html
    assert "与“甲”是同一份计划，没有不同" in sentences(comparison.plans[1], comparison)[2]
    assert differences.topics(comparison).rows == ()
    assert differences.people(comparison).rows == ()
    assert 'class="best"' not in html


def test_topic_by_topic_the_placements_are_the_plans() -> None:
    comparison = Comparison(tuple(map(compared, ALL)))
    rows = {row[0].split()[0]: row[2:] for row in differences.topics(comparison).rows}
    for column, alternative in enumerate(found().found):
        held = {
            t: s.date.month
            for s in alternative.plan.sessions
            if s.form != "plenary"
            for t in s.topics
        }
        for topic, cells in rows.items():
            if topic in held:
                assert cells[column].startswith(f"{held[topic]}月")
            else:
                assert cells[column] == differences.OUT
    told = {t for x in found().found for s in x.plan.sessions for t in s.topics}
    assert set(rows) <= told


def test_person_by_person_the_seats_are_the_plans() -> None:
    comparison = Comparison((compared(0), compared(2)))
    rows = {row[0]: row[2:] for row in differences.people(comparison).rows}
    for member in anhua().members:
        where = [
            {s.id for s in plan_.own.sessions if s.form != "plenary" and member.id in s.members}
            for plan_ in comparison.plans
        ]
        told = f"{member.name}（{member.id}）" in rows
        # The same sessions in the same months: no difference to tell.
        if where[0] != where[1] and (not where[0] or not where[1]):
            assert told, member.id


def test_the_price_is_in_topics_and_the_proven_best_costs_nothing() -> None:
    comparison = Comparison(tuple(map(compared, ALL)))
    rows = {row[0]: row[1:] for row in price.prices(comparison).rows}
    assert rows["议题价值"][0] == "“均衡”（已证明）"
    assert rows["议题价值"][1] == price.SAME
    assert rows["民生议题"][0] == "“民生优先”（已证明）"
    assert rows["民生议题"][2] == price.SAME
    fewer = measured("民生议题", 1) - measured("民生议题", 0)
    assert rows["民生议题"][1] == f"民生议题少 {fewer:g} 个"
    assert "分" not in "".join(rows["议题价值"][1:])  # never in points


def test_the_days_of_leaders_are_their_half_days() -> None:
    table = price.leaders(Comparison((compared(0), compared(1))))
    made = found().found[0].plan
    chair = anhua().chair
    assert chair is not None
    row = next(r for r in table.rows if r[0].startswith(chair.name))
    hosted = {(s.date, s.half_day) for s in made.sessions if s.host == chair.id}
    assert float(row[1]) >= len([1 for day in hosted if day]) / 2


def test_what_a_hand_made_plan_leaves_out_is_unknown_everywhere() -> None:
    from datetime import date

    problem = county()
    bare = plan(
        session(2, date(2027, 3, 18), host="", lead_leader="", members=()),
        session(3, date(2027, 5, 18), host="", lead_leader="", members=()),
    )
    full = plan(session(2, date(2027, 3, 18), members=("M001",)))
    one = Compared("手排", bare, problem, judge(bare, problem))
    other = Compared("另一份", full, problem, judge(full, problem))
    comparison = Comparison((one, other))
    cells = [row[1] for row in price.leaders(comparison).rows]
    assert set(cells) == {UNKNOWN}
    html = comparison_page(comparison)
    assert UNKNOWN in html
    assert sentences(one, comparison)[2].startswith("没有求解记录")


def test_the_workbook_says_the_same_as_the_page(tmp_path: Path) -> None:
    comparison = Comparison(tuple(map(compared, ALL)))
    path = tmp_path / "comparison.xlsx"
    write_comparison_workbook(comparison, path)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[:3] == ["概要", "指标", "价格"]
    assert sum(name.startswith("方案 ") for name in book.sheetnames) == 5
    shown = {
        row[0].value: [c.value for c in row[1:]] for row in book["指标"].iter_rows() if row[0].value
    }
    for measure in MEASURES:
        values = [measure.value(p) for p in comparison.plans]
        told = [str(cell).removeprefix("★ ") for cell in shown[measure.name]]
        assert told == [v.words if v else UNKNOWN for v in values]


def test_equal_plans_give_equal_bytes() -> None:
    comparison = Comparison(tuple(map(compared, ALL)))
    assert comparison_page(comparison) == comparison_page(Comparison(tuple(map(compared, ALL))))
