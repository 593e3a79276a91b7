"""What the office calls the meetings before a session, for the findings that name them."""

from __future__ import annotations

from planner.plan import Milestone, Session
from planner.plan_words import KINDS


def meeting_name(milestone: Milestone) -> str:
    """Return the milestone's own title, or the usual word for its kind."""
    return milestone.title or KINDS.get(milestone.kind, milestone.kind)


def takes_time(milestone: Milestone) -> bool:
    """Whether the milestone is a meeting or research days rather than a due date."""
    return milestone.half_day is not None or milestone.kind == "research"


def meetings_of(session: Session) -> tuple[Milestone, ...]:
    """Return the session's milestones that take people's half-days."""
    return tuple(m for m in session.milestones if takes_time(m))
