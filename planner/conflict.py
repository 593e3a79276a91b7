"""Why there is no plan: a smallest set of rules that clash, and the numbers that tell why.

Found by deletion: a rule is dropped from the model; where the rest still has no solution it had
no part. Each step is a solve without an objective (objectives make cores wrong, see
docs/decisions.md); the set found is infeasible, and without any one of its rules it is not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from constraints.rule import Rule
from planner.check import rules_in_force
from planner.control import Control
from planner.domain import Problem
from planner.solve import build
from planner.solver import configure

TRIAL_SECONDS = 20.0


@dataclass(frozen=True)
class Conflict:
    """Rules that no plan can keep together, and facts of the workbook that bear on it."""

    rules: tuple[Rule, ...]
    facts: tuple[str, ...]

    def lines(self, problem: Problem) -> list[str]:
        """Return the explanation in the office's words, a line each."""
        lines = ["按现有规则和工作簿，排不出计划。"]
        if self.rules:
            lines.append("以下规则不能同时满足（去掉任何一条，其余即可满足）：")
            lines += [
                f"  · {r.name}（{problem.sources.get(r.id) or '约定'}）：{r.text}"
                for r in self.rules
            ]
        if self.facts:
            lines.append("请先核对：")
            lines += [f"  · {fact}" for fact in self.facts]
        return lines


def explain(problem: Problem, control: Control) -> Conflict:
    """Return the counting facts, and a smallest set of clashing rules of the programme."""
    return Conflict(_smallest(problem, control), tuple(counting_facts(problem)))


def _smallest(problem: Problem, control: Control) -> tuple[Rule, ...]:
    rules = list(rules_in_force(problem))
    decides: tuple[str, ...] = ("programme",)
    if _feasible(problem, rules, decides, control):
        decides = ("programme", "people")
        if _feasible(problem, rules, decides, control):
            return ()
    kept = rules
    for rule in rules:
        rest = [r for r in kept if r is not rule]
        if not _feasible(problem, rest, decides, control):
            kept = rest
    return tuple(kept)


def _feasible(
    problem: Problem, rules: Sequence[Rule], decides: tuple[str, ...], control: Control
) -> bool:
    model, _, _ = build(problem, rules, decides, None)
    solver = configure(control.options, TRIAL_SECONDS)
    return solver.solve(model) != cp_model.INFEASIBLE


def counting_facts(problem: Problem) -> Iterator[str]:
    """Yield what mere counting shows to be impossible, with the numbers and where to look."""
    slots = [s for s in problem.slots if s.form != "plenary"]
    usable = [t for t in problem.topics if not t.is_excluded and t.rounds_held < 2]
    if len(usable) < len(slots):
        yield (
            f"可用议题 {len(usable)} 个（不予协商和已协商两次的不计），全年 {len(slots)} 场各需 1 个，"
            f"少 {len(slots) - len(usable)} 个。请在“议题”表补充。"
        )
    mandated = [t for t in problem.topics if t.mandated]
    if len(mandated) > len(slots):
        yield f"指定议题 {len(mandated)} 个，全年只有 {len(slots)} 场。请减少指定议题。"
    for topic in mandated:
        if topic.is_excluded:
            yield f"{topic.id}《{topic.title}》既是指定议题，又有不予协商情形，请改其一。"
    months = Counter(
        (t.earliest_month, t.latest_month) for t in mandated if t.earliest_month or t.latest_month
    )
    for (earliest, latest), count in months.items():
        first, last = earliest or 1, latest or 12
        places = sum(1 for s in slots if s.first.month <= last and s.last.month >= first)
        if count > places:
            yield f"{count} 个指定议题都要在 {first}—{last} 月，这几个月只有 {places} 场。请放宽时间或减少指定。"
    for slot in slots:
        if slot.merged:
            continue
        hosts = [x for x in problem.leaders if x.can_host and (x.is_chair or x.is_vice_chair)]
        days = [
            d
            for d in problem.calendar.working_days(slot.first, slot.last)
            if problem.is_meeting_day(d)
        ]
        if not days:
            yield f"{slot.id}（{slot.first}—{slot.last}）没有一个可开会的工作日，请缩短“日历”表的回避。"
        elif not any(not problem.is_away(h.person, d) for h in hosts for d in days):
            yield f"{slot.id}（{slot.first}—{slot.last}）每一天都没有可主持的领导，请改“不可用”或“领导”表。"
    needing = [t.id for t in mandated if t.wants_experts]
    if needing and not problem.experts:
        yield f"指定议题 {'、'.join(needing)} 需要专家，“专家”表没有人。请补充专家，或改“需专家”为否。"
