"""The text of a cell: what is noise in it, how two texts are compared, how a list is split."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from rapidfuzz import fuzz, process

CellValue = str | float | int | bool | date | datetime | time | timedelta

_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060\ufeff\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SEPARATORS = re.compile(r"[、，,；;\n]+")
_SEPARATORS_AND_SLASHES = re.compile(r"[、，,；;\n/／|｜]+")
_BETWEEN_CHINESE = re.compile(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])")
_DASHES = re.compile(r"[‐‑‒–—―−－～~〜]+")
_kept = lru_cache(2**15)
"""A workbook says the same few thousand things over and over: what each comes to is kept."""

BLANK_WORDS = frozenset({"", "/", "\\", "-", "--", "无", "没有", "暂无"})
"""What offices write into a cell that has nothing to say."""


def shown(value: CellValue | None) -> str:
    """Return a cell's value as the user sees it: 3 for 3.0, ISO for dates, no stray blanks."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        midnight = value.time() == time(0)
        return value.date().isoformat() if midnight else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return _shown_text(str(value))


@_kept
def _shown_text(text: str) -> str:
    text = _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if text.startswith("'") and text.count("'") == 1:
        return text[1:].strip()  # the mark by which a typist makes a number a text
    return text


@_kept
def plain(text: str) -> str:
    """Return text for parsing: full-width forms made plain, blanks dropped, dashes made one."""
    folded = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
    return _DASHES.sub("-", "".join(folded.split()))


@_kept
def match_key(text: str) -> str:
    """Return what two texts that mean the same share: width, blanks and case do not count."""
    return plain(plain(text).casefold())


def name_text(text: str) -> str:
    """Return a name without the blanks that a typist put between its characters (张　三)."""
    return _BETWEEN_CHINESE.sub("", " ".join(shown(text).split()))


def split(text: str, slashes: bool = False) -> tuple[str, ...]:
    """Return the several values of a cell, in order, each once.

    slashes: / and | separate too; not where they may be a part of a date or of free text.
    """
    separators = _SEPARATORS_AND_SLASHES if slashes else _SEPARATORS
    parts = (part.strip() for part in separators.split(shown(text)))
    return tuple(dict.fromkeys(part for part in parts if part))


def split_around(text: str, whole: tuple[str, ...], slashes: bool = False) -> tuple[str, ...]:
    """Return the several values of a cell; a name of `whole` that holds a separator stays one."""
    parts = list(split(text, slashes))
    for name in whole:
        pieces = [match_key(piece) for piece in split(name)]
        for start in range(len(parts) - len(pieces) + 1):
            if [match_key(p) for p in parts[start : start + len(pieces)]] == pieces:
                parts[start : start + len(pieces)] = [name]
                break
    return tuple(parts)


def is_blank(value: CellValue | None) -> bool:
    """Whether a cell says nothing at all."""
    return shown(value) == ""


def says_nothing(value: CellValue | None) -> bool:
    """Whether a cell is blank or holds a mark for nothing (/, —, 无)."""
    return plain(shown(value)) in BLANK_WORDS


def near(text: str, known: tuple[str, ...], least: int = 60, most: int = 3) -> tuple[str, ...]:
    """Return the known texts closest to a text, best first: a suggestion, never a match.

    A short form (经科委 for 经济科技委员会) and a number without its zeros (1 for 001) are close.
    """
    found = process.extract(
        text, known, scorer=fuzz.ratio, processor=match_key, score_cutoff=least, limit=most
    )
    close = [name for name, _, _ in found]
    if len(close) < most and least < 100:
        close += [n for n in known if n not in close and _is_short_form(text, n)][
            : most - len(close)
        ]
    return tuple(close)


def _is_short_form(text: str, name: str) -> bool:
    """Whether a text is a name's characters, some left out, its first kept; or its number."""
    short, full = match_key(text), match_key(name)
    if short.isdecimal() and full.isdecimal():
        return int(short) == int(full)
    rest = iter(full)
    return len(short) >= 3 and short[0] == full[:1] and all(c in rest for c in short)


def did_you_mean(text: str, known: tuple[str, ...], least: int = 60) -> str:
    """Return 是否为“甲”或“乙”？ for the known texts closest to a text, or nothing."""
    close = "或".join(f"“{name}”" for name in near(text, known, least))
    return f"是否为{close}？" if close else ""


@_kept
def column_letters(index: int) -> str:
    """Return the letters of a column, 0 for A."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """Return a cell's address, both counted from 0: (4, 4) is E5."""
    return f"{column_letters(column)}{row + 1}"
