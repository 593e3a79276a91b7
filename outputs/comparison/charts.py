"""The charts of a comparison, each with the table of its numbers; readable in grey."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from outputs.chart_parts import WIDTH, Chart, Table, legend, swatch
from outputs.comparison.compared import CHARGE, HOSTS, LEADS, MEMBERS, STEPS, Compared, Comparison
from outputs.comparison.measures import UNKNOWN, leader_days, month_loads
from outputs.report_names import day_name
from outputs.svg import FAINT, Box, Drawing, shortened
from planner.plan import Session

_LEFT, _RIGHT = 190.0, 10.0
_LANE, _HEAD, _TOP = 17.0, 20.0, 44.0
_PAGE = 560.0
"""What the calendars of a printed page may be high, beside heading and legend."""
_DATED = 8
"""A lane of no more sessions than this has their days written beside the marks."""


def charts(comparison: Comparison) -> dict[str, Chart]:
    """Return the charts by name, in the order of the page."""
    drawn = {
        **calendars(comparison),
        "months": _months(comparison),
        "bodies": _bodies(comparison),
        "leaders": _leaders(comparison),
        "sectors": _sectors(comparison),
    }
    return {name: chart for name, chart in drawn.items() if chart is not None}


# -- the calendars, one above the other ---------------------------------------------------------
def calendars(comparison: Comparison) -> dict[str, Chart]:
    """Draw each plan's sessions on one axis of twelve months, a lane for each form.

    In as many drawings as printed pages: calendars, calendarsB … A full disc: the session is held
    in the same month as in the first plan; an open square: it is not.
    """
    pages: list[list[Compared]] = []
    for plan in comparison.plans:
        if not pages or sum(map(_height, (*pages[-1], plan))) > _PAGE:
            pages.append([])
        pages[-1].append(plan)
    drawn = {}
    for number, plans in enumerate(pages):
        key = f"calendars{chr(65 + number) if number else ''}"
        drawn[key] = _calendar_page(comparison, plans, key)
    return drawn


def _lanes(plan: Compared) -> list[str]:
    """Return the forms that a plan holds, in the order of the profile."""
    return list(plan.year.forms)


def _height(plan: Compared) -> float:
    return _HEAD + 6 + _LANE * max(1, len(_lanes(plan)))


def _calendar_page(comparison: Comparison, plans: Sequence[Compared], key: str) -> Chart:
    height = _TOP + sum(map(_height, plans)) + 4
    which = "" if len(plans) == len(comparison.plans) else f"：{'、'.join(p.name for p in plans)}"
    title = f"{comparison.first.plan.year} 年各份计划的日程{which}"
    drawing = Drawing(key, title, WIDTH, height)
    same = f"与“{comparison.first.name}”同月"
    legend(drawing, [(_disc, same), (_square, "改了月份，或那份没有这一场")])
    month = (WIDTH - _LEFT - _RIGHT) / 12
    for number in range(12):
        x = _LEFT + month * number
        drawing.line((x, _TOP - 18), (x, height - 4), FAINT)
        drawing.text(x + month / 2, _TOP - 6, f"{number + 1}月", 11, "middle", bold=True)
    y = _TOP
    for plan in plans:
        drawing.rectangle(0, y, WIDTH, _HEAD, "pale", "none")
        drawing.text(4, y + 14, shortened(plan.name, 12, WIDTH - 20), 12, bold=True)
        lane = y + _HEAD
        for form in _lanes(plan):
            drawing.text(14, lane + 13, shortened(plan.names.form(form), 11, _LEFT - 24), 11)
            held = [s for s in plan.year.sessions if s.form == form]
            for session in held:
                _mark(drawing, session, comparison.first, lane + _LANE / 2)
            if len(held) <= _DATED:
                for session in held:
                    _date(drawing, session, lane + _LANE / 2)
            lane += _LANE
        if not _lanes(plan):
            drawing.text(14, lane + 13, "没有场次", 11)
        y += _height(plan)
        drawing.line((0, y - 3), (WIDTH, y - 3), FAINT)
    return Chart(drawing, _calendar_table(comparison, plans, title))


def _disc(drawing: Drawing, x: float, y: float) -> None:
    drawing.circle(x, y, 5)


def _square(drawing: Drawing, x: float, y: float) -> None:
    drawing.rectangle(x - 5, y - 5, 10, 10)


def _mark(drawing: Drawing, session: Session, first: Compared, y: float) -> None:
    theirs = first.sessions.get(session.id)
    same = theirs is not None and theirs.date.month == session.date.month
    (_disc if same else _square)(drawing, _x(session.date), y)
    # A date written later keeps clear of the mark.
    x = _x(session.date)
    drawing.boxes.append(Box(x - 6, y - 6, x + 6, y + 6))


def _date(drawing: Drawing, session: Session, y: float) -> None:
    x = _x(session.date)
    words = f"{session.date.month}.{session.date.day}"
    drawing.text_if_free([(x + 11, y + 4, "start"), (x - 11, y + 4, "end")], words, 10)


def _x(day: date) -> float:
    days = 366 if isleap(day.year) else 365
    share = (day - date(day.year, 1, 1)).days / days
    return _LEFT + share * (WIDTH - _LEFT - _RIGHT)


def _calendar_table(comparison: Comparison, plans: Sequence[Compared], title: str) -> Table:
    ids = dict.fromkeys(s.id for plan in plans for s in plan.year.sessions)
    rows = []
    for session_id in ids:
        found = [plan.sessions.get(session_id) for plan in plans]
        named = next(s for s in found if s is not None)
        cells = (day_name(s.date) if s else "—" for s in found)
        rows.append((comparison.first.names.session(named), *cells))
    return Table(title, ("场次", *(p.name for p in plans)), tuple(rows))


# -- bars, a column for each plan -----------------------------------------------------------------
@dataclass(frozen=True)
class _Bars:
    """A chart of bars: a row for each thing counted, a column for each plan (None: unknown)."""

    key: str
    title: str
    head: str
    rows: Sequence[str]
    counts: Sequence[Mapping[str, float] | None]
    due: Sequence[Mapping[str, float] | None] | None = None
    """Where a mark stands beside the bar: what would be due."""


def _bars(comparison: Comparison, bars: _Bars) -> Chart | None:
    plans = comparison.plans
    if not bars.rows or all(count is None for count in bars.counts):
        return None
    row, top = 18.0, 46.0
    height = top + row * len(bars.rows) + 6
    drawing = Drawing(bars.key, bars.title, WIDTH, height)
    if bars.due:
        legend(drawing, [(swatch("hatch"), "席位"), (_due, "按委员占比应得")])
    cell = (WIDTH - _LEFT) / len(plans)
    known = [c for c in bars.counts if c is not None] + [d for d in bars.due or () if d is not None]
    longest = max((n for count in known for n in count.values()), default=0.0)
    unit = (cell - 56) / max(1.0, longest)
    for column, (plan, counts) in enumerate(zip(plans, bars.counts, strict=True)):
        left = _LEFT + cell * column
        drawing.line((left - 4, top - 16), (left - 4, height - 4), FAINT)
        drawing.text(left, top - 6, shortened(plan.name, 11, cell - 12), 11, bold=True)
        if counts is None:
            drawing.text(left, top + 14, UNKNOWN, 11)
            continue
        due = bars.due[column] if bars.due else None
        for number, name in enumerate(bars.rows):
            y = top + row * number
            count = counts.get(name, 0)
            if count:
                drawing.rectangle(left, y + 4, unit * count, row - 8, "hatch")
            if due is not None:
                _due(drawing, left + unit * due.get(name, 0), y + row / 2)
            end = unit * max(count, due.get(name, 0) if due else 0)
            drawing.text(left + end + 8, y + row - 5, f"{count:g}", 10)
    for number, name in enumerate(bars.rows):
        y = top + row * number
        drawing.line((0, y), (WIDTH, y), FAINT)
        drawing.text(2, y + row - 5, shortened(name, 11, _LEFT - 14), 11)
    cells = (
        (name, *(UNKNOWN if c is None else f"{c.get(name, 0):g}" for c in bars.counts))
        for name in bars.rows
    )
    table = Table(bars.title, (bars.head, *(p.name for p in plans)), tuple(cells))
    return Chart(drawing, table)


def _due(drawing: Drawing, x: float, y: float) -> None:
    drawing.polygon(((x - 3.5, y), (x, y - 4.5), (x + 3.5, y), (x, y + 4.5)), "blank")


Count = Callable[[Compared], Mapping[str, float]]


def _counted(
    comparison: Comparison, needs: set[str], count: Count
) -> list[Mapping[str, float] | None]:
    return [None if needs & plan.unsaid else count(plan) for plan in comparison.plans]


def _months(comparison: Comparison) -> Chart | None:
    names = [f"{month}月" for month in range(1, 13)]
    counts = _counted(
        comparison, set(), lambda p: {f"{m}月": float(n) for m, n in month_loads(p).items()}
    )
    return _bars(comparison, _Bars("months", "各月场次", "月份", names, counts))


def _bodies(comparison: Comparison) -> Chart | None:
    counts = _counted(
        comparison, {LEADS}, lambda p: {body: float(n) for body, n in p.year.leads.items()}
    )
    busy = dict.fromkeys(body for count in counts if count for body in count)
    order = [b.name for b in comparison.first.part.bodies if b.name in busy]
    names = [*order, *(body for body in busy if body not in order)]
    return _bars(comparison, _Bars("bodies", "各单位牵头场次", "单位", names, counts))


def _leaders(comparison: Comparison) -> Chart | None:
    def days(plan: Compared) -> Mapping[str, float]:
        return {plan.names.leader(i): n for i, n in leader_days(plan).items()}

    counts = _counted(comparison, {HOSTS, CHARGE, STEPS}, days)
    names = [x.name for x in comparison.first.part.cppcc_leaders]
    title = "各位领导全年用时（天）"
    return _bars(comparison, _Bars("leaders", title, "领导", names, counts))


def _sectors(comparison: Comparison) -> Chart | None:
    seats = _counted(
        comparison,
        {MEMBERS},
        lambda p: {s.sector or "未填界别": float(s.seats) for s in p.year.sector_seats},
    )
    due = _counted(
        comparison,
        {MEMBERS},
        lambda p: {s.sector or "未填界别": s.due for s in p.year.sector_seats},
    )
    names = [s.sector or "未填界别" for s in comparison.first.year.sector_seats]
    title = "各界别点名席位与按占比应得"
    return _bars(comparison, _Bars("sectors", title, "界别", names, seats, due))
