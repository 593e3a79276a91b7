"""`planner explain` from what the user typed to what is said: names looked up, the plan at hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inputs.cell_text import did_you_mean
from inputs.plan_file import read_plan
from inputs.plan_folder import plan_sources
from planner.check import judge
from planner.control import Control
from planner.domain import Problem
from planner.exit_codes import DONE, NO_PLAN, NO_TIME, NO_TIME_SAID
from planner.explain_job import Asked, answers, no_plan, why_of, write_told
from planner.explain_words import told_data, told_lines
from planner.explanation import Conflict
from planner.help_texts import CommandLineError
from planner.plan import Plan
from planner.why.wish import EXAMPLES, Wish, WishError, read_wish
from planner.year import solve_year


@dataclass(frozen=True)
class Explained:
    """What is said, as lines and as data, and the exit code."""

    code: int
    lines: list[str]
    data: dict[str, Any]


def explain_workbook(
    problem: Problem,
    control: Control,
    topics: Sequence[str],
    sessions: Sequence[str],
    wishes: Sequence[str],
    new_topics: Sequence[str],
    plan: Path | None,
    out: Path | None,
    workbook: Path,
) -> Explained:
    """Explain a year.

    Raises
    ------
    CommandLineError
        Where a topic, a session or a wish is unknown: with what can be asked.
    InputErrors
        Where the plan cannot be read, or does not keep the rules.
    """
    asked = Asked(
        _known(topics, [t.id for t in problem.candidates], "议题编号"),
        _known(sessions, [s.id for s in problem.slots], "场次代号"),
        tuple(_wish(words, problem) for words in wishes),
        tuple(new_topics),
    )
    # The plan that stands knows nothing of a topic that came up later.
    before = problem.changed(topics=tuple(t for t in problem.topics if t.id not in new_topics))
    standing = None if plan is None else _standing(plan, before)
    if standing is None:
        against = no_plan(before, control)
        if against is not None:
            return _no_plan(*against)
        solved = solve_year(before, control)
        if solved.outcome == "no-time":
            return Explained(NO_TIME, [NO_TIME_SAID], {"ok": False, "reason": "no-time"})
        if solved.plan is None:
            return _no_plan(*why_of(solved, before, control))
        standing = solved.plan
    told = answers(problem, standing, asked, control)
    if out is not None:
        write_told(told, problem, out, control, workbook)
    lines = told_lines(told, problem)
    if out is not None:
        lines.append(f"全部文件在：{out}")
    return Explained(DONE, lines, told_data(told, problem))


def _no_plan(part: Problem, conflict: Conflict) -> Explained:
    data = {"ok": False} | conflict.as_data(part)
    return Explained(NO_PLAN, conflict.lines(part), data)


def _known(given: Iterable[str], known: Sequence[str], what: str) -> tuple[str, ...]:
    """Return what was given, each known; else say what is and what can be asked."""
    found = tuple(given)
    for one in found:
        if one not in known:
            shown = "、".join(known[:12]) + (f" 等 {len(known)} 个" if len(known) > 12 else "")
            raise CommandLineError(
                f"没有{what}“{one}”。{did_you_mean(one, tuple(known))}现有：{shown}。"
                f"也可以这样问：--want “{EXAMPLES[2]}”、“{EXAMPLES[8]}”、“{EXAMPLES[10]}”。"
            )
    return found


def _wish(words: str, problem: Problem) -> Wish:
    try:
        return read_wish(words, problem)
    except WishError as error:
        raise CommandLineError(str(error)) from None


def _standing(path: Path, problem: Problem) -> Plan:
    """Return a plan that stands; one that breaks a rule has no price."""
    sources = plan_sources(path)
    if len(sources) > 1:
        names = "、".join(source.name for source in sources)
        raise CommandLineError(f"“{path}”里有几份计划（{names}），请给其中一份的文件夹。")
    plan = sources[0].plan() if sources[0].is_json else read_plan(sources[0].file, problem)
    broken = [v for v in judge(plan, problem) if not v.holds]
    if broken:
        findings = "；".join(text for v in broken[:3] for text in v.findings[:1])
        raise CommandLineError(
            f"“{path}”的计划没有守住 {len(broken)} 条规则，无从计价：{findings}"
            "请先用 planner check 核对并改正。"
        )
    return plan
