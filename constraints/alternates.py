"""递补委员: whom to ask, and in which order, when a seated member declines (assumed).

Part of the rule 负担均衡. Of the same 界别 before others, then who fits the topic best, was asked
least, by 编号.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from constraints.conflict_of_interest import has_interest
from constraints.member_seats import attends_by_office
from constraints.recount import ex_officio
from constraints.relevance import fit
from constraints.rule import Finding
from planner.domain import Member, Problem
from planner.plan import Plan, Session

ID = "load-balance"
"""The rule whose parameters say how many alternates a seat has."""


def name_alternates(
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


# -- what the check knows, written from the rule's text ------------------------------------------
def judge_alternates(plan: Plan, problem: Problem) -> list[Finding]:
    """Judge every alternate of every session again: enough of them, able to come, in their order.

    Sessions that do not choose among all members have none.
    """
    findings: list[Finding] = []
    by_office = ex_officio(problem)
    sessions = [s for s in plan.sessions if s.form != "plenary"]
    capped = _counted_for_caps(sessions, problem)
    for session in sessions:
        if problem.form(session.form).seats != "members":
            if session.alternates:
                findings.append(
                    Finding(
                        f"{session.id} 不从全体委员中邀请，不设递补委员，"
                        f"请删去：{'、'.join(session.alternates)}。",
                        session.id,
                        session.alternates,
                    )
                )
            continue
        reasons = {
            m.id: _obstacle(m, session, sessions, problem, by_office) for m in problem.members
        }
        for member in problem.members:
            if reasons[member.id] or member.cap is None or session.merged_with_plenary:
                continue
            if capped[member.id] >= member.cap:
                reasons[member.id] = f"已到年度邀请上限 {member.cap} 次"
        free = {member for member, reason in reasons.items() if not reason}
        _judge_session(session, problem, reasons, free, findings)
    return findings


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


def _obstacle(
    member: Member,
    session: Session,
    seated: Iterable[Session],
    problem: Problem,
    by_office: set[str],
) -> str:
    """Return why a member could not take a seat of the session, or nothing."""
    if member.person in by_office:
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


def _judge_session(
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
