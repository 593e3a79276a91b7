"""CSV text as the cells of a sheet: which encoding, which separator, which quotes."""

from __future__ import annotations

import codecs
import csv
import io
from pathlib import Path

from inputs.cell_text import CellValue
from inputs.file_format import FileProblem, damaged

_MARKED = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SEPARATORS = ",\t;"
_FIRST_LINES = 5
"""The separator is the one most seen in so many lines."""
_LONGEST_CELL = 100_000


def read_csv(data: bytes, path: Path) -> list[list[CellValue]]:
    """Return the rows of a CSV file, each cell a text.

    UTF-8 and UTF-16 are known by their mark; else UTF-8 where every byte fits, else GB18030, in
    which Excel and WPS save on a Chinese system.

    Raises
    ------
    FileProblem
        Where the encoding is none of these, or a quote is never closed.
    """
    text = _decoded(data, path)
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first.strip()) == 5:
        separator, text = first[4], rest  # what Excel itself heeds
    else:
        separator = _separator(text)
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        return [list(row) for row in reader]
    except csv.Error as error:
        raise FileProblem(
            "file-damaged",
            path.name,
            f"CSV 第 {reader.line_num} 行附近的引号不成对，读不出各列。",
            "请在 Excel 或 WPS 中打开，改好后另存为 .xlsx 再试。",
        ) from error


def _decoded(data: bytes, path: Path) -> str:
    marked = next((name for mark, name in _MARKED if data.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    if b"\0" in data:
        raise damaged(path)
    raise FileProblem(
        "file-not-workbook",
        path.name,
        "认不出是什么编码的文字（不是 UTF-8，也不是 GB18030）。",
        "请在 Excel 或 WPS 中打开，另存为 .xlsx 再试。",
    )


def _separator(text: str) -> str:
    """Return the separator most seen outside quotes in the first lines."""
    outside = "".join("\n".join(text.splitlines()[:_FIRST_LINES]).split('"')[::2])
    return max(_SEPARATORS, key=outside.count)
