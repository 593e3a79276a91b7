"""Where a new topic could go in a plan that stands: each place with its price.

All that the plan has decided stays (topics, dates, lead bodies, hosts), but what the session that
takes the topic held before; the year is solved once for each session that the topic fits.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from constraints.topic_fit import sessions_that_fit
from planner.control import Control
from planner.domain import Lock, Problem
from planner.plan import Plan, Price, Session
from planner.rooms import cores
from planner.solve import solve
from planner.why.grounds_sessions import WISH
from planner.why.price import difference, part_with

BEST = 5
"""How many places are told."""


@dataclass(frozen=True)
class Place:
    """A session that could take the topic: what it would hold instead of, and the price."""

    session: str
    instead_of: tuple[str, ...]
    date: str
    price: Price

    @property
    def order(self) -> tuple[int, ...]:
        """The cheapest first: stage by stage, as the plan's goals are ordered."""
        return tuple(stage.loss for stage in self.price.stages)


def places(problem: Problem, plan: Plan, topic: str, control: Control) -> tuple[Place, ...]:
    """Return the best places for a topic, the cheapest first; empty where no session can take it.

    Parameters
    ----------
    problem:
        The year, the new topic among its topics.
    plan:
        The plan that stands.
    """
    part, before = part_with(problem, plan, frozenset({topic}))
    fitting = sessions_that_fit(part, part.topic(topic))
    sessions = [s for s in before.sessions if s.id in fitting]

    def tried(session: Session) -> Place | None:
        quiet = Control(control.options, started=control.started, stopped=control.stopped)
        solved = solve(_with(part, before, session, topic), quiet)
        if solved.plan is None:
            return None
        taken = solved.plan.session(session.id)
        found = difference(before, solved.plan, part)
        day = str(taken.date) if taken else ""
        return Place(session.id, session.topics, day, found)

    with ThreadPoolExecutor(cores()) as pool:
        found = [place for place in pool.map(tried, sessions) if place is not None]
    return tuple(sorted(found, key=lambda place: place.order)[:BEST])


def _with(problem: Problem, plan: Plan, place: Session, topic: str) -> Problem:
    """Return the year in which the plan stands, but for the session that takes the topic."""
    kept = tuple(lock for lock in problem.locks if lock.subject != place.id)
    locks = [lock for s in plan.sessions if s.form != "plenary" for lock in _kept(s, place)]
    here = Lock(subject=place.id, item="入选", values=(topic,), cell=WISH)
    # What the session held before may be mandated: then no plan is found, and it is no place.
    return problem.changed(locks=(*kept, *locks, here))


def _kept(session: Session, place: Session) -> Iterator[Lock]:
    """Yield the locks that keep a session as it is; of the one that takes the topic nothing."""
    if session.id == place.id:
        return
    whole = Lock(subject=session.id, item="日期", values=(session.date.isoformat(),), cell=WISH)
    yield whole
    if session.topics:
        yield whole.model_copy(update={"item": "入选", "values": session.topics})
    if session.host:
        yield whole.model_copy(update={"item": "主持", "values": (session.host,)})
