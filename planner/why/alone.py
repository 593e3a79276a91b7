"""Some sessions of a year, and what is asked of them whatever the other sessions are."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from constraints.rule import Rule
from constraints.topic_fit import FITS, sessions_that_fit
from planner.domain import Lock, Problem, Topic
from planner.parts import is_room

OVER_ALL = frozenset({"member-once", "room-assignment", "reserve"})
"""Rules that ask something of all sessions together, which those left aside could give."""


def alone(
    problem: Problem, rules: Sequence[Rule], sessions: Collection[str]
) -> tuple[Problem, tuple[Rule, ...]]:
    """Return the year of these sessions alone, and the rules that bind them.

    It can be planned wherever the whole year can: what other sessions could give (a place for a
    mandated topic, a member's one invitation) is asked of these only where no other could. A room
    stays whole: its sessions are few, and how far one is from the last is asked of each.
    """
    rest = [s for s in problem.slots if s.form != "plenary" and s.id not in sessions]
    if not rest or is_room(problem):
        return problem, tuple(rules)
    decisive = tuple(rule.id for rule in rules if rule.id in FITS)
    known = {slot.id for slot in problem.slots}
    aside = {slot.id for slot in rest}

    def only_here(topic: Topic) -> bool:
        return sessions_that_fit(problem, topic, decisive).isdisjoint(aside)

    def here(lock: Lock) -> bool:
        if lock.subject in known:
            return lock.subject not in aside
        if lock.item != "入选":
            return True
        if lock.values:
            return aside.isdisjoint(lock.values)
        return only_here(problem.topic(lock.subject))

    topics = tuple(
        topic
        if not (topic.mandated or topic.needs_second) or only_here(topic)
        else topic.model_copy(update={"mandated": False, "needs_second": False})
        for topic in problem.topics
    )
    part = problem.changed(
        slots=tuple(s for s in problem.slots if s.id not in aside),
        topics=topics,
        locks=tuple(lock for lock in problem.locks if here(lock)),
    )
    open_ones = "reserve" in problem.rules and any(
        problem.number("reserve", "n", slot.form) for slot in problem.slots if slot.topics == "one"
    )
    dropped = OVER_ALL if open_ones else OVER_ALL - {"reserve"}
    return part, tuple(rule for rule in rules if rule.id not in dropped)
