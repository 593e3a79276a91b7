"""The whole year: rooms that share people must not be planned as if each had them to itself."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

from constraints.clashes import People, engagements
from planner.check import judge
from planner.control import Control
from planner.domain import Problem
from planner.main_job import plan_year
from planner.parts import room_part
from planner.plan import Plan
from planner.rooms import solve_rooms
from planner.solve import Solved
from planner.why.conflict import explain
from planner.year import solve_year
from tests.inputs.room_sheets import ROOMS, farm_sheets, mixed_sheets, with_row
from tests.inputs.workbooks import Rows, problem_of


def full_farm() -> dict[str, Rows]:
    """The farm and its two villages with a topic for each session: 4, 6 and 6."""
    content = farm_sheets()
    for room, letter, count in zip(ROOMS, "FAB", (4, 6, 6), strict=True):
        for n in range(4, count + 1):
            content["议题"].append([f"{letter}T{n}", f"{room}的议题{n}", room, 1, room, ""])
    return content


def planned(problem: Problem) -> Plan:
    solved = solve_year(problem, Control())
    assert solved.plan is not None
    return solved.plan


def test_the_year_of_a_farm_is_one_plan(tmp_path: Path) -> None:
    """4 quarters of the farm, 6 two-month periods of each village: 16 sessions, all proven."""
    plan = planned(problem_of(tmp_path, full_farm()))
    assert Counter(s.council for s in plan.sessions) == {"某农场": 4, "甲村": 6, "乙村": 6}
    assert plan.status == "optimal"
    assert all(v.holds for v in plan.compliance)
    assert {s.name for s in plan.stages} >= {"room-topics", "room-calendar", "room-people"}


def test_a_plan_takes_the_place_of_why_there_was_none(tmp_path: Path) -> None:
    """A 无法编排.txt of yesterday beside today's plan would have the clerk doubt it."""
    out = tmp_path / "出"
    out.mkdir()
    (out / "无法编排.txt").write_text("昨天的", encoding="utf-8")
    problem = problem_of(tmp_path, full_farm())
    plan_year(problem, Control(), out, next(tmp_path.glob("*.xlsx")))
    there = {path.name for path in out.iterdir()}
    assert "无法编排.txt" not in there
    assert {"plan.json", "年度协商计划.xlsx", "report.html", "calendars"} <= there


def test_the_same_workbook_gives_the_same_year(tmp_path: Path) -> None:
    problem = problem_of(tmp_path, full_farm())
    assert planned(problem).to_json() == planned(problem).to_json()


def test_who_hosts_two_rooms_is_in_one_place_at_a_time(tmp_path: Path) -> None:
    """甲书记 and 甲组长 host both villages, on the four days of each period that are left open."""
    content = full_farm()
    for village in ("甲村", "乙村"):
        with_row(content, "协商室", village, 召集人="甲书记", 可主持人员="甲组长")
    content["日历"] = [["开始", "结束", "类型", "说明"]]
    content["日历"] += [
        [date(2027, month, 9), date(2027, month, 28), "回避", "农忙"] for month in range(1, 13)
    ]
    problem = problem_of(tmp_path, content)
    plan = planned(problem)
    times = Counter(engagements(plan, People(problem)))
    assert max(times.values()) == 1
    assert all(v.holds for v in judge(plan, problem))


def test_a_persons_cap_holds_over_all_their_rooms(tmp_path: Path) -> None:
    """A01 is a deliberator of both villages, and may be asked twice a year in all."""
    content = full_farm()
    with_row(content, "议事成员", "A01", 年度上限=2)
    content["议事成员"].append(["A01", "甲村1号", "乙村", "利益相关方代表", "养殖户", 0.9, 2])
    problem = problem_of(tmp_path, content)
    plan = planned(problem)
    assert sum("A01" in s.deliberators for s in plan.sessions) <= 2
    assert next(v for v in plan.compliance if v.rule == "invitation-cap").holds


def test_the_bound_holds_for_all_rooms_together(tmp_path: Path) -> None:
    """Each stage's value is no better than its bound, which no sharing of people can lower."""
    content = full_farm()
    for n in range(1, 11):
        content["议事成员"].append(
            [f"A{n:02d}", f"甲村{n}号", "乙村", "利益相关方代表", "养殖户", 0.9]
        )
        with_row(content, "议事成员", f"A{n:02d}", 年度上限=5)
    problem = problem_of(tmp_path, content)
    solved = solve_rooms(problem, {}, None, Control())
    assert solved.failed is None
    for stage in solved.stages:
        worse = stage.bound - stage.value if stage.sense == "max" else stage.value - stage.bound
        assert worse >= 0, stage


def test_a_room_without_a_plan_is_named_with_what_stands_against_it(tmp_path: Path) -> None:
    """All who may host in 乙村 are away in March and April: the farm and 甲村 are not to blame."""
    content = full_farm()
    content["不可用"] = [["对象", "开始", "结束"]]
    content["不可用"] += [
        [who, date(2027, 3, 1), date(2027, 4, 30)] for who in ("乙书记", "乙组长", "乙主任")
    ]
    solved = solve_year(problem_of(tmp_path, content), Control())
    assert solved.outcome == "no-plan"
    lines = said(solved)
    assert "“乙村”排不出计划" in lines[0]
    assert any("可主持的人（乙书记、乙组长、乙主任）都不在" in line for line in lines)


def said(solved: Solved) -> list[str]:
    assert solved.part is not None
    return explain(solved.part, Control()).lines(solved.part)


def test_a_county_and_its_town_share_their_members(tmp_path: Path) -> None:
    """东镇 is the only room: every member belongs to it, and nobody is in two places at a time.

    Four sessions of at most 40 with half of them stakeholders: 80 seats for the 40 and more members.
    """
    content = mixed_sheets()
    for n in range(5, 11):
        content["议题"].append([f"T{n:02d}", f"县议题{n}", "经济委员会", 3, "经济委员会", ""])
    sectors = ("农业", "教育", "经济", "科技", "工会")
    header = content["委员"][0]
    for n in range(40):
        row = {"编号": f"N{n:02d}", "姓名": f"新委员{n}", "性别": "男", "界别": sectors[n % 5]}
        content["委员"].append([row.get(str(name)) for name in header])
    for n in range(12, 15):
        content["议题"].append([f"T{n}", f"镇议题{n}", "东镇", 3, "", "东镇"])
    problem = problem_of(tmp_path, content)
    plan = planned(problem)
    assert {e["member"] for e in plan.room_assignments} == {m.id for m in problem.members}
    assert {e["room"] for e in plan.room_assignments} == {"东镇"}
    assert max(Counter(engagements(plan, People(problem))).values()) == 1
    town = [s for s in plan.sessions if s.council == "东镇"]
    seated = {m for s in town for m in s.members}
    hosts = {s.host for s in town}
    assert all(m.id in seated or m.name in hosts for m in problem.members)


def test_a_rooms_part_knows_nothing_of_the_county(tmp_path: Path) -> None:
    """A town's session falls on any working day: no body, leader or number of the county binds it."""
    problem = problem_of(tmp_path, mixed_sheets())
    part = room_part(problem, problem.room("东镇"))
    assert not part.bodies
    assert not part.leaders
    assert {t.room for t in part.topics} == {"东镇"}
    assert part.number("attendance", "min", "town") == 10
