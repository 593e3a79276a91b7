"""Ctrl-C during a batch: the first asks for an orderly end, a second one ends the program."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def stopping() -> Iterator[threading.Event]:
    """Give what the first Ctrl-C sets."""
    stopped = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        if stopped.is_set():
            raise KeyboardInterrupt
        sys.stderr.write("正在停止：终止正在排的县，保留已排好的……（再按一次 Ctrl-C 立即退出）\n")
        stopped.set()

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield stopped
    finally:
        signal.signal(signal.SIGINT, before)
