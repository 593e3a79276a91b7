"""Notices as issued, kept as text files, and one made up for 2027, whose notice is not out yet."""

from __future__ import annotations

from pathlib import Path

from inputs.holiday_notice import read_notice
from inputs.notice.days import Notice
from inputs.problems import InputErrors, InputProblem

FOLDER = Path(__file__).parent / "notices"


def text(name: str) -> str:
    """Return a kept notice's text."""
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


def parsed(words: str, year: int = 2027) -> Notice:
    """Read a notice that must be right."""
    return read_notice(words.encode(), "通知.txt", year)[0]


def warnings_of(words: str, year: int = 2027) -> list[InputProblem]:
    """Read a notice that is right and return what is to be known of it."""
    return list(read_notice(words.encode(), "通知.txt", year)[1])


def faults(words: str | bytes, year: int = 2027) -> list[InputProblem]:
    """Read a notice that is wrong and return its errors."""
    data = words if isinstance(words, bytes) else words.encode()
    try:
        read_notice(data, "通知.txt", year)
    except InputErrors as errors:
        return [p for p in errors.problems if p.severity == "error"]
    raise AssertionError("nothing was found wrong")


def compact(words: str) -> str:
    """Return a notice of the usual frame with these items."""
    return f"国务院办公厅关于2027年部分节假日安排的通知\n现将具体安排通知如下。\n{words}\n"
