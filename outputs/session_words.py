"""What people read for a session: what it is called, its topic, its last day."""

from __future__ import annotations

from datetime import date, timedelta

from constraints.distribution import OPEN_TITLE, SECRET_TITLE, is_public
from planner.domain import Problem
from planner.plan import Session
from planner.spoken import session_name


def session_topic(session: Session, problem: Problem, public: bool = False) -> str:
    """Return the session's topic titles as one text; 议题待定 without any.

    public: what public files and members' calendars give for it.
    """
    if public and not is_public(session, problem):
        return SECRET_TITLE
    titles = {t.id: t.title for t in problem.topics}
    return "；".join(titles.get(t, t) for t in session.topics) or OPEN_TITLE


def session_label(session: Session, problem: Problem) -> str:
    """Return what people call the session: 3—4月双月协商座谈会, 全体会议 …"""
    name = session_name(problem, session.id)
    if name == session.id:  # not one of the year's: called by its form
        return next((f.name for f in problem.forms if f.id == session.form), session.form)
    return f"{name}（与全会合并）" if session.merged_with_plenary else name


def last_day(session: Session) -> date:
    """Return the session's last day: two half-days a day, from the half-day it begins with."""
    order = min(session.half_day.order, 1)
    return session.date + timedelta(days=(order + max(session.half_days, 1) - 1) // 2)
