"""What mere counting shows to be impossible in one room, with the numbers and where to look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from constraints.before_decision import in_time
from constraints.second_consultation import ROUNDS
from constraints.topic_window import in_window
from planner.domain import Problem, Topic
from planner.reason import Reason
from planner.room_variables import open_days
from planner.spoken import quoted, session_name


def room_facts(problem: Problem) -> Iterator[Reason]:
    """Yield each fact with its cells and its cure; the problem is a room's part.

    Its members may be more than will belong to the room: then the facts of people are weaker,
    and as true.
    """
    yield from _no_day(problem)
    yield from _mandated_never(problem)
    yield from _beyond_the_cap(problem)
    yield from _too_few_there(problem)
    yield from _caps_too_small(problem)


def _absences(problem: Problem, persons: Iterable[str]) -> tuple[str, ...]:
    concerned = set(persons)
    return tuple(a.cell for a in problem.absences if a.subject in concerned)


def _no_day(problem: Problem) -> Iterator[Reason]:
    """Say where a session has no day, or none with a host."""
    room = problem.rooms[0]
    for slot in problem.slots:
        days = open_days(problem, slot)
        days = tuple(d for d in days if not problem.blackout_on(d, slot.form))
        name = f"{session_name(problem, slot.id)}（{slot.first}—{slot.last}）"
        if not days:
            blackouts = (
                b for b in problem.blackouts if b.start <= slot.last and b.end >= slot.first
            )
            yield Reason(
                rule="working-days",
                entities=(slot.id,),
                cells=tuple(b.cell for b in blackouts),
                text=f"{name}没有一天可以开会。",
                cure="请缩短“日历”表的回避，或在“规则”表允许周末。",
            )
        elif all(problem.is_away(host.person, day) for host in room.hosts for day in days):
            who = "、".join(host.name for host in room.hosts)
            yield Reason(
                rule="host",
                entities=(slot.id, *(host.name for host in room.hosts)),
                cells=(
                    problem.cell("协商室", room.name, "可主持人员"),
                    *_absences(problem, (host.person for host in room.hosts)),
                ),
                text=f"{name}每一天可主持的人（{who}）都不在。",
                cure="请改“不可用”表或增加可主持人员。",
            )


def _mandated(problem: Problem) -> list[Topic]:
    locked = {lock.subject for lock in problem.locks if lock.item == "入选"}
    return [t for t in problem.topics if t.mandated or t.id in locked]


def _mandated_never(problem: Problem) -> Iterator[Reason]:
    for topic in _mandated(problem):
        name = f"指定（锁定）议题 {topic.id}{quoted(topic.title)}"
        text = cure = ""
        column = "指定单位"
        if topic.is_excluded:
            text, cure, column = f"{name}又有不予协商情形。", "请改其一。", "不予协商情形"
        elif topic.rounds_held >= ROUNDS:
            text = f"{name}已协商 {topic.rounds_held} 次，同一议题不超过 {ROUNDS} 次。"
            cure, column = "请取消指定。", "已协商次数"
        elif not any(
            in_window(topic, day) and in_time(problem, slot, topic, day)
            for slot in problem.slots
            for day in open_days(problem, slot)
        ):
            window = f"{topic.earliest_month or 1}—{topic.latest_month or 12} 月"
            decision = f"、{topic.decision_date} 决策之前" if topic.decision_date else ""
            text = f"{name}要在 {window}{decision}协商并报送成果，没有一场会来得及。"
            cure = "请改月份或决策时间。"
            column = "决策时间" if topic.decision_date else "最早月份"
        if text:
            yield Reason(
                rule="mandated",
                entities=(topic.id,),
                cells=(problem.cell("议题", topic.id, column),),
                text=text,
                cure=cure,
            )
        if topic.wants_experts and not problem.experts:
            yield Reason(
                rule="expert-seats",
                entities=(topic.id,),
                cells=(problem.cell("议题", topic.id, "需专家"),),
                text=f"{name}需要专家，“专家”表没有人。",
                cure="请补充专家，或改“需专家”为否。",
            )


def _beyond_the_cap(problem: Problem) -> Iterator[Reason]:
    """Compare the topics that must be in with the room's 议题上限."""
    if "topic-cap" not in problem.rules or not problem.slots:
        return
    most = problem.number("topic-cap", "max", problem.slots[0].form)
    wanted = _mandated(problem)
    if most and len(wanted) > most:
        yield Reason(
            rule="topic-cap",
            entities=tuple(t.id for t in wanted),
            cells=tuple(problem.cell("议题", t.id, "指定单位") for t in wanted),
            numbers={"has": most, "needs": len(wanted)},
            text=f"“{problem.rooms[0].name}”指定和锁定入选的议题 {len(wanted)} 个，"
            f"而每年议题上限是 {most} 个。",
            cure="请减少指定、锁定，或改“规则”表的议题上限。",
        )


def _too_few_there(problem: Problem) -> Iterator[Reason]:
    """Say where on every day of a session too few of the room's people are there."""
    if "attendance" not in problem.rules:
        return
    people = {m.person for m in problem.members} | {d.person for d in problem.deliberators}
    away = [days for person in people if (days := problem.days_away(person))]
    for slot in problem.slots:
        least = problem.number("attendance", "min", slot.form)
        if len(people) - len(away) >= least:
            continue
        there = [
            len(people) - sum(day in gone for gone in away) for day in open_days(problem, slot)
        ]
        if there and max(there) < least:
            yield Reason(
                rule="attendance",
                entities=(slot.id,),
                cells=_absences(problem, people),
                numbers={"has": max(there), "needs": least},
                text=f"{session_name(problem, slot.id)}各天在家的议事成员和委员最多 {max(there)} 人，"
                f"至少要 {least} 人。",
                cure="请补充“议事成员”，或改“不可用”表。",
            )


def _caps_too_small(problem: Problem) -> Iterator[Reason]:
    """Compare how often the room's people may be asked in all with the seats of its sessions."""
    if not {"attendance", "invitation-cap"} <= set(problem.rules):
        return
    room, count = problem.rooms[0], len(problem.slots)
    caps: Mapping[str, int | None] = {d.person: d.cap for d in problem.deliberators} | {
        m.person: m.cap for m in problem.members
    }
    most = sum(count if cap is None else min(cap, count) for cap in caps.values())
    most += sum(count if e.cap is None else min(e.cap, count) for e in problem.experts)
    least = sum(problem.number("attendance", "min", slot.form) for slot in problem.slots)
    if most < least:
        capped = [d.id for d in problem.deliberators if d.cap is not None]
        yield Reason(
            rule="invitation-cap",
            entities=(room.name,),
            cells=tuple(problem.cell("议事成员", d, "年度上限") for d in capped),
            numbers={"has": most, "needs": least},
            text=f"“{room.name}”全年 {count} 场至少要 {least} 人次，"
            f"而全部人员按年度上限只有 {most} 人次。",
            cure="请放宽“议事成员”表的年度上限，或补充人员。",
        )
