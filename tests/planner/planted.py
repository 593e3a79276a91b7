"""Counties built around a plan that is known to keep every rule.

Dates, topics, bodies, leaders, hosts, meetings and people are drawn first; windows, absences,
blackouts, mandates, exclusions and caps are then drawn so that the planted plan survives them.
Such a county has a plan, so INFEASIBLE is a failure of the program, never of the draw.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from inputs.slots import slots_of
from inputs.working_days import statutory_calendar
from planner.dates import months_before
from planner.domain import Absence, Blackout, Body, Leader, Problem
from tests.builders import LEADERS, SECTORS, county, expert, member, settings, topic

COMMITTEES = ("经济委员会", "教育委员会", "农业委员会", "环资委员会", "法制委员会")
VICE_CHAIRS = ("副主席乙", "副主席丙", "副主席庚")


@dataclass(frozen=True)
class Planted:
    """A county, and the days and topics of the plan it was built around."""

    problem: Problem
    days: tuple[date, ...]
    topics: tuple[str, ...]


@st.composite
def planted_counties(draw: st.DrawFn) -> Planted:
    """Draw a county of any year from 2024 to 2035 with a planted plan."""
    year = draw(st.integers(2024, 2035))
    calendar = statutory_calendar(year)
    festival = [d for d in calendar.spring_festival if d.year == year]
    plenary = _plenary(draw, year, festival)
    when = settings(
        year=year,
        plenary_start=plenary,
        plenary_end=plenary + timedelta(days=2),
        approval_date=date(year - 1, 12, 20),
        chair_meetings=(date(year - 1, 11, 25),),
    )
    # Tuesdays and later in the 2nd month of each period: the lead of two months always fits.
    days = tuple(
        _workday(calendar, date(year, 2 * period, draw(st.integers(8, 20))))
        for period in range(2, 7)
    )
    busy = {d for day in days for d in _planted_days(calendar, day)}
    busy |= set(calendar.working_days(date(year - 1, 11, 25), plenary))
    bodies = tuple(
        Body(
            name=name,
            head=f"{name}主任",
            head_name=f"{name}主任",
            leaders=(VICE_CHAIRS[n % len(VICE_CHAIRS)],),
            departments=("发改局",),
        )
        for n, name in enumerate(COMMITTEES)
    )
    leaders = (
        *LEADERS,
        Leader(id="副主席庚", name="副主席庚", post="副主席", person="副主席庚", can_host=True),
    )
    chosen = tuple(f"T{n:02d}" for n in range(1, 7))
    topics = []
    for n in range(1, draw(st.integers(8, 14)) + 1):
        changes: dict[str, Any] = {
            "importance": draw(st.integers(1, 5)),
            "lead_bodies": (COMMITTEES[n % len(COMMITTEES)],),
            "source": draw(st.sampled_from(["党政点题", "群众出题", "委员荐题", "其他"])),
        }
        if n <= 6:  # planted: topic n stands in period n; what is drawn keeps it possible
            month = plenary.month if n == 1 else 2 * n
            if draw(st.booleans()):
                changes |= {"earliest_month": draw(st.integers(1, month))}
            if draw(st.booleans()):
                changes |= {"latest_month": draw(st.integers(month, 12))}
            changes["mandated"] = draw(st.booleans())
            if n > 1 and draw(st.booleans()):
                changes["decision_date"] = days[n - 2] + timedelta(days=draw(st.integers(25, 60)))
            changes["wants_experts"] = n > 1 and draw(st.booleans())
        elif draw(st.booleans()):
            changes["exclusion"] = "违反国家法律法规的事项"
        if draw(st.booleans()):
            changes["suggested_months"] = (draw(st.integers(1, 12)),)
        topics.append(topic(n, **changes))
    people = tuple(
        member(
            n,
            times_before=draw(st.integers(0, 5)),
            attendance_percent=draw(st.sampled_from([60, 80, 95])),
            cap=draw(st.sampled_from([None, 1, 2, 3])),
            body=COMMITTEES[n % len(COMMITTEES)],
            sector=SECTORS[n % len(SECTORS)],
        )
        for n in range(1, draw(st.integers(48, 60)) + 1)
    )
    problem = county(
        settings=when,
        calendar=calendar,
        topics=tuple(topics),
        bodies=(*bodies, *(b for b in county().bodies if b.kind == "办公室")),
        leaders=leaders,
        members=people,
        experts=tuple(expert(n) for n in range(1, 7)),
        absences=_absences(draw, year, busy),
        blackouts=_blackouts(draw, year, busy),
    )
    assert problem.slots == slots_of(when, problem.forms)
    return Planted(problem, days, chosen)


def _plenary(draw: st.DrawFn, year: int, festival: list[date]) -> date:
    """Three days from a Monday in January or February, a week clear of Spring Festival."""
    mondays = [
        d
        for n in range(59)
        if (d := date(year, 1, 4) + timedelta(days=n)).weekday() == 0
        and d.month <= 2
        and d.day <= 25
    ]
    clear = [d for d in mondays if all(abs((d - f).days) > 12 for f in festival)]
    return draw(st.sampled_from(clear))


def _workday(calendar: Any, day: date) -> date:
    return calendar.on_or_after(day)


def _planted_days(calendar: Any, day: date) -> set[date]:
    """The days that the planted session and its meetings need, with room around each."""
    due = calendar.on_or_before(months_before(day, 2))
    spans = [
        (due - timedelta(12), due),
        (day - timedelta(45), day - timedelta(25)),
        (day - timedelta(14), day),
    ]
    return {d for first, last in spans for d in calendar.working_days(first, last)}


def _absences(draw: st.DrawFn, year: int, busy: set[date]) -> tuple[Absence, ...]:
    who = st.sampled_from(
        [*VICE_CHAIRS, "主席甲", *COMMITTEES, *(f"M{n:03d}" for n in range(1, 30))]
    )
    found = []
    for _ in range(draw(st.integers(0, 8))):
        subject = draw(who)
        start = date(year, 1, 1) + timedelta(days=draw(st.integers(0, 364)))
        end = start + timedelta(days=draw(st.integers(0, 20)))
        days = {start + timedelta(days=n) for n in range((end - start).days + 1)}
        if subject.startswith("M") or not days & busy:
            found.append(Absence(subject=subject, start=start, end=end))
    return tuple(found)


def _blackouts(draw: st.DrawFn, year: int, busy: set[date]) -> tuple[Blackout, ...]:
    found = []
    for _ in range(draw(st.integers(0, 3))):
        start = date(year, 1, 1) + timedelta(days=draw(st.integers(0, 364)))
        days = [start + timedelta(days=n) for n in range(draw(st.integers(1, 6)))]
        if not set(days) & busy:
            found.append(Blackout(start=days[0], end=days[-1]))
    return tuple(found)
