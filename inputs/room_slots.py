"""The sessions of each room, known before solving: `village-红旗村-3`, `town-东坪镇-1`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from planner.dates import period_bounds, quarter_bounds
from planner.domain import Form, Room, Settings, Slot

Number = Callable[[str, str, str], int]
"""A regime's integer parameter by rule, name and form."""


def room_slots(
    settings: Settings,
    rooms: Iterable[Room],
    forms: Mapping[str, Mapping[str, Form]],
    numbers: Mapping[str, Number],
) -> tuple[Slot, ...]:
    """Return the sessions of the rooms, in their order.

    Parameters
    ----------
    forms, numbers:
        By profile id: its forms by id; the look-up of its rules' parameters.
    """
    slots: list[Slot] = []
    for room in rooms:
        form = forms[room.regime][room.form]
        windows = _windows(settings.year, room, form, numbers[room.regime])
        slots += (
            Slot(
                id=f"{form.id}-{room.name}-{n}",
                form=form.id,
                period=n,
                first=first,
                last=last,
                topics=form.topics,
                council=room.name,
                lead_body=room.name,
            )
            for n, (first, last) in enumerate(windows, start=1)
        )
    return tuple(slots)


def _windows(year: int, room: Room, form: Form, number: Number) -> list[tuple[date, date]]:
    """Return the first and last day of each session: its period's, its quarter's, or the year's."""
    if form.per == "room-period":
        times = number("village-cadence", "n", form.id)
        return [period_bounds(year, n) for n in range(1, 7) for _ in range(times)]
    if form.per == "room-quarter":
        times = number("quarterly-cadence", "n", form.id)
        return [quarter_bounds(year, n) for n in range(1, 5) for _ in range(times)]
    return [(date(year, 1, 1), date(year, 12, 31))] * sessions_of(room, form, number)


def sessions_of(room: Room, form: Form, number: Number) -> int:
    """Return how often a room that counts its own sessions meets in the year.

    A town at least as often as `town-frequency` says; another as its 年度次数 says, where blank as
    `annual-count` does.
    """
    if form.id == "town":
        return max(number("town-frequency", "n", form.id), room.times or 0)
    return number("annual-count", "count", form.id) if room.times is None else room.times
