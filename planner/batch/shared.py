"""Which county each shared member comes to, and how well: known without a solver."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from inputs.shared_members import CountyPlace, Point
from planner.domain import Member
from planner.plan import Stage

EARTH_KM = 6371.0
AWAY, DISTANCE = "share.away", "share.distance"
STAGE_WORDS = {AWAY: "到了别县的人数", DISTANCE: "到县的公里数合计"}


class ShareError(Exception):
    """A share that does not keep what it must: a fault of the program, never let out."""


@dataclass(frozen=True)
class Share:
    """The shared members by county.

    Attributes
    ----------
    counties:
        Names, in order, those without a share too.
    county_of:
        编号 → county.
    basis:
        编号 → in words why there.
    stages:
        What was minimised in this order; a bound that equals the value is proof.
    """

    members: tuple[Member, ...]
    counties: tuple[str, ...]
    county_of: Mapping[str, str]
    basis: Mapping[str, str]
    stages: tuple[Stage, ...] = ()

    @property
    def proven(self) -> bool:
        """Whether no better share exists."""
        return all(stage.value == stage.bound for stage in self.stages)

    def of(self, county: str) -> tuple[Member, ...]:
        """Return a county's members, in the order of the sheet."""
        return tuple(m for m in self.members if self.county_of[m.id] == county)

    @property
    def sectors(self) -> tuple[str, ...]:
        """The 界别, in the order of the sheet."""
        return tuple(dict.fromkeys(member.sector for member in self.members))

    def count(self, sector: str, county: str) -> int:
        """Return how many members of a 界别 a county has."""
        return sum(m.sector == sector for m in self.of(county))


class Nearness:
    """How near each shared member is to each county: by the town named, and in km.

    A county of unknown place is as far as the others are on average, so that it neither draws
    members nor puts them off; a member of unknown place is as near to each.
    """

    def __init__(self, members: Sequence[Member], places: Mapping[str, CountyPlace]) -> None:
        self._homes = {m.id: _homes(m, places) for m in members}
        self._km = {m.id: _distances(m, places) for m in members}

    def is_away(self, member: str, county: str) -> bool:
        """Whether the member's town lies in another county than this."""
        homes = self._homes[member]
        return bool(homes) and county not in homes

    def km(self, member: str, county: str) -> int:
        """Return the distance to the county's centre in whole km."""
        return self._km[member].get(county, 0)

    def basis(self, member: Member, county: str, places: Mapping[str, CountyPlace]) -> str:
        """Say why a member is in a county."""
        if county in self._homes[member.id]:
            return f"{member.town}属本县"
        where = (
            f"{member.town}属{'、'.join(sorted(self._homes[member.id]))}，"
            if self._homes[member.id]
            else ""
        )
        if member.longitude is not None and places[county].centre is not None:
            return f"{where}距本县约 {self.km(member.id, county)} 公里"
        return f"{where}各县人数均衡"


def _homes(member: Member, places: Mapping[str, CountyPlace]) -> frozenset[str]:
    """Return the counties that the member's town names, or where it lies; usually one or none."""
    town = member.town
    if not town:
        return frozenset()
    named = {name for name, place in places.items() if town in name or town in place.organisation}
    named |= {name for name in places if len(name) > 1 and name in town}
    return frozenset(named or {name for name, place in places.items() if town in place.towns})


def _distances(member: Member, places: Mapping[str, CountyPlace]) -> dict[str, int]:
    if member.longitude is None or member.latitude is None:
        return {}
    home = (member.longitude, member.latitude)
    known = {n: round(kilometres(home, p.centre)) for n, p in places.items() if p.centre}
    if not known:
        return {}
    mean = round(sum(known.values()) / len(known))
    return {name: known.get(name, mean) for name in places}


def kilometres(one: Point, other: Point) -> float:
    """Return the great-circle distance of two points (longitude, latitude in degrees) in km."""
    north, south = radians(one[1]), radians(other[1])
    across = radians(one[0] - other[0])
    chord = sin((north - south) / 2) ** 2 + cos(north) * cos(south) * sin(across / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(chord))


def faults_of(share: Share, nearness: Nearness) -> list[str]:
    """Return what is wrong with a share, recounted from the lists alone; empty: nothing."""
    faults = []
    if set(share.county_of) != {m.id for m in share.members}:
        faults.append("有的市级委员没有分到县")
    loads = Counter(share.county_of.values())
    groups = {f"{s}界别": [share.count(s, c) for c in share.counties] for s in share.sectors}
    for what, numbers in (groups | {"总数": [loads[c] for c in share.counties]}).items():
        if numbers and max(numbers) - min(numbers) > 1:
            faults.append(f"{what}各县相差超过 1 人")
    measured = {
        AWAY: sum(nearness.is_away(m, c) for m, c in share.county_of.items()),
        DISTANCE: sum(nearness.km(m, c) for m, c in share.county_of.items()),
    }
    faults += [
        f"{s.name} 模型为 {s.value}，重新计算为 {measured[s.name]}"
        for s in share.stages
        if measured[s.name] != s.value
    ]
    return faults
