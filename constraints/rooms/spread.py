"""均匀 at the grass roots: a room's sessions evenly over the year (yangzhou (九) 适度频次).

The year falls into as many equal parts as there are sessions; each is best about the middle of its
own. A few days more or less are no matter, and leave the rooms of a county days of their own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from constraints.rule import Check, Parameter, Rule, Term
from planner.domain import Problem
from planner.plan import Plan

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Expr, Variables

ID = "spread"
DAYS = 365


def middles(problem: Problem) -> dict[str, date]:
    """Return each session's best day: the middle of its part of the year."""
    count = len(problem.slots)
    start = date(problem.year, 1, 1)
    return {
        slot.id: start + timedelta(days=(2 * n + 1) * DAYS // (2 * count))
        for n, slot in enumerate(problem.slots)
    }


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Return by how many days, a tolerance aside, the sessions are off their best days.

    A cost for each day by itself: the relaxation is exact.
    """
    if "programme" not in variables.decides:
        return ()
    off: Expr = 0
    best = middles(problem)
    for slot in variables.sessions:
        tolerance = problem.number(ID, "tolerance", slot.form)
        for day in variables.days(slot.id):
            days_off = abs((day - best[slot.id]).days) - tolerance
            if days_off > 0:
                off += days_off * variables.on_day(slot.id, day)
    return (Term(f"{ID}.days", off),)


def measure(plan: Plan, problem: Problem) -> Mapping[str, int]:
    """Add up the days, beyond the tolerance, from each session to the middle of its part."""
    numbered = [slot.id for slot in problem.slots]
    total = 0
    for n, session in enumerate(map(plan.session, numbered)):
        if session is not None:
            tolerance = problem.number(ID, "tolerance", session.form)
            middle = date(problem.year, 1, 1).toordinal() + (2 * n + 1) * 365 // (2 * len(numbered))
            total += max(0, abs(session.date.toordinal() - middle) - tolerance)
    return {f"{ID}.days": total}


def check(plan: Plan, problem: Problem) -> Check:
    """A goal cannot be broken."""
    return Check(len(plan.sessions))


RULE = Rule(
    id=ID,
    name="均匀",
    text="保持协商活动适度频次，一年中分布均匀。",
    kind="soft",
    force="usual",
    sources={"yangzhou": "九"},
    build=build,
    check=check,
    measure=measure,
    parameters=(Parameter("tolerance", "出入天数", 10, "天", "离均匀日期几天以内不计", 0, 60),),
)
