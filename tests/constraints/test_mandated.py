"""Without this rule a topic that the county committee assigned could be dropped in silence."""

from datetime import date

from constraints import mandated, not_negotiable
from constraints.mandated import RULE
from tests.builders import Fix, county, plan, session, solve_with, topic
from tests.constraints.programmes import feasible, texts

TOPICS = (topic(1), topic(2, mandated=True, mandated_by="县委"))


def without_t02(sessions: int) -> Fix:
    """Keep T02 out of the first so many sessions."""
    return lambda model, v: [
        model.add(v.topic_in(slot.id, "T02") == 0) for slot in v.sessions[:sessions]
    ]


def test_a_mandated_topic_cannot_be_left_out() -> None:
    problem = county([RULE], topics=TOPICS)
    # six sessions: out of all six is refused, out of five still leaves the sixth
    assert not solve_with(problem, [RULE], "programme", without_t02(6))[0]
    assert solve_with(problem, [RULE], "programme", without_t02(5))[0]


def test_the_place_with_the_plenary_will_do() -> None:
    problem = county([RULE], topics=TOPICS)
    assert feasible(problem, RULE, {"bimonthly-1": "T02"})
    merged = session(1, date(2027, 1, 12), topics=("T02",), merged_with_plenary=True)
    assert RULE.check(plan(merged), problem).holds


def test_the_check_names_a_mandated_topic_that_is_missing_or_cancelled() -> None:
    problem = county([RULE], topics=TOPICS)
    held = session(2, date(2027, 3, 18), topics=("T02",))
    assert RULE.check(plan(held), problem).holds
    for broken in (plan(), plan(held.replace(state="cancelled"))):
        assert "指定议题 T02“议题2”（县委指定）没有安排" in texts(RULE.check, broken, problem)


def test_mandated_and_excluded_is_no_plan_and_the_check_names_both() -> None:
    both = (topic(1), topic(2, mandated=True, exclusion="违反国家法律法规"))
    problem = county(topics=both)
    rules = [mandated.RULE, not_negotiable.RULE]
    assert not solve_with(problem, rules, "programme")[0]
    found = texts(RULE.check, plan(), problem)
    assert "“指定议题”与“不予协商”互相矛盾" in found
    assert "T02" in found
