"""Obstacles thrown together as a bad November throws them: whatever clashes is told exactly."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from planner.control import Control
from planner.domain import Absence, Blackout, Lock, Problem
from planner.solve import solve
from planner.why.conflict import clashes
from tests.builders import county, topic

PERIODS = [
    (date(2027, 3, 1), date(2027, 4, 30)),
    (date(2027, 5, 1), date(2027, 6, 30)),
    (date(2027, 7, 1), date(2027, 8, 31)),
    (date(2027, 9, 1), date(2027, 10, 31)),
    (date(2027, 11, 1), date(2027, 12, 31)),
]
WHO = ("主席甲", "副主席乙", "副主席丙")

blackouts = st.sampled_from(PERIODS).map(
    lambda span: Blackout(start=span[0], end=span[1], cell=f"日历!A{span[0].month}")
)
absences = st.tuples(st.sampled_from(PERIODS), st.sampled_from(WHO)).map(
    lambda drawn: Absence(
        subject=drawn[1],
        start=drawn[0][0],
        end=drawn[0][1],
        cell=f"不可用!A{drawn[0][0].month}{WHO.index(drawn[1])}",
    )
)
locks = st.tuples(st.integers(2, 6), st.sampled_from(WHO)).map(
    lambda drawn: Lock(
        subject=f"bimonthly-{drawn[0]}",
        item="主持",
        values=(drawn[1],),
        cell=f"锁定!C{drawn[0]}",
    )
)
windows = st.tuples(st.integers(3, 11), st.integers(0, 1), st.integers(1, 6)).map(
    lambda drawn: {
        "number": drawn[2],
        "earliest_month": drawn[0],
        "latest_month": drawn[0] + drawn[1],
    }
)


def year(
    away: list[Absence], clear: list[Blackout], held: list[Lock], wanted: list[dict[str, Any]]
) -> Problem:
    """Return the small county with obstacles: absences, 回避, hosts locked, mandated topics."""
    leads = ("经济委员会",) * 3 + ("教育委员会",) * 2 + ("农业委员会",)
    must = {w["number"]: w for w in wanted}
    topics = []
    for n in range(1, 8):
        changes: dict[str, Any] = {"lead_bodies": (leads[n - 1],)} if n < 7 else {}
        if n in must:
            window = {k: v for k, v in must[n].items() if k != "number"}
            changes |= {"mandated": True, **window}
        topics.append(topic(n, **changes))
    return county(
        topics=tuple(topics),
        absences=tuple(dict.fromkeys(away)),
        blackouts=tuple(dict.fromkeys(clear)),
        locks=tuple({lock.subject: lock for lock in held}.values()),
    )


@settings(
    max_examples=12,
    deadline=None,
    phases=(
        Phase.explicit,
        Phase.reuse,
        Phase.generate,
    ),  # to shrink takes minutes and tells little
)
@given(
    st.lists(absences, max_size=3),
    st.lists(blackouts, max_size=1),
    st.lists(locks, max_size=2),
    st.lists(windows, max_size=2),
)
def test_a_clash_cannot_hold_and_each_of_its_subsets_can(
    away: list[Absence], clear: list[Blackout], held: list[Lock], wanted: list[dict[str, Any]]
) -> None:
    """And it is told just where there is no plan; with the first cures of all there is one."""
    problem = year(away, clear, held, wanted)
    found, planned = clashes(problem, Control())
    assert bool(found) == (solve(problem, Control()).outcome == "no-plan")
    assert planned
    for one in found:
        parts = one.clash.parts
        assert not one.clash.possible(parts)
        for part in parts:
            assert one.clash.possible([g for g in parts if g is not part])
        problem = one.cures[0].change(problem)
    assert solve(problem, Control()).outcome == "plan"
