"""The marked-up copy of an input workbook: every cell with a problem filled and noted, and a list.

The original is only read. The copy is it cell by cell, but for the marks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from inputs.cell_text import match_key
from inputs.problems import InputProblem
from inputs.sheets import PROBLEMS_SHEET
from outputs.cell_marks import mark, unmark
from outputs.problem_list import add_problem_list
from outputs.workbook_copy import load_for_copy, open_first
from planner.files import replace_file


class UncopyableError(Exception):
    """A workbook that can be read but not copied: of a make that only its own program knows."""

    def __init__(self, source: Path) -> None:
        super().__init__(
            f"“{source.name}”能读，但格式特殊，做不出标注副本；请在 Excel 或 WPS 中打开，另存为 .xlsx 再试"
        )


def write_marked_copy(source: Path, problems: Sequence[InputProblem], target: Path) -> None:
    """Write a copy of a workbook with its problems marked.

    An earlier list and earlier marks (of a copy marked again) give way to the new ones.

    Raises
    ------
    UncopyableError
        Where the workbook can be read but not loaded as a whole.
    FileBusyError
        Where the copy cannot be written there.
    """
    with _understood(source):
        book = load_for_copy(source)
        _remove_list(book)
        unmark(book)
        sheets = _Sheets(book)
        by_cell: dict[tuple[str, str], list[InputProblem]] = defaultdict(list)
        for one in chain.from_iterable(problem.each for problem in problems):
            sheet = sheets.of(one)
            if sheet is not None and one.cell:
                by_cell[sheet.title, one.cell].append(one)
        for (name, cell), found in by_cell.items():
            mark(book[name], cell, found)
        macros = source.suffix.lower() != ".xlsx"
        add_problem_list(book, problems, sheets.of, source.name, macros)
        open_first(book)
    with replace_file(target) as temporary, _understood(source):
        book.save(temporary)


class _Sheets:
    """The sheets of a workbook by the names that problems call them by."""

    def __init__(self, book: Workbook) -> None:
        self._exact = {sheet.title: sheet for sheet in book.worksheets}
        self._declared: dict[str, Worksheet] = {}
        for sheet in book.worksheets:
            self._declared.setdefault(match_key(sheet.title), sheet)

    def of(self, problem: InputProblem) -> Worksheet | None:
        """Return the sheet that a problem is of, or None where there is none.

        A cell's problem names the sheet as it is declared, which in the workbook may be spelt with
        blanks; of two such sheets the first is the one that is read. A sheet's own problem names
        it as the workbook does.
        """
        declared = self._declared.get(match_key(problem.sheet))
        return declared if problem.cell else self._exact.get(problem.sheet, declared)


def _remove_list(book: Workbook) -> None:
    for sheet in book.worksheets:
        if match_key(sheet.title) == match_key(PROBLEMS_SHEET):
            book.remove(sheet)


@contextmanager
def _understood(source: Path) -> Iterator[None]:
    """Turn whatever openpyxl raises over a workbook of a strange make into one sentence."""
    try:
        yield
    except OSError:
        raise
    except Exception as error:
        raise UncopyableError(source) from error
