"""The offices and boards that a plan names beside the workbook's own bodies."""

from __future__ import annotations

from planner.domain import Problem

CPPCC_OFFICE = "县政协办"
"""The CPPCC's office where the workbook names none."""


def office_name(problem: Problem) -> str:
    """Return the name of the CPPCC's own office."""
    return problem.office.name if problem.office else CPPCC_OFFICE
