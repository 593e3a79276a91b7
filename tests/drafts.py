"""Three plans of the example anhua that truly differ, solved once a test process."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from inputs.profile import emphases_of
from inputs.reader import read_workbook
from planner.alternatives import Alternatives, find_alternatives
from planner.control import Control
from planner.domain import Problem
from planner.wanted import Wanted

WORKBOOK = Path(__file__).parent.parent / "examples" / "anhua.xlsx"


@cache
def anhua() -> Problem:
    return read_workbook(WORKBOOK)


@cache
def found(count: int = 5) -> Alternatives:
    return find_alternatives(anhua(), emphases_of(anhua()), Wanted(count), Control())


def write_all_drafts(folder: Path) -> list[Path]:
    from outputs.draft_folders import Draft, write_drafts

    drafts = [Draft(x.name, x.problem, x.plan.replace(version=0), {}) for x in found().found]
    return write_drafts(drafts, found().notes, folder, WORKBOOK)
