"""协商室安排: one printed page for each room with its year, who comes to it and what is due by when.

For up to 60 rooms one workbook with an index. A larger county has a workbook for each town: its
clerk prints and hands on the pages of the town's own villages, and finds them among twenty, not
among two hundred.
"""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook

from outputs.excel import Column, Link, Row, Table, add_table, new_workbook, sheet_names
from outputs.excel_page import Part, add_page
from outputs.file_names import distinct_names
from outputs.labels import organisation, room_word
from outputs.matrix import People
from outputs.room_sheets import held_by_room
from outputs.session_words import heard_words, session_topic
from planner.dates import weekday_name
from planner.domain import Problem, Room
from planner.files import replace_file
from planner.plan import Milestone, Plan, Session
from planner.plan_items import rooms_in_order, town_of
from planner.plan_words import KINDS, PROVISIONAL, STATES

NAME = "协商室安排"
IN_ONE_FILE = 60
"""So many rooms stand in one workbook; of more, each town has its own."""
INDEX = "目录"
_WIDTHS = (6, 14, 14, 16, 15, 10, 34)
"""Seven columns, some of which a row joins: 109 half-width characters, upright A4 at nine tenths."""
_ALL = len(_WIDTHS)


def write_room_pages(plan: Plan, problem: Problem, folder: Path) -> list[Path]:
    """Write the pages into `folder`: 协商室安排.xlsx, or 协商室安排/TOWN.xlsx; return the files.

    Nothing for a year without rooms.

    Raises
    ------
    FileBusyError
        Where a file is open elsewhere or the folder cannot be written.
    """
    year = _Year(plan, problem)
    files = []
    for name, rooms in room_files(problem).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        workbook = _workbook(year, rooms, "" if "/" not in name else path.stem)
        with replace_file(path) as temporary:
            workbook.save(temporary)
        files.append(path)
    return files


def room_files(problem: Problem) -> dict[str, list[Room]]:
    """Return each file's rooms in order, by its name relative to the plan's folder."""
    rooms = rooms_in_order(problem)
    if not rooms:
        return {}
    if len(rooms) <= IN_ONE_FILE:
        return {f"{NAME}.xlsx": list(rooms)}
    heads = {room.parent for room in rooms}
    groups: dict[str, list[Room]] = {}
    for room in rooms:
        town = town_of(room, problem)
        # A room that is over no other, under none: with those of its level.
        alone = town == room.name and room.name not in heads
        groups.setdefault(f"{room.level}级协商室" if alone else town, []).append(room)
    names = distinct_names(groups)
    return {f"{NAME}/{name}.xlsx": groups[key] for name, key in zip(names, groups, strict=True)}


def is_ours(path: Path) -> bool:
    """Whether a workbook is one of these pages that the program wrote."""
    try:
        with zipfile.ZipFile(path) as archive:
            return f">{NAME}<".encode() in archive.read("docProps/core.xml")
    except (OSError, KeyError, zipfile.BadZipFile):
        return False


class _Year:
    """What the pages of all rooms are made from, looked up once."""

    def __init__(self, plan: Plan, problem: Problem) -> None:
        self.plan, self.problem = plan, problem
        self.people = People(problem)
        self.held = held_by_room(plan)
        self.office = organisation(plan, problem)
        self.assigned: dict[str, list[str]] = {}
        for entry in plan.room_assignments:
            self.assigned.setdefault(entry["room"], []).append(entry["member"])
        self.liaison = {room: entry["head"] for entry in plan.liaison for room in entry["rooms"]}

    def sessions(self, room: Room) -> Sequence[Session]:
        """The room's sessions by date."""
        return self.held.get(room.name, ())


def _workbook(year: _Year, rooms: Sequence[Room], town: str) -> Workbook:
    title = f"{year.office}{year.plan.year}年度{NAME}{f'（{town}）' if town else ''}"
    workbook = new_workbook(title, year.office)
    workbook.properties.category = NAME
    names = sheet_names((room.name for room in rooms), taken=(INDEX,))
    add_table(workbook, _index(year, rooms, names, title))
    for room, name in zip(rooms, names, strict=True):
        add_page(workbook, name, _WIDTHS, list(_page(year, room)))
    return workbook


def _index(year: _Year, rooms: Sequence[Room], names: Sequence[str], title: str) -> Table:
    rows: list[Row] = []
    for room, name in zip(rooms, names, strict=True):
        sessions = year.sessions(room)
        days = "、".join(f"{s.date.month}月{s.date.day}日" for s in sessions)
        pending = sum(not s.topics for s in sessions)
        rows.append(
            (
                Link(room.name, name),
                room.level,
                room.parent,
                year.people.name(room.convenor),
                len(sessions),
                pending,
                days,
            )
        )
    return Table(
        name=INDEX,
        titles=(f"{title}　{INDEX}",),
        columns=(
            Column("协商室", 22, centred=True),
            Column("层级", 8, centred=True),
            Column("上级", 16, centred=True),
            Column("召集人", 12, centred=True),
            Column("全年场次", 9, centred=True),
            Column("议题待定", 9, centred=True),
            Column("日期", 64),
        ),
        rows=tuple(rows),
        notes=("点协商室的名称可转到它的一页；每室一页，可单独打印交给召集人。",),
    )


# -- a room's page ---------------------------------------------------------------------------------
def _page(year: _Year, room: Room) -> Iterator[Sequence[Part]]:
    sessions = year.sessions(room)
    numbers = {s.id: n for n, s in enumerate(sessions, start=1)}
    yield [
        Part(f"{room_word(room.name)}{year.plan.year}年度协商安排", _ALL, "标题", True, boxed=False)
    ]
    yield [Part(_about(year, room, sessions), _ALL, boxed=False)]
    heads = ("次", "日期、时间", "议题", "主持、记录", "参加人员")
    yield [
        Part(head, columns, "表头", True)
        for head, columns in zip(heads, (1, 1, 2, 1, 2), strict=True)
    ]
    for session in sessions:
        yield [
            Part(str(numbers[session.id]), 1, centred=True),
            Part(_when(session), 1, centred=True),
            Part(_what(session, year.problem), 2),
            Part(_by_whom(session, year.people), 1, centred=True),
            Part("\n".join(_who(session, room, year)), 2),
        ]
    if not sessions:
        yield [Part("本年没有安排场次", _ALL, centred=True)]
    yield from _due(sessions, numbers, year.people)
    yield [Part("\n".join(_notes(year, room, sessions)), _ALL, "附注", boxed=False)]
    yield [Part(Link(f"返回{INDEX}", INDEX), _ALL, "链接", boxed=False)]


def _about(year: _Year, room: Room, sessions: Sequence[Session]) -> str:
    """Return the lines that say whose room it is and who belongs to it."""
    approvals = [s.approval for s in sessions]
    own = year.problem.room_deliberators(room.name)
    kinds = "、".join(f"{kind}{n}" for kind, n in Counter(d.kind for d in own).most_common())
    names = year.people
    hosts = "、".join(dict.fromkeys(names.name(h.name) for h in room.hosts))
    lines = (
        (
            ("层级", f"{room.level}（上级：{room.parent}）" if room.parent else room.level),
            ("召集人", names.name(room.convenor)),
            ("可主持", hosts),
        ),
        (
            ("审批", room.approver or next((a.by for a in approvals if a.by), "")),
            ("备案", room.filing or next((a.filed_at for a in approvals if a.filed_at), "")),
            ("联络负责人", year.liaison.get(room.name, "")),
        ),
        (("议事成员", f"{len(own)}名（{kinds}）" if own else ""),),
        (("下沉委员", names.names(year.assigned.get(room.name, ()))),),
    )
    told = ("　".join(f"{k}：{v}" for k, v in line if v) for line in lines)
    return "\n".join(line for line in told if line)


def _when(session: Session) -> str:
    clock = "—".join(c for c in (session.start, session.end) if c) or session.half_day.label
    day = f"{session.date.month}月{session.date.day}日\n{weekday_name(session.date)}\n{clock}"
    return day if session.state == "tentative" else f"{day}\n{STATES[session.state]}"


def _what(session: Session, problem: Problem) -> str:
    heard = heard_words(session)
    if not session.topics:
        return f"议题待定\n{heard}" if heard else "议题待定"
    again = "（第二次协商）" if session.round > 1 else ""
    return f"{session_topic(session, problem)}{again}"


def _by_whom(session: Session, people: People) -> str:
    kept = f"\n记录：\n{people.name(session.secretary)}" if session.secretary else ""
    return f"{people.name(session.host) or '未定'}{kept}"


def _who(session: Session, room: Room, year: _Year) -> Iterator[str]:
    """Yield the lines of 参加人员: how many, stakeholders by their link, the others by name."""
    people = year.people
    own = year.problem.room_deliberators(room.name)
    names = {d.id: d.name for d in own}
    shared = Counter(names.values())
    count = len(session.deliberators) + len(session.members) + len(session.experts)

    def called(key: str) -> str:
        name = names.get(key) or people.name(key)
        return f"{name}（{key}）" if shared[name] > 1 else name

    parts = (
        ("议事成员", len(session.deliberators)),
        ("委员", len(session.members)),
        ("专家", len(session.experts)),
    )
    yield f"共{count}人：{'、'.join(f'{word}{n}名' for word, n in parts if n)}"
    links: dict[str, list[str]] = {}
    for stakeholder in session.stakeholders:
        links.setdefault(stakeholder.link, []).append(called(stakeholder.person))
    if links:
        told = "；".join(f"{'、'.join(persons)}（{link}）" for link, persons in links.items())
        yield f"利益相关方{len(session.stakeholders)}名：{told}"
    concerned = {s.person for s in session.stakeholders}
    rest = [called(key) for key in session.deliberators if key not in concerned]
    if rest:
        yield f"其他议事成员：{'、'.join(rest)}"
    for word, keys in (("委员", session.members), ("专家", session.experts)):
        if keys:
            yield f"{word}：{'、'.join(called(key) for key in keys)}"
    if session.departments:
        yield f"部门：{'、'.join(session.departments)}"


def _due(
    sessions: Sequence[Session], numbers: Mapping[str, int], people: People
) -> Iterator[Sequence[Part]]:
    """Yield what is due, by date in two columns; what falls on one day for one session together."""
    days: dict[tuple[str, str], list[Milestone]] = {}
    dated = ((m, s) for s in sessions for m in s.milestones)
    for m, s in sorted(dated, key=lambda pair: (pair[0].begins, pair[1].date, pair[0].kind)):
        day = f"{m.start.month}月{m.start.day}日"
        if m.start.year != s.date.year:
            day = f"{m.start.year}年{day}"
        if m.end != m.start:
            day += f"—{m.end.month}月{m.end.day}日"
        days.setdefault((day, f"第{numbers[s.id]}次"), []).append(m)
    if not days:
        return
    yield [Part("会前会后要办的事（按日期）", _ALL, "分段")]
    found = [
        (day, f"{which}　{'、'.join(_done(m, people) for m in due)}")
        for (day, which), due in days.items()
    ]
    half = (len(found) + 1) // 2
    for n in range(half):
        left, right = found[n], found[n + half] if n + half < len(found) else ("", "")
        yield [
            Part(left[0], 2, centred=True),
            Part(left[1], 2),
            Part(right[0], 1, centred=True),
            Part(right[1], 2),
        ]


def _done(milestone: Milestone, people: People) -> str:
    """Return what is done: its kind, and for research who goes."""
    word = KINDS.get(milestone.kind, milestone.kind)
    team = tuple(dict.fromkeys((*milestone.with_, *milestone.team)))
    return f"{word}（{people.names(team)}）" if milestone.kind == "research" and team else word


def _notes(year: _Year, room: Room, sessions: Sequence[Session]) -> Iterator[str]:
    yield "注：时间暂定的，以正式通知为准；议题待定的场次计入频次，另行计数。利益相关方姓名后括号内是他与议题的关系。"
    if any(s.date_status == "provisional" for s in sessions):
        yield f"注：{PROVISIONAL}。"
    own = {s.id for s in sessions}
    for deviation in year.plan.deviations:
        if deviation.session in own:
            yield f"偏离：{deviation.text}"
