"""A topic on certain days of a session only: the row that window and decision date share."""

from __future__ import annotations

from collections.abc import Container
from datetime import date
from typing import TYPE_CHECKING

from planner.domain import Problem, Slot

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Variables


def only_on(
    model: CpModel, variables: Variables, session: str, topic: str, allowed: Container[date]
) -> None:
    """Let the session take the topic only on the allowed days; never, where it has none of them."""
    days = variables.days(session)
    if all(day in allowed for day in days):
        return
    model.add(variables.topic_in(session, topic) <= variables.on_one_of(session, allowed))


def candidate_days(problem: Problem, slot: Slot) -> tuple[date, ...]:
    """Return the days that the calendar leaves a session: the plenary's, or worked days."""
    if slot.merged:
        return problem.plenary_days
    return problem.calendar.working_days(slot.first, slot.last)
