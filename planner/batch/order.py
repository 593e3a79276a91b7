"""One county's work, complete in itself: it can be carried out here or on any machine of a cluster."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planner.plan_files import csv_files

NO_LIMIT_SECONDS = 3600.0
"""Hard limit of a county where no time limit was asked for."""
SPARE_SECONDS = 120.0
"""Granted beyond twice the time limit: reading, saying why there is no plan, writing."""


@dataclass(frozen=True)
class BatchOptions:
    """How each county is planned.

    Attributes
    ----------
    time_limit, kill_after:
        Seconds for each county's search; and after which its process is ended, None: by a
        multiple of the time limit.
    seed, workers, emphasis:
        As of `planner solve`.
    """

    time_limit: float | None = None
    kill_after: float | None = None
    seed: int = 0
    workers: int = 1
    emphasis: str | None = None

    @property
    def hard_limit(self) -> float:
        """Seconds after which a county's process is ended."""
        if self.kill_after is not None:
            return self.kill_after
        return NO_LIMIT_SECONDS if self.time_limit is None else 2 * self.time_limit + SPARE_SECONDS

    @property
    def arguments(self) -> tuple[str, ...]:
        """The options as `planner solve` takes them: what the plan depends on."""
        given = ["--seed", str(self.seed), "--workers", str(self.workers)]
        if self.time_limit is not None:
            given += ["--time-limit", str(self.time_limit)]
        if self.emphasis is not None:
            given += ["--emphasis", self.emphasis]
        return tuple(given)


@dataclass(frozen=True)
class Order:
    """A workbook's bytes and how to plan it.

    Attributes
    ----------
    file:
        The workbook's own name: messages name it.
    parts:
        Name → bytes; one, of the workbook's name, or the CSV files of a folder.
    arguments:
        Options of `planner solve`.
    hard_limit:
        Seconds after which its process is ended.
    made_from:
        What a later run compares: equal means that the result would be the same.
    """

    file: str
    parts: Mapping[str, bytes]
    arguments: tuple[str, ...]
    hard_limit: float
    made_from: Mapping[str, Any]

    @property
    def is_folder(self) -> bool:
        """Whether the workbook is a folder of CSV files."""
        return set(self.parts) != {self.file}

    def write(self, place: Path) -> Path:
        """Write the workbook into a folder and return its path."""
        target = place / self.file
        if self.is_folder:
            target.mkdir(parents=True)
        for name, data in self.parts.items():
            (target / name if self.is_folder else target).write_bytes(data)
        return target


def read_parts(workbook: Path) -> dict[str, bytes]:
    """Return a workbook's files by name.

    Raises
    ------
    OSError
        Where one cannot be read.
    """
    if workbook.is_dir():
        return {file.name: file.read_bytes() for file in csv_files(workbook)}
    return {workbook.name: workbook.read_bytes()}


def made_from(
    parts: Mapping[str, bytes], arguments: tuple[str, ...], program: str, shared: str
) -> dict[str, Any]:
    """Return what a result depends on.

    shared: a digest of the shared members that came to the county; empty: none.
    """
    digest = hashlib.sha256()
    for name in sorted(parts):
        digest.update(f"{name} {hashlib.sha256(parts[name]).hexdigest()}\n".encode())
    return {
        "workbook_sha256": digest.hexdigest(),
        "options": list(arguments),
        "program": program,
        "shared": shared,
    }
