"""What `planner collect` says of the candidates that it joined: lines, and the same for machines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from planner.candidates import KEEP_BOTH
from planner.collected import Collected
from planner.console import problem_lines


def collected_lines(collected: Collected, out: Path) -> list[str]:
    """Return what was read, what is to be decided, and where the list is."""
    return [*problem_lines(collected.said, marked=True), *_lines(collected, out)]


def _lines(collected: Collected, out: Path) -> Iterator[str]:
    sent = sum(number for _, number in collected.files)
    yield f"读入 {len(collected.files)} 份、{sent} 题，候选议题共 {len(collected.candidates)} 题。"
    if collected.merged:
        pairs = "、".join(f"{gone}→{kept}" for gone, kept in collected.merged)
        yield f"按决定合并：{pairs}。"
    yield from (f"请核对 {clash}" for clash in collected.clashes)
    if collected.carried is not None:
        yield f"从上年计划转来 {len(collected.carried.candidates)} 题，其余见“说明”表。"
    if collected.absent is not None:
        yield f"没有报送的：{'、'.join(collected.absent) or '没有，都已报送'}。"
    for one in collected.sent:
        if one.is_body is False:
            like = "或".join(f"“{name}”" for name in one.near)
            hint = f"，是否为{like}？" if like else "。"
            yield f"提出单位“{one.name}”不在“承办单位”表里{hint}"
    undecided = sum(pair.decision != KEEP_BOTH for pair in collected.pairs)
    if undecided:
        yield f"疑似重复 {undecided} 对，请在“疑似重复”表的“合并到”一列定下，再运行一次 planner collect。"
    yield f"已写好：{out}"


def collected_data(collected: Collected, out: Path) -> dict[str, Any]:
    """Return the same as plain data."""
    return {
        "ok": True,
        "out": str(out),
        "year": collected.year,
        "topics": len(collected.candidates),
        "files": dict(collected.files),
        "pairs": [asdict(pair) for pair in collected.pairs],
        "merged": dict(collected.merged),
        "clashes": list(collected.clashes),
        "carried": [t.id for t in collected.candidates if _is_carried(collected, t.origins[0])],
        "not_carried": list(collected.carried.done) if collected.carried else [],
        "sent": [asdict(one) for one in collected.sent],
        "absent": None if collected.absent is None else list(collected.absent),
        "problems": [asdict(problem) for problem in collected.said],
    }


def _is_carried(collected: Collected, origin: object) -> bool:
    carried = collected.carried.candidates if collected.carried else ()
    return any(origin in topic.origins for topic in carried)
