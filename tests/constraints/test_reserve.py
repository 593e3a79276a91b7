"""Without this rule no place could be kept for what comes up later in the year."""

from datetime import date

import pytest

from constraints import lead_leader, one_lead_body
from constraints.reserve import RULE
from planner.domain import Problem
from planner.variables import OPEN
from tests.builders import county, plan, session
from tests.constraints.programmes import feasible, parameter, solved, texts


def reserving(n: int) -> Problem:
    return county([RULE], [parameter("reserve", "n", n)])


def test_no_session_stands_open_unless_the_office_asks() -> None:
    assert not feasible(county([RULE]), RULE, {"bimonthly-4": OPEN})
    assert feasible(county([RULE]), RULE, {"bimonthly-4": "T01"})


@pytest.mark.parametrize("n", [1, 2])
def test_exactly_as_many_stand_open_as_asked(n: int) -> None:
    rules = [RULE, one_lead_body.RULE]
    problem = reserving(n)
    found, _ = solved(problem, rules, {})
    opened = [s for s in found.sessions if s.form == "bimonthly" and not s.topics]
    assert len(opened) == n
    assert {s.lead_body for s in opened} == {"办公室"}
    assert RULE.check(found, problem).holds


def test_an_open_session_has_a_body_though_no_leader_is_in_charge_of_the_office() -> None:
    """Many counties leave the office to the secretary-general: a reserve must not end the plan."""
    problem = reserving(1)
    bodies = tuple(
        b.model_copy(update={"leaders": ()}) if b.kind == "办公室" else b for b in problem.bodies
    )
    rules = [RULE, one_lead_body.RULE, lead_leader.RULE]
    found, _ = solved(problem.model_copy(update={"bodies": bodies}), rules, {})
    (opened,) = [s for s in found.sessions if s.form == "bimonthly" and not s.topics]
    assert opened.lead_body in {"经济委员会", "教育委员会", "农业委员会"}
    assert opened.lead_leader in {"副主席乙", "副主席丙"}


def test_one_too_many_is_refused() -> None:
    two = {"bimonthly-4": OPEN, "bimonthly-5": OPEN}
    assert feasible(reserving(2), RULE, two)
    assert not feasible(reserving(1), RULE, two)


def test_the_session_with_the_plenary_is_never_open() -> None:
    assert not feasible(reserving(1), RULE, {"bimonthly-1": OPEN})
    merged = session(1, date(2027, 1, 12), topics=(), merged_with_plenary=True)
    found = texts(RULE.check, plan(merged), county([RULE]))
    assert "bimonthly-1 与全会合并，不能议题待定" in found


def test_open_sessions_are_tentative() -> None:
    confirmed = session(4, date(2027, 7, 15), topics=(), state="confirmed")
    kept = session(5, date(2027, 9, 16), state="confirmed")
    problem = reserving(1)
    assert "bimonthly-4 议题待定，状态应为" in texts(RULE.check, plan(confirmed, kept), problem)
    assert RULE.make is not None
    made = RULE.make(plan(confirmed, kept), problem)
    assert [s.state for s in made.sessions] == ["tentative", "confirmed"]
    assert RULE.check(made, problem).holds


def test_the_check_counts_both_ways() -> None:
    bare = session(4, date(2027, 7, 15), topics=())
    assert "1 次议题待定（bimonthly-4），应为 0 次" in texts(RULE.check, plan(bare), reserving(0))
    assert "1 次议题待定（bimonthly-4），应为 2 次" in texts(RULE.check, plan(bare), reserving(2))
