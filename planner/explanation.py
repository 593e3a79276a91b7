"""Why there is no plan, as data and in words. Knows no solver: counting alone may tell it."""

from __future__ import annotations

from dataclasses import dataclass

from constraints.rule import Rule
from planner.domain import Problem
from planner.parts import is_room
from planner.reason import Reason
from planner.spoken import spoken


@dataclass(frozen=True)
class Conflict:
    """Rules that no plan can keep together, and facts of the workbook that bear on it."""

    rules: tuple[Rule, ...]
    facts: tuple[Reason, ...]

    def lines(self, problem: Problem) -> list[str]:
        """Return the explanation in the office's words, a line each."""
        where = f"“{problem.rooms[0].name}”" if is_room(problem) else ""
        lines = [f"按现有规则和工作簿，{where}排不出计划。"]
        if self.rules:
            lines.append("以下规则不能同时满足（去掉任何一条，其余即可满足）：")
            lines += [
                f"  · {r.name}（{problem.sources.get(r.id) or '约定'}）：{r.text}"
                for r in self.rules
            ]
        if self.facts:
            lines.append("请先核对：")
            lines += [f"  · {spoken(fact.line, problem)}" for fact in self.facts]
        return lines
