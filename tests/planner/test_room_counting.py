"""A village's clerk is told by counting, before any solving, that nobody could hold its year."""

from __future__ import annotations

from pathlib import Path

from planner.necessary import necessary_facts
from tests.inputs.room_sheets import farm_sheets
from tests.inputs.workbooks import Rows, problem_of


def with_caps(content: dict[str, Rows], room: str, cap: int) -> dict[str, Rows]:
    header, *rows = content["议事成员"]
    rows = [[*row, cap if row[2] == room else ""] for row in rows]
    return content | {"议事成员": [[*header, "年度上限"], *rows]}


def test_invitations_of_a_year_are_counted_against_its_seats(tmp_path: Path) -> None:
    """甲村: six sessions of 15 are 90 places; 24 people three times each are 72, four times 96."""
    assert not list(necessary_facts(problem_of(tmp_path, with_caps(farm_sheets(), "甲村", 4))))
    (fact,) = necessary_facts(problem_of(tmp_path, with_caps(farm_sheets(), "甲村", 3)))
    assert fact.numbers == {"has": 72, "needs": 90}
    assert "“甲村”全年 6 场至少要 90 人次" in fact.line
    assert fact.cells[0].startswith("议事成员!")


def test_hosts_who_are_never_there_are_named_with_their_rows(tmp_path: Path) -> None:
    content = farm_sheets()
    content["不可用"] = [
        ["对象", "开始", "结束"],
        *([who, "2026-12-1", "2027-12-31"] for who in ("甲书记", "甲组长", "甲主任")),
    ]
    facts = list(necessary_facts(problem_of(tmp_path, content)))
    assert len(facts) == 6  # each of 甲村's sessions
    assert "甲书记、甲组长、甲主任" in facts[0].text
    assert facts[0].cells == ("协商室!E3", "不可用!A2", "不可用!A3", "不可用!A4")
