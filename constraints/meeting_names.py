"""What the office calls the meetings before a session, for the findings that name them."""

from __future__ import annotations

from planner.plan import Milestone, Session

WORDS = {
    "prior-contact": "事先沟通",
    "scheme": "实施方案",
    "scheme-approval": "方案审议",
    "mobilisation": "部署动员会",
    "research": "调研",
    "coordination": "工作协调会",
}


def meeting_name(milestone: Milestone) -> str:
    """Return the milestone's own title, or the usual word for its kind."""
    return milestone.title or WORDS.get(milestone.kind, milestone.kind)


def takes_time(milestone: Milestone) -> bool:
    """Whether the milestone is a meeting or research days rather than a due date."""
    return milestone.half_day is not None or milestone.kind == "research"


def meetings_of(session: Session) -> tuple[Milestone, ...]:
    """Return the session's milestones that take people's half-days."""
    return tuple(m for m in session.milestones if takes_time(m))
