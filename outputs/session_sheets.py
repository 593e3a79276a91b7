"""The sheets of each session: 人员安排, 筹备节点, 议程, 文稿, 成果与审批; and 计划编制."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from constraints.approval_chain import KINDS as APPROVAL_STEPS
from outputs.excel import DATE_WIDTH, Band, Column, Line, Row, Table, Value, width_of
from outputs.labels import Labels, sheet_title
from outputs.matrix import People
from outputs.participants import parts_of
from outputs.session_words import session_label, session_topic
from outputs.usual_agenda import usual_agenda
from planner.domain import Problem
from planner.plan import Plan, Session
from planner.plan_items import annex, numbered_items, rooms_in_order
from planner.plan_words import (
    AGENDA,
    AGENDA_CUT,
    AGENDA_PARTS,
    COLUMNS,
    KINDS,
    MILESTONES,
    PAPERS,
    PEOPLE,
    RESULTS,
    SEATS,
    STAKEHOLDER,
    STEPS,
    STEPS_BESIDE,
)

STEP_WORDS = {**APPROVAL_STEPS, **STEPS_BESIDE}
GROUPS = "联络活动组"
NO_TOTALS: Mapping[str, str] = {}
_SESSION = "场次"
_MOST_ID = 34.0
"""A column of session ids is no wider than this; a longer id takes two lines."""
_DATES = frozenset({"开始", "结束", "截止", "日期"})
_CENTRED = frozenset(
    {_SESSION, "类别", "编号", "时段", "往年参加次数", "分钟", "涉密", "轮次", *_DATES}
)


def session_sheets(plan: Plan, problem: Problem) -> tuple[Table, ...]:
    """Return the sheets that say, session by session, who and what by when.

    A county with liaison groups has a sheet of theirs: members, convenor, the year's activities.
    """
    return (
        _people(plan, problem),
        _milestones(plan, problem),
        _agenda(plan, problem),
        _papers(plan, problem),
        _results(plan, problem),
        _steps(plan, problem),
        *((_groups(plan, problem),) if problem.liaison_groups else ()),
    )


def _table(
    name: str,
    plan: Plan,
    problem: Problem,
    widths: Iterable[float],
    rows: Iterable[Row],
    notes: tuple[str, ...] = (),
) -> Table:
    longest = max((width_of(s.id) for s in plan.sessions), default=0) + 1.0
    pairs = [
        (n, max(w, min(longest, _MOST_ID)) if n == _SESSION else w)
        for n, w in zip(COLUMNS[name], widths, strict=True)
    ]
    return Table(
        name=name,
        titles=(sheet_title(plan, problem, name),),
        columns=tuple(Column(n, w, n in _CENTRED) for n, w in pairs),
        rows=tuple(rows),
        notes=notes,
    )


def _banded(
    plan: Plan, problem: Problem, rows: dict[str, list[Row]], totals: Mapping[str, str] = NO_TOTALS
) -> Iterator[Row]:
    """Yield each session's rows under a band with its date, name and topic, and a total if any.

    By date; the rooms below the county after it, room by room, so that each finds its own together.
    """
    rooms = {room.name: n for n, room in enumerate(rooms_in_order(problem))}
    for session in sorted(plan.by_date(), key=lambda s: rooms.get(s.council, -1)):
        if rows.get(session.id):
            yield Band(f"{_heading(session, problem).text}{totals.get(session.id, '')}")
            yield from rows[session.id]


# -- people ----------------------------------------------------------------------------------------
def _people(plan: Plan, problem: Problem) -> Table:
    members = _PersonRows(problem)
    rows = list(_banded(plan, problem, {s.id: list(members.of_session(s)) for s in plan.sessions}))
    if plan.waiting:
        rows.append(
            Band(f"久未安排的委员（{_unasked(problem)}，往年参加最少的在前，下次优先考虑）")
        )
        rows += [
            members.row("", SEATS["waiting"], w.member, times_before=w.times_before)
            for w in plan.waiting
        ]
    return _table(
        PEOPLE,
        plan,
        problem,
        (14, 10, 9, 24, 22, 22, 10, 40, 18),
        rows,
        (
            "注：每场按出席人员名单的次序排列：领导、各委室、部门、委员、专家；“调研组”参加会前调研。",
            "注：委员不能到会时，按“递补人选”所列先后另请。",
            *(("注：协商室的议事成员，与议题关系相同的合为一行。",) if problem.rooms else ()),
        ),
    )


def _unasked(problem: Problem) -> str:
    """Return what those who wait were not asked to: of several forms, those that choose."""
    forms = [f for f in problem.forms if f.id != "plenary"]
    chosen = [f.name for f in forms if f.seats == "members"]
    return "本年未受邀" if len(chosen) == len(forms) else f"本年未受邀参加{'、'.join(chosen)}"


class _PersonRows:
    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._labels = Labels(problem)
        self._members = {m.id: m for m in problem.members}
        self._experts = {e.id: e for e in problem.experts}
        self._leaders = {x.id: x for x in problem.leaders}
        self._known = {d.id: d for d in problem.deliberators}
        self._heads = {b.name: b.head_name for b in problem.bodies}
        self._department = problem.department

    def of_session(self, session: Session) -> Iterator[Row]:
        sitting = frozenset(session.deliberators)
        links = {s.person: s.link for s in session.stakeholders if s.person not in sitting}
        parts = parts_of(session, self._problem)

        def rows(kind: str, keys: Iterable[str]) -> Iterator[Row]:
            for key in keys:
                link = links.pop(key, None)
                note = parts.get(key, "") if link is None else f"{STAKEHOLDER}{link}"
                behind = session.alternates_by_seat.get(key, ()) if kind == "members" else ()
                yield self.row(session.id, SEATS[kind], key, behind, note)

        yield from rows("leaders", session.leaders)
        for guest in session.guests:
            yield from rows("bodies" if guest in self._heads else "guests", (guest,))
        yield from rows("departments", session.departments)
        yield from rows("members", session.members)
        yield from self._deliberators(session)
        yield from rows("experts", session.experts)
        union = dict.fromkeys(
            a for seat in session.members for a in session.alternates_by_seat.get(seat, ())
        )
        if tuple(union) != session.alternates:
            yield from rows("alternates", session.alternates)
        team = dict.fromkeys(p for m in session.milestones for p in m.team)
        yield from rows("team", team)

    def _deliberators(self, session: Session) -> Iterator[Row]:
        """Yield a row for all with the same link to the topic, stakeholders first.

        A year of two hundred villages seats tens of thousands: a row each would print as a
        thousand pages.
        """
        links = {s.person: s.link for s in session.stakeholders}
        known = {d.id: d for d in self._problem.room_deliberators(session.council)}
        groups: dict[str, list[str]] = {}
        for key in session.deliberators:
            groups.setdefault(links.get(key, ""), []).append(key)
        for link, keys in sorted(groups.items(), key=lambda group: not group[0]):
            kinds = Counter(known[key].kind for key in keys if key in known)
            yield (
                session.id,
                SEATS["deliberators"],
                "、".join(keys),
                "、".join(known[key].name if key in known else key for key in keys),
                "、".join(f"{kind}{count}名" for kind, count in kinds.items()),
                "",
                None,
                "",
                f"{STAKEHOLDER}{link}" if link else "",
            )

    def row(
        self,
        session: str,
        kind: str,
        key: str,
        alternates: Iterable[str] = (),
        note: str = "",
        times_before: int | None = None,
    ) -> Row:
        name, post, unit, times = key, "", "", times_before
        if key in self._leaders:
            name, post = self._leaders[key].name, self._leaders[key].post
        elif key in self._members:
            member = self._members[key]
            name, post, unit = member.name, member.sector, member.employer
            times = member.times_before if times is None else times
        elif key in self._experts:
            name, unit = self._experts[key].name, self._experts[key].unit
        elif key in self._known:
            name, post = self._known[key].name, self._known[key].kind
            unit = self._known[key].unit
        elif kind in (SEATS["bodies"], SEATS["departments"]):
            head = self._heads.get(key) or self._department(key).head
            post = f"负责同志：{head}" if head else "负责同志"
        shown = key if key != name else ""
        behind = self._labels.people(alternates)
        return session, kind, shown, name, post, unit, times, behind, note


# -- what is done by when --------------------------------------------------------------------------
def _milestones(plan: Plan, problem: Problem) -> Table:
    labels = Labels(problem)
    rows: dict[str, list[Row]] = {
        session.id: [
            (
                session.id,
                KINDS.get(m.kind, m.kind),
                m.start,
                m.end,
                m.half_day.label if m.half_day else "",
                labels.person(m.owner),
                labels.people(m.with_),
                labels.people(m.team),
                m.place,
                m.title,
            )
            for m in session.milestones
        ]
        for session in plan.sessions
    }
    widths = (14, 14, DATE_WIDTH, DATE_WIDTH, 8, 18, 36, 36, 20, 26)
    return _table(MILESTONES, plan, problem, widths, _banded(plan, problem, rows))


def _agenda(plan: Plan, problem: Problem) -> Table:
    labels, people = Labels(problem), People(problem)
    totals: dict[str, str] = {}
    rows: dict[str, list[Row]] = {}
    for session in plan.sessions:
        found: list[Row] = [
            (session.id, AGENDA_PARTS[p.part], labels.person(p.speaker), p.minutes)
            for p in session.agenda
        ]
        found += [(session.id, AGENDA_CUT, text, None) for text in session.agenda_cuts]
        usual = usual_agenda(session, problem, people)
        found += [Line(f"{n}. {p.what}：{p.minutes}分钟") for n, p in enumerate(usual, start=1)]
        rows[session.id] = found
        if usual:
            minutes = sum(p.minutes for p in usual)
            totals[session.id] = f"（参考次序，共 {minutes} 分钟，由主持人定）"
    totals |= {
        session.id: f"（{_total(session, problem)}）"
        for session in plan.sessions
        if session.agenda and not session.merged_with_plenary
    }
    banded = _banded(plan, problem, rows, totals)
    return _table(AGENDA, plan, problem, (16, 24, 60, 10), banded)


def _total(session: Session, problem: Problem) -> str:
    """Return how long an agenda takes, beside the length of a session of one half-day."""
    words = f"合计 {sum(p.minutes for p in session.agenda)} 分钟"
    if session.half_days > 1:
        return words
    return f"{words}，会议时长 {problem.settings.session_minutes} 分钟"


def _papers(plan: Plan, problem: Problem) -> Table:
    labels = Labels(problem)
    rows: dict[str, list[Row]] = {
        session.id: [
            (session.id, p.title, labels.person(p.writer), p.due, "是" if p.secret else "否")
            for p in session.papers
        ]
        for session in plan.sessions
    }
    empty = "无" if "session-papers" in problem.rules else "所用的规则方案没有规定会议文稿"
    return replace(
        _table(PAPERS, plan, problem, (16, 52, 34, DATE_WIDTH, 8), _banded(plan, problem, rows)),
        empty=empty,
    )


def _results(plan: Plan, problem: Problem) -> Table:
    labels = Labels(problem)
    sessions = plan.by_date()
    several = len({s.form for s in sessions} - {"plenary"}) > 1
    if several:
        sessions = [*numbered_items(plan, problem), *annex(plan, problem)]
    rows: list[Row] = [
        (
            session.id,
            session.round,
            session.outcome.paper,
            labels.people(session.outcome.to),
            labels.person(session.outcome.owner),
            labels.person(session.approval.by),
            session.approval.filed_at,
            "、".join(KINDS.get(kind, kind) for kind in session.hears),
            labels.person(session.secretary),
        )
        for session in sessions
    ]
    if several:
        rows = [
            row for s, r in zip(sessions, rows, strict=True) for row in (_heading(s, problem), r)
        ]
    return _table(RESULTS, plan, problem, (16, 7, 26, 36, 16, 20, 18, 22, 14), rows)


def _heading(session: Session, problem: Problem) -> Band:
    """Return the band that says which session the row below it is of."""
    topic = f"　{session_topic(session, problem)}" if session.topics else ""
    day = f"{session.date.month}月{session.date.day}日"
    return Band(f"{day}　{session_label(session, problem)}{topic}")


def _steps(plan: Plan, problem: Problem) -> Table:
    rows: list[tuple[Value, ...]] = [
        (STEP_WORDS.get(s.kind, s.kind), s.date, s.owner, s.title, s.source)
        for s in sorted(plan.plan_milestones, key=lambda s: s.date)
    ]
    return _table(STEPS, plan, problem, (18, DATE_WIDTH, 30, 50, 24), rows)


def _groups(plan: Plan, problem: Problem) -> Table:
    """Return each liaison group with its convenor, its members and its year (kailu 四15)."""
    rows = []
    for group in problem.liaison_groups:
        members = problem.group_members(group.name)
        own = [s for s in plan.by_date() if s.group == group.name]
        year = "\n".join(f"{s.date.month}月{s.date.day}日　{_activity(s, problem)}" for s in own)
        names = "、".join(m.name for m in members)
        rows.append((group.name, group.convenor_name, len(members), names, year or "尚未安排"))
    return Table(
        name=GROUPS,
        titles=(sheet_title(plan, problem, f"{GROUPS}及年度活动计划"),),
        columns=(
            Column("联络活动组", 22),
            Column("召集人", 12, centred=True),
            Column("人数", 7, centred=True),
            Column("组员", 78),
            Column("全年活动", 46),
        ),
        rows=tuple(rows),
    )


def _activity(session: Session, problem: Problem) -> str:
    return f"{session_label(session, problem)}：{session_topic(session, problem)}"
