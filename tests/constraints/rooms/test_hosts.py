"""Who hosts in a room: one of those named, there that day, with no interest of their own."""

from __future__ import annotations

from datetime import date

from constraints.rooms import host, host_recusal
from planner.domain import Absence, Problem, RoomHost
from tests.builders import solve_with
from tests.constraints.rooms.councils import deliberator, room, session, texts, topic, year

DAY = date(2027, 5, 20)
ID = "village-甲村-3"


def may_host(problem: Problem, name: str, topic_id: str = "") -> bool:
    """Whether the model lets the host lead the session on the day, with the topic."""

    def fix(model, v):  # type: ignore[no-untyped-def]
        model.add(v.on_day(ID, DAY) == 1)
        model.add(v.hosts(ID, name) == 1)
        if topic_id:
            model.add(v.topic_in(ID, topic_id) == 1)

    return solve_with(problem, [host.RULE, host_recusal.RULE], "programme", fix)[0]


def test_one_of_the_room_s_hosts_hosts() -> None:
    problem = room()
    assert host.RULE.check(year(session(3, DAY, host="组长乙")), problem).holds
    stranger = texts(host.RULE, year(session(3, DAY, host="过路人")), problem)
    assert "由过路人主持，甲村可主持的是书记甲、组长乙、主任丙" in stranger
    assert "由（无）主持" in texts(host.RULE, year(session(3, DAY, host="")), problem)


def test_a_host_is_there_that_day() -> None:
    problem = room(absences=(Absence(subject="书记甲", start=DAY, end=DAY),))
    assert not may_host(problem, "书记甲")
    assert may_host(problem, "组长乙")
    assert "主持人书记甲 2027-05-20 不在" in texts(host.RULE, year(session(3, DAY)), problem)


def test_who_hosts_is_not_counted_among_those_who_take_part() -> None:
    hosts = (RoomHost(name="村民1", person="D01"), RoomHost(name="组长乙", person="组长乙"))
    problem = room(hosts=hosts)
    held = year(session(3, DAY, host="村民1"))
    assert "主持人村民1又列入参会名单" in texts(host.RULE, held, problem)

    def fix(model, v):  # type: ignore[no-untyped-def]
        model.add(v.sits(ID, "D01") == 1)

    one = problem.model_copy(update={"slots": tuple(s for s in problem.slots if s.id == ID)})
    assert not solve_with(one, [host.RULE], "people", fix, held)[0]
    other = year(session(3, DAY, host="组长乙"))
    assert solve_with(one, [host.RULE], "people", fix, other)[0]


def test_a_host_with_an_interest_hosts_another_topic() -> None:
    """村民1 represents 养殖户: the topic on farms is hosted by another, that on the road may be theirs."""
    hosts = (RoomHost(name="村民1", person="D01"), RoomHost(name="组长乙", person="组长乙"))
    topics = (topic(3, stakeholders=("养殖户",)), topic(4, stakeholders=("果农",)))
    problem = room(hosts=hosts, topics=topics)
    assert not may_host(problem, "村民1", "T03")
    assert may_host(problem, "组长乙", "T03")
    assert may_host(problem, "村民1", "T04")
    held = year(session(3, DAY, host="村民1"))
    assert "代表的养殖户是利益相关方，应当回避" in texts(host_recusal.RULE, held, problem)


def test_a_representative_hosts_no_topic_that_names_no_stakeholders() -> None:
    hosts = (RoomHost(name="村民1", person="D01"), RoomHost(name="村民13", person="D13"))
    problem = room(hosts=hosts)
    assert not may_host(problem, "村民1", "T03")
    assert may_host(problem, "村民13", "T03")
    held = year(session(3, DAY, host="村民1"))
    assert "是本协商室的利益相关方代表" in texts(host_recusal.RULE, held, problem)


def test_a_host_s_unit_is_an_interest_too() -> None:
    hosts = (RoomHost(name="村民13", person="D13"), RoomHost(name="组长乙", person="组长乙"))
    people = tuple(
        deliberator(n, unit="供销社") if n == 13 else deliberator(n) for n in range(1, 25)
    )
    problem = room(hosts=hosts, deliberators=people, topics=(topic(3, stakeholders=("供销社",)),))
    assert not may_host(problem, "村民13", "T03")
    held = year(session(3, DAY, host="村民13"))
    assert "其单位供销社是利益相关方" in texts(host_recusal.RULE, held, problem)
