"""Topics that the office has decided to merge made one: nothing that either said is lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from planner.candidates import Candidate

_UNITED = ("提出单位", "牵头单位", "协办单位", "相关部门", "相关界别", "所需专长", "利益相关方")
_JOINED = ("指定单位", "提出人", "不予协商情形", "调研地点")
_ANY = ("需专家", "需二次协商", "涉密")
_MOST = ("最早月份", "已协商次数", "调研天数")
_LEAST = ("最晚月份", "决策时间")
_NARROWED = {"协商形式": "可用的协商形式", "建议月份": "建议月份"}
_FIRST = {"类别": "类别", "协商室": "协商室", "来源": "来源"}


def merged(kept: Candidate, others: Sequence[Candidate]) -> tuple[Candidate, tuple[str, ...]]:
    """Return one topic made of several, and in words what did not go together.

    Its id, title and window are the kept one's where they clash; the rest is united.
    """
    both = [kept, *others]
    values: dict[str, Any] = dict(kept.values)
    clashes: list[str] = []
    values["重要程度"] = max(t.values["重要程度"] for t in both)
    for columns, unite in (
        (_UNITED, _union),
        (_JOINED, "、".join),
        (_ANY, any),
        (_MOST, max),
        (_LEAST, min),
    ):
        for column in columns:
            found = _filled(both, column)
            if found:
                values[column] = unite(tuple(dict.fromkeys(found)))
    _look_at_window(kept, both, values, clashes)
    for column, word in _NARROWED.items():
        found = _filled(both, column)
        shared = [v for v in (found[0] if found else ()) if all(v in one for one in found)]
        if found and shared:
            values[column] = tuple(shared)
        elif found:
            values[column] = kept.values.get(column, found[0])
            clashes.append(f"{word}没有相同的（{' / '.join(_words(one) for one in found)}）")
    for column, word in _FIRST.items():
        different = tuple(dict.fromkeys(_filled(both, column)))
        if different:
            values[column] = different[0]
        if len(different) > 1:
            clashes.append(f"{word}不同（{' / '.join(different)}），取“{different[0]}”")
    values["备注"] = _note(both, clashes)
    origins = tuple(origin for topic in both for origin in topic.origins)
    return Candidate(kept.id, values, origins), tuple(clashes)


def merge_all(
    candidates: Sequence[Candidate], targets: Mapping[str, str]
) -> tuple[tuple[Candidate, ...], tuple[str, ...]]:
    """Return the candidates with those of `targets` (id → the id that stays) merged away.

    What did not go together is returned in words, each with the topic's id. Targets of targets
    are followed; there must be no cycle.
    """

    def last(identity: str) -> str:
        while identity in targets:
            identity = targets[identity]
        return identity

    into: dict[str, list[Candidate]] = {}
    for topic in candidates:
        if topic.id in targets:
            into.setdefault(last(topic.id), []).append(topic)
    result, said = [], []
    for topic in candidates:
        if topic.id in targets:
            continue
        if topic.id not in into:
            result.append(topic)
            continue
        one, clashes = merged(topic, into[topic.id])
        result.append(one)
        said += [f"{topic.id}：{clash}。" for clash in clashes]
    return tuple(result), tuple(said)


def _filled(topics: Iterable[Candidate], column: str) -> list[Any]:
    return [t.values[column] for t in topics if column in t.values]


def _union(found: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for one in found for value in one))


def _look_at_window(
    kept: Candidate, both: Sequence[Candidate], values: dict[str, Any], clashes: list[str]
) -> None:
    """Fall back on the kept topic's months where no month suits all."""
    first, last = values.get("最早月份", 1), values.get("最晚月份", 12)
    if first <= last:
        return
    windows = [f"{t.values.get('最早月份', 1)}—{t.values.get('最晚月份', 12)}月" for t in both]
    clashes.append(f"时间对不上（{' / '.join(windows)}），取保留的一题的")
    for column in ("最早月份", "最晚月份"):
        values.pop(column, None)
        if column in kept.values:
            values[column] = kept.values[column]


def _note(both: Sequence[Candidate], clashes: Sequence[str]) -> str:
    """Return 备注: what each said, which were merged, and what the office has to look at."""
    names = "与".join(
        f"“{t.title}”（{_words(t.many('提出单位'))}，{'、'.join(map(str, t.origins))}）"
        for t in both
    )
    said = dict.fromkeys(t.text("备注") for t in both if t.text("备注"))
    sources = tuple(dict.fromkeys(_filled(both, "来源")))
    all_sources = f"来源：{'、'.join(sources)}" if len(sources) > 1 else ""
    clash = f"请核对：{'；'.join(clashes)}" if clashes else ""
    return "；".join(part for part in (*said, f"由{names}合并", all_sources, clash) if part)


def _words(value: Iterable[Any]) -> str:
    return "、".join(map(str, value))
