"""The parameters in force as the sheet 规则 of a blank workbook lists them.

Where a year has several groups of profiles (those of the county; each one of rooms), each row
names the profile it speaks of: the same rule has other numbers in the county and in its villages.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from constraints import RULES
from constraints.book import RULE_BOOK
from constraints.rooms import ROOM_RULES
from constraints.rule import Parameter
from inputs.profile import Profile, default_parameters, profile_groups, rule_scopes
from planner.domain import Form, ParameterValue


def rule_values(profiles: Sequence[Profile]) -> tuple[tuple[str, ParameterValue], ...]:
    """Return the parameters of the rules in force, each with its profile's name where that counts.

    A parameter that a profile sets for some form stands once for each form it holds for, with
    the form's own value or the agreed one; any other stands once for all forms. Where two
    profiles of the county set one parameter of one form, the first profile's value holds; they
    are one group, named by the first of them.
    """
    groups = profile_groups(profiles)
    return tuple(
        (group[0].name if len(groups) > 1 else "", value)
        for group in groups
        for value in _listed(
            group, default_parameters(ROOM_RULES if group[0].is_grassroots else RULES)
        )
    )


def parameter_of(value: ParameterValue) -> Parameter:
    """Return the parameter that a value is of."""
    return next(p for p in RULE_BOOK[value.rule].parameters if p.name == value.name)


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
