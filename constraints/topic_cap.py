"""议题上限: about six topics a year in 双月协商座谈会 (anhua 二2); the one with the plenary aside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from constraints.rule import Check, Easing, Finding, Parameter, Rule, Term
from planner.domain import Problem
from planner.plan import Plan

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Expr, Variables

ID = "topic-cap"


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Keep the distinct topics of each form's ordinary sessions within its cap."""
    if "programme" not in variables.decides:
        return ()
    for form in dict.fromkeys(slot.form for slot in variables.sessions):
        most = problem.number(ID, "max", form)
        if not most:
            continue
        sessions = [s.id for s in variables.sessions if s.form == form and not s.merged]
        count: Expr = 0
        for topic in problem.candidates:
            times = [variables.topic_in(session, topic.id) for session in sessions]
            if topic.needs_second:  # two sessions are one topic
                taken = model.new_bool_var(f"{ID} {form} {topic.id}")
                for time in times:
                    model.add(taken >= time)
                count += taken
            else:
                count += sum(times)
        model.add(count <= most)
    return ()


def check(plan: Plan, problem: Problem) -> Check:
    """Count the distinct topics of each form; the session held with the plenary counts for none."""
    findings = []
    checked = 0
    for form in problem.forms:
        most = problem.number(ID, "max", form.id)
        if form.id == "plenary" or most == 0:
            continue
        checked += 1
        topics: set[str] = set()
        for session in plan.sessions:
            if session.form == form.id and not session.merged_with_plenary:
                topics.update(session.topics)
        if len(topics) > most:
            findings.append(
                Finding(
                    f"{form.name}安排了 {len(topics)} 个议题（{'、'.join(sorted(topics))}），"
                    f"一年不超过 {most} 个，请减少 {len(topics) - most} 个。",
                    entities=tuple(sorted(topics)),
                )
            )
    return Check(checked, tuple(findings))


RULE = Rule(
    id=ID,
    name="议题上限",
    text="双月协商座谈会一般每年安排 6 个议题。",
    room_text="场、村的议事会每年不超过 10 个议题。",
    kind="hard",
    force="usual",
    sources={"anhua": "二2", "farm": "9"},
    build=build,
    check=check,
    parameters=(
        Parameter("max", "最多", 0, "个", "一年的议题数，与全会合并的不计；0 为不限", 0, 100),
    ),
    easing=(Easing("max", 100),),
)
