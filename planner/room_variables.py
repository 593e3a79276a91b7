"""What the models of one room decide; the same questions as the county's, and a few of its own.

A room has one organiser, itself; its hosts are named in the workbook; its participants are its
deliberators, the members assigned to it, and experts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from planner.dates import HalfDay, days_from
from planner.domain import Deliberator, Problem, Room, Slot
from planner.plan import Plan
from planner.variables import OPEN, Meeting, Time, Variables

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, IntVar

    from planner.variables import Expr


class RoomVariables(Variables):
    """The Booleans of one model of one room.

    Parameters as for `Variables`; the problem is a room's part (`planner.parts.room_part`).
    """

    def __init__(
        self, model: CpModel, problem: Problem, decides: Iterable[str], plan: Plan | None = None
    ) -> None:
        self._sits: dict[tuple[str, str], IntVar] = {}
        super().__init__(model, problem, decides, plan)

    @property
    def room(self) -> Room:
        """The room."""
        return self.problem.rooms[0]

    @property
    def ties(self) -> tuple[tuple[IntVar, ...], ...]:
        """As the county's, the deliberators' seats among them; so few that one group holds all."""
        flat = [variable for group in super().ties for variable in group]
        return (tuple((*flat, *self._sits.values())),)

    # -- the programme -------------------------------------------------------------------------
    @cached_property
    def _days(self) -> dict[str, tuple[date, ...]]:
        return {s.id: open_days(self.problem, s) for s in self.sessions}

    @cached_property
    def _takes(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """Every topic of the room, and none; the room itself leads."""
        topics = [t.id for t in self.problem.topics if t.is_candidate]
        leads: dict[str, tuple[str, ...]] = {t: (self.room.name,) for t in (*topics, OPEN)}
        return {slot.id: leads for slot in self.sessions}

    @property
    def host_names(self) -> tuple[str, ...]:
        """All who may host in the room, by name."""
        return tuple(host.name for host in self.room.hosts)

    def _make_programme(self) -> None:
        model = self._model
        self.days_apart = model.new_int_var(1, 1, "days apart")
        for slot in self.sessions:
            for topic in self.takes(slot.id):
                led = model.new_bool_var(f"led {slot.id} {topic}")
                self._led[slot.id, topic, self.room.name] = led
                self._led_by.setdefault((slot.id, self.room.name), []).append(led)
            for day in self.days(slot.id):
                self._days_held[slot.id, day] = model.new_bool_var(f"day {slot.id} {day}")
            model.add_exactly_one(self._days_held[slot.id, day] for day in self.days(slot.id))
            for host in self.host_names:
                self._host[slot.id, host] = model.new_bool_var(f"host {slot.id} {host}")

    # -- the meetings --------------------------------------------------------------------------
    def _make_meetings(self) -> None:
        persons = {host.name: host.person for host in self.room.hosts}
        for session in self.fixed_sessions():
            slot = self.problem.slot(session.id)
            times: Mapping[Time, tuple[Time, ...]] = {
                Time(session.date, half): (Time(session.date, half),)
                for half in half_days(self.problem, slot)
            }
            keys = frozenset({persons.get(session.host, session.host), self.room.name} - {""})
            self.add_meeting(Meeting(session.id, "session", times, keys))

    # -- the people ----------------------------------------------------------------------------
    def _make_people(self) -> None:
        super()._make_people()
        for slot in self.sessions:
            for person in self.deliberators:
                name = f"sits {slot.id} {person.id}"
                self._sits[slot.id, person.id] = self._model.new_bool_var(name)

    def seat_candidates(self, session: str) -> tuple[str, ...]:
        """Return the members (ids) assigned to the room."""
        return tuple(m.id for m in self.problem.members)

    @cached_property
    def deliberators(self) -> tuple[Deliberator, ...]:
        """The deliberators who take part as such: one who is an assigned member sits as the member."""
        members = {m.person for m in self.problem.members}
        return tuple(d for d in self.problem.deliberators if d.person not in members)

    def sits(self, session: str, deliberator: str) -> Expr:
        """Whether the deliberator (by id) takes part in the session."""
        return self._sits.get((session, deliberator), 0)


def open_days(problem: Problem, slot: Slot) -> tuple[date, ...]:
    """Return the days of a room's session on which something may be put.

    Working days; weekends too where the form allows them, statutory holidays and days that a
    notice may yet move never.
    """
    calendar = problem.calendar
    if not problem.number("working-days", "weekends", slot.form):
        return calendar.working_days(slot.first, slot.last)
    return tuple(
        day
        for day in days_from(slot.first, slot.last)
        if day not in calendar.avoided and (day in calendar.extra or day not in calendar.off)
    )


def half_days(problem: Problem, slot: Slot) -> tuple[HalfDay, ...]:
    """Return the parts of a day in which the form's sessions may be held."""
    if problem.number("working-days", "evenings", slot.form):
        return tuple(HalfDay)
    return (HalfDay.AM, HalfDay.PM)
