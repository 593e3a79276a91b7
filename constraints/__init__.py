"""The rules, one file each, and the explicit order in which they are posted, made and checked."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Mapping

from constraints.rule import Rule

_ORDER = (
    "bimonthly_cadence plenary_merge working_days spread one_lead_body once topic_value topic_cap "
    "not_negotiable mandated before_decision form_match lead_leader second_consultation topic_window "
    "source_mix reserve locks lead_time scheme_approval preparation_capacity prior_contact research_first "
    "coordination_meeting venue one_place_at_a_time host host_recusal member_seats expert_seats "
    "leaders_and_departments conflict_of_interest quorum invitation_cap sector_balance relevance "
    "load_balance agenda attendance_list invitation prior_briefing session_papers outcome outcome_route "
    "report_back approval_chain distribution assignment_sheet"
).split()

RULES: tuple[Rule, ...] = tuple(
    importlib.import_module(f"constraints.{name}").RULE
    for name in _ORDER
    if importlib.util.find_spec(f"constraints.{name}")
)

RULE_BY_ID: Mapping[str, Rule] = {rule.id: rule for rule in RULES}
