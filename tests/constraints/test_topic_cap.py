"""Without this rule a county could be given more topics than its committees can prepare."""

from datetime import date

from constraints.topic_cap import RULE
from planner.domain import Problem
from tests.builders import county, plan, session, topic
from tests.constraints.programmes import feasible, parameter, texts

THREE = {"bimonthly-2": "T01", "bimonthly-3": "T02", "bimonthly-4": "T03"}


def capped(most: int, **changes: object) -> Problem:
    return county([RULE], [parameter("topic-cap", "max", most, "bimonthly")], **changes)


def test_topics_are_counted_up_to_the_cap() -> None:
    assert feasible(capped(4), RULE, THREE)
    assert feasible(capped(3), RULE, THREE)  # just inside
    assert not feasible(capped(2), RULE, THREE)


def test_the_plenarys_topic_counts_for_no_cap() -> None:
    assert feasible(capped(3), RULE, THREE | {"bimonthly-1": "T04"})
    merged = session(1, date(2027, 1, 12), merged_with_plenary=True)
    rest = [session(n, date(2027, 2 * n - 1, 18)) for n in (2, 3, 4)]
    assert RULE.check(plan(merged, *rest), capped(3)).holds


def test_two_rounds_of_a_topic_are_one_topic() -> None:
    topics = (topic(1, needs_second=True), topic(2), topic(3))
    wanted = {"bimonthly-2": "T01", "bimonthly-4": "T01", "bimonthly-5": "T02"}
    assert feasible(capped(2, topics=topics), RULE, wanted)
    assert not feasible(capped(1, topics=topics), RULE, wanted)
    rounds = [session(n, date(2027, 2 * n - 1, 15), topics=("T01",)) for n in (2, 4)]
    assert RULE.check(plan(*rounds), capped(1, topics=topics)).holds


def test_zero_is_no_cap() -> None:
    assert feasible(capped(0), RULE, THREE)
    assert RULE.check(plan(session(2, date(2027, 3, 18))), capped(0)).holds


def test_the_anhua_profile_caps_bimonthly_topics_at_six() -> None:
    # seven topics in five ordinary sessions, by hand: two sessions with two topics each
    sessions = [
        session(n, date(2027, 2 * n - 1, 15), topics=pair)
        for n, pair in ((2, ("T01", "T02")), (3, ("T03", "T04")), (4, ("T05",)), (5, ("T06",)))
    ]
    assert RULE.check(plan(*sessions), county([RULE])).holds
    seventh = session(6, date(2027, 11, 15), topics=("T07",))
    found = texts(RULE.check, plan(*sessions, seventh), county([RULE]))
    assert "安排了 7 个议题" in found
    assert "不超过 6 个，请减少 1 个" in found
