"""The report's part on the rooms below the county: what is held where and when, and by whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from outputs.chart_parts import NONE_WORD, WIDTH, Chart, Table, legend, swatch
from outputs.report_names import Names
from outputs.room_sheets import held_by_room, stakeholder_shares, uncovered
from outputs.svg import FAINT, Drawing
from planner.domain import Problem, Room
from planner.parts import COUNTY
from planner.plan import Plan, Session
from planner.plan_items import rooms_in_order, town_of

PERIODS = tuple(f"{2 * n - 1}—{2 * n}月" for n in range(1, 7))
UNFOLDED = 30
"""With more rooms than this the towns' tables are folded: a table of the towns stands before them."""
OPEN_MARK = "○"
"""What follows the date of a session without a topic."""

_SHARES = ((0, 49), (50, 54), (55, 59), (60, 69), (70, 79), (80, 100))
"""Ranges of the stakeholders' share in per cent: half is asked for (farm 5), so it is finest there."""
_MOST_TIMES = 6
"""Deliberators who come more often than this are counted together."""


@dataclass(frozen=True)
class Town:
    """A town's part of the matrix."""

    name: str
    rooms: int
    held: int
    pending: int
    table: Table


class Rooms:
    """The rooms of a plan, answering what the report asks. Cancelled sessions count for nothing."""

    def __init__(self, plan: Plan, problem: Problem, names: Names) -> None:
        self._plan, self._problem, self._names = plan, problem, names
        self._held = held_by_room(plan)
        self._order = rooms_in_order(problem)

    @cached_property
    def sessions(self) -> tuple[Session, ...]:
        """The rooms' sessions."""
        return tuple(s for room in self._order for s in self._held.get(room.name, ()))

    @cached_property
    def pending(self) -> tuple[Session, ...]:
        """Those without a topic: 议题待定."""
        return tuple(s for s in self.sessions if not s.topics)

    @cached_property
    def _stakes(self) -> tuple[int, ...]:
        """The stakeholders' share of each session that is asked for one, in per cent."""
        return tuple(stakeholder_shares(self.sessions, self._problem))

    def words(self) -> str:
        """Return the sentence of the half page."""
        levels = Counter(room.level for room in self._order)
        forms = Counter(s.form for s in self.sessions)
        rooms = "、".join(f"{level} {count} 个" for level, count in levels.items())
        held = "、".join(f"{self._names.form(form)} {count} 场" for form, count in forms.items())
        words = f"协商室 {len(self._order)} 个（{rooms}），全年安排 {len(self.sessions)} 场：{held}"
        if self.pending:
            words += (
                f"；其中议题待定 {len(self.pending)} 场，只听取通报、开展评议，计入频次，另行计数"
            )
        if self._stakes:
            words += f"；有议题的各场，利益相关方最少占 {min(self._stakes)}%"
        if self._plan.room_assignments:
            words += f"；委员 {len(self._plan.room_assignments)} 名下沉到协商室"
        missing = uncovered(self._plan, self._problem)
        if self._plan.liaison:
            words += f"；联络负责人 {len(self._plan.liaison)} 名"
            words += f"，{len(missing)} 个村还没有" if missing else "，各村都有"
        return words + "。"

    def levels(self) -> Table:
        """Return the counts by level; sessions without a topic apart."""
        levels = dict.fromkeys(room.level for room in self._order)
        rows = [
            self._level_row(level, (r for r in self._order if r.level == level)) for level in levels
        ]
        if len(rows) > 1:
            rows.append(self._level_row("合计", self._order))
        heads = (
            "层级", "协商室", "有议题的场次", "议题待定", "议题", "议事成员", "参加过的", "参加人次", "委员人次",
            "专家人次",
        )  # fmt: skip
        return Table(
            "各层级协商室全年场次和人次（议题待定的计入频次，另行计数）", heads, tuple(rows)
        )

    def _level_row(self, word: str, rooms: Iterable[Room]) -> tuple[str, ...]:
        named = [room.name for room in rooms]
        held = [s for name in named for s in self._held.get(name, ())]
        own = [d for name in named for d in self._problem.room_deliberators(name)]
        came = {(s.council, key) for s in held for key in s.deliberators}
        counts = (
            len(named),
            sum(bool(s.topics) for s in held),
            sum(not s.topics for s in held),
            sum(len(s.topics) for s in held),
            len(own),
            len(came),
            sum(len(s.deliberators) for s in held),
            sum(len(s.members) for s in held),
            sum(len(s.experts) for s in held),
        )
        return (word, *(str(n) if n else NONE_WORD for n in counts))

    # -- the matrix --------------------------------------------------------------------------------
    @cached_property
    def towns(self) -> tuple[Town, ...]:
        """Each town with its rooms' dates in the six two-month periods."""
        groups: dict[str, list[Room]] = {}
        heads = {room.parent for room in self._order}
        for room in self._order:
            town = town_of(room, self._problem)
            alone = town == room.name and room.name not in heads
            groups.setdefault(f"{room.level}级" if alone else town, []).append(room)
        return tuple(self._town(name, rooms) for name, rooms in groups.items())

    @property
    def folded(self) -> bool:
        """Whether there are too many rooms to show at once."""
        return len(self._order) > UNFOLDED

    def _town(self, name: str, rooms: Sequence[Room]) -> Town:
        held = [s for room in rooms for s in self._held.get(room.name, ())]
        pending = sum(not s.topics for s in held)
        rows = tuple(
            (
                room.name,
                *self._dates(self._held.get(room.name, ())),
                str(len(self._held.get(room.name, ()))),
            )
            for room in rooms
        )
        table = Table(f"{name}：各协商室日期", ("协商室", *PERIODS, "全年"), rows)
        return Town(name, len(rooms), len(held), pending, table)

    def _dates(self, sessions: Iterable[Session]) -> tuple[str, ...]:
        cells: list[list[str]] = [[] for _ in PERIODS]
        for s in sessions:
            mark = "" if s.topics else OPEN_MARK
            cells[(s.date.month - 1) // 2].append(f"{s.date.month}.{s.date.day}{mark}")
        return tuple("、".join(cell) or NONE_WORD for cell in cells)

    def by_town(self) -> Table:
        """Return how many sessions each town's rooms hold in each period."""
        rows = []
        for town in self.towns:
            counts = [
                sum(0 if cell == NONE_WORD else cell.count("、") + 1 for cell in column)
                for column in list(zip(*(row[1:-1] for row in town.table.rows), strict=True))
            ]
            words = (str(n) if n else NONE_WORD for n in counts)
            rows.append(
                (f"{town.name}（{town.rooms}个室）", *words, str(town.held), str(town.pending))
            )
        heads = ("乡镇及所辖", *PERIODS, "全年", "其中议题待定")
        return Table("各乡镇及所辖协商室的场次", heads, tuple(rows))

    # -- the charts --------------------------------------------------------------------------------
    def charts(self) -> Mapping[str, Chart]:
        """Return the charts by name; shares only where some profile asks for one."""
        drawn = {"roommonths": self._months(), "times": self._times()}
        return drawn | {"shares": self._shares()} if self._stakes else drawn

    def _months(self) -> Chart:
        year = self._plan.year
        rows = [
            (
                f"{month}月",
                sum(s.date.month == month and bool(s.topics) for s in self.sessions),
                sum(s.date.month == month and not s.topics for s in self.sessions),
            )
            for month in range(1, 13)
        ]
        return _bars(
            "roommonths", f"{year} 年各月协商室场次", ("有议题", "议题待定"), rows, "场", "月份"
        )

    def _shares(self) -> Chart:
        rows = [
            (
                f"{low}—{high}%" if low else f"不到{high + 1}%",
                sum(low <= n <= high for n in self._stakes),
                0,
            )
            for low, high in _SHARES
        ]
        return _bars(
            "shares", "各场利益相关方所占比例的分布", ("场次", ""), rows, "场", "利益相关方占比"
        )

    def _times(self) -> Chart:
        came = Counter((s.council, key) for s in self.sessions for key in s.deliberators)
        times = [came[d.room, d.id] for d in self._problem.deliberators]
        rows = [(f"{n}次", times.count(n), 0) for n in range(_MOST_TIMES + 1)]
        more = sum(n > _MOST_TIMES for n in times)
        rows += [(f"{_MOST_TIMES}次以上", more, 0)] if more else []
        return _bars("times", "议事成员全年参加次数的分布", ("人数", ""), rows, "人", "参加次数")

    # -- who belongs where -------------------------------------------------------------------------
    def members(self) -> Table | None:
        """Return who is sent down to each room and how often they sit there; None where nobody is."""
        if not self._plan.room_assignments:
            return None
        by_room: dict[str, list[str]] = {}
        for entry in self._plan.room_assignments:
            by_room.setdefault(entry["room"], []).append(entry["member"])
        sits = Counter((s.council, m) for s in self.sessions for m in s.members)
        rows = []
        for room in self._order:
            if own := by_room.get(room.name):
                told = "、".join(f"{self._names.member(m)}{sits[room.name, m]}" for m in own)
                rows.append((room.name, str(len(own)), told))
        return Table(
            "委员下沉（姓名后为全年参加本室协商的次数）", ("协商室", "委员", "名单"), tuple(rows)
        )

    def idle_members(self) -> int:
        """Return how many of those sent down sit in none of their room's sessions."""
        sits = {(s.council, m) for s in self.sessions for m in s.members}
        return sum((e["room"], e["member"]) not in sits for e in self._plan.room_assignments)

    def liaison(self) -> Table | None:
        """Return which head looks after which villages; None where there are no heads."""
        if not self._plan.liaison:
            return None
        rows = tuple(
            (e["head"], "、".join(e["rooms"]), str(e.get("km", "")) or NONE_WORD)
            for e in self._plan.liaison
        )
        return Table("联络负责人", ("联络负责人", "联系村", "公里"), rows)

    def uncovered(self) -> str:
        """Return the villages without a liaison head, in words."""
        return "、".join(room.name for room in uncovered(self._plan, self._problem))


def county_alone(plan: Plan) -> Plan:
    """Return the plan with the county's sessions alone, and all else as it is."""
    return plan.replace(sessions=tuple(s for s in plan.sessions if s.council == COUNTY))


def _bars(
    key: str,
    title: str,
    words: tuple[str, str],
    rows: Sequence[tuple[str, int, int]],
    unit: str,
    head: str,
) -> Chart:
    """Draw a bar a row, of one or two counts. words: what the counts are; the second may be empty."""
    left, row, top, right = 110.0, 21.0, 26.0, 150.0
    height = top + row * len(rows) + 4
    drawing = Drawing(key, title, WIDTH, height)
    fills = ("solid", "hatch")
    legend(drawing, [(swatch(fill), word) for fill, word in zip(fills, words, strict=True) if word])
    longest = max((a + b for _, a, b in rows), default=0)
    scale = (WIDTH - left - right) / max(1, longest)
    for number, (word, *counts) in enumerate(rows):
        y = top + row * number
        drawing.line((0, y), (WIDTH, y), FAINT)
        drawing.text(2, y + 15, word, 12)
        x = left
        for count, fill in zip(counts, fills, strict=True):
            if count:
                drawing.rectangle(x, y + 4, scale * count, 13, fill)
                x += scale * count
        said = f"{counts[0]} {unit}" + (
            f"，{words[1]} {counts[1]}" if words[1] and counts[1] else ""
        )
        drawing.text(x + 8, y + 15, said, 11)
    heads = (head, *(word for word in words if word))
    cells = tuple((word, *map(str, counts[: len(heads) - 1])) for word, *counts in rows)
    return Chart(drawing, Table(f"{title}数据（{unit}）", heads, cells))
