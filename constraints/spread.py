"""均匀: sessions evenly over the year, level over bodies and leaders (yangzhou (九) 适度频次)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from constraints.rule import Check, Parameter, Rule, Term
from planner.domain import Problem
from planner.plan import Plan, Session

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Expr, Variables

ID = "spread"
FORM = "bimonthly"


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Return how far gaps are from ideal, and the squared loads of bodies and of leaders."""
    if "programme" not in variables.decides:
        return ()
    ideal = problem.number(ID, "ideal_gap", FORM)
    in_order = [s.id for s in variables.sessions if s.form == FORM]
    gaps: Expr = 0
    for earlier, later in pairwise(in_order):
        off = model.new_int_var(0, 731, f"gap off {earlier} {later}")
        between = variables.day_number(later) - variables.day_number(earlier)
        model.add_abs_equality(off, between - ideal)
        gaps += off
    every = [s.id for s in variables.sessions]
    bodies: Expr = 0
    for body in variables.body_names:
        led = sum(variables.lead(s, body) for s in every)
        bodies += _square(model, led, len(every), f"led by {body}")
    leaders: Expr = 0
    for leader in variables.leader_ids:
        duties = sum(variables.in_charge(s, leader) + variables.hosts(s, leader) for s in every)
        leaders += _square(model, duties, 2 * len(every), f"duties of {leader}")
    return (
        Term("spread.gaps", gaps),
        Term("spread.bodies", bodies),
        Term("spread.leaders", leaders),
    )


def _square(model: CpModel, count: Expr, most: int, name: str) -> Expr:
    """Return the square of a count as steps 1 + 3 + 5 + …, whose relaxation is its convex hull."""
    steps = [model.new_bool_var(f"{name} {n}") for n in range(1, most + 1)]
    for step, following in pairwise(steps):
        model.add_implication(following, step)
    model.add(sum(steps) == count)
    return sum((2 * n - 1) * step for n, step in enumerate(steps, start=1))


def measure(plan: Plan, problem: Problem) -> Mapping[str, int]:
    """Recompute the three terms: days off the ideal gap, and sums of squared loads."""
    ideal = problem.number(ID, "ideal_gap", FORM)
    off = sum(
        abs((later.date - earlier.date).days - ideal)
        for earlier, later in pairwise(_bimonthly(plan, problem))
    )
    sessions = [s for s in plan.sessions if s.form != "plenary"]
    led = Counter(s.lead_body for s in sessions if s.lead_body)
    duties = Counter(i for s in sessions for i in (s.lead_leader, s.host) if i)
    return {
        "spread.gaps": off,
        "spread.bodies": sum(n * n for n in led.values()),
        "spread.leaders": sum(n * n for n in duties.values()),
    }


def _bimonthly(plan: Plan, problem: Problem) -> list[Session]:
    """Return the two-month sessions by period, that of a plenary outside its period included."""
    found = (plan.session(slot.id) for slot in problem.slots if slot.form == FORM)
    return [session for session in found if session is not None]


def check(plan: Plan, problem: Problem) -> Check:
    """Say how even the year is. A goal cannot be broken: it has notes and no findings."""
    sessions = [s for s in plan.by_date() if s.form != "plenary"]
    notes = []
    between = [
        ((later.date - earlier.date).days, earlier.id, later.id)
        for earlier, later in pairwise(s for s in sessions if s.form == FORM)
    ]
    if between:
        short, long = min(between), max(between)
        notes.append(
            f"相邻两次座谈会最少相隔 {short[0]} 天（{short[1]} 与 {short[2]}），"
            f"最多 {long[0]} 天（{long[1]} 与 {long[2]}）。"
        )
    led = Counter(s.lead_body for s in sessions if s.lead_body)
    if led:
        notes.append("牵头次数：" + "、".join(f"{body} {n} 次" for body, n in led.most_common()))
    return Check(len(sessions), notes=tuple(notes))


RULE = Rule(
    id=ID,
    name="均匀",
    text="全年场次间隔均匀，牵头单位、分管领导和主持人负担均衡。",
    kind="soft",
    force="assumed",
    sources={"yangzhou": "(九)"},
    build=build,
    check=check,
    measure=measure,
    parameters=(
        Parameter(
            "ideal_gap", "理想间隔", 61, "天", "相邻两次双月协商座谈会相隔多少天最好", 1, 366
        ),
    ),
)
