"""A supervision activity is dated in its months, as long as it says, led and staffed."""

from datetime import date

import pytest

from constraints.supervision import RULE
from planner.domain import Absence, ParameterValue
from tests.builders import SUPERVISIONS, kailu_county, plan, solve_with
from tests.constraints.kailu_sessions import supervision
from tests.constraints.programmes import texts

# 社法委员会's members are every sixth: M005, M011, … M035.
TEAM = ("M005", "M011", "M017")
DAY = date(2027, 8, 31)
LENGTH = ParameterValue(rule="working-days", name="half_days", form="supervision", value=3)


def test_a_dated_led_and_staffed_one_is_right_on_the_last_day_of_its_months() -> None:
    held = supervision(date=date(2027, 9, 30), members=TEAM)
    assert RULE.check(plan(held), kailu_county([RULE])).holds


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"date": date(2027, 10, 8)}, "应在 8—9 月"),
        ({"date": date(2026, 8, 31)}, "应在 8—9 月"),
        ({"lead_body": "教育委员会"}, "应由社法委员会牵头"),
        ({"members": TEAM[:2]}, "只有 2 名委员，至少 3 名"),
        ({"topics": ()}, "没有安排"),
        ({"state": "cancelled"}, "没有安排"),
    ],
)
def test_what_is_wrong_is_named(changes: dict[str, object], words: str) -> None:
    held = supervision(**({"date": DAY, "members": TEAM} | changes))
    assert words in texts(RULE.check, plan(held), kailu_county([RULE]))


@pytest.mark.parametrize(
    ("own", "asked"),
    [(0, 3), (2, 2), (4, 4)],  # blank 天数: as long as the form's, a day and a half here
)
def test_an_activity_takes_its_own_time_or_the_forms(own: int, asked: int) -> None:
    activity = SUPERVISIONS[0].model_copy(update={"half_days": own})
    problem = kailu_county([RULE], [LENGTH], supervisions=(activity,))
    assert problem.slot("supervision-S01").half_days == asked
    held = supervision(date=DAY, members=TEAM, half_days=asked)
    assert RULE.check(plan(held), problem).holds
    short = plan(held.replace(half_days=asked - 1))
    assert f"工作簿要求 {asked} 个半天" in texts(RULE.check, short, problem)


def test_a_day_on_which_too_few_of_the_body_are_there_is_barred() -> None:
    # Seven members of the body and a team of three: four away leave three, five leave two.
    own = [m.id for m in kailu_county([RULE]).members if m.body == "社法委员会"]

    def possible(away: int) -> bool:
        absences = tuple(Absence(subject=m, start=DAY, end=DAY) for m in own[:away])
        fix = lambda model, v: model.add(v.on_day("supervision-S01", DAY) == 1)  # noqa: E731
        problem = kailu_county([RULE], absences=absences)
        return solve_with(problem, [RULE], "programme", fix)[0]

    assert possible(len(own) - 3)
    assert not possible(len(own) - 2)
