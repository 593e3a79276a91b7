"""The rules of grass-roots rooms, in the order in which they are posted, made and checked.

A rule whose text is the same for the county and for a room is the county's own file; one that says
something else of a room (who hosts, who takes part, on which days) has a file here under the same
id. Each looks at one room: its part of the problem and of the plan (`planner.parts`).
"""

from __future__ import annotations

from collections.abc import Mapping

from constraints import (
    before_decision,
    expert_seats,
    form_match,
    mandated,
    not_negotiable,
    once,
    second_consultation,
    topic_cap,
)
from constraints.rule import Rule

ROOM_RULES: tuple[Rule, ...] = (
    once.RULE,
    topic_cap.RULE,
    not_negotiable.RULE,
    mandated.RULE,
    before_decision.RULE,
    form_match.RULE,
    second_consultation.RULE,
    expert_seats.RULE,
)

ROOM_RULE_BY_ID: Mapping[str, Rule] = {rule.id: rule for rule in ROOM_RULES}
