"""The parameters in force as the sheet 规则 of a blank workbook lists them.

A row whose 协商形式 is blank holds for the county and for every room. So where the county and a
profile of rooms, or two of those, have one parameter, each has rows by form of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from constraints import RULES
from constraints.book import RULE_BOOK
from constraints.rooms import ROOM_RULES
from constraints.rule import Parameter
from inputs.profile import Profile, default_parameters, rule_scopes
from planner.domain import Form, ParameterValue

Name = tuple[str, str]
"""Rule id and parameter name."""


def rule_values(profiles: Sequence[Profile]) -> tuple[ParameterValue, ...]:
    """Return the parameters of the rules in force, as the sheet 规则 lists them.

    A parameter that a profile sets for some form stands once for each form it holds for, with
    the form's own value or the agreed one; any other stands once for all forms. Where two
    profiles of the county set one parameter of one form, the first profile's value holds. Two
    profiles of rooms may set it for one form (village) each in its way: no row can say so, and
    the sheet leaves it to them.
    """
    county = [p for p in profiles if not p.is_grassroots]
    below = [p for p in profiles if p.is_grassroots]
    listed = [(county, _listed(county, default_parameters(RULES)))] if county else []
    listed += [([p], _listed([p], default_parameters(ROOM_RULES))) for p in below]
    times = Counter(name for _, values in listed for name in {(v.rule, v.name) for v in values})
    found: list[ParameterValue] = []
    for group, values in listed:
        shared = {name for name in times if times[name] > 1}
        found += _by_form(group, values, shared)
    first: dict[tuple[str, str, str], ParameterValue] = {}
    differing = set()
    for value in found:
        key = value.rule, value.name, value.form
        if first.setdefault(key, value).value != value.value:
            differing.add(key)
    return tuple(value for key, value in first.items() if key not in differing)


def parameter_of(value: ParameterValue) -> Parameter:
    """Return the parameter that a value is of."""
    return next(p for p in RULE_BOOK[value.rule].parameters if p.name == value.name)


def _by_form(
    profiles: Sequence[Profile], values: Iterable[ParameterValue], shared: set[Name]
) -> Iterator[ParameterValue]:
    """Yield the values; of a parameter that others have too, one for each form of these profiles."""
    forms = [form for p in profiles for form in p.forms if form.per != "year"]
    values = tuple(values)
    said = {(v.rule, v.name, v.form) for v in values}
    for value in values:
        if value.form or (value.rule, value.name) not in shared:
            yield value
            continue
        for form in forms:
            own = (value.rule, value.name, form.id)
            if own not in said and parameter_of(value).concerns(form):
                yield value.model_copy(update={"form": form.id})


def _listed(
    profiles: Sequence[Profile], defaults: Iterable[ParameterValue]
) -> tuple[ParameterValue, ...]:
    """Return the values of the county's profiles together, or of one profile of rooms."""
    in_force = {rule for p in profiles for rule in p.rules}
    scopes = rule_scopes(profiles)
    forms = {f.id: f for p in reversed(profiles) for f in p.forms}
    own = {
        (value.rule, value.name, value.form): value
        for p in reversed(profiles)
        for value in p.parameters
        if value.rule in in_force
    }
    found: list[ParameterValue] = []
    for value in defaults:
        if value.rule not in in_force or not _is_used(parameter_of(value), forms.values()):
            continue
        mine = [v for key, v in own.items() if key[:2] == (value.rule, value.name)]
        if not any(v.form for v in mine):
            found += mine or [value]
            continue
        found += [v for v in mine if not v.form]
        for form in forms.values():
            if one := own.get((value.rule, value.name, form.id)):
                found.append(one)
            elif (
                form.id in scopes.get(value.rule, forms)
                and form.per != "year"
                and parameter_of(value).concerns(form)
            ):
                found.append(value.model_copy(update={"form": form.id}))
    return tuple(found)


def _is_used(parameter: Parameter, forms: Iterable[Form]) -> bool:
    """Whether a parameter meant for some kinds of forms only finds one of them."""
    return not parameter.pers or any(parameter.concerns(form) for form in forms)
