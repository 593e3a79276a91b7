"""Counties of every form built around a plan that is known to keep every rule.

The timetable of the planted plan is drawn first: a month, days of it, a committee and a topic for
each session. Windows, absences, blackouts, mandates, exclusions and caps are then drawn so that
the planted plan survives them. INFEASIBLE is therefore a failure of the program, never of the draw.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from inputs.working_days import statutory_calendar
from planner.dates import WorkCalendar, months_before
from planner.domain import (
    Absence,
    Blackout,
    Body,
    Department,
    Emphasis,
    KeyProposal,
    Leader,
    LiaisonGroup,
    Member,
    ParameterValue,
    Problem,
    Supervision,
    Topic,
)
from tests.builders import (
    LEADERS,
    SECTORS,
    expert,
    item_topics,
    kailu_county,
    member,
    settings,
    topic,
)

VICE_CHAIRS = ("副主席乙", "副主席丙", "副主席庚")
COMMITTEES = ("经济委员会", "教育委员会", "提案委员会", "农业委员会", "联络委员会")
"""The first three lead kailu's sessions in turn, the others the two-month ones."""
TIMETABLE = (
    # session, month, committee: one committee's sessions are two months apart or more
    ("quarterly-1", 3, 0),
    ("standing-1", 4, 1),
    ("quarterly-2", 5, 2),
    ("special-1", 6, 0),
    ("quarterly-3", 8, 1),
    ("special-2", 9, 2),
    ("quarterly-4", 11, 0),
)
TWO_MONTHS = tuple((f"bimonthly-{p}", 2 * p, 3 + p % 2) for p in range(2, 7))
RANKS = {"standing": 5, "special": 4, "quarterly": 3, "bimonthly": 3, "counterpart": 2, "sector": 2}
MEMBERS = 36
STANDING = 6


@dataclass(frozen=True)
class Planted:
    """A county, and the least topic value of the plan it was built around."""

    problem: Problem
    value: int


class _County:
    """A county in the making: the planted plan's sessions, and whom it needs when."""

    def __init__(self, draw: st.DrawFn, with_anhua: bool) -> None:
        self.draw = draw
        self.with_anhua = with_anhua
        self.year = draw(st.integers(2024, 2035))
        self.calendar: WorkCalendar = statutory_calendar(self.year)
        self.plenary = _plenary(draw, self.year, self.calendar)
        self.busy: dict[str, set[date]] = defaultdict(set)
        self.topics: list[Topic] = []
        self.value = 0
        self.leaders_of = {name: VICE_CHAIRS[n % 3] for n, name in enumerate(COMMITTEES)}

    def day(self, month: int, first: int, last: int) -> date:
        """Draw a working day of a month; a holiday moves it to the day after."""
        drawn = date(self.year, month, self.draw(st.integers(first, last)))
        return self.calendar.on_or_after(drawn)

    def need(self, who: Sequence[str], first: date, last: date) -> None:
        """Keep somebody there over a span of days."""
        for name in who:
            self.busy[name] |= set(self.calendar.working_days(first, last))

    def plant(self, form: str, day: date, committee: str, **changes: Any) -> None:
        """Add the planted topic of a session, with wishes that the session's day and form keep."""
        number = len(self.topics) + 1
        drawn = self.draw
        values: dict[str, Any] = {
            "importance": drawn(st.integers(1, 5)),
            "lead_bodies": (committee,),
            "source": drawn(st.sampled_from(["党政点题", "群众出题", "其他"])),
            "mandated": drawn(st.booleans()),
        }
        if drawn(st.booleans()):
            values["earliest_month"] = drawn(st.integers(1, day.month))
        if drawn(st.booleans()):
            values["latest_month"] = drawn(st.integers(day.month, 12))
        if drawn(st.booleans()):
            values["forms"] = (form,)
        if drawn(st.booleans()):
            # Ten working days and a holiday week later the outcome is delivered.
            values["decision_date"] = day + timedelta(days=drawn(st.integers(25, 60)))
        found = topic(number, **(values | changes))
        self.topics.append(found)
        self.value += 100 * found.importance - 10 * abs(found.importance - RANKS[form])

    def prepare(self, committee: str, day: date) -> None:
        """Keep the lead body, its head and its leader there around what precedes a session."""
        due = self.calendar.on_or_before(months_before(day, 2))
        spans = (
            (due - timedelta(12), due),
            (day - timedelta(45), day - timedelta(20)),
            (day - timedelta(14), day),
        )
        for first, last in spans:
            self.need((committee, f"{committee}主任", self.leaders_of[committee]), first, last)
        self.need(("主席甲",), day, day)


def _plenary(draw: st.DrawFn, year: int, calendar: WorkCalendar) -> date:
    """Three days from a Monday in January or February, well clear of Spring Festival."""
    festival = [d for d in calendar.spring_festival if d.year == year]
    mondays = [
        d
        for n in range(52)
        if (d := date(year, 1, 4) + timedelta(days=n)).weekday() == 0
        and all(abs((d - f).days) > 12 for f in festival)
    ]
    return draw(st.sampled_from(mondays))


@st.composite
def planted_years(draw: st.DrawFn, with_anhua: bool = False) -> Planted:
    """Draw a county with every form of kailu (and anhua's) of any year, with a planted plan."""
    made = _County(draw, with_anhua)
    specials = draw(st.integers(1, 2))
    for session, month, led in TIMETABLE:
        if session == f"special-{specials + 1}":
            continue
        committee = COMMITTEES[led]
        day = made.day(month, 16, 20)
        made.plant(session.split("-")[0], day, committee)
        made.prepare(committee, day)
    if with_anhua:
        made.plant("bimonthly", made.plenary, COMMITTEES[3], decision_date=None, forms=())
        for _, month, led in TWO_MONTHS:
            day = made.day(month, 8, 11)
            made.plant("bimonthly", day, COMMITTEES[led])
            made.prepare(COMMITTEES[led], day)
    small = _small_sessions(made)
    for _ in range(draw(st.integers(0, 3))):  # what competes with them, or is out
        excluded = "违反国家法律法规的事项" if draw(st.booleans()) else ""
        made.topics.append(
            topic(
                len(made.topics) + 1,
                importance=draw(st.integers(1, 5)),
                lead_bodies=(draw(st.sampled_from(COMMITTEES[:3])),),
                exclusion=excluded,
            )
        )
    problem = kailu_county(
        profiles=("anhua", "kailu") if with_anhua else ("kailu",),
        overrides=(
            _set("annual-count", "count", "standing", 1),
            _set("annual-count", "count", "special", specials),
            _set("member-seats", "min", "special", 8),
            _set("member-seats", "target", "special", 10),
        ),
        settings=settings(
            year=made.year,
            profiles=("anhua", "kailu") if with_anhua else ("kailu",),
            plenary_start=made.plenary,
            plenary_end=made.plenary + timedelta(days=2),
            approval_date=date(made.year - 1, 12, 20),
            chair_meetings=(date(made.year - 1, 11, 25),),
        ),
        leaders=(*LEADERS, _vice_chair("副主席庚")),
        members=tuple(_member(draw, n, small.groups) for n in range(1, MEMBERS + 1)),
        experts=tuple(expert(n) for n in range(1, 7)),
        bodies=small.bodies,
        departments=tuple(
            Department(name=d, leader="副县长己") for b in small.bodies for d in b.departments
        ),
        liaison_groups=small.groups,
        key_proposals=small.proposals,
        supervisions=small.supervisions,
        topics=(*made.topics, *item_topics(small.proposals, small.supervisions)),
        absences=_absences(made),
        blackouts=_blackouts(made),
    )
    # The calendar's stage takes most of the time and cannot make a plan better or worse in topics.
    stages = tuple(s for s in problem.emphasis.stages if s.name != "calendar")
    light = Emphasis(name=problem.emphasis.name, stages=stages)
    return Planted(problem.model_copy(update={"emphasis": light}), made.value)


def _set(rule: str, name: str, form: str, value: int) -> ParameterValue:
    return ParameterValue(rule=rule, name=name, form=form, value=value, source="规则!D2")


def _vice_chair(name: str) -> Leader:
    return Leader(id=name, name=name, post="副主席", person=name, can_host=True)


@dataclass(frozen=True)
class _Small:
    """The pairs' committees, groups, proposals and supervisions of a county."""

    bodies: tuple[Body, ...]
    groups: tuple[LiaisonGroup, ...]
    proposals: tuple[KeyProposal, ...]
    supervisions: tuple[Supervision, ...]


def _small_sessions(made: _County) -> _Small:
    """Plant the sessions of pairs, groups, proposals and supervisions, each in a month of its own."""
    draw = made.draw
    months = iter(draw(st.permutations((3, 4, 5, 6, 7, 8, 9, 10, 11, 12))))
    departments = {
        COMMITTEES[0]: ("发改局", "工信局")[: draw(st.integers(1, 2))],
        COMMITTEES[1]: ("教育局",),
    }
    bodies = [
        Body(
            name=name,
            head=f"{name}主任",
            head_name=f"{name}主任",
            leaders=(made.leaders_of[name],),
            departments=departments.get(name, ()),
        )
        for name in COMMITTEES[: 5 if made.with_anhua else 3]
    ]
    for body in bodies:
        for department in body.departments:
            day = made.day(next(months), 23, 27)
            first = months_before(day, 1) - timedelta(10)
            made.need((body.name, body.head, made.leaders_of[body.name]), first, day)
            if draw(st.booleans()):  # else it stands in the annex
                made.plant("counterpart", day, body.name, forms=("counterpart",), mandated=True,
                           departments=(department,))  # fmt: skip
    office = Body(name="办公室", kind="办公室", head="办公室主任", head_name="办公室主任",
                  leaders=VICE_CHAIRS[:1])  # fmt: skip
    groups = _groups(made, months)
    proposals = tuple(
        KeyProposal(
            id=f"P{n:02d}",
            title=f"提案{n}",
            proposers=(f"M{STANDING + 6 + n:03d}",),
            departments=("教育局",),
            government_leader="副县长己",
            supervisor=draw(st.sampled_from(("主席甲", *VICE_CHAIRS))),
        )
        for n in range(1, draw(st.integers(1, 2)) + 1)
    )
    for proposal in proposals:
        day = made.day(next(months), 23, 27)
        made.need((COMMITTEES[2],), day, day)
        first = months_before(day, 1) - timedelta(10)
        made.need((*proposal.proposers, proposal.supervisor), first, day)
    supervisions = []
    for n in range(1, draw(st.integers(0, 1)) + 1):
        day = made.day(next(months), 23, 27)
        made.need((COMMITTEES[1], *VICE_CHAIRS), months_before(day, 1) - timedelta(10), day)
        supervisions.append(
            Supervision(
                id=f"S{n:02d}",
                name=f"评议{n}",
                kind="民主评议",
                body=COMMITTEES[1],
                earliest_month=draw(st.integers(1, day.month)),
                latest_month=draw(st.integers(day.month, 12)),
            )
        )
    return _Small((*bodies, office), groups, proposals, tuple(supervisions))


def _groups(made: _County, months: Any) -> tuple[LiaisonGroup, ...]:
    """Draw two or three liaison groups (the first members convene), or none: three 界别 then."""
    listed = made.draw(st.integers(2, 3))
    named = made.draw(st.booleans())
    names = [f"第{n}组" for n in range(1, listed + 1)] if named else list(SECTORS[:3])
    for n, name in enumerate(names, start=1):
        convenor = f"M{n:03d}"
        led = COMMITTEES[n % 3]
        day = made.day(next(months), 23, 27)
        first = months_before(day, 1) - timedelta(10)
        made.need((convenor, led, made.leaders_of[led]), first, day)
        if made.draw(st.booleans()):
            made.plant("sector", day, led, forms=("sector",), mandated=True, sectors=(name,))
    if not named:
        return ()
    return tuple(
        LiaisonGroup(name=name, convenor=f"M{n:03d}", convenor_name=f"委员{n}")
        for n, name in enumerate(names, start=1)
    )


def _member(draw: st.DrawFn, number: int, groups: Sequence[LiaisonGroup]) -> Member:
    """Members in turn of three committees, of three 界别 (the 常委 first) and of the groups."""
    is_standing = number <= STANDING
    return member(
        number,
        standing=is_standing,
        body=COMMITTEES[number % 3],
        sector=SECTORS[(number - 1) % 3],
        liaison_group=groups[(number - 1) % len(groups)].name if groups else "",
        attendance_percent=80 if is_standing else draw(st.sampled_from((60, 80, 95))),
        cap=draw(st.sampled_from((None, None, None, 3))),
        times_before=draw(st.integers(0, 3)),
    )


def _absences(made: _County) -> tuple[Absence, ...]:
    """Draw spans in which nobody is away whom the planted plan then needs; 常委 never are."""
    bodies = COMMITTEES[:3]
    heads = tuple(f"{name}主任" for name in bodies)
    others = tuple(f"M{n:03d}" for n in range(STANDING + 1, MEMBERS + 1))
    who = st.sampled_from((*VICE_CHAIRS, "主席甲", "副县长己", *bodies, *heads, *others))
    found = []
    for _ in range(made.draw(st.integers(0, 8))):
        subject = made.draw(who)
        start = date(made.year, 1, 1) + timedelta(days=made.draw(st.integers(0, 364)))
        end = start + timedelta(days=made.draw(st.integers(0, 20)))
        days = {start + timedelta(days=n) for n in range((end - start).days + 1)}
        if not days & made.busy[subject]:
            found.append(Absence(subject=subject, start=start, end=end))
    return tuple(found)


def _blackouts(made: _County) -> tuple[Blackout, ...]:
    busy = {day for days in made.busy.values() for day in days}
    found = []
    for _ in range(made.draw(st.integers(0, 3))):
        start = date(made.year, 1, 1) + timedelta(days=made.draw(st.integers(0, 364)))
        days = [start + timedelta(days=n) for n in range(made.draw(st.integers(1, 6)))]
        if not set(days) & busy:
            found.append(Blackout(start=days[0], end=days[-1]))
    return tuple(found)
