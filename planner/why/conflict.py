"""Why there is no plan, and the cheapest changes that give one: each of them tried.

A clash is found, the easiest change that ends it is made, and the year is tried again, until it
has a plan; so causes that have nothing to do with each other are all found. Then every other
change that would end a clash is tried the same way, with the first changes of the other clashes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planner.check import rules_in_force
from planner.control import Control
from planner.domain import Problem
from planner.errors import InternalCheckError
from planner.explanation import Cause, Conflict, Remedy
from planner.necessary import necessary_facts
from planner.plan import Plan
from planner.solve import completed
from planner.why.clash import Clash, Seeker
from planner.why.first_plan import first_plan
from planner.why.ground import WHO, Cure

MOST_CAUSES = 8
"""More clashes than these are told in the next run, when these are cured."""
REMEDIES = 4
"""How many remedies of a cause are told."""
PATIENCE = 12.0
"""So many seconds a clerk waits for more than one remedy of a cause."""
OF_A_COLUMN = 2
"""How many remedies are sought in one column of a sheet, or of one rule: of six who are away, two do."""


@dataclass(frozen=True)
class Curable:
    """A clash with the changes that would end it, the easiest first."""

    clash: Clash
    cures: tuple[Cure, ...]


def explain(problem: Problem, control: Control, patience: float = PATIENCE) -> Conflict:
    """Return what counting shows, the causes, and for each the remedies that give a plan.

    Parameters
    ----------
    problem:
        A county's year, or one room's part.
    patience:
        After so many seconds no further remedies are tried beside the first of each cause.
    """
    until = control.seconds() + patience
    facts = tuple(necessary_facts(problem))
    found, planned = clashes(problem, control)
    causes = tuple(
        Cause(
            tuple(ground.reason for ground in one.clash.grounds),
            tuple(_remedies(problem, found, number, control, until)) if planned else (),
            one.clash.example,
        )
        for number, one in enumerate(found)
    )
    return Conflict(causes, facts, unfinished=bool(found) and not planned)


def clashes(problem: Problem, control: Control) -> tuple[list[Curable], bool]:
    """Return the clashes of a year, each found with those before it cured.

    And whether the first cures of all give a plan that passes every check.
    """
    seeker = Seeker(rules_in_force(problem), control)
    found: list[Curable] = []
    while len(found) < MOST_CAUSES:
        clash = seeker.next(problem)
        if not isinstance(clash, Clash):
            return found, clash.plan is not None and _passes(clash.plan, problem)
        cures = tuple(sorted(_cures(problem, clash), key=lambda cure: cure.order))
        if not cures and clash.bare is not None:
            # Another clash of the same sessions stands in the way; it is found next.
            cures = tuple(sorted(_cures(clash.bare, clash), key=lambda cure: cure.order))
        found.append(Curable(clash, cures))
        if not cures:
            break
        problem = cures[0].change(problem)
    return found, False


def causes_alone(problem: Problem, control: Control) -> Conflict:
    """Return the first cause alone, without remedies: what stands against something asked for."""
    clash = Seeker(rules_in_force(problem), control).next(problem)
    facts = tuple(necessary_facts(problem))
    if not isinstance(clash, Clash):
        return Conflict((), facts)
    grounds = tuple(ground.reason for ground in clash.grounds)
    return Conflict((Cause(grounds, (), clash.example),), facts)


def _cures(problem: Problem, clash: Clash) -> Iterator[Cure]:
    """Yield the least changes that let the clash's own sessions be planned, a few of each column."""
    told: Counter[str] = Counter()
    for ground in clash.grounds:
        column = ground.reason.rule or next(iter(ground.reason.cells), "").rstrip("0123456789")
        for search in ground.searches:
            if told[column] < OF_A_COLUMN:
                cure = search(lambda change: clash.holds(change(problem)))
                if cure is not None:
                    told[column] += 1
                    yield cure


def _remedies(
    problem: Problem,
    found: Sequence[Curable],
    number: int,
    control: Control,
    until: float,
) -> Iterator[Remedy]:
    """Yield the remedies of one cause: the first, known to give a plan with those of the others;
    then those that were tried in its place."""
    others = [one.cures[0] for n, one in enumerate(found) if n != number]
    told = 0
    for cure in found[number].cures:
        if told == REMEDIES or (told and control.seconds() > until):
            return
        changed = problem
        for other in (*others, cure):
            changed = other.change(changed)
        if not told or gives_a_plan(changed, control):
            told += 1
            yield Remedy(WHO[cure.decides], cure.reason, bool(others))


def gives_a_plan(problem: Problem, control: Control) -> bool:
    """Whether a year has a plan that passes every rule's check."""
    try:
        plan = first_plan(problem, rules_in_force(problem), control).plan
    except TimeoutError:
        return False
    return plan is not None and _passes(plan, problem)


def _passes(plan: Plan, problem: Problem) -> bool:
    try:
        completed(plan, problem)
    except InternalCheckError:
        return False
    return True
