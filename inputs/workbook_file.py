"""An .xlsx file as sheets of cell values, or the one reason why it is none.

The file is looked at before it is opened: what it is by its first bytes, how large it unpacks,
whether its XML declares entities. Formulas, links and macros are never run.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import defusedxml
from defusedxml import ElementTree
from defusedxml.ElementTree import ParseError
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from inputs.cell_text import CellValue, is_blank
from inputs.problems import InputProblem
from inputs.sheet_scan import SheetScan, scan_sheet, sheet_parts

MOST_BYTES = 10 * 1024 * 1024
MOST_UNPACKED = 200 * 1024 * 1024
MOST_PARTS = 2000
MOST_CELLS = 4_000_000
"""Rows times columns of a sheet, from its first to its last cell with content."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SAVE_AS = "请在 Excel 或 WPS 中打开，另存为 .xlsx 再试。"


class FileProblem(Exception):  # noqa: N818 - it carries a problem as a value
    """A file that cannot be read as a workbook at all."""

    def __init__(self, code: str, value: str, why: str, cure: str, sheet: str = "") -> None:
        super().__init__(why)
        self.problem = InputProblem(code, sheet, "", value, why, cure)


@dataclass(frozen=True)
class RawSheet:
    """A sheet as it stands in the file.

    Attributes
    ----------
    rows:
        Cell values from A1 on; a blank cell is "".
    merged:
        Merged ranges: first row and column, last row and column, counted from 0.
    """

    name: str
    rows: list[list[CellValue]]
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...]
    scan: SheetScan


@dataclass(frozen=True)
class Workbook:
    """A workbook's sheets, the digest of its bytes, and whether it seems open elsewhere."""

    sheets: tuple[RawSheet, ...]
    sha256: str
    open_elsewhere: bool


def open_workbook(path: Path) -> Workbook:
    """Return the sheets of a workbook.

    Raises
    ------
    FileProblem
        Where the file is missing, no .xlsx, protected, damaged, empty or too large.
    """
    data = _read_bytes(path)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _look_at_size(archive, path)
            _look_at_format(archive, path)
            _look_at_xml(archive)
            parts = sheet_parts(archive)
            scans = {
                name: scan_sheet(archive, part)
                for name, part in parts.items()
                if "worksheets/" in part
            }
        _look_at_extent(scans)
        sheets = _values(data, scans)
    except defusedxml.DefusedXmlException as error:
        raise _entities(path) from error
    except (CalamineError, zipfile.BadZipFile, ParseError, KeyError, ValueError, OSError) as error:
        raise FileProblem(
            "file-damaged",
            path.name,
            "文件已损坏，读不出内容。",
            f"请换一份完好的文件，或{_SAVE_AS[1:]}",
        ) from error
    if not any(not is_blank(v) for sheet in sheets for row in sheet.rows for v in row):
        raise FileProblem(
            "workbook-empty",
            path.name,
            "工作簿里没有任何内容。",
            "请用 planner template 生成空白工作簿，填好后再试。",
        )
    locks = (f"~${path.name}", f".~{path.name}", f".~lock.{path.name}#")
    return Workbook(
        sheets,
        hashlib.sha256(data).hexdigest(),
        any((path.parent / name).exists() for name in locks),
    )


def _read_bytes(path: Path) -> bytes:
    name = path.name
    try:
        if path.is_dir():
            raise FileProblem(
                "file-is-folder", name, "是文件夹，不是文件。", "请给出 .xlsx 文件的路径。"
            )
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise FileProblem(
                "file-too-large",
                name,
                f"文件有 {size / 1024 / 1024:.1f} MB，超过 10 MB。",
                "请删去图片和无关的表，另存后再试。",
            )
        data = path.read_bytes()
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
    _look_at_start(data, path)
    return data


def _look_at_start(data: bytes, path: Path) -> None:
    """Refuse what the first bytes show to be no .xlsx."""
    name = path.name
    if not data:
        raise FileProblem(
            "file-empty", name, "文件是空的（0 字节）。", "请换一份完好的文件，或重新生成模板。"
        )
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise FileProblem(
                "file-protected",
                name,
                "文件设了打开密码。",
                "请在 Excel 或 WPS 中取消打开密码，另存后再试。",
            )
        raise FileProblem("file-old-format", name, "是旧格式（.xls 或 .et）的工作簿。", _SAVE_AS)
    if not data.startswith(b"PK"):
        if path.suffix.lower() in (".csv", ".txt", ".tsv"):
            raise FileProblem(
                "file-not-workbook", name, "是文本文件，不是 .xlsx 工作簿。", _SAVE_AS
            )
        raise FileProblem(
            "file-not-workbook",
            name,
            "不是 .xlsx 工作簿（只改了扩展名的文件也读不了）。",
            _SAVE_AS,
        )


def _look_at_size(archive: zipfile.ZipFile, path: Path) -> None:
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise FileProblem(
            "file-protected", path.name, "文件被加密。", "请取消密码，另存为 .xlsx 再试。"
        )
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise FileProblem(
            "file-unpacks-too-large",
            path.name,
            "文件解开后过大（超过 200 MB），不像正常的工作簿。",
            "请新建工作簿，只把需要的内容粘贴过去（选择“只粘贴值”）。",
        )
    if archive.testzip() is not None:  # also catches sizes that the archive understates
        raise zipfile.BadZipFile("bad checksum")


def _look_at_format(archive: zipfile.ZipFile, path: Path) -> None:
    names = set(archive.namelist())
    if "xl/workbook.xml" in names:
        return
    if "xl/workbook.bin" in names:
        raise FileProblem("file-old-format", path.name, "是二进制工作簿（.xlsb）。", _SAVE_AS)
    kind = "Word 文档" if "word/document.xml" in names else ""
    kind = "OpenDocument 文件" if "mimetype" in names else kind
    raise FileProblem(
        "file-not-workbook", path.name, f"是{kind or '压缩包'}，不是 .xlsx 工作簿。", _SAVE_AS
    )


def _look_at_xml(archive: zipfile.ZipFile) -> None:
    """Refuse a part that declares a document type: no real workbook does, entity bombs do."""
    for name in archive.namelist():
        if name.endswith((".xml", ".rels")):
            # the declaration comes before the first element; what is damaged fails later, if read
            with archive.open(name) as stream, suppress(ParseError):
                next(ElementTree.iterparse(stream, events=("start",), forbid_dtd=True), None)


def _entities(path: Path) -> FileProblem:
    return FileProblem(
        "file-has-entities",
        path.name,
        "文件里有不该有的 XML 实体声明，可能有害，没有读取。",
        "请新建工作簿，只把需要的内容粘贴过去。",
    )


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
        rows = sheet.to_python(skip_empty_area=False)
        sheets.append(RawSheet(meta.name, rows, merged, scans[meta.name]))
    return tuple(sheets)
