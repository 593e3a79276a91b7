"""过半到会: expected attendance is at least half of those invited (farm 11.2; by rates, assumed).

Each member's 出席率 is taken as the chance to come; blank ones are assumed and counted in the
verdict. In the county's sessions it is the invited members who are due; at the plenary, all; at the
常委会, the 常委, of whom two thirds are wanted (practice): not on a day on which too many are away.
A committee, a group and a proposal's proposers have no such number.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from constraints.member_seats import attends_by_office
from constraints.rule import Check, Finding, Parameter, Rule, Term
from planner.domain import Problem
from planner.plan import Plan, Session

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Variables

ID = "quorum"
DUE = frozenset({"members", "standing"})
"""Kinds of seats of which so many are due; a committee, a group and proposers have no number."""


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Keep each session's mean rate at `percent` or more: Σ (rate − percent) over seats ≥ 0."""
    if "programme" in variables.decides:
        _standing(model, variables, problem)
    if "people" not in variables.decides:
        return ()
    members = [m for m in problem.members if not attends_by_office(problem, m)]
    for slot in variables.sessions:
        if slot.merged or problem.form(slot.form).seats != "members":
            continue
        percent = problem.number(ID, "percent", slot.form)
        if all(m.attendance_percent >= percent for m in members):
            continue  # any choice of members keeps it
        surplus = sum(
            (m.attendance_percent - percent) * variables.seat(slot.id, m.id) for m in members
        )
        model.add(surplus >= 0)
    return ()


def _standing(model: CpModel, variables: Variables, problem: Problem) -> None:
    """Keep the 常委会 off days on which too few 常委 are there; rates that never reach it bar none."""
    standing = [m for m in problem.members if m.standing]
    total = sum(m.attendance_percent for m in standing)
    absent = [(m.attendance_percent, a) for m in standing if (a := problem.days_away(m.person))]
    for slot in variables.sessions:
        if problem.form(slot.form).seats != "standing":
            continue
        needed = problem.number(ID, "percent", slot.form) * len(standing)
        for day in variables.days(slot.id):
            if total - sum(rate for rate, away in absent if day in away) < needed <= total:
                model.add(variables.on_day(slot.id, day) == 0)


def check(plan: Plan, problem: Problem) -> Check:
    """Compare each session's expected attendance with what is due, and say how much is assumed."""
    findings: list[Finding] = []
    notes: list[str] = []
    checked = 0
    assumed: set[str] = set()
    for session in plan.sessions:
        checked += 1
        if session.form == "plenary":
            notes += _plenary(problem)
            continue
        seats = problem.form(session.form).seats
        if session.merged_with_plenary or not session.members:
            continue
        if seats == "standing":
            _judge_standing(session, problem, findings, notes)
        if seats != "members":
            continue
        invited = [problem.member(m) for m in session.members]
        assumed |= {m.id for m in invited if m.attendance_assumed}
        percent = problem.number(ID, "percent", session.form)
        expected = sum(m.attendance_percent for m in invited)
        if expected < percent * len(invited):
            findings.append(
                Finding(
                    f"{session.id} 邀请委员 {len(invited)} 名，按出席率预计到会 {expected / 100:.1f} 名，"
                    f"不足 {percent}%，请换出席率高的委员。",
                    session.id,
                    session.members,
                )
            )
    if assumed:
        notes.append(f"受邀委员中 {len(assumed)} 名没有出席率，按约定的比率计算。")
    return Check(checked, tuple(findings), tuple(notes))


def _judge_standing(
    session: Session, problem: Problem, findings: list[Finding], notes: list[str]
) -> None:
    """Count the 常委 who may be expected on the day against the share that is wanted."""
    percent = problem.number(ID, "percent", session.form)
    due = [problem.member(m) for m in session.members]
    away = [m for m in due if problem.is_away(m.person, session.date)]
    wanted = percent * len(due)
    rates = sum(m.attendance_percent for m in due)
    expected = rates - sum(m.attendance_percent for m in away)
    said = (
        f"{session.id}（{session.date}）常委 {len(due)} 名，{len(away)} 名当天不在，"
        f"按出席率预计到会 {expected / 100:.1f} 名，不足 {percent}%"
    )
    if expected < wanted <= rates:
        findings.append(Finding(f"{said}，请改期。", session.id, tuple(m.id for m in away)))
    elif expected < wanted:
        notes.append(f"{said}，请提早落实出席。")


def _plenary(problem: Problem) -> list[str]:
    """Return a warning where the members' rates leave the plenary short; a fact of the input."""
    if not problem.members:
        return []
    needed = problem.number(ID, "plenary_percent", "plenary")
    total = sum(m.attendance_percent for m in problem.members)
    if total >= needed * len(problem.members):
        return []
    return [
        f"全体会议预计到会 {total / len(problem.members):.1f}%，不足 {needed}%，请提早落实出席。"
    ]


RULE = Rule(
    id=ID,
    name="过半到会",
    text="按出席率预计，到会委员不少于应到的一半；全体会议、常委会不少于三分之二。",
    kind="hard",
    force="must",
    sources={"farm": "11.2"},
    build=build,
    check=check,
    parameters=(
        Parameter(
            "percent", "到会比例", 50, "%", "预计到会占受邀委员的最低比例", 0, 100, seats=DUE
        ),
        Parameter("plenary_percent", "全会到会比例", 67, "%", "全体会议的比例，只作提醒", 0, 100),
    ),
)
