"""Whether topics find a session at all: what a pair or a group may take, and places by number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from inputs.cell_text import did_you_mean
from inputs.problems import ProblemList
from inputs.reading.items import PLENARY
from inputs.reading.people import People
from inputs.reading.rows import Row, Tables
from inputs.slots import COUNTED
from planner.domain import Form, Lock, Slot, Topic


def look_at_places(
    tables: Tables,
    people: People,
    topics: tuple[Topic, ...],
    forms: tuple[Form, ...],
    slots: tuple[Slot, ...],
    locks: tuple[Lock, ...],
    number: Mapping[str, int],
    problems: ProblemList,
) -> None:
    """Report topics meant for a pair or a group that there is not, and mandated ones too many.

    number: form id → most topics of its sessions (规则 议题上限); absent or 0: no limit.
    """
    if not slots or not people.bodies:
        return
    rows = {row.text("编号"): row for row in reversed(tables["议题"].rows)}
    locked = {k.subject: k for k in locks if k.item == "形式"}
    led = led_bodies(people)
    lost: set[str] = set()
    for topic in topics:
        if not topic.is_candidate or topic.is_excluded or topic.id not in rows:
            continue
        lock = locked.get(topic.id)
        wanted = lock.values if lock else topic.forms
        for form in forms:
            if form.id not in wanted or form.per not in ("pair", "group"):
                continue
            if any(s.form == form.id and may_take(s, topic, led) for s in slots):
                continue
            only = set(wanted) & {f.id for f in forms if f.rank is not None} == {form.id}
            if only:
                lost.add(topic.id)
            _report_lost(rows[topic.id], topic, form, people, lock, only, problems)
    mandated = [
        t
        for t in topics
        if t.mandated and t.is_candidate and not t.is_excluded and t.id in rows
        if set(t.forms) != {PLENARY}  # heard by the plenary itself, or refused already
    ]
    places = _Places(slots, forms, led, number, locked)
    _report_too_many([t for t in mandated if t.id not in lost], places, rows, problems)


def led_bodies(people: People) -> tuple[str, ...]:
    """Return the bodies with a leader in charge: those that may lead where no 牵头单位 is named."""
    named = {body for leader in people.leaders for body in leader.in_charge_of}
    return tuple(body.name for body in people.bodies if body.leaders or body.name in named)


def may_take(slot: Slot, topic: Topic, led: tuple[str, ...]) -> bool:
    """Whether a session may take a topic by its nature: a pair's department, a group's 界别.

    A pair takes what its committee may lead (牵头单位, else whoever of `led` proposed it, else any
    of them) and what concerns its department (相关部门, else the committee's own).
    """
    if slot.topics == "none":
        return False
    if slot.group:
        return slot.group in topic.sectors
    if not slot.departments:
        return True
    able = topic.lead_bodies or tuple(n for n in topic.proposers if n in led) or led
    return slot.lead_body in able and (
        not topic.departments or not set(topic.departments).isdisjoint(slot.departments)
    )


def _report_lost(
    row: Row,
    topic: Topic,
    form: Form,
    people: People,
    lock: Lock | None,
    only: bool,
    problems: ProblemList,
) -> None:
    """Report a topic for a pair or a group of which there is none."""
    column, why, cure = (
        _no_pair(topic, form, people) if form.per == "pair" else _no_group(topic, form, people)
    )
    if lock:
        why = f"{why}（{lock.cell} 把它定为{form.name}）"
    elsewhere = "" if only else "它只能用其他形式。"
    problems.add(
        row.problem(
            "pair-none" if form.per == "pair" else "group-unfit",
            column if column in row.cells else "协商形式" if "协商形式" in row.cells else "编号",
            f"{topic.id} {why}。{elsewhere}",
            cure,
            severity="error" if only else "warning",
        )
    )


def _no_pair(topic: Topic, form: Form, people: People) -> tuple[str, str, str]:
    """Return the column, the reason and the cure of a topic whose pair there is not."""
    committees = [b for b in people.bodies if b.kind == "专委会"]
    linked = {d: b.name for b in committees for d in b.departments}
    foreign = [d for d in topic.departments if d not in linked]
    if not topic.departments:
        leads = "、".join(topic.lead_bodies) or "任何专委会"
        return (
            "牵头单位",
            f"要用{form.name}，但牵头单位（{leads}）没有对口部门",
            "请在“承办单位”表填它的对口部门，或改用别的协商形式。",
        )
    if len(foreign) == len(topic.departments):
        hint = did_you_mean(foreign[0], tuple(linked))
        return (
            "相关部门",
            f"要用{form.name}，但没有一个专委会以{'、'.join(foreign)}为对口部门",
            f"{hint}请改相关部门，或在“承办单位”表把它填为一个专委会的对口部门。",
        )
    there = "；".join(f"{d}对口{linked[d]}" for d in topic.departments if d in linked)
    return (
        "牵头单位",
        f"要用{form.name}，但牵头单位（{'、'.join(topic.lead_bodies)}）不与"
        f"{'、'.join(topic.departments)}对口（{there}）",
        "请把牵头单位改为对口的专委会，或改相关部门。",
    )


def _no_group(topic: Topic, form: Form, people: People) -> tuple[str, str, str]:
    there = people.sectors.groups.names()
    kind = "联络活动组" if there else "界别"
    named = "、".join(topic.sectors)
    why = f"相关界别（{named}）里没有{kind}" if named else "没有填相关界别"
    examples = f"（{'、'.join(there)}）" if there else ""
    return (
        "相关界别",
        f"要用{form.name}，但{why}",
        f"请在“相关界别”写上由哪个{kind}协商{examples}，或改用别的协商形式。",
    )


class _Places:
    """The sessions that each mandated topic may have, and how many find one."""

    def __init__(
        self,
        slots: tuple[Slot, ...],
        forms: tuple[Form, ...],
        led: tuple[str, ...],
        most: Mapping[str, int],
        locked: Mapping[str, Lock],
    ) -> None:
        self.names = {form.id: form.name for form in forms}
        self._led = led
        self._locked = locked
        ranked = {form.id for form in forms if form.rank is not None}
        taken: Counter[str] = Counter()
        self.slots: list[Slot] = []
        self._can_be_more = {form.id for form in forms if form.per in COUNTED}
        for slot in slots:
            if slot.form not in ranked:
                continue
            # Sessions of one form are alike but for pairs and groups: the first so many stand for all.
            cap = 0 if slot.merged or slot.departments or slot.group else most.get(slot.form, 0)
            taken[slot.form] += not slot.merged
            if not cap or taken[slot.form] <= cap:
                self.slots.append(slot)
            else:
                self._can_be_more.add(slot.form)

    def _allowed(self, topic: Topic) -> frozenset[str]:
        """Return the forms that a topic may have; none: any."""
        lock = self._locked.get(topic.id)
        return frozenset(lock.values if lock else topic.forms)

    def can_be_more(self, topics: Iterable[Topic]) -> bool:
        """Whether the sheet 规则 can make more places for one of these topics."""
        allowed = [self._allowed(topic) for topic in topics]
        return any(not (forms and forms.isdisjoint(self._can_be_more)) for forms in allowed)

    def of(self, topic: Topic) -> list[int]:
        """Return the places (their numbers) that a topic may have."""
        allowed = self._allowed(topic)
        return [
            n
            for n, slot in enumerate(self.slots)
            if (not allowed or slot.form in allowed or (slot.merged and "plenary" in allowed))
            and may_take(slot, topic, self._led)
        ]

    def crowded(self, topics: list[Topic]) -> tuple[list[Topic], list[int]]:
        """Return topics that have fewer places than they are, and these places; or nothing.

        By augmenting paths; the topics and places reached from one that finds none are the
        evidence (Hall): every place these topics may have is taken by one of them.
        """
        holder: dict[int, Topic] = {}

        def seat(topic: Topic, seen: set[int]) -> bool:
            for place in self.of(topic):
                if place in seen:
                    continue
                seen.add(place)
                if place not in holder or seat(holder[place], seen):
                    holder[place] = topic
                    return True
            return False

        for topic in topics:
            seen: set[int] = set()
            if not seat(topic, seen):
                return [topic, *(holder[place] for place in sorted(seen))], sorted(seen)
        return [], []


def _report_too_many(
    mandated: list[Topic], places: _Places, rows: dict[str, Row], problems: ProblemList
) -> None:
    """Report mandated topics that are more than the places they may have, by form."""
    crowd, found = places.crowded(mandated)
    if not crowd:
        return
    by_form = Counter(places.slots[place].form for place in found)
    there = "、".join(f"{places.names[form]} {count} 场" for form, count in by_form.items())
    only = f"只有 {len(found)} 场可用（{there}）" if found else "没有一场可用"
    named = "、".join(topic.id for topic in mandated if topic in crowd)
    row = rows[crowd[0].id]
    more = "，或在“规则”表增加场次或议题上限" if places.can_be_more(crowd) else ""
    problems.add(
        row.problem(
            "mandated-too-many",
            "指定单位" if row.has("指定单位") else "重要程度",
            f"指定议题多于场次：{named} 这 {len(crowd)} 个指定议题，按允许的协商形式{only}。",
            f"请减少指定，或放宽这些议题的协商形式{more}。",
        )
    )
