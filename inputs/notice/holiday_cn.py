"""A holiday notice as data, in the shape of holiday-cn: {"year", "days": [{"name", "date", "isOffDay"}]}."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from inputs.notice.days import Notice, Stretch
from inputs.problems import InputErrors, InputProblem
from planner.dates import ONE_DAY


def is_json(text: str) -> bool:
    """Whether a text is data rather than a notice's own words."""
    return text.lstrip()[:1] in ("{", "[")


def notice_of_json(text: str, name: str) -> Notice:
    """Return the notice that data of days give.

    Raises
    ------
    InputErrors
        With each entry that cannot be read.
    """
    try:
        data = json.loads(text)
    except ValueError as error:
        raise InputErrors(
            [_problem(name, f"不是完好的 JSON（{error}）。", "请重新下载这个文件。")]
        ) from error
    year = data.get("year") if isinstance(data, dict) else None
    days = data.get("days") if isinstance(data, dict) else None
    if isinstance(year, bool) or not isinstance(year, int) or not isinstance(days, list):
        why = "应有 year（年份）和 days（各天）两项。"
        raise InputErrors([_problem(name, why, "请换成 holiday-cn 的 YYYY.json，或粘贴通知全文。")])
    read: dict[date, tuple[str, bool]] = {}
    problems = []
    for entry in days:
        one = _day(entry)
        seen = json.dumps(entry, ensure_ascii=False)
        if one is None:
            why = "不是一天：应有 name（节日）、date（2027-01-01）、isOffDay（true 或 false）。"
            problems.append(_problem(seen, why, "请对照通知改正。"))
        elif read.setdefault(one[0], one[1:]) != one[1:]:
            problems.append(_problem(seen, f"{one[0]} 写了两次，前后不同。", "请对照通知改正。"))
    if problems:
        raise InputErrors(problems)
    title = f"国务院办公厅关于{year}年部分节假日安排的通知"
    return Notice(year, title, tuple(_stretches(read)))


def _day(entry: Any) -> tuple[date, str, bool] | None:
    if not isinstance(entry, dict):
        return None
    name, day, off = entry.get("name"), entry.get("date"), entry.get("isOffDay")
    if (
        not isinstance(name, str)
        or not name
        or not isinstance(day, str)
        or not isinstance(off, bool)
    ):
        return None
    try:
        return date.fromisoformat(day), name, off
    except ValueError:
        return None


def _stretches(days: dict[date, tuple[str, bool]]) -> Iterable[Stretch]:
    """Yield days off that follow one another as one stretch; each day worked by itself."""
    run: list[date] = []
    for day, (name, off) in sorted(days.items()):
        if run and (day != run[-1] + ONE_DAY or days[run[-1]] != (name, off)):
            yield Stretch(run[0], run[-1], True, days[run[0]][0])
            run = []
        if off:
            run.append(day)
        else:
            yield Stretch(day, day, False, name, f"{day} {name}")
    if run:
        yield Stretch(run[0], run[-1], True, days[run[0]][0])


def _problem(value: str, why: str, cure: str) -> InputProblem:
    return InputProblem("notice-data", "", "", value, why, cure)
