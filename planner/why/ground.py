"""Grounds: what a clash can be made of. And the least change of one that would do: its cure.

A ground is a rule in force, a session that is due, or what one cell of the workbook says. Without
it (`lifted`) the year only becomes easier to plan.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from constraints.rule import Rule
from planner.domain import Problem
from planner.reason import Reason

Change = Callable[[Problem], Problem]
"""A change of the workbook, or of a rule's number."""
Decider = Literal["办公室", "主席会议", "党委"]
DECIDERS: tuple[Decider, ...] = ("办公室", "主席会议", "党委")
"""Who may decide a change, the easiest to ask first."""
WHO = {
    "办公室": "办公室可定",
    "主席会议": "须报主席会议同意",
    "党委": "须报党委、政府同意",
}


@dataclass(frozen=True)
class Cure:
    """A change that gives a plan, or would.

    Attributes
    ----------
    decides:
        Who may decide it.
    cost:
        How much it changes, to compare with others that the same people decide: about one for a
        day, two for a cell.
    """

    decides: Decider
    reason: Reason
    cost: int
    change: Change

    @property
    def order(self) -> tuple[int, int]:
        """The easiest to have first."""
        return DECIDERS.index(self.decides), self.cost


Days = frozenset[date]
"""The days that some sessions, and the meetings before them, take."""
Works = Callable[[Change], Days | None]
"""Tries a change: the days of a plan that it gives, None where it gives none."""
Search = Callable[[Works], Cure | None]
"""Finds the least change of its kind that works; None where none does."""


@dataclass(frozen=True)
class Ground:
    """A rule, a session or a fact that may have a part in a clash.

    Attributes
    ----------
    reason:
        What it says, with its article or cells.
    lifted:
        The year without it. A rule stays in force there: rules are left out when models are built.
    searches:
        How its least changes are found. None for what nobody may change (a must rule).
    """

    reason: Reason
    lifted: Change
    searches: tuple[Search, ...] = ()
    rule: Rule | None = None
    places: bool = False
    """Whether it says when, or in which form, a topic is to be heard."""


def same(problem: Problem) -> Problem:
    """Change nothing."""
    return problem


def lifted(problem: Problem, grounds: Sequence[Ground]) -> Problem:
    """Return the year without some of its facts."""
    for ground in grounds:
        problem = ground.lifted(problem)
    return problem


def first_of(*cures: Cure) -> Search:
    """Search cures one after another; for changes that none is part of another."""
    return lambda works: next((cure for cure in cures if works(cure.change) is not None), None)


def least_of(cures: Sequence[Cure]) -> Search:
    """Search among cures of which each goes further than the one before: the least, or by halving."""

    def search(works: Works) -> Cure | None:
        if not cures:
            return None
        if works(cures[0].change) is not None:
            return cures[0]
        if works(cures[-1].change) is None:
            return None
        low, high = 1, len(cures) - 1
        while low < high:
            middle = (low + high) // 2
            if works(cures[middle].change) is not None:
                high = middle
            else:
                low = middle + 1
        return cures[low]

    return search
