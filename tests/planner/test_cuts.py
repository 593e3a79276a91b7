"""A year is not given up because the best programme leaves its meetings no room."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ortools.sat.python import cp_model

from planner import cuts
from planner.control import Control
from planner.domain import Absence, ParameterValue
from planner.plan import Session
from planner.solve import solve
from planner.variables import Variables
from tests.builders import county, expert, plan, session, topic

DAY = date(2027, 5, 20)
THREE = plan(session(2, date(2027, 3, 18)), session(3, DAY), session(4, date(2027, 7, 15)))
NO_LEAD = ParameterValue(rule="lead-time", name="lead_months", form="bimonthly", value=0)


def test_a_year_whose_best_days_leave_no_room_for_the_meetings_has_other_days() -> None:
    """The secretary-general away for four weeks, no lead asked for: the clerk heard "no plan"."""
    away = Absence(subject="秘书长丁", start=date(2027, 8, 18), end=date(2027, 9, 11))
    solved = solve(county(overrides=[NO_LEAD], absences=(away,)), Control())
    assert solved.outcome == "plan"


def test_a_year_whose_experts_are_few_and_often_away_has_other_topics_or_days() -> None:
    """Five experts of one or two invitations each: not an hour's search, and no "no plan"."""
    experts = tuple(expert(n, cap=1 + (n == 4)) for n in range(1, 5))
    topics = tuple(
        t.model_copy(update={"wants_experts": True, "importance": 5 - n // 3})
        for n, t in enumerate(county().topics)
    )
    plain = tuple(topic(n, importance=1, lead_bodies=("教育委员会",)) for n in range(7, 11))
    solved = solve(county(experts=experts, topics=(*topics, *plain)), Control())
    assert solved.plan is not None
    # The caps allow 1 + 1 + 1 + 2 = 5 seats: two sessions of at least two experts.
    invited = [s for s in solved.plan.sessions if s.experts]
    assert len(invited) == 2


def test_a_session_at_fault_alone_is_named_with_all_its_days_without_room() -> None:
    """Else another day of the same fortnight would be tried, and fail, a programme a day."""

    def has_room(sessions: Sequence[Session]) -> bool:
        return not any(s.id == "bimonthly-3" and s.date.month == 5 for s in sessions)

    problem = county()
    (place,) = cuts.without_room(THREE, problem, has_room)
    assert (place.session, place.body, place.leader) == ("bimonthly-3", "经济委员会", "副主席乙")
    assert set(place.days) == set(
        problem.calendar.working_days(date(2027, 5, 1), date(2027, 5, 31))
    )
    # T01–T03 are led by the same body and ask for the same; the others have other departments
    # only through their lead bodies, which the place names.
    assert "T03" in place.topics


def test_a_topic_that_asks_for_other_research_is_not_barred_with_it() -> None:
    """Five days of research do not fit where one day does."""
    topics = (topic(3), topic(4, research_days=1), topic(5))
    problem = county(topics=topics)
    found = plan(session(3, DAY))
    (place,) = cuts.without_room(found, problem, lambda _: False)
    assert place.topics == ("T03", "T05")


def test_sessions_at_fault_only_together_are_named_together() -> None:
    """Two that clash: each may stay where it is without the other."""

    def has_room(sessions: Sequence[Session]) -> bool:
        return not {"bimonthly-2", "bimonthly-4"} <= {s.id for s in sessions}

    cut = cuts.without_room(THREE, county(), has_room)
    assert [place.session for place in cut] == ["bimonthly-2", "bimonthly-4"]
    assert [place.days for place in cut] == [(date(2027, 3, 18),), (date(2027, 7, 15),)]


def test_a_cut_forbids_its_places_and_nothing_beside_them() -> None:
    """The day, topic, body and leader together are forbidden; any three of them are not."""
    problem = county()
    place = cuts.Place(
        "bimonthly-3", ("T03",), "经济委员会", "副主席乙", "", (DAY, date(2027, 5, 21))
    )
    for kept in range(5):
        model = cp_model.CpModel()
        variables = Variables(model, problem, ("programme",))
        cuts.forbid(model, variables, (place,))
        asked = (
            variables.on_day("bimonthly-3", date(2027, 5, 21)) == 1,
            variables.in_charge("bimonthly-3", "副主席乙") == 1,
            variables.lead("bimonthly-3", "经济委员会") == 1,
            variables.topic_in("bimonthly-3", "T03") == 1,
        )
        for row in asked[:kept]:
            model.add(row)
        possible = cp_model.CpSolver().solve(model) in (cp_model.OPTIMAL, cp_model.FEASIBLE)
        assert possible == (kept < 4)
