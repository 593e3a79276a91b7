"""What something would cost: the difference of two plans, each solved to its best.

Never a dual value or a weight: the year is solved again with what is asked for, and the two plans
are compared stage by stage, topic by topic, session by session.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.check import objectives
from planner.control import Control
from planner.domain import Problem
from planner.explanation import Conflict, ground_line
from planner.near_best import FOLLOWING
from planner.parts import COUNTY, county_part, part_of, room_part
from planner.plan import Plan, Price, Session, StageChange
from planner.plan_words import stage_word
from planner.solve import solve
from planner.spoken import session_name, spoken
from planner.why.conflict import causes_alone
from planner.why.grounds_sessions import WISH
from planner.why.wish import Wish

NAMED = 4
"""How many sessions or topics a price names one by one."""


def part_with(problem: Problem, plan: Plan, subjects: frozenset[str]) -> tuple[Problem, Plan]:
    """Return the part of the year that sessions and topics belong to, the county or a room; its plan."""
    for room in problem.rooms:
        own = {s.id for s in problem.council_slots(room.name)}
        own |= {t.id for t in problem.room_topics(room.name)}
        if own & subjects:
            mine = [e["member"] for e in plan.room_assignments if e["room"] == room.name]
            return room_part(problem, room, mine), part_of(plan, room.name)
    return county_part(problem), part_of(plan, COUNTY)


def price(problem: Problem, plan: Plan, wish: Wish, control: Control) -> Price:
    """Return what a wish costs against a plan, or why no plan grants it.

    Parameters
    ----------
    plan:
        The best plan of the year as it is.

    Raises
    ------
    TimeoutError
        Where no plan was found in the time given, though one may exist.
    """
    part, before = part_with(problem, plan, frozenset(lock.subject for lock in wish.locks))
    asked = wish.granted(part)
    solved = solve(asked, control)
    if solved.plan is not None:
        return difference(before, solved.plan, part)
    if solved.outcome == "no-time":
        raise TimeoutError(wish.words)
    return Price(possible=False, text=_why_not(causes_alone(asked, control), asked))


def _why_not(conflict: Conflict, problem: Problem) -> str:
    """Return the grounds that stand against what is asked for, the wish itself left out."""
    grounds = [
        g
        for cause in conflict.causes
        for g in cause.grounds
        if WISH not in g.text and (g.rule != "locks" or g.cells)
    ]
    others = dict.fromkeys(ground_line(g, problem).removesuffix("。") for g in grounds)
    facts = [spoken(fact.text, problem).removesuffix("。") for fact in conflict.facts]
    return "；".join(others or facts) + "。"


def difference(before: Plan, after: Plan, problem: Problem) -> Price:
    """Return what changes from one plan of a part to another, in numbers and in words."""
    old = {s.id: s for s in before.sessions}
    new = {s.id: s for s in after.sessions}
    both = [(old[i], new[i]) for i in old if i in new]
    candidates = {topic.id for topic in problem.candidates}
    had = {t for s in before.sessions for t in s.topics} & candidates
    has = {t for s in after.sessions for t in s.topics} & candidates
    price = Price(
        possible=True,
        text="",
        stages=tuple(_stages(before, after, problem)),
        topics_out=tuple(sorted(had - has)),
        topics_in=tuple(sorted(has - had)),
        moved=tuple(a.id for a, b in both if a.date != b.date),
        others=tuple(a.id for a, b in both if _led(a) != _led(b)),
        seats=sum(len(_seated(b) - _seated(a)) for a, b in both),
        proven=before.status == "optimal" and after.status == "optimal",
    )
    return price.replace(text=_words(price, problem))


def _stages(before: Plan, after: Plan, problem: Problem) -> Iterator[StageChange]:
    """Yield what each stage of the second plan is in the first, counted again there term by term.

    A plan that stands may be hand-made, or a room's part of a year: it has no stages of its own.
    """
    terms = objectives(before, problem)
    weights = {stage.name: stage.weights for stage in problem.emphasis.stages}
    for stage in after.stages:
        if stage.name in weights and stage.name not in FOLLOWING:
            value = sum(weights[stage.name][name] * terms.get(name, 0) for name in stage.terms)
            yield StageChange(name=stage.name, sense=stage.sense, before=value, after=stage.value)


def _led(session: Session) -> tuple[str, str, str]:
    return session.lead_body, session.lead_leader, session.host


def _seated(session: Session) -> frozenset[str]:
    return frozenset((*session.members, *session.experts, *session.deliberators))


def _words(price: Price, problem: Problem) -> str:
    """Return a price in one sentence. Topics by 编号 alone: a title may be secret."""
    parts = []
    if price.topics_out:
        parts.append(f"换下 {'、'.join(price.topics_out)}")
    if price.topics_in:
        parts.append(f"换上 {'、'.join(price.topics_in)}")
    lost = [stage for stage in price.stages if stage.loss]
    parts += [
        f"{stage_word(s.name)}由 {s.before} 变为 {s.after}（{'差' if s.loss > 0 else '好'} {abs(s.loss)}）"
        for s in lost
    ]
    if not lost:
        parts.append("各项目标不变")
    if price.moved:
        parts.append(f"改期 {_named(price.moved, problem)}")
    if price.others:
        parts.append(f"换牵头、分管或主持 {_named(price.others, problem)}")
    if price.seats:
        parts.append(f"换 {price.seats} 个席位")
    exact = "" if price.proven else "（未全部证明为最优，数字为现有最好的）"
    return f"{'；'.join(parts)}{exact}。"


def _named(sessions: tuple[str, ...], problem: Problem) -> str:
    shown = "、".join(session_name(problem, s) for s in sessions[:NAMED])
    return shown if len(sessions) <= NAMED else f"{shown}等 {len(sessions)} 场"
