"""The year of all rooms: each solved by itself, then brought together where they share people.

A room's best plan with its people to itself bounds what it can reach in the whole; so the sum of
the rooms' proven bounds is a valid bound for all rooms together. Where two rooms, or a room and
the county, want one person in the same half-day, or more often than the person's cap allows, the
later room is solved again around what the others have.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from constraints.clashes import People, engagements
from planner.any_plan import solve_in_time
from planner.control import Control, Report, cores
from planner.dates import HalfDay
from planner.domain import Absence, Deliberator, Expert, Member, Problem, Room
from planner.near_best import NearBest
from planner.parts import room_part
from planner.plan import Plan, Stage
from planner.plan_words import ROOMS
from planner.solve import Solved, solve

REPORTS = 20
"""How often progress tells how many rooms are done."""


@dataclass(frozen=True)
class RoomsSolved:
    """How the rooms' year ended.

    Attributes
    ----------
    plans:
        Each room's plan, in the workbook's order; of those solved.
    stages:
        The rooms' stages, summed: the values reached, and a bound valid for all rooms together.
    proven:
        Whether every room is proven the best in every stage, shared people considered.
    failed:
        The room that found no plan, with how its search ended; None: all have one.
    """

    plans: tuple[Plan, ...] = ()
    stages: tuple[Stage, ...] = ()
    proven: bool = True
    failed: tuple[Problem, Solved] | None = None


def solve_rooms(
    problem: Problem,
    assigned: Mapping[str, Sequence[str]],
    county: Plan | None,
    control: Control,
    near: NearBest | None = None,
) -> RoomsSolved:
    """Plan every room.

    Parameters
    ----------
    assigned:
        Room → the members (ids) who belong to it.
    county:
        The county's plan, whose people are taken first; None: the county has none.
    near:
        What each room's plan must keep beside the rules, where the room has such a plan.
    """
    parts = [room_part(problem, room, assigned.get(room.name, ())) for room in problem.rooms]
    own: list[tuple[Room, Plan]] = []
    # The solver leaves Python's lock, so that as many rooms are solved at once as there are cores.
    with ThreadPoolExecutor(cores()) as pool:
        searches = [pool.submit(_solve, part, _quietly(control), near) for part in parts]
        for room, part, search in zip(problem.rooms, parts, searches, strict=True):
            solved = search.result()
            if solved.plan is None:
                pool.shutdown(wait=False, cancel_futures=True)
                return RoomsSolved(failed=(part, solved))
            own.append((room, solved.plan))
            if len(own) % max(1, len(parts) // REPORTS) == 0 or len(own) == len(parts):
                control.report(Report(ROOMS, len(own), len(parts), control.seconds()))
    diary = _Diary(problem)
    if county is not None:
        diary.enter(county)
    plans: list[Plan] = []
    for room, plan in own:
        fitting = plan
        if not diary.has_room_for(plan):
            part = _around(problem, room, assigned.get(room.name, ()), diary)
            solved = _solve(part, _quietly(control), near)
            if solved.plan is None:
                return RoomsSolved(failed=(part, solved))
            fitting = solved.plan
        diary.enter(fitting)
        plans.append(fitting)
    stages = tuple(_summed(problem, [plan for _, plan in own], plans))
    proven = all(plan.status == "optimal" for _, plan in own)
    return RoomsSolved(tuple(plans), stages, proven and all(s.value == s.bound for s in stages))


def _solve(part: Problem, control: Control, near: NearBest | None) -> Solved:
    """Solve one room: far from other plans where it can be, else as well as it can."""
    if near is not None:
        asked = replace(near.part(part.rooms[0].name, part), bounded=True)
        solved = solve(part, control, near=asked)
        if solved.plan is not None:
            return solved
    return solve_in_time(part, control)


def _quietly(control: Control) -> Control:
    """Return a run of one room: the same clock and stop button, nobody listening."""
    return replace(control.quietly(), options=replace(control.options, cuts=True))


def _summed(problem: Problem, free: Sequence[Plan], final: Sequence[Plan]) -> Iterator[Stage]:
    """Yield each stage over all rooms: the values of the final plans, the bounds of the free ones."""
    for wanted in problem.emphasis.rooms:
        found = [stage for plan in final for stage in plan.stages if stage.name == wanted.name]
        bounds = [stage for plan in free for stage in plan.stages if stage.name == wanted.name]
        if not found:
            continue
        terms: Counter[str] = Counter()
        for stage in found:
            terms.update(stage.terms)
        yield Stage(
            name=wanted.name,
            sense=wanted.sense,
            value=sum(stage.value for stage in found),
            bound=sum(stage.bound for stage in bounds),
            terms={name: terms[name] for name in sorted(terms)},
        )


@dataclass
class _Diary:
    """What everybody has already: half-days taken, and how often invited."""

    problem: Problem
    taken: dict[str, set[tuple[date, HalfDay]]] = field(default_factory=lambda: defaultdict(set))
    invited: Counter[str] = field(default_factory=Counter)

    def enter(self, plan: Plan) -> None:
        """Write a part's plan into the diary."""
        for person, day, half_day in engagements(plan, self._people):
            self.taken[person].add((day, half_day))
        self.invited.update(self._invited(plan))

    def has_room_for(self, plan: Plan) -> bool:
        """Whether nobody would be in two places at once, or invited beyond their cap."""
        for person, day, half_day in engagements(plan, self._people):
            if person in self.taken and (day, half_day) in self.taken[person]:
                return False
        mine = Counter(self._invited(plan))
        return all(
            self.invited[person] + times <= self.caps[person]
            for person, times in mine.items()
            if person in self.caps
        )

    def absences(self, person: str) -> tuple[Absence, ...]:
        """Return the days on which a person has something else, each as an absence."""
        days = sorted({day for day, _ in self.taken.get(person, ())})
        return tuple(Absence(subject=person, start=day, end=day, note="另有会议") for day in days)

    def left(self, person: str) -> int:
        """Return how often a person with a cap may still be invited."""
        return max(0, self.caps[person] - self.invited[person])

    @cached_property
    def _people(self) -> People:
        return People(self.problem)

    @cached_property
    def caps(self) -> Mapping[str, int]:
        """Person key → cap, the least of those that the sheets give."""
        problem = self.problem
        people: list[Member | Expert | Deliberator] = [*problem.members, *problem.experts]
        caps: dict[str, int] = {}
        for one in (*people, *problem.deliberators):
            if one.cap is not None:
                caps[one.person] = min(one.cap, caps.get(one.person, one.cap))
        return caps

    def _invited(self, plan: Plan) -> Iterable[str]:
        problem = self.problem
        for session in plan.sessions:
            if session.form != "plenary" and not session.merged_with_plenary:
                yield from (problem.member(m).person for m in session.members)
                yield from (problem.expert(e).person for e in session.experts)
                yield from (problem.deliberator(d).person for d in session.deliberators)


def _around(problem: Problem, room: Room, assigned: Iterable[str], diary: _Diary) -> Problem:
    """Return the room's part with what its people have elsewhere as absences and smaller caps."""
    caps = {person: diary.left(person) for person in diary.caps}
    return room_part(problem, room, assigned, diary.absences, caps)
