"""A whole workbook: every problem in one go, and what is assumed for lack of data."""

from __future__ import annotations

from copy import deepcopy
from datetime import datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inputs.problems import InputErrors
from inputs.reader import read, read_workbook
from tests.inputs.workbooks import (
    Rows,
    changed,
    kailu_sheets,
    problem_of,
    read_sheets,
    sheets,
    with_item,
    write,
)


def test_a_right_workbook_gives_a_whole_problem(tmp_path: Path) -> None:
    problem = problem_of(tmp_path, sheets())
    assert [s.id for s in problem.slots] == ["plenary-1", *(f"bimonthly-{k}" for k in range(1, 7))]
    assert problem.topic("T01").lead_bodies == ("经济委员会",)
    assert problem.leaders_in_charge("经济委员会") == ("李副主席",)
    assert problem.chair is not None
    assert problem.chair.can_host
    assert not problem.leader("吴副县长").can_host
    assert problem.parameter("lead-time", "lead_months", "bimonthly").source == "anhua 二4、三(二)1"
    assert problem.sources["lead-time"].startswith("anhua")


def test_all_problems_of_a_workbook_come_together(tmp_path: Path) -> None:
    """Five mistakes in five sheets: the user mends them in one sitting, not in five."""
    content = changed(
        日历=[["开始", "结束", "类型"], ["2027-5-5", "2027-5-1", "放假"]],
        锁定=[["对象", "项目", "值"], ["bimonthly-9", "月份", 5]],
        规则=[["规则", "参数", "值"], ["提前期", "提前月数", 99]],
    )
    content["议题"][1][3] = "高"
    content["委员"][3][0] = "M001"
    content["基本信息"][5][1] = "2027-1-9"  # the plenary's end before its start
    result = read_sheets(tmp_path, content)
    found = {p.where for p in result.problems if p.severity == "error"}
    cells = {"日历!B2", "规则!C2", "议题!D2", "委员!A4"}
    assert cells <= found
    assert any(p.code == "plenary-backwards" for p in result.problems)
    with pytest.raises(InputErrors) as caught:
        read_workbook(write(tmp_path / "县.xlsx", content))
    assert {p.where for p in caught.value.problems if p.severity == "error"} == found


def test_errors_of_locks_come_with_those_of_other_sheets(tmp_path: Path) -> None:
    content = changed(锁定=[["对象", "项目", "值"], ["bimonthly-9", "月份", 5]])
    content["议题"][1][3] = "高"
    result = read_sheets(tmp_path, content)
    found = {p.where for p in result.problems if p.severity == "error"}
    assert found == {"锁定!A2", "议题!D2"}


def test_assumptions_go_with_the_problem(tmp_path: Path) -> None:
    content = with_item("主席会议日期", None)
    content["委员"][1][4] = None
    content["委员"][2][4] = None
    problem = problem_of(tmp_path, content)
    said = "\n".join(problem.assumptions)
    assert "2 名委员没有填出席率，按 80% 估计" in said
    assert "假定议题在计划批准日期（2026-12-20）确定" in said
    assert "临时日历" in said
    assert "没有填会场" in said
    assert problem.member("M001").attendance_percent == 80
    assert problem.member("M001").attendance_assumed
    assert problem.member("M003").attendance_percent == 90


def test_reading_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = write(tmp_path / "县.xlsx", sheets())
    before = path.read_bytes()
    read(path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


STRANGE = st.one_of(
    st.sampled_from(
        [time(9, 0), True, -1, 10**15, "=1+1", "示例", "、、", "13-15月", "3月中旬", "99999"]
    ),
    st.floats(allow_nan=False, allow_infinity=False),
    st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1)),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=30),
)


@pytest.mark.parametrize("base", [sheets(), kailu_sheets()], ids=["anhua", "kailu"])
@settings(max_examples=30, deadline=None)
@given(st.data())
def test_no_cell_value_at_all_ends_in_a_traceback(
    base: dict[str, Rows], data: st.DataObject
) -> None:
    """A workbook is either read or has problems that say where; reading never raises."""
    content = deepcopy(base) | dict(
        专家=[["编号", "姓名", "单位"], ["E01", "专家一", "大学"]],
        日历=[["开始", "结束", "类型", "适用"], ["2027-5-1", "2027-5-5", "放假", ""]],
        不可用=[["对象", "开始", "结束"], ["M001", "2027-5-1", "2027-5-5"]],
        规则=[["规则", "参数", "值"], ["提前期", "提前月数", 2]],
        锁定=[["对象", "项目", "值"], ["T01", "月份", 5]],
    )
    for _ in range(3):
        rows = content[data.draw(st.sampled_from(sorted(content)))]
        row = data.draw(st.integers(0, len(rows) - 1))
        column = data.draw(st.integers(0, len(rows[0]) - 1))
        rows[row] += [None] * (column + 1 - len(rows[row]))
        rows[row][column] = data.draw(STRANGE)
    with TemporaryDirectory() as folder:
        result = read_sheets(Path(folder), content)
    assert result.problem is not None or any(p.severity == "error" for p in result.problems)
