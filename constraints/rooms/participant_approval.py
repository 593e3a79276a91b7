"""名单审定: each session's list is examined by the room's own council, and filed above (farm 5).

The participants are passed by the party organisation of the level and filed with the leading
group's office; the list of a session goes to the council of the level. How many days before the
session is assumed.
"""

from __future__ import annotations

from datetime import timedelta

from constraints.rooms.offices import filled
from constraints.rule import Check, Finding, Parameter, Rule
from planner.dates import ONE_DAY
from planner.domain import Problem
from planner.plan import Milestone, Plan

ID = "participant-approval"
KIND = "list-approval"


def make(plan: Plan, problem: Problem) -> Plan:
    """Date the examination of every session's list; who examines it, and where it is filed."""
    room = problem.rooms[0]
    for session in plan.sessions:
        days = problem.number(ID, "days", session.form)
        day = problem.calendar.on_or_before(session.date - timedelta(days=days))
        by = filled(problem.words(ID, "by", session.form)[0], room)
        filed = room.filing or filled(problem.words(ID, "filed_at", session.form)[0], room)
        examined = Milestone(
            kind=KIND,
            start=day,
            end=day,
            owner=session.council,
            with_=tuple(dict.fromkeys(name for name in (by, filed) if name)),
            title=f"参会人员名单报{by}审定" + (f"，报{filed}备案" if filed else ""),
        )
        plan = plan.update(session.put(examined))
    return plan


def check(plan: Plan, problem: Problem) -> Check:
    """From the article: every list examined before the session, by whom and filed where it says."""
    findings = []
    for session in plan.sessions:
        room = problem.room(session.council)
        due = session.date - timedelta(days=problem.number(ID, "days", session.form))
        while not problem.calendar.is_working(due):
            due -= ONE_DAY
        examined = session.milestone(KIND)
        if examined is None:
            text = f"{session.id} 没有名单审定，参会人员名单应不迟于 {due} 报审。"
            findings.append(Finding(text, session.id))
            continue
        if examined.end > due:
            text = f"{session.id} 的名单审定在 {examined.end}，应不迟于 {due}。"
            findings.append(Finding(text, session.id))
        named = {examined.owner, *examined.with_}
        if len(named) < 2:
            text = f"{session.id} 的名单审定没有写明由谁审定，请补上。"
            findings.append(Finding(text, session.id))
        elif room.filing and room.filing not in named:
            text = f"{session.id} 的名单没有报{room.filing}备案，请补上。"
            findings.append(Finding(text, session.id))
    return Check(len(plan.sessions), tuple(findings))


RULE = Rule(
    id=ID,
    name="名单审定",
    text="每次会议的参会人员名单报同级协商议事会审定，并备案。",
    kind="made",
    force="must",
    sources={"farm": "5"},
    make=make,
    check=check,
    parameters=(
        Parameter("days", "提前天数", 10, "天", "会前多少天报审名单", 0, 60),
        Parameter(
            "by", "审定单位", "{协商室}协商议事会", text="名单由谁审定；{协商室}、{上级}代表名称"
        ),
        Parameter(
            "filed_at", "备案单位", "{上级}", text="“协商室”表没有填备案单位时，名单报谁备案"
        ),
    ),
)
