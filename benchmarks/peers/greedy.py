"""Peer: a greedy planner, as an office does it by hand with the rules at its elbow.

Important topics first, each in the session whose form suits it best and on the earliest day that
breaks no rule; hosts in turn, those with the fewest sessions first; then members in turn, of the
topic's field first, then those asked least. Nothing that is decided is taken back. Whether a choice
breaks a rule is asked of the rules' own checks on the plan so far, as an office would look it up.
One configuration: by hand there is nothing to set.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import product

from ortools.sat.python import cp_model

from constraints.conflict_of_interest import has_interest
from constraints.host import may_host
from constraints.lead_time import missing_days
from constraints.relevance import of_the_field
from constraints.rooms.links import link_of, participants
from constraints.rule import Rule
from peers.one_model import Found
from peers.parts import Year, begun
from planner import extract
from planner.check import rules_in_force
from planner.dates import HalfDay
from planner.domain import Member, Problem, Slot, Topic
from planner.extract import session_of
from planner.parts import is_room
from planner.plan import Plan, Session, within
from planner.room_variables import RoomVariables
from planner.variables import OPEN, Variables

LOOKED_UP = frozenset(
    (
        *(
            "working-days",
            "one-lead-body",
            "once",
            "not-negotiable",
            "before-decision",
            "form-match",
        ),
        *("lead-leader", "second-consultation", "topic-window", "locks", "preparation-capacity"),
        *("host", "host-recusal", "topic-cap", "village-cadence"),
    )
)
"""The rules on topics, bodies, leaders, hosts and days, asked before each choice."""


def solve(year: Year, seconds: float, seed: int) -> tuple[dict[str, tuple[Session, ...]], Found]:
    """Return the sessions by council. Neither the seconds nor the seed matter: it takes what it takes."""
    diary: set[tuple[str, date]] = set()
    sessions: dict[str, tuple[Session, ...]] = {}
    left: list[str] = []
    for council, problem in year.parts.items():
        office = _Office(problem, diary)
        sessions[council] = office.plan()
        left += [f"{council}: no day for {slot}" for slot in office.left]
    return sessions, Found((), {}, "done", tuple(left[:5]))


@dataclass
class _Office:
    """One part's year as it is put together."""

    problem: Problem
    diary: set[tuple[str, date]]
    """Person and day of what other parts have taken."""
    chosen: dict[str, Session] = field(default_factory=dict)
    hosted: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    left: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        kind = RoomVariables if is_room(self.problem) else Variables
        # Only asked what may be chosen at all; no model of it is ever solved.
        self.may = kind(cp_model.CpModel(), self.problem, ("programme", "people"))
        self.rules = [r for r in rules_in_force(self.problem) if r.id in LOOKED_UP]
        self.slots = {slot.id: slot for slot in self.may.sessions}
        room = is_room(self.problem)
        self.most_a_day = 1 if room else self.problem.number("one-place-at-a-time", "per_day")
        self.before: dict[str, int] = {}

    def plan(self) -> tuple[Session, ...]:
        """Return all sessions."""
        for topic in self._topics():
            for slot in self._suiting(topic):
                if self._put(slot, topic.id):
                    break
        for slot in list(self.slots.values()):
            if slot.id not in self.chosen and not (
                self._put(slot, OPEN) or self._put(slot, OPEN, strict=False)
            ):
                self.left.append(slot.id)
        for session in sorted(self.chosen.values(), key=lambda s: (s.date, s.id)):
            self._invite(session)
        self._enter()
        # The plenary itself stands in the plan as the project writes it.
        plenary = [s for s in plenary_of(self.problem) if not is_room(self.problem)]
        return (*plenary, *(self.chosen[i] for i in self.slots if i in self.chosen))

    # -- topics and days -----------------------------------------------------------------------
    def _topics(self) -> list[Topic]:
        """Return the topics that may be heard: mandated first, of few forms foremost; then by importance."""

        def order(topic: Topic) -> tuple[bool, int, int, str]:
            forms = len(topic.forms) or len(self.problem.forms)
            return not topic.mandated, forms * topic.mandated, -topic.importance, topic.id

        wanted = [t for t in self.problem.topics if t.is_candidate and not t.is_excluded]
        return sorted(wanted, key=order)

    def _suiting(self, topic: Topic) -> list[Slot]:
        """Return the free sessions that may take a topic: of the form nearest its rank, the earliest."""
        free = [
            slot
            for slot in self.slots.values()
            if slot.id not in self.chosen and topic.id in self.may.takes(slot.id)
        ]

        def far(slot: Slot) -> tuple[int, date, str]:
            rank = self.problem.form(slot.form).rank
            return (abs(rank - topic.importance) if rank else 9, slot.first, slot.id)

        return sorted(free, key=far)

    def _put(self, slot: Slot, topic: str, strict: bool = True) -> bool:
        """Hold a session with a topic on the first day that breaks no rule; whether there is one.

        strict: no rule at all may be broken; else the first day on which all are there.
        """
        takes = self.may.takes(slot.id)
        topics = slot.items if slot.items else ((topic,) if topic != OPEN else ())
        bodies = takes[slot.items[0]] if slot.items else takes.get(topic, ())
        for day, body in product(self._days(slot, topics), bodies):
            for leader, host in self._in_charge(slot, body, day):
                session = self._session(slot, topics, body, day, leader, host)
                if not strict or not self._breaks(session):
                    self.chosen[slot.id] = session
                    self.hosted[host] += 1
                    self.before = {}
                    return True
        return False

    def _days(self, slot: Slot, topics: Sequence[str]) -> Iterator[date]:
        """Yield the days of a session that are not full: those with the full lead first, the earliest."""
        taken: Counter[date] = Counter()
        for session in self.chosen.values():
            if not session.merged_with_plenary:
                taken += self._half_days(session.date, session.half_days)
        days = [
            day
            for day in self.may.days(slot.id)
            if slot.merged
            or all(
                taken[d] + count <= self.most_a_day
                for d, count in self._half_days(day, slot.half_days).items()
            )
        ]
        if topics and "lead-time" in self.problem.rules and not slot.merged:
            days.sort(key=lambda d: (missing_days(self.problem, slot, d), d))
        yield from days

    def _half_days(self, start: date, count: int) -> Counter[date]:
        """Return the days that a session takes, with how many half-days of each."""
        halves = self.problem.calendar.half_days_from(start, HalfDay.AM, count)
        return Counter(day for day, _ in halves)

    def _in_charge(self, slot: Slot, body: str, day: date) -> Iterator[tuple[str, str]]:
        """Yield leaders in charge with hosts who are there, hosts with the fewest sessions first."""
        problem = self.problem
        leaders: Sequence[str] = (slot.leader,) if slot.leader else ()
        if not leaders and not is_room(problem):
            over = problem.leaders_in_charge(body)
            leaders = [i for i in over if not problem.is_away(problem.leader(i).person, day)]
        persons = {leader.id: leader.person for leader in problem.leaders}
        persons |= {host.name: host.person for room in problem.rooms for host in room.hosts}
        names = (slot.host,) if slot.host else self.may.host_names
        if not slot.host and not is_room(problem):
            able = [leader for leader in problem.leaders if may_host(problem, slot, leader)]
            chairs = [leader.id for leader in able if leader.is_chair]
            names = tuple(chairs) if slot.merged else tuple(x.id for x in able if x.id in names)
        hosts = [
            name
            for name in names
            if not problem.is_away(persons.get(name, name), day)
            and (persons.get(name, name), day) not in self.diary
        ]
        hosts.sort(key=lambda name: self.hosted[name])
        yield from product(leaders or ("",), hosts)

    def _session(
        self, slot: Slot, topics: Sequence[str], body: str, day: date, leader: str, host: str
    ) -> Session:
        return session_of(self.problem, slot, tuple(topics), body, day, leader, host)

    def _breaks(self, session: Session) -> bool:
        """Whether the plan so far breaks more rules with the session than without it."""
        before = begun(self.problem).replace(sessions=tuple(self.chosen.values()))
        if not self.before:
            self.before = {rule.id: self._findings(rule, before) for rule in self.rules}
        after = before.replace(sessions=(*before.sessions, session))
        return any(self._findings(rule, after) > self.before[rule.id] for rule in self.rules)

    def _findings(self, rule: Rule, plan: Plan) -> int:
        """Count a rule's findings, without those that only miss what is not yet planned."""
        found = rule.check(within(plan, self.problem.scopes.get(rule.id)), self.problem).findings
        held = {session.id for session in plan.sessions}
        return sum(f.session in held or not f.session for f in found)

    # -- people --------------------------------------------------------------------------------
    def _invite(self, session: Session) -> None:
        """Choose a session's people."""
        topics = [self.problem.topic(t) for t in session.topics]
        if is_room(self.problem):
            self._invite_to_room(session, topics)
            return
        slot = self.slots[session.id]
        fixed = self.may.fixed_seats(slot.id)
        candidates = [self.problem.member(m) for m in self.may.seat_candidates(slot.id)]
        there = [m for m in candidates if self._may_come(m, session, topics)]
        there.sort(
            key=lambda m: (
                not any(of_the_field(m, t) for t in topics),
                self.asked[m.id] + m.times_before,
                m.id,
            )
        )
        members = [*fixed, *(m.id for m in self._in_turn(there, session, slot))]
        experts = self._experts(session, topics, slot)
        self.asked.update(members)
        self.asked.update(experts)
        self._seat(session, members, experts, ())

    def _may_come(self, member: Member, session: Session, topics: Iterable[Topic]) -> bool:
        barred = {
            who
            for lock in self.problem.locks
            if lock.item == "不参加" and lock.subject in (session.id, *session.topics)
            for who in lock.values
        }
        return (
            not self.problem.is_away(member.person, session.date)
            and (member.cap is None or self.asked[member.id] < member.cap)
            and member.id not in barred
            and not any(has_interest(member, topic) for topic in topics)
        )

    def _in_turn(self, there: Sequence[Member], session: Session, slot: Slot) -> list[Member]:
        """Return whom to seat: all of a group, a team of a few, else the usual number."""
        seats = self.problem.form(slot.form).seats
        if seats == "group":
            return list(there)
        if seats == "team":
            return list(there[: self._number("attendees-by-form", "team_min", 3, slot.form)])
        if seats not in ("members", "committee"):
            return []
        target = self._number("member-seats", "target", 6, slot.form)
        if slot.merged:
            target = self._number("plenary-merge", "speakers_min", target, slot.form)
        sectors = self._number("sector-balance", "k", 1, slot.form)
        most = max(1, target // max(1, sectors)) if seats == "members" else target
        return _mixed(there, target, most)

    def _experts(self, session: Session, topics: Sequence[Topic], slot: Slot) -> list[str]:
        """Return as few experts as are asked for, of the topic's field first."""
        wanting = [t for t in topics if t.wants_experts]
        if not wanting or slot.merged:
            return []
        words = {word for t in wanting for word in t.expertise}
        able = [
            e
            for e in self.problem.experts
            if not self.problem.is_away(e.person, session.date)
            and (e.cap is None or self.asked[e.id] < e.cap)
            and not any(has_interest(e, t) for t in topics)
        ]
        able.sort(key=lambda e: (words.isdisjoint(e.expertise), self.asked[e.id], e.id))
        return [e.id for e in able[: self._number("expert-seats", "min", 1, slot.form)]]

    def _invite_to_room(self, session: Session, topics: Sequence[Topic]) -> None:
        """Choose a room's people in turn: stakeholders first, for half the places, then the others."""
        problem = self.problem
        host = {h.person for h in problem.rooms[0].hosts if h.name == session.host}
        there = [
            p
            for p in participants(problem)
            if not problem.is_away(p.person, session.date)
            and p.person not in host
            and (p.person, session.date) not in self.diary
            and (p.cap is None or self.asked[p.id] < p.cap)
        ]
        there.sort(key=lambda p: (self.asked[p.id], p.id))
        target = self._number("attendance", "target", 15, session.form)
        room = problem.rooms[0]
        target = target if room.capacity is None else min(target, room.capacity)
        linked = [p for p in there if any(link_of(problem, p, t) for t in topics)]
        half = -(-target * self._number("stakeholder-share", "percent", 0, session.form) // 100)
        first = linked[:half] if topics else []
        seated = [*first, *(p for p in there if p not in first)][:target]
        self.asked.update(p.id for p in seated)
        members = [p.id for p in seated if isinstance(p, Member)]
        self._seat(session, members, (), [p.id for p in seated if not isinstance(p, Member)])

    def _seat(
        self,
        session: Session,
        members: Iterable[str],
        experts: Iterable[str],
        deliberators: Iterable[str],
    ) -> None:
        """Put people down in the workbook's order."""
        named, invited, sitting = set(members), set(experts), set(deliberators)
        self.chosen[session.id] = session.replace(
            members=tuple(m.id for m in self.problem.members if m.id in named),
            experts=tuple(e.id for e in self.problem.experts if e.id in invited),
            deliberators=tuple(d.id for d in self.problem.deliberators if d.id in sitting),
        )

    def _enter(self) -> None:
        """Write in the diary who is taken on which day."""
        problem = self.problem
        persons = {h.name: h.person for room in problem.rooms for h in room.hosts}
        for session in self.chosen.values():
            people = {persons.get(session.host, session.host)}
            people |= {problem.member(m).person for m in session.members}
            people |= {problem.deliberator(d).person for d in session.deliberators}
            self.diary |= {(person, session.date) for person in people}

    def _number(self, rule: str, name: str, default: int, form: str = "") -> int:
        if rule not in self.problem.rules:
            return default
        return self.problem.number(rule, name, form)


def _mixed(there: Sequence[Member], count: int, most: int) -> list[Member]:
    """Return so many in their order, at first at most so many of one 界别."""
    of_sector: Counter[str] = Counter()
    chosen: list[Member] = []
    for member in there:
        if len(chosen) < count and of_sector[member.sector] < most:
            chosen.append(member)
            of_sector[member.sector] += 1
    rest = [m for m in there if m not in chosen]
    return [*chosen, *rest[: count - len(chosen)]]


def plenary_of(problem: Problem) -> Sequence[Session]:
    """Return the plenary as the project's own extraction writes it."""
    slots = tuple(slot for slot in problem.slots if slot.form == "plenary")
    alone = problem.changed(slots=slots)
    empty = Variables(cp_model.CpModel(), alone, ("programme",))
    return extract.programme(alone, empty, lambda expression: 0)
