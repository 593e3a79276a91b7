"""The main job: a workbook in, one plan with all outputs out."""

from __future__ import annotations

import json
import platform
import sys
import threading
from collections.abc import Mapping, Sequence
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

from planner.alternatives import Alternatives, find_alternatives
from planner.control import Control
from planner.domain import Emphasis, Problem
from planner.errors import InternalCheckError
from planner.explanation import Conflict
from planner.files import replace_file
from planner.plan import Plan
from planner.plan_words import DRAFT
from planner.solve import Solved
from planner.solver import configure
from planner.wanted import Wanted
from planner.why.conflict import explain
from planner.year import solve_year

NO_PLAN_FILE, FAULTS_FILE = "无法编排.txt", "internal-check.json"
PACKAGES = ("ortools", "pandas", "openpyxl", "icalendar", "pydantic", "holidays")


def plan_year(problem: Problem, control: Control, folder: Path, workbook: Path) -> Solved:
    """Find the plan and write everything that goes with it into `folder`.

    workbook: what the problem was read from; a copy stays with the plan.

    Where the rules leave no plan, 无法编排.txt there says why. Where an internal check fails,
    the plan is kept as internal-check.json for a report, and nothing else is written.

    Raises
    ------
    InternalCheckError
        Where the plan found breaks a rule (never silently).
    """
    # What writes takes as long to load as the county to read: it loads while the solver works.
    loading = threading.Thread(target=import_module, args=("outputs.folder",), daemon=True)
    loading.start()
    try:
        solved = solve_year(problem, control)
    except InternalCheckError as error:
        folder.mkdir(parents=True, exist_ok=True)
        faults = {"faults": error.faults, "plan": json.loads(error.plan.to_json())}
        _write(folder / FAULTS_FILE, json.dumps(faults, ensure_ascii=False, indent=1))
        raise
    if solved.plan is not None:
        from outputs.folder import write_all

        write_all(solved.plan, problem, folder, run_record(control, solved.plan), workbook)
        for told in (NO_PLAN_FILE, FAULTS_FILE):  # of an earlier run into the same folder
            (folder / told).unlink(missing_ok=True)
    return solved


def why_not(problem: Problem, control: Control, folder: Path) -> Conflict:
    """Return why there is no plan, saved beside where the plan would have been.

    problem: the part that has none (`Solved.part`), or the year where it has no rooms.
    """
    conflict = explain(problem, control)
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / NO_PLAN_FILE, "\n".join(conflict.lines(problem)) + "\n")
    return conflict


def plan_alternatives(
    problem: Problem,
    emphases: Sequence[Emphasis],
    wanted: Wanted,
    control: Control,
    folder: Path,
    workbook: Path,
) -> tuple[Alternatives, list[Path]]:
    """Find plans that truly differ and write them with their comparison; return their folders too.

    Nothing is written where the first emphasis has no plan.

    Raises
    ------
    InternalCheckError
        Where a plan found breaks a rule (never silently).
    """
    loading = threading.Thread(target=import_module, args=("outputs.draft_folders",), daemon=True)
    loading.start()
    found = find_alternatives(problem, emphases, wanted, control)
    if found.failed is not None:
        return found, []
    from outputs.draft_folders import Draft, write_drafts

    drafts = [
        Draft(
            x.name,
            x.problem,
            x.plan.replace(version=DRAFT),
            run_record(x.control, x.plan, x.seconds),
        )
        for x in found.found
    ]
    return found, write_drafts(drafts, found.notes, folder, workbook)


def run_record(control: Control, plan: Plan, seconds: float | None = None) -> Mapping[str, Any]:
    """Return what run.json holds: versions, parameters, seconds and bounds over time.

    seconds: how long the run took; None: it has just ended.
    """
    options = control.options
    return {
        "seconds": round(control.seconds() if seconds is None else seconds, 3),
        "peak_memory_mib": peak_memory_mib(),
        "status": plan.status,
        "parameters": {
            "seed": options.seed,
            "workers": options.workers,
            "time_limit": options.time_limit,
            # Of every search; cuts, patience and where to begin change with the way (planner/solver.py).
            "cp_sat": str(configure(options, None).parameters).splitlines(),
        },
        "versions": {"python": platform.python_version()} | {p: version(p) for p in PACKAGES},
        "platform": platform.platform(),
        "progress": [
            {
                "stage": r.stage,
                "best": r.best,
                "bound": r.bound,
                "seconds": round(r.seconds, 3),
                "final": r.final,
            }
            for r in control.reports
        ],
    }


def peak_memory_mib() -> int | None:
    """Return this process's peak resident memory in MiB, or None on Windows, which does not say."""
    if sys.platform == "win32":
        return None
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (1024 * 1024 if sys.platform == "darwin" else 1024))


def _write(path: Path, text: str) -> None:
    with replace_file(path) as temporary:
        temporary.write_text(text, encoding="utf-8")
