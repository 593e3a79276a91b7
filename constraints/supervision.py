"""监督计划: the year's 民主评议, 监督性调研视察 and 视察, dated and staffed (kailu 六21, 六22)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from constraints.rule import Check, Easing, Finding, Parameter, Rule, Term
from planner.domain import Problem, Supervision
from planner.plan import Plan, Session

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Variables

ID = "supervision"


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Staff each activity's team, on days when enough are there; body and months are its own."""
    persons = {m.id: m.person for m in problem.members}
    for slot in variables.sessions:
        if problem.form(slot.form).per != "supervision":
            continue
        able = variables.seat_candidates(slot.id)
        least = min(problem.number(ID, "team_min", slot.form), len(able))
        if "programme" in variables.decides:
            for day in variables.days(slot.id):
                if sum(not problem.is_away(persons[m], day) for m in able) < least:
                    model.add(variables.on_day(slot.id, day) == 0)
        if "people" in variables.decides:
            model.add(sum(variables.seat(slot.id, m) for m in able) >= least)
    return ()


def check(plan: Plan, problem: Problem) -> Check:
    """Look for each activity's session: in its months, as long as it is, led by its body, staffed."""
    findings: list[Finding] = []
    forms = [form.id for form in problem.forms if form.per == "supervision"]
    for activity in problem.supervisions if forms else ():
        held = [
            s
            for s in plan.sessions
            if s.form in forms and activity.id in s.topics and s.state != "cancelled"
        ]
        if not held:
            findings.append(
                Finding(
                    f"{activity.kind} {activity.id}“{activity.name}”没有安排，请定下日期和人员。",
                    entities=(activity.id,),
                )
            )
        for session in held:
            findings += [
                Finding(f"{session.id} {fault}。", session.id, (activity.id,))
                for fault in _faults(session, activity, problem)
            ]
    return Check(len(problem.supervisions), tuple(findings))


def _faults(session: Session, activity: Supervision, problem: Problem) -> list[str]:
    faults = []
    first, last = activity.earliest_month or 1, activity.latest_month or 12
    if not first <= session.date.month <= last or session.date.year != problem.year:
        faults.append(f"定在 {session.date}，应在 {first}—{last} 月，请改日期")
    if session.lead_body != activity.body:
        faults.append(f"由{session.lead_body or '（无）'}牵头，应由{activity.body}牵头")
    asked = activity.half_days or problem.number("working-days", "half_days", session.form)
    if session.half_days < asked:
        faults.append(f"安排 {session.half_days} 个半天，工作簿要求 {asked} 个半天，请延长")
    by_office = {x.person for x in problem.leaders} | {b.head for b in problem.bodies}
    able = [m for m in problem.members if m.person not in by_office]
    able = [m for m in able if m.body == activity.body] or able
    due = min(problem.number(ID, "team_min", session.form), len(able))
    staff = len(set(session.members))
    if staff < due:
        faults.append(f"的人员只有 {staff} 名委员，至少 {due} 名，请补足")
    return faults


RULE = Rule(
    id=ID,
    name="监督计划",
    text="年度的民主评议、监督性调研视察和视察都有日期、有牵头单位、有人员。",
    kind="hard",
    force="may",
    sources={"kailu": "六21、六22"},
    build=build,
    check=check,
    parameters=(
        Parameter(
            "team_min",
            "人员最少",
            3,
            "名",
            "每次监督活动的委员",
            1,
            50,
            pers=frozenset({"supervision"}),
        ),
    ),
    easing=(Easing("team_min", 1),),
)
