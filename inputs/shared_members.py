"""市级委员.xlsx: members whom several counties share; and of a county's workbook, what tells who is near.

The sheet 委员 has the columns of a county's own. What belongs to one county alone is not taken over:
所属委室, 联络活动组, 常委 (a city's standing member is none of the county's).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from inputs.cell_text import match_key
from inputs.problems import InputErrors, InputProblem, ProblemList
from inputs.reading.cells import Cells
from inputs.reading.people import People
from inputs.reading.persons import read_persons
from inputs.reading.row_sheet import read_rows
from inputs.reading.rows import Row, Table, Tables
from inputs.reading.tables import read_tables
from inputs.sheets import SHEETS
from inputs.sheets.kind import Reading
from inputs.sheets.people import MEMBERS
from inputs.submissions import in_file
from inputs.workbook_file import FileProblem, RawSheet, open_workbook
from planner.domain import Member

CITY = "市"
NOT_SHARED = ("所属委室", "联络活动组", "常委")
_NUMBERED = ("委员", "领导", "专家", "议事成员")
"""Sheets whose 编号 is a person's key."""
_PLACED = ("委员", "协商室", "联络负责人")
"""Sheets whose rows have 经度 and 纬度."""

Point = tuple[float, float]
"""Longitude and latitude in degrees."""


@dataclass(frozen=True)
class SharedMembers:
    """The members to share out, in the order of the sheet.

    Attributes
    ----------
    cells:
        By 编号: where it stands, as messages name it ([市级委员.xlsx]委员!A5).
    notes:
        Warnings and what was passed over, in words.
    """

    members: tuple[Member, ...]
    cells: dict[str, str]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class CountyPlace:
    """What a county's workbook says of where it is and whom it has; empty where it cannot be read.

    Attributes
    ----------
    organisation:
        机构名称.
    towns:
        The towns of its members, and its rooms of towns and streets.
    centre:
        The mean of all coordinates; None: there are none.
    ids:
        编号 of a person → its cell, as messages name it.
    """

    organisation: str = ""
    towns: frozenset[str] = frozenset()
    centre: Point | None = None
    ids: dict[str, str] = field(default_factory=dict)


def read_shared(path: Path) -> SharedMembers:
    """Read the shared members.

    Raises
    ------
    InputErrors
        With all that is wrong, the file named in each.
    """
    problems = ProblemList()
    table = Table(MEMBERS)
    try:
        raw = _member_sheet(path, problems)
    except FileProblem as error:
        raise InputErrors([in_file(error.problem, path.name)]) from error
    notes: list[str] = []
    if raw is not None:
        read_rows(Cells(raw, MEMBERS, problems, Reading()), table, notes)
    tables = Tables({sheet.name: Table(sheet) for sheet in SHEETS} | {MEMBERS.name: table})
    people = People()
    read_persons(people, tables, problems)
    _look_at_levels(table.rows, problems)
    if raw is not None and not people.members and not problems.has_errors:
        cure = "请每行填一名市级委员。"
        problems.add(InputProblem.of("members-none", MEMBERS.name, "没有一名委员。", cure))
    found = [in_file(problem, path.name) for problem in problems]
    if problems.has_errors:
        raise InputErrors(found)
    rows = {row.text("编号"): row for row in table.rows}
    return SharedMembers(
        tuple(_as_shared(member, rows[member.id]) for member in people.members),
        {i: f"[{path.name}]{MEMBERS.name}!{row.cells['编号']}" for i, row in rows.items()},
        (*notes, *(p.text for p in found)),
    )


def _member_sheet(path: Path, problems: ProblemList) -> RawSheet | None:
    sheets = open_workbook(path).sheets
    for raw in sheets:
        if match_key(raw.name) == match_key(MEMBERS.name):
            return raw
    named = "、".join(raw.name for raw in sheets)
    why = f"缺少“{MEMBERS.name}”表（现有：{named}）。"
    cure = f"请把市级委员所在的表改名为“{MEMBERS.name}”，各列同县里的“委员”表。"
    problems.add(InputProblem.of("sheet-missing", "", why, cure))
    return None


def _look_at_levels(rows: Iterable[Row], problems: ProblemList) -> None:
    for row in rows:
        if row.text("级别", CITY) == "县":
            why = "是县级委员，不能由几个县共有。"
            cure = "请从这里删去，写进本县工作簿的“委员”表；是市级委员的，改为“市”。"
            problems.add(row.problem("level-county", "级别", why, cure))


def _as_shared(member: Member, row: Row) -> Member:
    level = row.text("级别", CITY)
    changes = {"level": level, "standing": False, "body": "", "liaison_group": ""}
    return member.model_copy(update=changes)


def read_place(path: Path, label: str) -> CountyPlace:
    """Return what a county's workbook says of its place; whatever is wrong in it is not said here.

    label: the workbook as messages name it.
    """
    try:
        tables = read_tables(open_workbook(path), ProblemList())
    except FileProblem:
        return CountyPlace()
    basics = tables["基本信息"].rows
    towns = {row.text("所在乡镇") for row in tables["委员"]}
    towns |= {r.text("名称") for r in tables["协商室"] if r.text("层级") in ("乡镇", "街道")}
    points = [
        (float(row.values["经度"]), float(row.values["纬度"]))
        for sheet in _PLACED
        for row in tables[sheet]
        if row.has("经度", "纬度")
    ]
    ids: dict[str, str] = {}
    for sheet in _NUMBERED:
        for row in tables[sheet]:
            if row.has("编号"):
                ids.setdefault(row.text("编号"), f"[{label}]{sheet}!{row.cells['编号']}")
    return CountyPlace(
        basics[0].text("机构名称") if basics else "",
        frozenset(towns - {""}),
        _mean(points),
        ids,
    )


def _mean(points: list[Point]) -> Point | None:
    if not points:
        return None
    return tuple(sum(p[i] for p in points) / len(points) for i in (0, 1))  # type: ignore[return-value]
