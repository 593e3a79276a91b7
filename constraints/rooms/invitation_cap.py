"""邀请上限 at the grass roots: nobody beyond their cap of the year, or on a day away (common sense).

A room invites within what others leave of a person's cap; the whole year is counted at the end,
in the county's sessions and in every room.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from constraints.rooms.links import participants
from constraints.rule import Check, Finding, Rule, Term
from planner.domain import Deliberator, Expert, Member, Problem
from planner.plan import Plan

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Expr, Variables

ID = "invitation-cap"


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Bound each person's seats in the room's sessions; none on a day away."""
    if "people" not in variables.decides:
        return ()
    for person in participants(problem):
        takes_part = variables.seat if isinstance(person, Member) else variables.sits
        _bound(model, variables, person, takes_part)
    for expert in problem.experts:
        _bound(model, variables, expert, variables.expert_seat)
    return ()


def _bound(
    model: CpModel,
    variables: Variables,
    person: Member | Deliberator | Expert,
    takes_part: Callable[[str, str], Expr],
) -> None:
    gone = variables.problem.days_away(person.person)
    seats = [takes_part(slot.id, person.id) for slot in variables.sessions]
    if person.cap is not None and person.cap < len(seats):
        model.add(sum(seats) <= person.cap)
    if gone:
        for slot, seat in zip(variables.sessions, seats, strict=True):
            away = [d for d in variables.days(slot.id) if d in gone]
            if away:
                model.add(seat + sum(variables.on_day(slot.id, d) for d in away) <= 1)


def check(plan: Plan, problem: Problem) -> Check:
    """Count each person's invitations in all rooms and in the county, by person; look at absences."""
    findings = []
    times: Counter[str] = Counter()
    people: dict[str, Member | Deliberator | Expert] = {m.id: m for m in problem.members}
    people |= {e.id: e for e in problem.experts}
    people |= {d.id: d for d in problem.deliberators}
    for session in plan.sessions:
        if session.council == "county":
            # Who comes by the form itself (the 常委, proposers) is not invited: no cap counts it.
            by_form = problem.form(session.form).seats in ("standing", "proposers")
            ordinary = session.form != "plenary" and not session.merged_with_plenary
            convenor = problem.slot(session.id).host_person
            if ordinary and not by_form:
                invited = [people[m].person for m in session.members]
                times.update(p for p in invited if p != convenor)
            if ordinary:
                times.update(people[e].person for e in session.experts)
            continue
        for person in (
            people[i] for i in _all(session.members, session.deliberators, session.experts)
        ):
            times[person.person] += 1
            if problem.is_away(person.person, session.date):
                findings.append(
                    Finding(
                        f"{session.id} 的{person.name}（{person.id}）{session.date} 不在，请换人或改期。",
                        session.id,
                        (person.id,),
                    )
                )
    for person in people.values():
        if person.cap is not None and times[person.person] > person.cap:
            findings.append(
                Finding(
                    f"{person.name}（{person.id}）全年受邀 {times[person.person]} 次，"
                    f"超过上限 {person.cap} 次，请减少其场次。",
                    entities=(person.id,),
                )
            )
    return Check(len(people), tuple(findings))


def _all(*groups: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(i for group in groups for i in group)


RULE = Rule(
    id=ID,
    name="邀请上限",
    text="任何人受邀不超过本人的年度上限，不在的日子不邀请。",
    kind="hard",
    force="assumed",
    sources={},
    build=build,
    check=check,
    scoped=False,
)
