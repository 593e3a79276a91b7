"""决策之前: a topic is heard, and its outcome delivered, before it is decided (kailu 一3, 六20; farm 2).

Strictly before the decision date. A session held with the plenary is exempt from the outcome's
days (anhua 二3): there the hearing alone is before the decision.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from constraints.held_days import held_days
from constraints.recount import days_on
from constraints.rule import Check, Finding, Rule, Term
from constraints.topic_days import only_on
from planner.dates import ONE_DAY, HalfDay
from planner.domain import Problem, Slot, Topic
from planner.plan import Plan, Session

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Variables

ID = "before-decision"
OUTCOME_DAYS = 10
"""Working days to deliver the outcome (anhua 三(五)) where the rule `outcome` gives no number."""


def _outcome_days(problem: Problem, form: str) -> int:
    """Return the rule `outcome`'s working days for a form."""
    try:
        return problem.number("outcome", "days", form)
    except KeyError:
        return OUTCOME_DAYS


def in_time(problem: Problem, slot: Slot, topic: Topic, day: date) -> bool:
    """Whether the topic, heard in the session on the day, has its outcome before its decision."""
    if topic.decision_date is None:
        return True
    if slot.merged:
        return day < topic.decision_date
    calendar = problem.calendar
    over = calendar.half_days_from(day, HalfDay.AM, slot.half_days)[-1][0]
    due = calendar.workdays_after(over, _outcome_days(problem, slot.form))
    # A day that a notice may yet take is no day to deliver on: the one after is.
    return calendar.on_or_after(due) < topic.decision_date


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Let a session take the topic only on days early enough for the outcome."""
    if "programme" in variables.decides:
        for topic in problem.candidates:
            if topic.decision_date is not None:
                for slot in variables.sessions:
                    if topic.id not in variables.takes(slot.id):
                        continue
                    days = variables.days(slot.id)
                    # The later the session, the later its outcome: halved, not counted through.
                    late = bisect_left(
                        days, True, key=lambda d: not in_time(problem, slot, topic, d)
                    )
                    only_on(model, variables, slot.id, topic.id, frozenset(days[:late]))
    return ()


def check(plan: Plan, problem: Problem) -> Check:
    """Compare the decision date with the day of the outcome: as planned, else as due."""
    findings = []
    checked = 0
    for session in plan.sessions:
        for topic_id in session.topics:
            decision = problem.topic(topic_id).decision_date
            if decision is None:
                continue
            checked += 1
            ready, how = _ready(session, problem)
            if ready >= decision:
                findings.append(
                    Finding(
                        f"{session.id} 的议题 {topic_id} 将于 {decision} 决策，{how} {ready}，应早于决策日；"
                        f"请把会议提前到 {_last_day(session, problem, decision)} 或更早，或换议题。",
                        session.id,
                        (topic_id,),
                    )
                )
    return Check(checked, tuple(findings))


def _ready(session: Session, problem: Problem) -> tuple[date, str]:
    """Return the day that must lie before the decision, and what happens on it."""
    if session.merged_with_plenary or session.form == "plenary":
        return session.date, "会议在"
    delivered = session.milestone("outcome")
    if delivered is not None and delivered.end >= session.date:
        return delivered.end, f"会议在 {session.date}，成果报送在"
    days = _days_due(problem, session.form)
    over = held_days(session, problem)[-1]
    return days_on(problem, over, days), f"会议在 {over}，{days} 个工作日后成果报送为"


def _days_due(problem: Problem, form: str) -> int:
    """Look up the working days of 成果报送 again: the form's own, else the general, else ten."""
    found = {p.form: p.value for p in problem.parameters if (p.rule, p.name) == ("outcome", "days")}
    value = found.get(form, found.get("", 10))
    return value if isinstance(value, int) else 10


def _last_day(session: Session, problem: Problem, decision: date) -> date:
    """Return the last worked day whose outcome is due before the decision."""
    ordinary = not session.merged_with_plenary and session.form != "plenary"
    days = _days_due(problem, session.form) if ordinary else 0
    day = decision - ONE_DAY
    while not problem.calendar.is_working(day) or days_on(problem, day, days) >= decision:
        day -= ONE_DAY
    return day


RULE = Rule(
    id=ID,
    name="决策之前",
    text="有决策时间的议题，协商和成果报送都在决策之前。",
    kind="hard",
    force="must",
    sources={"kailu": "一3、六20", "farm": "2"},
    build=build,
    check=check,
)
