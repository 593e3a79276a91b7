"""The files of a plan's folder that programs read again, and the hashes that tell an edit."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

PLAN_FILE = "plan.json"
RUN_FILE = "run.json"
ADOPTED_FILE = "采用记录.json"
ALTERNATIVES_FILE = "alternatives.json"
"""In the folder of a run of `planner alternatives`: its plans' folders, and what was to be said."""
BATCH_FILE = "batch.json"
"""In a county's folder of a run of `planner batch`: what it was made from, and how it ended."""
ISSUED_WORKBOOK = "年度协商计划.xlsx"
INPUT_STEM = "工作簿"
"""The input workbook's copy keeps its own ending."""
PLAN_HASH = "plan_sha256"
"""In run.json: the hash of plan.json as the program wrote it."""


def sha256(path: Path) -> str:
    """Return a file's SHA-256 in hexadecimal digits; of a folder, that of its CSV files."""
    if not path.is_dir():
        return hashlib.sha256(path.read_bytes()).hexdigest()
    listed = "".join(f"{sha256(file)} {file.name}\n" for file in csv_files(path))
    return hashlib.sha256(listed.encode()).hexdigest()


def csv_files(folder: Path) -> tuple[Path, ...]:
    """Return the CSV files of a folder, which together are a workbook; by name."""
    return tuple(
        sorted(
            path
            for path in folder.iterdir()
            if path.suffix.lower() == ".csv" and not path.name.startswith((".", "~"))
        )
    )


def copy_input(workbook: Path, folder: Path) -> None:
    """Copy the input workbook, a file or a folder of CSV files, beside a plan."""
    if not workbook.is_dir():
        shutil.copyfile(workbook, folder / f"{INPUT_STEM}{workbook.suffix.lower()}")
        return
    (folder / INPUT_STEM).mkdir()
    for file in csv_files(workbook):
        shutil.copyfile(file, folder / INPUT_STEM / file.name)


def input_copies(folder: Path) -> list[Path]:
    """Return the copies of an input workbook right in a folder, by name."""
    files = [p for p in folder.glob(f"{INPUT_STEM}.*") if p.is_file()]
    return sorted(files + [p for p in (folder / INPUT_STEM,) if p.is_dir()])


def drop_older_copies(folder: Path, new: Iterable[Path]) -> None:
    """Delete copies of an earlier input in a plan's folder, where `new` (files) has another one."""
    kept = set(new)
    copies = input_copies(folder)
    files = [p for c in copies for p in (csv_files(c) if c.is_dir() else (c,))]
    if kept.isdisjoint(files):
        return
    for path in files:
        if path not in kept:
            path.unlink()
    for copy in copies:
        if copy.is_dir() and not any(copy.iterdir()):
            copy.rmdir()


def input_copy(folder: Path) -> Path | None:
    """Return the input workbook's copy beside a plan, or in the folder above it; None: neither."""
    for place in (folder, folder.parent):
        found = input_copies(place)
        if found:
            return found[0]
    return None


@dataclass(frozen=True)
class Adoption:
    """Who adopted a plan, when, as which version, made from what.

    Attributes
    ----------
    time:
        ISO 8601 with the zone.
    input_sha256, plan_sha256:
        Of the workbook that the plan was made from, and of plan.json as adopted.
    """

    version: int
    time: str
    by: str
    input_sha256: str
    plan_sha256: str

    def to_json(self) -> str:
        """Return the record as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def adoption_of(folder: Path) -> Adoption | None:
    """Return the record of a folder's adoption, or None where it has none that can be read."""
    data = read_json(folder / ADOPTED_FILE)
    try:
        return Adoption(**data) if isinstance(data, dict) else None
    except TypeError:
        return None


def read_json(path: Path) -> Any:
    """Return what a JSON file holds, or None where there is none or it cannot be read."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def adopted_below(folder: Path) -> list[Path]:
    """Return the adopted plans' folders: the folder itself, and those right below it."""
    places: Iterable[Path] = (folder, *folder.glob("*")) if folder.is_dir() else ()
    return sorted(p for p in places if (p / ADOPTED_FILE).is_file())
