"""利益冲突回避: who has an interest in a topic has no seat where it is discussed (assumed).

An interest is a name in the topic's 利益相关方: the person, or the unit where the person works.
Farm's rule of recusal is for hosts; kailu 六23 asks for the rest to be built up step by step.
Who attends by the form itself keeps their place: a 常委 at the 常委会 is told to stay out of that
discussion, and who brought a proposal is concerned by nature.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from constraints.rule import Check, Finding, Rule, Term
from planner.domain import Expert, Member, Problem, Topic
from planner.plan import Plan

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Variables

ID = "conflict-of-interest"


def has_interest(person: Member | Expert, topic: Topic) -> bool:
    """Whether the topic's 利益相关方 names the person or the person's unit."""
    unit = person.employer if isinstance(person, Member) else person.unit
    names = (person.person, person.id, person.name, unit)
    return any(name in topic.stakeholders for name in names if name)


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Forbid a seat together with the topic in which its holder has an interest."""
    if "people" not in variables.decides:
        return ()
    for topic in problem.topics:
        if not topic.stakeholders:
            continue
        members = [m.id for m in problem.members if has_interest(m, topic)]
        experts = [e.id for e in problem.experts if has_interest(e, topic)]
        for slot in variables.sessions:
            taken = variables.topic_in(slot.id, topic.id)
            if isinstance(taken, int) and not taken:
                continue
            seats = [variables.seat(slot.id, member) for member in members]
            seats += [variables.expert_seat(slot.id, expert) for expert in experts]
            for seat in seats:
                if not isinstance(seat, int):
                    model.add(seat + taken <= 1)
    return ()


def check(plan: Plan, problem: Problem) -> Check:
    """Compare every seat with the names in 利益相关方."""
    findings: list[Finding] = []
    notes: list[str] = []
    checked = 0
    for session in plan.sessions:
        if session.form == "plenary":
            continue
        by_form = problem.form(session.form).seats
        people: list[Member | Expert] = [problem.member(m) for m in session.members]
        people += [problem.expert(e) for e in session.experts]
        checked += len(people)
        for topic in map(problem.topic, session.topics):
            interested = set(topic.stakeholders)
            for person in people:
                works_at = person.unit if isinstance(person, Expert) else person.employer
                if {person.id, person.person, person.name} & interested:
                    why = "本人是利益相关方"
                elif works_at and works_at in interested:
                    why = f"所在单位{works_at}是利益相关方"
                else:
                    continue
                if isinstance(person, Member) and by_form in ("standing", "proposers"):
                    if by_form == "standing":
                        notes.append(
                            f"{session.id}：常委{person.name}（{person.id}）在议题 {topic.id} 中{why}，"
                            "讨论该议题时请回避。"
                        )
                    continue
                findings.append(
                    Finding(
                        f"{session.id} 邀请了{person.name}（{person.id}），但议题 {topic.id} 中{why}，"
                        "应当回避，请换人。",
                        session.id,
                        (person.id, topic.id),
                    )
                )
    return Check(checked, tuple(findings), tuple(notes))


RULE = Rule(
    id=ID,
    name="利益冲突回避",
    text="与议题有利益关系的委员、专家不占该场名额。",
    kind="hard",
    force="assumed",
    sources={"kailu": "六23、分工(六)21(3)"},
    build=build,
    check=check,
)
