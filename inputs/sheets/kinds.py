"""Kinds of cells that hold texts, names, numbers, choices and references."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from inputs.cell_text import (
    CellValue,
    did_you_mean,
    match_key,
    name_text,
    plain,
    shown,
    split,
    split_around,
)
from inputs.forms import SEVERAL_WORDS
from inputs.sheets.kind import CellError, Kind, Reading

MOST_DAYS = 5
"""The longest activity that `HalfDays` takes."""
_DAYS_IN_WORDS = {"半天": 1, "一天": 2, "一天半": 3, "两天": 4, "二天": 4, "两天半": 5, "三天": 6}
"""Lengths written in words → half-days."""


_LOST_DIGITS = re.compile(r"\d(?:\.\d+)?[eE]\+\d+")
"""What Excel makes of a long number that it is left to show, and then saves as CSV."""


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
        text = plain(shown(value))
        if _LOST_DIGITS.fullmatch(text):
            raise CellError(
                "是科学计数法，末几位已经丢失。", "请把单元格格式设为文本，重新填写编号。"
            )
        return text


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


_YES = frozenset(
    {
        "是",
        "是的",
        "√",
        "✓",
        "✔",
        "✅",
        "☑",
        "🗹",
        "y",
        "yes",
        "对",
        "true",
        "1",
        "有",
        "v",
        "需",
        "要",
        "需要",
    }
)
_NO = frozenset(
    {
        "否",
        "×",
        "✕",
        "✖",
        "✗",
        "✘",
        "❌",
        "☐",
        "□",
        "x",
        "n",
        "no",
        "不是",
        "false",
        "0",
        "不",
        "无",
    }
    | {"没有", "不需", "不要", "不需要", "不用", "-", "--", "/", "\\"}
)
"""☒ is in neither: some tick a box with it, some cross it out."""


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
        word = match_key(shown(value)).replace("\ufe0e", "").replace("\ufe0f", "")
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
        hint = did_you_mean(text, self.options)
        raise CellError("不在可选范围内。", f"{hint}请从下拉表中选：{'、'.join(self.options)}。")


@dataclass(frozen=True)
class Words(Kind):
    """Several words in a cell."""

    @property
    def words(self) -> str:
        """The kind in the user's words."""
        return "文字，可填多个"

    def read(self, value: CellValue, reading: Reading) -> tuple[str, ...]:
        """Return the words in order, each once."""
        return tuple(dict.fromkeys(name_text(part) for part in split(shown(value), slashes=True)))


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
        parts = split_around(shown(value), whole, slashes=True)
        names = tuple(dict.fromkeys(name_text(part) for part in parts))
        if len(names) > 1 and not self.many:
            raise CellError("不止一个名称。", "请只填一个。")
        return names
