"""Without this rule a member could go through a year without having been asked to anything."""

import pytest

from constraints.member_once import RULE
from planner.domain import Absence, Lock
from planner.plan import Milestone
from tests.builders import kailu_county, member, plan, solve_with, topic
from tests.constraints.kailu_people import allowed, filled, only, reported, seating
from tests.constraints.kailu_sessions import proposal, sector, special, standing
from tests.constraints.preparations import DAY
from tests.constraints.seated import M, texts

MEMBERS = tuple(member(n, sector="教育" if n <= 4 else "农业") for n in range(1, 7))
"""M001–M004 of the sector 教育, whose activity there is; M005, M006 of 农业, which has none here."""
FOUR = M[1:5]
SECTOR = sector(host="委员1")
"""Convened by M001, the first of the sector."""


def county(*sessions, **changes):  # type: ignore[no-untyped-def]
    return only(RULE, *sessions, **({"members": MEMBERS} | changes))


def test_all_whose_own_group_has_room_take_part() -> None:
    problem = county(SECTOR)
    assert allowed(problem, RULE, {"sector-教育": FOUR}, SECTOR)
    # without the convenor, whose other sessions could clash, it is only counted
    assert allowed(problem, RULE, {"sector-教育": FOUR[1:]}, SECTOR)
    assert not allowed(problem, RULE, {"sector-教育": FOUR[:3]}, SECTOR)


def test_a_seat_elsewhere_does_as_well() -> None:
    problem = county(SECTOR, special())
    seats = {"sector-教育": FOUR[:3], "special-1": ["M004"]}
    assert allowed(problem, RULE, seats, SECTOR, special())
    assert not allowed(problem, RULE, seats | {"special-1": ["M005"]}, SECTOR, special())


@pytest.mark.parametrize(
    "changes",
    [
        {"absences": (Absence(subject="M004", start=DAY, end=DAY),)},
        {"locks": (Lock(subject="sector-教育", item="不参加", values=("M004",)),)},
        {"members": (*MEMBERS[:3], MEMBERS[3].model_copy(update={"cap": 0}), *MEMBERS[4:])},
    ],
)
def test_who_cannot_come_to_their_group_is_counted_and_named_not_forbidden(changes) -> None:  # type: ignore[no-untyped-def]
    problem = county(SECTOR, special(), **changes)
    seats = {"sector-教育": FOUR[:3], "special-1": ["M005"]}
    sessions = [filled(s, seats[s.id]) for s in (SECTOR, special())]
    terms = reported(problem, RULE, seats, SECTOR, special(), maximise="member-once.missed")
    # M004, and M006 who has no group's activity
    assert terms == RULE.measure(plan(*sessions), problem) == {"member-once.missed": 2}
    verdict = RULE.check(plan(*sessions), problem)
    assert verdict.holds
    assert "委员4（M004）" in "\n".join(verdict.notes)
    assert "全年没有机会参加活动的委员 1 名（没有所在界别或活动组的活动" in "\n".join(verdict.notes)


def test_as_few_as_can_be_are_missed() -> None:
    # three seats at the special session: M005 and M006 have no other
    problem = county(SECTOR, special())

    def fix(model, v):  # type: ignore[no-untyped-def]
        model.add(sum(v.seat("special-1", m) for m in M[1:7]) == 3)

    given = plan(SECTOR, special())
    found, _, terms = solve_with(
        problem, [RULE], "people", fix, given, minimise="member-once.missed"
    )
    assert found
    assert terms == {"member-once.missed": 0}


def test_the_standing_committee_and_a_proposals_face_to_face_count() -> None:
    members = tuple(member(n, standing=n <= 2) for n in range(1, 5))  # P01 is of M004
    problem = county(standing(), proposal(), members=members)
    assert reported(problem, RULE, {}, standing(), proposal()) == {"member-once.missed": 1}
    given = plan(standing(members=("M001", "M002")), proposal())
    assert RULE.measure(given, problem) == {"member-once.missed": 1}  # M003


def test_a_research_team_counts_and_a_speech_at_the_plenary_does_not() -> None:
    research = Milestone(kind="research", start=DAY, end=DAY, team=("副主席乙", "M005"))
    problem = county(SECTOR, special())
    found = plan(filled(SECTOR, FOUR), special().add(research))
    assert RULE.measure(found, problem) == {"member-once.missed": 1}

    def fix(model, v):  # type: ignore[no-untyped-def]
        seating({"special-1": (), "sector-教育": FOUR})(model, v)
        for who in M[1:7]:
            model.add(v.on_team("special-1", who) == int(who == "M005"))

    terms = solve_with(problem, [RULE], "people", fix, found)[2]
    assert terms == {"member-once.missed": 1}
    both = kailu_county([RULE], profiles=("anhua", "kailu"), members=MEMBERS)
    speech = special(id="bimonthly-1", form="bimonthly", members=("M006",))
    speech = speech.replace(merged_with_plenary=True)
    assert RULE.measure(plan(*found.sessions, speech), both) == {"member-once.missed": 1}
    ordinary = speech.replace(id="bimonthly-2", merged_with_plenary=False)
    assert RULE.measure(plan(*found.sessions, ordinary), both) == {"member-once.missed": 0}


def test_with_anhua_too_a_bimonthly_seat_counts() -> None:
    assert "member-once" not in kailu_county(profiles=("anhua", "kailu")).scopes


def test_leaders_and_members_of_higher_levels_are_not_bound() -> None:
    levels = (*MEMBERS[:5], MEMBERS[5].model_copy(update={"level": "市"}))
    body = kailu_county().bodies[0].model_copy(update={"head": "M005"})
    problem = county(SECTOR, members=levels, bodies=(body, *kailu_county().bodies[1:]))
    assert reported(problem, RULE, {"sector-教育": FOUR}, SECTOR) == {"member-once.missed": 0}
    assert RULE.check(plan(filled(SECTOR, FOUR)), problem).checked == 4


def test_a_topic_in_which_one_has_a_stake_excuses() -> None:
    topics = (topic(3, sectors=("教育",), stakeholders=("M004",)),)
    session = sector(host="委员1", topics=("T03",))
    problem = county(session, topics=topics)
    assert allowed(problem, RULE, {"sector-教育": FOUR[:3]}, session)
    assert RULE.check(plan(filled(session, FOUR[:3])), problem).holds


def test_check_names_who_could_have_come_and_where() -> None:
    problem = county(SECTOR)
    assert RULE.check(plan(filled(SECTOR, FOUR)), problem).holds
    verdict = RULE.check(plan(filled(SECTOR, FOUR[:3])), problem)
    assert "委员4（M004）除全体会议外全年没有参加任何活动" in texts(verdict)
    assert "所在组的活动 sector-教育 当天可以参加" in texts(verdict)
    # 4 places in the year for 6 members: two short, said with the numbers
    assert "名额合计 4 个，应参加活动的委员 6 名，名额不足，至少 2 名" in verdict.notes[0]
    guest = filled(SECTOR, FOUR[:3]).replace(guests=("M004",))
    assert RULE.check(plan(guest), problem).holds
