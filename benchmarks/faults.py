"""Measures the reader: workbooks with one known fault each, and workbooks with noise of form alone.

Every fault must be reported at its own cell, no noisy workbook refused or read otherwise than it
means, none may crash; the largest example is read fast. Writes benchmarks/results/faults.md.
Run: `make faults`.
"""

from __future__ import annotations

import platform
import re
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from itertools import cycle, islice
from pathlib import Path
from random import Random

import openpyxl
from fault_kinds import KINDS, Book, Planted
from form_noise import disturb
from large_farm import write_large

from inputs.reader import read
from planner.domain import Problem
from planner.necessary import necessary_facts

EACH, NOISY = 10, 100
EXAMPLES = ("anhua", "kailu", "farm", "yangzhou", "sanyou")
ROOT = Path(__file__).parent.parent
RESULT = ROOT / "benchmarks" / "results" / "faults.md"
_CELLS = re.compile(r'"[^"!]*![A-Z]+\d+"')


@dataclass(frozen=True)
class Told:
    """What was said of a workbook: each report's places and words, and how many errors there were."""

    reports: tuple[tuple[frozenset[str], str], ...]
    errors: int

    def tells(self, planted: Planted) -> bool:
        """Whether the fault is reported at one of its places, with its words."""
        return any(
            not places.isdisjoint(planted.places) and planted.words in text
            for places, text in self.reports
        )


def told_of(path: Path) -> Told:
    """Read a workbook and count, as `planner check` does."""
    result = read(path)
    reports = [
        (frozenset(p.where for p in problem.each), problem.text)
        for problem in result.problems
        if problem.severity != "assumption"
    ]
    errors = sum(p.severity == "error" for p in result.problems)
    if result.problem is not None:
        facts = list(necessary_facts(result.problem))
        reports += [(frozenset(fact.cells), fact.line) for fact in facts]
        errors += len(facts)
    return Told(tuple(reports), errors)


def faulty(folder: Path, each: int) -> Iterator[tuple[str, str, Path, Planted]]:
    """Yield kind, example, workbook and what must be said, `each` times for every kind."""
    for number, (kind, plant) in enumerate(KINDS.items()):
        made = 0
        for seed, example in enumerate(islice(cycle(EXAMPLES), 5 * each)):
            if made == each:
                break
            book = openpyxl.load_workbook(ROOT / "examples" / f"{example}.xlsx")
            planted = plant(Book(book, Random(1000 * number + seed)))
            if planted is None:
                continue
            path = folder / f"{number}-{seed}.xlsx"
            book.save(path)
            made += 1
            yield kind, example, path, planted


def meaning(problem: Problem) -> str:
    """Return what a workbook means as text, wherever its cells stand."""
    plain = problem.changed(cells={}, input_sha256="", assumptions=())
    return _CELLS.sub('""', plain.model_dump_json())


def noisy(folder: Path, count: int) -> Iterator[tuple[str, Path]]:
    """Yield an example and a workbook that means the same."""
    for seed, example in enumerate(islice(cycle(EXAMPLES), count)):
        book = openpyxl.load_workbook(ROOT / "examples" / f"{example}.xlsx")
        disturb(book, Random(seed))
        path = folder / f"noise-{seed}.xlsx"
        book.save(path)
        yield example, path


def reading_large(folder: Path) -> Iterator[float]:
    """Yield the seconds that reading the largest example takes, five times."""
    path = folder / "large.xlsx"
    write_large(path)
    for _ in range(5):
        began = time.perf_counter()
        _read(path)
        yield time.perf_counter() - began


def main() -> None:
    """Run the campaign and write the page."""
    found: dict[str, list[bool]] = defaultdict(list)
    reports: list[int] = []
    missed: list[str] = []
    refused: list[str] = []
    seconds: list[float] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for kind, example, path, planted in faulty(folder, EACH):
            began = time.perf_counter()
            told = told_of(path)
            seconds.append(time.perf_counter() - began)
            found[kind].append(told.tells(planted))
            reports.append(max(1, told.errors))
            if not found[kind][-1]:
                missed.append(
                    f"{kind}（{example}，{path.stem}）：应在 {sorted(planted.places)[:3]}"
                )
        means = {e: meaning(_read(ROOT / "examples" / f"{e}.xlsx")) for e in EXAMPLES}
        for example, path in noisy(folder, NOISY):
            result = read(path)
            if result.problem is None:
                refused.append(f"{path.stem}（{example}）被拒：{result.problems[0].text}")
            elif meaning(result.problem) != means[example]:
                refused.append(f"{path.stem}（{example}）读出的意思不同")
        large = sorted(reading_large(folder))
    count = sum(map(len, found.values()))
    lines = [
        "# 读工作簿：一处错误的和只有写法不同的",
        "",
        f"{date.today()}，{platform.machine()}，Python {platform.python_version()}，"
        f"openpyxl {version('openpyxl')}，python-calamine {version('python-calamine')}；`make faults`。",
        "",
        f"- 各有一处已知错误的工作簿 {count} 份（{len(found)} 种，取自五个示例）："
        f"在该处报出 {sum(map(sum, found.values()))} 份。",
        f"- 只有写法不同的 {NOISY} 份：被拒或读错 {len(refused)} 份。",
        "- 没有一份使程序中断。",
        f"- 一处错误报出的错误条数：中位数 {statistics.median(reports):g}，最多 {max(reports)}。",
        f"- 读一份并数一遍：中位数 {statistics.median(seconds):.2f} 秒，最长 {max(seconds):.2f} 秒。",
        f"- 读最大的示例（15 个乡镇、200 个村、8000 多人，`benchmarks/large_farm.py`）{len(large)} 次："
        f"中位数 {statistics.median(large):.2f} 秒（{large[0]:.2f}—{large[-1]:.2f} 秒），目标 3 秒以内。",
        "",
        "| 错误 | 份数 | 报在该处 |",
        "| --- | ---: | ---: |",
        *(f"| {kind} | {len(hits)} | {sum(hits)} |" for kind, hits in found.items()),
    ]
    if missed or refused:
        lines += ["", "没有做到的：", "", *(f"- {line}" for line in (*missed, *refused))]
    RESULT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    sys.stdout.write("\n".join(lines) + "\n")


def _read(path: Path) -> Problem:
    problem = read(path).problem
    if problem is None:
        raise SystemExit(f"{path} is refused")
    return problem


if __name__ == "__main__":
    main()
