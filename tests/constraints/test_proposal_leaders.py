"""Without this rule a proposal would be talked over without those who brought it or must act on it."""

from datetime import date

import pytest

from constraints.one_place_at_a_time import RULE as ONE_PLACE
from constraints.proposal_leaders import RULE
from planner.dates import HalfDay
from planner.domain import Absence
from planner.variables import Time
from tests.builders import PROPOSALS, kailu_county, plan, solve_with
from tests.constraints.kailu_sessions import proposal, sector
from tests.constraints.preparations import DAY
from tests.constraints.seated import texts

P02 = {"id": "proposal-P02", "topics": ("P02",), "host": "主席甲", "lead_leader": "主席甲"}
"""The face-to-face on P02, brought by M009 and M010, supervised by the chair."""


def both(**changes):  # type: ignore[no-untyped-def]
    """Both face-to-faces as they should be, the second on another day."""
    first = proposal(leaders=("副县长己", "副主席丙"))
    second = proposal(**P02, members=("M009", "M010"), leaders=("副县长己", "主席甲"))
    return plan(first.replace(**changes), second.replace(date=date(2027, 6, 17)))


def away(*subjects: str, day: date = DAY):  # type: ignore[no-untyped-def]
    absences = tuple(Absence(subject=s, start=day, end=day) for s in subjects)
    return kailu_county([RULE], absences=absences)


@pytest.mark.parametrize(
    ("session", "absent", "possible"),
    [
        ("proposal-P01", (), True),
        ("proposal-P01", ("M004",), False),  # who alone brought it
        ("proposal-P02", ("M009",), True),  # M010 is there: just enough
        ("proposal-P02", ("M009", "M010"), False),
        ("proposal-P01", ("副主席丙",), False),  # who supervises it
        ("proposal-P01", ("副县长己",), True),  # who sends somebody
    ],
)
def test_not_on_a_day_on_which_it_would_be_invalid(
    session: str, absent: tuple[str, ...], possible: bool
) -> None:
    fix = lambda model, v: model.add(v.on_day(session, DAY) == 1)  # noqa: E731
    assert solve_with(away(*absent), [RULE], "programme", fix)[0] is possible


def test_a_group_that_brought_it_sends_somebody() -> None:
    brought = (PROPOSALS[0].model_copy(update={"proposers": ("M004", "民盟总支")}), PROPOSALS[1])
    absences = (Absence(subject="M004", start=DAY, end=DAY),)
    problem = kailu_county([RULE], key_proposals=brought, absences=absences)
    fix = lambda model, v: model.add(v.on_day("proposal-P01", DAY) == 1)  # noqa: E731
    assert solve_with(problem, [RULE], "programme", fix)[0]
    assert RULE.check(both(), problem).holds


def test_the_government_leader_is_listed() -> None:
    made = RULE.make(both(leaders=("副主席丙",)), kailu_county([RULE]))  # type: ignore[misc]
    assert made.sessions[0].leaders == ("副县长己", "副主席丙")
    assert RULE.check(made, kailu_county([RULE])).holds
    absent = away("副县长己")
    made = RULE.make(both(leaders=("副主席丙",)), absent)  # type: ignore[misc]
    assert made.sessions[0].leaders == ("副主席丙",)
    verdict = RULE.check(made, absent)
    assert verdict.holds
    assert "领办领导副县长己不在" in verdict.notes[0]


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"leaders": ("副主席丙",)}, "缺领办领导副县长己（副县长）"),
        ({"host": "副主席乙"}, "由副主席乙主持，应由督办领导副主席丙主持"),
        ({"members": ()}, "没有请提案人 委员4（M004）"),
    ],
)
def test_check_names_who_is_missing(changes: dict[str, object], word: str) -> None:
    problem = kailu_county([RULE])
    assert RULE.check(both(), problem).holds
    said = texts(RULE.check(both(**changes), problem))
    assert "proposal-P01（提案 P01）" in said
    assert word in said


def test_check_judges_the_day() -> None:
    said = texts(RULE.check(both(), away("M004")))
    assert "提案人 委员4 2027-05-20 都不在，提案人不到场的面对面协商无效" in said
    assert "督办领导副主席丙 2027-05-20 不在" in texts(RULE.check(both(), away("副主席丙")))
    partly = RULE.check(both(), away("M009", day=date(2027, 6, 17)))
    assert partly.holds
    assert "提案人委员9不在，由其他提案人到场" in partly.notes[0]


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"government_leader": ""}, "没有领办领导"),
        ({"government_leader": "副书记戊"}, "由副书记戊（县委副书记）领办，应为政府领导"),
        ({"supervisor": ""}, "没有督办领导"),
        ({"supervisor": "秘书长丁"}, "由秘书长丁（秘书长）督办，应为主席或副主席"),
    ],
)
def test_check_judges_the_two_leaders(changes: dict[str, str], word: str) -> None:
    brought = (PROPOSALS[0].model_copy(update=changes), PROPOSALS[1])
    assert word in texts(RULE.check(both(), kailu_county([RULE], key_proposals=brought)))


def test_a_key_proposal_without_a_session_is_found() -> None:
    said = texts(RULE.check(plan(both().sessions[0]), kailu_county([RULE])))
    assert "重点提案 P02《关于水利设施的提案》没有安排面对面协商" in said


def test_who_brought_a_proposal_convenes_nothing_else_at_that_half_day() -> None:
    # M004 brought P01 and convenes the sector 医卫; nobody else is in both
    problem = kailu_county([ONE_PLACE])
    wanted = ("proposal-P01", "sector-医卫")
    problem = kailu_county([ONE_PLACE], slots=tuple(s for s in problem.slots if s.id in wanted))
    other = sector(
        id="sector-医卫",
        group="医卫",
        host="委员4",
        lead_body="联络委员会",
        lead_leader="副主席乙",
    )
    given = plan(proposal(), other)

    def possible(first: HalfDay, second: HalfDay) -> bool:
        def fix(model, v):  # type: ignore[no-untyped-def]
            model.add(v.meets("proposal-P01", "session", Time(DAY, first)) == 1)
            model.add(v.meets("sector-医卫", "session", Time(DAY, second)) == 1)

        return solve_with(problem, [ONE_PLACE], "meetings", fix, given)[0]

    assert possible(HalfDay.AM, HalfDay.PM)
    assert not possible(HalfDay.PM, HalfDay.PM)
