"""Every sheet and column of the workbook, declared once.

The reader, the template and the user's documentation are made from these declarations.
"""

from __future__ import annotations

from inputs.sheets.activities import LIAISON_GROUPS, PROPOSALS, SUPERVISION
from inputs.sheets.column import Column, Sheet
from inputs.sheets.controls import ABSENCES, CALENDAR, LOCKS, RULE_VALUES
from inputs.sheets.grassroots import DELIBERATORS, LIAISON_HEADS, ROOMS
from inputs.sheets.people import BODIES, DEPARTMENTS, EXPERTS, LEADERS, MEMBERS, VENUES
from inputs.sheets.topics import TOPICS
from inputs.sheets.year import YEAR

SHEETS: tuple[Sheet, ...] = (
    YEAR,
    TOPICS,
    BODIES,
    LEADERS,
    MEMBERS,
    EXPERTS,
    DEPARTMENTS,
    VENUES,
    ROOMS,
    DELIBERATORS,
    LIAISON_GROUPS,
    LIAISON_HEADS,
    PROPOSALS,
    SUPERVISION,
    CALENDAR,
    ABSENCES,
    RULE_VALUES,
    LOCKS,
)

GUIDE_SHEET, OPTIONS_SHEET, PROBLEMS_SHEET = "填写说明", "选项", "问题清单"
IGNORED_SHEETS = (GUIDE_SHEET, OPTIONS_SHEET, PROBLEMS_SHEET)
"""Sheets that the program itself writes for people to read."""

EXAMPLE_MARK = "示例"
"""A row whose first cell begins so is an example, and is skipped."""

__all__ = [
    "EXAMPLE_MARK",
    "GUIDE_SHEET",
    "IGNORED_SHEETS",
    "OPTIONS_SHEET",
    "PROBLEMS_SHEET",
    "SHEETS",
    "Column",
    "Sheet",
]
