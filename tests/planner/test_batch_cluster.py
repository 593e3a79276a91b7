"""Counties on a cluster of two worker processes started by hand, one of which is killed midway."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.inputs import workbooks
from tests.planner.batches import alone, begin, county, read_until, summary
from tests.planner.test_batch_job import refused
from tests.planner.test_cli import run

distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler's address and its two workers, each a process with one thread."""
    address = f"tcp://127.0.0.1:{free_port()}"
    port = address.rpartition(":")[2]
    dask = [sys.executable, "-m", "dask"]
    scheduler = [*dask, "scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard"]
    worker = [*dask, "worker", address, "--nworkers", "1", "--nthreads", "1", "--no-nanny"]
    worker += ["--no-dashboard", "--local-directory", str(tmp_path)]
    log = (tmp_path / "cluster.log").open("wb")
    processes = [subprocess.Popen(c, stdout=log, stderr=log) for c in (scheduler, worker, worker)]
    try:
        yield address, processes[1:]
    finally:
        for process in reversed(processes):
            process.kill()
            process.wait()
        log.close()


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
def test_a_lost_workers_county_is_done_by_another_and_every_plan_is_as_if_solved_alone(
    cluster: tuple[str, list[subprocess.Popen[bytes]]], tmp_path: Path
) -> None:
    address, workers = cluster
    place = tmp_path / "各县"
    place.mkdir()
    for number, name in enumerate("甲乙"):
        workbooks.write(place / f"{name}县.xlsx", county(number))
    broken = county(1)
    broken["基本信息"][1][1] = "二〇"
    workbooks.write(place / "坏县.xlsx", broken)
    with begin(place, "--out", tmp_path / "出", "--scheduler", address) as process:
        read_until(process, lambda line: "工作簿。" in line)
        for _ in range(300):  # until the first worker has a county's process to lose
            if children(workers[0].pid):
                break
            time.sleep(0.1)
        (orphan,) = children(workers[0].pid)
        os.kill(workers[0].pid, signal.SIGKILL)
        lines = read_until(process, lambda line: False)
        assert process.wait(120) == 2, lines
    found = summary(tmp_path / "出")
    assert {name: entry["status"] for name, entry in found.items()} == {
        "甲县": "已编排",
        "乙县": "已编排",
        "坏县": "工作簿有误",
    }
    assert "基本信息!B2" in found["坏县"]["errors"][0]
    text = "".join(lines)
    for name in ("甲县", "乙县"):
        assert text.count(f"{name}：已编排") == 1
        plan = alone(place / f"{name}.xlsx", tmp_path / "单独" / name)
        assert (tmp_path / "出" / name / "plan.json").read_bytes() == plan
    assert not Path(f"/proc/{orphan}").exists()  # it ended with the worker that had started it
    again = run("batch", place, "--out", tmp_path / "出", "--scheduler", address)
    assert "其中 2 个以前已排好" in again.stderr
    assert again.returncode == 2


def children(pid: int) -> list[int]:
    """Return a process's children that plan a county, whichever of its threads started them."""
    listed = " ".join(p.read_text() for p in Path(f"/proc/{pid}/task").glob("*/children"))
    return [n for n in map(int, listed.split()) if b"county_process" in command_line(n)]


def command_line(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def test_nobody_at_the_address_is_said_within_ten_seconds(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    workbooks.write(tmp_path / "甲县.xlsx", county(1))
    out = tmp_path / "出"
    began = time.monotonic()
    with socket.socket() as silent:  # something listens that is no scheduler
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        address = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        said = refused(monkeypatch, capsys, tmp_path, "--out", out, "--scheduler", address)
    assert "连不上 Dask 调度器" in said
    assert time.monotonic() - began < 10
    said = refused(monkeypatch, capsys, tmp_path, "--out", out, "--scheduler", "某台机器")
    assert "不是 Dask 调度器的地址" in said


def test_without_the_extra_the_way_to_install_it_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    workbooks.write(tmp_path / "甲县.xlsx", county(1))
    monkeypatch.setitem(sys.modules, "distributed", None)
    said = refused(
        monkeypatch, capsys, tmp_path, "--out", tmp_path / "出", "--scheduler", "tcp://h:1"
    )
    assert "uv sync --extra cluster" in said
