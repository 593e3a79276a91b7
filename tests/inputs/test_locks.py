"""锁定: what is settled, in the ids that plans hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.inputs.workbooks import changed, one_error, problem_of

HEADER = ["对象", "项目", "值"]
EXPERTS = [["编号", "姓名", "单位"], ["E01", "专家一", "大学"]]


def locks(*rows: list[Any]) -> dict[str, list[list[Any]]]:
    return changed(锁定=[HEADER, *rows], 专家=EXPERTS)


@pytest.mark.parametrize(
    ("row", "subject", "values"),
    [
        (["bimonthly-3", "日期", "2027年5月20日"], "bimonthly-3", ("2027-05-20",)),
        (["T01", "月份", "5、6"], "T01", ("5", "6")),
        (["Ｔ０１", "月份", 5], "T01", ("5",)),
        (["冷链物流", "形式", "双月协商座谈会"], "T01", ("bimonthly",)),
        (["T01", "牵头", "教育 委员会"], "T01", ("教育委员会",)),
        (["bimonthly-2", "主持", "李副主席"], "bimonthly-2", ("李副主席",)),
        (["bimonthly-2", "参加", "委员甲、M003、专家一"], "bimonthly-2", ("M001", "M003", "E01")),
        (["T02", "不参加", "M002"], "T02", ("M002",)),
        (["T02", "入选", ""], "T02", ()),
        (["T02", "不入选", "是"], "T02", ()),
        (["T02", "入选", "bimonthly-4"], "T02", ("bimonthly-4",)),
        (["bimonthly-4", "入选", "T03"], "bimonthly-4", ("T03",)),
    ],
)
def test_a_lock_holds_what_a_plan_holds(
    tmp_path: Path, row: list[Any], subject: str, values: tuple[str, ...]
) -> None:
    lock = problem_of(tmp_path, locks(row)).locks[0]
    assert (lock.subject, lock.item, lock.values) == (subject, row[1], values)
    assert lock.cell == "锁定!C2"


@pytest.mark.parametrize(
    ("row", "code", "cell"),
    [
        (["bimonthly-7", "月份", 5], "lock-subject-unknown", "A2"),
        (["T09", "入选", ""], "lock-subject-unknown", "A2"),
        (["T01", "时间", 5], "cell-invalid", "B2"),
        (["T01", "月份", "5.20"], "value-invalid", "C2"),
        (["T01", "日期", "5月"], "value-invalid", "C2"),
        (["T01", "牵头", "经济委"], "name-unknown", "C2"),
        (["T01", "主持", "委员甲"], "name-unknown", "C2"),
        (["T01", "参加", "赵主席"], "name-unknown", "C2"),
        (["T01", "月份", ""], "cell-missing", "C2"),
        (["bimonthly-3", "入选", ""], "cell-missing", "C2"),
        (["T01", "入选", "bimonthly-9"], "name-unknown", "C2"),
        (["bimonthly-3", "日期", "2027-7-1"], "lock-outside", "C2"),  # period 3 is May and June
        (["bimonthly-3", "月份", 7], "lock-outside", "C2"),
        (["bimonthly-3", "主持", "周秘书长"], "lock-no-host", "C2"),
    ],
)
def test_a_lock_on_what_is_unknown_is_an_error(
    tmp_path: Path, row: list[Any], code: str, cell: str
) -> None:
    found = one_error(tmp_path, locks(row))
    assert (found.code, found.where) == (code, f"锁定!{cell}")


def test_the_last_day_of_a_session_s_span_may_be_locked(tmp_path: Path) -> None:
    assert problem_of(tmp_path, locks(["bimonthly-3", "日期", "2027-6-30"])).locks
    assert problem_of(tmp_path, locks(["bimonthly-3", "月份", "6、7"])).locks


def test_a_body_locked_as_lead_needs_a_vice_chair_in_charge(tmp_path: Path) -> None:
    content = locks(["T01", "牵头", "办公室"])
    content["承办单位"][3][3] = ""
    found = one_error(tmp_path, content)
    assert (found.code, found.sheet) == ("body-no-leader", "承办单位")
    assert "锁定!C2" in found.why


def test_an_unknown_session_lists_those_there_are(tmp_path: Path) -> None:
    found = one_error(tmp_path, locks(["bimonthly-7", "月份", 5]))
    assert "bimonthly-2、bimonthly-3" in found.cure
