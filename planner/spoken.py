"""What people read for codes: 3—4月双月协商座谈会（bimonthly-2） for a session's id, 2027年3月8日 for a date.

Rules write their findings with ids and ISO dates, so that tests and programs can tell them apart;
what leaves for a chair's desk passes through here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping

from planner.domain import Form, Problem, Slot
from planner.plan import Plan

ISO_DATE = re.compile(r" ?(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d) ?")
_QUARTERS = "一二三四"


def session_name(problem: Problem, session_id: str) -> str:
    """Return what people call a session: 3—4月双月协商座谈会, 教育界别协商; an unknown id as it is."""
    slot = next((s for s in problem.slots if s.id == session_id), None)
    return _name(slot, problem) if slot else session_id


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
    named = {slot.id: f"{_name(slot, problem)}（{slot.id}）" for slot in problem.slots}
    done = {words: words for words in named.values()}
    return spoken_dates(speaking({**done, **named}, ids=named)(text))


def spoken_plan(plan: Plan, problem: Problem) -> Plan:
    """Return the plan with its deviations and its reasons for what is left out in words."""
    return plan.replace(
        deviations=tuple(
            d.replace(text=spoken(d.text, problem), reason=spoken(d.reason, problem))
            for d in plan.deviations
        ),
        left_out=tuple(x.replace(text=spoken(x.text, problem)) for x in plan.left_out),
    )


def speaking(words: Mapping[str, str], ids: Collection[str]) -> Callable[[str], str]:
    """Return a function that puts other words for the keys in a text, the longest key first.

    The spaces that set off a key in Chinese text go with it. Those of the keys that are ids count
    only where no longer id goes on.
    """
    keys = sorted(words, key=lambda key: (-len(key), key))
    parts = [_alone(key) if key in ids else re.escape(key) for key in keys]
    pattern = re.compile(f" ?({'|'.join(parts)}) ?", re.ASCII) if parts else None
    if pattern is None:
        return lambda text: text
    return lambda text: pattern.sub(lambda found: words[found[1]], text)


def _alone(session_id: str) -> str:
    """Return the pattern of an id that is no part of another: bimonthly-2 is not in bimonthly-20.

    In Python's \\w a Chinese character is a letter: only ASCII may not touch an id. An id that
    ends in Chinese, as sector-教育, may have a number after it.
    """
    after = r"[\w-]" if session_id.isascii() else "-"
    return rf"(?<![\w-]){re.escape(session_id)}(?!{after})"


# -- names by what a form's sessions are due for -----------------------------------------------
def _name(slot: Slot, problem: Problem) -> str:
    form = next((f for f in problem.forms if f.id == slot.form), None)
    return _NAMES.get(form.per, _plain)(form, slot, problem) if form else slot.form


def _plain(form: Form, slot: Slot, problem: Problem) -> str:
    return form.name


def _of_period(form: Form, slot: Slot, problem: Problem) -> str:
    number = slot.period or 1
    return f"{2 * number - 1}—{2 * number}月{form.name}"


def _of_quarter(form: Form, slot: Slot, problem: Problem) -> str:
    quarter = slot.period or 1
    again = slot.id.removeprefix(f"{form.id}-{quarter}").removeprefix("-")
    which = f"（第{again}次）" if again else ""
    return f"第{_QUARTERS[(quarter - 1) % 4]}季度{form.name.removeprefix('季')}{which}"


def _counted(form: Form, slot: Slot, problem: Problem) -> str:
    return f"第{slot.period or 1}次{form.name}"


def _of_pair(form: Form, slot: Slot, problem: Problem) -> str:
    return f"{slot.lead_body}—{'、'.join(slot.departments)}{form.name}{_again(slot)}"


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
