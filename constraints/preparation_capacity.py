"""同时筹备: a body prepares at most `n` sessions at a time, and leads no more than its year's cap.

Assumed, from committees of one person (kailu 八30). A session is in preparation on the half-open
span [session − lead_months, session). One merged with the plenary is exempt (anhua 二3).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import combinations
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
    """Let no body lead more than `most` sessions whose windows all overlap.

    Spans of time that overlap pair by pair share a moment, so of any `most + 1` sessions that a
    body leads two must be apart.
    """
    if "programme" not in variables.decides:
        return ()
    ordinary = [s for s in variables.sessions if not s.merged]
    windows = {
        slot.id: [(months_before(day, lead), day) for day in variables.days(slot.id)]
        for slot in ordinary
        if (lead := problem.number("lead-time", "lead_months", slot.form))
    }
    apart = {
        (one, other): _apart(model, variables, windows, one, other)
        for one, other in combinations(sorted(windows, key=lambda s: windows[s][0]), 2)
    }
    for body in problem.bodies:
        most = capacity(problem, body)
        for group in combinations(sorted(windows, key=lambda s: windows[s][0]), most + 1):
            pairs = [apart[pair] for pair in combinations(group, 2)]
            if not any(isinstance(pair, int) and pair for pair in pairs):
                led = sum(variables.lead(s, body.name) for s in group)
                model.add(led <= most + sum(pairs))
        if body.annual_cap is not None:
            model.add(sum(variables.lead(s.id, body.name) for s in ordinary) <= body.annual_cap)
    return ()


def _apart(
    model: CpModel,
    variables: Variables,
    windows: Mapping[str, list[tuple[date, date]]],
    one: str,
    other: str,
) -> Expr:
    """Return a Boolean that is true only where one session is over before the other's window.

    1 or 0 where the sessions' days leave no choice. A row for each day of the later session:
    held by then, the earlier one is not held after that day's window begins.
    """
    first, second = sorted((one, other), key=lambda s: windows[s][-1][1])
    ends = [day for _, day in windows[first]]
    if ends[-1] <= windows[second][0][0]:
        return 1
    if ends[0] > windows[second][-1][0]:
        return 0
    apart = model.new_bool_var(f"apart {one} {other}")
    for begin, _ in windows[second]:
        after = sum(variables.on_day(first, day) for day in ends if day > begin)
        by_then = sum(variables.on_day(second, day) for b, day in windows[second] if b <= begin)
        model.add(after + by_then <= 2 - apart)
    return apart


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
