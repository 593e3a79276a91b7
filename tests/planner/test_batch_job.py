"""Many counties: each arrives once, as if it were solved alone; one's fault is its own."""

from __future__ import annotations

import json
import os
import re
import signal
import sys
import time
from pathlib import Path

import openpyxl
import pytest

from planner.cli import main
from tests.inputs import workbooks
from tests.planner.batches import alone, begin, blocked_county, county, read_until, summary
from tests.planner.test_cli import files, run

on_posix = pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two counties, one of them in a folder below, and one broken workbook."""
    place = tmp_path_factory.mktemp("各县 工作簿")
    (place / "北片").mkdir()
    workbooks.write(place / "甲县.xlsx", county(1))
    workbooks.write(place / "北片" / "乙县.xlsx", county(2))
    content = county(3)
    content["基本信息"][1][1] = "二〇"
    workbooks.write(place / "丙县.xlsx", content)
    (place / "~$甲县.xlsx").write_bytes(b"locked")
    return place


@pytest.fixture(scope="module")
def plans(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """plan.json of each right county, solved alone."""
    out = tmp_path_factory.mktemp("单独")
    books = {"甲县": folder / "甲县.xlsx", "乙县": folder / "北片" / "乙县.xlsx"}
    return {name: alone(book, out / name) for name, book in books.items()}


def pid_in(line: str) -> int:
    found = re.search(r"进程 (\d+)", line)
    assert found
    return int(found[1])


@on_posix
def test_a_killed_process_costs_its_own_county_a_second_attempt_and_nothing_else(
    folder: Path, plans: dict[str, bytes], tmp_path: Path
) -> None:
    out = tmp_path / "结果"
    with begin(folder, "--out", out, "--jobs", 2) as process:
        lines = read_until(process, lambda line: "甲县：开始" in line)
        time.sleep(0.5)
        os.kill(pid_in(lines[-1]), signal.SIGKILL)
        lines += read_until(process, lambda line: False)
        assert process.wait(120) == 2  # the broken workbook's
    text = "".join(lines)
    assert "甲县：进程中断，再试一次。进程被系统或别的程序终止（信号 SIGKILL）" in text
    assert text.count("甲县：已编排") == text.count("乙县：已编排") == 1
    found = summary(out)
    assert {name: x["status"] for name, x in found.items()} == {
        "甲县": "已编排",
        "乙县": "已编排",
        "丙县": "工作簿有误",
    }
    assert [found[name]["attempts"] for name in ("甲县", "乙县", "丙县")] == [2, 1, 1]
    assert "基本信息!B2" in found["丙县"]["errors"][0]
    assert found["甲县"]["workbook"] == "甲县.xlsx"
    assert found["乙县"]["workbook"] == "北片/乙县.xlsx"
    for name, plan in plans.items():
        assert (out / name / "plan.json").read_bytes() == plan
        assert found[name]["peak_memory_mib"] > 50
        assert all(stage["value"] == stage["bound"] for stage in found[name]["stages"])
    assert sorted(p.name for p in out.iterdir()) == sorted(
        ("甲县", "乙县", "汇总.json", "汇总.xlsx")
    )
    kept = set(files(out / "甲县"))
    assert {"工作簿.xlsx", "年度协商计划.xlsx", "calendars/全部.ics", "batch.json"} <= kept
    rows = list(openpyxl.load_workbook(out / "汇总.xlsx")["汇总"].iter_rows(values_only=True))
    assert [(row[1], row[3]) for row in rows[2:5]] == [
        ("丙县", "工作簿有误"),
        ("乙县", "已编排"),
        ("甲县", "已编排"),
    ]
    for name in plans:  # beside it is another county, not another version
        adopted = run("adopt", out / name, "--by", "某主任")
        assert "已采用为第 1 版" in adopted.stdout, adopted.stderr
    assert "已经采用" in run("batch", folder, "--out", out).stderr


@on_posix
def test_a_run_killed_midway_is_taken_up_where_it_was(
    folder: Path, plans: dict[str, bytes], tmp_path: Path
) -> None:
    out = tmp_path / "结果"
    with begin(folder, "--out", out, "--jobs", 1) as process:
        lines = read_until(process, lambda line: "：已编排" in line)
        first = re.findall(r"\] (..)：已编排", lines[-1])[0]
        lines += read_until(process, lambda line: "开始" in line)
        process.kill()
    child = pid_in(lines[-1])
    for _ in range(100):  # the county's process notices that its parent is gone
        if not is_alive(child):
            break
        time.sleep(0.1)
    assert not is_alive(child)
    assert [p for p in out.iterdir() if p.name.startswith(".编排中-")]
    before = (out / first / "plan.json").stat().st_mtime_ns
    again = run("batch", folder, "--out", out)
    assert again.returncode == 2, again.stderr
    assert "其中 1 个以前已排好" in again.stderr
    assert f"{first}：开始" not in again.stderr
    assert (out / first / "plan.json").stat().st_mtime_ns == before
    for name, plan in plans.items():
        assert (out / name / "plan.json").read_bytes() == plan
    assert not [p for p in out.iterdir() if p.name.startswith(".")]


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # A process that has ended and that nobody has waited for is none.
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


@on_posix
def test_ctrl_c_ends_what_runs_and_begins_no_more(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "结果"
    with begin(folder, "--out", out, "--jobs", 1, "--json") as process:
        lines = read_until(process, lambda line: "开始" in line)
        process.send_signal(signal.SIGINT)
        lines += read_until(process, lambda line: False)
        assert process.stdout is not None
        data = json.loads(process.stdout.read())
        assert process.wait(60) == 130
    assert not is_alive(pid_in(next(line for line in lines if "开始" in line)))
    assert data["stopped"]
    assert {entry["status"] for entry in data["counties"]} == {"未编排"}
    assert sorted(p.name for p in out.iterdir()) == ["汇总.json", "汇总.xlsx"]


def test_no_plan_and_too_long_are_each_said_of_their_own_county(tmp_path: Path) -> None:
    place = tmp_path / "各县"
    place.mkdir()
    workbooks.write(place / "甲县.xlsx", blocked_county())
    done = run("batch", place, "--out", tmp_path / "一", "--json")
    assert done.returncode == 1
    entry = json.loads(done.stdout)["counties"][0]
    assert entry["status"] == "没有计划"
    assert "议题!F10" in "".join(entry["errors"])
    assert files(tmp_path / "一" / "甲县") == ["batch.json", "无法编排.txt"]
    again = run("batch", place, "--out", tmp_path / "一")
    assert again.returncode == 1
    assert "不再重排" in again.stderr
    late = run("batch", place, "--out", tmp_path / "二", "--kill-after", 1, "--json")
    assert late.returncode == 3
    entry = json.loads(late.stdout)["counties"][0]
    assert entry["status"] == "超时"
    assert "--kill-after" in entry["errors"][0]
    assert entry["attempts"] == 1


def refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: object
) -> str:
    """Run a command line that must be refused, in this process; return what it says."""
    monkeypatch.setattr(sys, "argv", ["planner", "batch", *map(str, arguments)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "Traceback" not in said.err
    return said.err


def test_what_cannot_be_begun_is_refused_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def said(*arguments: object) -> str:
        return refused(monkeypatch, capsys, *arguments)

    out = tmp_path / "出"
    assert "没有这个文件夹" in said(tmp_path / "无", "--out", out)
    empty = tmp_path / "空"
    empty.mkdir()
    assert "没有工作簿" in said(empty, "--out", out)
    book = workbooks.write(tmp_path / "空" / "甲.xlsx", county(1))
    assert "planner solve" in said(book, "--out", out)
    assert "是一个文件，不是文件夹" in said(empty, "--out", book)
    adopted = tmp_path / "已采用"
    (adopted / "甲").mkdir(parents=True)
    (adopted / "甲" / "采用记录.json").write_text("{}")
    assert "已经采用" in said(empty, "--out", adopted)
    assert "没有这个文件" in said(empty, "--out", out, "--shared", tmp_path / "无.xlsx")
