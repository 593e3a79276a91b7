"""The year's tasks, and each one's own: what, with whom, by when, where.

Made from the same entries as the calendars (`outputs.entries`), so that both say the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from outputs.entries import Entry, entries, held_words
from outputs.matrix import NAMED_AT_MOST, Audience, departments_or_number
from outputs.session_words import session_label, session_topic
from outputs.viewer_task import Viewer, task
from planner.domain import Problem
from planner.plan import Plan, Session
from planner.plan_items import agreed_topic


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
    """Return the county's tasks of the year in order of time.

    A room's tasks stand on its page of 协商室安排, which its convenor has: thousands of them would
    bury those of the committees.
    """
    sessions = {s.id: s for s in plan.sessions}
    return tuple(
        _task(entry, sessions.get(entry.session), problem, None)
        for entry in entries(plan, problem)
        if not entry.audience.rooms
    )


def assignments(plan: Plan, problem: Problem) -> tuple[Assignment, ...]:
    """Return each body's, leader's, department's, group's, member's and expert's own tasks.

    Those in sessions of rooms among them.

    Whoever has none is left out; that every member attends the plenary is no task of theirs.
    """
    sessions = {s.id: s for s in plan.sessions}
    seen = _seen_by(entries(plan, problem), sessions)
    found = []
    for viewer in _viewers(plan, problem):
        own = tuple(
            _task(entry, sessions.get(entry.session), problem, viewer)
            for entry in seen.get((viewer.role, viewer.key), ())
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
    yield from (Viewer("group", g.name, g.name) for g in problem.liaison_groups)
    yield from (Viewer("member", m.id, m.name) for m in problem.members)
    yield from (Viewer("expert", e.id, e.name) for e in problem.experts)


def _seen_by(
    year: Iterable[Entry], sessions: Mapping[str, Session]
) -> Mapping[tuple[str, str], Sequence[Entry]]:
    """Return the entries that are tasks of each role's each name, in order of time."""
    seen: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in year:
        audience = entry.audience
        session = sessions.get(entry.session)
        members = audience.members
        if session is not None and session.form == "plenary" and entry.kind == "session":
            members &= frozenset(session.members)
        for role, keys in (
            ("body", audience.bodies),
            ("leader", audience.leaders),
            ("department", audience.departments),
            ("group", audience.groups),
            ("member", members),
            ("expert", audience.experts),
        ):
            for key in keys:
                seen[role, key].append(entry)
    return seen


def _task(entry: Entry, session: Session | None, problem: Problem, viewer: Viewer | None) -> Task:
    public = viewer is not None and viewer.is_public
    held = session if entry.kind == "session" and not _is_plenary(session) else None
    return Task(
        what=held_words(held) if held else entry.public_what if public else entry.what,
        session=session_label(session, problem) if session else "年度计划",
        topic=_topic(session, problem, public) if session else "",
        duty=task(entry, session, viewer) if viewer else "",
        owner=entry.owner,
        joining=() if public else _joining(entry, session),
        start=entry.start,
        due=entry.end,
        place=entry.place,
        note="；".join(_notes(entry, public)),
        audience=entry.audience,
    )


def _joining(entry: Entry, session: Session | None) -> tuple[str, ...]:
    """Return who joins; the departments that the plenary asks in their dozens, by number."""
    departments = session.departments if session and entry.kind == "session" else ()
    if len(departments) <= NAMED_AT_MOST:
        return entry.with_
    others = tuple(name for name in entry.with_ if name not in departments)
    return (*others, departments_or_number(departments))


def _topic(session: Session, problem: Problem, public: bool) -> str:
    """Return the topic, or who settles it; empty for a plenary and a session left open."""
    if session.topics:
        return session_topic(session, problem, public)
    return agreed_topic(session, problem)


def _is_plenary(session: Session | None) -> bool:
    return session is None or session.form == "plenary"


def _notes(entry: Entry, public: bool) -> Iterator[str]:
    if entry.parts:
        first = entry.parts[0][1][0].label
        count = sum(len(parts) for _, parts in entry.parts)
        begins = f"{entry.clock_start}起" if entry.clock_start else "起"
        yield f"{first} {begins}，共{count}个半天"
    if entry.half_day is not None:
        clock = "—".join(c for c in (entry.clock_start, entry.clock_end) if c)
        yield f"{entry.half_day.label} {clock}".strip()
    if entry.cancelled:
        yield "已取消"
    elif entry.tentative:
        yield "暂定"
    if public and entry.contact:
        yield f"联系单位：{entry.contact}"
