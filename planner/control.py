"""A run's options, clock, stop button and listener. Knows no solver, so that nobody loads one for it."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True)
class Options:
    """How to search.

    Attributes
    ----------
    time_limit:
        Seconds for the whole plan; None: until proven.
    seed, workers:
        CP-SAT's. One worker is deterministic and, on these models, as fast to proof as two.
    cuts:
        Cut the relaxation from the start: a room's rosters are proven by nothing else.
    """

    time_limit: float | None = None
    seed: int = 0
    workers: int = 1
    cuts: bool = False


def relative_gap(best: int | None, bound: int | None) -> float | None:
    """Return how far a value is from its bound, as a part of it; None where either is not known."""
    if best is None or bound is None:
        return None
    return abs(best - bound) / max(1, abs(best))


@dataclass(frozen=True)
class Report:
    """A moment of a running solve, for progress."""

    stage: str
    best: int | None
    bound: int | None
    seconds: float
    final: bool = False

    @property
    def gap(self) -> float | None:
        """Relative gap, or None where it is not known."""
        return relative_gap(self.best, self.bound)


@dataclass
class Control:
    """The clock, the stop button and the listener of one run."""

    options: Options = field(default_factory=Options)
    listen: Callable[[Report], None] = lambda report: None
    started: float = field(default_factory=time.perf_counter)
    stopped: threading.Event = field(default_factory=threading.Event)
    reports: list[Report] = field(default_factory=list)

    def seconds(self) -> float:
        """Return the seconds since the run began."""
        return time.perf_counter() - self.started

    def remaining(self) -> float | None:
        """Return the seconds left, or None where there is no limit."""
        limit = self.options.time_limit
        return None if limit is None else max(0.0, limit - self.seconds())

    def stop(self) -> None:
        """Ask for the best plan so far (Ctrl-C)."""
        self.stopped.set()

    @property
    def out_of_time(self) -> bool:
        """Whether the run should end with what it has."""
        remaining = self.remaining()
        return self.stopped.is_set() or (remaining is not None and remaining <= 0)

    def quietly(self) -> Control:
        """Return a run within this one: the same options, clock and stop button, nobody listening."""
        return Control(self.options, started=self.started, stopped=self.stopped)

    def report(self, report: Report) -> None:
        """Keep a report for run.json and pass it on."""
        self.reports.append(report)
        self.listen(report)
