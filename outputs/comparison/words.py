"""Three sentences a plan: what is gained by it, what is lost, and how much it changes."""

from __future__ import annotations

from collections.abc import Iterator

from outputs.comparison.compared import HOSTS, MEMBERS, Compared, Comparison
from outputs.comparison.measures import MEASURES, Measure, Value, best_of
from outputs.comparison.price import own_measures
from planner.distance import (
    Choices,
    distance,
    hosts_of,
    months_of,
    seats_of,
    topics_of,
)
from planner.plan_words import stage_word

NAMED = 3
"""How many measures a sentence names: those that differ most."""


def sentences(plan: Compared, comparison: Comparison) -> tuple[str, str, str]:
    """Return the three sentences of a plan, measured against the first; of the first, against all."""
    if plan is comparison.first:
        return _first_gains(comparison), _first_losses(comparison), _standing(plan)
    base = comparison.first
    better, worse = _apart(plan, base)
    gains = _list(better, base) or f"没有哪项指标比“{base.name}”更好"
    losses = _list(worse, base) or f"没有哪项指标比“{base.name}”更差"
    return f"得：{gains}。", f"失：{losses}。", _changes(plan, base)


Pair = tuple[Measure, Value, Value]
"""A measure, the plan's value, and that of the plan it is measured against."""


def _apart(plan: Compared, base: Compared) -> tuple[list[Pair], list[Pair]]:
    """Return where a plan is better, what it puts first before all; and where worse, most first."""
    better: list[Pair] = []
    worse: list[Pair] = []
    for measure in MEASURES:
        mine, theirs = measure.value(plan), measure.value(base)
        if not measure.better or mine is None or theirs is None or mine.number == theirs.number:
            continue
        is_better = (mine.number > theirs.number) == (measure.better == "more")
        (better if is_better else worse).append((measure, mine, theirs))
    own = own_measures(plan)
    better.sort(key=lambda pair: (pair[0].name not in own, _weight(pair)))
    return better, sorted(worse, key=_weight)


def _weight(pair: Pair) -> float:
    _, mine, theirs = pair
    return -abs(mine.number - theirs.number) / max(abs(mine.number), abs(theirs.number), 1)


def _list(pairs: list[Pair], base: Compared) -> str:
    parts = [
        f"{measure.name} {mine.number:g} {measure.unit}，比“{base.name}”"
        f"{'多' if mine.number > theirs.number else '少'} {abs(mine.number - theirs.number):g} {measure.unit}"
        for measure, mine, theirs in pairs[:NAMED]
    ]
    more = f"；另 {len(pairs) - NAMED} 项见下表" if len(pairs) > NAMED else ""
    return "；".join(parts) + more


def _first_gains(comparison: Comparison) -> str:
    first = comparison.first
    names = [m.name for m, values in _values(comparison) if first.name in best_of(m, values)]
    if not names:
        return "得：没有哪项指标独好。"
    shown = "、".join(names[: 2 * NAMED]) + ("等" if len(names) > 2 * NAMED else "")
    return f"得：{len(names)} 项指标为各份最好：{shown}。"


def _first_losses(comparison: Comparison) -> str:
    first = comparison.first
    found: list[tuple[float, str]] = []
    for measure, values in _values(comparison):
        best, mine = best_of(measure, values), values[first.name]
        if not best or mine is None or first.name in best:
            continue
        name = next(n for n in values if n in best)
        theirs = values[name]
        if theirs is not None:
            words = f"{measure.name} {mine.number:g} {measure.unit}，“{name}”{theirs.number:g} {measure.unit}"
            found.append((_weight((measure, mine, theirs)), words))
    parts = [words for _, words in sorted(found)[:NAMED]]
    more = f"；另 {len(found) - NAMED} 项见下表" if len(found) > NAMED else ""
    return f"失：{'；'.join(parts) + more}。" if parts else "失：没有哪项指标不如别的方案。"


def _values(comparison: Comparison) -> Iterator[tuple[Measure, dict[str, Value | None]]]:
    for measure in MEASURES:
        yield measure, {plan.name: measure.value(plan) for plan in comparison.plans}


def _changes(plan: Compared, base: Compared) -> str:
    if plan.of_other_year:
        return "变：这是上年的计划，议题和日期是上年的，只比次数和负担。" + _standing(plan)
    if plan.sessions == base.sessions:
        return f"变：与“{base.name}”是同一份计划，没有不同。" + _standing(plan)
    choices = Choices(base.problem)
    theirs, mine = base.plan, plan.plan
    unsaid = plan.unsaid | base.unsaid
    counts = [
        ("个议题不同", len(topics_of(mine, choices) - topics_of(theirs, choices))),
        ("场改月份", len(months_of(mine, choices) - months_of(theirs, choices))),
    ]
    if HOSTS not in unsaid:
        counts.append(("场换主持人", len(hosts_of(mine, choices) - hosts_of(theirs, choices))))
    if MEMBERS not in unsaid:
        counts.append(("个席位换人", len(seats_of(mine, choices) - seats_of(theirs, choices))))
    parts = [f"{count} {what}" for what, count in counts if count] or ["议题、月份、主持人都相同"]
    apart = (
        ""
        if {HOSTS, MEMBERS} & unsaid
        else f"相差 {distance(mine, theirs, base.problem).whole:.0%}："
    )
    return f"变：与“{base.name}”{apart}{'、'.join(parts)}。" + _standing(plan)


def _standing(plan: Compared) -> str:
    """Return how good the plan is known to be, and whether it keeps the rules."""
    stages = plan.plan.stages
    open_stages = [s for s in stages if s.value != s.bound]
    if not stages:
        proof = "没有求解记录，是否最优未作证明"
    elif plan.plan.status == "optimal":
        proof = "每一阶段都已证明为最优"
    else:
        gaps = "、".join(
            f"{stage_word(s.name)}离最好 {abs(s.value - s.bound) / max(1, abs(s.bound)):.1%}"
            for s in open_stages
        )
        proof = gaps or "尚未全部证明为最优"
    if not plan.broken:
        return f"{proof}；每一条规则都守住了。"
    kept = "、".join(plan.names.rule(v.rule) for v in plan.broken[:NAMED])
    return f"{proof}；有 {len(plan.broken)} 条规则没有守住：{kept}{'等' if len(plan.broken) > NAMED else ''}。"
