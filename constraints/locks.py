"""锁定: what the office has fixed in the sheet 锁定 is kept in every plan.

A lock on a session binds that session. A lock on a topic binds whichever session takes it, and
says nothing where the topic is left out; only 入选 asks for the topic itself. Several values of
日期, 月份, 形式, 牵头, 主持 are alternatives; of 参加 and 不参加 all are meant. A session locked as
不召开 is none of the year's: no variable speaks of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from constraints.member_seats import attends_by_office
from constraints.recount import ex_officio
from constraints.required_matters import heard_at_plenary
from constraints.rule import Check, Finding, Rule, Term
from planner.domain import Lock, Problem
from planner.plan import Plan, Session

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Expr, Variables

WHERE = ("日期", "月份", "形式", "牵头", "主持")
CHOSEN = ("入选", "不入选")


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Post each lock in the model that decides it; one that cannot be kept leaves no plan."""
    for lock in problem.locks:
        if any(s.id == lock.subject and s.form == "plenary" for s in problem.slots):
            if "programme" in variables.decides:
                model.add(_plenary_keeps(problem, lock))
        elif lock.item in CHOSEN:
            if "programme" in variables.decides:
                _choose(model, variables, problem, lock)
        elif lock.item in WHERE:
            if "programme" in variables.decides:
                for session, takes in _bound(variables, problem, lock):
                    model.add(takes <= _kept(variables, problem, lock, session))
                if lock.subject in _heard(problem):
                    model.add(_plenary_keeps(problem, lock))
        else:
            _invite(model, variables, problem, lock)
    return ()


def _bound(variables: Variables, problem: Problem, lock: Lock) -> list[tuple[str, Expr]]:
    """Return the sessions that a lock may bind, each with whether it does."""
    if any(s.id == lock.subject for s in problem.slots):
        return [(lock.subject, 1)]
    return [
        (s.id, variables.topic_in(s.id, lock.subject))
        for s in variables.sessions
        if lock.subject in variables.takes(s.id)
    ]


def _heard(problem: Problem) -> frozenset[str]:
    """Return the topics that the plenary itself hears."""
    return frozenset(topic.id for topic in heard_at_plenary(problem))


def _kept(variables: Variables, problem: Problem, lock: Lock, session: str) -> Expr:
    """Return whether a session has one of the values; a day that is no candidate counts as never."""
    values = dict.fromkeys(lock.values)
    if lock.item == "日期":
        return sum(variables.on_day(session, date.fromisoformat(v)) for v in values)
    if lock.item == "月份":
        return sum(
            variables.in_month(session, month) for month in range(1, 13) if str(month) in values
        )
    if lock.item == "牵头":
        return sum(variables.lead(session, body) for body in values)
    if lock.item == "主持":
        if problem.slot(session).host:
            return int(problem.slot(session).host in values)
        return sum(variables.hosts(session, i) for i in variables.host_names if i in values)
    return int(problem.slot(session).form in values)


def _choose(model: CpModel, variables: Variables, problem: Problem, lock: Lock) -> None:
    """Put a topic in the plan or keep it out.

    A topic's values name sessions (none: any); a session's values name topics.
    """
    wanted = lock.item == "入选"
    if any(s.id == lock.subject for s in problem.slots):
        for topic in lock.values:
            model.add(variables.topic_in(lock.subject, topic) == int(wanted))
        return
    named = [s.id for s in variables.sessions if not lock.values or s.id in lock.values]
    plenary = {s.id for s in problem.slots if s.form == "plenary"}
    times: Expr = int(
        lock.subject in _heard(problem) and (not lock.values or bool(plenary & set(lock.values)))
    )
    times += sum(variables.topic_in(session, lock.subject) for session in named)
    model.add(times >= 1 if wanted else times == 0)


def _invite(model: CpModel, variables: Variables, problem: Problem, lock: Lock) -> None:
    """Seat who must take part, on a day they are there; give no seat to who must not.

    Who comes as a leader or as a committee's head takes no seat and needs none.
    """
    seated = {m.id: m.person for m in problem.members if not attends_by_office(problem, m)}
    experts = {e.id: e.person for e in problem.experts}
    deliberators = {d.id: d.person for d in problem.deliberators}
    for session, takes in _bound(variables, problem, lock):
        for who in lock.values:
            person = seated.get(who) or experts.get(who) or deliberators.get(who)
            if person is None:
                continue
            if lock.item == "参加" and "programme" in variables.decides:
                days = (d for d in variables.days(session) if not problem.is_away(person, d))
                model.add(takes <= sum(variables.on_day(session, day) for day in days))
            if "people" in variables.decides:
                seat = (
                    variables.seat(session, who)
                    + variables.expert_seat(session, who)
                    + variables.sits(session, who)
                )
                model.add(seat >= takes if lock.item == "参加" else seat + takes <= 1)


def _plenary_keeps(problem: Problem, lock: Lock) -> bool:
    """Whether the plenary, whose dates the workbook gives, is as the lock says."""
    settings, office, chair = problem.settings, problem.office, problem.chair
    facts = {
        "日期": settings.plenary_start.isoformat(),
        "月份": str(settings.plenary_start.month),
        "形式": "plenary",
        "牵头": office.name if office else "",
        "主持": chair.id if chair else "",
    }
    if lock.item in CHOSEN:
        heard = set(lock.values) & _heard(problem)
        return heard == set(lock.values) if lock.item == "入选" else not heard
    return lock.item not in facts or facts[lock.item] in lock.values


def check(plan: Plan, problem: Problem) -> Check:
    """Read every lock against the plan, and name the cell of one that is not kept."""
    findings = []
    for lock in problem.locks:
        for fault in _faults(plan, problem, lock):
            cell = f"（{lock.cell}）" if lock.cell else ""
            findings.append(
                Finding(
                    f"锁定{cell}：{lock.subject} {lock.item} {'、'.join(lock.values)}，但{fault}；"
                    "请照锁定改正计划，或修改这一条锁定。",
                    lock.subject if plan.session(lock.subject) else "",
                    lock.values,
                )
            )
    return Check(len(problem.locks), tuple(findings))


def _faults(plan: Plan, problem: Problem, lock: Lock) -> list[str]:
    if lock.item == "不召开":
        there = plan.session(lock.subject)
        return ["计划中有这一场次"] if there and there.state != "cancelled" else []
    if lock.subject in {slot.id for slot in problem.slots}:
        session = plan.session(lock.subject)
        return _session_faults(session, problem, lock) if session else ["计划中没有这一场次"]
    taking = [s for s in plan.by_date() if lock.subject in s.topics]
    if lock.item == "入选":
        wanted = [s for s in taking if not lock.values or s.id in lock.values]
        held = "、".join(s.id for s in taking)
        return [] if wanted else [f"该议题在 {held}" if taking else "该议题没有入选"]
    if lock.item == "不入选":
        barred = [s for s in taking if not lock.values or s.id in lock.values]
        return [f"{s.id} 安排了该议题" for s in barred]
    return [f"{s.id} {fault}" for s in taking for fault in _session_faults(s, problem, lock)]


def _session_faults(session: Session, problem: Problem, lock: Lock) -> list[str]:
    one_of = {
        "日期": session.date.isoformat(),
        "月份": str(session.date.month),
        "形式": session.form,
        "牵头": session.lead_body,
        "主持": session.host,
    }
    if lock.item in one_of:
        found = one_of[lock.item]
        return [] if found in lock.values else [f"计划中是{found or '空白'}"]
    if lock.item == "入选":
        return [f"没有安排议题 {t}" for t in lock.values if t not in session.topics]
    if lock.item == "不入选":
        return [f"安排了议题 {t}" for t in lock.values if t in session.topics]
    invited = {*session.members, *session.experts, *session.deliberators}
    if lock.item == "不参加":
        return [f"{who} 在名单中" for who in lock.values if who in invited]
    by_office = ex_officio(problem)
    excused = {m.id for m in problem.members if m.person in by_office}
    if session.form == "plenary":
        excused |= set(lock.values)
    return [f"{who} 不在名单中" for who in lock.values if who not in invited | excused]


RULE = Rule(
    id="locks",
    name="锁定",
    text="“锁定”表中办公室已经定下的事项，计划照办。",
    kind="hard",
    force="must",
    sources={},
    build=build,
    check=check,
)
