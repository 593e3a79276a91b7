"""Who is in two things at once: the check of 不冲突, read from a finished plan.

Every person's, unit's and room's half-days are listed from the sessions, the meetings before them
and the research; any half-day with two different things in it is a clash.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from constraints.meeting_names import meeting_name, meetings_of
from constraints.rule import Check, Finding
from planner.dates import HalfDay, days_from
from planner.domain import Problem
from planner.plan import Milestone, Plan, Session

BOTH = (HalfDay.AM, HalfDay.PM)


@dataclass(frozen=True)
class _Engagement:
    """One thing at one half-day: what makes it the same thing, and how to say it."""

    day: date
    half_day: HalfDay
    thing: str
    label: str
    session: str


def check(plan: Plan, problem: Problem) -> Check:
    """Report each person, unit or room that is in two things in one half-day; teams' absences too.

    A 主席会议 that passes several schemes is one meeting. And no day holds more half-days of
    sessions than the county allows.
    """
    findings = _crowded(plan, problem)
    diaries: dict[str, dict[tuple[date, HalfDay], dict[str, _Engagement]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    people = People(problem)
    for session in plan.sessions:
        if session.form == "plenary":
            continue
        for engagement, keys in _engagements(session, people):
            for key in keys:
                if problem.is_away(key, engagement.day):
                    continue  # a deputy comes, or another rule tells of it
                then = diaries[key][engagement.day, engagement.half_day]
                then[engagement.thing] = engagement
        findings += _absent(session, people)
    for key, diary in diaries.items():
        findings += _clashes(people.name(key), diary)
    return Check(sum(map(len, diaries.values())), tuple(findings))


def engagements(plan: Plan, people: People) -> Iterator[tuple[str, date, HalfDay]]:
    """Yield each person's (key), unit's and room's half-days that a plan's meetings take."""
    for session in plan.sessions:
        if session.form != "plenary":
            for engagement, keys in _engagements(session, people):
                for key in keys:
                    yield key, engagement.day, engagement.half_day


class People:
    """Who is meant by a name or id in a plan: one key a person, whatever the sheet."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self._names = {e.person: e.name for e in problem.experts}
        self._names |= {d.person: d.name for d in problem.deliberators}
        self._names |= {m.person: m.name for m in problem.members}
        self._names |= {x.person: x.name for x in problem.leaders}
        self._leaders = {x.name: x.person for x in problem.leaders}
        self._leaders |= {x.id: x.person for x in problem.leaders}
        self._heads = {b.name: b.head for b in problem.bodies}
        self.bodies = frozenset(self._heads)
        for body in problem.bodies:
            self._names.setdefault(body.head, body.head_name or body.head)
        self._guests = {m.id: m.person for m in problem.members}
        self._guests |= {e.id: e.person for e in problem.experts}
        self._guests |= {d.id: d.person for d in problem.deliberators}
        self._hosts = {(s.id, s.host): s.host_person for s in problem.slots if s.host_person}
        self._room_hosts = {
            (room.name, host.name): host.person for room in problem.rooms for host in room.hosts
        }
        for slot in problem.slots:  # a convenor or head who stands in no other sheet
            self._names.setdefault(slot.host_person, slot.host)

    def name(self, key: str) -> str:
        """Return what to call a key in a finding."""
        return self._names.get(key, key)

    def office(self, name: str) -> set[str]:
        """Return a leader's key, or a body's name and its head's key; nothing for other units."""
        if name in self._heads:
            return {name, self._heads[name]} - {""}
        return {self._leaders[name]} if name in self._leaders else set()

    def host(self, session: Session) -> set[str]:
        """Return the key of who hosts: a leader, or the head or convenor whom the form fixes."""
        fixed = self._hosts.get((session.id, session.host))
        fixed = fixed or self._room_hosts.get((session.council, session.host))
        return {fixed} if fixed else self.office(session.host)

    def caller(self, session: Session, name: str) -> set[str]:
        """Return the keys of who calls or joins a meeting: an office, or one of the room's hosts."""
        host = self._room_hosts.get((session.council, name))
        return {host} if host else self.office(name)

    def guest(self, name: str) -> set[str]:
        """Return the key of a member or expert by id, or of a leader."""
        return {self._guests[name]} if name in self._guests else self.office(name)


def _engagements(session: Session, people: People) -> Iterator[tuple[_Engagement, set[str]]]:
    """Yield what a session and the meetings before it take of whose half-days."""
    keys = people.host(session)
    for name in (session.lead_leader, session.lead_body, *session.leaders):
        keys |= people.office(name)
    for name in session.guests:  # members; the committees' heads, not the committees
        keys |= people.guest(name) - people.bodies
    for name in (*session.members, *session.experts, *session.deliberators):
        keys |= people.guest(name)
    if session.venue and not session.merged_with_plenary:
        keys.add(f"会场{session.venue}")
    calendar = people.problem.calendar
    for day, half in calendar.half_days_from(session.date, session.half_day, session.half_days):
        yield _Engagement(day, half, session.id, session.id, session.id), keys
    for milestone in meetings_of(session):
        keys = set()
        for name in (milestone.owner, *milestone.with_):
            keys |= people.caller(session, name)
        if (
            milestone.kind == "scheme-approval"
        ):  # the 主席会议: chair, vice-chairs, secretary-general
            keys |= {x.person for x in people.problem.leaders if x.side == "政协"}
        for name in milestone.team:
            keys |= people.guest(name)
        shared = milestone.kind == "scheme-approval"
        thing_id = milestone.kind if shared else f"{session.id} {milestone.kind}"
        label = f"{session.id} {meeting_name(milestone)}"
        for day, half in _half_days(milestone, people.problem):
            yield _Engagement(day, half, thing_id, label, session.id), keys


def _crowded(plan: Plan, problem: Problem) -> list[Finding]:
    """Count each day's half-days of the county's sessions, those held with the plenary apart."""
    county = [s for s in plan.sessions if s.council == "county"]
    if not county:
        return []
    most = problem.number("one-place-at-a-time", "per_day")
    held: dict[date, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for session in county:
        if session.form != "plenary" and not session.merged_with_plenary:
            for day, _ in problem.calendar.half_days_from(
                session.date, session.half_day, session.half_days
            ):
                # A whole day is one session's, however few half-days a day may have.
                held[day][session.id] = min(most, held[day][session.id] + 1)
    return [
        Finding(
            f"{day} 有 {'、'.join(sessions)}，合计 {sum(sessions.values())} 个半天，"
            f"一天最多 {most} 个；请把其中一场改到别的日子。",
            next(iter(sessions)),
        )
        for day, sessions in sorted(held.items())
        if sum(sessions.values()) > most
    ]


def _half_days(milestone: Milestone, problem: Problem) -> list[tuple[date, HalfDay]]:
    """Return a meeting's half-day, or the worked days of research within its span."""
    if milestone.half_day is not None:
        return [(milestone.start, milestone.half_day)]
    days = [d for d in days_from(milestone.start, milestone.end) if problem.is_meeting_day(d)]
    return [(day, half) for day in days for half in BOTH]


def _absent(session: Session, people: People) -> list[Finding]:
    findings = []
    for milestone in session.milestones:
        if milestone.kind != "research":
            continue
        for member in milestone.team:
            days = [
                day
                for day, half in _half_days(milestone, people.problem)
                for key in people.guest(member)
                if half == HalfDay.AM and people.problem.is_away(key, day)
            ]
            if days:
                who = "、".join(people.name(key) for key in people.guest(member))
                findings.append(
                    Finding(
                        f"{who}在 {session.id} 调研组，但 {days[0]} 不在；请换人或改调研日期。",
                        session.id,
                        (member,),
                    )
                )
    return findings


def _clashes(
    name: str, diary: Mapping[tuple[date, HalfDay], Mapping[str, _Engagement]]
) -> list[Finding]:
    """Return one finding for each set of things that meet, at the first half-day they do."""
    found: dict[tuple[str, ...], Finding] = {}
    for (day, half), things in sorted(diary.items(), key=lambda x: (x[0][0], x[0][1].order)):
        if len(things) > 1:
            labels = "、".join(e.label for e in things.values())
            found.setdefault(
                tuple(sorted(things)),
                Finding(
                    f"{name} {day} {half.label}同时在：{labels}；请错开或换人。",
                    next(iter(things.values())).session,
                    (name,),
                ),
            )
    return list(found.values())
