"""联系村数: a head with one village, or five, or two heads in one, and villages forgotten by all."""

from __future__ import annotations

from typing import Any

import pytest

from constraints.rooms import liaison_span
from planner.assignment import assign
from planner.control import Control
from planner.domain import LiaisonHead, Problem
from planner.plan import Plan
from tests.constraints.rooms.below import below, council


def villages(count: int, **changes: Any) -> Problem:
    """村1 … on a line, 0.01° (0.94 km) from one to the next."""
    rooms = [council(f"村{n}", "village", longitude=120 + n / 100) for n in range(1, count + 1)]
    return below(*rooms, **changes)


def head(name: str, village: str = "", **changes: Any) -> LiaisonHead:
    return LiaisonHead(name=name, person=name, village=village, **changes)


def looked_after(problem: Problem) -> dict[str, tuple[str, ...]]:
    found = assign(problem, Control())
    assert found.proven
    return {entry["head"]: entry["rooms"] for entry in found.liaison}


def plan_of(**heads: tuple[str, ...]) -> Plan:
    liaison = tuple({"head": name, "rooms": rooms} for name, rooms in heads.items())
    return Plan(year=2027, liaison=liaison)


def test_each_head_has_the_villages_near_their_own() -> None:
    heads = (head("甲", "村1"), head("乙", "村6"))
    found = looked_after(villages(6, liaison_heads=heads))
    assert found == {"甲": ("村1", "村2", "村3"), "乙": ("村4", "村5", "村6")}


def test_covering_comes_before_nearness() -> None:
    """Five villages, two heads: three and two, though two and two were nearer."""
    found = looked_after(villages(5, liaison_heads=(head("甲", "村1"), head("乙", "村5"))))
    assert sorted(map(len, found.values())) == [2, 3]


def test_a_head_of_unknown_place_has_villages_near_each_other() -> None:
    """Any three of five covered: those in a row are 0.94 + 0.94 + 1.89 km apart, the least."""
    (rooms,) = looked_after(villages(5, liaison_heads=(head("甲"),))).values()
    numbers = [int(name[1:]) for name in rooms]
    assert numbers == list(range(numbers[0], numbers[0] + 3))


def test_heads_serve_their_own_town() -> None:
    """甲 lives in 东镇's 村1: the two of 东镇, and none of 西镇, though 村3 is next door."""
    rooms = [
        council(f"村{n}", "village", longitude=120 + n / 100, parent="东镇" if n < 3 else "西镇")
        for n in range(1, 6)
    ]
    assert looked_after(below(*rooms, liaison_heads=(head("甲", "村2"),))) == {"甲": ("村1", "村2")}


def test_with_more_heads_than_villages_need_nobody_has_a_single_one() -> None:
    """Three villages, two heads: one has all three (or two), nobody one; the idle head is named."""
    problem = villages(3, liaison_heads=(head("甲", "村1"), head("乙", "村3")))
    found = looked_after(problem)
    assert list(map(len, found.values())) == [3]
    (idle,) = liaison_span.RULE.check(plan_of(**found), problem).notes
    assert "没有分到村" in idle


@pytest.mark.parametrize(("count", "holds"), [(1, False), (2, True), (3, True), (4, False)])
def test_two_or_three_villages_each(count: int, holds: bool) -> None:
    problem = villages(4, liaison_heads=(head("甲"),))
    rooms = tuple(f"村{n}" for n in range(1, count + 1))
    verdict = liaison_span.RULE.check(plan_of(甲=rooms), problem)
    assert verdict.holds == holds
    assert holds or f"联系 {count} 个村，应为 2—3 个" in verdict.findings[0].text


def test_one_head_for_a_village() -> None:
    problem = villages(3, liaison_heads=(head("甲"), head("乙")))
    verdict = liaison_span.RULE.check(plan_of(甲=("村1", "村2"), 乙=("村2", "村3")), problem)
    (finding,) = verdict.findings
    assert "村2有 2 名联络负责人" in finding.text


def test_villages_that_no_head_covers_are_listed() -> None:
    """Five villages, one head of three at most: two are left."""
    problem = villages(5, liaison_heads=(head("甲", "村1"),))
    plan = plan_of(**looked_after(problem))
    (note,) = liaison_span.RULE.check(plan, problem).notes
    assert "2 个村没有联络负责人：村4、村5" in note
    assert liaison_span.RULE.measure(plan, problem)["liaison-span.uncovered"] == 2


def test_the_office_may_widen_the_span() -> None:
    wider = villages(4, liaison_heads=(head("甲", "村1"),), numbers={("liaison-span", "max"): 4})
    assert looked_after(wider) == {"甲": ("村1", "村2", "村3", "村4")}


def test_a_head_has_the_way_to_the_villages_where_coordinates_are_known() -> None:
    """甲 at home in 村1 of 村1—3: 0 + 0.94 + 1.89 km; a village off the map leaves it unsaid."""
    heads = (head("甲", "村1"),)
    (entry,) = assign(villages(3, liaison_heads=heads), Control()).liaison
    assert float(entry["km"]) == pytest.approx(2.8, abs=0.11)
    unknown = below(
        *(council(f"村{n}", "village", longitude=None) for n in range(1, 4)), liaison_heads=heads
    )
    (entry,) = assign(unknown, Control()).liaison
    assert "km" not in entry
