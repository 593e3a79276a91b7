"""时间窗口: within 最早月份 and 最晚月份; near 建议月份 (anhua 二1).

Each November the committees propose topics and times. The window binds, with the plenary too;
the suggested months are a wish.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from constraints.rule import Check, Finding, Rule, Term
from constraints.topic_days import only_on
from planner.domain import Problem, Topic
from planner.plan import Plan

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Expr, Variables

ID = "topic-window"


def in_window(topic: Topic, day: date) -> bool:
    """Whether the day's month lies from the topic's earliest to its latest month."""
    return (topic.earliest_month or 1) <= day.month <= (topic.latest_month or 12)


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Bar days outside a topic's window; the term is each session's months from the nearest wish."""
    if "programme" not in variables.decides:
        return ()
    for topic in problem.candidates:
        if topic.earliest_month or topic.latest_month:
            for slot in variables.sessions:
                if topic.id not in variables.takes(slot.id):
                    continue
                days = [d for d in variables.days(slot.id) if in_window(topic, d)]
                only_on(model, variables, slot.id, topic.id, frozenset(days))
    return (
        Term(
            f"{ID}.months-off",
            sum(_months_off(variables, problem, slot.id) for slot in variables.sessions),
        ),
    )


def _months_off(variables: Variables, problem: Problem, session: str) -> Expr:
    """Return a session's distance in months from its topic's wish.

    The least distance of the session's months belongs to the topic, the rest to topic and month
    together. A session has one topic, so the topics that are equally far off in a month are one
    0/1 sum: one product for them all, tighter than one a topic.
    """
    months = dict.fromkeys(day.month for day in variables.days(session))
    off: Expr = 0
    further: dict[tuple[int, int], list[Expr]] = defaultdict(list)
    for topic in problem.candidates:
        if not topic.suggested_months or topic.id not in variables.takes(session) or not months:
            continue
        taken = variables.topic_in(session, topic.id)
        away = {m: min(abs(m - wish) for wish in topic.suggested_months) for m in months}
        least = min(away.values())
        off += least * taken
        for month, distance in away.items():
            if distance > least:
                further[month, distance - least].append(taken)
    for (month, extra), topics in further.items():
        in_month = variables.in_month(session, month)
        off += extra * variables.both(sum(topics), in_month, f"{ID} {session} {month} {extra}")
    return off


def check(plan: Plan, problem: Problem) -> Check:
    """Compare the month of each session's date with its topic's window."""
    findings = []
    checked = 0
    for session in plan.sessions:
        for topic_id in session.topics:
            topic = problem.topic(topic_id)
            if topic.earliest_month is None and topic.latest_month is None:
                continue
            checked += 1
            month = session.date.month
            early = topic.earliest_month is not None and month < topic.earliest_month
            late = topic.latest_month is not None and month > topic.latest_month
            if early or late:
                window = f"{topic.earliest_month or 1}—{topic.latest_month or 12}月"
                findings.append(
                    Finding(
                        f"{session.id} 在 {session.date}（{month}月），议题 {topic_id} 应在 {window}；"
                        "请改日期、换议题，或改“议题”表的最早、最晚月份。",
                        session.id,
                        (topic_id,),
                    )
                )
    return Check(checked, tuple(findings))


def measure(plan: Plan, problem: Problem) -> Mapping[str, int]:
    """Recompute the months between each session and the nearest month suggested for its topic."""
    off = 0
    for session in plan.sessions:
        for topic_id in session.topics:
            topic = problem.topic(topic_id)
            if session.form != "plenary" and topic.kind == "议题":
                wishes = topic.suggested_months
                off += min((abs(session.date.month - w) for w in wishes), default=0)
    return {f"{ID}.months-off": off}


RULE = Rule(
    id=ID,
    name="时间窗口",
    text="议题在最早月份与最晚月份之间协商，尽量靠近建议月份。",
    kind="hard",
    force="usual",
    sources={"anhua": "二1"},
    build=build,
    check=check,
    measure=measure,
)
