"""The folder that a run leaves: every file of a plan, all of them or none.

A draft among several, which leadership has yet to choose from, has what is read to choose; what is
handed out (assignment sheets, calendars) is made when it is adopted.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from outputs.assignment_workbook import write_assignment_workbook
from outputs.calendars import stale_calendars, write_calendars
from outputs.plan_workbook import write_plan_workbook
from outputs.report import write_report
from outputs.room_pages import NAME as ROOM_PAGES
from outputs.room_pages import is_ours, write_room_pages
from planner.domain import Problem
from planner.files import FileBusyError
from planner.plan import Plan
from planner.plan_files import (
    ISSUED_WORKBOOK,
    PLAN_FILE,
    PLAN_HASH,
    RUN_FILE,
    copy_input,
    drop_older_copies,
    sha256,
)

CALENDARS = "calendars"


def write_all(
    plan: Plan,
    problem: Problem,
    folder: Path,
    run: Mapping[str, Any],
    workbook: Path | None = None,
) -> list[Path]:
    """Write every output into `folder`, and return the files, in order.

    All are written aside first; where one cannot be replaced (open in Excel), none is.

    Parameters
    ----------
    run:
        What run.json holds; the hash of plan.json is added.
    workbook:
        The workbook that the plan was made from, of which a copy stays with the plan.

    Raises
    ------
    FileBusyError
        Naming the file to close.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=".写入中-", dir=folder))
    except (PermissionError, FileExistsError, NotADirectoryError) as error:
        raise FileBusyError(folder) from error
    try:
        write_draft(plan, problem, aside, run)
        if workbook is not None:
            copy_input(workbook, aside)
        write_assignment_workbook(plan, problem, aside / "任务分工表.xlsx")
        write_room_pages(plan, problem, aside)
        (aside / CALENDARS).mkdir()
        write_calendars(plan, problem, aside / CALENDARS)
        _put(aside, folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return sorted(p for p in folder.rglob("*") if p.is_file())


def write_draft(plan: Plan, problem: Problem, folder: Path, run: Mapping[str, Any]) -> None:
    """Write into an empty folder what a plan is read in: plan.json, its workbook and its report."""
    (folder / PLAN_FILE).write_text(plan.to_json(), encoding="utf-8")
    recorded = {**run, PLAN_HASH: sha256(folder / PLAN_FILE)}
    text = json.dumps(recorded, ensure_ascii=False, indent=1) + "\n"
    (folder / RUN_FILE).write_text(text, encoding="utf-8")
    write_plan_workbook(plan, problem, folder / ISSUED_WORKBOOK)
    write_report(plan, problem, folder / "report.html", run)


def _put(aside: Path, folder: Path) -> None:
    """Move what was written into place; of an earlier run what has no owner now goes.

    Calendars; pages of rooms (a county that has grown has them by town); the copy of an input
    workbook of another format.
    """
    new = [p for p in sorted(aside.rglob("*")) if p.is_file()]
    targets = [folder / p.relative_to(aside) for p in new]
    assert_replaceable(targets)
    for source, target in zip(new, targets, strict=True):
        target.parent.mkdir(parents=True, exist_ok=True)
        source.replace(target)
    drop_older_copies(folder, targets)
    current = [
        p.relative_to(folder / CALENDARS).as_posix()
        for p in targets
        if (folder / CALENDARS) in p.parents
    ]
    for path in stale_calendars(folder / CALENDARS, current):
        path.unlink()
    for path in (folder / f"{ROOM_PAGES}.xlsx", *sorted((folder / ROOM_PAGES).glob("*.xlsx"))):
        if path not in targets and path.is_file() and is_ours(path):
            path.unlink()


def assert_replaceable(targets: Iterable[Path]) -> None:
    """Raise FileBusyError where a file that is there cannot be replaced."""
    for target in targets:
        if target.exists():
            try:
                with target.open("r+b"):
                    pass
            except OSError as error:
                raise FileBusyError(target) from error
