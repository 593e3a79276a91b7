"""What mere counting shows to be impossible in one room, with the numbers and where to look."""

from __future__ import annotations

from collections.abc import Iterator

from constraints.before_decision import in_time
from constraints.second_consultation import ROUNDS
from constraints.topic_window import in_window
from planner.domain import Problem, Topic
from planner.room_variables import open_days
from planner.spoken import session_name


def room_facts(problem: Problem) -> Iterator[str]:
    """Yield each fact in the office's words, with its cure; the problem is a room's part."""
    yield from _no_day(problem)
    yield from _mandated_never(problem)
    yield from _beyond_the_cap(problem)
    yield from _too_few_there(problem)
    yield from _caps_too_small(problem)


def _no_day(problem: Problem) -> Iterator[str]:
    """Say where a session has no day, or none with a host."""
    hosts = problem.rooms[0].hosts
    for slot in problem.slots:
        days = open_days(problem, slot)
        days = tuple(d for d in days if not problem.blackout_on(d, slot.form))
        name = f"{session_name(problem, slot.id)}（{slot.first}—{slot.last}）"
        if not days:
            yield f"{name}没有一天可以开会，请缩短“日历”表的回避，或在“规则”表允许周末。"
        elif all(problem.is_away(host.person, day) for host in hosts for day in days):
            who = "、".join(host.name for host in hosts)
            yield f"{name}每一天可主持的人（{who}）都不在，请改“不可用”表或增加可主持人员。"


def _mandated(problem: Problem) -> list[Topic]:
    locked = {lock.subject for lock in problem.locks if lock.item == "入选"}
    return [t for t in problem.topics if t.mandated or t.id in locked]


def _mandated_never(problem: Problem) -> Iterator[str]:
    for topic in _mandated(problem):
        name = f"指定（锁定）议题 {topic.id}《{topic.title}》"
        if topic.is_excluded:
            yield f"{name}又有不予协商情形，请改其一。"
        elif topic.rounds_held >= ROUNDS:
            yield f"{name}已协商 {topic.rounds_held} 次，同一议题不超过 {ROUNDS} 次。请取消指定。"
        elif not any(
            in_window(topic, day) and in_time(problem, slot, topic, day)
            for slot in problem.slots
            for day in open_days(problem, slot)
        ):
            window = f"{topic.earliest_month or 1}—{topic.latest_month or 12} 月"
            decision = f"、{topic.decision_date} 决策之前" if topic.decision_date else ""
            yield f"{name}要在 {window}{decision}协商并报送成果，没有一场会来得及。请改月份或决策时间。"
        if topic.wants_experts and not problem.experts:
            yield f"{name}需要专家，“专家”表没有人。请补充专家，或改“需专家”为否。"


def _beyond_the_cap(problem: Problem) -> Iterator[str]:
    """Compare the topics that must be in with the room's 议题上限."""
    if "topic-cap" not in problem.rules or not problem.slots:
        return
    most = problem.number("topic-cap", "max", problem.slots[0].form)
    wanted = _mandated(problem)
    if most and len(wanted) > most:
        yield (
            f"指定和锁定入选的议题 {len(wanted)} 个，而每年议题上限是 {most} 个。"
            "请减少指定、锁定，或改“规则”表的议题上限。"
        )


def _too_few_there(problem: Problem) -> Iterator[str]:
    """Say where on every day of a session too few of the room's people are there."""
    if "attendance" not in problem.rules:
        return
    people = {m.person for m in problem.members} | {d.person for d in problem.deliberators}
    for slot in problem.slots:
        least = problem.number("attendance", "min", slot.form)
        there = [
            sum(not problem.is_away(person, day) for person in people)
            for day in open_days(problem, slot)
        ]
        if there and max(there) < least:
            yield (
                f"{session_name(problem, slot.id)}各天在家的议事成员和委员最多 {max(there)} 人，"
                f"至少要 {least} 人。请补充“议事成员”，或改“不可用”表。"
            )


def _caps_too_small(problem: Problem) -> Iterator[str]:
    """Compare how often the room's people may be asked in all with the seats of its sessions."""
    if not {"attendance", "invitation-cap"} <= set(problem.rules):
        return
    count = len(problem.slots)
    caps = {d.person: d.cap for d in problem.deliberators} | {
        m.person: m.cap for m in problem.members
    }
    most = sum(count if cap is None else min(cap, count) for cap in caps.values())
    most += sum(count if e.cap is None else min(e.cap, count) for e in problem.experts)
    least = sum(problem.number("attendance", "min", slot.form) for slot in problem.slots)
    if most < least:
        yield (
            f"全年 {count} 场至少要 {least} 人次，而全部人员按年度上限只有 {most} 人次。"
            "请放宽“议事成员”表的年度上限，或补充人员。"
        )
