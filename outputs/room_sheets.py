"""The sheets of rooms: 委员下沉, 联络负责人, and the year of each room and of each 议事成员.

A year without rooms has none of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from outputs.excel import Band, Column, Row, Table, Value
from outputs.labels import sheet_title
from outputs.matrix import People
from planner.domain import Problem, Room
from planner.parts import COUNTY
from planner.plan import Plan, Session
from planner.plan_items import rooms_in_order, town_of
from planner.plan_words import ASSIGNED, COLUMNS, LIAISON

ROOMS, DELIBERATORS = "协商室工作量", "议事成员工作量"
LIAISON_RULE = "liaison-span"
SHARE = ("stakeholder-share", "percent")
"""The rule and its parameter that say how many of a session are stakeholders; 0: no demand."""
VILLAGES = frozenset({"村", "社区"})


def room_sheets(plan: Plan, problem: Problem) -> tuple[Table, ...]:
    """Return the sheets, in order; those that would say nothing are left out."""
    if not problem.rooms:
        return ()
    return (
        *((_assigned(plan, problem),) if plan.room_assignments else ()),
        *((_liaison(plan, problem),) if plan.liaison or problem.liaison_heads else ()),
        _rooms(plan, problem),
        _deliberators(plan, problem),
    )


def uncovered(plan: Plan, problem: Problem) -> tuple[Room, ...]:
    """Return the villages whose profile wants a liaison head and that have none (sanyou 六(三))."""
    covered = {name for entry in plan.liaison for name in entry["rooms"]}
    return tuple(
        room
        for room in rooms_in_order(problem)
        if room.level in VILLAGES
        and room.name not in covered
        and LIAISON_RULE in problem.regimes[room.regime].rules
    )


def held_by_room(plan: Plan) -> dict[str, list[Session]]:
    """Return the sessions of each room by date, without those cancelled."""
    held: defaultdict[str, list[Session]] = defaultdict(list)
    for session in plan.by_date():
        if session.council != COUNTY and session.state != "cancelled":
            held[session.council].append(session)
    return held


# -- who belongs where -----------------------------------------------------------------------------
def _assigned(plan: Plan, problem: Problem) -> Table:
    held = held_by_room(plan)
    by_room: dict[str, list[dict[str, str]]] = {}
    for entry in plan.room_assignments:
        by_room.setdefault(entry["room"], []).append(entry)
    members = {m.id: m for m in problem.members}
    rows: list[Row] = []
    for room in rooms_in_order(problem):
        entries = by_room.get(room.name, [])
        if entries:
            rows.append(Band(f"{room.name}（{len(entries)}名）"))
        for entry in entries:
            m = members.get(entry["member"])
            seats = sum(entry["member"] in s.members for s in held.get(room.name, ()))
            told = (m.sector, "、".join(m.expertise), m.employer, m.town) if m else ("", "", "", "")
            rows.append(
                (
                    room.name,
                    entry["member"],
                    m.name if m else entry["member"],
                    *told,
                    entry.get("basis", ""),
                    entry.get("km", ""),
                    seats,
                )
            )
    centred = {"协商室", "编号", "姓名", "界别", "公里", "本室参加场次"}
    pairs = zip(COLUMNS[ASSIGNED], (18, 9, 12, 16, 24, 30, 14, 40, 8, 14), strict=True)
    return Table(
        name=ASSIGNED,
        titles=(sheet_title(plan, problem, "委员下沉到协商室"),),
        columns=tuple(Column(n, w, n in centred) for n, w in pairs),
        rows=tuple(rows),
        notes=("注：“公里”按工作簿里的经纬度算直线距离；没有经纬度的按所在乡镇。",),
    )


def _liaison(plan: Plan, problem: Problem) -> Table:
    homes = {head.name: head.village for head in problem.liaison_heads}
    rows: list[Row] = [
        (
            entry["head"],
            homes.get(entry["head"], ""),
            "、".join(entry["rooms"]),
            len(entry["rooms"]),
            str(entry.get("km", "")),
        )
        for entry in plan.liaison
    ]
    idle = [
        h.name for h in problem.liaison_heads if h.name not in {e["head"] for e in plan.liaison}
    ]
    if idle:
        rows.append(Band(f"没有安排联系村的联络负责人：{'、'.join(idle)}"))
    if missing := uncovered(plan, problem):
        rows.append(
            Band(f"没有联络负责人的村（{len(missing)}个）：{'、'.join(r.name for r in missing)}")
        )
    centred = {"联络负责人", "所在村", "个数", "公里"}
    pairs = zip(COLUMNS[LIAISON], (16, 18, 60, 8, 10), strict=True)
    return Table(
        name=LIAISON,
        titles=(sheet_title(plan, problem, "联络负责人及联系村"),),
        columns=tuple(Column(n, w, n in centred) for n, w in pairs),
        rows=tuple(rows),
    )


# -- how much it is --------------------------------------------------------------------------------
def _rooms(plan: Plan, problem: Problem) -> Table:
    held, people = held_by_room(plan), People(problem)
    belong = Counter(entry["room"] for entry in plan.room_assignments)
    shares = any(_asks_for_share(room, problem) for room in problem.rooms)
    rows: list[Row] = []
    last = ""
    for room in rooms_in_order(problem):
        town = town_of(room, problem)
        if town != last and any(r.parent == town for r in problem.rooms):
            rows.append(Band(town))
        last = town
        own = held.get(room.name, [])
        row = _room_row(room, own, problem, people)
        told = stakeholder_shares(own, problem)
        least = (f"{min(found)}%" if (found := list(told)) else "",) if shares else ()
        rows.append((*row, *least, belong[room.name] or None))
    return Table(
        name=ROOMS,
        titles=(sheet_title(plan, problem, ROOMS),),
        columns=(
            Column("协商室", 18, centred=True),
            Column("层级", 7, centred=True),
            Column("召集人", 12, centred=True),
            Column("主持（次数）", 28),
            *(
                Column(name, 9, centred=True)
                for name in ("全年场次", "议题待定", "议题数", "议事成员", "参加过的", "参加人次")
            ),
            Column("每人次数", 10, centred=True),
            *((Column("利益相关方占比", 15, centred=True),) if shares else ()),
            Column("下沉委员", 9, centred=True),
        ),
        rows=tuple(rows),
        notes=(
            "注：“全年场次”含议题待定的场次；议题待定的计入频次，另行计数。"
            + ("“利益相关方占比”是各场中最低的一场，按全部参会人员计。" if shares else ""),
        ),
    )


def _room_row(
    room: Room, held: Sequence[Session], problem: Problem, people: People
) -> tuple[Value, ...]:
    """Return a room's numbers but for the last columns."""
    hosts = Counter(s.host for s in held if s.host)
    own = problem.room_deliberators(room.name)
    times = Counter(key for s in held for key in s.deliberators)
    each = [times[d.id] for d in own]
    return (
        room.name,
        room.level,
        people.name(room.convenor),
        "、".join(f"{people.name(host)}{count}" for host, count in hosts.most_common()),
        len(held),
        sum(not s.topics for s in held),
        sum(len(s.topics) for s in held),
        len(own),
        sum(n > 0 for n in each),
        sum(each),
        f"{min(each)}—{max(each)}" if each else "",
    )


def stakeholder_shares(sessions: Iterable[Session], problem: Problem) -> Iterator[int]:
    """Yield the percentage of stakeholders of each session with a topic, rounded down.

    Of the sessions alone whose profile asks for a share: beside no demand the number would read as
    a shortage.
    """
    for session in sessions:
        taking = len(session.deliberators) + len(session.members) + len(session.experts)
        room = problem.room(session.council)
        if session.topics and taking and _asks_for_share(room, problem):
            yield 100 * len(session.stakeholders) // taking


def _asks_for_share(room: Room, problem: Problem) -> bool:
    regime = problem.regimes[room.regime]
    percent = {p.form: p.value for p in regime.parameters if (p.rule, p.name) == SHARE}
    return SHARE[0] in regime.rules and bool(percent.get(room.form, percent.get("")))


def _deliberators(plan: Plan, problem: Problem) -> Table:
    held = held_by_room(plan)
    rows: list[Row] = []
    for room in rooms_in_order(problem):
        days: defaultdict[str, list[str]] = defaultdict(list)
        linked: Counter[str] = Counter()
        for session in held.get(room.name, ()):
            for key in session.deliberators:
                days[key].append(f"{session.date.month}.{session.date.day}")
            linked.update(s.person for s in session.stakeholders)
        own = problem.room_deliberators(room.name)
        if own:
            rows.append(Band(f"{room.name}（{len(own)}名）"))
        for d in own:
            came = days[d.id]
            told = (d.id, d.name, d.kind, "、".join(d.fields) or d.unit)
            rows.append((*told, d.cap, len(came), linked[d.id] or None, "、".join(came)))
    return Table(
        name=DELIBERATORS,
        titles=(sheet_title(plan, problem, DELIBERATORS),),
        columns=(
            Column("编号", 12, centred=True),
            Column("姓名", 14, centred=True),
            Column("类别", 18, centred=True),
            Column("代表领域（单位）", 36),
            Column("年度上限", 10, centred=True),
            Column("参加次数", 10, centred=True),
            Column("为利益相关方", 14, centred=True),
            Column("日期（月.日）", 40),
        ),
        rows=tuple(rows),
    )
