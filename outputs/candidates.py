"""候选议题.xlsx: all candidates, the like ones to decide on, who sent what, and how to go on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from inputs.last_year import UNFINISHED
from inputs.merge_decisions import FIRST, MERGE_INTO, SCORE, SECOND, WHY
from inputs.problems import SEVERITY_WORDS
from inputs.sheets.kinds import MANDATED
from inputs.sheets.topics import TOPICS
from inputs.submissions import ALIKE_SHEET, FILE, NUMBER, ROW
from outputs.excel import Band, Column, Line, Row, Table, Value, add_table, cell_at, new_workbook
from planner.candidates import JOIN, KEEP_BOTH, NOTHING, Candidate
from planner.collected import Collected
from planner.files import replace_file

SUMMARY_SHEET, NOTES_SHEET = "汇总", "说明"
_WIDE = {"议题名称": 46.0, "备注": 40.0, "相关部门": 26.0, "提出单位": 20.0, "牵头单位": 20.0}
_TO_FILL = PatternFill("solid", fgColor="FFFFF7D6")
_ALWAYS = frozenset(
    ("来源", "类别", "牵头单位", "相关部门", "相关界别", "最早月份", "最晚月份", "备注")
)
"""Optional columns that stand in the list even where nobody filled them: the office will."""
_OTHER, _NONE = "其他", "（没有填）"


def write_candidates(collected: Collected, out: Path, bodies: str = "") -> None:
    """Write the workbook, whole or not at all.

    bodies: the name of the workbook that says who should have sent; empty: none was given.

    Raises
    ------
    FileBusyError
        Where the file cannot be replaced.
    """
    book = new_workbook(f"{collected.year}年候选议题", "")
    _add_topics(book, collected)
    _add_pairs(book, collected)
    add_table(book, _summary(collected, bodies))
    add_table(book, _notes(collected))
    with replace_file(out) as temporary:
        book.save(temporary)


def _add_topics(book: Workbook, collected: Collected) -> None:
    # Columns that nobody filled would make the print too small to read.
    shown = [
        c.name
        for c in TOPICS.columns
        if c.required or c.name in _ALWAYS or any(c.name in t.values for t in collected.candidates)
    ]
    columns = [Column(name, _WIDE.get(name, 12.0)) for name in shown]
    columns += [Column(FILE, 24), Column(NUMBER, 10), Column(ROW, 8)]
    rows = tuple(_topic_row(topic, shown) for topic in collected.candidates)
    # No lines below the table, and none across it: the reader takes every row for a topic.
    title = f"{collected.year}年候选议题（共 {len(rows)} 题）"
    sheet = add_table(book, Table(TOPICS.name, (title,), tuple(columns), rows))
    sheet.freeze_panes = "C3"
    sheet.auto_filter.ref = f"A2:{get_column_letter(len(columns))}{len(rows) + 2}"


def _topic_row(topic: Candidate, columns: Sequence[str]) -> tuple[Value, ...]:
    rank, mandated = topic.values["重要程度"]
    values: Mapping[str, Any] = {
        **topic.values,
        "编号": topic.id,
        "重要程度": MANDATED if mandated else rank,
    }
    files = JOIN.join(origin.file for origin in topic.origins)
    numbers = JOIN.join(origin.number or NOTHING for origin in topic.origins)
    rows = JOIN.join(origin.row for origin in topic.origins)
    return (*(_cell(values.get(column)) for column in columns), files, numbers, rows)


def _cell(value: Any) -> Value:
    """Return a value as its column's kind reads it back."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple):
        return "、".join(map(str, value))
    return value if isinstance(value, int | date) else str(value)


def _add_pairs(book: Workbook, collected: Collected) -> None:
    topics = {topic.id: topic for topic in collected.candidates}
    columns = (
        Column(FIRST, 10, centred=True),
        Column("议题甲", 38),
        Column("提出单位甲", 18),
        Column(SECOND, 10, centred=True),
        Column("议题乙", 38),
        Column("提出单位乙", 18),
        Column(SCORE, 8, centred=True),
        Column(WHY, 40),
        Column(MERGE_INTO, 12, centred=True),
    )
    rows = tuple(
        (
            pair.first,
            topics[pair.first].title,
            "、".join(topics[pair.first].many("提出单位")),
            pair.second,
            topics[pair.second].title,
            "、".join(topics[pair.second].many("提出单位")),
            pair.score,
            pair.why,
            pair.decision,
        )
        for pair in collected.pairs
    )
    titles = (
        ALIKE_SHEET,
        f"是一回事的，在“{MERGE_INTO}”填要保留的编号；不是一回事的，填“{KEEP_BOTH}”；拿不准的先空着。"
        "没有列出的一对，在下面另起一行写明两个编号和合并到哪一个。",
        "填好后存盘，再运行 planner collect 候选议题.xlsx --out 新文件.xlsx，程序才合并。",
    )
    # Not across the table: the office may add pairs below, and merged cells are not read.
    nothing = ("", "没有发现疑似重复的议题", *[""] * (len(columns) - 2))
    sheet = add_table(book, Table(ALIKE_SHEET, titles, columns, rows or (nothing,)))
    for number, pair in enumerate(collected.pairs, start=len(titles) + 2):
        cell = cell_at(sheet, number, len(columns))
        # Its look is shared with other cells, which keep theirs.
        cell._style = copy(cell._style)  # type: ignore[attr-defined]  # noqa: SLF001
        cell.fill = _TO_FILL
        _offer(sheet, cell.coordinate, (pair.first, pair.second, KEEP_BOTH))


def _offer(sheet: Worksheet, place: str, words: Sequence[str]) -> None:
    """Give a cell a drop-down; other words are refused by Excel too."""
    choice = DataValidation(
        type="list",
        formula1=f'"{",".join(words)}"',
        allow_blank=True,
        showErrorMessage=True,
        errorTitle=MERGE_INTO,
        error="请从下拉表中选：" + "、".join(words),
    )
    choice.add(place)
    sheet.add_data_validation(choice)


def _summary(collected: Collected, bodies: str) -> Table:
    topics = collected.candidates
    columns = (
        Column("分类", 14),
        Column("名称", 36),
        Column("议题数", 10, centred=True),
        Column("说明", 60),
    )
    rows: list[Row] = []
    if collected.absent is not None:
        rows.append(Band(f"没有报送的（按“{bodies}”的“承办单位”表，办公室除外）"))
        rows += [("未报送", name, 0, "没有它提出的议题。") for name in collected.absent]
        if not collected.absent:
            rows.append(Line("各委室都已报送。"))
    rows.append(Band("按提出单位（一题有几个单位的，各计一次；上年转来的不计）"))
    for one in collected.sent:
        remark = ""
        if one.is_body is False:
            like = "或".join(f"“{name}”" for name in one.near)
            remark = "“承办单位”表里没有这个名称。" + (f"是否为{like}？" if like else "")
        rows.append(("提出单位", one.name, one.topics, remark))
    rows.append(Band("按来源"))
    sources = Counter(topic.text("来源") or _OTHER for topic in topics)
    rows += [("来源", name, number, "") for name, number in sources.most_common()]
    rows.append(Band("按相关界别（一题有几个界别的，各计一次）"))
    sectors = Counter(s for topic in topics for s in topic.many("相关界别") or (_NONE,))
    rows += [("相关界别", name, number, "") for name, number in sectors.most_common()]
    rows.append(Band("按来源文件（所报原数，合并前）"))
    rows += [("来源文件", name, number, "") for name, number in collected.files]
    title = f"{collected.year}年候选议题汇总（共 {len(topics)} 题）"
    return Table(SUMMARY_SHEET, (title,), columns, tuple(rows))


def _notes(collected: Collected) -> Table:
    rows: list[Row] = [("怎么用", text) for text in _how_to()]
    rows += [("合并", f"{gone} 并入 {kept}。") for gone, kept in collected.merged]
    rows += [("请核对", clash) for clash in collected.clashes]
    if collected.carried is not None:
        carried = collected.carried
        words = (
            f"从 {carried.year} 年计划转来 {len(carried.candidates)} 题，备注写着“{UNFINISHED}”。"
        )
        rows.append(("上年计划", words))
        rows += [("没有转来", text) for text in carried.done]
    rows += [(SEVERITY_WORDS[p.severity], p.text) for p in collected.said]
    return Table(NOTES_SHEET, ("说明",), (Column("分类", 12), Column("内容", 110)), tuple(rows))


def _how_to() -> Iterator[str]:
    yield (
        "“议题”表可整张复制到工作簿，作为编排用的“议题”表；"
        f"“{FILE}、{NUMBER}、{ROW}”三列只作备注保留，不影响编排。"
    )
    yield "可选的列没有一题填写的，这里没有列出；要用时照模板的列名加上即可。"
    yield "编号是汇总时新给的；各委室原来的编号在“原编号”，第几行报的在“原行”。"
    yield (
        "“疑似重复”由程序按名称（去掉“关于……的建议”等套话、县名，同义词算同一个词）、相关部门和类别打分，"
        "只是提请看一看；没有办公室的决定，程序不合并任何两题。也会有漏列的，请通读一遍。"
    )
    yield (
        "合并后：提出单位、相关部门、相关界别等并在一起，重要程度取最高，月份取都合适的，"
        "来源、类别不同的取保留一题的，备注写明由哪几题合并、哪里对不上。"
    )
    yield "还有迟报的，连同本表一起给：planner collect 候选议题.xlsx 迟报.xlsx --out 新文件.xlsx，原有编号不变。"
