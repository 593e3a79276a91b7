"""What the rules about people do with kailu's forms: committees, groups, the 常委, proposals, teams."""

from datetime import date

import pytest

from constraints import (
    attendance_list,
    conflict_of_interest,
    expert_seats,
    invitation_cap,
    leaders_and_departments,
    load_balance,
    member_seats,
    quorum,
    relevance,
    sector_balance,
    venue,
)
from planner.domain import Absence, Venue
from planner.plan_items import agreed_topic
from planner.variables import Variables
from tests.builders import kailu_county, member, plan, solve_with, topic
from tests.constraints.kailu_people import allowed, filled, only, reported
from tests.constraints.kailu_sessions import (
    PAIR,
    pair,
    proposal,
    sector,
    special,
    standing,
    supervision,
)
from tests.constraints.preparations import DAY
from tests.constraints.seated import E, M, parameter, texts

ECONOMY = [M[n] for n in (6, 12, 18, 24, 30, 36)]
"""The six of 经济委员会."""
UNDER = ("发改局", "工信局")
"""The departments of 经济委员会."""
STANDING = tuple(M[1:11])
ASKING = (topic(1, wants_experts=True, stakeholders=("M002", "M020"), expertise=("水利",)),)
OTHERS = (sector(), standing(), proposal(), supervision())


def possible_days(problem, rule, session: str, *days: date) -> list[bool]:  # type: ignore[no-untyped-def]
    """Whether the programme, with this rule alone, allows a session on each of the days."""

    def on(day: date) -> bool:
        fix = lambda model, v: model.add(v.on_day(session, day) == 1)  # noqa: E731
        return solve_with(problem, [rule], "programme", fix)[0]

    return [on(day) for day in days]


# -- 委员名额 ------------------------------------------------------------------------------------
def test_a_pair_seats_members_of_its_committee() -> None:
    rule = member_seats.RULE
    problem = only(rule, pair())
    for number, possible in ((6, True), (5, True), (4, False)):  # 5 at least, 6 there are
        people = ECONOMY[:number]
        assert allowed(problem, rule, {PAIR: people}, pair()) is possible
        assert rule.check(plan(filled(pair(), people)), problem).holds is possible
    mixed = [*ECONOMY[:5], "M001"]
    assert not allowed(problem, rule, {PAIR: mixed}, pair())
    assert "（M001）不属经济委员会" in texts(rule.check(plan(filled(pair(), mixed)), problem))


def test_a_small_committee_sends_all_it_has() -> None:
    rule = member_seats.RULE
    members = tuple(member(n, body="经济委员会" if n <= 3 else "") for n in range(1, 11))
    problem = only(rule, pair(), members=members)
    assert allowed(problem, rule, {PAIR: M[1:4]}, pair())
    assert not allowed(problem, rule, {PAIR: M[1:3]}, pair())
    terms = reported(problem, rule, {PAIR: M[1:4]}, pair(), maximise="member-seats.off")
    assert terms == rule.measure(plan(filled(pair(), M[1:4])), problem) == {"member-seats.off": 0}
    absences = (Absence(subject="M001", start=DAY, end=DAY),)
    away = only(rule, pair(), members=members, absences=absences)
    assert possible_days(away, rule, PAIR, DAY, date(2027, 5, 21)) == [False, True]


def test_who_attends_by_the_form_itself_takes_no_seat() -> None:
    rule = member_seats.RULE
    problem = only(rule, *OTHERS)
    found = solve_with(problem, [rule], "people", given=plan(*OTHERS))
    assert found[0]
    assert found[2] == {"member-seats.off": 0}
    assert rule.check(plan(standing(members=STANDING), filled(sector(), ["M003"])), problem).holds


def test_no_variable_for_who_cannot_sit() -> None:
    kept: list[Variables] = []
    sessions = (*OTHERS, pair())
    problem = only(member_seats.RULE, *sessions)
    keep = lambda model, v: kept.append(v)  # noqa: E731
    solve_with(problem, [], "people", keep, plan(*sessions))
    names = [v.name for group in kept[0].ties for v in group]
    # 7 of the sector, 6 of the pair's committee, 6 of the team's; no topic of 议题, no expert
    assert len([n for n in names if n.startswith("seat")]) == 7 + 6 + 6
    assert not [n for n in names if n.startswith("expert") and "standing" not in n]
    assert [kept[0].seat("standing-1", m) for m in ("M001", "M011")] == [1, 0]
    assert [kept[0].seat("proposal-P01", m) for m in ("M004", "M005")] == [1, 0]


# -- 专家名额, 利益冲突回避 ---------------------------------------------------------------------------
def test_experts_come_where_the_topic_asks_whatever_the_form() -> None:
    rule = expert_seats.RULE
    problem = only(rule, standing(), pair(), topics=ASKING)
    given = (standing(), pair())
    assert allowed(problem, rule, {"standing-1": E[1:3]}, *given)
    assert not allowed(problem, rule, {"standing-1": E[1:2]}, *given)
    assert not allowed(problem, rule, {"standing-1": E[1:3], PAIR: E[1:3]}, *given)  # no topic
    assert rule.check(plan(filled(standing(), E[1:3]), pair()), problem).holds
    assert "应为 0 名" in texts(rule.check(plan(filled(pair(), E[1:3])), problem))


def test_a_standing_member_with_a_stake_keeps_their_place_and_is_told() -> None:
    rule = conflict_of_interest.RULE
    problem = only(rule, standing(), special(), topics=ASKING)
    given = (standing(), special())
    assert allowed(problem, rule, {}, *given)
    assert not allowed(problem, rule, {"special-1": ["M002"]}, *given)
    verdict = rule.check(plan(standing(members=STANDING)), problem)
    assert verdict.holds
    assert "常委委员2（M002）在议题 T01 中本人是利益相关方，讨论该议题时请回避" in verdict.notes[0]
    assert "M020" in texts(rule.check(plan(filled(special(), ["M020"])), problem))


# -- 过半到会 -------------------------------------------------------------------------------------
def test_two_thirds_of_the_standing_are_expected() -> None:
    # 10 常委 at 80 %: 800; 67 % of 10 is 670; one away leaves 720, two 640
    rule = quorum.RULE
    for away, possible in ((1, True), (2, False)):
        absences = tuple(Absence(subject=m, start=DAY, end=DAY) for m in M[1 : away + 1])
        problem = only(rule, standing(), absences=absences)
        assert possible_days(problem, rule, "standing-1", DAY) == [possible]
        verdict = rule.check(plan(standing(members=STANDING)), problem)
        assert verdict.holds is possible
    assert "常委 10 名，2 名当天不在，按出席率预计到会 6.4 名，不足 67%" in texts(verdict)


def test_rates_that_never_reach_it_are_said_and_bar_no_day() -> None:
    rule = quorum.RULE
    members = tuple(member(n, standing=True, attendance_percent=60) for n in range(1, 11))
    problem = only(rule, standing(), members=members)
    assert possible_days(problem, rule, "standing-1", DAY) == [True]
    verdict = rule.check(plan(standing(members=STANDING)), problem)
    assert verdict.holds
    assert "请提早落实出席" in verdict.notes[0]


def test_a_group_has_no_quorum_by_rates() -> None:
    members = tuple(member(n, sector="教育", attendance_percent=10) for n in range(1, 6))
    session = sector(host="委员1")
    problem = only(quorum.RULE, session, members=members)
    assert allowed(problem, quorum.RULE, {"sector-教育": M[1:6]}, session)
    assert quorum.RULE.check(plan(filled(session, M[1:6])), problem).holds


# -- 邀请上限 -------------------------------------------------------------------------------------
def test_no_cap_counts_what_one_attends_by_form_or_as_convenor() -> None:
    rule = invitation_cap.RULE
    members = tuple(
        member(n, standing=n <= 2, cap=0 if n in (1, 4) else 1, sector="教育") for n in range(1, 6)
    )
    given = (standing(), proposal(), sector(host="委员1"), special())
    problem = only(rule, *given, members=members)
    # M001 convenes, M001 and M002 are 常委, M004 brought P01
    seats = {"sector-教育": M[1:4], "special-1": ["M005"]}
    assert allowed(problem, rule, seats, *given)
    assert not allowed(problem, rule, seats | {"special-1": ["M003"]}, *given)  # twice
    assert not allowed(problem, rule, {"special-1": ["M001"]}, *given)
    held = [filled(s, seats[s.id]) for s in given[2:]]
    by_form = (standing(members=("M001", "M002")), proposal())
    assert rule.check(plan(*by_form, *held), problem).holds
    twice = plan(*by_form, held[0], filled(special(), ["M003"]))
    assert "委员3（M003）全年受邀 2 次，超过年度邀请上限 1 次" in texts(rule.check(twice, problem))


def test_a_standing_member_away_does_not_bar_the_day() -> None:
    rule = invitation_cap.RULE
    absences = (Absence(subject="M001", start=DAY, end=DAY),)
    problem = only(rule, standing(), absences=absences)
    assert allowed(problem, rule, {}, standing())
    assert rule.check(plan(standing(members=STANDING)), problem).holds


# -- 界别均衡, 专业相关, 负担均衡 -------------------------------------------------------------------------
def test_only_sessions_that_choose_among_all_are_balanced() -> None:
    problem = kailu_county()
    # 2 × 40 of the special sessions, 4 × 10 of the quarterly ones
    assert sector_balance.seats_of_year(problem) == 120
    found = plan(standing(members=STANDING), filled(sector(), ["M003"]), filled(pair(), ECONOMY))
    empty = plan(standing(), sector(), pair())
    for rule in (sector_balance.RULE, load_balance.RULE):
        assert rule.measure(found, problem) == rule.measure(empty, problem)
        terms = reported(only(rule, *OTHERS), rule, {}, *OTHERS)
        counted = rule.measure(plan(*OTHERS), only(rule, *OTHERS))
        assert terms == {name: counted[name] for name in terms}
    assert sector_balance.RULE.check(found, problem).holds


def test_alternates_stand_behind_chosen_seats_alone() -> None:
    rule = load_balance.RULE
    quarterly = special(id="quarterly-2", form="quarterly", members=("M001",))
    sessions = (standing(members=STANDING), filled(sector(), ["M003"]), quarterly)
    problem = only(rule, *sessions)
    made = rule.make(plan(*sessions), problem)  # type: ignore[misc]
    assert [len(s.alternates) for s in made.sessions] == [0, 0, 2]
    assert rule.check(made, problem).holds
    wrong = made.update(made.sessions[0].replace(alternates=("M020",)))
    assert "standing-1 不从全体委员中邀请，不设递补委员" in texts(rule.check(wrong, problem))


def test_who_sits_all_day_at_the_standing_committee_is_no_alternate_that_afternoon() -> None:
    rule = load_balance.RULE
    members = tuple(member(n, sector="教育", standing=n <= 3) for n in range(1, 6))
    quarterly = special(id="quarterly-2", form="quarterly", half_day="pm", members=("M005",))
    sessions = (standing(members=tuple(M[1:4])), quarterly)
    problem = only(rule, *sessions, members=members)
    made = rule.make(plan(*sessions), problem)  # type: ignore[misc]
    assert made.sessions[1].alternates == ("M004",)
    assert rule.check(made, problem).holds


def test_fit_is_asked_of_whom_a_session_chooses() -> None:
    rule = relevance.RULE
    members = tuple(member(n, body="经济委员会", sector="教育") for n in range(1, 4))
    given = (
        pair(topics=("T01",)),
        sector(host="委员1", topics=("T01",)),
        standing(),
        special(topics=()),
    )
    problem = only(rule, *given, topics=ASKING, members=members)
    seats = {PAIR: M[1:3], "sector-教育": M[1:4], "special-1": M[1:4]}
    terms = reported(problem, rule, seats, *given)
    found = plan(*(filled(s, seats.get(s.id, ())) for s in given))
    # the pair's two lack the 水利 that T01 asks for, 3 points each; the group comes as it is; a
    # session without a topic costs nothing
    # of three members at 专题 (no topic) none has to be of a field
    assert terms == rule.measure(found, problem) == {"relevance.missing": 6, "relevance.few": 0}


# -- 领导与部门 ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("session", "leaders", "bodies"),
    [
        (
            special(departments=UNDER),
            {"主席甲", "副主席乙", "副主席丙", "秘书长丁", "副县长己"},
            {"经济委员会"},
        ),
        (pair(), {"副主席乙"}, {"经济委员会"}),
        (sector(), {"副主席丙"}, {"提案委员会"}),
        (proposal(), {"副主席丙", "副县长己"}, {"提案委员会"}),
        (supervision(departments=("民政局",)), {"副主席丙"}, {"社法委员会"}),
    ],
)
def test_fewer_come_by_office_than_to_a_bimonthly_session(session, leaders, bodies) -> None:  # type: ignore[no-untyped-def]
    rule = leaders_and_departments.RULE
    problem = kailu_county([rule])
    made = rule.make(plan(session), problem)  # type: ignore[misc]
    found = made.sessions[0]
    assert (set(found.leaders), set(found.guests)) == (leaders, bodies)
    assert rule.check(made, problem).holds
    for missing in leaders:
        kept = tuple(x for x in found.leaders if x != missing)
        said = texts(rule.check(made.update(found.replace(leaders=kept)), problem))
        assert f"{session.id} 的出席领导缺{missing}" in said
    said = texts(rule.check(made.update(found.replace(guests=())), problem))
    assert f"参加人员缺{next(iter(bodies))}负责同志" in said


def test_the_county_may_ask_for_more() -> None:
    rule = leaders_and_departments.RULE
    more = [parameter(rule.id, "committees", "全部", "counterpart")]
    made = rule.make(plan(pair()), kailu_county([rule], more))  # type: ignore[misc]
    assert len(made.sessions[0].guests) == 7  # six committees and the office


# -- 会场, 出席名单, 公开与涉密 -------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("session", "needed"),
    [
        # chair, two vice-chairs, secretary-general, the liaising and the supervising leader; six
        # committees and the office; 发改局; ten 常委, five guests; three experts
        (standing(), 6 + 7 + 1 + 15 + 3),
        (sector(), 1 + 1 + 0 + 7 + 3),
        (proposal(), 2 + 1 + 1 + 1 + 3),
        (supervision(), 1 + 1 + 0 + 8 + 3),
        (pair(), 1 + 1 + 1 + 25 + 3),
    ],
)
def test_a_room_holds_whom_the_form_brings(session, needed: int) -> None:  # type: ignore[no-untyped-def]
    problem = kailu_county([venue.RULE])
    assert venue.seats_needed(problem, session) == needed
    assert venue.suits(problem, Venue(name="甲", capacity=needed), session)
    assert not venue.suits(problem, Venue(name="乙", capacity=needed - 1), session)


def test_guests_are_listed_after_the_members_and_a_leader_once() -> None:
    members = tuple(
        member(n, person="副主席乙" if n == 1 else f"M{n:03d}", standing=n <= 2)
        for n in range(1, 4)
    )
    problem = kailu_county([attendance_list.RULE], members=members)
    session = standing(
        members=("M001", "M002"), leaders=("副主席乙",), guests=("经济委员会", "M003")
    )
    listed = dict(attendance_list.parts(session, problem))
    assert listed["政协委员"] == ("委员2（农业）", "委员3（教育，列席）")
    assert listed["县政协各委室负责同志"] == ("经济主任（经济委员会）",)
    assert attendance_list.RULE.check(plan(session), problem).holds
    twice = plan(session.replace(guests=("经济委员会", "M003", "M003")))
    assert "委员3列了两次" in texts(attendance_list.RULE.check(twice, problem))


def test_a_pair_agrees_its_topic_itself() -> None:
    problem = kailu_county()
    assert agreed_topic(pair(), problem) == "议题由双方商定"
    assert agreed_topic(special(topics=()), problem) == agreed_topic(proposal(), problem) == ""
