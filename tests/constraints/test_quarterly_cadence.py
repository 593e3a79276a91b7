"""A quarter without its 季协商座谈会 is a promise broken that nobody sees until December."""

from datetime import date

from constraints.quarterly_cadence import RULE
from planner.domain import ParameterValue
from planner.plan import Plan, Session
from tests.builders import kailu_county, plan, solve_with
from tests.constraints.kailu_sessions import special
from tests.constraints.programmes import texts

DAYS = (date(2027, 2, 25), date(2027, 5, 20), date(2027, 9, 30), date(2027, 12, 31))
TWICE = ParameterValue(rule="quarterly-cadence", name="n", form="quarterly", value=2)


def held(*days: date) -> Plan:
    return plan(*(quarterly(f"quarterly-{n}", day) for n, day in enumerate(days, 1)))


def quarterly(name: str, day: date) -> Session:
    return special(id=name, form="quarterly", date=day)


def test_one_a_quarter_is_enough_up_to_its_last_day() -> None:
    assert RULE.check(held(*DAYS), kailu_county([RULE])).holds


def test_a_quarter_without_one_is_named_whatever_the_ids_say() -> None:
    # 30 September belongs to the third quarter: of the fourth nothing is left.
    moved = held(*DAYS[:3], date(2027, 9, 29))
    assert "第4季度（10—12月）有 0 次季协商座谈会" in texts(RULE.check, moved, kailu_county([RULE]))


def test_a_cancelled_one_is_not_held() -> None:
    whole = held(*DAYS)
    off = whole.update(quarterly("quarterly-2", DAYS[1]).replace(state="cancelled"))
    assert "第2季度" in texts(RULE.check, off, kailu_county([RULE]))


def test_the_office_may_ask_for_two_a_quarter() -> None:
    problem = kailu_county([RULE], [TWICE])
    slots = [s for s in problem.slots if s.form == "quarterly"]
    # 4 quarters × 2, each with its quarter's days
    assert [s.id for s in slots[:3]] == ["quarterly-1", "quarterly-1-2", "quarterly-2"]
    assert len(slots) == 8
    assert slots[1].last == date(2027, 3, 31)
    assert "有 1 次季协商座谈会，每季度至少 2 次" in texts(RULE.check, held(*DAYS), problem)


def test_two_of_a_quarter_are_numbered_by_date() -> None:
    problem = kailu_county([RULE], [TWICE])

    def first_on(first: date, second: date) -> bool:
        fix = lambda model, v: (  # noqa: E731
            model.add(v.on_day("quarterly-1", first) == 1),
            model.add(v.on_day("quarterly-1-2", second) == 1),
        )
        return solve_with(problem, [RULE], "programme", fix)[0]

    assert first_on(date(2027, 2, 25), date(2027, 3, 25))
    assert first_on(date(2027, 3, 25), date(2027, 3, 25))
    assert not first_on(date(2027, 3, 25), date(2027, 2, 25))
