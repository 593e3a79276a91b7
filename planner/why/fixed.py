"""Why a session is as it is: what fixes its period, day, lead body and host; and the next best choice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from constraints.before_decision import in_time
from constraints.host import may_host
from constraints.topic_days import candidate_days
from constraints.topic_window import in_window
from planner.control import Control
from planner.domain import Lock, Problem
from planner.plan import Plan, Price, Session
from planner.reason import Reason
from planner.why.grounds_sessions import WISH, session_grounds
from planner.why.names import called
from planner.why.price import part_with, price
from planner.why.wish import Wish


@dataclass(frozen=True)
class NextBest:
    """What else a session could have: another topic, day, lead body or host; and what that costs."""

    item: str
    now: str
    price: Price


def fixing(problem: Problem, plan: Plan, session_id: str) -> tuple[Reason, ...]:
    """Return what fixes a session of a plan, each with its rule and how much it leaves open."""
    part, own = part_with(problem, plan, frozenset({session_id}))
    session = own.session(session_id)
    if session is None:
        return ()
    due = next(iter(session_grounds(part, (session_id,)))).reason
    return (due, *_days(part, session), *_people(part, session))


def _days(problem: Problem, session: Session) -> Iterator[Reason]:
    slot = problem.slot(session.id)
    days: Sequence[date] = candidate_days(problem, slot)
    if slot.merged:
        return
    span = len(days)
    left = [d for d in days if problem.is_meeting_day(d) and not problem.blackout_on(d, slot.form)]
    yield _reason(
        problem,
        "working-days",
        f"期内 {span} 个工作日，除去回避、全会和可能调休的日子，还有 {len(left)} 天。",
    )
    for topic_id in session.topics:
        topic = problem.topic(topic_id)
        in_months = [d for d in left if in_window(topic, d)]
        if len(in_months) < len(left):
            yield _reason(
                problem,
                "topic-window",
                f"{topic_id} 的月份要求留下 {len(in_months)} 天。",
                topic_id,
            )
        early = [d for d in in_months if in_time(problem, slot, topic, d)]
        if len(early) < len(in_months):
            yield _reason(
                problem,
                "before-decision",
                f"{topic_id} 要在 {topic.decision_date} 决策之前报送成果，留下 {len(early)} 天。",
                topic_id,
            )
        left = early
    away = [d for d in left if _away(problem, session, d)]
    if away:
        yield _reason(
            problem,
            "host",
            f"主持人或分管领导不在，又去掉 {len(away)} 天，余下 {len(left) - len(away)} 天里按目标定在 {session.date}。",
        )
    else:
        yield Reason(text=f"余下 {len(left)} 天里，按日程均衡等目标定在 {session.date}。")


def _away(problem: Problem, session: Session, day: date) -> bool:
    persons = {x.person for x in problem.leaders if x.id in (session.host, session.lead_leader)}
    persons.add(problem.slot(session.id).host_person)
    return any(problem.is_away(person, day) for person in persons if person)


def _people(problem: Problem, session: Session) -> Iterator[Reason]:
    slot = problem.slot(session.id)
    if slot.fixed_lead:
        yield _reason(
            problem, "one-lead-body", f"由{slot.fixed_lead}牵头：这种协商形式只能由它牵头。"
        )
    elif session.topics:
        bodies = {b for t in session.topics for b in problem.topic(t).lead_bodies}
        said = (
            f"议题的牵头单位是{'、'.join(sorted(bodies))}。"
            if bodies
            else "议题没有写牵头单位，由程序选定。"
        )
        yield _reason(
            problem, "one-lead-body", f"由{session.lead_body}牵头：{said}", *session.topics
        )
    over = [called(problem, problem.leader(i).person) for i in _in_charge(problem, session)]
    if over:
        yield _reason(problem, "lead-leader", f"分管{session.lead_body}的是{'、'.join(over)}。")
    if slot.host:
        yield _reason(problem, "host", f"由{session.host}主持：这种协商形式由其主持。")
    else:
        able = [x for x in problem.leaders if may_host(problem, slot, x)]
        names = "、".join(x.name for x in able)
        yield _reason(
            problem, "host", f"可主持的有{names}（{len(able)} 人），按负担均衡等目标选定。"
        )


def _in_charge(problem: Problem, session: Session) -> tuple[str, ...]:
    known = {body.name for body in problem.bodies}
    return problem.leaders_in_charge(session.lead_body) if session.lead_body in known else ()


def _reason(problem: Problem, rule: str, text: str, *entities: str) -> Reason:
    return Reason(rule=rule, article=problem.sources.get(rule, ""), entities=entities, text=text)


def next_best(
    problem: Problem, plan: Plan, session_id: str, control: Control
) -> Iterator[NextBest]:
    """Yield, for each thing that may be otherwise, the best plan in which it is, as a price."""
    part, own = part_with(problem, plan, frozenset({session_id}))
    session = own.session(session_id)
    if session is None or session.form == "plenary":
        return
    for item, now, locks in _others(part, session):
        wish = Wish(f"{session_id} {item}", locks)
        yield NextBest(item, now, price(problem, plan, wish, control))


def _others(problem: Problem, session: Session) -> Iterator[tuple[str, str, tuple[Lock, ...]]]:
    slot = problem.slot(session.id)
    lock = Lock(subject=session.id, item="日期", values=(), cell=WISH)
    if session.topics and not slot.items:
        held = lock.model_copy(update={"item": "不入选", "values": session.topics})
        yield "议题", "、".join(session.topics), (held,)
    days = [d.isoformat() for d in candidate_days(problem, slot) if d != session.date]
    if days:
        yield "日期", str(session.date), (lock.model_copy(update={"values": tuple(days)}),)
    if not slot.fixed_lead and not slot.items:
        bodies = tuple(b.name for b in problem.bodies if b.name != session.lead_body)
        if bodies:
            other = lock.model_copy(update={"item": "牵头", "values": bodies})
            yield "牵头", session.lead_body, (other,)
    if not slot.host:
        hosts = tuple(
            x.id for x in problem.leaders if may_host(problem, slot, x) and x.id != session.host
        )
        if hosts:
            yield "主持", session.host, (lock.model_copy(update={"item": "主持", "values": hosts}),)
