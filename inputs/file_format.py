"""What a file is by its first bytes and its parts, and why it is refused where it is no workbook.

Nothing of a file is trusted before it is looked at here: its name may lie, its archive may unpack
to gigabytes, its XML may declare entities. Formulas, links and macros are never run.
"""

from __future__ import annotations

import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Literal

from defusedxml import ElementTree
from defusedxml.ElementTree import ParseError

from inputs.compound_file import OLE, CompoundFile
from inputs.problems import InputProblem

TEXT_ENDINGS = (".csv", ".txt", ".tsv")
SAVE_AS = "请在 Excel 或 WPS 中打开，另存为 .xlsx 再试。"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MARKUP = (b"<html", b"<!doctype", b"<table", b"<meta", b"<?xml", b"<head", b"<style", b"<div")
_OTHERS = (
    ("Index/Document.iwa", "Numbers 表格（.numbers）", "请在 Numbers 中“导出为 Excel”再试。"),
    ("Index.zip", "Numbers 表格（.numbers）", "请在 Numbers 中“导出为 Excel”再试。"),
    ("word/document.xml", "Word 文档", "请把表格复制到 Excel 或 WPS 表格中，存为 .xlsx 再试。"),
    ("mimetype", "OpenDocument 文件（.ods 等）", SAVE_AS),
)
"""Part of an archive → what it is, and the cure."""

Format = Literal["xlsx", "xls", "text"]


class FileProblem(Exception):  # noqa: N818 - it carries a problem as a value
    """A file that cannot be read as a workbook at all."""

    def __init__(self, code: str, value: str, why: str, cure: str, sheet: str = "") -> None:
        super().__init__(why)
        self.problem = InputProblem(code, sheet, "", value, why, cure)


def damaged(path: Path) -> FileProblem:
    """Return the problem of a file whose inside cannot be read."""
    return FileProblem(
        "file-damaged",
        path.name,
        "文件已损坏，读不出内容。",
        f"请换一份完好的文件，或{SAVE_AS[1:]}",
    )


def format_of(data: bytes, path: Path) -> Format:
    """Return what a file is by its first bytes; its ending only tells .csv and .et.

    Raises
    ------
    FileProblem
        Where it is none of the formats that are read, each with its own cure.
    """
    name = path.name
    if not data:
        raise FileProblem(
            "file-empty", name, "文件是空的（0 字节）。", "请换一份完好的文件，或重新生成模板。"
        )
    if data.startswith(OLE):
        return _old_format(data, path)
    if data.startswith(b"PK"):
        return "xlsx"
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:10].lower().startswith(_MARKUP):
        raise FileProblem(
            "file-not-workbook",
            name,
            "其实是网页或 XML 文件，只是扩展名写成了工作簿（有的系统这样导出）。",
            SAVE_AS,
        )
    if path.suffix.lower() in TEXT_ENDINGS:
        return "text"
    raise FileProblem(
        "file-not-workbook",
        name,
        "不是 .xlsx 工作簿（只改了扩展名的文件也读不了）。",
        SAVE_AS,
    )


def _old_format(data: bytes, path: Path) -> Format:
    """Return xls for a workbook of Excel 97–2003; refuse what else comes in the same container."""
    if _ENCRYPTED in data:
        raise protected(path)
    if path.suffix.lower() == ".et":
        raise FileProblem("file-old-format", path.name, "是 WPS 专用格式（.et）的工作簿。", SAVE_AS)
    try:
        names = CompoundFile(data).names
    except ValueError as error:
        raise damaged(path) from error
    if "Workbook" in names or "Book" in names:
        return "xls"
    what = "Word 文档（.doc）" if "WordDocument" in names else "别的程序的文件"
    raise FileProblem("file-not-workbook", path.name, f"是{what}，不是工作簿。", SAVE_AS)


def protected(path: Path) -> FileProblem:
    """Return the problem of a file that opens with a password only."""
    return FileProblem(
        "file-protected",
        path.name,
        "文件设了打开密码。",
        "请在 Excel 或 WPS 中取消打开密码，另存后再试。",
    )


def look_at_archive(archive: zipfile.ZipFile, path: Path, most_parts: int, most_bytes: int) -> None:
    """Refuse an archive that is no .xlsx, or is not safe to read.

    Raises
    ------
    FileProblem, zipfile.BadZipFile, defusedxml.DefusedXmlException
    """
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise FileProblem(
            "file-protected", path.name, "文件被加密。", "请取消密码，另存为 .xlsx 再试。"
        )
    if len(parts) > most_parts or sum(part.file_size for part in parts) > most_bytes:
        raise FileProblem(
            "file-unpacks-too-large",
            path.name,
            "文件解开后过大（超过 200 MB），不像正常的工作簿。",
            "请新建工作簿，只把需要的内容粘贴过去（选择“只粘贴值”）。",
        )
    if archive.testzip() is not None:  # also catches sizes that the archive understates
        raise zipfile.BadZipFile("bad checksum")
    _look_at_parts(set(archive.namelist()), path)
    _look_at_xml(archive)


def _look_at_parts(names: set[str], path: Path) -> None:
    if "xl/workbook.xml" in names:
        return
    if "xl/workbook.bin" in names:
        raise FileProblem("file-old-format", path.name, "是二进制工作簿（.xlsb）。", SAVE_AS)
    for part, what, cure in _OTHERS:
        if part in names:
            raise FileProblem(
                "file-not-workbook", path.name, f"是{what}，不是 .xlsx 工作簿。", cure
            )
    raise FileProblem("file-not-workbook", path.name, "是压缩包，不是 .xlsx 工作簿。", SAVE_AS)


def _look_at_xml(archive: zipfile.ZipFile) -> None:
    """Refuse a part that declares a document type: no real workbook does, entity bombs do."""
    for name in archive.namelist():
        if name.endswith((".xml", ".rels")):
            # the declaration comes before the first element; what is damaged fails later, if read
            with archive.open(name) as stream, suppress(ParseError):
                next(ElementTree.iterparse(stream, events=("start",), forbid_dtd=True), None)
