"""邀请上限: nobody is invited beyond their 年度邀请上限, or on a day away (common sense).

The cap counts the ordinary sessions; a speech at the session held with the plenary counts for no
cap (anhua 二3), but nobody speaks there on a day away either. Who attends by the form itself (the
常委 at the 常委会, who brought a proposal, the convenor of a group) is not invited: no cap counts it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from constraints.expert_seats import outside_experts
from constraints.rule import Check, Finding, Rule, Term
from planner.domain import Expert, Member, Problem
from planner.plan import Plan

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Expr, Variables

ID = "invitation-cap"


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Bound each person's seats of the year; a seat is at most the chance to be there.

    In the programme, no more topics that ask for experts than all the experts' caps allow.
    """
    if "programme" in variables.decides and "expert-seats" in problem.rules:
        _spare_experts(model, variables, problem)
    if "people" not in variables.decides:
        return ()
    for member in problem.members:
        _bound(model, variables, member, variables.seat)
    for expert in problem.experts:
        _bound(model, variables, expert, variables.expert_seat)
    return ()


def _spare_experts(model: CpModel, variables: Variables, problem: Problem) -> None:
    """Keep the experts' seats that the topics ask for within what the caps allow in all."""
    ordinary = [s for s in variables.sessions if not s.merged]
    experts = outside_experts(problem)
    allowed = sum(len(ordinary) if e.cap is None else min(e.cap, len(ordinary)) for e in experts)
    asked: Expr = 0
    for slot in ordinary:
        least = problem.number("expert-seats", "min", slot.form)
        if least <= len(experts):  # else none is invited at all
            wanting = (t.id for t in problem.topics if t.wants_experts)
            asked += least * sum(variables.topic_in(slot.id, topic) for topic in wanting)
    model.add(asked <= allowed)


def _bound(
    model: CpModel,
    variables: Variables,
    person: Member | Expert,
    seat: Callable[[str, str], Expr],
) -> None:
    gone = variables.problem.days_away(person.person)
    if person.cap is None and not gone:
        return
    counted: list[Expr] = []
    for slot in variables.sessions:
        taken = seat(slot.id, person.id)
        if isinstance(taken, int):
            continue  # nobody is invited: by the form itself this person comes, or does not
        if not slot.merged and slot.host_person != person.person:
            counted.append(taken)
        away = [d for d in variables.days(slot.id) if d in gone]
        if away:
            model.add(taken + sum(variables.on_day(slot.id, d) for d in away) <= 1)
    if person.cap is not None and person.cap < len(counted):
        model.add(sum(counted) <= person.cap)


def check(plan: Plan, problem: Problem) -> Check:
    """Count each person's invitations, and compare each session's day with the absences."""
    findings: list[Finding] = []
    times: Counter[str] = Counter()
    people: dict[str, Member | Expert] = {m.id: m for m in problem.members}
    people |= {e.id: e for e in problem.experts}
    for session in plan.sessions:
        if session.form == "plenary":
            continue
        by_form = problem.form(session.form).seats in ("standing", "proposers")
        if not session.merged_with_plenary:
            convenor = problem.slot(session.id).host_person
            times.update(session.experts)
            times.update(
                m for m in session.members if not by_form and problem.member(m).person != convenor
            )
        behind = {a for seat in session.alternates_by_seat.values() for a in seat}
        roles = [("委员", () if by_form else session.members), ("专家", session.experts)]
        roles.append(("递补委员", tuple(dict.fromkeys((*session.alternates, *sorted(behind))))))
        for role, ids in roles:
            for person in (people[i] for i in ids if i in people):
                if problem.is_away(person.person, session.date):
                    findings.append(
                        Finding(
                            f"{session.id} 的{role}{person.name}（{person.id}）{session.date} 不在，"
                            "请换人或改期。",
                            session.id,
                            (person.id,),
                        )
                    )
    for person_id, count in sorted(times.items()):
        cap = people[person_id].cap
        if cap is not None and count > cap:
            findings.append(
                Finding(
                    f"{people[person_id].name}（{person_id}）全年受邀 {count} 次，超过年度邀请上限 {cap} 次，"
                    "请减少其场次。",
                    entities=(person_id,),
                )
            )
    return Check(len(people), tuple(findings))


RULE = Rule(
    id=ID,
    name="邀请上限",
    text="任何人受邀不超过本人的年度邀请上限，不在的日子不邀请。",
    kind="hard",
    force="assumed",
    sources={},
    build=build,
    check=check,
)
