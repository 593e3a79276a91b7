"""任务分工: every task has an owner whom the office knows, and a date (anhua 三(四), 三(二)1; kailu 分工)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from constraints.rule import Check, Finding, Rule
from planner.domain import Problem
from planner.plan import Plan

ID = "assignment-sheet"
BEYOND = (
    "主席会议", "县委", "县委常委会", "县政府", "县委办", "县政府办", "县政协办", "县政协党组", "党组",
)  # fmt: skip
"""Who takes a task without standing in the workbook."""


@dataclass(frozen=True)
class _Task:
    """A task: of which session (empty: of the plan), its words, whose it is, from when to when."""

    session: str
    words: str
    owner: str
    start: date
    end: date


def check(plan: Plan, problem: Problem) -> Check:
    """Look at every task of plan, sessions and papers: whose it is, and when."""
    known = _known(plan, problem)
    tasks = tuple(_tasks(plan))
    findings = [Finding(text, t.session) for t in tasks for text in _faults(t, known, plan.year)]
    return Check(len(tasks), tuple(findings))


def _faults(task: _Task, known: frozenset[str], year: int) -> Iterator[str]:
    """Yield what is wrong with a task."""
    where = f"{task.session or '年度计划'} 的“{task.words}”"
    if not task.owner.strip():
        yield f"{where}没有责任单位，请指定。"
    unknown = [name for name in task.owner.split("、") if name and name not in known]
    if unknown:
        yield f"{where}的责任单位“{'、'.join(unknown)}”查无此名，请改正。"
    if task.end < task.start:
        yield f"{where}完成时间（{task.end}）早于开始时间（{task.start}）。"
    if abs(task.end.year - year) > 1:
        yield f"{where}完成时间（{task.end}）不在 {year} 年前后，请核对。"


def _tasks(plan: Plan) -> Iterator[_Task]:
    for step in plan.plan_milestones:
        yield _Task("", step.title or step.kind, step.owner, step.date, step.date)
    for session in plan.sessions:
        for m in session.milestones:
            yield _Task(session.id, m.title or m.kind, m.owner, m.start, m.end)
        for paper in session.papers:
            yield _Task(session.id, paper.title, paper.writer, paper.due, paper.due)


def _known(plan: Plan, problem: Problem) -> frozenset[str]:
    """Return the names that an owner may have: units, departments, leaders, members, experts."""
    names = set(BEYOND)
    names |= {word for body in problem.bodies for word in (body.name, body.head_name)} - {""}
    names |= {group.convenor_name for group in problem.liaison_groups} - {""}
    names |= {room.name for room in problem.rooms}
    names |= {host.name for room in problem.rooms for host in room.hosts}
    names |= {department.name for department in problem.departments}
    names |= {name for session in plan.sessions for name in session.departments}
    for people in (problem.leaders, problem.members, problem.experts):
        names |= {word for person in people for word in (person.id, person.name)}
    return frozenset(names)


RULE = Rule(
    id=ID,
    name="任务分工",
    text="每项任务都有责任单位（责任人）和完成时间。",
    kind="made",
    force="must",
    sources={"anhua": "三(二)1、三(四)", "kailu": "分工方案"},
    check=check,
)
