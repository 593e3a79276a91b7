"""What the office relaxes of a usual rule is signed by the chair, or nobody knows that it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from inputs.reader import read, read_workbook
from planner.control import Control
from planner.solve import solve

ANHUA = Path("examples/anhua.xlsx")


def with_row(example: Path, folder: Path, sheet: str, **values: object) -> Path:
    """Return a copy of an example with one row more."""
    book = load_workbook(example)
    page = book[sheet]
    columns = {str(cell.value).strip(" *"): cell.column for cell in page[1]}
    row = next(n for n in range(2, 99) if all(page.cell(n, c).value is None for c in (1, 2, 3)))
    for column, value in values.items():
        page.cell(row, columns[column]).value = value  # type: ignore[assignment]
    book.save(folder / "县.xlsx")
    return folder / "县.xlsx"


def with_number(folder: Path, rule: str, parameter: str, value: int) -> Path:
    """Return a copy of anhua's example with another number of a rule in the row that has it."""
    book = load_workbook(ANHUA)
    page = book["规则"]
    columns = {str(cell.value).strip(" *"): cell.column - 1 for cell in page[1]}
    for row in page.iter_rows(min_row=2):
        if (row[columns["规则"]].value, row[columns["参数"]].value) == (rule, parameter):
            row[columns["值"]].value = value
    book.save(folder / "县.xlsx")
    return folder / "县.xlsx"


def test_a_period_without_a_session_is_a_deviation(tmp_path: Path) -> None:
    """锁定: bimonthly-3 不召开. Five sessions and the plenary; the chair signs why."""
    problem = read_workbook(with_row(ANHUA, tmp_path, "锁定", 对象="bimonthly-3", 项目="不召开"))
    plan = solve(problem, Control()).plan
    assert plan is not None
    assert len(plan.sessions) == 6
    (deviation,) = [d for d in plan.deviations if d.rule == "bimonthly-cadence"]
    assert deviation.text.startswith("5—6月不召开双月协商座谈会")
    assert "锁定!" in deviation.reason


@pytest.mark.parametrize("subject", ["bimonthly-1", "T03"])
def test_what_must_be_held_cannot_be_left_out(subject: str, tmp_path: Path) -> None:
    """The session with the plenary is no separate one to leave out; a topic is no session."""
    found = read(with_row(ANHUA, tmp_path, "锁定", 对象=subject, 项目="不召开"))
    assert found.problem is None
    assert [p.code for p in found.problems if p.severity == "error"] == ["lock-must-be-held"]


def test_fewer_members_than_usual_are_a_deviation(tmp_path: Path) -> None:
    """规则: 委员名额, 最少 3: usually five."""
    problem = read_workbook(with_number(tmp_path, "委员名额", "最少", 3))
    plan = solve(problem, Control()).plan
    assert plan is not None
    (deviation,) = [d for d in plan.deviations if d.rule == "member-seats"]
    assert "一般 5 名，本年 3 名" in deviation.text


def test_more_than_usual_is_none(tmp_path: Path) -> None:
    problem = read_workbook(with_number(tmp_path, "委员名额", "最少", 6))
    plan = solve(problem, Control()).plan
    assert plan is not None
    assert not [d for d in plan.deviations if d.rule == "member-seats"]
