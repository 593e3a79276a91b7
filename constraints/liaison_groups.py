"""联络活动组: all members are in liaison groups, each with a convenor of their own (kailu 四15, 六24).

A fact of the workbook: where the sheet 联络活动组 is filled, the check reads it against the
members. Without the sheet the 界别 stand for the groups. Each group's year is its activities
(see 界别活动). Members of the province's or the city's CPPCC are in no group of the county's.
"""

from __future__ import annotations

from constraints.rule import Check, Finding, Rule
from planner.domain import Member, Problem
from planner.plan import Plan


def check(plan: Plan, problem: Problem) -> Check:
    """Name the members of no listed group, and the groups without members or convenor."""
    if not problem.liaison_groups:
        return Check(0, notes=("没有填“联络活动组”表，按界别开展活动。",))
    findings = []
    listed = {group.name for group in problem.liaison_groups}
    own = [member for member in problem.members if member.level == "县"]
    without = [m for m in own if not m.liaison_group]
    if without:
        findings.append(
            Finding(
                f"{len(without)} 名委员没有联络活动组：{_names(without)}；请在“委员”表填上。",
                entities=tuple(m.id for m in without),
            )
        )
    strange = [m for m in own if m.liaison_group and m.liaison_group not in listed]
    for name in dict.fromkeys(m.liaison_group for m in strange):
        there = [m for m in strange if m.liaison_group == name]
        findings.append(
            Finding(
                f"{_names(there)}的联络活动组“{name}”不在“联络活动组”表中；"
                f"请改为{'、'.join(sorted(listed))}之一，或补入该表。",
                entities=tuple(m.id for m in there),
            )
        )
    persons = {member.person for member in problem.members}
    for group in problem.liaison_groups:
        if not any(m.liaison_group == group.name for m in own):
            findings.append(
                Finding(
                    f"联络活动组“{group.name}”没有委员，请把委员编入该组或删去该组。",
                    entities=(group.name,),
                )
            )
        if group.convenor not in persons:
            who = f"“{group.convenor_name}”不是委员" if group.convenor_name else "没有填"
            findings.append(
                Finding(
                    f"联络活动组“{group.name}”的召集人{who}；请在“联络活动组”表填一名委员。",
                    entities=(group.name,),
                )
            )
    return Check(len(own) + len(listed), tuple(findings))


def _names(members: list[Member]) -> str:
    shown = "、".join(f"{m.id} {m.name}" for m in members[:10])
    return shown + (f"等 {len(members)} 名" if len(members) > 10 else "")


RULE = Rule(
    id="liaison-groups",
    name="联络活动组",
    text="全体委员按界别和住地划分为联络活动组，每组有召集人。",
    kind="hard",
    force="must",
    sources={"kailu": "四15、六24"},
    check=check,
)
