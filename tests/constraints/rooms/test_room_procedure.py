"""议事流程: without a secretary nothing is written down, without steps nothing is decided."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from constraints.rooms import room_procedure
from planner.domain import Problem
from planner.plan import Plan, Stakeholder
from tests.builders import settings
from tests.constraints.rooms.councils import HOSTS, deliberator, room, session, texts, topic, year

RULE = room_procedure.RULE
DAY = date(2027, 5, 20)


def made(problem: Problem, **changes: Any) -> Plan:
    return room_procedure.make(year(session(3, DAY, **changes)), problem)


def steps(plan: Plan) -> list[tuple[str, int]]:
    return [(part.part, part.minutes) for part in plan.sessions[0].agenda]


def test_a_topic_is_raised_discussed_revised_and_confirmed() -> None:
    """150 minutes: 5 opening, 8 raising, 10 revising, 5 confirming; 122 to discuss."""
    problem = room(rules=[RULE])
    plan = made(problem)
    assert steps(plan) == [
        ("raise", 5), ("raise", 8), ("discuss", 122), ("revise", 10), ("confirm", 5),
    ]  # fmt: skip
    assert RULE.check(plan, problem).holds


def test_two_topics_share_the_time() -> None:
    """150 − 5 − 2 × 23 = 99 minutes, 49 for each discussion."""
    problem = room(rules=[RULE])
    plan = made(problem, topics=("T03", "T04"))
    assert [minutes for part, minutes in steps(plan) if part == "discuss"] == [49, 49]
    assert RULE.check(plan, problem).holds


def test_few_people_are_done_sooner() -> None:
    """Three people, twice eight minutes each: 48 minutes, though 122 are there."""
    problem = room(rules=[RULE])
    plan = made(problem, deliberators=("D01", "D02", "D03"))
    assert ("discuss", 48) in steps(plan)
    assert RULE.check(plan, problem).holds
    talk = plan.sessions[0].agenda
    longer = tuple(p.replace(minutes=49) if p.part == "discuss" else p for p in talk)
    said = texts(RULE, plan.update(plan.sessions[0].replace(agenda=longer)), problem)
    assert "3 人每人 2 次、每次 8 分钟也用不完" in said


def test_a_short_session_is_cut_and_says_so() -> None:
    """30 minutes: 5 + 8 + 2 + 2 leave 13 to discuss; 20 leave 3, which is nobody's turn."""
    short = room(rules=[RULE], settings=settings(session_minutes=30))
    plan = made(short)
    assert ("discuss", 13) in steps(plan)
    assert plan.sessions[0].agenda_cuts == ("会议 30 分钟，修订和确认各压缩到 2 分钟",)
    assert RULE.check(plan, short).holds
    shorter = room(rules=[RULE], settings=settings(session_minutes=20))
    assert "讨论只有 3 分钟" in made(shorter).sessions[0].agenda_cuts[1]


def test_without_a_topic_the_last_result_is_heard_and_judged() -> None:
    problem = room(rules=[RULE])
    plan = made(problem, topics=())
    assert "通报上次协商成果的办理情况" in plan.sessions[0].agenda[1].speaker
    assert RULE.check(plan, problem).holds


def test_a_secret_title_stands_in_no_agenda() -> None:
    problem = room(rules=[RULE], topics=(topic(3, title="某项机密", secret=True),))
    assert "某项机密" not in made(problem).to_json()


@pytest.mark.parametrize(
    ("changes", "secretary"),
    [
        ({}, "D16"),  # of the village's committee: 16 % 6 = 4
        ({"stakeholders": (Stakeholder(person="D16", link="本人"),)}, "D14"),
        ({"deliberators": ("D13", "D14", "D15")}, "D14"),  # 主任丙 may host and does not
        ({"deliberators": ("D13", "D14", "D15"), "host": "主任丙"}, "D13"),
        (
            {"deliberators": ("D13",), "stakeholders": (Stakeholder(person="D13", link="本人"),)},
            "D13",
        ),
        ({"deliberators": ("D14",), "host": "主任丙"}, ""),
    ],
)
def test_the_secretary_is_on_the_list_and_does_not_host(
    changes: dict[str, Any], secretary: str
) -> None:
    """Nobody is asked to write the minutes of a session that they are not invited to."""
    people = tuple(
        deliberator(n, **({"name": "主任丙", "person": "主任丙"} if n == 14 else {}))
        for n in range(1, 25)
    )
    problem = room(rules=[RULE], deliberators=people)
    assert made(problem, **changes).sessions[0].secretary == secretary


def test_no_secretary_or_the_host_himself_or_one_who_is_not_there_is_told() -> None:
    people = (*(deliberator(n) for n in range(1, 24)), deliberator(24, person=HOSTS[0]))
    problem = room(rules=[RULE], deliberators=people)
    plan = made(problem, deliberators=tuple(d.id for d in people))
    (held,) = plan.sessions

    def said(secretary: str, **changes: Any) -> str:
        changed = plan.update(held.replace(secretary=secretary, **changes))
        return texts(RULE, changed, problem)

    assert "没有会议秘书" in said("")
    assert f"会议秘书与主持人是同一人（{held.host}）" in said("D24")
    assert "会议秘书村民3不在参会名单中" in said("D03", deliberators=("D01", "D02"))
    assert "会议秘书路人不在参会名单中" in said("路人")


@pytest.mark.parametrize(
    ("left_out", "said"),
    [("confirm", "不是按提出、协商、修订、确认的步骤"), ("discuss", "没有互动协商")],
)
def test_a_step_left_out_is_told(left_out: str, said: str) -> None:
    problem = room(rules=[RULE])
    plan = made(problem)
    (held,) = plan.sessions
    agenda = tuple(p for p in held.agenda if p.part != left_out)
    assert said in texts(RULE, plan.update(held.replace(agenda=agenda)), problem)


def test_nine_minutes_are_too_long_a_speech() -> None:
    problem = room(rules=[RULE])
    plan = made(problem)
    (held,) = plan.sessions
    agenda = tuple(p.replace(minutes=9) if p.part == "raise" else p for p in held.agenda)
    said = texts(RULE, plan.update(held.replace(agenda=agenda)), problem)
    assert "一次发言不超过 8 分钟" in said


def test_committee_people_are_known_by_their_kind() -> None:
    """What the cases above count on."""
    assert deliberator(16).kind == "村(居)委会"


def proposed_by(who: str) -> Problem:
    return room(rules=[RULE], topics=(topic(3, proposer=who), topic(4)))


def test_who_raises_a_topic_is_there() -> None:
    """村民13 proposed it: speaks where seated, else a stakeholder who is; a stranger comes for it."""
    problem = proposed_by("村民13")

    def speakers(problem: Problem, **changes: Any) -> set[str]:
        agenda = made(problem, **changes).sessions[0].agenda
        return {p.speaker.partition("：")[0] for p in agenda if p.part == "revise"}

    concerned = (Stakeholder(person="D14", link="本人"),)
    assert speakers(problem, deliberators=("D13", "D14")) == {"村民13"}
    assert speakers(problem, deliberators=("D14",), stakeholders=concerned) == {"村民14"}
    assert speakers(proposed_by("路人甲"), deliberators=("D14",)) == {"路人甲"}


def test_a_speaker_who_is_not_on_the_list_is_named() -> None:
    problem = proposed_by("村民13")
    plan = made(problem, deliberators=("D13", "D14"))
    assert RULE.check(plan, problem).holds
    (session_,) = plan.sessions
    gone = plan.update(session_.replace(deliberators=("D14",)))
    assert "由村民13发言，而名单上没有这个人" in texts(RULE, gone, problem)
