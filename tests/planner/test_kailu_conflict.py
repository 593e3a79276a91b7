"""A year of every form that cannot be: no plan comes out, and the rule that stands against it is named.

Each county is planted with one thing that leaves some sessions no day; without it they have one.
Only the sessions concerned are asked for, so that each search is short.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest

from planner.control import Control
from planner.domain import Absence, Blackout, ParameterValue, Problem
from planner.solve import solve
from planner.why.conflict import explain
from tests.builders import PROPOSALS, item_topics, kailu_county, member, topic

FIRST, LAST = date(2026, 12, 1), date(2027, 12, 31)
DAY = date(2027, 5, 20)
PAIR = "counterpart-经济委员会-发改局"


def away(*subjects: str, start: date = FIRST, end: date = LAST) -> tuple[Absence, ...]:
    return tuple(Absence(subject=who, start=start, end=end) for who in subjects)


def there_only(subject: str, day: date) -> tuple[Absence, ...]:
    """Keep somebody away on every day but one."""
    one = timedelta(days=1)
    return (*away(subject, end=day - one), *away(subject, start=day + one))


def colleagues(**wanted: Any) -> tuple[str, ...]:
    """Return the members of the small county with these values of their fields."""
    return tuple(
        m.id
        for m in kailu_county().members
        if all(getattr(m, name) == value for name, value in wanted.items())
    )


def proposals(number: int) -> dict[str, Any]:
    """So many key proposals under one vice-chair."""
    found = tuple(
        PROPOSALS[0].model_copy(update={"id": f"P{n:02d}", "title": f"提案{n}"})
        for n in range(1, number + 1)
    )
    return {"key_proposals": found, "topics": item_topics(found)}


def mandated(**changes: Any) -> dict[str, Any]:
    """The small county's topics and one more that is mandated."""
    return {"topics": (*kailu_county().topics, topic(20, mandated=True, **changes))}


def special(count: int) -> tuple[ParameterValue, ...]:
    return (
        ParameterValue(
            rule="annual-count", name="count", form="special", value=count, source="规则!D2"
        ),
    )


@dataclass(frozen=True)
class Case:
    """A county with a plan (`changes`), what takes it (`obstacle`), and what is to be said."""

    sessions: tuple[str, ...]
    obstacle: dict[str, Any]
    rules: frozenset[str]
    words: str = ""
    changes: dict[str, Any] = field(default_factory=dict)

    def county(self, **obstacle: Any) -> Problem:
        problem = kailu_county(**(self.changes | obstacle))
        slots = tuple(s for s in problem.slots if s.id in (*self.sessions, "plenary-1"))
        assert len(slots) == len(self.sessions) + 1
        return problem.model_copy(update={"slots": slots})


CASES = {
    "the head of a pair's committee is away all year": Case(
        (PAIR,), {"absences": away("经济主任")}, frozenset({"host"}), "经济主任主持，而其每一天都不在"
    ),
    "the convenor of a group is away all year": Case(
        ("sector-教育",), {"absences": away("M003")}, frozenset({"attendees-by-form"}), "委员3主持"
    ),
    # Seven in the group, four at least: with four of them away three can come.
    "too few of a group are ever there": Case(
        ("sector-教育",),
        {"absences": away(*colleagues(sector="教育")[-4:])},
        frozenset({"attendees-by-form"}),
    ),
    "a quarter has no free day": Case(
        ("quarterly-3",),
        {"blackouts": (Blackout(start=date(2027, 7, 1), end=date(2027, 9, 30)),)},
        frozenset({"working-days"}),
        "第三季度协商座谈会（2027-07-01—2027-09-30）没有一个可开会的工作日",
    ),
    "the chair hosts nothing in a quarter": Case(
        ("quarterly-3",),
        {"absences": away("主席甲", start=date(2027, 7, 1), end=date(2027, 9, 30))},
        frozenset({"host"}),
    ),
    # Two half-days of sessions a day at most; the chair is there on one day.
    "more sessions a year than half-days of the chair": Case(
        ("special-1", "special-2", "special-3"),
        {"overrides": special(3), "absences": there_only("主席甲", DAY)},
        frozenset({"host", "one-place-at-a-time"}),
        changes={"overrides": special(3)},
    ),
    "more proposals than half-days of their leader": Case(
        ("proposal-P01", "proposal-P02", "proposal-P03"),
        {"absences": there_only("副主席丙", DAY)},
        frozenset({"proposal-leaders", "one-place-at-a-time"}),
        changes=proposals(3),
    ),
    "all who brought a proposal are away all year": Case(
        ("proposal-P02",), {"absences": away("M009", "M010")}, frozenset({"proposal-leaders"})
    ),
    "no team for a supervision in its months": Case(
        ("supervision-S01",),
        {"absences": away(*colleagues(body="社法委员会"), start=date(2027, 8, 1))},
        frozenset({"attendees-by-form"}),
    ),
    # Ten 常委 at 80 %, two away: 6.4 expected, 6.7 are two thirds.
    "too many 常委 away for a quorum": Case(
        ("standing-1",), {"absences": away("M001", "M002")}, frozenset({"quorum"})
    ),
    "a mandated topic of a pair that there is not": Case(
        (PAIR,),
        mandated(forms=("counterpart",), departments=("财政局",)),
        frozenset({"mandated"}),
    ),
    "a mandated topic of the plenary alone, in the months after it": Case(
        (PAIR,), mandated(forms=("plenary",), earliest_month=6), frozenset({"mandated", "form-match"})
    ),
    "every member of a committee is away while its head is there": Case(
        (PAIR,),
        {"absences": away(*colleagues(body="经济委员会"))},
        frozenset({"member-seats"}),
    ),
    "fewer members than a 专题协商会 seats": Case(
        ("special-1",),
        {"members": tuple(member(n) for n in range(1, 21))},
        frozenset({"member-seats"}),
        "专题协商会每次至少 24 名",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_leaves_no_plan_is_named(name: str) -> None:
    case = CASES[name]
    problem = case.county(**case.obstacle)
    assert solve(problem, Control()).outcome == "no-plan"
    found = explain(problem, Control())
    assert {rule.id for rule in found.rules} == case.rules
    if case.words:
        assert any(case.words in fact.line for fact in found.facts), found.facts


@pytest.mark.parametrize("name", CASES)
def test_without_it_the_same_sessions_have_a_plan(name: str) -> None:
    """Else another thing than the one planted would have been found, and rightly."""
    found = explain(CASES[name].county(), Control())
    assert not found.rules
    assert not found.facts
