"""What people call a session: 3—4月双月协商座谈会, 教育界别协商 …; and what it is about."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from constraints.distribution import OPEN_TITLE, SECRET_TITLE
from planner.domain import Form, Problem, Slot
from planner.plan import Session
from planner.plan_items import agreed_topic

HIDDEN_TOPIC = SECRET_TITLE
"""What public files and members' calendars give for a secret topic."""
QUARTERS = "一二三四"
MERGED_MARK = "（与全会合并）"


def session_topic(session: Session, problem: Problem, public: bool = False) -> str:
    """Return the session's topic titles as one text; without any, why there is none.

    public: what public files and members' calendars give for it.
    """
    wanted = set(session.topics)
    found = {t.id: t for t in problem.topics if t.id in wanted}
    if public and any(t.secret for t in found.values()):
        return HIDDEN_TOPIC
    titles = "；".join(found[t].title if t in found else t for t in session.topics)
    return titles or agreed_topic(session, problem) or OPEN_TITLE


def session_label(session: Session, problem: Problem) -> str:
    """Return what people call the session: 3—4月双月协商座谈会, 经济委员会—发改局对口协商, 全体会议 …"""
    form = next((f for f in problem.forms if f.id == session.form), None)
    slot = next((s for s in problem.slots if s.id == session.id), None)
    if form is None or slot is None:
        return form.name if form else session.form
    label = _NAMES.get(form.per, _plain)(form, slot, problem)
    return f"{label}{MERGED_MARK}" if session.merged_with_plenary else label


def session_title(session: Session, problem: Problem, public: bool = False) -> str:
    """Return a session's name with its topic, as calendars show it.

    Where those who meet settle the topic: 对口协商：经济委员会—发改局（议题由双方商定）,
    界别协商：教育界.
    """
    label = session_label(session, problem)
    if session.form == "plenary":
        return label
    slot = next((s for s in problem.slots if s.id == session.id), None)
    agreed = agreed_topic(session, problem)
    if slot is None or not agreed:
        return f"{label}：{session_topic(session, problem, public)}"
    form = problem.form(session.form)
    if slot.department:
        return f"{form.name}：{slot.lead_body}—{slot.department}（{agreed}）"
    return f"{form.name}：{group_name(slot.group, problem)}"


def group_name(group: str, problem: Problem) -> str:
    """Return a liaison group's name as it stands, a sector's as 教育界."""
    named = any(g.name == group for g in problem.liaison_groups)
    return group if named or group.endswith("界") else f"{group}界"


def speaking(names: Mapping[str, str]) -> Callable[[str], str]:
    """Return a function that puts a session's name for its id in a text, wherever it stands.

    The spaces that set off an id in Chinese text go with it. In Python's \\w a Chinese character
    is a letter: only ASCII may not touch an id of ASCII.
    """
    ids = sorted(names, key=lambda i: (-len(i), i))
    parts = [rf"(?<![\w-]){re.escape(i)}(?![\w-])" if i.isascii() else re.escape(i) for i in ids]
    pattern = re.compile(f" ?({'|'.join(parts)}) ?", re.ASCII) if parts else None
    if pattern is None:
        return lambda text: text
    return lambda text: pattern.sub(lambda found: names[found[1]], text)


# -- names by what a form's sessions are due for -----------------------------------------------
def _plain(form: Form, slot: Slot, problem: Problem) -> str:
    return form.name


def _of_period(form: Form, slot: Slot, problem: Problem) -> str:
    number = slot.period or 1
    return f"{2 * number - 1}—{2 * number}月{form.name}"


def _of_quarter(form: Form, slot: Slot, problem: Problem) -> str:
    return f"第{QUARTERS[((slot.period or 1) - 1) % 4]}季度{form.name.removeprefix('季')}"


def _counted(form: Form, slot: Slot, problem: Problem) -> str:
    return f"第{slot.period or 1}次{form.name}"


def _of_pair(form: Form, slot: Slot, problem: Problem) -> str:
    return f"{slot.lead_body}—{slot.department}{form.name}{_again(slot)}"


def _of_group(form: Form, slot: Slot, problem: Problem) -> str:
    return f"{slot.group.removesuffix('界')}{form.name}{_again(slot)}"


def _again(slot: Slot) -> str:
    """Return （第2次） for a pair's or group's second session of the year."""
    return "" if (slot.period or 1) == 1 else f"（第{slot.period}次）"


def _of_proposal(form: Form, slot: Slot, problem: Problem) -> str:
    return f"{form.name}（{'、'.join(slot.items)}）"


def _of_supervision(form: Form, slot: Slot, problem: Problem) -> str:
    kinds = dict.fromkeys(s.kind for s in problem.supervisions if s.id in slot.items)
    return f"{'、'.join(kinds) or form.name}（{'、'.join(slot.items)}）"


_NAMES: Mapping[str, Callable[[Form, Slot, Problem], str]] = {
    "period": _of_period,
    "quarter": _of_quarter,
    "count": _counted,
    "pair": _of_pair,
    "group": _of_group,
    "proposal": _of_proposal,
    "supervision": _of_supervision,
}
