"""The rules of grass-roots rooms, in the order in which they are posted, made and checked.

A rule whose text is the same for the county and for a room is the county's own file; one that says
something else of a room (who hosts, who takes part, on which days) has a file here under the same
id. Each looks at one room: its part of the problem and of the plan (`planner.parts`).
"""

from __future__ import annotations

from collections.abc import Mapping

from constraints import (
    assignment_sheet,
    before_decision,
    distribution,
    expert_seats,
    form_match,
    locks,
    mandated,
    not_negotiable,
    once,
    second_consultation,
    topic_cap,
)
from constraints.rooms import (
    annual_count,
    approval_chain,
    attendance,
    conflict_of_interest,
    convenor,
    council_pool,
    grassroots_mix,
    host,
    host_recusal,
    invitation_cap,
    liaison_span,
    load_balance,
    one_lead_body,
    one_place_at_a_time,
    outcome_route,
    participant_approval,
    prior_briefing,
    publicity,
    quarterly_cadence,
    quorum,
    relevance,
    report_back,
    research_first,
    room_assignment,
    room_procedure,
    spread,
    stakeholder_share,
    topic_value,
    topic_window,
    town_frequency,
    village_cadence,
    working_days,
)
from constraints.rule import Rule

ROOM_RULES: tuple[Rule, ...] = (
    town_frequency.RULE,
    village_cadence.RULE,
    quarterly_cadence.RULE,
    annual_count.RULE,
    working_days.RULE,
    spread.RULE,
    one_lead_body.RULE,
    once.RULE,
    topic_value.RULE,
    topic_cap.RULE,
    not_negotiable.RULE,
    mandated.RULE,
    before_decision.RULE,
    form_match.RULE,
    second_consultation.RULE,
    topic_window.RULE,
    locks.RULE,
    research_first.RULE,
    one_place_at_a_time.RULE,
    convenor.RULE,
    host.RULE,
    host_recusal.RULE,
    council_pool.RULE,
    attendance.RULE,
    stakeholder_share.RULE,
    expert_seats.RULE,
    conflict_of_interest.RULE,
    quorum.RULE,
    invitation_cap.RULE,
    grassroots_mix.RULE,
    load_balance.RULE,
    relevance.RULE,
    room_assignment.RULE,
    liaison_span.RULE,
    publicity.RULE,
    approval_chain.RULE,
    participant_approval.RULE,
    prior_briefing.RULE,
    room_procedure.RULE,
    outcome_route.RULE,
    report_back.RULE,
    distribution.RULE,
    assignment_sheet.RULE,
)

ROOM_RULE_BY_ID: Mapping[str, Rule] = {rule.id: rule for rule in ROOM_RULES}
