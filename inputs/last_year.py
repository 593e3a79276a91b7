"""Last year's plan: which of its topics are not done with, and go into this year's candidates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from inputs.plan_file import read_plan
from inputs.plan_folder import PlanSource, plan_sources
from inputs.problems import InputErrors, InputProblem, ProblemList
from inputs.reader import read_workbook
from inputs.submissions import read_submission
from planner.candidates import PLAN_ENDING, Candidate, Origin
from planner.plan import Plan

LASTING: Mapping[str, str] = {
    "not-negotiable": "属不予协商情形",
    "second-consultation": "已协商两次",
    "locks": "办公室定为不入选",
}
"""Reasons to be left out that hold another year too → in words."""
MOST_ROUNDS = 2
"""Consultations of one topic at most, over all years."""
UNFINISHED = "上年未办结"


@dataclass(frozen=True)
class CarriedOver:
    """What comes of last year's plan.

    Attributes
    ----------
    year:
        The plan's.
    candidates:
        The topics not done with, as last year's workbook has them.
    done:
        In words: which topics do not come again, and why.
    """

    year: int
    candidates: tuple[Candidate, ...]
    done: tuple[str, ...]


def read_last_year(path: Path, year: int, problems: ProblemList) -> CarriedOver | None:
    """Read a plan's folder and return its unfinished topics.

    Parameters
    ----------
    path:
        The folder of a plan, with the copy of the workbook that it was made from.
    year:
        The year that candidates are collected for: the plan must be of an earlier one.
    """
    try:
        (source, *others) = plan_sources(path)
        if others:
            why = f"有 {len(others) + 1} 份计划，不知是哪一份。"
            problems.add(_problem(path.name, "plans-many", why, "请给其中一份的文件夹。"))
            return None
        plan = _plan(source)
    except InputErrors as errors:
        for problem in errors.problems:
            problems.add(problem)
        return None
    if plan.year >= year:
        why = f"是 {plan.year} 年的计划，征集的是 {year} 年的议题。"
        problems.add(_problem(source.name, "plan-other-year", why, "请给上年的计划。"))
        return None
    if source.workbook is None:
        problems.add(_no_workbook(source))
        return None
    label = f"{source.name}/{source.workbook.name}"
    unheard = ProblemList()  # what was assumed of it last year is not news
    sent = read_submission(source.workbook, label, unheard)
    for problem in unheard:
        if problem.severity == "error":
            problems.add(problem)
    if sent is None or problems.has_errors:
        return None
    held, unmarked = _held(plan)
    if unmarked:
        why = "上年计划没有标明哪些会已举行，除已取消的外，按都已举行计。"
        cure = "不是这样的，请在计划中把已举行的场次标为已举行。"
        problems.add(InputProblem("held-assumed", "", "", source.name, why, cure, "assumption"))
    return _sorted_out(plan, sent.candidates, held)


def _plan(source: PlanSource) -> Plan:
    if source.is_json:
        return source.plan()
    if source.workbook is None:
        raise InputErrors([_no_workbook(source)])
    return read_plan(source.file, read_workbook(source.workbook))


def _held(plan: Plan) -> tuple[Counter[str], bool]:
    """Return how often each topic was heard, and whether that is taken for granted.

    Where the plan marks any session as held, one not marked was not held; else all were but
    those cancelled.
    """
    marked = any(s.state == "held" for s in plan.sessions)
    took_place = [
        s for s in plan.sessions if (s.state == "held" if marked else s.state != "cancelled")
    ]
    return Counter(topic for s in took_place for topic in s.topics), not marked


def _sorted_out(plan: Plan, candidates: tuple[Candidate, ...], held: Counter[str]) -> CarriedOver:
    carried: list[Candidate] = []
    done: list[str] = []
    for topic in candidates:
        number = topic.origins[0].number
        heard = held[number]
        rounds = int(topic.values.get("已协商次数", 0)) + heard
        lasting = _lasting(plan, topic, number, rounds)
        words = f"{number}“{topic.title}”"
        why = _unfinished(plan, topic, number, heard)
        if lasting:
            done.append(f"{words}：{lasting}，不再列入。")
        elif why is None:
            done.append(f"{words}：已举行，办结。" if heard else f"{words}：上年计划没有提到。")
        else:
            carried.append(_again(plan.year, topic, number, rounds, why))
    return CarriedOver(plan.year, tuple(carried), tuple(done))


def _lasting(plan: Plan, topic: Candidate, number: str, rounds: int) -> str:
    left = next((entry for entry in plan.left_out if entry.topic == number), None)
    if topic.text("不予协商情形"):
        return LASTING["not-negotiable"]
    if left is not None and left.reason in LASTING:
        return LASTING[left.reason]
    return LASTING["second-consultation"] if rounds >= MOST_ROUNDS else ""


def _unfinished(plan: Plan, topic: Candidate, number: str, heard: int) -> str | None:
    """Return in words why a topic is not done with; None: it is."""
    if heard:
        return "已协商一次，需二次协商" if topic.values.get("需二次协商") else None
    states = {s.state for s in plan.sessions if number in s.topics}
    if states:
        return "协商会已取消" if states == {"cancelled"} else "协商会没有举行"
    return next(("未入选：" + e.text for e in plan.left_out if e.topic == number), None)


def _again(year: int, topic: Candidate, number: str, rounds: int, why: str) -> Candidate:
    values = dict(topic.values)
    decided = values.pop("决策时间", None)
    if rounds:
        values["已协商次数"] = rounds
    parts = [f"{UNFINISHED}：{year}年{number}，{why.rstrip('。')}", topic.text("备注")]
    if decided is not None:
        parts.append(f"上年所填决策时间 {decided}，是否仍要赶在决策之前请核对")
    values["备注"] = "；".join(part for part in parts if part)
    origin = Origin(f"{year}{PLAN_ENDING}", number, topic.origins[0].row)
    return Candidate("", values, (origin,))


def _no_workbook(source: PlanSource) -> InputProblem:
    why = "计划旁边没有编它用的工作簿（工作簿.xlsx），认不出计划里的议题。"
    return _problem(source.name, "workbook-missing", why, "请把那份工作簿放到计划的文件夹里。")


def _problem(value: str, code: str, why: str, cure: str) -> InputProblem:
    return InputProblem(code, "", "", value, why, cure)
