"""Peer: Timefold, a local search in Java, by its Python interface (needs Java 17).

For a county whose forms all take one topic and choose their members among all (`anhua`); groups,
committees, proposals and rooms are not modelled for it, which the result says. What bars what within a
session (topic, day, leader, host) is read from the rows of the project's own programme model, costs of
a topic on a day from the rules' own measures; rules across sessions and on people, and all goals, are
written as constraint streams (`timefold_model`). Soft levels are the stages' order. Simplified: each
session has its usual number of seats, the merged one the fewest speakers, a topic that asks for experts
the fewest; a leader's absence is counted without regard to who hosts. It proves no bound.

Configurations: Timefold's default (late acceptance) from the greedy plan and from the first options; tabu search.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np
from ortools.sat.python import cp_model
from timefold.solver import SolverFactory
from timefold.solver.config import (
    Duration,
    EnvironmentMode,
    ScoreDirectorFactoryConfig,
    SolverConfig,
    SolverConfigOverride,
    TerminationConfig,
)

from constraints.conflict_of_interest import has_interest
from constraints.relevance import missing, of_the_field
from constraints.source_mix import OTHER, SOURCES
from peers import greedy
from peers import timefold_model as model
from peers.mip import Rows, rows_of
from peers.one_model import EachDay, Found
from peers.parts import Year, begun
from planner.check import rules_in_force
from planner.dates import months_before
from planner.domain import Expert, Member, Problem, Slot, Topic
from planner.goal import goal_of
from planner.parts import COUNTY
from planner.plan import Session
from planner.variables import OPEN, Variables

XML = """<solver xmlns="https://timefold.ai/xsd/solver">
<localSearch><localSearchType>{kind}</localSearchType></localSearch></solver>"""
NOBODY = -1
FORM = "bimonthly"


def solve(
    year: Year, seconds: float, seed: int, kind: str = "", from_greedy: bool = True
) -> tuple[dict[str, tuple[Session, ...]], Found]:
    """Return the sessions by council (empty: not modelled), and the score.

    kind: a local search's; empty: the default's. from_greedy: begin with the greedy peer's plan, not
    with the first of all options (Timefold's own construction tries a session's topics, days, leaders
    and hosts in every combination, which takes minutes).
    """
    ends = time.perf_counter() + seconds
    problem = year.problem
    forms = [f for f in problem.forms if f.per != "year"]
    if problem.rooms or any(f.seats != "members" or f.topics != "one" for f in forms):
        return {}, Found((), {}, "not modelled for these forms")
    office = _Tables(problem)
    config: SolverConfig[Any] = (
        SolverConfig.create_from_xml_text(XML.format(kind=kind)) if kind else SolverConfig()
    )
    config.solution_class = model.County
    config.entity_class_list = [model.Meet, model.Seat, model.ExpertSeat]
    config.environment_mode = EnvironmentMode.NO_ASSERT
    config.random_seed = seed
    config.score_director_factory_config = ScoreDirectorFactoryConfig(
        constraint_provider_function=model.constraints
    )
    county = office.county()
    begin = greedy.solve(year, seconds, seed)[0][COUNTY] if from_greedy else ()
    office.begin(county, {session.id: session for session in begin})
    factory = SolverFactory.create(config)  # starts Java and compiles the constraints
    left = max(1.0, ends - time.perf_counter())
    limit = TerminationConfig(spent_limit=Duration(milliseconds=round(1000 * left)))
    solver = factory.build_solver(SolverConfigOverride(termination_config=limit))
    found = solver.solve(county)
    return {COUNTY: office.sessions(found)}, Found((), {}, f"score {found.score}")


@dataclass(frozen=True)
class _Group:
    """One choice of a session: what may be chosen, and the variable of each (None: no choice)."""

    options: tuple[Any, ...]
    columns: tuple[int | None, ...]


class _Tables:
    """The county's tables for Timefold, and the way back."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.model = cp_model.CpModel()
        self.variables: Variables = EachDay(self.model, problem, ("programme",))
        terms = {
            term.name: term.expression
            for rule in rules_in_force(problem)
            for term in rule.build(
                self.model, self.variables.within(problem.scopes.get(rule.id)), problem
            )
        }
        (deviations,) = (s for s in problem.emphasis.stages if s.name == "deviations")
        self.late = _coefficients(goal_of(deviations, terms).expression)
        self.rows = rows_of(self.model)
        self.members = [m for m in problem.members if m.person not in problem.by_office]
        term = {m.person for m in problem.members}
        self.experts = [e for e in problem.experts if e.person not in term]
        self.topics = [t.id for t in problem.topics]
        self.bodies = [b.name for b in problem.bodies]
        self.leaders = [leader.id for leader in problem.leaders]
        self.sources = [*SOURCES, OTHER]
        self.sectors = sorted({m.sector for m in self.members})
        self.groups = {slot.id: self._groups(slot) for slot in self.variables.sessions}
        self.barred = self._barred()

    # -- what bars what ------------------------------------------------------------------------
    def _groups(self, slot: Slot) -> Mapping[str, _Group]:
        v = self.variables
        led = [(t, b) for t, bodies in v.takes(slot.id).items() for b in bodies]
        return {
            "led": _group(led, lambda pair: v.topic_led_by(slot.id, *pair)),
            "day": _group(list(v.days(slot.id)), lambda day: v.on_day(slot.id, day)),
            "charge": _group(list(v.leader_ids), lambda i: v.in_charge(slot.id, i)),
            "host": _group(list(v.host_names), lambda i: v.hosts(slot.id, i)),
        }

    def _barred(self) -> Mapping[tuple[str, str, str], Any]:
        """Return for each session and two of its choices which options bar one another.

        From each row whose variables are all of one session: by the least and most that it can be.
        """
        at = {
            column: (slot, name, number)
            for slot, groups in self.groups.items()
            for name, group in groups.items()
            for number, column in enumerate(group.columns)
            if column is not None
        }
        names = ("led", "day", "charge", "host")
        pairs = [(a, b) for n, a in enumerate(names) for b in names[n + 1 :]]
        barred = {
            (slot, a, b): np.zeros((len(groups[a].options), len(groups[b].options)), dtype=bool)
            for slot, groups in self.groups.items()
            for a, b in pairs
        }
        for slot, parts, least, most in _rows_of_sessions(self.rows, at, self.groups):
            for a, b in pairs:
                others = [parts[n] for n in names if n not in (a, b)]
                sums = parts[a][:, None] + parts[b][None, :]
                low = sums + sum(part.min() for part in others)
                high = sums + sum(part.max() for part in others)
                barred[slot, a, b] |= (low > most) | (high < least)
        return barred

    # -- facts ---------------------------------------------------------------------------------
    def county(self) -> Any:
        """Return Timefold's problem."""
        problem = self.problem
        meets, seats, expert_seats = [], [], []
        for number, slot in enumerate(self.variables.sessions):
            meets.append(self._meet(number, slot))
            rule, name = (
                ("plenary-merge", "speakers_min") if slot.merged else ("member-seats", "target")
            )
            count = problem.number(rule, name, slot.form)
            seats += [model.Seat(f"{slot.id} {n}", number, int(slot.merged)) for n in range(count)]
            least = 0 if slot.merged else problem.number("expert-seats", "min", slot.form)
            expert_seats += [model.ExpertSeat(f"{slot.id} {n}", number) for n in range(least)]
        shares, within = self._shares()
        return model.County(
            meets,
            seats,
            expert_seats,
            [self._person(n, m) for n, m in enumerate(self.members)],
            [self._person(n, e) for n, e in enumerate(self.experts)],
            shares,
            within,
            [
                model.Mandated(t.id, self.topics.index(t.id))
                for t in problem.topics
                if t.mandated and t.is_candidate
            ],
            [
                model.BodyCap(b.name, n, b.annual_cap)
                for n, b in enumerate(problem.bodies)
                if b.annual_cap is not None
            ],
        )

    def _meet(self, number: int, slot: Slot) -> Any:
        groups, problem = self.groups[slot.id], self.problem

        def bars(a: str, b: str, option: int) -> list[int]:
            return [int(x) for x in self.barred[slot.id, a, b][option]]

        charges = [
            model.Chair(
                f"{slot.id} {i}", n, self.leaders.index(i), NOBODY, bars("charge", "host", n)
            )
            for n, i in enumerate(groups["charge"].options)
        ]
        hosts = [
            model.Chair(f"{slot.id} {i}", n, self.leaders.index(i), self._cap(i, slot), [])
            for n, i in enumerate(groups["host"].options)
        ]
        target = problem.number("member-seats", "target", slot.form)
        if slot.merged:
            target = problem.number("plenary-merge", "speakers_min", slot.form)
        percent = problem.number("relevance", "field_percent", slot.form)
        return model.Meet(
            number,
            int(slot.merged),
            problem.number("spread", "ideal_gap", slot.form),
            problem.number("sector-balance", "k", slot.form),
            -(-target * percent // 100),
            [
                self._led(slot, n, topic, body, bars)
                for n, (topic, body) in enumerate(groups["led"].options)
            ],
            [self._day(slot, n, day, bars) for n, day in enumerate(groups["day"].options)],
            charges,
            hosts,
        )

    def _cap(self, leader: str, slot: Slot) -> int:
        cap = self.problem.leader(leader).host_cap
        return NOBODY if cap is None or slot.merged else cap

    def _led(
        self,
        slot: Slot,
        number: int,
        topic_id: str,
        body: str,
        bars: Callable[[str, str, int], list[int]],
    ) -> Any:
        problem, groups = self.problem, self.groups[slot.id]
        topic = problem.topic(topic_id) if topic_id != OPEN else None
        source = topic.source if topic and topic.source in SOURCES else OTHER
        least_members = [missing(m, topic, body) if topic else 0 for m in self.members]
        return model.Led(
            f"{slot.id} {topic_id} {body}",
            self.topics.index(topic_id) if topic else -1 - number,
            self.bodies.index(body),
            self.sources.index(source) if topic else NOBODY,
            self._worth(slot, topic_id, body),
            bars("led", "day", number),
            bars("led", "charge", number),
            bars("led", "host", number),
            [self._cost(slot, topic_id, body, day) for day in groups["day"].options],
            [6 * points for points in least_members],
            [int(self._is_barred(m, topic, slot)) for m in self.members],
            [int(bool(topic and of_the_field(m, topic))) for m in self.members],
            [6 * missing(e, topic, body) if topic else 0 for e in self.experts],
            [int(bool(topic and has_interest(e, topic))) for e in self.experts],
            int(bool(topic and topic.wants_experts)),
            int(bool(topic and (topic.expertise or topic.sectors))),
        )

    def _is_barred(self, member: Member, topic: Topic | None, slot: Slot) -> bool:
        locked = any(
            lock.item == "不参加"
            and member.id in lock.values
            and lock.subject in (slot.id, topic.id if topic else "")
            for lock in self.problem.locks
        )
        return locked or bool(topic and has_interest(member, topic))

    def _worth(self, slot: Slot, topic: str, body: str) -> int:
        """Return what a topic adds to the stage of topics, in this session."""
        return self._measured(
            slot, topic, body, slot.first, "topic-value", ("topic-value", "form-match")
        )

    def _cost(self, slot: Slot, topic: str, body: str, day: date) -> int:
        """Return the calendar stage's cost of a topic on a day."""
        ids = ("topic-window", "leaders-and-departments")
        return self._measured(slot, topic, body, day, "calendar", ids)

    def _measured(
        self, slot: Slot, topic: str, body: str, day: date, stage: str, ids: Sequence[str]
    ) -> int:
        """Return what rules add to a stage, by their own measures of a plan of the session alone."""
        problem = self.problem
        session = Session(
            id=slot.id,
            form=slot.form,
            date=day,
            merged_with_plenary=slot.merged,
            topics=(topic,) if topic != OPEN else (),
            lead_body=body,
            departments=problem.topic_departments(topic, body) if topic != OPEN else (),
        )
        plan = begun(problem).replace(sessions=(session,))
        weights = next(s.weights for s in problem.emphasis.stages if s.name == stage)
        cost = 0
        for rule in rules_in_force(problem):
            if rule.id in ids:
                terms = rule.measure(plan, problem)
                cost += sum(weights.get(name, 0) * value for name, value in terms.items())
        return cost

    def _day(
        self, slot: Slot, number: int, day: date, bars: Callable[[str, str, int], list[int]]
    ) -> Any:
        problem = self.problem
        column = self.groups[slot.id]["day"].columns[number]
        months = problem.number("lead-time", "lead_months", slot.form)
        return model.Day(
            f"{slot.id} {day}",
            number,
            day.toordinal(),
            months_before(day, months).toordinal(),
            self.late.get(column, 0) if column is not None else 0,
            bars("day", "charge", number),
            bars("day", "host", number),
            [int(problem.is_away(m.person, day)) for m in self.members],
            [int(problem.is_away(e.person, day)) for e in self.experts],
        )

    def _person(self, number: int, one: Member | Expert) -> Any:
        sector, surplus, before = NOBODY, 0, 0
        if isinstance(one, Member):
            sector = self.sectors.index(one.sector)
            surplus = one.attendance_percent - self.problem.number("quorum", "percent", FORM)
            before = one.times_before
        cap = NOBODY if one.cap is None else one.cap
        return model.Person(one.id, number, sector, surplus, before, cap)

    def _shares(self) -> tuple[list[Any], list[Any]]:
        """Return what sources, sectors and groups should have, and which member is of which group."""
        problem, members = self.problem, self.members
        ordinary = [slot for slot in self.variables.sessions if not slot.merged]
        due = sum(problem.number("member-seats", "target", slot.form) for slot in ordinary)
        shares = [
            model.Share(f"source {n}", 0, n, 1, wanted, 10)
            for n, wanted in enumerate(self._sources())
        ]
        of_sector = Counter(m.sector for m in members)
        for n, sector in enumerate(self.sectors):
            wanted = (20 * due * of_sector[sector] + len(members)) // (2 * len(members))
            shares.append(model.Share(f"sector {n}", 1, n, 10, wanted, 2))
        groups: dict[str, list[int]] = {}
        for n, member in enumerate(members):
            for name in _watched(member):
                groups.setdefault(name, []).append(n)
        within = []
        for n, (name, own) in enumerate(groups.items()):
            wanted = (due * len(own) + len(members) // 2) // len(members)
            shares.append(model.Share(f"group {name}", 2, n, 1, wanted, 3))
            within += [model.Within(f"{name} {member}", member, n) for member in own]
        return shares, within

    def _sources(self) -> list[int]:
        """Return each source's sessions by its part of the candidates, the largest rests rounded up."""
        candidates = [t for t in self.problem.topics if t.is_candidate and not t.is_excluded]
        of_source = Counter(t.source if t.source in SOURCES else OTHER for t in candidates)
        places = len(self.variables.sessions)
        exact = [Fraction(places * of_source[s], max(1, len(candidates))) for s in self.sources]
        whole = [int(share) for share in exact]
        order = sorted(range(len(exact)), key=lambda n: exact[n] - whole[n], reverse=True)
        for n in order[: places - sum(whole)]:
            whole[n] += 1
        return whole

    def begin(self, county: Any, sessions: Mapping[str, Session]) -> None:
        """Give every choice a first value: a plan's, or where it has none the first, people in turn."""
        slots = self.variables.sessions
        people = {person.id: person for person in (*county.members, *county.experts)}
        for meet in county.meets:
            groups, found = self.groups[slots[meet.id].id], sessions.get(slots[meet.id].id)
            wanted: dict[str, Any] = {}
            if found is not None:
                topic = found.topics[0] if found.topics else OPEN
                wanted = {
                    "led": (topic, found.lead_body),
                    "day": found.date,
                    "charge": found.lead_leader,
                    "host": found.host,
                }

            def first(name: str, options: Sequence[Any]) -> Any:
                kept = groups[name].options  # noqa: B023 - called at once
                value = wanted.get(name)  # noqa: B023
                return options[kept.index(value) if value in kept else 0]

            meet.led, meet.day = first("led", meet.leds), first("day", meet.days)
            meet.charge, meet.host = first("charge", meet.charges), first("host", meet.hosts)
        for n, seat in enumerate(county.seats):
            seat.member = county.members[n % len(county.members)]
        for number, slot in enumerate(slots):
            found = sessions.get(slot.id)
            own = [seat for seat in county.seats if seat.meet == number]
            for seat, member in zip(own, found.members if found else (), strict=False):
                seat.member = people[member]
            asked = [seat for seat in county.expert_seats if seat.meet == number]
            for seat, expert in zip(asked, found.experts if found else (), strict=False):
                seat.expert = people[expert]

    # -- the way back --------------------------------------------------------------------------
    def sessions(self, county: Any) -> tuple[Session, ...]:
        """Return the sessions of a solution."""
        problem = self.problem
        found = list(greedy.plenary_of(problem))
        slots = self.variables.sessions
        seated: dict[int, set[str]] = {n: set() for n in range(len(slots))}
        for seat in county.seats:
            seated[seat.meet].add(seat.member.id)
        for seat in county.expert_seats:
            if seat.expert is not None:
                seated[seat.meet].add(seat.expert.id)
        for meet in county.meets:
            slot, groups = slots[meet.id], self.groups[slots[meet.id].id]
            number = next(n for n, led in enumerate(meet.leds) if led.id == meet.led.id)
            topic, body = groups["led"].options[number]
            day = groups["day"].options[meet.day.number]
            wanted = problem.topic(topic) if topic != OPEN else None
            supporting = wanted.supporting_bodies if wanted else ()
            found.append(
                Session(
                    id=slot.id,
                    form=slot.form,
                    council=slot.council,
                    date=day,
                    half_days=slot.half_days,
                    date_status=problem.calendar.date_status(day),
                    merged_with_plenary=slot.merged,
                    topics=(topic,) if wanted else (),
                    lead_body=body,
                    lead_leader=groups["charge"].options[meet.charge.number],
                    host=groups["host"].options[meet.host.number],
                    supporting_bodies=tuple(b for b in supporting if b != body),
                    departments=problem.topic_departments(topic, body) if wanted else (),
                    members=tuple(m.id for m in problem.members if m.id in seated[meet.id]),
                    experts=tuple(e.id for e in problem.experts if e.id in seated[meet.id]),
                )
            )
        return tuple(found)


def _group(options: Sequence[Any], expression: Callable[[Any], Any]) -> _Group:
    """Return the options that are possible at all; one that is decided has no variable."""
    kept = [(o, e) for o in options if not (isinstance(e := expression(o), int) and e == 0)]
    return _Group(
        tuple(o for o, _ in kept),
        tuple(e.index if isinstance(e, cp_model.IntVar) else None for _, e in kept),
    )


def _coefficients(expression: Any) -> dict[int, int]:
    """Return variable → coefficient of a goal."""
    if isinstance(expression, int):
        return {}
    flat = cp_model.FlatIntExpr(expression)
    found: Counter[int] = Counter()
    for variable, coefficient in zip(flat.vars, flat.coeffs, strict=True):
        found[variable.index] += coefficient
    return dict(found)


def _rows_of_sessions(
    rows: Rows,
    at: Mapping[int, tuple[str, str, int]],
    groups: Mapping[str, Mapping[str, _Group]],
) -> Any:
    """Yield the rows that concern one session alone: coefficients by choice and option, and bounds."""
    for row, (least, most) in enumerate(zip(rows.least, rows.most, strict=True)):
        span = slice(rows.starts[row], rows.starts[row + 1])
        terms = list(zip(rows.columns[span], rows.coefficients[span], strict=True))
        fixed = sum(c * rows.lower[v] for v, c in terms if rows.lower[v] == rows.upper[v])
        terms = [(v, c) for v, c in terms if rows.lower[v] != rows.upper[v]]
        places = [at.get(v) for v, _ in terms]
        slots = {place[0] if place else "" for place in places}
        if len(slots) != 1 or "" in slots:
            continue
        (slot,) = slots
        parts = {name: np.zeros(len(group.options)) for name, group in groups[slot].items()}
        for (_, coefficient), place in zip(terms, places, strict=True):
            if place:
                parts[place[1]][place[2]] += coefficient
        yield slot, parts, least - fixed, most - fixed


def _watched(member: Member) -> list[str]:
    """Return the groups whose share of the seats is watched (`load-balance`)."""
    groups = ["女"] if member.gender == "女" else []
    if member.party and member.party not in ("中共", "中共党员", "中国共产党", "中国共产党党员"):
        groups.append("非中共")
    if member.town:
        groups.append(f"乡镇 {member.town}")
    return groups
