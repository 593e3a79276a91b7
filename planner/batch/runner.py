"""What the two ways to carry out counties share: what they are given, and what they give back."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from planner.batch.counties import County
from planner.batch.order import Order
from planner.batch.outcome import Outcome
from planner.batch.workplace import Workplace

ATTEMPTS = 3
"""How often a county is tried whose process died: once, and twice more."""


@dataclass(frozen=True)
class Finished:
    """A county that ended, well or not; `result`: the folder that its process left, aside."""

    county: County
    outcome: Outcome
    order: Order | None = None
    result: Path | None = None


@dataclass
class Work:
    """What is to be done.

    Attributes
    ----------
    prepare:
        Returns a county's order; raises `inputs.problems.InputErrors` or OSError where there is
        none to be had.
    jobs:
        How many at a time; None: as many as there are cores.
    say:
        Takes a line of progress.
    stopped:
        Set: begin no more, end those that run.
    """

    counties: tuple[County, ...]
    prepare: Callable[[County], Order]
    workplace: Workplace
    say: Callable[[str], None]
    jobs: int | None = None
    stopped: threading.Event = field(default_factory=threading.Event)
