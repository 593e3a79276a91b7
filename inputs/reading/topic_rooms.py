"""Which room hears a topic: the one it names, or that is plain from who brought it or its form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from inputs.cell_text import did_you_mean
from inputs.forms import FORM_NAMES
from inputs.problems import ProblemList
from inputs.reading.names import Lookup
from inputs.reading.rows import Row
from planner.domain import Form, Room


@dataclass(frozen=True)
class TopicRooms:
    """The rooms of a workbook, for the topics that they hear.

    Attributes
    ----------
    county:
        The county's forms; none: every topic is a room's.
    """

    names: Lookup
    rooms: tuple[Room, ...]
    county: tuple[Form, ...]

    def of(self, row: Row, problems: ProblemList) -> Room | None:
        """Return the room that hears the topic of a row; None: the county does.

        协商室 names it; where blank the room that brought it (提出单位), or the only room that has
        the topic's form. What fits several rooms is reported.
        """
        if "协商室" in row.broken:
            return None
        if row.has("协商室"):
            return self._named(row, problems)
        brought = [
            room for name in row.many("提出单位") for room in self.rooms if room.name == name
        ]
        forms = self._forms(row)
        if not brought and not forms and self.county:
            return None
        fitting = brought or [room for room in self.rooms if not forms or room.form in forms]
        if len(fitting) == 1:
            return fitting[0]
        if self.names.complete:
            what = "、".join(FORM_NAMES[form] for form in forms) or "协商室的议题"
            count = f"有 {len(fitting)} 个协商室" if fitting else "没有一个协商室"
            some = "、".join(room.name for room in fitting[:3])
            problems.add(
                row.problem(
                    "topic-no-room",
                    "协商室" if "协商室" in row.cells else "编号",
                    f"没有写明在哪个协商室协商；{count}可以协商（{what}）。",
                    f"请在“协商室”列写明{f'，如{some}' if some else ''}。",
                )
            )
        return None

    def _named(self, row: Row, problems: ProblemList) -> Room | None:
        name = row.text("协商室")
        found = self.names.find(name)
        if found:
            identity = next(iter(found))
            return next((room for room in self.rooms if room.name == identity), None)
        if self.names.complete:
            hint = did_you_mean(name, self.names.names())
            problems.add(
                row.problem(
                    "room-unknown",
                    "协商室",
                    "“协商室”表里没有这个协商室。",
                    f"{hint}请改成表中的名称，或在“协商室”表补上一行。",
                    name,
                )
            )
        return None

    def _forms(self, row: Row) -> tuple[str, ...]:
        """Return the grass-roots forms that the topic asks for, where it asks for no other."""
        ids = {name: form for form, name in FORM_NAMES.items()} | {
            form: form for form in FORM_NAMES
        }
        asked = tuple(ids[name] for name in row.many("协商形式") if name in ids)
        county = {form.id for form in self.county}
        return () if county & set(asked) else tuple(f for f in asked if f not in county)


def rooms_for_topics(
    names: Lookup, rooms: Iterable[Room], county: Iterable[Form]
) -> TopicRooms | None:
    """Return what reads a topic's room; None where the profiles have no rooms."""
    rooms = tuple(rooms)
    known = rooms or names.names() or not names.complete
    return TopicRooms(names, rooms, tuple(county)) if known else None
