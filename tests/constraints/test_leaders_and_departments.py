"""Without this rule a session could be held without those who can act on what is said."""

from datetime import date

import pytest

from constraints.leaders_and_departments import RULE
from planner.domain import Absence, Department, Leader
from tests.builders import DEPARTMENTS, LEADERS, county, plan, session, solve_with
from tests.constraints.seated import DAYS, broken, one, texts

AWAY = (Absence(subject="副书记戊", start=DAYS[1], end=DAYS[1]),)


def test_make_invites_county_leaders_then_the_cppccs_and_every_committee() -> None:
    made = RULE.make(one(), county([RULE])).sessions[0]
    # 副书记戊 links with the CPPCC; 副县长己 has charge of 发改局 (sheet 部门)
    assert made.leaders == ("副书记戊", "副县长己", "主席甲", "副主席乙", "副主席丙", "秘书长丁")
    assert made.guests == ("经济委员会", "教育委员会", "农业委员会", "办公室")
    assert RULE.check(plan(made), county([RULE])).holds


def test_a_leader_in_charge_by_the_sheet_of_leaders_is_invited_others_are_not() -> None:
    by_sheet = Leader(
        id="庚", name="庚", post="副县长", person="庚", side="政府", in_charge_of=("发改局",)
    )
    other = Leader(
        id="辛", name="辛", post="副县长", person="辛", side="政府", in_charge_of=("教育局",)
    )
    plain = tuple(Department(name=d.name) for d in DEPARTMENTS)
    problem = county([RULE], leaders=(*LEADERS, by_sheet, other), departments=plain)
    made = RULE.make(one(), problem).sessions[0]
    assert made.leaders[:2] == ("副书记戊", "庚")
    assert "辛" not in made.leaders
    assert "副县长己" not in made.leaders  # no department of this session is named as his


def test_who_is_away_is_left_out_and_a_note_says_so() -> None:
    problem = county([RULE], absences=AWAY)
    made = RULE.make(one(), problem)
    assert "副书记戊" not in made.sessions[0].leaders
    verdict = RULE.check(made, problem)
    assert verdict.holds
    assert any("副书记戊" in note and "未列入" in note for note in verdict.notes)


def test_the_leader_in_charge_is_free_that_day() -> None:
    absences = (Absence(subject="副主席乙", start=DAYS[1], end=date(2027, 3, 19)),)
    problem = county([RULE], absences=absences)

    def possible(day: date, leader: str) -> bool:
        def fix(model, v):  # type: ignore[no-untyped-def]
            model.add(v.in_charge("bimonthly-2", leader) == 1)
            model.add(v.on_day("bimonthly-2", day) == 1)

        return solve_with(problem, [RULE], "programme", fix)[0]

    assert not possible(DAYS[1], "副主席乙")
    assert not possible(date(2027, 3, 19), "副主席乙")
    assert possible(date(2027, 3, 22), "副主席乙")  # back: just outside
    assert possible(DAYS[1], "副主席丙")
    assert "分管领导副主席乙 2027-03-18 不在" in texts(RULE.check(one(), problem))


@pytest.mark.parametrize(
    ("away", "topics", "missed"),
    [
        ("副书记戊", ("T02",), 1),  # links with the CPPCC: wanted whatever the topic
        ("主席甲", ("T02",), 1),  # the CPPCC's own
        ("副县长己", ("T02",), 1),  # has charge of 发改局, which T02's lead body faces
        ("副县长己", ("T04",), 0),  # nobody's concern: 教育局 is another's
        ("经济主任", ("T02",), 0),  # no leader; a deputy comes
    ],
)
def test_a_day_on_which_a_leader_concerned_is_away_is_counted(away, topics, missed) -> None:  # type: ignore[no-untyped-def]
    """The county leader who can answer should not be on a journey when a day earlier would do."""
    departments = tuple(
        d.model_copy(update={"leader": ""}) if d.name == "教育局" else d for d in DEPARTMENTS
    )
    problem = county(
        [RULE],
        departments=departments,
        absences=(Absence(subject=away, start=DAYS[1], end=DAYS[1]),),
    )

    def fix(model, v):  # type: ignore[no-untyped-def]
        model.add(v.on_day("bimonthly-2", DAYS[1]) == 1)
        for t in v.topic_ids:
            model.add(v.topic_in("bimonthly-2", t) == int(t in topics))

    for sense in ("minimise", "maximise"):
        found, _, terms = solve_with(
            problem, [RULE], "programme", fix, **{sense: "leaders-and-departments.absent"}
        )
        assert found
        assert terms["leaders-and-departments.absent"] == missed
    body = problem.topic(topics[0]).lead_bodies[0]
    held = one(topics=topics, lead_body=body, departments=problem.body(body).departments)
    assert RULE.measure(held, problem) == {"leaders-and-departments.absent": missed}


def test_another_day_is_chosen_where_all_can_come() -> None:
    """Free of charge: the model finds a day on which the chair is there."""
    days: list[object] = []
    problem = county(
        [RULE], absences=(Absence(subject="主席甲", start=date(2027, 3, 1), end=date(2027, 4, 29)),)
    )
    found, value, terms = solve_with(
        problem,
        [RULE],
        "programme",
        lambda model, v: days.append(v.on_day("bimonthly-2", date(2027, 4, 30))),
        minimise="leaders-and-departments.absent",
    )
    assert found
    assert terms == {"leaders-and-departments.absent": 0}
    assert value(days[0]) == 1


def test_check_misses_each_person_and_unit_taken_off_the_list() -> None:
    problem = county([RULE])
    made = RULE.make(one(), problem)
    for leader in made.sessions[0].leaders:
        kept = tuple(x for x in made.sessions[0].leaders if x != leader)
        said = broken(RULE, made, problem, lambda s, kept=kept: s.replace(leaders=kept))
        assert f"bimonthly-2 的出席领导缺{leader}" in said
    assert "缺教育委员会" in broken(
        RULE, made, problem, lambda s: s.replace(guests=("经济委员会",))
    )
    assert "缺发改局" in broken(RULE, made, problem, lambda s: s.replace(departments=()))


def test_check_refuses_a_leader_who_is_away() -> None:
    made = RULE.make(one(), county([RULE]))
    said = texts(RULE.check(made, county([RULE], absences=AWAY)))
    assert "bimonthly-2 列了副书记戊" in said


def test_a_head_away_is_to_be_replaced() -> None:
    absences = (Absence(subject="教育主任", start=DAYS[1], end=DAYS[1]),)
    problem = county([RULE], absences=absences)
    verdict = RULE.check(RULE.make(one(), problem), problem)
    assert verdict.holds
    assert any("教育主任不在" in note for note in verdict.notes)


def test_the_plenary_is_left_alone() -> None:
    whole = plan(session(1, DAYS[0], id="plenary-1", form="plenary", leaders=("主席甲",)))
    assert RULE.make(whole, county([RULE])) == whole
