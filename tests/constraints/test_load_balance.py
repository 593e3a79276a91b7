"""Without this rule the same few members would be asked each year, and a refusal leave a gap."""

import pytest

from constraints import relevance
from constraints.load_balance import RULE
from inputs.profile import load_emphases
from planner.dates import HalfDay
from planner.domain import Absence, Lock
from planner.plan import Milestone, Plan
from tests.builders import county, member, topic
from tests.constraints.seated import DAYS, M, filled, one, parameter, reported, texts, year

ORDINARY = range(2, 7)


def asked_before(*times: int):  # type: ignore[no-untyped-def]
    """Members M001 … asked so often in earlier years; all men of one sector."""
    members = tuple(
        member(n, times_before=t, gender="男", sector="农业") for n, t in enumerate(times, 1)
    )
    return county([RULE], members=members)


# -- who is asked ------------------------------------------------------------------------------
def test_who_was_asked_least_is_asked_first() -> None:
    problem = asked_before(3, 0, 2, 1)
    seats, found, terms = filled(problem, [RULE], {2: 2}, "load-balance.waiting")
    assert seats[2] == ("M002", "M004")
    # 1² − 0² + 2² − 1²
    assert (
        terms["load-balance.waiting"] == RULE.measure(found, problem)["load-balance.waiting"] == 4
    )


@pytest.mark.parametrize(("emphasis", "asked"), [("均衡", "M001"), ("委员覆盖", "M002")])
def test_for_coverage_who_was_never_asked_goes_before_who_fits_but_was_three_times(
    emphasis: str, asked: str
) -> None:
    """A seat costs who was asked three times 2 · 3 + 1 = 7, the other 1; who does not fit lacks 6 points more.

    均衡 weighs 4 · 7 = 28 against 4 · 1 + 6 · 6 = 40; 委员覆盖 16 · 7 = 112 against 16 · 1 + 36 = 52.
    """
    people = load_emphases()[emphasis].stages[-1].weights
    topics = tuple(topic(n, expertise=("水利",), sectors=("农业",)) for n in range(1, 7))
    members = (
        member(1, times_before=3, sector="农业", expertise=("水利",), body=""),
        member(2, sector="工商", expertise=(), body=""),
    )
    rules = [RULE, relevance.RULE]
    problem = county(rules, members=members, topics=topics)
    weights = {name: people[name] for name in ("load-balance.waiting", "relevance.missing")}
    seats, _, _ = filled(problem, rules, {2: 1}, weights)
    assert seats[2] == (asked,)


def test_nobody_twice_while_others_with_as_few_wait() -> None:
    seats, _, terms = filled(asked_before(1, 1, 1, 1), [RULE], {2: 2, 3: 2}, "load-balance.waiting")
    assert sorted(seats[2] + seats[3]) == M[1:5]
    assert terms["load-balance.repeats"] == 0


def test_a_speech_at_the_plenary_is_counted() -> None:
    seats, _, _ = filled(asked_before(0, 0), [RULE], {1: 1, 2: 1}, "load-balance.waiting")
    assert set(seats[1]) != set(seats[2])


def test_women_others_than_the_cpc_and_towns_have_their_share() -> None:
    # 30 seats of the year (6 × 5), 10 members: 5 women, so 15 of the seats; as many from 甲镇
    members = tuple(
        member(n, gender="女" if n <= 5 else "男", town="甲镇" if n in (1, 2, 6, 7, 8) else "乙镇")
        for n in range(1, 11)
    )
    problem = county([RULE], members=members)
    seats, found, terms = filled(problem, [RULE], dict.fromkeys(ORDINARY, 6), "load-balance.mix")
    chosen = [m for people in seats.values() for m in people]
    assert sum(m in M[1:6] for m in chosen) == 15
    assert sum(m in ("M001", "M002", "M006", "M007", "M008") for m in chosen) == 15
    assert terms["load-balance.mix"] == RULE.measure(found, problem)["load-balance.mix"] == 0


@pytest.mark.parametrize("term", ["waiting", "repeats", "unheard", "mix"])
def test_the_terms_are_the_plans_own_numbers_even_where_worst_is_sought(term: str) -> None:
    members = tuple(
        member(
            n,
            times_before=n,
            gender="女" if n == 2 else "男",
            party="中共党员" if n == 1 else "民盟" if n == 2 else "",
            town=f"镇{n % 2}",
        )
        for n in range(1, 5)
    )
    problem = county([RULE], members=members)
    seats = {1: ["M001"], 2: ["M001", "M002"], 3: ["M001"]}
    terms = reported(problem, RULE, seats, maximise=f"load-balance.{term}")
    assert terms == RULE.measure(year(seats), problem)
    # waiting (1+3)² − 1² + (2+1)² − 2²; repeats 2 of M001; M003, M004
    # unheard; women and non-CPC due 30/4 → 8 each, 1
    # seated each; towns due 15 each: 镇1 has M001 twice (not the plenary), 镇0 M002 once
    assert RULE.measure(year(seats), problem) == {
        "load-balance.waiting": 15 + 5,
        "load-balance.repeats": 2,
        "load-balance.unheard": 2,
        "load-balance.mix": 7 + 7 + 13 + 14,
    }


def test_very_many_earlier_times_weigh_no_more_than_twenty() -> None:
    problem = asked_before(500)
    assert reported(problem, RULE, {2: ["M001"]})["load-balance.waiting"] == 21 * 21 - 20 * 20


# -- alternates --------------------------------------------------------------------------------
def made(problem, plan: Plan) -> Plan:  # type: ignore[no-untyped-def]
    return RULE.make(plan, problem)


def test_two_alternates_a_seat_same_sector_first_nobody_behind_two_seats() -> None:
    # sectors n % 6: M001, M007, M013, M019 of one; M002, M008, M014, M020 of another
    found = made(county([RULE]), one(["M001", "M002"])).sessions[0]
    assert found.alternates_by_seat == {"M001": ("M007", "M013"), "M002": ("M008", "M014")}
    assert found.alternates == ("M007", "M013", "M008", "M014")
    assert RULE.check(made(county([RULE]), one(["M001", "M002"])), county([RULE])).holds


def test_fit_then_who_was_asked_least_decide_among_a_sector() -> None:
    members = tuple(
        member(n, sector="农业", times_before=t, expertise=("水利",) if n in (4, 5) else ())
        for n, t in ((1, 0), (2, 0), (3, 1), (4, 5), (5, 2))
    )
    topics = (topic(1), topic(2, expertise=("水利",)), *county().topics[2:])
    problem = county(
        [RULE], [parameter("load-balance", "alternates", 4)], members=members, topics=topics
    )
    found = made(problem, one(["M001"])).sessions[0]
    assert found.alternates == ("M005", "M004", "M002", "M003")


def test_who_cannot_step_in_is_no_alternate() -> None:
    # M007 away, M013 has an interest, M019 at the cap: of the sector of M001 nobody is left
    absences = (Absence(subject="M007", start=DAYS[1], end=DAYS[1]),)
    topics = (topic(1), topic(2, stakeholders=("M013",)), *county().topics[2:])
    members = tuple(member(n, cap=1 if n == 19 else None) for n in range(1, 25))
    locks = (Lock(subject="T02", item="不参加", values=("M002",)),)
    problem = county([RULE], absences=absences, topics=topics, members=members, locks=locks)
    seats = {2: ["M001"], 3: ["M019"]}
    research = Milestone(kind="research", start=DAYS[1], end=DAYS[1], team=("副主席乙", "M003"))
    planned = year(seats)
    planned = planned.update(planned.sessions[3].add(research))  # others' research that day
    same_time = planned.sessions[4].replace(date=DAYS[1], half_day=HalfDay.AM, members=("M004",))
    planned = made(problem, planned.update(same_time))
    found = planned.session("bimonthly-2")
    assert found is not None
    assert found.alternates == ("M005", "M006")
    assert RULE.check(planned, problem).holds
    for barred in ("M001", "M002", "M003", "M004", "M007", "M013", "M019"):
        behind = {"M001": (barred, "M005")}
        wrong = found.replace(alternates=(barred, "M005"), alternates_by_seat=behind)
        said = texts(RULE.check(planned.update(wrong), problem))
        assert f"bimonthly-2 委员委员1（M001）的递补委员 {barred} 不能递补" in said


def test_an_alternate_stands_behind_two_seats_only_where_nobody_else_is_left() -> None:
    problem = asked_before(0, 0, 0, 0, 0)
    found = made(problem, one(["M001", "M002"]))
    # three are left for two seats of two alternates each
    assert found.sessions[0].alternates_by_seat == {
        "M001": ("M003", "M005"),
        "M002": ("M004", "M003"),
    }
    assert RULE.check(found, problem).holds


def test_check_names_a_seat_without_alternates() -> None:
    problem = county([RULE])
    found = made(problem, one(["M001", "M002"]))
    bare = found.sessions[0].replace(alternates_by_seat={"M001": ("M007", "M013")})
    said = texts(RULE.check(found.update(bare), problem))
    assert "bimonthly-2 委员委员2（M002）的递补委员有 0 名，应为 2 名" in said
    assert "与各席位的递补委员不一致" in said


def test_check_names_a_member_of_the_sector_who_was_passed_over() -> None:
    problem = county([RULE])
    found = made(problem, one(["M001"]))
    behind = ("M007", "M002")
    wrong = found.sessions[0].replace(alternates=behind, alternates_by_seat={"M001": behind})
    said = texts(RULE.check(found.update(wrong), problem))
    assert "M002 不是经济界别的，而同界别的 M013 可以递补" in said


# -- who waits ---------------------------------------------------------------------------------
def test_who_has_waited_longest_is_listed_in_order() -> None:
    problem = asked_before(2, 0, 1, 0, 0)
    found = made(problem, year({1: ["M002"], 2: ["M005"]}))
    assert [(w.member, w.times_before) for w in found.waiting] == [
        ("M004", 0),
        ("M003", 1),
        ("M001", 2),
    ]
    assert RULE.check(found, problem).holds


def test_the_list_has_as_many_as_the_parameter_says() -> None:
    problem = county([RULE], [parameter("load-balance", "waiting_list", 3, "")])
    found = made(problem, year())
    assert [w.member for w in found.waiting] == M[1:4]


def test_check_names_who_is_missing_from_the_list() -> None:
    problem = asked_before(2, 0, 1)
    found = made(problem, year({2: ["M002"]}))
    short = found.replace(waiting=found.waiting[:1])
    assert "差在：M001" in texts(RULE.check(short, problem))
    turned = found.replace(waiting=found.waiting[::-1])
    assert "次序或次数不对" in texts(RULE.check(turned, problem))
