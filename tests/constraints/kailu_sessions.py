"""Sessions of kailu's forms, by hand, on Thursday 20 May 2027 unless told otherwise.

Two months before is Saturday 20 March, so 19 March; one month before is Tuesday 20 April.
"""

from __future__ import annotations

from typing import Any

from planner.plan import Session
from tests.builders import session
from tests.constraints.preparations import DAY

PAIR = "counterpart-经济委员会-发改局"


def standing(**changes: Any) -> Session:
    """The first 专题议政性常委会: T01, two half-days."""
    return special(**({"id": "standing-1", "form": "standing", "half_days": 2} | changes))


def special(**changes: Any) -> Session:
    """The first 专题协商会: T01 of 经济委员会, 副主席乙 in charge, 主席甲 host."""
    return session(1, DAY, **({"id": "special-1", "form": "special"} | changes))


def pair(**changes: Any) -> Session:
    """The pair of 经济委员会 and 发改局, chaired by its head; of the annex unless it has topics."""
    values: dict[str, Any] = {"id": PAIR, "form": "counterpart", "topics": (), "host": "经济主任"}
    return session(1, DAY, **(values | changes))


def sector(**changes: Any) -> Session:
    """The sector 教育's activity: of the annex, led by 提案委员会, chaired by 委员3."""
    values: dict[str, Any] = {
        "id": "sector-教育",
        "form": "sector",
        "group": "教育",
        "topics": (),
        "lead_body": "提案委员会",
        "lead_leader": "副主席丙",
        "host": "委员3",
        "departments": (),
    }
    return session(1, DAY, **(values | changes))


def proposal(**changes: Any) -> Session:
    """The face-to-face on P01, brought by M004 (委员4), handled by 教育局, under 副主席丙."""
    values: dict[str, Any] = {
        "id": "proposal-P01",
        "form": "proposal",
        "topics": ("P01",),
        "lead_body": "提案委员会",
        "lead_leader": "副主席丙",
        "host": "副主席丙",
        "departments": ("教育局",),
        "members": ("M004",),
    }
    return session(1, DAY, **(values | changes))


def supervision(**changes: Any) -> Session:
    """The 民主评议 S01 of 社法委员会."""
    values: dict[str, Any] = {
        "id": "supervision-S01",
        "form": "supervision",
        "topics": ("S01",),
        "lead_body": "社法委员会",
        "lead_leader": "副主席丙",
        "host": "副主席丙",
        "departments": (),
    }
    return session(1, DAY, **(values | changes))
