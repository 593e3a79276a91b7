"""What people read for codes: 3—4月双月协商座谈会（bimonthly-2） for a session's id, 2027年3月8日 for a date.

Rules write their findings with ids and ISO dates, so that tests and programs can tell them apart;
what leaves for a chair's desk passes through here.
"""

from __future__ import annotations

import re
import weakref
from bisect import bisect_left
from collections.abc import Callable, Collection, Mapping

from planner.domain import Form, Problem, Slot
from planner.plan import Plan

ISO_DATE = re.compile(r" ?(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d) ?")
_QUARTERS = "一二三四"


def session_name(problem: Problem, session_id: str) -> str:
    """Return what people call a session: 3—4月双月协商座谈会, 教育界别协商; an unknown id as it is."""
    try:
        return _name(problem.slot(session_id), problem)
    except KeyError:
        return session_id


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
    speak = _SPEAKERS.get(id(problem))
    if speak is None:
        named = {slot.id: f"{_name(slot, problem)}（{slot.id}）" for slot in problem.slots}
        done = {words: words for words in named.values()}
        speak = _SPEAKERS[id(problem)] = speaking({**done, **named}, ids=named)
        weakref.finalize(problem, _SPEAKERS.pop, id(problem))
    return spoken_dates(speak(text))


_SPEAKERS: dict[int, Callable[[str], str]] = {}
"""What `spoken` made of a problem's names, for as long as the problem lives: a year has hundreds of
sentences, and may have a thousand sessions. By identity, since a problem is too large to compare."""


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
    keys = _Keys(words, ids)

    def speak(text: str) -> str:
        parts: list[str] = []
        done = at = 0
        while at < len(text):
            start = at + (text[at] == " ")
            key = keys.longest_at(text, start)
            if key is None:
                at += 1
                continue
            parts += (text[done:at], words[key])
            at = done = start + len(key) + text.startswith(" ", start + len(key))
        return "".join((*parts, text[done:]))

    return speak


class _Keys:
    """Keys that begin at a place of a text, found by halving among all: a thousand cost ten steps."""

    def __init__(self, words: Collection[str], ids: Collection[str]) -> None:
        self._sorted = sorted(key for key in words if key)
        self._ids = frozenset(ids)
        self._first = frozenset(key[0] for key in self._sorted)

    def longest_at(self, text: str, start: int) -> str | None:
        """Return the longest key that stands there, ids only where they stand alone."""
        if start >= len(text) or text[start] not in self._first:
            return None
        found = None
        length = low = 0
        while start + length < len(text):
            length += 1
            begun = text[start : start + length]
            low = bisect_left(self._sorted, begun, low)
            if low == len(self._sorted) or not self._sorted[low].startswith(begun):
                break
            if self._sorted[low] == begun and (
                begun not in self._ids or _alone(begun, text, start)
            ):
                found = begun
        return found


def _alone(session_id: str, text: str, start: int) -> bool:
    """Whether an id is no part of another there: bimonthly-2 is not in bimonthly-20.

    Only ASCII may not touch an id. One that ends in Chinese, as sector-教育, may have a number after.
    """
    after = text[start + len(session_id) : start + len(session_id) + 1]
    goes_on = _is_word(after) if session_id[-1].isascii() else after == "-"
    return not goes_on and not _is_word(text[max(0, start - 1) : start])


def _is_word(character: str) -> bool:
    return character.isascii() and (character.isalnum() or character in ("-", "_"))


# -- names by what a form's sessions are due for -----------------------------------------------
def _name(slot: Slot, problem: Problem) -> str:
    try:
        form = problem.form(slot.form)
    except KeyError:
        return slot.form
    return _NAMES.get(form.per, _plain)(form, slot, problem)


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


def _of_room(form: Form, slot: Slot, problem: Problem) -> str:
    """Return 甲村第3次协商（村级）, 某企业第1次协商（企业）."""
    try:
        level = problem.room(slot.council).level
    except KeyError:
        return f"{slot.council}第{slot.period or 1}次{form.name}"
    word = level if level in ("企业", "界别") else f"{level}级"
    return f"{slot.council}第{slot.period or 1}次协商（{word}）"


_NAMES: Mapping[str, Callable[[Form, Slot, Problem], str]] = {
    "period": _of_period,
    "quarter": _of_quarter,
    "count": _counted,
    "pair": _of_pair,
    "group": _of_group,
    "proposal": _of_proposal,
    "supervision": _of_supervision,
    "room-period": _of_room,
    "room-quarter": _of_room,
    "room-count": _of_room,
}
