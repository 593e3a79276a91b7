"""界别 and liaison groups as cells cite them: one spelling each, and those that nobody belongs to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from inputs.cell_text import did_you_mean, match_key
from inputs.problems import ProblemList
from inputs.reading.names import Lookup
from inputs.reading.rows import Cite, Row, Tables, report_missing
from inputs.sheets.activities import LIAISON_GROUPS

GROUPS = LIAISON_GROUPS.name


@dataclass
class Sectors:
    """The 界别 of the sheet 委员, the names of the sheet 联络活动组, and the cells that cite either."""

    groups: Lookup = field(default_factory=lambda: Lookup("“联络活动组”表"))
    _spelt: dict[str, str] = field(default_factory=dict)
    _unknown: list[Cite] = field(default_factory=list)

    _members: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))

    def of_member(self, row: Row) -> str:
        """Return a member's 界别 as the sheet 委员 first wrote it."""
        name = row.text("界别")
        sector = self._spelt.setdefault(match_key(name), name)
        self._members[sector].append(row)
        return sector

    def named(self, row: Row, column: str) -> tuple[str, ...]:
        """Return what a cell names, spelt as the sheets spell it."""
        names = []
        for name in row.many(column):
            group = next(iter(self.groups.find(name)), "")
            found = self._spelt.get(match_key(name)) or group
            if not found:
                self._unknown.append((row, column, name))
            names.append(found or name)
        return tuple(dict.fromkeys(names))

    def report_lonely(self, problems: ProblemList) -> None:
        """Warn of a 界别 that one member alone has and that looks like one of several members.

        A slip of the pen would make a sector of its own, with seats of its own.
        """
        shared = tuple(name for name, rows in self._members.items() if len(rows) > 1)
        for name, rows in self._members.items():
            if len(rows) == 1 and (hint := did_you_mean(name, shared)):
                why, cure = "只有 1 名委员属于这个界别。", f"{hint}不是笔误的不必改。"
                problems.add(rows[0].problem("sector-lonely", "界别", why, cure, name, "warning"))

    def report_unknown(self, tables: Tables, problems: ProblemList) -> None:
        """Warn of each 界别 cited that no member has, once.

        A group is none of them even where its sheet is not used: that is reported of the sheet.
        """
        if not tables["委员"].complete or not tables[GROUPS].complete:
            return
        written = {match_key(row.text("名称")) for row in tables[GROUPS]}
        unknown = [cite for cite in self._unknown if match_key(cite[2]) not in written]
        known = (*self._spelt.values(), *self.groups.names())
        why, cure = "没有委员属于这个界别。", "请改成“委员”表中的界别。"
        report_missing(problems, "sector-unknown", unknown, known, why, cure)
