"""The quotas of a panel, for the lottery and for judging any panel by them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import ceil, floor

from planner.domain import Member

CPC = "中共"
SECTOR_MOST = 2
"""At most so many of one 界别 in a panel of six: then it has three 界别 at least."""


def features_of(member: Member) -> Mapping[str, str]:
    """Return what quotas look at: 界别, sex, and whether of the CPC."""
    return {
        "sector": member.sector,
        "gender": member.gender,
        "party": "cpc" if member.party.startswith(CPC) else "others",
    }


def quotas(pool: Sequence[Member], size: int) -> Iterator[dict[str, str | int]]:
    """Yield the quotas: of a 界别 none to two; of women and of those outside the CPC their share."""
    rows = [features_of(member) for member in pool]
    for feature in ("sector", "gender", "party"):
        values = [row[feature] for row in rows]
        for value in sorted(set(values)):
            share = size * values.count(value) / len(values)
            least, most = floor(share), ceil(share)
            if feature == "sector":
                least, most = 0, SECTOR_MOST
            yield {"feature": feature, "value": value, "min": least, "max": most}


def keeps_quotas(panel: Sequence[Member], pool: Sequence[Member], size: int) -> bool:
    """Whether a panel keeps every quota."""
    rows = [features_of(member) for member in panel]
    return all(
        int(quota["min"])
        <= sum(row[str(quota["feature"])] == quota["value"] for row in rows)
        <= int(quota["max"])
        for quota in quotas(pool, size)
    )
