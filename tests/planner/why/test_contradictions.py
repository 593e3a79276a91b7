"""A clerk whose year cannot be planned is told why, exactly, and what to change: and that it helps.

Contradictions of known causes, planted in the examples' workbooks (benchmarks/contradictions.py).
"""

from __future__ import annotations

from pathlib import Path

import pytest
from contradictions import COUNTIES, Contradiction, Edit

from inputs.reader import read_workbook
from planner.control import Control
from planner.domain import Problem
from planner.solve import solve
from planner.why.conflict import clashes, explain

PLANTED = [(county, name) for county, planted in COUNTIES.items() for name in planted]


def planted(county: str, name: str, folder: Path) -> tuple[Contradiction, Edit, Problem]:
    """Return a contradiction, what was written into the workbook, and the year as it is read."""
    contradiction = COUNTIES[county][name]
    edit = Edit(county)
    contradiction.plant(edit)
    edit.save(folder / "县.xlsx")
    return contradiction, edit, read_workbook(folder / "县.xlsx")


@pytest.mark.parametrize(("county", "name"), PLANTED)
def test_the_cause_is_named_by_its_cells_and_a_cure_was_tried(
    county: str, name: str, tmp_path: Path
) -> None:
    contradiction, edit, problem = planted(county, name, tmp_path)
    told = explain(problem, Control(), patience=0)  # the first remedy of each cause alone
    assert len(told.causes) == contradiction.causes
    cells = {cell for cause in told.causes for cell in cause.cells}
    assert set(edit.cells) <= cells
    assert contradiction.rules <= {rule for cause in told.causes for rule in cause.rules}
    assert all(cause.remedies for cause in told.causes)
    assert not told.unfinished
    assert bool(told.facts) == contradiction.counted


@pytest.mark.parametrize("county", COUNTIES)
def test_half_of_them_pass_every_counting_check(county: str) -> None:
    uncounted = [one for one in COUNTIES[county].values() if not one.counted]
    assert 2 * len(uncounted) >= len(COUNTIES[county]) >= 12


@pytest.mark.parametrize("name", COUNTIES["anhua"])
def test_every_cure_gives_a_plan_and_every_part_is_needed(name: str, tmp_path: Path) -> None:
    """Applied to the year, each with the first cures of the other causes; solved as ever.

    A cause cannot hold; without any one of its facts or rules it can.
    """
    _, _, problem = planted("anhua", name, tmp_path)
    assert solve(problem, Control()).outcome == "no-plan"
    found, planned = clashes(problem, Control())
    assert planned
    for number, one in enumerate(found):
        cured = problem
        for n, other in enumerate(found):
            if n != number:
                cured = other.cures[0].change(cured)
        for cure in one.cures[:4]:
            assert solve(cure.change(cured), Control()).outcome == "plan", cure.reason.text
        parts = one.clash.parts
        assert not one.clash.possible(parts)
        for part in parts:
            assert one.clash.possible([g for g in parts if g is not part]), part.reason.text
