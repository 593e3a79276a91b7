"""Whether each room can hold its sessions at all: enough people, stakeholders and hosts, by number.

Named before any solving, with what there is and what is needed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping

from inputs.problems import InputProblem, ProblemList
from inputs.reading.rooms import BELOW, Grassroots
from inputs.reading.rows import Row, Tables
from planner.domain import Deliberator, Member, Regime, Room, RoomHost, Topic

APART = ("企业", "界别")
"""The levels of rooms that members are not sent down to (yangzhou (三) names towns and villages)."""
Number = Callable[[str, str, str], int]


def look_at_rooms(
    tables: Tables,
    grassroots: Grassroots,
    topics: tuple[Topic, ...],
    members: tuple[Member, ...],
    regimes: Mapping[str, Regime],
    numbers: Mapping[str, Number],
    problems: ProblemList,
) -> None:
    """Report each room, and each topic of one, that no choice of people or host could hold."""
    pools: dict[str, list[Deliberator]] = defaultdict(list)
    for deliberator in grassroots.deliberators:
        pools[deliberator.room].append(deliberator)
    receiving = [
        room
        for room in grassroots.rooms
        if "room-assignment" in regimes[room.regime].rules and room.level not in APART
    ]
    share = -(-len(members) // len(receiving)) if receiving else 0
    rows = {row.text("编号"): row for row in reversed(tables["议题"].rows)}
    by_room: dict[str, list[Topic]] = defaultdict(list)
    for topic in topics:
        by_room[topic.room].append(topic)
    towns = any(room.level not in BELOW for room in grassroots.rooms)
    complete = tables["议事成员"].complete and tables["议事成员"].present
    for room in grassroots.rooms:
        row = grassroots.rows[room.name]
        if towns and room.level in BELOW and not room.parent and not row.has("上级"):
            problems.add(_no_town(row))
        rules, number = regimes[room.regime].rules, numbers[room.regime]
        _look_at_hosts(row, room, rules, number, problems)
        if not complete:
            continue
        expected = share if room in receiving else 0
        enough = _look_at_pool(row, room, pools[room.name], expected, rules, number, problems)
        for topic in by_room[room.name]:
            if not topic.is_excluded:
                at = rows[topic.id]
                if enough:
                    _look_at_stakeholders(
                        at, room, topic, pools[room.name], rules, number, problems
                    )
                _look_at_recusal(at, room, topic, pools[room.name], rules, problems)


def _no_town(row: Row) -> InputProblem:
    column = "上级" if "上级" in row.cells else "名称"
    return row.problem(
        "room-no-town",
        column,
        f"“{row.text('名称')}”没有写明属于哪个乡镇（场）。",
        "请在“上级”列填乡镇或场的协商室名称。",
    )


def _look_at_hosts(
    row: Row, room: Room, rules: tuple[str, ...], number: Number, problems: ProblemList
) -> None:
    column = next((c for c in ("可主持人员", "召集人") if c in row.cells), "名称")
    if "召集人" in row.broken or "可主持人员" in row.broken:
        return
    least = number("convenor", "hosts", room.form) if "convenor" in rules else 1
    if len(room.hosts) < least:
        there = f"只有{'、'.join(h.name for h in room.hosts)}" if room.hosts else "一个也没有"
        problems.add(
            row.problem(
                "room-hosts",
                column,
                f"“{room.name}”可以主持的人有 {len(room.hosts)} 名（{there}），至少要 {least} 名，以便回避。",
                "请在“召集人”“可主持人员”补上；确有困难的，可在“规则”表改“召集人”的“可主持人数”。",
            )
        )


def _look_at_pool(
    row: Row,
    room: Room,
    pool: list[Deliberator],
    expected: int,
    rules: tuple[str, ...],
    number: Number,
    problems: ProblemList,
) -> bool:
    """Report a pool or a room too small for the least number; return whether it is large enough.

    expected: how many members may be assigned to it beside its own deliberators.
    """
    if "attendance" not in rules:
        return True
    least = number("attendance", "min", room.form)
    if room.capacity is not None and room.capacity < least:
        problems.add(
            row.problem(
                "room-small",
                "容纳人数",
                f"“{room.name}”只容纳 {room.capacity} 人，一场至少 {least} 人。",
                "请换大一些的地方，或核对人数。",
            )
        )
    if len(pool) + expected < least:
        more = f"，可编入委员约 {expected} 名" if expected else ""
        problems.add(
            row.problem(
                "room-pool",
                "名称",
                f"“{room.name}”有议事成员 {len(pool)} 人{more}，一场至少要 {least} 人。",
                f"请在“议事成员”表为它至少再补 {least - len(pool) - expected} 人。",
            )
        )
        return False
    if "council-pool" in rules and room.form == "town":
        fewest, most = number("council-pool", "min", "town"), number("council-pool", "max", "town")
        size = len(pool) + expected
        if not fewest <= size <= most:
            problems.add(
                row.problem(
                    "council-pool",
                    "名称",
                    f"“{room.name}”的议事会约 {size} 人，一般为 {fewest}—{most} 人（三）。",
                    "请核对“议事成员”表；确实如此的不必改。",
                    severity="warning",
                )
            )
    return True


def _look_at_stakeholders(
    row: Row,
    room: Room,
    topic: Topic,
    pool: list[Deliberator],
    rules: tuple[str, ...],
    number: Number,
    problems: ProblemList,
) -> None:
    """Report a topic whose stakeholders in the room are fewer than their share of the fewest people."""
    if "stakeholder-share" not in rules or "attendance" not in rules:
        return
    least = number("attendance", "min", room.form)
    percent = number("stakeholder-share", "percent", room.form)
    needed = -(-least * percent // 100)
    found = sum(_concerns(topic, d) for d in pool)
    if found >= needed:
        return
    column = "利益相关方" if "利益相关方" in row.cells else "编号"
    if topic.stakeholders:
        who = f"“{room.name}”的议事成员中与它利益相关的（{'、'.join(topic.stakeholders)}）有 {found} 人"
        cure = "请在“议事成员”表补充，或写上“代表领域”“单位”，使之与议题的“利益相关方”一致。"
    else:
        who = f"没有写明利益相关方，而“{room.name}”的利益相关方代表有 {found} 人"
        cure = "请在“议事成员”表补充利益相关方代表，或填写议题的“利益相关方”。"
    problems.add(
        row.problem(
            "stakeholders-few",
            column,
            f"{who}，一场至少 {least} 人、其中利益相关方不少于 {percent}%，要 {needed} 人。",
            cure,
        )
    )


def _concerns(topic: Topic, person: Deliberator) -> bool:
    if not topic.stakeholders:
        return person.is_representative
    names = {person.person, person.id, person.name, person.unit, *person.fields} - {""}
    return not names.isdisjoint(topic.stakeholders)


def _look_at_recusal(
    row: Row,
    room: Room,
    topic: Topic,
    pool: list[Deliberator],
    rules: tuple[str, ...],
    problems: ProblemList,
) -> None:
    """Report a topic in which every host of its room has an interest."""
    if "host-recusal" not in rules or not room.hosts:
        return
    if all(_is_interested(topic, host, pool) for host in room.hosts):
        hosts = "、".join(host.name for host in room.hosts)
        problems.add(
            row.problem(
                "hosts-interested",
                "利益相关方" if "利益相关方" in row.cells else "编号",
                f"“{room.name}”可以主持的 {len(room.hosts)} 人（{hosts}）都是它的利益相关方，都要回避。",
                "请在“协商室”表的“可主持人员”加上一名无利害关系的人。",
            )
        )


def _is_interested(topic: Topic, host: RoomHost, pool: list[Deliberator]) -> bool:
    mine = [d for d in pool if d.person == host.person]
    if {host.name, host.person} & set(topic.stakeholders):
        return True
    return any(_concerns(topic, d) for d in mine)
