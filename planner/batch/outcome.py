"""What became of one county in a batch, as data that travels between machines and into the summary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, Literal

from planner.batch.counties import County
from planner.exit_codes import BAD_INPUT, DONE, INTERNAL, NO_PLAN, NO_TIME

Status = Literal["已编排", "没有计划", "工作簿有误", "超时", "中断", "未编排"]
"""未编排: the run was stopped before the county was done. 中断: the process died, not the county's fault."""

FINAL: frozenset[str] = frozenset(("已编排", "没有计划"))
"""What is proven of a workbook and stays true: not done again by a later run."""

CODES: Mapping[str, int] = {
    "已编排": DONE,
    "没有计划": NO_PLAN,
    "工作簿有误": BAD_INPUT,
    "超时": NO_TIME,
    "中断": INTERNAL,
    "未编排": INTERNAL,
}
"""The exit code that `planner solve` gives for the like (README)."""

SHOWN_ERRORS = 5
"""Errors of a county that the summary keeps."""


@dataclass(frozen=True)
class Outcome:
    """How one county's process ended.

    Attributes
    ----------
    seconds:
        Wall seconds of the last attempt, start-up, reading and writing included.
    peak_memory_mib:
        Peak resident memory of the process; None where the system does not say (Windows).
    proof:
        "optimal": every stage proven; "feasible": not all; empty without a plan.
    stages:
        As in plan.json: name, sense, value, bound.
    errors:
        The first errors, each a sentence in Chinese that says what, where, why and the cure.
    attempts:
        How often the county was tried.
    """

    status: Status
    seconds: float = 0.0
    peak_memory_mib: int | None = None
    proof: str = ""
    stages: tuple[Mapping[str, Any], ...] = ()
    errors: tuple[str, ...] = ()
    attempts: int = 1
    died: bool = False
    """Whether the process itself died (signal, memory): worth another attempt."""

    def to_data(self) -> dict[str, Any]:
        """Return it as plain data."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Outcome:
        """Return it from plain data.

        Raises
        ------
        TypeError, KeyError
            Where the data is of something else.
        """
        known = {field.name for field in fields(cls)}
        values = {name: value for name, value in data.items() if name in known}
        return cls(
            **values
            | {"stages": tuple(data.get("stages", ())), "errors": tuple(data.get("errors", ()))}
        )

    def after(self, attempts: int) -> Outcome:
        """Return it as the last of so many attempts."""
        return replace(self, attempts=attempts)


@dataclass(frozen=True)
class Result:
    """A county's row of the summary.

    Attributes
    ----------
    folder:
        Where its plan, or the word why there is none, lies; None: this run has left nothing.
    earlier:
        Whether an earlier run had done it.
    """

    county: County
    outcome: Outcome
    folder: Path | None = None
    earlier: bool = False
