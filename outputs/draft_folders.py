"""The folder of several plans to choose from: a folder each, the comparison, the workbook's copy."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from outputs.comparison.compared import Compared, Comparison
from outputs.comparison.page import write_comparison_page
from outputs.comparison.workbook import write_comparison_workbook
from outputs.file_names import distinct_names
from outputs.folder import assert_replaceable, write_draft
from planner.domain import Problem
from planner.files import FileBusyError
from planner.plan import Plan
from planner.plan_files import ALTERNATIVES_FILE, copy_input, drop_older_copies, read_json

PAGE, WORKBOOK = "comparison.html", "comparison.xlsx"


@dataclass(frozen=True)
class Draft:
    """A plan to choose from: its name, the year under its emphasis, and what run.json holds."""

    name: str
    problem: Problem
    plan: Plan
    run: Mapping[str, Any]


def write_drafts(
    drafts: Sequence[Draft], notes: Sequence[str], folder: Path, workbook: Path
) -> list[Path]:
    """Write each draft into a folder of its own, with the comparison, and return the folders.

    All is written aside first; the drafts of an earlier run there go.

    Raises
    ------
    FileBusyError
        Naming the file to close; then nothing is changed.
    """
    names = distinct_names(f"{number}-{draft.name}" for number, draft in enumerate(drafts, 1))
    compared = tuple(Compared(d.name, d.plan, d.problem, d.plan.compliance) for d in drafts)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=".写入中-", dir=folder))
    except (PermissionError, FileExistsError, NotADirectoryError) as error:
        raise FileBusyError(folder) from error
    try:
        for name, draft in zip(names, drafts, strict=True):
            (aside / name).mkdir()
            write_draft(draft.plan, draft.problem, aside / name, draft.run)
        write_comparison(Comparison(compared, tuple(notes)), aside)
        copy_input(workbook, aside)
        listed = {"plans": names, "notes": list(notes)}
        text = json.dumps(listed, ensure_ascii=False, indent=1) + "\n"
        (aside / ALTERNATIVES_FILE).write_text(text, encoding="utf-8")
        _put(aside, folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return [folder / name for name in names]


def write_comparison(comparison: Comparison, folder: Path) -> list[Path]:
    """Write comparison.html and comparison.xlsx into a folder, and return them.

    Raises
    ------
    FileBusyError
        Naming the file to close.
    """
    write_comparison_page(comparison, folder / PAGE)
    write_comparison_workbook(comparison, folder / WORKBOOK)
    return [folder / PAGE, folder / WORKBOOK]


def _put(aside: Path, folder: Path) -> None:
    """Move what was written into place of what an earlier run of the same kind left."""
    before = read_json(folder / ALTERNATIVES_FILE)
    listed = before.get("plans", ()) if isinstance(before, dict) else ()
    old = [folder / str(name) for name in listed if (folder / str(name)).is_dir()]
    new = list(aside.iterdir())
    assert_replaceable(p for place in old for p in place.rglob("*") if p.is_file())
    assert_replaceable(folder / p.name for p in new if p.is_file())
    for place in {*old, *(folder / p.name for p in new if p.is_dir())}:
        shutil.rmtree(place, ignore_errors=True)
    for path in new:
        path.replace(folder / path.name)
    drop_older_copies(folder, (p for f in new for p in _files(folder / f.name)))


def _files(place: Path) -> list[Path]:
    return [p for p in place.rglob("*") if p.is_file()] if place.is_dir() else [place]
