"""Whose value holds: a document's own, or the office's row of the sheet 规则, group by group.

The profiles of the county are one group, each profile of rooms is another: their numbers of one
rule differ, and a row of the sheet may speak of one of them or of all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from constraints.rule import Rule
from inputs.profile import Profile, default_parameters
from inputs.reading.rows import Row
from planner.domain import ParameterValue

Key = tuple[str, str, str]
"""Rule id, parameter name, form id (empty: all)."""
Value = int | str | tuple[str, ...]
Values = dict[Key, ParameterValue]


@dataclass(frozen=True)
class Given:
    """A row of the sheet: for every group of profiles, or for that of one profile (id)."""

    row: Row
    key: Key
    value: Value
    profile: str

    @property
    def source(self) -> str:
        """The cell that the value stands in."""
        return f"规则!{self.row.cells['值']}"


@dataclass(frozen=True)
class Group:
    """Profiles whose values hold together: those of the county, or one of rooms."""

    profiles: tuple[Profile, ...]
    own: Values

    def concerns(self, given: Given) -> bool:
        """Whether a row may bind here: rule, form and, where the row names one, profile."""
        rule, name, form = given.key
        return (
            (rule, name, "") in self.own
            and form in ("", *(f.id for p in self.profiles for f in p.forms))
            and given.profile in ("", *(p.id for p in self.profiles))
        )

    def says(self, given: Given) -> bool:
        """Whether the documents themselves say what a row does."""
        rule, name, _ = given.key
        held = self.own.get(given.key) or self.own[rule, name, ""]
        return any(rule in p.rules for p in self.profiles) and held.value == given.value


def group_of(rules: Iterable[Rule], profiles: tuple[Profile, ...]) -> Group:
    """Return profiles with what they say together; of two that differ, the one named first."""
    set_by_profiles = [v for profile in reversed(profiles) for v in profile.parameters]
    own = (*default_parameters(rules), *set_by_profiles)
    return Group(profiles, {(v.rule, v.name, v.form): v for v in own})


def values_in_force(group: Group, groups: Sequence[Group], given: Iterable[Given]) -> Values:
    """Return the values of a group, the office's own among them."""
    values = dict(group.own)
    for one in sorted(given, key=lambda g: (g.key[2] != "", g.profile != "")):  # widest first
        if group in bound(groups, one):
            _override(values, one.key, one.value, one.source)
    return values


def bound(groups: Sequence[Group], given: Given) -> list[Group]:
    """Return the groups in which a row holds.

    A row without 规则方案 that repeats one document's number (a template's row, filled in
    beforehand) speaks of that document, and does not carry its number over to another's rooms.
    """
    concerned = [group for group in groups if group.concerns(given)]
    saying = [group for group in concerned if group.says(given)]
    if given.profile or len(concerned) < 2 or not saying:
        return concerned
    return saying if len(saying) == 1 else []


def _override(values: dict[Key, ParameterValue], key: Key, value: Value, source: str) -> None:
    rule, name, form = key
    keys = [key] if form else [k for k in values if k[:2] == (rule, name)]
    for one in keys:
        before = values.get(one) or values[rule, name, ""]
        if before.value != value:
            values[one] = ParameterValue(
                rule=rule,
                name=name,
                form=one[2],
                value=value,
                source=source,
                usual=before.value if before.usual is None else before.usual,
            )
