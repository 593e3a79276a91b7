"""日历 and 不可用 → the working calendar, blackouts and absences."""

from __future__ import annotations

from datetime import date

from inputs.cell_text import did_you_mean, match_key
from inputs.notice.days import noted
from inputs.problems import InputProblem, ProblemList
from inputs.reading.names import Lookup, shared
from inputs.reading.people import People
from inputs.reading.rows import Row, Tables
from inputs.sheets.controls import AVOID, OFF, WORKED
from inputs.working_days import CalendarRow, statutory_calendar, statutory_days
from planner.dates import WorkCalendar, days_from
from planner.domain import Absence, Blackout

_EVERYONE = frozenset({"全部", "全体", "所有", "所有人", "全员", "全县"})


def read_calendar(
    tables: Tables,
    people: People,
    rooms: Lookup,
    year: int | None,
    problems: ProblemList,
) -> tuple[WorkCalendar | None, tuple[Blackout, ...]]:
    """Read the sheet 日历; say whether the plan's year is provisional, and what is missing.

    Without a year there is no calendar; what is wrong in the rows is reported all the same.
    """
    rows: list[CalendarRow] = []
    blackouts: list[Blackout] = []
    for row in tables["日历"]:
        span = _span(row, problems)
        scope = _scope(row, people, rooms, problems)
        if not span or not row.has("类型") or scope is None:
            continue
        kind, note = row.values["类型"], row.text("说明")
        written = noted(note)
        if kind == AVOID or (kind == OFF and scope):
            blackouts.append(
                Blackout(
                    start=span[0], end=span[1], scope=scope, note=note, cell=_cell(row, "开始")
                )
            )
        elif scope:
            problems.add(
                row.problem(
                    "worked-for-some",
                    "适用",
                    "调休上班不能只对一部分人或单位。",
                    "请清空“适用”，或删去这一行。",
                )
            )
        else:
            name = written[0] if written else note
            rows.append(CalendarRow(*span, is_off=kind == OFF, name=name))
            _look_at_contradiction(row, rows, problems)
    if year is None:
        return None, tuple(blackouts)
    calendar = statutory_calendar(year, rows)
    _say_provisional(calendar, rows, problems)
    return calendar, tuple(blackouts)


def read_absences(
    tables: Tables, people: People, rooms: Lookup, problems: ProblemList
) -> tuple[Absence, ...]:
    """Read the sheet 不可用: persons by key, units, venues and 协商室 by name."""
    lookups = (
        people.persons,
        people.body_names,
        people.department_names,
        people.venue_names,
        rooms,
        _loose(people),
    )
    absences = []
    for row in tables["不可用"]:
        span = _span(row, problems)
        subjects = _subjects(row, "对象", lookups, problems)
        if span:
            absences += [
                Absence(
                    subject=s,
                    start=span[0],
                    end=span[1],
                    note=row.text("说明"),
                    cell=_cell(row, "对象"),
                )
                for s in subjects
            ]
    return tuple(absences)


def _cell(row: Row, column: str) -> str:
    return f"{row.sheet}!{row.cells[column]}"


def is_for_everyone(row: Row) -> bool:
    """Whether a row of 日历 names nobody in 适用, or everyone."""
    return all(match_key(name) in _EVERYONE for name in row.many("适用"))


def _span(row: Row, problems: ProblemList) -> tuple[date, date] | None:
    start, end = row.day("开始"), row.day("结束")
    if start is None or end is None:
        return None
    if end < start:
        problems.add(
            row.problem("days-backwards", "结束", f"早于开始（{start}）。", "请核对两个日期。")
        )
        return None
    return start, end


def _loose(people: People) -> Lookup:
    """Return the departments that cells name and no sheet has."""
    loose = Lookup("部门")
    for name in people.loose_departments.values():
        loose.add(name, name)
    return loose


def _scope(
    row: Row, people: People, rooms: Lookup, problems: ProblemList
) -> tuple[str, ...] | None:
    """Return 适用 resolved, empty for everyone; None where a name in it is unknown."""
    if is_for_everyone(row):
        return ()
    lookups = (
        people.persons,
        people.body_names,
        people.department_names,
        people.venue_names,
        people.form_ids,
        rooms,
        _loose(people),
    )
    found = _subjects(row, "适用", lookups, problems)
    return found or None


def _subjects(
    row: Row, column: str, lookups: tuple[Lookup, ...], problems: ProblemList
) -> tuple[str, ...]:
    """Return the keys and names that a cell cites, whatever sheet they stand in."""
    subjects = []
    for name in row.many(column):
        found = next((hit for lookup in lookups if (hit := lookup.find(name))), {})
        if len(found) == 1:
            subjects.append(next(iter(found)))
        elif found:
            problems.add(shared(row, column, name, found))
        elif all(lookup.complete for lookup in lookups):
            known = tuple(n for lookup in lookups for n in lookup.names())
            hint = did_you_mean(name, known)
            problems.add(
                row.problem(
                    "name-unknown",
                    column,
                    "不是工作簿中的人、单位或会场。",
                    f"{hint}请改成表中的姓名、编号或名称。",
                    name,
                )
            )
    return tuple(dict.fromkeys(subjects))


def _look_at_contradiction(row: Row, rows: list[CalendarRow], problems: ProblemList) -> None:
    """Report a day that one row gives off and another makes a working day."""
    new = rows[-1]
    for other in rows[:-1]:
        if other.is_off != new.is_off and other.first <= new.last and new.first <= other.last:
            day = max(other.first, new.first)
            problems.add(
                row.problem(
                    "day-off-and-worked",
                    "开始",
                    f"{day} 既写了“{OFF}”又写了“{WORKED}”。",
                    "请按放假通知改正其中一行。",
                )
            )


def _say_provisional(
    calendar: WorkCalendar, rows: list[CalendarRow], problems: ProblemList
) -> None:
    """Say that the plan's year has no notice yet, or that the rows are only a part of it."""
    if calendar.is_official:
        return
    year = calendar.year
    statute = statutory_days(year)
    entered = {day for r in rows if r.is_off for day in days_from(r.first, r.last)}
    missing = [day for day in statute if day not in entered]
    if len(missing) < len(statute):
        names = dict.fromkeys(statute[day] for day in missing)
        listed = "、".join(
            f"{name}（{'、'.join(f'{d.month}月{d.day}日' for d in missing if statute[d] == name)}）"
            for name in names
        )
        problems.add(
            InputProblem.of(
                "notice-partial",
                "日历",
                f"{year} 年的放假安排没有填全，还缺：{listed}。",
                "请按放假通知补全（可用 planner calendar 填入）；补全之前，日期按临时日历编排。",
                "warning",
            )
        )
    problems.add(
        InputProblem.of(
            "calendar-provisional",
            "日历",
            f"{year} 年放假通知尚未录入，按临时日历编排：法定节假日放假，节日前后可能调休的日子避开，日期都是暂定。",
            "通知公布后请填入“日历”表，重新编排。",
            "assumption",
        )
    )
