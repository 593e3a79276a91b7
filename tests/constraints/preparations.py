"""A session with all that goes before and after it, by hand, and ways to spoil it.

Session 3 on Thursday 20 May 2027. Two months before is Saturday 20 March, so 19 March. Topics
were fixed on 10 December 2026 (tests.builders).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from constraints.rule import Check, Rule
from planner.dates import HalfDay
from planner.domain import Problem
from planner.plan import Approval, Milestone, Outcome, Plan, Session
from planner.variables import Time
from tests.builders import plan, session, solve_with

AM, PM = HalfDay.AM, HalfDay.PM
DAY = date(2027, 5, 20)
LIMIT = date(2027, 3, 19)
COMMITTEES = ("经济委员会", "教育委员会", "农业委员会", "办公室")
"""All whose heads attend (各委室)."""
MOBILISED = (*COMMITTEES, "县委办", "县政府办", "发改局")
"""Who comes to the mobilisation of session 3 (anhua 三(二)1)."""


def milestone(kind: str, start: date, end: date | None = None, **changes: Any) -> Milestone:
    """A milestone of one day unless an end is given."""
    return Milestone(kind=kind, start=start, end=end or start, **changes)


def prepared() -> Session:
    """Session 3 with every milestone in time and in order."""
    lead, chief, office = "经济委员会", "副主席乙", "办公室"
    return session(
        3, DAY, approval=Approval(by="主席会议"), outcome=Outcome(paper="政协参阅件", owner=office)
    ).add(
        milestone("scheme", date(2027, 3, 1), date(2027, 3, 11), owner=lead, with_=(chief,)),
        milestone("scheme-approval", date(2027, 3, 12), half_day=AM, owner="主席会议"),
        milestone("mobilisation", LIMIT, half_day=AM, owner=chief, with_=MOBILISED),
        milestone(
            "prior-contact",
            date(2027, 4, 9),
            half_day=AM,
            owner=chief,
            with_=("副书记戊", "副县长己"),
        ),
        milestone(
            "research",
            date(2027, 4, 20),
            date(2027, 4, 21),
            owner=lead,
            team=(chief, "M001", "M002", "M003"),
        ),
        milestone("reservation", date(2027, 4, 26), owner=lead),
        milestone("invitation", date(2027, 5, 6), owner=office),
        milestone("briefing", date(2027, 5, 13), owner=lead),
        milestone(
            "coordination", date(2027, 5, 13), half_day=AM, owner="秘书长丁", with_=COMMITTEES
        ),
        milestone("outcome", date(2027, 6, 3), owner=office),
        milestone("report-back", date(2027, 7, 1), owner=lead),
        milestone("feedback", date(2027, 6, 18), owner=lead),
        milestone("evaluation", date(2027, 9, 1), owner=lead),
    )


def without(whole: Session, kind: str) -> Session:
    """The session with its milestones of a kind deleted."""
    return whole.replace(milestones=tuple(m for m in whole.milestones if m.kind != kind))


def changed(whole: Session, kind: str, **changes: Any) -> Session:
    """The session with fields of one milestone changed."""
    found = whole.milestone(kind)
    assert found is not None
    return without(whole, kind).add(found.replace(**changes))


def moved(whole: Session, kind: str, start: date, end: date | None = None) -> Session:
    """The session with one milestone on other days."""
    return changed(whole, kind, start=start, end=end or start)


def verdict(rule: Rule, problem: Problem, *sessions: Session, **fields: Any) -> Check:
    """A rule's verdict on a plan of these sessions."""
    return rule.check(plan(*sessions, **fields), problem)


def said(check: Check) -> str:
    """All findings in one text."""
    return "\n".join(f.text for f in check.findings)


def times(
    problem: Problem,
    rules: Sequence[Rule],
    given: Plan,
    fixed: Sequence[tuple[str, str, Time]] = (),
    minimise: str = "",
) -> tuple[dict[tuple[str, str], Time], dict[str, int]] | None:
    """Place the meetings of a plan under these rules alone.

    Returns when each meeting starts, by session and kind, and the terms; None where infeasible.
    """
    seen: list[Any] = []

    def fix(model: Any, variables: Any) -> None:
        seen.append(variables)
        for name, kind, time in fixed:
            model.add(variables.meets(name, kind, time) == 1)

    feasible, value, terms = solve_with(problem, rules, "meetings", fix, given, minimise)
    if not feasible:
        return None
    return {
        (m.session, m.kind): time
        for m in seen[0].meetings
        for time in m.times
        if value(seen[0].meets(m.session, m.kind, time))
    }, terms


def can_be(problem: Problem, rules: Sequence[Rule], whole: Session) -> Callable[..., bool]:
    """Return whether one meeting of the session may start at a time, under these rules alone."""

    def asked(kind: str, day: date, half_day: HalfDay = AM) -> bool:
        fixed = [(whole.id, kind, Time(day, half_day))]
        return times(problem, rules, plan(whole), fixed) is not None

    return asked
