"""The 五个一 of each member, and what of them the year's plan provides for (kailu 六23)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from constraints.duty_record import FIVE_ONES, ID, RESEARCHES, SPEAKS, Row, record
from planner.domain import Problem
from planner.plan import Plan
from planner.spoken import quoted


@dataclass(frozen=True)
class FiveOnes:
    """One of the five that a member owes, and what is planned for it, in words."""

    duty: str
    planned: str


def five_ones(plan: Plan, problem: Problem) -> Mapping[str, Sequence[FiveOnes]]:
    """Return the five of each member by id; none where no rule asks for a record of them."""
    if ID not in problem.rules:
        return {}
    brought: defaultdict[str, list[str]] = defaultdict(list)
    for proposal in problem.key_proposals:
        for person in proposal.proposers:
            secret = any(t.secret for t in problem.topics if t.id == proposal.id)
            brought[person].append(proposal.id if secret else quoted(proposal.title))
    persons = {m.id: m.person for m in problem.members}
    return {
        row.member: tuple(
            FiveOnes(duty, planned)
            for duty, planned in zip(
                FIVE_ONES, _planned(row, brought[persons[row.member]], problem), strict=True
            )
        )
        for row in record(plan, problem)
    }


def _planned(row: Row, proposals: Sequence[str], problem: Problem) -> tuple[str, ...]:
    start, end = problem.settings.plenary_start, problem.settings.plenary_end
    attended = f"已安排{row.activities}次" if row.activities else "尚未安排"
    if problem.member(row.member).person in problem.by_office:
        attended += "（含以领导或委室负责人身份出席的）"
    written = [e for e in row.entries if e.role in (SPEAKS, RESEARCHES)]
    return (
        f"{start.month}月{start.day}日至{end.month}月{end.day}日",
        f"已有重点提案{'、'.join(proposals)}" if proposals else "由本人提交",
        "由本人报送",
        attended,
        f"本年安排发言、调研{len(written)}次" if written else "届内完成",
    )
