"""汇总.xlsx and 汇总.json: a batch at a glance, a county a row."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from copy import copy
from pathlib import Path
from typing import Any

from openpyxl.styles import PatternFill

from outputs.excel import Band, Column, Row, Table, add_table, cell_at, new_workbook
from planner.batch.outcome import Result
from planner.files import replace_file
from planner.plan_words import stage_word

WORKBOOK, DATA = "汇总.xlsx", "汇总.json"
FORMAT = "batch-summary/1"
_TROUBLE = PatternFill("solid", fgColor="FFFDE9E7")
_STATUS_COLUMN = 4


def write_summary(results: Sequence[Result], totals: Mapping[str, Any], out: Path) -> None:
    """Write both files, each whole or not at all.

    totals: what is said of the run as a whole, for programs.

    Raises
    ------
    FileBusyError
        Where one is open elsewhere.
    """
    text = json.dumps(summary_data(results, totals, out), ensure_ascii=False, indent=1) + "\n"
    with replace_file(out / DATA) as temporary:
        temporary.write_text(text, encoding="utf-8")
    title = f"各县编排汇总（{len(results)} 个工作簿）"
    book = new_workbook(title, "")
    sheet = add_table(book, _counties(results, title, out))
    for number, result in enumerate(results, start=3):
        if result.outcome.status != "已编排":
            cell = cell_at(sheet, number, _STATUS_COLUMN)
            # Its look is shared with other cells, which keep theirs.
            cell._style = copy(cell._style)  # type: ignore[attr-defined]  # noqa: SLF001
            cell.fill = _TROUBLE
    add_table(book, _stages(results, title))
    add_table(book, _errors(results, title))
    with replace_file(out / WORKBOOK) as temporary:
        book.save(temporary)


def summary_data(results: Sequence[Result], totals: Mapping[str, Any], out: Path) -> dict[str, Any]:
    """Return the summary for programs."""
    return {
        "format": FORMAT,
        **totals,
        "counties": [
            {
                "name": result.county.name,
                "workbook": result.county.label,
                "folder": _folder(result, out),
                "earlier": result.earlier,
                **{k: v for k, v in result.outcome.to_data().items() if k != "died"},
            }
            for result in results
        ],
    }


def _folder(result: Result, out: Path) -> str:
    return "" if result.folder is None else result.folder.relative_to(out).as_posix()


def counted(results: Sequence[Result]) -> str:
    """Return how many counties ended in which way, in words."""
    count = Counter(result.outcome.status for result in results)
    return "，".join(f"{status} {number} 个" for status, number in count.most_common())


def _counties(results: Sequence[Result], title: str, out: Path) -> Table:
    columns = (
        Column("序号", 6, centred=True),
        Column("县", 20),
        Column("工作簿", 26),
        Column("状态", 12, centred=True),
        Column("用时（秒）", 10, centred=True),
        Column("内存峰值（MiB）", 11, centred=True),
        Column("各阶段：值（界）", 44),
        Column("文件夹", 20),
        Column("说明", 46),
    )
    rows = tuple(
        (
            number,
            result.county.name,
            result.county.label,
            result.outcome.status,
            round(result.outcome.seconds) if result.outcome.seconds else "",
            "" if result.outcome.peak_memory_mib is None else result.outcome.peak_memory_mib,
            "；".join(_stage(stage) for stage in result.outcome.stages),
            _folder(result, out),
            _said(result),
        )
        for number, result in enumerate(results, start=1)
    )
    notes = (
        f"注：{counted(results)}。",
        "注：值等于界，即已证明没有更好的；只写值的即已证明。用时含启动、读入和写出全部文件。",
    )
    return Table("汇总", (title,), columns, rows, notes, empty="没有工作簿")


def _stage(stage: Mapping[str, Any]) -> str:
    value, bound = stage["value"], stage["bound"]
    return f"{stage_word(stage['name'])} {value}" + ("" if value == bound else f"（界 {bound}）")


def _said(result: Result) -> str:
    outcome = result.outcome
    parts = list(outcome.errors[:1])
    if len(outcome.errors) > 1:
        parts.append(f"另见“说明”表（共 {len(outcome.errors)} 条）。")
    if outcome.status == "已编排":
        parts.append("每一阶段都已证明" if outcome.proof == "optimal" else "尚未全部证明为最优")
    if outcome.attempts > 1:
        parts.append(f"试了 {outcome.attempts} 次")
    if result.earlier:
        parts.append("以前已排好，这次没有重排")
    return "；".join(part.rstrip("。") for part in parts) + ("。" if parts else "")


def _stages(results: Sequence[Result], title: str) -> Table:
    rows: list[Row] = []
    for result in results:
        for stage in result.outcome.stages:
            least = "越小越好" if stage["sense"] == "min" else "越大越好"
            rows.append(
                (
                    result.county.name,
                    stage_word(stage["name"]),
                    least,
                    stage["value"],
                    stage["bound"],
                    "已证明" if stage["value"] == stage["bound"] else "未证明",
                )
            )
    columns = (
        Column("县", 24),
        Column("阶段", 30),
        Column("方向", 12, centred=True),
        Column("值", 14, centred=True),
        Column("界", 14, centred=True),
        Column("证明", 12, centred=True),
    )
    return Table("各阶段", (title, "各阶段的值与界"), columns, tuple(rows))


def _errors(results: Sequence[Result], title: str) -> Table:
    rows: list[Row] = []
    for result in results:
        if result.outcome.errors:
            rows.append(
                Band(f"{result.county.name}（{result.outcome.status}）：{result.county.label}")
            )
            rows += [(number, text) for number, text in enumerate(result.outcome.errors, start=1)]
    columns = (Column("序号", 8, centred=True), Column("没有排成的原因和改法", 150))
    return Table("说明", (title, "没有排成的县"), columns, tuple(rows), empty="都已排好")
