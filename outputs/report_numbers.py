"""What the report counts. Everything is recomputed from the plan's sessions and the workbook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from constraints.member_seats import attends_by_office
from outputs.hosts import host_leaders
from planner.dates import ONE_DAY, days_from, months_after, months_before
from planner.domain import Member, Problem, Topic
from planner.plan import Plan, Session
from planner.plan_items import agreed_topic, numbered_items

PREPARATION = frozenset(
    {"scheme", "scheme-approval", "mobilisation", "prior-contact", "research", "coordination"}
)
"""The milestones of which the first opens a session's preparation window."""
MONTHS_AROUND = 3
"""How many months before and after the year the axis may show, for milestones that lie there."""


@dataclass(frozen=True)
class Span:
    """Days from first to last, both included, and what they are."""

    first: date
    last: date
    name: str = ""


@dataclass(frozen=True)
class SectorSeats:
    """A sector: its members who may be seated, their seats, and the seats that its share is."""

    sector: str
    members: int
    seats: int
    due: float


@dataclass(frozen=True)
class MonthLoad:
    """A body's month: the sessions it holds then, and those it prepares on any day of the month."""

    held: int
    preparing: int


@dataclass(frozen=True)
class LeaderLoad:
    """A leader's year: sessions hosted, sessions in charge of, and sessions attended beside those."""

    leader: str
    hosts: int
    in_charge: int
    attends: int


@dataclass(frozen=True)
class Preparation:
    """What the timeline shows of a session; what the plan lacks is None or empty."""

    window: Span | None
    mobilisation: date | None
    research: tuple[Span, ...]
    coordination: date | None
    outcome: date | None


def preparation(session: Session) -> Preparation:
    """Return a session's dated steps; its window runs from the first of them to the day before it."""
    first = min((m.start for m in session.milestones if m.kind in PREPARATION), default=None)
    window = None
    if first is not None and first < session.date:
        window = Span(first, session.date - ONE_DAY)
    mobilisation, coordination = (session.milestone(k) for k in ("mobilisation", "coordination"))
    outcome = session.milestone("outcome")
    return Preparation(
        window=window,
        mobilisation=mobilisation.start if mobilisation else None,
        research=tuple(Span(m.start, m.end) for m in session.milestones if m.kind == "research"),
        coordination=coordination.start if coordination else None,
        outcome=outcome.end if outcome else None,
    )


class Year:
    """A plan with its problem, answering what the report asks.

    Sessions that were cancelled count for nothing; the plenary counts for neither loads nor
    seats; a session merged with the plenary counts like any other (its exemptions concern rules).
    """

    def __init__(self, plan: Plan, problem: Problem) -> None:
        self.plan, self.problem = plan, problem

    @cached_property
    def sessions(self) -> tuple[Session, ...]:
        """The sessions other than the plenary, by date, without those cancelled."""
        return tuple(
            s for s in self.plan.by_date() if s.form != "plenary" and s.state != "cancelled"
        )

    @cached_property
    def plenaries(self) -> tuple[Session, ...]:
        """The plenary sessions."""
        return tuple(
            s for s in self.plan.by_date() if s.form == "plenary" and s.state != "cancelled"
        )

    @cached_property
    def merged(self) -> tuple[Session, ...]:
        """Sessions held with the plenary."""
        return tuple(s for s in self.sessions if s.merged_with_plenary)

    @cached_property
    def open(self) -> tuple[Session, ...]:
        """Sessions whose topic is still to be named by the office."""
        return tuple(s for s in self.sessions if not s.topics and not agreed_topic(s, self.problem))

    @cached_property
    def agreed(self) -> tuple[Session, ...]:
        """Sessions of the annex: those who meet settle the topic themselves."""
        return tuple(s for s in self.sessions if agreed_topic(s, self.problem))

    @cached_property
    def items(self) -> tuple[Session, ...]:
        """The numbered items of the plan, form by form, without those cancelled."""
        return tuple(s for s in numbered_items(self.plan, self.problem) if s.state != "cancelled")

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """The forms of the year's sessions beside the plenary, in the order of the profile."""
        held = {s.form for s in self.sessions}
        known = [f.id for f in self.problem.forms if f.id in held]
        return (*known, *sorted(held - set(known)))

    def by_seats(self, seats: str) -> tuple[Session, ...]:
        """Return the sessions whose form chooses its members so (see `Form.seats`)."""
        forms = {f.id for f in self.problem.forms if f.seats == seats}
        return tuple(s for s in self.sessions if s.form in forms)

    @cached_property
    def topics_in(self) -> tuple[str, ...]:
        """Ids of the topics and items in the plan, each once: the plenary's own, then by date."""
        return tuple(dict.fromkeys(t for s in (*self.plenaries, *self.sessions) for t in s.topics))

    @cached_property
    def candidates(self) -> tuple[Topic, ...]:
        """The topics of the sheet 议题, without what has its session by itself."""
        return tuple(t for t in self.problem.topics if t.is_candidate)

    @cached_property
    def mandated(self) -> tuple[Topic, ...]:
        """The topics that the committee or the government assigned."""
        return tuple(t for t in self.candidates if t.mandated)

    @cached_property
    def left_out(self) -> tuple[Topic, ...]:
        """The candidate topics that are not in the plan, the most important first."""
        inside = set(self.topics_in)
        outside = [t for t in self.candidates if t.id not in inside]
        return tuple(sorted(outside, key=lambda t: (-t.importance, t.id)))

    @cached_property
    def leads(self) -> Counter[str]:
        """How many sessions each body leads."""
        return Counter(s.lead_body for s in self.sessions if s.lead_body)

    @cached_property
    def hosts(self) -> Counter[str]:
        """How many sessions each leader hosts; a host whom the workbook does not know, too."""
        by_office = {s.id for s in self.hosted_by_office}
        hosts: Counter[str] = Counter()
        for session in self.sessions:
            if leaders := host_leaders(session, self.problem):
                hosts.update(leaders)
            elif session.host and session.id not in by_office:
                hosts[session.host] += 1
        return hosts

    @cached_property
    def hosted_by_office(self) -> tuple[Session, ...]:
        """Sessions that a committee's head or a group's convenor hosts who is no leader."""
        slots = {s.id for s in self.problem.slots if s.host_person}
        return tuple(
            s for s in self.sessions if s.id in slots and not host_leaders(s, self.problem)
        )

    @cached_property
    def in_charge(self) -> Counter[str]:
        """How many sessions each leader is in charge of."""
        return Counter(s.lead_leader for s in self.sessions if s.lead_leader)

    @cached_property
    def leader_loads(self) -> tuple[LeaderLoad, ...]:
        """The CPPCC's leaders, and others with anything to do, in the workbook's order."""
        cppcc = [leader.id for leader in self.problem.cppcc_leaders]
        others = [leader.id for leader in self.problem.leaders if leader.side != "政协"]
        attends = Counter(
            i for s in self.sessions for i in set(s.leaders) - {s.host, s.lead_leader}
        )
        busy = {*self.hosts, *self.in_charge, *attends}
        known = [*cppcc, *(i for i in others if i in busy)]
        return tuple(
            LeaderLoad(i, self.hosts[i], self.in_charge[i], attends[i])
            for i in (*known, *sorted(busy - set(known)))
        )

    @cached_property
    def seats(self) -> Counter[str]:
        """How many seats each member has in the year's sessions."""
        return Counter(m for s in self.sessions for m in s.members)

    @cached_property
    def heard(self) -> tuple[Member, ...]:
        """The members with a seat, in the workbook's order."""
        return tuple(m for m in self.problem.members if self.seats[m.id])

    @cached_property
    def chosen(self) -> tuple[str, ...]:
        """The forms that choose their members one by one among all, of several forms."""
        forms = [f.id for f in self.problem.forms if f.seats == "members"]
        held = [f for f in self.forms if f in forms]
        return tuple(held) if held != list(self.forms) else ()

    @cached_property
    def idle(self) -> tuple[Member, ...]:
        """The members with no seat, no guest's place and no research, who come by no office."""
        busy = {p for s in self.sessions for p in (*s.members, *s.guests)}
        busy |= {p for s in self.sessions for m in s.milestones for p in m.team}
        return tuple(
            m
            for m in self.problem.members
            if m.id not in busy and not attends_by_office(self.problem, m)
        )

    @cached_property
    def sector_seats(self) -> tuple[SectorSeats, ...]:
        """The sectors, the largest first, counted as the rule of sector balance counts.

        Seats of ordinary sessions that choose among all members; members who come by office take
        none and are not counted.
        """
        seatable = [m for m in self.problem.members if not attends_by_office(self.problem, m)]
        members = Counter(m.sector for m in seatable)
        ordinary = [s for s in self.by_seats("members") if not s.merged_with_plenary]
        taken = Counter(m for s in ordinary for m in s.members)
        seats: Counter[str] = Counter()
        for member in seatable:
            seats[member.sector] += taken[member.id]
        everyone, total = sum(members.values()), sum(seats.values())
        return tuple(
            SectorSeats(sector, count, seats[sector], round(total * count / everyone, 1))
            for sector, count in sorted(members.items(), key=lambda item: (-item[1], item[0]))
        )

    @cached_property
    def months(self) -> tuple[date, ...]:
        """The months of the axis, by their first days: the year's twelve, and those of milestones."""
        year = self.plan.year
        first, last = date(year, 1, 1), date(year, 12, 31)
        dated = [d for s in self.sessions for m in s.milestones for d in (m.start, m.end)]
        dated += [s.date for s in self.sessions]
        first = max(months_before(first, MONTHS_AROUND), min([first, *dated])).replace(day=1)
        last = min(months_after(last, MONTHS_AROUND), max([last, *dated]))
        months = []
        while first <= last:
            months.append(first)
            first = months_after(first, 1)
        return tuple(months)

    @cached_property
    def last_shown(self) -> date:
        """The last day of the axis."""
        return months_after(self.months[-1], 1) - ONE_DAY

    @cached_property
    def bodies(self) -> tuple[str, ...]:
        """The committees and the office, and whatever else leads a session."""
        names = [b.name for b in self.problem.bodies if b.kind in ("专委会", "办公室")]
        return tuple(dict.fromkeys([*names, *sorted(self.leads)]))

    def month_load(self, body: str, month: date) -> MonthLoad:
        """Return what a body holds and prepares in a month (given by its first day)."""
        return self._load((s for s in self.sessions if s.lead_body == body), month)

    def whole_load(self, month: date) -> MonthLoad:
        """Return what is held and prepared in a month by all bodies together."""
        return self._load(self.sessions, month)

    def _load(self, sessions: Iterable[Session], month: date) -> MonthLoad:
        end = months_after(month, 1)
        held = preparing = 0
        for session in sessions:
            held += month <= session.date < end
            window = preparation(session).window
            preparing += window is not None and window.first < end and window.last >= month
        return MonthLoad(held, preparing)

    @cached_property
    def holidays(self) -> tuple[Span, ...]:
        """Days off by statute, notice or the workbook that the axis shows, in runs."""
        return self._runs(self.problem.calendar.off)

    @cached_property
    def avoided(self) -> tuple[Span, ...]:
        """Days that a notice not yet issued will likely take, in runs."""
        return self._runs(self.problem.calendar.avoided)

    @cached_property
    def kept_clear(self) -> tuple[Span, ...]:
        """Spans that the workbook keeps clear for everyone (日历 回避)."""
        return tuple(
            Span(max(b.start, self.months[0]), min(b.end, self.last_shown), b.note)
            for b in self.problem.blackouts
            if not b.scope and b.start <= self.last_shown and b.end >= self.months[0]
        )

    def _runs(self, named: dict[date, str]) -> tuple[Span, ...]:
        """Return the days of the axis in runs of neighbours, each with its longest-lasting name."""
        runs: list[Span] = []
        names: list[Counter[str]] = []
        for day in days_from(self.months[0], self.last_shown):
            if day not in named:
                continue
            if runs and runs[-1].last == day - ONE_DAY:
                runs[-1] = Span(runs[-1].first, day)
            else:
                runs.append(Span(day, day))
                names.append(Counter())
            names[-1][named[day]] += 1
        return tuple(
            Span(run.first, run.last, count.most_common(1)[0][0])
            for run, count in zip(runs, names, strict=True)
        )
