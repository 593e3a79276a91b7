"""The tables of a comparison: side by side for all plans, and the page of each plan."""

from __future__ import annotations

from dataclasses import dataclass

from outputs.chart_parts import NONE_WORD, Table
from outputs.comparison.compared import Compared, Comparison
from outputs.comparison.measures import MEASURES, UNKNOWN, best_of
from outputs.report_names import day_and_weekday
from planner.distance import distance

BEST = "★"
"""Marks the best of a measure."""


@dataclass(frozen=True)
class Side:
    """A measure side by side: its group and name, and for each plan its words and whether it is best."""

    group: str
    name: str
    cells: tuple[tuple[str, bool], ...]


def side_by_side(comparison: Comparison) -> list[Side]:
    """Return the measures, each with its value in every plan and the best marked."""
    rows = []
    for measure in MEASURES:
        values = {plan.name: measure.value(plan) for plan in comparison.plans}
        best = best_of(measure, values)
        cells = tuple(
            (UNKNOWN if value is None else value.words, name in best)
            for name, value in values.items()
        )
        rows.append(Side(measure.group, measure.name, cells))
    return rows


def distances(comparison: Comparison) -> Table:
    """Return how far each two plans are apart; what a plan does not say makes it unknown."""
    plans = comparison.of_this_year
    rows = []
    for one in plans:
        cells = []
        for other in plans:
            if one is other:
                cells.append(NONE_WORD)
            elif one.unsaid or other.unsaid:
                cells.append(UNKNOWN)
            else:
                cells.append(f"{distance(one.plan, other.plan, one.problem).whole:.0%}")
        rows.append((one.name, *cells))
    caption = "两份之间相差多少（议题和月份占一半，主持人和参会人员占一半；只算办公室可以选的）"
    return Table(caption, ("", *(p.name for p in plans)), tuple(rows))


def programme(plan: Compared) -> Table:
    """Return a plan's sessions with a topic, by date."""
    rows = [
        (
            day_and_weekday(session.date),
            plan.names.form(session.form),
            plan.names.titles(session),
            session.lead_body or UNKNOWN,
            plan.names.leader(session.host) or UNKNOWN,
            str(len(session.members)) if session.members else UNKNOWN,
        )
        for session in plan.year.sessions
        if session.topics
    ]
    others = sum(not s.topics for s in plan.year.sessions)
    caption = f"有议题的 {len(rows)} 场" + (
        f"（另有 {others} 场自行商定议题或议题待定）" if others else ""
    )
    return Table(caption, ("日期", "形式", "议题", "牵头", "主持", "委员（名）"), tuple(rows))


def left_out(plan: Compared) -> Table:
    """Return the candidate topics that a plan leaves out, the most important first."""
    rows = [
        (f"{topic.id} {plan.names.topic(topic.id)}", str(topic.importance))
        for topic in plan.year.left_out
    ]
    return Table(f"未列入的议题 {len(rows)} 个", ("议题", "重要程度"), tuple(rows))


def broken(plan: Compared) -> list[str]:
    """Return what a plan breaks, a sentence each, the rule first."""
    return [
        f"{plan.names.rule(verdict.rule)}：{plan.names.sentence(words)}"
        for verdict in plan.broken
        for words in verdict.findings
    ]


def deviations(plan: Compared) -> list[str]:
    """Return what a plan states as deviations, for the chair's signature."""
    return [plan.names.sentence(found.text) for found in plan.own.deviations]
