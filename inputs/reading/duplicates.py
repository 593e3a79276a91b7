"""Ids and names that must not stand twice in one sheet."""

from __future__ import annotations

from inputs.cell_text import match_key
from inputs.problems import ProblemList
from inputs.reading.rows import Row, Table


def first_rows(table: Table, column: str, problems: ProblemList) -> list[Row]:
    """Return the rows whose id or name in `column` is new; report those that repeat one."""
    seen: dict[str, Row] = {}
    kept = []
    for row in table:
        if not row.has(column):
            continue
        first = seen.setdefault(match_key(row.text(column)), row)
        if first is row:
            kept.append(row)
        else:
            problems.add(
                row.problem(
                    "id-twice",
                    column,
                    f"与 {first.cells[column]} 重复。",
                    f"请改成不同的{column}，或删去重复的一行。",
                )
            )
    return kept
