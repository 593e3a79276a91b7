"""What the cadence rules of rooms share: which sessions count, and sessions numbered by date.

A session counts where it has a topic, or where it stands as 议题待定 and says what it hears; an empty
row meets no cadence.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from constraints.rule import Finding
from planner.plan import Plan, Session

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Variables


def in_order(model: CpModel, variables: Variables, sessions: Sequence[str]) -> None:
    """Hold the sessions of a room in the order of their numbers, never two on a day.

    By months for the relaxation's sake, and by days for exactness.
    """
    for earlier, later in pairwise(sessions):
        if variables.days(later)[0] > variables.days(earlier)[-1]:
            continue
        for month in range(1, 12):
            held = sum(variables.in_month(earlier, m) for m in range(1, month + 1))
            model.add(sum(variables.in_month(later, m) for m in range(1, month + 1)) <= held)
        model.add(variables.day_number(later) >= variables.day_number(earlier) + 1)


def held(plan: Plan) -> tuple[list[Session], list[Finding]]:
    """Return the sessions that count, by date, and a finding for each row that is empty."""
    counted, findings = [], []
    for session in sorted(plan.sessions, key=lambda s: s.date):
        if session.state == "cancelled":
            continue
        if session.topics or session.hears:
            counted.append(session)
        else:
            findings.append(
                Finding(
                    f"{session.id} 没有议题，也没有写明听取什么，不计入频次；请安排议题，"
                    "或写明听取上次协商结果的通报或成效评议。",
                    session.id,
                )
            )
    return counted, findings


def with_and_without(council: str, sessions: Sequence[Session]) -> str:
    """Return how many sessions have a topic and how many stand as 议题待定, in words."""
    filled = sum(bool(s.topics) for s in sessions)
    rest = len(sessions) - filled
    more = f"，议题待定 {rest} 次" if rest else ""
    return f"{council}全年 {len(sessions)} 次：有议题 {filled} 次{more}。"
