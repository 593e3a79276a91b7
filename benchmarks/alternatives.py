"""Measures `planner alternatives`: five plans of the county kailu, with all that is written.

Each run is a fresh process on two cores, from start-up to the comparison on disk. Writes
benchmarks/results/alternatives.md. Run: `make alternatives`.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from datetime import date
from importlib.metadata import version
from itertools import combinations
from pathlib import Path
from typing import Any

from inputs.plan_json import read_plan_json
from inputs.reader import read_workbook
from planner.distance import distance
from planner.plan_words import stage_word

RUNS, CORES, COUNT, SECONDS = 3, 2, 5, 45
ROOT = Path(__file__).parent.parent
WORKBOOK = ROOT / "examples" / "kailu.xlsx"
RESULT = ROOT / "benchmarks" / "results" / "alternatives.md"


def run_once(folder: Path, seed: int) -> Mapping[str, Any]:
    """Find the plans once; return wall seconds, peak memory in MiB, and what was printed."""
    cores = sorted(os.sched_getaffinity(0))[:CORES]
    command = [sys.executable, "-m", "planner", "alternatives", str(WORKBOOK), "--json"]
    command += ["--out", str(folder), "--count", str(COUNT), "--seed", str(seed)]
    began = time.perf_counter()
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        preexec_fn=lambda: os.sched_setaffinity(0, cores),
    ) as process:
        printed = process.stdout.read() if process.stdout else b""
        _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"ended with {os.waitstatus_to_exitcode(status)}")
    wall = time.perf_counter() - began
    return {"wall": wall, "memory": used.ru_maxrss / 1024, **json.loads(printed)}


def page(runs: list[Mapping[str, Any]]) -> str:
    """Return the results as a page."""
    problem = read_workbook(WORKBOOK)
    plans = {p["name"]: read_plan_json(Path(p["folder"]) / "plan.json") for p in runs[0]["plans"]}
    walls = [run["wall"] for run in runs]
    same = all(
        len({(Path(r["plans"][n]["folder"]) / "plan.json").read_bytes() for r in runs}) == 1
        for n in range(len(plans))
    )
    lines = [
        "# 几份方案实测：开鲁示例，5 份",
        "",
        f"{date.today()}；{platform.platform()}；{CORES} 核；Python {platform.python_version()}；"
        f"OR-Tools {version('ortools')}；命令 `make alternatives`；{RUNS} 个种子各一次。",
        "",
        f"从启动到比较写完：中位数 {statistics.median(walls):.1f} 秒（{min(walls):.1f}—{max(walls):.1f}），"
        f"目标 {SECONDS} 秒以内；内存峰值 {max(run['memory'] for run in runs):.0f} MiB。"
        f"各种子的 plan.json {'逐字节相同' if same else '不相同'}。",
        "",
        "| 方案 | 状态 | 未达界的阶段 |",
        "| --- | --- | --- |",
    ]
    for name, plan in plans.items():
        short = [
            f"{stage_word(s.name)} {s.value}（界 {s.bound}）"
            for s in plan.stages
            if s.value != s.bound
        ]
        proof = "每一阶段都已证明" if plan.status == "optimal" else "与同一侧重最好的一份相比"
        lines.append(f"| {name} | {proof} | {'；'.join(short) or '无'} |")
    lines += ["", "| 两份 | 议题 | 月份 | 参会人员 | 相差 |", "| --- | ---: | ---: | ---: | ---: |"]
    for one, other in combinations(plans, 2):
        apart = distance(plans[one], plans[other], problem)
        lines.append(
            f"| {one}、{other} | {apart.topics:.0%} | {apart.months:.0%} "
            f"| {apart.participants or 0:.0%} | {apart.whole:.1%} |"
        )
    lines += ["", "开鲁各场的主持人由职务定，没有可选的，不计入相差。"]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure, print and write the page."""
    with tempfile.TemporaryDirectory() as place:
        text = page([run_once(Path(place) / str(seed), seed) for seed in range(RUNS)])
    RESULT.write_text(text, encoding="utf-8")
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
