"""A plan approved late is no dead end: real counties approve from December to April."""

from __future__ import annotations

from datetime import date

import pytest

from planner.control import Control
from planner.dates import months_before
from planner.domain import ParameterValue
from planner.plan import Plan
from planner.solve import solve
from tests.builders import county


def planned(approval: date, *overrides: ParameterValue) -> Plan:
    problem = county((), overrides, settings={"approval_date": approval, "chair_meetings": ()})
    solved = solve(problem, Control())
    assert solved.outcome == "plan"
    assert solved.plan is not None
    return solved.plan


@pytest.mark.parametrize(
    ("approval", "short_of_lead"),
    [
        (date(2026, 12, 20), set()),
        # 22 February: lead for a session from 22 April on, so 3–4月 still has its two months.
        (date(2027, 2, 22), set()),
        # 15 March: two months before the end of April is 28 February; 3–4月 falls short.
        (date(2027, 3, 15), {"bimonthly-2"}),
        # 18 April: 3–4月 falls short; 5–6月 can be held from 18 June.
        (date(2027, 4, 18), {"bimonthly-2"}),
        # 10 May: 3–4月 is past before topics are fixed; 5–6月 has too little; 7–8月 from 10 July.
        (date(2027, 5, 10), {"bimonthly-2", "bimonthly-3"}),
    ],
)
def test_each_affected_session_states_what_is_missing(
    approval: date, short_of_lead: set[str]
) -> None:
    plan = planned(approval)
    stated = {d.session: d for d in plan.deviations if d.rule == "lead-time"}
    assert set(stated) == short_of_lead
    for session_id, deviation in stated.items():
        session = plan.session(session_id)
        assert session is not None
        # The last approval that would have sufficed is the last worked day two months before.
        assert deviation.latest_approval is not None
        assert deviation.latest_approval <= months_before(session.date, 2)
        assert (months_before(session.date, 2) - deviation.latest_approval).days <= 14
        assert deviation.days_missing > 0
        assert str(deviation.days_missing) in deviation.text
        assert (
            deviation.latest_approval.isoformat() in deviation.text
            or str(deviation.latest_approval.day) in deviation.text
        )


def test_the_longest_lead_there_is_is_kept() -> None:
    """Approved on 15 March, the 3–4月 session is at the end of April: no later worked day is left."""
    plan = planned(date(2027, 3, 15))
    session = plan.session("bimonthly-2")
    assert session is not None
    # 30 April 2027 is a Friday before the May holiday: worked, and the last of the period.
    assert session.date == date(2027, 4, 30)


@pytest.mark.parametrize("approval", [date(2027, 4, 23), date(2027, 5, 8)])
def test_a_county_that_asks_for_no_lead_has_a_plan_however_late(approval: date) -> None:
    """提前月数 0: preparation still takes weeks, and may begin before topics are fixed."""
    none = ParameterValue(rule="lead-time", name="lead_months", form="bimonthly", value=0)
    assert {d.session for d in planned(approval, none).deviations} >= {"bimonthly-2"}


def test_a_county_that_asks_for_no_research_keeps_its_meetings_in_order() -> None:
    """调研天数 0, approved three days before the end of April: mobilise first, then coordinate."""
    idle = ParameterValue(rule="research-first", name="days", value=0)
    session = planned(date(2027, 4, 27), idle).session("bimonthly-2")
    assert session is not None
    held = [session.milestone(kind) for kind in ("mobilisation", "coordination")]
    assert [m.start.day for m in held if m] == [27, 28]
