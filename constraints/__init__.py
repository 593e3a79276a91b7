"""The rules, one file each, and the explicit order in which they are posted, made and checked."""

from __future__ import annotations

from collections.abc import Mapping

from constraints import bimonthly_cadence, lead_time, member_seats
from constraints.rule import Rule

RULES: tuple[Rule, ...] = (
    bimonthly_cadence.RULE,
    lead_time.RULE,
    member_seats.RULE,
)

RULE_BY_ID: Mapping[str, Rule] = {rule.id: rule for rule in RULES}
