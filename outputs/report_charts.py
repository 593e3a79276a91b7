"""The report's four charts, each with the table of the numbers it draws."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from outputs.report_names import Names, day_and_weekday, day_name
from outputs.report_numbers import LeaderLoad, Preparation, Span, Year, preparation
from outputs.session_days import last_day
from outputs.svg import FAINT, INK, Anchor, Box, Drawing, lines_of, shortened, width_of
from planner.dates import ONE_DAY
from planner.plan import Session

WIDTH = 1030.0
"""The printed width of A4 landscape with 12 mm margins, in CSS pixels."""
NONE_WORD = "—"


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


def charts(year: Year, names: Names) -> dict[str, Chart]:
    """Return the charts by name: timeline (then timelineB …, a page each), months, leaders, sectors."""
    return {
        **timelines(year, names),
        "months": months(year),
        "leaders": leaders(year, names),
        "sectors": sectors(year),
    }


# -- the year ----------------------------------------------------------------------------------
_LEFT, _RIGHT, _TOP = 310.0, 8.0, 80.0
_ROWS = 540.0
"""The height that a year's rows share on a page, between 54 and 76 each."""
ROWS_A_PAGE = 10
"""So many rows of a timeline fit a printed page."""
_Mark = Callable[[Drawing, float, float], None]


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
    _legend(drawing, _timeline_legend(year))
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
        name = f"{month.month}月" if not other else f"{month.year % 100}年{month.month}月"
        drawing.text(left + 3, _TOP - 42, name, 10 if other else 11, bold=not other)
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
        _square(drawing, axis.middle(steps.outcome), y)
    if steps.mobilisation and axis.shows(steps.mobilisation):
        _triangle(drawing, axis.middle(steps.mobilisation), y)
    if steps.coordination and axis.shows(steps.coordination):
        _diamond(drawing, axis.middle(steps.coordination), y)
    if not axis.shows(session.date):
        return
    x = axis.middle(session.date)
    _disc(drawing, x, y)
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


def _disc(drawing: Drawing, x: float, y: float) -> None:
    drawing.circle(x, y, 6.5)


def _triangle(drawing: Drawing, x: float, y: float) -> None:
    drawing.polygon(((x - 5.5, y + 5), (x + 5.5, y + 5), (x, y - 6)), "blank")


def _diamond(drawing: Drawing, x: float, y: float) -> None:
    drawing.polygon(((x - 5, y), (x, y - 6), (x + 5, y), (x, y + 6)), "blank")


def _square(drawing: Drawing, x: float, y: float) -> None:
    drawing.rectangle(x - 4, y - 4, 8, 8)


def _swatch(fill: str, stroke: str = INK) -> _Mark:
    return lambda drawing, x, y: drawing.rectangle(x - 8, y - 6, 16, 12, fill, stroke)


def _timeline_legend(year: Year) -> list[tuple[_Mark, str]]:
    marks: list[tuple[_Mark, str]] = [
        (_swatch("pale"), "筹备期"),
        (_triangle, "部署动员会"),
        (_swatch("hatch"), "调研"),
        (_diamond, "工作协调会"),
        (_disc, "协商会议"),
        (_square, "成果报送期限"),
        (_swatch("band", FAINT), "放假"),
        (_swatch("hatch", "none"), "全体会议（通栏）"),
    ]
    if year.avoided:
        marks.append((_swatch("dots", FAINT), "可能调休"))
    if year.kept_clear:
        marks.append((_swatch("cross", FAINT), "回避"))
    return marks


def _legend(drawing: Drawing, marks: Sequence[tuple[_Mark, str]], y: float = 10) -> None:
    """Draw what each mark means, in one line."""
    x = 10.0
    for mark, words in marks:
        mark(drawing, x, y)
        drawing.text(x + 12, y + 4, words, 11)
        x += 34 + width_of(words, 11)


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


# -- the months --------------------------------------------------------------------------------
def forms(year: Year, names: Names) -> Table:
    """Return how many sessions of each form are held in each month of the year."""
    columns = [date(year.plan.year, month, 1) for month in range(1, 13)]
    counts = {
        form: [
            sum(s.form == form and s.date.replace(day=1) == month for s in year.sessions)
            for month in columns
        ]
        for form in year.forms
    }
    whole = [sum(column) for column in zip(*counts.values(), strict=True)] or [0] * 12
    rows = [
        (names.form(form), *(str(n) if n else NONE_WORD for n in row), str(sum(row)))
        for form, row in counts.items()
    ]
    rows.append(("合计", *map(str, whole), str(sum(whole))))
    heads = ("协商形式", *(f"{m.month}月" for m in columns), "全年")
    return Table("各种形式每月召开场次（全体会议不计）", heads, tuple(rows))


def months(year: Year) -> Chart:
    """Draw what each body holds and prepares in each month, one mark a session."""
    left, row, top, total = 190.0, 23.0, 46.0, 70.0
    cell = (WIDTH - left - total) / len(year.months)
    height = top + row * (len(year.bodies) + 1) + 4
    drawing = Drawing("months", f"{year.plan.year} 年各月各单位工作量", WIDTH, height)
    _legend(drawing, [(_disc, "当月召开 1 场"), (_swatch("hatch"), "当月在筹备 1 场（会前）")])
    heads = tuple(
        f"{m.month}月" if m.year == year.plan.year else f"{m.year % 100}年{m.month}月"
        for m in year.months
    )
    for column, name in enumerate(heads):
        drawing.text(left + cell * (column + 0.5), top - 8, name, 11, "middle", True)
    drawing.text(WIDTH - total / 2, top - 8, "全年召开", 11, "middle", True)
    rows: list[tuple[str, ...]] = []
    for number, body in enumerate((*year.bodies, "合计")):
        y = top + row * number
        whole = number == len(year.bodies)
        drawing.line((0, y), (WIDTH, y), FAINT if not whole else INK)
        drawing.text(2, y + 16, shortened(body, 12, left - 10), 12, bold=whole)
        cells: list[str] = []
        held = 0
        for column, month in enumerate(year.months):
            load = year.whole_load(month) if whole else year.month_load(body, month)
            held += load.held
            cells.append(f"开{load.held} 筹{load.preparing}")
            x = left + cell * column
            drawing.line((x, top), (x, top + row * (len(year.bodies) + 1)), FAINT)
            if whole:
                words = f"开{load.held} 筹{load.preparing}"
                drawing.text(x + cell / 2, y + 16, words, 11, "middle", bool(load.held))
            else:
                _marks(drawing, x, y + row / 2, cell, load.held, load.preparing)
        drawing.text(WIDTH - total / 2, y + 16, str(held), 12, "middle", whole)
        rows.append((body, *cells, str(held)))
    table = Table(
        "各月各单位工作量数据（开：召开场次；筹：在筹备场次）",
        ("单位", *heads, "全年召开"),
        tuple(rows),
    )
    return Chart(drawing, table)


def _marks(
    drawing: Drawing, left: float, y: float, width: float, held: int, preparing: int
) -> None:
    """Draw one mark a session, or where they would not fit, one mark and a number."""
    step, room = 16.0, int((width - 6) // 16)
    if held + preparing > room:
        words = f"开{held} 筹{preparing}"
        drawing.text(left + width / 2, y + 4, words, 11, "middle", bool(held))
        return
    x = left + width / 2 - step * (held + preparing - 1) / 2
    for number in range(held + preparing):
        if number < held:
            drawing.circle(x, y, 6.5)
        else:
            drawing.rectangle(x - 6, y - 6, 12, 12, "hatch")
        x += step


# -- the leaders -------------------------------------------------------------------------------
def leaders(year: Year, names: Names) -> Chart:
    """Draw how often each leader hosts, is in charge, and attends beside that."""
    left, row, top, right = 260.0, 23.0, 26.0, 20.0
    loads = year.leader_loads
    height = top + row * max(1, len(loads)) + 4
    drawing = Drawing("leaders", f"{year.plan.year} 年领导工作量", WIDTH, height)
    _legend(
        drawing,
        [(_swatch("solid"), "主持"), (_swatch("hatch"), "分管"), (_swatch("blank"), "其他出席")],
    )
    longest = max((_sum(load) for load in loads), default=0)
    unit = min(60.0, (WIDTH - left - right - 200) / max(1, longest))
    for number, load in enumerate(loads):
        y = top + row * number
        drawing.line((0, y), (WIDTH, y), FAINT)
        name = names.leader_and_post(load.leader)
        drawing.text(2, y + 16, shortened(name, 12, left - 10), 12)
        x = left
        for count, fill in (
            (load.hosts, "solid"),
            (load.in_charge, "hatch"),
            (load.attends, "blank"),
        ):
            if count:
                drawing.rectangle(x, y + 5, unit * count, 13, fill)
                x += unit * count
        words = f"主持 {load.hosts}，分管 {load.in_charge}，其他出席 {load.attends}"
        drawing.text(x + 8, y + 16, words, 11)
    rows = tuple(
        (names.leader_and_post(x.leader), str(x.hosts), str(x.in_charge), str(x.attends))
        for x in loads
    )
    return Chart(
        drawing, Table("领导工作量数据（场次）", ("领导", "主持", "分管", "其他出席"), rows)
    )


def _sum(load: LeaderLoad) -> int:
    return load.hosts + load.in_charge + load.attends


# -- the sectors -------------------------------------------------------------------------------
def sectors(year: Year) -> Chart:
    """Draw each sector's seats against what its share of the members would give it."""
    left, top, right = 190.0, 30.0, 250.0
    found = year.sector_seats
    row = min(22.0, 600 / max(1, len(found)))
    size = min(12.0, row - 5)
    height = top + row * max(1, len(found)) + 4
    drawing = Drawing("sectors", f"{year.plan.year} 年各界别受邀席位与占比", WIDTH, height)

    def due_mark(drawing: Drawing, x: float, y: float) -> None:
        drawing.line((x, y - row / 2 + 1), (x, y + row / 2 - 1), width=1)
        drawing.polygon(((x - 4, y), (x, y - 5), (x + 4, y), (x, y + 5)), "blank")

    _legend(drawing, [(_swatch("hatch"), "本年席位"), (due_mark, "按委员占比应得")])
    longest = max((max(float(s.seats), s.due) for s in found), default=0.0)
    unit = (WIDTH - left - right - 10) / max(1.0, longest)
    for number, sector in enumerate(found):
        y = top + row * (number + 0.5)
        drawing.line((0, y - row / 2), (WIDTH, y - row / 2), FAINT)
        name = shortened(sector.sector or "未填界别", size, left - 10)
        drawing.text(2, y + size / 2 - 1, name, size)
        if sector.seats:
            drawing.rectangle(left, y - row / 2 + 4, unit * sector.seats, row - 8, "hatch")
        due_mark(drawing, left + unit * sector.due, y)
        words = f"席位 {sector.seats}，应得 {sector.due}，委员 {sector.members} 名"
        drawing.text(WIDTH - right + 20, y + size / 2 - 1, words, min(11.0, size))
    rows = tuple((s.sector or "未填界别", str(s.members), str(s.seats), str(s.due)) for s in found)
    table = Table("界别席位数据", ("界别", "委员人数", "本年席位", "按占比应得"), rows)
    return Chart(drawing, table)
