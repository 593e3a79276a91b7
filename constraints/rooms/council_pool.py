"""议事会规模: a town's council has 40 to 60 people (yangzhou (三)). A fact of the workbook: a warning."""

from __future__ import annotations

from constraints.rule import Check, Parameter, Rule
from planner.domain import Problem
from planner.plan import Plan

ID = "council-pool"


def check(plan: Plan, problem: Problem) -> Check:
    """Count the town's deliberators and assigned members, each person once."""
    notes = []
    towns = [room for room in problem.rooms if room.form == "town"]
    for room in towns:
        people = {d.person for d in problem.deliberators if d.room == room.name}
        people |= {m.person for m in problem.members}
        least, most = (problem.number(ID, name, room.form) for name in ("min", "max"))
        if not least <= len(people) <= most:
            notes.append(
                f"{room.name}的协商议事会有 {len(people)} 人，一般为 {least}—{most} 人，请核对“议事成员”表。"
            )
    return Check(len(towns), notes=tuple(notes))


RULE = Rule(
    id=ID,
    name="议事会规模",
    text="乡镇（街道）协商议事会一般 40—60 人。",
    kind="hard",
    force="usual",
    sources={"yangzhou": "三"},
    check=check,
    parameters=(
        Parameter("min", "最少", 40, "人", "乡镇协商议事会至少多少人", 1, 500),
        Parameter("max", "最多", 60, "人", "乡镇协商议事会至多多少人", 1, 500),
    ),
)
