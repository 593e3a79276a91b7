"""What people read for ids in the workbooks: the name, with the id beside it; and titles."""

from __future__ import annotations

from collections.abc import Iterable

from constraints.book import RULE_BOOK
from planner.domain import Problem
from planner.plan import Plan, Session
from planner.plan_words import REFERENCES, label


class Labels:
    """Looks up labels; an id that the workbook does not know is read as it stands."""

    def __init__(self, problem: Problem) -> None:
        self._people = {d.id: label(d.name, d.id) for d in problem.deliberators}
        self._people |= {e.id: label(e.name, e.id) for e in problem.experts}
        self._people |= {m.id: label(m.name, m.id) for m in problem.members}
        self._people |= {x.id: label(x.name, x.id) for x in problem.leaders}
        self._topics = {t.id: t.title for t in problem.topics}
        self._forms = {f.id: f.name for f in problem.forms}

    def person(self, key: str) -> str:
        """Return 张三（M001） for the id of a member, expert, leader or 议事成员; other words as they stand."""
        return self._people.get(key, key)

    def people(self, keys: Iterable[str]) -> str:
        """Return several persons or units as one cell."""
        return "、".join(self.person(key) for key in keys)

    def topic(self, topic_id: str) -> str:
        """Return a topic's title."""
        return self._topics.get(topic_id, topic_id)

    def form(self, session: Session) -> str:
        """Return the name of a session's form."""
        return self._forms.get(session.form, session.form)

    def rule(self, rule_id: str) -> str:
        """Return a rule's Chinese name."""
        return rule_name(rule_id)


def rule_name(rule_id: str) -> str:
    """Return a rule's Chinese name; what is none is called by its id."""
    if rule_id == "references":
        return REFERENCES
    rule = RULE_BOOK.get(rule_id)
    return rule.name if rule else rule_id


def organisation(plan: Plan, problem: Problem) -> str:
    """Return whose plan it is; a hand-made plan that does not say is the workbook's county's."""
    return plan.organisation or problem.settings.organisation


def room_word(name: str) -> str:
    """Return what a room is called: 甲村协商议事室; a name that says it already as it stands."""
    return name if name.endswith("室") else f"{name}协商议事室"


def sheet_title(plan: Plan, problem: Problem, name: str) -> str:
    """Return the title above a sheet: 政协某县委员会2027年度　议程."""
    return f"{organisation(plan, problem)}{plan.year}年度　{name}"
