"""Write the generated documentation: `python -m inputs.docs [folder]` (default: docs)."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from inputs.rule_docs import rule_docs
from inputs.sheet_docs import sheet_docs
from planner.files import replace_file

GENERATED: Mapping[str, Callable[[], str]] = {
    "工作簿.md": sheet_docs,
    "规则参数.md": rule_docs,
}


def write_docs(folder: Path) -> None:
    """Write every generated document into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in GENERATED.items():
        with replace_file(folder / name) as temporary:
            temporary.write_text(text(), encoding="utf-8")


if __name__ == "__main__":
    write_docs(Path(sys.argv[1] if len(sys.argv) > 1 else "docs"))
