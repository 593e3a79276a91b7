"""A county's workbook with the shared members that came to it, as rows of its sheet 委员.

The plan's folder keeps this copy as 工作簿, so that checking, comparing and adopting the plan know
these members. Every other byte of the workbook stays as it was.
"""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.parsers.expat import ExpatError

from inputs.cell_text import match_key
from inputs.problems import InputErrors, InputProblem, ProblemList
from inputs.reading.cells import Cells
from inputs.sheets.kind import Reading
from inputs.sheets.people import MEMBERS
from inputs.workbook_file import FileProblem, RawSheet, open_workbook
from outputs.sheet_splice import Place, SheetXml, Value
from outputs.workbook_parts import WorkbookParts
from planner.domain import Member
from planner.plan_files import csv_files


def add_members(source: Path, members: Sequence[Member], target: Path) -> None:
    """Write a copy of a workbook (a file, or a folder of CSV files) with members added.

    Raises
    ------
    InputErrors
        Where the workbook cannot be read, has no sheet 委员, or is of a format that cannot be
        added to.
    """
    try:
        raw = _sheet(source)
        values = _values(raw, members)
        if source.is_dir():
            _write_csv(source, raw, values, target)
            return
        parts = WorkbookParts(source)
        xml = SheetXml(parts.sheet(raw.name))
        looks = {place: xml.look(place) for place in values}
        parts.put_sheet(raw.name, xml.with_cells(values, looks, parts.epoch))
        parts.save(target)
        _look_at_copy(target, raw, members)
    except FileProblem as error:
        raise InputErrors([error.problem]) from error
    except (OSError, ExpatError, KeyError, ValueError, IndexError) as error:
        why = "市级委员加不进这个工作簿（旧格式 .xls，或内部结构少见）。"
        cure = "请在 Excel 或 WPS 中打开，另存为新的 .xlsx 再试。"
        raise InputErrors([InputProblem("file-odd", "", "", source.name, why, cure)]) from error


def _sheet(source: Path) -> RawSheet:
    for raw in open_workbook(source).sheets:
        if match_key(raw.name) == match_key(MEMBERS.name):
            return raw
    why = "缺少“委员”表，市级委员没有地方可加。"
    cure = "请补上这张表，可用 planner template 生成模板。"
    raise InputErrors([InputProblem.of("sheet-missing", "", why, cure)])


def _values(raw: RawSheet, members: Sequence[Member]) -> dict[Place, Value]:
    """Return the new cells: below the last row, in new columns where the sheet lacks one."""
    cells = Cells(raw, MEMBERS, ProblemList(), Reading())
    header = cells.header_row(cells.columns)
    if header is None:
        raise ValueError("no header")
    columns: dict[str, int] = {}
    for index in range(cells.width):
        column = cells.columns.get(cells.header((header, index)))
        if column is not None:
            columns.setdefault(column.name, index + 1)
    free = max(cells.width, raw.scan.last_column) + 1
    texts = [texts_of(member) for member in members]
    values: dict[Place, Value] = {}
    for name in (c.name for c in MEMBERS.columns if any(c.name in text for text in texts)):
        if name not in columns:
            columns[name] = free
            values[header + 1, free] = name
            free += 1
    for row, text in enumerate(texts, start=cells.end + 1):
        values |= {(row, columns[name]): value for name, value in text.items()}
    return values


def texts_of(member: Member) -> dict[str, str]:
    """Return a member's cells by column, blank ones left out; the reader reads them back."""
    place = {"经度": member.longitude, "纬度": member.latitude}
    values: Mapping[str, object] = {
        "编号": member.id,
        "姓名": member.name,
        "性别": member.gender,
        "界别": member.sector,
        "党派": member.party,
        "民族": member.ethnicity,
        "政协职务": member.cppcc_post,
        "工作单位": member.employer,
        "所在乡镇": member.town,
        "专长": "、".join(member.expertise),
        "级别": member.level,
        "出席率": "" if member.attendance_assumed else f"{member.attendance_percent}%",
        "往年参加次数": member.times_before or "",
        "年度邀请上限": "" if member.cap is None else member.cap,
        "手机": member.phone,
        "邮箱": member.mail,
        **{name: "" if value is None else value for name, value in place.items()},
    }
    return {name: str(value) for name, value in values.items() if value != ""}


def _look_at_copy(target: Path, before: RawSheet, members: Sequence[Member]) -> None:
    """Read the copy again: the old rows as before, and the members' numbers below them."""
    after = _sheet(target)
    old = [row[: len(row)] for row in before.rows]
    kept = all(
        now[: len(was)] == was or number < 10  # a header may have grown
        for number, (was, now) in enumerate(zip(old, after.rows, strict=False))
    )
    found = {str(value) for row in after.rows[len(old) :] for value in row}
    if not kept or not {member.id for member in members} <= found:
        raise ValueError("the copy does not read back")


def _write_csv(source: Path, raw: RawSheet, values: Mapping[Place, Value], target: Path) -> None:
    shutil.copytree(source, target, ignore=lambda _, names: [n for n in names if n.startswith(".")])
    file = next(f for f in csv_files(target) if match_key(f.stem) == match_key(raw.name))
    rows = [[str(value) for value in row] for row in raw.rows]
    for (row, column), value in values.items():
        while len(rows) < row:
            rows.append([])
        rows[row - 1] += [""] * (column - len(rows[row - 1]))
        rows[row - 1][column - 1] = str(value or "")
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    file.write_text(text.getvalue(), encoding="utf-8-sig", newline="")
