"""均匀: sessions evenly over the year, level over months, bodies and leaders (yangzhou (九) 适度频次).

The gaps are those of forms held in turn: the two-month sessions, the quarterly ones, and those
held a number of times a year. The months count the sessions of all forms together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from constraints.rule import Check, Parameter, Rule, Term
from planner.domain import Form, Problem
from planner.plan import Plan

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Expr, Variables

ID = "spread"
DAYS = 365
IN_TURN = ("period", "quarter", "count")
"""What the sessions of a form are due for, where they follow one another."""


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Return how far gaps are from ideal, and the squared loads of months, bodies and leaders."""
    if "programme" not in variables.decides:
        return ()
    terms = [Term("spread.gaps", _gaps(model, variables, problem))]
    if _months_differ(problem):
        terms.append(Term("spread.months", _months(model, variables)))
    bodies: Expr = 0
    for body in variables.body_names:
        led = [variables.lead(s.id, body) for s in variables.sessions]
        bodies += _square(model, led, f"led by {body}")
    leaders: Expr = 0
    for leader in variables.leader_ids:
        duties = [variables.in_charge(s.id, leader) for s in variables.sessions]
        duties += [variables.hosts(s.id, leader) for s in variables.sessions]
        leaders += _square(model, duties, f"duties of {leader}")
    return (*terms, Term("spread.bodies", bodies), Term("spread.leaders", leaders))


def ideal_gap(problem: Problem, form: Form, sessions: int) -> int:
    """Return the best distance in days of two sessions in turn: by parameter, or the year's part."""
    return problem.number(ID, "ideal_gap", form.id) if form.per == "period" else DAYS // sessions


def _gaps(model: CpModel, variables: Variables, problem: Problem) -> Expr:
    """Return the days by which sessions in turn of one form are nearer or farther than is best."""
    gaps: Expr = 0
    for form in problem.forms:
        in_order = [s.id for s in variables.sessions if s.form == form.id]
        if form.per not in IN_TURN or len(in_order) < 2:
            continue
        ideal = ideal_gap(problem, form, len(in_order))
        for earlier, later in pairwise(in_order):
            off = model.new_int_var(0, 2 * DAYS + 1, f"gap off {earlier} {later}")
            between = variables.day_number(later) - variables.day_number(earlier)
            model.add_abs_equality(off, between - ideal)
            gaps += off
    return gaps


def _months_differ(problem: Problem) -> bool:
    """Whether two sessions may fall in one month: not where each has a period of its own."""
    forms = {slot.form for slot in problem.slots if slot.form != "plenary"}
    return len(forms) > 1 or any(problem.form(form).per != "period" for form in forms)


def _months(model: CpModel, variables: Variables) -> Expr:
    """Return the sum over months of the squared number of sessions; the merged one is no session."""
    months: Expr = 0
    for month in range(1, 13):
        held = [variables.in_month(s.id, month) for s in variables.sessions if not s.merged]
        months += _square(model, held, f"month {month}")
    return months


def _square(model: CpModel, parts: Sequence[Expr], name: str) -> Expr:
    """Return the square of a sum of Booleans as steps 1 + 3 + 5 + …, whose relaxation is its hull.

    What is already a number needs no step: c² + (2c + 1) + (2c + 3) + …
    """
    fixed = sum(part for part in parts if isinstance(part, int))
    chosen = [part for part in parts if not isinstance(part, int)]
    steps = [model.new_bool_var(f"{name} {n}") for n in range(1, len(chosen) + 1)]
    for step, following in pairwise(steps):
        model.add_implication(following, step)
    model.add(sum(steps) == sum(chosen))
    return fixed * fixed + sum(
        (2 * (fixed + n) - 1) * step for n, step in enumerate(steps, start=1)
    )


def measure(plan: Plan, problem: Problem) -> Mapping[str, int]:
    """Recompute the terms: days off the ideal gaps, and sums of squared loads."""
    off = 0
    for form in problem.forms:
        slots = [slot.id for slot in problem.slots if slot.form == form.id]
        if form.per in ("period", "quarter", "count") and len(slots) > 1:
            ideal = DAYS // len(slots)
            if form.per == "period":
                ideal = problem.number(ID, "ideal_gap", form.id)
            found = [s for s in map(plan.session, slots) if s is not None]
            off += sum(abs((b.date - a.date).days - ideal) for a, b in pairwise(found))
    sessions = [s for s in plan.sessions if s.form != "plenary"]
    months = Counter(s.date.month for s in sessions if not s.merged_with_plenary)
    led = Counter(s.lead_body for s in sessions if s.lead_body)
    chairs = {x.id for x in problem.leaders if x.is_chair or x.is_vice_chair}
    duties = Counter(i for s in sessions for i in (s.lead_leader, s.host) if i in chairs)
    return {
        "spread.gaps": off,
        "spread.months": sum(n * n for n in months.values()),
        "spread.bodies": sum(n * n for n in led.values()),
        "spread.leaders": sum(n * n for n in duties.values()),
    }


def check(plan: Plan, problem: Problem) -> Check:
    """Say how even the year is. A goal cannot be broken: it has notes and no findings."""
    sessions = [s for s in plan.by_date() if s.form != "plenary"]
    notes = []
    in_turn = [form for form in problem.forms if form.per in ("period", "quarter", "count")]
    for form in in_turn:
        between = [
            ((later.date - earlier.date).days, earlier.id, later.id)
            for earlier, later in pairwise(s for s in sessions if s.form == form.id)
        ]
        if between:
            short, long = min(between), max(between)
            name = form.name if len(in_turn) > 1 else "座谈会"
            notes.append(
                f"相邻两次{name}最少相隔 {short[0]} 天（{short[1]} 与 {short[2]}），"
                f"最多 {long[0]} 天（{long[1]} 与 {long[2]}）。"
            )
    months = Counter(s.date.month for s in sessions if not s.merged_with_plenary)
    if len(sessions) > 12:
        notes.append("各月场次：" + "、".join(f"{m}月 {months[m]}" for m in sorted(months)) + "。")
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
            "ideal_gap",
            "理想间隔",
            61,
            "天",
            "相邻两次双月协商座谈会相隔多少天最好；季度、全年几次的会按场次均分一年",
            1,
            366,
            pers=frozenset({"period"}),
        ),
    ),
)
