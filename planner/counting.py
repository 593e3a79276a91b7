"""What mere counting shows to be impossible, with the numbers and where to look.

Only facts that leave no plan whatever else is decided: each is a reason by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from constraints.before_decision import in_time
from constraints.host import host_person, may_host
from constraints.member_seats import attends_by_office
from constraints.second_consultation import ROUNDS
from constraints.topic_days import candidate_days
from constraints.topic_window import in_window
from constraints.venue import seats_needed
from planner.domain import Problem, Slot, Topic
from planner.plan import Session
from planner.spoken import session_name


def counting_facts(problem: Problem) -> Iterator[str]:
    """Yield each fact in the office's words, with its cure."""
    yield from _too_few_topics(problem)
    yield from _too_many_mandated(problem)
    yield from _mandated_never(problem)
    yield from _crowded_months(problem)
    yield from _beyond_body_caps(problem)
    for slot in _sessions(problem):
        yield from _no_day(problem, slot)
    yield from _too_small_rooms(problem)
    yield from _too_few_people(problem)


def _sessions(problem: Problem) -> list[Slot]:
    return [s for s in problem.slots if s.form != "plenary"]


def _with_topics(problem: Problem) -> list[Slot]:
    """Return the sessions that may take a topic of the sheet 议题; pairs and groups need none."""
    return [s for s in _sessions(problem) if s.topics != "none"]


def _reserved(problem: Problem) -> int:
    forms = {s.form for s in _sessions(problem) if s.topics == "one"}
    return sum(problem.number("reserve", "n", form) for form in forms)


def _rounds(topic: Topic) -> int:
    """Return how many sessions of this year the topic takes where it is in."""
    return 2 if topic.needs_second and not topic.rounds_held else 1


def _usable(topic: Topic) -> bool:
    return not topic.is_excluded and topic.rounds_held < ROUNDS


def _too_few_topics(problem: Problem) -> Iterator[str]:
    places = sum(s.topics == "one" for s in _sessions(problem)) - _reserved(problem)
    usable = [t for t in problem.candidates if _usable(t)]
    if sum(map(_rounds, usable)) < places:
        yield (
            f"可用议题 {len(usable)} 个（不予协商和已协商两次的不计），全年要安排议题的有 {places} 场，"
            f"少 {places - sum(map(_rounds, usable))} 个。请在“议题”表补充。"
        )


def _too_many_mandated(problem: Problem) -> Iterator[str]:
    """Count the places that mandated and locked topics take, second rounds among them."""
    sessions = {slot.id for slot in problem.slots}
    locked = {lock.subject for lock in problem.locks if lock.item == "入选"} - sessions
    wanted = [t for t in problem.candidates if t.mandated or t.id in locked]
    places = len(_with_topics(problem)) - _reserved(problem)
    needed = sum(map(_rounds, wanted))
    if needed > places:
        twice = [t.id for t in wanted if _rounds(t) > 1]
        seconds = f"（{'、'.join(twice)} 需二次协商，各占 2 场）" if twice else ""
        reserve = f"（另留机动 {_reserved(problem)} 场）" if _reserved(problem) else ""
        yield (
            f"指定议题和锁定入选的议题 {len(wanted)} 个，要占 {needed} 场{seconds}，"
            f"全年只有 {places} 场{reserve}。请减少指定、锁定或二次协商。"
        )


def _mandated_never(problem: Problem) -> Iterator[str]:
    """Name each mandated topic that no session may take on any day, and what of it stands against it."""
    for topic in problem.topics:
        if not topic.mandated:
            continue
        name = f"指定议题 {topic.id}《{topic.title}》"
        if topic.is_excluded:
            yield f"{name}又有不予协商情形，请改其一。"
        elif topic.rounds_held >= ROUNDS:
            yield f"{name}已协商 {topic.rounds_held} 次，同一议题不超过 {ROUNDS} 次。请取消指定。"
        elif not any(
            in_window(topic, day) and in_time(problem, slot, topic, day)
            for slot in _with_topics(problem)
            for day in candidate_days(problem, slot)
        ):
            window = f"{topic.earliest_month or 1}—{topic.latest_month or 12} 月"
            decision = f"、{topic.decision_date} 决策之前" if topic.decision_date else ""
            yield f"{name}要在 {window}{decision}协商并报送成果，没有一场会来得及。请改月份或决策时间。"
        if topic.wants_experts and not problem.experts:
            yield f"{name}需要专家，“专家”表没有人。请补充专家，或改“需专家”为否。"


def _crowded_months(problem: Problem) -> Iterator[str]:
    mandated = [t for t in problem.topics if t.mandated]
    months = Counter(
        (t.earliest_month, t.latest_month) for t in mandated if t.earliest_month or t.latest_month
    )
    for (earliest, latest), count in months.items():
        first, last = earliest or 1, latest or 12
        places = sum(s.first.month <= last and s.last.month >= first for s in _with_topics(problem))
        if count > places:
            yield (
                f"{count} 个指定议题都要在 {first}—{last} 月，这几个月只有 {places} 场。"
                "请放宽时间或减少指定。"
            )


def _beyond_body_caps(problem: Problem) -> Iterator[str]:
    """Compare what only one body can lead with its year's cap; the merged session counts for none."""
    merged = sum(slot.merged for slot in _sessions(problem))
    for body in problem.bodies:
        if body.annual_cap is None:
            continue
        own = [t for t in problem.topics if t.mandated and t.lead_bodies == (body.name,)]
        needed = sum(map(_rounds, own))
        if needed > body.annual_cap + merged:
            yield (
                f"指定议题 {'、'.join(t.id for t in own)} 只能由{body.name}牵头，要占 {needed} 场，"
                f"而其年度承办上限是 {body.annual_cap} 场（与全会合并的不计）。请提高上限或换牵头单位。"
            )


def _no_day(problem: Problem, slot: Slot) -> Iterator[str]:
    """Say where a session has no day to be held on, or no day with a host.

    A committee's head, a convenor and a supervising leader host by the form: nobody stands in.
    """
    name = f"{session_name(problem, slot.id)}（{slot.first}—{slot.last}）"
    days: list[date] = list(candidate_days(problem, slot))
    if not slot.merged:
        days = [day for day in days if problem.is_meeting_day(day)]
    able = [x for x in problem.leaders if x.is_chair or x.is_vice_chair]
    hosts = [x for x in able if may_host(problem, slot, x)]
    if not days:
        yield f"{name}没有一个可开会的工作日，请缩短“日历”表的回避。"
    elif slot.host:
        person = host_person(problem, slot)
        if all(problem.is_away(person, day) for day in days):
            yield f"{name}由{slot.host}主持，而其每一天都不在，请改“不可用”表或换人。"
    elif not any(not problem.is_away(host.person, day) for host in hosts for day in days):
        yield f"{name}每一天都没有可主持的领导，请改“不可用”或“领导”表。"
    yield from _no_proposer(problem, slot, days)


def _no_proposer(problem: Problem, slot: Slot, days: list[date]) -> Iterator[str]:
    """Say which proposal's face-to-face has no day with anyone who brought it."""
    for proposal in (x for x in problem.key_proposals if x.id in slot.items):
        who = proposal.proposers
        if who and all(problem.is_away(person, day) for person in who for day in days):
            yield (
                f"{session_name(problem, slot.id)}的提案人每一天都不在，提案人不到场即无效；"
                "请改“不可用”表。"
            )


def _too_small_rooms(problem: Problem) -> Iterator[str]:
    """Say where no room would hold even a session without departments."""
    for form in dict.fromkeys(slot.form for slot in _sessions(problem) if not slot.merged):
        rooms = [v for v in problem.venues if not v.forms or form in v.forms]
        name = problem.form(form).name
        if problem.venues and not rooms:
            yield f"“会场”表没有可用于{name}的会场。请在“协商形式”列加上，或留空。"
        sizes = [room.capacity for room in rooms if room.capacity is not None]
        if not rooms or len(sizes) < len(rooms):
            continue
        needed = min(
            seats_needed(problem, Session(id=slot.id, form=form, date=day))
            for slot in _sessions(problem)
            if slot.form == form and not slot.merged
            for day in candidate_days(problem, slot)
        )
        if max(sizes) < needed:
            yield (
                f"最大的会场只容纳 {max(sizes)} 人，而{name}的领导、各委室负责人、委员和专家最多有 "
                f"{needed} 人，部门还未计。请在“会场”表补充大些的会场。"
            )


def _too_few_people(problem: Problem) -> Iterator[str]:
    """Compare the members who may be seated with the seats and sectors that each session asks for."""
    seated = [m for m in problem.members if not attends_by_office(problem, m)]
    sectors = {m.sector for m in seated}
    for form in dict.fromkeys(slot.form for slot in _sessions(problem) if not slot.merged):
        if problem.form(form).seats != "members":
            continue
        name = problem.form(form).name
        least = problem.number("member-seats", "min", form)
        if len(seated) < least:
            yield (
                f"可邀请的委员 {len(seated)} 名（领导和委室负责人不计），{name}每次至少 {least} 名。"
                "请补充委员，或改“委员名额”。"
            )
        k = problem.number("sector-balance", "k", form)
        if len(sectors) < k:
            yield (
                f"可邀请的委员只有 {len(sectors)} 个界别，{name}每次至少要 {k} 个。"
                "请改“规则”表的界别均衡，或核对“委员”表的界别。"
            )
