"""机动名额: `n` sessions stand as 议题待定, for what comes up later (assumed; anhua 二2 foresees it).

Of forms whose sessions take one topic. A pair or a group without a topic of the sheet 议题 is not
left open: it agrees its topic itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from constraints.rule import Check, Easing, Finding, Parameter, Rule, Term
from planner.domain import Problem
from planner.plan import Plan
from planner.variables import OPEN

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Variables

ID = "reserve"


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Leave exactly `n` ordinary sessions of each form open; never the one with the plenary."""
    if "programme" in variables.decides:
        for form in dict.fromkeys(s.form for s in variables.sessions if s.topics == "one"):
            slots = [slot for slot in variables.sessions if slot.form == form]
            for slot in slots:
                if slot.merged:
                    model.add(variables.topic_in(slot.id, OPEN) == 0)
            left_open = [variables.topic_in(slot.id, OPEN) for slot in slots if not slot.merged]
            model.add(sum(left_open) == problem.number(ID, "n", form))
    return ()


def make(plan: Plan, problem: Problem) -> Plan:
    """Mark open sessions as tentative."""
    for session in plan.sessions:
        takes_one = problem.form(session.form).topics == "one" and session.form != "plenary"
        if takes_one and not session.topics:
            plan = plan.update(session.replace(state="tentative"))
    return plan


def check(plan: Plan, problem: Problem) -> Check:
    """Count each form's open sessions; an open one is tentative and not held with the plenary."""
    findings = []
    forms = [f.id for f in problem.forms if f.topics == "one" and f.id != "plenary"]
    for form in forms:
        due = problem.number(ID, "n", form)
        bare = [s for s in plan.sessions if s.form == form and not s.topics]
        held_open = [s for s in bare if not s.merged_with_plenary]
        if len(held_open) != due:
            which = f"（{'、'.join(s.id for s in held_open)}）" if held_open else ""
            findings.append(
                Finding(
                    f"{problem.form(form).name}有 {len(held_open)} 次议题待定{which}，应为 {due} 次；"
                    "请增减议题，或在“规则”表改机动名额。",
                    held_open[0].id if held_open else "",
                )
            )
        for session in bare:
            if session.merged_with_plenary:
                findings.append(
                    Finding(f"{session.id} 与全会合并，不能议题待定，请安排议题。", session.id)
                )
            elif session.state not in ("tentative", "cancelled"):
                findings.append(
                    Finding(
                        f"{session.id} 议题待定，状态应为“暂定”，请先定议题再确认。", session.id
                    )
                )
    return Check(len(forms), tuple(findings))


RULE = Rule(
    id=ID,
    name="机动名额",
    text="留出若干次座谈会议题待定，以便适时调整。",
    kind="hard",
    force="may",
    sources={"anhua": "二2"},
    build=build,
    make=make,
    check=check,
    parameters=(Parameter("n", "待定场次", 0, "次", "每种协商形式中议题待定的场次数", 0, 6),),
    easing=(Easing("n", 0),),
)
