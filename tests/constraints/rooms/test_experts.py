"""Experts come to a room where a topic asks for them; two topics of one session share them."""

from __future__ import annotations

from datetime import date

import pytest

from constraints import expert_seats
from tests.builders import expert, solve_with
from tests.constraints.rooms.councils import room, session, topic, year

DAY = date(2027, 5, 20)
ID = "village-甲村-3"


@pytest.mark.parametrize(("experts", "fits"), [(1, False), (2, True), (3, True), (4, False)])
def test_two_topics_that_ask_get_two_or_three_experts_not_four(experts: int, fits: bool) -> None:
    """Two or three a session, not for each topic: 2 × 2 = 4 would find no room among three."""
    problem = room(
        topics=(topic(1, wants_experts=True), topic(2, wants_experts=True)),
        experts=tuple(expert(n) for n in range(1, 6)),
    )
    given = year(session(3, DAY, topics=("T01", "T02"), deliberators=()))
    invited = tuple(f"E{n:02d}" for n in range(1, experts + 1))

    def fix(model, v):  # type: ignore[no-untyped-def]
        for e in problem.experts:
            model.add(v.expert_seat(ID, e.id) == (e.id in invited))

    one = problem.model_copy(update={"slots": tuple(s for s in problem.slots if s.id == ID)})
    assert solve_with(one, [expert_seats.RULE], "people", fix, given)[0] is fits
    held = year(session(3, DAY, topics=("T01", "T02"), experts=invited))
    assert expert_seats.RULE.check(held, problem).holds is fits


def test_nobody_is_asked_where_no_topic_asks() -> None:
    problem = room(topics=(topic(1), topic(2)), experts=(expert(1), expert(2)))
    held = year(session(3, DAY, topics=("T01",), experts=("E01", "E02")))
    assert "不安排专家" in expert_seats.RULE.check(held, problem).findings[0].text
