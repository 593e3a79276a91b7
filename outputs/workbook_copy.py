"""Loading a user's workbook for a copy of it that differs only where we change it.

openpyxl alone would change more than that: a number in a cell of a date format becomes a date, or
an error where no calendar has it (20270305); text of several fonts loses them; the drop-downs that
Excel keeps in an extension of the sheet (those with a list on another sheet) go.
"""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path

from defusedxml import ElementTree
from openpyxl import Workbook
from openpyxl.reader.excel import ExcelReader
from openpyxl.worksheet.datavalidation import DataValidation

from inputs.sheet_scan import sheet_parts

_X14 = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
_FORMULA = "{http://schemas.microsoft.com/office/excel/2006/main}f"
_RANGES = "{http://schemas.microsoft.com/office/excel/2006/main}sqref"


class _Reader(ExcelReader):
    """A reader that leaves numbers as they are written, whatever their cell's format is."""

    def read_worksheets(self) -> None:
        """Read the sheets."""
        self.wb._date_formats = set()  # type: ignore[attr-defined]  # noqa: SLF001 - no public way
        super().read_worksheets()


def load_for_copy(path: Path) -> Workbook:
    """Return a workbook with its formulas, to be changed and saved elsewhere, without macros.

    What openpyxl cannot keep (shapes, pictures, slicers) is lost, and the formulas' last results:
    Excel and WPS work them out when they open the copy.

    Raises
    ------
    Exception
        Of many kinds, where the workbook is of a make that openpyxl does not understand.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what is lost: the copy says so itself
        reader = _Reader(path, rich_text=True)
        reader.read()
    book: Workbook = reader.wb
    book.template = False
    book.calculation.fullCalcOnLoad = True
    with zipfile.ZipFile(path) as archive:
        for name, part in sheet_parts(archive).items():
            if "worksheets/" in part and name in book.sheetnames:
                for drop_down in _extended(archive, part):
                    book[name].add_data_validation(drop_down)
    return book


def open_first(book: Workbook) -> None:
    """Let the workbook open with its first sheet, and no other chosen beside it.

    Sheets chosen together are typed into together.
    """
    book.active = 0
    for view in book.views:
        view.firstSheet = 0
    for number, sheet in enumerate(book.worksheets):
        for shown in sheet.views.sheetView:
            shown.tabSelected = number == 0
    for chart in book.chartsheets:
        for shown in chart.sheetViews.sheetView:
            shown.tabSelected = False


def _extended(archive: zipfile.ZipFile, part: str) -> Iterator[DataValidation]:
    """Yield the validations that a sheet keeps in its extension, as ordinary ones."""
    with archive.open(part) as stream:
        for _, element in ElementTree.iterparse(stream):
            if element.tag != f"{_X14}dataValidation":
                continue
            formulas = {
                name: formula.findtext(_FORMULA)
                for name in ("formula1", "formula2")
                if (formula := element.find(f"{_X14}{name}")) is not None
            }
            plain = {name: value for name, value in element.attrib.items() if "}" not in name}
            yield DataValidation(**plain, **formulas, sqref=element.findtext(_RANGES) or "")
