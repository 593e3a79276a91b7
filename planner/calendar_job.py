"""`planner calendar`: an official holiday notice into the workbook, and plans re-checked against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.parsers.expat import ExpatError

from inputs.calendar_sheet import CalendarSheet, read_calendar_sheet
from inputs.holiday_notice import read_notice
from inputs.notice.days import Notice
from inputs.plan_file import read_plan
from inputs.plan_folder import PlanSource, plan_sources
from inputs.problems import InputErrors, InputProblem
from inputs.reader import read_workbook
from inputs.workbook_file import FileProblem, open_workbook
from inputs.working_days import statutory_calendar
from outputs.calendar_sheet import write_rows
from planner.calendar_change import CalendarChange, change_of
from planner.domain import Problem
from planner.files import FileBusyError, replace_file
from planner.recheck import Recheck, recheck

BACKUP = "备份"


@dataclass(frozen=True)
class NoticeFilled:
    """What came of a notice.

    Attributes
    ----------
    warnings:
        What is to be known of the notice itself.
    backup:
        The workbook as it was; None where nothing changed.
    is_official:
        Whether the year's dates are official from now on.
    rechecks:
        One for each plan.
    """

    notice: Notice
    change: CalendarChange
    warnings: tuple[InputProblem, ...]
    backup: Path | None
    is_official: bool
    rechecks: tuple[Recheck, ...]

    @property
    def plans_hold(self) -> bool:
        """Whether no plan has a date to move or a rule broken."""
        return all(one.holds for one in self.rechecks)


def fill_notice(data: bytes, name: str, workbook: Path, plans: Sequence[Path] = ()) -> NoticeFilled:
    """Put a notice into the sheet 日历, and judge plans against the workbook that comes of it.

    The workbook is replaced only when everything has been read and judged.

    Parameters
    ----------
    data, name:
        The notice's file, and its name for what is said of it.
    plans:
        plan.json, 年度协商计划.xlsx or a folder of plans.

    Raises
    ------
    InputErrors
        With all that is wrong with notice, workbook or plans; nothing is written then.
    planner.files.FileBusyError
        Where the workbook cannot be replaced.
    """
    sheet, notice, warnings, sources = _readable(data, name, workbook, plans)
    change = change_of(sheet, notice)
    if change.is_none:
        rechecks = _rechecks(sources, workbook)
        return NoticeFilled(notice, change, warnings, None, _official(sheet), rechecks)
    with TemporaryDirectory() as folder:
        filled = Path(folder) / workbook.name
        after = _written(workbook, filled, sheet, change, notice)
        rechecks = _rechecks(sources, filled)
        backup = _kept(workbook)
        try:
            with replace_file(workbook) as temporary:
                temporary.write_bytes(filled.read_bytes())
        except FileBusyError:
            backup.unlink()
            raise
    return NoticeFilled(notice, change, warnings, backup, _official(after), rechecks)


def _readable(
    data: bytes, name: str, workbook: Path, plans: Sequence[Path]
) -> tuple[CalendarSheet, Notice, tuple[InputProblem, ...], tuple[PlanSource, ...]]:
    """Return sheet, notice with its warnings, and the plans' places; raise with all that is wrong."""
    problems: list[InputProblem] = []
    sheet, sources = None, []
    try:
        sheet = read_calendar_sheet(workbook)
    except InputErrors as errors:
        problems += errors.problems
    for path in plans:
        try:
            sources += plan_sources(path)
        except InputErrors as errors:
            problems += errors.problems
    try:
        notice, warnings = read_notice(data, name, sheet.year if sheet else None)
    except InputErrors as errors:
        problems += errors.problems
    if problems or sheet is None:
        raise InputErrors(problems)
    return sheet, notice, warnings, tuple(sources)


def _written(
    workbook: Path, filled: Path, sheet: CalendarSheet, change: CalendarChange, notice: Notice
) -> CalendarSheet:
    """Write the filled workbook beside and read it again: every other sheet must read as before."""
    try:
        write_rows(workbook, filled, sheet, change.added, change.removed, notice.title)
        after = read_calendar_sheet(filled)
        before, now = open_workbook(workbook).sheets, open_workbook(filled).sheets
    except (InputErrors, FileProblem, ExpatError, KeyError, ValueError, IndexError) as error:
        raise _odd(workbook) from error
    rows = {(x.first, x.last, x.is_off) for x in after.lines}
    others = {s.name: s.rows for s in now if s.name != after.name}
    kept = all(others[s.name] == s.rows for s in before if s.name != sheet.name)
    if not kept or not {(s.first, s.last, s.is_off) for s in change.added} <= rows:
        raise _odd(workbook)
    return after


def _odd(workbook: Path) -> InputErrors:
    why = "文件的内部结构少见，填不进去；文件没有改动。"
    cure = "请在 Excel 或 WPS 中打开，另存为新的 .xlsx 再试；或照通知手工填“日历”表。"
    return InputErrors([InputProblem("file-odd", "", "", workbook.name, why, cure)])


def _kept(workbook: Path) -> Path:
    """Keep the workbook as it is in a copy beside it; an earlier copy is never overwritten."""
    number = 1
    while True:
        ending = BACKUP if number == 1 else f"{BACKUP}{number}"
        path = workbook.with_name(f"{workbook.stem}.{ending}{workbook.suffix}")
        if not path.exists():
            break
        number += 1
    with replace_file(path) as temporary:
        temporary.write_bytes(workbook.read_bytes())
    return path


def _official(sheet: CalendarSheet) -> bool:
    return statutory_calendar(sheet.year, [line.row for line in sheet.lines]).is_official


def _rechecks(sources: Sequence[PlanSource], workbook: Path) -> tuple[Recheck, ...]:
    if not sources:
        return ()
    problem = read_workbook(workbook)
    return tuple(_recheck(source, problem) for source in sources)


def _recheck(source: PlanSource, problem: Problem) -> Recheck:
    plan = source.plan() if source.is_json else read_plan(source.file, problem)
    if plan.year != problem.year:
        why = f"是 {plan.year} 年的计划，工作簿是 {problem.year} 年度的。"
        raise InputErrors(
            [InputProblem("plan-other-year", "", "", source.name, why, "请给同一年的计划。")]
        )
    return recheck(source.name, plan, problem)
