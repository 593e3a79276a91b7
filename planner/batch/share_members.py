"""Shares members out among counties, by 界别 first: an exact stage before any county is planned.

Even numbers are rows, not goals, as they can always be had: the share of each 界别 and county is
between two whole numbers one apart, and so is each county's total; the even split into fractions
keeps all these rows, and the rows of such a table (a flow between 界别 and counties) have whole
solutions wherever they have one in fractions. Nearness is then least: first members whose town
lies in another county, then kilometres.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from ortools.sat.python import cp_model

from inputs.shared_members import CountyPlace
from planner.batch.shared import AWAY, DISTANCE, Nearness, Share, ShareError, faults_of
from planner.control import Control, Options
from planner.domain import EmphasisStage, Member
from planner.stages import solve_stages


def share_out(members: Sequence[Member], places: Mapping[str, CountyPlace]) -> Share:
    """Return the nearest of the even shares; the same input gives the same share.

    places: each county's, by name.

    Raises
    ------
    ShareError
        Where the share found, recounted, is not even or not as near as the model says.
    """
    counties = tuple(places)
    nearness = Nearness(members, places)
    model = cp_model.CpModel()
    comes = {
        (m.id, county): model.new_bool_var(f"comes {m.id} {county}")
        for m in members
        for county in counties
    }
    for member in members:
        model.add_exactly_one(comes[member.id, county] for county in counties)
    for sector, count in Counter(m.sector for m in members).items():
        own = [m.id for m in members if m.sector == sector]
        _even(model, comes, own, counties, count)
    _even(model, comes, [m.id for m in members], counties, len(members))
    terms = {
        AWAY: sum(x for (m, c), x in comes.items() if nearness.is_away(m, c)),
        DISTANCE: sum(nearness.km(m, c) * x for (m, c), x in comes.items()),
    }
    stages = [
        EmphasisStage(name=name, model="belonging", sense="min", weights={name: 1})
        for name in terms
    ]
    staged = solve_stages(
        model, terms, stages, Control(Options()), (tuple(comes.values()),), complete=True
    )
    county_of = {m: c for (m, c), x in comes.items() if staged.found and staged.values[x.index]}
    basis = {m.id: nearness.basis(m, county_of[m.id], places) for m in members if m.id in county_of}
    share = Share(tuple(members), counties, county_of, basis, staged.stages)
    if faults := faults_of(share, nearness):
        raise ShareError("；".join(faults))
    return share


def _even(
    model: cp_model.CpModel,
    comes: Mapping[tuple[str, str], cp_model.IntVar],
    members: Sequence[str],
    counties: Sequence[str],
    count: int,
) -> None:
    least, rest = divmod(count, len(counties))
    for county in counties:
        here = sum(comes[member, county] for member in members)
        model.add_linear_constraint(here, least, least + bool(rest))
