"""同时筹备: a body prepares at most `n` sessions at a time, and leads no more than its year's cap.

Assumed, from committees of one person (kailu 八30). It concerns the two-month forms, whose sessions
take one topic each and choose their lead body; what a committee does with its departments, its
groups and its own activities stands beside it. A session is in preparation on the half-open span
[session − lead_months, session). One merged with the plenary is exempt (anhua 二3).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING

from constraints.rule import Check, Easing, Finding, Parameter, Rule, Term
from planner.dates import ONE_DAY, months_before
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
    ordinary = [s for s in variables.sessions if s.topics == "one" and not s.merged]
    windows = {
        slot.id: [(months_before(day, lead), day) for day in variables.days(slot.id)]
        for slot in ordinary
        if (lead := problem.number("lead-time", "lead_months", slot.form))
    }
    in_order = sorted(windows, key=lambda s: (windows[s][-1][1], windows[s][0][1], s))
    apart = {
        (one, other): _apart(model, variables, windows, one, other)
        for one, other in combinations(in_order, 2)
    }
    _level(model, variables, problem, windows)
    for body in problem.bodies:
        most = capacity(problem, body)
        for group in combinations(in_order, most + 1):
            pairs = [apart[pair] for pair in combinations(group, 2)]
            if not any(isinstance(pair, int) and pair for pair in pairs):
                led = sum(variables.lead(s, body.name) for s in group)
                model.add(led <= most + sum(pairs))
        if body.annual_cap is not None:
            model.add(sum(variables.lead(s.id, body.name) for s in ordinary) <= body.annual_cap)
    return ()


def _level(
    model: CpModel,
    variables: Variables,
    problem: Problem,
    windows: Mapping[str, list[tuple[date, date]]],
) -> None:
    """Keep each body's sessions that are surely in preparation when a month begins within its cap.

    The rows below are exact and these say nothing new, but their relaxation is far tighter: who
    leads and in which month is one Boolean, summed over the months to the lead, over the bodies to
    the month. A session of a month whose every window holds the eve of another is in preparation.
    """
    eves = [date(problem.year, month, 1) - ONE_DAY for month in range(1, 13)]
    preparing: dict[tuple[str, date], list[Expr]] = defaultdict(list)
    for session, spans in windows.items():
        months: dict[int, list[tuple[date, date]]] = defaultdict(list)
        for begin, day in spans:
            months[day.month].append((begin, day))
        led = _led_in(model, variables, session, tuple(months))
        for (body, month), taken in led.items():
            for eve in eves:
                if all(begin <= eve < day for begin, day in months[month]):
                    preparing[body, eve].append(taken)
    caps = {body.name: capacity(problem, body) for body in problem.bodies}
    for (body, _), sessions in preparing.items():
        if len(sessions) > caps[body]:
            model.add(sum(sessions) <= caps[body])


def _led_in(
    model: CpModel, variables: Variables, session: str, months: Sequence[int]
) -> Mapping[tuple[str, int], Expr]:
    """Return whether each body that may leads the session in each of its months."""
    leads = {body: variables.lead(session, body) for body in variables.body_names}
    able = {body: lead for body, lead in leads.items() if not (isinstance(lead, int) and not lead)}
    if len(months) == 1:
        return {(body, months[0]): lead for body, lead in able.items()}
    led: dict[tuple[str, int], Expr] = {
        (body, month): model.new_bool_var(f"led by {body} in {month} {session}")
        for body in able
        for month in months
    }
    for body, lead in able.items():
        model.add(sum(led[body, month] for month in months) == lead)
    for month in months:
        held = variables.in_month(session, month)
        model.add(sum(led[body, month] for body in able) == held)
    return led


def _apart(
    model: CpModel,
    variables: Variables,
    windows: Mapping[str, list[tuple[date, date]]],
    one: str,
    other: str,
) -> Expr:
    """Return what is true only where one session is over before the other's window begins."""
    ways = [
        _over_before(model, variables, windows, one, other),
        _over_before(model, variables, windows, other, one),
    ]
    return 1 if any(isinstance(way, int) and way for way in ways) else sum(ways)


def _over_before(
    model: CpModel,
    variables: Variables,
    windows: Mapping[str, list[tuple[date, date]]],
    first: str,
    second: str,
) -> Expr:
    """Return a Boolean that is true only where the first is over before the second's window.

    1 or 0 where the sessions' days leave no choice. One row compares the days exactly; a row for
    each month in which the second may be held keeps the relaxation near it.
    """
    ends = [day for _, day in windows[first]]
    if ends[-1] <= windows[second][0][0]:
        return 1
    if ends[0] > windows[second][-1][0]:
        return 0
    over = model.new_bool_var(f"over {first} before {second}")
    start = windows[second][0][0]
    begins = sum((begin - start).days * variables.on_day(second, d) for begin, d in windows[second])
    held = sum((day - start).days * variables.on_day(first, day) for day in ends)
    model.add(held - begins <= (ends[-1] - start).days * (1 - over))
    for month in dict.fromkeys(day.month for _, day in windows[second]):
        last = max(begin for begin, day in windows[second] if day.month <= month)
        by_then = sum(variables.in_month(second, m) for m in range(1, month + 1))
        in_time = variables.on_one_of(first, frozenset(day for day in ends if day <= last))
        model.add(in_time >= by_then + over - 1)
    return over


def check(plan: Plan, problem: Problem) -> Check:
    """Walk through each body's preparations by date, and count its sessions of the year."""
    findings = []
    two_month = {form.id for form in problem.forms if form.topics == "one"} - {"plenary"}
    ordinary = [s for s in plan.by_date() if s.form in two_month and not s.merged_with_plenary]
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
    easing=(Easing("n", 3),),
)
