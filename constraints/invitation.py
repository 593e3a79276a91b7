"""邀请: the lead body reserves, then the office sends the formal notice (anhua 三(一)3).

Neither before the scheme, which names whom to invite (anhua 二4), is passed. The numbers of
working days are assumed.
"""

from __future__ import annotations

from datetime import date

from constraints.offices import office_name
from constraints.recount import days_back
from constraints.rule import Check, Finding, Parameter, Rule
from planner.domain import Problem
from planner.plan import Milestone, Plan, Session

ID = "invitation"


def make(plan: Plan, problem: Problem) -> Plan:
    """Date the reservation and the notice of every session."""
    for session in plan.sessions:
        if session.form == "plenary":
            continue
        reserved = _day(problem, session, "reservation_days")
        noticed = _day(problem, session, "days")
        office = office_name(problem)
        plan = plan.update(
            session.put(
                Milestone(
                    kind="reservation",
                    start=reserved,
                    end=reserved,
                    owner=session.lead_body,
                    with_=session.departments,
                    title="预约邀请，告知会议基本安排",
                ),
                Milestone(
                    kind="invitation",
                    start=noticed,
                    end=noticed,
                    owner=office,
                    with_=(session.lead_body,) if session.lead_body not in ("", office) else (),
                    title="寄送正式通知和邀请函",
                ),
            )
        )
    return plan


def _day(problem: Problem, session: Session, parameter: str) -> date:
    """Return the day that many working days before the session, not before the scheme is passed."""
    days = problem.number(ID, parameter, session.form)
    day = problem.calendar.workdays_before(session.date, days)
    passed = session.milestone("scheme-approval")
    ready = passed.start if passed else problem.settings.topics_fixed
    return max(day, problem.calendar.on_or_after(ready)) if ready < session.date else day


def check(plan: Plan, problem: Problem) -> Check:
    """From the article: reservation by the lead body, then notice by the office, both in time."""
    findings: list[Finding] = []
    sessions = [s for s in plan.sessions if s.form != "plenary"]
    for session in sessions:
        for kind, word, parameter, owner in (
            ("reservation", "预约邀请", "reservation_days", session.lead_body),
            ("invitation", "正式通知", "days", office_name(problem)),
        ):
            findings += [
                Finding(text, session.id)
                for text in _judge(session, problem, kind, word, parameter, owner)
            ]
        reserved, noticed = session.milestone("reservation"), session.milestone("invitation")
        if reserved is not None and noticed is not None and reserved.end > noticed.start:
            findings.append(
                Finding(
                    f"{session.id} 的预约邀请（{reserved.end}）应先于正式通知（{noticed.start}）。",
                    session.id,
                )
            )
    return Check(len(sessions), tuple(findings))


def _judge(
    session: Session, problem: Problem, kind: str, word: str, parameter: str, owner: str
) -> list[str]:
    days = problem.number(ID, parameter, session.form)
    due = days_back(problem, session.date, days)
    passed = session.milestone("scheme-approval")
    ready = passed.start if passed else problem.settings.topics_fixed
    why = f"会前{days}个工作日"
    if due < ready < session.date:
        due, why = problem.calendar.on_or_after(ready), "方案审议通过之日"
    found = session.milestone(kind)
    if found is None:
        return [f"{session.id} 没有“{word}”，应不迟于 {due}（{why}）。"]
    texts = []
    if found.end > due:
        texts.append(f"{session.id} 的{word}在 {found.end}，应不迟于 {due}（{why}）。")
    if passed is not None and found.start < passed.start:
        texts.append(f"{session.id} 的{word}在 {found.start}，早于方案审议通过（{passed.start}）。")
    if found.owner != owner:
        texts.append(f"{session.id} 的{word}由“{found.owner}”负责，应由 {owner} 负责。")
    return texts


RULE = Rule(
    id=ID,
    name="邀请",
    text="牵头委室先预约邀请，落实出席情况后办公室寄送正式通知和邀请函。",
    kind="made",
    force="must",
    sources={"anhua": "三(一)3"},
    make=make,
    check=check,
    parameters=(
        Parameter("days", "正式通知", 10, "个工作日", "会前多少个工作日寄送正式通知", 0, 60),
        Parameter(
            "reservation_days", "预约邀请", 15, "个工作日", "会前多少个工作日预约邀请", 0, 60
        ),
    ),
)
