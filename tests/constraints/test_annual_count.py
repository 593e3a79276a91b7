"""Two 常委会 and two 专题协商会 a year: one too few is a statute broken, one too many is work."""

from datetime import date

from constraints.annual_count import RULE
from planner.domain import ParameterValue
from planner.plan import Plan, Session
from tests.builders import kailu_county, plan, solve_with
from tests.constraints.kailu_sessions import special, standing
from tests.constraints.programmes import texts

PLENARY = Session(id="plenary-1", form="plenary", date=date(2027, 1, 11))


def year(standings: int, specials: int) -> Plan:
    """So many of each form, and the plenary."""
    return plan(
        PLENARY,
        *(standing(id=f"standing-{n}") for n in range(1, standings + 1)),
        *(special(id=f"special-{n}") for n in range(1, specials + 1)),
    )


def test_as_many_as_the_articles_say_are_right_and_one_more_or_less_is_not() -> None:
    problem = kailu_county([RULE])
    assert RULE.check(year(2, 2), problem).holds
    few = texts(RULE.check, year(1, 2), problem)
    assert "专题议政性常委会全年 1 次（standing-1），应为 2 次；请补 1 次" in few
    assert "专题协商会全年 3 次" in texts(RULE.check, year(2, 3), problem)
    assert "全体会议全年 0 次" in texts(RULE.check, plan(*year(2, 2).sessions[1:]), problem)


def test_the_sheet_of_rules_changes_the_number_and_makes_the_sessions() -> None:
    three = ParameterValue(rule="annual-count", name="count", form="special", value=3)
    problem = kailu_county([RULE], [three])
    assert [s.id for s in problem.slots if s.form == "special"] == [
        "special-1",
        "special-2",
        "special-3",
    ]
    assert RULE.check(year(2, 3), problem).holds
    assert not RULE.check(year(2, 2), problem).holds


def test_sessions_are_numbered_by_date() -> None:
    def days(first: date, second: date) -> bool:
        def fix(model, v):  # type: ignore[no-untyped-def]
            model.add(v.on_day("special-1", first) == 1)
            model.add(v.on_day("special-2", second) == 1)

        return solve_with(kailu_county([RULE]), [RULE], "programme", fix)[0]

    assert days(date(2027, 4, 8), date(2027, 4, 9))
    assert not days(date(2027, 4, 9), date(2027, 4, 8))
