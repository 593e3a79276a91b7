"""会议文稿: the papers of a session, with their writers and due dates (anhua 三(四)).

Leaders' speeches, the departments' briefings, the lead body's central speech, the booked
speeches, reference material where the topic is specialised, the attendance list. The office
collects and prints them all. The days are assumed: papers before those who attend are briefed
and before the coordination meeting; booked speeches earlier, for the lead body reads them first,
but not before the research that they speak of is over (anhua 三(二)2).
"""

from __future__ import annotations

from datetime import date

from constraints.offices import office_name
from constraints.recount import days_back
from constraints.rule import Check, Finding, Parameter, Rule
from planner.dates import ONE_DAY
from planner.domain import Problem
from planner.plan import Milestone, Paper, Plan, Session

ID = "session-papers"
PRINTING = "papers"
"""The kind of the office's milestone."""


def make(plan: Plan, problem: Problem) -> Plan:
    """Write down each session's papers, and the day by which the office has printed them."""
    for session in plan.sessions:
        if session.form == "plenary":
            continue
        done = session.replace(papers=_papers(session, problem))
        if not session.merged_with_plenary:
            done = done.put(_printing(done, problem))
        plan = plan.update(done)
    return plan


def _printing(session: Session, problem: Problem) -> Milestone:
    """Return the office's task: all papers printed when those who attend are briefed."""
    day = max(paper.due for paper in session.papers)
    briefing = session.milestone("briefing")
    if briefing is not None and day < briefing.start < session.date:
        day = briefing.start
    office = office_name(problem)
    return Milestone(
        kind=PRINTING,
        start=day,
        end=day,
        owner=office,
        with_=tuple(b for b in (session.lead_body,) if b and b != office),
        title="汇总、印发会议文稿",
    )


def _papers(session: Session, problem: Problem) -> tuple[Paper, ...]:
    topics = [problem.topic(t) for t in session.topics]
    secret = any(t.secret for t in topics)
    ready = _due(session, problem, "days")
    spoken = _due(session, problem, "speech_days")
    names = {**{e.id: e.name for e in problem.experts}, **{m.id: m.name for m in problem.members}}
    speeches = [
        Paper(title=f"预约发言：{names[p.speaker]}", writer=p.speaker, due=spoken, secret=secret)
        for p in session.agenda
        if p.part == "booked" and p.speaker in names
    ]
    if session.merged_with_plenary:
        return tuple(speeches)
    office = office_name(problem)
    sides = {problem.leader(i).side for i in session.leaders}
    wanted: list[tuple[str, str]] = []
    if "县委" in sides:
        wanted.append(("县委领导讲话", problem.words(ID, "committee_office", session.form)[0]))
    if "政府" in sides:
        wanted.append(("县政府领导讲话", problem.words(ID, "government_office", session.form)[0]))
    wanted.append(("县政协领导讲话", office))
    wanted += [(f"{name}情况介绍", name) for name in session.departments]
    if session.lead_body:
        wanted.append((f"{session.lead_body}中心发言", session.lead_body))
        if any(t.wants_experts for t in topics):
            wanted.append(("参阅资料", session.lead_body))
    papers = [Paper(title=t, writer=w, due=ready, secret=secret) for t, w in wanted]
    listed = Paper(title="出席人员名单", writer=office, due=ready, secret=secret)
    return (*papers, *speeches, listed)


def _due(session: Session, problem: Problem, parameter: str) -> date:
    """Return a paper's due date: so many working days before, and before briefing and coordination.

    Topics fixed late: the first working day there is, but before the session in any case.
    """
    calendar = problem.calendar
    due = calendar.workdays_before(session.date, problem.number(ID, parameter, session.form))
    for kind in ("briefing", "coordination"):
        meeting = session.milestone(kind)
        if meeting is not None and meeting.start < session.date:
            due = min(due, calendar.workdays_before(meeting.start, 1))
    due = max(due, calendar.on_or_after(problem.settings.topics_fixed))
    research = session.milestone("research")
    if parameter == "speech_days" and research is not None:
        due = max(due, calendar.on_or_after(research.end + ONE_DAY))
    return due if due < session.date else calendar.workdays_before(session.date, 1)


def check(plan: Plan, problem: Problem) -> Check:
    """Look for each kind of paper with its writer, and recompute the last day for it."""
    findings: list[Finding] = []
    checked = 0
    for session in plan.sessions:
        if session.form == "plenary":
            continue
        wanted = _wanted(session, problem)
        checked += len(wanted)
        for kind, writer, parameter in wanted:
            found = [p for p in session.papers if kind in p.title and p.writer == writer]
            if not found:
                findings.append(
                    Finding(
                        f"{session.id} 缺“{kind}”，应由{writer}起草，请补上。",
                        session.id,
                        (writer,),
                    )
                )
                continue
            last = _last_day(session, problem, parameter)
            for paper in found:
                if paper.due > last:
                    findings.append(
                        Finding(
                            f"{session.id} 的“{paper.title}”{paper.due} 交稿，应不迟于 {last}。",
                            session.id,
                            (writer,),
                        )
                    )
        for paper in session.papers:
            if paper.due >= session.date:
                findings.append(
                    Finding(
                        f"{session.id} 的“{paper.title}”{paper.due} 交稿，应在会前（{session.date} 前）。",
                        session.id,
                        (paper.writer,),
                    )
                )
            if not paper.writer:
                findings.append(Finding(f"{session.id} 的“{paper.title}”没有起草人。", session.id))
        if not session.merged_with_plenary:
            checked += 1
            findings += [Finding(text, session.id) for text in _judge_printing(session, problem)]
    return Check(checked, tuple(findings))


def _judge_printing(session: Session, problem: Problem) -> list[str]:
    """Judge that the office prints the papers, when all are there and before the session."""
    office = next((b.name for b in problem.bodies if b.kind == "办公室"), "县政协办")
    found = session.milestone("papers")
    if found is None:
        return [f"{session.id} 没有“汇总、印发会议文稿”，应由{office}在会前办理，请补上。"]
    texts = []
    if found.owner != office:
        texts.append(f"{session.id} 的文稿由“{found.owner}”汇总印发，应由{office}汇总印发。")
    if found.end >= session.date:
        texts.append(f"{session.id} 的文稿 {found.end} 才印发，应在会前（{session.date} 前）。")
    last = max((paper.due for paper in session.papers), default=found.end)
    if found.end < last:
        texts.append(f"{session.id} 的文稿 {found.end} 印发，早于最后交稿日 {last}。")
    return texts


def _wanted(session: Session, problem: Problem) -> list[tuple[str, str, str]]:
    """Return (kind, writer, parameter of its days) of every paper that the article asks for."""
    wanted = []
    for part in session.agenda:
        if part.part == "booked":
            wanted.append(("预约发言", part.speaker, "speech_days"))
    if session.merged_with_plenary:
        return wanted
    office = next((b.name for b in problem.bodies if b.kind == "办公室"), "县政协办")
    for leader in map(problem.leader, session.leaders):
        if leader.side == "县委":
            writer = problem.words(ID, "committee_office", session.form)[0]
            wanted.append(("县委领导讲话", writer, "days"))
        elif leader.side == "政府":
            writer = problem.words(ID, "government_office", session.form)[0]
            wanted.append(("县政府领导讲话", writer, "days"))
    wanted.append(("县政协领导讲话", office, "days"))
    for name in session.departments:
        wanted.append(("情况介绍", name, "days"))
    if session.lead_body:
        wanted.append(("中心发言", session.lead_body, "days"))
    if session.lead_body and any(problem.topic(t).wants_experts for t in session.topics):
        wanted.append(("参阅资料", session.lead_body, "days"))
    wanted.append(("出席人员名单", office, "days"))
    return list(dict.fromkeys(wanted))


def _worked_after(problem: Problem, day: date) -> date:
    """Return the first day after the given one on which one may count on work."""
    day += ONE_DAY
    while not problem.calendar.is_working(day):
        day += ONE_DAY
    return day


def _last_day(session: Session, problem: Problem, parameter: str) -> date:
    """Count back the working days again; a late approval excuses no paper due after the session."""
    limits = [days_back(problem, session.date, problem.number(ID, parameter, session.form))]
    for milestone in session.milestones:
        if milestone.kind in ("briefing", "coordination") and milestone.start < session.date:
            limits.append(days_back(problem, milestone.start, 1))
    start = problem.settings.topics_fixed
    while not problem.calendar.is_working(start):
        start += ONE_DAY
    last = max(min(limits), start)
    research = session.milestone("research")
    if parameter == "speech_days" and research is not None:
        last = max(last, _worked_after(problem, research.end))
    return min(last, days_back(problem, session.date, 1))


RULE = Rule(
    id=ID,
    name="会议文稿",
    text="领导讲话、部门情况介绍、委室中心发言、预约发言、参阅资料、出席名单，各有起草人和交稿日，由办公室汇总印发。",
    kind="made",
    force="must",
    sources={"anhua": "三(四)"},
    make=make,
    check=check,
    parameters=(
        Parameter("days", "交稿", 10, "个工作日", "文稿在会前多少个工作日交办公室", 1, 60),
        Parameter("speech_days", "发言稿交稿", 12, "个工作日", "预约发言稿先交牵头单位把关", 1, 60),
        Parameter("committee_office", "县委领导讲话起草", "县委办", "", "负责县委领导讲话的单位"),
        Parameter(
            "government_office", "县政府领导讲话起草", "县政府办", "", "负责县政府领导讲话的单位"
        ),
    ),
)
