"""Without this rule a topic on water would be put to people who know nothing of water."""

from datetime import date

import pytest

from constraints.relevance import RULE, fit
from tests.builders import county, expert, member, plan, session, solve_with, topic
from tests.constraints.seated import E, M, filled, one, reported, year


def asked():  # type: ignore[no-untyped-def]
    """T02 asks for 水利 and the sector 农业; its lead body is 经济委员会. T03 … ask for nothing."""
    topics = (
        topic(1),
        topic(2, expertise=("水利",), sectors=("农业界",)),
        *(topic(n) for n in range(3, 7)),
    )
    members = (
        member(1, sector="教育"),  # 0 of 8
        member(2, sector="农业"),  # 3
        member(3, sector="教育", expertise=("水利工程",)),  # 3
        member(4, sector="教育", body="经济委员会"),  # 2
        member(5, sector="农业", expertise=("水利",), body="经济委员会"),  # 8
    )
    experts = (expert(1, expertise=("水利",)), expert(2, expertise=("法律",)))
    return county([RULE], topics=topics, members=members, experts=experts)


def test_points_are_those_of_the_rule() -> None:
    problem = asked()
    points = [fit(m, problem.topic("T02"), "经济委员会") for m in problem.members]
    assert points == [0, 3, 3, 2, 8]
    assert fit(problem.expert("E01"), problem.topic("T02"), "经济委员会") == 3
    assert fit(problem.expert("E02"), problem.topic("T02"), "经济委员会") == 0


def test_a_supporting_body_counts_like_the_lead_body() -> None:
    wanted = topic(2, sectors=("农业",), supporting_bodies=("教育委员会",))
    assert fit(member(1, sector="教育", body="教育委员会"), wanted, "经济委员会") == 2


def test_who_fits_best_is_asked() -> None:
    seats, found, terms = filled(asked(), [RULE], {2: 2}, "relevance.missing")
    assert "M005" in seats[2]
    assert set(seats[2]) <= {"M002", "M003", "M005"}
    # (8 − 8) + (8 − 3)
    assert terms == RULE.measure(found, asked())
    assert terms["relevance.missing"] == 5


def test_the_term_is_the_plans_own_number() -> None:
    # T02: 8 + 5 + 5 + 6 + 0 for the members, 0 + 3 for the experts; T03 asks for nothing
    seats = {2: [*M[1:6], *E[1:3]], 3: [*M[1:6], *E[1:3]]}
    assert reported(asked(), RULE, seats) == RULE.measure(year(seats), asked())
    assert RULE.measure(year(seats), asked())["relevance.missing"] == 27


def test_programme_and_people_in_one_model_count_the_same() -> None:
    problem = asked()
    seats = {2: ["M001", "M004", "M005", "E01"], 3: ["M001"]}

    def fix(model, v):  # type: ignore[no-untyped-def]
        for slot in v.sessions:
            number = int(slot.id[-1])
            for topic_id in v.topic_ids:
                model.add(v.topic_in(slot.id, topic_id) == int(topic_id == f"T0{number}"))
            for m in problem.members:
                model.add(v.seat(slot.id, m.id) == int(m.id in seats.get(number, ())))
            for e in problem.experts:
                model.add(v.expert_seat(slot.id, e.id) == int(e.id in seats.get(number, ())))

    for sense in ("minimise", "maximise"):
        found, _, terms = solve_with(
            problem, [RULE], ("programme", "people"), fix, **{sense: "relevance.missing"}
        )
        assert found
        # 8 + 6 + 0 + 0 at T02, nothing at T03
        assert terms == RULE.measure(year(seats), problem)
        assert terms["relevance.missing"] == 14
        # Of the field at T02: 委员5 alone, of four (6 seats × 60 %, up); T03 asks for nothing.
        assert terms["relevance.few"] == 3


def test_check_names_who_fits_in_nothing_and_breaks_nothing() -> None:
    verdict = RULE.check(one(M[1:6]), asked())
    assert verdict.holds
    assert verdict.notes == (
        "bimonthly-2 中专长或界别与议题相合的委员比应有的少 1 名（可请的人不够，或受邀请上限、"
        "不可用日期所限）。",
        "bimonthly-2 中 1 名委员的专长、界别、所属委室与议题所列都不相合：委员1（M001）。",
    )


def mostly(field, others):  # type: ignore[no-untyped-def]
    """A county whose T02 asks for 农业: members of that sector, then of another."""
    sectors = ("农业",) * field + ("教育",) * others
    return county(
        [RULE],
        topics=(topic(1), topic(2, sectors=("农业",)), *(topic(n) for n in range(3, 7))),
        members=tuple(member(n, sector=s) for n, s in enumerate(sectors, 1)),
        experts=(),
    )


@pytest.mark.parametrize(("farmers", "few"), [(3, 1), (4, 0), (5, 0)])
def test_most_seats_of_a_session_are_for_its_own_field(farmers: int, few: int) -> None:
    """Six seats, 60 % of them: four. A chair would not open a session on farms without farmers."""
    problem = mostly(5, 5)
    seats = {2: [*M[1 : farmers + 1], *M[6 : 12 - farmers]]}
    terms = reported(problem, RULE, seats, maximise="relevance.few")
    assert terms == RULE.measure(year(seats), problem)
    assert terms["relevance.few"] == few
    chosen, _, _ = filled(problem, [RULE], {2: 6}, "relevance.few")
    assert len(set(chosen[2]) & set(M[1:6])) >= 4


def test_speakers_at_the_plenary_are_of_the_field_too() -> None:
    """Two speakers at least, 60 % of them, up: two."""
    problem = mostly(5, 5)
    farms = problem.model_copy(
        update={"topics": (topic(1, sectors=("农业",)), *problem.topics[1:])}
    )
    merged = session(1, date(2027, 1, 12), merged_with_plenary=True, members=(M[1], M[8]))
    assert RULE.measure(plan(merged), farms)["relevance.few"] == 1
    both = merged.replace(members=(M[1], M[2]))
    assert RULE.measure(plan(both), farms)["relevance.few"] == 0


def test_a_field_with_too_few_people_is_told_and_leaves_a_plan() -> None:
    """Two farmers in the county: the session has them, and the plan says that it lacks two."""
    verdict = RULE.check(one(M[1:7]), mostly(2, 8))
    assert verdict.holds
    assert "少 2 名" in verdict.notes[0]
