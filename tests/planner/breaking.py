"""Ways to break a finished plan on purpose, for tests that `check` sees it and names the rule."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from planner.check import judge
from planner.domain import Problem
from planner.plan import Compliance, Plan, Session

Break = Callable[[Plan, Problem], Plan]


def of_topic(plan: Plan, topic_id: str) -> Session:
    """Return the first session that takes the topic or item."""
    return next(s for s in plan.sessions if topic_id in s.topics)


def changed(plan: Plan, session: Session, **changes: object) -> Plan:
    """Return the plan with some fields of one session changed."""
    return plan.update(session.replace(**changes))


def dropped(plan: Plan, session: Session, kind: str) -> Plan:
    """Return the plan without the session's milestones of a kind."""
    kept = tuple(m for m in session.milestones if m.kind != kind)
    return changed(plan, session, milestones=kept)


def moved(plan: Plan, session: Session, kind: str, day: date) -> Plan:
    """Return the plan with the session's milestone of a kind moved to begin and end on a day."""
    milestones = tuple(
        m.replace(start=day, end=day) if m.kind == kind else m for m in session.milestones
    )
    return changed(plan, session, milestones=milestones)


def one_day_past(plan: Plan, problem: Problem, session: Session, kind: str) -> Plan:
    """Return the plan with a milestone on the next working day after the one it now ends on."""
    found = session.milestone(kind)
    assert found is not None
    return moved(plan, session, kind, problem.calendar.on_or_after(found.end + timedelta(days=1)))


def lost(plan: Plan, session_id: str) -> Plan:
    """Return the plan without a session."""
    return plan.replace(sessions=tuple(s for s in plan.sessions if s.id != session_id))


def verdict(plan: Plan, problem: Problem, rule: str) -> Compliance:
    """Return the one verdict of a rule on a plan."""
    return next(v for v in judge(plan, problem) if v.rule == rule)
