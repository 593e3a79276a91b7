"""The kinds of value that a cell may hold: how each is read, said in words, and offered.

`read` takes a cell that is not blank. It returns a value, or raises `CellError` with the reason
and the cure. A year left out of a date is the plan's year, and is said (`Reading.assumed`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from inputs.cell_text import (
    CellValue,
    match_key,
    name_text,
    plain,
    shown,
    split,
    split_around,
    suggestion,
)
from inputs.forms import SEVERAL_WORDS

FIRST_YEAR, LAST_YEAR = 2024, 2035
"""The plan's years that the product is made for."""
_SERIAL_ZERO = date(1899, 12, 30)
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


class CellError(ValueError):
    """A cell that cannot be read: why, the cure, and the code of the problem."""

    def __init__(self, why: str, cure: str, code: str = "cell-invalid") -> None:
        super().__init__(why)
        self.code = code
        self.why = why
        self.cure = cure


@dataclass
class Reading:
    """What reading a cell needs to know, and what it took for granted."""

    year: int | None = None
    """The plan's year; None where it is not known (then no year is assumed)."""
    assumed: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Kind:
    """Any text, kept as it stands."""

    @property
    def words(self) -> str:
        """The kind in the user's words."""
        return "文字"

    @property
    def choices(self) -> tuple[str, ...]:
        """The values of a drop-down, where the kind has a fixed list."""
        return ()

    @property
    def targets(self) -> tuple[str, ...]:
        """What a cell refers to: sheets, or lists of the profile (协商形式, 规则, 侧重 …)."""
        return ()

    @property
    def marks_nothing(self) -> bool:
        """Whether 无, / or — in a cell means that it is blank."""
        return True

    def read(self, value: CellValue, reading: Reading) -> Any:
        """Return the value of a cell that is not blank, or raise `CellError`."""
        return shown(value)


@dataclass(frozen=True)
class Text(Kind):
    """Free text; 无 is a text as any other."""

    @property
    def marks_nothing(self) -> bool:
        """无 may be meant (党派 无)."""
        return False


@dataclass(frozen=True)
class Identifier(Kind):
    """An 编号: full-width digits and blanks do not count."""

    @property
    def words(self) -> str:
        """The kind in the user's words."""
        return "编号，不重复"

    def read(self, value: CellValue, reading: Reading) -> str:
        """Return it in plain width without blanks."""
        return plain(shown(value))


@dataclass(frozen=True)
class Name(Kind):
    """A name or a title; blanks and line breaks between its characters do not count."""

    @property
    def words(self) -> str:
        """The kind in the user's words."""
        return "名称"

    def read(self, value: CellValue, reading: Reading) -> str:
        """Return it without blanks between Chinese characters."""
        return name_text(shown(value))


@dataclass(frozen=True)
class Integer(Kind):
    """A whole number within limits."""

    least: int = 0
    most: int = 1000
    unit: str = ""

    @property
    def words(self) -> str:
        """The kind in the user's words."""
        return f"整数 {self.least}—{self.most}{f'（{self.unit}）' if self.unit else ''}"

    def read(self, value: CellValue, reading: Reading) -> int:
        """Return the number; a unit behind it (3天, 2次, 120分钟) does not count."""
        cure = f"请填 {self.least}—{self.most} 的整数。"
        found = re.fullmatch(
            r"(-?\d+)(?:\.0+)?(?:个|次|天|名|人|项|分钟|分|年)?", plain(shown(value))
        )
        if isinstance(value, (bool, date)) or not found:
            raise CellError("不是整数。", cure)
        number = int(found[1])
        if not self.least <= number <= self.most:
            raise CellError(f"不在 {self.least}—{self.most} 之间。", cure)
        return number


MOST_DAYS = 5
_DAYS_IN_WORDS = {"半天": 1, "一天": 2, "一天半": 3, "两天": 4, "二天": 4, "两天半": 5, "三天": 6}


@dataclass(frozen=True)
class HalfDays(Kind):
    """A length in days, by halves: 0.5, 1.5天, 半天, 一天半."""

    @property
    def words(self) -> str:
        """The kind in the user's words."""
        return f"天数 0.5—{MOST_DAYS}，每半天一档"

    def read(self, value: CellValue, reading: Reading) -> int:
        """Return the number of half-days, 1 … 10."""
        cure = f"请填 0.5—{MOST_DAYS}，如 0.5、1、1.5、2。"
        text = plain(shown(value))
        if text in _DAYS_IN_WORDS:
            return _DAYS_IN_WORDS[text]
        found = re.fullmatch(r"(\d{1,2})(?:\.(\d)0*)?(?:个?工作日|日|天)?", text)
        if isinstance(value, (bool, date)) or not found:
            raise CellError("不是天数。", cure)
        if found[2] not in (None, "0", "5"):
            raise CellError("不是半天的整数倍。", cure)
        half_days = 2 * int(found[1]) + (found[2] == "5")
        if not 1 <= half_days <= 2 * MOST_DAYS:
            raise CellError(f"不在 0.5—{MOST_DAYS} 之间。", cure)
        return half_days


@dataclass(frozen=True)
class Percent(Kind):
    """A share: 85%, 0.85 or 85."""

    @property
    def words(self) -> str:
        """The kind in the user's words."""
        return "百分比，如 85% 或 0.85"

    def read(self, value: CellValue, reading: Reading) -> int:
        """Return whole percent, 0 … 100. A number up to 1 is a share of one."""
        found = re.fullmatch(r"(\d+(?:\.\d+)?)(%?)", plain(shown(value)))
        if isinstance(value, bool) or not found:
            raise CellError("不是百分比。", "请填 0—100%，如 85% 或 0.85。")
        number = float(found[1])
        percent = round(number if found[2] or number > 1 else number * 100)
        if percent > 100:
            raise CellError("超过 100%。", "请填 0—100%，如 85% 或 0.85。")
        return percent


@dataclass(frozen=True)
class Decimal(Kind):
    """A number with decimals within limits (degrees)."""

    least: float = 0
    most: float = 180

    @property
    def words(self) -> str:
        """The kind in the user's words."""
        return f"小数 {self.least:g}—{self.most:g}"

    def read(self, value: CellValue, reading: Reading) -> float:
        """Return the number."""
        cure = f"请填 {self.least:g}—{self.most:g} 的小数（十进制度）。"
        try:
            number = float(plain(shown(value)).rstrip("°度"))
        except ValueError:
            raise CellError("不是数。", cure) from None
        if isinstance(value, bool) or not self.least <= number <= self.most:
            raise CellError(f"不在 {self.least:g}—{self.most:g} 之间。", cure)
        return number


MANDATED = "指定"


@dataclass(frozen=True)
class Importance(Kind):
    """重要程度: 5 highest to 1, or 指定 (mandated, rank 5)."""

    @property
    def words(self) -> str:
        """The kind in the user's words."""
        return "5（最高）—1，或“指定”"

    @property
    def choices(self) -> tuple[str, ...]:
        """The values of the drop-down."""
        return ("5", "4", "3", "2", "1", MANDATED)

    def read(self, value: CellValue, reading: Reading) -> tuple[int, bool]:
        """Return rank and whether mandated."""
        if plain(shown(value)) == MANDATED:
            return 5, True
        try:
            return Integer(1, 5).read(value, reading), False
        except CellError as error:
            raise CellError(error.why, "请填 5（最高）、4、3、2、1，或“指定”。") from None


_YES = frozenset({"是", "√", "✓", "✔", "☑", "y", "yes", "对", "true", "1", "有", "v"})
_NO = frozenset({"否", "×", "✗", "✘", "x", "n", "no", "不是", "false", "0", "不", "无", "-", "/"})


@dataclass(frozen=True)
class YesNo(Kind):
    """是 or 否."""

    @property
    def words(self) -> str:
        """The kind in the user's words."""
        return "是/否"

    @property
    def choices(self) -> tuple[str, ...]:
        """The values of the drop-down."""
        return ("是", "否")

    @property
    def marks_nothing(self) -> bool:
        """无 means 否 here."""
        return False

    def read(self, value: CellValue, reading: Reading) -> bool:
        """Return whether the cell says yes: 是, √, Y, 1 …"""
        word = match_key(shown(value))
        if word in _YES or word in _NO:
            return word in _YES
        raise CellError("看不出是“是”还是“否”。", "请填“是”或“否”。")


@dataclass(frozen=True)
class Choice(Kind):
    """One of a list of words; `open` lists take any other word too."""

    options: tuple[str, ...] = ()
    open: bool = False

    @property
    def words(self) -> str:
        """The kind in the user's words."""
        return "/".join(self.options) + ("，或其他文字" if self.open else "")

    @property
    def choices(self) -> tuple[str, ...]:
        """The values of the drop-down."""
        return self.options

    @property
    def marks_nothing(self) -> bool:
        """/ and — mean that nothing was chosen."""
        return not self.open

    def read(self, value: CellValue, reading: Reading) -> str:
        """Return the option meant, spelt as in the list."""
        text = shown(value)
        for option in self.options:
            if match_key(option) == match_key(text):
                return option
        if self.open:
            return text
        close = suggestion(text, self.options)
        raise CellError(
            "不在可选范围内。",
            (f"是否为{close}？" if close else "") + f"请从下拉表中选：{'、'.join(self.options)}。",
        )


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


@dataclass(frozen=True)
class Words(Kind):
    """Several words in a cell."""

    @property
    def words(self) -> str:
        """The kind in the user's words."""
        return "文字，可填多个"

    def read(self, value: CellValue, reading: Reading) -> tuple[str, ...]:
        """Return the words in order, each once."""
        return tuple(dict.fromkeys(name_text(part) for part in split(shown(value))))


@dataclass(frozen=True)
class Refs(Kind):
    """Names or 编号 of things (`of`) that stand in other sheets or in the profile."""

    of: tuple[str, ...] = ()
    many: bool = False

    @property
    def words(self) -> str:
        """The kind in the user's words."""
        return f"{'、'.join(self.of)}的名称或编号{'，可填多个' if self.many else ''}"

    @property
    def targets(self) -> tuple[str, ...]:
        """What is referred to."""
        return self.of

    def read(self, value: CellValue, reading: Reading) -> tuple[str, ...]:
        """Return the names as written; who they are is found when all sheets are read."""
        whole = SEVERAL_WORDS if "协商形式" in self.of else ()
        parts = split_around(shown(value), whole)
        names = tuple(dict.fromkeys(name_text(part) for part in parts))
        if len(names) > 1 and not self.many:
            raise CellError("不止一个名称。", "请只填一个。")
        return names


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
