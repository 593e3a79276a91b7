"""Without this rule the year's few places could go to what matters least."""

from datetime import date

import pytest

from constraints import once, one_lead_body, required_matters, topic_cap
from constraints.topic_value import RULE
from planner.domain import Lock, Topic
from planner.plan import LeftOut, Plan, Stage
from tests.builders import BODIES, county, kailu_county, plan, session, topic
from tests.constraints.kailu_sessions import PAIR
from tests.constraints.programmes import parameter, solved, texts

RULES = [RULE, one_lead_body.RULE, once.RULE]


def weighted(*importance: int, **changes: dict[str, object]) -> list[Topic]:
    topics = [topic(n, importance=i) for n, i in enumerate(importance, 1)]
    return [t.model_copy(update=changes.get(t.id, {})) for t in topics]


def test_the_weightiest_topics_get_the_places() -> None:
    # 8 topics, 6 places: 5+5+4+3+3+2 = 22 → 2200; T01 (1) and T03 (2, no bonus) stay out,
    # T06 (2, 群众出题, +1) is in: 2201.
    topics = weighted(1, 5, 2, 3, 4, 2, 5, 3, T06={"source": "群众出题"})
    problem = county(RULES, topics=tuple(topics))
    found, terms = solved(problem, RULES, {}, maximise="topic-value")
    taken = {t for s in found.sessions for t in s.topics}
    assert taken == {"T02", "T04", "T05", "T06", "T07", "T08"}
    # of livelihood: T06 alone, raised by the public: 201
    assert (
        RULE.measure(found, problem)
        == terms
        == {"topic-value": 2201, "topic-value.livelihood": 201}
    )


@pytest.mark.parametrize("goal", ["maximise", "minimise"])
def test_a_second_round_adds_nothing_whichever_way_the_term_is_pushed(goal: str) -> None:
    # T01 (4, 党政点题 +1) in two sessions: 401 once. The others 5 × … : T02 … T05 of 3 each.
    topics = weighted(4, 3, 3, 3, 3, T01={"source": "党政点题", "needs_second": True})
    problem = county(RULES, topics=tuple(topics))
    wanted = {"bimonthly-1": "T01", "bimonthly-4": "T01"}
    found, terms = solved(problem, RULES, wanted, **{goal: "topic-value"})
    expected = {"topic-value": 401 + 4 * 300, "topic-value.livelihood": 0}
    assert RULE.measure(found, problem) == terms == expected


def test_the_offices_own_bonus_counts() -> None:
    topics = weighted(3, T01={"source": "党政点题"})
    problem = county(RULES, [parameter("topic-value", "bonus_party", 7)], topics=tuple(topics))
    held = plan(session(2, date(2027, 3, 18), topics=("T01",)))
    assert RULE.measure(held, problem)["topic-value"] == 307


def test_livelihood_is_a_category_or_the_publics_own_topic() -> None:
    # 7 topics, 6 places. By value T01 (1) stays out; by livelihood 3 + 1 + 2 are in before others:
    # T01 (1, 民生), T02 (3, 养老托幼), T03 (2, 群众出题 +1): 100 + 300 + 201 = 601.
    topics = weighted(
        1,
        3,
        2,
        5,
        5,
        5,
        5,
        T01={"category": "民生"},
        T02={"category": "养老托幼"},
        T03={"source": "群众出题"},
        T04={"category": "经济发展"},
    )
    problem = county(RULES, topics=tuple(topics))
    found, terms = solved(problem, RULES, {}, maximise="topic-value.livelihood")
    assert {"T01", "T02", "T03"} <= {t for s in found.sessions for t in s.topics}
    assert terms["topic-value.livelihood"] == 601
    assert RULE.measure(found, problem) == terms


def test_the_office_says_which_categories_are_livelihood() -> None:
    topics = weighted(3, 3, T01={"category": "民生"}, T02={"category": "乡村振兴"})
    own = [parameter("topic-value", "livelihood", ("乡村振兴",))]
    problem = county(RULES, own, topics=tuple(topics))
    held = plan(
        session(2, date(2027, 3, 18), topics=("T01",)),
        session(3, date(2027, 5, 18), topics=("T02",)),
    )
    assert RULE.measure(held, problem)["topic-value.livelihood"] == 300


def test_the_check_catches_a_value_reported_wrongly_and_a_contradiction() -> None:
    problem = county(RULES)
    stage = Stage(name="topic-value", sense="max", value=300, bound=300, terms={"topic-value": 300})
    held = plan(session(2, date(2027, 3, 18), topics=("T01",)), stages=(stage,))
    assert RULE.check(held, problem).holds
    assert "T02、T03" in RULE.check(held, problem).notes[0]
    wrong = held.replace(stages=(stage.replace(terms={"topic-value": 500}),))
    assert "议题价值为 500，按场次重新计算为 300" in texts(RULE.check, wrong, problem)
    both = held.replace(left_out=(LeftOut(topic="T01", reason="topic-cap"),))
    assert "议题 T01 已安排在 bimonthly-2，又列入未入选说明" in texts(RULE.check, both, problem)


# -- why a topic is left out -----------------------------------------------------------------
DAYS = {n: date(2027, 2 * n - 1, 15) for n in range(2, 7)} | {1: date(2027, 1, 12)}


def held(*topics: str) -> Plan:
    """A plan whose bimonthly-1 … hold these topics, the first with the plenary."""
    sessions = [
        session(n, DAYS[n], topics=(t,), merged_with_plenary=n == 1)
        for n, t in enumerate(topics, 1)
    ]
    return plan(*sessions, status="optimal")


def reason(the_plan: Plan, topics: list[Topic], **changes: object) -> dict[str, LeftOut]:
    assert RULE.make is not None
    made = RULE.make(the_plan, county([*RULES, topic_cap.RULE], topics=tuple(topics), **changes))
    return {entry.topic: entry for entry in made.left_out}


SIX = ("T01", "T02", "T03", "T04", "T05", "T06")


def test_each_topic_out_has_one_reason_and_none_that_is_in() -> None:
    topics = weighted(3, 3, 3, 3, 3, 3, 2, 1)
    assert list(reason(held(*SIX), topics)) == ["T07", "T08"]


@pytest.mark.parametrize(
    ("facts", "rules", "words"),
    [
        (
            {"exclusion": "带有歧视"},
            ("not-negotiable",),
            "不予协商的情形：带有歧视（参照某农场“好商量”规则6）",
        ),
        ({"rounds_held": 2}, ("second-consultation",), "已协商 2 次"),
        ({"forms": ("special",)}, ("form-match",), "协商形式只可为本方案没有的形式（special）"),
        ({"decision_date": date(2027, 1, 8)}, ("before-decision",), "2027-01-08 决策"),
        ({"earliest_month": 2, "latest_month": 2}, ("topic-window",), "2—2 月"),
        (
            # from April, decided on 20 April: ten working days after 1 April is 15 April at the
            # earliest, so April by itself would do, were the window not from May.
            {"earliest_month": 5, "decision_date": date(2027, 4, 20)},
            ("topic-window", "before-decision"),
            "5—12 月，2027-04-20 决策",
        ),
    ],
)
def test_a_topic_that_can_never_be_in_is_told_by_which_fact(
    facts: dict[str, object], rules: tuple[str, ...], words: str
) -> None:
    topics = weighted(3, 3, 3, 3, 3, 3, 5, T07=facts)
    entry = reason(held(*SIX), topics)["T07"]
    assert entry.rules == rules
    assert entry.reason == rules[0]
    assert words in entry.text


def test_a_topic_locked_out_names_the_cell() -> None:
    lock = Lock(subject="T07", item="不入选", cell="锁定!C5")
    entry = reason(held(*SIX), weighted(3, 3, 3, 3, 3, 3, 5), locks=(lock,))["T07"]
    assert entry.reason == "locks"
    assert "锁定!C5" in entry.text


def test_a_topic_whose_body_has_no_leader_is_told_so() -> None:
    bodies = tuple(
        b.model_copy(update={"leaders": ()}) if b.name == "农业委员会" else b for b in BODIES
    )
    topics = weighted(3, 3, 3, 3, 3, 3, 5, T07={"lead_bodies": ("农业委员会",)})
    entry = reason(held(*SIX), topics, bodies=bodies)["T07"]
    assert entry.reason == "one-lead-body"
    assert "农业委员会没有分管" in entry.text


def test_an_outranked_topic_is_told_its_rank_the_places_and_the_lowest_in() -> None:
    # T06 (1) is in because it is mandated: the lowest by choice is 3
    topics = weighted(3, 3, 4, 3, 5, 1, 2, T06={"mandated": True})
    entry = reason(held(*SIX), topics)["T07"]
    assert entry.reason == "topic-cap"
    assert "重要程度 2；本年 6 个议题名额，入选议题中重要程度最低的为 3" in entry.text


def year_of_forms(*held: str, **changes: object) -> dict[str, LeftOut]:
    """What is said of the topics left out where special-1 has T01 (5) and a pair has what is given."""
    pair = session(1, date(2027, 5, 6), id=PAIR, form="counterpart", topics=held)
    top = session(1, date(2027, 4, 8), id="special-1", form="special", topics=("T01",))
    problem = kailu_county([RULE, topic_cap.RULE], **changes)
    slots = tuple(problem.slot(s) for s in ("plenary-1", "special-1", PAIR))
    year = plan(top, pair, status="optimal")
    made = RULE.make(year, problem.model_copy(update={"slots": slots}))
    return {entry.topic: entry for entry in made.left_out}


def test_a_topic_is_weighed_against_the_sessions_that_it_may_have() -> None:
    # A 2 of 发改局 is in, in its own pair; a 4 of 教育局 may have special-1 alone, where T01 (5) is.
    # To be told that "the lowest in is 2" would have its committee call the plan unfair.
    topics = (
        topic(1, importance=5),
        topic(2, importance=2, departments=("发改局",)),
        topic(3, importance=4, lead_bodies=("教育委员会",)),
        topic(4, importance=2, departments=("发改局",)),
    )
    said = year_of_forms("T02", topics=topics)
    assert "最低的为 2" not in said["T03"].text
    assert "special-1 为“议题1”（T01）" in said["T03"].text
    assert "与入选的同等" in said["T04"].text  # a 2 as well, and the pair is its own


def test_a_topic_for_the_plenary_alone_is_told_how_it_would_be_heard_there() -> None:
    topics = (topic(1, importance=5), topic(2, forms=("plenary",)))
    problem = kailu_county([RULE, required_matters.RULE], topics=topics)
    (said,) = RULE.make(plan(session(1, date(2027, 5, 6))), problem).left_out
    assert said.reason == "form-match"
    assert "协商形式只可为全体会议" in said.text
    assert "填指定单位，或在“锁定”表写它入选 plenary-1" in said.text


def test_an_equal_is_told_of_how_many_sessions_it_could_have_had() -> None:
    topics = (
        topic(1, importance=4),
        topic(2, importance=2, departments=("发改局",)),
        topic(3, importance=4, lead_bodies=("教育委员会",)),
    )
    said = year_of_forms("T02", topics=topics)["T03"]
    assert "可用的有 1 场，其中入选议题重要程度最低的为 4" in said.text
    assert said.rules == ("topic-value",)  # kailu has no 议题上限


def test_a_topic_whose_pair_stands_without_one_is_told_of_the_days() -> None:
    topics = (topic(1, importance=5), topic(2, departments=("发改局",)))
    free = year_of_forms(topics=topics)["T02"]
    assert free.reason == "one-place-at-a-time"
    assert f"{PAIR}可以安排本议题" in free.text


def test_a_topic_put_in_by_a_lock_on_its_session_is_no_rival_by_rank() -> None:
    # T02 (2) is in because the office fixed it: a 3 that lost is not told that 2 is the lowest in.
    topics = (topic(1, importance=5), topic(2, importance=2), topic(3, importance=3))
    lock = Lock(subject=PAIR, item="入选", values=("T02",))
    said = year_of_forms("T02", topics=topics, locks=(lock,))["T03"]
    assert "最低的为 5" in said.text


def test_an_equal_that_lost_is_told_so() -> None:
    entry = reason(held(*SIX), weighted(3, 3, 4, 3, 5, 3, 3))["T07"]
    assert "本议题与入选的同等" in entry.text


def test_a_topic_whose_only_sessions_hold_weightier_ones_is_told_which() -> None:
    # only in March–April, where T02 (5) sits; the lowest in is T06 (2)
    facts = {"earliest_month": 3, "latest_month": 4}
    entry = reason(held(*SIX), weighted(3, 5, 3, 3, 3, 2, 4, T07=facts))["T07"]
    assert entry.reason == "topic-window"
    assert "时间窗口为 3—4 月" in entry.text
    assert "bimonthly-2 为“议题2”（T02）" in entry.text


def test_places_taken_by_order_are_called_that() -> None:
    topics = [t.model_copy(update={"mandated": t.id != "T07"}) for t in weighted(*[3] * 6, 5)]
    assert "都已由指定或锁定的议题占用" in reason(held(*SIX), topics)["T07"].text


def test_a_topic_that_needs_two_places_is_told_so() -> None:
    entry = reason(held(*SIX), weighted(3, 3, 3, 3, 3, 3, 4, T07={"needs_second": True}))["T07"]
    assert "要占两个场次" in entry.text


def test_a_weightier_topic_that_does_not_fit_beside_the_others_is_told_why() -> None:
    topics = weighted(3, 3, 3, 3, 3, 3, 5)
    entry = reason(held(*SIX), topics)["T07"]
    assert entry.reason == "preparation-capacity"
    assert "经济委员会的筹备能力" in entry.text
    assert "未证明最优" not in entry.text
    unproven = reason(held(*SIX).replace(status="feasible"), topics)["T07"]
    assert "未证明最优" in unproven.text


def test_what_has_its_session_by_itself_is_no_loser_and_no_place() -> None:
    """Reports, proposals and supervisions compete for nothing; the plenary's matters are in."""
    problem = kailu_county([RULE])
    changes = {"form": "special", "topics": ("T01",)}
    face = session(3, date(2027, 5, 6), id="proposal-P01", form="proposal", topics=("P01",))
    opening = session(1, date(2027, 1, 11), id="plenary-1", form="plenary", topics=("T02",))
    held = plan(opening, session(1, date(2027, 4, 8), id="special-1", **changes), face)
    said = {entry.topic: entry.text for entry in RULE.make(held, problem).left_out}
    assert sorted(said) == [f"T{n:02d}" for n in range(3, 13)]
    assert "本年 1 个议题名额" in said["T03"]
