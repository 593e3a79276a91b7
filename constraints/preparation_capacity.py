"""同时筹备: a body prepares at most `n` sessions at a time, and leads no more than its year's cap.

Assumed, from committees of one person (kailu 八30). A session is in preparation on the half-open
span [session − lead_months, session). One merged with the plenary is exempt (anhua 二3).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from constraints.rule import Check, Finding, Parameter, Rule, Term
from planner.dates import months_before
from planner.domain import Body, Problem
from planner.plan import Plan

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Expr, Variables

ID = "preparation-capacity"


def capacity(problem: Problem, body: Body) -> int:
    """Return how many sessions a body may prepare at once: 同时筹备上限, else `n`."""
    return problem.number(ID, "n") if body.preparation_cap is None else body.preparation_cap


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Bound, at each day on which a window may begin, the windows that cover it.

    Windows overlap exactly where one of them begins inside the others, so these days suffice.
    """
    if "programme" not in variables.decides:
        return ()
    ordinary = [s for s in variables.sessions if not s.merged]
    windows = [
        (slot.id, months_before(day, lead), day)
        for slot in ordinary
        if (lead := problem.number("lead-time", "lead_months", slot.form))
        for day in variables.days(slot.id)
    ]
    pivots = sorted({begin for _, begin, _ in windows})
    covering = [[w for w in windows if w[1] <= pivot < w[2]] for pivot in pivots]
    for body in problem.bodies:
        most = capacity(problem, body)
        for windows_then in covering:
            # A session has one day, so up to `most` sessions cannot exceed the bound.
            if len({session for session, _, _ in windows_then}) > most:
                cells: list[Expr] = [
                    variables.cell(s, body.name, day) for s, _, day in windows_then
                ]
                model.add(sum(cells) <= most)
        if body.annual_cap is not None:
            model.add(sum(variables.lead(s.id, body.name) for s in ordinary) <= body.annual_cap)
    return ()


def check(plan: Plan, problem: Problem) -> Check:
    """Walk through each body's preparations by date, and count its sessions of the year."""
    findings = []
    ordinary = [s for s in plan.by_date() if s.form != "plenary" and not s.merged_with_plenary]
    for body in problem.bodies:
        most = problem.number(ID, "n") if body.preparation_cap is None else body.preparation_cap
        led = [s for s in ordinary if s.lead_body == body.name]
        spans: list[tuple[date, date, str]] = [
            (
                months_before(s.date, problem.number("lead-time", "lead_months", s.form)),
                s.date,
                s.id,
            )
            for s in led
        ]
        for begin, end, name in spans:
            together = [n for b, e, n in spans if b <= begin < e]
            if begin < end and len(together) > most:
                findings.append(
                    Finding(
                        f"{body.name}在 {begin} 同时筹备 {len(together)} 场（{'、'.join(together)}），"
                        f"上限 {most} 场；请换牵头单位、错开日期，或提高“同时筹备上限”。",
                        name,
                        (body.name,),
                    )
                )
        if body.annual_cap is not None and len(led) > body.annual_cap:
            findings.append(
                Finding(
                    f"{body.name}全年牵头 {len(led)} 场（{'、'.join(s.id for s in led)}），"
                    f"超过年度承办上限 {body.annual_cap} 场；请换牵头单位或提高上限。",
                    entities=(body.name,),
                )
            )
    return Check(len(ordinary), tuple(findings))


RULE = Rule(
    id=ID,
    name="同时筹备",
    text="一个承办单位同时筹备的座谈会不超过上限，全年承办不超过年度上限。",
    kind="hard",
    force="assumed",
    sources={},
    build=build,
    check=check,
    parameters=(Parameter("n", "同时筹备上限", 1, "场", "一个单位同时筹备几场", 1, 20),),
)
