"""Who is a stakeholder of a topic, and by which link, as models and makers see it.

A participant is one where the topic's 利益相关方 names the person, the unit or a field that the
person stands for; where that cell is blank, the room's 利益相关方代表. Checks decide it by themselves.
"""

from __future__ import annotations

from collections.abc import Iterable

from planner.domain import Deliberator, Member, Problem, Topic

Participant = Deliberator | Member
UNNAMED = "利益相关方代表（议题没有写明利益相关方）"


def participants(problem: Problem) -> tuple[Participant, ...]:
    """Return a room's own people who may take part: assigned members and deliberators, each once.

    A deliberator who is an assigned member takes part as the member.
    """
    members = {m.person for m in problem.members}
    others = (d for d in problem.deliberators if d.person not in members)
    return (*problem.members, *others)


def unit_of(person: Participant) -> str:
    """Return where a participant works."""
    return person.employer if isinstance(person, Member) else person.unit


def link_of(problem: Problem, person: Participant, topic: Topic) -> str:
    """Return what makes the person a stakeholder of the topic, in words; empty: nothing does."""
    concerned = topic.stakeholders
    twins = problem.as_deliberator(person.person)
    if not concerned:
        return UNNAMED if any(d.is_representative for d in twins) else ""
    if {person.person, person.id, person.name} & set(concerned):
        return "本人"
    for unit in (unit_of(person), *(d.unit for d in twins)):
        if unit and unit in concerned:
            return f"单位：{unit}"
    for field in (field for d in twins for field in d.fields):
        if field in concerned:
            return f"领域：{field}"
    return ""


def link_to_any(problem: Problem, person: Participant, topics: Iterable[Topic]) -> str:
    """Return the person's link to the first of a session's topics that concerns them."""
    return next(filter(None, (link_of(problem, person, topic) for topic in topics)), "")
