"""协商室, 议事成员, 联络负责人 → rooms with their hosts, deliberators, liaison heads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from inputs.cell_text import did_you_mean, match_key
from inputs.problems import InputProblem, ProblemList
from inputs.profile import Profile, find_profile
from inputs.reading.duplicates import first_rows
from inputs.reading.names import Lookup, shared
from inputs.reading.people import People
from inputs.reading.persons import DEFAULT_ATTENDANCE
from inputs.reading.rows import Row, Tables
from planner.domain import Deliberator, LiaisonHead, Room, RoomHost

FORM_OF_LEVEL = {
    "场": "farm",
    "乡镇": "town",
    "街道": "town",
    "园区": "town",
    "村": "village",
    "社区": "village",
    "企业": "enterprise",
    "界别": "enterprise",
}
BELOW = ("村", "社区")
"""The levels that lie below a town's or a farm's room."""


@dataclass
class Grassroots:
    """The rooms of a workbook, and who belongs to them."""

    rooms: tuple[Room, ...] = ()
    deliberators: tuple[Deliberator, ...] = ()
    liaison_heads: tuple[LiaisonHead, ...] = ()
    names: Lookup = field(default_factory=lambda: Lookup("“协商室”表"))
    rows: dict[str, Row] = field(default_factory=dict)
    """Room → its row."""


def read_rooms(
    tables: Tables, people: People, profiles: Iterable[Profile], problems: ProblemList
) -> Grassroots:
    """Read the three sheets; nothing where no profile in force has rooms."""
    found = Grassroots()
    profiles = tuple(profiles)
    named = tuple(p for p in profiles if p.is_grassroots)
    if not named:
        found.names.complete = bool(profiles)  # with no profile known, rooms may well be meant
        return found
    found.names.complete = tables["协商室"].complete and tables["协商室"].present
    rows = first_rows(tables["协商室"], "名称", problems)
    for row in rows:
        found.names.add(row.text("名称"), row.text("名称"))
    found.deliberators = _deliberators(tables, people, found.names, problems)
    rooms = []
    councils = _Councils(found.deliberators)
    for row in rows:
        room = _room(row, people, found.names, named, councils, problems)
        if room is not None:
            rooms.append(room)
            found.rows[room.name] = row
    found.rooms = tuple(rooms)
    found.liaison_heads = _heads(tables, people, found.names, problems)
    return found


# -- rooms --------------------------------------------------------------------------------------
class _Councils:
    """The deliberators by room, and by what name each person (key) is called."""

    def __init__(self, deliberators: Iterable[Deliberator]) -> None:
        self._by_room: dict[str, list[Deliberator]] = {}
        self._names: dict[str, str] = {}
        for one in deliberators:
            self._by_room.setdefault(one.room, []).append(one)
            self._names[one.person] = one.name

    def of(self, room: str) -> Sequence[Deliberator]:
        """Return a room's own."""
        return self._by_room.get(room, ())

    def name(self, person: str) -> str | None:
        """Return what any room calls a person; None: the person is in no council."""
        return self._names.get(person)


def _room(
    row: Row,
    people: People,
    names: Lookup,
    profiles: tuple[Profile, ...],
    councils: _Councils,
    problems: ProblemList,
) -> Room | None:
    name = row.text("名称")
    if not row.has("层级"):
        return None
    level = row.values["层级"]
    form = FORM_OF_LEVEL[level]
    profile = _regime(row, form, profiles, problems)
    parent = _known_room(row, "上级", names, problems)
    if row.has("上级") and parent == name:
        problems.add(row.problem("room-own-parent", "上级", "是它自己。", "请填上一级协商室。"))
        parent = ""
    convenor = row.text("召集人")
    hosts = _hosts(row, people, councils, problems)
    if profile is None:
        return None
    return Room(
        name=name,
        level=level,
        form=form,
        regime=profile.id,
        parent=parent,
        convenor=hosts[0].name if convenor and hosts else convenor,
        hosts=hosts,
        approver=row.text("审批单位"),
        filing=row.text("备案单位"),
        capacity=row.number_in("容纳人数"),
        longitude=row.decimal("经度"),
        latitude=row.decimal("纬度"),
        last_before=row.day("上年末次日期"),
        times=row.number_in("年度次数"),
    )


def _regime(
    row: Row, form: str, profiles: tuple[Profile, ...], problems: ProblemList
) -> Profile | None:
    """Return the profile that the room keeps: its own, else the first named that has its form."""
    own = next(iter(row.many("规则方案")), "")
    level = row.values["层级"]
    if own:
        profile = find_profile(own)
        there = "、".join(f"{p.name}（{p.id}）" for p in profiles)
        if profile is None or not profile.is_grassroots:
            hint = did_you_mean(own, tuple(n for p in profiles for n in (p.name, p.id)))
            why = "没有这个基层规则方案。" if profile is None else "是县级的规则方案，不管协商室。"
            problems.add(
                row.problem("room-profile", "规则方案", why, f"{hint}可填：{there}；或留空。", own)
            )
            return None
        if profile not in profiles:
            problems.add(
                row.problem(
                    "room-profile",
                    "规则方案",
                    f"“{profile.name}”没有写在“基本信息”的规则方案里。",
                    "请在那里加上它，或改这一格。",
                    own,
                )
            )
            return None
        candidates: tuple[Profile, ...] = (profile,)
    else:
        candidates = profiles
    fitting = [p for p in candidates if any(f.id == form for f in p.forms)]
    if not fitting:
        names = "、".join(f"“{p.name}”" for p in candidates)
        problems.add(
            row.problem(
                "room-level",
                "层级",
                f"规则方案{names}没有“{level}”这一层级的协商形式。",
                "请改层级，或换一个有这一层级的规则方案。",
            )
        )
        return None
    return fitting[0]


def _known_room(row: Row, column: str, names: Lookup, problems: ProblemList) -> str:
    """Return the room that a cell names; report one that there is not."""
    if not row.has(column):
        return ""
    name = row.text(column)
    found = names.find(name)
    if len(found) == 1:
        return next(iter(found))
    if names.complete:
        hint = did_you_mean(name, names.names())
        problems.add(
            row.problem(
                "room-unknown",
                column,
                "“协商室”表里没有这个协商室。",
                f"{hint}请改成表中的名称，或在“协商室”表补上一行。",
                name,
            )
        )
    return ""


def _hosts(
    row: Row, people: People, councils: _Councils, problems: ProblemList
) -> tuple[RoomHost, ...]:
    """Return who may host: the convenor first; each a person of the room, of the county, or neither.

    By name; one whose name another host or another of the room's own has is 张三（D0026）.
    """
    own = Lookup("议事成员")
    mine = councils.of(row.text("名称"))
    for d in mine:
        own.add(d.person, d.name, f"{d.id} {d.name}", number=d.id)
    own_names = {d.person: d.name for d in mine}
    names: dict[str, str] = {}
    cited = [("召集人", row.text("召集人"))] if row.has("召集人") else []
    cited += [("可主持人员", name) for name in row.many("可主持人员")]
    for column, name in cited:
        found = own.find(name) or people.persons.find(name)
        if len(found) > 1:
            problems.add(shared(row, column, name, found))
            continue
        key = next(iter(found), name)
        if not found:  # neither deliberator, member nor leader: known by the name alone
            people.persons.add(name, name, f"{name}（{row.text('名称')}）")
        called = own_names.get(key) or councils.name(key)
        names.setdefault(key, called or (people.name_of(key) if found else name))
    times = Counter((own_names | names).values())
    return tuple(
        RoomHost(name=name if times[name] == 1 or name == key else f"{name}（{key}）", person=key)
        for key, name in names.items()
    )


# -- deliberators -------------------------------------------------------------------------------
def _deliberators(
    tables: Tables, people: People, rooms: Lookup, problems: ProblemList
) -> tuple[Deliberator, ...]:
    rows = [row for row in tables["议事成员"] if row.has("编号")]
    count = Counter(match_key(row.text("姓名")) for row in rows if row.has("姓名"))
    first: dict[str, Row] = {}
    places: dict[tuple[str, str], Row] = {}
    found = []
    for row in rows:
        identity, name = row.text("编号"), row.text("姓名")
        room = _known_room(row, "协商室", rooms, problems)
        before = first.setdefault(match_key(identity), row)
        if before is not row and match_key(before.text("姓名")) != match_key(name):
            problems.add(
                row.problem(
                    "id-twice",
                    "编号",
                    f"与 {before.cells['编号']} 重复，而姓名不同。",
                    "请改成不同的编号；同一个人在两个协商室的，姓名要一致。",
                )
            )
            continue
        again = places.setdefault((match_key(identity), room), row)
        if again is not row:
            problems.add(
                row.problem(
                    "id-twice",
                    "编号",
                    f"与 {again.cells['编号']} 是同一协商室的同一个人。",
                    "请删去一行。",
                )
            )
            continue
        if not row.has("姓名", "类别") or not room:
            continue
        person = _person(people, identity, name, count[match_key(name)] == 1)
        if before is row:
            if person == identity:
                people.persons.add(person, name, f"{identity} {name}（{room}）", number=identity)
                people.guests.add(identity, name, f"{identity} {name}（{room}）", number=identity)
            else:
                people.persons.alias(person, identity)
        rate = row.number_in("出席率")
        found.append(
            Deliberator(
                id=identity,
                name=name,
                person=person,
                room=room,
                kind=row.values["类别"],
                fields=row.many("代表领域"),
                unit=row.text("单位"),
                cap=row.number_in("年度上限"),
                attendance_percent=DEFAULT_ATTENDANCE if rate is None else rate,
                attendance_assumed=rate is None and "出席率" not in row.broken,
            )
        )
    assumed = sum(d.attendance_assumed for d in found)
    if assumed:
        problems.add(
            InputProblem.of(
                "attendance-assumed",
                "议事成员",
                f"{assumed} 名议事成员没有填出席率，按 {DEFAULT_ATTENDANCE}% 估计。",
                "",
                "assumption",
            )
        )
    return tuple(found)


def _person(people: People, identity: str, name: str, alone: bool) -> str:
    """Return the key of the member, leader or expert who the deliberator is; else the 编号."""
    by_number = people.persons.find(identity)
    if len(by_number) == 1 and not set(by_number).isdisjoint(people.persons.find(name)):
        return next(iter(by_number))
    by_name = people.persons.find(name) if alone else {}
    return next(iter(by_name)) if len(by_name) == 1 else identity


# -- liaison heads ------------------------------------------------------------------------------
def _heads(
    tables: Tables, people: People, rooms: Lookup, problems: ProblemList
) -> tuple[LiaisonHead, ...]:
    heads = []
    for row in first_rows(tables["联络负责人"], "姓名", problems):
        found = people.persons.find(row.text("姓名"))
        heads.append(
            LiaisonHead(
                name=row.text("姓名"),
                person=next(iter(found)) if len(found) == 1 else row.text("姓名"),
                village=_known_room(row, "所在村", rooms, problems),
                longitude=row.decimal("经度"),
                latitude=row.decimal("纬度"),
            )
        )
    return tuple(heads)
