"""Draws a small chart as inline SVG: shapes told apart by form and pattern, text that is measured.

Nothing is loaded and nothing runs: an SVG from here stands in a page, on screen and on paper, by
itself. Fills are patterns as well as tones, so that a grey print says as much as the screen.
Lengths are CSS pixels; 1030 of them are the printed width of A4 landscape with 12 mm margins.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

INK = "#1b2a3a"
FAINT = "#c9d0d8"
FILLS = {
    "solid": INK,
    "blank": "#ffffff",
    "pale": "#eef1f4",
    "none": "none",
}
"""Plain tones; the patterns `hatch`, `dots` and `band` are defined in each drawing."""

PATTERNS = {
    "hatch": '<rect width="6" height="6" fill="#ffffff"/>'
    '<path d="M-1,1 l2,-2 M0,6 l6,-6 M5,7 l2,-2" stroke="#1b2a3a" stroke-width="1.3"/>',
    "dots": '<circle cx="1.5" cy="1.5" r="0.9" fill="#7d8894"/>'
    '<circle cx="4.5" cy="4.5" r="0.9" fill="#7d8894"/>',
    "band": '<rect width="6" height="6" fill="#dfe4e9"/>',
    "cross": '<path d="M0,3 h6 M3,0 v6" stroke="#7d8894" stroke-width="0.8"/>',
}
NEVER_FIRST = "，。、；：？！）》”’…—"
"""Punctuation that does not begin a line."""

APART = 4.0
"""How far from another text one is placed that looks for room."""

Anchor = Literal["start", "middle", "end"]


def width_of(words: str, size: float) -> float:
    """Return the width of a text, rather too wide than too narrow: 1 em a Chinese character."""
    return size * sum(_em(character) for character in words)


def _em(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WFA":
        return 1.0
    if unicodedata.combining(character):
        return 0.0
    return 0.75 if character.isupper() or character in "mw@%" else 0.58


def lines_of(words: str, size: float, width: float, most: int) -> list[str]:
    """Return a text broken into at most `most` lines of a width; what is over becomes an ellipsis."""
    lines = [""]
    for character in " ".join(words.split()):
        full = lines[-1] and width_of(lines[-1] + character, size) > width
        if full and character not in NEVER_FIRST:
            lines.append(character.strip())
        elif full:
            # The character before goes down with the mark that may not begin a line.
            lines[-1], carried = lines[-1][:-1], lines[-1][-1]
            lines.append(carried + character)
        else:
            lines[-1] += character
    if len(lines) > most:
        lines = lines[:most]
        while lines[-1] and width_of(lines[-1] + "…", size) > width:
            lines[-1] = lines[-1][:-1]
        lines[-1] += "…"
    return lines


def shortened(words: str, size: float, width: float) -> str:
    """Return a text that fits a width on one line; what is over becomes an ellipsis."""
    return lines_of(words, size, width, 1)[0]


@dataclass(frozen=True)
class Box:
    """The room a text takes: left, top, right, bottom."""

    left: float
    top: float
    right: float
    bottom: float
    words: str = ""

    def meets(self, other: Box, apart: float = 0) -> bool:
        """Whether two boxes overlap, or stand closer than `apart` beside each other."""
        return (
            self.left < other.right + apart
            and other.left < self.right + apart
            and self.top < other.bottom
            and other.top < self.bottom
        )


class Drawing:
    """A chart being drawn. `boxes` are the texts drawn so far, for those that must not meet them."""

    def __init__(self, key: str, title: str, width: float, height: float) -> None:
        """Begin a drawing; `key` is unique in the page and free of anything but letters."""
        self.key, self.title, self.width, self.height = key, title, width, height
        self.boxes: list[Box] = []
        self._parts: list[str] = []

    def rectangle(
        self,
        left: float,
        top: float,
        width: float,
        height: float,
        fill: str = "blank",
        stroke: str = INK,
    ) -> None:
        """Draw a rectangle; `fill` is one of FILLS or PATTERNS."""
        self._parts.append(
            f'<rect x="{_n(left)}" y="{_n(top)}" width="{_n(width)}" height="{_n(height)}"'
            f' fill="{self._fill(fill)}" stroke="{stroke}"/>'
        )

    def line(
        self,
        first: tuple[float, float],
        last: tuple[float, float],
        stroke: str = INK,
        width: float = 1,
        dashed: bool = False,
    ) -> None:
        """Draw a straight line."""
        dashes = ' stroke-dasharray="2 2"' if dashed else ""
        self._parts.append(
            f'<line x1="{_n(first[0])}" y1="{_n(first[1])}" x2="{_n(last[0])}" y2="{_n(last[1])}"'
            f' stroke="{stroke}" stroke-width="{_n(width)}"{dashes}/>'
        )

    def circle(self, x: float, y: float, radius: float, fill: str = "solid") -> None:
        """Draw a circle."""
        self._parts.append(
            f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}" fill="{self._fill(fill)}"'
            f' stroke="{INK}"/>'
        )

    def polygon(self, points: Iterable[tuple[float, float]], fill: str = "solid") -> None:
        """Draw a closed shape."""
        corners = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
        self._parts.append(
            f'<polygon points="{corners}" fill="{self._fill(fill)}" stroke="{INK}"'
            ' stroke-linejoin="round"/>'
        )

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float = 11,
        anchor: Anchor = "start",
        bold: bool = False,
    ) -> None:
        """Write a line of text with its baseline at `y`, on a white edge that keeps it legible."""
        self.boxes.append(_box(x, y, words, size, anchor))
        weight = ' font-weight="bold"' if bold else ""
        place = "" if anchor == "start" else f' text-anchor="{anchor}"'
        self._parts.append(
            f'<text x="{_n(x)}" y="{_n(y)}" font-size="{_n(size)}"{place}{weight}>'
            f"{escape(words)}</text>"
        )

    def text_if_free(
        self,
        places: Sequence[tuple[float, float, Anchor]],
        words: str,
        size: float = 11,
        bold: bool = False,
        bounds: Box | None = None,
    ) -> bool:
        """Write at the first place where the text meets no other and stays inside the bounds."""
        room = bounds or Box(0, 0, self.width, self.height)
        for x, y, anchor in places:
            box = _box(x, y, words, size, anchor)
            inside = (
                room.left <= box.left
                and box.right <= room.right
                and room.top <= box.top
                and box.bottom <= room.bottom
            )
            if inside and not any(box.meets(other, APART) for other in self.boxes):
                self.text(x, y, words, size, anchor, bold)
                return True
        return False

    def svg(self) -> str:
        """Return the drawing: `role="img"`, its title read aloud, no reference to anything outside."""
        patterns = "".join(
            f'<pattern id="{self.key}-{name}" width="6" height="6" patternUnits="userSpaceOnUse">'
            f"{body}</pattern>"
            for name, body in PATTERNS.items()
        )
        return (
            f'<svg role="img" aria-labelledby="{self.key}-title"'
            f' viewBox="0 0 {_n(self.width)} {_n(self.height)}"'
            f' width="{_n(self.width)}" height="{_n(self.height)}">'
            f'<title id="{self.key}-title">{escape(self.title)}</title>'
            f"<defs>{patterns}</defs>{''.join(self._parts)}</svg>"
        )

    def _fill(self, name: str) -> str:
        return f"url(#{self.key}-{name})" if name in PATTERNS else FILLS[name]


def _box(x: float, y: float, words: str, size: float, anchor: Anchor) -> Box:
    width = width_of(words, size)
    left = {"start": x, "middle": x - width / 2, "end": x - width}[anchor]
    return Box(left, y - 0.9 * size, left + width, y + 0.2 * size, words)


def _n(number: float) -> str:
    """Return a number in the shortest form to a tenth of a pixel: the same bytes everywhere."""
    return f"{number:.1f}".removesuffix(".0")
