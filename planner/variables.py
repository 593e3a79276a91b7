"""What the model decides, as a container that answers questions in the field's terms.

A year is decided in three models, each a `Variables` of its own that knows what the earlier
ones decided (see `planner.solve`):

* **programme**: topics, lead bodies, leaders in charge, hosts and days, people as capacities;
* **meetings**: half-days, venues, and the meetings before each session;
* **people**: members, experts and research teams, by name.

Every question may be asked in every later model: what an earlier one decided answers with the
Python integers 0 and 1, what this one decides with an expression over its Booleans. A rule is
therefore written once, and the programme and the people can also be decided in one exact model.
"""

from __future__ import annotations

import copy
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Any

from planner.dates import HalfDay
from planner.domain import Problem, Slot, Topic
from planner.plan import Plan, Session

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, IntVar, LinearExpr

    Expr = LinearExpr | int
    """An expression over the model's variables, or what an earlier model made a number."""

OPEN = ""
"""The topic id of a session left open (议题待定)."""


@dataclass(frozen=True)
class Time:
    """A half-day of the calendar."""

    day: date
    half_day: HalfDay

    @property
    def order(self) -> tuple[date, int]:
        """Sorting key: am before pm before evening."""
        return self.day, self.half_day.order


@dataclass(frozen=True)
class Meeting:
    """A meeting that belongs to a session and takes people's half-days.

    Attributes
    ----------
    session, kind:
        The session's id; "session" itself, or a milestone's kind.
    times:
        Each time at which it may start → the half-days it then takes, in order.
    attendees:
        Person keys and body names that cannot be elsewhere meanwhile.
    owner, with_, title, place:
        As the milestone will say.
    shared:
        Meetings of one shared name at one time are one meeting (a 主席会议 that passes
        several schemes).
    """

    session: str
    kind: str
    times: Mapping[Time, tuple[Time, ...]]
    attendees: frozenset[str] = frozenset()
    owner: str = ""
    with_: tuple[str, ...] = ()
    title: str = ""
    place: str = ""
    shared: str = ""


class Variables:
    """The Booleans of one model and the decisions of the models before it.

    Parameters
    ----------
    model:
        The CP-SAT model that receives the Booleans.
    problem:
        The county's year.
    decides:
        Any of "programme", "meetings", "people".
    plan:
        What earlier models decided. Needed where the programme is not decided here.
    """

    def __init__(
        self, model: CpModel, problem: Problem, decides: Iterable[str], plan: Plan | None = None
    ) -> None:
        self.problem = problem
        self._forms: frozenset[str] | None = None
        self.decides = frozenset(decides)
        self._model = model
        self._plan = plan
        if "programme" not in self.decides and plan is None:
            raise ValueError("a model that does not decide the programme needs a plan")
        self._days_held: dict[tuple[str, date], IntVar] = {}
        self._months_held: dict[tuple[str, int], IntVar] = {}
        self._led: dict[tuple[str, str, str], IntVar] = {}
        self._led_by: dict[tuple[str, str], list[IntVar]] = {}
        """The same by session and body, each in the order of the topics."""
        self._charge: dict[tuple[str, str], IntVar] = {}
        self._host: dict[tuple[str, str], IntVar] = {}
        self._meetings: dict[tuple[str, str], Meeting] = {}
        self._starts: dict[tuple[str, str, Time], IntVar] = {}
        self._venues: dict[tuple[str, str], IntVar] = {}
        self._seats: dict[tuple[str, str], IntVar] = {}
        self._experts: dict[tuple[str, str], IntVar] = {}
        self._team: dict[tuple[str, str], IntVar] = {}
        if "programme" in self.decides:
            self._make_programme()
        if "meetings" in self.decides:
            self._make_meetings()
        if "people" in self.decides:
            self._make_people()

    @property
    def ties(self) -> tuple[tuple[IntVar, ...], ...]:
        """The Booleans that make up the plan, in groups that the tie-break orders one by one."""
        groups: tuple[tuple[Mapping[Any, IntVar], ...], ...] = (
            (self._led, self._charge, self._host),
            (self._starts, self._venues),
            (self._seats,),
            (self._experts, self._team),
            (self._days_held,),
        )
        flat = (tuple(v for part in group for v in part.values()) for group in groups)
        return tuple(group for group in flat if group)

    @property
    def days_held(self) -> Mapping[tuple[str, date], IntVar]:
        """The Booleans of the days: session and day → whether it is held then."""
        return self._days_held

    # -- sets ----------------------------------------------------------------------------------
    @property
    def sessions(self) -> tuple[Slot, ...]:
        """The sessions of this year, merged one included, the plenary itself not.

        In a view (`within`) those of its forms alone.
        """
        return tuple(
            s
            for s in self.problem.slots
            if s.form != "plenary" and (self._forms is None or s.form in self._forms)
        )

    def within(self, forms: frozenset[str] | None) -> Variables:
        """Return a view of the same variables that shows sessions of these forms alone.

        A rule of one profile is built on such a view, so that it binds that profile's forms.
        """
        if forms is None:
            return self
        view = copy.copy(self)
        view._forms = forms  # noqa: SLF001 - a copy of this very object
        return view

    def days(self, session: str) -> Sequence[date]:
        """Return the candidate days of a session, in order.

        The plenary's own days for a session merged with it; else the days of its window on
        which something may be put. `working-days` and others narrow them.
        """
        return self._days[session]

    @cached_property
    def _days(self) -> dict[str, tuple[date, ...]]:
        calendar = self.problem.calendar
        return {
            s.id: self.problem.plenary_days if s.merged else calendar.working_days(s.first, s.last)
            for s in self.sessions
        }

    def bodies(self, topic: str) -> tuple[str, ...]:
        """Return the bodies that may lead a topic: 牵头单位, or where blank any body with a leader.

        A blank cell is narrowed to the bodies that proposed the topic, where any did.
        An open session of a form without fixed lead is led by the office, or where no leader is
        in charge of it by any that has one.
        """
        able = self._led_bodies
        if topic == OPEN:
            office = self.problem.office
            return (office.name,) if office and office.name in able else able
        wanted = self.problem.topic(topic)
        if wanted.lead_bodies:
            return wanted.lead_bodies
        return tuple(b for b in able if b in wanted.proposers) or able

    @cached_property
    def _led_bodies(self) -> tuple[str, ...]:
        """The bodies with a leader in charge."""
        problem = self.problem
        return tuple(b.name for b in problem.bodies if problem.leaders_in_charge(b.name))

    def takes(self, session: str) -> Mapping[str, tuple[str, ...]]:
        """Return each topic that a session may take by its nature → the bodies that may lead it.

        A pair's session takes what its committee may lead and its department is concerned with;
        a sector's what names the sector, led by the topic's 牵头单位 or else by the body that
        looks after the group. Proposals and supervisions have no choice.
        """
        return self._takes[session]

    @cached_property
    def _takes(self) -> dict[str, dict[str, tuple[str, ...]]]:
        return {s.id: self._takes_of(s) for s in self.problem.slots if s.form != "plenary"}

    def _takes_of(self, slot: Slot) -> dict[str, tuple[str, ...]]:
        if slot.items:
            return {item: (slot.lead_body,) for item in slot.items}
        found: dict[str, tuple[str, ...]] = {}
        if slot.topics != "none":
            for topic in self.problem.topics:
                if topic.is_candidate:
                    bodies = self._leading(slot, topic)
                    if bodies:
                        found[topic.id] = bodies
        found[OPEN] = (slot.lead_body,) if slot.lead_body else self.bodies(OPEN)
        return found

    def _leading(self, slot: Slot, topic: Topic) -> tuple[str, ...]:
        able = self.bodies(topic.id)
        if not slot.lead_body:
            return able
        if slot.departments:
            departments = self.problem.topic_departments(topic.id, slot.lead_body)
            fits = slot.lead_body in able and not set(departments).isdisjoint(slot.departments)
            return (slot.lead_body,) if fits else ()
        return (topic.lead_bodies or (slot.lead_body,)) if slot.group in topic.sectors else ()

    @cached_property
    def topic_ids(self) -> tuple[str, ...]:
        """All candidate topics, and `OPEN`."""
        return (*(t.id for t in self.problem.topics), OPEN)

    @cached_property
    def body_names(self) -> tuple[str, ...]:
        """All bodies."""
        return tuple(b.name for b in self.problem.bodies)

    @cached_property
    def leader_ids(self) -> tuple[str, ...]:
        """The CPPCC's chair and vice-chairs: who may be in charge or host."""
        return tuple(
            leader.id for leader in self.problem.leaders if leader.is_chair or leader.is_vice_chair
        )

    @property
    def host_names(self) -> tuple[str, ...]:
        """All who may host: of the county's sessions, those who may be in charge."""
        return self.leader_ids

    # -- the programme -------------------------------------------------------------------------
    def _make_programme(self) -> None:
        model = self._model
        self.days_apart = model.new_int_var(1, 1, "days apart")
        """True: each day is looked at by itself (see alike_days.py). A row that only counts what is
        held on a day is enforced by it."""
        for slot in self.sessions:
            if not slot.items:
                for topic, bodies in self.takes(slot.id).items():
                    for body in bodies:
                        led = model.new_bool_var(f"led {slot.id} {topic} {body}")
                        self._led[slot.id, topic, body] = led
                        self._led_by.setdefault((slot.id, body), []).append(led)
            for day in self.days(slot.id):
                self._days_held[slot.id, day] = model.new_bool_var(f"day {slot.id} {day}")
            model.add_exactly_one(self._days_held[slot.id, day] for day in self.days(slot.id))
            if not slot.leader:
                for leader in self._may_be_in_charge(slot):
                    self._charge[slot.id, leader] = model.new_bool_var(f"charge {slot.id} {leader}")
            if not slot.host:
                for leader in self.leader_ids:
                    self._host[slot.id, leader] = model.new_bool_var(f"host {slot.id} {leader}")

    def _may_be_in_charge(self, slot: Slot) -> tuple[str, ...]:
        if slot.fixed_lead:
            return self.problem.leaders_in_charge(slot.lead_body)
        if not slot.group:
            return self.leader_ids
        bodies = {body for able in self.takes(slot.id).values() for body in able}
        over = {i for body in bodies for i in self.problem.leaders_in_charge(body)}
        return tuple(i for i in self.leader_ids if i in over)

    def topic_led_by(self, session: str, topic: str, body: str) -> Expr:
        """Whether the session takes the topic, led by the body."""
        if "programme" in self.decides:
            slot = self.problem.slot(session)
            if slot.items:
                return int(topic in slot.items and body == slot.lead_body)
            return self._led.get((session, topic, body), 0)
        fixed = self._fixed(session)
        return int(topic in (fixed.topics or (OPEN,)) and fixed.lead_body == body)

    def topic_in(self, session: str, topic: str) -> Expr:
        """Whether the session takes the topic (`OPEN`: is left open)."""
        if "programme" in self.decides:
            bodies = self.takes(session).get(topic, ())
            return sum(self.topic_led_by(session, topic, body) for body in bodies)
        return int(topic in (self._fixed(session).topics or (OPEN,)))

    def lead(self, session: str, body: str) -> Expr:
        """Whether the body leads the session."""
        if "programme" in self.decides:
            slot = self.problem.slot(session)
            if slot.fixed_lead:
                return int(body == slot.fixed_lead)
            return sum(self._led_by.get((session, body), ()))
        return int(self._fixed(session).lead_body == body)

    def on_day(self, session: str, day: date) -> Expr:
        """Whether the session is held on the day."""
        if "programme" in self.decides:
            return self._days_held.get((session, day), 0)
        return int(self._fixed(session).date == day)

    def in_month(self, session: str, month: int) -> Expr:
        """Whether the session is held in the month (1 … 12): one Boolean for all its days."""
        if "programme" not in self.decides:
            return int(self._fixed(session).date.month == month)
        if (session, month) not in self._months_held:
            days = [day for day in self.days(session) if day.month == month]
            if not days:
                return 0
            held = self._model.new_bool_var(f"month {session} {month}")
            self._model.add(held == sum(self.on_day(session, day) for day in days))
            self._months_held[session, month] = held
        return self._months_held[session, month]

    def on_one_of(self, session: str, days: Container[date]) -> Expr:
        """Whether the session is held on one of the days; whole months as one Boolean each."""
        if "programme" not in self.decides:
            return int(self._fixed(session).date in days)
        found: Expr = 0
        everywhere = True
        for month, in_it in groupby(self.days(session), key=lambda day: day.month):
            possible = tuple(in_it)
            kept = [day for day in possible if day in days]
            everywhere = everywhere and len(kept) == len(possible)
            if len(kept) == len(possible) > 1:
                found += self.in_month(session, month)
            else:
                found += sum(self.on_day(session, day) for day in kept)
        return 1 if everywhere else found

    def day_number(self, session: str) -> Expr:
        """Return the session's day as an expression: days since 31 December of the year before."""
        start = date(self.problem.year - 1, 12, 31).toordinal()
        return sum(
            (day.toordinal() - start) * self.on_day(session, day) for day in self.days(session)
        )

    def in_charge(self, session: str, leader: str) -> Expr:
        """Whether the leader is the session's leader in charge (分管领导)."""
        if "programme" in self.decides:
            slot = self.problem.slot(session)
            if slot.leader:
                return int(leader == slot.leader)
            return self._charge.get((session, leader), 0)
        return int(self._fixed(session).lead_leader == leader)

    def hosts(self, session: str, leader: str) -> Expr:
        """Whether the leader hosts the session."""
        if "programme" in self.decides:
            slot = self.problem.slot(session)
            if slot.host:
                return int(leader == slot.host)
            return self._host.get((session, leader), 0)
        return int(self._fixed(session).host == leader)

    # -- the meetings --------------------------------------------------------------------------
    def _make_meetings(self) -> None:
        for session in self.fixed_sessions():
            times = {}
            for half_day in (HalfDay.AM, HalfDay.PM)[: 3 - min(session.half_days, 2)]:
                start = Time(session.date, half_day)
                times[start] = self._occupied(start, session.half_days)
            attendees = {session.lead_body, session.host, session.lead_leader} - {""}
            keys = self._keys(attendees)
            host = self.problem.slot(session.id).host_person
            if host:
                keys = (keys - {session.host}) | {host}
            seated = self._fixed_seats[session.id]
            keys |= {m.person for m in self.problem.members if m.id in seated}
            self.add_meeting(Meeting(session.id, "session", times, keys))
            for venue in self.problem.venues:
                name = f"venue {session.id} {venue.name}"
                self._venues[session.id, venue.name] = self._model.new_bool_var(name)

    def _occupied(self, start: Time, half_days: int) -> tuple[Time, ...]:
        """Return the half-days taken from a start on, running into the next working days."""
        taken = self.problem.calendar.half_days_from(start.day, start.half_day, half_days)
        return tuple(Time(day, half_day) for day, half_day in taken)

    def _keys(self, names: Iterable[str]) -> frozenset[str]:
        """Return leaders' person keys, and bodies' names with their heads' person keys."""
        keys: set[str] = set()
        leaders = {leader.id: leader.person for leader in self.problem.leaders}
        heads = {body.name: body.head for body in self.problem.bodies}
        for name in names:
            if name in leaders:
                keys.add(leaders[name])
            else:
                keys |= {name, heads.get(name, "")} - {""}
        return frozenset(keys)

    def add_meeting(self, meeting: Meeting) -> None:
        """Give a session a meeting, one Boolean for each time at which it may start.

        The rules that own a kind call this in their `build`, before any rule that reads it
        (see the order of `constraints.RULES`). Exactly one start is chosen.
        """
        self._meetings[meeting.session, meeting.kind] = meeting
        for time in meeting.times:
            name = f"{meeting.kind} {meeting.session} {time.day} {time.half_day}"
            self._starts[meeting.session, meeting.kind, time] = self._model.new_bool_var(name)
        self._model.add_exactly_one(
            self._starts[meeting.session, meeting.kind, time] for time in meeting.times
        )

    @property
    def meetings(self) -> tuple[Meeting, ...]:
        """The meetings of this model so far, sessions themselves (kind "session") among them."""
        return tuple(self._meetings.values())

    def meeting(self, session: str, kind: str) -> Meeting | None:
        """Return a session's meeting of a kind, or None where it has none."""
        return self._meetings.get((session, kind))

    def meets(self, session: str, kind: str, time: Time) -> Expr:
        """Whether the session's meeting of this kind starts at the time."""
        return self._starts.get((session, kind, time), 0)

    def meeting_start(self, session: str, kind: str) -> Expr:
        """Return the first half-day of a meeting as an expression on the line of half-days."""
        meeting = self._meetings[session, kind]
        return sum(self.position(t) * self.meets(session, kind, t) for t in meeting.times)

    def meeting_end(self, session: str, kind: str) -> Expr:
        """Return the last half-day of a meeting as an expression on the line of half-days."""
        meeting = self._meetings[session, kind]
        return sum(
            self.position(occupied[-1]) * self.meets(session, kind, t)
            for t, occupied in meeting.times.items()
        )

    def position(self, time: Time) -> int:
        """Return a half-day's place on the line: three a day, 0 at a fixed day of the year before."""
        return (time.day.toordinal() - self._origin) * 3 + time.half_day.order

    @cached_property
    def _origin(self) -> int:
        return date(self.problem.year - 1, 1, 1).toordinal()

    def venue(self, session: str, venue: str) -> Expr:
        """Whether the session is held in the venue (a name)."""
        return self._venues.get((session, venue), 0)

    # -- the people ----------------------------------------------------------------------------
    def _make_people(self) -> None:
        model = self._model
        for slot in self.sessions:
            for member in self.seat_candidates(slot.id):
                self._seats[slot.id, member] = model.new_bool_var(f"seat {slot.id} {member}")
            for expert in self.expert_candidates(slot.id):
                self._experts[slot.id, expert] = model.new_bool_var(f"expert {slot.id} {expert}")
            for person in self.team_candidates(slot.id):
                self._team[slot.id, person] = model.new_bool_var(f"team {slot.id} {person}")

    def seat_candidates(self, session: str) -> tuple[str, ...]:
        """Return the members (ids) among whom a session's seats are chosen, by its form.

        Empty where the form leaves no choice: the 常委 at their own meeting, a proposal's
        proposers at its face-to-face (`fixed_seats`). Who comes by office takes no seat, but in
        their own group everyone is a member like the others. A team is of the lead body's
        members, or of all where it has none (the office leads).
        """
        slot = self.problem.slot(session)
        seats = self.problem.form(slot.form).seats
        if seats in ("standing", "proposers"):
            return ()
        if seats == "group":
            return tuple(m.id for m in self.problem.group_members(slot.group))
        able = [m for m in self.problem.members if m.person not in self.problem.by_office]
        own = tuple(m.id for m in able if m.body == slot.lead_body)
        if seats == "committee" or (seats == "team" and own):
            return own
        return tuple(m.id for m in able)

    def expert_candidates(self, session: str) -> tuple[str, ...]:
        """Return the experts (ids) who may be invited: none where the session has no topic."""
        slot = self.problem.slot(session)
        found = self.fixed(session) if "programme" not in self.decides else None
        if found is not None:
            has_topic = slot.topics != "none" and bool(found.topics)
        else:
            has_topic = slot.topics != "none" and any(t != OPEN for t in self.takes(session))
        return tuple(e.id for e in self.problem.experts) if has_topic else ()

    def fixed_seats(self, session: str) -> frozenset[str]:
        """Return the members (ids) who attend by the form itself: no seat of theirs is chosen."""
        slot = self.problem.slot(session)
        seats = self.problem.form(slot.form).seats
        if seats == "standing":
            return frozenset(m.id for m in self.problem.members if m.standing)
        if seats == "proposers":
            brought = {
                p for x in self.problem.key_proposals if x.id in slot.items for p in x.proposers
            }
            return frozenset(m.id for m in self.problem.members if m.person in brought)
        return frozenset()

    @cached_property
    def _fixed_seats(self) -> dict[str, frozenset[str]]:
        slots = (s for s in self.problem.slots if s.form != "plenary")
        return {slot.id: self.fixed_seats(slot.id) for slot in slots}

    def team_candidates(self, session: str) -> tuple[str, ...]:
        """Return members and experts (ids) who may join a session's research: all, once it is dated.

        Without research days, or before an earlier model dated them, nobody is chosen.
        """
        found = self.fixed(session)
        if found is None or found.milestone("research") is None:
            return ()
        return (*(m.id for m in self.problem.members), *(e.id for e in self.problem.experts))

    def seat(self, session: str, member: str) -> Expr:
        """Whether the member is invited to the session, or attends it by its form."""
        if (session, member) in self._seats:
            return self._seats[session, member]
        return int(member in self._fixed_seats[session])

    def expert_seat(self, session: str, expert: str) -> Expr:
        """Whether the expert is invited to the session."""
        return self._experts.get((session, expert), 0)

    def sits(self, session: str, deliberator: str) -> Expr:
        """Whether the deliberator (by id) takes part in the session; in the county's nobody does."""
        return 0

    def on_team(self, session: str, person: str) -> Expr:
        """Whether the member or expert (by id) joins the session's research team."""
        return self._team.get((session, person), 0)

    # -- for all models -------------------------------------------------------------------------
    def both(self, first: Expr, second: Expr, name: str) -> Expr:
        """Return the product of two 0/1 expressions; plain arithmetic where one is a number."""
        if isinstance(first, int):
            return first * second
        if isinstance(second, int):
            return second * first
        product = self._model.new_bool_var(name)
        self._model.add(product <= first)
        self._model.add(product <= second)
        self._model.add(product >= first + second - 1)
        return product

    def fixed_sessions(self) -> Iterator[Session]:
        """Yield the sessions that an earlier model decided, the plenary itself not."""
        if self._plan is not None:
            yield from (
                s
                for s in self._plan.sessions
                if s.form != "plenary" and (self._forms is None or s.form in self._forms)
            )

    def fixed(self, session: str) -> Session | None:
        """Return a session as an earlier model decided it, or None where none has."""
        return self._plan.session(session) if self._plan is not None else None

    def _fixed(self, session: str) -> Session:
        found = self.fixed(session)
        if found is None:
            raise KeyError(f"no earlier decision for session {session}")
        return found
