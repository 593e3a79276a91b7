"""任务分工表.xlsx: all tasks by date, and a sheet for each one who has any.

Bodies, leaders, departments, liaison groups, members, experts. Hundreds of sheets in a large
county: `outputs.excel` shares their styles, so that they are written in seconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from outputs.duty_records import FiveOnes, five_ones
from outputs.excel import (
    DATE_WIDTH,
    Band,
    Column,
    Line,
    Link,
    Row,
    Table,
    Value,
    add_table,
    new_workbook,
    sheet_names,
)
from outputs.labels import organisation
from outputs.tasks import Assignment, Task, assignments, tasks
from outputs.viewer_task import Viewer
from planner.domain import Problem
from planner.files import replace_file
from planner.plan import Plan
from planner.plan_words import PROVISIONAL

ALL = "总表"
_SIZE = 12.0
"""Wide tables are printed at two thirds of their size."""
CONTENTS = "目录"

_COLUMNS = (
    Column("序号", 6, centred=True),
    Column("任务", 27),
    Column("场次", 18),
    Column("议题", 28),
    Column("牵头（责任）", 16),
    Column("配合", 26),
    Column("开始", 16.5, centred=True),
    Column("截止", 16.5, centred=True),
    Column("地点", 13),
    Column("备注", 21),
)
_DUTY = Column("职责", 18)
_ROLES = {
    "body": "承办单位",
    "leader": "领导",
    "department": "部门",
    "group": "联络活动组",
    "member": "委员",
    "expert": "专家",
}


def write_assignment_workbook(plan: Plan, problem: Problem, path: Path) -> None:
    """Write the assignment sheets.

    Raises
    ------
    FileBusyError
        Where the file is open elsewhere or its folder cannot be written.
    """
    office = organisation(plan, problem)
    title = f"{office}{plan.year}年度协商计划任务分工"
    own = assignments(plan, problem)
    records = five_ones(plan, problem)
    names = sheet_names((_sheet_name(a.viewer) for a in own), taken=(ALL, CONTENTS))
    workbook = new_workbook(title, office)
    add_table(workbook, _all(title, tasks(plan, problem), plan, problem))
    add_table(workbook, _contents(title, own, names))
    for assignment, name in zip(own, names, strict=True):
        add_table(workbook, _own(assignment, name, plan, records))
    with replace_file(path) as temporary:
        workbook.save(temporary)


def _sheet_name(viewer: Viewer) -> str:
    by_id = viewer.role in ("member", "expert") or viewer.key != viewer.name
    return f"{viewer.key}_{viewer.name}" if by_id else viewer.name


def _all(title: str, year: Sequence[Task], plan: Plan, problem: Problem) -> Table:
    return Table(
        name=ALL,
        titles=(f"{title}　{ALL}",),
        columns=_COLUMNS,
        rows=tuple((number, *_cells(task).values()) for number, task in enumerate(year, start=1)),
        notes=(*_notes(plan), *_rooms_note(problem)),
        back=CONTENTS,
        size=_SIZE,
        empty="没有任务",
    )


def _contents(title: str, own: Sequence[Assignment], names: Iterable[str]) -> Table:
    rows: list[Row] = []
    role = ""
    for assignment, name in zip(own, names, strict=True):
        viewer = assignment.viewer
        if viewer.role != role:
            role = viewer.role
            rows.append(Band(_ROLES[role]))
        number = viewer.key if viewer.key != viewer.name else ""
        first = min(task.due for task in assignment.tasks)
        rows.append((number, viewer.name, Link(name, name), len(assignment.tasks), first))
    return Table(
        name=CONTENTS,
        titles=(f"{title}　{CONTENTS}",),
        columns=(
            Column("编号", 14, centred=True),
            Column("单位或姓名", 36),
            Column("工作表", 40),
            Column("任务数", 12, centred=True),
            Column("最早截止", DATE_WIDTH, centred=True),
        ),
        rows=tuple(rows),
        notes=("点“工作表”一列可转到各自的任务。没有任务的委员、专家不列。",),
        empty="没有任务",
    )


def _own(
    assignment: Assignment, name: str, plan: Plan, records: Mapping[str, Sequence[FiveOnes]]
) -> Table:
    viewer = assignment.viewer
    record = records.get(viewer.key, ()) if viewer.role == "member" else ()
    number = f"（{viewer.key}）" if viewer.key != viewer.name else ""
    kept = {c.name for c in _COLUMNS} - ({"配合"} if viewer.is_public else set())
    return Table(
        name=name,
        titles=(f"{viewer.name}{number}{plan.year}年度协商任务",),
        columns=(_COLUMNS[0], _DUTY, *(c for c in _COLUMNS[1:] if c.name in kept)),
        rows=(
            *(
                (n, task.duty, *(cell for name, cell in _cells(task).items() if name in kept))
                for n, task in enumerate(assignment.tasks, start=1)
            ),
            *_record_rows(record),
        ),
        notes=_notes(plan),
        back=CONTENTS,
        size=_SIZE,
    )


def _record_rows(record: Sequence[FiveOnes]) -> Iterator[Row]:
    """Yield a member's record of the year below the tasks."""
    if record:
        yield Band("履职记录：五个一")
    for number, one in enumerate(record, start=1):
        yield Line(f"{number}. {one.duty}：{one.planned}")


def _notes(plan: Plan) -> tuple[str, ...]:
    notes: tuple[str, ...] = ("注：备注为“暂定”的，以审定的实施方案和正式通知为准。",)
    if plan.calendar == "provisional":
        notes += (f"注：{PROVISIONAL}。",)
    return notes


def _rooms_note(problem: Problem) -> tuple[str, ...]:
    if not problem.rooms:
        return ()
    return ("注：各协商室的任务（公示、名单审定、通报、反馈等）列在“协商室安排”里各室的一页上。",)


def _cells(task: Task) -> dict[str, Value]:
    """Return a task's cells by column."""
    return {
        "任务": task.what,
        "场次": task.session,
        "议题": task.topic,
        "牵头（责任）": task.owner,
        "配合": "、".join(task.joining),
        "开始": task.start,
        "截止": task.due,
        "地点": task.place,
        "备注": task.note,
    }
