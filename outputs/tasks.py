"""The year's tasks, and each one's own: what, with whom, by when, where.

Made from the same entries as the calendars (`outputs.entries`), so that both say the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from outputs.entries import KIND_WORDS, Entry, entries
from outputs.matrix import Audience
from outputs.session_words import session_label, session_topic
from outputs.viewer_task import Viewer, task
from planner.domain import Problem
from planner.plan import Plan, Session


@dataclass(frozen=True)
class Task:
    """A task of the year.

    Attributes
    ----------
    what, session, topic:
        In words. For members and experts: nothing that is not public.
    duty:
        What the one whose sheet it is does; empty in the list of all tasks.
    owner, joining:
        Who leads it, who joins, as read.
    start, due:
        First and last day.
    note:
        Part of the day, whom to call, what is tentative: words joined by ；.
    audience:
        Whose sheets it stands in.
    """

    what: str
    session: str
    topic: str
    duty: str
    owner: str
    joining: tuple[str, ...]
    start: date
    due: date
    place: str
    note: str
    audience: Audience


@dataclass(frozen=True)
class Assignment:
    """Someone's own tasks, in order of their due dates."""

    viewer: Viewer
    tasks: tuple[Task, ...]


def tasks(plan: Plan, problem: Problem) -> tuple[Task, ...]:
    """Return all tasks of the year in order of time."""
    sessions = {s.id: s for s in plan.sessions}
    return tuple(
        _task(entry, sessions.get(entry.session), problem, None) for entry in entries(plan, problem)
    )


def assignments(plan: Plan, problem: Problem) -> tuple[Assignment, ...]:
    """Return each body's, leader's, department's, member's and expert's own tasks.

    Whoever has none is left out; that every member attends the plenary is no task of theirs.
    """
    year = entries(plan, problem)
    sessions = {s.id: s for s in plan.sessions}
    found = []
    for viewer in _viewers(plan, problem):
        own = tuple(
            _task(entry, sessions.get(entry.session), problem, viewer)
            for entry in year
            if _concerns(entry, sessions.get(entry.session), viewer)
        )
        if own:
            found.append(Assignment(viewer, tuple(sorted(own, key=lambda t: (t.due, t.start)))))
    return tuple(found)


def _viewers(plan: Plan, problem: Problem) -> Iterator[Viewer]:
    yield from (Viewer("body", b.name, b.name) for b in problem.bodies)
    yield from (Viewer("leader", x.id, x.name) for x in problem.leaders)
    named = (d.name for d in problem.departments)
    cited = (d for s in plan.by_date() for d in s.departments)
    yield from (Viewer("department", d, d) for d in dict.fromkeys((*named, *cited)))
    yield from (Viewer("member", m.id, m.name) for m in problem.members)
    yield from (Viewer("expert", e.id, e.name) for e in problem.experts)


def _concerns(entry: Entry, session: Session | None, viewer: Viewer) -> bool:
    sees = {
        "body": entry.audience.bodies,
        "leader": entry.audience.leaders,
        "department": entry.audience.departments,
        "member": entry.audience.members,
        "expert": entry.audience.experts,
    }
    if viewer.role == "member" and session is not None and session.form == "plenary":
        return entry.kind != "session" or viewer.key in session.members
    return viewer.key in sees.get(viewer.role, frozenset())


def _task(entry: Entry, session: Session | None, problem: Problem, viewer: Viewer | None) -> Task:
    public = viewer is not None and viewer.is_public
    held = entry.kind == "session" and session is not None and session.form != "plenary"
    return Task(
        what=KIND_WORDS["session"] if held else entry.public_what if public else entry.what,
        session=session_label(session, problem) if session else "年度计划",
        topic=session_topic(session, problem, public) if session and session.topics else "",
        duty=task(entry, session, viewer) if viewer else "",
        owner=entry.owner,
        joining=() if public else entry.with_,
        start=entry.start,
        due=entry.end,
        place=entry.place,
        note="；".join(_notes(entry, public)),
        audience=entry.audience,
    )


def _notes(entry: Entry, public: bool) -> Iterator[str]:
    if entry.half_day is not None:
        clock = "—".join(c for c in (entry.clock_start, entry.clock_end) if c)
        yield f"{entry.half_day.label} {clock}".strip()
    if entry.cancelled:
        yield "已取消"
    elif entry.tentative:
        yield "暂定"
    if public and entry.contact:
        yield f"联系单位：{entry.contact}"
