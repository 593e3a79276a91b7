"""Without this rule a topic for the standing committee could end in a two-hour talk."""

from datetime import date

from constraints import one_lead_body
from constraints.form_match import RULE
from tests.builders import county, plan, session, topic
from tests.constraints.programmes import feasible, solved, texts


def test_a_topic_enters_only_forms_it_allows() -> None:
    problem = county(
        [RULE],
        topics=(
            topic(1),
            topic(2, forms=("bimonthly",)),
            topic(3, forms=("standing",)),
            topic(4, forms=("plenary",)),
        ),
    )
    assert feasible(problem, RULE, {"bimonthly-2": "T01"})  # blank: any
    assert feasible(problem, RULE, {"bimonthly-2": "T02"})
    assert not feasible(problem, RULE, {"bimonthly-2": "T03"})
    assert not feasible(problem, RULE, {"bimonthly-2": "T04"})


def test_the_session_with_the_plenary_is_of_both_forms() -> None:
    topics = (
        topic(1, forms=("plenary",)),
        topic(2, forms=("bimonthly",)),
        topic(3, forms=("special",)),
    )
    problem = county([RULE], topics=topics)
    assert feasible(problem, RULE, {"bimonthly-1": "T01"})
    assert feasible(problem, RULE, {"bimonthly-1": "T02"})
    assert not feasible(problem, RULE, {"bimonthly-1": "T03"})
    merged = session(1, date(2027, 1, 12), merged_with_plenary=True)
    assert RULE.check(plan(merged), problem).holds


def test_the_term_prefers_topics_near_the_forms_rank_and_measures_the_same() -> None:
    # rank 3: importance 5 is 2 off, 2 is 1 off, 3 is 0 off. Six sessions, topics may repeat
    # here (no other rule but one topic a session): all six take T03.
    topics = (topic(1, importance=5), topic(2, importance=2), topic(3, importance=3))
    problem = county([RULE, one_lead_body.RULE], topics=topics)
    best, terms = solved(problem, [RULE, one_lead_body.RULE], {}, minimise="form-match")
    assert terms == {"form-match": 0}
    assert {s.topics for s in best.sessions if s.topics} == {("T03",)}
    fixed = {
        f"bimonthly-{n}": t for n, t in enumerate(("T01", "T02", "T01", "T03", "T03", "T03"), 1)
    }
    found, terms = solved(problem, [RULE, one_lead_body.RULE], fixed)
    assert terms == {"form-match": 2 + 1 + 2}
    assert RULE.measure(found, problem) == terms


def test_the_check_names_session_topic_and_allowed_forms() -> None:
    problem = county([RULE], topics=(topic(1, forms=("plenary",)),))
    wrong = plan(session(2, date(2027, 3, 18), topics=("T01",)))
    assert "bimonthly-2 是双月协商座谈会，议题 T01 只可用于全体会议" in texts(
        RULE.check, wrong, problem
    )
