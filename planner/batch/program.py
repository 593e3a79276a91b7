"""Which program planned a county: its version, and a digest of its own text and its solver's version."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("planner", "constraints", "inputs", "outputs")
_ENDINGS = frozenset((".py", ".toml", ".html"))


@cache
def program_version() -> str:
    """Return the version with a digest of the program's text, equal on every machine that has it.

    The version alone would let a plan stand that a mended rule forbids.
    """
    digest = hashlib.sha256(version("ortools").encode())
    for name in PACKAGES:
        root = Path(str(import_module(name).__file__)).parent
        for path in sorted(root.rglob("*"), key=lambda p: p.relative_to(root).as_posix()):
            if path.suffix in _ENDINGS:
                digest.update(f"{name}/{path.relative_to(root).as_posix()}".encode())
                digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return f"{version('consultation-planner')}+{digest.hexdigest()[:12]}"
