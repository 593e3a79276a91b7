"""联络活动组 → the liaison groups, each with its convenor, and every member in one (kailu 四15)."""

from __future__ import annotations

from inputs.problems import InputProblem, ProblemList
from inputs.reading.duplicates import first_rows
from inputs.reading.names import resolve
from inputs.reading.people import People
from inputs.reading.rows import Row, Tables
from inputs.sheets.activities import LIAISON_GROUPS
from planner.domain import Form, LiaisonGroup

SHEET = LIAISON_GROUPS.name
NAMED = 5
"""How many members of many are named in a message."""


def read_groups(
    tables: Tables, people: People, forms: tuple[Form, ...], problems: ProblemList
) -> tuple[LiaisonGroup, ...]:
    """Read the groups and put each member in the one that the sheet 委员 names.

    Without rows, or with profiles that have no sessions of groups, there are none.
    """
    if not LIAISON_GROUPS.is_used(form.id for form in forms):
        return ()
    rows = first_rows(tables[SHEET], "名称", problems)
    people.sectors.groups.complete = tables[SHEET].complete
    for row in rows:
        people.sectors.groups.add(row.text("名称"), row.text("名称"))
    groups = tuple(_group(row, people, problems) for row in rows)
    if not groups:
        _say_by_sector(people, tables, problems)
        return ()
    _place_members(people, tables, problems)
    for row, group in zip(rows, groups, strict=True):
        _look_at_members(row, group, people, problems)
    return groups


def _group(row: Row, people: People, problems: ProblemList) -> LiaisonGroup:
    convenors = resolve(row, "召集人", people.persons, problems)
    if not row.has("召集人") and "召集人" not in row.broken:
        problems.add(
            row.problem(
                "group-no-convenor",
                "召集人" if "召集人" in row.cells else "名称",
                f"“{row.text('名称')}”没有召集人，而界别协商由召集人主持（四15、六24）。",
                "请在“召集人”列填本组一名委员的姓名或编号。",
            )
        )
    convenor = next(iter(convenors), "")
    name = people.name_of(convenor) if convenor else ""
    return LiaisonGroup(name=row.text("名称"), convenor=convenor, convenor_name=name)


def _say_by_sector(people: People, tables: Tables, problems: ProblemList) -> None:
    """Say that the 界别 stand for the groups, and that members' own groups are then not used."""
    problems.add(
        InputProblem.of(
            "groups-by-sector",
            SHEET,
            "没有填联络活动组，按界别设组：各界别一组，召集人假定是其中的常委，没有常委的是第一名委员。",
            "",
            "assumption",
        )
    )
    placed = [row for row in tables["委员"] if row.has("联络活动组")]
    if placed:
        row = placed[0]
        problems.add(
            row.problem(
                "groups-missing",
                "联络活动组",
                f"{len(placed)} 名委员写了联络活动组，但“联络活动组”表没有填，各组没有召集人。",
                "请在“联络活动组”表写上各组和召集人；不写就按界别组织。",
                severity="warning",
            )
        )


def _place_members(people: People, tables: Tables, problems: ProblemList) -> None:
    """Spell each member's group as its sheet does; report unknown ones and members without."""
    rows = {row.text("编号"): row for row in reversed(tables["委员"].rows)}
    unknown: list[tuple[Row, str]] = []
    without: list[Row] = []
    members = []
    for member in people.members:
        row = rows[member.id]
        named = row.many("联络活动组")
        if len(named) > 1:
            problems.add(
                row.problem(
                    "groups-several",
                    "联络活动组",
                    "不止一个组。",
                    "一名委员只在一个组，请只填一个。",
                )
            )
        elif named:
            found = next(iter(people.sectors.groups.find(named[0])), "")
            if not found:
                unknown.append((row, named[0]))
            member = member.model_copy(update={"liaison_group": found or named[0]})
        elif member.level == "县":
            without.append(row)
        members.append(member)
    people.members = tuple(members)
    if people.sectors.groups.complete:
        _report_unknown(unknown, people, problems)
    if without:
        _report_without(without, problems)


def _report_unknown(unknown: list[tuple[Row, str]], people: People, problems: ProblemList) -> None:
    there = "、".join(people.sectors.groups.names())
    for row, name in unknown:
        problems.add(
            row.problem(
                "group-unknown",
                "联络活动组",
                "“联络活动组”表里没有这个组。",
                f"请改成表中的组，或在表中补上；现有：{there}。",
                name,
            )
        )


def _report_without(without: list[Row], problems: ProblemList) -> None:
    shown = "、".join(f"{row.text('编号')} {row.text('姓名')}" for row in without[:NAMED])
    more = "等" if len(without) > NAMED else ""
    row = without[0]
    problems.add(
        row.problem(
            "group-none",
            "联络活动组" if "联络活动组" in row.cells else "编号",
            f"{len(without)} 名委员没有写联络活动组（{shown}{more}），而全体委员都要编入（四15）。",
            "请在“委员”表“联络活动组”列写上；不设组的，请清空“联络活动组”表，按界别组织。",
        )
    )


def _look_at_members(row: Row, group: LiaisonGroup, people: People, problems: ProblemList) -> None:
    """Report a group without members, and a convenor who is a member of another group."""
    if not any(member.liaison_group == group.name for member in people.members):
        problems.add(
            row.problem(
                "group-empty",
                "名称",
                "没有委员在这个组。",
                "请在“委员”表“联络活动组”列把委员编入，或删去这一行。",
            )
        )
        return
    convenor = next((m for m in people.members if m.person == group.convenor), None)
    if group.convenor and convenor is None:
        problems.add(
            row.problem(
                "convenor-no-member",
                "召集人",
                "不是委员，而界别协商由本组委员召集并主持（四15、六24）。",
                "请改填本组一名委员的姓名或编号。",
            )
        )
    if convenor and convenor.liaison_group != group.name:
        problems.add(
            row.problem(
                "convenor-elsewhere",
                "召集人",
                f"是“{convenor.liaison_group or '没有编组'}”的委员，不在“{group.name}”。",
                "请改填本组的委员，或在“委员”表把他编入本组。",
            )
        )
