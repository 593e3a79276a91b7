"""规则 → parameter values in force: defaults, then the profile's, then the office's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from constraints import RULES
from constraints.book import RULE_BOOK
from constraints.rooms import ROOM_RULES
from constraints.rule import Parameter, Rule
from inputs.cell_text import did_you_mean, split
from inputs.problems import ProblemList
from inputs.profile import Profile
from inputs.reading.emphases import is_emphasis_row
from inputs.reading.names import Lookup, resolve
from inputs.reading.rows import Row, Tables
from inputs.reading.value_groups import (
    Given,
    Group,
    Key,
    Value,
    Values,
    bound,
    group_of,
    values_in_force,
)
from inputs.sheets.kind import CellError, Reading
from inputs.sheets.kinds import Integer
from planner.domain import Form, ParameterValue

_ANY = 10**6
_LIMITS = (("min", "max"), ("min", "target"), ("target", "max"), ("booked_min", "booked_max"))
"""Parameters of which the first may not exceed the second."""


@dataclass(frozen=True)
class RuleValues:
    """Every parameter in force.

    Attributes
    ----------
    county:
        The county's.
    rooms:
        Those of each grass-roots profile (id), for the rooms that keep it.
    """

    county: tuple[ParameterValue, ...]
    rooms: Mapping[str, tuple[ParameterValue, ...]]


def read_rule_values(
    tables: Tables, profiles: Iterable[Profile], forms: tuple[Form, ...], problems: ProblemList
) -> RuleValues:
    """Return every parameter in force, of the county and of each grass-roots profile.

    Where two profiles of the county set one parameter of one form, the profile named first holds,
    and that is said with both articles; a row of the sheet comes before either.
    A value for all forms (协商形式 blank) also takes the place of the profile's own for a form;
    one for a form comes before it, in whatever order they stand, as does one that names a profile.
    A value that equals the one in force changes nothing: the article stays its source.
    """
    profiles = tuple(profiles)
    rules = tuple(dict.fromkeys(rule for profile in profiles for rule in profile.rules))
    given = _rows(tables, profiles, rules, forms, problems)
    county = tuple(p for p in profiles if not p.is_grassroots)
    below = [p for p in profiles if p.is_grassroots]
    groups = [group_of(RULES, county), *(group_of(ROOM_RULES, (p,)) for p in below)]
    in_force = [values_in_force(group, groups, given) for group in groups]
    _report_kept(groups, given, problems)
    _report_conflicts(tables, county, forms, frozenset(g.key for g in given), problems)
    for one in given:
        for group, values in zip(groups, in_force, strict=True):
            if group.concerns(one) and _look_at_limits(values, one.key, one.row, problems):
                break
    own, *rooms = (tuple(values.values()) for values in in_force)
    return RuleValues(own, {p.id: room for p, room in zip(below, rooms, strict=True)})


def _report_kept(groups: Sequence[Group], given: Iterable[Given], problems: ProblemList) -> None:
    """Say which rows repeat one document's number and leave another's rooms with theirs."""
    kept: dict[str, list[Row]] = {}
    for one in given:
        there = bound(groups, one)
        for group in (g for g in groups if g.profiles):
            if group.concerns(one) and group not in there and not group.says(one):
                kept.setdefault(group.profiles[0].name, []).append(one.row)
    for name, rows in kept.items():
        cells = [row.cells["值"] for row in rows]
        shown = "、".join(cells[:5]) + (f" 等 {len(cells)} 格" if len(cells) > 5 else "")
        problems.add(
            rows[0].problem(
                "value-of-another-profile",
                "值",
                f"{shown}写的是别的规则方案原有的值，没有改动“{name}”的。",
                f"如要改“{name}”的，请在“规则方案”列写明。",
                severity="assumption",
            )
        )


def _report_conflicts(
    tables: Tables,
    profiles: tuple[Profile, ...],
    forms: tuple[Form, ...],
    given: frozenset[Key],
    problems: ProblemList,
) -> None:
    """Say of each parameter that two profiles set differently which value holds, and why."""
    names = {form.id: form.name for form in forms}
    holds: dict[Key, tuple[Profile, ParameterValue]] = {}
    for profile in profiles:
        for value in profile.parameters:
            key = (value.rule, value.name, value.form)
            first, held = holds.setdefault(key, (profile, value))
            rule = RULE_BOOK.get(value.rule)
            settled = key in given or (value.rule, value.name, "") in given
            if held.value == value.value or rule is None or settled:
                continue
            label = next((p.label for p in rule.parameters if p.name == value.name), value.name)
            _say_which_holds(
                tables,
                f"规则“{rule.name}”的“{label}”（{names.get(value.form, '所有形式')}）两个方案不同："
                f"“{first.name}”定 {_shown(held.value)}（{held.source}），"
                f"“{profile.name}”定 {_shown(value.value)}（{value.source}）；"
                f"按“规则方案”中先写的“{first.name}”取 {_shown(held.value)}。",
                "如要取另一个，请调换“规则方案”中的先后，或在“规则”表写明。",
                problems,
            )


def _say_which_holds(tables: Tables, why: str, cure: str, problems: ProblemList) -> None:
    for row in tables["基本信息"].rows[:1]:
        problems.add(row.problem("profiles-differ", "规则方案", why, cure, severity="assumption"))


def _shown(value: Value) -> str:
    return "、".join(value) if isinstance(value, tuple) else str(value)


def _rows(
    tables: Tables,
    profiles: tuple[Profile, ...],
    rules: tuple[str, ...],
    forms: tuple[Form, ...],
    problems: ProblemList,
) -> list[Given]:
    form_ids = Lookup("规则方案的协商形式", complete=bool(forms))
    for form in forms:
        form_ids.add(form.id, form.name, number=form.id)
    schemes = Lookup("“基本信息”的规则方案", complete=bool(profiles))
    for profile in profiles:
        schemes.add(profile.id, profile.name, number=profile.id)
    given: dict[tuple[Key, str], Given] = {}
    for row in tables["规则"]:
        if is_emphasis_row(row):
            continue
        rule = _rule(row, rules, problems)
        found_forms = resolve(row, "协商形式", form_ids, problems)
        found_schemes = resolve(row, "规则方案", schemes, problems)
        if rule is None or (row.many("协商形式") and not found_forms):
            continue
        parameter = _parameter(row, rule, problems)
        if parameter is None or not row.has("值") or (row.many("规则方案") and not found_schemes):
            continue
        try:
            value = _value(row, parameter)
        except CellError as error:
            problems.add(row.problem("value-invalid", "值", error.why, error.cure))
            continue
        key = (rule.id, parameter.name, next(iter(found_forms), ""))
        _look_at_use(row, parameter, next((f for f in forms if f.id == key[2]), None), problems)
        one = Given(row, key, value, next(iter(found_schemes), ""))
        first = given.setdefault((key, one.profile), one)
        if first is not one:
            problems.add(
                row.problem(
                    "id-twice",
                    "参数",
                    f"与 {first.row.cells['值']} 说的是同一个参数。",
                    "请删去一行。",
                )
            )
    return list(given.values())


def _look_at_use(row: Row, parameter: Parameter, form: Form | None, problems: ProblemList) -> None:
    """Say of a value for a form that it changes nothing there: fixed seats have no number, say."""
    if form is None or parameter.concerns(form):
        return
    problems.add(
        row.problem(
            "parameter-idle",
            "协商形式",
            f"{form.name}用不上“{parameter.label}”，这一行不起作用。",
            "请删去这一行，或改协商形式。",
            severity="warning",
        )
    )


def _rule(row: Row, rules: tuple[str, ...], problems: ProblemList) -> Rule | None:
    known = Lookup("规则方案", complete=bool(rules))
    for rule_id in rules:
        known.add(rule_id, RULE_BOOK[rule_id].name, number=rule_id)
    found = resolve(row, "规则", known, problems)
    return RULE_BOOK[found[0]] if found else None


def _parameter(row: Row, rule: Rule, problems: ProblemList) -> Parameter | None:
    if not row.has("参数"):
        return None
    known = Lookup(f"规则“{rule.name}”的参数")
    for parameter in rule.parameters:
        known.add(parameter.name, parameter.label, number=parameter.name)
    found = known.find(row.text("参数"))
    if len(found) != 1:
        labels = tuple(p.label for p in rule.parameters)
        hint = did_you_mean(row.text("参数"), known.names())
        there = f"它的参数有：{'、'.join(labels)}。" if labels else "它没有可改的参数。"
        problems.add(
            row.problem(
                "parameter-unknown", "参数", f"规则“{rule.name}”没有这个参数。", f"{hint}{there}"
            )
        )
        return None
    return next(p for p in rule.parameters if p.name == next(iter(found)))


def _value(row: Row, parameter: Parameter) -> Value:
    """Return 值 as the parameter's type asks for, or raise `CellError`."""
    text = row.text("值")
    if isinstance(parameter.default, int):
        least = 0 if parameter.minimum is None else parameter.minimum
        most = _ANY if parameter.maximum is None else parameter.maximum
        if text in ("是", "否") and (least, most) == (0, 1):
            return int(text == "是")
        return Integer(least, most, parameter.unit).read(
            text.removesuffix(parameter.unit), Reading()
        )
    if isinstance(parameter.default, tuple):
        return split(text)
    return text


def _look_at_limits(values: Values, key: Key, row: Row, problems: ProblemList) -> bool:
    """Report a least that exceeds its most, in the cell that made it so; return whether one does."""
    rule, name, _ = key
    labels = {p.name: p.label for p in RULE_BOOK[rule].parameters}
    for low, high in _LIMITS:
        if name not in (low, high):
            continue
        for form in {k[2] for k in values if k[0] == rule}:
            less = values.get((rule, low, form)) or values.get((rule, low, ""))
            more = values.get((rule, high, form)) or values.get((rule, high, ""))
            if not less or not more:
                continue
            first, second = less.value, more.value
            if isinstance(first, int) and isinstance(second, int) and first > second:
                problems.add(
                    row.problem(
                        "limits-cross",
                        "值",
                        f"“{labels[low]}”（{first}）大于“{labels[high]}”（{second}）。",
                        "请改其中一个。",
                    )
                )
                return True
    return False
