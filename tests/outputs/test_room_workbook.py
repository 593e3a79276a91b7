"""A farm's plan workbook: columns of the county's own are not printed, everyone is called by name."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest

from inputs import examples
from inputs.plan_file import read_plan
from inputs.reader import read_workbook
from outputs.plan_workbook import write_plan_workbook
from planner.control import Control
from planner.domain import Problem
from planner.plan import Plan
from planner.year import solve_year
from tests.planner.room_year import with_fields

ROOMS = ("红山湖农场", "东湾村", "桃源村")
"""Of the example farm: 东湾村's hosts are 议事成员 of the farm."""
NUMBER = re.compile(r"[DM]\d{3,}")


@pytest.fixture(scope="module")
def problem() -> Problem:
    whole = read_workbook(examples.bundled("farm"))
    return with_fields(
        whole,
        rooms=tuple(r for r in whole.rooms if r.name in ROOMS),
        slots=tuple(s for s in whole.slots if s.council in ROOMS),
        topics=tuple(t for t in whole.topics if t.room in ROOMS),
        deliberators=tuple(d for d in whole.deliberators if d.room in ROOMS),
    )


@pytest.fixture(scope="module")
def plan(problem: Problem) -> Plan:
    found = solve_year(problem, Control()).plan
    assert found is not None
    return found


def test_what_only_a_county_fills_is_not_printed_and_can_be_filled(
    plan: Plan, problem: Problem, tmp_path: Path
) -> None:
    """Five blank columns made the rest too small to read. One filled in is printed."""
    path = tmp_path / "年度协商计划.xlsx"

    def hidden(this: Plan) -> set[str]:
        write_plan_workbook(this, problem, path)
        sheet = openpyxl.load_workbook(path)["计划"]
        top = next(row for row in sheet.iter_rows() if row[0].value == "序号")
        return {c.value for c in top if sheet.column_dimensions[c.column_letter].hidden}

    assert hidden(plan) == {"协办单位", "协商部门", "分管领导", "委员", "专家"}
    helped = plan.sessions[0].replace(departments=("农业农村科",))
    assert hidden(plan.update(helped)) == {"协办单位", "分管领导", "委员", "专家"}


def test_the_workbook_reads_back_as_the_same_plan(
    plan: Plan, problem: Problem, tmp_path: Path
) -> None:
    """Whoever corrects a name in Excel changes nothing else."""
    path = tmp_path / "年度协商计划.xlsx"
    write_plan_workbook(plan, problem, path)
    back = read_plan(path, problem)
    assert {s.id: s for s in back.sessions} == {s.id: s for s in plan.sessions}


def test_hosts_and_speakers_are_called_by_name(plan: Plan) -> None:
    """Nobody in the hall knows who D0026 is."""
    for session in plan.sessions:
        spoken = [session.host, *(part.speaker for part in session.agenda)]
        spoken += [name for m in session.milestones for name in m.with_]
        assert not [name for name in spoken if NUMBER.search(name)], session.id
