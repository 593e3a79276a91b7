"""The sheets of 年度协商计划.xlsx as rows: a header found by name, values with their cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from inputs.cell_text import (
    CellValue,
    address,
    did_you_mean,
    is_blank,
    match_key,
    name_text,
    shown,
    split,
)
from inputs.problems import InputProblem, ProblemList
from inputs.reading.names import Lookup
from inputs.sheets.date_kinds import Day
from inputs.sheets.kind import CellError, Reading
from inputs.sheets.kinds import Integer
from inputs.workbook_file import RawSheet
from planner.domain import Problem

HEADER_ROWS = 12
"""The header is looked for in so many rows: titles stand above it."""

_LABEL = re.compile(r"(?P<name>.+?)\s*[（(](?P<key>[^（）()]+)[）)]")
"""What `planner.plan_words.label` writes."""


@dataclass(frozen=True)
class PlanRow:
    """A row of a sheet; what cannot be read is reported when it is asked for."""

    sheet: str
    values: Mapping[str, CellValue]
    cells: Mapping[str, str]
    year: int
    problems: ProblemList

    def text(self, column: str) -> str:
        """Return a cell's text; empty where it is blank or the sheet lacks the column."""
        return shown(self.values.get(column))

    def names(self, column: str) -> tuple[str, ...]:
        """Return the several names of a cell."""
        return tuple(name_text(part) for part in split(self.text(column)))

    def day(self, column: str) -> date | None:
        """Return a date, or None for a blank cell or one that is reported."""
        value = self.values.get(column)
        if is_blank(value) or value is None:
            return None
        try:
            return Day().read(value, Reading(self.year))
        except CellError as error:
            self.report(column, "cell-invalid", error.why, error.cure)
            return None

    def number(self, column: str) -> int | None:
        """Return a whole number, or None for a blank cell or one that is reported."""
        value = self.values.get(column)
        if is_blank(value) or value is None:
            return None
        try:
            return Integer(0, 10_000).read(value, Reading())
        except CellError as error:
            self.report(column, "cell-invalid", error.why, error.cure)
            return None

    def code(self, column: str, words: Mapping[str, str], default: str = "") -> str:
        """Return the code of a word; a code may be typed itself. Unknown words are reported."""
        text = self.text(column)
        if not text:
            return default
        key = match_key(text)
        for code, word in words.items():
            if key in (match_key(word), code):
                return code
        known = "、".join(words.values())
        self.report(column, "cell-invalid", "不在可选范围内。", f"请从这些里选：{known}。")
        return default

    def report(self, column: str, code: str, why: str, cure: str, value: str | None = None) -> None:
        """Report a problem in a cell of the row."""
        seen = self.text(column) if value is None else value
        cell = self.cells.get(column, "")
        self.problems.add(InputProblem(code, self.sheet, cell, seen, why, cure))


@dataclass(frozen=True)
class PlanSheet:
    """A sheet as read: rows below its header; lines that run across (titles, bands, notes)."""

    rows: tuple[PlanRow, ...]
    lines: tuple[str, ...]


def read_sheet(
    raw: RawSheet, columns: Iterable[str], required: Iterable[str], year: int, problems: ProblemList
) -> PlanSheet:
    """Return a sheet's rows; a missing required column is reported.

    A row whose first cell runs across several columns is a line, not a row of the table.
    """
    wanted = {match_key(name): name for name in columns}
    header = _header(raw, required)
    if header is None:
        problems.add(
            InputProblem.of(
                "columns-missing",
                raw.name,
                f"找不到表头：前 {HEADER_ROWS} 行中没有同时写着{'、'.join(required)}的一行。",
                "请补上这些列名。",
            )
        )
        return PlanSheet((), ())
    names = {
        wanted[match_key(shown(value))]: index
        for index, value in reversed(list(enumerate(raw.rows[header])))
        if match_key(shown(value)) in wanted
    }
    across = {first[0] for first, last in raw.merged if first[0] == last[0] and last[1] > first[1]}
    rows, lines = [], []
    for number, values in enumerate(raw.rows):
        filled = [shown(v) for v in values if not is_blank(v)]
        if not filled:
            continue
        if number < header or (number > header and number in across and len(filled) == 1):
            lines.append(filled[0])
        elif number > header:
            cells = {name: address(number, index) for name, index in names.items()}
            _look_at_formulas(raw, cells, problems)
            found = {name: values[i] for name, i in names.items() if i < len(values)}
            rows.append(PlanRow(raw.name, found, cells, year, problems))
    return PlanSheet(tuple(rows), tuple(lines))


def _header(raw: RawSheet, required: Iterable[str]) -> int | None:
    keys = {match_key(name) for name in required}
    for number, values in enumerate(raw.rows[:HEADER_ROWS]):
        if keys <= {match_key(shown(v)) for v in values}:
            return number
    return None


def _look_at_formulas(raw: RawSheet, cells: Mapping[str, str], problems: ProblemList) -> None:
    for cell in cells.values():
        if cell in raw.scan.uncalculated or cell in raw.scan.errors:
            problems.add(
                InputProblem(
                    "formula-unreadable",
                    raw.name,
                    cell,
                    raw.scan.errors.get(cell, ""),
                    "公式没有算出值。",
                    "请改填文字或日期，或在 Excel/WPS 中打开算好后另存。",
                )
            )


class PlanNames:
    """Who or what the plan's cells mean: names, 编号, or both as 张三（M001）."""

    def __init__(self, problem: Problem) -> None:
        self.topics = Lookup("“议题”表")
        for topic in problem.topics:
            self.topics.add(topic.id, topic.title, f"{topic.title}（{topic.id}）", topic.id)
        self.bodies = Lookup("“承办单位”表")
        for body in problem.bodies:
            self.bodies.add(body.name, body.name)
        self.leaders = Lookup("“领导”表")
        for x in problem.leaders:
            self.leaders.add(x.id, x.name, f"{x.name}（{x.id}，{x.post}）", x.id)
        self.members = Lookup("“委员”表")
        for m in problem.members:
            self.members.add(m.id, m.name, f"{m.name}（{m.id}，{m.sector}）", m.id)
        self.experts = Lookup("“专家”表")
        for e in problem.experts:
            self.experts.add(e.id, e.name, f"{e.name}（{e.id}，{e.unit}）", e.id)
        self.rooms = Lookup("“协商室”表")
        for room in problem.rooms:
            self.rooms.add(room.name, room.name)
        self._room_hosts = {
            room.name: {
                match_key(called): h.name for h in room.hosts for called in (h.person, h.name)
            }
            for room in problem.rooms
        }
        self.deliberators = Lookup("“议事成员”表")
        for d in problem.deliberators:
            self.deliberators.add(d.id, d.name, f"{d.name}（{d.id}，{d.room}）", d.id)
        # Who hosts by office is known by name: a committee's head, a group's convenor.
        self.hosts = Lookup("“承办单位”“联络活动组”“委员”表")
        heads = [b.head_name for b in problem.bodies]
        heads += [g.convenor_name for g in problem.liaison_groups]
        for name in dict.fromkeys(filter(None, (*heads, *(m.name for m in problem.members)))):
            self.hosts.add(name, name)
        for m in problem.members:
            self.hosts.alias(m.name, m.id)
        names = {d.id: d.name for d in problem.deliberators}
        names |= {e.id: e.name for e in problem.experts} | {m.id: m.name for m in problem.members}
        self._names = names | {x.id: x.name for x in problem.leaders}

    def all_of(self, row: PlanRow, column: str, lookup: Lookup) -> tuple[str, ...]:
        """Return the ids that a cell cites; one unknown, shared or contradictory is reported."""
        ids = (self.one(row, column, name, lookup) for name in row.names(column))
        return tuple(dict.fromkeys(i for i in ids if i))

    def one(self, row: PlanRow, column: str, name: str, lookup: Lookup) -> str:
        """Return the id that a name means, or empty after reporting why it means none."""
        found = self._find(row, column, name, lookup)
        if len(found) == 1:
            return next(iter(found))
        if found:
            self._report_shared(row, column, name, found)
        else:
            hint = did_you_mean(name, lookup.names())
            row.report(
                column,
                "name-unknown",
                f"工作簿的{lookup.what}里没有这个名称或编号。",
                f"{hint}请改成表中的名称或编号。",
                name,
            )
        return ""

    def anyone(self, row: PlanRow, column: str, name: str) -> str:
        """Return the id of a leader, member or expert, or the name of a unit as it stands.

        One of the 议事成员 is known by 编号 alone: thousands share names with each other and with all
        others.
        """
        if self.bodies.find(name):
            return next(iter(self.bodies.find(name)))
        if self.rooms.find(name):
            return name
        for lookup in (self.leaders, self.members, self.experts):
            found = self._find(row, column, name, lookup)
            if len(found) == 1:
                return next(iter(found))
            if found:
                self._report_shared(row, column, name, found)
                return ""
        label = _LABEL.fullmatch(name)
        if label is not None and label["key"] in self._names:
            found = self._find(row, column, name, self.deliberators)
            return next(iter(found), name)
        return name

    def host_of(self, room: str, name: str) -> str:
        """Return a room's host as plan.json names one; empty where none has the name."""
        hosts = self._room_hosts.get(room, {})
        label = _LABEL.fullmatch(name)
        by_number = hosts.get(match_key(label["key"]), "") if label else ""
        return hosts.get(match_key(name), "") or by_number

    def name_of(self, identity: str) -> str:
        """Return the name of an id; of one that the workbook does not know, the id."""
        return self._names.get(identity, identity)

    def all_anyone(self, row: PlanRow, column: str) -> tuple[str, ...]:
        """Return everyone whom a cell cites."""
        return tuple(filter(None, (self.anyone(row, column, name) for name in row.names(column))))

    def _find(self, row: PlanRow, column: str, text: str, lookup: Lookup) -> Mapping[str, str]:
        found = lookup.find(text)
        label = _LABEL.fullmatch(text)
        if found or label is None:
            return found
        by_key = lookup.find(label["key"])
        if len(by_key) == 1:
            identity = next(iter(by_key))
            name = self._names.get(identity, identity)
            if match_key(name) != match_key(label["name"]):
                row.report(
                    column,
                    "name-and-id",
                    f"姓名与编号不符：{identity} 是{name}。",
                    f"请写成{name}（{identity}），或改为{label['name']}的编号。",
                    text,
                )
        return by_key

    def _report_shared(
        self, row: PlanRow, column: str, name: str, found: Mapping[str, str]
    ) -> None:
        people = "、".join(sorted(found.values()))
        row.report(
            column,
            "name-shared",
            f"有 {len(found)} 个：{people}，不知指哪一个。",
            "请改填编号。",
            name,
        )
