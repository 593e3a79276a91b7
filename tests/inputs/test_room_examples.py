"""The examples of the grass roots are as large as they say, counted by hand, and can be planned.

A user learns from them what a right workbook looks like: one that reads with an error, or whose
topics no session could hear, would teach the wrong thing.
"""

from __future__ import annotations

from collections import Counter

import pytest

from inputs import examples
from inputs.reader import ReadResult, read
from planner.domain import Deliberator, Problem, Topic

NAMES = ("farm", "yangzhou", "sanyou")


@pytest.fixture(scope="module")
def results() -> dict[str, ReadResult]:
    return {name: read(examples.bundled(name)) for name in NAMES}


def problem_of(results: dict[str, ReadResult], name: str) -> Problem:
    problem = results[name].problem
    assert problem is not None, [p.text for p in results[name].problems]
    return problem


def by_form(problem: Problem) -> dict[str, int]:
    return dict(Counter(slot.form for slot in problem.slots if slot.form != "plenary"))


def test_the_farm_has_76_sessions_of_13_councils(results: dict[str, ReadResult]) -> None:
    problem = problem_of(results, "farm")
    # The farm once a quarter (farm 11): 4. Twelve villages once in two months: 12 × 6 = 72.
    assert by_form(problem) == {"farm": 4, "village": 72}
    levels = Counter(room.level for room in problem.rooms)
    assert levels == {"场": 1, "村": 10, "社区": 2}
    # 40 in the farm's council; 28 in six villages, 27 in two, 26 in two, 30 in the two 社区:
    # 40 + 6 × 28 + 2 × 27 + 2 × 26 + 2 × 30 = 374 places.
    assert len(problem.deliberators) == 374
    # The farm 5; the villages 6 5 6 4 6 7 6 5 6 6 4 6 = 67.
    assert len(problem.topics) == 5 + 67
    assert not problem.members


def test_every_village_of_the_farm_lies_below_it(results: dict[str, ReadResult]) -> None:
    rooms = problem_of(results, "farm").rooms
    assert {room.parent for room in rooms if room.level != "场"} == {"红山湖农场"}


def test_the_county_has_its_own_six_sessions_and_58_of_its_rooms(
    results: dict[str, ReadResult],
) -> None:
    problem = problem_of(results, "yangzhou")
    # Ten towns four times a year (yangzhou 九), one of them six times: 9 × 4 + 6 = 42. Four
    # villages twice, one of them three times: 3 × 2 + 3 = 9. Two enterprises twice and the 界别
    # three times: 2 × 2 + 3 = 7.
    assert by_form(problem) == {"bimonthly": 6, "town": 42, "village": 9, "enterprise": 7}
    levels = Counter(room.level for room in problem.rooms)
    assert levels == {"乡镇": 8, "街道": 1, "园区": 1, "村": 2, "社区": 2, "企业": 2, "界别": 1}
    # Towns 46 + 46 + 44 + 42 + 44 + 42 + 44 + 42 + 44 + 44 = 438; villages 26 + 26 + 28 + 28 =
    # 108; enterprises and 界别 20 + 18 + 22 = 60.
    assert len(problem.deliberators) == 438 + 108 + 60
    assert len(problem.members) == 150
    # The county 17; the towns 7 5 4 4 5 4 4 3 4 5 = 45; below 3 2 3 2 = 10; 2 2 2 = 6.
    assert len(problem.room_topics("")) == 17
    assert len(problem.topics) == 17 + 45 + 10 + 6


def test_every_village_of_the_county_lies_in_a_town(results: dict[str, ReadResult]) -> None:
    problem = problem_of(results, "yangzhou")
    towns = {room.name for room in problem.rooms if room.form == "town"}
    villages = [room for room in problem.rooms if room.form == "village"]
    assert len(villages) == 4
    assert {room.parent for room in villages} <= towns


def test_a_town_council_has_40_to_60_people_with_the_members_sent_to_it(
    results: dict[str, ReadResult],
) -> None:
    """Yangzhou (三). 150 members, evenly in 14 towns and villages: 10 or 11 each; 42 + 10, 46 + 11."""
    problem = problem_of(results, "yangzhou")
    sizes = [len(problem.room_deliberators(r.name)) for r in problem.rooms if r.form == "town"]
    assert min(sizes) + 10 >= 40
    assert max(sizes) + 11 <= 60


def test_the_township_has_43_sessions_and_members_of_three_levels(
    results: dict[str, ReadResult],
) -> None:
    problem = problem_of(results, "sanyou")
    # Eighteen villages: one four times, five three times, twelve twice: 4 + 15 + 24 = 43.
    assert by_form(problem) == {"village": 43}
    assert len(problem.rooms) == 18
    assert Counter(m.level for m in problem.members) == {"省": 2, "市": 6, "县": 40}
    # 26 + 24 in the two 社区, 22 in eight villages, 20 in eight: 50 + 176 + 160 = 386.
    assert len(problem.deliberators) == 386
    # 4 3 3 2 2 1 3 2 2 2 3 2 2 2 1 2 3 2 = 41.
    assert len(problem.topics) == 41
    # Five heads over three villages at most look after 15 of 18.
    assert len(problem.liaison_heads) == 5


def test_villages_and_members_have_coordinates_but_for_a_few_members(
    results: dict[str, ReadResult],
) -> None:
    township, county = problem_of(results, "sanyou"), problem_of(results, "yangzhou")
    assert all(room.longitude and room.latitude for room in township.rooms)
    assert all(head.longitude and head.latitude for head in township.liaison_heads)
    # Without: numbers 4, 14, 24, 34, 44.
    assert sum(m.longitude is None for m in township.members) == 5
    towns = [room for room in county.rooms if room.form in ("town", "village")]
    assert all(room.longitude and room.latitude for room in towns)
    assert 0 < sum(m.longitude is None for m in county.members) < 15


@pytest.mark.parametrize("name", NAMES)
def test_half_of_the_fewest_people_can_be_stakeholders_of_each_topic(
    results: dict[str, ReadResult], name: str
) -> None:
    """Farm 5: half of 15, 8. Yangzhou (七), and as many here for sanyou: half of 10, 5."""
    problem = problem_of(results, name)
    for room in problem.rooms:
        needed = 8 if room.regime == "farm" else 5
        for topic in problem.room_topics(room.name):
            concerned = [d for d in problem.room_deliberators(room.name) if concerns(topic, d)]
            assert topic.is_excluded or len(concerned) >= needed, (room.name, topic.id)


def concerns(topic: Topic, person: Deliberator) -> bool:
    if not topic.stakeholders:
        return person.kind == "利益相关方代表"
    own = {person.person, person.name, person.unit, *person.fields} - {""}
    return bool(own & set(topic.stakeholders))


@pytest.mark.parametrize("name", NAMES)
def test_each_shows_what_a_room_meets(results: dict[str, ReadResult], name: str) -> None:
    """Sessions without topic, a second round, an excluded topic, links of three kinds, recusal."""
    problem = problem_of(results, name)
    topics = [topic for topic in problem.topics if topic.room]
    few = [
        room.name
        for room in problem.rooms
        if len(problem.room_topics(room.name)) < len(problem.council_slots(room.name))
    ]
    assert few, "no session stands as 议题待定"
    assert any(topic.rounds_held == 1 for topic in topics)
    assert any(topic.needs_second for topic in topics)
    assert sum(topic.is_excluded for topic in topics) == 1
    assert any(topic.mandated for topic in topics)
    units = {d.unit for d in problem.deliberators} - {""}
    fields = {field for d in problem.deliberators for field in d.fields}
    named = {one for topic in topics for one in topic.stakeholders}
    assert named & units
    assert named & fields
    assert any(not topic.stakeholders for topic in topics), "no topic falls to representatives"
    recused = [
        (topic.id, host.name)
        for topic in topics
        for host in problem.room(topic.room).hosts
        if {host.name, host.person} & set(topic.stakeholders)
    ]
    assert len(recused) == 1


def test_people_stand_in_two_rooms_or_two_sheets(results: dict[str, ReadResult]) -> None:
    farm = problem_of(results, "farm")
    # Twelve secretaries host at home and sit in the farm's council; one farmer sits in two.
    seated = Counter(d.person for d in farm.deliberators)
    assert [n for n in seated.values() if n > 1] == [2]
    council = {d.person for d in farm.room_deliberators("红山湖农场")}
    hosts = {h.person for room in farm.rooms if room.level != "场" for h in room.hosts}
    assert len(council & hosts) == 12
    county, township = problem_of(results, "yangzhou"), problem_of(results, "sanyou")
    # Each third town of ten seats a member, so does two villages of the township.
    assert both(county) == 4
    assert both(township) == 2
    # Ten deputy secretaries of towns and the convenor of the 界别 are members.
    members = {m.person for m in county.members}
    assert len({h.person for room in county.rooms for h in room.hosts} & members) == 11
    hosted = Counter(h.person for room in township.rooms for h in room.hosts)
    # Liaison heads host in several villages: 3 + 2 + 2 + 2 + 2 = 11 places of five persons.
    assert sorted(n for n in hosted.values() if n > 1) == [2, 2, 2, 2, 3]


def both(problem: Problem) -> int:
    """Return how many members are deliberators."""
    members = {m.person for m in problem.members}
    return len(members & {d.person for d in problem.deliberators})


@pytest.mark.parametrize(
    ("name", "notes"),
    [
        # Each seventh deliberator from the sixth: 1 + 368 // 7 = 53 of 374.
        ("farm", ["53 名议事成员没有填出席率", "放假通知", "没有填会场"]),
        # 150 // 4 = 37 members; 1 + 600 // 7 = 86 deliberators and the 4 who are members.
        ("yangzhou", ["37 名委员没有填出席率", "90 名议事成员没有填出席率", "放假通知"]),
        # 48 // 8 = 6 members; 1 + 380 // 7 = 55 deliberators and the 2 who are members.
        (
            "sanyou",
            ["6 名委员没有填出席率", "57 名议事成员没有填出席率", "放假通知", "没有填会场"],
        ),
    ],
)
def test_reading_says_these_assumptions_and_nothing_else(
    results: dict[str, ReadResult], name: str, notes: list[str]
) -> None:
    found = results[name].problems
    assert {p.severity for p in found} == {"assumption"}
    assert len(found) == len(notes)
    for note, problem in zip(notes, found, strict=True):
        assert note in problem.text


def test_a_topic_goes_to_the_room_that_brought_it(results: dict[str, ReadResult]) -> None:
    topic = problem_of(results, "sanyou").topic("S0005")
    assert topic.room == "集贤社区"
    assert topic.proposers == ("集贤社区",)
