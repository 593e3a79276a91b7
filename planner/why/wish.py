"""What is asked for, in a few words: "T03 in 5月", "M017 at T05", "E02 not".

A wish becomes locks like those of the sheet 锁定, with words for the cell that they have not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from inputs.cell_text import did_you_mean
from planner.domain import Lock, Problem
from planner.why.grounds_sessions import WISH

EXAMPLES = (
    "T03 in",
    "T03 not",
    "T03 in 5月",
    "T03 in bimonthly-3",
    "T03 on 2027-05-12",
    "T03 lead 教科卫体委员会",
    "bimonthly-3 host 张三",
    "bimonthly-3 in 6月",
    "M017 at T05",
    "M017 not at bimonthly-2",
    "E02 not",
)
"""What can be asked."""

_WORDS: Mapping[str, tuple[str, ...]] = {
    "not": ("not", "不入选", "不参加", "不在", "不去", "不请", "不要", "不安排"),
    "host": ("host", "主持", "由谁主持"),
    "lead": ("lead", "牵头"),
    "in": ("in", "on", "at", "入选", "安排在", "放在", "参加", "在", "于", "form", "用"),
}
_MONTH = re.compile(r"^(\d{1,2})月?$")
_DAY = re.compile(r"^(?:(\d{4})[-年/.])?(\d{1,2})[-月/.](\d{1,2})日?$")


class WishError(ValueError):
    """A wish that cannot be read: what of it, and what can be asked."""

    def __init__(self, wish: str, why: str) -> None:
        examples = "；".join(EXAMPLES)
        super().__init__(f"“{wish}”看不懂：{why}可以这样问：{examples}。")


@dataclass(frozen=True)
class Wish:
    """What is asked for: the words, and the locks that ask the same."""

    words: str
    locks: tuple[Lock, ...]

    def granted(self, problem: Problem) -> Problem:
        """Return the year in which it must be so."""
        return problem.changed(locks=(*problem.locks, *self.locks))


def read_wish(words: str, problem: Problem) -> Wish:
    """Read a wish.

    Raises
    ------
    WishError
        Where a word is unknown or says nothing of the one before it.
    """
    return Wish(words.strip(), tuple(_Reading(words, problem).locks()))


class _Reading:
    def __init__(self, words: str, problem: Problem) -> None:
        self._words, self._problem = words, problem
        parts = [part for part in re.split(r"[\s,，、:：]+", words.strip()) if part]
        self._parts = list(_split(parts))

    def locks(self) -> Iterator[Lock]:
        """Yield the locks of the wish."""
        if not self._parts:
            raise WishError(self._words, "没有写对象。")
        subject, *rest = self._parts
        negated = "not" in rest
        asked = next((word for word in rest if word in ("host", "lead")), "in")
        values = [word for word in rest if word not in _WORDS]
        kind, name = self._subject(subject)
        if kind == "person":
            yield from self._person(name, values, negated)
        elif not values:
            yield from self._whole(kind, name, negated, asked)
        else:
            for value in values:
                yield from self._value(kind, name, value, negated, asked)

    # -- whom or what ------------------------------------------------------------------------
    def _subject(self, text: str) -> tuple[str, str]:
        problem = self._problem
        if topic := self._topic(text):
            return "topic", topic
        if text in {slot.id for slot in problem.slots}:
            return "session", text
        if person := self._person_id(text):
            return "person", person
        known = (
            *(t.id for t in problem.candidates),
            *(s.id for s in problem.slots),
            *(m.id for m in problem.members),
            *(e.id for e in problem.experts),
            *(m.name for m in problem.members),
        )
        hint = did_you_mean(text, known)
        raise WishError(self._words, f"“{text}”不是议题编号、场次代号，也不是委员、专家。{hint}")

    def _topic(self, text: str) -> str:
        topics = self._problem.candidates
        return next((t.id for t in topics if text in (t.id, t.title)), "")

    def _person_id(self, text: str) -> str:
        problem = self._problem
        sheets = (problem.members, problem.experts, problem.deliberators)
        named = [(one.id, one.name) for rows in sheets for one in rows]
        found = [number for number, _ in named if number == text]
        found = found or [number for number, name in named if name == text]
        if len(found) > 1:
            raise WishError(self._words, f"叫“{text}”的不止一人，请写编号：{'、'.join(found)}。")
        return found[0] if found else ""

    # -- what of it --------------------------------------------------------------------------
    def _person(self, who: str, values: list[str], negated: bool) -> Iterator[Lock]:
        item = "不参加" if negated else "参加"
        if not values and not negated:
            raise WishError(self._words, f"请写明 {who} 参加哪一场。")
        places = values or [s.id for s in self._problem.slots if s.form != "plenary"]
        for place in places:
            kind, name = self._subject(place)
            if kind == "person":
                raise WishError(self._words, f"“{place}”是人，不是议题或场次。")
            if kind == "topic" and not negated:
                yield Lock(subject=name, item="入选", cell=WISH)
            yield Lock.model_validate(
                {"subject": name, "item": item, "values": (who,), "cell": WISH}
            )

    def _whole(self, kind: str, name: str, negated: bool, asked: str) -> Iterator[Lock]:
        if asked != "in":
            what = "牵头单位" if asked == "lead" else "主持人"
            raise WishError(self._words, f"没有写{what}是谁。")
        if kind == "session":
            raise WishError(self._words, f"请写明 {name} 要什么：月份、日期、议题、牵头或主持。")
        yield Lock(subject=name, item="不入选" if negated else "入选", cell=WISH)

    def _value(self, kind: str, name: str, value: str, negated: bool, asked: str) -> Iterator[Lock]:
        item, values = self._item(kind, value, negated, asked)
        if kind == "topic" and not negated and item != "入选":
            yield Lock(subject=name, item="入选", cell=WISH)
        yield Lock.model_validate({"subject": name, "item": item, "values": values, "cell": WISH})

    def _item(
        self, kind: str, value: str, negated: bool, asked: str
    ) -> tuple[str, tuple[str, ...]]:
        """Return the lock's item, and its values: where something is not wanted, all others."""
        problem = self._problem
        if asked == "host":
            hosts = [x for x in problem.leaders if x.is_chair or x.is_vice_chair]
            host = next((x.id for x in hosts if value in (x.id, x.name, x.person)), "")
            return "主持", self._others(value, host, [x.id for x in hosts], negated)
        if asked == "lead":
            bodies = [b.name for b in problem.bodies]
            return "牵头", self._others(value, value if value in bodies else "", bodies, negated)
        if found := _MONTH.match(value):
            month = int(found[1])
            return "月份", self._others(
                value, str(month) if 1 <= month <= 12 else "", [*map(str, range(1, 13))], negated
            )
        if found := _DAY.match(value):
            return "日期", (self._date(found, value),)
        forms = {form.name: form.id for form in problem.forms} | {f.id: f.id for f in problem.forms}
        if value in forms:
            return "形式", self._others(
                value, forms[value], [*dict.fromkeys(forms.values())], negated
            )
        chosen = "不入选" if negated else "入选"
        if kind == "topic" and value in {slot.id for slot in problem.slots}:
            return chosen, (value,)
        if kind == "session" and (topic := self._topic(value)):
            return chosen, (topic,)
        if person := self._person_id(value):
            return ("不参加" if negated else "参加"), (person,)
        known = (*(s.id for s in problem.slots), *forms, *(b.name for b in problem.bodies))
        raise WishError(
            self._words,
            f"“{value}”不是月份、日期、场次、形式或人。{did_you_mean(value, known)}",
        )

    def _others(self, value: str, found: str, known: list[str], negated: bool) -> tuple[str, ...]:
        if not found:
            raise WishError(self._words, f"没有“{value}”。{did_you_mean(value, tuple(known))}")
        return tuple(one for one in known if one != found) if negated else (found,)

    def _date(self, found: re.Match[str], value: str) -> str:
        year = int(found[1]) if found[1] else self._problem.year
        try:
            return date(year, int(found[2]), int(found[3])).isoformat()
        except ValueError:
            raise WishError(self._words, f"没有“{value}”这一天。") from None


def _split(parts: list[str]) -> Iterator[str]:
    """Yield the words, those that say what is meant as one of the four; glued ones apart."""
    known = [(word, meaning) for meaning, words in _WORDS.items() for word in words]
    known.sort(key=lambda pair: -len(pair[0]))
    for part in parts:
        rest = part
        while rest:
            meant = next((pair for pair in known if rest.lower() == pair[0]), None)
            glued = next(
                (pair for pair in known if len(rest) > len(pair[0]) and _begins(rest, pair[0])),
                None,
            )
            if meant:
                yield meant[1]
                break
            if glued is None:
                yield rest
                break
            yield glued[1]
            rest = rest[len(glued[0]) :]


def _begins(text: str, word: str) -> bool:
    """Whether Chinese text begins with a word: 在5月. English words stand alone."""
    return not word.isascii() and text.startswith(word)
