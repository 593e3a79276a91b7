"""What `planner batch` says at its end: lines for people, data for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from outputs.batch_summary import counted, summary_data
from planner.batch_job import Batch, BatchDone


def batch_lines(batch: Batch, done: BatchDone) -> Iterator[str]:
    """Yield what a run says: how many ended how, which counties failed and why, where it lies."""
    begun = "已停止" if done.stopped else "已完成"
    yield f"{begun}：{counted(done.results)}，用时 {done.seconds:.1f} 秒。"
    for result in done.results:
        if result.outcome.status != "已编排":
            why = result.outcome.errors[0] if result.outcome.errors else ""
            yield f"  {result.county.label}：{result.outcome.status}。{why}"
    if done.code:
        yield "改正后再运行同一条命令，已排好的不会重排。"
    yield from (f"已写好：{path}" for path in done.files)
    yield f"各县的文件在：{batch.out}"


def batch_data(batch: Batch, done: BatchDone) -> dict[str, Any]:
    """Return the summary for programs."""
    totals = {
        "ok": done.code == 0,
        "out": str(batch.out),
        "seconds": done.seconds,
        "stopped": done.stopped,
        "files": [str(path) for path in done.files],
    }
    return summary_data(done.results, totals, batch.out)
