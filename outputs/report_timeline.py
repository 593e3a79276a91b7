"""The report's first chart: the year's months with each session, what comes before it and after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from outputs.chart_parts import (
    NONE_WORD,
    WIDTH,
    Chart,
    Mark,
    Table,
    diamond,
    disc,
    legend,
    month_head,
    square,
    swatch,
    triangle,
)
from outputs.report_names import Names, day_and_weekday, day_name
from outputs.report_numbers import Preparation, Span, Year, preparation
from outputs.session_days import last_day
from outputs.svg import FAINT, Anchor, Box, Drawing, lines_of, shortened
from planner.dates import ONE_DAY
from planner.plan import Session

_LEFT, _RIGHT, _TOP = 310.0, 8.0, 80.0
_ROWS = 500.0
"""The height that a year's rows share on a page, between 54 and 76 each."""
ROWS_A_PAGE = 9
"""So many rows of a timeline fit a printed page, the first one below the part's heading too."""


class _Axis:
    """Days to pixels: from the first month's first day to the last month's last."""

    def __init__(self, year: Year) -> None:
        self.first, self.last = year.months[0], year.last_shown
        self._pixels = (WIDTH - _LEFT - _RIGHT) / ((self.last - self.first).days + 1)

    def left(self, day: date) -> float:
        """Return where a day begins; a day off the axis, at its end."""
        shown = min(max(day, self.first), self.last + ONE_DAY)
        return _LEFT + (shown - self.first).days * self._pixels

    def middle(self, day: date) -> float:
        """Return the middle of a day."""
        return self.left(day) + self._pixels / 2

    def shows(self, day: date | None) -> bool:
        """Whether there is a day and it lies on the axis."""
        return day is not None and self.first <= day <= self.last


def timelines(year: Year, names: Names) -> dict[str, Chart]:
    """Return the timeline by name, in as many drawings as pages: the items first, then the annex."""
    if len(year.sessions) <= ROWS_A_PAGE:
        return {"timeline": timeline(year, names, year.sessions)}
    agreed = {s.id for s in year.agreed}
    items = [s for s in year.sessions if s.id not in agreed]
    pages = [*_pages(items), *_pages(year.agreed)]
    keys = [f"timeline{chr(65 + n) if n else ''}" for n in range(len(pages))]
    return {
        key: timeline(
            year,
            names,
            page,
            key,
            f"（{'附表' if page[0].id in agreed else '编号事项'}，{number}/{len(pages)}）",
        )
        for number, (key, page) in enumerate(zip(keys, pages, strict=True), start=1)
    }


def _pages(sessions: Sequence[Session]) -> Iterator[Sequence[Session]]:
    """Yield runs of sessions by date, as even as can be, each short enough for a page."""
    count = -(-len(sessions) // ROWS_A_PAGE)
    for page in range(count):
        yield sessions[page * len(sessions) // count : (page + 1) * len(sessions) // count]


def timeline(
    year: Year, names: Names, sessions: Sequence[Session], key: str = "timeline", page: str = ""
) -> Chart:
    """Draw the twelve months with each session's preparation, session and outcome."""
    axis = _Axis(year)
    row_height = min(76.0, max(54.0, _ROWS / max(1, len(sessions))))
    height = _TOP + row_height * max(1, len(sessions)) + 4
    drawing = Drawing(key, f"{year.plan.year} 年协商会议时间轴{page}", WIDTH, height)
    _shade(drawing, axis, year, height)
    _month_heads(drawing, axis, year, height)
    _day_names(drawing, axis, year)
    legend(drawing, _timeline_legend(year))
    if not sessions:
        drawing.text(8, _TOP + 24, "计划中没有协商会议。", 12)
    for row, session in enumerate(sessions):
        top = _TOP + row_height * row
        drawing.line((0, top), (WIDTH, top), FAINT)
        _row_head(drawing, year, session, names, top)
        _row_marks(drawing, axis, session, preparation(session), top)
    return Chart(drawing, _timeline_table(year, names, sessions, page))


def _shade(drawing: Drawing, axis: _Axis, year: Year, height: float) -> None:
    """Shade the days on which nothing is held, and name them above the rows."""
    kinds = (
        (year.avoided, "dots"),
        (year.kept_clear, "cross"),
        (year.holidays, "band"),
        (_plenaries(year), "hatch"),
    )
    top = _TOP - 12
    for spans, fill in kinds:
        for span in spans:
            left, right = axis.left(span.first), axis.left(span.last + ONE_DAY)
            if right > left:
                drawing.rectangle(left, top, right - left, height - top - 4, fill, "none")


def _plenaries(year: Year) -> tuple[Span, ...]:
    return tuple(Span(s.date, last_day(s, year.problem), "全会") for s in year.plenaries)


def _month_heads(drawing: Drawing, axis: _Axis, year: Year, height: float) -> None:
    for month in year.months:
        left = axis.left(month)
        drawing.line((left, _TOP - 54), (left, height - 4), FAINT)
        other = month.year != year.plan.year
        head = month_head(month, year.plan.year)
        drawing.text(left + 3, _TOP - 42, head, 10 if other else 11, bold=not other)
    drawing.line((_LEFT, _TOP - 54), (WIDTH, _TOP - 54), FAINT)
    drawing.line((0, height - 4), (WIDTH, height - 4), FAINT)


def _day_names(drawing: Drawing, axis: _Axis, year: Year) -> None:
    """Name the plenary and the holidays above the rows, where there is room."""
    bounds = Box(_LEFT, 0, WIDTH, _TOP)
    for span in (*_plenaries(year), *year.holidays):
        middle = (axis.left(span.first) + axis.left(span.last + ONE_DAY)) / 2
        if axis.left(span.last + ONE_DAY) > axis.left(span.first):
            drawing.text_if_free(
                [
                    (x, y, "middle")
                    for y in (_TOP - 16, _TOP - 28)
                    for x in (middle, middle - 8, middle + 8, middle - 16, middle + 16)
                ],
                span.name,
                10,
                bounds=bounds,
            )


def _row_head(drawing: Drawing, year: Year, session: Session, names: Names, top: float) -> None:
    """Write a row's day and title; of several forms which it is, of a single one who leads."""
    when = f"{day_and_weekday(session.date)}{session.half_day.label}"
    words = f"{when} {session.lead_body or '牵头待定'}"
    if len(year.forms) > 1:
        words = f"{when} {names.form(session.form)}"
    drawing.text(2, top + 16, shortened(words, 12, _LEFT - 8), 12, bold=True)
    for number, line in enumerate(lines_of(names.titles(session), 12, _LEFT - 14, 2)):
        drawing.text(2, top + 32 + 16 * number, line, 12)


def _row_marks(
    drawing: Drawing, axis: _Axis, session: Session, steps: Preparation, top: float
) -> None:
    """Draw a session's window, research, meetings and outcome, and as many dates as find room."""
    y = top + 20
    if steps.window and axis.left(session.date) > axis.left(steps.window.first):
        left = axis.left(steps.window.first)
        drawing.rectangle(left, y - 6, axis.left(session.date) - left, 12, "pale")
    for span in steps.research:
        left, right = axis.left(span.first), axis.left(span.last + ONE_DAY)
        if right > left:
            drawing.rectangle(left, y - 6, right - left, 12, "hatch")
    if steps.outcome and axis.shows(steps.outcome):
        drawing.line((axis.middle(session.date), y), (axis.middle(steps.outcome), y), dashed=True)
        square(drawing, axis.middle(steps.outcome), y)
    if steps.mobilisation and axis.shows(steps.mobilisation):
        triangle(drawing, axis.middle(steps.mobilisation), y)
    if steps.coordination and axis.shows(steps.coordination):
        diamond(drawing, axis.middle(steps.coordination), y)
    if not axis.shows(session.date):
        return
    x = axis.middle(session.date)
    disc(drawing, x, y)
    bounds = Box(_LEFT + 2, top, WIDTH, top + 54)
    words = day_name(session.date) + ("（并入全会）" if session.merged_with_plenary else "")
    drawing.text_if_free(_under(x, top + 44), words, 12, True, bounds)
    if steps.mobilisation and axis.shows(steps.mobilisation):
        places = _under(axis.middle(steps.mobilisation), top + 44)
        drawing.text_if_free(places, day_name(steps.mobilisation), 11, bounds=bounds)
    if steps.outcome and axis.shows(steps.outcome):
        x = axis.middle(steps.outcome)
        drawing.text_if_free(
            [(x + 8, y + 4, "start"), *_under(x, top + 44)],
            day_name(steps.outcome),
            11,
            bounds=bounds,
        )


def _under(x: float, y: float) -> list[tuple[float, float, Anchor]]:
    """Return the places under a mark: centred, beginning there, ending there."""
    return [(x, y, "middle"), (x - 6, y, "start"), (x + 6, y, "end")]


def _timeline_legend(year: Year) -> list[tuple[Mark, str]]:
    held = {m.kind for s in year.sessions for m in s.milestones}
    steps: list[tuple[str, Mark, str]] = [
        ("mobilisation", triangle, "部署动员会"),
        ("research", swatch("hatch"), "调研"),
        ("coordination", diamond, "工作协调会"),
    ]
    marks: list[tuple[Mark, str]] = [
        (swatch("pale"), "筹备期"),
        *((mark, words) for kind, mark, words in steps if kind in held or not year.sessions),
        (disc, "协商会议"),
        (square, "成果报送期限"),
        (swatch("band", FAINT), "放假"),
        (swatch("hatch", "none"), "全体会议（通栏）"),
    ]
    if year.avoided:
        marks.append((swatch("dots", FAINT), "可能调休"))
    if year.kept_clear:
        marks.append((swatch("cross", FAINT), "回避"))
    return marks


def _timeline_table(year: Year, names: Names, sessions: Sequence[Session], page: str) -> Table:
    rows = []
    for session in sessions:
        steps = preparation(session)
        research = "、".join(_span(s, year) for s in steps.research)
        rows.append(
            (
                names.titles(session),
                session.lead_body or NONE_WORD,
                _day(steps.window.first if steps.window else None, year),
                _day(steps.mobilisation, year),
                research or NONE_WORD,
                _day(steps.coordination, year),
                _day(session.date, year),
                _day(steps.outcome, year),
            )
        )
    return Table(
        f"时间轴数据{page}",
        (
            "议题",
            "牵头单位",
            "筹备开始",
            "部署动员会",
            "调研",
            "工作协调会",
            "协商会议",
            "成果报送期限",
        ),
        tuple(rows),
    )


def _day(day: date | None, year: Year) -> str:
    if day is None:
        return NONE_WORD
    return day_name(day) if day.year == year.plan.year else f"{day.year}年{day_name(day)}"


def _span(span: Span, year: Year) -> str:
    first = _day(span.first, year)
    return first if span.first == span.last else f"{first}—{_day(span.last, year)}"
