"""What a notice changes in the sheet 日历: rows to write, rows of an earlier notice to take away.

The office's own rows are never touched: where one contradicts the notice, nothing is written at
all and the row is named; where one merely gives off more than the notice does, it stays and is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from inputs.calendar_sheet import CalendarLine, CalendarSheet, place
from inputs.notice.days import Extension, Notice, Stretch, festivals_in, noted, row_note
from inputs.problems import InputErrors, InputProblem
from inputs.sheets.controls import OFF, WORKED
from inputs.working_days import festival_days, statutory_calendar
from planner.dates import ONE_DAY, days_from


@dataclass(frozen=True)
class CalendarChange:
    """Rows to add and to take away; rows that say so already, and what is to be known.

    Attributes
    ----------
    kept:
        Rows of an earlier run that stay as they are.
    same:
        The office's own rows that say just what the notice says: not written a second time.
    """

    added: tuple[Stretch, ...]
    removed: tuple[CalendarLine, ...]
    kept: tuple[CalendarLine, ...]
    same: tuple[CalendarLine, ...]
    remarks: tuple[str, ...]

    @property
    def is_none(self) -> bool:
        """Whether the sheet stays as it is."""
        return not self.added and not self.removed


def change_of(sheet: CalendarSheet, notice: Notice) -> CalendarChange:
    """Return what the notice changes.

    Raises
    ------
    InputErrors
        Where the office's own rows contradict it, or it extends days off that nobody entered.
    """
    extended = [_extended(sheet, one) for one in notice.extensions]
    wanted = (*notice.stretches, *extended)
    ours = [line for line in sheet.lines if _is_replaced(line, sheet.year, notice, extended)]
    others = [line for line in sheet.lines if line not in ours]
    problems = list(_contradictions(sheet, others, wanted))
    if problems:
        raise InputErrors(problems)
    asked = {(s.first, s.last, s.is_off): s for s in wanted}
    kept = [x for x in ours if _key(x) in asked and x.note == _note(asked[_key(x)], notice)]
    same = [line for line in others if _key(line) in asked]
    done = {_key(line) for line in (*kept, *same)}
    return CalendarChange(
        added=tuple(s for key, s in asked.items() if key not in done),
        removed=tuple(line for line in ours if line not in kept),
        kept=tuple(kept),
        same=tuple(same),
        remarks=(*notice.remarks, *_more_than(sheet, others, notice)),
    )


def _key(line: CalendarLine) -> tuple[date, date, bool]:
    return line.first, line.last, line.is_off


def _note(stretch: Stretch, notice: Notice) -> str:
    return row_note(stretch.name, notice.title)


def _is_replaced(
    line: CalendarLine, year: int, notice: Notice, extended: Iterable[Stretch]
) -> bool:
    """Whether a notice of the year wrote the row, and this one speaks of the same festivals.

    A notice that only extends days off leaves alone the working days outside them.
    """
    written = noted(line.note)
    if written is None or written[1] != year:
        return False
    if notice.is_whole:
        return True
    if not notice.stretches and not line.is_off:
        return any(s.first <= line.first and line.last <= s.last for s in extended)
    return set(festivals_in(written[0])) <= notice.festivals


def _extended(sheet: CalendarSheet, extension: Extension) -> Stretch:
    """Return a festival's days off as extended: from where they begin in the calendar so far."""
    year = sheet.year
    calendar = statutory_calendar(year, [line.row for line in sheet.lines])
    days = festival_days(year, extension.name)
    why = cure = ""
    if not calendar.is_official:
        why = f"日历里还没有 {year} 年的放假安排，不知道从哪天延长。"
        cure = f"请先放入 {year} 年部分节假日安排的通知，再放入这一份。"
    elif not days:
        why, cure = f"没有“{extension.name}”这个节日。", "请对照原文核对。"
    elif extension.until < days[0]:
        why, cure = f"延长到 {extension.until}，早于{extension.name}。", "请对照原文核对日期。"
    if why:
        raise InputErrors([InputProblem("notice-extends", "", "", extension.sentence, why, cure)])
    first = days[0]
    while first - ONE_DAY in calendar.off:
        first -= ONE_DAY
    return Stretch(first, extension.until, True, extension.name, extension.sentence)


def _contradictions(
    sheet: CalendarSheet, lines: Iterable[CalendarLine], wanted: Iterable[Stretch]
) -> Iterator[InputProblem]:
    """Report rows that give a day off which the notice makes a working day, or the reverse."""
    wanted = tuple(wanted)
    for line in lines:
        for stretch in wanted:
            first, last = max(line.first, stretch.first), min(line.last, stretch.last)
            if line.is_off != stretch.is_off and first <= last:
                theirs, said = (OFF, WORKED) if line.is_off else (WORKED, OFF)
                yield InputProblem(
                    "calendar-contradicts",
                    sheet.name,
                    place(sheet, line),
                    f"{line.first} 至 {line.last} {theirs}",
                    f"与通知不符：通知定 {first} {said}（“{stretch.sentence}”）。",
                    "这一行不是通知填的，没有改动；请核对后改正或删去，再运行。",
                )


def _more_than(
    sheet: CalendarSheet, lines: Iterable[CalendarLine], notice: Notice
) -> Iterator[str]:
    """Say which of the office's own rows go beyond a whole notice: they stay."""
    if not notice.is_whole:
        return
    off, worked = notice.off, notice.worked
    for line in lines:
        days = [d for d in days_from(line.first, line.last) if d.year == sheet.year]
        if line.is_off:
            more = [d for d in days if d not in off and d.weekday() < 5]
        else:
            more = [d for d in days if d not in worked]
        if more:
            word = OFF if line.is_off else WORKED
            yield (
                f"{sheet.name}!{place(sheet, line)} 是自己填的{word}"
                f"（{line.note or '未注明'}），其中 {'、'.join(map(str, more))} 通知没有写；"
                "这一行照旧保留，若不是本地另有规定，请删去。"
            )
