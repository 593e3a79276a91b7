"""How far two plans of one year are apart: half by topics and months, half by hosts and participants.

Each part is the share that differs of what the office may choose, from 0 (all the same) to 1
(nothing the same): a session that only one person may host, or that only the 常委 attend, tells
no two plans apart. Sessions are compared by id. Counted on finished plans, whoever made them.
Where a county has sessions of its own, they alone are compared: its leadership chooses its plan,
and the rooms below it plan theirs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from statistics import fmean

from planner.domain import Problem
from planner.parts import county_part, has_county
from planner.plan import Plan, Session

CHOSEN_SEATS = frozenset({"members", "committee", "team", "room"})
"""Kinds of seats (`Form.seats`) whose holders are chosen; the others come by the form itself."""


@dataclass(frozen=True)
class Distance:
    """The parts of the distance between two plans, each from 0 to 1.

    Attributes
    ----------
    topics:
        Candidate topics that stand in one plan alone, as a share of the plan that has more.
    months:
        Sessions held in another month, as a share of those that may be held in several.
    hosts:
        Sessions hosted by another person, as a share of those that several may host; None: none.
    participants:
        Seats that someone else has, as a share of the plan that has more; None: no seat is chosen.
    """

    topics: float
    months: float
    hosts: float | None
    participants: float | None

    @property
    def programme(self) -> float:
        """The half of topics and months."""
        return (self.topics + self.months) / 2

    @property
    def people(self) -> float:
        """The half of hosts and participants; what nobody chooses has no part in it."""
        parts = [part for part in (self.hosts, self.participants) if part is not None]
        return fmean(parts) if parts else 0.0

    @property
    def whole(self) -> float:
        """The distance."""
        return (self.programme + self.people) / 2


class Choices:
    """What of a year may be chosen, as far as two plans are told apart by it."""

    def __init__(self, problem: Problem) -> None:
        self._problem = county_part(problem) if has_county(problem) else problem

    @cached_property
    def topics(self) -> frozenset[str]:
        """The candidate topics."""
        return frozenset(topic.id for topic in self._problem.candidates)

    @cached_property
    def months(self) -> frozenset[str]:
        """The sessions that may be held in more than one month."""
        return frozenset(
            s.id
            for s in self._problem.slots
            if s.form != "plenary"
            and not s.merged
            and (s.first.year, s.first.month) != (s.last.year, s.last.month)
        )

    @cached_property
    def hosts(self) -> frozenset[str]:
        """The sessions that more than one person may host."""
        problem = self._problem
        chairs = {x.id for x in problem.leaders if x.is_chair}
        deputies = {x.id for x in problem.leaders if x.is_vice_chair}
        in_rooms = {room.name: {h.name for h in room.hosts} for room in problem.rooms}
        found = set()
        for slot in problem.slots:
            if slot.host or slot.form == "plenary":
                continue
            kinds = problem.form(slot.form).hosts
            able = set(in_rooms.get(slot.council, ()))
            able |= chairs if "chair" in kinds else set()
            able |= deputies if "vice-chair" in kinds else set()
            if len(able) > 1:
                found.add(slot.id)
        return frozenset(found)

    @cached_property
    def seats(self) -> frozenset[str]:
        """The sessions whose participants are chosen."""
        problem = self._problem
        return frozenset(
            s.id
            for s in problem.slots
            if s.form != "plenary" and problem.form(s.form).seats in CHOSEN_SEATS
        )


def distance(first: Plan, second: Plan, problem: Problem) -> Distance:
    """Return how far two plans of a problem's year are apart."""
    choices = Choices(problem)
    plans = (first, second)
    return Distance(
        topics=apart(*(topics_of(plan, choices) for plan in plans)) or 0.0,
        months=apart(*(months_of(plan, choices) for plan in plans)) or 0.0,
        hosts=apart(*(hosts_of(plan, choices) for plan in plans)),
        participants=apart(*(seats_of(plan, choices) for plan in plans)),
    )


def topics_of(plan: Plan, choices: Choices) -> set[str]:
    """Return the candidate topics that the plan takes up."""
    return {t for s in _held(plan) for t in s.topics} & choices.topics


def months_of(plan: Plan, choices: Choices) -> set[tuple[str, int]]:
    """Return each session with its month, of those that have a choice of months."""
    return {(s.id, s.date.month) for s in _held(plan) if s.id in choices.months}


def hosts_of(plan: Plan, choices: Choices) -> set[tuple[str, str]]:
    """Return each session with its host, of those that have a choice of hosts."""
    return {(s.id, s.host) for s in _held(plan) if s.id in choices.hosts}


def seats_of(plan: Plan, choices: Choices) -> set[tuple[str, str]]:
    """Return who has a chosen seat where: session, and member, expert or deliberator."""
    return {
        (s.id, person)
        for s in _held(plan)
        if s.id in choices.seats
        for person in (*s.members, *s.experts, *s.deliberators)
    }


def apart(first: Collection[object], second: Collection[object]) -> float | None:
    """Return the share of the larger set that the other lacks; None where both are empty."""
    most = max(len(first), len(second))
    return 1 - len(set(first) & set(second)) / most if most else None


def _held(plan: Plan) -> Iterable[Session]:
    return (s for s in plan.sessions if s.form != "plenary" and s.state != "cancelled")
