"""负担均衡: who was asked least is asked first, and gender, party and town are mixed (assumed).

With fewer seats than members nobody can be promised one; so earlier years of the term are
counted, speeches at the session held with the plenary too. Somebody always declines: each seat
has alternates in order (alternates.py), and the plan lists who has waited longest. It is about
the seats of sessions that choose among all members: the 常委's own meetings, a committee's, a
group's and a proposal's are no seats to balance, and have no alternates.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from constraints.alternates import judge_alternates, name_alternates
from constraints.member_seats import attends_by_office
from constraints.recount import ex_officio
from constraints.rule import Check, Finding, Parameter, Rule, Term
from constraints.seat_counts import distance, repeats
from constraints.sector_balance import among_all, seats_of_year
from planner.domain import Member, Problem
from planner.plan import Plan, Waiting

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Expr, Variables

ID = "load-balance"
AMONG_ALL = frozenset({"members"})
"""Kinds of seats that have alternates."""
TIMES_COUNTED = 20
"""往年参加次数 above this weigh no more: costs stay small."""
CPC = ("中共", "中共党员", "中国共产党", "中国共产党党员")


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Return the cost of the year's invitations, how many are repeats, how many members have none,
    and the mix's distance.

    A member's n-th seat of the year after `t` in earlier years costs 2(t + n − 1) + 1: the sum of
    the squares of all invitations grows by just that, so it is least where they are most even.
    """
    if "people" not in variables.decides:
        return ()
    members = [m for m in problem.members if not attends_by_office(problem, m)]
    sessions = [s.id for s in variables.sessions if among_all(problem, s.form)]
    waiting: Expr = 0
    repeated: Expr = 0
    unheard: Expr = len(members)
    for member in members:
        before = min(member.times_before, TIMES_COUNTED)
        seats = sum(variables.seat(s, member.id) for s in sessions)
        again = repeats(model, seats, len(sessions), f"invitations of {member.id}")
        # Each seat costs 2t + 1; the second 2 more than that, the third 4 more, and so on.
        waiting += (2 * before + 1) * seats + sum(2 * n * step for n, step in enumerate(again, 1))
        repeated += sum(again)
        unheard -= seats - sum(again)
    return (
        Term("load-balance.waiting", waiting),
        Term("load-balance.repeats", repeated),
        Term("load-balance.unheard", unheard),
        Term("load-balance.mix", _mix(model, variables, problem, members)),
    )


def _mix(model: CpModel, variables: Variables, problem: Problem, members: Sequence[Member]) -> Expr:
    """Return by how many seats women, those outside the CPC and each town are off their share."""
    ordinary = [s for s in variables.sessions if not s.merged and among_all(problem, s.form)]
    due = seats_of_year(problem)
    groups: dict[str, list[Member]] = {}
    for member in members:
        for name in _groups(member):
            groups.setdefault(name, []).append(member)
    off: Expr = 0
    for name, group in groups.items():
        wanted = (due * len(group) + len(members) // 2) // len(members)
        ceiling = sum(
            min(len(group), problem.number("member-seats", "max", s.form)) for s in ordinary
        )
        seats = sum(variables.seat(s.id, m.id) for s in ordinary for m in group)
        off += distance(model, seats, ceiling, wanted, f"share of {name}")
    return off


def _groups(member: Member) -> list[str]:
    """Return the groups whose share is watched; what a cell leaves blank is not guessed."""
    groups = ["女"] if member.gender == "女" else []
    if member.party and member.party not in CPC:
        groups.append("非中共")
    if member.town:
        groups.append(f"乡镇 {member.town}")
    return groups


def make(plan: Plan, problem: Problem) -> Plan:
    """Name the alternates of each seat, in order, and the members who have waited longest."""
    choosing = [s for s in plan.by_date() if among_all(problem, s.form)]
    seats = Counter(m for s in choosing for m in s.members)
    for session in choosing:
        if problem.number(ID, "alternates", session.form):
            behind = name_alternates(plan, problem, session, seats)
            union = dict.fromkeys(a for seat in session.members for a in behind[seat])
            plan = plan.update(session.replace(alternates=tuple(union), alternates_by_seat=behind))
    unasked = [m for m in problem.members if not attends_by_office(problem, m) and not seats[m.id]]
    unasked.sort(key=lambda m: (m.times_before, m.id))
    longest = unasked[: problem.number(ID, "waiting_list")]
    return plan.replace(
        waiting=tuple(Waiting(member=m.id, times_before=m.times_before) for m in longest)
    )


def check(plan: Plan, problem: Problem) -> Check:
    """Judge every alternate again, and compare the list of those who wait with the seats."""
    findings = judge_alternates(plan, problem)
    by_office = ex_officio(problem)
    chosen = {f.id for f in problem.forms if f.seats == "members"} - {"plenary"}
    balanced = [s for s in plan.sessions if s.form in chosen]
    asked = Counter(m for s in balanced for m in s.members)
    waiting = sorted(
        (m.times_before, m.id)
        for m in problem.members
        if m.person not in by_office and asked[m.id] == 0
    )[: problem.number(ID, "waiting_list")]
    stated = [(w.times_before, w.member) for w in plan.waiting]
    if stated != waiting:
        wrong = sorted({i for _, i in stated} ^ {i for _, i in waiting})
        which = f"，差在：{'、'.join(wrong[:10])}" if wrong else "，次序或次数不对"
        findings.append(
            Finding(
                f"久未受邀名单有 {len(stated)} 人，按往年参加次数应为另一份 {len(waiting)} 人的名单{which}；"
                "请重新生成。",
                entities=tuple(wrong),
            )
        )
    return Check(len(balanced) + 1, tuple(findings), _spread(asked))


def _spread(asked: Mapping[str, int]) -> tuple[str, ...]:
    if not asked:
        return ()
    return (
        f"全年 {sum(asked.values())} 人次由 {len(asked)} 名委员承担，最多的受邀 {max(asked.values())} 次。",
    )


def measure(plan: Plan, problem: Problem) -> Mapping[str, int]:
    """Recompute the growth of the squares, the repeats, who has no seat, and the mix's distance."""
    by_office = ex_officio(problem)
    base = [m for m in problem.members if m.person not in by_office]
    chosen = {f.id for f in problem.forms if f.seats == "members"} - {"plenary"}
    sessions = [s for s in plan.sessions if s.form in chosen]
    asked = Counter(m for s in sessions for m in s.members)
    ordinary = Counter(m for s in sessions if not s.merged_with_plenary for m in s.members)
    waiting = repeats = 0
    for member in base:
        before = min(20, member.times_before)
        now = before + asked[member.id]
        waiting += now * now - before * before
        repeats += max(0, asked[member.id] - 1)
    planned = sum(
        problem.number("member-seats", "target", slot.form)
        for slot in problem.slots
        if slot.form in chosen and not slot.merged
    )
    cpc = {"中共", "中共党员", "中国共产党", "中国共产党党员"}
    groups: list[list[Member]] = [
        [m for m in base if m.gender == "女"],
        [m for m in base if m.party and m.party not in cpc],
    ]
    groups += [[m for m in base if m.town == town] for town in {m.town for m in base} - {""}]
    mix = 0
    for group in filter(None, groups):
        wanted = (2 * planned * len(group) + len(base)) // (2 * len(base))
        mix += abs(sum(ordinary[m.id] for m in group) - wanted)
    return {
        "load-balance.waiting": waiting,
        "load-balance.repeats": repeats,
        "load-balance.unheard": sum(not asked[m.id] for m in base),
        "load-balance.mix": mix,
    }


RULE = Rule(
    id=ID,
    name="负担均衡",
    text="往年请得少的先请，同一人不连着请；性别、党派、乡镇兼顾；每个席位有递补委员，久未受邀的列出名单。",
    kind="soft",
    force="assumed",
    sources={},
    build=build,
    make=make,
    check=check,
    measure=measure,
    parameters=(
        Parameter(
            "alternates", "递补人数", 2, "名", "每个席位依次递补的委员", 0, 10, seats=AMONG_ALL
        ),
        Parameter("waiting_list", "久未受邀名单", 20, "名", "名单最多列多少人", 0, 500),
    ),
)
