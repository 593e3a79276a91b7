"""Measures the two example counties: seconds to a first plan, to proof of every stage, memory.

Runs `planner solve` in fresh processes, one after another, and takes medians; start-up, reading
and writing are in. Writes benchmarks/results/anhua.md and kailu.md. Run: `make bench`.
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
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

RUNS = 5
ROOT = Path(__file__).parent.parent
COUNTIES = {"anhua": "安化示例县（双月协商）", "kailu": "开鲁示例县（全部形式）"}


def run_once(county: str, seed: int) -> dict[str, Any]:
    """Solve an example once with a seed; return wall seconds and what run.json says."""
    workbook = ROOT / "examples" / f"{county}.xlsx"
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "planner", "solve", str(workbook), "--out", folder]
        began = time.perf_counter()
        process = subprocess.Popen(
            [*command, "--seed", str(seed)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        if status:
            raise SystemExit(f"{county} ended with {os.waitstatus_to_exitcode(status)}")
        run: dict[str, Any] = json.loads((Path(folder) / "run.json").read_text(encoding="utf-8"))
        plan = (Path(folder) / "plan.json").read_bytes()
    return run | {"wall": wall, "plan": plan, "memory": used.ru_maxrss / 1024}


def first_plan(run: dict[str, Any]) -> float:
    """Return when the first complete plan stood: the people's model had its first solution.

    By then the programme and the meetings are proven, since the people come last.
    """
    return float(next(r["seconds"] for r in run["progress"] if r["stage"] == "people"))


def main() -> None:
    """Measure, print and write a page for each county."""
    for county, title in COUNTIES.items():
        page = measure(county, title)
        (ROOT / "benchmarks" / "results" / f"{county}.md").write_text(page, encoding="utf-8")
        sys.stdout.write(page + "\n")


def measure(county: str, title: str) -> str:
    """Return the page of a county: medians over seeds, and whether all gave the same plan."""
    runs = [run_once(county, seed) for seed in range(RUNS)]
    if len({run["plan"] for run in runs}) != 1:
        raise SystemExit(f"the plan of {county} differs between seeds")
    rows = [
        ("到第一份可用计划（秒）", [first_plan(run) for run in runs]),
        ("各阶段全部证明（秒，求解）", [run["seconds"] for run in runs]),
        ("整个命令（秒，含启动、读入、写出）", [run["wall"] for run in runs]),
        ("内存峰值（MiB，整个命令）", [run["memory"] for run in runs]),
    ]
    lines = [
        f"# {title}实测",
        "",
        f"{date.today()}；{platform.platform()}；{os.cpu_count()} 核；Python {platform.python_version()}；"
        f"OR-Tools {version('ortools')}；命令 `make bench`；{RUNS} 个种子各一次，取中位数。",
        "",
        "| 指标 | 中位数 | 最小 | 最大 |",
        "| --- | ---: | ---: | ---: |",
    ]
    for name, values in rows:
        middle, least, most = statistics.median(values), min(values), max(values)
        lines.append(f"| {name} | {middle:.2f} | {least:.2f} | {most:.2f} |")
    proven = all(run["status"] == "optimal" for run in runs)
    lines += [
        "",
        f"各阶段{'全部证明为最优' if proven else '未全部证明'}；{RUNS} 个种子得到的 plan.json 逐字节相同。",
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
