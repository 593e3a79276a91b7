"""监督活动 → the supervision activities of the year (kailu 六21, 六22)."""

from __future__ import annotations

from inputs.problems import ProblemList
from inputs.reading.duplicates import first_rows
from inputs.reading.names import resolve
from inputs.reading.people import People
from inputs.reading.rows import Row, Tables
from inputs.reading.topics import look_at_months
from inputs.sheets.activities import SUPERVISION
from planner.domain import Form, Supervision

SHEET = SUPERVISION.name


def read_supervisions(
    tables: Tables, people: People, forms: tuple[Form, ...], problems: ProblemList
) -> tuple[Supervision, ...]:
    """Read the supervision activities; none where no form takes them."""
    if not SUPERVISION.is_used(form.id for form in forms):
        return ()
    rows = first_rows(tables[SHEET], "编号", problems)
    found = [_supervision(row, people, problems) for row in rows]
    return tuple(activity for activity in found if activity)


def _supervision(row: Row, people: People, problems: ProblemList) -> Supervision | None:
    look_at_months(row, problems)
    bodies = resolve(row, "牵头单位", people.body_names, problems)
    if not row.has("牵头单位") and "牵头单位" not in row.broken:
        problems.add(
            row.problem(
                "supervision-no-body",
                "牵头单位" if "牵头单位" in row.cells else "编号",
                f"监督活动 {row.text('编号')} 没有牵头单位，无人组织（六21、六22）。",
                "请填“承办单位”表中的一个委室。",
                "",
            )
        )
    if not bodies or not row.has("名称", "形式"):
        return None
    return Supervision(
        id=row.text("编号"),
        name=row.text("名称"),
        kind=row.values["形式"],
        body=bodies[0],
        earliest_month=row.number_in("最早月份"),
        latest_month=row.number_in("最晚月份"),
        half_days=row.number_in("天数") or 0,
    )
