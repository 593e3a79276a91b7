"""Measurements as JSON lines: appended one by one, whole or not at all, and found again by key.

A key is what makes two measurements the same one: the instance's sha256, the configuration, the time
given, the seed, and the program's version (its own and its solvers' versions, and a digest of its
sources). So a run that was interrupted goes on where it stopped, and a changed program is measured anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from planner.control import cores

ROOT = Path(__file__).parent.parent
SOURCES = ("planner", "constraints", "inputs", "benchmarks/peers")
"""The folders whose files make a measurement another one."""
PACKAGES = ("ortools", "highspy", "timefold", "sortition-algorithms")
KEY = ("instance_sha256", "configuration", "seconds_given", "seed", "program")


class Store:
    """The measurements of one file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def records(self) -> list[dict[str, Any]]:
        """Return all whole lines; one that an interruption cut short is no measurement."""
        if not self.path.is_file():
            return []
        lines = self.path.read_text(encoding="utf-8").split("\n")
        return [json.loads(line) for line in lines[:-1] if line]

    def has(self, wanted: Mapping[str, Any]) -> bool:
        """Whether a measurement of this key is there."""
        key = key_of(wanted)
        return any(key_of(record) == key for record in self.records())

    def append(self, record: Mapping[str, Any]) -> None:
        """Append one line in one write, after cutting off what an interruption left of another."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        line = json.dumps(record, ensure_ascii=False, sort_keys=True) + "\n"
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
        try:
            whole = self.path.read_bytes()
            kept = whole.rfind(b"\n") + 1
            if kept != len(whole):
                os.ftruncate(handle, kept)
            os.write(handle, line.encode())
            os.fsync(handle)
        finally:
            os.close(handle)


def key_of(record: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return what makes a measurement this one."""
    return tuple(record[name] for name in KEY)


@cache
def program() -> str:
    """Return the program's version: its own, and a digest of sources and solvers' versions."""
    digest = hashlib.sha256()
    for folder in SOURCES:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in (".py", ".toml"):
                digest.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    digest.update(json.dumps(versions(), sort_keys=True).encode())
    return f"{version('consultation-planner')}+{digest.hexdigest()[:12]}"


def latest(records: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return of each configuration on each instance what the last version of the program gave."""
    last = {(r["instance"], r["configuration"]): r["program"] for r in records}
    return [r for r in records if last[r["instance"], r["configuration"]] == r["program"]]


@cache
def versions() -> dict[str, str]:
    """Return the versions of Python and of the solvers that are installed."""
    found = {"python": platform.python_version()}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


@cache
def machine() -> dict[str, Any]:
    """Return cores, processor and memory; no names, no paths."""
    return {
        "cores": cores(),
        "processor": _first("/proc/cpuinfo", "model name") or platform.machine(),
        "memory_gib": round(int(_first("/proc/meminfo", "MemTotal").split()[0] or 0) / 2**20, 1),
        "system": platform.system(),
    }


def _first(path: str, name: str) -> str:
    """Return what a line `name : value` of a file of the system says; "0" where there is none."""
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except OSError:
        return "0"
    found = (line.split(":", 1)[1].strip() for line in lines if line.startswith(name))
    return next(found, "0")


def timed(command: Sequence[str], limit: float) -> dict[str, Any]:
    """Run a command that prints a JSON object, killed after `limit` seconds; return it, with its costs.

    Beside what it printed: wall and CPU seconds of the process and its children, and peak memory.
    What prints nothing has `status` "killed" or "failed", and the last line of its errors.
    """
    with tempfile.TemporaryFile() as printed, tempfile.TemporaryFile() as errors:
        began = time.perf_counter()
        process = subprocess.Popen(command, stdout=printed, stderr=errors, start_new_session=True)
        killed = False
        used = None
        try:
            while used is None:
                pid, status, usage = os.wait4(process.pid, os.WNOHANG)
                if pid:
                    used, process.returncode = usage, os.waitstatus_to_exitcode(status)
                elif not killed and time.perf_counter() - began > limit:
                    os.killpg(process.pid, 9)  # a group of its own: it and what it started
                    killed = True
                else:
                    time.sleep(0.02)
        except BaseException:
            os.killpg(process.pid, 9)
            raise
        costs = {
            "wall": round(time.perf_counter() - began, 3),
            "cpu": round(used.ru_utime + used.ru_stime, 3),
            "memory_mib": round(used.ru_maxrss / 1024, 1),
        }
        printed.seek(0)
        errors.seek(0)
        text, said = printed.read().decode(), errors.read().decode(errors="replace").strip()
    if killed or process.returncode:
        last = said.splitlines()[-1:] if said else []
        return {"status": "killed" if killed else "failed", "notes": last, **costs}
    found: dict[str, Any] = json.loads(text.splitlines()[-1])
    return found | costs
