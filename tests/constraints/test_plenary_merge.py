"""The January–February topic is held with the plenary, and is no bare row there."""

from datetime import date

import pytest

from constraints.host import RULE as HOST
from constraints.plenary_merge import EXEMPTIONS, RULE, check, make
from planner.domain import Absence, ParameterValue
from planner.plan import Milestone
from planner.variables import OPEN
from tests.builders import LEADERS, county, expert, member, plan, session, solve_with

ID = "bimonthly-1"
DAY = date(2027, 1, 12)
MARCH = {"plenary_start": date(2027, 3, 8), "plenary_end": date(2027, 3, 10)}
RESEARCH = Milestone(
    kind="research", start=date(2026, 12, 28), end=date(2026, 12, 29), owner="经济委员会"
)


def merged(**changes):
    """A merged session that is as the rule asks, exemptions printed; `changes` break it."""
    values = {
        "merged_with_plenary": True,
        "members": ("M001", "M002"),
        "milestones": (RESEARCH,),
    }
    made = session(1, DAY, **values)
    printed = make(plan(made), county([RULE])).session(ID)
    return printed.replace(**changes)


def forced(**what):
    """Fix one thing of the merged session in the programme."""

    def fix(model, variables):
        if "topics" in what:
            for topic in what["topics"]:
                model.add(variables.topic_in(ID, topic) == 1)
        if "host" in what:
            model.add(variables.hosts(ID, what["host"]) == 1)
        if "day" in what:
            model.add(variables.on_day(ID, what["day"]) == 1)
        if "charge" in what:
            for leader in variables.leader_ids:
                model.add(variables.in_charge(ID, leader) == int(leader in what["charge"]))

    return fix


@pytest.mark.parametrize(
    ("what", "possible"),
    [
        ({"topics": ["T01"]}, True),
        ({"topics": ["T01", "T02"]}, False),
        ({"topics": [OPEN]}, False),
        ({"host": "主席甲"}, True),
        ({"host": "副主席乙"}, True),  # beside the chair: one host is the rule of `host`
        ({"day": date(2027, 1, 11)}, True),
        ({"day": date(2027, 1, 13)}, True),
        ({"day": date(2027, 1, 14)}, False),
        ({"charge": ["副主席乙"]}, True),
        ({"charge": []}, False),
    ],
)
def test_the_merged_session_has_topic_day_and_leader(what, possible):
    """One topic, never left open; a day of the plenary 11–13 January; a leader in charge."""
    assert solve_with(county([RULE]), [RULE], "programme", forced(**what))[0] == possible


def test_the_chair_hosts_it():
    """A plan in which the chair does not host it is forbidden."""

    def without(model, variables):
        model.add(variables.hosts(ID, "主席甲") == 0)

    assert not solve_with(county([RULE]), [RULE], "programme", without)[0]


AWAY_THROUGHOUT = Absence(subject="主席甲", start=date(2027, 1, 9), end=date(2027, 1, 13))
AWAY_AT_FIRST = Absence(subject="主席甲", start=date(2027, 1, 9), end=date(2027, 1, 12))


@pytest.mark.parametrize(
    ("absence", "host", "possible"),
    [
        (AWAY_THROUGHOUT, "副主席乙", True),
        (AWAY_THROUGHOUT, "主席甲", False),
        (AWAY_AT_FIRST, "主席甲", True),  # there on the 13th, the last day: just inside
        (AWAY_AT_FIRST, "副主席乙", False),
    ],
)
def test_a_chair_away_for_the_whole_plenary_delegates_a_vice_chair(absence, host, possible):
    """A chair at the national congress in the plenary's days would leave the county no plan."""
    problem = county([RULE, HOST], absences=(absence,))
    rules = [RULE, HOST]
    assert solve_with(problem, rules, "programme", forced(host=host))[0] == possible
    if absence is AWAY_THROUGHOUT or host == "主席甲":
        day = date(2027, 1, 13)
        assert check(plan(merged(host=host, date=day)), problem).holds == possible


def test_a_vice_chair_who_may_not_host_is_not_delegated():
    """可主持 否 for both vice-chairs: no plan, and the check says who should host."""
    leaders = tuple(
        x.model_copy(update={"can_host": False}) if x.is_vice_chair else x for x in LEADERS
    )
    problem = county([RULE, HOST], leaders=leaders, absences=(AWAY_THROUGHOUT,))
    assert not solve_with(problem, [RULE, HOST], "programme")[0]
    verdict = check(plan(merged(host="副主席乙")), problem)
    assert "受主席委托的副主席" in verdict.findings[0].text


def seats(count, experts=0):
    def fix(model, variables):
        model.add(sum(variables.seat(ID, m.id) for m in variables.problem.members) == count)
        given = sum(variables.expert_seat(ID, e.id) for e in variables.problem.experts)
        model.add(given == experts)

    return fix


@pytest.mark.parametrize(
    ("count", "possible"), [(1, False), (2, True), (3, True), (4, True), (5, False)]
)
def test_two_to_four_members_speak_there(count, possible):
    """Two and four are just inside; no expert needs a seat."""
    given = plan(merged())
    problem = county([RULE], slots=county([RULE]).slots[:2])
    assert solve_with(problem, [RULE], "people", seats(count), given)[0] == possible
    assert not solve_with(problem, [RULE], "people", seats(2, experts=1), given)[0]


def test_a_day_without_speakers_is_barred():
    """Two members; one away on the 12th leaves one speaker there, so the 12th is out."""
    away = Absence(subject="M001", start=DAY, end=DAY)
    problem = county([RULE], members=(member(1), member(2)), absences=(away,))
    assert not solve_with(problem, [RULE], "programme", forced(day=DAY))[0]
    assert solve_with(problem, [RULE], "programme", forced(day=date(2027, 1, 13)))[0]


def test_an_ordinary_session_is_left_alone():
    """Plenary in March, 单独召开: the rule binds no session."""
    problem = county([RULE], settings=MARCH | {"merge_choice": "单独召开"})

    def bare(model, variables):
        for leader in variables.leader_ids:
            model.add(variables.hosts(ID, leader) == 0)

    assert solve_with(problem, [RULE], "programme", bare)[0]


def test_every_exemption_is_printed_with_its_article():
    """The chair reads why six rules do not apply; a sentence taken away is missed."""
    printed = make(plan(merged(exemptions=())), county([RULE])).session(ID).exemptions
    assert len(printed) == len(EXEMPTIONS)
    assert all("二3" in sentence for sentence in printed)
    for word in ("提前期", "委员名额", "议程", "协调会", "成果", "同时筹备", "工作日", "上限"):
        assert any(word in sentence for sentence in printed), word
    assert check(plan(merged()), county([RULE])).holds
    broken = check(plan(merged(exemptions=printed[1:])), county([RULE]))
    assert "“提前期”" in broken.findings[0].text


def test_an_ordinary_session_gets_no_exemptions():
    """Only the merged session is exempt."""
    made = make(plan(session(2, date(2027, 3, 18))), county([RULE]))
    assert made.session("bimonthly-2").exemptions == ()


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"date": date(2027, 1, 14)}, "2027-01-14"),
        ({"topics": ()}, "0 个议题"),
        ({"topics": ("T01", "T02")}, "2 个议题"),
        ({"lead_body": ""}, "没有牵头单位"),
        ({"lead_leader": ""}, "没有分管领导"),
        ({"host": "副主席乙"}, "主席甲"),
        ({"members": ("M001",)}, "1 名，应为 2—4 名"),
        ({"members": ("M001", "M002", "M003", "M004", "M005")}, "5 名"),
        ({"milestones": (RESEARCH.replace(end=date(2027, 1, 11)),)}, "2027-01-11 才结束"),
        ({"milestones": ()}, "没有安排调研"),
        ({"merged_with_plenary": False}, "合并进行"),
    ],
)
def test_check_names_what_the_merged_session_lacks(changes, word):
    """Each thing that it must have, broken on purpose."""
    verdict = check(plan(merged(**changes)), county([RULE]))
    assert [f.session for f in verdict.findings] == [ID]
    assert word in verdict.findings[0].text


def test_research_may_end_on_the_day_before_the_plenary():
    """10 January is a Sunday, but it is before the plenary: just inside."""
    last = RESEARCH.replace(end=date(2027, 1, 10))
    assert check(plan(merged(milestones=(last,))), county([RULE])).holds


def test_a_topic_that_needs_no_research_days_needs_none_here():
    """调研天数 0 is the office's word."""
    first, *others = county([RULE]).topics
    topics = (first.model_copy(update={"research_days": 0}), *others)
    problem = county([RULE], topics=topics)
    assert check(plan(merged(milestones=())), problem).holds


@pytest.mark.parametrize(
    ("choice", "in_plan", "holds"),
    [
        ("单独召开", "separate", True),
        ("单独召开", "merged", False),
        ("单独召开", "none", False),
        ("并入全会", "separate", False),
        ("并入全会", "merged", True),
        ("不安排", "none", True),
        ("不安排", "separate", False),
    ],
)
def test_outside_january_and_february_the_offices_choice_decides(choice, in_plan, holds):
    """Plenary 8–10 March: separate, with the plenary all the same, or none."""
    problem = county([RULE], settings=MARCH | {"merge_choice": choice})
    sessions = {
        "separate": [session(1, date(2027, 1, 20))],
        "merged": [merged(date=date(2027, 3, 9))],
        "none": [],
    }[in_plan]
    verdict = check(plan(*sessions), problem)
    assert verdict.holds == holds
    assert all(f.session == ID for f in verdict.findings)


def test_no_other_session_may_be_merged():
    """bimonthly-2 marked as merged is caught."""
    other = session(2, date(2027, 3, 18), merged_with_plenary=True)
    verdict = check(plan(merged(), other), county([RULE]))
    assert [f.session for f in verdict.findings] == ["bimonthly-2"]


def test_the_number_of_speakers_is_a_parameter():
    """speakers_min 1: one speaker is enough."""
    one = ParameterValue(rule="plenary-merge", name="speakers_min", value=1)
    problem = county([RULE], [one], experts=(expert(1),))
    assert check(plan(merged(members=("M001",))), problem).holds
