"""A committee of one person prepares one session at a time: else two are prepared badly."""

from datetime import date

import pytest

from constraints.preparation_capacity import RULE, check
from planner.domain import ParameterValue
from tests.builders import BODIES, county, plan, session, solve_with

BODY = "经济委员会"


def led(*held):
    """Fix sessions to days and lead bodies: (number, day, body) each."""

    def fix(model, variables):
        for number, day, body in held:
            model.add(variables.on_day(f"bimonthly-{number}", day) == 1)
            model.add(variables.lead(f"bimonthly-{number}", body) == 1)

    return fix


def both_agree(problem, *held):
    """Whether the sessions are possible together: the model and the check must say the same."""
    feasible = solve_with(problem, [RULE], "programme", led(*held))[0]
    sessions = (session(number, day, lead_body=body) for number, day, body in held)
    assert check(plan(*sessions), problem).holds == feasible
    return feasible


# The window of a session on 20 July is [20 May, 20 July).
@pytest.mark.parametrize(
    ("may_day", "possible"),
    [(date(2027, 5, 19), True), (date(2027, 5, 20), True), (date(2027, 5, 21), False)],
)
def test_preparation_begins_at_the_earliest_when_the_last_session_is_over(may_day, possible):
    """A session on 20 May is over when the next window begins that day; one on the 21st is not."""
    assert both_agree(county([RULE]), (3, may_day, BODY), (4, date(2027, 7, 20), BODY)) == possible


def test_two_bodies_prepare_side_by_side():
    """30 June and 1 July, but led by two committees."""
    held = (3, date(2027, 6, 30), BODY), (4, date(2027, 7, 1), "教育委员会")
    assert both_agree(county([RULE]), *held)


def bodies(**changes):
    return (BODIES[0].model_copy(update=changes), *BODIES[1:])


def test_a_bodys_own_capacity_overrides_the_general_one():
    """同时筹备上限 2 allows two at once but not three; n = 2 for everyone does the same."""
    two = (3, date(2027, 6, 30), BODY), (4, date(2027, 7, 20), BODY)
    # With a lead of 2 months a third session's window begins after the first session is over
    # (periods are two months long); with 4 months [1 May, 1 September) meets both others.
    four_months = ParameterValue(rule="lead-time", name="lead_months", form="bimonthly", value=4)
    three = (*two, (5, date(2027, 9, 1), BODY))
    assert not both_agree(county([RULE]), *two)
    own = county([RULE], bodies=bodies(preparation_cap=2))
    assert both_agree(own, *two)
    assert not both_agree(county([RULE], [four_months], bodies=bodies(preparation_cap=2)), *three)
    n_is_two = ParameterValue(rule="preparation-capacity", name="n", value=2)
    assert both_agree(county([RULE], [n_is_two]), *two)


def test_the_lead_time_sets_the_window():
    """With a lead of one month 30 June and 30 July do not overlap; with two they do."""
    held = (3, date(2027, 6, 30), BODY), (4, date(2027, 7, 30), BODY)
    one_month = ParameterValue(rule="lead-time", name="lead_months", form="bimonthly", value=1)
    assert not both_agree(county([RULE]), *held)
    assert both_agree(county([RULE], [one_month]), *held)


def test_the_merged_session_is_no_burden():
    """Its preparation overlaps that of 2 March and is exempt (anhua 二3), in cap and in capacity."""
    problem = county([RULE], bodies=bodies(annual_cap=1))
    held = (1, date(2027, 1, 12), BODY), (2, date(2027, 3, 2), BODY)
    assert solve_with(problem, [RULE], "programme", led(*held))[0]
    merged = session(1, held[0][1], merged_with_plenary=True)
    assert check(plan(merged, session(2, held[1][1])), problem).holds


def test_the_years_cap_is_reached_but_not_passed():
    """年度承办上限 2: two sessions are allowed, three are not."""
    problem = county([RULE], bodies=bodies(annual_cap=2))
    two = (2, date(2027, 3, 18), BODY), (4, date(2027, 7, 20), BODY)
    assert both_agree(problem, *two)
    assert not both_agree(problem, *two, (6, date(2027, 11, 18), BODY))


def test_check_names_body_sessions_and_numbers():
    """Two windows that overlap, and a cap passed."""
    made = plan(session(3, date(2027, 6, 30)), session(4, date(2027, 7, 20)))
    verdict = check(made, county([RULE], bodies=bodies(annual_cap=1)))
    overlap, cap = (f.text for f in verdict.findings)
    # The window of 20 July begins on 20 May, inside [30 April, 30 June).
    assert "经济委员会在 2027-05-20 同时筹备 2 场（bimonthly-3、bimonthly-4），上限 1 场" in overlap
    assert "全年牵头 2 场" in cap
    assert "上限 1 场" in cap
