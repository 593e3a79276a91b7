"""Who comes to a session by office, as far as is known before its members are chosen.

Which leaders and which committees is a matter of the form (anhua 三(一)2; kailu 四11–16):
parameters of `leaders-and-departments`.
"""

from __future__ import annotations

from planner.domain import Body, Leader, Problem
from planner.plan import Session

RULE_ID = "leaders-and-departments"
CPPCC, LIAISON, SUPERVISING, OWN, TAKING_ON = (
    "县政协领导",
    "联系政协的县领导",
    "分管部门的县领导",
    "本场领导",
    "领办领导",
)
"""Kinds of leaders: the 主席会议's members and the secretary-general; of county committee and
government who link with the CPPCC, or are in charge of one of the departments; the session's host
and leader in charge; the government leader who has taken on the proposal."""
ALL_BODIES, OWN_BODIES = "全部", "牵头和协办"


def leaders_expected(problem: Problem, session: Session) -> tuple[Leader, ...]:
    """Return the leaders concerned who are there that day, in the workbook's order."""
    kinds = frozenset(problem.words(RULE_ID, "leaders", session.form))
    return tuple(
        leader
        for leader in problem.leaders
        if not problem.is_away(leader.person, session.date)
        and (
            (CPPCC in kinds and _of_cppcc(leader))
            or (LIAISON in kinds and leader.side in ("县委", "政府") and leader.liaison)
            or (SUPERVISING in kinds and _supervises(problem, leader, session))
            or leader.id in (session.host, session.lead_leader)
            or (TAKING_ON in kinds and _has_taken_on(problem, leader, session))
        )
    )


def _of_cppcc(leader: Leader) -> bool:
    return leader.is_chair or leader.is_vice_chair or leader.is_secretary_general


def _supervises(problem: Problem, leader: Leader, session: Session) -> bool:
    """Whether the leader is in charge of one of the session's departments."""
    named = {problem.department(name).leader for name in session.departments}
    of_county = leader.side in ("县委", "政府")
    return leader.id in named or (
        of_county and not frozenset(session.departments).isdisjoint(leader.in_charge_of)
    )


def _has_taken_on(problem: Problem, leader: Leader, session: Session) -> bool:
    """Whether the leader takes on (领办) one of the session's proposals."""
    return any(
        proposal.government_leader == leader.id
        for proposal in problem.key_proposals
        if proposal.id in session.topics
    )


def all_committees(problem: Problem) -> tuple[Body, ...]:
    """Return the committees and the office, whose heads are called to mobilise and to coordinate."""
    return tuple(body for body in problem.bodies if body.kind in ("专委会", "办公室"))


def committees(problem: Problem, session: Session) -> tuple[Body, ...]:
    """Return the bodies whose heads attend: all committees and the office, or those that prepare it."""
    if problem.words(RULE_ID, "committees", session.form) == (ALL_BODIES,):
        return all_committees(problem)
    own = (session.lead_body, *session.supporting_bodies)
    return tuple(body for body in problem.bodies if body.name in own)
