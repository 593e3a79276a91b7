"""负担均衡: who was asked least is asked first, and gender, party and town are mixed (assumed).

With fewer seats than members nobody can be promised one; so earlier years of the term are
counted, speeches at the session held with the plenary too. Somebody always declines: each seat
has alternates in order, and the plan lists who has waited longest. It is about the seats of
sessions that choose among all members: the 常委's own meetings, a committee's, a group's and a
proposal's are no seats to balance, and have no alternates.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from constraints.conflict_of_interest import has_interest
from constraints.member_seats import attends_by_office
from constraints.relevance import fit
from constraints.rule import Check, Finding, Parameter, Rule, Term
from constraints.seat_counts import distance, repeats
from constraints.sector_balance import among_all, seats_of_year
from planner.domain import Member, Problem
from planner.plan import Plan, Session, Waiting

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Expr, Variables

ID = "load-balance"
TIMES_COUNTED = 20
"""往年参加次数 above this weigh no more: costs stay small."""
CPC = ("中共", "中共党员", "中国共产党", "中国共产党党员")


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Return the cost of the year's invitations, how many are repeats, and the mix's distance.

    A member's n-th seat of the year after `t` in earlier years costs 2(t + n − 1) + 1: the sum of
    the squares of all invitations grows by just that, so it is least where they are most even.
    """
    if "people" not in variables.decides:
        return ()
    members = [m for m in problem.members if not attends_by_office(problem, m)]
    sessions = [s.id for s in variables.sessions if among_all(problem, s.form)]
    waiting: Expr = 0
    repeated: Expr = 0
    for member in members:
        before = min(member.times_before, TIMES_COUNTED)
        seats = sum(variables.seat(s, member.id) for s in sessions)
        again = repeats(model, seats, len(sessions), f"invitations of {member.id}")
        # Each seat costs 2t + 1; the second 2 more than that, the third 4 more, and so on.
        waiting += (2 * before + 1) * seats + sum(2 * n * step for n, step in enumerate(again, 1))
        repeated += sum(again)
    return (
        Term("load-balance.waiting", waiting),
        Term("load-balance.repeats", repeated),
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
            behind = _alternates(plan, problem, session, seats)
            union = dict.fromkeys(a for seat in session.members for a in behind[seat])
            plan = plan.update(session.replace(alternates=tuple(union), alternates_by_seat=behind))
    unasked = [m for m in problem.members if not attends_by_office(problem, m) and not seats[m.id]]
    unasked.sort(key=lambda m: (m.times_before, m.id))
    longest = unasked[: problem.number(ID, "waiting_list")]
    return plan.replace(
        waiting=tuple(Waiting(member=m.id, times_before=m.times_before) for m in longest)
    )


def _alternates(
    plan: Plan, problem: Problem, session: Session, seats: Mapping[str, int]
) -> dict[str, tuple[str, ...]]:
    """Return for each seat those to ask, in order; first every seat's first, then the seconds.

    Of the same 界别 before others, then who fits the topic best, was asked least, by 编号. Who
    already stands behind another seat of the session comes only where nobody else is left.
    """
    pool = [m for m in problem.members if _can_step_in(plan, problem, session, m)]
    topics = [problem.topic(t) for t in session.topics]
    fits = {m.id: sum(fit(m, t, session.lead_body) for t in topics) for m in pool}
    chosen: dict[str, list[str]] = {seat: [] for seat in session.members}
    used: set[str] = set()
    for _ in range(problem.number(ID, "alternates", session.form)):
        for seat, alternates in chosen.items():
            sector = problem.member(seat).sector
            left = [m for m in pool if m.id not in alternates]
            if left:
                best = min(
                    left,
                    key=lambda m: (
                        m.id in used,
                        m.sector != sector,
                        -fits[m.id],
                        m.times_before + seats[m.id],
                        m.id,
                    ),
                )
                alternates.append(best.id)
                used.add(best.id)
    return {seat: tuple(alternates) for seat, alternates in chosen.items()}


def _can_step_in(plan: Plan, problem: Problem, session: Session, member: Member) -> bool:
    """Whether the member could take a seat of the session that becomes free."""
    return not (
        attends_by_office(problem, member)
        or _at_cap(plan, problem, session, member)
        or problem.is_away(member.person, session.date)
        or any(has_interest(member, problem.topic(t)) for t in session.topics)
        or member.id in _kept_out(problem, session)
        or any(_busy(other, session, member.id) for other in plan.sessions)
    )


def _at_cap(plan: Plan, problem: Problem, session: Session, member: Member) -> bool:
    """Whether one more seat would pass the member's cap; a merged session counts for none.

    Nor does a session that one attends by its form, or as the convenor.
    """
    if member.cap is None or session.merged_with_plenary:
        return False
    counted = [
        s
        for s in plan.sessions
        if s.form != "plenary"
        and not s.merged_with_plenary
        and problem.form(s.form).seats not in ("standing", "proposers")
        and problem.slot(s.id).host_person != member.person
    ]
    return sum(member.id in s.members for s in counted) >= member.cap


def _busy(other: Session, session: Session, member: str) -> bool:
    """Whether a member sits at that half-day, or is out on research that day."""
    if other.date == session.date and member in other.members:
        whole_day = max(other.half_days, session.half_days) > 1
        if whole_day or other.half_day == session.half_day:
            return True
    return any(member in m.team and m.start <= session.date <= m.end for m in other.milestones)


def _kept_out(problem: Problem, session: Session) -> set[str]:
    """Return whom the sheet 锁定 keeps out of the session or its topic (不参加)."""
    subjects = {session.id, *session.topics}
    return {
        value
        for lock in problem.locks
        if lock.item == "不参加" and lock.subject in subjects
        for value in lock.values
    }


def check(plan: Plan, problem: Problem) -> Check:
    """Judge every alternate again, and compare the list of those who wait with the seats."""
    findings: list[Finding] = []
    ex_officio = {x.person for x in problem.leaders} | {b.head for b in problem.bodies if b.head}
    sessions = [s for s in plan.sessions if s.form != "plenary"]
    balanced = [s for s in sessions if problem.form(s.form).seats == "members"]
    asked = Counter(m for s in balanced for m in s.members)
    capped = _counted_for_caps(sessions, problem)
    for session in balanced:
        reasons = {
            m.id: _obstacle(m, session, sessions, problem, ex_officio) for m in problem.members
        }
        for member in problem.members:
            if reasons[member.id] or member.cap is None or session.merged_with_plenary:
                continue
            if capped[member.id] >= member.cap:
                reasons[member.id] = f"已到年度邀请上限 {member.cap} 次"
        free = {member for member, reason in reasons.items() if not reason}
        _check_alternates(session, problem, reasons, free, findings)
    waiting = sorted(
        (m.times_before, m.id)
        for m in problem.members
        if m.person not in ex_officio and asked[m.id] == 0
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
    for session in sessions:
        if session not in balanced and session.alternates:
            findings.append(
                Finding(
                    f"{session.id} 不从全体委员中邀请，不设递补委员，请删去：{'、'.join(session.alternates)}。",
                    session.id,
                    session.alternates,
                )
            )
    return Check(len(balanced) + 1, tuple(findings), _spread(asked))


def _counted_for_caps(sessions: Iterable[Session], problem: Problem) -> Counter[str]:
    """Count each member's invitations: not the merged session, nor what one attends by its form."""
    counted: Counter[str] = Counter()
    for session in sessions:
        if session.merged_with_plenary:
            continue
        if problem.form(session.form).seats in ("standing", "proposers"):
            continue
        convenor = problem.slot(session.id).host_person
        counted.update(m for m in session.members if problem.member(m).person != convenor)
    return counted


def _spread(asked: Mapping[str, int]) -> tuple[str, ...]:
    if not asked:
        return ()
    return (
        f"全年 {sum(asked.values())} 人次由 {len(asked)} 名委员承担，最多的受邀 {max(asked.values())} 次。",
    )


def _obstacle(
    member: Member,
    session: Session,
    seated: Iterable[Session],
    problem: Problem,
    ex_officio: set[str],
) -> str:
    """Return why a member could not take a seat of the session, or nothing."""
    if member.person in ex_officio:
        return "以领导或委室负责人身份出席"
    if member.id in session.members:
        return "本场已受邀"
    if problem.is_away(member.person, session.date):
        return f"{session.date} 不在"
    for topic in map(problem.topic, session.topics):
        if {member.id, member.person, member.name, member.employer} - {""} & set(
            topic.stakeholders
        ):
            return f"与议题 {topic.id} 有利益关系"
    for lock in problem.locks:
        kept_out = lock.item == "不参加" and lock.subject in (session.id, *session.topics)
        if kept_out and member.id in lock.values:
            return "已锁定不参加"
    for other in seated:
        same = other.date == session.date and (
            other.half_day == session.half_day or max(other.half_days, session.half_days) > 1
        )
        if same and member.id in other.members:
            return f"同一时段参加 {other.id}"
        for milestone in other.milestones:
            if member.id in milestone.team and milestone.start <= session.date <= milestone.end:
                return f"当天为 {other.id} 调研"
    return ""


def _check_alternates(
    session: Session,
    problem: Problem,
    reasons: Mapping[str, str],
    free: set[str],
    findings: list[Finding],
) -> None:
    wanted = min(problem.number(ID, "alternates", session.form), len(free))
    listed: list[str] = []
    for seat in session.members:
        behind = session.alternates_by_seat.get(seat, ())
        listed += [a for a in behind if a not in listed]
        name = problem.member(seat).name
        if len(set(behind)) != wanted or len(behind) != wanted:
            findings.append(
                Finding(
                    f"{session.id} 委员{name}（{seat}）的递补委员有 {len(set(behind))} 名，"
                    f"应为 {wanted} 名，请重新生成。",
                    session.id,
                    (seat,),
                )
            )
        for alternate in behind:
            if reasons.get(alternate, "工作簿中没有此人"):
                findings.append(
                    Finding(
                        f"{session.id} 委员{name}（{seat}）的递补委员 {alternate} 不能递补："
                        f"{reasons.get(alternate, '工作簿中没有此人')}，请换人。",
                        session.id,
                        (alternate,),
                    )
                )
    for seat in session.members:
        sector = problem.member(seat).sector
        passed_over = [m for m in sorted(free - set(listed)) if problem.member(m).sector == sector]
        behind = session.alternates_by_seat.get(seat, ())
        others = [a for a in behind if a in free and problem.member(a).sector != sector]
        if passed_over and others:
            findings.append(
                Finding(
                    f"{session.id} 委员 {seat} 的递补委员 {others[0]} 不是{sector}界别的，"
                    f"而同界别的 {passed_over[0]} 可以递补，请先请同界别的委员。",
                    session.id,
                    (seat, others[0], passed_over[0]),
                )
            )
    for seat in sorted(set(session.alternates_by_seat) - set(session.members)):
        findings.append(
            Finding(f"{session.id} 为未受邀的 {seat} 列了递补委员，请删去。", session.id, (seat,))
        )
    if tuple(listed) != session.alternates:
        findings.append(
            Finding(
                f"{session.id} 的递补名单与各席位的递补委员不一致，应为：{'、'.join(listed) or '无'}。",
                session.id,
                session.alternates,
            )
        )


def measure(plan: Plan, problem: Problem) -> Mapping[str, int]:
    """Recompute the growth of the squares, the repeats, and the mix's distance."""
    ex_officio = {x.person for x in problem.leaders} | {b.head for b in problem.bodies if b.head}
    base = [m for m in problem.members if m.person not in ex_officio]
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
        Parameter("alternates", "递补人数", 2, "名", "每个席位依次递补的委员", 0, 10),
        Parameter("waiting_list", "久未受邀名单", 20, "名", "名单最多列多少人", 0, 500),
    ),
)
