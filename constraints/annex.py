"""Sessions of the annex (附表): a pair or group that agrees its topic itself (kailu 四14, 四15).

Such a session is led, hosted and attended like any other; nothing that hangs on a topic is due.
"""

from __future__ import annotations

from planner.domain import Problem
from planner.plan import Session


def in_annex(problem: Problem, session: Session) -> bool:
    """Whether the session may have a topic of the sheet 议题 and has none: not left open, agreed later."""
    return problem.form(session.form).topics == "optional" and not session.topics
