"""What ends a run other than a plan or its absence."""

from __future__ import annotations

from collections.abc import Sequence

from planner.plan import Plan


class InternalCheckError(Exception):
    """A plan that breaks a rule or whose objectives disagree: never let out (exit code 4)."""

    def __init__(self, plan: Plan, faults: Sequence[str]) -> None:
        super().__init__("; ".join(faults))
        self.plan = plan
        self.faults = tuple(faults)
