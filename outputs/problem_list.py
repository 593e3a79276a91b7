"""The sheet 问题清单: every problem of a workbook on a line, with a link to its cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from copy import copy

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from inputs.problems import SEVERITY_WORDS, InputProblem
from inputs.sheets import PROBLEMS_SHEET
from outputs.cell_marks import FILLS
from outputs.excel import Column, Link, Table, Value, add_table, cell_at, clean

_COLUMNS = (
    Column("序号", 6, centred=True),
    Column("级别", 8, centred=True),
    Column("位置", 24),
    Column("看到的内容", 24),
    Column("原因", 50),
    Column("改法", 44),
)
_MOST_NAMED = 60
"""Further cells of one fault that a line names: all of them are marked."""
_LONGEST = 300
"""Characters of a cell's content that a line repeats."""

FindSheet = Callable[[InputProblem], Worksheet | None]


def add_problem_list(
    book: Workbook,
    problems: Sequence[InputProblem],
    sheet_of: FindSheet,
    source: str,
    macros: bool = False,
) -> None:
    """Put the list before all other sheets.

    Parameters
    ----------
    problems:
        Errors first.
    sheet_of:
        The sheet of the workbook that a problem is of; None: it has none.
    source:
        The name of the file that the workbook is a copy of.
    macros:
        Whether that file may hold macros, which the copy does not.
    """
    rows = [_row(n, problem, sheet_of(problem)) for n, problem in enumerate(problems, start=1)]
    lost = "图形、图片、图表、切片器" + ("和宏" if macros else "")
    titles = (
        PROBLEMS_SHEET,
        counts(problems),
        f"本文件是“{source}”的副本，原工作簿没有改动；请对照本表在原工作簿中改正，再检查一次。",
        "红色是错误，必须改正；橙色是提醒，请看一看；浅蓝色是假定，不对才改。"
        "各格的批注写着原因和改法，点“位置”可跳到该格。",
        f"副本里可能没有原来的{lost}；公式都在，用 Excel 或 WPS 打开后重新计算。",
    )
    table = Table(PROBLEMS_SHEET, titles, _COLUMNS, tuple(rows), empty="没有发现问题")
    sheet = add_table(book, table)
    book.move_sheet(sheet, -book.sheetnames.index(sheet.title))  # `index` counts no chart sheets
    header = len(titles) + 1
    for number, problem in enumerate(problems, start=header + 1):
        cell = cell_at(sheet, number, 2)
        # Its look is shared with other cells, which keep theirs.
        cell._style = copy(cell._style)  # type: ignore[attr-defined]  # noqa: SLF001
        cell.fill = FILLS[problem.severity]
    sheet.auto_filter.ref = f"A{header}:F{header + len(rows)}"
    sheet.print_title_rows = f"{header}:{header}"


def counts(problems: Sequence[InputProblem]) -> str:
    """Return how many problems of each severity there are, and how many cells have one."""
    found = Counter(problem.severity for problem in problems)
    parts = [f"{word} {found[severity]} 处" for severity, word in SEVERITY_WORDS.items()]
    if not found["error"]:
        parts[0] = "没有发现错误"
    cells = {(one.sheet, one.cell) for problem in problems for one in problem.each if one.cell}
    marked = f"；共标出 {len(cells)} 个单元格" if cells else ""
    return "，".join(parts) + marked


def _row(number: int, problem: InputProblem, sheet: Worksheet | None) -> tuple[Value, ...]:
    where: Value = problem.where or "整个工作簿"
    if sheet is not None:
        hidden = "（表已隐藏）" if sheet.sheet_state != "visible" else ""
        where = Link(f"{where}{hidden}", sheet.title, problem.cell or "A1")
    value = clean(problem.value)
    return (
        number,
        SEVERITY_WORDS[problem.severity],
        where,
        value if len(value) <= _LONGEST else f"{value[:_LONGEST]}……",
        problem.why + problem.elsewhere(_MOST_NAMED),
        problem.cure,
    )
