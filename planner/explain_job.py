"""`planner explain`: why there is no plan; what else than the plan there is would cost."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from planner.control import Control, Report, cores
from planner.domain import Lock, Problem
from planner.explanation import Conflict
from planner.main_job import run_record
from planner.parts import county_part, has_county
from planner.plan import LeftOut, Plan, Price
from planner.plan_words import PRICES
from planner.reason import Reason
from planner.solve import Solved
from planner.why.conflict import explain
from planner.why.fixed import NextBest, fixing, next_best
from planner.why.grounds_sessions import WISH
from planner.why.place import Place, places
from planner.why.price import price
from planner.why.wish import Wish


@dataclass(frozen=True)
class Asked:
    """What is asked: of topics left out (ids), of sessions (ids), wishes, places for new topics (ids).

    Nothing at all: the price of every topic left out.
    """

    topics: tuple[str, ...] = ()
    sessions: tuple[str, ...] = ()
    wishes: tuple[Wish, ...] = ()
    places: tuple[str, ...] = ()

    @property
    def all_topics(self) -> bool:
        """Whether every topic left out is meant."""
        return not (self.topics or self.sessions or self.wishes or self.places)


@dataclass(frozen=True)
class SessionTold:
    """What fixes a session, and the next best choices with their prices."""

    session: str
    reasons: tuple[Reason, ...]
    others: tuple[NextBest, ...]


@dataclass(frozen=True)
class Told:
    """The answers.

    Attributes
    ----------
    plan:
        The plan that the prices are told against, the topics left out with theirs.
    unanswered:
        What there was no time for, in words.
    """

    plan: Plan
    held: tuple[tuple[str, str], ...] = ()
    """Of the topics asked for those that are in the plan: topic and session (ids)."""
    topics: tuple[LeftOut, ...] = ()
    sessions: tuple[SessionTold, ...] = ()
    wishes: tuple[tuple[str, Price], ...] = ()
    places: tuple[tuple[str, tuple[Place, ...]], ...] = ()
    """By new topic (id)."""
    unanswered: tuple[str, ...] = ()


def no_plan(problem: Problem, control: Control) -> tuple[Problem, Conflict] | None:
    """Return why the year, or which part of it, cannot be planned; None where nothing stands against it.

    The county is looked at first. Rooms are many and rarely the cause: theirs is told when the
    year has been tried (`why_of`).
    """
    if not has_county(problem):
        return None
    part = county_part(problem)
    conflict = explain(part, control)
    return (part, conflict) if conflict.causes or conflict.unfinished else None


def why_of(solved: Solved, problem: Problem, control: Control) -> tuple[Problem, Conflict]:
    """Return why a year that was tried has no plan, of the part that has none."""
    part = solved.part or problem
    return part, explain(part, control)


def answers(problem: Problem, plan: Plan, asked: Asked, control: Control) -> Told:
    """Return what was asked of a plan. Stopped or out of time, what is done by then.

    Parameters
    ----------
    plan:
        The best plan of the year, or one that stands.
    """
    late: list[str] = []
    quiet = control.quietly()
    wanted = [left for left in plan.left_out if asked.all_topics or left.topic in asked.topics]
    topics = _topics(problem, plan, wanted, control, late)
    known = {left.topic: left for left in topics}
    plan = plan.replace(left_out=tuple(known.get(x.topic, x) for x in plan.left_out))
    sessions = []
    for session in asked.sessions:
        others: list[NextBest] = []
        try:
            others += next_best(problem, plan, session, quiet)
        except TimeoutError as error:
            late.append(str(error))
        sessions.append(SessionTold(session, fixing(problem, plan, session), tuple(others)))
    wishes = []
    for wish in asked.wishes:
        try:
            wishes.append((wish.words, price(problem, plan, wish, quiet)))
        except TimeoutError:
            late.append(wish.words)
    found = tuple((topic, places(problem, plan, topic, control)) for topic in asked.places)
    held = tuple((t, s.id) for t in asked.topics for s in plan.sessions if t in s.topics)
    return Told(plan, held, topics, tuple(sessions), tuple(wishes), found, tuple(late))


def _topics(
    problem: Problem,
    plan: Plan,
    wanted: Sequence[LeftOut],
    control: Control,
    late: list[str],
) -> tuple[LeftOut, ...]:
    """Return topics left out with their prices, as many at a time as there are cores."""

    def told(left: LeftOut) -> LeftOut:
        wish = Wish(left.topic, (Lock(subject=left.topic, item="入选", cell=WISH),))
        return left.replace(price=price(problem, plan, wish, control.quietly()))

    found: list[LeftOut] = []
    with ThreadPoolExecutor(cores()) as pool:
        searches = [pool.submit(told, left) for left in wanted]
        for left, search in zip(wanted, searches, strict=True):
            try:
                found.append(search.result())
            except TimeoutError:
                late.append(left.topic)
            control.report(Report(PRICES, len(found), len(wanted), control.seconds(), final=True))
    return tuple(found)


def write_told(
    told: Told, problem: Problem, folder: Path, control: Control, workbook: Path
) -> None:
    """Write the plan with all outputs, the prices among them, into a folder."""
    from outputs.folder import write_all

    write_all(told.plan, problem, folder, run_record(control, told.plan), workbook)
