"""Where a new topic could go in a plan that stands: each place with its price.

All that the plan has decided stays (topics, days, hosts), but what the session that takes the topic
held before; where that cannot be, the topics alone stay. The year is solved for each session that
the topic fits.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from constraints.topic_fit import sessions_that_fit
from planner.control import Control, cores
from planner.domain import Lock, Problem
from planner.plan import Plan, Price, Session
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
        for keep in (True, False):
            asked = _with(part, before, session, topic, days_and_hosts=keep)
            solved = solve(asked, control.quietly())
            if solved.plan is not None:
                break
        if solved.plan is None:
            return None
        taken = solved.plan.session(session.id)
        found = difference(before, solved.plan, part)
        day = str(taken.date) if taken else ""
        return Place(session.id, session.topics, day, found)

    with ThreadPoolExecutor(cores()) as pool:
        found = [place for place in pool.map(tried, sessions) if place is not None]
    return tuple(sorted(found, key=lambda place: place.order)[:BEST])


def _with(
    problem: Problem, plan: Plan, place: Session, topic: str, days_and_hosts: bool
) -> Problem:
    """Return the year in which the plan stands, but for the session that takes the topic."""
    kept = tuple(lock for lock in problem.locks if lock.subject != place.id)
    others = [s for s in plan.sessions if s.form != "plenary" and s.id != place.id]
    locks = [lock for s in others for lock in _kept(s, days_and_hosts)]
    here = Lock(subject=place.id, item="入选", values=(topic,), cell=WISH)
    # What the session held before may be mandated: then no plan is found, and it is no place.
    return problem.changed(locks=(*kept, *locks, here))


def _kept(session: Session, days_and_hosts: bool) -> Iterator[Lock]:
    """Yield the locks that keep a session as it is."""
    topics = Lock(subject=session.id, item="入选", values=session.topics, cell=WISH)
    if session.topics:
        yield topics
    if days_and_hosts:
        yield topics.model_copy(update={"item": "日期", "values": (session.date.isoformat(),)})
        if session.host:
            yield topics.model_copy(update={"item": "主持", "values": (session.host,)})
