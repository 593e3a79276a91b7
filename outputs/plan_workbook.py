"""年度协商计划.xlsx: the plan as the office issues it, with all that stands behind it."""

from __future__ import annotations

from pathlib import Path

from outputs.account_sheets import account_sheets
from outputs.excel import add_table, new_workbook
from outputs.labels import organisation
from outputs.programme_sheets import public_sheet, sheets
from outputs.room_sheets import room_sheets
from outputs.session_sheets import session_sheets
from planner.domain import Problem
from planner.files import replace_file
from planner.plan import Plan


def write_plan_workbook(plan: Plan, problem: Problem, path: Path) -> None:
    """Write the plan's workbook; `inputs.plan_file` reads it back.

    Raises
    ------
    FileBusyError
        Where the file is open elsewhere or its folder cannot be written.
    """
    office = organisation(plan, problem)
    workbook = new_workbook(f"{office}{plan.year}年度协商计划", office)
    for table in (
        *sheets(plan, problem),
        *session_sheets(plan, problem),
        *room_sheets(plan, problem),
        *account_sheets(plan, problem),
        public_sheet(plan, problem),
    ):
        add_table(workbook, table)
    with replace_file(path) as temporary:
        workbook.save(temporary)
