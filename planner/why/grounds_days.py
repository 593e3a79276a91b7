"""Grounds of the calendar: who is away, what days are kept clear, when topics are fixed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TypeVar

from planner.dates import ONE_DAY
from planner.domain import Absence, Blackout, Problem
from planner.reason import Reason
from planner.why.ground import Change, Cure, Ground, Search, Works, first_of, least_of
from planner.why.names import called

Span = TypeVar("Span", Absence, Blackout)
TRIED = 4
"""How many single days are tried before a run of days."""
EARLIEST_APPROVAL = (9, 1)
"""Topics are collected in November; nobody fixes them before September (assumed)."""


def day_grounds(problem: Problem) -> Iterator[Ground]:
    """Yield a ground for each row of the sheets 不可用 and 日历 (回避), and for when topics are fixed."""
    for absence in problem.absences:
        who = called(problem, absence.subject)
        note = f"（{absence.note}）" if absence.note else ""
        said = f"“不可用”表：{who} {_span(absence)} 不在{note}。"
        yield Ground(
            Reason(entities=(absence.subject,), cells=_cells(absence), text=said),
            _absence(absence, ()),
            (_freed(problem, absence, f"{who}的“不可用”让出", ""),),
        )
    for blackout in problem.blackouts:
        whom = "、".join(_scope(problem, name) for name in blackout.scope)
        note = "，".join(part for part in (blackout.note, whom and f"只限{whom}") if part)
        said = f"“日历”表 {_span(blackout)} 回避{f'（{note}）' if note else ''}。"
        yield Ground(
            Reason(entities=blackout.scope, cells=_cells(blackout), text=said),
            _blackout(blackout, ()),
            (_freed(problem, blackout, "“日历”表的回避让出", ""),),
        )
    yield _fixed(problem)


def _span(span: Absence | Blackout) -> str:
    return f"{span.start}" if span.start == span.end else f"{span.start}—{span.end}"


def _cells(span: Absence | Blackout) -> tuple[str, ...]:
    return (span.cell,) if span.cell else ()


def _scope(problem: Problem, name: str) -> str:
    forms = {form.id: form.name for form in problem.forms}
    return forms.get(name) or called(problem, name)


# -- freeing days -------------------------------------------------------------------------------
def _freed(problem: Problem, span: Absence | Blackout, before: str, after: str) -> Search:
    """Search the fewest days in a row to free: one that a plan without the span takes, if that will do."""
    days = [date.fromordinal(n) for n in range(span.start.toordinal(), span.end.toordinal() + 1)]

    def cure(first: int, last: int) -> Cure:
        start, end = days[first], days[last]
        which = f"{start}" if start == end else f"{start}—{end}"
        count = (end - start).days + 1
        many = f"（{count} 天）" if count > 1 else ""
        return Cure(
            "办公室",
            Reason(
                cells=_cells(span),
                entities=(span.subject,) if isinstance(span, Absence) else span.scope,
                numbers={"days": count},
                text=f"{before} {which}{many}{after}。",
            ),
            cost=1 + count,
            change=_cut(span, start, end),
        )

    def search(works: Works) -> Cure | None:
        taken = works(_cut(span, span.start, span.end))
        if taken is None:
            return None
        used = [n for n, day in enumerate(days) if day in taken]
        single = first_of(*(cure(n, n) for n in used[:TRIED]))(works)
        if single is not None:
            return single
        first = used[0] if used else 0
        end = least_of([cure(first, n) for n in range(first, len(days))])(works)
        if end is None:
            return cure(0, len(days) - 1)
        last = first + end.reason.numbers["days"] - 1
        return least_of([cure(n, last) for n in range(last, -1, -1)])(works)

    return search


def _cut(span: Absence | Blackout, first: date, last: date) -> Change:
    """Return the change that leaves of a span what lies before and after some days."""
    pieces = [(span.start, first - ONE_DAY), (last + ONE_DAY, span.end)]
    left = [(start, end) for start, end in pieces if start <= end]
    if isinstance(span, Absence):
        kept = tuple(span.model_copy(update={"start": s, "end": e}) for s, e in left)
        return _absence(span, kept)
    return _blackout(span, tuple(span.model_copy(update={"start": s, "end": e}) for s, e in left))


def _absence(gone: Absence, left: tuple[Absence, ...]) -> Change:
    return lambda problem: problem.changed(absences=_replaced(problem.absences, gone, left))


def _blackout(gone: Blackout, left: tuple[Blackout, ...]) -> Change:
    return lambda problem: problem.changed(blackouts=_replaced(problem.blackouts, gone, left))


def _replaced(spans: tuple[Span, ...], gone: Span, left: tuple[Span, ...]) -> tuple[Span, ...]:
    """Put the pieces left of a span in its place; a span already cut is told by its pieces' cell."""
    found: list[Span] = []
    for span in spans:
        found += left if span == gone else (span,)
    return tuple(found)


# -- when topics are fixed -----------------------------------------------------------------------
def _fixed(problem: Problem) -> Ground:
    """Preparation may start when topics are fixed: 主席会议日期, else 计划批准日期 (anhua 二2)."""
    settings = problem.settings
    column = "主席会议日期" if settings.chair_meetings else "计划批准日期"
    cell = problem.cell("基本信息", "", column)
    earliest = date(settings.year - 1, *EARLIEST_APPROVAL)

    def by(day: date) -> Change:
        def change(given: Problem) -> Problem:
            now = given.settings
            later = now.chair_meetings[1:]
            changed = (
                {"chair_meetings": (day, *later)} if now.chair_meetings else {"approval_date": day}
            )
            return given.changed(settings=now.model_copy(update=changed))

        return change

    count = max(0, (settings.topics_fixed - earliest).days)
    cures = [
        Cure(
            "主席会议",
            Reason(
                cells=(cell,) if cell else (),
                numbers={"days": n},
                text=f"{column}提前到 {settings.topics_fixed - timedelta(days=n)}（早 {n} 天），及早开始筹备。",
            ),
            cost=n,
            change=by(settings.topics_fixed - timedelta(days=n)),
        )
        for n in range(1, count + 1)
    ]
    said = f"议题 {settings.topics_fixed} 才确定（{column}），此前不能开始筹备。"
    return Ground(
        Reason(cells=(cell,) if cell else (), text=said), by(earliest), (least_of(cures),)
    )
