"""File names made of what users typed, that Windows, macOS and Linux all take."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

_FORBIDDEN = '<>:"/\\|?*'
_RESERVED = frozenset(
    ["CON", "PRN", "AUX", "NUL"] + [f"{port}{n}" for port in ("COM", "LPT") for n in "123456789"]
)
MAX_OCTETS = 200
"""Of the name without its ending: Linux takes 255 octets, and a temporary name needs some."""


def safe_name(text: str) -> str:
    """Return a name, without ending, close to the text; 未命名 where nothing of it is left."""
    text = unicodedata.normalize("NFC", text)
    kept = ("_" if c in _FORBIDDEN else c for c in text if unicodedata.category(c)[0] != "C")
    name = "".join(kept).encode("utf-8")[:MAX_OCTETS].decode("utf-8", errors="ignore")
    name = " ".join(name.split()).strip(". ")
    if name.split(".")[0].rstrip().upper() in _RESERVED:
        name = f"_{name}"
    return name or "未命名"


def distinct_names(texts: Iterable[str]) -> list[str]:
    """Return a safe name for each text, in order; a second one that equals an earlier gets （2）.

    Names that differ only in the case of letters are one file on Windows and macOS.
    """
    taken: set[str] = set()
    names = []
    for text in texts:
        base = name = safe_name(text)
        number = 1
        while name.casefold() in taken:
            number += 1
            name = f"{base}（{number}）"
        taken.add(name.casefold())
        names.append(name)
    return names
