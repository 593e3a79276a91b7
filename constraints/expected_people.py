"""Who comes to a session by office, as far as is known before its members are chosen (anhua 三(一)2)."""

from __future__ import annotations

from planner.domain import Body, Leader, Problem
from planner.plan import Session


def leaders_expected(problem: Problem, session: Session) -> tuple[Leader, ...]:
    """Return the leaders concerned who are there that day.

    The chair, vice-chairs and secretary-general; of county committee and government those who
    link with the CPPCC or are in charge of one of the session's departments.
    """
    departments = frozenset(session.departments)
    supervising = {problem.department(name).leader for name in departments}
    return tuple(
        leader
        for leader in problem.leaders
        if not problem.is_away(leader.person, session.date)
        and (
            leader.is_chair
            or leader.is_vice_chair
            or leader.is_secretary_general
            or leader.id in supervising
            or (
                leader.side in ("县委", "政府")
                and (leader.liaison or not departments.isdisjoint(leader.in_charge_of))
            )
        )
    )


def committees(problem: Problem) -> tuple[Body, ...]:
    """Return the committees and the office, whose heads attend every session."""
    return tuple(body for body in problem.bodies if body.kind in ("专委会", "办公室"))
