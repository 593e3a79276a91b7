"""A workbook's file as sheets of cell values, or the one reason why it is none.

Read are .xlsx and .xlsm, .xls, a CSV file as one sheet, and a folder of CSV files as a workbook.
"""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import defusedxml
from defusedxml.ElementTree import ParseError
from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from inputs.cell_text import CellValue, address, is_blank
from inputs.csv_file import read_csv
from inputs.file_format import (
    SAVE_AS,
    FileProblem,
    damaged,
    format_of,
    look_at_archive,
    protected,
)
from inputs.sheet_scan import SheetScan, scan_sheet, sheet_parts, starts_1904, zero_styles
from inputs.xls_scan import PasswordError, scan_xls
from planner.plan_files import csv_files, sha256

__all__ = ["FileProblem", "RawSheet", "Workbook", "open_workbook"]

MOST_BYTES = 10 * 1024 * 1024
MOST_UNPACKED = 200 * 1024 * 1024
MOST_PARTS = 2000
MOST_CELLS = 4_000_000
"""Rows times columns of a sheet, from its first to its last cell with content."""

DAY_ZERO, DAY_ZERO_1904 = date(1899, 12, 30), date(1904, 1, 1)
"""Day 0 of the serial numbers of dates."""


@dataclass(frozen=True)
class RawSheet:
    """A sheet as it stands in the file.

    Attributes
    ----------
    rows:
        Cell values from A1 on; a blank cell is "".
    merged:
        Merged ranges: first row and column, last row and column, counted from 0.
    hidden:
        Whether the sheet's tab is hidden.
    """

    name: str
    rows: list[list[CellValue]]
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...]
    scan: SheetScan
    hidden: bool = False


@dataclass(frozen=True)
class Workbook:
    """A workbook's sheets, the digest of its bytes, and whether it seems open elsewhere.

    Attributes
    ----------
    notes:
        What is to be said of the file as a whole: an old format, macros, pictures in cells.
    day_zero:
        What day the serial number 0 of a date stands for.
    """

    sheets: tuple[RawSheet, ...]
    sha256: str
    open_elsewhere: bool
    notes: tuple[str, ...] = ()
    day_zero: date = DAY_ZERO


def open_workbook(path: Path) -> Workbook:
    """Return the sheets of a workbook.

    Raises
    ------
    FileProblem
        Where the file is missing, no workbook, protected, damaged, empty or too large.
    """
    files = _files(path)
    read = [(file, _read_bytes(file)) for file in files]
    if sum(len(data) for _, data in read) > MOST_BYTES:
        raise _too_large(path, sum(len(data) for _, data in read))
    try:
        workbook = _csv_folder(path, read) if path.is_dir() else _one_file(path, read[0][1])
    except defusedxml.DefusedXmlException as error:
        raise _entities(path) from error
    except (
        CalamineError,
        zipfile.BadZipFile,
        ParseError,
        KeyError,
        ValueError,
        OSError,
        struct.error,
    ) as error:
        raise damaged(path) from error
    if not any(not is_blank(v) for sheet in workbook.sheets for row in sheet.rows for v in row):
        raise FileProblem(
            "workbook-empty",
            path.name,
            "工作簿里没有任何内容。",
            "请用 planner template 生成空白工作簿，填好后再试。",
        )
    return workbook


# -- the bytes -------------------------------------------------------------------------------------
def _files(path: Path) -> tuple[Path, ...]:
    """Return the file, or the CSV files of a folder."""
    if not path.is_dir():
        return (path,)
    files = csv_files(path)
    if not files:
        books = sorted(p.name for p in path.glob("*.xls*") if not p.name.startswith("~$"))
        raise FileProblem(
            "file-is-folder",
            path.name,
            "是文件夹，里面没有 .csv 文件。",
            f"请给出文件的路径，如 {path.name}/{books[0]}。"
            if books
            else "请给出 .xlsx 文件的路径；用 CSV 的，一表一个文件放在这个文件夹里，如 议题.csv。",
        )
    return files


def _read_bytes(path: Path) -> bytes:
    name = path.name
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise _too_large(path, size)
        return path.read_bytes()
    except FileNotFoundError:
        raise FileProblem(
            "file-missing", str(path), "没有这个文件。", "请核对文件名和路径。"
        ) from None
    except PermissionError:
        raise FileProblem(
            "file-busy",
            name,
            "文件打不开：可能正在 Excel/WPS 中打开，或没有读取权限。",
            "请关闭后重试；仍不行，请复制一份到自己的文件夹。",
        ) from None
    except OSError as error:
        raise FileProblem(
            "file-unreadable", name, f"文件读不出来（{error.strerror}）。", "请核对文件名和路径。"
        ) from error


def _too_large(path: Path, size: int) -> FileProblem:
    return FileProblem(
        "file-too-large",
        path.name,
        f"文件有 {size / 1024 / 1024:.1f} MB，超过 10 MB。",
        "请删去图片和无关的表，另存后再试。",
    )


def _is_open(path: Path) -> bool:
    """Whether Excel, WPS or LibreOffice has left its mark that the file is open."""
    locks = (f"~${path.name}", f".~{path.name}", f".~lock.{path.name}#")
    return any((path.parent / name).exists() for name in locks)


def _entities(path: Path) -> FileProblem:
    return FileProblem(
        "file-has-entities",
        path.name,
        "文件里有不该有的 XML 实体声明，可能有害，没有读取。",
        "请新建工作簿，只把需要的内容粘贴过去。",
    )


# -- the sheets ------------------------------------------------------------------------------------
def _one_file(path: Path, data: bytes) -> Workbook:
    kind = format_of(data, path)
    if kind == "text":
        name = path.stem
        note = f"{path.name} 是一张表，当作“{name}”表读入；整个工作簿用 CSV 的，请把各表放进一个文件夹，给出文件夹。"
        sheets = (_csv_sheet(path, data),)
        return Workbook(sheets, hashlib.sha256(data).hexdigest(), _is_open(path), (note,))
    if kind == "xls":
        return _xls(path, data)
    return _xlsx(path, data)


def _csv_folder(path: Path, read: Iterable[tuple[Path, bytes]]) -> Workbook:
    sheets: list[RawSheet] = []
    for file, data in read:
        if not data:
            continue  # a sheet without content, as good as none
        if format_of(data, file) != "text":
            raise FileProblem(
                "file-not-workbook", file.name, "扩展名是 .csv，内容却是工作簿。", SAVE_AS
            )
        sheets.append(_csv_sheet(file, data))
    names = "、".join(sheet.name for sheet in sheets)
    note = f"读的是文件夹，一个 CSV 文件一张表：{names}。"
    is_open = any(_is_open(file) for file, _ in read)
    return Workbook(tuple(sheets), sha256(path), is_open, (note,))


def _csv_sheet(path: Path, data: bytes) -> RawSheet:
    rows = read_csv(data, path)
    scan = SheetScan(last_row=len(rows), last_column=max(map(len, rows), default=0))
    return RawSheet(path.stem, rows, (), scan)


def _xls(path: Path, data: bytes) -> Workbook:
    try:
        book = scan_xls(data)
    except PasswordError:
        raise protected(path) from None
    sheets = _values(data, book.scans)
    note = "是旧格式（.xls）的工作簿，已照样读入；建议另存为 .xlsx。"
    zero = DAY_ZERO_1904 if book.starts_1904 else DAY_ZERO
    return Workbook(sheets, hashlib.sha256(data).hexdigest(), _is_open(path), (note,), zero)


def _xlsx(path: Path, data: bytes) -> Workbook:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        look_at_archive(archive, path, MOST_PARTS, MOST_UNPACKED)
        styles = zero_styles(archive)
        scans = {
            name: scan_sheet(archive, part, styles)
            for name, part in sheet_parts(archive).items()
            if "worksheets/" in part
        }
        zero = DAY_ZERO_1904 if starts_1904(archive) else DAY_ZERO
        names = archive.namelist()
    _look_at_extent(scans)
    sheets = _values(data, scans)
    notes = []
    if "xl/vbaProject.bin" in names:
        notes.append("工作簿带有宏；宏没有运行，只读单元格的值。")
    if any(name.startswith("xl/externalLinks/") for name in names):
        notes.append("工作簿引用了别的工作簿；没有去读它们，用的是上次保存的值。")
    notes += _picture_notes(sheets)
    return Workbook(sheets, hashlib.sha256(data).hexdigest(), _is_open(path), tuple(notes), zero)


def _look_at_extent(scans: dict[str, SheetScan]) -> None:
    for name, scan in scans.items():
        if scan.last_row * scan.last_column > MOST_CELLS:
            raise FileProblem(
                "sheet-too-large",
                scan.farthest,
                f"表很大（{scan.last_row} 行、{scan.last_column} 列），"
                f"远处的单元格 {scan.farthest} 有内容。",
                "请删去表格以外的内容，保存后再试。",
                sheet=name,
            )


def _values(data: bytes, scans: dict[str, SheetScan]) -> tuple[RawSheet, ...]:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets = []
    for meta in workbook.sheets_metadata:
        if meta.typ != SheetTypeEnum.WorkSheet or meta.name not in scans:
            continue
        sheet = workbook.get_sheet_by_name(meta.name)
        merged = tuple(sheet.merged_cell_ranges or ())
        rows: list[list[CellValue]] = sheet.to_python(skip_empty_area=False)
        scan = scans[meta.name]
        _show(rows, scan)
        hidden = meta.visible != SheetVisibleEnum.Visible
        sheets.append(RawSheet(meta.name, rows, merged, scan, hidden))
    return tuple(sheets)


def _show(rows: list[list[CellValue]], scan: SheetScan) -> None:
    """Put what is seen in place of what is stored: 001 for 1 in format 000, nothing for pictures."""
    for (row, column), (before, digits) in scan.zero_formats.items():
        if row < len(rows) and column < len(rows[row]):
            value = rows[row][column]
            if isinstance(value, (int, float)) and not isinstance(value, bool) and value >= 0:
                rows[row][column] = f"{before}{round(value):0{digits}d}"
    for row, column in scan.pictures:
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = ""


def _picture_notes(sheets: Iterable[RawSheet]) -> list[str]:
    return [
        f"“{sheet.name}”{'、'.join(address(*place) for place in sheet.scan.pictures)} 是图片，当作空格。"
        for sheet in sheets
        if sheet.scan.pictures
    ]
