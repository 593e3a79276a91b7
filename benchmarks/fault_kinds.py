"""Thirty kinds of faults that a clerk makes, each planted in one place of a right workbook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet


@dataclass(frozen=True)
class Planted:
    """Where the fault must be reported: at one of these places, with these words.

    A place is 议题!F5; the sheet alone, or nothing, where a whole sheet or the file is meant.
    """

    places: frozenset[str]
    words: str = ""


@dataclass
class Book:
    """An example's workbook with its headers, and what is drawn at random."""

    book: Workbook
    random: Random
    columns: dict[str, dict[str, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for sheet in self.book.worksheets:
            self.columns[sheet.title] = {str(c.value): c.column for c in sheet[1] if c.value}

    def sheet(self, name: str) -> Worksheet:
        """Return a sheet of the workbook."""
        return self.book[name]

    def rows(self, name: str) -> list[int]:
        """Return the rows of a sheet that say something, examples left out."""
        if name not in self.book.sheetnames:
            return []
        return [
            row[0].row
            for row in self.sheet(name).iter_rows(min_row=2)
            if row[0].value is not None and not str(row[0].value).startswith("示例")
        ]

    def where(self, name: str, row: int, column: str) -> str:
        """Return a cell's place: 议题!F5."""
        return f"{name}!{get_column_letter(self.columns[name][column])}{row}"

    def get(self, name: str, row: int, column: str) -> Any:
        """Return what stands in a cell."""
        return self.sheet(name).cell(row, self.columns[name][column]).value

    def put(self, name: str, row: int, column: str, value: Any) -> str:
        """Write into a cell; return its place."""
        self.sheet(name).cell(row, self.columns[name][column]).value = value
        return self.where(name, row, column)

    def append(self, name: str, **values: Any) -> int:
        """Write a row below the last; return its number."""
        row = max([*self.rows(name), 2]) + 1
        for column, value in values.items():
            self.put(name, row, column, value)
        return row

    def any_row(self, name: str) -> int | None:
        """Draw a row that says something."""
        rows = self.rows(name)
        return self.random.choice(rows) if rows else None

    def item(self, name: str) -> int:
        """Return the row of an item of 基本信息."""
        return next(r for r in self.rows("基本信息") if self.get("基本信息", r, "项目") == name)

    @property
    def county(self) -> bool:
        """Whether the workbook plans a county's sessions, not rooms alone."""
        return bool(self.rows("领导"))


Fault = Callable[[Book], Planted | None]
"""Plants a fault; None where the example has no place for it."""


def at(*places: str, words: str = "") -> Planted:
    return Planted(frozenset(places), words)


def cell(sheet: str, column: str, value: Any, words: str = "") -> Fault:
    """Return a fault that is one wrong value in some row."""

    def plant(book: Book) -> Planted | None:
        row = book.any_row(sheet)
        return None if row is None else at(book.put(sheet, row, column, value), words=words)

    return plant


def mistyped_header(book: Book) -> Planted:
    sheet, column = book.random.choice(
        [("议题", "议题名称"), ("议题", "重要程度"), ("议题", "提出单位")]
    )
    where = book.where(sheet, 1, column)
    book.put(sheet, 1, column, f"{column[:-1]}栏")
    return at(where, words=column)


def missing_sheet(book: Book) -> Planted:
    name = book.random.choice(["议题", "基本信息"])
    del book.book[name]
    return at("", words=f"“{name}”")


def twice(book: Book) -> Planted | None:
    first, *rest = book.rows("议题")
    row = book.random.choice(rest)
    return at(book.put("议题", row, "编号", book.get("议题", first, "编号")))


def unknown_body(book: Book) -> Planted | None:
    rows = [r for r in book.rows("议题") if book.get("议题", r, "牵头单位")]
    if not rows:
        return None
    return at(book.put("议题", book.random.choice(rows), "牵头单位", "财贸金融委员会"))


def mistyped_sector(book: Book) -> Planted | None:
    """A member of a sector of several, whose sector's name ends in another word."""
    sectors = Counter(book.get("委员", row, "界别") for row in book.rows("委员"))
    rows = [r for r in book.rows("委员") if sectors[book.get("委员", r, "界别")] > 2]
    if not rows:
        return None
    row = book.random.choice(rows)
    sector = book.get("委员", row, "界别")
    return at(book.put("委员", row, "界别", f"{sector}届"), words=f"“{sector}”")


def unknown_locked(book: Book) -> Planted | None:
    topic = book.get("议题", book.rows("议题")[0], "编号")
    row = book.append("锁定", 对象=topic, 项目="参加", 值="M9999")
    return at(book.where("锁定", row, "值"))


def lock_on_nothing(book: Book) -> Planted:
    row = book.append("锁定", 对象="双月协商-99", 项目="月份", 值=5)
    return at(book.where("锁定", row, "对象"))


def backwards(book: Book) -> Planted | None:
    row = book.any_row("不可用")
    if row is None:
        return None
    book.put("不可用", row, "开始", datetime(2027, 9, 9))
    return at(book.put("不可用", row, "结束", datetime(2027, 9, 1)))


def window_backwards(book: Book) -> Planted | None:
    row = book.any_row("议题")
    if row is None:
        return None
    return at(book.put("议题", row, "最早月份", 11), book.put("议题", row, "最晚月份", 2))


def plenary_backwards(book: Book) -> Planted:
    start, end = book.item("全体会议开始"), book.item("全体会议结束")
    book.put("基本信息", start, "内容", datetime(2027, 1, 20))
    book.put("基本信息", end, "内容", datetime(2027, 1, 11))
    return at(book.where("基本信息", end, "内容"), book.where("基本信息", start, "内容"))


def year_missing(book: Book) -> Planted:
    return at(book.put("基本信息", book.item("年度"), "内容", None))


def unknown_profile(book: Book) -> Planted:
    return at(book.put("基本信息", book.item("规则方案"), "内容", "安化季度协商"))


def merged(book: Book) -> Planted:
    row = book.random.choice(book.rows("议题")[:-1])
    letter = get_column_letter(book.columns["议题"]["议题名称"])
    book.sheet("议题").merge_cells(f"{letter}{row}:{letter}{row + 1}")
    return at(f"议题!{letter}{row}:{letter}{row + 1}")


def header_twice(book: Book) -> Planted:
    page = book.sheet("议题")
    column = page.max_column + 1
    page.cell(1, column).value = "重要程度"
    return at(f"议题!{get_column_letter(column)}1")


def error_cell(book: Book) -> Planted:
    row = book.random.choice(book.rows("议题"))
    where = book.put("议题", row, "类别", "#REF!")
    book.sheet("议题").cell(row, book.columns["议题"]["类别"]).data_type = "e"
    return at(where)


def head_nowhere(book: Book) -> Planted | None:
    return cell("承办单位", "负责人", "查无此人某")(book) if book.county else None


def too_many_mandated(book: Book) -> Planted | None:
    if not book.county:
        return None
    rows = [r for r in book.rows("议题") if not book.get("议题", r, "协商室")]
    places = [book.put("议题", row, "指定单位", "县委") for row in rows]
    return at(*places, words="场")


def too_late(book: Book) -> Planted | None:
    if not book.county:
        return None
    others = ("协商室", "不予协商情形")  # one that may not be heard at all would be a second fault
    rows = [r for r in book.rows("议题") if not any(book.get("议题", r, c) for c in others)]
    row = book.random.choice(rows)
    book.put("议题", row, "指定单位", "县委")
    book.put("议题", row, "最早月份", None)
    book.put("议题", row, "最晚月份", None)
    return at(book.put("议题", row, "决策时间", datetime(2027, 1, 4)), words="决策")


def nobody_hosts(book: Book) -> Planted | None:
    hosts = [r for r in book.rows("领导") if book.get("领导", r, "可主持") == "是"]
    if not hosts:
        return None
    start, end = book.random.choice([(5, 6), (7, 9)])  # whole quarters and whole periods
    places = []
    for host in hosts:
        row = book.append(
            "不可用",
            对象=book.get("领导", host, "编号") or book.get("领导", host, "姓名"),
            开始=datetime(2027, start - 1, 1),
            结束=datetime(2027, end + 1, 28),
        )
        places.append(book.where("不可用", row, "对象"))
    return at(*places)


def no_parent(book: Book) -> Planted | None:
    rows = [r for r in book.rows("协商室") if book.get("协商室", r, "上级")]
    if not rows:
        return None
    return at(book.put("协商室", book.random.choice(rows), "上级", "白云乡"))


def topic_of_no_room(book: Book) -> Planted | None:
    rows = [r for r in book.rows("议题") if book.get("议题", r, "协商室")]
    if not rows:
        return None
    return at(book.put("议题", book.random.choice(rows), "协商室", "白云村"))


def pool_too_small(book: Book) -> Planted | None:
    rooms = book.rows("协商室")
    if not rooms or book.county or book.rows("委员"):
        return None
    room = book.random.choice(rooms)
    name = book.get("协商室", room, "名称")
    people = [r for r in book.rows("议事成员") if book.get("议事成员", r, "协商室") == name]
    for row in reversed(people[6:]):
        book.sheet("议事成员").delete_rows(row)
    return at(book.where("协商室", room, "名称"), words="6 人")


def rule_out_of_range(book: Book) -> Planted | None:
    rows = [r for r in book.rows("规则") if isinstance(book.get("规则", r, "值"), int)]
    return at(book.put("规则", book.random.choice(rows), "值", -3)) if rows else None


def far_year(book: Book) -> Planted | None:
    return cell("不可用", "开始", datetime(1927, 5, 1))(book)


KINDS: dict[str, Fault] = {
    "列名打错": mistyped_header,
    "缺一张表": missing_sheet,
    "必填的格空着": cell("议题", "议题名称", None),
    "编号重复": twice,
    "牵头单位查无此名": unknown_body,
    "界别打错": mistyped_sector,
    "锁定查无此人": unknown_locked,
    "锁定查无此场": lock_on_nothing,
    "没有的日期": cell("不可用", "开始", "2027-2-30"),
    "年份打错": far_year,
    "该填数字的填了字": cell("议题", "调研天数", "几天"),
    "重要程度超出范围": cell("议题", "重要程度", 9),
    "是否格填了别的": cell("议题", "涉密", "大概"),
    "结束早于开始": backwards,
    "最早晚于最晚": window_backwards,
    "全会结束早于开始": plenary_backwards,
    "没有年度": year_missing,
    "没有的规则方案": unknown_profile,
    "没有的协商形式": cell("议题", "协商形式", "双月谈"),
    "公式没有算": cell("议题", "类别", '="民"&"生"'),
    "公式出错": error_cell,
    "合并了议题名称": merged,
    "同一列两次": header_twice,
    "负责人查无此人": head_nowhere,
    "性别填错": cell("委员", "性别", "不详"),
    "出席率超过百分之百": cell("议事成员", "出席率", "180%"),
    "指定议题太多": too_many_mandated,
    "决策时间太早": too_late,
    "一段时间没有人主持": nobody_hosts,
    "村没有上级": no_parent,
    "议题的协商室查无此名": topic_of_no_room,
    "议事成员太少": pool_too_small,
    "规则的值超出范围": rule_out_of_range,
}
