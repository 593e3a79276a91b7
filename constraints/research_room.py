"""Days of a session that leave its leader in charge and lead body a free run of days for research.

Research is dated only after the programme, so the programme keeps off the days on which none would
be left. Free days are the bits of an integer: a run of three is found with two shifts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from constraints.meeting_times import leader_key, meeting_days
from constraints.research_dates import days_wanted, span
from planner.domain import Problem

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Expr, Variables


def leave_room(model: CpModel, variables: Variables, problem: Problem) -> None:
    """Forbid a day, lead body and leader in charge who share no free run of days for research."""
    year = problem.year
    days = meeting_days(problem, date(year - 1, 7, 1), date(year, 12, 31))
    keys = {leader: leader_key(problem, leader) for leader in variables.leader_ids}
    free = {
        key: _mask(i for i, day in enumerate(days) if not problem.is_away(key, day))
        for key in (*keys.values(), *variables.body_names)
    }
    for slot in variables.sessions:
        least = min(
            (days_wanted(problem, (t.id,), slot.form) for t in problem.topics),
            default=days_wanted(problem, (), slot.form),
        )
        if least == 0:
            continue
        inside = {}
        for day in variables.days(slot.id):
            first, last = span(problem, slot.form, day, slot.merged, least)
            inside[day] = _mask(i for i, d in enumerate(days) if first <= d <= last)

        for leader, key in keys.items():
            model.add(
                _barred(variables, slot.id, inside, free[key], least)
                + variables.in_charge(slot.id, leader)
                <= 1
            )
        for body in variables.body_names:
            model.add(
                _barred(variables, slot.id, inside, free[body], least)
                + variables.lead(slot.id, body)
                <= 1
            )
            for leader, key in keys.items():
                both = variables.lead(slot.id, body) + variables.in_charge(slot.id, leader)
                joint = _barred(variables, slot.id, inside, free[body] & free[key], least)
                model.add(joint + both <= 2)


def _barred(
    variables: Variables, session: str, inside: Mapping[date, int], free: int, least: int
) -> Expr:
    """Return whether the session is on a day that leaves no run of free days for its research."""
    return sum(
        variables.on_day(session, day)
        for day, mask in inside.items()
        if not _has_run(mask & free, least)
    )


def _mask(positions: Iterator[int]) -> int:
    """Return the positions as the bits of an integer."""
    mask = 0
    for position in positions:
        mask |= 1 << position
    return mask


def _has_run(mask: int, length: int) -> bool:
    """Whether `length` neighbouring bits are set."""
    for _ in range(length - 1):
        mask &= mask >> 1
    return mask != 0
