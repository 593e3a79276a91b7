"""What a later model showed to leave no room, said to the programme in the strongest words that hold.

A programme whose meetings or people find no room is not merely excluded as a whole: the fewest
sessions that find none together are named, and where one alone finds none, all its days on which
it would not. So the programme learns from one failure what would else take hundreds (combinatorial Benders
cuts). A host has a part in it only where not all the CPPCC's leaders come to the session anyhow.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from constraints.expected_people import CPPCC
from constraints.topic_days import candidate_days
from planner.domain import Problem
from planner.plan import Plan, Session
from planner.variables import OPEN, Variables

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Expr

HasRoom = Callable[[Sequence[Session]], bool]
"""Whether the meetings (or the people) of these sessions find room, the others of the year aside."""


@dataclass(frozen=True)
class Place:
    """A session as a programme has it: one of these topics and days, this body, leader and host.

    A blank host: whoever it is, they would all come. A blank leader: a room's session has none.
    """

    session: str
    topics: tuple[str, ...]
    body: str
    leader: str
    host: str
    days: tuple[date, ...]

    def decisions(self, variables: Variables) -> list[Expr]:
        """Return its decisions, each 1 where it is made: topic, body, day, leader and host."""
        made: list[Expr] = [
            sum(variables.topic_in(self.session, topic) for topic in self.topics),
            variables.lead(self.session, self.body),
            sum(variables.on_day(self.session, day) for day in self.days),
        ]
        if self.leader:
            made.append(variables.in_charge(self.session, self.leader))
        if self.host:
            made.append(variables.hosts(self.session, self.host))
        return made


Cut = tuple[Place, ...]
"""Places that no programme may hold together."""


def forbid(model: CpModel, variables: Variables, cut: Cut) -> None:
    """Forbid a programme that holds all the places of a cut."""
    made = [decision for place in cut for decision in place.decisions(variables)]
    model.add(sum(made) <= len(made) - 1)


def whole(plan: Plan, problem: Problem) -> Cut:
    """Return a cut that excludes just this programme."""
    return tuple(
        _place(problem, session, (session.date,), (topic,))
        for session in plan.sessions
        if session.form != "plenary"
        for topic in session.topics or (OPEN,)
    )


def on_days_of_their_own(plan: Plan) -> bool:
    """Whether no two sessions share a day: else their half-days, not yet chosen, may keep people apart."""
    days = [s.date for s in plan.sessions if s.form != "plenary"]
    return len(set(days)) == len(days)


def without_room(plan: Plan, problem: Problem, has_room: HasRoom) -> Cut:
    """Return what of a programme, which as a whole has no room, leaves it none."""
    left = [s for s in plan.sessions if s.form != "plenary"]
    for session in tuple(left):
        rest = [s for s in left if s is not session]
        if rest and not has_room(rest):
            left = rest
    if len(left) > 1:
        return tuple(_place(problem, session, (session.date,)) for session in left)
    (session,) = left
    barred = [
        day
        for day in candidate_days(problem, problem.slot(session.id))
        if day == session.date or not has_room([session.replace(date=day)])
    ]
    return (_place(problem, session, barred, _alike(problem, session)),)


def of_one(session: Session, problem: Problem) -> Cut:
    """Return what leaves a session no room by itself: as it is on its day, whatever the others are."""
    return (_place(problem, session, (session.date,), _alike(problem, session)),)


def _place(
    problem: Problem, session: Session, days: Sequence[date], topics: Sequence[str] = ()
) -> Place:
    everyone = "leaders-and-departments" in problem.rules and CPPCC in problem.words(
        "leaders-and-departments", "leaders", session.form
    )
    return Place(
        session.id,
        tuple(topics or session.topics[:1] or (OPEN,)),
        session.lead_body,
        session.lead_leader,
        "" if everyone else session.host,
        tuple(days),
    )


def _alike(problem: Problem, session: Session) -> tuple[str, ...]:
    """Return the topics that ask for the same days and people as the session's.

    Of items that are the session's by itself, one stands for all.
    """
    if problem.slot(session.id).items:
        return session.topics[:1]

    def asks(topic_id: str) -> object:
        topic = problem.topic(topic_id)
        return (
            topic.research_days,
            frozenset(problem.topic_departments(topic_id, session.lead_body)),
            frozenset(topic.supporting_bodies),
            frozenset(topic.stakeholders),
            topic.wants_experts,
            [(lock.item, lock.values) for lock in problem.locks if lock.subject == topic_id],
        )

    return tuple(
        topic.id
        for topic in problem.topics
        if session.topics and asks(topic.id) == asks(session.topics[0])
    )
