"""What people read for codes: 3—4月双月协商座谈会（bimonthly-2） for a session's id, 2027年3月8日 for a date.

Rules write their findings with ids and ISO dates, so that tests and programs can tell them apart;
what leaves for a chair's desk passes through here.
"""

from __future__ import annotations

import re

from planner.domain import Problem
from planner.plan import Plan

ISO_DATE = re.compile(r" ?(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d) ?")


def session_name(problem: Problem, session_id: str) -> str:
    """Return what people call a session: 3—4月双月协商座谈会, 全体会议; an unknown id as it is."""
    slot = next((s for s in problem.slots if s.id == session_id), None)
    if slot is None:
        return session_id
    form = next((f.name for f in problem.forms if f.id == slot.form), slot.form)
    return f"{2 * slot.period - 1}—{2 * slot.period}月{form}" if slot.period else form


def quoted(title: str) -> str:
    """Return a title in quotation marks; marks within it become single: “做好‘土特产’文章”."""
    return f"“{title.replace('“', '‘').replace('”', '’')}”"


def spoken_dates(text: str) -> str:
    """Return a text with 2027-03-08 written 2027年3月8日, and the spaces around it gone."""
    return ISO_DATE.sub(lambda d: f"{d[1]}年{int(d[2])}月{int(d[3])}日", text)


def spoken(text: str, problem: Problem) -> str:
    """Return a sentence with sessions by name and id, dates as people write them.

    What is spoken already stays as it is.
    """
    names = {slot.id: session_name(problem, slot.id) for slot in problem.slots}
    if names:
        ids = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
        known = "|".join(re.escape(f"{name}（{i}）") for i, name in names.items())
        # In Python's \w a Chinese character is a letter: only ASCII may not touch an id.
        pattern = re.compile(rf" ?(?:{known}|(?<![\w-])(?P<id>{ids})(?![\w-])) ?", re.ASCII)
        text = pattern.sub(
            lambda m: f"{names[m['id']]}（{m['id']}）" if m["id"] else m[0].strip(), text
        )
    return spoken_dates(text)


def spoken_plan(plan: Plan, problem: Problem) -> Plan:
    """Return the plan with its deviations and its reasons for what is left out in words."""
    return plan.replace(
        deviations=tuple(
            d.replace(text=spoken(d.text, problem), reason=spoken(d.reason, problem))
            for d in plan.deviations
        ),
        left_out=tuple(x.replace(text=spoken(x.text, problem)) for x in plan.left_out),
    )
