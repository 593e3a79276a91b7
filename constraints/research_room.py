"""Days of a session that leave its leader in charge and lead body a free run of days for research.

Research is dated only after the programme, so the programme keeps off the days on which none would
be left. Free days are the bits of an integer: a run of three is found with two shifts.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from datetime import date
from functools import reduce
from operator import and_
from typing import TYPE_CHECKING

from constraints.meeting_times import leader_key, meeting_days
from constraints.research_dates import days_wanted, span
from planner.domain import Problem, Slot

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Expr, Variables


def leave_room(model: CpModel, variables: Variables, problem: Problem) -> None:
    """Forbid a day, lead body and leader in charge who share no free run of days for research.

    Of what every topic of a session needs; where only some topics ask for research, by topic.
    """
    free = _Free(problem, variables)
    for slot in variables.sessions:
        least = min(
            (days_wanted(problem, (t,) if t else (), slot.form) for t in variables.takes(slot.id)),
            default=0,
        )
        if least:
            _leave_least(model, variables, free, slot, least)
        else:
            _leave_by_topic(model, variables, problem, free, slot)


def _leave_least(model: CpModel, variables: Variables, free: _Free, slot: Slot, least: int) -> None:
    """Forbid the days of a session that leave too few for any of its topics."""
    barred = free.barring(slot, least)
    for leader in variables.leader_ids:
        model.add(barred(leader) + variables.in_charge(slot.id, leader) <= 1)
    for body in variables.body_names:
        model.add(barred(body) + variables.lead(slot.id, body) <= 1)
        for leader in variables.leader_ids:
            both = variables.lead(slot.id, body) + variables.in_charge(slot.id, leader)
            model.add(barred(body, leader) + both <= 2)


def _leave_by_topic(
    model: CpModel, variables: Variables, problem: Problem, free: _Free, slot: Slot
) -> None:
    """Forbid a topic on the days of a session that leave too few for this topic's research."""
    for topic, bodies in variables.takes(slot.id).items():
        wanted = days_wanted(problem, (topic,) if topic else (), slot.form)
        if not wanted:
            continue
        barred = free.barring(slot, wanted)
        for body in bodies:
            led = variables.topic_led_by(slot.id, topic, body)
            for leader in variables.leader_ids:
                both = led + variables.in_charge(slot.id, leader)
                model.add(barred(body, leader) + both <= 2)


class _Free:
    """On which days of the year, and of the half-year before, who is free for research."""

    def __init__(self, problem: Problem, variables: Variables) -> None:
        year = problem.year
        self._problem, self._variables = problem, variables
        self._days = meeting_days(problem, date(year - 1, 7, 1), date(year, 12, 31))
        keys = {name: name for name in variables.body_names}
        keys |= {leader: leader_key(problem, leader) for leader in variables.leader_ids}
        place = {day: i for i, day in enumerate(self._days)}
        everyone = (1 << len(self._days)) - 1
        self._masks = {
            who: everyone & ~_mask(place[day] for day in problem.days_away(key) if day in place)
            for who, key in keys.items()
        }

    def barring(self, slot: Slot, least: int) -> Callable[..., Expr]:
        """Return whether the session is on a day that leaves these bodies and leaders no run."""
        inside = {}
        for day in self._variables.days(slot.id):
            first, last = span(self._problem, slot.form, day, slot.merged, least)
            begin, end = bisect_left(self._days, first), bisect_right(self._days, last)
            inside[day] = (1 << end) - (1 << begin) if begin < end else 0
        known: dict[int, Expr] = {}

        def barred(*who: str) -> Expr:
            mask = reduce(and_, (self._masks[name] for name in who))
            if mask not in known:
                known[mask] = sum(
                    self._variables.on_day(slot.id, day)
                    for day, days in inside.items()
                    if not _has_run(days & mask, least)
                )
            return known[mask]

        return barred


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
