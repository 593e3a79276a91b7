"""Without this rule the same few would be asked all year, some of them on days they are away."""

from constraints.invitation_cap import RULE
from planner.domain import Absence
from tests.builders import county, expert, member, solve_with
from tests.constraints.seated import DAYS, allowed, one, texts, year


def capped(cap: int | None):  # type: ignore[no-untyped-def]
    return county([RULE], members=(member(1, cap=cap),), experts=(expert(1, cap=cap),))


def test_nobody_beyond_their_cap() -> None:
    for who in ("M001", "E01"):
        assert allowed(capped(2), RULE, {2: [who], 3: [who]})  # just inside
        assert not allowed(capped(2), RULE, {2: [who], 3: [who], 4: [who]})
        assert allowed(capped(None), RULE, {n: [who] for n in range(1, 7)})
        assert not allowed(capped(0), RULE, {2: [who]})


def test_a_speech_at_the_plenary_counts_for_no_cap() -> None:
    seats = {1: ["M001"], 2: ["M001"], 3: ["M001"]}
    assert allowed(capped(2), RULE, seats)
    assert RULE.check(year(seats), capped(2)).holds


def test_nobody_on_a_day_away() -> None:
    for who, number in (("M001", 2), ("E01", 2), ("M001", 1)):
        absences = (Absence(subject=who, start=DAYS[number - 1], end=DAYS[number - 1]),)
        problem = county([RULE], absences=absences)
        assert not allowed(problem, RULE, {number: [who]})
        assert allowed(problem, RULE, {number + 1: [who]})
        said = texts(RULE.check(year({number: [who]}), problem))
        assert f"bimonthly-{number}" in said
        assert f"（{who}）{DAYS[number - 1]} 不在" in said


def test_in_one_model_the_day_moves_or_the_seat_goes() -> None:
    absences = (Absence(subject="M001", start=DAYS[1], end=DAYS[1]),)
    problem = county([RULE], absences=absences, members=(member(1),), experts=())
    for day, possible in ((DAYS[1], False), (DAYS[1].replace(day=19), True)):

        def fix(model, v, day=day):  # type: ignore[no-untyped-def]
            model.add(v.on_day("bimonthly-2", day) == 1)
            model.add(v.seat("bimonthly-2", "M001") == 1)

        assert solve_with(problem, [RULE], ("programme", "people"), fix)[0] is possible


def test_an_alternate_who_is_away_is_named() -> None:
    absences = (Absence(subject="M002", start=DAYS[1], end=DAYS[1]),)
    problem = county([RULE], absences=absences)
    found = one(["M001"], alternates=("M002",), alternates_by_seat={"M001": ("M002",)})
    assert "bimonthly-2 的递补委员委员2（M002）" in texts(RULE.check(found, problem))
    assert RULE.check(found, county([RULE])).holds


def test_check_counts_the_year() -> None:
    seats = {n: ["M001"] for n in (2, 3, 4)}
    said = texts(RULE.check(year(seats), capped(2)))
    assert "委员1（M001）全年受邀 3 次，超过年度邀请上限 2 次" in said
    assert RULE.check(year(seats), capped(3)).holds
