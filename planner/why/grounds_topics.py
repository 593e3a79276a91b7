"""Grounds of the sheet 议题: what each topic asks for, or must be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from planner.domain import Problem, Topic
from planner.reason import Reason
from planner.spoken import quoted
from planner.why.ground import Change, Cure, Decider, Ground, Search, first_of, least_of, lifted

NAMED = 6
"""How many topics are named one by one."""
PLACES = frozenset({"最早月份", "最晚月份", "决策时间", "协商形式"})
"""The columns that say when, or in which form, a topic is to be heard."""
LATEST_DECISION = 400
"""How many days a decision may be put off in a proposal."""


def topic_grounds(problem: Problem) -> Iterator[Ground]:
    """Yield what stands in the cells of each topic that must be in, and together of those that may.

    One of many that compete for a place is never a ground by itself; a column that keeps all of
    them out is.
    """
    locked = {name for lock in problem.locks for name in (lock.subject, *lock.values)}
    rest: dict[str, list[tuple[Topic, Ground]]] = {}
    for topic in problem.candidates:
        for column, ground in _cells(problem, topic):
            if topic.mandated or topic.id in locked:
                yield ground
            else:
                rest.setdefault(column, []).append((topic, ground))
    for column, found in rest.items():
        yield _of_many(column, found)


def _cells(problem: Problem, topic: Topic) -> Iterator[tuple[str, Ground]]:
    yield from _must_be_in(problem, topic)
    yield from _windows(problem, topic)
    yield from _decision(problem, topic)
    yield from _forms(problem, topic)
    yield from _lead(problem, topic)
    yield from _people(problem, topic)
    yield from _rounds(problem, topic)


def _of_many(column: str, found: Sequence[tuple[Topic, Ground]]) -> Ground:
    """Return one ground of what a column says of all topics that merely may be in."""
    if len(found) == 1:
        return found[0][1]
    ids = [topic.id for topic, _ in found]
    shown = "、".join(ids[:NAMED]) + (f" 等 {len(ids)} 个" if len(ids) > NAMED else "")
    each = tuple(ground for _, ground in found)
    return Ground(
        Reason(
            entities=tuple(ids),
            cells=tuple(cell for ground in each for cell in ground.reason.cells),
            numbers={"topics": len(ids)},
            text=f"其余议题中 {shown}填了“{column}”。",
        ),
        lambda problem: lifted(problem, each),
        places=all(ground.places for ground in each),
    )


def with_topic(topic_id: str, **changes: Any) -> Change:
    """Return the change of one topic's cells."""

    def change(problem: Problem) -> Problem:
        return problem.changed(
            topics=tuple(
                t.model_copy(update=changes) if t.id == topic_id else t for t in problem.topics
            )
        )

    return change


def _name(topic: Topic) -> str:
    return f"{topic.id}{quoted(topic.title)}"


def _reason(problem: Problem, topic: Topic, column: str, text: str, **more: Any) -> Reason:
    cell = problem.cell("议题", topic.id, column)
    return Reason(entities=(topic.id,), cells=(cell,) if cell else (), text=text, **more)


def _ground(
    problem: Problem,
    topic: Topic,
    column: str,
    text: str,
    searches: tuple[Search, ...],
    **without: Any,
) -> Ground:
    reason = _reason(problem, topic, column, text)
    places = column in PLACES
    return Ground(reason, with_topic(topic.id, **without), searches, places=places)


def _cure(
    problem: Problem,
    topic: Topic,
    column: str,
    text: str,
    decides: Decider,
    cost: int,
    **changes: Any,
) -> Cure:
    reason = _reason(problem, topic, column, text)
    return Cure(decides, reason, cost, with_topic(topic.id, **changes))


def _must_be_in(problem: Problem, topic: Topic) -> Iterator[tuple[str, Ground]]:
    if topic.mandated:
        by = topic.mandated_by or "上级"
        drop = _cure(
            problem,
            topic,
            "指定单位",
            f"商请{by}不再指定 {_name(topic)}，或改在下一年协商（清空“指定单位”）。",
            "党委",
            2,
            mandated=False,
            mandated_by="",
        )
        text = f"{_name(topic)}由{by}指定，必须入选。"
        yield (
            "指定单位",
            _ground(
                problem, topic, "指定单位", text, (first_of(drop),), mandated=False, mandated_by=""
            ),
        )
    if topic.is_excluded:
        text = f"{_name(topic)}有不予协商情形：{topic.exclusion}。"
        yield "不予协商情形", _ground(problem, topic, "不予协商情形", text, (), exclusion="")


def _windows(problem: Problem, topic: Topic) -> Iterator[tuple[str, Ground]]:
    earliest, latest = topic.earliest_month, topic.latest_month
    if earliest and earliest > 1:
        sooner = [
            _cure(
                problem,
                topic,
                "最早月份",
                f"{topic.id} 的最早月份由 {earliest} 月改为 {month} 月。",
                "办公室",
                2 * (earliest - month),
                earliest_month=month,
            )
            for month in range(earliest - 1, 0, -1)
        ]
        text = f"{_name(topic)}最早 {earliest} 月才能协商。"
        yield (
            "最早月份",
            _ground(problem, topic, "最早月份", text, (least_of(sooner),), earliest_month=None),
        )
    if latest and latest < 12:
        later = [
            _cure(
                problem,
                topic,
                "最晚月份",
                f"{topic.id} 的最晚月份由 {latest} 月改为 {month} 月。",
                "办公室",
                2 * (month - latest),
                latest_month=month,
            )
            for month in range(latest + 1, 13)
        ]
        text = f"{_name(topic)}最晚要在 {latest} 月协商。"
        yield (
            "最晚月份",
            _ground(problem, topic, "最晚月份", text, (least_of(later),), latest_month=None),
        )


def _decision(problem: Problem, topic: Topic) -> Iterator[tuple[str, Ground]]:
    decided = topic.decision_date
    if decided is None:
        return

    def put_off(day: date) -> Cure:
        text = f"商请把 {topic.id} 的决策由 {decided} 推迟到 {day}。"
        days = (day - (decided or day)).days
        return _cure(problem, topic, "决策时间", text, "党委", 2 + days // 7, decision_date=day)

    last = date(problem.year + 1, 3, 31)
    count = min(LATEST_DECISION, max(0, (last - decided).days))
    later = [put_off(decided + timedelta(days=n)) for n in range(1, count + 1)]
    text = f"{_name(topic)}将于 {decided} 决策，之前要协商完并报送成果。"
    yield (
        "决策时间",
        _ground(problem, topic, "决策时间", text, (least_of(later),), decision_date=None),
    )


def _forms(problem: Problem, topic: Topic) -> Iterator[tuple[str, Ground]]:
    if not topic.forms:
        return
    names = {form.id: form.name for form in problem.forms}
    others = [
        _cure(
            problem,
            topic,
            "协商形式",
            f"{topic.id} 的协商形式加上{form.name}。",
            "办公室",
            3,
            forms=(*topic.forms, form.id),
        )
        for form in problem.forms
        if form.id not in topic.forms and form.topics != "none"
    ]
    said = "、".join(names.get(form, form) for form in topic.forms)
    text = f"{_name(topic)}只可用{said}。"
    yield "协商形式", _ground(problem, topic, "协商形式", text, (first_of(*others),), forms=())


def _lead(problem: Problem, topic: Topic) -> Iterator[tuple[str, Ground]]:
    if not topic.lead_bodies:
        return
    able = [b.name for b in problem.bodies if problem.leaders_in_charge(b.name)]
    near = [b for b in (*topic.proposers, *topic.supporting_bodies) if b in able]
    others = [b for b in dict.fromkeys((*near, *able)) if b not in topic.lead_bodies]
    cures = [
        _cure(
            problem,
            topic,
            "牵头单位",
            f"{topic.id} 的牵头单位加上{body}。",
            "办公室",
            3,
            lead_bodies=(*topic.lead_bodies, body),
        )
        for body in others
    ]
    anyone = (*topic.lead_bodies, *others)
    # Without the cell the proposers would lead: the ground is lifted by letting anyone lead.
    text = f"{_name(topic)}由{'、'.join(topic.lead_bodies)}牵头。"
    yield (
        "牵头单位",
        _ground(problem, topic, "牵头单位", text, (first_of(*cures),), lead_bodies=anyone),
    )


def _people(problem: Problem, topic: Topic) -> Iterator[tuple[str, Ground]]:
    if topic.stakeholders:
        text = f"{_name(topic)}的利益相关方是{'、'.join(topic.stakeholders)}，有利害关系的不主持。"
        yield "利益相关方", _ground(problem, topic, "利益相关方", text, (), stakeholders=())
    if topic.wants_experts:
        none = _cure(
            problem,
            topic,
            "需专家",
            f"{topic.id} 不请专家（“需专家”改为“否”，清空“所需专长”）。",
            "办公室",
            3,
            wants_experts=False,
            expertise=(),
        )
        text = f"{_name(topic)}需要请专家。"
        yield (
            "需专家",
            _ground(problem, topic, "需专家", text, (first_of(none),), wants_experts=False),
        )
    if topic.research_days is not None:
        fewer = [
            _cure(
                problem,
                topic,
                "调研天数",
                f"{topic.id} 的调研天数由 {topic.research_days} 天改为 {days} 天。",
                "办公室",
                2,
                research_days=days,
            )
            for days in range(topic.research_days - 1, 0, -1)
        ]
        text = f"{_name(topic)}要调研 {topic.research_days} 天。"
        yield (
            "调研天数",
            _ground(problem, topic, "调研天数", text, (least_of(fewer),), research_days=None),
        )


def _rounds(problem: Problem, topic: Topic) -> Iterator[tuple[str, Ground]]:
    if topic.needs_second and not topic.rounds_held:
        once = _cure(
            problem,
            topic,
            "需二次协商",
            f"{topic.id} 本年只协商一次（“需二次协商”改为“否”）。",
            "主席会议",
            2,
            needs_second=False,
        )
        text = f"{_name(topic)}本年要协商两次。"
        yield (
            "需二次协商",
            _ground(problem, topic, "需二次协商", text, (first_of(once),), needs_second=False),
        )
    if topic.rounds_held:
        text = f"{_name(topic)}此前已协商 {topic.rounds_held} 次。"
        yield "已协商次数", _ground(problem, topic, "已协商次数", text, (), rounds_held=0)
