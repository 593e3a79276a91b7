"""议题价值 in a room: “党委重视、政府支持、群众关注、政协能为” (farm 9; yangzhou (六)).

Valued as the county's topics are; the plan says of every topic left out why it is.
"""

from __future__ import annotations

from constraints.before_decision import in_time
from constraints.rooms.host_recusal import has_interest
from constraints.rooms.links import link_of, participants
from constraints.rule import Rule
from constraints.topic_value import RULE as COUNTY
from constraints.topic_value import build, check, measure
from constraints.topic_window import in_window
from planner.domain import Problem, Topic
from planner.plan import LeftOut, Plan


def make(plan: Plan, problem: Problem) -> Plan:
    """Say of each topic that is not in why it is not."""
    held = {topic for session in plan.sessions for topic in session.topics}
    left = tuple(_reason(plan, problem, t) for t in problem.candidates if t.id not in held)
    return plan.replace(left_out=left)


def _reason(plan: Plan, problem: Problem, topic: Topic) -> LeftOut:
    return (
        _excluded(problem, topic)
        or _without_people(problem, topic)
        or _without_day(problem, topic)
        or _outranked(plan, problem, topic)
    )


def _left(topic: Topic, rule: str, text: str) -> LeftOut:
    return LeftOut(topic=topic.id, reason=rule, rules=(rule,), text=text)


def _excluded(problem: Problem, topic: Topic) -> LeftOut | None:
    """Return the reason of a topic that may not be in at all, or None."""
    if topic.is_excluded:
        return _left(topic, "not-negotiable", f"属于不予协商的情形：{topic.exclusion}。")
    if topic.rounds_held >= 2:
        text = f"此前已协商 {topic.rounds_held} 次，同一议题原则上不超过 2 次。"
        return _left(topic, "second-consultation", text)
    lock = next((k for k in problem.locks if k.subject == topic.id and k.item == "不入选"), None)
    if lock is not None:
        return _left(topic, "locks", f"办公室锁定为不入选（{lock.cell or '锁定'}）。")
    form = problem.rooms[0].form
    if topic.forms and form not in topic.forms:
        return _left(topic, "form-match", "协商形式不包括本协商室的形式。")
    if not problem.slots:
        return _left(topic, "annual-count", f"{problem.rooms[0].name}本年不安排协商。")
    return None


def _without_people(problem: Problem, topic: Topic) -> LeftOut | None:
    """Return the reason of a topic with too few stakeholders, or no host free of interest."""
    room = problem.rooms[0]
    if "stakeholder-share" in problem.rules:
        found = sum(bool(link_of(problem, p, topic)) for p in participants(problem))
        least = problem.number("attendance", "min", room.form)
        needed = -(-least * problem.number("stakeholder-share", "percent", room.form) // 100)
        if found < needed:
            text = f"{room.name}与它利益相关的只有 {found} 人，至少要 {needed} 人；请在“议事成员”表补充。"
            return _left(topic, "stakeholder-share", text)
    if room.hosts and all(has_interest(problem, host, topic) for host in room.hosts):
        return _left(topic, "host-recusal", "可主持的人都是利益相关方，应当回避；请增加主持人。")
    return None


def _without_day(problem: Problem, topic: Topic) -> LeftOut | None:
    """Return the reason of a topic that no day of any session suits, by window or decision date."""
    days = [
        (slot, day)
        for slot in problem.slots
        for day in problem.calendar.working_days(slot.first, slot.last)
    ]
    if not any(in_window(topic, day) for _, day in days):
        window = f"{topic.earliest_month or 1}—{topic.latest_month or 12} 月"
        return _left(topic, "topic-window", f"时间窗口 {window} 内没有场次。")
    if not any(in_time(problem, slot, topic, day) for slot, day in days if in_window(topic, day)):
        text = f"{topic.decision_date} 决策，协商和成果报送来不及在此之前。"
        return _left(topic, "before-decision", text)
    return None


def _outranked(plan: Plan, problem: Problem, topic: Topic) -> LeftOut:
    """Return the reason of a topic that lost its place to others."""
    form = problem.rooms[0].form
    taken = {t for s in plan.sessions for t in s.topics}
    start = f"重要程度 {topic.importance}；{problem.rooms[0].name}本年安排 {len(taken)} 个议题"
    cap = problem.number("topic-cap", "max", form) if "topic-cap" in problem.rules else 0
    if cap and len(taken) >= cap:
        return _left(topic, "topic-cap", f"{start}，已达议题上限 {cap} 个，本议题排在其后。")
    most = problem.number("one-lead-body", "topics_max", form)
    text = f"{start}，{len(problem.slots)} 场、每场最多 {most} 个，合起来本议题排不进去。"
    return _left(topic, "topic-value", text)


RULE = Rule(
    id=COUNTY.id,
    name=COUNTY.name,
    text="党委重视、政府支持、群众关注、政协能为的议题优先。",
    kind="soft",
    force="usual",
    sources={"farm": "9", "yangzhou": "六", "anhua": "二2"},
    build=build,
    make=make,
    check=check,
    measure=measure,
    parameters=COUNTY.parameters,
)
