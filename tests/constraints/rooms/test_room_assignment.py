"""委员下沉: a member in no room, in two, or in one across the county would go nowhere at all."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from constraints.rooms import attendance, room_assignment
from inputs.reader import read_workbook
from planner.assignment import assign
from planner.control import Control
from planner.domain import Absence, Deliberator, Member, Problem, RoomHost
from planner.plan import Plan, Session
from tests.builders import member, solve_with, topic
from tests.constraints.rooms.below import below, council
from tests.constraints.rooms.councils import room, session, value, year

EXAMPLES = Path(__file__).parents[3] / "examples"
NEAR, FAR = {"longitude": 120.01, "latitude": 32.0}, {"longitude": 121.0, "latitude": 32.0}
"""About 0.9 km east of 东镇, and 94 km."""
EAST = council("东镇")
WEST = council("西镇", longitude=121.0)


def assigned(problem: Problem) -> dict[str, str]:
    found = assign(problem, Control())
    assert found.proven
    return {entry["member"]: entry["room"] for entry in found.assignments}


def people(count: int, **changes: Any) -> tuple[Member, ...]:
    return tuple(member(n, **changes) for n in range(1, count + 1))


def plan_of(**rooms: str) -> Plan:
    entries = tuple({"member": m, "room": name} for m, name in rooms.items())
    return Plan(year=2027, room_assignments=entries)


def findings(problem: Problem, plan: Plan) -> list[str]:
    return [finding.text for finding in room_assignment.RULE.check(plan, problem).findings]


def notes(problem: Problem, plan: Plan) -> tuple[str, ...]:
    return room_assignment.RULE.check(plan, problem).notes


# -- who belongs where -------------------------------------------------------------------------
def test_each_member_goes_to_the_room_near_home() -> None:
    members = (member(1, **NEAR), member(2, **FAR), member(3, **NEAR), member(4, **FAR))
    found = assigned(below(EAST, WEST, members=members))
    assert found == {"M001": "东镇", "M002": "西镇", "M003": "东镇", "M004": "西镇"}


@pytest.mark.parametrize(("count", "sizes"), [(6, [3, 3]), (7, [4, 3])])
def test_rooms_have_as_many_members_however_far_they_live(count: int, sizes: list[int]) -> None:
    """All live by 东镇, 94 km from 西镇, and yet no room is left with one."""
    found = Counter(assigned(below(EAST, WEST, members=people(count, **NEAR))).values())
    assert [found["东镇"], found["西镇"]] == sizes


def test_an_office_may_let_rooms_differ_by_its_slack() -> None:
    """Six who all live by 东镇, 3 each: a slack of 1 lets four stay near, two travel."""
    numbers = {("room-assignment", "slack"): 1}
    found = assigned(below(EAST, WEST, members=people(6, **NEAR), numbers=numbers))
    assert sorted(found.values()) == ["东镇"] * 4 + ["西镇"] * 2


def test_what_a_full_list_leaves_is_shared_evenly_too() -> None:
    """东镇 lists six of ten; four live by 西镇: 2 and 2, not 4 and 0, though both miss 3–4 by 4 in all.

    Even is 10 / 3, three or four. 东镇: 6 − 4 = 2, squared 4; the others 3 − 2 = 1 each: 4 + 1 + 1 = 6.
    """
    listed = tuple(
        Deliberator(id=f"D{n}", name=f"委员{n}", person=f"M{n:03d}", room="东镇", kind="政协委员")
        for n in range(1, 7)
    )
    north = council("北镇", latitude=33.0)
    problem = below(EAST, WEST, north, members=people(10, **FAR), deliberators=listed)
    assert Counter(assigned(problem).values()) == {"东镇": 6, "西镇": 2, "北镇": 2}
    sizes = next(s for s in assign(problem, Control()).stages if s.name == "belonging-sizes")
    assert (sizes.value, sizes.bound) == (6, 6)
    left_out = plan_of(**{f"M{n:03d}": "东镇" if n <= 6 else "西镇" for n in range(1, 11)})
    # 东镇 6 − 4 = 2, 西镇 4, 北镇 3 − 0: 4 + 0 + 9.
    assert room_assignment.RULE.measure(left_out, problem)["room-assignment.uneven"] == 13


def test_without_coordinates_the_town_decides() -> None:
    """丙村 lies in 西镇: its people first of all to it, then others of 西镇."""
    village = council("丙村", "village", parent="西镇")
    members = (member(1, town="东镇"), member(2, town="丙村"), member(3, town="东镇"))
    found = assigned(below(EAST, village, members=members))
    assert found == {"M001": "东镇", "M002": "丙村", "M003": "东镇"}


def test_among_rooms_as_near_the_topics_decide_who_goes_where() -> None:
    """1.9 km and 0.9 km are one band of 3 km: the member who knows 水利 goes where it is asked for."""
    west = council("西镇", longitude=119.99)
    knows = (member(1, expertise=("水利",), **NEAR), member(2, **NEAR))
    asked = (topic(1, room="西镇", expertise=("水利",)),)
    found = assigned(below(EAST, west, members=knows, topics=asked))
    assert found == {"M001": "西镇", "M002": "东镇"}


def test_of_equally_near_and_expert_members_each_room_has_many_sectors() -> None:
    """教育, 教育, 农业, 农业 in two rooms: one of each in both, nobody twice."""
    sectors = ("教育", "教育", "农业", "农业")
    members = tuple(member(n, sector=s, **NEAR) for n, s in enumerate(sectors, 1))
    west = council("西镇", longitude=119.99)
    found = assigned(below(EAST, west, members=members))
    assert {found["M001"], found["M002"]} == {found["M003"], found["M004"]} == {"东镇", "西镇"}


@pytest.mark.parametrize("as_host", [True, False])
def test_who_stands_in_a_rooms_list_belongs_to_it(as_host: bool) -> None:
    """M001 lives by 西镇, but hosts (or deliberates) in 东镇."""
    east = council("东镇", hosts=(RoomHost(name="委员1", person="M001"),)) if as_host else EAST
    listed = Deliberator(id="D1", name="委员1", person="M001", room="东镇", kind="政协委员")
    problem = below(east, WEST, members=people(2, **FAR), deliberators=() if as_host else (listed,))
    assert assigned(problem)["M001"] == "东镇"
    assert assign(problem, Control()).assignments[0]["basis"] == "已在该室名单"


def test_an_enterprises_room_gets_no_members() -> None:
    """To town and village rooms alone (yangzhou (三)); no such room, nobody assigned, nothing amiss."""
    works = council("某厂", "enterprise", **NEAR)
    assert assigned(below(WEST, works, members=people(1, **NEAR))) == {"M001": "西镇"}
    alone = below(works, members=people(1))
    assert assigned(alone) == {}
    assert not findings(alone, plan_of())


@pytest.mark.parametrize(("name", "sizes"), [("sanyou", {2, 3}), ("yangzhou", {10, 11})])
def test_the_examples_rooms_differ_by_one_member_at_most(name: str, sizes: set[int]) -> None:
    """48 members in 18 villages; 150 in 14 rooms."""
    problem = read_workbook(EXAMPLES / f"{name}.xlsx")
    near = problem.emphasis.model_copy(update={"belonging": problem.emphasis.belonging[:2]})
    found = assigned(problem.model_copy(update={"emphasis": near}))
    assert set(Counter(found.values()).values()) == sizes


# -- the verdict -------------------------------------------------------------------------------
def test_one_room_for_each_member() -> None:
    problem = below(EAST, WEST, members=people(2))
    assert not findings(problem, plan_of(M001="东镇", M002="西镇"))
    (missing,) = findings(problem, plan_of(M001="东镇"))
    assert "委员2（M002）没有编入任何协商室" in missing
    twice = plan_of(M001="东镇", M002="西镇")
    more = ({"member": "M001", "room": "西镇"}, *twice.room_assignments)
    (both,) = findings(problem, twice.replace(room_assignments=more))
    assert "委员1（M001）编入了西镇、东镇" in both


def test_a_room_that_receives_nobody_is_named() -> None:
    problem = below(EAST, council("某厂", "enterprise"), members=people(1))
    (text,) = findings(problem, plan_of(M001="某厂"))
    assert "某厂不接收下沉委员" in text


def test_the_list_comes_before_the_distance() -> None:
    listed = Deliberator(id="D1", name="委员1", person="M001", room="东镇", kind="政协委员")
    problem = below(EAST, WEST, members=people(1), deliberators=(listed,))
    (text,) = findings(problem, plan_of(M001="西镇"))
    assert "委员1（M001）是东镇的议事成员或主持人" in text


@pytest.mark.parametrize(
    ("cap", "away", "why"),
    [
        (0, (), "年度邀请上限 0 次已满"),
        (None, (date(2027, 3, 8), date(2027, 6, 8)), "全年 2 场，本人都不在"),
        (None, (date(2027, 3, 8),), "1 场的名额已满"),
    ],
)
def test_who_never_sits_is_named_with_the_reason(
    cap: int | None, away: tuple[date, ...], why: str
) -> None:
    sessions = tuple(
        Session(id=f"town-东镇-{n}", form="town", council="东镇", date=day, members=("M002",))
        for n, day in enumerate((date(2027, 3, 8), date(2027, 6, 8)), 1)
    )
    problem = below(
        EAST,
        members=(member(1, cap=cap), member(2)),
        absences=tuple(Absence(subject="M001", start=day, end=day) for day in away),
    )
    plan = plan_of(M001="东镇", M002="东镇").replace(sessions=sessions)
    (note,) = notes(problem, plan)
    assert note.startswith("委员1（M001）没有安排参加东镇的协商：")
    assert why in note


# -- who sits ----------------------------------------------------------------------------------
@pytest.mark.parametrize(("count", "missed"), [(4, 0), (5, 1)])
def test_each_member_of_the_room_sits_at_least_once(count: int, missed: int) -> None:
    """Two sessions of two people: four members, each once; a fifth is missed, and counted."""
    two = tuple(value("attendance", name, 2) for name in ("min", "target", "max"))
    problem = room("town", overrides=two, sessions=2, members=people(count), deliberators=())
    days = (date(2027, 3, 8), date(2027, 6, 8))
    given = year(*(session(n, day, "town", deliberators=()) for n, day in enumerate(days, 1)))
    rules = (attendance.RULE, room_assignment.RULE)
    least = "room-assignment.missed"
    feasible, _, terms = solve_with(problem, rules, "people", given=given, minimise=least)
    assert feasible
    assert terms[least] == missed


def test_who_sits_nowhere_is_counted_in_the_plan_too() -> None:
    problem = room("town", sessions=1, members=people(3))
    plan = year(session(1, date(2027, 3, 8), "town", members=("M001",)))
    assert room_assignment.RULE.measure(plan, problem) == {"room-assignment.missed": 2}
