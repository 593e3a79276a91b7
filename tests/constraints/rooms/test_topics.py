"""Which topics a room hears, when, and what is said of those it does not."""

from __future__ import annotations

from datetime import date

from constraints.rooms import one_lead_body, spread, topic_value, topic_window
from planner.variables import OPEN
from tests.builders import solve_with
from tests.constraints.rooms.councils import room, session, texts, topic, value, year

DAY = date(2027, 5, 20)
ID = "village-甲村-3"


def may_take(*topics: str, most: int = 2) -> bool:
    problem = room(overrides=[value("one-lead-body", "topics_max", most)])

    def fix(model, v):  # type: ignore[no-untyped-def]
        for one in (*problem.candidates,):
            model.add(v.topic_in(ID, one.id) == (one.id in topics))

    return solve_with(problem, [one_lead_body.RULE], "programme", fix)[0]


def test_a_session_has_one_or_two_topics_or_none() -> None:
    assert may_take()
    assert may_take("T01")
    assert may_take("T01", "T02")
    assert not may_take("T01", "T02", "T03")
    assert not may_take("T01", "T02", most=1)
    problem = room()
    assert one_lead_body.RULE.check(year(session(3, DAY, topics=("T01", "T02"))), problem).holds
    three = year(session(3, DAY, topics=("T01", "T02", "T03")))
    assert "有 3 个议题（T01、T02、T03），最多 2 个" in texts(one_lead_body.RULE, three, problem)


def test_open_and_a_topic_exclude_each_other() -> None:
    def fix(model, v):  # type: ignore[no-untyped-def]
        model.add(v.topic_in(ID, OPEN) == 1)
        model.add(v.topic_in(ID, "T01") == 1)

    assert not solve_with(room(), [one_lead_body.RULE], "programme", fix)[0]


def test_a_room_leads_its_own_sessions_with_its_own_topics() -> None:
    problem = room(topics=(topic(3), topic(4, "乙村")))
    foreign = year(session(3, DAY, topics=("T04",)))
    assert "议题 T04 属于乙村" in texts(one_lead_body.RULE, foreign, problem)
    led = year(session(3, DAY, lead_body="县办公室"))
    assert "由县办公室牵头，应由甲村自己组织" in texts(one_lead_body.RULE, led, problem)


def test_a_wish_is_measured_for_each_of_two_topics() -> None:
    """May: T01 wishes March, two months off; T02 wishes June, one off; T03 wishes nothing."""
    topics = (topic(1, suggested_months=(3,)), topic(2, suggested_months=(6, 12)), topic(3))
    problem = room(topics=topics)
    plan = year(
        session(3, DAY, topics=("T01", "T02")), session(4, date(2027, 7, 20), topics=("T03",))
    )
    assert topic_window.RULE.measure(plan, problem) == {"topic-window.months-off": 3}

    def fix(model, v):  # type: ignore[no-untyped-def]
        for slot in v.sessions:
            held = plan.session(slot.id)
            if held is not None:
                model.add(v.on_day(slot.id, held.date) == 1)
            for one in topics:
                taken = held is not None and one.id in held.topics
                model.add(v.topic_in(slot.id, one.id) == taken)

    _, _, terms = solve_with(problem, [topic_window.RULE], "programme", fix)
    assert terms == {"topic-window.months-off": 3}


def test_a_topic_is_heard_within_its_window() -> None:
    def on(day: date) -> bool:
        problem = room(topics=(topic(3, earliest_month=6, latest_month=6),))

        def fix(model, v):  # type: ignore[no-untyped-def]
            model.add(v.topic_in(ID, "T03") == 1)
            model.add(v.on_day(ID, day) == 1)

        return solve_with(problem, [topic_window.RULE], "programme", fix)[0]

    assert on(date(2027, 6, 1))
    assert on(date(2027, 6, 30))
    assert not on(date(2027, 5, 31))


def test_the_best_days_are_the_middles_of_equal_parts_of_the_year() -> None:
    """Six parts of 365 days: the middle of the third is day 152 after 1 January, 2 June.

    With ten days' tolerance 12 June costs nothing and 13 June one; 20 May, 13 days off, three.
    """
    problem, rule = room(), spread.RULE

    def cost(day: date) -> int:
        return rule.measure(year(session(3, day)), problem)["spread.days"]

    assert [cost(date(2027, 6, 12)), cost(date(2027, 6, 13)), cost(DAY)] == [0, 1, 3]

    def fix(model, v):  # type: ignore[no-untyped-def]
        model.add(v.on_day(ID, DAY) == 1)

    _, _, terms = solve_with(problem, [rule], "programme", fix, minimise="spread.days")
    assert terms == {"spread.days": 3}


def test_every_topic_left_out_is_told_why() -> None:
    make = topic_value.RULE.make
    assert make is not None
    topics = (
        topic(1, exclusion="违反法律法规"),
        topic(2, rounds_held=2),
        topic(3, stakeholders=("渔民",)),
        topic(4, earliest_month=2, latest_month=2, decision_date=date(2027, 2, 3)),
        topic(5),
    )
    problem = room(topics=topics, overrides=[value("topic-cap", "max", 1)])
    taken = topic(6)
    problem = problem.model_copy(update={"topics": (*topics, taken)})
    left = {x.topic: x for x in make(year(session(6, date(2027, 11, 20))), problem).left_out}
    assert {t: x.reason for t, x in left.items()} == {
        "T01": "not-negotiable",
        "T02": "second-consultation",
        "T03": "stakeholder-share",
        "T04": "before-decision",
        "T05": "topic-cap",
    }
    # Ten people at least, half of them five; nobody stands for 渔民.
    assert "利益相关的只有 0 人，至少要 5 人" in left["T03"].text
    assert "已达议题上限 1 个" in left["T05"].text
