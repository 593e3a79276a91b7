"""委员名额: how many members a session seats (anhua 三(一)1: about six; 5 to 7 assumed)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from constraints.recount import ex_officio
from constraints.rule import Check, Finding, Parameter, Rule, Term
from planner.domain import Member, Problem
from planner.plan import Plan

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Expr, Variables

ID = "member-seats"


def attends_by_office(problem: Problem, member: Member) -> bool:
    """Whether the member comes as a leader or as a committee's head, and so takes no seat."""
    leaders = {leader.person for leader in problem.leaders}
    heads = {body.head for body in problem.bodies}
    return member.person in leaders | heads


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Keep the number of seats; in the programme, only days on which enough members are there.

    That nobody away on the session's day is seated, `invitation_cap` posts.
    """
    sessions = [s for s in variables.sessions if not s.merged]
    seated = [m for m in problem.members if not attends_by_office(problem, m)]
    if "programme" in variables.decides:
        for slot in sessions:
            least = problem.number(ID, "min", slot.form)
            for day in variables.days(slot.id):
                if sum(not problem.is_away(m.person, day) for m in seated) < least:
                    model.add(variables.on_day(slot.id, day) == 0)
    if "people" not in variables.decides:
        return ()
    off: Expr = 0
    for slot in variables.sessions:
        for member in problem.members:
            if attends_by_office(problem, member):
                model.add(variables.seat(slot.id, member.id) == 0)
    for slot in sessions:
        seats = sum(variables.seat(slot.id, m.id) for m in seated)
        least, most = (problem.number(ID, name, slot.form) for name in ("min", "max"))
        model.add_linear_constraint(seats, least, most)
        target = problem.number(ID, "target", slot.form)
        farthest = max(abs(least - target), abs(most - target))
        distance = model.new_int_var(0, farthest, f"seats off {slot.id}")
        # Equal, not only at least: the term must be the plan's own number in every solution.
        model.add_abs_equality(distance, seats - target)
        off += distance
    return (Term("member-seats.off", off),)


def check(plan: Plan, problem: Problem) -> Check:
    """Count the members of each session; the merged one is exempt (anhua 二3)."""
    findings = []
    sessions = [s for s in plan.sessions if s.form != "plenary" and not s.merged_with_plenary]
    by_office = ex_officio(problem)
    for session in sessions:
        least = problem.number(ID, "min", session.form)
        most = problem.number(ID, "max", session.form)
        if not least <= len(session.members) <= most:
            findings.append(
                Finding(
                    f"{session.id} 邀请委员 {len(session.members)} 名，应为 {least}—{most} 名。",
                    session.id,
                )
            )
        for member in session.members:
            if problem.member(member).person in by_office:
                findings.append(
                    Finding(
                        f"{problem.member(member).name}（{member}）以领导或委室负责人身份出席 {session.id}，"
                        "不占委员名额。",
                        session.id,
                        (member,),
                    )
                )
    return Check(len(sessions), tuple(findings))


def measure(plan: Plan, problem: Problem) -> Mapping[str, int]:
    """Recompute how many seats the sessions are off their target, in all."""
    off = sum(
        abs(len(s.members) - problem.number(ID, "target", s.form))
        for s in plan.sessions
        if s.form != "plenary" and not s.merged_with_plenary
    )
    return {"member-seats.off": off}


RULE = Rule(
    id=ID,
    name="委员名额",
    text="每次双月协商座谈会邀请 6 位左右委员。",
    kind="hard",
    force="usual",
    sources={"anhua": "三(一)1"},
    build=build,
    check=check,
    measure=measure,
    parameters=(
        Parameter("min", "最少", 5, "名", "每次最少邀请的委员", 0, 500),
        Parameter("target", "一般", 6, "名", "“6 位左右”", 0, 500),
        Parameter("max", "最多", 7, "名", "每次最多邀请的委员", 0, 500),
    ),
)
