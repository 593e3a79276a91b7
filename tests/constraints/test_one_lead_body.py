"""Without this rule a session could have two owners, or none, and nobody would prepare it."""

from datetime import date

from constraints import lead_leader
from constraints.one_lead_body import RULE
from planner.variables import OPEN
from tests.builders import BODIES, county, kailu_county, plan, session, solve_with, topic
from tests.constraints.programmes import feasible, parameter, solved, texts

DAY = date(2027, 3, 18)
PLENARY = kailu_county([RULE]).slot("plenary-1")


def test_each_session_gets_one_topic_and_one_lead_body() -> None:
    assert feasible(county([RULE]), RULE, {"bimonthly-2": "T01", "bimonthly-3": "T04"})


def test_two_topics_in_one_session_are_refused() -> None:
    found, _, _ = solve_with(
        county([RULE]),
        [RULE],
        "programme",
        lambda model, v: model.add(
            v.topic_in("bimonthly-2", "T01") + v.topic_in("bimonthly-2", "T02") == 2
        ),
    )
    assert not found


def test_two_lead_bodies_for_one_topic_are_refused() -> None:
    # A topic that two bodies may lead: both at once is 2 pairs, the limit is 1.
    problem = county([RULE], topics=(topic(1, lead_bodies=("经济委员会", "教育委员会")),))
    pairs = ("经济委员会", "教育委员会")
    for wanted, right in ((2, False), (1, True)):
        found, _, _ = solve_with(
            problem,
            [RULE],
            "programme",
            lambda model, v, wanted=wanted: model.add(
                sum(v.topic_led_by("bimonthly-2", "T01", b) for b in pairs) == wanted
            ),
        )
        assert found is right


def test_a_body_without_a_leader_in_charge_leads_nothing() -> None:
    bodies = tuple(
        b.model_copy(update={"leaders": ()}) if b.name == "农业委员会" else b for b in BODIES
    )
    problem = county([RULE], bodies=bodies)
    assert not feasible(problem, RULE, {"bimonthly-2": "T06"})
    assert feasible(problem, RULE, {"bimonthly-2": "T01"})
    led = session(2, DAY, topics=("T06",), lead_body="农业委员会")
    assert "农业委员会没有分管" in texts(RULE.check, plan(led), problem)


def test_a_session_stands_open_only_where_a_place_is_reserved() -> None:
    reserved = county([RULE], [parameter("reserve", "n", 1)])
    assert not feasible(county([RULE]), RULE, {"bimonthly-2": OPEN})
    assert feasible(reserved, RULE, {"bimonthly-2": OPEN})
    assert not feasible(reserved, RULE, {"bimonthly-1": OPEN})  # held with the plenary
    bare = plan(session(2, DAY, topics=(), lead_body="办公室"))
    assert RULE.check(bare, reserved).holds
    assert "bimonthly-2 没有议题" in texts(RULE.check, bare, county([RULE]))


def test_a_groups_activity_is_led_by_whom_its_topic_names() -> None:
    # 教育's activity is looked after by 提案委员会 (its convenor's committee): it leads a topic
    # without 牵头单位. A topic of 经济委员会 that names the 界别 comes with 经济委员会, not with two owners.
    for named, leads in (((), "提案委员会"), (("经济委员会",), "经济委员会")):
        wanted = topic(1, lead_bodies=named, sectors=("教育",))
        problem = kailu_county([RULE, lead_leader.RULE], topics=(wanted,))
        problem = problem.model_copy(update={"slots": (PLENARY, problem.slot("sector-教育"))})
        found, _ = solved(problem, [RULE, lead_leader.RULE], {"sector-教育": "T01"})
        held = found.session("sector-教育")
        assert held is not None
        assert held.lead_body == leads
        assert held.lead_leader == "副主席乙"  # in charge of both committees
        assert RULE.check(found, problem).holds
        two_owners = found.update(held.replace(lead_body="教育委员会"))
        assert RULE.check(two_owners, problem).holds is not bool(named)


def test_a_groups_activity_without_a_topic_is_led_by_the_body_that_looks_after_it() -> None:
    problem = kailu_county([RULE])
    problem = problem.model_copy(update={"slots": (PLENARY, problem.slot("sector-教育"))})
    found, _ = solved(problem, [RULE], {"sector-教育": OPEN})
    held = found.session("sector-教育")
    assert held is not None
    assert held.lead_body == "提案委员会"


def test_the_check_names_what_is_wrong_with_topic_and_lead_body() -> None:
    problem = county([RULE])
    assert RULE.check(plan(session(2, DAY)), problem).holds
    two = plan(session(2, DAY, topics=("T01", "T02")))
    assert "bimonthly-2 有 2 个议题" in texts(RULE.check, two, problem)
    nobody = plan(session(2, DAY, lead_body=""))
    assert "bimonthly-2 没有牵头单位" in texts(RULE.check, nobody, problem)
    wrong = plan(session(2, DAY, lead_body="教育委员会"))
    assert "议题 T02 的牵头单位应为经济委员会" in texts(RULE.check, wrong, problem)
