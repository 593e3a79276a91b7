"""Ten committees' submissions by seed: real titles, some sent twice in other words, some much alike."""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planner.candidates import Candidate, Origin

COMMITTEES = (
    "提案委员会", "经济委员会", "农业农村委员会", "人口资源环境委员会", "教科卫体委员会",
    "社会法制委员会", "文化文史委员会", "民族宗教委员会", "港澳台侨委员会", "委员联络委员会",
)  # fmt: skip
_DEPARTMENTS = (
    "发改局",
    "教育局",
    "民政局",
    "财政局",
    "住建局",
    "农业农村局",
    "文旅局",
    "生态环境局",
)
_CATEGORIES = ("经济", "民生", "生态", "文化")
_FRAMES = (
    "{}", "{}", "{}", "关于{}的建议", "关于{}的调研", "就{}开展专题协商", "进一步{}", "我县{}的对策建议",
)  # fmt: skip


@dataclass(frozen=True)
class Sent:
    """A topic of a committee; `matter` tells which topics are about the same thing."""

    committee: int
    title: str
    departments: tuple[str, ...]
    category: str
    matter: str


def ten_submissions(seed: int, part: str) -> list[Sent]:
    """Return the topics of ten committees; part: tune or unseen (see like_titles.toml)."""
    draw = random.Random(seed)  # noqa: S311 - no secret
    entries: list[dict[str, Any]] = tomllib.loads(
        (Path(__file__).parent / "like_titles.toml").read_text(encoding="utf-8")
    )[part]
    sent: list[Sent] = []
    for entry in entries:
        departments = tuple(draw.sample(_DEPARTMENTS, draw.randint(0, 2)))
        category = draw.choice(("", *_CATEGORIES))
        senders = draw.sample(range(10), 3)
        sent.append(Sent(senders[0], entry["title"], departments, category, entry["title"]))
        if draw.random() < 0.6:
            title = _framed(_reworded(entry, draw), draw)
            theirs = draw.choice((departments, departments[:1], ()))
            sent.append(
                Sent(senders[1], title, theirs, draw.choice((category, "")), entry["title"])
            )
        for other in entry["other"]:
            theirs = draw.choice((departments, (draw.choice(_DEPARTMENTS),), ()))
            sent.append(
                Sent(senders[2], _framed(other, draw), theirs, draw.choice(_CATEGORIES), other)
            )
    return sent


def candidates_of(sent: list[Sent]) -> list[Candidate]:
    """Return the topics as collected, numbered in order."""
    return [
        Candidate(
            f"T{n:03d}",
            {"议题名称": s.title, "重要程度": (3, False), "提出单位": (COMMITTEES[s.committee],)}
            | ({"相关部门": s.departments} if s.departments else {})
            | ({"类别": s.category} if s.category else {}),
            (Origin("某委.xlsx", "", str(n)),),
        )
        for n, s in enumerate(sent, start=1)
    ]


def same_matters(sent: list[Sent]) -> set[frozenset[str]]:
    """Return the pairs of ids that are about the same thing."""
    return {
        frozenset((f"T{i + 1:03d}", f"T{j + 1:03d}"))
        for i in range(len(sent))
        for j in range(i)
        if sent[i].matter == sent[j].matter
    }


def _reworded(entry: dict[str, Any], draw: random.Random) -> str:
    """Return the title in other words, with its clauses the other way round, or with a slip."""
    title: str = entry["title"]
    clauses = title.split("，")
    kind = draw.random()
    if kind < 0.6:
        return str(draw.choice(entry["like"]))
    if kind < 0.8 and len(clauses) > 1:
        return "，".join(reversed(clauses))
    place = draw.randrange(1, len(title) - 1)
    return title[:place] + draw.choice(("", "的")) + title[place + 1 :]


def _framed(title: str, draw: random.Random) -> str:
    return draw.choice(_FRAMES).format(title)
