"""Noise of form that changes no meaning: how ten hands type the same workbook."""

from __future__ import annotations

from datetime import datetime
from random import Random
from typing import Any

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from inputs.sheets.year import CONTENT, ITEM

FULL_WIDTH = str.maketrans(
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ",
)
CITES = frozenset(
    {"编号", "牵头单位", "协办单位", "提出单位", "相关部门", "对象", "分管领导", "负责人"}
)
LISTS = frozenset(
    {"牵头单位", "协办单位", "相关部门", "相关界别", "可主持人员", "利益相关方", "代表领域"}
)
YES, NO = ("是", "√", "Y", "对", " 是 "), ("否", "×", "N", " 否")
BLANKS = ("\u00a0", "\u3000", "\u200b", " ")


def disturb(book: Workbook, random: Random) -> None:
    """Type a workbook anew with other hands, without changing what it means."""
    for page in book.worksheets:
        headers = {c.column: str(c.value) for c in page[1] if c.value}
        if page.title == "填写说明" or not headers or page.sheet_state == "hidden":
            continue
        pairs = {ITEM, CONTENT} <= set(headers.values())
        for row in page.iter_rows(min_row=2):
            for cell in row:
                name = headers.get(cell.column, "")
                if name and (not pairs or name == CONTENT) and random.random() < 0.3:
                    cell.value = retyped(cell.value, name, random)
        if not pairs:
            rearranged(page, random)
    random.shuffle(book._sheets)  # noqa: SLF001 - openpyxl has no other way to order sheets


def retyped(value: Any, column: str, random: Random) -> Any:
    """Return a cell's value as another hand would type it."""
    if isinstance(value, datetime):
        return random.choice(
            [
                f"{value.year}.{value.month}.{value.day}",
                f"{value.year}年{value.month}月{value.day}日",
                f"{value:%Y/%m/%d}",
                f"{value:%Y%m%d}".translate(FULL_WIDTH),
                (value - datetime(1899, 12, 30)).days,
            ]
        )
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return str(value).translate(FULL_WIDTH) if random.random() < 0.5 else f" {value}"
    text = str(value)
    if text.startswith("示例"):
        return value
    if text in ("是", "否"):
        return random.choice(YES if text == "是" else NO)
    if column in LISTS and "、" in text:
        text = text.replace("、", random.choice(["，", ",", "；", ";", "\n", " 、"]))
    if column in CITES and random.random() < 0.5:
        text = text.translate(FULL_WIDTH)
    blank = random.choice(BLANKS)
    return f"{blank}{text}" if random.random() < 0.5 else f"{text}{blank}"


def rearranged(page: Worksheet, random: Random) -> None:
    """Put columns in another order, rows apart, a title above, a stranger's column beside."""
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    order = list(range(len(rows[0])))
    random.shuffle(order)
    header, *rest = [[row[i] for i in order] for row in rows]
    decorated = [f"{name}*" if name and random.random() < 0.2 else name for name in header]
    body: list[list[Any]] = []
    for row in rest:
        body += [[], row] if random.random() < 0.05 else [row]
    title: list[list[Any]] = [[f"2027年{page.title}表"], []] if random.random() < 0.4 else []
    if page.title != "议题" and random.random() < 0.3:  # there, further columns join 备注
        decorated = [*decorated, "填表人"]
        body = [[*row, "小李"] if row else row for row in body]
    page.delete_rows(1, page.max_row)
    for n, row in enumerate([*title, decorated, *body], start=1):
        for i, value in enumerate(row, start=1):
            page.cell(n, i).value = value
            if isinstance(value, datetime):
                page.cell(n, i).number_format = "yyyy-mm-dd"
    for n in range(len(title) + 2, page.max_row + 1):
        page.row_dimensions[n].hidden = random.random() < 0.03
