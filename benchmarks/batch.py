"""Measures `planner batch`: eight counties with data of their own, against the same solved alone.

Four are solved alone before the batch and four after it, so that a machine that grows busier counts
on both sides. The ratio compares the batch's throughput with so many times the throughput of
one county after another as the batch has cores; and, since cores of one machine slow each other down,
with the same commands side by side without the batch. Writes benchmarks/results/batch.md.
Run: `make batch`.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from importlib.metadata import version
from pathlib import Path

import openpyxl

COUNTIES, CORES, GOAL = 8, 2, 0.9
ROOT = Path(__file__).parent.parent
WORKBOOK = ROOT / "examples" / "anhua.xlsx"
RESULT = ROOT / "benchmarks" / "results" / "batch.md"


def make(folder: Path) -> list[Path]:
    """Write the counties: the example, with the weights of its topics turned round by one each."""
    made = []
    for number in range(COUNTIES):
        book = openpyxl.load_workbook(WORKBOOK)
        sheet = book["议题"]
        head = next(r for r in sheet.iter_rows() if any(c.value == "编号" for c in r))
        column = next(c.column for c in head if str(c.value).startswith("重要程度"))
        for row in range(head[0].row + 1, sheet.max_row + 1):
            cell = sheet.cell(row, column)
            if isinstance(cell.value, int):
                cell.value = 1 + (cell.value + number - 1) % 5
        made.append(folder / f"县{number + 1}.xlsx")
        book.save(made[-1])
    return made


def run(arguments: Sequence[str], cores: Sequence[int]) -> float:
    """Run the program on these cores; return wall seconds."""
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "planner", *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: os.sched_setaffinity(0, cores),
    )
    if done.returncode:
        raise SystemExit(done.stderr.decode())
    return time.perf_counter() - began


def solve(book: Path, out: Path, cores: Sequence[int]) -> float:
    """Solve one county into a folder of its name; return wall seconds."""
    return run(["solve", str(book), "--out", str(out / book.stem)], cores)


def side_by_side(books: Sequence[Path], out: Path, cores: Sequence[int]) -> float:
    """Solve the counties as many at once as there are cores, without the batch; return wall seconds."""
    began = time.perf_counter()
    with ThreadPoolExecutor(len(cores)) as pool:
        list(pool.map(lambda book: solve(book, out, cores), books))
    return time.perf_counter() - began


def cpu_seconds() -> float:
    """Return the CPU seconds of all processes waited for: other work on the machine does not count."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Measure, print and write the page."""
    cores = sorted(os.sched_getaffinity(0))[:CORES]
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        (place / "in").mkdir()
        books = make(place / "in")

        def alone(some: Sequence[Path]) -> list[float]:
            return [solve(book, place, cores) for book in some]

        walls = alone(books[: COUNTIES // 2])
        before = cpu_seconds()
        batch = run(["batch", str(place / "in"), "--out", str(place / "out")], cores)
        after = cpu_seconds()
        plain = side_by_side(books, place / "plain", cores)
        aside = cpu_seconds() - after
        walls += alone(books[COUNTIES // 2 :])
        cpu = after - before, cpu_seconds() - (after - before) - aside
        same = all(
            (place / "out" / b.stem / "plan.json").read_bytes()
            == (place / b.stem / "plan.json").read_bytes()
            for b in books
        )
        counties = json.loads((place / "out" / "汇总.json").read_text(encoding="utf-8"))["counties"]
        memory = max(county["peak_memory_mib"] for county in counties)
    ratio = sum(walls) / (CORES * batch)
    text = (
        f"# 多县实测：安化示例变出的 {COUNTIES} 个县\n\n"
        f"{date.today()}；{platform.system()} {platform.machine()}；{CORES} 核；"
        f"Python {platform.python_version()}；"
        f"OR-Tools {version('ortools')}；命令 `make batch`；开始时机器的负载 {load:.1f}。\n\n"
        f"逐个编排合计 {sum(walls):.1f} 秒（每县 {min(walls):.1f}—{max(walls):.1f} 秒）；"
        f"一起编排 {batch:.1f} 秒，含启动和汇总；每县进程的内存峰值 {memory} MiB。\n"
        f"CPU 时间：逐个编排合计 {cpu[1]:.1f} 秒，一起编排 {cpu[0]:.1f} 秒，"
        f"平分到 {CORES} 核至少要 {cpu[0] / CORES:.1f} 秒。\n"
        f"不经 batch、{CORES} 个单独的命令并排接着跑：{plain:.1f} 秒，是一起编排的 {plain / batch:.0%}"
        f"（几个核同时忙时各慢一些，不是 batch 的开销）。\n"
        f"吞吐量是单个的 {sum(walls) / batch:.2f} 倍，即 {CORES} 核理想值的 {ratio:.0%}（目标 {GOAL:.0%}）。"
        f"各县的 plan.json 与单独编排的{'逐字节相同' if same else '不相同'}。\n"
    )
    RESULT.write_text(text, encoding="utf-8")
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
