"""How a session usually goes whose agenda no rule writes: a reference for who chairs it.

The order by form is practice, not an article: a pair hears its department and talks, a proposal's
handler reports before its proposers speak, a 常委会 is told the situation before it speaks and
talks it over in groups. It is no part of the plan, and is not read back. One part, the talk, takes
what the others leave of the session's length.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from outputs.hosts import takers
from outputs.matrix import People
from planner.domain import Problem
from planner.plan import Session

REPORT, SPEECH, ANSWER, CLOSING = 10, 5, 5, 10
"""Minutes of a report, a speech, an answer, the last words (those of anhua 三(三), but speeches)."""
MOST_SPEAKERS = 12
"""So many are heard one by one; of more, those who ask to speak."""


@dataclass(frozen=True)
class Part:
    """A part of an agenda: what is done by whom, and for how many minutes in all."""

    what: str
    minutes: int


_Rows = Iterator[tuple[str, int]]
_Order = Callable[[Session, Problem, People], _Rows]
_REST = -1
"""The minutes of the part that takes what the others leave."""


def usual_agenda(session: Session, problem: Problem, people: People) -> tuple[Part, ...]:
    """Return the parts in order; none for a form with an agenda by rule, or too short for any."""
    form = next((f for f in problem.forms if f.id == session.form), None)
    if (
        session.agenda
        or form is None
        or form.seats not in _ORDERS
        or form.per in ("year", "period")
    ):
        return ()
    rows = [row for row in _ORDERS[form.seats](session, problem, people) if row[1]]
    length = problem.settings.session_minutes * max(1, session.half_days)
    rest = length - sum(minutes for _, minutes in rows if minutes != _REST)
    if rest <= 0:
        return ()
    return tuple(Part(what, rest if minutes == _REST else minutes) for what, minutes in rows)


def _chosen(session: Session, problem: Problem, people: People) -> _Rows:
    yield from _departments(session, "介绍情况", 1)
    yield f"{session.lead_body}报告调研情况", REPORT
    yield from _speeches("委员、专家发言", (*session.members, *session.experts), people)
    yield "互动交流", _REST
    yield from _answers(session)
    yield from _closing(session, people)


def _standing(session: Session, problem: Problem, people: People) -> _Rows:
    told = [x for x in problem.leaders if x.id in session.leaders and x.side == "政府"]
    if told:
        yield f"县政府领导{told[0].name}通报情况", 2 * REPORT
    else:
        yield from _departments(session, "通报情况", 1)
    yield f"{session.lead_body}报告调研情况", REPORT
    yield f"大会发言（{MOST_SPEAKERS}名以内，每名不超过{SPEECH}分钟）", MOST_SPEAKERS * SPEECH
    yield "分组讨论", _REST
    yield from _answers(session)
    yield from _closing(session, people)


def _pair(session: Session, problem: Problem, people: People) -> _Rows:
    yield from _departments(session, "介绍情况", 1)
    yield from _speeches("委员、专家发言", (*session.members, *session.experts), people)
    yield "互动交流", _REST
    yield from _answers(session)
    yield from _closing(session, people)


def _group(session: Session, problem: Problem, people: People) -> _Rows:
    yield f"{people.name(session.host)}介绍活动内容", REPORT
    yield from _departments(session, "介绍情况", 1)
    yield f"委员发言（每名不超过{SPEECH}分钟）、互动交流", _REST
    yield from _answers(session)
    if session.lead_leader:
        yield f"{people.name(session.lead_leader)}讲话", CLOSING


def _proposal(session: Session, problem: Problem, people: People) -> _Rows:
    yield from _departments(session, "汇报提案办理情况", len(session.departments))
    yield from _speeches("提案人发言", session.members, people)
    yield "互动交流", _REST
    yield "提案人评议办理情况", REPORT
    for leader in sorted(takers(session, problem)):
        yield f"领办领导{people.name(leader)}表态", CLOSING
    yield from _closing(session, people)


def _team(session: Session, problem: Problem, people: People) -> _Rows:
    yield from _departments(session, "汇报", len(session.departments))
    yield "察看现场、座谈评议", _REST
    yield f"{session.lead_body}反馈意见", REPORT
    yield from _closing(session, people)


_ORDERS: Mapping[str, _Order] = {
    "members": _chosen,
    "standing": _standing,
    "committee": _pair,
    "group": _group,
    "proposers": _proposal,
    "team": _team,
}
"""How a form's sessions go, by whom they seat."""


def _departments(session: Session, verb: str, most: int) -> _Rows:
    for name in session.departments[:most]:
        yield f"{name}{verb}", REPORT


def _speeches(word: str, speakers: tuple[str, ...], people: People) -> _Rows:
    count = min(len(speakers), MOST_SPEAKERS)
    who = people.names(speakers) if count == len(speakers) else f"{count}名以内"
    yield f"{word}（{who}；每名不超过{SPEECH}分钟）", count * SPEECH


def _answers(session: Session) -> _Rows:
    if session.departments:
        names = "、".join(session.departments)
        yield f"{names}回应", ANSWER * len(session.departments)


def _closing(session: Session, people: People) -> _Rows:
    yield f"主持人{people.name(session.host)}讲话", CLOSING if session.host else 0
