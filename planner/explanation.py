"""Why there is no plan, as data and in words. Knows no solver: counting alone may tell it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from planner.domain import Problem
from planner.parts import is_room
from planner.reason import Reason
from planner.spoken import spoken

NUMBERS = "一二三四五六七八九十"


@dataclass(frozen=True)
class Remedy:
    """A change that was tried and gives a plan: who decides it, and what it is.

    with_others: it does so together with the first remedy of each other cause.
    """

    who: str
    reason: Reason
    with_others: bool = False


@dataclass(frozen=True)
class Cause:
    """Rules, sessions and facts that no plan can keep together; without any one of them it could.

    Attributes
    ----------
    grounds:
        What clashes, smallest: sessions first, then facts of the workbook, then rules.
    remedies:
        Changes that were tried, the easiest to have first; empty: none was found.
    example:
        Of a clash that was shown on one programme only: which, in words. Empty: it holds of all.
    """

    grounds: tuple[Reason, ...]
    remedies: tuple[Remedy, ...] = ()
    example: str = ""

    @property
    def rules(self) -> tuple[str, ...]:
        """The ids of the rules that clash."""
        return tuple(dict.fromkeys(g.rule for g in self.grounds if g.rule))

    @property
    def cells(self) -> tuple[str, ...]:
        """Where to look, each cell once."""
        return tuple(dict.fromkeys(cell for g in self.grounds for cell in g.cells))


@dataclass(frozen=True)
class Conflict:
    """Why a year cannot be planned: causes that have nothing to do with each other.

    facts: what counting alone shows. unfinished: there may be more causes than are told.
    """

    causes: tuple[Cause, ...] = ()
    facts: tuple[Reason, ...] = ()
    unfinished: bool = False

    def lines(self, problem: Problem) -> list[str]:
        """Return the explanation in the office's words, a line each."""
        where = f"“{problem.rooms[0].name}”" if is_room(problem) else ""
        lines = [f"按现有规则和工作簿，{where}排不出计划。"]
        if self.facts:
            lines.append("一数便知的：")
            lines += [f"  · {spoken(fact.line, problem)}" for fact in self.facts]
        for number, cause in enumerate(self.causes):
            which = f"原因{NUMBERS[number % len(NUMBERS)]}：" if len(self.causes) > 1 else ""
            lines.append(f"{which}以下各条不能同时成立（去掉任何一条，其余即可成立）：")
            lines += [f"  · {ground_line(ground, problem)}" for ground in cause.grounds]
            if cause.example:
                lines.append(f"  {spoken(cause.example, problem)}")
            lines += _remedy_lines(cause, problem)
        if self.unfinished:
            lines.append("可能还有别的原因：改好以上各处后请再运行一次。")
        return lines

    def as_data(self, problem: Problem) -> dict[str, Any]:
        """Return the same as plain data, texts as `lines` has them."""

        def told(reason: Reason) -> dict[str, Any]:
            return reason.model_dump() | {"text": spoken(reason.text, problem)}

        return {
            "facts": [told(fact) for fact in self.facts],
            "causes": [
                {
                    "grounds": [told(ground) for ground in cause.grounds],
                    "example": spoken(cause.example, problem),
                    "remedies": [
                        {"who": r.who, "with_others": r.with_others} | told(r.reason)
                        for r in cause.remedies
                    ],
                }
                for cause in self.causes
            ],
            "unfinished": self.unfinished,
        }


def ground_line(ground: Reason, problem: Problem) -> str:
    """Return a ground in one line: what, its article, where to look."""
    line = spoken(ground.line, problem)
    if not ground.article:
        return line
    return f"{line.removesuffix('。')}〔{ground.article}〕。"


def _remedy_lines(cause: Cause, problem: Problem) -> list[str]:
    if not cause.remedies:
        return [
            "  没有找到可以建议的改法：以上都是必须遵守的规则，或只有办公室清楚的事实，请核对。"
        ]
    lines = ["可以这样改（由易到难，每一种都已试排，排得出计划）："]
    for number, remedy in enumerate(cause.remedies, start=1):
        others = "，连同其他原因的第 1 种改法" if remedy.with_others else ""
        text = spoken(remedy.reason.line, problem).removesuffix("。")
        lines.append(f"  {number}. {text}——{remedy.who}{others}。")
    return lines
