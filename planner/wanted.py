"""What is asked of several plans. Knows no solver, so that nobody loads one for it."""

from __future__ import annotations

from dataclasses import dataclass

LEAST, MOST = 3, 8
"""How many plans may be asked for."""


@dataclass(frozen=True)
class Wanted:
    """How many plans; and of those near the best, the least distance and the most loss, in percent."""

    count: int = LEAST
    percent: int = 20
    loss: int = 2
