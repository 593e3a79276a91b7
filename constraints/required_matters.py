"""必经事项: matters with a set forum are heard there (kailu 二4–5, 六20, 分工(二)2–3).

The reports of government, plan, budget and the two courts go before the plenary; so does a
mandated topic that only the plenary may hear, and one that the office has locked in there. Other
listed matters go to the plenary or the 常委会: their 协商形式 say so, and `form-match` keeps it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from constraints.rule import Check, Finding, Rule, Term
from planner.domain import Problem, Topic
from planner.plan import Plan

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Variables

ID = "required-matters"


def heard_at_plenary(problem: Problem) -> tuple[Topic, ...]:
    """Return the topics that the plenary hears by this rule; none where it is not in force.

    A mandated topic whose window, decision or rounds keep it from the plenary is not among them:
    it has no forum at all, and `mandated` says so.
    """
    if ID not in problem.rules:
        return ()
    locked = _locked_in(problem)
    return tuple(
        t
        for t in problem.topics
        if t.kind == "必经事项"
        or (_fits(problem, t) and (t.id in locked or (t.mandated and t.forms == ("plenary",))))
    )


def _locked_in(problem: Problem) -> frozenset[str]:
    """Return the topics that a lock puts in the plenary and nowhere else."""
    plenary = {slot.id for slot in problem.slots if slot.form == "plenary"}
    found: set[str] = set()
    for lock in problem.locks:
        if lock.item == "入选":
            if lock.subject in plenary:
                found.update(lock.values)
            elif lock.values and plenary.issuperset(lock.values):
                found.add(lock.subject)
    return frozenset(found)


def _fits(problem: Problem, topic: Topic) -> bool:
    start, end = problem.settings.plenary_start, problem.settings.plenary_end
    return (
        topic.is_candidate
        and (not topic.forms or "plenary" in topic.forms)
        and not topic.is_excluded
        and topic.rounds_held < 2
        and (topic.rounds_held > 0 or not topic.needs_second)
        and (topic.earliest_month or 1) <= start.month <= (topic.latest_month or 12)
        and (topic.decision_date is None or topic.decision_date > end)
    )


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Keep what the plenary itself hears out of the sessions, the one merged with it included."""
    if "programme" in variables.decides:
        for topic in heard_at_plenary(problem):
            for slot in variables.sessions:
                if topic.id in variables.takes(slot.id):
                    model.add(variables.topic_in(slot.id, topic.id) == 0)
    return ()


def make(plan: Plan, problem: Problem) -> Plan:
    """Put the reports and the mandated topics that only the plenary may hear on its list."""
    heard = tuple(topic.id for topic in heard_at_plenary(problem))
    for session in plan.sessions:
        if session.form == "plenary":
            plan = plan.update(
                session.replace(topics=tuple(dict.fromkeys((*session.topics, *heard))))
            )
    return plan


def check(plan: Plan, problem: Problem) -> Check:
    """Look for each of them among the topics of the plenary, or of a session held with it."""
    findings = []
    plenary = [s for s in plan.sessions if s.form == "plenary" and s.state != "cancelled"]
    heard = {topic for session in plenary for topic in session.topics}
    with_it = {t for s in plan.sessions if s.merged_with_plenary for t in s.topics}
    reports = [t for t in problem.topics if t.kind == "必经事项"]
    assigned = [
        t
        for t in problem.topics
        if t.kind == "议题" and t.mandated and set(t.forms) == {"plenary"} and not t.exclusion
    ]
    where = plenary[0].id if plenary else "plenary-1"
    for topic in reports:
        if topic.id not in heard:
            findings.append(
                Finding(
                    f"全体会议（{where}）的协商事项中没有 {topic.id}“{topic.title}”，"
                    "这项必须提交全体会议协商，请补上。",
                    where,
                    (topic.id,),
                )
            )
    for topic in assigned:
        if topic.id not in heard | with_it:
            findings.append(
                Finding(
                    f"指定议题 {topic.id}“{topic.title}”只可由全体会议协商，全体会议（{where}）没有列入，"
                    "请补上，或改“议题”表的协商形式。",
                    where,
                    (topic.id,),
                )
            )
    return Check(len(reports) + len(assigned), tuple(findings))


RULE = Rule(
    id=ID,
    name="必经事项",
    text="政府、计划、预决算和法院、检察院工作报告提交全体会议协商；指定由全会协商的议题同此。",
    kind="hard",
    force="must",
    sources={"kailu": "二4—5、六20、分工(二)2—3"},
    build=build,
    make=make,
    check=check,
)
