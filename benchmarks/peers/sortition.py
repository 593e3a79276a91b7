"""Peer for choosing participants: the lottery of `sortition-algorithms`, quotas kept by every panel.

Configurations: `maximin` (the least favoured member's chance is as great as can be), `nash` (the
product of chances is), `legacy` (stratified drawing without a distribution). `leximin` needs Gurobi
and is not measured. Imports no OR-Tools: HiGHS, which the library uses, cannot be in one process with it.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from sortition_algorithms import Settings, read_in_features, read_in_people
from sortition_algorithms.committee_generation import (
    find_distribution_maximin,
    find_distribution_nash,
    find_random_sample_legacy,
)

from peers.quotas import features_of, quotas
from planner.domain import Member

ID = "id"
ATTEMPTS = 1000
"""How often the drawing without a distribution may begin anew where it ends in no panel."""
METHODS = ("maximin", "nash", "legacy")


@dataclass(frozen=True)
class Lottery:
    """Panels with their chances; empty where panels are drawn without a distribution."""

    panels: tuple[frozenset[str], ...]
    chances: tuple[float, ...]

    def chance(self, member: str) -> float:
        """Return a member's chance to be in the panel."""
        pairs = zip(self.panels, self.chances, strict=True)
        return sum(chance for panel, chance in pairs if member in panel)


def lottery(pool: Sequence[Member], size: int, method: str) -> Lottery:
    """Return the method's distribution over panels; none for `legacy`."""
    features, people = _read(pool, size)
    if method == "legacy":
        return Lottery((), ())
    find = {"maximin": find_distribution_maximin, "nash": find_distribution_nash}[method]
    panels, chances, _ = find(features, people, size, [])
    return Lottery(tuple(panels), tuple(chances))


def draw(pool: Sequence[Member], size: int, found: Lottery, random_: random.Random) -> list[str]:
    """Return one panel's members (ids)."""
    if found.panels:
        return sorted(random_.choices(found.panels, found.chances)[0])
    features, people = _read(pool, size)
    panels, _ = find_random_sample_legacy(people, features, size, [], max_attempts=ATTEMPTS)
    return sorted(panels[0])


def _read(pool: Sequence[Member], size: int):  # type: ignore[no-untyped-def]
    head = ["feature", "value", "min", "max"]
    body = [{key: str(value) for key, value in row.items()} for row in quotas(pool, size)]
    features, _, _ = read_in_features(head, body, size)
    columns = [ID, "sector", "gender", "party"]
    rows = [{ID: member.id, **features_of(member)} for member in pool]
    people, _ = read_in_people(columns, rows, features, Settings(id_column=ID, columns_to_keep=[]))
    return features, people
