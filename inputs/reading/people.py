"""Everyone and everything that the cells of a workbook cite by name, and the look-ups for them.

A member's key is the 编号. A leader, an expert or a body's head with the same 编号, or with the
same name where that name is unique, is the same person and gets the same key; anyone else's key
is the name, or the 编号 where the name is shared.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from inputs.cell_text import match_key
from inputs.problems import ProblemList
from inputs.reading.names import Lookup
from inputs.reading.rows import Cite, Row, Tables, report_missing
from inputs.reading.sectors import Sectors
from planner.domain import Body, Department, Expert, Leader, Member, Venue


@dataclass
class People:
    """The entities of a workbook, and the look-ups for the cells that cite them."""

    bodies: tuple[Body, ...] = ()
    leaders: tuple[Leader, ...] = ()
    members: tuple[Member, ...] = ()
    experts: tuple[Expert, ...] = ()
    departments: tuple[Department, ...] = ()
    venues: tuple[Venue, ...] = ()
    body_names: Lookup = field(default_factory=lambda: Lookup("“承办单位”表"))
    leader_ids: Lookup = field(default_factory=lambda: Lookup("“领导”表"))
    guests: Lookup = field(default_factory=lambda: Lookup("“委员”“专家”表"))
    persons: Lookup = field(default_factory=lambda: Lookup("“委员”“领导”“专家”表"))
    department_names: Lookup = field(default_factory=lambda: Lookup("“部门”表"))
    venue_names: Lookup = field(default_factory=lambda: Lookup("“会场”表"))
    form_ids: Lookup = field(default_factory=lambda: Lookup("规则方案"))
    sectors: Sectors = field(default_factory=Sectors)
    loose_departments: dict[str, str] = field(default_factory=dict)
    """Match key → a department that no sheet has, as first written."""
    cites: list[Cite] = field(default_factory=list)
    """Departments cited that the sheet 部门 lacks: row, column, name."""

    def spelt(self, name: str) -> str:
        """Return a department that no sheet has as it was first written."""
        return self.loose_departments.setdefault(match_key(name), name)

    def name_of(self, key: str) -> str:
        """Return a person's name by key; the key itself where no sheet has the person."""
        everyone: Iterable[Member | Leader | Expert] = (
            *self.members,
            *self.leaders,
            *self.experts,
        )
        return next((one.name for one in everyone if one.person == key), key)

    def departments_named(self, row: Row, column: str) -> tuple[str, ...]:
        """Return the departments a cell names; one that the sheet lacks is known by its name."""
        names = []
        for name in row.many(column):
            found = self.department_names.find(name)
            if not found:
                self.cites.append((row, column, name))
            names.append(next(iter(found), "") or self.spelt(name))
        return tuple(dict.fromkeys(names))

    def report_unknown_departments(self, tables: Tables, problems: ProblemList) -> None:
        """Warn of each department that the sheet 部门 lacks, once; nothing without that sheet."""
        table = tables["部门"]
        if not table.rows or not table.complete:
            return
        known = self.department_names.names()
        report_missing(
            problems,
            "department-unknown",
            self.cites,
            known,
            "“部门”表里没有这个部门，只按名称识别，没有负责人和分管领导。",
            "请改正，或在“部门”表中补上。",
        )
