"""A plan read back: from plan.json, or from 年度协商计划.xlsx as the office may have edited it.

A hand-made workbook needs no more than the sheet 计划; what it does not say stays empty. What two
sheets say of one thing must agree: an edit of only one of them is reported, never passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from constraints import RULES
from constraints.approval_chain import KINDS as APPROVAL_STEPS
from inputs.cell_text import match_key
from inputs.plan_json import read_plan_json
from inputs.plan_rows import PlanNames, PlanSheet, read_sheet
from inputs.plan_sessions import SessionReader
from inputs.problems import InputErrors, InputProblem, ProblemList
from inputs.workbook_file import FileProblem, Workbook, open_workbook
from planner.domain import Problem
from planner.plan import (
    Deviation,
    LeftOut,
    Plan,
    PlanMilestone,
    Waiting,
)
from planner.plan_words import (
    AGENDA,
    ANNEX,
    ASSIGNED,
    ASSUMED,
    COLUMNS,
    DEVIATIONS,
    LEFT_OUT,
    LIAISON,
    MILESTONES,
    PAPERS,
    PEOPLE,
    PLAN,
    RESULTS,
    SEATS,
    STEPS,
    STEPS_BESIDE,
)

REQUIRED: Mapping[str, tuple[str, ...]] = {
    PLAN: ("场次", "日期"),
    ANNEX: ("场次", "日期"),
    PEOPLE: ("场次", "类别"),
    MILESTONES: ("场次", "节点", "开始"),
    AGENDA: ("场次", "环节"),
    PAPERS: ("场次", "文稿", "截止"),
    RESULTS: ("场次",),
    STEPS: ("步骤", "日期"),
    ASSIGNED: ("协商室", "编号"),
    LIAISON: ("联络负责人", "联系村"),
    LEFT_OUT: ("议题编号",),
    DEVIATIONS: ("规则", "偏离情况"),
}
"""Sheet → the columns that it cannot do without, where the workbook has it."""

_YEAR = re.compile(r"(?P<organisation>.*?)(?P<year>20\d\d)年度")
_VERSION = re.compile(r"第\s*(\d+)\s*版")
_EMPHASIS = re.compile(r"侧重：(\S+)")
_RULE_WORDS = {rule.id: rule.name for rule in RULES}


def read_plan(path: Path, problem: Problem) -> Plan:
    """Read a plan of the problem's year.

    Parameters
    ----------
    path:
        plan.json, or 年度协商计划.xlsx.
    problem:
        The workbook that the plan was made from: it resolves names.

    Raises
    ------
    InputErrors
        With all that is wrong in the file, each with sheet, cell, value, why and cure.
    """
    if path.suffix.lower() == ".json":
        return read_plan_json(path)
    try:
        workbook = open_workbook(path)
    except FileProblem as error:
        raise InputErrors([error.problem]) from error
    problems = ProblemList()
    plan = _Reader(workbook, problem, problems).plan()
    if problems.has_errors or plan is None:
        raise InputErrors(problems)
    return plan


class _Reader:
    def __init__(self, workbook: Workbook, problem: Problem, problems: ProblemList) -> None:
        self._workbook = workbook
        self._problem = problem
        self._problems = problems
        self._names = PlanNames(problem)
        self._sheets = {name: self._read(name) for name in REQUIRED}
        self._sessions = SessionReader(self._sheets, self._names, problem, problems)

    def _read(self, name: str) -> PlanSheet:
        columns = COLUMNS[PLAN if name == ANNEX else name]
        for raw in self._workbook.sheets:
            if match_key(raw.name) == match_key(name):
                year = self._problem.year
                return read_sheet(raw, columns, REQUIRED[name], year, self._problems)
        if name == PLAN:
            found = "、".join(sheet.name for sheet in self._workbook.sheets)
            self._problems.add(
                InputProblem.of(
                    "sheet-missing",
                    PLAN,
                    f"没有“{PLAN}”表；文件里有：{found}。",
                    f"请把写计划的表命名为“{PLAN}”。",
                )
            )
        return PlanSheet((), ())

    def plan(self) -> Plan | None:
        titles = [line for line in self._sheets[PLAN].lines if _YEAR.search(line)]
        heading = " ".join(self._sheets[PLAN].lines)
        found = _YEAR.search(titles[0]) if titles else None
        version, emphasis = _VERSION.search(heading), _EMPHASIS.search(heading)
        ours = version is not None
        rows = [*self._sheets[PLAN].rows, *self._sheets[ANNEX].rows]
        sessions = [s for row in rows if (s := self._sessions.read(row, ours))]
        self._sessions.look_at_sessions()
        deviations = tuple(self._deviations())
        left_out = tuple(self._left_out())
        steps = tuple(self._steps())
        waiting = tuple(self._waiting())
        assigned, liaison = tuple(self._assigned()), tuple(self._liaison())
        if self._problems.has_errors:
            return None
        official = all(s.date_status == "official" for s in sessions)
        return Plan(
            year=int(found["year"]) if found else self._problem.year,
            version=int(version[1]) if version else 1,
            organisation=found["organisation"].strip() if found else "",
            profiles=self._problem.settings.profiles,
            emphasis=emphasis[1] if emphasis else "",
            calendar="official" if official else "provisional",
            sessions=tuple(sorted(sessions, key=lambda s: (s.date, s.half_day.order, s.id))),
            plan_milestones=steps,
            room_assignments=assigned,
            liaison=liaison,
            left_out=left_out,
            deviations=deviations,
            waiting=waiting,
            assumptions=tuple(
                line.removeprefix(ASSUMED)
                for line in self._sheets[PLAN].lines
                if line.startswith(ASSUMED)
            ),
        )

    def _waiting(self) -> Iterable[Waiting]:
        for row in self._sheets[PEOPLE].rows:
            if row.text("类别") == SEATS["waiting"]:
                column = "编号" if row.text("编号") else "姓名"
                person = self._names.one(row, column, row.text(column), self._names.members)
                yield Waiting(member=person, times_before=row.number("往年参加次数") or 0)

    def _assigned(self) -> Iterable[dict[str, str]]:
        order = {m.id: n for n, m in enumerate(self._problem.members)}
        entries = list(self._assigned_rows())
        return sorted(entries, key=lambda entry: order.get(entry["member"], len(order)))

    def _assigned_rows(self) -> Iterable[dict[str, str]]:
        for row in self._sheets[ASSIGNED].rows:
            member = self._names.one(row, "编号", row.text("编号"), self._names.members)
            room = self._names.one(row, "协商室", row.text("协商室"), self._names.rooms)
            told = {"basis": row.text("依据"), "km": row.text("公里")}
            yield {"member": member, "room": room, **{k: v for k, v in told.items() if v}}

    def _liaison(self) -> Iterable[dict[str, Any]]:
        for row in self._sheets[LIAISON].rows:
            rooms = self._names.all_of(row, "联系村", self._names.rooms)
            entry: dict[str, Any] = {"head": row.text("联络负责人"), "rooms": rooms}
            yield entry | ({"km": row.text("公里")} if row.text("公里") else {})

    def _steps(self) -> Iterable[PlanMilestone]:
        kinds = {word: code for code, word in {**APPROVAL_STEPS, **STEPS_BESIDE}.items()}
        for row in self._sheets[STEPS].rows:
            day = row.day("日期")
            if day is not None:
                yield PlanMilestone(
                    kind=kinds.get(row.text("步骤"), row.text("步骤")),
                    date=day,
                    owner=row.text("责任"),
                    title=row.text("事项"),
                    source=row.text("依据"),
                )

    def _left_out(self) -> Iterable[LeftOut]:
        for row in self._sheets[LEFT_OUT].rows:
            cited = row.text("议题编号")
            topic = self._names.one(row, "议题编号", cited, self._names.topics)
            rules = {word: code for code, word in _RULE_WORDS.items()}
            yield LeftOut(
                topic=topic,
                reason=rules.get(row.text("原因"), row.text("原因")),
                rules=tuple(rules.get(name, name) for name in row.names("涉及规则")),
                text=row.text("说明"),
            )

    def _deviations(self) -> Iterable[Deviation]:
        for row in self._sheets[DEVIATIONS].rows:
            yield Deviation(
                rule=row.code("规则", _RULE_WORDS),
                session=row.text("场次"),
                text=row.text("偏离情况"),
                reason=row.text("原因"),
                days_missing=row.number("少几天") or 0,
                latest_approval=row.day("最迟批准日期"),
            )
