"""委员下沉: every member belongs to one town or village room, near home or work, by profession and expertise.

(yangzhou (三); sanyou 五(一)) Who belongs where is decided before the rooms' sessions, in stages:
rooms of as even a size as can be, then distance, then members who know what the room's topics ask for, then many
sectors (界别) in each room. Each member assigned sits in the room at least once in the year, or the
plan says why not.

Distance is counted in bands: within `band_km` all are as near, so that expertise and sectors have
a say among neighbours. Where coordinates are missing, the town decides (assumed): the member's own
village is no band away, the own town one, an unknown home `UNKNOWN`, another town `ELSEWHERE`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import asin, cos, hypot, radians, sin, sqrt
from typing import TYPE_CHECKING

from constraints.rule import Check, Finding, Parameter, Rule, Term
from planner.domain import Member, Problem, Room
from planner.parts import is_room, room_part
from planner.plan import Plan, Session

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.belonging import Belonging
    from planner.variables import Expr, Variables

ID = "room-assignment"
EARTH_KM = 6371.0
UNKNOWN, ELSEWHERE = 4, 8
"""Bands of a member whose home is not known, and of one who lives in another town."""


# -- who belongs where -------------------------------------------------------------------------
def build_belonging(model: CpModel, variables: Belonging, problem: Problem) -> Sequence[Term]:
    """Give each member one room; return uneven sizes, bands of distance, topics unmet, sectors twice."""
    rooms, members = variables.rooms, variables.members
    if not rooms or not members:
        return ()
    sizes = {r.name: sum(variables.belongs(m.id, r.name) for m in members) for r in rooms}
    for member in members:
        model.add_exactly_one(variables.rooms_of(member.id))
    distance: Expr = 0
    numbers = {r.name: _numbers(problem, r) for r in rooms}
    for (m, name), variable in variables.choices.items():
        _, band_km = numbers[name]
        distance += bands(problem.member(m), problem.room(name), band_km) * variable
    return (
        Term(f"{ID}.uneven", _uneven(model, variables, problem, sizes)),
        Term(f"{ID}.distance", distance),
        Term(f"{ID}.unmet", _unmet(model, variables, problem)),
        Term(f"{ID}.same-sector", _same_sector(model, variables)),
    )


def _uneven(
    model: CpModel, variables: Belonging, problem: Problem, sizes: Mapping[str, Expr]
) -> Expr:
    """Add up the squares of how many members each room lies outside the even size and its slack.

    Squares, because rooms whose lists name many leave others below the even size whatever is done:
    those, too, are to be as even as can be.
    """
    total, count = len(variables.members), len(variables.rooms)
    uneven: Expr = 0
    for room in variables.rooms:
        slack, _ = _numbers(problem, room)
        off = model.new_int_var(0, total, f"uneven {room.name}")
        model.add(off >= sizes[room.name] - (-(-total // count) + slack))
        model.add(off >= (total // count - slack) - sizes[room.name])
        square = model.new_int_var(0, total * total, f"uneven squared {room.name}")
        model.add_multiplication_equality(square, [off, off])
        uneven += square
    return uneven


def _unmet(model: CpModel, variables: Belonging, problem: Problem) -> Expr:
    """Count the topics that ask for an expertise or a sector which nobody in the room has."""
    unmet: Expr = 0
    for room in variables.rooms:
        for topic in problem.room_topics(room.name):
            if topic.is_excluded or not (topic.expertise or topic.sectors):
                continue
            fitting = [
                variables.belongs(m.id, room.name)
                for m in variables.members
                if m.sector in topic.sectors or not set(m.expertise).isdisjoint(topic.expertise)
            ]
            nobody = model.new_bool_var(f"unmet {room.name} {topic.id}")
            model.add(sum(fitting) + nobody >= 1)
            unmet += nobody
    return unmet


def _same_sector(model: CpModel, variables: Belonging) -> Expr:
    """Count, for each room, its members less the sectors among them."""
    same: Expr = 0
    sectors: dict[str, list[Member]] = {}
    for member in variables.members:
        sectors.setdefault(member.sector, []).append(member)
    for room in variables.rooms:
        for sector, people in sectors.items():
            there = [variables.belongs(m.id, room.name) for m in people]
            present = model.new_bool_var(f"sector {room.name} {sector}")
            model.add(present <= sum(there))
            same += sum(there) - present
    return same


def _numbers(problem: Problem, room: Room) -> tuple[int, int]:
    """Return a room's slack (people) and band (km)."""
    part = room_part(problem, room)
    return part.number(ID, "slack", room.form), part.number(ID, "band_km", room.form)


def bands(member: Member, room: Room, band_km: int) -> int:
    """Return how far a member lives or works from a room, in bands."""
    km = kilometres(member, room)
    if km is not None:
        return int(km // band_km)
    if not member.town:
        return UNKNOWN
    if room.name.startswith(member.town):
        return 0
    return 1 if room.parent.startswith(member.town) else ELSEWHERE


def kilometres(member: Member, room: Room) -> float | None:
    """Return the great-circle distance in km; None where either's coordinates are missing."""
    if (
        member.longitude is None
        or member.latitude is None
        or room.longitude is None
        or room.latitude is None
    ):
        return None
    north, south = radians(member.latitude), radians(room.latitude)
    across = radians(member.longitude - room.longitude)
    chord = sin((north - south) / 2) ** 2 + cos(north) * cos(south) * sin(across / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(chord))


# -- who sits ----------------------------------------------------------------------------------
def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Count the members of the room who sit in none of its sessions."""
    if "people" not in variables.decides:
        return ()
    missed: Expr = 0
    for member in problem.members:
        out = model.new_bool_var(f"{ID} missed {member.id}")
        model.add(sum(variables.seat(s.id, member.id) for s in variables.sessions) + out >= 1)
        missed += out
    return (Term(f"{ID}.missed", missed),)


def measure(plan: Plan, problem: Problem) -> Mapping[str, int]:
    """Of a room: the members who never sit. Of the whole: how good the assignment is."""
    if is_room(problem):
        seated = {m for session in plan.sessions for m in session.members}
        return {f"{ID}.missed": sum(m.id not in seated for m in problem.members)}
    return _measured(plan, problem)


def _measured(plan: Plan, problem: Problem) -> Mapping[str, int]:
    groups: dict[str, list[Member]] = {room.name: [] for room in _receiving(problem)}
    for entry in plan.room_assignments:
        groups.setdefault(entry["room"], []).append(problem.member(entry["member"]))
    everybody = sum(map(len, groups.values()))
    uneven = distance = unmet = same = 0
    for name, members in groups.items():
        room = problem.room(name)
        regime = {
            (p.name, p.form): p.value
            for p in problem.regimes[room.regime].parameters
            if p.rule == ID
        }
        slack, band = (
            int(str(regime.get((n, room.form), regime[n, ""]))) for n in ("slack", "band_km")
        )
        even, rest = divmod(everybody, len(groups))
        uneven += max(0, len(members) - even - bool(rest) - slack, even - slack - len(members)) ** 2
        distance += sum(_bands_of(m, room, band) for m in members)
        same += sum(n - 1 for n in Counter(m.sector for m in members).values())
        known = {word for m in members for word in m.expertise}
        sectors = {m.sector for m in members}
        for topic in problem.topics:
            if topic.room == name and not topic.exclusion and (topic.expertise or topic.sectors):
                unmet += not (known & set(topic.expertise) or sectors & set(topic.sectors))
    values = {"uneven": uneven, "distance": distance, "unmet": unmet, "same-sector": same}
    return {f"{ID}.{term}": value for term, value in values.items()}


def _bands_of(member: Member, room: Room, band: int) -> int:
    """Return the distance in bands, by the chord between two points of the sphere or by towns."""
    here, there = _point(member), _point(room)
    if here and there:
        chord = hypot(*(x - y for x, y in zip(here, there, strict=True)))
        return int(2 * EARTH_KM * asin(min(1.0, chord / 2)) // band)
    town = member.town
    if not town:
        return 4
    if room.name.startswith(town):
        return 0
    return 1 if room.parent.startswith(town) else 8


def _point(of: Member | Room) -> tuple[float, float, float] | None:
    """Return the place as a point of the unit sphere; None where its coordinates are missing."""
    if of.longitude is None or of.latitude is None:
        return None
    x, y = radians(of.longitude), radians(of.latitude)
    return cos(y) * cos(x), cos(y) * sin(x), sin(y)


def _receiving(problem: Problem) -> list[Room]:
    """Return the town and village rooms of the profiles that send members down."""
    levels = ("场", "乡镇", "街道", "园区", "村", "社区")
    rooms = [room for room in problem.rooms if room.level in levels]
    return [room for room in rooms if ID in problem.regimes[room.regime].rules]


# -- the verdict -------------------------------------------------------------------------------
def check(plan: Plan, problem: Problem) -> Check:
    """Each member one room, one that they may have; who never sits there is named with the reason."""
    rooms = _receiving(problem)
    names = {room.name for room in rooms}
    own: dict[str, list[str]] = {}
    for entry in plan.room_assignments:
        own.setdefault(entry["member"], []).append(entry["room"])
    findings = []
    for member in problem.members if rooms else ():
        mine = own.get(member.id, [])
        who = f"{member.name}（{member.id}）"
        if len(mine) != 1:
            there = f"编入了{'、'.join(mine)}" if mine else "没有编入任何协商室"
            text = f"{who}{there}，每名委员应编入一个乡镇或村的协商室，请在“委员下沉”中改正。"
            findings.append(Finding(text, entities=(member.id,)))
            continue
        listed = _listed(member, problem, rooms)
        if mine[0] not in names:
            text = f"{who}编入的{mine[0]}不接收下沉委员，请改为乡镇或村的协商室。"
            findings.append(Finding(text, entities=(member.id,)))
        elif listed and mine[0] not in listed:
            text = f"{who}是{'、'.join(listed)}的议事成员或主持人，却编入了{mine[0]}，请编入前者。"
            findings.append(Finding(text, entities=(member.id,)))
    return Check(len(problem.members), tuple(findings), tuple(_never(plan, problem, own)))


def _listed(member: Member, problem: Problem, rooms: Sequence[Room]) -> list[str]:
    """Return the rooms among whose people the workbook already names the member."""
    rows = {row.room for row in problem.as_deliberator(member.person)}
    return [
        room.name
        for room in rooms
        if room.name in rows or member.person in {host.person for host in room.hosts}
    ]


def _never(plan: Plan, problem: Problem, own: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield who is in none of the sessions of the own room, and why not."""
    sessions: dict[str, list[Session]] = {}
    for session in plan.sessions:
        sessions.setdefault(session.council, []).append(session)
    invited = Counter(m for session in plan.sessions for m in session.members)
    for member in problem.members:
        for name in own.get(member.id, ()):
            held = sessions.get(name, [])
            if any(member.id in s.members or member.name == s.host for s in held):
                continue
            away = sum(problem.is_away(member.person, s.date) for s in held)
            if not held:
                why = "该协商室全年没有场次"
            elif member.cap is not None and invited[member.id] >= member.cap:
                why = f"本人年度邀请上限 {member.cap} 次已满"
            elif away == len(held):
                why = f"该协商室全年 {away} 场，本人都不在"
            else:
                there = f"{len(held) - away} 场" if away else f"全年 {len(held)} 场"
                why = f"{there}的名额已满，或要为利益相关方留出名额"
            yield f"{member.name}（{member.id}）没有安排参加{name}的协商：{why}。"


RULE = Rule(
    id=ID,
    name="委员下沉",
    text="每名委员编入一个乡镇或村的协商室，就近并看专业特长，各室人数相当；一年至少参加一次，否则说明原因。",
    kind="hard",
    force="must",
    sources={"yangzhou": "三", "sanyou": "五(一)"},
    build=build,
    check=check,
    measure=measure,
    parameters=(
        Parameter(
            "slack",
            "各室人数容差",
            0,
            "人",
            "各协商室的委员人数比平均数多几人、少几人也算相当；0 为尽量相等。",
            0,
        ),
        Parameter(
            "band_km",
            "同样近的距离",
            3,
            "公里",
            "相差不到这么远的，视为一样近，再看专长和界别。",
            1,
        ),
    ),
    scoped=False,
)
