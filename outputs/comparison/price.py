"""What each plan costs against the best there is of each goal, in topics, members, days and sessions.

The best of a goal is proven where a plan puts it first and its stage is proven: no plan whatever
does better. Members without a seat have a bound by counting: there are no more seats than the
sessions may have at most. Else the best is the best of the plans compared, and is called that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from outputs.chart_parts import Table
from outputs.comparison.compared import Compared, Comparison
from outputs.comparison.measures import (
    MEASURES,
    UNKNOWN,
    Measure,
    leader_days,
    seatable,
    topics_in,
)
from planner.plan import Stage

SAME = "同最好"
_BY_NAME = {measure.name: measure for measure in MEASURES}


@dataclass(frozen=True)
class Goal:
    """A goal: its name, the stage that proves its best, the measures that tell a plan's price of it."""

    name: str
    stage: str
    measures: tuple[str, ...]


GOALS = (
    Goal("议题价值", "topic-value", ("议题价值（重要程度合计）",)),
    Goal("民生议题", "livelihood", ("民生议题",)),
    Goal("界别覆盖", "reach", ("议题涉及的界别",)),
    Goal("委员覆盖", "", ("没有点名席位的委员",)),
    Goal(
        "错峰均匀",
        "level",
        ("场次间隔偏离均匀", "最忙的月份", "牵头最多的单位", "领导用时最多与最少相差"),
    ),
    Goal("建议月份", "", ("守住建议月份的议题",)),
)


def prices(comparison: Comparison) -> Table:
    """Return the price of each plan in each goal, with the best and how it is known."""
    plans = comparison.of_this_year
    rows = []
    for goal in GOALS:
        best, known = _best(goal, plans)
        if best is None:
            continue
        cells = (price(goal, plan, best) for plan in plans)
        rows.append((goal.name, f"“{best.name}”（{known}）", *cells))
    columns = ("目标", "最好的一份", *(plan.name for plan in plans))
    return Table("各份在每个目标上离最好的差多少", columns, tuple(rows))


def price(goal: Goal, plan: Compared, best: Compared) -> str:
    """Return what a plan lacks of a goal's best plan, in the field's units."""
    found = []
    for name in goal.measures:
        measure = _BY_NAME[name]
        mine, theirs = measure.value(plan), measure.value(best)
        if mine is None or theirs is None:
            return UNKNOWN
        worse = (theirs.number - mine.number) * (1 if measure.better == "more" else -1)
        if worse > 0:
            found.append(_WORDS.get(name, _off)(measure, worse, plan, best))
    return "；".join(found) or SAME


def _off(measure: Measure, worse: float, plan: Compared, best: Compared) -> str:
    sign = "少" if measure.better == "more" else "多"
    return f"{measure.name}{sign} {worse:g} {measure.unit}"


def _topics(measure: Measure, worse: float, plan: Compared, best: Compared) -> str:
    """Return by level which topics a plan has fewer and more of than the best plan."""
    mine = Counter(t.importance for t in topics_in(plan))
    theirs = Counter(t.importance for t in topics_in(best))
    levels = sorted({*mine, *theirs}, reverse=True)
    fewer = [f"{n}级 {theirs[n] - mine[n]} 个" for n in levels if theirs[n] > mine[n]]
    more = [f"{n}级 {mine[n] - theirs[n]} 个" for n in levels if mine[n] > theirs[n]]
    parts = (f"少 {'、'.join(fewer)}" if fewer else "", f"多 {'、'.join(more)}" if more else "")
    return "，".join(filter(None, parts))


def _members(measure: Measure, worse: float, plan: Compared, best: Compared) -> str:
    return f"多 {worse:g} 名委员没有席位"


_WORDS: dict[str, Callable[[Measure, float, Compared, Compared], str]] = {
    "议题价值（重要程度合计）": _topics,
    "没有点名席位的委员": _members,
}


def _best(goal: Goal, plans: tuple[Compared, ...]) -> tuple[Compared | None, str]:
    """Return the best plan of a goal, and how it is known to be the best."""
    measure = _BY_NAME[goal.measures[0]]
    known = [(value.number, plan) for plan in plans if (value := measure.value(plan))]
    if not known:
        return None, ""
    proving = [plan for plan in plans if _proves(plan, goal.stage)]
    if proving:
        return proving[0], "已证明"
    number, best = (max if measure.better == "more" else min)(known, key=lambda pair: pair[0])
    if goal.name == "委员覆盖" and number <= fewest_unheard(best):
        return best, "已证明：席位已用足"
    return best, "各份中最好"


def _proves(plan: Compared, stage: str) -> bool:
    """Whether the plan puts the stage first, and its value there is proven the best of all."""
    first = leading(plan)
    return first is not None and first.name == stage and first.value == first.bound


def leading(plan: Compared) -> Stage | None:
    """Return the first goal of a plan's order; that nothing is too late comes before all goals."""
    return next((s for s in plan.plan.stages if s.name != "deviations"), None)


def own_measures(plan: Compared) -> frozenset[str]:
    """Return the measures (names) of the goals that the plan's order puts before others."""
    first = leading(plan)
    goals = [goal for goal in GOALS if first is not None and goal.stage == first.name]
    if any(stage.name == "people-cover" for stage in plan.plan.stages):
        goals += [goal for goal in GOALS if goal.name == "委员覆盖"]
    return frozenset(name for goal in goals for name in goal.measures)


def fewest_unheard(plan: Compared) -> int:
    """Return how many members must be left without a seat, each session having its most seats."""
    part = plan.part
    most = sum(
        part.number("plenary-merge", "speakers_max", slot.form)
        if slot.merged
        else part.number("member-seats", "max", slot.form)
        for slot in part.slots
        if slot.form != "plenary" and part.form(slot.form).seats == "members"
    )
    return max(0, len(seatable(plan)) - most)


def leaders(comparison: Comparison) -> Table:
    """Return the days that each plan costs each leader of the CPPCC."""
    plans = comparison.of_this_year
    needed = _BY_NAME["用时最多的领导"].needs
    days = [None if needed & plan.unsaid else leader_days(plan) for plan in plans]
    rows = [
        (
            comparison.first.names.leader_and_post(leader.id),
            *(UNKNOWN if d is None else f"{d.get(leader.id, 0):g}" for d in days),
        )
        for leader in comparison.first.part.cppcc_leaders
    ]
    columns = ("领导", *(plan.name for plan in plans))
    return Table("各位领导全年用时（天，会议、调研和会前会议合计）", columns, tuple(rows))
