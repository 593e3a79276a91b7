"""Marks on the cells of a copy: a fill by severity, and a note that says what, why and the cure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from inputs.problems import SEVERITY_WORDS, InputProblem, Severity
from outputs.excel import clean, lines_in

COLOURS: dict[Severity, str] = {
    "error": "FFFF8F8F",
    "warning": "FFFFD27F",
    "assumption": "FFBDDCF4",
}
FILLS = {severity: PatternFill("solid", fgColor=colour) for severity, colour in COLOURS.items()}

AUTHOR = "协商计划检查"
HEADING, ENDING = "【检查结果】", "【检查结果完】"
"""What stands before and after our part of a note: the rest of it is the user's."""

_OURS = re.compile(rf"\n*{HEADING}.*?(?:{ENDING}\n*|\Z)", re.DOTALL)
_WIDTH, _LINE, _MOST = 340, 17, 560
"""A note's width, the height of a line and the greatest height, in pixels."""
_CHARACTERS = 46.0
"""Half-width characters in a line of a note that wide."""


def mark(sheet: Worksheet, address: str, problems: Sequence[InputProblem]) -> None:
    """Fill a cell by the gravest of its problems and note them all, below a note of the user's own.

    Of merged cells the one at the top left is marked: the others show nothing.
    """
    cell = _shown(sheet, address)
    worst = min((p.severity for p in problems), key=list(SEVERITY_WORDS).index)
    cell.fill = FILLS[worst]
    own = cell.comment
    text = note_text(problems)
    _note(cell, f"{own.text}\n\n{text}" if own else text, own.author if own else AUTHOR)


def unmark(book: Workbook) -> None:
    """Take an earlier check's notes off the cells, and the fill of those that have one of ours.

    What fill the cell had before is not known: it has none then.
    """
    ours = set(COLOURS.values())
    for sheet in book.worksheets:
        for cell in list(sheet._cells.values()):  # noqa: SLF001
            if not isinstance(cell, Cell) or cell.comment is None:
                continue
            own = _OURS.sub("\n", cell.comment.text).strip("\n")
            if own != cell.comment.text.strip("\n"):
                if cell.fill.fgColor.rgb in ours:
                    cell.fill = PatternFill()
                if not own:
                    cell.comment = None
                    continue
            # the sizes of notes are not read: a long one would show its first lines only
            _note(cell, own, cell.comment.author)


def note_text(problems: Sequence[InputProblem]) -> str:
    """Return our part of a note: each problem of a cell with its severity, reason and cure."""
    lines = [HEADING]
    for number, problem in enumerate(problems, start=1):
        count = f"{number}. " if len(problems) > 1 else ""
        value = f"“{problem.value}” " if problem.value else ""
        lines.append(f"{count}{SEVERITY_WORDS[problem.severity]}：{value}{problem.why}")
        if problem.cure:
            lines.append(f"改法：{problem.cure}")
    return "\n".join([*lines, ENDING])


def _shown(sheet: Worksheet, address: str) -> Cell:
    """Return the cell that shows what stands at an address, or at the first of a range."""
    cell = sheet[address.partition(":")[0]]
    if isinstance(cell, MergedCell):
        holder = next(r for r in sheet.merged_cells.ranges if cell.coordinate in r)
        cell = sheet.cell(holder.min_row, holder.min_col)
    if not isinstance(cell, Cell):
        raise TypeError(f"{sheet.title}: {address} is no cell")
    return cell


def _note(cell: Cell, text: str, author: str) -> None:
    text = clean(text)
    height = min(_MOST, _LINE * (lines_in(text, _CHARACTERS) + 1))
    cell.comment = Comment(text, author, height=height, width=_WIDTH)
