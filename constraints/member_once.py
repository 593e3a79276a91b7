"""每人至少一次: every member takes part at least once a year beside the plenary (kailu 六23).

A seat in any form counts, the 常委会 for the 常委, a research team too; a speech at the plenary does
not. Leaders and bodies' heads take part by office; members of higher levels (省、市) owe this to their
own CPPCC. The rule is kept wherever a member can come to their own group's activity; who is away
then, or has no group, is counted: as few as can be are missed, and the plan says who and why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from constraints.conflict_of_interest import has_interest
from constraints.rule import Check, Finding, Rule, Term
from planner.domain import Member, Problem, Slot
from planner.plan import Plan, Session

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Expr, Variables

ID = "member-once"


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Return how many members take part in nothing; none of those whose group has a place for them."""
    if "people" not in variables.decides:
        return ()
    convenors = {s.host_person for s in problem.slots}
    missed: Expr = 0
    for member in problem.members:
        if member.level != "县" or member.person in problem.by_office:
            continue
        parts = [variables.seat(s.id, member.id) for s in variables.sessions if not s.merged]
        parts += [variables.on_team(s.id, member.id) for s in variables.sessions]
        if any(isinstance(part, int) and part for part in parts):
            continue
        open_parts = [part for part in parts if not isinstance(part, int)]
        own = [s for s in variables.sessions if _is_welcome(variables, problem, s, member)]
        if own and member.person not in convenors:
            model.add(sum(open_parts) >= 1)
            continue
        if not open_parts:
            missed += 1
            continue
        is_missed = model.new_bool_var(f"missed {member.id}")
        model.add(sum(open_parts) + is_missed >= 1)
        for part in open_parts:
            # Not only as few as can be: in every solution it is the plan's own number.
            model.add(part + is_missed <= 1)
        missed += is_missed
    return (Term("member-once.missed", missed),)


def _is_welcome(variables: Variables, problem: Problem, slot: Slot, member: Member) -> bool:
    """Whether the member can come to the activity of their own group, its date and topic being known."""
    session = variables.fixed(slot.id) if "programme" not in variables.decides else None
    if session is None or problem.form(slot.form).seats != "group":
        return False
    kept_out = any(
        lock.item == "不参加"
        and lock.subject in (session.id, *session.topics)
        and member.id in lock.values
        for lock in problem.locks
    )
    return (
        member.id in variables.seat_candidates(slot.id)
        and member.cap != 0
        and not problem.is_away(member.person, session.date)
        and not any(has_interest(member, problem.topic(t)) for t in session.topics)
        and not kept_out
    )


def check(plan: Plan, problem: Problem) -> Check:
    """Name who takes part in nothing, with the reason; a finding where their own group had room."""
    findings: list[Finding] = []
    notes: list[str] = []
    due = _due(problem)
    taking_part = _taking_part(plan) | {
        m
        for s in plan.sessions
        if s.form != "plenary" and not s.merged_with_plenary
        for m in s.guests
    }
    missed = [m for m in due if m.id not in taking_part]
    places = _places(plan, problem)
    if places < len(due):
        notes.append(
            f"除全体会议外，各场会议的名额合计 {places} 个，应参加活动的委员 {len(due)} 名，"
            f"名额不足，至少 {len(due) - places} 名要靠调研等其他活动参加。"
        )
    reasons: dict[str, list[str]] = {}
    for member in missed:
        reason = _reason(member, plan, problem)
        if reason:
            reasons.setdefault(reason, []).append(f"{member.name}（{member.id}）")
        else:
            own = _own_activity(member, plan, problem)
            where = own.id if own else ""
            findings.append(
                Finding(
                    f"{member.name}（{member.id}）除全体会议外全年没有参加任何活动，"
                    f"而所在组的活动 {where} 当天可以参加，请补入名单。",
                    where,
                    (member.id,),
                )
            )
    notes += [
        f"全年没有机会参加活动的委员 {len(who)} 名（{reason}）：{'、'.join(who)}；请另行安排。"
        for reason, who in reasons.items()
    ]
    return Check(len(due), tuple(findings), tuple(notes))


def _due(problem: Problem) -> list[Member]:
    """Return the county's own members who do not attend by office anyway."""
    officers = {x.person for x in problem.leaders} | {b.head for b in problem.bodies if b.head}
    return [m for m in problem.members if m.level == "县" and m.person not in officers]


def _taking_part(plan: Plan) -> set[str]:
    """Return who has a seat beside the plenary, or goes on research."""
    seated = {
        m
        for s in plan.sessions
        if s.form != "plenary" and not s.merged_with_plenary
        for m in s.members
    }
    return seated | {p for s in plan.sessions for m in s.milestones for p in m.team}


def _places(plan: Plan, problem: Problem) -> int:
    """Count the places that the sessions have at most, a group's and the 常委's own among them."""
    places = 0
    for session in plan.sessions:
        if session.form == "plenary" or session.merged_with_plenary:
            continue
        seats = problem.form(session.form).seats
        if seats in ("members", "committee"):
            places += problem.number("member-seats", "max", session.form)
        elif seats == "group":
            places += len(problem.group_members(problem.slot(session.id).group))
        else:
            places += len(session.members)
    return places


def _own_activity(member: Member, plan: Plan, problem: Problem) -> Session | None:
    """Return an activity of the member's own group that they could have come to."""
    for session in plan.sessions:
        if session.form == "plenary" or problem.form(session.form).seats != "group":
            continue
        slot = problem.slot(session.id)
        if member not in problem.group_members(slot.group):
            continue
        names = {member.id, member.person, member.name, member.employer} - {""}
        stakes = {n for t in session.topics for n in problem.topic(t).stakeholders}
        locked = any(
            lock.item == "不参加"
            and member.id in lock.values
            and lock.subject in (session.id, *session.topics)
            for lock in problem.locks
        )
        if not (problem.is_away(member.person, session.date) or names & stakes or locked):
            return session
    return None


def _reason(member: Member, plan: Plan, problem: Problem) -> str:
    """Return why a missed member could not be asked to their own group's activity, or nothing."""
    own = [
        s
        for s in plan.sessions
        if s.form != "plenary"
        and problem.form(s.form).seats == "group"
        and member in problem.group_members(problem.slot(s.id).group)
    ]
    if not own:
        return "没有所在界别或活动组的活动，其他名额已满"
    if member.cap == 0:
        return "年度邀请上限为 0"
    if any(slot.host_person == member.person for slot in problem.slots):
        return "召集的活动与本组活动冲突"
    if _own_activity(member, plan, problem) is None:
        return "本组活动当天不在，或需回避，或已锁定不参加"
    return ""


def measure(plan: Plan, problem: Problem) -> Mapping[str, int]:
    """Recompute how many members have no seat beside the plenary and go on no research."""
    taking_part = _taking_part(plan)
    return {"member-once.missed": sum(m.id not in taking_part for m in _due(problem))}


RULE = Rule(
    id=ID,
    name="每人至少一次",
    text="除全体会议外，每名委员每年至少参加一次政协组织的活动；参加不了的，写明是谁、为什么。",
    kind="hard",
    force="must",
    sources={"kailu": "六23"},
    scoped=False,
    build=build,
    check=check,
    measure=measure,
)
