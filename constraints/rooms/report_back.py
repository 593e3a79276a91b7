"""通报反馈 in a room: the next session hears the last one's result, and whoever took part is told.

farm 12: results are reported at the next session, and how they are carried out is told to the
public and the units; 13–15: evaluated by those who took part. yangzhou (十): 件件有回音; sanyou 五(五):
public within a set time. A session for which no topic is left hears the result of the last, and
evaluates how results are carried out: it stands as 议题待定, and that is what it is held for.
The days are assumed.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from constraints.recount import days_on
from constraints.rule import Check, Finding, Parameter, Rule
from planner.dates import ONE_DAY
from planner.domain import Problem
from planner.plan import Milestone, Plan, Session
from planner.spoken import session_name

ID = "report-back"
REPORT, EVALUATION = "report-back", "evaluation"
YEAR_END_DAYS = 30
"""Days after its delivery by which a result that no session of the year hears is told in writing."""


def make(plan: Plan, problem: Problem) -> Plan:
    """Say what each session hears; date report-back, feedback and evaluation of each with a topic."""
    order = plan.by_date()
    for n, session in enumerate(order):
        hears = [REPORT] if n or problem.rooms[0].last_before or not session.topics else []
        if not session.topics:
            hears.append(EVALUATION)
        plan = plan.update(session.replace(hears=tuple(hears)))
    for n, session in enumerate(order):
        if not session.topics:
            continue
        found = plan.session(session.id) or session
        outcome = found.milestone("outcome")
        over = outcome.end if outcome else found.date
        following = order[n + 1] if n + 1 < len(order) else None
        plan = plan.update(found.put(*_told(problem, found, over, following)))
    return plan


def _told(
    problem: Problem, session: Session, over: date, following: Session | None
) -> tuple[Milestone, ...]:
    """Return report-back, feedback and evaluation of a session's result delivered at `over`."""
    calendar = problem.calendar
    if following:
        report = following.date
        title = f"在{session_name(problem, following.id)}上通报成果办理情况"
    else:
        report = max(over, calendar.on_or_before(over + timedelta(days=YEAR_END_DAYS)))
        title = "书面通报成果办理情况（本年度此后没有会议）"
    due = calendar.workdays_after(over, problem.number(ID, "feedback_days", session.form))
    feedback = max(calendar.on_or_before(due), over)
    evaluated = calendar.on_or_after(
        over + timedelta(days=problem.number(ID, "evaluation_days", session.form))
    )
    topics = [problem.topic(t) for t in session.topics]
    proposers = [p for t in topics for p in (*t.proposers, *t.proposer.split("、")) if p]
    others = tuple(dict.fromkeys(p for p in proposers if p != session.council))
    return (
        Milestone(kind=REPORT, start=report, end=report, owner=session.council, title=title),
        Milestone(
            kind="feedback",
            start=feedback,
            end=feedback,
            owner=session.council,
            with_=others,
            title="向议题提出者、参会人员和群众反馈成果报送和办理情况",
        ),
        Milestone(
            kind=EVALUATION,
            start=evaluated,
            end=evaluated,
            owner=session.council,
            title="组织参会人员评议成果落实情况",
        ),
    )


def check(plan: Plan, problem: Problem) -> Check:
    """From the articles: the next session hears each result; who proposed is told; it is evaluated."""
    held = sorted((s for s in plan.sessions if s.state != "cancelled"), key=lambda s: s.date)
    findings = [Finding(text, s.id) for s in held for text in _judge(s, problem)]
    for earlier, later in pairwise(held):
        if REPORT not in later.hears:
            text = f"{later.id} 没有听取上次协商（{earlier.id}）结果的通报，请补上。"
            findings.append(Finding(text, later.id))
        found = earlier.milestone(REPORT)
        if earlier.topics and found is not None and found.start != later.date:
            text = (
                f"{earlier.id} 的成果通报在 {found.start}，应在下一次会议（{later.date}）上通报。"
            )
            findings.append(Finding(text, earlier.id))
    pending = [s for s in held if not s.topics]
    notes = tuple(f"{s.id} 议题待定，听取上次协商结果的通报，开展成效评议。" for s in pending)
    return Check(len(held), tuple(findings), notes)


def _judge(session: Session, problem: Problem) -> list[str]:
    if not session.topics:
        return []
    texts = []
    outcome = session.milestone("outcome")
    over = outcome.end if outcome else session.date
    evaluated_by = over + timedelta(days=problem.number(ID, "evaluation_days", session.form))
    while not problem.calendar.is_working(evaluated_by):
        evaluated_by += ONE_DAY
    limits = {
        "report-back": None,
        "feedback": days_on(problem, over, problem.number(ID, "feedback_days", session.form)),
        "evaluation": evaluated_by,
    }
    words = {"report-back": "成果通报", "feedback": "反馈", "evaluation": "成效评议"}
    for kind, due in limits.items():
        found = session.milestone(kind)
        if found is None:
            texts.append(f"{session.id} 没有“{words[kind]}”，请补上时间和责任单位。")
        elif found.start < session.date:
            texts.append(f"{session.id} 的{words[kind]}在 {found.start}，早于会议。")
        elif due is not None and found.end > due:
            texts.append(f"{session.id} 的{words[kind]}在 {found.end}，应不迟于 {due}。")
    feedback = session.milestone("feedback")
    told = {session.council, *(feedback.with_ if feedback else ())}
    wanted = {p for t in session.topics for p in problem.topic(t).proposers}
    if feedback and wanted - told:
        who = "、".join(sorted(wanted - told))
        texts.append(f"{session.id} 的反馈没有写明告知提出议题的{who}，请补上。")
    return texts


RULE = Rule(
    id=ID,
    name="通报反馈",
    text="下一次协商通报上一次的结果，向提出者、参会人员和群众反馈，并组织成效评议；没有议题的场次写明听取什么。",
    kind="made",
    force="must",
    sources={"farm": "12—15", "yangzhou": "十", "sanyou": "五(五)"},
    make=make,
    check=check,
    parameters=(
        Parameter(
            "feedback_days", "反馈天数", 10, "个工作日", "成果报送后多少个工作日内反馈", 1, 120
        ),
        Parameter("evaluation_days", "评估天数", 90, "天", "成果报送后多少天组织评议", 1, 365),
    ),
)
