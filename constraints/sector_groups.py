"""界别活动: every 界别, or liaison group where there are any, has its activities (kailu 四15).

A topic of the sheet 议题 that is heard there names the group in its 相关界别.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from constraints.in_turn import in_turn
from constraints.rule import Check, Finding, Parameter, Rule, Term
from planner.domain import Problem
from planner.plan import Plan, Session

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Variables

ID = "sector-groups"


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Number a group's several activities by date; each group has its own by the variables."""
    if "programme" in variables.decides:
        groups: dict[tuple[str, str], list[str]] = defaultdict(list)
        for slot in variables.sessions:
            if slot.group:
                groups[slot.form, slot.group].append(slot.id)
        for sessions in groups.values():
            in_turn(model, variables, problem, sessions)
    return ()


def check(plan: Plan, problem: Problem) -> Check:
    """Count the activities of each listed group, or of each 界别 that has members."""
    findings = []
    groups = [g.name for g in problem.liaison_groups]
    groups = groups or list(dict.fromkeys(m.sector for m in problem.members))
    forms = [form for form in problem.forms if form.per == "group"]
    for form in forms:
        due = problem.number(ID, "n", form.id)
        held = Counter(
            s.group
            for s in plan.sessions
            if s.form == form.id and s.state != "cancelled" and s.date.year == plan.year
        )
        for group in groups:
            if held[group] < due:
                findings.append(
                    Finding(
                        f"{group}全年有 {held[group]} 次{form.name}，至少 {due} 次，"
                        f"请补 {due - held[group]} 次。",
                        f"{form.id}-{group}",
                        (group,),
                    )
                )
        for session in plan.sessions:
            if session.form == form.id and session.group not in groups:
                findings.append(
                    Finding(
                        f"{session.id} 写的是“{session.group or '（无）'}”的活动，"
                        f"没有这个界别或联络活动组；应为{'、'.join(groups)}之一。",
                        session.id,
                        (session.group,),
                    )
                )
            elif session.form == form.id:
                findings += _strange_topics(session, problem)
    return Check(len(forms) * len(groups), tuple(findings))


def _strange_topics(session: Session, problem: Problem) -> list[Finding]:
    """Report topics of a group's activity whose 相关界别 do not name the group."""
    return [
        Finding(
            f"{session.id} 的议题 {topic.id} 的相关界别是{'、'.join(topic.sectors) or '（空）'}，"
            f"没有{session.group}；请换议题，或在“议题”表的相关界别补上{session.group}。",
            session.id,
            (topic.id,),
        )
        for topic in map(problem.topic, session.topics)
        if session.group not in topic.sectors
    ]


RULE = Rule(
    id=ID,
    name="界别活动",
    text="每个界别（或委员联络活动组）每年都有界别协商活动。",
    kind="hard",
    force="assumed",
    sources={"kailu": "四15"},
    build=build,
    check=check,
    parameters=(
        Parameter(
            "n",
            "每组次数",
            1,
            "次",
            "每个界别或联络活动组一年几次",
            1,
            6,
            pers=frozenset({"group"}),
        ),
    ),
)
