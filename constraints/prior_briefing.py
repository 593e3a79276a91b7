"""事先通报: content and papers reach the participants before the session.

yangzhou (八), sanyou 五(三), kailu 五18; anhua 三(四)4 has reference papers sent ahead. Seven days
are assumed. Where no rule of papers tells the departments what to write, they provide here what
is to be consulted on (kailu 五18). Pairs and groups of the annex have nothing to send yet.
"""

from __future__ import annotations

from datetime import timedelta

from constraints.annex import in_annex
from constraints.offices import office_name
from constraints.rule import Check, Finding, Parameter, Rule
from planner.dates import ONE_DAY
from planner.domain import Problem
from planner.plan import Milestone, Plan, Session

ID = "prior-briefing"
KIND = "briefing"


def make(plan: Plan, problem: Problem) -> Plan:
    """Date the briefing: the lead body sends content and papers, the office prints them."""
    for session in plan.sessions:
        if session.form == "plenary" or in_annex(problem, session):
            continue
        days = problem.number(ID, "days", session.form)
        day = problem.calendar.on_or_before(session.date - timedelta(days=days))
        office = office_name(problem)
        joining = [office, *_providers(problem, session)]
        plan = plan.update(
            session.put(
                Milestone(
                    kind=KIND,
                    start=day,
                    end=day,
                    owner=session.lead_body,
                    with_=tuple(name for name in joining if name != session.lead_body),
                    title="向参会人员通报协商内容，送参阅材料",
                )
            )
        )
    return plan


def _providers(problem: Problem, session: Session) -> tuple[str, ...]:
    """Return the departments that provide the papers here, because nothing else asks them to."""
    written = problem.in_force("session-papers", session.form)
    return () if written else session.departments


def check(plan: Plan, problem: Problem) -> Check:
    """From the article: told beforehand, by default a week; on a working day."""
    sessions = [
        s
        for s in plan.sessions
        if s.form != "plenary" and (s.topics or problem.form(s.form).topics != "optional")
    ]
    findings = [Finding(text, s.id) for s in sessions for text in _judge(s, problem)]
    return Check(len(sessions), tuple(findings))


def _judge(session: Session, problem: Problem) -> list[str]:
    days = problem.number(ID, "days", session.form)
    due = session.date - timedelta(days=days)
    while not problem.calendar.is_working(due):
        due -= ONE_DAY
    found = session.milestone(KIND)
    if found is None:
        return [f"{session.id} 没有事先通报，应不迟于 {due}（会前{days}天）送达内容和材料。"]
    texts = []
    if found.end > due:
        texts.append(f"{session.id} 的事先通报在 {found.end}，应不迟于 {due}（会前{days}天）。")
    if found.owner != session.lead_body:
        texts.append(
            f"{session.id} 的事先通报由“{found.owner}”负责，应由牵头单位 {session.lead_body} 负责。"
        )
    if not problem.in_force("session-papers", session.form):
        silent = [name for name in session.departments if name not in found.with_]
        if silent:
            texts.append(
                f"{session.id} 的事先通报没有 {'、'.join(silent)}，有关部门应提供协商材料。"
            )
    return texts


RULE = Rule(
    id=ID,
    name="事先通报",
    text="会前把协商内容和有关材料通报参会人员。",
    kind="made",
    force="must",
    sources={"anhua": "三(四)4", "kailu": "五18"},
    make=make,
    check=check,
    parameters=(Parameter("days", "提前天数", 7, "天", "会前多少天通报内容、送材料", 0, 60),),
)
