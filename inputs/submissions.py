"""What a committee sent in: the sheet 议题 of its workbook, read as forgivingly as the main workbook's.

A submission needs no other sheet. A blank 编号 and a blank 提出单位 are no faults; an 编号 may
repeat another submission's. A list that the program collected before is read the same way, with
its own numbers kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from inputs.cell_text import is_blank, match_key, says_nothing
from inputs.problems import InputProblem, ProblemList
from inputs.reading.cells import HEADER_ROWS, Cells
from inputs.reading.duplicates import first_rows
from inputs.reading.pair_sheet import read_pairs
from inputs.reading.row_sheet import read_rows
from inputs.reading.rows import Row, Table
from inputs.reading.topics import look_at_months
from inputs.sheets.kind import Reading
from inputs.sheets.topics import TOPICS
from inputs.sheets.year import YEAR
from inputs.workbook_file import FileProblem, RawSheet, Workbook, open_workbook
from planner.candidates import JOIN, NOTHING, Candidate, Origin

ALIKE_SHEET = "疑似重复"
ORIGIN_COLUMNS = FILE, NUMBER, ROW = "来源文件", "原编号", "原行"
ENDINGS = (".xlsx", ".xlsm", ".xls", ".et", ".xlsb")
"""Workbooks in a folder; the old formats are refused in words rather than passed over."""

_SENT = replace(
    TOPICS,
    columns=tuple(
        replace(c, required=c.required and c.name not in ("编号", "提出单位"))
        for c in TOPICS.columns
    ),
)
_LISTED = replace(
    TOPICS,
    columns=tuple(replace(c, required=c.required and c.name != "提出单位") for c in TOPICS.columns),
)
_NEEDED = {match_key(c.name) for c in _SENT.columns if c.required}
_NOT_A_UNIT = re.compile(
    r"20\d\d年?度?|\d+|[（(][^）)]*[）)]|候选|协商|议题|报送|申报|征集|汇总|计划|建议|工作簿|表|的|[\s_.+-]"
)


@dataclass(frozen=True)
class Submission:
    """A workbook of candidate topics as read.

    Attributes
    ----------
    label:
        The file as the messages name it.
    unit:
        Who sent it, as 基本信息 or the file's name says.
    year:
        The 年度 of its 基本信息; None: not said.
    is_list:
        Whether the program collected it: its ids are kept, and decisions may stand in it.
    """

    label: str
    unit: str
    year: int | None
    candidates: tuple[Candidate, ...]
    is_list: bool
    workbook: Workbook


def workbooks_of(path: Path) -> list[Path]:
    """Return the file, or the workbooks of a folder by name, lock files and hidden ones aside."""
    if not path.is_dir():
        return [path]
    return sorted(
        p
        for p in path.iterdir()
        if p.is_file() and p.suffix.lower() in ENDINGS and not p.name.startswith(("~$", "."))
    )


def labels(paths: Sequence[Path]) -> list[str]:
    """Return each file's name; its folder before it where two have the same name."""
    names = [path.name for path in paths]
    return [
        path.name if names.count(path.name) == 1 else f"{path.resolve().parent.name}/{path.name}"
        for path in paths
    ]


def in_file(problem: InputProblem, label: str) -> InputProblem:
    """Return a problem with its file named as Excel does: [经济委.xlsx]议题!D5."""
    return replace(
        problem,
        sheet=f"[{label}]{problem.sheet}",
        also=tuple(in_file(one, label) for one in problem.also),
    )


def read_submission(path: Path, label: str, problems: ProblemList) -> Submission | None:
    """Read one workbook; what is wrong with it is added to the problems, with the file's name."""
    found = ProblemList()
    submission = _read(path, label, found)
    for problem in found:
        problems.add(in_file(problem, label))
    return submission


def _read(path: Path, label: str, problems: ProblemList) -> Submission | None:
    try:
        workbook = open_workbook(path)
    except FileProblem as error:
        problems.add(error.problem)
        return None
    if workbook.open_elsewhere:
        why = "文件好像正在 Excel/WPS 中打开，读到的是上次保存的内容。"
        cure = "如有没保存的改动，请保存后重试。"
        problems.add(InputProblem("file-open", "", "", "", why, cure, "warning"))
    raw = _topic_sheet(workbook, problems)
    if raw is None:
        return None
    is_list = any(match_key(s.name) == ALIKE_SHEET for s in workbook.sheets) and _has(
        raw, ORIGIN_COLUMNS
    )
    organisation, year = _basics(workbook)
    sheet = _LISTED if is_list else _SENT
    table = Table(sheet)
    inner, notes = ProblemList(), list[str]()
    read_rows(Cells(raw, sheet, inner, Reading(year)), table, notes)
    for problem in inner:
        if not (is_list and problem.code == "column-unknown"):
            problems.add(replace(problem, sheet=raw.name))
    for note in notes:
        problems.add(InputProblem.of("hidden-read", raw.name, note, "", "warning"))
    table.rows = [replace(row, sheet=raw.name) for row in table.rows]
    if not table.rows and table.complete:
        why = "只有示例行，没有议题。" if table.examples else "只有表头，没有议题。"
        cure = "请填上议题；没有议题可报的，不要放进来。"
        problems.add(InputProblem.of("topics-none", raw.name, why, cure))
    unit, origin = (
        (organisation, "“基本信息”的机构名称") if organisation else (_unit(path), "文件名")
    )
    candidates = _candidates(table, label, unit, origin, is_list, problems)
    return Submission(label, unit, year, tuple(candidates), is_list, workbook)


def _topic_sheet(workbook: Workbook, problems: ProblemList) -> RawSheet | None:
    """Return the sheet 议题, or the only sheet where its columns are those of topics."""
    named = [s for s in workbook.sheets if match_key(s.name) == TOPICS.name]
    if len(named) > 1:
        problems.add(
            InputProblem.of("sheet-twice", TOPICS.name, "“议题”表有两张。", "请合成一张。")
        )
        return None
    if named:
        return named[0]
    filled = [s for s in workbook.sheets if any(not is_blank(v) for row in s.rows for v in row)]
    likely = [s for s in filled if _has(s, _NEEDED)]
    if len(filled) == 1 and likely:
        why = f"没有“议题”表，这一张的列是议题的，按“{TOPICS.name}”读入。"
        problems.add(InputProblem.of("sheet-taken", likely[0].name, why, "", "assumption"))
        return likely[0]
    names = "、".join(f"“{s.name}”" for s in filled)
    cure = (
        f"“{likely[0].name}”表是否就是它？请改表名为“议题”。"
        if likely
        else f"请把写议题的表命名为“议题”，表头至少有{'、'.join(c.name for c in _SENT.columns if c.required)}。"
    )
    why = f"没有“议题”表；文件里有：{names}。"
    problems.add(InputProblem.of("sheet-missing", "", why, cure))
    return None


def _has(raw: RawSheet, columns: Iterable[str]) -> bool:
    """Whether one of the sheet's top rows has all of these headers."""
    cells = Cells(raw, _SENT, ProblemList(), Reading())
    wanted = set(columns)
    return any(
        wanted <= {cells.header((number, i)) for i in range(len(row))}
        for number, row in enumerate(raw.rows[:HEADER_ROWS])
    )


def _basics(workbook: Workbook) -> tuple[str, int | None]:
    """Return 机构名称 and 年度 of 基本信息; what else is amiss there does not matter here."""
    raw = next((s for s in workbook.sheets if match_key(s.name) == match_key(YEAR.name)), None)
    if raw is None:
        return "", None
    table = Table(YEAR)
    read_pairs(Cells(raw, YEAR, ProblemList(), Reading()), table)
    return table.rows[0].text("机构名称"), table.rows[0].number_in("年度")


def _unit(path: Path) -> str:
    """Return the sender that a file's name tells: 2027年经济委议题报送表.xlsx is of 经济委."""
    return _NOT_A_UNIT.sub("", path.stem) or path.stem


def _candidates(
    table: Table, label: str, unit: str, origin: str, is_list: bool, problems: ProblemList
) -> Iterator[Candidate]:
    for row in first_rows(table, "编号", problems) if is_list else table.rows:
        look_at_months(row, problems)
        values = dict(row.values)
        if not row.has("提出单位") and "提出单位" not in row.broken:
            values["提出单位"] = (unit,)
            why = f"没有填提出单位，按{origin}记为“{unit}”。"
            where = row.cells.get("提出单位", f"第{row.number}行")
            problems.add(
                InputProblem(
                    "proposer-assumed", row.sheet, where, "", why, "不对请补填。", "assumption"
                )
            )
        number = values.pop("编号", "")
        if not row.has("议题名称", "重要程度"):
            continue  # reported already
        origins = _origins(row) if is_list else (Origin(label, number, str(row.number)),)
        extra = [
            f"{name}：{text}"
            for name, text in row.extra.items()
            if not (is_list and name in ORIGIN_COLUMNS)
        ]
        note = JOIN.join(([values["备注"]] if "备注" in values else []) + extra)
        if note:
            values["备注"] = note
        yield Candidate(number if is_list else "", values, origins)


def _origins(row: Row) -> tuple[Origin, ...]:
    """Return the origins that a collected list writes of a row; short cells are filled up."""
    files, numbers, rows = (row.extra.get(column, "").split(JOIN) for column in ORIGIN_COLUMNS)
    size = max(map(len, (files, numbers, rows)))
    numbers = ["" if n == NOTHING or says_nothing(n) else n for n in numbers]
    filled = ([*part, *[""] * (size - len(part))] for part in (files, numbers, rows))
    return tuple(Origin(*one) for one in zip(*filled, strict=True))
