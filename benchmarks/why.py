"""How long a clerk waits to be told why there is no plan: each planted contradiction, the whole command.

    make why        writes benchmarks/results/why.md

Each contradiction is planted in a copy of its example, and `planner explain` is run on it in a
process of its own, start-up and reading included; the median of three runs counts. What it says is
compared with what was planted.
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

from contradictions import COUNTIES, Contradiction, Edit

RESULTS = Path(__file__).parent / "results" / "why.md"
RUNS = 3
COMPILED = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
"""The environment of a user, whose modules were compiled the first time."""
AIMS = {"anhua": 5.0, "kailu": 20.0}
"""Seconds."""


def main() -> None:
    """Measure all and write the page."""
    lines = [
        "# Why there is no plan: planted contradictions",
        "",
        f"{date.today()}, {os.cpu_count()} cores, {platform.machine()}, Python"
        f" {platform.python_version()}, ortools {version('ortools')}. `make why`: the whole command"
        f" `planner explain`, start-up and reading included; median of {RUNS} runs.",
        "",
        "Named right: as many causes as were planted, every cell that was written among those named,"
        " the rules that clash among the rules named, a remedy that was tried for every cause.",
        "",
    ]
    for county, planted in COUNTIES.items():
        rows = [_row(county, name, one) for name, one in planted.items()]
        worst = max(seconds for seconds, _, _ in rows)
        right = sum(ok for _, ok, _ in rows)
        lines += [
            f"## {county}: {right} of {len(rows)} named right, slowest {worst:.1f} s"
            f" (aim {AIMS[county]:.0f} s)",
            "",
            "| planted | counting shows it | seconds | remedies | named right |",
            "| --- | --- | ---: | ---: | --- |",
            *(line for _, _, line in rows),
            "",
        ]
    RESULTS.write_text("\n".join(lines), encoding="utf-8")
    print("\n".join(lines))


def _row(county: str, name: str, planted: Contradiction) -> tuple[float, bool, str]:
    edit = Edit(county)
    planted.plant(edit)
    with tempfile.TemporaryDirectory() as folder:
        workbook = Path(folder) / "县.xlsx"
        edit.save(workbook)
        seconds = []
        for _ in range(RUNS):
            began = time.perf_counter()
            command = [sys.executable, "-m", "planner", "explain", str(workbook), "--json"]
            done = subprocess.run(
                command, capture_output=True, text=True, check=False, env=COMPILED
            )
            seconds.append(time.perf_counter() - began)
    told = json.loads(done.stdout)
    grounds = [ground for cause in told["causes"] for ground in cause["grounds"]]
    cells = {cell for ground in grounds for cell in ground["cells"]}
    rules = {ground["rule"] for ground in grounds}
    remedies = [len(cause["remedies"]) for cause in told["causes"]]
    right = (
        len(remedies) == planted.causes
        and set(edit.cells) <= cells
        and planted.rules <= rules
        and all(remedies)
    )
    middle = statistics.median(seconds)
    shown = "、".join(map(str, remedies)).replace("、", " + ")
    counted = "yes" if planted.counted else "no"
    line = f"| {name} | {counted} | {middle:.1f} | {shown} | {'yes' if right else '**no**'} |"
    print(county, line, flush=True)
    return middle, right, line


if __name__ == "__main__":
    main()
