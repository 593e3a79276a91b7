"""委员, 领导, 专家 → the entities, with one key for one person (see `People`)."""

from __future__ import annotations

from collections import Counter

from inputs.cell_text import match_key
from inputs.problems import InputProblem, ProblemList
from inputs.reading.duplicates import first_rows
from inputs.reading.people import People
from inputs.reading.rows import Row, Tables
from planner.domain import Expert, Leader, Member

DEFAULT_ATTENDANCE = 80
"""Percent, where a member's 出席率 is blank (assumed)."""


def read_persons(people: People, tables: Tables, problems: ProblemList) -> None:
    """Read the three sheets. Members come first: leaders and experts may be one of them."""
    _members(people, tables, problems)
    _leaders(people, tables, problems)
    _experts(people, tables, problems)


def _members(people: People, tables: Tables, problems: ProblemList) -> None:
    members = []
    for row in first_rows(tables["委员"], "编号", problems):
        identity = row.text("编号")
        if row.has("姓名"):
            name = row.text("姓名")
            where = row.text("工作单位") or row.text("界别")
            described = f"{identity} {name}（{where}）"
            for lookup in (people.guests, people.persons):
                lookup.add(identity, name, described, number=identity)
        if not row.has("姓名", "性别", "界别"):
            continue
        sector = people.sectors.of_member(row)
        rate = row.number_in("出席率")
        members.append(
            Member(
                id=identity,
                name=row.text("姓名"),
                person=identity,
                gender=row.values["性别"],
                sector=sector,
                party=row.text("党派"),
                ethnicity=row.text("民族"),
                cppcc_post=row.text("政协职务"),
                standing=bool(row.yes("常委")),
                employer=row.text("工作单位"),
                town=row.text("所在乡镇"),
                expertise=row.many("专长"),
                body=next(iter(row.many("所属委室")), ""),
                liaison_group="、".join(row.many("联络活动组")),
                level=row.text("级别", "县"),
                attendance_percent=DEFAULT_ATTENDANCE if rate is None else rate,
                attendance_assumed=rate is None and "出席率" not in row.broken,
                times_before=row.number_in("往年参加次数") or 0,
                cap=row.number_in("年度邀请上限"),
                phone=row.text("手机"),
                mail=row.text("邮箱"),
                longitude=row.decimal("经度"),
                latitude=row.decimal("纬度"),
            )
        )
    people.members = tuple(members)
    assumed = sum(member.attendance_assumed for member in members)
    if assumed:
        problems.add(
            InputProblem.of(
                "attendance-assumed",
                "委员",
                f"{assumed} 名委员没有填出席率，按 {DEFAULT_ATTENDANCE}% 估计。",
                "",
                "assumption",
            )
        )


def _leaders(people: People, tables: Tables, problems: ProblemList) -> None:
    rows = [row for row in tables["领导"] if row.has("姓名")]
    count = Counter(match_key(row.text("姓名")) for row in rows)
    by_number: dict[str, Row] = {}
    leaders = []
    for row in rows:
        name, number = row.text("姓名"), row.text("编号")
        first = by_number.setdefault(match_key(number), row) if number else row
        if first is not row:
            problems.add(
                row.problem(
                    "id-twice", "编号", f"与 {first.cells['编号']} 重复。", "请改成不同的编号。"
                )
            )
            continue
        alone = count[match_key(name)] == 1
        if not alone and not number:
            problems.add(
                row.problem(
                    "leader-name-shared",
                    "姓名",
                    "“领导”表里有同名的人，这一行又没有编号，分不清是谁。",
                    "请给同名的各行填上编号。",
                )
            )
            continue
        identity = name if alone else number
        person = _same_member(people, row, alone, problems) or identity
        side = row.text("所属", "政协")
        post = row.text("职务")
        described = f"{identity} {name}（{post}）" if identity != name else f"{name}（{post}）"
        people.leader_ids.add(identity, name, described, number)
        if person == identity:
            people.persons.add(person, name, described)
        people.persons.alias(person, number)
        if not row.has("职务"):
            continue
        leader = Leader.model_validate(
            {
                "id": identity,
                "name": name,
                "post": post,
                "person": person,
                "side": side,
                "liaison": bool(row.yes("联系政协")),
                "host_cap": row.number_in("年度主持上限"),
            }
        )
        said = row.yes("可主持")
        presides = leader.is_chair or leader.is_vice_chair
        leaders.append(leader.model_copy(update={"can_host": presides if said is None else said}))
    people.leaders = tuple(leaders)


def _same_member(people: People, row: Row, alone: bool, problems: ProblemList) -> str:
    """Return the key of the member that a row's person is: by 编号, else by a unique name."""
    name, number = row.text("姓名"), row.text("编号")
    by_number = people.guests.find(number) if number else {}
    if len(by_number) == 1:
        key = next(iter(by_number))
        if key not in people.guests.find(name):
            others = {m.id: m.name for m in people.members}
            problems.add(
                row.problem(
                    "id-names-differ",
                    "编号",
                    f"在“委员”表里是{others.get(key, '另一人')}，这里是{name}。",
                    "请核对编号；不是同一人就换一个编号。",
                )
            )
        return key
    by_name = people.guests.find(name)
    if len(by_name) == 1 and alone:
        return next(iter(by_name))
    if len(by_name) > 1:
        problems.add(
            row.problem(
                "person-unclear",
                "姓名",
                f"与 {len(by_name)} 名委员同名（{'、'.join(sorted(by_name))}），按不是其中任何一人处理。",
                "如是其中一人，请在“编号”列填其委员编号。",
                name,
                "warning",
            )
        )
    return ""


def _experts(people: People, tables: Tables, problems: ProblemList) -> None:
    members = {member.id: member for member in people.members}
    rows = first_rows(tables["专家"], "编号", problems)
    count = Counter(match_key(row.text("姓名")) for row in rows if row.has("姓名"))
    experts = []
    found: list[tuple[str, str, str]] = []
    for row in rows:
        identity, name = row.text("编号"), row.text("姓名")
        if not name:
            continue
        alone = count[match_key(name)] == 1
        same = [k for k in people.guests.find(identity) if k in members]
        named = list(people.guests.find(name)) if alone else []
        same = same or [k for k in named if k in members and len(named) == 1]
        if same:
            problems.add(
                row.problem(
                    "expert-is-member",
                    "姓名",
                    f"是本届委员（{same[0]} {members[same[0]].name}）；专家应是本届委员以外的人（三(一)1）。",
                    "请从“专家”表删去；如是同名的两个人，请在姓名后加注单位，如 张三（某大学）。",
                    name,
                )
            )
            continue
        leader = _same_leader(people, identity, name, alone)
        described = f"{identity} {name}（{row.text('单位')}）"
        found.append((identity, name, described))
        if not leader:
            people.persons.add(identity, name, described, number=identity)
        else:
            people.persons.alias(leader, identity)
        if row.has("单位"):
            experts.append(
                Expert(
                    id=identity,
                    name=name,
                    person=leader or identity,
                    unit=row.text("单位"),
                    expertise=row.many("专长"),
                    cap=row.number_in("年度邀请上限"),
                    mail=row.text("邮箱"),
                )
            )
    for identity, name, described in found:  # only now: experts are not compared with experts
        people.guests.add(identity, name, described, number=identity)
    people.experts = tuple(experts)


def _same_leader(people: People, number: str, name: str, alone: bool) -> str:
    """Return the key of the leader that an expert is, or nothing."""
    keys = {leader.id: leader.person for leader in people.leaders}
    found = people.leader_ids.find(number) or (people.leader_ids.find(name) if alone else {})
    return keys.get(next(iter(found)), "") if len(found) == 1 else ""
