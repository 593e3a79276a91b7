"""Small counties in a folder, and `planner batch` watched while it runs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.inputs import workbooks
from tests.planner.test_cli import small_county


def county(number: int) -> dict[str, workbooks.Rows]:
    """A small county with data of its own: the weights of its topics differ from another's."""
    content = small_county()
    for row in content["议题"][1:]:
        row[3] = 1 + (int(row[3]) + number) % 5
    return content


def blocked_county() -> dict[str, workbooks.Rows]:
    """A county without plan: two topics must be in March and April, where there is one session."""
    columns = ["编号", "议题名称", "提出单位", "重要程度", "牵头单位", "最早月份", "最晚月份"]
    rows: workbooks.Rows = [list(columns)]
    rows += [[f"T{n:02d}", f"议题{n}", "经济委员会", 3, "", "", ""] for n in range(1, 9)]
    rows += [[f"T{n}", f"议题{n}", "经济委员会", "指定", "", 3, 4] for n in (21, 22)]
    return workbooks.changed(议题=rows)


def alone(workbook: Path, out: Path) -> bytes:
    """Return plan.json of a county solved by itself."""
    command = [sys.executable, "-m", "planner", "solve", str(workbook), "--out", str(out)]
    assert subprocess.run(command, capture_output=True, timeout=300).returncode == 0
    return (out / "plan.json").read_bytes()


def begin(*arguments: object) -> subprocess.Popen[str]:
    """Start `planner batch`; its progress can be read line by line."""
    command = [sys.executable, "-m", "planner", "batch", *map(str, arguments)]
    return subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
    )


def read_until(process: subprocess.Popen[str], holds: Callable[[str], bool]) -> list[str]:
    """Read progress up to the first line of which something holds; to the end where none does."""
    assert process.stderr is not None
    lines = []
    for line in process.stderr:
        lines.append(line)
        if holds(line):
            break
    return lines


def summary(out: Path) -> dict[str, dict[str, Any]]:
    """Return the counties of 汇总.json by name."""
    data = json.loads((out / "汇总.json").read_text(encoding="utf-8"))
    return {entry["name"]: entry for entry in data["counties"]}
