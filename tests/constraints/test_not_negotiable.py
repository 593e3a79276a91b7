"""Without this rule a matter that must not be consulted could stand in an official plan."""

from datetime import date

from constraints.not_negotiable import RULE
from planner.plan import LeftOut
from tests.builders import county, plan, session, topic
from tests.constraints.programmes import feasible, texts

GROUND = "上级已明文规定必须执行"
TOPICS = (topic(1), topic(2, exclusion=GROUND))
SAID = LeftOut(topic="T02", reason="not-negotiable", rules=("not-negotiable",))


def test_an_excluded_topic_enters_no_session_and_others_do() -> None:
    problem = county([RULE], topics=TOPICS)
    assert not feasible(problem, RULE, {"bimonthly-3": "T02"})
    assert not feasible(problem, RULE, {"bimonthly-1": "T02"})  # nor the plenary's
    assert feasible(problem, RULE, {"bimonthly-3": "T01"})


def test_the_check_names_an_excluded_topic_that_is_in() -> None:
    problem = county([RULE], topics=TOPICS)
    good = plan(session(2, date(2027, 3, 18), topics=("T01",)), left_out=(SAID,))
    assert RULE.check(good, problem).holds
    bad = plan(session(2, date(2027, 3, 18), topics=("T02",)))
    found = texts(RULE.check, bad, problem)
    assert "bimonthly-2 的议题 T02" in found
    assert GROUND in found


def test_the_plan_must_say_that_the_topic_is_not_negotiable() -> None:
    problem = county([RULE], topics=TOPICS)
    silent = plan(session(2, date(2027, 3, 18), topics=("T01",)))
    assert "没有写明 T02 不予协商" in texts(RULE.check, silent, problem)
    other = LeftOut(topic="T02", reason="topic-cap", rules=("topic-cap",))
    assert not RULE.check(silent.replace(left_out=(other,)), problem).holds
