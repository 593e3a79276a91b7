"""锁定 → locks, with sessions, topics, forms, units and persons resolved."""

from __future__ import annotations

from datetime import date

from inputs.cell_text import did_you_mean, match_key, split, split_around
from inputs.forms import SEVERAL_WORDS
from inputs.problems import ProblemList
from inputs.reading.names import Lookup, resolve
from inputs.reading.people import People
from inputs.reading.rows import Row, Tables
from inputs.sheets.date_kinds import Days, Months
from inputs.sheets.kind import CellError, Reading
from planner.domain import Lock, Room, Slot, Topic

_CHOSEN = ("入选", "不入选")
_NOT_HELD = "不召开"
PAIRED = "counterpart"
"""The form whose sessions are named by committee and department."""


def read_locks(
    tables: Tables,
    people: People,
    slots: tuple[Slot, ...],
    rooms: tuple[Room, ...],
    found_topics: tuple[Topic, ...],
    year: int | None,
    problems: ProblemList,
) -> tuple[Lock, ...]:
    """Read the sheet 锁定.

    Values become what plans hold: ISO dates, month numbers, form ids, body names, leader ids,
    member and expert ids; for 入选 and 不入选 the sessions of a topic (none: any) or the topics
    of a session. Without slots (基本信息 is broken) no session is called unknown.
    """
    sessions, ids = Lookup("场次"), Lookup("“议题”表")
    sessions.complete = bool(slots)
    ids.complete = tables["议题"].complete
    for slot in slots:
        sessions.add(slot.id, slot.id, number=slot.id)
        for item in slot.items:  # 重点提案 and 监督活动 go by their 编号 too
            sessions.alias(slot.id, item)
    for row in tables["议题"]:
        topic, title = row.text("编号"), row.text("议题名称")
        if topic:
            ids.add(topic, title, f"{topic} {title}", number=topic)
    locks = []
    for row in tables["锁定"]:
        found = _subject(row, sessions, ids, people, problems)
        if not found or not row.has("项目"):
            continue
        locked = next((s for s in slots if s.id == found[0]), None)
        room = _room(found[0], locked, rooms, found_topics)
        values = _fixed(row, locked, people, problems)
        if values is None and room is not None and row.values["项目"] == "主持":
            values = _room_hosts(row, room, problems)
        elif values is None:
            values = _values(row, found[1], people, sessions, ids, year, problems)
        if values is not None and _can_be(row, values, locked, people, problems, room):
            locks.append(
                Lock(
                    subject=found[0],
                    item=row.values["项目"],
                    values=values,
                    cell=f"锁定!{row.cells['值'] if '值' in row.cells else row.cells['项目']}",
                )
            )
    return tuple(locks)


def held(slots: tuple[Slot, ...], locks: tuple[Lock, ...]) -> tuple[Slot, ...]:
    """Return the sessions of the year without those that the office does not hold (不召开)."""
    left_out = {lock.subject for lock in locks if lock.item == _NOT_HELD}
    return tuple(slot for slot in slots if slot.id not in left_out)


def _room(
    subject: str, slot: Slot | None, rooms: tuple[Room, ...], topics: tuple[Topic, ...]
) -> Room | None:
    """Return the room whose session or topic is locked; None for the county's."""
    topic = next((t for t in topics if t.id == subject), None)
    name = slot.council if slot else topic.room if topic else ""
    return next((room for room in rooms if room.name == name), None)


def _room_hosts(row: Row, room: Room, problems: ProblemList) -> tuple[str, ...] | None:
    """Return the hosts that a cell names, each one of the room's; None where one is not."""
    hosts = Lookup(f"{room.name}的召集人和可主持人员")
    for host in room.hosts:
        hosts.add(host.name, host.name, number=host.person)
    names = split(row.text("值"))
    values = resolve(row, "值", hosts, problems, names)
    return values if names and len(values) == len(names) else None


def _fixed(
    row: Row, slot: Slot | None, people: People, problems: ProblemList
) -> tuple[str, ...] | None:
    """Return 值 where it repeats what the session's form fixes; None where nothing is fixed.

    A pair's committee and its head, a group's convenor and a proposal's supervising leader are
    no choice: locking another is reported, and gives no values.
    """
    item = row.values["项目"]
    if slot is None or not row.text("值"):
        return None
    if item == "主持" and slot.host:
        fixed, names = slot.host, people.persons.find(row.text("值"))
        same = (slot.host_person or fixed) in names or match_key(row.text("值")) == match_key(fixed)
        why = f"{slot.id} 按协商形式由{fixed}主持，不能改由别人。"
    elif item == "牵头" and slot.fixed_lead:
        fixed = slot.fixed_lead
        same = fixed in people.body_names.find(row.text("值"))
        why = f"{slot.id} 按协商形式由{fixed}牵头，不能改由别的单位。"
    elif item in _CHOSEN and slot.topics == "none":
        fixed, same = "", False
        why = f"{slot.id} 不从“议题”表取议题，没有入选、不入选可言。"
    else:
        return None
    if same:
        return (fixed,)
    problems.add(row.problem("lock-fixed", "值", why, "请删去这一行。"))
    return ()


def _can_be(
    row: Row,
    values: tuple[str, ...],
    slot: Slot | None,
    people: People,
    problems: ProblemList,
    room: Room | None,
) -> bool:
    """Whether the values can hold at all; report those outside a session's span, or who may not host."""
    item = row.values["项目"]
    if item == _NOT_HELD:
        return _may_be_left_out(row, slot, problems)
    if item == "主持" and (room or (slot and slot.host)):
        return True  # one of the room's hosts, or the very host whom the form fixes
    if slot and item == "日期":
        inside = [slot.first <= date.fromisoformat(value) <= slot.last for value in values]
    elif slot and item == "月份":
        inside = [slot.first.month <= int(value) <= slot.last.month for value in values]
    else:
        inside = []
    if slot and inside and not any(inside):
        problems.add(
            row.problem(
                "lock-outside",
                "值",
                f"{slot.id} 只能在 {slot.first} 至 {slot.last} 之间。",
                "请改日期或月份，或改锁定别的场次。",
            )
        )
        return False
    may_host = {x.id for x in people.leaders if x.can_host and (x.is_chair or x.is_vice_chair)}
    if item == "主持" and not may_host & set(values):
        problems.add(
            row.problem(
                "lock-no-host",
                "值",
                "不能主持：主持的应是主席或副主席，且“可主持”不是“否”。",
                f"可以主持的有：{'、'.join(sorted(may_host))}。",
            )
        )
        return False
    return True


def _may_be_left_out(row: Row, slot: Slot | None, problems: ProblemList) -> bool:
    """Whether the year may do without a session: one each two months is usual, no must (anhua 一5)."""
    if slot is not None and slot.form == "bimonthly" and not slot.merged:
        return True
    what = slot.id if slot is not None else row.text("对象")
    problems.add(
        row.problem(
            "lock-must-be-held",
            "项目",
            f"{what} 不能定为不召开：只有双月协商座谈会是“一般”每两个月一次（与全会合并的除外）。",
            "请删去这一行；专题议政性常委会、专题协商会的次数在“规则”表改“年度次数”。",
        )
    )
    return False


def _subject(
    row: Row, sessions: Lookup, topics: Lookup, people: People, problems: ProblemList
) -> tuple[str, bool] | None:
    """Return the session or topic locked, and whether it is a session."""
    name = next(iter(row.many("对象")), "")
    if not name:
        return None
    if found := sessions.find(name):
        return next(iter(found)), True
    if len(found := topics.find(name)) == 1:
        return next(iter(found)), False
    if not topics.complete or not sessions.complete:
        return None
    pair = _no_such_pair(name, people)
    there = sessions.names()
    form = name.split("-")[0]
    own = tuple(session for session in there if session.split("-")[0] == form)
    hint = did_you_mean(name, (*there, *topics.names()))
    listed = "、".join(own or there)
    problems.add(
        row.problem(
            "lock-subject-unknown",
            "对象",
            pair or "不是场次代号，也不是议题编号。",
            f"{hint}场次有：{listed}；议题请填“议题”表的编号。",
        )
    )
    return None


def _no_such_pair(name: str, people: People) -> str:
    """Say why a pair's session does not exist: which committee has the department, or none."""
    parts = name.split("-")
    if parts[0] not in people.form_ids.find(PAIRED) or len(parts) < 3:
        return ""
    committee, department = parts[1], parts[2]
    if not people.body_names.find(committee):
        return f"“承办单位”表里没有“{committee}”，没有这一场对口协商。"
    owners = [b.name for b in people.bodies if department in b.departments]
    if owners:
        return f"“{department}”的对口专委会是{'、'.join(owners)}，不是“{committee}”。"
    return f"没有一个专委会以“{department}”为对口部门，没有这一场对口协商。"


def _values(
    row: Row,
    is_session: bool,
    people: People,
    sessions: Lookup,
    topics: Lookup,
    year: int | None,
    problems: ProblemList,
) -> tuple[str, ...] | None:
    """Return 值 as plans hold it; None where it is missing or wrong, which is reported."""
    item = row.values["项目"]
    text = row.text("值")
    chosen = item in _CHOSEN
    if item == _NOT_HELD:
        return ()
    if not text or (chosen and not is_session and text in ("是", "√")):
        if chosen and not is_session:
            return ()
        if "值" not in row.broken:
            what = "议题" if chosen else item
            problems.add(row.problem("cell-missing", "值", f"“{item}”要填值。", f"请填写{what}。"))
        return None
    if item in ("日期", "月份"):
        try:
            if item == "日期":
                return tuple(d.isoformat() for d in Days().read(text, Reading(year)))
            return tuple(str(month) for month in Months().read(text, Reading(year)))
        except CellError as error:
            problems.add(row.problem("value-invalid", "值", error.why, error.cure))
            return None
    lookup = {
        "形式": people.form_ids,
        "牵头": people.body_names,
        "主持": people.leader_ids,
        "参加": people.guests,
        "不参加": people.guests,
    }.get(item) or (topics if is_session else sessions)
    names = split_around(text, SEVERAL_WORDS)
    values = resolve(row, "值", lookup, problems, names)
    return values if len(values) == len(names) else None
