"""One chair or vice-chair in charge of each session: else nobody signs, mobilises or leads."""

from datetime import date

import pytest

from constraints.lead_leader import RULE, check
from planner.domain import Absence
from tests.builders import BODIES, LEADERS, county, plan, session, solve_with

DAY = date(2027, 5, 20)


def fixed(leader, body="经济委员会", day=DAY):
    """Fix session 3: its day, its lead body (once) and its leader in charge."""

    def fix(model, variables):
        model.add(variables.lead("bimonthly-3", body) == 1)
        model.add(variables.on_day("bimonthly-3", day) == 1)
        days = variables.days("bimonthly-3")
        model.add(sum(variables.on_day("bimonthly-3", d) for d in days) == 1)
        if leader:
            model.add(variables.in_charge("bimonthly-3", leader) == 1)

    return fix


def test_the_leader_in_charge_of_the_body_is_allowed_and_chosen():
    """副主席乙 is in charge of 经济委员会."""
    problem = county([RULE])
    chosen = {}

    def fix(model, variables):
        fixed("")(model, variables)
        chosen["乙"] = variables.in_charge("bimonthly-3", "副主席乙")

    feasible, value, _ = solve_with(problem, [RULE], "programme", fix)
    assert feasible
    assert value(chosen["乙"]) == 1


def test_a_leader_of_another_body_is_forbidden():
    """副主席丙 is in charge of 教育委员会, not of 经济委员会."""
    assert not solve_with(county([RULE]), [RULE], "programme", fixed("副主席丙"))[0]


def test_a_leader_away_on_the_day_is_forbidden_and_the_day_after_allowed():
    """Away 18–20 May: the 20th is out, the 21st (a Friday) is in."""
    away = Absence(subject="副主席乙", start=date(2027, 5, 18), end=DAY)
    problem = county([RULE], absences=(away,))
    assert not solve_with(problem, [RULE], "programme", fixed("副主席乙"))[0]
    later = fixed("副主席乙", day=date(2027, 5, 21))
    assert solve_with(problem, [RULE], "programme", later)[0]


def test_two_leaders_in_charge_are_forbidden():
    """经济委员会 with two leaders: one of them, not both."""
    bodies = (BODIES[0].model_copy(update={"leaders": ("副主席乙", "副主席丙")}), *BODIES[1:])
    problem = county([RULE], bodies=bodies)
    assert solve_with(problem, [RULE], "programme", fixed("副主席丙"))[0]

    def both(model, variables):
        fixed("副主席乙")(model, variables)
        model.add(variables.in_charge("bimonthly-3", "副主席丙") == 1)

    assert not solve_with(problem, [RULE], "programme", both)[0]


def test_a_leader_named_in_the_sheet_of_leaders_alone_is_in_charge():
    """分管单位 of the leader counts like 分管领导 of the body."""
    leaders = tuple(
        x.model_copy(update={"in_charge_of": ("经济委员会",)}) if x.id == "副主席丙" else x
        for x in LEADERS
    )
    problem = county([RULE], leaders=leaders)
    assert solve_with(problem, [RULE], "programme", fixed("副主席丙"))[0]
    assert check(plan(session(3, DAY, lead_leader="副主席丙")), problem).holds


@pytest.mark.parametrize(
    ("leader", "word"),
    [("", "没有分管领导"), ("副主席丙", "不分管"), ("秘书长丁", "应为主席或副主席")],
)
def test_check_names_what_is_wrong_with_the_leader(leader, word):
    """Nobody, somebody else's leader, and a secretary-general are each caught."""
    verdict = check(plan(session(3, DAY, lead_leader=leader)), county([RULE]))
    assert [f.session for f in verdict.findings] == ["bimonthly-3"]
    assert word in verdict.findings[0].text


def test_check_holds_for_the_right_leader_and_fails_where_they_are_away():
    """The same plan, with and without an absence on its day."""
    made = plan(session(3, DAY))
    assert check(made, county([RULE])).holds
    away = county([RULE], absences=(Absence(subject="副主席乙", start=DAY, end=DAY),))
    verdict = check(made, away)
    assert "2027-05-20 不在" in verdict.findings[0].text


def test_check_does_not_stumble_over_a_session_without_a_lead_body():
    """A half-written plan: another rule tells of the missing body."""
    assert check(plan(session(3, DAY, lead_body="")), county([RULE])).holds
