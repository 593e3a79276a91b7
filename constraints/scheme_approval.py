"""方案审批: the scheme is drafted, signed by the leader in charge and passed by the 主席会议.

anhua 二4, 三(二). Then mobilisation, research, coordination, session, in this order. Until the
scheme is passed a session is tentative. The 主席会议 is the CPPCC's leaders: none of them is
elsewhere meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from constraints import lead_time
from constraints.meeting_times import (
    BEFORE_TOPICS,
    half_days,
    leader_key,
    meeting_days,
    precede,
    shift,
    together,
)
from constraints.rule import Check, Finding, Parameter, Rule, Term
from planner.dates import ONE_DAY, HalfDay, months_before
from planner.domain import Problem
from planner.plan import Approval, Milestone, Plan, Session
from planner.variables import Meeting, Time

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Expr, Variables

ID = "scheme-approval"
BOARD = "主席会议"
SPAN = timedelta(days=45)
"""How long before the mobilisation a 主席会议 of the workbook still serves to pass its scheme."""
CALLED = 92
"""Cost of a 主席会议 to be called: more than of any listed one within `SPAN` (45 × 2, and 1)."""


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Place the 主席会议 that passes each scheme: on a listed day, else on one to be called."""
    if "meetings" not in variables.decides:
        return ()
    distance: Expr = 0
    for session in variables.fixed_sessions():
        if not session.merged_with_plenary:
            distance += _pass(variables, problem, session)
            precede(model, variables, session.id, ID, "mobilisation")
    return (Term("scheme-approval.shift", distance),)


def _pass(variables: Variables, problem: Problem, session: Session) -> Expr:
    """Add the 主席会议; return its distance from the day meant for it."""
    mobilisation = variables.meeting(session.id, "mobilisation")
    later = lead_time.nominal(problem, session.form, session.date)
    days = [time.day for time in mobilisation.times] if mobilisation else []
    first, last = min(days, default=later), max(days, default=later)
    start = lead_time.earliest(problem)
    begin = max(first - SPAN, start) if start <= first else first
    listed = [day for day in problem.settings.chair_meetings if begin <= day <= last]
    able = sorted({*meeting_days(problem, begin, last), *listed})
    chair = problem.chair.person if problem.chair else ""
    able_days, present = together(problem, able, (leader_key(problem, session.lead_leader), chair))
    meeting = Meeting(
        session=session.id,
        kind=ID,
        times=half_days(able_days),
        attendees=frozenset({*present, *(x.person for x in problem.cppcc_leaders)}),
        owner=BOARD,
        with_=(session.lead_leader,) if session.lead_leader else (),
        title="主席会议审议实施方案",
        shared=BOARD,
    )
    variables.add_meeting(meeting)
    notice = problem.number(ID, "notice_days", session.form)
    meant = problem.calendar.workdays_before(later, notice)
    if start <= later:
        meant = max(meant, start)
    ready = problem.calendar.workdays_after(start, notice)

    def cost(time: Time) -> int:
        is_listed = time.day in listed and time.day >= ready
        called = 0 if is_listed else CALLED
        return shift(meant, time.day, time.half_day) + called + BEFORE_TOPICS * (time.day < start)

    return sum(cost(time) * variables.meets(session.id, ID, time) for time in meeting.times)


def make(plan: Plan, problem: Problem) -> Plan:
    """Date the scheme: drafted by the lead body, signed by the leader in charge, then passed."""
    for session in plan.sessions:
        passed = session.milestone(ID)
        if session.form == "plenary" or session.merged_with_plenary or passed is None:
            continue
        if passed.start not in problem.settings.chair_meetings:
            passed = passed.replace(title="主席会议审议实施方案（当日须召开主席会议）")
        approval = Approval(by=BOARD, filed_at=session.approval.filed_at)
        plan = plan.update(
            session.replace(approval=approval).put(passed, _scheme(problem, session, passed))
        )
    return plan


def _scheme(problem: Problem, session: Session, passed: Milestone) -> Milestone:
    """Return the drafting of the scheme, which ends with the signature of the leader in charge."""
    calendar = problem.calendar
    start = calendar.workdays_before(
        passed.start, problem.number(ID, "drafting_days", session.form)
    )
    earliest = lead_time.earliest(problem)
    if earliest <= passed.start:
        start = max(start, earliest)
    signer = leader_key(problem, session.lead_leader)
    signed = passed.start - ONE_DAY
    while signed >= start and (not calendar.is_working(signed) or problem.is_away(signer, signed)):
        signed -= ONE_DAY
    if signed < start:
        signed = passed.start
    return Milestone(
        kind="scheme",
        start=min(start, signed),
        end=signed,
        owner=session.lead_body,
        with_=(session.lead_leader,) if session.lead_leader else (),
        title="拟定实施方案并报分管主席审签",
    )


def check(plan: Plan, problem: Problem) -> Check:
    """From the article: drafted, signed, passed, and all that follows in its order."""
    findings: list[Finding] = []
    notes: list[str] = []
    sessions = [s for s in plan.sessions if s.form != "plenary" and not s.merged_with_plenary]
    for session in sessions:
        texts = _judge_papers(session)
        texts += _judge_order(session)
        passed = session.milestone(ID)
        if passed is not None:
            listed = passed.start in problem.settings.chair_meetings
            stated = any(d.session == session.id for d in plan.deviations if d.rule == "lead-time")
            if passed.start < problem.settings.topics_fixed and not stated:
                texts.append(
                    f"{session.id} 的方案在 {passed.start} 审议，早于议题确定日 "
                    f"{problem.settings.topics_fixed}。"
                )
            if not listed and not problem.calendar.is_working(passed.start):
                texts.append(f"{session.id} 的方案在 {passed.start} 审议，不是工作日。")
            if not listed:
                notes.append(f"{passed.start} 须召开主席会议审议 {session.id} 的实施方案。")
        findings += [Finding(text, session.id) for text in texts]
    return Check(len(sessions), tuple(findings), tuple(notes))


def _judge_papers(session: Session) -> list[str]:
    """Judge who drafts, signs and passes the scheme."""
    texts = []
    scheme, passed = session.milestone("scheme"), session.milestone(ID)
    if scheme is None:
        texts.append(f"{session.id} 没有拟定实施方案的时间，请补上（由牵头单位拟定）。")
    else:
        if scheme.owner != session.lead_body:
            texts.append(
                f"{session.id} 的实施方案由“{scheme.owner}”拟定，应由牵头单位 {session.lead_body} 拟定。"
            )
        if session.lead_leader and session.lead_leader not in scheme.with_:
            texts.append(f"{session.id} 的实施方案没有报分管主席 {session.lead_leader} 审签。")
    if passed is None:
        texts.append(f"{session.id} 的实施方案没有主席会议审议的日期。")
    elif passed.owner != BOARD or session.approval.by != BOARD:
        texts.append(
            f"{session.id} 的实施方案由“{passed.owner or session.approval.by}”审议，应由{BOARD}审议通过。"
        )
    if scheme is not None and passed is not None and scheme.end > passed.start:
        texts.append(
            f"{session.id} 的实施方案 {scheme.end} 才审签，晚于主席会议审议（{passed.start}）。"
        )
    return texts


def _judge_order(session: Session) -> list[str]:
    """Judge the order from the approval to the session, half-day by half-day."""
    words = {
        ID: "主席会议审议方案",
        "mobilisation": "部署动员会",
        "research": "调研",
        "coordination": "工作协调会",
    }
    steps = [
        (word, found.begins, found.finishes)
        for kind, word in words.items()
        if (found := session.milestone(kind)) is not None
    ]
    opening = session.date, session.half_day.order
    steps.append(("会议", opening, opening))
    return [
        f"{session.id} 的{word}（{end[0]}）应在{next_word}（{begin[0]}）之前结束。"
        for (word, _, end), (next_word, begin, _) in pairwise(steps)
        if end >= begin
    ]


def measure(plan: Plan, problem: Problem) -> Mapping[str, int]:
    """Recompute how far each approval is from the day meant for it, and what a called one costs."""
    calendar = problem.calendar
    start = calendar.on_or_after(problem.settings.topics_fixed)
    distance = 0
    for session in plan.sessions:
        passed = session.milestone(ID)
        if session.form == "plenary" or session.merged_with_plenary or passed is None:
            continue
        lead = problem.number("lead-time", "lead_months", session.form)
        due = calendar.on_or_before(months_before(session.date, lead))
        if due < start < session.date:
            due = start
        notice = problem.number(ID, "notice_days", session.form)
        ready = calendar.workdays_after(start, notice)
        meant = calendar.workdays_before(due, notice)
        if meant < start <= due:
            meant = start
        distance += 2 * abs((passed.start - meant).days) + (passed.half_day == HalfDay.PM)
        serves = passed.start in problem.settings.chair_meetings and passed.start >= ready
        distance += (0 if serves else 92) + 500 * (passed.start < start)
    return {"scheme-approval.shift": distance}


RULE = Rule(
    id=ID,
    name="方案审批",
    text="牵头单位拟定实施方案，报分管主席审签，经主席会议审议通过后，依次动员、调研、协调、开会。",
    kind="made",
    force="must",
    sources={"anhua": "二4、三(二)"},
    build=build,
    make=make,
    check=check,
    measure=measure,
    parameters=(
        Parameter(
            "drafting_days", "拟稿天数", 10, "个工作日", "审议前多少个工作日开始拟方案", 0, 60
        ),
        Parameter("notice_days", "审议提前", 5, "个工作日", "动员会前多少个工作日审议方案", 0, 40),
    ),
)
