"""村级频次: a village's council meets at least once in two months (farm 11).

One session in each two-month period, and no gap longer than `max_gap_days`, counted from the last
session of the year before. Where that lies so long back that no day of January could keep it, the
first session is due by the end of January.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from constraints.rooms.cadence import held, in_order, with_and_without
from constraints.rule import Check, Easing, Finding, Parameter, Rule, Term
from planner.domain import Problem
from planner.plan import Plan

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Variables

ID = "village-cadence"
PER = "room-period"


def first_due(problem: Problem, last_before: date, max_gap: int) -> date:
    """Return the day by which the year's first session is due after last year's last."""
    return max(last_before + timedelta(days=max_gap), date(problem.year, 1, 31))


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Keep the sessions, each in its period, no further apart than the gap allows."""
    if "programme" not in variables.decides:
        return ()
    sessions = [s for s in variables.sessions if problem.form(s.form).per == PER]
    in_order(model, variables, [s.id for s in sessions])
    for earlier, later in pairwise(sessions):
        gap = problem.number(ID, "max_gap_days", later.form)
        apart = variables.day_number(later.id) - variables.day_number(earlier.id)
        model.add(apart <= gap)
    for slot in sessions[:1]:
        last = problem.room(slot.council).last_before
        if last is not None:
            due = first_due(problem, last, problem.number(ID, "max_gap_days", slot.form))
            early = frozenset(day for day in variables.days(slot.id) if day <= due)
            model.add(variables.on_one_of(slot.id, early) == 1)
    return ()


def check(plan: Plan, problem: Problem) -> Check:
    """Look for a session in each period, and measure the gaps between them."""
    forms = {form.id for form in problem.forms if form.per == PER}
    rooms = [room for room in problem.rooms if room.form in forms]
    findings: list[Finding] = []
    notes = []
    checked = 0
    for room in rooms:
        counted, empty = held(plan)
        findings += empty
        least = problem.number(ID, "n", room.form)
        for first in range(1, 13, 2):
            checked += 1
            there = [s for s in counted if s.date.year == plan.year]
            there = [s for s in there if s.date.month in (first, first + 1)]
            if len(there) < least:
                findings.append(
                    Finding(
                        f"{room.name} {first}—{first + 1} 月协商 {len(there)} 次，至少 {least} 次，请补上。",
                        entities=(room.name,),
                    )
                )
        most = problem.number(ID, "max_gap_days", room.form)
        days = [s.date for s in counted]
        late = [(a, b) for a, b in pairwise(days) if (b - a).days > most]
        if room.last_before is not None and days:
            limit = room.last_before + timedelta(days=most)
            if days[0] > max(limit, date(plan.year, 1, 31)):
                late.append((room.last_before, days[0]))
        findings += [
            Finding(
                f"{room.name}在 {a} 与 {b} 之间相隔 {(b - a).days} 天，最多 {most} 天；请提前后一次。",
                entities=(room.name,),
            )
            for a, b in late
        ]
        notes.append(with_and_without(room.name, counted))
    return Check(checked, tuple(findings), tuple(notes))


RULE = Rule(
    id=ID,
    name="村级频次",
    text="村、社区“好商量”协商议事活动至少每 2 个月召开 1 次。",
    kind="hard",
    force="must",
    sources={"farm": "11"},
    build=build,
    check=check,
    parameters=(
        Parameter("n", "每两个月次数", 1, "次", "每两个月至少召开几次", 1, 4),
        Parameter("max_gap_days", "最长间隔", 75, "天", "相邻两次最多相隔多少天", 31, 122),
    ),
    easing=(Easing("max_gap_days", 120),),
)
