"""Which workbooks a folder holds, and the name of each one's folder among the results."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from inputs.cell_text import match_key
from inputs.sheets import SHEETS
from outputs.file_names import distinct_names, safe_name
from planner.plan_files import PLAN_FILE, csv_files

ENDINGS = frozenset((".xlsx", ".xlsm", ".xls"))
BACKUP = ".备份"
"""`planner calendar` keeps 我县.备份.xlsx (备份2 …) beside the workbook: no county of its own."""
SUMMARY_FILE = "汇总.json"
_SHEETS = frozenset(match_key(sheet.name) for sheet in SHEETS)


@dataclass(frozen=True)
class County:
    """A workbook to plan.

    Attributes
    ----------
    name:
        The name of its folder among the results; no two are the same.
    workbook:
        The file, or the folder of CSV files.
    label:
        The workbook as messages name it: its path below the folder that was given.
    """

    name: str
    workbook: Path
    label: str


def find_counties(folder: Path, apart: Iterable[Path] = ()) -> tuple[County, ...]:
    """Return the workbooks below a folder, by label.

    Parameters
    ----------
    apart:
        Files and folders that are none of them: the results, the shared members.

    Lock files, hidden ones, backups and the folders of plans are passed over.
    """
    found = sorted(_workbooks(folder, frozenset(path.resolve() for path in apart)))
    labels = [path.relative_to(folder).as_posix() if path != folder else "" for path in found]
    return tuple(
        County(name, path, label or path.resolve().name)
        for name, path, label in zip(_names(folder, found), found, labels, strict=True)
    )


def _workbooks(folder: Path, apart: frozenset[Path]) -> Iterator[Path]:
    for place, folders, files in os.walk(folder):
        here = Path(place)
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith((".", "~")) and (here / name).resolve() not in apart
        )
        if PLAN_FILE in files or (SUMMARY_FILE in files and here != folder):
            folders.clear()  # of an earlier plan, whose workbooks are no inputs
        elif _is_csv_workbook(here):
            folders.clear()
            yield here
        else:
            for name in files:
                path = here / name
                if _is_workbook(path) and path.resolve() not in apart:
                    yield path


def _is_workbook(path: Path) -> bool:
    return (
        path.suffix.lower() in ENDINGS
        and not path.name.startswith(("~$", "."))
        and not Path(path.stem).suffix.startswith(BACKUP)
    )


def _is_csv_workbook(folder: Path) -> bool:
    """Whether a folder's CSV files are sheets of a workbook: one at least has a sheet's name."""
    return any(match_key(file.stem) in _SHEETS for file in csv_files(folder))


def _names(folder: Path, found: Sequence[Path]) -> list[str]:
    """Return each workbook's own name; its folders before it where two have the same one."""
    own = [safe_name(_stem(path)) for path in found]
    count = Counter(name.casefold() for name in own)
    wanted = []
    for name, path in zip(own, found, strict=True):
        above = path.relative_to(folder).parts[:-1]
        alone = count[name.casefold()] == 1
        wanted.append(name if alone else "-".join((*above, name)))
    return distinct_names(wanted)


def _stem(path: Path) -> str:
    return path.resolve().name if path.is_dir() else path.stem
