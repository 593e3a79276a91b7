"""Contradictions planted in the examples: each leaves a year without a plan, and it is known why.

A contradiction edits a copy of an example's workbook, as a clerk would; what must be named is
known: cells that the explanation has to show, and rules that have a part. `counted`: mere counting
shows it. The others pass every counting check.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

EXAMPLES = Path(__file__).parent.parent / "examples"


class Edit:
    """A copy of an example's workbook, edited by sheet, row and column as people speak of them."""

    def __init__(self, county: str) -> None:
        self._book = load_workbook(EXAMPLES / f"{county}.xlsx")
        self.cells: list[str] = []
        """The cells that were written, as an explanation names them."""

    def put(self, sheet: str, row: str, column: str, value: object, cited: bool = True) -> None:
        """Write one cell of the row whose first or second column says `row`."""
        page = self._book[sheet]
        number = next(
            cells[0].row
            for cells in page.iter_rows(min_row=2, max_col=2)
            if row in {str(cell.value) for cell in cells}
        )
        self._write(page, number, column, value, cited)

    def info(self, line: str, value: object, cited: bool = True) -> None:
        """Write one line of the sheet 基本信息."""
        page = self._book["基本信息"]
        number = next(cells[0].row for cells in page.iter_rows(max_col=1) if cells[0].value == line)
        page.cell(number, 2).value = value  # type: ignore[assignment]
        if cited:
            self.cells.append(f"基本信息!B{number}")

    def add(self, sheet: str, cited: str = "", **values: object) -> None:
        """Write a new row; `cited`: the column whose cell an explanation names."""
        page = self._book[sheet]
        number = 2
        while any(page.cell(number, n).value is not None for n in range(1, 4)):
            number += 1
        for column, value in values.items():
            self._write(page, number, column, value, column == cited)

    def keep(self, sheet: str, *rows: str) -> None:
        """Delete all rows but some, by their 编号."""
        page = self._book[sheet]
        for number in range(page.max_row, 1, -1):
            if str(page.cell(number, 1).value) not in rows:
                page.delete_rows(number)

    def save(self, path: Path) -> None:
        """Write the copy."""
        self._book.save(path)

    def _write(self, page: Worksheet, number: int, column: str, value: object, cited: bool) -> None:
        header = next(cell for cell in page[1] if str(cell.value).strip(" *") == column)
        page.cell(number, header.column).value = value  # type: ignore[assignment]
        if cited:
            self.cells.append(f"{page.title}!{header.column_letter}{number}")


@dataclass(frozen=True)
class Contradiction:
    """A contradiction.

    Attributes
    ----------
    rules:
        Rules that must be named, beside those that any set of rules may do without.
    counted:
        Whether counting shows it.
    causes:
        How many causes it has that have nothing to do with each other.
    """

    plant: Callable[[Edit], None]
    rules: frozenset[str]
    counted: bool = False
    causes: int = 1


def away(edit: Edit, who: str, start: date, end: date) -> None:
    """Enter an absence; its row is to be named."""
    edit.add("不可用", "对象", 对象=who, 开始=start, 结束=end)


def clear(edit: Edit, start: date, end: date, whom: str | None = None) -> None:
    """Enter a 回避; its row is to be named."""
    edit.add("日历", "开始", 开始=start, 结束=end, 类型="回避", 适用=whom)


def lock(edit: Edit, what: str, item: str, value: str | None = None) -> None:
    """Enter a lock; its cell is to be named."""
    edit.add("锁定", "值", 对象=what, 项目=item, 值=value)


def must(edit: Edit, topic: str, **columns: object) -> None:
    """Make a topic a mandated one, with other cells of its row."""
    edit.put("议题", topic, "指定单位", "县委")
    for column, value in columns.items():
        edit.put("议题", topic, column, value)


# -- anhua ----------------------------------------------------------------------------------------
def _months(edit: Edit, topic: str, first: int, last: int) -> None:
    must(edit, topic, 最早月份=first, 最晚月份=last)


def _close_together(edit: Edit) -> None:
    must(edit, "T08", 最早月份=10)
    edit.put("议题", "T08", "最晚月份", 10, cited=False)  # November's session has its own topic
    _months(edit, "T14", 11, 11)


def _all_recused(edit: Edit) -> None:
    edit.put("议题", "T03", "利益相关方", "曾庆丰、罗志远、谭国栋、夏春兰、姚慧敏、卢文斌")


def _experts_away(edit: Edit) -> None:
    edit.keep("专家", "E01", "E02", "E03", "E04", "E05", "E06")
    for expert in ("E02", "E03", "E04", "E05", "E06"):
        away(edit, expert, date(2027, 5, 1), date(2027, 6, 30))


def _leader_away(edit: Edit) -> None:
    edit.put("议题", "T04", "最早月份", 3)
    away(edit, "夏春兰", date(2027, 3, 1), date(2027, 4, 30))


def _two_locks(edit: Edit) -> None:
    lock(edit, "bimonthly-3", "日期", "2027-05-20")
    lock(edit, "bimonthly-3", "主持", "谭国栋")


def _hall_away(edit: Edit) -> None:
    edit.put("会场", "政协二楼会议室", "容纳人数", 20, cited=False)
    edit.put("会场", "县会议中心", "容纳人数", 20, cited=False)
    away(edit, "政协五楼会议室", date(2027, 9, 1), date(2027, 10, 31))


def _must_and_must_not(edit: Edit) -> None:
    lock(edit, "T03", "不入选")


def _guest_away(edit: Edit) -> None:
    lock(edit, "T03", "参加", "M055")
    away(edit, "M055", date(2027, 4, 20), date(2027, 9, 10))


def _late_plenary(edit: Edit) -> None:
    edit.info("全体会议开始", date(2027, 3, 9), cited=False)
    edit.info("全体会议结束", date(2027, 3, 12), cited=False)
    edit.info("全会不在一二月时", "并入全会", cited=False)
    edit.put("议题", "T18", "最晚月份", 2)
    edit.put("议题", "T18", "指定单位", "县政府")


def _twice_in_two_months(edit: Edit) -> None:
    edit.put("议题", "T04", "最早月份", 3)
    edit.put("议题", "T04", "需二次协商", "是")


def _decided_before(edit: Edit) -> None:
    must(edit, "T10", 最早月份=10, 决策时间=date(2027, 10, 8))


def _two_causes(edit: Edit) -> None:
    _all_recused(edit)
    clear(edit, date(2027, 10, 25), date(2027, 12, 31))


ANHUA: Mapping[str, Contradiction] = {
    "a 回避 over a whole period": Contradiction(
        lambda e: clear(e, date(2027, 5, 1), date(2027, 6, 30)), frozenset({"working-days"}), True
    ),
    "a late plenary, and a topic for February": Contradiction(
        _late_plenary, frozenset({"mandated", "topic-window"}), True
    ),
    "two rounds of one topic in one period": Contradiction(
        _twice_in_two_months, frozenset({"second-consultation"}), True
    ),
    "decided before it may be heard": Contradiction(
        _decided_before, frozenset({"before-decision", "topic-window"}), True
    ),
    "one lead body prepares two topics at once": Contradiction(
        _close_together, frozenset({"preparation-capacity"})
    ),
    "every host is recused": Contradiction(_all_recused, frozenset({"host-recusal"})),
    "experts too few in May and June": Contradiction(_experts_away, frozenset({"expert-seats"})),
    "the leader in charge away in the topic's months": Contradiction(
        _leader_away, frozenset({"lead-leader"})
    ),
    "a date and a host that is away": Contradiction(_two_locks, frozenset({"locks", "host"})),
    "the only hall under repair": Contradiction(_hall_away, frozenset({"venue"})),
    "must be in and must not": Contradiction(_must_and_must_not, frozenset({"mandated", "locks"})),
    "two causes: recusal, and no day in a period": Contradiction(
        _two_causes, frozenset({"host-recusal", "working-days"}), True, 2
    ),
    "who must take part is away": Contradiction(_guest_away, frozenset({"locks"})),
}


# -- kailu ----------------------------------------------------------------------------------------
def _two_for_one(edit: Edit) -> None:
    for topic in ("T01", "T05"):
        must(edit, topic, 协商形式="专题协商会", 最晚月份=8)
    lock(edit, "special-2", "月份", "9、10")


def _form_and_window(edit: Edit) -> None:
    edit.put("议题", "T29", "最晚月份", 4)
    lock(edit, "standing-2", "月份", "9")


def _chair_recused(edit: Edit) -> None:
    edit.put("议题", "T29", "利益相关方", "白长河")


def _few_experts(edit: Edit) -> None:
    # Six of them, who may come as often as they are asked; from January to June one is there.
    edit.keep("专家", "E01", "E02", "E03", "E04", "E05", "E06")
    for expert in ("E01", "E02", "E03", "E04", "E05", "E06"):
        edit.put("专家", expert, "年度邀请上限", None, cited=False)
        if expert != "E06":
            away(edit, expert, date(2027, 1, 1), date(2027, 6, 30))


def _leader_gone(edit: Edit) -> None:
    away(edit, "常秀云", date(2027, 1, 1), date(2027, 4, 30))


def _special_locked(edit: Edit) -> None:
    lock(edit, "special-1", "日期", "2027-05-20")
    away(edit, "白长河", date(2027, 5, 17), date(2027, 5, 21))


def _inspection_without_leader(edit: Edit) -> None:
    away(edit, "常秀云", date(2027, 6, 1), date(2027, 6, 30))


def _supervisor_away(edit: Edit) -> None:
    away(edit, "白长河", date(2027, 4, 1), date(2027, 5, 31))


def _pair_without_its_topic(edit: Edit) -> None:
    lock(edit, "T07", "不入选")


def _convenor_away(edit: Edit) -> None:
    lock(edit, "sector-教体医卫组", "月份", "10")
    away(edit, "M069", date(2027, 10, 1), date(2027, 10, 31))


def _two_kailu(edit: Edit) -> None:
    _chair_recused(edit)
    _pair_without_its_topic(edit)


KAILU: Mapping[str, Contradiction] = {
    "a 回避 over a whole quarter": Contradiction(
        lambda e: clear(e, date(2027, 7, 1), date(2027, 9, 30)), frozenset({"working-days"}), True
    ),
    "two mandated topics for the one session before autumn": Contradiction(
        _two_for_one, frozenset({"mandated", "form-match", "locks"})
    ),
    "a convenor away all year": Contradiction(
        lambda e: away(e, "M069", date(2026, 12, 1), date(2027, 12, 31)),
        frozenset({"host"}),
        True,
    ),
    "the chair away for a quarter": Contradiction(
        lambda e: away(e, "白长河", date(2027, 1, 1), date(2027, 3, 31)), frozenset({"host"}), True
    ),
    "window and form apart": Contradiction(
        _form_and_window, frozenset({"mandated", "locks", "topic-window", "form-match"})
    ),
    "the one host of its form is recused": Contradiction(
        _chair_recused, frozenset({"host-recusal"})
    ),
    "experts too few in the topic's months": Contradiction(
        _few_experts, frozenset({"expert-seats"})
    ),
    "the leader in charge away in the topic's months": Contradiction(
        _leader_gone, frozenset({"lead-leader"})
    ),
    "a locked date and a host away": Contradiction(_special_locked, frozenset({"locks", "host"})),
    "an inspection's month without its leader": Contradiction(
        _inspection_without_leader, frozenset({"locks", "lead-leader"})
    ),
    "a proposal's months without its supervisor": Contradiction(
        _supervisor_away, frozenset({"locks"})
    ),
    "a pair must take what must not be in": Contradiction(
        _pair_without_its_topic, frozenset({"locks"})
    ),
    "two causes: recusal, and two locks": Contradiction(
        _two_kailu, frozenset({"host-recusal", "locks"}), causes=2
    ),
}

COUNTIES: Mapping[str, Mapping[str, Contradiction]] = {"anhua": ANHUA, "kailu": KAILU}
