"""Topics that come up later: rows of another workbook's sheet 议题, put after those of the office's own."""

from __future__ import annotations

from collections.abc import Collection
from itertools import count
from pathlib import Path

from inputs.problems import InputErrors, ProblemList
from inputs.reading.rows import Row
from inputs.submissions import read_submission


def new_rows(path: Path, taken: Collection[str]) -> tuple[Row, ...]:
    """Return the topics of a workbook as rows with ids that no other topic has.

    Raises
    ------
    InputErrors
        With all that is wrong in the file.
    """
    problems = ProblemList()
    found = read_submission(path, path.name, problems)
    if found is None or problems.has_errors:
        raise InputErrors(tuple(problems))
    used = set(taken)
    rows = []
    for candidate in found.candidates:
        number = candidate.origins[0].number if candidate.origins else ""
        if not number or number in used:
            number = next(f"新{n:02d}" for n in count(1) if f"新{n:02d}" not in used)
        used.add(number)
        row = int(candidate.origins[0].row) if candidate.origins else 0
        values = dict(candidate.values) | {"编号": number}
        values.setdefault("提出单位", ("办公室",))
        seen = {column: str(value) for column, value in values.items()}
        rows.append(Row(f"[{path.name}]议题", row, values, {}, seen))
    return tuple(rows)
