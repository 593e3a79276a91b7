"""召集人: every room has a convenor, and hosts enough for one to stand back (farm 3, 11.1; yangzhou (五)).

Two possible hosts are assumed, so that the rule of recusal can be kept. A fact of the workbook.
"""

from __future__ import annotations

from constraints.rule import Check, Finding, Parameter, Rule
from planner.domain import Problem
from planner.plan import Plan

ID = "convenor"


def check(plan: Plan, problem: Problem) -> Check:
    """Count each room's hosts; note a room without a convenor."""
    findings: list[Finding] = []
    notes = []
    for room in problem.rooms:
        least = problem.number(ID, "hosts", room.form)
        names = "、".join(host.name for host in room.hosts)
        if len({host.person for host in room.hosts}) < least:
            text = (
                f"{room.name}可主持的人有 {len(room.hosts)} 名（{names or '无'}），至少要 {least} 名，"
                "请在“协商室”表的“可主持人员”补上。"
            )
            findings.append(Finding(text, entities=(room.name,)))
        if not room.convenor:
            notes.append(f"{room.name}没有填召集人，由可主持人员召集。")
    return Check(len(problem.rooms), tuple(findings), tuple(notes))


RULE = Rule(
    id=ID,
    name="召集人",
    text="协商室由党组织负责人召集，另有执行召集人；可主持的人不少于两名，以便回避。",
    kind="hard",
    force="must",
    sources={"farm": "3、11.1", "yangzhou": "五", "sanyou": "六(二)"},
    check=check,
    parameters=(Parameter("hosts", "可主持人数", 2, "名", "每个协商室至少几名可主持的人", 1, 20),),
)
