"""One sentence of a notice: its dates, what is done on them, and what disagrees in it.

Read from left to right: dates, then what is done (放假, 上班), then what is said of it (共3天).
What does not fit is reported with the sentence, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from inputs.notice.days import Extension, Stretch
from inputs.problems import InputProblem, ProblemList
from planner.dates import ONE_DAY, weekday_name

_DATE = r"(?:(?:\d{4})年)?(?:\d{1,2}月)?\d{1,2}日(?:（[^（）]*）)?"
_PARTS = re.compile(
    r"(?P<joint>至|到|-|、|，|和|及|与)?(?:(?P<year>\d{4})年)?(?:(?P<month>\d{1,2})月)?"
    r"(?P<day>\d{1,2})日(?:（(?P<beside>[^（）]*)）)?"
)
_DATES = re.compile(
    rf"(?:其中|于|自|从)?(?P<dates>{_DATE}(?:(?:至|到|-|、|，|和|及|与){_DATE})*)，?"
)
_OFF = re.compile(r"(?:均|都)?(?:放假(?:、|和)?调休|调休放假|放假|补休|调休(?!上班)|休息)")
_WORKED = re.compile(r"(?:均|都)?(?:照常|正常|调休)?(?:上班|补班)")
_BACK = re.compile(r"起(?:恢复)?(?:照常|正常)?上班")
_COUNT = re.compile(r"(?:，|、|（)?(?:共|共计|合计)?(\d{1,2}|[一二三四五六七八九十])天）?")
_JOINED = re.compile(r"(?:，|（)?与(?:周末|双休日|公休日)(?:连休|连在一起|相连)）?")
_SAID = re.compile(r"[，、：]|(?:，)?(?:不调休|不再调休|不安排调休)")
_EXTENDS = re.compile(
    rf"(?:将|决定)?延长(?:\d{{4}}年)?(?P<name>[\u4e00-\u9fff]{{2,6}}?)假期至(?P<until>{_DATE})"
)
_SIGNED = re.compile(
    r"(?:[^，]*(?:办公厅|办公室|政府|来源|日期|时间|发布|印发))?\d{4}年\d{1,2}月\d{1,2}日[^休班假]*"
)
_WEEKDAY = re.compile(r"(?:周|星期|礼拜)([一二三四五六日天])")
_ANY_DATE = re.compile(
    r"\d{1,2}月\d{1,2}|\d{1,2}日|[一二三四五六七八九十]+月[一二三四五六七八九十]+日"
)
_ADVISES = ("鼓励", "倡导", "提倡", "建议")
_NUMBERS = "一二三四五六七八九十"
_HOW = (
    "请对照原文改成“1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。”这样的写法；"
    "与放假无关的句子请删去。"
)


class _Unreadable(Exception):  # noqa: N818 - it only leaves the sentence
    """What makes a sentence unreadable, and the cure."""

    def __init__(self, why: str, cure: str = _HOW) -> None:
        super().__init__(why)
        self.why, self.cure = why, cure


@dataclass
class Found:
    """What the sentences of a notice gave."""

    stretches: list[Stretch] = field(default_factory=list)
    extensions: list[Extension] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def read_sentence(name: str, sentence: str, year: int, found: Found, problems: ProblemList) -> None:
    """Add what a sentence says; report what cannot be read, or disagrees with itself.

    Parameters
    ----------
    name:
        The festival whose item it stands in; empty where none was named.
    year:
        The notice's: dates mostly leave it out.
    """
    if not _ANY_DATE.search(sentence):
        return
    if sentence.startswith(_ADVISES):
        found.remarks.append(f"通知只是提倡，没有定为放假，没有填入：“{sentence}”。")
        return
    if _SIGNED.fullmatch(sentence):
        return
    try:
        _Sentence(name, sentence, year, found, problems).read()
    except _Unreadable as error:
        said = f"{name}：{sentence}" if name else sentence
        problems.add(InputProblem("notice-unread", "", "", said, error.why, error.cure))


class _Sentence:
    def __init__(
        self, name: str, text: str, year: int, found: Found, problems: ProblemList
    ) -> None:
        self._name, self._text, self._year = name, text, year
        self._found, self._problems = found, problems
        self._off: list[date] = []
        self._said = f"{name}：{text}" if name else text
        self._joined = _JOINED.search(text) is not None
        self._at = 0

    def read(self) -> None:
        extends = _EXTENDS.match(self._text)
        if extends:
            self._at = extends.end()
            ((until, _),) = self._spans(extends["until"])
            self._found.extensions.append(Extension(extends["name"], until, self._said))
        while self._at < len(self._text):
            if not (self._days() or self._count() or self._take(_JOINED) or self._take(_SAID)):
                rest = self._text[self._at :]
                if _SIGNED.fullmatch(rest):
                    return
                raise _Unreadable(f"读到“{rest}”读不懂了。")

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        match = pattern.match(self._text, self._at)
        if match:
            self._at = match.end()
        return match

    def _days(self) -> bool:
        """Read dates and what is done on them."""
        match = _DATES.match(self._text, self._at)
        if match is None:
            return False
        back = _BACK.match(self._text, match.end())
        off = _OFF.match(self._text, match.end())
        worked = _WORKED.match(self._text, match.end())
        done = back or off or worked
        if done is None:
            return False
        spans = self._spans(match["dates"])
        self._at = done.end()
        if back:
            return True  # work goes on as usual from that day: nothing to enter
        if not self._name:
            raise _Unreadable("没有写明是哪个节日。", "请连“一、元旦：”这样的开头一起粘贴。")
        for first, last in spans:
            stretch = Stretch(first, last, off is not None, self._name, self._said)
            if off is not None:
                self._found.stretches.append(stretch)
                self._off += stretch.days
            else:
                self._found.stretches += [
                    Stretch(day, day, False, self._name, self._said) for day in stretch.days
                ]
        return True

    def _count(self) -> bool:
        """Read 共3天 and hold it against the days read so far."""
        match = self._take(_COUNT)
        if match is None:
            return False
        said = int(match[1]) if match[1].isdigit() else _NUMBERS.index(match[1]) + 1
        counts = {len(set(self._off))}
        if self._joined:
            counts.add(len(_with_weekends(self._off)))
        if said not in counts:
            self._problems.add(
                InputProblem(
                    "notice-count",
                    "",
                    "",
                    self._said,
                    f"写的是共 {said} 天，日期却是 {len(set(self._off))} 天。",
                    "请对照原文核对起止日期和天数。",
                )
            )
        return True

    # -- dates -------------------------------------------------------------------------------
    def _spans(self, text: str) -> list[tuple[date, date]]:
        """Return each date or span of dates written, as first and last day."""
        spans: list[tuple[date, date]] = []
        before: date | None = None
        for part in _PARTS.finditer(text):
            day = self._date(part, before)
            weekdays = [day]
            if part["joint"] in ("至", "到", "-"):
                if before is None or spans[-1][0] != spans[-1][1] or day < before:
                    raise _Unreadable(f"起止日期不对：{text}。", "请对照原文核对起止日期。")
                spans[-1] = (before, day)
                weekdays = [before, day]
            else:
                spans.append((day, day))
            self._look_at_weekdays(weekdays, part["beside"] or "")
            before = day
        return spans

    def _date(self, part: re.Match[str], before: date | None) -> date:
        if part["month"] is None and before is None:
            raise _Unreadable("日期没有写月份。", "请对照原文补上月份。")
        month = int(part["month"]) if part["month"] else before.month if before else 0
        if part["year"]:
            year = int(part["year"])
        elif before is not None and part["month"] is None:
            year = before.year
        else:
            # New Year's days off may begin in the December before
            year = self._year - (self._name.startswith("元旦") and month == 12)
        try:
            return date(year, month, int(part["day"]))
        except ValueError:
            raise _Unreadable(
                f"{year} 年没有 {month}月{part['day']}日 这一天。", "请对照原文核对日期。"
            ) from None

    def _look_at_weekdays(self, days: list[date], beside: str) -> None:
        """Hold the weekdays in a bracket against the date before it, or both ends of its span."""
        said = _WEEKDAY.findall(beside)
        if len(said) not in (0, 1, len(days)):
            raise _Unreadable(f"括号里的星期读不懂：（{beside}）。")
        for day, word in zip(days[-len(said) :] if said else (), said, strict=True):
            if weekday_name(day)[-1] != word.replace("天", "日"):
                self._problems.add(
                    InputProblem(
                        "notice-weekday",
                        "",
                        "",
                        self._said,
                        f"写的是周{word}，而 {day.year}年{day.month}月{day.day}日是{weekday_name(day)}。",
                        "请对照原文核对日期和星期。",
                    )
                )


def _with_weekends(days: Iterable[date]) -> set[date]:
    """Return days with the weekends that touch them."""
    joined = set(days)
    for step in (ONE_DAY, -ONE_DAY):
        for day in list(joined):
            near = day + step
            while near not in joined and near.weekday() >= 5:
                joined.add(near)
                near += step
    return joined
