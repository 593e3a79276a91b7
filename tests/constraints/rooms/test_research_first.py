"""先调研 in a room: a session that nobody prepared hears opinions, not facts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from constraints.rooms import one_place_at_a_time, research_first
from constraints.rule import Rule
from planner.control import Control
from planner.domain import Absence, Problem
from planner.plan import Milestone, Plan
from planner.solve import solve
from tests.builders import solve_with
from tests.constraints.rooms.councils import deliberator, room, session, texts, topic, value, year

RULE = research_first.RULE
DAY = date(2027, 5, 20)
ID = "village-甲村-3"
ONE_DAY = [value("research-first", "days", 1)]


def researched(start: date, end: date | None = None, **changes: Any) -> Plan:
    """A plan of one session with research, led by the convenor, of a team of three."""
    values: dict[str, Any] = {
        "kind": "research",
        "start": start,
        "end": end or start,
        "owner": "甲村",
        "with_": ("书记甲",),
        "team": ("D01", "D02", "D03"),
    }
    return year(session(3, DAY).put(Milestone(**(values | changes))))


def placed(problem: Problem, *rules: Rule) -> tuple[list[date], dict[str, int]]:
    """Return on which days the research may start at the least shift, and the terms."""
    one = problem.model_copy(update={"slots": tuple(s for s in problem.slots if s.id == ID)})
    seen: list[Any] = []

    def keep(model, variables):  # type: ignore[no-untyped-def]
        seen.append(variables)

    found, at, terms = solve_with(
        one,
        [*rules, RULE],
        "meetings",
        keep,
        year(session(3, DAY)),
        minimise="research-first.shift",
    )
    assert found
    meeting = seen[0].meeting(ID, "research")
    times = meeting.times if meeting else {}
    return [t.day for t in times if at(seen[0].meets(ID, "research", t))], terms


def test_research_stands_two_weeks_before_the_session() -> None:
    """Thursday 6 May, 14 days before the 20th."""
    days, terms = placed(room(rules=[RULE], overrides=ONE_DAY))
    assert days == [date(2027, 5, 6)]
    assert terms == {"research-first.shift": 0}


@pytest.mark.parametrize(("asked", "there"), [(None, False), (0, False), (2, True)])
def test_only_where_the_topic_or_the_profile_asks(asked: int | None, there: bool) -> None:
    """farm 10: the convenor may; the form's days are none."""
    problem = room(rules=[RULE], topics=(topic(3, research_days=asked),))
    days, _ = placed(problem)
    assert bool(days) == there
    assert RULE.check(year(session(3, DAY)), problem).holds == (not there)


def test_while_the_convenor_is_away_the_research_waits() -> None:
    """Away from the 3rd to the 9th: Monday the 10th is nearest, four days off, two half-days each."""
    gone = (Absence(subject="书记甲", start=date(2027, 5, 3), end=date(2027, 5, 9)),)
    days, terms = placed(room(rules=[RULE], overrides=ONE_DAY, absences=gone))
    assert days == [date(2027, 5, 10)]
    assert terms == {"research-first.shift": 8}


def test_model_and_plan_count_the_shift_alike() -> None:
    """The 10th: (10 − 6) × 2 = 8. Friday 7 to Monday 10 for two days: 2 × 1 off, 2 × 2 idle: 6."""
    problem = room(rules=[RULE], overrides=ONE_DAY)
    assert RULE.measure(researched(date(2027, 5, 10)), problem) == {"research-first.shift": 8}
    two = room(rules=[RULE], overrides=[value("research-first", "days", 2)])
    split = researched(date(2027, 5, 7), date(2027, 5, 10))
    assert RULE.measure(split, two) == {"research-first.shift": 6}


@pytest.mark.parametrize(("day", "holds"), [(date(2027, 5, 17), True), (date(2027, 5, 18), False)])
def test_it_is_over_three_days_before(day: date, holds: bool) -> None:
    problem = room(rules=[RULE], overrides=ONE_DAY)
    assert RULE.check(researched(day), problem).holds == holds
    days, _ = placed(problem)
    assert max(days) <= date(2027, 5, 17)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"owner": "乙村"}, "应由甲村的召集人组织"),
        ({"with_": ("某人",)}, "没有写明带队的召集人"),
        ({"team": ("D01", "D24")}, "D24不在这次协商的名单里"),
        ({"team": ("D01",)}, "只有 1 人，至少 2 人"),
        ({"end": date(2027, 5, 7)}, "有 2 个可用的工作日，应为 1 天"),
    ],
)
def test_what_is_wrong_with_a_research_is_told(changes: dict[str, Any], said: str) -> None:
    problem = room(rules=[RULE], overrides=ONE_DAY)
    assert RULE.check(researched(date(2027, 5, 6)), problem).holds
    assert said in texts(RULE, researched(date(2027, 5, 6), **changes), problem)


def test_no_session_without_research() -> None:
    problem = room(rules=[RULE], overrides=ONE_DAY)
    assert f"{ID} 没有调研，应有 1 天；不调研不协商" in texts(RULE, year(session(3, DAY)), problem)


def test_the_convenor_leads_one_research_at_a_time() -> None:
    """Two sessions, both researched best on the 6th: 20 and 21 May; the later one the next day.

    14 days before the 21st is Friday the 7th: no shift at all.
    """
    rules = [RULE, one_place_at_a_time.RULE]
    problem = room("town", rules=rules, overrides=ONE_DAY, sessions=2)
    given = year(session(1, DAY, "town"), session(2, DAY, "town"))
    _, _, terms = solve_with(
        problem, rules, "meetings", given=given, minimise="research-first.shift"
    )
    assert terms == {"research-first.shift": 2}


def test_the_team_is_of_the_session_and_free() -> None:
    """M001 is away that day; of the stakeholders D01 sits in another session then."""
    plan = researched(date(2027, 5, 6), team=())
    other = session(2, date(2027, 5, 6), deliberators=("D01",))
    gone = (Absence(subject="D02", start=date(2027, 5, 6), end=date(2027, 5, 6)),)
    problem = room(rules=[RULE], overrides=ONE_DAY, absences=gone)
    found = research_first.make(plan.replace(sessions=(other, *plan.sessions)), problem)
    held = found.sessions[1].milestone("research")
    assert held is not None
    assert held.team == ("D03", "D04", "D05", "D06")


def test_a_year_with_research_is_solved_and_checked() -> None:
    """Six sessions, each researched by its own team on a day that is nobody's other one."""
    problem = room(overrides=ONE_DAY)
    found = solve(problem, Control())
    assert found.plan is not None
    held = [s.milestone("research") for s in found.plan.sessions if s.topics]
    assert len(held) == 6
    assert all(h is not None and len(h.team) == 4 for h in held)


def test_who_leads_is_not_of_the_team_too() -> None:
    """书记甲 is D01: two of the sheet would be one who turns up."""
    people = (deliberator(1, person="书记甲"), *(deliberator(n) for n in range(2, 25)))
    problem = room(rules=[RULE], overrides=ONE_DAY, deliberators=people)
    twice = researched(date(2027, 5, 6))
    assert "带队人又列入调研组（村民1）" in texts(RULE, twice, problem)
    plan = RULE.make(twice, problem)
    held = plan.sessions[0].milestone("research")
    assert held is not None
    assert held.team[0] == "D02"
    assert RULE.check(plan, problem).holds
