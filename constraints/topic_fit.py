"""Which sessions a topic fits by itself: by what it is, its form, its window, its decision date."""

from __future__ import annotations

from constraints.before_decision import in_time
from constraints.form_match import form_allowed
from constraints.host import host_person
from constraints.host_recusal import interests
from constraints.topic_days import candidate_days
from constraints.topic_window import in_window
from planner.domain import Problem, Slot, Topic

FITS = ("form-match", "topic-window", "before-decision")
"""The rules that decide by a topic's own facts which sessions it fits, on which days."""


def sessions_that_fit(
    problem: Problem, topic: Topic, rules: tuple[str, ...] = FITS
) -> frozenset[str]:
    """Return the sessions that the topic fits on some day, by these rules alone."""
    fitting = set()
    for slot in problem.slots:
        if slot.form == "plenary" or not _may_take(problem, slot, topic):
            continue
        if "form-match" in rules and not form_allowed(slot, topic):
            continue
        if any(
            ("topic-window" not in rules or in_window(topic, day))
            and ("before-decision" not in rules or in_time(problem, slot, topic, day))
            for day in candidate_days(problem, slot)
        ):
            fitting.add(slot.id)
    return frozenset(fitting)


def _may_take(problem: Problem, slot: Slot, topic: Topic) -> bool:
    """Whether the session may take the topic by what it is: a pair's or a group's only its own."""
    if slot.items or slot.topics == "none":
        return False
    stakeholders = set(topic.stakeholders)
    if stakeholders and slot.host:
        own = interests(problem, slot.host, host_person(problem, slot))
        if own & stakeholders:
            return False
    if slot.departments:
        concerned = problem.topic_departments(topic.id, slot.lead_body)
        able = slot.lead_body in _may_lead(problem, topic)
        return able and any(department in concerned for department in slot.departments)
    return not slot.group or slot.group in topic.sectors


def _may_lead(problem: Problem, topic: Topic) -> tuple[str, ...]:
    """Return who may lead the topic: 牵头单位, where blank who proposed it, where nobody did any."""
    if topic.lead_bodies:
        return topic.lead_bodies
    led = [body.name for body in problem.bodies if problem.leaders_in_charge(body.name)]
    return tuple(name for name in led if name in topic.proposers) or tuple(led)
