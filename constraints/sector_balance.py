"""界别均衡: several 界别 at each session, and over the year seats by share (anhua 一4, 三(一)1 尽量).

The three 界别 a session are assumed. A sector's share is its part of the members who may be
seated; its seats of the year are counted over the ordinary sessions whose members are chosen
among all: the 常委's own meetings, a committee's and a group's sessions are in no balance.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from constraints.member_seats import attends_by_office
from constraints.recount import ex_officio
from constraints.rule import Check, Easing, Finding, Parameter, Rule, Term
from constraints.seat_counts import distance
from planner.domain import Member, Problem
from planner.plan import Plan

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Expr, Variables

ID = "sector-balance"


def seats_of_year(problem: Problem) -> int:
    """Return the seats that the ordinary sessions choosing among all members are meant to have."""
    return sum(
        problem.number("member-seats", "target", slot.form)
        for slot in problem.slots
        if not slot.merged and among_all(problem, slot.form)
    )


def among_all(problem: Problem, form: str) -> bool:
    """Whether a form's sessions choose their members among all."""
    return form != "plenary" and problem.form(form).seats == "members"


def by_sector(problem: Problem) -> Mapping[str, list[Member]]:
    """Return the members who may be seated, by sector, in the order of the workbook."""
    groups: dict[str, list[Member]] = {}
    for member in problem.members:
        if not attends_by_office(problem, member):
            groups.setdefault(member.sector, []).append(member)
    return groups


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Ask for `k` sectors a session; return how far the year's seats are from the shares, and how
    many sectors no topic of the year concerns.

    The distance is in tenths of a seat: a sector due 2.7 seats that gets 3 is 3 off.
    """
    groups = by_sector(problem)
    ordinary = [s for s in variables.sessions if not s.merged and among_all(problem, s.form)]
    terms: list[Term] = []
    if "programme" in variables.decides:
        terms.append(Term("sector-balance.unreached", _unreached(model, variables, problem)))
        for slot in ordinary:
            k = problem.number(ID, "k", slot.form)
            for day in variables.days(slot.id):
                coming = sum(
                    any(day not in problem.days_away(m.person) for m in group)
                    for group in groups.values()
                )
                if coming < k:
                    model.add(variables.on_day(slot.id, day) == 0)
    if "people" not in variables.decides:
        return tuple(terms)
    most = {s.id: problem.number("member-seats", "max", s.form) for s in ordinary}
    due = seats_of_year(problem)
    base = sum(len(group) for group in groups.values())
    counts: dict[str, Expr] = dict.fromkeys(groups, 0)
    for slot in ordinary:
        present: list[Expr] = []
        for sector, group in groups.items():
            seats = sum(variables.seat(slot.id, m.id) for m in group)
            counts[sector] += seats
            there = model.new_bool_var(f"sector {slot.id} {sector}")
            model.add(there <= seats)
            present.append(there)
        model.add(sum(present) >= problem.number(ID, "k", slot.form))
    share: Expr = 0
    for sector, group in groups.items():
        tenths = (10 * due * len(group) + base // 2) // base
        ceiling = sum(min(len(group), most[s.id]) for s in ordinary)
        share += distance(model, counts[sector], ceiling, tenths, f"share of {sector}", unit=10)
    return (*terms, Term("sector-balance.share", share))


def _unreached(model: CpModel, variables: Variables, problem: Problem) -> Expr:
    """Return how many 界别 no topic of the year concerns (相关界别)."""
    unreached: Expr = 0
    for sector in by_sector(problem):
        taken = [
            variables.topic_in(slot.id, topic.id)
            for topic in problem.candidates
            if sector in topic.sectors
            for slot in variables.sessions
            if topic.id in variables.takes(slot.id)
        ]
        if not taken:
            unreached += 1
            continue
        missed = model.new_bool_var(f"unreached {sector}")
        model.add(sum(taken) + missed >= 1)
        for topic_taken in taken:
            model.add(topic_taken + missed <= 1)
        unreached += missed
    return unreached


def check(plan: Plan, problem: Problem) -> Check:
    """Count the different 界别 among the members of each session."""
    findings: list[Finding] = []
    chosen = {f.id for f in problem.forms if f.seats == "members"} - {"plenary"}
    sessions = [s for s in plan.sessions if s.form in chosen and not s.merged_with_plenary]
    for session in sessions:
        least = problem.number(ID, "k", session.form)
        sectors = sorted({problem.member(m).sector for m in session.members})
        if len(sectors) < least:
            findings.append(
                Finding(
                    f"{session.id} 的委员来自 {len(sectors)} 个界别（{'、'.join(sectors)}），"
                    f"应不少于 {least} 个，请换入其他界别的委员。",
                    session.id,
                    session.members,
                )
            )
    return Check(len(sessions), tuple(findings))


def measure(plan: Plan, problem: Problem) -> Mapping[str, int]:
    """Recompute the distance of each sector's seats from its share, in tenths of a seat; and how
    many sectors no topic concerns.
    """
    by_office = ex_officio(problem)
    base = [m.sector for m in problem.members if m.person not in by_office]
    members = {m.id: m.sector for m in problem.members}
    chosen = {f.id for f in problem.forms if f.seats == "members"} - {"plenary"}
    planned = sum(
        problem.number("member-seats", "target", slot.form)
        for slot in problem.slots
        if slot.form in chosen and not slot.merged
    )
    seated: Counter[str] = Counter()
    for session in plan.sessions:
        if session.form in chosen and not session.merged_with_plenary:
            seated.update(members[m] for m in session.members)
    off = 0
    for sector, size in Counter(base).items():
        # Rounded half up, in tenths of a seat.
        wanted = (20 * planned * size + len(base)) // (2 * len(base))
        off += abs(10 * seated[sector] - wanted)
    held = {t for s in plan.sessions if s.form != "plenary" for t in s.topics}
    concerned = {x for t in problem.topics if t.id in held and t.kind == "议题" for x in t.sectors}
    return {
        "sector-balance.share": off,
        "sector-balance.unreached": len(set(base) - concerned),
    }


RULE = Rule(
    id=ID,
    name="界别均衡",
    text="每场有几个不同的界别；全年各界别的名额与其委员人数相称。",
    kind="hard",
    force="assumed",
    sources={"anhua": "一4、三(一)1"},
    build=build,
    check=check,
    measure=measure,
    parameters=(Parameter("k", "界别数", 3, "个", "每场委员至少来自几个不同的界别", 0, 30),),
    easing=(Easing("k", 1),),
)
