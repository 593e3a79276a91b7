"""What ends a run other than a plan or its absence."""

from __future__ import annotations

from collections.abc import Sequence

from planner.plan import Plan


class InternalCheckError(Exception):
    """A plan that breaks a rule or whose objectives disagree: never let out (exit code 4)."""

    def __init__(self, plan: Plan, faults: Sequence[str]) -> None:
        super().__init__(plan, faults)  # whole, so that one process can send it to another
        self.plan = plan
        self.faults = tuple(faults)

    def __str__(self) -> str:
        """Return the faults."""
        return "; ".join(self.faults)
