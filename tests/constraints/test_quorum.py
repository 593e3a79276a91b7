"""Without this rule a session could be invited of whom most are known not to come."""

from constraints.quorum import RULE
from planner.domain import Leader
from tests.builders import LEADERS, county, member, plan, session
from tests.constraints.seated import DAYS, M, allowed, one, parameter, texts


def rated(*rates: int, assumed: int = 0):  # type: ignore[no-untyped-def]
    """Members M001 … with these rates, the first `assumed` of them blank in the workbook."""
    members = tuple(
        member(n, attendance_percent=rate, attendance_assumed=n <= assumed)
        for n, rate in enumerate(rates, 1)
    )
    return county([RULE], members=members)


def test_half_of_those_due_is_just_enough() -> None:
    # (90 + 10) / 2 = 50; (90 + 10 + 50) / 3 = 50; (90 + 9) / 2 = 49.5
    assert allowed(rated(90, 10), RULE, {2: M[1:3]})
    assert allowed(rated(90, 10, 50), RULE, {2: M[1:4]})
    assert not allowed(rated(90, 9), RULE, {2: M[1:3]})
    assert allowed(rated(90, 9), RULE, {2: M[1:2]})


def test_the_merged_session_is_not_judged() -> None:
    assert allowed(rated(10, 10), RULE, {1: M[1:3]})


def test_the_share_is_a_parameter() -> None:
    problem = rated(80, 60).model_copy(
        update={"parameters": (*rated(80, 60).parameters, parameter("quorum", "percent", 70))}
    )
    assert allowed(problem, RULE, {2: M[1:3]})  # 140 of 200: exactly 70 %
    assert not allowed(problem, RULE, {2: ["M002"]})


def test_check_names_session_and_numbers() -> None:
    assert RULE.check(one(M[1:3]), rated(90, 10)).holds
    # 49 + 50 + 50 = 149 of 300
    said = texts(RULE.check(one(M[1:4]), rated(49, 50, 50)))
    assert "bimonthly-2 邀请委员 3 名，按出席率预计到会 1.5 名，不足 50%" in said


def test_how_many_rates_are_assumed_is_said() -> None:
    verdict = RULE.check(one(M[1:4]), rated(80, 80, 90, 80, assumed=2))
    assert verdict.holds
    assert verdict.notes == ("受邀委员中 2 名没有出席率，按约定的比率计算。",)


def test_a_plenary_that_will_miss_two_thirds_is_a_warning_only() -> None:
    whole = plan(session(1, DAYS[0], id="plenary-1", form="plenary"))
    assert RULE.check(whole, rated(67, 67)).notes == ()
    verdict = RULE.check(whole, rated(67, 66))
    assert verdict.holds
    assert "66.5%，不足 67%" in verdict.notes[0]


def test_members_who_come_by_office_do_not_make_up_for_others() -> None:
    # the chair (rate 100) takes no seat, so his rate cannot carry M002 (rate 40)
    leader = Leader(id="主席", name="主席", post="主席", person="M001")
    base = rated(100, 40)
    problem = base.model_copy(update={"leaders": (*LEADERS, leader)})
    assert not allowed(problem, RULE, {2: M[1:3]})
    assert allowed(base, RULE, {2: M[1:3]})
