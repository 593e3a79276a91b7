"""What the report's charts share: a chart with its table, marks, and the legend that explains them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from outputs.svg import INK, Drawing, width_of

WIDTH = 1030.0
"""The printed width of A4 landscape with 12 mm margins, in CSS pixels."""
NONE_WORD = "—"
"""What a table says where there is nothing."""


@dataclass(frozen=True)
class Table:
    """A table's caption, column heads, and rows, the first cell of a row being its head."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Chart:
    """A drawing with the table behind it."""

    drawing: Drawing
    table: Table


Mark = Callable[[Drawing, float, float], None]
"""Draws a mark about a point."""


def disc(drawing: Drawing, x: float, y: float) -> None:
    """Draw a session: a full disc about the point."""
    drawing.circle(x, y, 6.5)


def triangle(drawing: Drawing, x: float, y: float) -> None:
    """Draw a mobilisation meeting."""
    drawing.polygon(((x - 5.5, y + 5), (x + 5.5, y + 5), (x, y - 6)), "blank")


def diamond(drawing: Drawing, x: float, y: float) -> None:
    """Draw a coordination meeting."""
    drawing.polygon(((x - 5, y), (x, y - 6), (x + 5, y), (x, y + 6)), "blank")


def square(drawing: Drawing, x: float, y: float) -> None:
    """Draw an outcome's due date."""
    drawing.rectangle(x - 4, y - 4, 8, 8)


def swatch(fill: str, stroke: str = INK) -> Mark:
    """Return the mark of an area: a small rectangle of its fill."""
    return lambda drawing, x, y: drawing.rectangle(x - 8, y - 6, 16, 12, fill, stroke)


def month_head(month: date, year: int) -> str:
    """Return 3月, or 26年11月 for a month of another year than the plan's."""
    return f"{month.month}月" if month.year == year else f"{month.year % 100}年{month.month}月"


def legend(drawing: Drawing, marks: Sequence[tuple[Mark, str]]) -> None:
    """Draw what each mark means, in one line at the top."""
    x, y = 10.0, 10.0
    for mark, words in marks:
        mark(drawing, x, y)
        drawing.text(x + 12, y + 4, words, 11)
        x += 34 + width_of(words, 11)
