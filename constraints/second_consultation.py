"""二次协商: no more than two rounds, earlier years counted (farm 12).

A topic already heard once has one session, its round 2. A new topic that needs a second round
(需二次协商) has its first and, `min_gap_days` later, a second place held as tentative.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, permutations
from typing import TYPE_CHECKING

from constraints.rule import Check, Easing, Finding, Parameter, Rule, Term
from planner.domain import Problem, Topic
from planner.plan import Plan, Session

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Expr, Variables

ID = "second-consultation"
ROUNDS = 2
"""At most so many rounds of one topic (farm 12), over all years."""


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Count the rounds; place both rounds of a new topic that needs two, far enough apart."""
    if "programme" not in variables.decides:
        return ()
    for topic in problem.candidates:
        if topic.needs_second and not topic.rounds_held:
            _place_both(model, variables, problem, topic)
        elif topic.rounds_held:
            times = sum(variables.topic_in(slot.id, topic.id) for slot in variables.sessions)
            model.add(times <= max(0, ROUNDS - topic.rounds_held))
    return ()


def _place_both(model: CpModel, variables: Variables, problem: Problem, topic: Topic) -> None:
    """Choose at most one pair of sessions (first, second): a session takes the topic within it.

    The row of a pair holds for any days where the pair is not chosen: `least` is the least
    distance that the two sessions' days can have.
    """
    pairs: dict[tuple[str, str], Expr] = {}
    fitting = [slot.id for slot in variables.sessions if topic.id in variables.takes(slot.id)]
    for first, second in permutations(fitting, 2):
        days, later = variables.days(first), variables.days(second)
        gap = problem.number(ID, "min_gap_days", problem.slot(second).form)
        if not days or not later or (later[-1] - days[0]).days < gap:
            continue
        chosen = model.new_bool_var(f"{ID} {topic.id} {first} {second}")
        pairs[first, second] = chosen
        least = (later[0] - days[-1]).days
        if least < gap:
            distance = variables.day_number(second) - variables.day_number(first)
            model.add(distance >= least + (gap - least) * chosen)
    for session in fitting:
        within = sum(chosen for pair, chosen in pairs.items() if session in pair)
        model.add(variables.topic_in(session, topic.id) == within)
    model.add(sum(pairs.values()) <= 1)


def make(plan: Plan, problem: Problem) -> Plan:
    """Number the rounds in order of date; a second place of this year is tentative."""
    held = {topic.id: topic.rounds_held for topic in problem.topics}
    in_year: set[str] = set()
    for session in plan.by_date():
        if not session.topics or session.state == "cancelled":
            continue
        for topic_id in session.topics:
            held[topic_id] += 1
        changes: dict[str, object] = {"round": max(held[t] for t in session.topics)}
        if in_year & set(session.topics):
            changes["state"] = "tentative"
        in_year |= set(session.topics)
        plan = plan.update(session.replace(**changes))
    return plan


def check(plan: Plan, problem: Problem) -> Check:
    """Count each topic's rounds with those of earlier years; judge gap, number and state of a second."""
    findings: list[Finding] = []
    sessions: dict[str, list[Session]] = {}
    for session in plan.sessions:
        if session.state != "cancelled":
            for topic_id in session.topics:
                sessions.setdefault(topic_id, []).append(session)
    for topic_id, found in sessions.items():
        topic = problem.topic(topic_id)
        found.sort(key=lambda s: (s.date, s.half_day.order))
        total = topic.rounds_held + len(found)
        if total > 2:
            findings.append(
                Finding(
                    f"议题 {topic_id} 此前已协商 {topic.rounds_held} 次，本年又安排 {len(found)} 次，"
                    f"共 {total} 次，同一议题不超过 2 次，请减少 {total - 2} 次。",
                    found[-1].id,
                    (topic_id,),
                )
            )
        elif topic.needs_second and topic.rounds_held == 0 and len(found) == 1:
            findings.append(
                Finding(
                    f"议题 {topic_id} 需二次协商，只安排了 {found[0].id} 一次，"
                    "请留出第二次，或在“议题”表改“需二次协商”。",
                    found[0].id,
                    (topic_id,),
                )
            )
        for number, session in enumerate(found, start=topic.rounds_held + 1):
            if len(session.topics) == 1 and session.round != number:
                findings.append(
                    Finding(
                        f"{session.id} 是议题 {topic_id} 的第 {number} 次协商，写作第 {session.round} 次，"
                        f"应为第 {number} 次。",
                        session.id,
                        (topic_id,),
                    )
                )
        for first, second in pairwise(found):
            findings += _second(topic_id, first, second, problem)
    return Check(len(sessions), tuple(findings))


def _second(topic_id: str, first: Session, second: Session, problem: Problem) -> list[Finding]:
    """Judge two rounds of one year: days between them, and that the second is not yet confirmed."""
    findings = []
    gap = problem.number(ID, "min_gap_days", second.form)
    days = (second.date - first.date).days
    if days < gap:
        findings.append(
            Finding(
                f"议题 {topic_id} 的两次协商（{first.id} {first.date}，{second.id} {second.date}）"
                f"相隔 {days} 天，至少应隔 {gap} 天，请把后一次再推后 {gap - days} 天。",
                second.id,
                (topic_id,),
            )
        )
    if second.state != "tentative" and first.state != "held":
        findings.append(
            Finding(
                f"{second.id} 是议题 {topic_id} 的第二次协商，第一次尚未开过，状态应为“暂定”。",
                second.id,
                (topic_id,),
            )
        )
    return findings


RULE = Rule(
    id=ID,
    name="二次协商",
    text="同一议题协商原则上不超过两次；第二次与第一次隔开一段时间，先作暂定。",
    kind="hard",
    force="usual",
    sources={"farm": "12"},
    build=build,
    make=make,
    check=check,
    parameters=(Parameter("min_gap_days", "最少间隔", 60, "天", "两次协商之间的日历天数", 0, 360),),
    easing=(Easing("min_gap_days", 0),),
)
