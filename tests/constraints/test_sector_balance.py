"""Without this rule a session could hear one 界别 alone, and small 界别 never."""

from constraints import once, one_lead_body
from constraints.sector_balance import RULE
from planner.domain import Absence
from tests.builders import county, member, solve_with, topic
from tests.constraints.programmes import solved
from tests.constraints.seated import DAYS, M, allowed, filled, one, parameter, reported, texts, year

# county(): 24 members, sector n % 6, so M006, M012, M018, M024 are of one sector.
ORDINARY = range(2, 7)
THREE = {n: ["M001", "M002", "M003"] for n in ORDINARY}


def test_three_sectors_a_session() -> None:
    problem = county([RULE])
    assert allowed(problem, RULE, THREE)  # just enough
    assert not allowed(problem, RULE, THREE | {4: ["M001", "M002", "M007", "M008"]})  # two
    assert allowed(problem, RULE, THREE | {4: M[1:7]})  # six


def test_the_number_is_a_parameter_and_the_merged_session_free() -> None:
    problem = county([RULE], [parameter("sector-balance", "k", 4)])
    assert not allowed(problem, RULE, THREE)
    assert allowed(problem, RULE, {n: M[1:5] for n in ORDINARY} | {1: ["M001"]})


def test_days_on_which_too_few_sectors_are_there_are_kept_clear() -> None:
    members = tuple(member(n) for n in range(1, 5))  # four sectors

    def on_that_day(away: int) -> bool:
        absences = tuple(
            Absence(subject=M[n], start=DAYS[1], end=DAYS[1]) for n in range(1, away + 1)
        )
        return solve_with(
            county([RULE], members=members, absences=absences),
            [RULE],
            "programme",
            lambda model, v: model.add(v.on_day("bimonthly-2", DAYS[1]) == 1),
        )[0]

    assert on_that_day(1)  # three sectors left
    assert not on_that_day(2)


def test_seats_follow_the_shares() -> None:
    # 12 of one sector, 6 of another, 6 of a third: of 30 seats 15, 7.5 and 7.5 (target 6 × 5)
    sectors = ["农业"] * 12 + ["教育"] * 6 + ["医卫"] * 6
    members = tuple(member(n, sector=s) for n, s in enumerate(sectors, 1))
    problem = county([RULE], members=members)
    seats, found, terms = filled(
        problem, [RULE], dict.fromkeys(ORDINARY, 6), "sector-balance.share"
    )
    chosen = [sectors[int(m[1:]) - 1] for people in seats.values() for m in people]
    assert sorted(chosen.count(s) for s in ("农业", "教育", "医卫")) == [7, 8, 15]
    # |150 − 150| + |70 − 75| + |80 − 75| tenths of a seat
    assert (
        terms["sector-balance.share"] == RULE.measure(found, problem)["sector-balance.share"] == 10
    )


def test_the_term_is_the_plans_own_number() -> None:
    problem = county([RULE])
    seats = THREE | {4: M[1:8], 1: M[1:3]}
    # each sector 4 of 24: 30 × 4 / 24 = 5 seats, 50 tenths. M001, M007: 6, M002, M003: 5 each;
    # M004, M005, M006: 1 each. |60−50| + 0 + 0 + 3 × 40
    assert reported(problem, RULE, seats)["sector-balance.share"] == 130
    assert RULE.measure(year(seats), problem)["sector-balance.share"] == 130


def test_topics_reach_as_many_sectors_as_they_can() -> None:
    # six sectors; six places for seven topics: T01 … T06 name one sector between them, T07 three
    # others: with T07 four are reached, two are not.
    sectors = [member(n).sector for n in range(1, 7)]
    assert len(set(sectors)) == 6
    topics = tuple(
        topic(n, sectors=tuple(sectors[1:4]) if n == 7 else (sectors[0],)) for n in range(1, 8)
    )
    rules = [RULE, one_lead_body.RULE, once.RULE]
    problem = county(rules, topics=topics)
    found, terms = solved(problem, rules, {}, minimise="sector-balance.unreached")
    assert "T07" in {t for s in found.sessions for t in s.topics}
    assert terms["sector-balance.unreached"] == 2
    assert RULE.measure(found, problem)["sector-balance.unreached"] == 2
    without, terms = solved(
        problem, rules, {"bimonthly-1": "T01"}, maximise="sector-balance.unreached"
    )
    assert terms["sector-balance.unreached"] == 5  # T07 left out
    assert RULE.measure(without, problem)["sector-balance.unreached"] == 5


def test_check_names_session_and_sectors() -> None:
    problem = county([RULE])
    assert RULE.check(one(M[1:7]), problem).holds
    said = texts(RULE.check(one(["M001", "M002", "M007", "M008"]), problem))
    assert "bimonthly-2 的委员来自 2 个界别（农业、经济），应不少于 3 个" in said
