"""时间窗口 in a room: within earliest and latest month; near the suggested time.

As for the county, but a session may hold two topics, each with wishes of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from constraints.rule import Rule, Term
from constraints.topic_days import only_on
from constraints.topic_window import check, in_window, measure
from planner.domain import Problem, Topic

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Expr, Variables

ID = "topic-window"


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Bar days outside a topic's window; the term is each topic's months from the nearest wish."""
    if "programme" not in variables.decides:
        return ()
    off: Expr = 0
    for topic in problem.candidates:
        for slot in variables.sessions:
            if topic.earliest_month or topic.latest_month:
                days = frozenset(d for d in variables.days(slot.id) if in_window(topic, d))
                only_on(model, variables, slot.id, topic.id, days)
            if topic.suggested_months:
                off += _months_off(model, variables, slot.id, topic)
    return (Term(f"{ID}.months-off", off),)


def _months_off(model: CpModel, variables: Variables, session: str, topic: Topic) -> Expr:
    """Return the months between a session and the topic's wish, 0 where it does not take it.

    The topic's place in the session falls apart into one for each month: as tight as can be.
    """
    taken = variables.topic_in(session, topic.id)
    months = [m for m, _ in groupby(variables.days(session), key=lambda day: day.month)]
    places = []
    off: Expr = 0
    for month in months:
        place = model.new_bool_var(f"{ID} {session} {topic.id} {month}")
        model.add(place <= variables.in_month(session, month))
        places.append(place)
        off += min(abs(month - wish) for wish in topic.suggested_months) * place
    model.add(sum(places) == taken)
    return off


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
