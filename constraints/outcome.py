"""成果报送: the office delivers the result within ten working days of the session (anhua 三(五)).

Kailu's forms have no number of days in their articles (四13, 四15: 及时): ten, assumed. A session of
several half-days is over with its last. One merged with the plenary is exempt from the days; its
result is dated all the same, from the plenary's end.
"""

from __future__ import annotations

from datetime import date

from constraints.offices import office_name
from constraints.outcome_route import has_result
from constraints.recount import days_on
from constraints.rule import Check, Finding, Parameter, Rule
from planner.dates import ONE_DAY, HalfDay
from planner.domain import Problem
from planner.plan import Milestone, Plan, Session

ID = "outcome"


def make(plan: Plan, problem: Problem) -> Plan:
    """Date the delivery at its deadline, or the last day before it on which one may count on work."""
    for session in plan.sessions:
        if not has_result(problem, session.form):
            continue
        over = _over(problem, session)
        due = problem.calendar.workdays_after(over, problem.number(ID, "days", session.form))
        day = max(problem.calendar.on_or_before(due), over)
        title = "报送协商成果"
        if session.form == "plenary":
            title = "综合整理委员在全体会议期间的意见和建议，报送县委、县政府"
        if session.merged_with_plenary:
            title += "（随全会，不受天数限制，日期供参考）"
        office = office_name(problem)
        plan = plan.update(
            session.put(
                Milestone(
                    kind=ID,
                    start=day,
                    end=day,
                    owner=office,
                    with_=(session.lead_body,) if session.lead_body not in ("", office) else (),
                    title=title,
                )
            )
        )
    return plan


def _over(problem: Problem, session: Session) -> date:
    """Return the day on which the session, or the plenary it belongs to, is over."""
    if session.merged_with_plenary or session.form == "plenary":
        return problem.settings.plenary_end
    taken = problem.calendar.half_days_from(session.date, session.half_day, session.half_days)
    return taken[-1][0]


def check(plan: Plan, problem: Problem) -> Check:
    """From the article: within ten working days, counted as statute and notice leave them."""
    sessions = [
        s
        for s in plan.sessions
        if s.form != "plenary" or problem.parameter("outcome-route", "papers", s.form).form
    ]
    findings = [Finding(text, s.id) for s in sessions for text in _judge(s, problem)]
    return Check(len(sessions), tuple(findings))


def _judge(session: Session, problem: Problem) -> list[str]:
    days = problem.number(ID, "days", session.form)
    over = _last_day(session, problem)
    due = days_on(problem, over, days)
    found = session.milestone(ID)
    if found is None:
        return [f"{session.id} 没有成果报送，应不迟于 {due}（会后{days}个工作日）。"]
    texts = []
    if found.end > due and not session.merged_with_plenary:
        texts.append(
            f"{session.id} 的成果报送在 {found.end}，应不迟于 {due}（会后{days}个工作日）。"
        )
    if found.start < over:
        texts.append(f"{session.id} 的成果报送在 {found.start}，早于会议（{over}）。")
    if found.owner != office_name(problem):
        texts.append(
            f"{session.id} 的成果报送由“{found.owner}”负责，应由{office_name(problem)}负责。"
        )
    return texts


def _last_day(session: Session, problem: Problem) -> date:
    """Return the session's last day: two half-days a day from its first, on working days."""
    if session.form == "plenary":
        return problem.settings.plenary_end
    left = session.half_days - (1 if session.half_day == HalfDay.PM else 2)
    day = session.date
    while left > 0:
        day += ONE_DAY
        left -= 2 * problem.calendar.is_working(day)
    return day


RULE = Rule(
    id=ID,
    name="成果报送",
    text="协商会结束后 10 个工作日内，办公室报送协商成果。",
    kind="made",
    force="must",
    sources={"anhua": "三(五)"},
    make=make,
    check=check,
    parameters=(Parameter("days", "报送天数", 10, "个工作日", "会后多少个工作日内报送", 1, 60),),
)
