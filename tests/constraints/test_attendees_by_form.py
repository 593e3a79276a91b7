"""Without this rule a 常委会 could sit without its 常委, and a group's activity without the group."""

from datetime import date

import pytest

from constraints.attendees_by_form import RULE
from planner.domain import Absence, Leader, ParameterValue
from planner.plan import AgendaPart, Session
from tests.builders import LEADERS, expert, kailu_county, member, plan, solve_with, topic
from tests.constraints.kailu_people import allowed, filled, only, reported
from tests.constraints.kailu_sessions import pair, sector, special, standing, supervision
from tests.constraints.preparations import DAY
from tests.constraints.seated import M, parameter, texts

TEACHERS = [M[n] for n in (3, 9, 15, 21, 27, 33, 39)]
"""The seven of the sector 教育; M003 convenes."""
JUSTICE = [M[n] for n in (5, 11, 17, 23, 29, 35)]
"""The six of 社法委员会."""
STANDING = tuple(M[1:11])


def on_day(problem, session: str, day: date) -> bool:  # type: ignore[no-untyped-def]
    """Whether the programme, with this rule alone, allows a session on a day."""
    fix = lambda model, v: model.add(v.on_day(session, day) == 1)  # noqa: E731
    return solve_with(problem, [RULE], "programme", fix)[0]


# -- a group ------------------------------------------------------------------------------------
def test_at_least_half_of_a_small_group_with_its_convenor() -> None:
    # seven members: half is 4 (3.5 rounded up), less than five
    problem = only(RULE, sector())
    assert allowed(problem, RULE, {"sector-教育": TEACHERS}, sector())
    assert allowed(problem, RULE, {"sector-教育": TEACHERS[:4]}, sector())  # just inside
    assert not allowed(problem, RULE, {"sector-教育": TEACHERS[:3]}, sector())
    assert not allowed(problem, RULE, {"sector-教育": TEACHERS[1:]}, sector())  # no convenor


def test_five_of_a_large_group() -> None:
    members = tuple(member(n, sector="教育") for n in range(1, 21))
    session = sector(host="委员1")
    problem = only(RULE, session, members=members)
    assert allowed(problem, RULE, {"sector-教育": M[1:6]}, session)
    assert not allowed(problem, RULE, {"sector-教育": M[1:5]}, session)


def test_nobody_from_another_group() -> None:
    assert not allowed(only(RULE, sector()), RULE, {"sector-教育": [*TEACHERS, "M001"]}, sector())
    stranger = filled(sector(), [*TEACHERS, "M001"])
    assert "不属“教育”的委员 M001" in texts(RULE.check(plan(stranger), only(RULE, sector())))


def test_who_of_a_group_is_missing_is_counted() -> None:
    problem = only(RULE, sector())
    for there in (4, 7):
        seats = {"sector-教育": TEACHERS[:there]}
        terms = reported(problem, RULE, seats, sector(), maximise="attendees-by-form.short")
        found = plan(filled(sector(), TEACHERS[:there]))
        assert terms == RULE.measure(found, problem) == {"attendees-by-form.short": 7 - there}


def test_a_day_without_the_convenor_or_with_too_few_is_kept_clear() -> None:
    def possible(*away: str) -> bool:
        absences = tuple(Absence(subject=m, start=DAY, end=DAY) for m in away)
        return on_day(only(RULE, sector(), absences=absences), "sector-教育", DAY)

    assert possible(*TEACHERS[1:4])  # 7 − 3 = 4 there: just enough
    assert not possible(*TEACHERS[1:5])
    assert not possible("M003")


def test_a_topic_in_which_the_convenor_has_a_stake_is_not_the_groups() -> None:
    def possible(stakeholder: str) -> bool:
        topics = (topic(3, sectors=("教育",), stakeholders=(stakeholder,)),)
        problem = only(RULE, sector(), topics=topics)
        fix = lambda model, v: model.add(v.topic_in("sector-教育", "T03") == 1)  # noqa: E731
        return solve_with(problem, [RULE], "programme", fix)[0]

    assert possible("M009")
    assert not possible("M003")


def test_check_names_group_convenor_and_numbers() -> None:
    problem = only(RULE, sector())
    assert RULE.check(plan(filled(sector(), TEACHERS[:4])), problem).holds
    said = texts(RULE.check(plan(filled(sector(), TEACHERS[1:4])), problem))
    assert "sector-教育 （教育）到会 3 名，该组 7 名委员，至少应有 4 名" in said
    assert "没有召集人委员3（M003）" in said


# -- a supervision team -------------------------------------------------------------------------
def test_a_team_of_three_to_eight_of_the_lead_body() -> None:
    members = tuple(member(n, body="社法委员会") for n in range(1, 11))
    problem = only(RULE, supervision(), members=members)
    for number, possible in ((2, False), (3, True), (8, True), (9, False)):
        people = M[1 : number + 1]
        assert allowed(problem, RULE, {"supervision-S01": people}, supervision()) is possible
        assert RULE.check(plan(filled(supervision(), people)), problem).holds is possible


def test_others_join_a_team_only_where_the_lead_body_has_no_members() -> None:
    problem = only(RULE, supervision())
    assert allowed(problem, RULE, {"supervision-S01": JUSTICE[:3]}, supervision())
    mixed = [*JUSTICE[:3], "M001"]
    assert not allowed(problem, RULE, {"supervision-S01": mixed}, supervision())
    said = texts(RULE.check(plan(filled(supervision(), mixed)), problem))
    assert "supervision-S01 的监督小组中 M001 不是社法委员会的委员" in said
    none = only(RULE, supervision(), members=tuple(member(n) for n in range(1, 11)))
    assert allowed(none, RULE, {"supervision-S01": M[1:4]}, supervision())


def test_a_day_that_leaves_too_few_for_the_team_is_kept_clear() -> None:
    day = date(2027, 8, 19)  # S01 lies in August or September

    def possible(away: int) -> bool:
        absences = tuple(Absence(subject=m, start=day, end=day) for m in JUSTICE[:away])
        return on_day(only(RULE, supervision(), absences=absences), "supervision-S01", day)

    assert possible(3)  # 6 − 3 = 3 there
    assert not possible(4)


# -- how many -----------------------------------------------------------------------------------
def test_a_pair_has_so_many_people_at_most() -> None:
    # by office: 副主席乙 in charge, 经济委员会's head, 发改局: 3; of five people two members are left
    members = tuple(member(n, body="经济委员会") for n in range(1, 11))
    limit = [parameter(RULE.id, "people_max", 5, "counterpart")]
    session = pair(guests=("经济委员会",), leaders=("副主席乙",))
    problem = only(RULE, session, overrides=limit, members=members)
    for number, possible in ((2, True), (3, False)):
        people = M[1 : number + 1]
        assert allowed(problem, RULE, {session.id: people}, session) is possible
        verdict = RULE.check(plan(filled(session, people)), problem)
        assert verdict.holds is possible
    assert "共 6 人（单位按 1 人计），不应超过 5 人" in texts(verdict)


def test_speakers_are_made_within_number_and_length() -> None:
    people = [*M[1:31], "E01"]
    problem = only(RULE, special())
    made = RULE.make(plan(filled(special(), people)), problem)  # type: ignore[misc]
    found = made.sessions[0].agenda
    # (150 − 10 − 10) / 5 = 26 would fit, 25 may speak
    assert [p.part for p in found] == ["lead", *["booked"] * 25, "leaders"]
    assert RULE.check(made, problem).holds
    short = only(RULE, special(), settings={"session_minutes": 60})
    made = RULE.make(plan(filled(special(), people)), short)  # type: ignore[misc]
    assert sum(p.part == "booked" for p in made.sessions[0].agenda) == (60 - 20) // 5
    assert RULE.check(made, short).holds


@pytest.mark.parametrize(
    ("speakers", "word"),
    [
        (M[1:27], "安排发言 26 人，不应超过 25 人"),
        (["M040"], "M040 不在出席委员、专家之列"),
        (["M001", "M001"], "M001 重复发言"),
    ],
)
def test_check_judges_speakers(speakers: list[str], word: str) -> None:
    agenda = tuple(AgendaPart(part="booked", speaker=m, minutes=5) for m in speakers)
    session = filled(special(), M[1:31]).replace(agenda=agenda)
    assert word in texts(RULE.check(plan(session), only(RULE, special())))


def test_speeches_longer_than_the_session_are_found() -> None:
    agenda = tuple(AgendaPart(part="booked", speaker=m, minutes=16) for m in M[1:11])
    session = filled(special(), M[1:31]).replace(agenda=agenda)
    said = texts(RULE.check(plan(session), only(RULE, special())))
    assert "发言共 160 分钟，超过会议时长 150 分钟" in said


# -- the 常委会 -----------------------------------------------------------------------------------
def test_the_standing_committee_is_exactly_the_standing() -> None:
    problem = only(RULE, standing())
    made = RULE.make(plan(standing(members=STANDING)), problem)  # type: ignore[misc]
    assert RULE.check(made, problem).holds
    found = made.sessions[0]
    said = texts(RULE.check(plan(found.replace(members=STANDING[1:])), problem))
    assert "standing-1 缺常委 M001，常委会由全体常委（10 名）组成" in said
    said = texts(RULE.check(plan(found.replace(members=(*STANDING, "M040"))), problem))
    assert "不是常委的 M040" in said


def test_five_whom_the_topic_concerns_listen_in_and_all_of_higher_levels() -> None:
    topics = (topic(1, sectors=("教育",)),)
    levels = {38: "省", 40: "市"}
    members = tuple(member(n, standing=n <= 10, level=levels.get(n, "县")) for n in range(1, 41))
    absences = (Absence(subject="M015", start=DAY, end=DAY),)
    problem = only(RULE, standing(), topics=topics, members=members, absences=absences)
    busy = sector(date=DAY, members=("M003", "M021"))
    made = RULE.make(plan(standing(members=STANDING), busy), kept := with_sector(problem))  # type: ignore[misc]
    # 教育: M015 away, M021 at the sector's activity that day; so 27, 33, 39, then others by id
    assert made.sessions[0].guests == ("M038", "M040", "M027", "M033", "M039", "M011", "M012")
    assert not [f for f in RULE.check(made, kept).findings if f.session == "standing-1"]
    for guests, word in (
        (("M038", *M[11:15], "M016"), "省市政协委员 M040"),
        (("M038", "M040", "M027"), "列席 1 名，应为 5—5 名"),
        (("M038", "M040", "M015", *M[11:15]), "委员15（M015）2027-05-20 不在"),
    ):
        broken = made.update(made.sessions[0].replace(guests=guests))
        assert word in texts(RULE.check(broken, kept))


def with_sector(problem):  # type: ignore[no-untyped-def]
    """The same county with the slot of the sector 教育's activity beside the 常委会's."""
    return only(
        RULE,
        standing(),
        sector(),
        topics=problem.topics,
        members=problem.members,
        absences=problem.absences,
    )


def test_who_stands_by_for_another_session_that_day_is_not_asked_to_listen_in() -> None:
    # An alternate who is called sits there: they cannot be at the 常委会 too.
    problem = only(RULE, standing(), special())
    first = RULE.make(plan(standing(members=STANDING)), problem)  # type: ignore[misc]
    asked = first.sessions[0].guests[-1]
    other = special(alternates=(asked,), half_day="pm")
    again = RULE.make(plan(standing(members=STANDING), other), problem)  # type: ignore[misc]
    assert asked not in again.sessions[0].guests
    assert len(again.sessions[0].guests) == len(first.sessions[0].guests)
    assert not [f for f in RULE.check(again, problem).findings if f.session == "standing-1"]


def test_people_at_a_groups_activity_stay_within_the_number_set() -> None:
    # 教育 has seven members; 副主席乙 is in charge, 提案委员会's head comes: two places by office.
    most = ParameterValue(rule=RULE.id, name="people_max", form="sector", value=7)
    problem = only(RULE, sector(), overrides=[most])
    group = [m.id for m in problem.group_members("教育")]
    held = sector(lead_leader="副主席乙")
    assert len(group) == 7
    assert allowed(problem, RULE, {"sector-教育": group[:5]}, held)
    assert not allowed(problem, RULE, {"sector-教育": group[:6]}, held)


def test_an_absent_member_of_the_standing_committee_is_said_not_found_fault_with() -> None:
    absences = (Absence(subject="M002", start=DAY, end=DAY),)
    problem = only(RULE, standing(), absences=absences)
    verdict = RULE.check(RULE.make(plan(standing(members=STANDING)), problem), problem)  # type: ignore[misc]
    assert verdict.holds
    assert "常委委员2不在，请按规定请假" in verdict.notes[0]


# -- the plenary --------------------------------------------------------------------------------
PLENARY = Session(id="plenary-1", form="plenary", date=date(2027, 1, 11), half_days=6)
OTHERS = tuple(
    Leader(id=name, name=name, post=name, person=name, side=side)
    for name, side in (("人大主任", "人大"), ("法院院长", "两院"))
)


def test_all_sides_leaders_come_to_the_plenary_and_members_of_higher_levels_are_invited() -> None:
    members = tuple(member(n, level="市" if n == 7 else "县") for n in range(1, 11))
    problem = kailu_county([RULE], leaders=(*LEADERS, *OTHERS), members=members)
    made = RULE.make(plan(PLENARY), problem)  # type: ignore[misc]
    found = made.sessions[0]
    assert found.leaders[:4] == ("副书记戊", "人大主任", "副县长己", "法院院长")
    assert found.guests == ("M007",)
    assert RULE.check(made, problem).holds
    for changes, word in (
        ({"leaders": found.leaders[1:]}, "缺副书记戊（县委副书记）"),
        ({"guests": ()}, "没有邀请住县的市政协委员委员7（M007）"),
        ({"guests": ("M007", "M001")}, "把县政协委员委员1（M001）列为列席"),
        ({"departments": ()}, "列席部门缺发改局"),
    ):
        assert word in texts(RULE.check(made.update(found.replace(**changes)), problem))


def test_who_is_away_all_through_the_plenary_asks_leave() -> None:
    away = (Absence(subject="副县长己", start=date(2027, 1, 1), end=date(2027, 1, 31)),)
    problem = kailu_county([RULE], absences=away, experts=(expert(1),))
    made = RULE.make(plan(PLENARY), problem)  # type: ignore[misc]
    assert "副县长己" not in made.sessions[0].leaders
    verdict = RULE.check(made, problem)
    assert verdict.holds
    assert "副县长己会期不在" in verdict.notes[0]
