"""The naive formulation: everything in one model, a Boolean for each session and day and person.

The hard rules and objective terms are the project's own, posted by the same `build` functions, so
that no peer solves an easier or a different problem. What is naive is the model: programme and people
together, every day by itself (no classes of alike days, months as plain sums), all rooms at once,
with rows for each person whom two rooms share, each pair of sessions and each day. Solved by CP-SAT
in `naive`, as a mixed-integer programme in `highs`.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, Literal

from ortools.sat.python import cp_model

from constraints.expected_people import committees, leaders_expected
from constraints.rooms.links import link_of, participants
from peers.parts import Year, begun
from planner import extract
from planner.check import rules_in_force
from planner.domain import Deliberator, Expert, Member, Problem, Slot
from planner.goal import evaluate, goal_of
from planner.parts import is_room
from planner.plan import Session
from planner.room_variables import RoomVariables
from planner.variables import OPEN, Variables

if TYPE_CHECKING:
    from planner.variables import Expr

BY_FORM, SHARE = "attendees-by-form", "stakeholder-share"
DECIDED = ("programme", "people")


class EachDay(Variables):
    """Months and sets of days as sums over days, without a Boolean of their own."""

    def in_month(self, session: str, month: int) -> Expr:
        """Whether the session is held in the month: the sum of its days."""
        return self.on_one_of(session, {d for d in self.days(session) if d.month == month})

    def on_one_of(self, session: str, days: Container[date]) -> Expr:
        """Whether the session is held on one of the days: their sum."""
        return sum(self.on_day(session, day) for day in self.days(session) if day in days)


class RoomEachDay(EachDay, RoomVariables):
    """The same in a room."""


@dataclass(frozen=True)
class Goal:
    """One stage: its name, whether most or least is sought, and of what, over all parts."""

    name: str
    sense: Literal["max", "min"]
    expression: Expr


@dataclass(frozen=True)
class OneModel:
    """The model of a year, its goals in order, and where each part's variables are."""

    model: cp_model.CpModel
    goals: tuple[Goal, ...]
    parts: Mapping[str, tuple[Problem, Variables]]

    def sessions(self, values: Sequence[int]) -> dict[str, tuple[Session, ...]]:
        """Return each part's sessions of a solution."""

        def value(expression: Expr) -> int:
            return evaluate(expression, values)

        found = {}
        for council, (part, variables) in self.parts.items():
            programme = begun(part).replace(sessions=extract.programme(part, variables, value))
            found[council] = extract.people(part, variables, value, programme).sessions
        return found

    def values(self, values: Sequence[int]) -> dict[str, int]:
        """Return each goal's value in a solution."""
        return {goal.name: evaluate(goal.expression, values) for goal in self.goals}


def one_model(year: Year) -> OneModel:
    """Build the model of a year."""
    model = cp_model.CpModel()
    parts: dict[str, tuple[Problem, Variables]] = {}
    sums: dict[tuple[str, str], Expr] = defaultdict(int)
    for council, problem in year.parts.items():
        kind = RoomEachDay if is_room(problem) else EachDay
        variables = kind(model, problem, DECIDED)
        terms: dict[str, Expr] = {}
        for rule in rules_in_force(problem):
            view = variables.within(problem.scopes.get(rule.id))
            terms |= {term.name: term.expression for term in rule.build(model, view, problem)}
        _known_topic(model, variables, problem)
        parts[council] = problem, variables
        for stage in problem.emphasis.stages:
            if stage.model in DECIDED:
                sums[stage.name, stage.sense] += goal_of(stage, terms).expression
    _shared(model, parts)
    goals = tuple(Goal(n, "max" if s == "max" else "min", e) for (n, s), e in sums.items())
    return OneModel(model, tuple(g for g in goals if not isinstance(g.expression, int)), parts)


def _known_topic(model: cp_model.CpModel, variables: Variables, problem: Problem) -> None:
    """Post the hard rules on people that the project posts only where the topic is known.

    Each holds where the session takes the topic: at most so many people, those by office counted
    (`attendees-by-form`); and of a room's people so many stakeholders (`stakeholder-share`; of two
    topics of one session each must have its share, which is a little stricter than the rule).
    """
    for slot in variables.sessions:
        for topic, bodies in variables.takes(slot.id).items():
            taken = variables.topic_in(slot.id, topic)
            if is_room(problem):
                if topic != OPEN and SHARE in problem.rules:
                    _share(model, variables, problem, slot, topic, taken)
                continue
            most = (
                problem.number(BY_FORM, "people_max", slot.form) if BY_FORM in problem.rules else 0
            )
            seats = [variables.seat(slot.id, m) for m in variables.seat_candidates(slot.id)]
            seats += [
                variables.expert_seat(slot.id, e) for e in variables.expert_candidates(slot.id)
            ]
            if not most or slot.merged or not seats:
                continue
            for body in bodies:
                room = max(0, most - _by_office(problem, slot, topic, body))
                led = variables.topic_led_by(slot.id, topic, body)
                model.add(sum(seats) <= room + (len(seats) - room) * (1 - led))


def _by_office(problem: Problem, slot: Slot, topic: str, body: str) -> int:
    """Count who comes to such a session by office, its leader in charge and host being two at most."""
    wanted = [problem.topic(topic)] if topic != OPEN else []
    departments = {d for t in wanted for d in problem.topic_departments(t.id, body)}
    session = Session(
        id=slot.id,
        form=slot.form,
        date=slot.last,
        topics=tuple(t.id for t in wanted),
        lead_body=body,
        supporting_bodies=tuple(b for t in wanted for b in t.supporting_bodies if b != body),
        departments=tuple(dict.fromkeys((*sorted(departments), *slot.departments))),
    )
    heads = {b.head or b.name for b in committees(problem, session)}
    leaders = {x.person for x in leaders_expected(problem, session)}
    return len(leaders) + 2 + len(heads - leaders) + len(session.departments)


def _share(
    model: cp_model.CpModel,
    variables: Variables,
    problem: Problem,
    slot: Slot,
    topic: str,
    taken: Expr,
) -> None:
    percent = problem.number(SHARE, "percent", slot.form)
    people = participants(problem)
    surplus: Expr = -percent * sum(variables.expert_seat(slot.id, e.id) for e in problem.experts)
    for one in people:
        part = (variables.seat if isinstance(one, Member) else variables.sits)(slot.id, one.id)
        linked = bool(link_of(problem, one, problem.topic(topic)))
        surplus += (100 * linked - percent) * part
    model.add(surplus >= -percent * (len(people) + len(problem.experts)) * (1 - taken))


@dataclass(frozen=True)
class _Place:
    """A person's possible part in a session: whether they attend, and on which day it is held."""

    council: str
    attends: Expr
    held: Mapping[date, Expr]
    counted: bool


def _shared(model: cp_model.CpModel, parts: Mapping[str, tuple[Problem, Variables]]) -> None:
    """Keep each person of several parts in one session a day, and within the least of their caps."""
    if len(parts) < 2:
        return
    places: dict[str, list[_Place]] = defaultdict(list)
    caps: dict[str, int] = {}
    for council, (problem, variables) in parts.items():
        people: list[Member | Expert | Deliberator] = [*problem.members, *problem.experts]
        for one in (*people, *problem.deliberators):
            if one.cap is not None:
                caps[one.person] = min(one.cap, caps.get(one.person, one.cap))
        for person, place in _places(council, problem, variables):
            places[person].append(place)
    for person, own in places.items():
        if len({place.council for place in own}) < 2:
            continue
        for first, second in combinations(own, 2):
            if first.council != second.council:
                for day in sorted(first.held.keys() & second.held.keys()):
                    both = first.attends + first.held[day] + second.attends + second.held[day]
                    model.add(both <= 3)
        if person in caps:
            model.add(sum(place.attends for place in own if place.counted) <= caps[person])


def _places(council: str, problem: Problem, variables: Variables) -> Iterator[tuple[str, _Place]]:
    hosts = {host.name: host.person for room in problem.rooms for host in room.hosts}
    kinds: tuple[tuple[Sequence[tuple[str, str]], Callable[[str, str], Expr], bool], ...] = (
        ([(i, hosts.get(i, i)) for i in variables.host_names], variables.hosts, False),
        ([(m.id, m.person) for m in problem.members], variables.seat, True),
        ([(e.id, e.person) for e in problem.experts], variables.expert_seat, True),
        ([(d.id, d.person) for d in problem.deliberators], variables.sits, True),
    )
    for slot in variables.sessions:
        held = {day: variables.on_day(slot.id, day) for day in variables.days(slot.id)}
        for people, attends, counted in kinds:
            for who, person in people:
                part = attends(slot.id, who)
                if not isinstance(part, int) or part:
                    yield person, _Place(council, part, held, counted)


WEIGHT_LIMIT = 2**53
"""Above this a weighted sum is no longer exact in floating point."""
STEP = 1000
"""The factor between stages where exact weights would pass the limit."""


def weighted(one: OneModel) -> tuple[Expr, str]:
    """Return all goals as one sum to minimise, and what its weights promise.

    Each goal weighs more than all that come after it can be worth together, by the bounds of the
    variables; where such weights pass what a solver can count exactly, each weighs STEP times the next.
    """
    spans = [_span(one.model, goal.expression) for goal in one.goals]
    weights = [1]
    for span in reversed(spans[1:]):
        weights.append(weights[-1] * (span + 1))
    weights.reverse()
    exact = weights[0] * (spans[0] + 1) < WEIGHT_LIMIT
    if not exact:
        weights = [STEP ** (len(spans) - 1 - n) for n in range(len(spans))]
    total = sum(
        (weight if goal.sense == "min" else -weight) * goal.expression
        for weight, goal in zip(weights, one.goals, strict=True)
    )
    said = (
        "weights keep the order of stages" if exact else f"each stage weighs {STEP} times the next"
    )
    return total, said


def _span(model: cp_model.CpModel, expression: Expr) -> int:
    if isinstance(expression, int):
        return 0
    flat = cp_model.FlatIntExpr(expression)
    span = 0
    for variable, coefficient in zip(flat.vars, flat.coeffs, strict=True):
        domain = list(model.proto.variables[variable.index].domain)
        span += abs(coefficient) * (domain[-1] - domain[0])
    return int(span)


Trace = tuple[tuple[float, Mapping[str, float]], ...]
"""Of each plan on the way: when it was found (`time.time`), and its goals' values."""


@dataclass(frozen=True)
class Found:
    """What a search ended with: values (empty: none), and each stage's bound where it has one."""

    values: tuple[int, ...]
    bounds: Mapping[str, float]
    status: str
    notes: tuple[str, ...] = ()
    trace: Trace = ()


Search = Callable[[OneModel, cp_model.CpModel, Goal, Sequence[int], float], Found]
"""Seeks one goal in a model, from a start, within seconds."""


def staged(one: OneModel, search: Search, ends: float) -> Found:
    """Seek the goals one after another, each held at its value; a stage may use half of what is left.

    ends: when all must be over, by `time.perf_counter`.
    """
    model = one.model.clone()
    values: tuple[int, ...] = ()
    bounds: dict[str, float] = {}
    statuses: list[str] = []
    trace: Trace = ()
    for number, goal in enumerate(one.goals):
        left = ends - time.perf_counter()
        share = left if number + 1 == len(one.goals) else left / 2
        if share < 0.5:
            statuses.append(f"{goal.name} not begun")
            break
        found = search(one, model, goal, values, share)
        statuses.append(f"{goal.name} {found.status}")
        if not found.values and not values and "infeasible" not in found.status:
            # Without any plan yet there is nothing to save time for.
            found = search(one, model, goal, values, max(0.5, ends - time.perf_counter()))
            statuses[-1] = f"{goal.name} {found.status}"
        trace += found.trace
        if not found.values:
            if values:
                continue
            return Found((), {}, "; ".join(statuses), found.notes)
        values = found.values
        bounds |= found.bounds
        value = evaluate(goal.expression, values)
        model.add(goal.expression >= value if goal.sense == "max" else goal.expression <= value)
    return Found(values, bounds, "; ".join(statuses), trace=trace)
