"""The file of a notice → its text, whichever way the office saved it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from defusedxml import DefusedXmlException, ElementTree

from inputs.problems import InputErrors, InputProblem

MOST_BYTES = 2 * 1024 * 1024
MOST_UNPACKED = 50 * 1024 * 1024
_PASTE = "请打开它，把通知的文字全部复制下来，存成文本文件（.txt）再试。"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_bytes(path: Path) -> bytes:
    """Return what a file holds.

    Raises
    ------
    InputErrors
        Where there is no such file, or it cannot be read or is far too large for a notice.
    """
    try:
        if path.is_file() and path.stat().st_size > MOST_BYTES:
            raise _refused(path.name, "文件超过 2 MB，不像一份通知。", _PASTE)
        return path.read_bytes()
    except FileNotFoundError:
        raise _refused(str(path), "没有这个文件。", "请核对文件名和路径。") from None
    except OSError as error:
        raise _refused(
            str(path), f"文件读不出来（{error.strerror}）。", "请核对路径，并关闭打开它的程序。"
        ) from error


def text_of(data: bytes, name: str) -> str:
    """Return a notice's text: of a Word document (.docx), or of text in UTF-8, UTF-16 or GB18030.

    name: the file's, for what is said of it.

    Raises
    ------
    InputErrors
        Where it is none of these.
    """
    if data.startswith(b"PK"):
        return _of_word(data, name)
    if data.startswith((b"%PDF", b"\xd0\xcf\x11\xe0")):
        kind = "PDF 文件" if data.startswith(b"%PDF") else "旧格式的 Word 或 WPS 文件"
        raise _refused(name, f"是{kind}，读不出文字。", _PASTE)
    text = _decoded(data, name)
    if text.lstrip()[:9].lower() in ("<!doctype", "<html lan", "<html><he"):
        raise _refused(name, "是网页文件。", _PASTE)
    if not text.strip():
        raise _refused(name, "里面没有文字。", "请把通知的全文粘贴进去。")
    return text


def _decoded(data: bytes, name: str) -> str:
    codecs = (
        ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "gb18030")
    )
    for codec in codecs:
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            continue
    raise _refused(name, "不是文本文件，或编码认不出来。", "请另存为 UTF-8 编码的文本文件。")


def _of_word(data: bytes, name: str) -> str:
    """Return the paragraphs of a Word document, one a line."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
                raise _refused(name, "文件解开后过大，不像一份通知。", _PASTE)
            root = ElementTree.fromstring(archive.read("word/document.xml"), forbid_dtd=True)
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError, DefusedXmlException) as error:
        raise _refused(name, "不是 Word 文档（.docx），或已经损坏。", _PASTE) from error
    paragraphs = root.iter(f"{_WORD}p")
    return "\n".join("".join(t.text or "" for t in p.iter(f"{_WORD}t")) for p in paragraphs)


def _refused(name: str, why: str, cure: str) -> InputErrors:
    return InputErrors([InputProblem("notice-file", "", "", name, why, cure)])
