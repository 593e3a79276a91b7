"""领导与部门: which leaders, committees and departments attend (anhua 三(一)2; kailu 四11–16).

At a bimonthly session the county leaders who link with the CPPCC, the leaders in charge of the
topic's departments, the CPPCC's own leaders, the heads of all committees and the office, the
departments. Other forms ask for fewer: parameters say which kinds. The leader in charge of the
session is there on its day; of the others as few as can be are away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from constraints.expected_people import (
    CPPCC,
    LIAISON,
    SUPERVISING,
    TAKING_ON,
    committees,
    leaders_expected,
)
from constraints.rule import Check, Finding, Parameter, Rule, Term
from planner.domain import Leader, Problem, Slot
from planner.plan import Plan, Session
from planner.variables import OPEN

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Expr, Variables

ID = "leaders-and-departments"
COUNTY_SIDES = ("县委", "政府")
"""In the order in which leaders are listed; the CPPCC's own follow."""


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Keep each session off the days on which its leader in charge is away.

    Returns how many of the other leaders concerned are away on the days chosen.
    """
    if "programme" not in variables.decides:
        return ()
    absent: Expr = 0
    for slot in variables.sessions:
        for leader_id in variables.leader_ids:
            gone = problem.days_away(problem.leader(leader_id).person)
            away = [d for d in variables.days(slot.id) if d in gone] if gone else []
            if away:
                days = sum(variables.on_day(slot.id, d) for d in away)
                model.add(variables.in_charge(slot.id, leader_id) + days <= 1)
        for leader in problem.leaders:
            gone = problem.days_away(leader.person)
            days = sum(variables.on_day(slot.id, d) for d in variables.days(slot.id) if d in gone)
            if not isinstance(days, int):
                due = _due(variables, problem, slot, leader)
                absent += variables.both(due, days, f"{leader.id} away from {slot.id}")
    return (Term("leaders-and-departments.absent", absent),)


def _due(variables: Variables, problem: Problem, slot: Slot, leader: Leader) -> Expr:
    """Return whether a session, by its form or by its topic and who leads it, calls for the leader."""
    kinds = problem.words(ID, "leaders", slot.form)
    if CPPCC in kinds and (leader.is_chair or leader.is_vice_chair or leader.is_secretary_general):
        return 1
    if leader.side not in COUNTY_SIDES:
        return 0
    if LIAISON in kinds and leader.liaison:
        return 1
    taken_on = {p.id for p in problem.key_proposals if p.government_leader == leader.id}
    if TAKING_ON in kinds and not taken_on.isdisjoint(slot.items):
        return 1
    if SUPERVISING not in kinds:
        return 0
    governed = {d.name for d in problem.departments if d.leader == leader.id}
    governed |= set(leader.in_charge_of)
    if not governed.isdisjoint(slot.departments):
        return 1
    return sum(
        variables.topic_led_by(slot.id, topic, body)
        for topic, bodies in variables.takes(slot.id).items()
        for body in bodies
        if topic != OPEN and not governed.isdisjoint(problem.topic_departments(topic, body))
    )


def make(plan: Plan, problem: Problem) -> Plan:
    """Fill in the leaders who are there that day, in the list's order, and the committees."""
    for session in plan.sessions:
        if session.form != "plenary":
            leaders = sorted(leaders_expected(problem, session), key=_place)
            guests = tuple(body.name for body in committees(problem, session))
            plan = plan.update(
                session.replace(leaders=tuple(leader.id for leader in leaders), guests=guests)
            )
    return plan


def _place(leader: Leader) -> tuple[int, int]:
    """Return a leader's place in the list: county committee, government, CPPCC by post."""
    side = COUNTY_SIDES.index(leader.side) if leader.side in COUNTY_SIDES else len(COUNTY_SIDES)
    post = 0 if leader.is_chair else 1 if leader.is_vice_chair else 2
    return side, post if leader.side == "政协" else 0


def check(plan: Plan, problem: Problem) -> Check:
    """Look for each person and unit of the article in each session."""
    findings: list[Finding] = []
    notes: list[str] = []
    sessions = [s for s in plan.sessions if s.form != "plenary"]
    for session in sessions:
        _check_leaders(session, problem, findings, notes)
        every = problem.words(ID, "committees", session.form) != ("牵头和协办",)
        for body in problem.bodies:
            prepares = body.name in (session.lead_body, *session.supporting_bodies)
            if not (body.kind in ("专委会", "办公室") if every else prepares):
                continue
            if body.name not in session.guests:
                findings.append(
                    Finding(
                        f"{session.id} 的参加人员缺{body.name}负责同志，请补上。",
                        session.id,
                        (body.name,),
                    )
                )
            elif body.head and problem.is_away(body.head, session.date):
                notes.append(
                    f"{session.id}（{session.date}）：{body.name}负责人{body.head_name}不在，"
                    "请另派一位负责同志。"
                )
        for topic in map(problem.topic, session.topics):
            wanted = topic.departments
            if not wanted and session.lead_body:
                wanted = problem.body(session.lead_body).departments
            for name in wanted:
                if name not in session.departments:
                    findings.append(
                        Finding(
                            f"{session.id} 的协商部门缺{name}（议题 {topic.id} 的相关部门），请补上。",
                            session.id,
                            (name,),
                        )
                    )
    return Check(len(sessions), tuple(findings), tuple(notes))


def _concerned(session: Session, problem: Problem) -> dict[str, str]:
    """Return the leaders whom the article calls to a session, each with the reason."""
    wanted = problem.words(ID, "leaders", session.form)
    taken_on = {p.government_leader for p in problem.key_proposals if p.id in session.topics}
    reasons: dict[str, str] = {}
    for leader in problem.leaders:
        governs = {d for d in session.departments if d in leader.in_charge_of}
        governs |= {d for d in session.departments if problem.department(d).leader == leader.id}
        of_county = leader.side in ("县委", "政府")
        if of_county and leader.liaison and "联系政协的县领导" in wanted:
            reasons[leader.id] = "联系政协"
        elif of_county and governs and "分管部门的县领导" in wanted:
            reasons[leader.id] = f"分管{'、'.join(sorted(governs))}"
        elif "县政协领导" in wanted and (
            leader.is_chair or leader.is_vice_chair or leader.is_secretary_general
        ):
            reasons[leader.id] = "县政协领导"
        elif "领办领导" in wanted and leader.id in taken_on:
            reasons[leader.id] = "领办该提案"
        elif leader.id == session.host:
            reasons[leader.id] = "主持人"
        elif leader.id == session.lead_leader:
            reasons[leader.id] = "本场分管领导"
    return reasons


def measure(plan: Plan, problem: Problem) -> Mapping[str, int]:
    """Recount the leaders concerned who are away on their sessions' days."""
    absent = sum(
        problem.is_away(problem.leader(leader).person, session.date)
        for session in plan.sessions
        if session.form != "plenary"
        for leader in _concerned(session, problem)
    )
    return {"leaders-and-departments.absent": absent}


def _check_leaders(
    session: Session, problem: Problem, findings: list[Finding], notes: list[str]
) -> None:
    day = session.date
    reasons = _concerned(session, problem)
    for leader_id, reason in reasons.items():
        leader = problem.leader(leader_id)
        if problem.is_away(leader.person, day):
            notes.append(
                f"{session.id}（{day}）：{leader.name}（{leader.post}，{reason}）当天不在，未列入名单。"
            )
        elif leader_id not in session.leaders:
            findings.append(
                Finding(
                    f"{session.id} 的出席领导缺{leader.name}（{leader.post}，{reason}），请补上。",
                    session.id,
                    (leader_id,),
                )
            )
    for leader_id in session.leaders:
        leader = problem.leader(leader_id)
        if problem.is_away(leader.person, day):
            findings.append(
                Finding(
                    f"{session.id} 列了{leader.name}（{leader.post}），但其 {day} 不在，请删去或改期。",
                    session.id,
                    (leader_id,),
                )
            )
    if session.lead_leader and problem.is_away(problem.leader(session.lead_leader).person, day):
        findings.append(
            Finding(
                f"{session.id} 的分管领导{problem.leader(session.lead_leader).name} {day} 不在，"
                "请改期或换分管领导。",
                session.id,
                (session.lead_leader,),
            )
        )


RULE = Rule(
    id=ID,
    name="领导与部门",
    text="联系政协的县领导、分管有关部门的领导、县政协领导、各委室和有关部门负责同志出席；分管领导当天有空，其他领导尽量都在。",
    kind="hard",
    force="must",
    sources={"anhua": "三(一)2", "kailu": "四10–16"},
    build=build,
    make=make,
    check=check,
    measure=measure,
    parameters=(
        Parameter(
            "leaders",
            "出席领导",
            ("县政协领导", "联系政协的县领导", "分管部门的县领导"),
            "",
            "哪几类领导出席，可填：县政协领导、联系政协的县领导、分管部门的县领导、本场领导、领办领导"
            "（主持人和本场分管领导总是出席）",
        ),
        Parameter(
            "committees", "出席委室", "全部", "", "哪些委室负责同志出席，可填：全部、牵头和协办"
        ),
    ),
)
