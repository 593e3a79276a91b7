"""What people read for a session: what it is called, what it is about."""

from __future__ import annotations

from constraints.distribution import OPEN_TITLE, SECRET_TITLE, is_public
from planner.domain import Problem
from planner.plan import Session
from planner.plan_items import agreed_topic
from planner.plan_words import KINDS
from planner.spoken import session_name


def session_topic(session: Session, problem: Problem, public: bool = False) -> str:
    """Return the session's topic titles as one text; without any, why there is none.

    public: what public files and members' calendars give for it.
    """
    if public and not is_public(session, problem):
        return SECRET_TITLE
    named = "；".join(_title(topic, problem) for topic in session.topics)
    return named or agreed_topic(session, problem) or OPEN_TITLE


def _title(topic_id: str, problem: Problem) -> str:
    """Return a topic's title; of an id that the workbook does not know, the id."""
    try:
        return problem.topic(topic_id).title
    except KeyError:
        return topic_id


def session_label(session: Session, problem: Problem) -> str:
    """Return what people call the session: 3—4月双月协商座谈会, 经济委员会—发改局对口协商, 全体会议 …"""
    name = session_name(problem, session.id)
    if name == session.id:  # not one of the year's: called by its form
        return next((f.name for f in problem.forms if f.id == session.form), session.form)
    return f"{name}（与全会合并）" if session.merged_with_plenary else name


def session_title(session: Session, problem: Problem, public: bool = False) -> str:
    """Return a session's name with its topic, as calendars show it.

    Where those who meet settle the topic: 对口协商：经济委员会—发改局（议题由双方商定）,
    界别协商：教育界.
    """
    label = session_label(session, problem)
    if session.form == "plenary":
        return label
    agreed = agreed_topic(session, problem)
    if not agreed:
        heard = heard_words(session)
        return (
            f"{label}：{session_topic(session, problem, public)}{f'（{heard}）' if heard else ''}"
        )
    slot = next((s for s in problem.slots if s.id == session.id), None)
    if slot is None:
        return f"{label}：{agreed}"
    form = problem.form(session.form)
    if slot.departments:
        return f"{form.name}：{slot.lead_body}—{'、'.join(slot.departments)}（{agreed}）"
    return f"{form.name}：{group_name(slot.group, problem)}"


def heard_words(session: Session) -> str:
    """Return what a room's session without a topic hears: 听取通报反馈、跟踪评估; else nothing."""
    if session.topics or not session.hears:
        return ""
    return f"听取{'、'.join(KINDS.get(kind, kind) for kind in session.hears)}"


def group_name(group: str, problem: Problem) -> str:
    """Return a liaison group's name as it stands, a sector's as 教育界."""
    named = any(g.name == group for g in problem.liaison_groups)
    return group if named or group.endswith("界") else f"{group}界"
