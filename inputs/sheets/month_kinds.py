"""Kinds of cells that hold months: one, several, or a window (第二季度, 上半年, 3月中旬).

A window stays a window of whole months. What is taken for granted is said (`Reading.assumed`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from inputs.cell_text import CellValue, plain, shown, split
from inputs.sheets.kind import CellError, Kind, Reading

_DIGITS = "一二三四五六七八九"
_SPANS = {
    "上半年": range(1, 7),
    "下半年": range(7, 13),
    "全年": range(1, 13),
}
_ROUGH_SPANS = {
    "年初": range(1, 3),
    "年中": range(6, 8),
    "年底": range(11, 13),
    "年末": range(11, 13),
}
"""Taken for these months, which is said."""
_PART_OF_MONTH = re.compile(r"(?<=月)份?(?:(?:上|中|下|上中|中下)旬|[初中底末])")
_QUARTER = r"(?:第|q)?([一二三四1-4])"
_QUARTERS = re.compile(rf"{_QUARTER}(?:季度?)?(?:[-至到]{_QUARTER})?季度?")
_SINGLE = r"(\d{1,2}|十[一二]?|[一二三四五六七八九])"
_RANGE = re.compile(
    rf"(?:(\d{{4}})[年./-])?{_SINGLE}月?份?(?:[-至到]{_SINGLE}月份?|[-至到]{_SINGLE})?"
)
_CURE = "请填 1—12，如 3、3月 或 5、6。"


@dataclass(frozen=True)
class Months(Kind):
    """One month or several: 3, 3月, 5、6, 5-6月, 第二季度, 上半年, 3月中旬."""

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
        text = shown(value)
        if isinstance(value, float) and re.fullmatch(r"\d{4}\.1", text):
            raise CellError(
                "是数字，看不出是 1 月还是 10 月（2027.10 会存成 2027.1）。",
                "请把单元格格式设为文本，填 1月 或 10月。",
            )
        parts = [plain(part) for part in split(text, slashes=not re.search(r"\d{4}\s*[/／]", text))]
        if parts and parts[-1].endswith(("季度", "季")):
            # 二、三季度: the first of the two is a quarter too, not February
            parts = [f"{p}季度" if re.fullmatch(_QUARTER, p) else p for p in parts]
        return tuple(sorted({month for part in parts for month in _months(part, reading)}))


@dataclass(frozen=True)
class OneMonth(Kind):
    """A month of the year.

    Attributes
    ----------
    edge, partner:
        For a column that bounds a window, which end of it it is, and the column of the other end.
        A span (第二季度) then stands for its first or its last month, which is said, where both
        ends are filled; alone it may mean the whole window, and is refused.
    """

    edge: Literal["", "first", "last"] = ""
    partner: str = ""

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
        first, last = months[0], months[-1]
        if first == last:
            return first
        if not self.edge or len(months) != last - first + 1:
            raise CellError("不止一个月份。", "请只填一个月份，如 3 或 3月。")
        if self.partner not in reading.filled:
            early, late = (
                ("这里", f"“{self.partner}”")
                if self.edge == "first"
                else (f"“{self.partner}”", "这里")
            )
            raise CellError(
                f"是 {first}—{last} 月这一段，这里要填一个月份。",
                f"在 {first}—{last} 月之间开的，请在{early}填 {first}，{late}填 {last}。",
            )
        meant = first if self.edge == "first" else last
        word = "最早" if self.edge == "first" else "最晚"
        reading.assumed.append(f"是 {first}—{last} 月，按{word} {meant} 月。")
        return meant


def _months(text: str, reading: Reading) -> range:
    """Return the months that one part of a cell means; `text` as `plain` leaves it."""
    whole = text
    text = text.lower()
    year = re.match(r"(\d{4})年", text)
    if year:
        _look_at_year(year[1], reading)
        text = text[year.end() :] or text
    for prefix in ("今年", "当年", "全年的"):
        text = text.removeprefix(prefix)
    rough = _PART_OF_MONTH.sub("", text)
    if rough != text:
        months = _range(rough, reading)
        words = f"{months[0]} 月" if len(months) == 1 else f"{months[0]}—{months[-1]} 月"
        reading.assumed.append(f"“{whole}”只能按整月，按 {words}。")
        return months
    if text in _SPANS:
        return _SPANS[text]
    if text in _ROUGH_SPANS:
        months = _ROUGH_SPANS[text]
        reading.assumed.append(f"“{text}”按 {months[0]}—{months[-1]} 月。")
        return months
    quarters = _QUARTERS.fullmatch(text) if "季" in text or "q" in text else None
    if quarters:
        first, last = (_quarter(part) for part in (quarters[1], quarters[2] or quarters[1]))
        if last < first:
            raise CellError("季度前后颠倒。", "请从小到大填，如 第二至第三季度。")
        return range(3 * first - 2, 3 * last + 1)
    return _range(text, reading)


def _range(text: str, reading: Reading) -> range:
    found = _RANGE.fullmatch(text)
    if not found:
        compact = re.fullmatch(r"(\d{4})(0[1-9]|1[0-2])", text)
        if not compact:
            raise CellError("不是月份。", _CURE)
        _look_at_year(compact[1], reading)
        return range(int(compact[2]), int(compact[2]) + 1)
    if found[1]:
        _look_at_year(found[1], reading)
    last_part = found[3] or found[4] or found[2]
    first, last = _month(found[2]), _month(last_part)
    if last < first:
        raise CellError("月份前后颠倒。", "请从小到大填，如 5-6月。")
    return range(first, last + 1)


def _look_at_year(text: str, reading: Reading) -> None:
    """Refuse a month of another year than the plan's."""
    if reading.year is not None and int(text) != reading.year:
        raise CellError(f"是 {text} 年的月份，计划是 {reading.year} 年。", "请核对年份。")


def _quarter(text: str) -> int:
    return "一二三四1234".index(text) % 4 + 1


def _month(text: str) -> int:
    number = int(text) if text.isdecimal() else chinese_number(text)
    if not 1 <= number <= 12:
        raise CellError("不是月份。", _CURE)
    return number


def chinese_number(text: str) -> int:
    """Return a number below 100 in Chinese numerals: 五, 十, 十二, 二十, 三十一."""
    tens, ten, ones = text.rpartition("十")
    number = (_DIGITS.find(tens) + 1 or 1) * 10 if ten else 0
    return number + _DIGITS.find(ones) + 1 if ones else number
