"""联系村数: a liaison head (联络负责人) looks after two or three villages, near each other (sanyou 六(三)).

Every village has one head at most. Covering all villages is the first goal, nearness the second:
the way from the head's place to each village, and between the villages, in hundreds of metres;
what has no coordinates adds nothing. Villages that no head covers are listed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations
from math import asin, cos, hypot, radians, sin, sqrt
from typing import TYPE_CHECKING

from constraints.rule import Check, Finding, Parameter, Rule, Term
from planner.domain import LiaisonHead, Problem, Room
from planner.parts import is_room
from planner.plan import Plan

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.belonging import Span
    from planner.variables import Expr

ID = "liaison-span"
Place = tuple[float | None, float | None]
"""Longitude and latitude."""
EARTH = 63710
"""The earth's radius in hundreds of metres."""


def build_span(model: CpModel, variables: Span, problem: Problem) -> Sequence[Term]:
    """Give each head one group of villages at most, each village one head at most."""
    if not variables.heads or not variables.villages:
        return ()
    of_head: dict[int, list[Expr]] = {}
    of_village: dict[str, list[Expr]] = {name: [] for name in variables.villages}
    distance: Expr = 0
    for (number, group), chosen in variables.groups.items():
        of_head.setdefault(number, []).append(chosen)
        for name in group:
            of_village[name].append(chosen)
        rooms = [problem.room(name) for name in group]
        distance += hundreds_of_metres(problem, variables.heads[number], rooms) * chosen
    for choices in of_head.values():
        model.add(sum(choices) <= 1)
    uncovered: Expr = 0
    for choices in of_village.values():
        model.add(sum(choices) <= 1)
        uncovered += 1 - sum(choices)
    return (Term(f"{ID}.uncovered", uncovered), Term(f"{ID}.distance", distance))


def hundreds_of_metres(problem: Problem, head: LiaisonHead, rooms: Sequence[Room]) -> int:
    """Return the ways from the head to each village, and between the villages, added up."""
    home = _home(problem, head)
    places: list[Place] = [(room.longitude, room.latitude) for room in rooms]
    ways = [(home, place) for place in places] + list(combinations(places, 2))
    return sum(_way(a, b) for a, b in ways)


def kilometres_from_home(problem: Problem, head: LiaisonHead, rooms: Sequence[str]) -> float | None:
    """Return the km from a head's home to each village, added up; None where a coordinate is missing."""
    home = _home(problem, head)
    places = [(problem.room(name).longitude, problem.room(name).latitude) for name in rooms]
    if any(coordinate is None for place in (home, *places) for coordinate in place):
        return None
    return sum(_way(home, place) for place in places) / 10


def _home(problem: Problem, head: LiaisonHead) -> Place:
    if head.longitude is None and head.village:
        village = problem.room(head.village)
        return village.longitude, village.latitude
    return head.longitude, head.latitude


def _way(a: Place, b: Place) -> int:
    """Return the great-circle distance in hundreds of metres; 0 where a coordinate is missing."""
    if a[0] is None or a[1] is None or b[0] is None or b[1] is None:
        return 0
    north, south, across = radians(a[1]), radians(b[1]), radians(a[0] - b[0])
    chord = sin((north - south) / 2) ** 2 + cos(north) * cos(south) * sin(across / 2) ** 2
    return round(2 * EARTH * asin(sqrt(chord)))


def measure(plan: Plan, problem: Problem) -> Mapping[str, int]:
    """Count villages without a head, and add up the ways of each head's villages, as chords.

    Of a room by itself nothing: heads look after villages of the whole year.
    """
    if is_room(problem):
        return {}
    covered = {room for entry in plan.liaison for room in entry["rooms"]}
    heads = {head.name: head for head in problem.liaison_heads}
    distance = 0
    for entry in plan.liaison:
        head = heads[entry["head"]]
        stops = [problem.room(name) for name in entry["rooms"]]
        start: LiaisonHead | Room = head
        if head.longitude is None and head.village:
            start = problem.room(head.village)
        points = [_point(start), *map(_point, stops)]
        for i, first in enumerate(points):
            for second in points[i + 1 :]:
                if first and second:
                    chord = hypot(*(x - y for x, y in zip(first, second, strict=True)))
                    distance += round(2 * EARTH * asin(min(1.0, chord / 2)))
    uncovered = len(_villages(problem) - covered)
    return {f"{ID}.uncovered": uncovered, f"{ID}.distance": distance}


def _point(of: LiaisonHead | Room) -> tuple[float, float, float] | None:
    """Return the place as a point of the unit sphere."""
    if of.longitude is None or of.latitude is None:
        return None
    x, y = radians(of.longitude), radians(of.latitude)
    return cos(y) * cos(x), cos(y) * sin(x), sin(y)


def _villages(problem: Problem) -> set[str]:
    return {
        room.name
        for room in problem.rooms
        if room.level in ("村", "社区") and ID in problem.regimes[room.regime].rules
    }


def check(plan: Plan, problem: Problem) -> Check:
    """Each head two or three villages, none twice; list villages without a head, heads without villages."""
    findings = []
    villages = _villages(problem)
    times = Counter(room for entry in plan.liaison for room in entry["rooms"])
    for entry in plan.liaison:
        rooms = list(entry["rooms"])
        strangers = [room for room in rooms if room not in villages]
        if strangers:
            text = f"联络负责人{entry['head']}联系的{'、'.join(strangers)}不是要联系的村，请改正。"
            findings.append(Finding(text, entities=(entry["head"],)))
            continue
        regime = problem.regimes[problem.room(rooms[0]).regime] if rooms else None
        numbers = {p.name: p.value for p in regime.parameters if p.rule == ID} if regime else {}
        least, most = int(str(numbers.get("min", 2))), int(str(numbers.get("max", 3)))
        if not least <= len(rooms) <= most:
            findings.append(
                Finding(
                    f"联络负责人{entry['head']}联系 {len(rooms)} 个村，应为 {least}—{most} 个，请调整。",
                    entities=(entry["head"],),
                )
            )
    for room, count in times.items():
        if count > 1:
            text = f"{room}有 {count} 名联络负责人，只应有一名，请减少。"
            findings.append(Finding(text, entities=(room,)))
    if not problem.liaison_heads:
        return Check(len(villages), tuple(findings))
    return Check(len(villages), tuple(findings), tuple(_notes(plan, problem, villages, times)))


def _notes(
    plan: Plan, problem: Problem, villages: set[str], times: Mapping[str, int]
) -> Sequence[str]:
    notes = []
    without = [r.name for r in problem.rooms if r.name in villages and not times.get(r.name)]
    if without:
        notes.append(
            f"{len(without)} 个村没有联络负责人：{'、'.join(without)}。"
            f"有联络负责人 {len(problem.liaison_heads)} 名，可增加人选，或在“规则”表放宽每人联系的村数。"
        )
    busy = {entry["head"] for entry in plan.liaison}
    idle = [head.name for head in problem.liaison_heads if head.name not in busy]
    if idle:
        notes.append(f"联络负责人{'、'.join(idle)}没有分到村：余下的村不足每人最少的村数。")
    return notes


RULE = Rule(
    id=ID,
    name="联系村数",
    text="联络负责人每人联系 2—3 个相近的村，一村一人；联系不到的村列出。",
    kind="hard",
    force="must",
    sources={"sanyou": "六(三)"},
    check=check,
    measure=measure,
    parameters=(
        Parameter("min", "最少联系村数", 2, "个", "每名联络负责人至少联系几个村。", 1),
        Parameter("max", "最多联系村数", 3, "个", "每名联络负责人至多联系几个村。", 1, 4),
    ),
    scoped=False,
)
