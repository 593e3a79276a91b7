"""Without this rule a year could hear the committees only, though the public proposed topics too."""

import pytest

from constraints import once, one_lead_body
from constraints.source_mix import RULE, targets
from planner.domain import Topic
from planner.plan import Stage
from tests.builders import county, topic
from tests.constraints.programmes import parameter, solved, texts

RULES = [RULE, one_lead_body.RULE, once.RULE]


def candidates(*sources: str) -> tuple[Topic, ...]:
    return tuple(topic(n, source=source) for n, source in enumerate(sources, 1))


MIXED = candidates(*["党政点题"] * 6, *["群众出题"] * 3, *["委员荐题"] * 2, "会议建议")


def test_targets_are_whole_shares_by_largest_remainder() -> None:
    # 12 candidates, 6 sessions: 6 → 3, 3 → 1.5, 2 → 1, 1 → 0.5. The sixth place goes to one of
    # the two halves: the source named first.
    assert targets(county([RULE], topics=MIXED)) == {
        "党政点题": 3, "群众出题": 2, "委员荐题": 1, "其他": 0,
    }  # fmt: skip


def test_excluded_candidates_and_reserved_places_do_not_count() -> None:
    # 2 candidates left, 1 each; 6 sessions − 2 reserved = 4 places, 2 each
    topics = (
        topic(1, source="党政点题"),
        topic(2, source="群众出题"),
        topic(3, source="群众出题", exclusion="带有歧视"),
    )
    problem = county([RULE], [parameter("reserve", "n", 2)], topics=topics)
    assert targets(problem) == {"党政点题": 2, "群众出题": 2, "委员荐题": 0, "其他": 0}


@pytest.mark.parametrize(("goal", "value"), [("minimise", 0), ("maximise", 6), ("neither", None)])
def test_sources_get_their_share_and_the_term_is_what_the_plan_measures(
    goal: str, value: int | None
) -> None:
    # Worst: no 党政点题 (3 short), 3 群众 (1 over), 2 荐题 (1 over), 1 other (1 over) = 6.
    problem = county(RULES, topics=MIXED)
    how = {goal: "source-mix"} if goal != "neither" else {}
    found, terms = solved(problem, RULES, {}, **how)
    assert RULE.measure(found, problem) == terms
    if value is not None:
        assert terms["source-mix"] == value


def test_a_county_without_sources_has_nothing_to_balance() -> None:
    problem = county(RULES)
    found, terms = solved(problem, RULES, {})
    assert terms == RULE.measure(found, problem) == {"source-mix": 0}


def test_the_check_catches_a_sum_reported_wrongly_and_says_how_sources_stand() -> None:
    problem = county(RULES, topics=MIXED)
    found, terms = solved(problem, RULES, {}, minimise="source-mix")
    stage = Stage(name="calendar", sense="min", value=0, bound=0, terms=terms)
    right = RULE.check(found.replace(stages=(stage,)), problem)
    assert right.holds
    assert "党政点题 3 次（按比例 3.0）" in right.notes[0]
    wrong = found.replace(stages=(stage.replace(terms={"source-mix": 4}),))
    assert "偏差为 4，按场次重新计算为 0" in texts(RULE.check, wrong, problem)
