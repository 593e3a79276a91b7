"""From a model's solution to the plan: what each of the three models decided."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from planner.dates import HalfDay
from planner.domain import Problem, Slot
from planner.plan import Milestone, Plan, Session
from planner.variables import OPEN, Meeting, Time, Variables

if TYPE_CHECKING:
    from planner.variables import Expr

TIMES = {HalfDay.AM: "09:00", HalfDay.PM: "14:30", HalfDay.EVENING: "19:00"}
"""When a session starts in each part of the day (assumed)."""

Value = Callable[["Expr"], int]


def programme(problem: Problem, variables: Variables, value: Value) -> tuple[Session, ...]:
    """Return the sessions with topic, lead body, leader in charge, host and day; and the plenary."""
    sessions = [_plenary(problem)] if any(s.form == "plenary" for s in problem.slots) else []
    for slot in variables.sessions:
        topics = tuple(t for t in variables.topic_ids if value(variables.topic_in(slot.id, t)))
        topics = tuple(t for t in topics if t != OPEN)
        lead = slot.fixed_lead or next(
            b for b in variables.body_names if value(variables.lead(slot.id, b))
        )
        day = next(d for d in variables.days(slot.id) if value(variables.on_day(slot.id, d)))
        leader = _in_charge(variables, value, slot.id)
        host = slot.host or _host(variables, value, slot.id)
        sessions.append(session_of(problem, slot, topics, lead, day, leader, host))
    return tuple(sessions)


def session_of(
    problem: Problem,
    slot: Slot,
    topics: tuple[str, ...],
    lead: str,
    day: date,
    leader: str,
    host: str,
) -> Session:
    """Return a session as a programme decides it, with the units that its topics bring."""
    supporting: dict[str, None] = {}
    departments: dict[str, None] = {}
    for topic in topics:
        wanted = problem.topic(topic)
        supporting |= dict.fromkeys(b for b in wanted.supporting_bodies if b != lead)
        departments |= dict.fromkeys(problem.topic_departments(topic, lead))
    departments |= dict.fromkeys(slot.departments)
    return Session(
        id=slot.id,
        form=slot.form,
        council=slot.council,
        date=day,
        group=slot.group,
        half_days=slot.half_days,
        date_status=problem.calendar.date_status(day),
        merged_with_plenary=slot.merged,
        topics=topics,
        lead_body=lead,
        lead_leader=leader,
        host=host,
        supporting_bodies=tuple(supporting),
        departments=tuple(departments),
    )


def _in_charge(variables: Variables, value: Value, session: str) -> str:
    return next((i for i in variables.leader_ids if value(variables.in_charge(session, i))), "")


def _host(variables: Variables, value: Value, session: str) -> str:
    return next((i for i in variables.host_names if value(variables.hosts(session, i))), "")


def _plenary(problem: Problem) -> Session:
    settings = problem.settings
    slot = next(s for s in problem.slots if s.form == "plenary")
    office = problem.office
    return Session(
        id=slot.id,
        form="plenary",
        state="confirmed",  # its days are the workbook's, no scheme has to be passed for them
        date=settings.plenary_start,
        half_days=2 * len(problem.plenary_days),
        date_status=problem.calendar.date_status(settings.plenary_start),
        host=problem.chair.id if problem.chair else "",
        lead_body=office.name if office else "",
        leaders=tuple(leader.id for leader in problem.cppcc_leaders),
        start=TIMES[HalfDay.AM],
    )


def meetings(problem: Problem, variables: Variables, value: Value, plan: Plan) -> Plan:
    """Return the plan with half-days, venues, and the meetings before each session."""
    minutes = problem.settings.session_minutes
    for session in variables.fixed_sessions():
        changed = plan.session(session.id) or session
        for meeting in variables.meetings:
            if meeting.session != session.id:
                continue
            start = next(
                t for t in meeting.times if value(variables.meets(session.id, meeting.kind, t))
            )
            if meeting.kind == "session":
                changed = changed.replace(
                    half_day=start.half_day,
                    start=TIMES[start.half_day],
                    # One that goes on for days ends at no hour of its first.
                    end=_clock(TIMES[start.half_day], minutes) if session.half_days == 1 else "",
                )
            else:
                changed = changed.add(_milestone(meeting, start))
        venue = next(
            (v.name for v in problem.venues if value(variables.venue(session.id, v.name))),
            "" if session.council == "county" else session.council,
        )
        plan = plan.update(changed.replace(venue=venue))
    return plan


def _milestone(meeting: Meeting, start: Time) -> Milestone:
    occupied = meeting.times[start]
    whole_days = len(occupied) > 1
    return Milestone(
        kind=meeting.kind,
        start=start.day,
        end=occupied[-1].day,
        half_day=None if whole_days else start.half_day,
        owner=meeting.owner,
        with_=meeting.with_,
        title=meeting.title,
        place=meeting.place,
    )


def _clock(start: str, minutes: int) -> str:
    hour, minute = (int(part) for part in start.split(":"))
    total = hour * 60 + minute + minutes
    return f"{total // 60:02d}:{total % 60:02d}"


def people(problem: Problem, variables: Variables, value: Value, plan: Plan) -> Plan:
    """Return the plan with members, experts and research teams, by id."""
    for slot in variables.sessions:
        session = plan.session(slot.id)
        if session is None:
            continue
        team = tuple(
            p for p in variables.team_candidates(slot.id) if value(variables.on_team(slot.id, p))
        )
        leaders = (session.lead_leader,) if session.lead_leader else ()
        milestones = tuple(
            m.replace(team=(*leaders, *team)) if m.kind == "research" else m
            for m in session.milestones
        )
        plan = plan.update(
            session.replace(
                members=tuple(
                    m.id for m in problem.members if value(variables.seat(slot.id, m.id))
                ),
                experts=tuple(
                    e.id for e in problem.experts if value(variables.expert_seat(slot.id, e.id))
                ),
                deliberators=tuple(
                    d.id for d in problem.deliberators if value(variables.sits(slot.id, d.id))
                ),
                milestones=milestones,
            )
        )
    return plan
