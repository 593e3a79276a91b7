"""Kinds of cells that hold days and months, in the many ways in which offices write them.

A year left out of a date is the plan's year, and is said (`Reading.assumed`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from inputs.cell_text import CellValue, plain, shown, split
from inputs.sheets.kind import CellError, Kind, Reading

_SERIAL_ZERO = date(1899, 12, 30)
"""Day 0 of Excel's serial numbers."""
_CHINESE_MONTHS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_SPANS = {
    "上半年": range(1, 7),
    "下半年": range(7, 13),
    "全年": range(1, 13),
    "年初": range(1, 3),
    "年中": range(6, 8),
    "年底": range(11, 13),
    "年末": range(11, 13),
}


@dataclass(frozen=True)
class Day(Kind):
    """A date. `full`: the year may not be left out."""

    full: bool = False

    @property
    def words(self) -> str:
        """The kind in the user's words."""
        return "日期，如 2027-3-5"

    def read(self, value: CellValue, reading: Reading) -> date:
        """Return the date of a date cell, a serial number without format, or a text."""
        cure = "请填到日，如 2027-3-5 或 2027年3月5日。"
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        text = plain(shown(value))
        serial = re.fullmatch(r"\d{5}", text)
        if serial:
            return _SERIAL_ZERO + timedelta(days=int(text))
        found = re.fullmatch(
            r"(\d{4})(?:[年./-](\d{1,2})[月./-](\d{1,2})[日号]?|(\d{2})(\d{2}))(?:0?0:00(?::00)?)?",
            text,
        )
        if found:
            month, day = found[2] or found[4], found[3] or found[5]
            return _day(int(found[1]), int(month), int(day))
        found = re.fullmatch(r"(\d{1,2})[月/](\d{1,2})[日号]?", text)
        if found and not self.full and reading.year:
            meant = _day(reading.year, int(found[1]), int(found[2]))
            reading.assumed.append(f"没有写年份，按 {reading.year} 年，即 {meant}。")
            return meant
        if found:
            raise CellError("没有写年份。", cure)
        if re.search(r"旬|月份?$|季度|年[初中底末]?$|半年|前后|左右|底|初", text):
            raise CellError("只有大致时间，不是具体日期。", cure)
        raise CellError("不是日期。", cure)


@dataclass(frozen=True)
class Days(Kind):
    """One date or several."""

    full: bool = False

    @property
    def words(self) -> str:
        """The kind in the user's words."""
        return "日期，可填多个"

    def read(self, value: CellValue, reading: Reading) -> tuple[date, ...]:
        """Return the dates, sorted, each once."""
        one = Day(self.full)
        parts = split(value) if isinstance(value, str) else (value,)
        return tuple(sorted({one.read(part, reading) for part in parts}))


@dataclass(frozen=True)
class OneMonth(Kind):
    """A month of the year."""

    @property
    def words(self) -> str:
        """The kind in the user's words."""
        return "月份 1—12，如 3 或 3月"

    @property
    def choices(self) -> tuple[str, ...]:
        """The values of the drop-down."""
        return tuple(str(month) for month in range(1, 13))

    def read(self, value: CellValue, reading: Reading) -> int:
        """Return the month."""
        months = Months().read(value, reading)
        if len(months) != 1:
            raise CellError("不止一个月份。", "请只填一个月份，如 3 或 3月。")
        return months[0]


@dataclass(frozen=True)
class Months(Kind):
    """One month or several: 3, 3月, 5、6, 5-6月, 第二季度, 上半年."""

    @property
    def words(self) -> str:
        """The kind in the user's words."""
        return "月份，可填多个，如 5、6 或 5-6月"

    def read(self, value: CellValue, reading: Reading) -> tuple[int, ...]:
        """Return the months, sorted, each once."""
        if isinstance(value, date):
            if value.day != 1:  # 5-6 typed into Excel turns into 6 May: not to be guessed
                raise CellError("是日期，不是月份。", "请把单元格格式设为文本，填 5、6 或 5-6月。")
            return (value.month,)
        parts = split(value) if isinstance(value, str) else (shown(value),)
        return tuple(sorted({month for part in parts for month in _months(plain(part))}))


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise CellError("没有这一天。", "请核对月和日。") from None


def _months(text: str) -> Iterable[int]:
    """Return the months that one part of a cell means."""
    quarter = re.fullmatch(r"第?([一二三四1-4])季度?", text)
    if quarter:
        number = "一二三四1234".index(quarter[1]) % 4
        return range(3 * number + 1, 3 * number + 4)
    if text in _SPANS:
        return _SPANS[text]
    single = r"(\d{1,2}|十[一二]?|[一二三四五六七八九])"
    found = re.fullmatch(rf"(?:\d{{4}}[年./-])?{single}月?份?(?:[-至到]{single}月份?)?", text)
    if not found:
        raise CellError("不是月份。", "请填 1—12，如 3、3月 或 5、6。")
    first, last = (_month(part) for part in (found[1], found[2] or found[1]))
    if last < first:
        raise CellError("月份前后颠倒。", "请从小到大填，如 5-6月。")
    return range(first, last + 1)


def _month(text: str) -> int:
    number = _CHINESE_MONTHS.index(text) + 1 if text in _CHINESE_MONTHS else int(text)
    if not 1 <= number <= 12:
        raise CellError("不是月份。", "请填 1—12，如 3、3月 或 5、6。")
    return number
