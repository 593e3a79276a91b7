"""One workbook of every kind of fault, and some typed by other hands (the whole: `make faults`)."""

from __future__ import annotations

from pathlib import Path

import pytest
from faults import EXAMPLES, ROOT, Told, faulty, meaning, noisy, told_of

from inputs.reader import read


def test_every_kind_of_fault_is_reported_at_its_cell(tmp_path: Path) -> None:
    """A clerk who made one mistake is led to the cell that holds it."""
    missed = [
        (kind, example, told)
        for kind, example, path, planted in faulty(tmp_path, each=1)
        if not (told := told_of(path)).tells(planted) or told.errors > 2
    ]
    assert missed == []


def test_a_report_elsewhere_does_not_count(tmp_path: Path) -> None:
    """The measure itself: silence, or a report at another cell, is a miss."""
    kind, _, path, planted = next(faulty(tmp_path, each=1))
    told = told_of(path)
    elsewhere = tuple((frozenset({"议题!Z99"}), words) for _, words in told.reports)
    assert not Told((), 0).tells(planted), kind
    assert not Told(elsewhere, told.errors).tells(planted), kind


@pytest.fixture(scope="module")
def means() -> dict[str, str]:
    problems = {name: read(ROOT / "examples" / f"{name}.xlsx").problem for name in EXAMPLES}
    return {name: meaning(problem) for name, problem in problems.items() if problem is not None}


def test_other_hands_typing_changes_nothing_that_is_read(
    tmp_path: Path, means: dict[str, str]
) -> None:
    """Ten hands type the same year ten ways: dates, digits, separators, columns, titles, blanks."""
    for example, path in noisy(tmp_path, count=10):
        problem = read(path).problem
        assert problem is not None, path
        assert meaning(problem) == means[example], path
