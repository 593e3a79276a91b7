"""Whether bodies and hosts can do what is fixed for them: pairs by weeks, sessions by caps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from inputs.problems import ProblemList
from inputs.reading.people import People
from inputs.reading.rows import Row, Tables
from planner.dates import WorkCalendar
from planner.domain import Absence, Blackout, Body, Form, Settings, Slot


def look_at_workload(
    tables: Tables,
    people: People,
    forms: tuple[Form, ...],
    slots: tuple[Slot, ...],
    week_days: FreeDays,
    problems: ProblemList,
) -> None:
    """Report committees without a head to host, or with more pairs than weeks, and hosts capped."""
    rows = {row.text("名称"): row for row in reversed(tables["承办单位"].rows)}
    pairs = Counter((slot.lead_body, slot.form) for slot in slots if slot.departments)
    for body in people.bodies:
        for (name, form), count in pairs.items():
            if name == body.name:
                _look_at_pairs(rows[name], body, form, count, week_days, problems)
    leaders = {
        leader: row
        for row in tables["领导"]
        for leader in people.leader_ids.find(row.text("编号") or row.text("姓名"))
    }
    alone = {form.id for form in forms if form.hosts == ("chair",) and form.per != "year"}
    for leader in people.leaders:
        fixed = [s for s in slots if s.host == leader.id]
        if leader.is_chair:
            fixed += [s for s in slots if s.form in alone and not s.merged and not s.host]
        if leader.host_cap is not None and len(fixed) > leader.host_cap:
            _report_host(leaders[leader.id], fixed, forms, leader.host_cap, problems)


class FreeDays:
    """On which days a body may meet: worked, not barred, and its head there."""

    def __init__(
        self,
        settings: Settings,
        calendar: WorkCalendar,
        absences: Iterable[Absence],
        blackouts: Iterable[Blackout],
    ) -> None:
        self._settings = settings
        self._calendar = calendar
        spans: list[tuple[tuple[str, ...], date, date]] = []
        spans += [((a.subject,), a.start, a.end) for a in absences]
        spans += [(b.scope, b.start, b.end) for b in blackouts]
        self._spans = spans

    def weeks(self, body: Body, form: str) -> int:
        """Return the number of weeks of the year with a day on which the body may meet."""
        first, last = date(self._settings.year, 1, 1), date(self._settings.year, 12, 31)
        concerned = {body.name, body.head, form}
        free = {
            day.isocalendar()[:2]
            for day in self._calendar.working_days(first, last)
            if not self._settings.plenary_start <= day <= self._settings.plenary_end
            and not any(
                start <= day <= end and (not scope or not concerned.isdisjoint(scope))
                for scope, start, end in self._spans
            )
        }
        return len(free)


def _look_at_pairs(
    row: Row, body: Body, form: str, pairs: int, week_days: FreeDays, problems: ProblemList
) -> None:
    """Report a committee without a head to host its pairs, or with more of them than weeks."""
    if not body.head:
        if "负责人" not in row.broken and not row.has("负责人"):
            problems.add(
                row.problem(
                    "head-missing",
                    "负责人" if "负责人" in row.cells else "名称",
                    f"“{body.name}”没有负责人，而对口协商由专委会负责人主持。",
                    "请填负责人的姓名或委员编号。",
                )
            )
        return
    weeks = week_days.weeks(body, form)
    if pairs > weeks:
        problems.add(
            row.problem(
                "pairs-too-many",
                "对口部门",
                f"“{body.name}”有 {pairs} 场对口协商，但全年只有 {weeks} 个星期可以开会"
                "（除去节假日、全会、回避，以及它和负责人不可用的日子）。",
                "请减少对口部门，或核对“日历”“不可用”表。",
                "",
            )
        )


def _report_host(
    row: Row, fixed: list[Slot], forms: tuple[Form, ...], cap: int, problems: ProblemList
) -> None:
    names = {form.id: form.name for form in forms}
    count = Counter(names[slot.form] for slot in fixed)
    listed = "、".join(f"{name} {number} 场" for name, number in count.items())
    problems.add(
        row.problem(
            "host-cap-short",
            "年度主持上限",
            f"按协商形式必须由{row.text('姓名')}主持的有 {len(fixed)} 场（{listed}），多于上限 {cap} 次。",
            "请提高上限，或把督办的提案改给别的领导。",
        )
    )
