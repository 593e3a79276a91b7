"""通报反馈: who hears what became of the result, and when.

anhua 三(五)2 has the lead body follow up; farm 12–15, yangzhou (十), kailu 五19 and sanyou 五(五)
ask that the next session hears the last one's result, that whoever proposed and took part is
told (kailu: by the office), and that the result is evaluated. The days are assumed.

Who hears it next: the form's next session; of a pair, a group or a proposal their own next one,
for another pair has no part in it. Of a session of the annex only the feedback is due.
"""

from __future__ import annotations

from datetime import date, timedelta

from constraints.annex import in_annex
from constraints.offices import office_name
from constraints.recount import days_on
from constraints.rule import Check, Finding, Parameter, Rule
from planner.dates import ONE_DAY, days_from
from planner.domain import Problem
from planner.plan import Milestone, Plan, Session
from planner.spoken import session_name

ID = "report-back"
YEAR_END_DAYS = 30
"""Days after its delivery by which a result that no session hears is reported to a 主席会议."""
_AGAIN = {
    "quarter": "同类会议", "count": "同类会议", "pair": "双方的会议", "group": "本组的活动",
    "proposal": "这件提案的会议", "supervision": "同一项活动",
}  # fmt: skip
"""What does not come again in the year, by what a form's sessions are due for."""


def make(plan: Plan, problem: Problem) -> Plan:
    """Date report-back, feedback and evaluation of every session whose outcome is dated."""
    for session in plan.sessions:
        outcome = session.milestone("outcome")
        if session.form == "plenary" or outcome is None:
            continue
        told = [_feedback(problem, session, outcome.end)]
        if not in_annex(problem, session):
            told.append(_report(plan, problem, session, outcome.end))
            told.append(_evaluation(problem, session, outcome.end))
        plan = plan.update(session.put(*told))
    return plan


def _series(problem: Problem, session: Session) -> str:
    """Return what the sessions that hear each other's results share: a form, or a pair of it."""
    form = problem.form(session.form)
    if form.per in ("year", "period", "quarter", "count"):
        return form.id
    slot = problem.slot(session.id)
    return " ".join((form.id, slot.lead_body, *slot.departments, slot.group, *slot.items))


def _report(plan: Plan, problem: Problem, session: Session, delivered: date) -> Milestone:
    """Return the report at the first session of the form after the result is delivered."""
    series = _series(problem, session)
    later = (s for s in plan.by_date() if s.date >= delivered and s.form == session.form)
    following = next((s for s in later if _series(problem, s) == series), None)
    if following is not None:  # a due date within that session, no meeting of its own: no half-day
        return Milestone(
            kind="report-back",
            start=following.date,
            end=following.date,
            owner=session.lead_body,
            title=f"在{session_name(problem, following.id)}上通报成果办理情况",
            place=following.venue,
        )
    day = _chair_meeting(problem, delivered)
    per = problem.form(session.form).per
    return Milestone(
        kind="report-back",
        start=day,
        end=day,
        owner=session.lead_body,
        title=f"在主席会议上通报成果办理情况（本年度此后没有{_AGAIN.get(per, '协商会议')}，列入年终报告）",
    )


def _chair_meeting(problem: Problem, delivered: date) -> date:
    """Return a listed 主席会议, else the last day within the time on which one may be called.

    Days kept clear for all (year-end reviews) are none; where all are, the first day after them.
    """
    after = delivered + timedelta(days=YEAR_END_DAYS)
    listed = [d for d in problem.settings.chair_meetings if delivered <= d <= after]
    if listed:
        return listed[0]
    possible = [d for d in days_from(delivered, after) if problem.is_meeting_day(d)]
    if possible:
        return possible[-1]
    later = days_from(after, after + timedelta(days=YEAR_END_DAYS))
    return next((d for d in later if problem.is_meeting_day(d)), after)


def _feedback(problem: Problem, session: Session, delivered: date) -> Milestone:
    days = problem.number(ID, "feedback_days", session.form)
    due = problem.calendar.workdays_after(delivered, days)
    day = max(problem.calendar.on_or_before(due), delivered)
    by_office = problem.number(ID, "by_office", session.form)
    owner = office_name(problem) if by_office else session.lead_body
    topics = [problem.topic(t) for t in session.topics]
    proposers = [p for t in topics for p in (*t.proposers, *t.proposer.split("、")) if p]
    concerned = (session.lead_body, *proposers) if by_office else proposers
    return Milestone(
        kind="feedback",
        start=day,
        end=day,
        owner=owner,
        with_=tuple(dict.fromkeys(p for p in concerned if p and p != owner)),
        title="向提出意见建议的团体、委员反馈办理情况"
        if by_office
        else "向议题提出单位（人）和参会人员反馈成果报送情况",
    )


def _evaluation(problem: Problem, session: Session, delivered: date) -> Milestone:
    days = problem.number(ID, "evaluation_days", session.form)
    day = problem.calendar.on_or_after(delivered + timedelta(days=days))
    return Milestone(
        kind="evaluation",
        start=day,
        end=day,
        owner=session.lead_body,
        with_=session.departments,
        title="跟踪成果落实情况并评估",
    )


def check(plan: Plan, problem: Problem) -> Check:
    """Recompute the next session that hears each result, and the days of feedback and evaluation."""
    sessions = [s for s in plan.sessions if s.form != "plenary"]
    findings = [Finding(text, s.id) for s in sessions for text in _judge(s, plan, problem)]
    return Check(len(sessions), tuple(findings))


def _judge(session: Session, plan: Plan, problem: Problem) -> list[str]:
    outcome = session.milestone("outcome")
    words = {"report-back": "成果通报", "feedback": "反馈", "evaluation": "跟踪评估"}
    agreed_later = problem.form(session.form).topics == "optional" and not session.topics
    wanted = ("feedback",) if agreed_later else tuple(words)
    texts = [
        f"{session.id} 没有“{words[kind]}”，请补上时间和责任单位。"
        for kind in wanted
        if session.milestone(kind) is None
    ]
    for milestone in session.milestones:
        if milestone.kind in words:
            texts += _judge_owner(session, milestone, words[milestone.kind], problem)
    texts += _judge_told(session, problem)
    if outcome is None:
        return texts
    texts += _judge_report(session, plan, problem, outcome.end)
    feedback = problem.number(ID, "feedback_days", session.form)
    evaluation = problem.number(ID, "evaluation_days", session.form)
    limits = {
        "feedback": days_on(problem, outcome.end, feedback),
        "evaluation": _worked_after(problem, outcome.end, evaluation),
    }
    for kind, due in limits.items():
        found = session.milestone(kind)
        if found is not None and found.end > due:
            texts.append(f"{session.id} 的{words[kind]}在 {found.end}，应不迟于 {due}。")
        if found is not None and found.start < outcome.start:
            texts.append(
                f"{session.id} 的{words[kind]}在 {found.start}，早于成果报送（{outcome.start}）。"
            )
    return texts


def _judge_owner(session: Session, found: Milestone, word: str, problem: Problem) -> list[str]:
    """Judge that the lead body follows up; the office where the article has it tell (kailu 五19)."""
    if found.kind == "feedback" and problem.number(ID, "by_office", session.form):
        office = office_name(problem)
        if found.owner != office:
            return [f"{session.id} 的{word}由“{found.owner}”负责，应由{office}负责。"]
    elif found.owner != session.lead_body:
        lead = session.lead_body
        return [f"{session.id} 的{word}由“{found.owner}”负责，应由牵头单位 {lead} 负责。"]
    return []


def _judge_told(session: Session, problem: Problem) -> list[str]:
    """Judge that whoever proposed a topic is told; a person by name, or by id as read back."""
    found = session.milestone("feedback")
    if found is None:
        return []
    people = {m.id: m.name for m in problem.members} | {x.id: x.name for x in problem.leaders}
    named = [name for who in found.with_ for name in who.split("、")]
    told = {found.owner, session.lead_body, *named, *(people.get(who, who) for who in named)}
    wanted: set[str] = set()
    for topic in map(problem.topic, session.topics):
        wanted |= {*topic.proposers, *topic.proposer.split("、")} - {""}
    return [
        f"{session.id} 的反馈没有写明告知提出议题的{who}，请补上。" for who in sorted(wanted - told)
    ]


def _judge_report(session: Session, plan: Plan, problem: Problem, delivered: date) -> list[str]:
    found = session.milestone("report-back")
    if found is None:
        return []
    later = sorted(
        s.date
        for s in plan.sessions
        if s.form == session.form and s.date >= delivered and _hears(s, session, problem)
    )
    if later and found.start != later[0]:
        return [
            f"{session.id} 的成果通报在 {found.start}，应在成果报送后的下一次会议（{later[0]}）上通报。"
        ]
    if not later and found.start < delivered:
        return [f"{session.id} 的成果通报在 {found.start}，早于成果报送（{delivered}）。"]
    last = delivered + timedelta(days=60)
    if not later and found.start > last:
        return [
            f"{session.id} 的成果通报在 {found.start}，本年已无会议，应在 {last} 前报主席会议。"
        ]
    if not later and found.start not in problem.settings.chair_meetings:
        free = [d for d in days_from(delivered, last) if problem.is_meeting_day(d)]
        if free and found.start not in free:
            return [
                f"{session.id} 的成果通报在 {found.start}，当天不能开主席会议（不是工作日，或在回避"
                f"时段），请改到 {free[-1]} 或之前。"
            ]
    return []


def _hears(later: Session, session: Session, problem: Problem) -> bool:
    """Whether a later session of the form is of those who sat in this one."""
    one, other = problem.slot(session.id), problem.slot(later.id)
    per = problem.form(session.form).per
    if per == "pair":
        return (one.lead_body, one.departments) == (other.lead_body, other.departments)
    if per == "group":
        return one.group == other.group
    return per not in ("proposal", "supervision")


def _worked_after(problem: Problem, day: date, days: int) -> date:
    """Return the day so many days later, or the first after it on which one may count on work."""
    day += timedelta(days=days)
    while not problem.calendar.is_working(day):
        day += ONE_DAY
    return day


RULE = Rule(
    id=ID,
    name="通报反馈",
    text="下一次会议通报上一次成果的办理情况；向议题提出者和参会人员反馈（开鲁各形式由政协办公室反馈）；牵头委室跟踪评估。",
    kind="made",
    force="must",
    sources={"anhua": "三(五)", "kailu": "五19"},
    make=make,
    check=check,
    parameters=(
        Parameter(
            "feedback_days", "反馈天数", 10, "个工作日", "成果报送后多少个工作日内反馈", 1, 120
        ),
        Parameter("by_office", "办公室反馈", 0, "", "1：由政协办公室反馈；0：由牵头单位反馈", 0, 1),
        Parameter("evaluation_days", "评估天数", 90, "天", "成果报送后多少天跟踪评估", 1, 365),
    ),
)
