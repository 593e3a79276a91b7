"""议题价值: the weightiest topics of party, government and public concern first (anhua 二2; farm 9).

A topic is worth 100 for each step of 重要程度, and a little for its source; a second round adds
nothing. The plan says of every topic left out why it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from constraints.left_out import reasons
from constraints.rule import Check, Finding, Parameter, Rule, Term
from planner.domain import Problem, Topic
from planner.plan import Plan

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Expr, Variables

ID = "topic-value"
STEP = 100
"""What a step of importance is worth; beside it the bonuses decide between equals only."""

LIVELIHOOD = (
    "民生", "公共服务", "教育", "医疗卫生", "养老托幼", "就业", "住房", "社会保障", "公共安全", "人居环境",
)  # fmt: skip
"""What 类别 counts as people's livelihood (assumed)."""


def worth(problem: Problem, topic: Topic) -> int:
    """Return a topic's value: importance, with a bonus for its source."""
    bonus = {
        "党政点题": problem.number(ID, "bonus_party"),
        "群众出题": problem.number(ID, "bonus_public"),
    }
    return STEP * topic.importance + bonus.get(topic.source, 0)


def concerns_livelihood(problem: Problem, topic: Topic) -> bool:
    """Whether a topic is about people's livelihood (民生): by its 类别, or raised by the public."""
    return topic.category in problem.words(ID, "livelihood") or topic.source == "群众出题"


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Return the sum of the values of the topics that are in, each counted once; and of those
    among them that concern people's livelihood.
    """
    if "programme" not in variables.decides:
        return ()
    value: Expr = 0
    livelihood: Expr = 0
    for topic in problem.candidates:
        times = [
            variables.topic_in(slot.id, topic.id)
            for slot in variables.sessions
            if topic.id in variables.takes(slot.id)
        ]
        taken = model.new_bool_var(f"{ID} {topic.id}")
        model.add(taken <= sum(times))
        for time in times:
            model.add(taken >= time)
        value += worth(problem, topic) * taken
        if concerns_livelihood(problem, topic):
            livelihood += worth(problem, topic) * taken
    return Term(ID, value), Term(f"{ID}.livelihood", livelihood)


def make(plan: Plan, problem: Problem) -> Plan:
    """Say of each topic that is not in why it is not."""
    return plan.replace(left_out=reasons(plan, problem))


def check(plan: Plan, problem: Problem) -> Check:
    """A wish: wrong is only a value reported wrongly, or a reason for leaving out what is in."""
    value = measure(plan, problem)[ID]
    findings = [
        Finding(f"计划写明议题价值为 {stage.terms[ID]}，按场次重新计算为 {value}，请重新求解。")
        for stage in plan.stages
        if stage.terms.get(ID, value) != value
    ]
    taken = {topic_id: s.id for s in plan.sessions for topic_id in s.topics}
    said = {entry.topic for entry in plan.left_out}
    for topic_id in sorted(said & set(taken)):
        findings.append(
            Finding(
                f"议题 {topic_id} 已安排在 {taken[topic_id]}，又列入未入选说明，请删去一处。",
                taken[topic_id],
                (topic_id,),
            )
        )
    silent = [t.id for t in problem.candidates if t.id not in said and t.id not in taken]
    notes = (f"未入选而没有说明的议题：{'、'.join(silent)}。",) if silent else ()
    return Check(len(problem.candidates), tuple(findings), notes)


def measure(plan: Plan, problem: Problem) -> Mapping[str, int]:
    """Add up the values of the distinct topics that stand in a session, and of those on livelihood."""
    total = livelihood = 0
    of_livelihood = set(problem.words(ID, "livelihood"))
    for topic_id in {t for s in plan.sessions if s.form != "plenary" for t in s.topics}:
        topic = problem.topic(topic_id)
        if topic.kind != "议题":
            continue
        value = 100 * topic.importance
        if topic.source == "党政点题":
            value += problem.number(ID, "bonus_party")
        elif topic.source == "群众出题":
            value += problem.number(ID, "bonus_public")
        total += value
        if topic.source == "群众出题" or topic.category in of_livelihood:
            livelihood += value
    return {ID: total, f"{ID}.livelihood": livelihood}


RULE = Rule(
    id=ID,
    name="议题价值",
    text="议题围绕党委、政府中心工作和群众最为关切的问题，重要的优先。",
    kind="soft",
    force="usual",
    sources={"anhua": "二2", "farm": "9"},
    build=build,
    make=make,
    check=check,
    measure=measure,
    parameters=(
        Parameter("bonus_party", "党政点题加分", 1, "分", "重要程度每级 100 分", 0, 15),
        Parameter("bonus_public", "群众出题加分", 1, "分", "重要程度每级 100 分", 0, 15),
        Parameter(
            "livelihood",
            "民生类别",
            LIVELIHOOD,
            "",
            "“议题”表的哪些类别算民生（群众出题的都算）；侧重“民生优先”先选这些议题",
        ),
    ),
)
