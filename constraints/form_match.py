"""题式匹配: only allowed forms; the closer 重要程度 to the form's rank, the better (kailu 三8, 四11–13)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from constraints.rule import Check, Finding, Rule, Term
from planner.domain import Problem, Slot, Topic
from planner.plan import Plan

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Expr, Variables

ID = "form-match"


def form_allowed(slot: Slot, topic: Topic) -> bool:
    """Whether the topic's 协商形式 allow the session; one merged with the plenary is both forms."""
    return not topic.forms or slot.form in topic.forms or (slot.merged and "plenary" in topic.forms)


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Bar forms not allowed; the term is how far importance and the form's rank are apart."""
    if "programme" not in variables.decides:
        return ()
    off: Expr = 0
    for slot in variables.sessions:
        rank = problem.form(slot.form).rank
        for topic in problem.candidates:
            if topic.id not in variables.takes(slot.id):
                continue
            taken = variables.topic_in(slot.id, topic.id)
            if not form_allowed(slot, topic):
                model.add(taken == 0)
            if rank is not None:
                off += abs(topic.importance - rank) * taken
    return (Term(ID, off),)


def check(plan: Plan, problem: Problem) -> Check:
    """Look up each session's form among the topic's allowed ones."""
    findings = []
    checked = 0
    names = {form.id: form.name for form in problem.forms}
    for session in plan.sessions:
        forms = {session.form, "plenary"} if session.merged_with_plenary else {session.form}
        for topic_id in session.topics:
            checked += 1
            allowed = problem.topic(topic_id).forms
            if allowed and not forms & set(allowed):
                words = "、".join(names.get(f, f"本方案没有的形式（{f}）") for f in allowed)
                findings.append(
                    Finding(
                        f"{session.id} 是{names.get(session.form, session.form)}，议题 {topic_id} "
                        f"只可用于{words}；请换议题，或改“议题”表的协商形式。",
                        session.id,
                        (topic_id,),
                    )
                )
    return Check(checked, tuple(findings))


def measure(plan: Plan, problem: Problem) -> Mapping[str, int]:
    """Recompute how far topics' importance and their forms' ranks are apart, over all sessions."""
    ranks = {form.id: form.rank for form in problem.forms}
    off = 0
    for session in plan.sessions:
        rank = ranks.get(session.form)
        if rank is not None:
            off += sum(abs(problem.topic(t).importance - rank) for t in session.topics)
    return {ID: off}


RULE = Rule(
    id=ID,
    name="题式匹配",
    text="议题只用允许的协商形式；重要程度与形式的等次越近越好。",
    kind="hard",
    force="must",
    sources={"kailu": "三8、四11—13"},
    build=build,
    check=check,
    measure=measure,
)
