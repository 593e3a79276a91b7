"""Whose calendar shows what: the matrix of the year's entries (`outputs.entries`), defined once.

Calendars and assignment sheets are both made from these entries, so they cannot disagree.

| entry | lead body | leader in charge | host | member, expert | department | all |
| --- | --- | --- | --- | --- | --- | --- |
| session | ✓ | ✓ | ✓ | own only | own only | ✓ |
| research days | ✓ | ✓ | | team only | if visited | |
| scheme, approval, outcome, each paper | ✓ | ✓ (to sign) | | | own papers | |
| printing of the papers | ✓ | ✓ | | | | |
| mobilisation, coordination, prior contact | ✓ | ✓ | | | mobilisation | |
| publicity, report-back, evaluation, invitation, briefing | ✓ | | | | | |
| own speech's due date | | | | own only | own only | |

Beyond the matrix, whoever owns an entry sees it, and so do the bodies and leaders whom a session
or a meeting names as attending: they have to be there. The plenary is every member's. Whoever
hosts by office (a committee's head, a group's convenor) and is a member has the session among
their own; a liaison group has all of its own activities. A room has all of its own sessions, with
all that is due for them; a member who sits there as one of its 议事成员 has that session too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from constraints.offices import CPPCC_OFFICE
from constraints.scheme_approval import BOARD
from planner.domain import Problem
from planner.parts import COUNTY
from planner.plan import Session

NAMED_AT_MOST = 12
"""So many people are named one by one; more are given by number, and named in 人员安排."""


@dataclass(frozen=True)
class Audience:
    """Who sees an entry: body names, leader, member and expert ids, department, group and
    room names, person keys of those who host in a room and stand in no other sheet.

    everyone: it stands in the calendar for all (全部.ics), under its public title.
    """

    bodies: frozenset[str] = frozenset()
    leaders: frozenset[str] = frozenset()
    members: frozenset[str] = frozenset()
    experts: frozenset[str] = frozenset()
    departments: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    rooms: frozenset[str] = frozenset()
    hosts: frozenset[str] = frozenset()
    everyone: bool = False

    def of(self, role: str) -> frozenset[str]:
        """Return the names or ids of a role (`outputs.viewer_task.Viewer`) that are among them."""
        found: frozenset[str] = getattr(self, _SEERS[role])
        return found


_SEERS = {
    "body": "bodies",
    "leader": "leaders",
    "member": "members",
    "expert": "experts",
    "department": "departments",
    "group": "groups",
    "room": "rooms",
    "host": "hosts",
}
"""Role → the audience's field of it."""


@dataclass(frozen=True)
class _Row:
    """A row of the matrix: which roles see the entry. `joining`: bodies and leaders named in it."""

    lead_body: bool = True
    leader: bool = False
    people: Literal["", "own", "team"] = ""
    department: Literal["", "own", "joining", "visited"] = ""
    joining: bool = False


_MATRIX = {
    "session": _Row(leader=True, people="own", department="own", joining=True),
    "research": _Row(leader=True, people="team", department="visited", joining=True),
    "scheme": _Row(leader=True),
    "scheme-approval": _Row(leader=True, joining=True),
    "outcome": _Row(leader=True),
    "paper": _Row(leader=True, department="own"),
    "papers": _Row(leader=True),
    "mobilisation": _Row(leader=True, department="joining", joining=True),
    "coordination": _Row(leader=True, joining=True),
    "prior-contact": _Row(leader=True, joining=True),
    "speech": _Row(lead_body=False, people="own", department="own"),
}
_OTHER = _Row()
"""Publicity, report-back, evaluation, invitation, briefing: the lead body's own work."""


def audience_of(
    session: Session,
    kind: str,
    owner: str,
    with_: tuple[str, ...],
    people: People,
    team: tuple[str, ...] = (),
    place: str = "",
) -> Audience:
    """Return who sees an entry by the matrix's row, its owner, and whom a meeting names."""
    row = _MATRIX.get(kind, _OTHER)
    named = (*owner.split("、"), *(with_ if row.joining else ()))
    bodies, leaders = people.bodies_and_leaders(named)
    if row.lead_body and session.council == COUNTY:
        bodies |= {session.lead_body} - {""}
    leaders |= {session.lead_leader} - {""} if row.leader else set()
    members: frozenset[str] = frozenset()
    experts: frozenset[str] = frozenset()
    if row.people:
        members, experts = people.members_and_experts((owner, *team, *with_))
        leaders |= people.bodies_and_leaders(team)[1]
    departments: frozenset[str] = frozenset()
    if row.department == "joining":
        departments = people.departments(with_, session)
    elif row.department == "own":
        departments = people.departments((owner, *with_), session)
    elif row.department == "visited":
        visited = people.departments(with_, session)
        departments = visited | {d for d in session.departments if d and d in place}
    return Audience(bodies, leaders, members, experts, departments)


class People:
    """Tells from a name or an id who is meant; a name that two people share is nobody's."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem

    @cached_property
    def _body_names(self) -> frozenset[str]:
        return frozenset(b.name for b in self._problem.bodies)

    @cached_property
    def _leader_ids(self) -> dict[str, str]:
        return _by_id_or_name((x.id, x.name) for x in self._problem.leaders)

    @cached_property
    def _member_ids(self) -> dict[str, str]:
        return _by_id_or_name((m.id, m.name) for m in self._problem.members)

    @cached_property
    def _expert_ids(self) -> dict[str, str]:
        return _by_id_or_name((e.id, e.name) for e in self._problem.experts)

    @cached_property
    def _department_names(self) -> frozenset[str]:
        return frozenset(d.name for d in self._problem.departments)

    @cached_property
    def _names(self) -> dict[str, str]:
        problem = self._problem
        names = {d.id: d.name for d in problem.deliberators}
        names |= {e.id: e.name for e in problem.experts}
        names |= {m.id: m.name for m in problem.members}
        return names | {x.id: x.name for x in problem.leaders}

    def of_persons(self, persons: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
        """Return the ids of the members and of the leaders among persons (keys)."""
        wanted = frozenset(persons)
        members = frozenset(
            self._members_by_person[p] for p in wanted & self._members_by_person.keys()
        )
        return members, frozenset(x.id for x in self._problem.leaders if x.person in wanted)

    @cached_property
    def _members_by_person(self) -> dict[str, str]:
        return {m.person: m.id for m in self._problem.members}

    def name(self, key: str) -> str:
        """Return the name of a leader, member, expert or 议事成员 by id; else what it is."""
        return self._names.get(key, key)

    def names(self, keys: Iterable[str]) -> str:
        """Return several names as one text."""
        return "、".join(self.name(key) for key in keys)

    def names_or_number(self, keys: tuple[str, ...]) -> str:
        """Return the names, or where they are too many for a line their number."""
        return f"{len(keys)}名" if len(keys) > NAMED_AT_MOST else self.names(keys)

    def bodies_and_leaders(self, names: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
        """Return the bodies' names and the leaders' ids among the names.

        县政协办 is the office, the 主席会议 all of the CPPCC's leaders.
        """
        names = tuple(names)
        bodies = {n for n in names if n in self._body_names}
        if self._problem.office and CPPCC_OFFICE in names:
            bodies.add(self._problem.office.name)
        leaders = {self._leader_ids[n] for n in names if n in self._leader_ids}
        if BOARD in names:
            leaders |= {leader.id for leader in self._problem.cppcc_leaders}
        return frozenset(bodies), frozenset(leaders)

    def members_and_experts(self, names: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
        """Return members and experts; a name that is a leader's too is meant as the leader."""
        names = tuple(n for n in names if n not in self._leader_ids)
        members = frozenset(self._member_ids[n] for n in names if n in self._member_ids)
        experts = frozenset(self._expert_ids[n] for n in names if n in self._expert_ids)
        return members, experts

    def invited(self, guests: Iterable[str]) -> tuple[str, ...]:
        """Return the ids of the members and experts among a session's guests, in their order."""
        return tuple(g for g in guests if g in self._member_ids or g in self._expert_ids)

    def departments(self, names: Iterable[str], session: Session) -> frozenset[str]:
        """Return the departments among the names: of the workbook, or of the session."""
        known = self._department_names | set(session.departments)
        return frozenset(n for n in names if n in known)


def departments_or_number(departments: Sequence[str]) -> str:
    """Return the departments' names, or where they are too many for a line their number."""
    if len(departments) > NAMED_AT_MOST:
        return f"{len(departments)}个部门"
    return "、".join(departments)


def _by_id_or_name(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    pairs = tuple(pairs)
    counts = Counter(name for _, name in pairs)
    return {name: i for i, name in pairs if counts[name] == 1} | {i: i for i, _ in pairs}
