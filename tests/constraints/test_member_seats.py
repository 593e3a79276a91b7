"""Without this rule a session could be a hearing of one, or a crowd in which nobody is heard."""

from constraints.member_seats import RULE
from planner.domain import Absence, Leader
from tests.builders import BODIES, LEADERS, county, member, plan, session, solve_with
from tests.constraints.seated import (
    DAYS,
    M,
    allowed,
    filled,
    one,
    parameter,
    reported,
    seating,
    texts,
    year,
)

FIVE = {n: M[1:6] for n in range(2, 7)}


def test_five_to_seven_members_a_session() -> None:
    problem = county([RULE])
    assert allowed(problem, RULE, FIVE)  # just inside
    assert allowed(problem, RULE, FIVE | {3: M[1:8]})  # seven
    assert not allowed(problem, RULE, FIVE | {3: M[1:9]})  # eight
    assert not allowed(problem, RULE, FIVE | {3: M[1:5]})  # four


def test_the_merged_session_has_no_number_of_seats() -> None:
    assert allowed(county([RULE]), RULE, FIVE | {1: M[1:3]})
    merged = session(1, DAYS[0], merged_with_plenary=True, members=tuple(M[1:3]))
    assert RULE.check(plan(merged), county([RULE])).holds


def test_leaders_and_heads_take_no_seat() -> None:
    leader = Leader(id="李副主席", name="李副主席", post="副主席", person="M001")
    head = BODIES[0].model_copy(update={"head": "M002"})
    for changes, who in (
        ({"leaders": (*LEADERS, leader)}, "M001"),
        ({"bodies": (head, *BODIES[1:])}, "M002"),
    ):
        problem = county([RULE], **changes)
        assert not allowed(problem, RULE, FIVE | {2: [who, *M[3:8]]})
        assert allowed(problem, RULE, {n: M[3:8] for n in range(2, 7)})
        assert f"（{who}）" in texts(RULE.check(one([who, *M[3:8]]), problem))


def test_six_where_nothing_else_asks_for_five_or_seven() -> None:
    seats, found, terms = filled(
        county([RULE]), [RULE], dict.fromkeys(range(2, 7), 6), "member-seats.off"
    )
    assert [len(seats[n]) for n in range(2, 7)] == [6] * 5
    assert terms == RULE.measure(found, county([RULE])) == {"member-seats.off": 0}


def test_the_term_is_the_plans_own_number() -> None:
    # 5, 5, 7, 6, 6 seats are 1 + 1 + 1 + 0 + 0 off six
    seats = FIVE | {4: M[1:8], 5: M[1:7], 6: M[1:7]}
    problem = county([RULE])
    assert reported(problem, RULE, seats) == RULE.measure(year(seats), problem)
    assert RULE.measure(year(seats), problem) == {"member-seats.off": 3}
    # maximised, the distance is still not more than the plan's own: 5 × 1 with 5 or 7 everywhere
    found, _, terms = solve_with(
        problem, [RULE], "people", seating(FIVE), year(), maximise="member-seats.off"
    )
    assert found
    assert terms["member-seats.off"] == 5


def test_a_target_beyond_the_maximum_still_has_a_plan() -> None:
    problem = county([RULE], [parameter("member-seats", "target", 10)])
    seats = {n: M[1:8] for n in range(2, 7)}  # 7 is 3 off 10, five times
    assert reported(problem, RULE, seats) == {"member-seats.off": 15}


def test_days_on_which_too_few_members_are_there_are_kept_clear() -> None:
    members = tuple(member(n) for n in range(1, 7))
    day = DAYS[1]

    def on_that_day(away: int) -> bool:
        absences = tuple(Absence(subject=M[n], start=day, end=day) for n in range(1, away + 1))
        problem = county([RULE], members=members, absences=absences)
        return solve_with(
            problem,
            [RULE],
            "programme",
            lambda model, v: model.add(v.on_day("bimonthly-2", day) == 1),
        )[0]

    assert on_that_day(1)  # 5 of 6 there: just enough
    assert not on_that_day(2)


def test_check_names_session_and_numbers() -> None:
    problem = county([RULE])
    assert RULE.check(one(M[1:7]), problem).holds
    assert "bimonthly-2 邀请委员 4 名，应为 5—7 名" in texts(RULE.check(one(M[1:5]), problem))
