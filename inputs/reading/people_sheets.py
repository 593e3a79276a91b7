"""承办单位, 领导, 委员, 专家, 部门, 会场, read together: they cite one another."""

from __future__ import annotations

from inputs.problems import ProblemList
from inputs.reading.people import People
from inputs.reading.persons import read_persons
from inputs.reading.rows import Tables
from inputs.reading.units import name_units, read_units
from planner.domain import Form


def read_people(tables: Tables, forms: tuple[Form, ...], problems: ProblemList) -> People:
    """Read the six sheets; names in them are resolved, problems reported."""
    people = People()
    for lookup, sheet in (
        (people.body_names, "承办单位"),
        (people.leader_ids, "领导"),
        (people.guests, "委员"),
        (people.persons, "委员"),
        (people.venue_names, "会场"),
    ):
        lookup.complete = tables[sheet].complete
    for form in forms:
        people.form_ids.add(form.id, form.name, number=form.id)
    people.form_ids.complete = bool(forms)
    read_persons(people, tables, problems)
    name_units(people, tables, problems)
    read_units(people, tables, problems)
    return people
