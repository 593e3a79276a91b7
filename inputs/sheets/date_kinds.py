"""Kinds of cells that hold days, in the many ways in which offices write them.

A year left out of a date is the plan's year, and is said (`Reading.assumed`).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from inputs.cell_text import CellValue, plain, shown, split
from inputs.sheets.kind import CellError, Kind, Reading
from inputs.sheets.month_kinds import Months, OneMonth, chinese_number

__all__ = ["Day", "Days", "Months", "OneMonth"]

_CURE = "请填到日，如 2027-3-5 或 2027年3月5日。"
_CLOCK = re.compile(
    r"(?P<day>.*?)(?:(?<=[日号])\s*|[\sT]+)(?P<clock>\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)\s*$", re.S
)
_MIDNIGHT = re.compile(r"[0:.]+")
_WEEKDAY = re.compile(r"\(?(?:星期|礼拜|周)([一二三四五六日天])\)?")
_HALF = re.compile(r"\(?(上午|下午|中午|晚上?|全天)\)?$")
_IN_CHINESE = re.compile(
    r"(?:([〇零○Oo一二三四五六七八九]{4})年)?([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})[日号]?"
)
_FULL = re.compile(
    r"(\d{4})(?:[年./-](\d{1,2})[月./-](\d{1,2})[日号]?|(\d{2})(\d{2}))(?:0?0:00(?::00)?)?"
)
_WITHOUT_YEAR = re.compile(r"(\d{1,2})[月/](\d{1,2})[日号]?")
_SHORT_YEAR = re.compile(r"\d{2}[年./-]\d{1,2}[月./-]\d{1,2}日?")
_ROUGHLY = re.compile(r"旬|月份?$|季度?$|年[初中底末]?$|半年|前后|左右|底|初")


@dataclass(frozen=True)
class Day(Kind):
    """A date. `full`: the year may not be left out."""

    full: bool = False

    @property
    def words(self) -> str:
        """The kind in the user's words."""
        return "日期，如 2027-3-5"

    def read(self, value: CellValue, reading: Reading) -> date:
        """Return the date of a date cell, a serial number without format, or a text.

        A clock time and 上午, 下午 behind the date are left, which is said; a day of the week
        behind it must be the date's.
        """
        if isinstance(value, datetime):
            if value.time() != time(0):
                _say_left(f"{value:%H:%M}", value.date(), reading)
            return value.date()
        if isinstance(value, date):
            return value
        if isinstance(value, bool):
            raise CellError("不是日期。", _CURE)
        raw, clock = _without_clock(shown(value))
        text = plain(raw)
        half = _HALF.search(text)
        if half:
            text = text[: half.start()]
        weekday = _WEEKDAY.search(text)
        if weekday:
            text = text[: weekday.start()] + text[weekday.end() :]
        found = self._day(_arabic(text), reading)
        if weekday:
            _look_at_weekday(found, weekday[1])
        left = half[1] if half and half[1] != "全天" else clock
        if left:
            _say_left(left, found, reading)
        return found

    def _day(self, text: str, reading: Reading) -> date:
        if re.fullmatch(r"\d{5}(\.\d+)?", text):
            return reading.day_zero + timedelta(days=int(float(text)))
        found = _FULL.fullmatch(text)
        if found:
            month, day = found[2] or found[4], found[3] or found[5]
            return _day(int(found[1]), int(month), int(day))
        found = _WITHOUT_YEAR.fullmatch(text)
        if found and not self.full and reading.year:
            meant = _day(reading.year, int(found[1]), int(found[2]))
            reading.assumed.append(f"没有写年份，按 {reading.year} 年，即 {meant}。")
            return meant
        if found:
            raise CellError("没有写年份。", _CURE)
        if _SHORT_YEAR.fullmatch(text):
            raise CellError("年份只有两位，看不准是哪一年。", _CURE)
        if _ROUGHLY.search(text):
            raise CellError("只有大致时间，不是具体日期。", _CURE)
        raise CellError("不是日期。", _CURE)


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


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise CellError("没有这一天。", "请核对月和日。") from None


def _without_clock(text: str) -> tuple[str, str]:
    """Return a text without the clock time behind its date, and the time; midnight says nothing.

    Done while blanks still stand: without them 2027-3-1 19:00 would be read as 3-11.
    """
    found = _CLOCK.fullmatch(unicodedata.normalize("NFKC", text))
    if not found or not found["day"].strip():
        return text, ""
    return found["day"], "" if _MIDNIGHT.fullmatch(found["clock"]) else found["clock"]


def _arabic(text: str) -> str:
    """Return a date in Chinese numerals (二〇二七年三月五日) in digits; any other text as it is."""
    found = _IN_CHINESE.fullmatch(text)
    if not found:
        return text
    year, month, day = found.groups()
    digits = "".join(
        str("〇一二三四五六七八九".find(c)) if c in "一二三四五六七八九" else "0"
        for c in year or ""
    )
    return f"{f'{digits}年' if year else ''}{chinese_number(month)}月{chinese_number(day)}日"


def _look_at_weekday(day: date, word: str) -> None:
    """Refuse a date whose day of the week is another: one of the two is a slip."""
    meant = "一二三四五六日".index("日" if word == "天" else word)
    if day.weekday() != meant:
        right = "一二三四五六日"[day.weekday()]
        raise CellError(f"{day} 是周{right}，不是周{word}。", "请核对日期和星期。")


def _say_left(left: str, day: date, reading: Reading) -> None:
    reading.assumed.append(f"这里只取日期，按 {day} 全天，“{left}”不计。")
