"""Which sessions are numbered items of the plan, which stand in its annex, and in what order.

A real county plan goes through its forms one after another and numbers its items through all of
them. What a pair or a group of members settles by itself (kailu 四14, 四15) is no item of the plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from planner.domain import Problem
from planner.plan import Plan, Session

AGREED: Mapping[str, str] = {"pair": "议题由双方商定", "group": "议题自行商定"}
"""What stands for the topic of a session whose parties settle it, by what its form is due for."""


def numbered_items(plan: Plan, problem: Problem) -> tuple[Session, ...]:
    """Return the sessions that carry a topic or an item: form by form, each by date."""
    return _by_form((s for s in plan.by_date() if s.topics), problem)


def annex(plan: Plan, problem: Problem) -> tuple[Session, ...]:
    """Return the sessions without a topic: form by form, each by date."""
    return _by_form((s for s in plan.by_date() if not s.topics), problem)


def agreed_topic(session: Session, problem: Problem) -> str:
    """Return what stands for the topic where those who meet settle it; empty for other sessions."""
    if session.topics:
        return ""
    form = next((f for f in problem.forms if f.id == session.form), None)
    return AGREED.get(form.per, "") if form and form.topics == "optional" else ""


def _by_form(sessions: Iterable[Session], problem: Problem) -> tuple[Session, ...]:
    order = {form.id: n for n, form in enumerate(problem.forms)}
    return tuple(sorted(sessions, key=lambda s: order.get(s.form, len(order))))
