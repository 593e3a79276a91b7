"""A topic lost or merged unasked on its way from ten committees to one list is a committee's work lost."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from inputs.problems import InputErrors, InputProblem
from inputs.reader import read
from outputs.candidates import write_candidates
from planner.candidates import KEEP_BOTH
from planner.collect_job import collect
from planner.collect_words import collected_data, collected_lines
from planner.collected import Collected
from planner.plan import LeftOut, Plan, Session
from tests.inputs import workbooks
from tests.planner.submissions import COMMITTEES, ten_submissions
from tests.planner.test_cli import run as command

HEAD = ["编号", "议题名称", "提出单位", "重要程度", "相关部门", "最早月份", "最晚月份"]
TODAY = date(2026, 11, 26)
PARKING: list[list[Any]] = [HEAD, ["1", "城区停车难问题", "经济委员会", 3, "住建局", 3, 6]]
PARKING_TOO: list[list[Any]] = [
    HEAD,
    ["1", "关于解决城区停车难的建议", "提案委员会", "指定", "公安局", 5, 9],
    ["", "垃圾分类处理", "提案委员会", 2, "", "", ""],
]


def two(folder: Path) -> list[Path]:
    """Two submissions of three topics, two of them the same matter."""
    return [
        workbooks.write(folder / "经济委.xlsx", {"议题": PARKING}),
        workbooks.write(folder / "提案委.xlsx", {"议题": PARKING_TOO}),
    ]


def run(paths: list[Path], out: Path, **more: Any) -> Collected:
    collected = collect(paths, out, TODAY, **more)
    write_candidates(collected, out)
    return collected


def refused(paths: list[Path], out: Path, **more: Any) -> list[InputProblem]:
    before = out.read_bytes() if out.is_file() else None
    with pytest.raises(InputErrors) as caught:
        run(paths, out, **more)
    assert (out.read_bytes() if out.is_file() else None) == before
    found = [p for p in caught.value.problems if p.severity == "error"]
    assert all(p.why and p.cure for p in found)
    return found


def codes(problems: list[InputProblem]) -> list[str]:
    return [problem.code for problem in problems]


def decide(path: Path, *decisions: tuple[str, str, str]) -> None:
    """Write decisions below the list of pairs: two ids and which stays."""
    book = openpyxl.load_workbook(path)
    sheet = book["疑似重复"]
    headers = {cell.value: cell.column for cell in sheet[4]}
    for row in range(sheet.max_row, 4, -1):
        sheet.delete_rows(row)
    sheet.merged_cells.ranges = {r for r in sheet.merged_cells.ranges if r.max_row <= 4}
    for number, values in enumerate(decisions, start=5):
        for name, value in zip(("编号甲", "编号乙", "合并到"), values, strict=True):
            sheet.cell(number, headers[name], value)
    book.save(path)


def listed(tmp_path: Path) -> Path:
    path = tmp_path / "候选议题.xlsx"
    run(two(tmp_path), path)
    return path


# -- reading -------------------------------------------------------------------------------------
def test_ten_noisy_submissions_lose_no_topic_and_are_read_by_the_main_reader(
    tmp_path: Path,
) -> None:
    sent = ten_submissions(1000, "unseen")
    folder = tmp_path / "报送"
    folder.mkdir()
    for number, name in enumerate(COMMITTEES):
        rows: list[list[Any]] = [[f"{name}２０２７年议题"], [], ["编　号", "议题名称*", "重要程度"]]
        rows += [["１", s.title, "４ "] for s in sent if s.committee == number]
        workbooks.write(folder / f"2027年{name}议题.xlsx", {"Sheet1": rows, "Sheet2": []})
    (folder / "~$经济委员会议题.xlsx").write_bytes(b"lock")
    out = tmp_path / "候选议题.xlsx"
    collected = run([folder], out)
    assert len(collected.files) == 10
    assert sorted(t.title for t in collected.candidates) == sorted(s.title for s in sent)
    assert {t.many("提出单位")[0] for t in collected.candidates} == {
        COMMITTEES[s.committee] for s in sent
    }
    assert [t.id for t in collected.candidates][:2] == ["T001", "T002"]
    sheet = [list(row) for row in openpyxl.load_workbook(out)["议题"].iter_rows(values_only=True)]
    result = read(workbooks.write(tmp_path / "工作簿.xlsx", workbooks.changed(议题=sheet)))
    assert result.problem is not None, [p.text for p in result.problems]
    assert {t.title for t in result.problem.candidates} == {s.title for s in sent}
    assert "来源文件：2027年" in result.problem.candidates[0].note


def test_faults_of_all_files_are_said_at_once_with_file_sheet_and_cell(tmp_path: Path) -> None:
    one = workbooks.write(tmp_path / "甲委.xlsx", {"议题": [HEAD, ["1", "甲题", "甲委", 9]]})
    other = workbooks.write(tmp_path / "乙委.xlsx", {"议题": [HEAD, ["1", "", "乙委", 3]]})
    none = workbooks.write(tmp_path / "丙委.xlsx", {"名单": [["姓名"], ["张三"]], "别的": [["x"]]})
    empty = workbooks.write(tmp_path / "丁委.xlsx", {"议题": [HEAD]})
    bad = tmp_path / "戊委.xlsx"
    bad.write_bytes(b"PK nonsense")
    found = refused([one, other, none, empty, bad], tmp_path / "out.xlsx")
    assert {p.where for p in found} >= {"[甲委.xlsx]议题!D2", "[乙委.xlsx]议题!B2"}
    assert {p.sheet.split("]")[0][1:] for p in found} == {
        "甲委.xlsx", "乙委.xlsx", "丙委.xlsx", "丁委.xlsx", "戊委.xlsx",
    }  # fmt: skip


def test_a_blank_proposer_is_the_sender_and_this_is_said(tmp_path: Path) -> None:
    rows = [["议题名称", "重要程度"], ["甲题", 3]]
    named = workbooks.write(
        tmp_path / "a.xlsx",
        {"基本信息": [["项目", "内容"], ["机构名称", "老干部委"]], "议题": rows},
    )
    by_file = workbooks.write(tmp_path / "2027年经济委报送议题.xlsx", {"议题": rows})
    collected = run([named, by_file], tmp_path / "out.xlsx")
    assert [t.many("提出单位") for t in collected.candidates] == [("老干部委",), ("经济委",)]
    said = [p for one in collected.said for p in one.each if p.code == "proposer-assumed"]
    assert len(said) == 2


@pytest.mark.parametrize("case", ["none", "empty", "twice", "copy", "is-input", "nowhere", "xls"])
def test_what_cannot_be_collected_is_refused(tmp_path: Path, case: str) -> None:
    paths, out = two(tmp_path), tmp_path / "out.xlsx"
    folder = tmp_path / "空"
    folder.mkdir()
    copy = tmp_path / "另一份.xlsx"
    copy.write_bytes(paths[0].read_bytes())
    given, target, code = {
        "none": ([], out, "files-none"),
        "empty": ([folder], out, "folder-empty"),
        "twice": ([paths[0], paths[0]], out, "file-twice"),
        "copy": ([paths[0], copy], out, "file-twice"),
        "is-input": (paths, paths[0], "out-is-input"),
        "nowhere": (paths, tmp_path / "没有" / "out.xlsx", "out-nowhere"),
        "xls": (paths, tmp_path / "out.xls", "out-ending"),
    }[case]
    assert codes(refused(given, target)) == [code]


def test_the_command_writes_the_list_or_ends_with_2_and_writes_nothing(tmp_path: Path) -> None:
    paths, out = two(tmp_path), tmp_path / "候选议题.xlsx"
    done = command("collect", *paths, "--out", out, "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["topics"] == 3
    assert openpyxl.load_workbook(out).sheetnames == ["议题", "疑似重复", "汇总", "说明"]
    out.unlink()
    bad = workbooks.write(tmp_path / "甲委.xlsx", {"议题": [HEAD, ["1", "甲题", "甲委", 9]]})
    failed = command("collect", *paths, bad, "--out", out)
    assert failed.returncode == 2
    assert "[甲委.xlsx]议题!D2" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert not out.exists()


# -- deciding ------------------------------------------------------------------------------------
def test_nothing_is_merged_until_the_office_says_so_and_then_nothing_said_is_lost(
    tmp_path: Path,
) -> None:
    path = listed(tmp_path)
    first = collect([path], tmp_path / "二.xlsx", TODAY)
    assert [t.id for t in first.candidates] == ["T001", "T002", "T003"]
    assert [(p.first, p.second) for p in first.pairs] == [("T001", "T002")]
    decide(path, ("T001", "T002", "t００1"))
    out = tmp_path / "二.xlsx"
    collected = run([path], out)
    assert [t.id for t in collected.candidates] == ["T001", "T003"]
    topic = collected.candidates[0]
    assert topic.values["重要程度"] == (5, True)
    assert topic.many("提出单位") == ("经济委员会", "提案委员会")
    assert topic.many("相关部门") == ("住建局", "公安局")
    assert (topic.values["最早月份"], topic.values["最晚月份"]) == (5, 6)
    assert "城区停车难问题" in topic.text("备注")
    assert "关于解决城区停车难的建议" in topic.text("备注")
    assert [(o.file, o.number, o.row) for o in topic.origins] == [
        ("经济委.xlsx", "1", "2"), ("提案委.xlsx", "1", "2"),
    ]  # fmt: skip
    again = collect([out], tmp_path / "三.xlsx", TODAY)
    assert again.candidates == collected.candidates


def test_months_that_clash_are_said_and_the_kept_topics_own_stay(tmp_path: Path) -> None:
    paths = two(tmp_path)
    late = [HEAD, ["1", "城区停车难", "某委", 3, "", 10, 11]]
    paths[1] = workbooks.write(tmp_path / "某委.xlsx", {"议题": late})
    path = tmp_path / "候选议题.xlsx"
    run(paths, path)
    decide(path, ("T001", "T002", "T001"))
    collected = collect([path], tmp_path / "二.xlsx", TODAY)
    topic = collected.candidates[0]
    assert (topic.values["最早月份"], topic.values["最晚月份"]) == (3, 6)
    assert "3—6月 / 10—11月" in collected.clashes[0]
    assert "请核对" in topic.text("备注")


def test_a_pair_kept_apart_is_not_asked_about_again(tmp_path: Path) -> None:
    path = listed(tmp_path)
    decide(path, ("T001", "T002", KEEP_BOTH))
    out = tmp_path / "二.xlsx"
    for source, target in ((path, out), (out, tmp_path / "三.xlsx")):
        collected = run([source], target)
        assert [(p.first, p.decision) for p in collected.pairs] == [("T001", KEEP_BOTH)]
        assert len(collected.candidates) == 3


def test_a_late_submission_joins_the_list_without_changing_its_numbers(tmp_path: Path) -> None:
    path = listed(tmp_path)
    late = workbooks.write(
        tmp_path / "迟报.xlsx", {"议题": [HEAD, ["T001", "迟报题", "民宗委", 3]]}
    )
    collected = run([late, path], tmp_path / "二.xlsx")
    assert {t.id: t.title for t in collected.candidates}["T004"] == "迟报题"
    assert len(collected.candidates) == 4
    assert codes(refused([path, tmp_path / "经济委.xlsx"], tmp_path / "三.xlsx")) == ["file-listed"]


@pytest.mark.parametrize(
    ("decisions", "code"),
    [
        ([("T001", "T002", "T009")], "merge-unknown"),
        ([("T001", "T002", "T003")], "merge-unknown"),
        ([("T001", "T009", "T001")], "merge-unknown"),
        ([("T001", "T002", "T001"), ("T002", "T001", "T002")], "merge-cycle"),
        (
            [("T001", "T002", "T001"), ("T002", "T003", "T002"), ("T003", "T001", "T003")],
            "merge-cycle",
        ),
        ([("T001", "T002", "T001"), ("T002", "T003", "T003")], "merge-twice"),
    ],
)
def test_decisions_that_cannot_be_applied_are_refused(
    tmp_path: Path, decisions: list[tuple[str, str, str]], code: str
) -> None:
    path = listed(tmp_path)
    decide(path, *decisions)
    found = refused([path], tmp_path / "二.xlsx")
    assert codes(found) == [code]
    assert "疑似重复!" in found[0].where


def test_decisions_are_not_overwritten(tmp_path: Path) -> None:
    path = listed(tmp_path)
    run([tmp_path / "经济委.xlsx", tmp_path / "提案委.xlsx"], path)  # none made yet
    decide(path, ("T001", "T002", "T001"))
    paths = [tmp_path / "经济委.xlsx", tmp_path / "提案委.xlsx"]
    assert codes(refused(paths, path)) == ["out-decided"]


# -- who has sent --------------------------------------------------------------------------------
def test_who_has_not_sent_is_named_and_like_names_are_only_suggested(tmp_path: Path) -> None:
    office = workbooks.write(tmp_path / "我县.xlsx", workbooks.sheets())
    rows = [HEAD, ["1", "甲题", "经 济委员会", 3], ["2", "乙题", "教育委", 3]]
    sent = workbooks.write(tmp_path / "报送.xlsx", {"议题": rows})
    out = tmp_path / "out.xlsx"
    collected = run([sent], out, bodies=office)
    assert collected.absent == ("教育委员会",)
    unknown = [one for one in collected.sent if not one.is_body]
    assert [(one.name, one.near) for one in unknown] == [("教育委", ("教育委员会",))]
    text = "\n".join(collected_lines(collected, out))
    assert "没有报送的：教育委员会" in text
    cells = [c for row in openpyxl.load_workbook(out)["汇总"].values for c in row]
    assert "教育委员会" in cells
    assert json.loads(json.dumps(collected_data(collected, out)))["absent"] == ["教育委员会"]


# -- last year -----------------------------------------------------------------------------------
def last_year(folder: Path, year: int = 2026) -> Path:
    """A plan of six topics: held, cancelled, held once of two, left out, excluded, not held."""
    folder.mkdir()
    head = ["编号", "议题名称", "提出单位", "重要程度", "需二次协商", "不予协商情形", "决策时间"]
    rows: list[list[Any]] = [
        head,
        ["T01", "已办结", "甲委", 3, "", "", ""],
        ["T02", "取消的", "甲委", 3, "", "", "2026-9-1"],
        ["T03", "要协商两次的", "甲委", 3, "是", "", ""],
        ["T04", "没排上的", "甲委", 3, "", "", ""],
        ["T05", "不予协商的", "甲委", 3, "", "违反政策", ""],
        ["T06", "没开成的", "甲委", 3, "", "", ""],
    ]
    workbooks.write(folder / "工作簿.xlsx", workbooks.changed(议题=rows))
    states = {"T01": "held", "T02": "cancelled", "T03": "held", "T06": "confirmed"}
    sessions = [
        Session.model_validate(
            {"id": f"bimonthly-{n}", "form": "bimonthly", "date": f"{year}-0{n}-10",
             "topics": [topic], "state": state}
        )
        for n, (topic, state) in enumerate(states.items(), start=3)
    ]  # fmt: skip
    left = (
        LeftOut(topic="T04", reason="topic-value", text="名额不够。"),
        LeftOut(topic="T05", reason="not-negotiable", text="属不予协商。"),
    )
    plan = Plan(year=year, sessions=tuple(sessions), left_out=left)
    (folder / "plan.json").write_text(plan.to_json(), encoding="utf-8")
    return folder


def test_last_years_unfinished_topics_come_again_and_no_others(tmp_path: Path) -> None:
    plan = last_year(tmp_path / "2026")
    paths, out = two(tmp_path), tmp_path / "out.xlsx"
    collected = run(paths, out, last_year=plan)
    again = {t.title: t for t in collected.candidates if t.origins[0].file == "2026年计划"}
    assert list(again) == ["取消的", "要协商两次的", "没排上的", "没开成的"]
    assert all("上年未办结：2026年T0" in t.text("备注") for t in again.values())
    assert again["要协商两次的"].values["已协商次数"] == 1
    assert "已协商次数" not in again["取消的"].values
    assert "决策时间" not in again["取消的"].values
    assert "2026-09-01" in again["取消的"].text("备注")
    assert "甲委" not in [one.name for one in collected.sent]  # nobody sent them this time
    assert collected.carried is not None
    assert any("不予协商" in text for text in collected.carried.done)
    second = collect([out], tmp_path / "二.xlsx", TODAY, last_year=plan)
    assert len(second.candidates) == len(collected.candidates)


def test_a_plan_that_is_not_of_an_earlier_year_or_cannot_be_read_is_refused(tmp_path: Path) -> None:
    paths, out = two(tmp_path), tmp_path / "out.xlsx"
    same = last_year(tmp_path / "2027", 2027)
    assert codes(refused(paths, out, last_year=same)) == ["plan-other-year"]
    (same / "plan.json").write_text("{", encoding="utf-8")
    assert codes(refused(paths, out, last_year=same)) == ["plan-not-json"]
    old = last_year(tmp_path / "2026")
    (old / "工作簿.xlsx").unlink()
    assert codes(refused(paths, out, last_year=old)) == ["workbook-missing"]
