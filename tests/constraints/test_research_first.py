"""Research comes first, with a named team: else a session talks about what nobody has looked at."""

from datetime import date

import pytest

from constraints import coordination_meeting, lead_time
from constraints.research_first import RULE
from planner.domain import Absence
from planner.variables import Time
from tests.builders import BODIES, county, expert, member, plan, session, solve_with, topic
from tests.constraints.preparations import (
    AM,
    DAY,
    LIMIT,
    can_be,
    changed,
    milestone,
    moved,
    prepared,
    said,
    times,
    verdict,
    without,
)

RULES = [lead_time.RULE, RULE, coordination_meeting.RULE]
APRIL_20, APRIL_21 = date(2027, 4, 20), date(2027, 4, 21)
COMMITTEE = tuple(member(n, body="经济委员会" if n <= 4 else "") for n in range(1, 13))


def away(who, first, last):
    return Absence(subject=who, start=first, end=last)


# -- the days -----------------------------------------------------------------------------------
def test_research_lies_between_mobilisation_and_coordination():
    """Mobilised 19 March: 22 March is just inside, that day not. Coordination 13 May: 11–12 is, 12–13 not."""
    problem = county()
    edges = [
        ("bimonthly-3", "mobilisation", Time(LIMIT, AM)),
        ("bimonthly-3", "coordination", Time(date(2027, 5, 13), AM)),
    ]

    def possible(day):
        fixed = [*edges, ("bimonthly-3", "research", Time(day, AM))]
        return times(problem, RULES, plan(session(3, DAY)), fixed) is not None

    assert possible(APRIL_20)
    assert possible(date(2027, 3, 22))
    assert not possible(LIMIT)
    assert possible(date(2027, 5, 11))
    assert not possible(date(2027, 5, 12))


def test_research_is_about_a_month_before_in_one_piece():
    """30 days before 20 May is Tuesday 20 April: two days, nothing to pay."""
    starts, terms = times(county([RULE]), [RULE], plan(session(3, DAY)), (), "research-first.shift")
    assert starts["bimonthly-3", "research"] == Time(APRIL_20, AM)
    assert terms["research-first.shift"] == 0
    assert RULE.measure(plan(prepared()), county())["research-first.shift"] == 0


def test_research_rather_moves_than_lies_on_both_sides_of_a_weekend():
    """副主席乙 is away until the 22nd: Friday the 23rd and Monday cost 3 × 2 + 2 × 2, Monday on 6 × 2."""
    problem = county([RULE], absences=(away("副主席乙", date(2027, 4, 12), date(2027, 4, 22)),))
    starts, terms = times(problem, [RULE], plan(session(3, DAY)), (), "research-first.shift")
    assert starts["bimonthly-3", "research"] == Time(date(2027, 4, 23), AM)
    assert terms["research-first.shift"] == 10
    spread = moved(prepared(), "research", date(2027, 4, 23), date(2027, 4, 26))
    assert RULE.measure(plan(spread), problem)["research-first.shift"] == 10
    assert verdict(RULE, problem, spread).holds


def test_nobody_of_the_lead_is_away_on_research():
    """The leader in charge, the lead body or its head away on the 21st: not from the 20th."""
    for who in ("副主席乙", "经济委员会", "经济主任"):
        problem = county([RULE], absences=(away(who, APRIL_21, APRIL_21),))
        asked = can_be(problem, [RULE], session(3, DAY))
        assert not asked("research", APRIL_20)
        assert not asked("research", APRIL_21)
        assert asked("research", date(2027, 4, 22))


def test_a_topic_says_how_many_days_and_where():
    """调研天数 3: three days from 20 April; two are too few for the check."""
    topics = tuple(
        topic(n, **({"research_days": 3, "research_place": "梅城镇"} if n == 3 else {}))
        for n in range(1, 7)
    )
    problem = county([RULE], topics=topics)
    starts, _ = times(problem, [RULE], plan(session(3, DAY)), (), "research-first.shift")
    assert starts["bimonthly-3", "research"].day == APRIL_20
    assert "有 2 个可用的工作日，应为 3 天" in said(verdict(RULE, problem, prepared()))
    assert verdict(RULE, problem, moved(prepared(), "research", APRIL_20, date(2027, 4, 22))).holds


def test_the_merged_session_is_researched_before_the_plenary():
    """20 days before the plenary of 11 January 2027 is Tuesday 22 December 2026."""
    whole = session(1, date(2027, 1, 12), merged_with_plenary=True)
    problem = county([RULE])
    starts, terms = times(problem, [RULE], plan(whole), (), "research-first.shift")
    assert starts["bimonthly-1", "research"] == Time(date(2026, 12, 22), AM)
    held = whole.add(research(date(2026, 12, 22), date(2026, 12, 23)))
    assert RULE.measure(plan(held), problem)["research-first.shift"] == 0
    assert terms["research-first.shift"] == 0
    assert verdict(RULE, problem, held).holds
    in_plenary = moved(held, "research", date(2027, 1, 8), date(2027, 1, 11))
    assert "应在全会（2027-01-11）之前" in said(verdict(RULE, problem, in_plenary))


def test_topics_fixed_after_the_plenary_leave_research_before_it_and_a_deviation():
    """Topics on 1 March 2027, plenary in January: researched in December all the same, and said."""
    problem = county([RULE], settings={"chair_meetings": (), "approval_date": date(2027, 3, 1)})
    whole = session(1, date(2027, 1, 12), merged_with_plenary=True)
    starts, terms = times(problem, [RULE], plan(whole), (), "research-first.shift")
    assert starts["bimonthly-1", "research"] == Time(date(2026, 12, 22), AM)
    held = plan(whole.add(research(date(2026, 12, 22), date(2026, 12, 23))))
    done = RULE.make(held, problem)
    (deviation,) = done.deviations
    assert "与全会（2027-01-11）合并" in deviation.text
    # Two days and six more before the 11th: 29 December. To 1 March: 2 + 31 + 28 + 1 days missing,
    # by which the chair who signs can tell how much earlier the plan had to be approved.
    assert (deviation.latest_approval, deviation.days_missing) == (date(2026, 12, 29), 62)
    assert RULE.check(done, problem).holds
    assert RULE.measure(done, problem)["research-first.shift"] == terms["research-first.shift"]
    assert "早于议题确定日" in said(RULE.check(held, problem))


@pytest.mark.parametrize("fixed", [date(2027, 4, 20), date(2027, 4, 28), date(2027, 5, 15)])
def test_a_late_approval_leaves_research(fixed):
    """However late, a session of 30 April is researched before it, and before its coordination."""
    problem = county(settings={"chair_meetings": (), "approval_date": fixed})
    found = times(problem, RULES, plan(session(2, date(2027, 4, 30))), (), "research-first.shift")
    assert found is not None
    starts = found[0]
    assert starts["bimonthly-2", "research"].day < starts["bimonthly-2", "coordination"].day


def test_the_programme_keeps_a_leader_off_a_session_that_they_cannot_research():
    """副主席乙 is away from 1 January to 15 May but for 8 April: never two days, so not in charge.

    With the 9th as well there are two: just inside.
    """
    gone = (away("副主席乙", date(2026, 12, 1), date(2027, 4, 7)),)

    def possible(rest, leader):
        problem = county([RULE], absences=(*gone, away("副主席乙", rest, date(2027, 5, 15))))

        def fix(model, variables):
            model.add(variables.on_day("bimonthly-3", DAY) == 1)
            model.add(variables.in_charge("bimonthly-3", leader) == 1)

        return solve_with(problem, [RULE], "programme", fix)[0]

    assert not possible(date(2027, 4, 9), "副主席乙")
    assert possible(date(2027, 4, 10), "副主席乙")
    assert possible(date(2027, 4, 9), "副主席丙")


def test_the_programme_keeps_a_body_off_a_session_that_it_cannot_research():
    """经济委员会 is away from December to 12 May: it cannot lead the session of 20 May."""
    gone = (away("经济委员会", date(2026, 12, 1), date(2027, 5, 12)),)
    problem = county([RULE], absences=gone)

    def possible(body):
        def fix(model, variables):
            model.add(variables.on_day("bimonthly-3", DAY) == 1)
            model.add(variables.lead("bimonthly-3", body) == 1)

        return solve_with(problem, [RULE], "programme", fix)[0]

    assert not possible("经济委员会")
    assert possible("教育委员会")


# -- the team -----------------------------------------------------------------------------------
def research(start, end, team=("副主席乙", "M001", "M002", "M003")):
    return milestone("research", start, end, owner="经济委员会", team=team)


def teams(problem, fixed=(), whole=None):
    """The team that fits best, by id, with the term; None where these cannot be on it."""
    given = plan(whole or prepared())
    seen = []

    def fix(model, variables):
        seen.append(variables)
        for person, there in fixed:
            model.add(variables.on_team("bimonthly-3", person) == there)

    feasible, value, terms = solve_with(
        problem, [RULE], "people", fix, given, "research-first.team"
    )
    if not feasible:
        return None
    ids = seen[0].team_candidates("bimonthly-3")
    return {p for p in ids if value(seen[0].on_team("bimonthly-3", p))}, terms


def test_the_team_is_of_the_lead_body():
    """Members 1–4 are of 经济委员会: three of them, who lack nothing; 5 is not."""
    problem = county([RULE], members=COMMITTEE)
    team, terms = teams(problem)
    assert len(team) >= 3
    assert team <= {"M001", "M002", "M003", "M004"}
    assert terms["research-first.team"] == 0
    assert teams(problem, [("M005", 1)]) is None


def test_the_team_is_of_three_to_six():
    """Two are too few, three and six just inside, seven too many."""
    members = tuple(member(n, body="经济委员会") for n in range(1, 13))
    problem = county([RULE], members=members)

    def possible(size):
        return teams(problem, [(f"M{n:03d}", int(n <= size)) for n in range(1, 13)]) is not None

    assert [possible(size) for size in (2, 3, 6, 7)] == [False, True, True, False]


def test_field_and_place_count_as_links():
    """Topic 3 asks for 水利 and goes to 梅城镇: who knows or lives there fits though of no committee."""
    members = (
        member(1, body="经济委员会", town="梅城镇", expertise=("水利工程",)),  # lacks nothing
        member(2, expertise=("水利",)),  # lacks committee and place
        member(3, town="梅城镇"),  # lacks committee and field
        member(4, town="东坪镇"),  # no link
    )
    topics = tuple(
        topic(n, **({"expertise": ("水利",), "research_place": "梅城镇"} if n == 3 else {}))
        for n in range(1, 7)
    )
    problem = county([RULE], members=members, topics=topics)
    team, terms = teams(problem)
    assert team == {"M001", "M002", "M003"}
    assert terms["research-first.team"] == 4
    assert teams(problem, [("M004", 1)]) is None
    whole = changed(prepared(), "research", team=("副主席乙", "M001", "M002", "M003"))
    assert RULE.measure(plan(whole), problem)["research-first.team"] == 4


def test_too_few_of_the_committee_are_filled_up():
    """Only one of the committee: two others join, each lacking one link; never an empty team."""
    members = tuple(member(n, body="经济委员会" if n == 1 else "") for n in range(1, 7))
    team, terms = teams(county([RULE], members=members))
    assert "M001" in team
    assert (len(team), terms["research-first.team"]) == (3, 2)


def test_who_is_away_on_a_research_day_stays_away():
    """M001 is away on the second day of research."""
    problem = county([RULE], members=COMMITTEE, absences=(away("M001", APRIL_21, APRIL_21),))
    assert teams(problem, [("M001", 1)]) is None
    assert "M001）2027-04-21 不在" in said(verdict(RULE, problem, prepared()))


def test_heads_and_leaders_come_by_office():
    """The head of a committee takes no member's place on the team."""
    members = (*COMMITTEE, member(20, person="经济主任", body="经济委员会"))
    assert teams(county([RULE], members=members), [("M020", 1)]) is None


def test_a_topic_that_wants_experts_gets_one_who_fits():
    """E01 knows the field; a topic that does not ask has none."""
    topics = tuple(
        topic(n, **({"expertise": ("水利",), "wants_experts": True} if n == 3 else {}))
        for n in range(1, 7)
    )
    experts = (expert(1, expertise=("水利",)), expert(2, expertise=("法律",)))
    problem = county([RULE], members=COMMITTEE, topics=topics, experts=experts)
    assert "E01" in teams(problem)[0]
    assert "没有专家" in said(verdict(RULE, problem, prepared()))
    plain = county([RULE], members=COMMITTEE, experts=experts)
    assert not teams(plain)[0] & {"E01", "E02"}
    assert teams(plain, [("E01", 1)]) is None


def test_an_exact_model_of_dates_and_people_leaves_the_team_for_later():
    """Without dates nobody can be asked: the term is there and 0."""
    problem = county([RULE])
    feasible, _, terms = solve_with(problem, [RULE], ("programme", "people"))
    assert feasible
    assert terms["research-first.team"] == 0


# -- the check ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("broken", "text"),
    [
        (without(prepared(), "research"), "没有调研，应有 2 天"),
        (moved(prepared(), "research", APRIL_20), "有 1 个可用的工作日，应为 2 天"),
        (
            moved(prepared(), "research", date(2027, 3, 19), date(2027, 3, 22)),
            "应在部署动员会（2027-03-19）之后",
        ),
        (
            moved(prepared(), "research", date(2027, 4, 8), date(2027, 4, 9)),
            "应在事先沟通（2027-04-09）之后",
        ),
        (
            moved(prepared(), "research", date(2027, 5, 12), date(2027, 5, 13)),
            "应在工作协调会（2027-05-13）之前",
        ),
        (
            moved(without(prepared(), "coordination"), "research", date(2027, 5, 19), DAY),
            "应在会议（2027-05-20）之前",
        ),
        (changed(prepared(), "research", owner="办公室"), "应由牵头单位 经济委员会"),
        (changed(prepared(), "research", team=("M001", "M002", "M003")), "没有分管领导 副主席乙"),
        (changed(prepared(), "research", team=("副主席乙",)), "有委员、专家 0 名，应为 3—6 名"),
        (
            changed(prepared(), "research", team=("副主席乙", "M001", "M002", "M099")),
            "“M099”在工作簿中查无此人",
        ),
        (
            changed(prepared(), "research", team=("副主席乙", "M001", "M002", "M005")),
            "M005）不属牵头委室",
        ),
    ],
)
def test_broken_research_is_caught(broken, text):
    """Deleted, short, out of order, of another body, or with a team that is none."""
    assert text in said(verdict(RULE, county(members=COMMITTEE), broken))


def test_research_while_the_leader_is_away_is_caught():
    """副主席乙 leads the team: both days."""
    problem = county(absences=(away("副主席乙", APRIL_21, APRIL_21),))
    assert "副主席乙 在 2027-04-21 不在" in said(verdict(RULE, problem, prepared()))


def test_a_head_who_is_always_away_sends_somebody():
    """No dead end: research goes on and the office is told."""
    assert BODIES[0].head == "经济主任"
    problem = county([RULE], absences=(away("经济主任", date(2026, 12, 1), date(2027, 12, 31)),))
    assert times(problem, [RULE], plan(session(3, DAY)))
    check = verdict(RULE, problem, prepared())
    assert check.holds
    assert "请委派人员带队" in check.notes[0]
