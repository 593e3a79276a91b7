"""What the checks count for themselves, day by day and sheet by sheet.

Apart on purpose from what builds and makes use (`WorkCalendar.workdays_after`,
`member_seats.attends_by_office`): a slip there is seen here.
"""

from __future__ import annotations

from datetime import date

from planner.dates import ONE_DAY
from planner.domain import Problem


def days_on(problem: Problem, day: date, count: int) -> date:
    """Return the day `count` working days later, as statute and notice leave them.

    Days that a notice may yet take count, so that no deadline is put off for them.
    """
    counted = 0
    while counted < count:
        day += ONE_DAY
        counted += not problem.calendar.is_free(day)
    return day


def days_back(problem: Problem, day: date, count: int) -> date:
    """Return the day `count` working days earlier; days that a notice may yet take do not count."""
    counted = 0
    while counted < count:
        day -= ONE_DAY
        counted += problem.calendar.is_working(day)
    return day


def ex_officio(problem: Problem) -> set[str]:
    """Return the person keys of leaders and bodies' heads: they attend without a seat."""
    leaders = {leader.person for leader in problem.leaders}
    return leaders | {body.head for body in problem.bodies if body.head}
