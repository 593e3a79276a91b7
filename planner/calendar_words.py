"""What `planner calendar` says: what was filled in, what was replaced, and what must move."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from inputs.calendar_sheet import CalendarLine
from inputs.notice.days import Stretch
from planner.calendar_job import NoticeFilled
from planner.console import compliance_lines, problem_lines
from planner.dates import weekday_name
from planner.recheck import Move, Recheck


def filled_lines(filled: NoticeFilled, workbook: Path) -> list[str]:
    """Return what came of a notice, as lines."""
    change, notice = filled.change, filled.notice
    lines = problem_lines(filled.warnings)
    lines += [f"提醒：{words}" for words in change.remarks]
    if filled.backup is None:
        lines.append(f"“{workbook}”的“日历”表与《{notice.title}》一致，没有改动。")
    else:
        counted = _counted(change.added)
        lines.append(f"已把《{notice.title}》填入“{workbook}”的“日历”表：{counted}。")
        lines += [f"  {_span(s.first, s.last)} {_kind(s)}（{s.name}）" for s in change.added]
        if change.removed:
            lines.append(f"替换了原先通知填的 {len(change.removed)} 行：")
            lines += [
                f"  第 {x.number} 行 {_span(x.first, x.last)} {_kind(x)}（{x.note}）"
                for x in change.removed
            ]
        lines.append(f"填入前的工作簿存为：{filled.backup}")
    if change.same:
        rows = "、".join(f"第 {x.number} 行" for x in change.same)
        lines.append(f"“日历”表的{rows}是自己填的，与通知一致，没有重复填入。")
    if filled.is_official:
        lines.append(f"{notice.year} 年的放假安排已经齐全，日期按正式日历编排。")
    else:
        lines.append(f"{notice.year} 年的放假安排还没有填全，日期仍按暂定。")
    for one in filled.rechecks:
        lines += _recheck_lines(one)
    return lines


def filled_data(filled: NoticeFilled) -> dict[str, Any]:
    """Return what came of a notice, for programs."""
    change = filled.change
    return {
        "ok": filled.plans_hold,
        "title": filled.notice.title,
        "year": filled.notice.year,
        "official": filled.is_official,
        "added": [_row(s, s.name) for s in change.added],
        "removed": [_row(x, x.note) for x in change.removed],
        "same": [_row(x, x.note) for x in change.same],
        "remarks": list(change.remarks),
        "problems": [asdict(problem) for problem in filled.warnings],
        "backup": str(filled.backup) if filled.backup else None,
        "plans": [
            {
                "plan": one.plan,
                "holds": one.holds,
                "moves": [asdict(move) for move in one.moves],
                "broken": [verdict.model_dump() for verdict in one.broken],
                "official": list(one.official),
            }
            for one in filled.rechecks
        ],
    }


def _recheck_lines(one: Recheck) -> Iterator[str]:
    if one.moves:
        yield f"计划“{one.plan}”有 {len(one.moves)} 处日期要改："
        for move in one.moves:
            yield f"  {_what(move)}：{_day(move.day)}，{move.why.rstrip('。')}。{_near(move)}"
    else:
        yield f"计划“{one.plan}”没有会议或节点落在放假的日子。"
    if one.broken:
        *verdicts, last = compliance_lines(one.broken)
        yield from (f"  {line}" for line in verdicts)
        yield f"  {last}改好后请用 planner check 再核对，或重新求解。"
    if one.official:
        named = "、".join(one.official)
        yield f"  有 {len(one.official)} 场会议的日期由暂定转为正式（重新求解后不再标注）：{named}。"


def _what(move: Move) -> str:
    called = move.name if move.name == move.session else f"{move.name}（{move.session}）"
    return f"{called} {move.what}" if move.session else move.what


def _near(move: Move) -> str:
    days = [_day(day) for day in (move.before, move.after) if day is not None]
    return (
        f"邻近可用的工作日：{'、'.join(days)}。" if days else "邻近没有可用的工作日，请重新求解。"
    )


def _counted(added: Iterable[Stretch]) -> str:
    added = tuple(added)
    off = sum(s.is_off for s in added)
    return f"新增 {off} 段放假、{len(added) - off} 天调休上班" if added else "没有新增的行"


def _kind(row: Stretch | CalendarLine) -> str:
    return "放假" if row.is_off else "调休上班"


def _row(row: Stretch | CalendarLine, note: str) -> dict[str, str]:
    return {
        "start": row.first.isoformat(),
        "end": row.last.isoformat(),
        "kind": _kind(row),
        "note": note,
    }


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日（{weekday_name(day)}）"


def _span(first: date, last: date) -> str:
    return _day(first) if first == last else f"{_day(first)}至{_day(last)}"
