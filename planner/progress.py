"""Live progress of a run: one line that renews itself on a terminal, plain lines elsewhere.

Goes to standard error, so that standard output holds results alone. A listener never stops a run.
"""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Self, TextIO

from rich.console import Console
from rich.live import Live
from rich.table import Table

from planner.control import Report
from planner.plan_words import ROOMS, stage_word


class Progress:
    """Shows stage, best value, bound, gap and seconds while a plan is sought."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._console = Console(file=stream or sys.stderr, highlight=False)
        self._live: Live | None = None
        self._lines: dict[str, Report] = {}
        self._printed: dict[str, tuple[int | None, int | None, bool]] = {}

    def __enter__(self) -> Self:
        if self._console.is_terminal:
            self._live = Live(console=self._console, refresh_per_second=8, transient=False)
            self._live.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._live is not None:
            self._live.stop()

    def __call__(self, report: Report) -> None:
        """Show a report."""
        self._lines[report.stage] = report
        if self._live is not None:
            self._live.update(self._table())
            return
        state = (report.best, report.bound, report.final)
        if self._printed.get(report.stage) != state:
            self._printed[report.stage] = state
            self._console.print(" ".join(_cells(report)), soft_wrap=True)

    def _table(self) -> Table:
        table = Table(box=None, pad_edge=False)
        for title in ("阶段", "当前最好", "界", "差距", "用时"):
            table.add_column(title, justify="left" if title == "阶段" else "right")
        for report in self._lines.values():
            table.add_row(*_cells(report, labels=False))
        return table


def _cells(report: Report, labels: bool = True) -> list[str]:
    if report.stage == ROOMS:
        done = f"{report.best}/{report.bound}"
        seconds = f"{report.seconds:.1f}秒"
        return (
            [stage_word(ROOMS), done, "", "", seconds]
            if not labels
            else [stage_word(ROOMS), done, seconds]
        )
    best = "—" if report.best is None else str(report.best)
    bound = "—" if report.bound is None else str(report.bound)
    gap = "—" if report.gap is None else f"{report.gap:.1%}"
    if report.final:
        gap = "已证明" if report.best == report.bound else gap
    cells = [stage_word(report.stage), best, bound, gap, f"{report.seconds:.1f}秒"]
    if not labels:
        return cells
    titles = ("", "最好 ", "界 ", "", "")
    return [title + cell for title, cell in zip(titles, cells, strict=True)]
