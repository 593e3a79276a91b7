"""What the command line says, as lines of plain Chinese."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from constraints.book import RULE_BOOK
from inputs.problems import NAMED, SEVERITY_WORDS, InputProblem
from planner.domain import Problem
from planner.parts import COUNTY, part_of
from planner.plan import Compliance, Plan
from planner.plan_items import agreed_topic, annex, numbered_items
from planner.plan_words import stage_word

if TYPE_CHECKING:
    from outputs.comparison.compared import Comparison
    from planner.alternatives import Alternatives

SHOWN = 200
"""Problems printed at most; the rest are counted."""


def problem_lines(
    problems: Iterable[InputProblem], what: str = "工作簿", marked: bool = False
) -> list[str]:
    """Return each problem of an input on a line: what, where, why, and the cure.

    what: what the problems are of, as the heading begins. marked: whether a copy shows them.
    """
    found = list(problems)
    errors = sum(p.severity == "error" for p in found)
    written = "除标注副本外" if marked else ""
    lines = [f"{what}有 {errors} 处错误，{written}未生成任何文件。请改正后重试："] if errors else []
    lines += [f"[{SEVERITY_WORDS[p.severity]}] {p.text}" for p in found[:SHOWN]]
    if len(found) > SHOWN:
        lines.append(f"…… 另有 {len(found) - SHOWN} 处。")
    if not marked and (len(found) > SHOWN or any(len(p.also) > NAMED for p in found)):
        lines.append("没有列全的单元格，用 planner check INPUT.xlsx --mark 副本.xlsx 可全部标出。")
    return lines


def marked_lines(marked: Path | None) -> list[str]:
    """Return where the marked copy lies, or nothing where none was asked for."""
    return [f"标注副本：{marked}（先看第一张表“问题清单”；原工作簿没有改动）"] if marked else []


def compliance_lines(verdicts: Sequence[Compliance]) -> list[str]:
    """Return each rule's verdict on a line, its findings below it."""
    lines = []
    for verdict in verdicts:
        rule = RULE_BOOK.get(verdict.rule)
        name = rule.name if rule else "名称有效"
        source = f"（{verdict.source}）" if verdict.source else ""
        mark = "✓" if verdict.holds else "✗"
        lines.append(f"{mark} {name}{source}：核对 {verdict.checked} 处")
        lines += [f"    · {text}" for text in verdict.findings]
        lines += [f"    · 说明：{text}" for text in verdict.notes]
    broken = sum(not v.holds for v in verdicts)
    lines.append(f"有 {broken} 条规则未满足。" if broken else f"{len(verdicts)} 条规则全部满足。")
    return lines


def plan_lines(plan: Plan, problem: Problem, folder: Path, seconds: float) -> list[str]:
    """Return what a finished run says: how good the plan is, what is in it, where it lies."""
    county = part_of(plan, COUNTY)
    proof = "每一阶段都已证明为最优" if plan.status == "optimal" else "尚未全部证明为最优"
    lines = [f"{plan.year} 年计划已排好（{proof}），用时 {seconds:.1f} 秒。"]
    for stage in plan.stages:
        state = "已证明" if stage.value == stage.bound else f"界 {stage.bound}"
        lines.append(f"  {stage_word(stage.name)}：{stage.value}（{state}）")
    for session in numbered_items(county, problem):
        topics = "；".join(problem.topic(t).title for t in session.topics)
        merged = "（与全会合并）" if session.merged_with_plenary else ""
        lines.append(
            f"  {session.date} {session.half_day.label} {topics}{merged} 牵头：{session.lead_body}"
        )
    lines += _room_lines(plan, problem)
    agreed = Counter(s.form for s in annex(county, problem) if agreed_topic(s, problem))
    if agreed:
        words = "、".join(f"{problem.form(f).name} {count} 场" for f, count in agreed.items())
        lines.append(f"  另有{words}，议题由双方或界别自行商定，见附表。")
    if plan.calendar == "provisional":
        lines.append(f"注意：{plan.year} 年放假通知未载入，日期为临时日期。")
    lines += [f"偏离：{d.text}" for d in plan.deviations]
    lines.append(f"全部文件在：{folder}")
    return lines


def alternative_lines(
    found: Alternatives, folders: Sequence[Path], out: Path, seconds: float
) -> list[str]:
    """Return what a run for several plans says: each plan's name, proof and place, and the notes."""
    lines = [f"已排好 {len(found.found)} 份真正不同的计划，用时 {seconds:.1f} 秒。"]
    for alternative, folder in zip(found.found, folders, strict=True):
        proven = alternative.plan.status == "optimal"
        proof = "每一阶段都已证明为最优" if proven else "各阶段与最好的差距见比较"
        lines.append(f"  {alternative.name}：{proof}；{folder}")
    lines += [f"说明：{note}" for note in found.notes]
    lines.append(f"请打开 {out / 'comparison.html'} 比较；选定后用 planner adopt 采用。")
    return lines


def comparison_lines(comparison: Comparison, written: Sequence[Path]) -> list[str]:
    """Return what a comparison says: who is compared, what is to be known of each, where it lies."""
    # Loaded here: no other command writes pages of plans side by side.
    from outputs.comparison.differences import same_plans

    lines = [
        f"比较了 {len(comparison.plans)} 份计划：{'、'.join(p.name for p in comparison.plans)}。"
    ]
    for plan in comparison.plans:
        lines += [f"  {plan.name}：{words}" for words in plan.remarks]
        if plan.broken:
            lines.append(f"  {plan.name}：有 {len(plan.broken)} 条规则没有守住。")
    lines += [f"  {'、'.join(names)} 是同一份计划。" for names in same_plans(comparison)]
    return [*lines, *(f"已写好：{path}" for path in written)]


def _room_lines(plan: Plan, problem: Problem) -> Iterator[str]:
    """Yield a line for each form of the rooms: how many rooms and sessions, with a topic or without."""
    sessions = [s for s in plan.sessions if s.council != COUNTY]
    for form in dict.fromkeys(s.form for s in sessions):
        own = [s for s in sessions if s.form == form]
        rooms, open_ = len({s.council for s in own}), sum(not s.topics for s in own)
        pending = f"，其中 {open_} 场议题待定" if open_ else ""
        yield f"  {problem.form(form).name}：{rooms} 个协商室 {len(own)} 场{pending}"
    if plan.room_assignments:
        rooms = len({entry["room"] for entry in plan.room_assignments})
        yield f"  委员下沉：{len(plan.room_assignments)} 名委员编入 {rooms} 个协商室"
    if plan.liaison:
        villages = sum(len(entry["rooms"]) for entry in plan.liaison)
        yield f"  联络负责人：{len(plan.liaison)} 名，联系 {villages} 个村"
