"""履职记录: what each member attended, told to those who ought to know (kailu 六23; yangzhou (十二)).

Attendance goes to the county committee's 组织部 and 统战部 and to the member's own unit
(分工(六)21(2)): after the first half-year and after the year (how often and how soon, assumed).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from constraints.offices import office_name
from constraints.rule import Check, Finding, Parameter, Rule
from planner.domain import Problem
from planner.plan import Plan, PlanMilestone, Session

ID = "duty-record"
KIND = "duty-record"
SOURCE = "开鲁意见六23"
ATTENDS, LISTENS, SPEAKS, CONVENES, RESEARCHES = "出席", "列席", "发言", "召集", "调研"
FIVE_ONES = (
    "参加每年一次的全体会议",
    "每年至少提交一件提案",
    "每年至少报送一件社情民意信息",
    "每年至少参加一次政协组织的活动",
    "每届至少提交一件大会发言材料或一份调研视察报告",
)
"""The 五个一 that a member owes (kailu 六23), in the document's order."""


@dataclass(frozen=True)
class Entry:
    """What a member does at one session: its id, its first day, and as what."""

    session: str
    day: date
    role: str


@dataclass(frozen=True)
class Row:
    """A member's year, as planned.

    Attributes
    ----------
    entries:
        Sessions and research in order of time; the plenary itself, which is everyone's, is not.
    activities:
        How many sessions beside the plenary and the one held with it: the fourth of `FIVE_ONES`.
    """

    member: str
    unit: str
    entries: tuple[Entry, ...]
    activities: int


def record(plan: Plan, problem: Problem) -> tuple[Row, ...]:
    """Return the planned record of each member, in the order of the workbook."""
    entries: dict[str, list[Entry]] = {m.id: [] for m in problem.members}
    activities: dict[str, set[str]] = {m.id: set() for m in problem.members}
    roles_of = _Roles(problem)
    for session in plan.sessions:
        if session.form == "plenary":
            continue
        for member, role in roles_of.at(session).items():
            entries[member].append(Entry(session.id, session.date, role))
            if not session.merged_with_plenary:
                activities[member].add(session.id)
        for research in session.milestones:
            for member in entries.keys() & set(research.team):
                entries[member].append(Entry(session.id, research.start, RESEARCHES))
                activities[member].add(session.id)
    in_time = {
        member: tuple(sorted(had, key=lambda e: (e.day, e.session, e.role)))
        for member, had in entries.items()
    }
    return tuple(
        Row(m.id, m.employer, in_time[m.id], len(activities[m.id])) for m in problem.members
    )


class _Roles:
    """As what each member comes to a session."""

    def __init__(self, problem: Problem) -> None:
        self._hosts = {slot.id: slot.host_person for slot in problem.slots}
        self._heads = {body.name: body.head for body in problem.bodies}
        self._leaders = {leader.id: leader.person for leader in problem.leaders}
        self._members = {member.person: member.id for member in problem.members}

    def at(self, session: Session) -> dict[str, str]:
        """Return the members of a session by id, each with the first of their parts in it."""
        persons = [self._heads.get(guest) for guest in session.guests]
        persons += [self._leaders.get(leader) for leader in session.leaders]
        by_office = [self._members[p] for p in persons if p in self._members]
        host = self._members.get(self._hosts.get(session.id) or "")
        roles = (
            (CONVENES, [host]),
            (SPEAKS, [p.speaker for p in session.agenda]),
            (ATTENDS, [*session.members, *by_office]),
            (LISTENS, session.guests),
        )
        found: dict[str, str] = {}
        known = set(self._members.values())
        for role, who in roles:
            for member in who:
                if member in known:
                    found.setdefault(member, role)
        return found


def make(plan: Plan, problem: Problem) -> Plan:
    """Date the two reports of attendance, so many working days after each half of the year."""
    days = problem.number(ID, "days")
    source = SOURCE if "kailu" in problem.settings.profiles else problem.sources.get(ID, "")
    to = "、".join((*problem.words(ID, "to"), "委员所在单位"))
    halves = (
        (date(problem.year, 6, 30), "上半年"),
        (date(problem.year, 12, 31), "全年"),
    )
    others = tuple(m for m in plan.plan_milestones if m.kind != KIND)
    made = tuple(
        PlanMilestone(
            kind=KIND,
            date=_reported(problem, end, days),
            owner=office_name(problem),
            title=f"向{to}通报{span}委员出席会议、参加活动情况",
            source=source,
        )
        for end, span in halves
    )
    return plan.replace(plan_milestones=(*others, *made))


def _reported(problem: Problem, end: date, days: int) -> date:
    """Return the last day for a report, moved back to one on which something may be put."""
    last = problem.calendar.workdays_after(end, days)
    moved = problem.calendar.on_or_before(last)
    return moved if moved > end else last


def check(plan: Plan, problem: Problem) -> Check:
    """Count the working days after each half-year again, and read to whom the report goes."""
    findings: list[Finding] = []
    reports = sorted((m for m in plan.plan_milestones if m.kind == KIND), key=lambda m: m.date)
    office = next((b.name for b in problem.bodies if b.kind == "办公室"), "县政协办")
    ends = (date(problem.year, 6, 30), date(problem.year, 12, 31))
    for end, span in zip(ends, ("上半年", "全年"), strict=True):
        limit = end
        left = problem.number(ID, "days")
        while left > 0:
            limit += timedelta(days=1)
            left -= not problem.calendar.is_free(limit)
        found = [m for m in reports if span in m.title]
        if not found:
            findings.append(
                Finding(f"没有{span}的委员履职情况通报，应在 {end} 之后、{limit} 以前，请补上。")
            )
        for report in found:
            if not end < report.date <= limit:
                findings.append(
                    Finding(
                        f"{span}的委员履职情况 {report.date} 通报，应在 {end} 之后、{limit} 以前，请改期。"
                    )
                )
            if report.owner != office:
                findings.append(
                    Finding(
                        f"{span}的委员履职情况由“{report.owner}”通报，应由{office}通报，请改正。"
                    )
                )
            wanted = (*problem.words(ID, "to"), "所在单位")
            if missing := [name for name in wanted if name not in report.title]:
                findings.append(
                    Finding(f"{span}的委员履职情况没有通报{'、'.join(missing)}，请补上。")
                )
    return Check(len(ends), tuple(findings))


RULE = Rule(
    id=ID,
    name="履职记录",
    text="每名委员一年的履职都有记录；出席会议、参加活动的情况向组织部、统战部和委员所在单位通报。",
    kind="made",
    force="must",
    sources={"kailu": "六23、分工(六)21(2)", "yangzhou": "(十二)"},
    scoped=False,
    make=make,
    check=check,
    parameters=(
        Parameter("days", "通报期限", 10, "个工作日", "半年、全年结束后多少个工作日内通报", 1, 60),
        Parameter("to", "通报单位", ("县委组织部", "县委统战部"), "", "委员所在单位之外通报给谁"),
    ),
)
