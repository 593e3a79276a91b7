"""Who is concerned by a room's topic is printed, and no share is charted that nobody asked for.

Readers of a 三有 plan would take "不到50%" for a fault, and would not see who speaks for whom.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from inputs import examples
from inputs.reader import read_workbook
from outputs.report import report
from outputs.room_pages import write_room_pages
from outputs.room_sheets import ROOMS, room_sheets
from planner.check import judge
from planner.control import Control
from planner.domain import ParameterValue, Problem
from planner.plan import Plan
from planner.year import solve_year
from tests.planner.room_year import with_fields

VILLAGES = ("上泉村", "双江口村")
"""Two of the example sanyou: one topic of 双江口村 names no stakeholders, all others do."""
SHARE = "利益相关方最少占"


@pytest.fixture(scope="module")
def problem() -> Problem:
    """The two villages, with nobody sent down to them."""
    whole = read_workbook(examples.bundled("sanyou"))
    return with_fields(
        whole,
        rooms=tuple(r for r in whole.rooms if r.name in VILLAGES),
        slots=tuple(s for s in whole.slots if s.council in VILLAGES),
        topics=tuple(t for t in whole.topics if t.room in VILLAGES),
        deliberators=tuple(d for d in whole.deliberators if d.room in VILLAGES),
        members=(),
        liaison_heads=(),
    )


@pytest.fixture(scope="module")
def plan(problem: Problem) -> Plan:
    found = solve_year(problem, Control()).plan
    assert found is not None
    return found


def asking(problem: Problem, percent: int) -> Problem:
    """Return the year with a share asked for in every room."""
    name = "stakeholder-share"
    return with_fields(
        problem,
        regimes={
            key: regime.model_copy(
                update={
                    "parameters": (
                        *(p for p in regime.parameters if p.rule != name),
                        ParameterValue(rule=name, name="percent", value=percent),
                    )
                }
            )
            for key, regime in problem.regimes.items()
        },
    )


def test_every_session_with_a_topic_says_who_is_concerned_and_why(
    plan: Plan, problem: Problem
) -> None:
    links = {
        t: {s.link for s in session.stakeholders}
        for session in plan.sessions
        for t in session.topics
    }
    assert links.pop("S0026") == {"利益相关方代表（议题没有写明利益相关方）"}
    assert len(links) >= 4
    for topic, told in links.items():
        assert told, topic
        assert told <= {"本人"} | {
            f"{word}：{one}"
            for one in problem.topic(topic).stakeholders
            for word in ("领域", "单位")
        }
    assert all(v.holds for v in judge(plan, problem))


def test_the_villages_pages_print_the_links(plan: Plan, problem: Problem, tmp_path: Path) -> None:
    (path,) = write_room_pages(plan, problem, tmp_path)
    book = load_workbook(path)
    cells = [
        str(cell)
        for sheet in book.worksheets
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if cell
    ]
    told = [line for cell in cells for line in cell.splitlines() if line.startswith("利益相关方")]
    assert len(told) == sum(bool(s.topics) for s in plan.sessions)
    for session in plan.sessions:
        for link in {s.link for s in session.stakeholders}:
            count = f"利益相关方{len(session.stakeholders)}名"
            assert any(line.startswith(count) and f"（{link}）" in line for line in told)


def test_no_share_is_told_where_none_is_asked_for(plan: Plan, problem: Problem) -> None:
    page = report(plan, problem)
    assert "各月场次" in page  # the other charts of the rooms are there
    assert "所占比例" not in page
    assert SHARE not in page
    assert "不到50%" not in page
    (rooms,) = (table for table in room_sheets(plan, problem) if table.name == ROOMS)
    assert "利益相关方占比" not in [column.name for column in rooms.columns]


def test_a_share_that_is_asked_for_is_told(plan: Plan, problem: Problem) -> None:
    """The example asks for none; were it 20 %, the same plan would be measured against it."""
    asked = asking(problem, 20)
    least = min(
        100 * len(s.stakeholders) // len((*s.deliberators, *s.members, *s.experts))
        for s in plan.sessions
        if s.topics
    )
    page = report(plan, asked)
    assert "所占比例" in page
    assert f"{SHARE} {least}%" in page
    (rooms,) = (table for table in room_sheets(plan, asked) if table.name == ROOMS)
    at = [column.name for column in rooms.columns].index("利益相关方占比")
    assert f"{least}%" in [row[at] for row in rooms.rows if isinstance(row, tuple)]
