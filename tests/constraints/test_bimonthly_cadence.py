"""One session in each two-month period: without it a period is skipped, or crowded."""

from datetime import date

from constraints.bimonthly_cadence import RULE, check
from tests.builders import county, plan, session, solve_with

DAYS = (
    date(2027, 1, 12),
    date(2027, 3, 18),
    date(2027, 5, 20),
    date(2027, 7, 15),
    date(2027, 9, 16),
    date(2027, 11, 18),
)


def test_each_period_gets_one_day():
    """A year without constraints still has its six sessions, each on one day of its period."""
    problem = county([RULE])
    found = []

    def see(model, variables):
        found.extend(
            variables.on_day(s.id, d) for s in variables.sessions for d in variables.days(s.id)
        )

    feasible, value, _ = solve_with(problem, [RULE], "programme", see)
    assert feasible
    assert sum(map(value, found)) == 6


def test_a_period_left_out_is_no_plan():
    """No session in May and June: forbidden."""
    problem = county([RULE])

    def none(model, variables):
        for day in variables.days("bimonthly-3"):
            model.add(variables.on_day("bimonthly-3", day) == 0)

    assert not solve_with(problem, [RULE], "programme", none)[0]


def test_two_sessions_in_a_period_are_no_plan():
    """Two days for one session: forbidden."""
    problem = county([RULE])

    def two(model, variables):
        first, second = variables.days("bimonthly-3")[:2]
        model.add(variables.on_day("bimonthly-3", first) == 1)
        model.add(variables.on_day("bimonthly-3", second) == 1)

    assert not solve_with(problem, [RULE], "programme", two)[0]


def test_the_last_working_day_of_a_period_is_allowed():
    """30 June 2027, a Wednesday, is still in May–June."""
    problem = county([RULE])

    def last(model, variables):
        model.add(variables.on_day("bimonthly-3", date(2027, 6, 30)) == 1)

    assert solve_with(problem, [RULE], "programme", last)[0]


def test_check_counts_each_period():
    """Six sessions hold; one moved from May to April leaves a period empty and crowds another."""
    problem = county([RULE])
    good = [session(n, day) for n, day in enumerate(DAYS, start=1)]
    good[0] = good[0].replace(merged_with_plenary=True)
    assert check(plan(*good), problem).holds
    moved = [*good[:2], good[2].replace(date=date(2027, 4, 29)), *good[3:]]
    verdict = check(plan(*moved), problem)
    assert [f.session for f in verdict.findings] == ["bimonthly-2", "bimonthly-3"]
    assert "2 次" in verdict.findings[0].text
    assert "0 次" in verdict.findings[1].text


def test_a_merged_session_outside_january_and_february_stands_for_its_period():
    """Plenary in March and 并入全会: the March session is the January–February one."""
    year = {
        "plenary_start": date(2027, 3, 8),
        "plenary_end": date(2027, 3, 10),
        "merge_choice": "并入全会",
    }
    problem = county([RULE], settings=year)
    sessions = [session(n, day) for n, day in enumerate(DAYS, start=1)]
    sessions[0] = sessions[0].replace(date=date(2027, 3, 9), merged_with_plenary=True)
    assert check(plan(*sessions), problem).holds


def test_no_session_is_due_in_january_and_february_where_the_office_wants_none():
    """Plenary in March and 不安排: five sessions hold, a sixth is not asked for."""
    year = {
        "plenary_start": date(2027, 3, 8),
        "plenary_end": date(2027, 3, 10),
        "merge_choice": "不安排",
    }
    problem = county([RULE], settings=year)
    sessions = [session(n, day) for n, day in enumerate(DAYS, start=1)][1:]
    verdict = check(plan(*sessions), problem)
    assert verdict.holds
    assert verdict.checked == 5
