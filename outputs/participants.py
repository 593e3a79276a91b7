"""Who takes part in a session, in words: by name where few are chosen, else by kind and number.

A 常委会 is its members by number, a 专题协商会 may seat a hundred: their names stand in 人员安排.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from outputs.hosts import host_leaders, host_members, takers
from outputs.labels import Labels
from outputs.matrix import NAMED_AT_MOST
from outputs.session_words import group_name
from planner.domain import Leader, Problem
from planner.plan import Session
from planner.plan_words import BY_NUMBER, STANDING_MEMBERS

_ELSEWHERE = {
    "县委": "县委", "政府": "县政府", "人大": "县人大常委会", "两院": "县人民法院、县人民检察院",
}  # fmt: skip

_NAMED = frozenset({"members", "proposers", "team", "room"})
"""Whose members are chosen one by one, or are known by name (see `Form.seats`)."""


def member_lines(session: Session, problem: Problem, labels: Labels) -> str:
    """Return the cell 委员: a name a line, or how many they are and where their names stand.

    A committee's or a group's members, and the 常委, come as what they are: by number.
    """
    if len(session.members) <= NAMED_AT_MOST and _seats(session, problem) in _NAMED:
        return "\n".join(map(labels.person, session.members))
    if not session.members:
        return ""
    return f"{_member_word(session, problem)}{len(session.members)}名\n{BY_NUMBER}"


def expert_lines(session: Session, labels: Labels) -> str:
    """Return the cell 专家, as `member_lines` does."""
    if len(session.experts) <= NAMED_AT_MOST:
        return "\n".join(map(labels.person, session.experts))
    return f"{len(session.experts)}名\n{BY_NUMBER}"


def deliberator_lines(session: Session, labels: Labels) -> str:
    """Return the cell 议事成员, as `member_lines` does."""
    if len(session.deliberators) <= NAMED_AT_MOST:
        return "\n".join(map(labels.person, session.deliberators))
    return f"议事成员{len(session.deliberators)}名\n{BY_NUMBER}"


def department_lines(session: Session) -> str:
    """Return the cell 协商部门, as `member_lines` does."""
    if len(session.departments) <= NAMED_AT_MOST:
        return "\n".join(session.departments)
    return f"{len(session.departments)}个部门\n{BY_NUMBER}"


def scope(session: Session, problem: Problem, named: bool) -> str:
    """Return who attends, in words.

    named: the county's leaders by name, in the office's own copy only.
    """
    if session.form == "plenary":
        return "；".join(_plenary(session, problem))
    return "，".join(_parts(session, problem, named))


def parts_of(session: Session, problem: Problem) -> dict[str, str]:
    """Return by id what part in the session is someone's that their row would not tell.

    Who convenes a group or leads a team, who takes on a proposal, supervises and brought it, and
    who sits as a member of a higher level. Of a form that chooses among all members: nothing.
    """
    found: dict[str, list[str]] = {}

    def tell(keys: Iterable[str], part: str) -> None:
        for key in keys:
            found.setdefault(key, []).append(part)

    form = next((f for f in problem.forms if f.id == session.form), None)
    if form is None or (form.seats == "members" and form.id != "plenary"):
        return {}
    hosts = host_leaders(session, problem) | host_members(session, problem)
    tell(takers(session, problem), "领办提案")
    if form.seats == "proposers":
        tell(hosts, "督办提案，主持")
        tell(session.members, "提案人")
    elif form.seats != "members":
        tell(hosts, {"group": "召集人，主持", "team": "带队"}.get(form.seats, "主持"))
    higher = {m.id: m.level for m in problem.members if m.level != "县"}
    for guest in session.guests:
        if guest in higher:
            tell(
                [guest],
                f"住县{higher[guest]}政协委员，{'应邀参加' if form.id == 'plenary' else '列席'}",
            )
    return {key: "，".join(parts) for key, parts in found.items()}


def _plenary(session: Session, problem: Problem) -> Iterator[str]:
    leaders = [x for x in problem.leaders if x.id in session.leaders]
    sides = [_ELSEWHERE[side] for side in _ELSEWHERE if any(x.side == side for x in leaders)]
    yield "全体委员"
    if sides:
        yield f"{'、'.join(sides)}和县政协领导全程出席"
    else:
        yield "县政协领导全程出席"
    if session.departments:
        yield "有关部门负责同志列席"
    yield from _guests(session, problem, "邀请")


def _parts(session: Session, problem: Problem, named: bool) -> Iterator[str]:
    if session.deliberators:
        linked = sum(s.person in session.deliberators for s in session.stakeholders)
        concerned = f"（其中利益相关方{linked}名）" if linked else ""
        yield f"议事成员{len(session.deliberators)}名{concerned}"
    yield from _leaders(session, problem, named)
    yield from _bodies(session, problem)
    if session.departments:
        yield "有关部门负责同志"
    yield from _counted(_member_word(session, problem), session.members)
    booked = sum(p.part == "booked" for p in session.agenda)
    if booked and len(session.members) > NAMED_AT_MOST:
        yield f"其中预约发言{booked}名"
    yield from _guests(session, problem, "列席")
    yield from _counted("专家", session.experts)


def _leaders(session: Session, problem: Problem, named: bool) -> Iterator[str]:
    """Yield the leaders: of a proposal who takes it on and who supervises, of others by side."""
    taking = [x for x in problem.leaders if x.id in takers(session, problem)]
    supervising = _seats(session, problem) == "proposers"
    outside = [
        x
        for x in problem.leaders
        if x.id in session.leaders and x.side != "政协" and x not in taking
    ]
    if taking:
        yield f"领办领导{_names(taking)}" if named else "领办领导"
    if outside and named:
        yield f"党政领导{_names(outside)}"
    elif outside:
        yield "联系政协和分管有关工作的党政领导"
    if any(x.id in session.leaders for x in problem.cppcc_leaders):
        yield "督办领导" if supervising else "政协领导"


def _bodies(session: Session, problem: Problem) -> Iterator[str]:
    """Yield the committees that attend as guests: all together, or by name where not all do."""
    guests = [b for b in problem.bodies if b.name in session.guests]
    committees = {b.name for b in problem.bodies if b.kind == "专委会"}
    if not guests:
        return
    if committees <= {b.name for b in guests}:
        yield "各委室负责同志"
    else:
        yield f"{'、'.join(b.name for b in guests)}负责同志"


def _guests(session: Session, problem: Problem, how: str) -> Iterator[str]:
    """Yield the members and experts who come as guests."""
    invited = set(session.guests)
    members = [m for m in problem.members if m.id in invited]
    away = [m for m in members if m.level != "县"]
    if away:
        levels = "、".join(sorted({m.level for m in away}, key="省市".find))
        yield f"{how}住县{levels}政协委员{len(away)}名"
    yield from _counted(f"{how}委员", [m.id for m in members if m.level == "县"])
    yield from _counted(f"{how}专家", [e.id for e in problem.experts if e.id in invited])


def _member_word(session: Session, problem: Problem) -> str:
    """Return what the session's members are: 委员, 常委会组成人员, 提案人 …"""
    if session.merged_with_plenary:
        return "发言委员"
    seats = _seats(session, problem)
    if seats == "group" and session.group:
        return f"{group_name(session.group, problem)}委员"
    return {
        "standing": STANDING_MEMBERS,
        "committee": f"{session.lead_body}委员",
        "proposers": "提案人",
        "team": "评议、视察组委员",
    }.get(seats, "委员")


def _seats(session: Session, problem: Problem) -> str:
    form = next((f for f in problem.forms if f.id == session.form), None)
    return form.seats if form else "members"


def _names(leaders: Iterable[Leader]) -> str:
    return "、".join(x.name for x in leaders)


def _counted(word: str, persons: Iterable[str]) -> Iterator[str]:
    number = len(tuple(persons))
    if number:
        yield f"{word}{number}名"
