"""A session without an agenda by rule: whoever chairs it for the first time needs the usual order."""

from __future__ import annotations

import pytest

from outputs.matrix import People
from outputs.usual_agenda import Part, usual_agenda
from planner.plan import AgendaPart, Session
from tests.outputs.full_year import full_plan, full_problem
from tests.outputs.kailu_year import kailu_plan, kailu_problem

COUNTY = kailu_problem()
YEAR = kailu_plan(COUNTY)
PEOPLE = People(COUNTY)
LENGTH = COUNTY.settings.session_minutes


def first(form: str) -> Session:
    return next(s for s in YEAR.by_date() if s.form == form and not s.agenda)


def usual(session: Session) -> tuple[Part, ...]:
    return usual_agenda(session, COUNTY, PEOPLE)


@pytest.mark.parametrize(
    "form", ["standing", "quarterly", "counterpart", "sector", "proposal", "supervision"]
)
def test_the_parts_fill_the_session_whatever_its_length(form: str) -> None:
    """The talk takes what the reports and speeches leave: neither too long nor an empty hour."""
    session = first(form)
    parts = usual(session)
    assert sum(p.minutes for p in parts) == LENGTH * session.half_days
    assert all(p.minutes > 0 for p in parts)


def test_who_handles_a_proposal_reports_before_who_brought_it_speaks() -> None:
    """kailu 四16; two who brought it, five minutes each: ten."""
    session = next(s for s in YEAR.sessions if s.id == "proposal-P01")
    taking = next(p for p in COUNTY.key_proposals if p.id in session.topics).government_leader
    parts = usual(session.replace(leaders=(taking, session.host), departments=("县教育局",)))
    words = [p.what for p in parts]
    names = "、".join(COUNTY.member(m).name for m in session.members)
    assert words[0] == "县教育局汇报提案办理情况"
    assert parts[1] == Part(f"提案人发言（{names}；每名不超过5分钟）", 10)
    assert f"领办领导{COUNTY.leader(taking).name}表态" in words
    assert words[-1] == f"主持人{PEOPLE.name(session.host)}讲话"


def test_more_speakers_than_can_be_heard_are_a_number() -> None:
    """13 × 5 minutes is more than an hour of speeches: 12 at most, and their names fill no line."""
    session = first("quarterly")
    members = tuple(m.id for m in COUNTY.members[:13])
    (speeches,) = (p for p in usual(session.replace(members=members)) if "发言（" in p.what)
    assert speeches == Part("委员、专家发言（12名以内；每名不超过5分钟）", 60)


def test_nothing_is_proposed_where_a_rule_writes_the_agenda() -> None:
    """anhua's 双月 have one by 三(三); so has a session whose agenda the plan holds."""
    problem = full_problem()
    people = People(problem)
    sessions = [s.replace(agenda=()) for s in full_plan().sessions]
    assert not any(usual_agenda(s, problem, people) for s in sessions)
    written = first("quarterly").replace(agenda=(AgendaPart(part="free", speaker="", minutes=5),))
    assert usual(written) == ()


def test_departments_enough_to_fill_the_meeting_leave_no_order_to_propose() -> None:
    """Twenty reports of ten minutes are 200 minutes, and no half-day is that long."""
    session = first("proposal").replace(departments=tuple(f"部门{n}" for n in range(20)))
    assert usual(session) == ()
