"""One fault, one report: problems of many cells that have one cause stand together.

A name mistyped in its own sheet is unknown in every cell that cites it; a column filled in wrongly
is wrong in every row. Such cells are one problem with the others as its `also`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace

from inputs.problems import InputProblem

HANDFUL = 5
"""So many problems of one kind, each with another value, stand alone: each is read by itself."""

_COLUMN = re.compile(r"[A-Z]+")


def grouped(problems: Iterable[InputProblem]) -> tuple[InputProblem, ...]:
    """Return the problems, those of one fault as one, where its first cell stands.

    Cells are together where they say the same of the same value; where more than a handful say
    the same of different values; and where more than a handful in one column are of one kind.
    """
    groups = [[problem] for problem in problems]
    groups = _together(groups, _wording, 1)
    groups = _together(groups, _reason, HANDFUL)
    groups = _together(groups, _column, HANDFUL)
    return tuple(replace(first, also=tuple(rest)) if rest else first for first, *rest in groups)


def _together(
    groups: list[list[InputProblem]], key: Callable[[InputProblem], Hashable], most: int
) -> list[list[InputProblem]]:
    """Join the groups of one key that have more cells than `most`; a sheet's problem has none."""
    alike: dict[Hashable, list[list[InputProblem]]] = defaultdict(list)
    for group in groups:
        alike[key(group[0]) if group[0].cell else id(group)].append(group)
    joined: list[list[InputProblem]] = []
    for same in alike.values():
        cells = [problem for group in same for problem in group]
        joined += [cells] if len(cells) > most else same
    order = {id(group[0]): number for number, group in enumerate(groups)}
    return sorted(joined, key=lambda group: order[id(group[0])])


def _wording(problem: InputProblem) -> Hashable:
    return problem.code, problem.severity, problem.value, problem.why, problem.cure


def _reason(problem: InputProblem) -> Hashable:
    return problem.code, problem.severity, problem.why, problem.cure


def _column(problem: InputProblem) -> Hashable:
    letters = _COLUMN.match(problem.cell)
    return problem.code, problem.severity, problem.sheet, letters and letters[0]
