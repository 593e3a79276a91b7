"""The chair or a delegated vice-chair hosts: else the session has nobody entitled to open it."""

from datetime import date

import pytest

from constraints.host import RULE, check
from planner.domain import Absence
from tests.builders import LEADERS, county, plan, session, solve_with

DAY = date(2027, 5, 20)


def leaders(who, **changes):
    return tuple(x.model_copy(update=changes) if x.id == who else x for x in LEADERS)


def fixed(leader, *sessions, day=None):
    """Fix who hosts which sessions, and the day of the first."""

    def fix(model, variables):
        for number in sessions:
            model.add(variables.hosts(f"bimonthly-{number}", leader) == 1)
        if day:
            name = f"bimonthly-{sessions[0]}"
            model.add(variables.on_day(name, day) == 1)
            model.add(sum(variables.on_day(name, d) for d in variables.days(name)) == 1)
        else:  # hosting needs a day to be held on
            for slot in variables.sessions:
                model.add(sum(variables.on_day(slot.id, d) for d in variables.days(slot.id)) == 1)

    return fix


def test_a_delegated_vice_chair_may_host_and_another_may_not():
    """可主持 decides: with it allowed, without it forbidden."""
    assert solve_with(county([RULE]), [RULE], "programme", fixed("副主席乙", 3))[0]
    problem = county([RULE], leaders=leaders("副主席乙", can_host=False))
    assert not solve_with(problem, [RULE], "programme", fixed("副主席乙", 3))[0]


def test_two_hosts_are_forbidden():
    """One host a session."""

    def two(model, variables):
        fixed("副主席乙", 3)(model, variables)
        model.add(variables.hosts("bimonthly-3", "主席甲") == 1)

    assert not solve_with(county([RULE]), [RULE], "programme", two)[0]


def test_a_form_for_the_chair_alone_bars_the_vice_chairs():
    """Form.hosts says which posts: the chair stays, a vice-chair is out."""
    forms = tuple(f.model_copy(update={"hosts": ("chair",)}) for f in county([RULE]).forms)
    problem = county([RULE], forms=forms)
    assert not solve_with(problem, [RULE], "programme", fixed("副主席乙", 3))[0]
    assert solve_with(problem, [RULE], "programme", fixed("主席甲", 3))[0]
    verdict = check(plan(session(3, DAY, host="副主席乙")), problem)
    assert "不由此职务主持" in verdict.findings[0].text


def test_the_cap_is_reached_but_not_passed_and_the_merged_session_does_not_count():
    """Cap 2 for the chair: the merged session and two others; a third other is one too many."""
    problem = county([RULE], leaders=leaders("主席甲", host_cap=2))
    assert solve_with(problem, [RULE], "programme", fixed("主席甲", 1, 2, 3))[0]
    assert not solve_with(problem, [RULE], "programme", fixed("主席甲", 2, 3, 4))[0]


def test_a_host_away_that_day_is_forbidden_and_the_next_day_allowed():
    """Away on 20 May only: the 20th is out, the 21st is in."""
    problem = county([RULE], absences=(Absence(subject="主席甲", start=DAY, end=DAY),))
    assert not solve_with(problem, [RULE], "programme", fixed("主席甲", 3, day=DAY))[0]
    later = fixed("主席甲", 3, day=date(2027, 5, 21))
    assert solve_with(problem, [RULE], "programme", later)[0]


def test_the_chair_hosts_the_merged_session_by_office():
    """可主持 否 for the chair keeps the chair from ordinary sessions only."""
    problem = county([RULE], leaders=leaders("主席甲", can_host=False))
    assert solve_with(problem, [RULE], "programme", fixed("主席甲", 1))[0]
    assert not solve_with(problem, [RULE], "programme", fixed("主席甲", 2))[0]
    merged = session(1, date(2027, 1, 12), merged_with_plenary=True)
    assert check(plan(merged), problem).holds


@pytest.mark.parametrize(
    ("host", "word"), [("", "没有主持人"), ("秘书长丁", "应为主席或受主席委托的副主席")]
)
def test_check_names_a_missing_or_unentitled_host(host, word):
    """Nobody, or the secretary-general."""
    verdict = check(plan(session(3, DAY, host=host)), county([RULE]))
    assert verdict.findings[0].session == "bimonthly-3"
    assert word in verdict.findings[0].text


def test_check_counts_the_cap_and_looks_at_absences():
    """Two sessions with cap 1; and a host away on the day."""
    two = plan(session(3, DAY), session(4, date(2027, 7, 15)))
    assert check(two, county([RULE])).holds
    capped = check(two, county([RULE], leaders=leaders("主席甲", host_cap=1)))
    assert "主持 2 次，超过年度主持上限 1 次" in capped.findings[0].text
    away = county([RULE], absences=(Absence(subject="主席甲", start=DAY, end=DAY),))
    assert [f.session for f in check(two, away).findings] == ["bimonthly-3"]
    undelegated = county([RULE], leaders=leaders("主席甲", can_host=False))
    assert "可主持" in check(two, undelegated).findings[0].text
