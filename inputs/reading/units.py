"""承办单位, 部门, 会场 → the entities: who heads, who is in charge, what goes with what."""

from __future__ import annotations

from inputs.cell_text import did_you_mean
from inputs.problems import ProblemList
from inputs.reading.duplicates import first_rows
from inputs.reading.names import resolve, shared
from inputs.reading.people import People
from inputs.reading.rows import Cite, Row, Tables, report_missing
from planner.domain import Body, Department, Venue


def name_units(people: People, tables: Tables, problems: ProblemList) -> None:
    """Make the names of bodies, departments and venues known; report those that stand twice."""
    for sheet, lookup in (
        ("承办单位", people.body_names),
        ("部门", people.department_names),
        ("会场", people.venue_names),
    ):
        for row in first_rows(tables[sheet], "名称", problems):
            lookup.add(row.text("名称"), row.text("名称"))


def read_units(people: People, tables: Tables, problems: ProblemList) -> None:
    """Read the three sheets, once all names are known, and what they, 领导 and 委员 say of one another."""
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
            meant = did_you_mean(name, people.body_names.names())
            if not body and not department and meant and people.body_names.complete:
                problems.add(
                    row.problem(
                        "unit-unknown",
                        "分管单位",
                        "“承办单位”表里没有，当作部门。",
                        f"{meant}是就请改正。",
                        name,
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
        hint = did_you_mean(written, people.persons.names(), 65)
        problems.add(
            row.problem(
                "head-unknown",
                "负责人",
                "不在“委员”“领导”“专家”表中，只按姓名识别。",
                f"{hint}是其中的人就请改正；不是就不用改。",
                written,
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
    lost: list[Cite] = []
    members = []
    for member in people.members:
        found = people.body_names.find(member.body) if member.body else {}
        if member.body and not found:
            lost.append((rows[member.id], "所属委室", member.body))
        update = {"body": next(iter(found), member.body)}
        members.append(member.model_copy(update=update) if found else member)
    people.members = tuple(members)
    if people.body_names.complete:
        report_missing(
            problems,
            "body-unknown",
            lost,
            people.body_names.names(),
            "“承办单位”表里没有这个委室，只作显示。",
            "请改正，或在“承办单位”表中补上。",
        )
