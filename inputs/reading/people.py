"""承办单位, 领导, 委员, 专家, 部门, 会场 → the entities, with one key for one person.

A member's key is the 编号. A leader, an expert or a body's head with the same 编号, or with the
same name where that name is unique, is the same person and gets the same key; anyone else's key
is the name, or the 编号 where the name is shared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from inputs.cell_text import match_key, suggestion
from inputs.problems import InputProblem, ProblemList
from inputs.reading.duplicates import first_rows
from inputs.reading.names import Lookup, resolve, shared
from inputs.reading.sectors import Sectors
from inputs.reading.tables import Row, Tables, missing_once
from planner.domain import Body, Department, Expert, Form, Leader, Member, Venue

DEFAULT_ATTENDANCE = 80


@dataclass
class People:
    """The entities of a workbook, and the look-ups for the cells that cite them."""

    bodies: tuple[Body, ...] = ()
    leaders: tuple[Leader, ...] = ()
    members: tuple[Member, ...] = ()
    experts: tuple[Expert, ...] = ()
    departments: tuple[Department, ...] = ()
    venues: tuple[Venue, ...] = ()
    body_names: Lookup = field(default_factory=lambda: Lookup("“承办单位”表"))
    leader_ids: Lookup = field(default_factory=lambda: Lookup("“领导”表"))
    guests: Lookup = field(default_factory=lambda: Lookup("“委员”“专家”表"))
    persons: Lookup = field(default_factory=lambda: Lookup("“委员”“领导”“专家”表"))
    department_names: Lookup = field(default_factory=lambda: Lookup("“部门”表"))
    venue_names: Lookup = field(default_factory=lambda: Lookup("“会场”表"))
    form_ids: Lookup = field(default_factory=lambda: Lookup("规则方案"))
    sectors: Sectors = field(default_factory=Sectors)
    loose_departments: dict[str, str] = field(default_factory=dict)
    """Match key → a department that no sheet has, as first written."""
    cites: list[tuple[Row, str, str]] = field(default_factory=list)
    """Departments cited that the sheet 部门 lacks: row, column, name."""

    def spelt(self, name: str) -> str:
        """Return a department that no sheet has as it was first written."""
        return self.loose_departments.setdefault(match_key(name), name)

    def name_of(self, key: str) -> str:
        """Return a person's name by key; the key itself where no sheet has the person."""
        everyone: Iterable[Member | Leader | Expert] = (
            *self.members,
            *self.leaders,
            *self.experts,
        )
        return next((one.name for one in everyone if one.person == key), key)

    def departments_named(self, row: Row, column: str) -> tuple[str, ...]:
        """Return the departments a cell names; one that the sheet lacks is known by its name."""
        names = []
        for name in row.many(column):
            found = self.department_names.find(name)
            if not found:
                self.cites.append((row, column, name))
            names.append(next(iter(found), "") or self.spelt(name))
        return tuple(dict.fromkeys(names))

    def report_unknown_departments(self, tables: Tables, problems: ProblemList) -> None:
        """Warn of each department that the sheet 部门 lacks, once; nothing without that sheet."""
        table = tables["部门"]
        known = self.department_names.names()
        if not table.rows or not table.complete:
            return
        for row, column, name in self.cites:
            close = suggestion(name, known)
            hint = f"是否为{close}？" if close else ""
            same = [c for c in self.cites if c[2] == name]
            if same[0] == (row, column, name):
                missing_once(
                    problems,
                    "department-unknown",
                    same,
                    "“部门”表里没有这个部门，只按名称识别，没有负责人和分管领导。",
                    f"{hint}请改正，或在“部门”表中补上。",
                )


def read_people(tables: Tables, forms: tuple[Form, ...], problems: ProblemList) -> People:
    """Read the six sheets; names in them are resolved, problems reported."""
    people = People()
    for lookup, sheet in (
        (people.body_names, "承办单位"),
        (people.leader_ids, "领导"),
        (people.guests, "委员"),
        (people.persons, "委员"),
        (people.venue_names, "会场"),
    ):
        lookup.complete = tables[sheet].complete
    for form in forms:
        people.form_ids.add(form.id, form.name, number=form.id)
    people.form_ids.complete = bool(forms)
    _members(people, tables, problems)
    _leaders(people, tables, problems)
    _experts(people, tables, problems)
    _units(people, tables, problems)
    _second_pass(people, tables, problems)
    return people


# -- first the names --------------------------------------------------------------------------
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
        sector = people.sectors.spelt(row.text("界别"))
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
            InputProblem(
                "attendance-assumed",
                "委员",
                "",
                "",
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
            InputProblem(
                "person-unclear",
                row.sheet,
                row.cells["姓名"],
                name,
                f"与 {len(by_name)} 名委员同名（{'、'.join(sorted(by_name))}），按不是其中任何一人处理。",
                "如是其中一人，请在“编号”列填其委员编号。",
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


def _units(people: People, tables: Tables, problems: ProblemList) -> None:
    for sheet, lookup in (
        ("承办单位", people.body_names),
        ("部门", people.department_names),
        ("会场", people.venue_names),
    ):
        for row in first_rows(tables[sheet], "名称", problems):
            lookup.add(row.text("名称"), row.text("名称"))


# -- then who is meant ------------------------------------------------------------------------
def _second_pass(people: People, tables: Tables, problems: ProblemList) -> None:
    """Resolve what these sheets say of one another."""
    charge = _charges(people, tables, problems)
    people.leaders = tuple(
        leader.model_copy(update={"in_charge_of": charge.get(leader.id, ())})
        for leader in people.leaders
    )
    silent = ProblemList()  # repeated names are reported already
    bodies = [
        _body(people, row, problems) for row in first_rows(tables["承办单位"], "名称", silent)
    ]
    people.bodies = tuple(body for body in bodies if body)
    people.departments = _departments(people, tables, problems)
    people.venues = tuple(
        Venue(
            name=row.text("名称"),
            capacity=row.number_in("容纳人数"),
            address=row.text("地址"),
            forms=resolve(row, "协商形式", people.form_ids, problems),
        )
        for row in first_rows(tables["会场"], "名称", silent)
    )
    _member_bodies(people, tables, problems)


def _charges(people: People, tables: Tables, problems: ProblemList) -> dict[str, tuple[str, ...]]:
    """Return leader id → bodies and departments of 分管单位."""
    charge: dict[str, tuple[str, ...]] = {}
    for row in tables["领导"]:
        ids = people.leader_ids.find(row.text("编号") or row.text("姓名"))
        units = []
        for name in row.many("分管单位"):
            body = people.body_names.find(name)
            department = people.department_names.find(name)
            close = suggestion(name, people.body_names.names())
            if not body and not department and close and people.body_names.complete:
                problems.add(
                    InputProblem(
                        "unit-unknown",
                        row.sheet,
                        row.cells["分管单位"],
                        name,
                        "“承办单位”表里没有，当作部门。",
                        f"是否为{close}？是就请改正。",
                        "warning",
                    )
                )
            elif not body and not department:
                people.cites.append((row, "分管单位", name))
            units.append(next(iter(body or department), "") or people.spelt(name))
        if len(ids) == 1:
            charge[next(iter(ids))] = tuple(dict.fromkeys(units))
    return charge


def _body(people: People, row: Row, problems: ProblemList) -> Body | None:
    leaders = resolve(row, "分管领导", people.leader_ids, problems)
    departments = people.departments_named(row, "对口部门")
    head, head_name = _head(people, row, problems)
    if not row.has("类型"):
        return None
    return Body(
        name=row.text("名称"),
        kind=row.values["类型"],
        head=head,
        head_name=head_name,
        leaders=leaders,
        departments=departments,
        preparation_cap=row.number_in("同时筹备上限"),
        annual_cap=row.number_in("年度承办上限"),
    )


def _head(people: People, row: Row, problems: ProblemList) -> tuple[str, str]:
    """Return the key and the name of 负责人; one that no sheet knows is known by name."""
    written = next(iter(row.many("负责人")), "")
    if not written:
        return "", ""
    found = people.persons.find(written)
    if len(found) > 1:
        problems.add(shared(row, "负责人", written, found))
        return "", ""
    if found:
        key = next(iter(found))
        return key, people.name_of(key)
    if people.persons.complete:
        close = suggestion(written, people.persons.names(), 65)
        hint = f"是否为{close}？" if close else ""
        problems.add(
            InputProblem(
                "head-unknown",
                row.sheet,
                row.cells["负责人"],
                written,
                "不在“委员”“领导”“专家”表中，只按姓名识别。",
                f"{hint}是其中的人就请改正；不是就不用改。",
                "warning",
            )
        )
    return written, written


def _departments(people: People, tables: Tables, problems: ProblemList) -> tuple[Department, ...]:
    """Return the sheet's departments, and those that only 领导 names, each with its leader."""
    in_charge: dict[str, str] = {}
    for leader in people.leaders:
        for unit in leader.in_charge_of:
            if not people.body_names.find(unit):
                in_charge.setdefault(unit, leader.id)
    departments = {}
    for row in first_rows(tables["部门"], "名称", ProblemList()):
        name = row.text("名称")
        named = resolve(row, "分管领导", people.leader_ids, problems)
        leader_id = next(iter(named), in_charge.get(name, ""))
        departments[name] = Department(name=name, head=row.text("负责人"), leader=leader_id)
    for name, leader_id in in_charge.items():
        departments.setdefault(name, Department(name=name, leader=leader_id))
    return tuple(departments.values())


def _member_bodies(people: People, tables: Tables, problems: ProblemList) -> None:
    """Spell 所属委室 as the sheet 承办单位 does; warn of those it lacks."""
    rows = {row.text("编号"): row for row in tables["委员"]}
    lost: dict[str, list[tuple[Row, str, str]]] = {}
    members = []
    for member in people.members:
        found = people.body_names.find(member.body) if member.body else {}
        if member.body and not found:
            lost.setdefault(member.body, []).append((rows[member.id], "所属委室", member.body))
        update = {"body": next(iter(found), member.body)}
        members.append(member.model_copy(update=update) if found else member)
    people.members = tuple(members)
    if people.body_names.complete:
        for name, cites in lost.items():
            close = suggestion(name, people.body_names.names())
            hint = f"是否为{close}？" if close else ""
            missing_once(
                problems,
                "body-unknown",
                cites,
                "“承办单位”表里没有这个委室，只作显示。",
                f"{hint}请改正，或在“承办单位”表中补上。",
            )
