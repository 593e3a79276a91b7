"""Names as cells cite them: who or what is meant, or the problem and its cure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from inputs.cell_text import did_you_mean, match_key
from inputs.problems import InputProblem, ProblemList
from inputs.reading.rows import Row


@dataclass
class Lookup:
    """What may be cited in one kind of cell: ids, each with the names it goes by.

    An 编号 comes before a name. A name that two ids share is found as both, and is a problem
    only where a cell cites it.

    Attributes
    ----------
    what:
        What is looked for, in words: “委员”“领导”表.
    complete:
        Whether all there are stand here. Where not (a sheet is missing or broken), a name not
        found is no further problem.
    """

    what: str
    complete: bool = True
    _by_id: dict[str, str] = field(default_factory=dict)
    _by_name: dict[str, dict[str, str]] = field(default_factory=dict)
    _shown: dict[str, str] = field(default_factory=dict)

    def add(self, identity: str, name: str, description: str = "", number: str = "") -> None:
        """Add an id under its name and, where it has one, its 编号."""
        self._by_name.setdefault(match_key(name), {})[identity] = description or name
        self._shown.setdefault(match_key(name), name)
        self.alias(identity, number)

    def alias(self, identity: str, number: str) -> None:
        """Let an 编号 stand for an id; a blank one stands for nothing."""
        if number:
            self._by_id.setdefault(match_key(number), identity)
            self._shown.setdefault(match_key(number), number)

    def find(self, name: str) -> dict[str, str]:
        """Return the ids meant, each with its description: none, one, or those that share it."""
        key = match_key(name)
        if key in self._by_id:
            identity = self._by_id[key]
            return {identity: self._shown[key]}
        return self._by_name.get(key, {})

    def names(self) -> tuple[str, ...]:
        """Return every name and id there is."""
        return tuple(self._shown.values())


def shared(row: Row, column: str, name: str, found: dict[str, str]) -> InputProblem:
    """Return the problem of a name that several share, in the cell that cites it."""
    people = "、".join(sorted(found.values()))
    return row.problem(
        "name-shared",
        column,
        f"有 {len(found)} 个：{people}，不知指哪一个。",
        "请改填编号。",
        name,
    )


def resolve(
    row: Row, column: str, lookup: Lookup, problems: ProblemList, names: Iterable[str] | None = None
) -> tuple[str, ...]:
    """Return the ids that a cell cites, in order; report each name unknown or shared."""
    ids: list[str] = []
    for name in row.many(column) if names is None else names:
        found = lookup.find(name)
        if len(found) == 1:
            ids.extend(found)
        elif found:
            problems.add(shared(row, column, name, found))
        elif lookup.complete:
            hint = did_you_mean(name, lookup.names())
            problems.add(
                row.problem(
                    "name-unknown",
                    column,
                    f"{lookup.what}里没有这个名称或编号。",
                    f"{hint}请改成表中的名称或编号，或在表中补上。",
                    name,
                )
            )
    return tuple(dict.fromkeys(ids))
