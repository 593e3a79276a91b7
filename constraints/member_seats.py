"""委员名额: how many members a session seats (anhua 三(一)1: about six; 5 to 7 assumed).

It holds where members are chosen, among all or among a committee's; a committee that is smaller
than the least sends all it has. Who attends by the form itself (the 常委, a proposal's proposers,
a group at its own activity, a supervision team) is the business of `attendees-by-form`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from constraints.recount import ex_officio
from constraints.rule import Check, Easing, Finding, Parameter, Rule, Term
from planner.domain import Member, Problem, Slot
from planner.plan import Plan, Session

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Expr, Variables

ID = "member-seats"
CHOSEN = frozenset({"members", "committee"})
"""Kinds of seats that are chosen by number; a group's and a team's have rules of their own."""


def attends_by_office(problem: Problem, member: Member) -> bool:
    """Whether the member comes as a leader or as a body's head, and so takes no seat."""
    return member.person in problem.by_office


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Keep the number of seats; in the programme, only days on which enough members are there.

    That nobody away on the session's day is seated, `invitation_cap` posts.
    """
    persons = {m.id: m.person for m in problem.members}
    off: Expr = 0
    for slot in variables.sessions:
        if slot.merged or problem.form(slot.form).seats not in ("members", "committee"):
            continue
        candidates = variables.seat_candidates(slot.id)
        least, target, most = _numbers(problem, slot, len(candidates))
        if "programme" in variables.decides:
            absent = [a for c in candidates if (a := problem.days_away(persons[c]))]
            for day in variables.days(slot.id):
                if len(candidates) - sum(day in away for away in absent) < least:
                    model.add(variables.on_day(slot.id, day) == 0)
        if "people" in variables.decides and candidates:
            seats = sum(variables.seat(slot.id, c) for c in candidates)
            model.add_linear_constraint(seats, least, most)
            farthest = max(abs(least - target), abs(most - target))
            distance = model.new_int_var(0, farthest, f"seats off {slot.id}")
            # Equal, not only at least: the term must be the plan's own number in every solution.
            model.add_abs_equality(distance, seats - target)
            off += distance
    return (Term("member-seats.off", off),) if "people" in variables.decides else ()


def _numbers(problem: Problem, slot: Slot, candidates: int) -> tuple[int, int, int]:
    """Return the least, usual and greatest number of seats; a small committee cannot send more."""
    least, target, most = (problem.number(ID, n, slot.form) for n in ("min", "target", "max"))
    if problem.form(slot.form).seats == "committee":
        return min(least, candidates), min(target, candidates), most
    return least, target, most


def check(plan: Plan, problem: Problem) -> Check:
    """Count the members of each session; the merged one is exempt (anhua 二3)."""
    findings = []
    sessions = _seating(plan, problem)
    by_office = ex_officio(problem)
    for session in sessions:
        least = problem.number(ID, "min", session.form)
        most = problem.number(ID, "max", session.form)
        size = _committee_size(session, problem)
        if size is not None:
            least = min(least, size)
        invited = dict.fromkeys(session.members)  # named twice is one seat
        if not least <= len(invited) <= most:
            findings.append(
                Finding(
                    f"{session.id} 邀请委员 {len(invited)} 名，应为 {least}—{most} 名。",
                    session.id,
                )
            )
        for member in invited:
            if problem.member(member).person in by_office:
                findings.append(
                    Finding(
                        f"{problem.member(member).name}（{member}）以领导或委室负责人身份出席 {session.id}，"
                        "不占委员名额。",
                        session.id,
                        (member,),
                    )
                )
            elif size is not None and problem.member(member).body != session.lead_body:
                findings.append(
                    Finding(
                        f"{problem.member(member).name}（{member}）不属{session.lead_body or '牵头委室'}，"
                        f"{session.id} 由该委室的委员参加，请换人。",
                        session.id,
                        (member,),
                    )
                )
    return Check(len(sessions), tuple(findings))


def _seating(plan: Plan, problem: Problem) -> list[Session]:
    """Return the sessions whose members are chosen, without the merged one."""
    return [
        s
        for s in plan.sessions
        if s.form != "plenary"
        and not s.merged_with_plenary
        and problem.form(s.form).seats in ("members", "committee")
    ]


def _committee_size(session: Session, problem: Problem) -> int | None:
    """Count a committee's members without those who come by office; None for other forms."""
    if problem.form(session.form).seats != "committee":
        return None
    officers = ex_officio(problem)
    own = [m for m in problem.members if m.body and m.body == session.lead_body]
    return sum(m.person not in officers for m in own)


def measure(plan: Plan, problem: Problem) -> Mapping[str, int]:
    """Recompute how many seats the sessions are off their target, in all."""
    off = 0
    for session in _seating(plan, problem):
        target = problem.number(ID, "target", session.form)
        size = _committee_size(session, problem)
        off += abs(len(session.members) - (target if size is None else min(target, size)))
    return {"member-seats.off": off}


RULE = Rule(
    id=ID,
    name="委员名额",
    text="每场邀请的委员人数按协商形式定，双月协商座谈会 6 位左右；对口协商由该专委会的委员参加。",
    kind="hard",
    force="usual",
    sources={"anhua": "三(一)1"},
    build=build,
    check=check,
    measure=measure,
    parameters=(
        Parameter("min", "最少", 5, "名", "每次最少邀请的委员", 0, 500, seats=CHOSEN),
        Parameter("target", "一般", 6, "名", "每次一般邀请的委员，尽量接近", 0, 500, seats=CHOSEN),
        Parameter("max", "最多", 7, "名", "每次最多邀请的委员", 0, 500, seats=CHOSEN),
    ),
    easing=(Easing("min", 1),),
)
