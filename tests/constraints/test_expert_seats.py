"""Without this rule a specialised topic would be discussed without anyone who knows the field."""

from constraints.expert_seats import RULE
from planner.domain import Absence
from tests.builders import county, expert, member, solve_with, topic
from tests.constraints.seated import DAYS, E, allowed, one, texts

TOPICS = tuple(topic(n, wants_experts=n in (1, 2)) for n in range(1, 7))
"""T02 of session 2 asks for experts; so does T01 of the merged session."""


def asked(**changes):  # type: ignore[no-untyped-def]
    return county([RULE], **({"topics": TOPICS} | changes))


def test_two_or_three_where_the_topic_asks() -> None:
    assert allowed(asked(), RULE, {2: E[1:3]})  # two, just enough
    assert allowed(asked(), RULE, {2: E[1:4]})  # three, just inside
    assert not allowed(asked(), RULE, {2: E[1:5]})
    assert not allowed(asked(), RULE, {2: E[1:2]})
    assert not allowed(asked(), RULE, {})


def test_none_where_it_does_not_ask_nor_with_the_plenary() -> None:
    assert not allowed(asked(), RULE, {2: E[1:3], 3: E[1:3]})
    assert not allowed(asked(), RULE, {1: E[1:3], 2: E[1:3]})


def test_a_member_is_no_expert_and_who_is_away_is_not_invited() -> None:
    sitting = tuple(expert(n, person="M001" if n == 1 else f"E{n:02d}") for n in range(1, 5))
    away = (Absence(subject="E01", start=DAYS[1], end=DAYS[1]),)
    for problem, why in ((asked(experts=sitting), "本届委员"), (asked(absences=away), "不在")):
        assert not allowed(problem, RULE, {2: ["E01", "E02"]})
        assert allowed(problem, RULE, {2: ["E02", "E03"]})
        assert why in texts(RULE.check(one(["E01", "E02"]), problem))


def test_a_topic_that_asks_stays_off_days_with_too_few_experts() -> None:
    def planned(away: int, number: str = "T02") -> bool:
        absences = tuple(Absence(subject=e, start=DAYS[1], end=DAYS[1]) for e in E[1 : away + 1])

        def fix(model, v):  # type: ignore[no-untyped-def]
            model.add(v.topic_in("bimonthly-2", number) == 1)
            model.add(v.on_day("bimonthly-2", DAYS[1]) == 1)

        return solve_with(asked(absences=absences), [RULE], "programme", fix)[0]

    assert planned(2)  # 4 − 2 = 2 there: just enough
    assert not planned(3)
    assert planned(3, "T03")  # which asks for none


def test_no_experts_in_the_workbook_is_said_and_is_no_dead_end() -> None:
    problem = asked(experts=(expert(1),))  # one of the two it takes
    assert allowed(problem, RULE, {})
    verdict = RULE.check(one(), problem)
    assert verdict.holds
    assert "可请的专家只有 1 名" in verdict.notes[0]


def test_programme_and_people_in_one_model_keep_it_too() -> None:
    def fix(model, v):  # type: ignore[no-untyped-def]
        for slot in v.sessions:
            model.add(sum(v.on_day(slot.id, d) for d in v.days(slot.id)) == 1)
            for t in v.topic_ids:
                wanted = t == ("T02" if slot.id == "bimonthly-2" else "T03")
                model.add(v.topic_in(slot.id, t) == int(wanted))

    small = asked(members=(member(1),))
    for seats, possible in ((1, False), (2, True), (3, True), (4, False)):

        def seated(model, v, seats=seats):  # type: ignore[no-untyped-def]
            fix(model, v)
            model.add(sum(v.expert_seat("bimonthly-2", e.id) for e in small.experts) == seats)

        assert solve_with(small, [RULE], ("programme", "people"), seated)[0] is possible


def test_check_names_session_and_numbers() -> None:
    assert RULE.check(one(E[1:3]), asked()).holds
    assert "bimonthly-2 邀请专家 1 名，应为 2—3 名" in texts(RULE.check(one(E[1:2]), asked()))
    nobody = county([RULE])
    assert "应为 0 名" in texts(RULE.check(one(E[1:3]), nobody))
