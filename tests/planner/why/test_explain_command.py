"""`planner explain` as the office uses it: exit codes, sentences, data, and nothing half-written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.inputs import workbooks
from tests.planner.test_cli import run, small_county


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workbooks.write(tmp_path_factory.mktemp("县") / "我县.xlsx", small_county())


def impossible(folder: Path) -> Path:
    """Return the county with two mandated topics in March and April, where there is one session."""
    head = ["编号", "议题名称", "提出单位", "重要程度", "牵头单位", "最早月份", "最晚月份"]
    rows: workbooks.Rows = [head]
    rows += [[f"T{n:02d}", f"议题{n}", "经济委员会", 3, "", "", ""] for n in range(1, 9)]
    rows += [[f"T{n}", f"议题{n}", "经济委员会", "指定", "", 3, 4] for n in (21, 22)]
    return workbooks.write(folder / "难.xlsx", small_county() | {"议题": rows})


def test_no_plan_is_exit_1_with_the_cause_the_cells_and_tried_cures(tmp_path: Path) -> None:
    done = run("explain", impossible(tmp_path), "--json")
    assert done.returncode == 1
    told = json.loads(done.stdout)
    (cause,) = told["causes"]
    rules = {ground["rule"] for ground in cause["grounds"]}
    assert {"mandated", "topic-window", "one-lead-body"} <= rules
    cells = {cell for ground in cause["grounds"] for cell in ground["cells"]}
    assert {"议题!F10", "议题!F11"} <= cells  # 最早月份 of T21 and T22
    assert cause["remedies"]
    assert told["facts"][0]["numbers"] == {"has": 1, "needs": 2}
    shown = run("explain", impossible(tmp_path))
    assert shown.returncode == 1
    assert "Traceback" not in shown.stderr
    for ground in cause["grounds"]:
        assert ground["text"].removesuffix("。") in shown.stderr


def test_topics_left_out_have_their_price_in_every_output(county: Path, tmp_path: Path) -> None:
    out = tmp_path / "出"
    done = run("explain", county, "--out", out, "--json")
    assert done.returncode == 0
    told = json.loads(done.stdout)
    assert told["left_out"]
    page = load_workbook(out / "年度协商计划.xlsx")["未入选说明"]
    cells = {str(cell.value) for row in page.iter_rows() for cell in row}
    assert "如要列入" in cells
    plan = json.loads((out / "plan.json").read_text(encoding="utf-8"))
    report = (out / "report.html").read_text(encoding="utf-8")
    for left, kept in zip(told["left_out"], plan["left_out"], strict=True):
        assert left["price"]["text"] in cells
        assert kept["price"]["text"] == left["price"]["text"]
        assert left["price"]["text"].split("；")[0] in report
    assert run("check", county, "--plan", out / "plan.json").returncode == 0
    assert run("check", county, "--plan", out / "年度协商计划.xlsx").returncode == 0


def test_wishes_and_sessions_are_answered_against_a_plan_that_stands(
    county: Path, tmp_path: Path
) -> None:
    out = tmp_path / "出"
    assert run("solve", county, "--out", out).returncode == 0
    held = json.loads((out / "plan.json").read_text(encoding="utf-8"))["sessions"][2]
    done = run("explain", county, "--plan", out, "--topic", held["topics"][0])
    assert f"{held['topics'][0]}已经入选" in done.stdout.replace(" ", "")
    assert held["id"] in done.stdout
    asked = ("--want", "T09 in 5月", "--want", "M003 not", "--session", "bimonthly-4")
    done = run("explain", county, "--plan", out, *asked, "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert [one["wish"] for one in told["wishes"]] == ["T09 in 5月", "M003 not"]
    assert all(one["price"]["possible"] for one in told["wishes"])
    (session,) = told["sessions"]
    assert {other["item"] for other in session["next_best"]} == {"议题", "日期", "牵头", "主持"}


def test_a_new_topic_is_given_its_places(county: Path, tmp_path: Path) -> None:
    rows: workbooks.Rows = [["议题名称", "提出单位", "重要程度"], ["充电设施建设", "教育委员会", 4]]
    new = workbooks.write(tmp_path / "新议题.xlsx", {"议题": rows})
    done = run("explain", county, "--place", new, "--json")
    assert done.returncode == 0, done.stderr
    places = json.loads(done.stdout)["places"]
    assert 1 <= len(places) <= 5
    assert all(place["price"]["topics_in"] == ["新01"] for place in places)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (("--topic", "T99"), ("没有议题编号“T99”", "T09", "--want")),
        (("--session", "bimonthly-9"), ("没有场次代号“bimonthly-9”", "bimonthly-")),
        (("--want", "何时开会"), ("看不懂", "T03 in 5月", "M017 at T05", "E02 not")),
        (("--plan", "没有"), ("没有这个文件夹或文件",)),
        (("--place", "没有.xlsx"), ("没有.xlsx",)),
    ],
)
def test_what_is_unknown_is_exit_2_with_what_can_be_asked(
    asked: tuple[str, ...], words: tuple[str, ...], county: Path
) -> None:
    done = run("explain", county, *asked)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert all(word in done.stderr for word in words), done.stderr
