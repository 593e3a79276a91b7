"""The process of one county: `planner` with one difference, that it ends when its parent does.

A batch that is killed cannot end the processes that it started. Each of them therefore holds the
reading end of a pipe whose writing end the parent has: when the parent is gone, the pipe ends.
"""

from __future__ import annotations

import os
import threading

from planner.cli import main

ORPHANED = 86
"""Exit code of a county whose parent is gone; nobody is left to read it."""


def _end_with_parent() -> None:
    # Not through sys.stdin: its lock, held by a thread, would spoil the end of the interpreter.
    try:
        while os.read(0, 1):
            pass
    except OSError:
        return  # started without a pipe, by hand
    os._exit(ORPHANED)


if __name__ == "__main__":
    threading.Thread(target=_end_with_parent, daemon=True).start()
    main()
