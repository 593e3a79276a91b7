"""Where a run works aside, and how a finished county's folder comes into place: once, and whole."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from planner.batch.outcome import FINAL, Outcome
from planner.files import FileBusyError
from planner.plan_files import ADOPTED_FILE, BATCH_FILE, PLAN_FILE, read_json

NO_PLAN_FILE = "无法编排.txt"
_ASIDE, _OLD, _LOCK = ".编排中-", "旧-", "lock"
_TRIES = 20


class AdoptedError(Exception):
    """A county's folder whose plan has been adopted: it is never replaced."""


class Workplace:
    """A hidden folder beside the results, this run's alone; what dead runs left goes.

    A lock that the run holds tells a living run's folder from a dead one's.

    Raises
    ------
    FileBusyError
        Where the results' folder cannot be written.
    """

    def __init__(self, out: Path) -> None:
        try:
            out.mkdir(parents=True, exist_ok=True)
            _clear(out)
            self.folder = Path(tempfile.mkdtemp(prefix=_ASIDE, dir=out))
        except OSError as error:
            raise FileBusyError(out) from error
        self._out = out
        self._count = 0
        self._lock = (self.folder / _LOCK).open("wb")
        _try_lock(self._lock)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._lock.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def new(self) -> Path:
        """Return an empty folder of its own."""
        return Path(tempfile.mkdtemp(dir=self.folder))

    def put(self, result: Path, name: str, record: Mapping[str, Any]) -> Path:
        """Put a county's results in place of what may be there; return the folder.

        Whoever comes last stays: a folder is only ever renamed, so that two runs that finish the
        same county leave one result or the other, never a mixture.

        Raises
        ------
        AdoptedError
            Where the plan there has been adopted meanwhile.
        FileBusyError
            Where a file there is open elsewhere.
        """
        text = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
        (result / BATCH_FILE).write_text(text, encoding="utf-8")
        target = self._out / name
        for _ in range(_TRIES):
            if (target / ADOPTED_FILE).is_file():
                raise AdoptedError(name)
            with suppress(FileNotFoundError):
                self._move_away(target)
            try:
                os.rename(result, target)
            except OSError:
                if not target.exists():
                    raise
                continue  # another run was faster
            return target
        raise FileBusyError(target)

    def _move_away(self, target: Path) -> None:
        old = Path(tempfile.mkdtemp(prefix=_OLD, dir=self.folder)) / target.name
        try:
            os.rename(target, old)
        except PermissionError as error:
            raise FileBusyError(target) from error


def done_before(folder: Path, made_from: Mapping[str, Any]) -> Outcome | None:
    """Return how an earlier run did a county of the same workbook, options and program; else None."""
    record = read_json(folder / BATCH_FILE)
    if not isinstance(record, dict) or record.get("made_from") != made_from:
        return None
    try:
        outcome = Outcome.from_data(record["outcome"])
    except (TypeError, KeyError):
        return None
    kept = PLAN_FILE if outcome.status == "已编排" else NO_PLAN_FILE
    return outcome if outcome.status in FINAL and (folder / kept).is_file() else None


def _clear(out: Path) -> None:
    """Delete what runs that are dead have left, but put back what they had only moved away."""
    for left in out.glob(f"{_ASIDE}*"):
        try:
            with (left / _LOCK).open("ab") as lock:
                if not _try_lock(lock):
                    continue
                _put_back(left, out)
        except OSError:
            continue  # another machine's, or just being made
        shutil.rmtree(left, ignore_errors=True)


def _put_back(left: Path, out: Path) -> None:
    """Put back results that a run moved away and, killed in that moment, never replaced."""
    for old in left.glob(f"{_OLD}*/*"):
        if not (out / old.name).exists():
            with suppress(OSError):
                os.rename(old, out / old.name)


def _try_lock(file: BinaryIO) -> bool:
    """Lock a file until it is closed; False where someone else has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
