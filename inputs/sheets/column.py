"""What a sheet and a column of the workbook are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from inputs.sheets.kind import Kind
from planner.domain import Form

ROOM_FORMS = frozenset({"farm", "town", "village", "enterprise"})
"""The forms of grass-roots rooms."""


@dataclass(frozen=True)
class Column:
    """A column of a sheet, or a line (项目) of the sheet 基本信息.

    Attributes
    ----------
    name:
        The header, as users type it.
    kind:
        What a cell may hold, and how it is read.
    note:
        What it is for, in words.
    example:
        A cell of the example row.
    required:
        Whether the column must be there and every cell of it filled.
    blank:
        What a blank cell means, in words.
    pers:
        What forms must be due for (`Form.per`) to use it; none: any year uses it.
    groups:
        Whether rows are often grouped by it, its cells merged over them: each row then has it.
    """

    name: str
    kind: Kind
    note: str
    example: str | int = ""
    required: bool = False
    blank: str = ""
    pers: tuple[str, ...] = ()
    groups: bool = False

    def is_used(self, forms: Iterable[Form]) -> bool:
        """Whether a year with these forms uses the column."""
        return not self.pers or any(form.per in self.pers for form in forms)


@dataclass(frozen=True)
class Sheet:
    """A sheet of the workbook.

    Attributes
    ----------
    layout:
        rows: one thing a row below a header. pairs: two columns, 项目 and 内容.
    serves:
        For a sheet that not every rule profile uses: what it is for. Rows in it are refused
        where the profiles in force do not use it, never ignored.
    forms:
        The forms that make a profile use such a sheet; none: no profile uses it yet.
    county:
        Required only where the county has sessions of its own.
    """

    name: str
    note: str
    columns: tuple[Column, ...]
    required: bool = False
    layout: Literal["rows", "pairs"] = "rows"
    serves: str = ""
    forms: tuple[str, ...] = ()
    county: bool = False

    def is_required(self, forms: Iterable[str]) -> bool:
        """Whether a year with these forms (ids) cannot do without the sheet."""
        known = frozenset(forms)
        return self.required and not (self.county and known and known <= ROOM_FORMS)

    def is_used(self, forms: Iterable[str]) -> bool:
        """Whether a year with these forms (ids) uses the sheet."""
        return not self.serves or not frozenset(self.forms).isdisjoint(forms)

    def column(self, name: str) -> Column:
        """Return a column by name; KeyError for an unknown one."""
        found = next((c for c in self.columns if c.name == name), None)
        if found is None:
            raise KeyError(f"sheet {self.name} has no column {name}")
        return found
