"""The measures that stand side by side: counted on each finished plan, in the field's own units.

What a plan does not say gives no number: it is unknown, and is never the best nor the worst.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from constraints.clashes import People, engagements
from constraints.member_seats import attends_by_office
from constraints.spread import RULE as SPREAD
from constraints.topic_value import concerns_livelihood
from outputs.comparison.compared import (
    CHARGE,
    HOSTS,
    LEADS,
    MEMBERS,
    STEPS,
    Compared,
)
from planner.domain import Topic

UNKNOWN = "未写明"
"""What stands for a number that a plan does not say."""


@dataclass(frozen=True)
class Value:
    """A measure's number, and how it is read."""

    number: float
    words: str


@dataclass(frozen=True)
class Measure:
    """A measure: its group and name, its unit in a sentence, and which way is better.

    better: "more", "less", or "" where neither is (a fact beside the others).
    needs: what the plan must say for it to be known.
    """

    group: str
    name: str
    unit: str
    better: Literal["more", "less", ""]
    count: Callable[[Compared], Value]
    needs: frozenset[str] = frozenset()
    of_other_year: bool = True
    """Whether it can be told of last year's plan: how topics fare is of this year's list alone."""

    def value(self, plan: Compared) -> Value | None:
        """Return its value for a plan, or None where the plan does not say."""
        if self.needs & plan.unsaid or (plan.of_other_year and not self.of_other_year):
            return None
        return self.count(plan)


def topics_in(plan: Compared) -> list[Topic]:
    """Return the candidate topics that the plan takes up, in the workbook's order."""
    held = {topic for session in plan.sessions.values() for topic in session.topics}
    return [topic for topic in plan.part.candidates if topic.id in held]


def _number(count: float, unit: str) -> Value:
    return Value(count, f"{count:g} {unit}")


def _value(plan: Compared) -> Value:
    levels = Counter(topic.importance for topic in topics_in(plan))
    detail = "、".join(f"{level}级{levels[level]}个" for level in sorted(levels, reverse=True))
    total = sum(level * count for level, count in levels.items())
    return Value(total, f"{total}（{detail}）" if detail else "0")


def _livelihood(plan: Compared) -> Value:
    found = [t for t in topics_in(plan) if concerns_livelihood(plan.part, t)]
    return _number(len(found), "个")


def _reached(plan: Compared) -> Value:
    sectors = {m.sector for m in plan.part.members if m.sector}
    reached = sectors & {sector for topic in topics_in(plan) for sector in topic.sectors}
    return Value(len(reached), f"{len(reached)} / {len(sectors)} 个")


def seats_among_all(plan: Compared) -> Counter[str]:
    """Count each member's seats in the sessions that choose among all members."""
    return Counter(m for s in plan.year.by_seats("members") for m in s.members)


def seatable(plan: Compared) -> list[str]:
    """Return the members (ids) who may be seated: those who come by office are not."""
    part = plan.part
    return [m.id for m in part.members if not attends_by_office(part, m)]


def _unheard(plan: Compared) -> Value:
    seats, able = seats_among_all(plan), seatable(plan)
    waiting = sum(not seats[member] for member in able)
    return Value(waiting, f"{waiting} / {len(able)} 名")


def _idle(plan: Compared) -> Value:
    return _number(len(plan.year.idle), "名")


def _most_invited(plan: Compared) -> Value:
    seats = seats_among_all(plan)
    most = max(seats.values(), default=0)
    return Value(most, f"{most} 场（{sum(n == most for n in seats.values())} 名委员）")


def _seats(plan: Compared) -> Value:
    return _number(seats_among_all(plan).total(), "席")


def _off_share(plan: Compared) -> Value:
    off = sum(abs(sector.seats - sector.due) for sector in plan.year.sector_seats) / 2
    return _number(round(off, 1), "席")


def month_loads(plan: Compared) -> Counter[int]:
    """Count the sessions of each month; what is held with the plenary is no session of its own."""
    return Counter(s.date.month for s in plan.sessions.values() if not s.merged_with_plenary)


def _busiest_month(plan: Compared) -> Value:
    loads = month_loads(plan)
    return _busiest({f"{month}月": loads[month] for month in sorted(loads)}, "场")


def _busiest_body(plan: Compared) -> Value:
    return _busiest(plan.year.leads, "场")


def _busiest(loads: Mapping[str, float], unit: str) -> Value:
    most = max(loads.values(), default=0)
    which = [name for name in loads if loads[name] == most]
    named = which[0] if len(which) == 1 else f"{len(which)} 个并列"
    return Value(most, f"{most:g} {unit}（{named}）" if most else f"0 {unit}")


def leader_days(plan: Compared) -> dict[str, float]:
    """Return the days that the year costs each of the CPPCC's leaders (ids), by half-days.

    Sessions, research, and the meetings before a session that the leader holds or attends.
    """
    persons = {leader.person: leader.id for leader in plan.part.cppcc_leaders}
    taken: dict[str, set[object]] = {leader.id: set() for leader in plan.part.cppcc_leaders}
    for person, day, half_day in engagements(plan.own, People(plan.part)):
        if person in persons:
            taken[persons[person]].add((day, half_day))
    return {leader: len(half_days) / 2 for leader, half_days in taken.items()}


def _busiest_leader(plan: Compared) -> Value:
    days = {plan.names.leader(leader): n for leader, n in leader_days(plan).items()}
    return _busiest(days, "天")


def _leaders_apart(plan: Compared) -> Value:
    days = leader_days(plan).values()
    return _number(max(days, default=0) - min(days, default=0), "天")


def _wishes(plan: Compared) -> Value:
    wished = {t.id: t.suggested_months for t in plan.part.candidates if t.suggested_months}
    kept = asked = 0
    for session in plan.sessions.values():
        for topic in session.topics:
            if topic in wished:
                asked += 1
                kept += session.date.month in wished[topic]
    return Value(kept, f"{kept} 个，另 {asked - kept} 个不在建议月份")


def _gaps(plan: Compared) -> Value:
    return _number(SPREAD.measure(plan.own, plan.part).get("spread.gaps", 0), "天")


def _provisional(plan: Compared) -> Value:
    return _number(sum(s.date_status == "provisional" for s in plan.sessions.values()), "场")


def _deviations(plan: Compared) -> Value:
    return _number(len(plan.own.deviations), "项")


def _broken(plan: Compared) -> Value:
    return _number(len(plan.broken), "条")


_LEADERS = frozenset({HOSTS, CHARGE, STEPS})
_PEOPLE = frozenset({MEMBERS})

MEASURES = (
    Measure("议题", "议题价值（重要程度合计）", "级", "more", _value, of_other_year=False),
    Measure(
        "议题",
        "列入议题",
        "个",
        "more",
        lambda p: _number(len(topics_in(p)), "个"),
        of_other_year=False,
    ),
    Measure(
        "议题",
        "未列入议题",
        "个",
        "less",
        lambda p: _number(len(p.part.candidates) - len(topics_in(p)), "个"),
        of_other_year=False,
    ),
    Measure("议题", "民生议题", "个", "more", _livelihood, of_other_year=False),
    Measure("议题", "议题涉及的界别", "个", "more", _reached, of_other_year=False),
    Measure("委员", "没有点名席位的委员", "名", "less", _unheard, _PEOPLE),
    Measure("委员", "全年没有任何活动的委员", "名", "less", _idle, _PEOPLE),
    Measure("委员", "点名席位", "席", "", _seats, _PEOPLE),
    Measure("委员", "受邀最多的委员", "场", "less", _most_invited, _PEOPLE),
    Measure("委员", "界别席位偏离占比", "席", "less", _off_share, _PEOPLE),
    Measure("负担", "最忙的月份", "场", "less", _busiest_month),
    Measure("负担", "牵头最多的单位", "场", "less", _busiest_body, frozenset({LEADS})),
    Measure("负担", "用时最多的领导", "天", "less", _busiest_leader, _LEADERS),
    Measure("负担", "领导用时最多与最少相差", "天", "less", _leaders_apart, _LEADERS),
    Measure("日程", "守住建议月份的议题", "个", "more", _wishes, of_other_year=False),
    Measure("日程", "场次间隔偏离均匀", "天", "less", _gaps),
    Measure("日程", "暂定日期", "场", "less", _provisional),
    Measure("规则", "偏离事项", "项", "less", _deviations),
    Measure("规则", "没有守住的规则", "条", "less", _broken),
)
"""In the order in which they are read."""


def best_of(measure: Measure, values: Mapping[str, Value | None]) -> frozenset[str]:
    """Return the plans (names) that are best in a measure; none where all that say are equal."""
    known = {name: value.number for name, value in values.items() if value is not None}
    if not measure.better or len(set(known.values())) < 2:
        return frozenset()
    best = (max if measure.better == "more" else min)(known.values())
    return frozenset(name for name, number in known.items() if number == best)
