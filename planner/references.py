"""What a plan cites that the workbook does not know, and the plan without it.

So too where a plan says otherwise what the workbook has settled: when the plenary is, and which
session is held with it.
The first verdict of a check, so that every rule may take for granted that an id can be looked up.
"""

from __future__ import annotations

from collections.abc import Mapping

from constraints.rule import Finding
from planner.domain import Problem
from planner.parts import COUNTY, is_room
from planner.plan import Plan, Session

FIELDS: Mapping[str, str] = {
    "topics": "议题", "members": "委员", "deliberators": "议事成员", "alternates": "递补委员", "experts": "专家",
    "leaders": "领导", "guests": "其他参加", "supporting_bodies": "协办单位", "lead_body": "牵头单位",
    "lead_leader": "分管领导", "host": "主持人",
}  # fmt: skip
"""The fields of a session that cite ids or names, with the office's words for them."""


def without_unknown(plan: Plan, problem: Problem) -> tuple[list[Finding], Plan]:
    """Return what is wrong, and the plan without what cannot be looked up.

    Unknown names, what belongs to another council, a session unknown or twice, the plenary's day,
    a session wrongly held with it, a foreign year.
    """
    findings: list[Finding] = []
    kept: dict[str, Session] = {}
    due = {slot.id: slot.form for slot in problem.slots}
    known = _known(problem)
    by_office = _hosts_by_office(problem)
    for session in plan.sessions:
        if due.get(session.id) != session.form:
            findings.append(
                Finding(
                    f"场次“{session.id}”（{session.form}）不在本年应有的场次之列；"
                    f"应有：{_listed(session, problem)}。",
                    session.id,
                )
            )
        elif session.id in kept:
            findings.append(Finding(f"场次“{session.id}”出现了两次，请删去一个。", session.id))
        else:
            hosts = known["host"] | by_office.get(session.id, frozenset())
            unknown = _unknown(session, {**known, "host": hosts})
            findings += [_finding(session, field, names) for field, names in unknown.items()]
            session = _without(session, unknown)
            foreign = _unknown(session, _own(problem, plan, session.council))
            findings += [_elsewhere(session, field, names) for field, names in foreign.items()]
            kept[session.id] = _without(session, foreign)
            findings += _settled(session, problem)
    if plan.year != problem.year:
        findings.append(Finding(f"计划是 {plan.year} 年的，工作簿是 {problem.year} 年的。"))
    return findings, plan.replace(sessions=tuple(kept.values()))


def _listed(session: Session, problem: Problem) -> str:
    """Return the sessions due of the session's council; of the county's where there is none such."""
    slots = problem.council_slots(session.council) or problem.council_slots("county")
    return "、".join(slot.id for slot in slots)


def _settled(session: Session, problem: Problem) -> list[Finding]:
    """Compare the plenary's first day with the workbook's, and who else is said to be held with it.

    The two-month sessions have a rule of their own for that (与全会合并).
    """
    opening = problem.settings.plenary_start
    if session.form == "plenary" and session.date != opening:
        text = f"全体会议定在 {session.date}，基本信息表中是 {opening}；请改其一。"
        return [Finding(text, session.id)]
    if (
        session.merged_with_plenary
        and not problem.slot(session.id).merged
        and not problem.in_force("plenary-merge", session.form)
    ):
        text = f"{session.id} 写作与全体会议合并，这种协商形式单独召开；请改正并单独安排日期。"
        return [Finding(text, session.id)]
    return []


def _known(problem: Problem) -> Mapping[str, frozenset[str]]:
    """Return what each of `FIELDS` may cite."""
    bodies = frozenset(body.name for body in problem.bodies)
    rooms = frozenset(room.name for room in problem.rooms)
    leaders = frozenset(leader.id for leader in problem.leaders)
    members = frozenset(member.id for member in problem.members)
    return {
        "topics": frozenset(topic.id for topic in problem.topics),
        "members": members,
        "deliberators": frozenset(d.id for d in problem.deliberators),
        "alternates": members,
        "experts": frozenset(expert.id for expert in problem.experts),
        "leaders": leaders,
        "guests": _guests(problem),
        "supporting_bodies": bodies,
        "lead_body": bodies | rooms,
        "lead_leader": leaders,
        "host": leaders,
    }


def _own(problem: Problem, plan: Plan, council: str) -> Mapping[str, frozenset[str]]:
    """Return what a session of a council may cite of what others have too, by field.

    The county's topics are its own, and a room's; deliberators are a room's; whoever takes part in
    a room as a member has been assigned to it.
    """
    if council == COUNTY:
        own = {"topics": frozenset(topic.id for topic in problem.room_topics(""))}
        return own | {"deliberators": frozenset()} if problem.rooms else {}
    own = {
        "topics": frozenset(topic.id for topic in problem.room_topics(council)),
        "deliberators": frozenset(d.id for d in problem.room_deliberators(council)),
    }
    if is_room(problem):
        return own
    assigned = (e["member"] for e in plan.room_assignments if e["room"] == council)
    return own | {"members": frozenset(assigned)}


def _guests(problem: Problem) -> frozenset[str]:
    """Return who may be named as a guest: bodies and departments by name, persons by id."""
    units = {b.name for b in problem.bodies} | {d.name for d in problem.departments}
    persons = {m.id for m in problem.members} | {e.id for e in problem.experts}
    return frozenset(units | persons | {leader.id for leader in problem.leaders})


def _hosts_by_office(problem: Problem) -> Mapping[str, frozenset[str]]:
    """Return, for each session, whom its form names as host, and who may stand in by name."""
    heads = {b.head_name for b in problem.bodies} | {m.name for m in problem.members}
    heads |= {group.convenor_name for group in problem.liaison_groups}
    named = {s.id: {s.host} | (heads if s.host_person else set()) for s in problem.slots}
    for room in problem.rooms:
        for slot in problem.council_slots(room.name):
            named[slot.id] = {host.name for host in room.hosts}
    return {session: frozenset(names - {""}) for session, names in named.items()}


def _cited(session: Session, field: str) -> tuple[str, ...]:
    """Return what a field cites; nothing for a blank one."""
    value: str | tuple[str, ...] = getattr(session, field)
    return value if isinstance(value, tuple) else tuple(filter(None, (value,)))


def _unknown(
    session: Session, known: Mapping[str, frozenset[str]]
) -> Mapping[str, tuple[str, ...]]:
    """Return the unknown names by field; nothing for a field without any."""
    unknown = {
        field: tuple(name for name in _cited(session, field) if name not in known[field])
        for field in known
    }
    return {field: names for field, names in unknown.items() if names}


def _without(session: Session, unknown: Mapping[str, tuple[str, ...]]) -> Session:
    """Return the session without the unknown names of its fields."""
    changes: dict[str, object] = {}
    for field, names in unknown.items():
        kept = tuple(name for name in _cited(session, field) if name not in names)
        changes[field] = kept if isinstance(getattr(session, field), tuple) else ""
    return session.replace(**changes) if changes else session


def _elsewhere(session: Session, field: str, names: tuple[str, ...]) -> Finding:
    """Say that a session cites what the workbook knows, and gives to another council."""
    council = "县政协" if session.council == COUNTY else session.council
    why = {
        "topics": f"不是{council}的议题，请移到它自己的协商室",
        "deliberators": f"不是{council}的议事成员，请换人，或在“议事成员”表补上一行",
        "members": f"没有编入{council}，请换人，或先把他们编入",
    }[field]
    text = f"{session.id} 的{FIELDS[field]}“{'、'.join(names)}”{why}。"
    return Finding(text, session.id, names)


def _finding(session: Session, field: str, names: tuple[str, ...]) -> Finding:
    return Finding(
        f"{session.id} 的{FIELDS[field]}“{'、'.join(names)}”在工作簿中查无此名，"
        "请改正计划或补入工作簿。",
        session.id,
        names,
    )
