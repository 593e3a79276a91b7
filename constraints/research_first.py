"""先调研: research days with a named team, after scheme and mobilisation, before coordination.

anhua 一8, 三(二)2; kailu 四13, 六24, 分工(四)10(1). The leader in charge takes the lead body and
members of its committee to the places; a session merged with the plenary is researched before
the plenary (anhua 二3). Forms whose days are 0 have research only where the topic asks for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from constraints import lead_time
from constraints.meeting_times import (
    BEFORE_TOPICS,
    head_key,
    leader_key,
    meeting_days,
    precede,
    whole_days,
)
from constraints.research_dates import MERGED_ROOM, days_wanted, nominal, span
from constraints.research_room import leave_room
from constraints.research_team import choose_team, judge_team, team_cost
from constraints.rule import Check, Easing, Finding, Parameter, Rule, Term
from planner.dates import ONE_DAY
from planner.domain import Problem
from planner.plan import Deviation, Milestone, Plan, Session
from planner.variables import Meeting, Time

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Expr, Variables

ID = "research-first"
KIND = "research"


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """In the programme, only days that leave room; then the days, and last the team."""
    terms: list[Term] = []
    if "programme" in variables.decides:
        leave_room(model, variables, problem)
    if "meetings" in variables.decides:
        distance: Expr = 0
        for session in variables.fixed_sessions():
            distance += _research(variables, problem, session)
            for earlier in ("mobilisation", "prior-contact"):
                precede(model, variables, session.id, earlier, KIND)
            precede(model, variables, session.id, KIND, "session")
        terms.append(Term("research-first.shift", distance))
    if "people" in variables.decides:
        cost: Expr = 0
        for slot in variables.sessions:
            found = variables.fixed(slot.id)
            cost += choose_team(model, variables, problem, slot.id, found)
        terms.append(Term("research-first.team", cost))
    return terms


def _research(variables: Variables, problem: Problem, session: Session) -> Expr:
    """Add the research days; return their distance from the days meant for them."""
    count = days_wanted(problem, session.topics, session.form)
    if count == 0:
        return 0
    first, last = span(problem, session.form, session.date, session.merged_with_plenary, count)
    mobilisation = variables.meeting(session.id, "mobilisation")
    if mobilisation is not None and mobilisation.times:
        first = max(first, min(time.day for time in mobilisation.times))
    runs = whole_days(meeting_days(problem, first, last), count)
    people = (
        leader_key(problem, session.lead_leader),
        session.lead_body,
        head_key(problem, session.lead_body),
    )
    # Runs without the leader or the body are no research; a head may send the deputy.
    present: list[str] = []
    for person in dict.fromkeys(p for p in people if p):
        free = {
            time: run
            for time, run in runs.items()
            if not any(problem.is_away(person, t.day) for t in run)
        }
        if free or person in people[:2]:
            runs = free
            present.append(person)
    variables.add_meeting(
        Meeting(
            session=session.id,
            kind=KIND,
            times=runs,
            attendees=frozenset(present),
            owner=session.lead_body,
            with_=tuple(dict.fromkeys((session.lead_leader, *session.supporting_bodies)))
            if session.lead_leader
            else session.supporting_bodies,
            title="专题调研",
            place="、".join(
                p for p in (problem.topic(t).research_place for t in session.topics) if p
            ),
        )
    )
    meant, start = nominal(problem, session), lead_time.earliest(problem)

    def cost(time: Time, run: Sequence[Time]) -> int:
        # A weekend or holiday within the research costs as much as moving it by as many days.
        broken = (run[-1].day - time.day).days - (count - 1)
        far = abs((time.day - meant).days)
        return 2 * (far + broken) + BEFORE_TOPICS * (time.day < start)

    return sum(
        cost(time, run) * variables.meets(session.id, KIND, time) for time, run in runs.items()
    )


def make(plan: Plan, problem: Problem) -> Plan:
    """State the deviation of a merged session prepared before topics were fixed."""
    deviations = [d for d in plan.deviations if d.rule != ID]
    fixed = problem.settings.topics_fixed
    for session in plan.by_date():
        begun = [m.start for m in session.milestones if m.kind in (KIND, "prior-contact")]
        if session.merged_with_plenary and begun and min(begun) < fixed:
            last = problem.calendar.workdays_before(
                problem.settings.plenary_start,
                days_wanted(problem, session.topics, session.form) + MERGED_ROOM,
            )
            deviations.append(
                Deviation(
                    rule=ID,
                    session=session.id,
                    text=f"{session.id} 与全会（{problem.settings.plenary_start}）合并，"
                    f"议题 {fixed} 才确定，会前来不及调研，须自 {min(begun)} 起先行沟通、调研；"
                    f"若议题不迟于 {last} 确定即可满足。",
                    reason=f"议题 {fixed} 才确定。",
                    days_missing=max(0, (fixed - last).days),
                    latest_approval=last,
                )
            )
    return plan.replace(deviations=tuple(deviations))


def check(plan: Plan, problem: Problem) -> Check:
    """From the article: research before the session, in its order, by a named team."""
    findings: list[Finding] = []
    notes: list[str] = []
    checked = 0
    for session in plan.sessions:
        if session.form == "plenary":
            continue
        default = problem.number(ID, "days", session.form)
        asked = [problem.topic(t).research_days for t in session.topics]
        wanted = max((default if a is None else a for a in asked), default=default)
        if not session.topics and problem.form(session.form).topics == "optional":
            continue
        if wanted == 0:
            if default:  # a form that never researches by itself needs no word
                notes.append(f"{session.id} 的调研天数为 0，不安排调研。")
            continue
        checked += 1
        held = session.milestone(KIND)
        if held is None:
            findings.append(Finding(f"{session.id} 没有调研，应有 {wanted} 天。", session.id))
            continue
        texts = _judge_days(session, problem, held, wanted)
        texts += _judge_order(session, plan, problem, held)
        texts += judge_team(session, problem, held)
        findings += [Finding(text, session.id) for text in texts]
        head = problem.body(session.lead_body).head if session.lead_body else ""
        if head and any(problem.is_away(head, day) for day in _days_of(held)):
            notes.append(f"{session.id} 调研期间 {session.lead_body} 负责人不在，请委派人员带队。")
    return Check(checked, tuple(findings), tuple(notes))


def _days_of(held: Milestone) -> list[date]:
    return [held.start + ONE_DAY * n for n in range((held.end - held.start).days + 1)]


def _judge_days(session: Session, problem: Problem, held: Milestone, wanted: int) -> list[str]:
    """Judge owner, number of days, and whether leader and lead body are there on each."""
    texts = []
    when = f"{session.id} 的调研（{held.start} 至 {held.end}）"
    days = [day for day in _days_of(held) if problem.is_meeting_day(day)]
    if len(days) != wanted:
        texts.append(f"{when}有 {len(days)} 个可用的工作日，应为 {wanted} 天。")
    if held.owner != session.lead_body:
        texts.append(
            f"{session.id} 的调研由“{held.owner}”组织，应由牵头单位 {session.lead_body} 组织。"
        )
    keys = {session.lead_body: session.lead_body}
    if session.lead_leader:
        keys[session.lead_leader] = problem.leader(session.lead_leader).person
    for name, key in keys.items():
        away = [day for day in days if problem.is_away(key, day)]
        if away:
            texts.append(f"{when}期间 {name} 在 {away[0]} 不在，请改期。")
    return texts


def _judge_order(session: Session, plan: Plan, problem: Problem, held: Milestone) -> list[str]:
    """Judge that research follows topics and mobilisation, and precedes coordination and session."""
    texts = []
    fixed = problem.settings.topics_fixed
    excuse = ID if session.merged_with_plenary else "lead-time"
    stated = any(d.rule == excuse and d.session == session.id for d in plan.deviations)
    if held.start < fixed and not stated:
        texts.append(f"{session.id} 的调研在 {held.start} 开始，早于议题确定日 {fixed}。")
    for kind, word in (("mobilisation", "部署动员会"), ("prior-contact", "事先沟通")):
        earlier = session.milestone(kind)
        if earlier is not None and earlier.finishes >= held.begins:
            texts.append(
                f"{session.id} 的调研（{held.start}）应在{word}（{earlier.end}）之后开始。"
            )
    scheme = session.milestone("scheme")
    if scheme is not None and scheme.end > held.start:
        texts.append(
            f"{session.id} 的调研（{held.start}）应在实施方案报出（{scheme.end}）之后开始。"
        )
    ordinary = not session.merged_with_plenary
    if ordinary and not problem.in_force("coordination-meeting", session.form):
        days = problem.number(ID, "ready_days", session.form)
        ready = problem.calendar.on_or_before(session.date - timedelta(days=days))
        if held.end >= ready and not stated:
            texts.append(
                f"{session.id} 的调研（至 {held.end}）应在 {ready}（会前{days}天）之前结束。"
            )
    coordination = session.milestone("coordination")
    if coordination is not None and held.finishes >= coordination.begins:
        texts.append(
            f"{session.id} 的调研（至 {held.end}）应在工作协调会（{coordination.start}）之前结束。"
        )
    if session.merged_with_plenary:
        if held.end >= problem.settings.plenary_start:
            texts.append(
                f"{session.id} 的调研（至 {held.end}）应在全会（{problem.settings.plenary_start}）之前。"
            )
    elif held.finishes >= (session.date, session.half_day.order):
        texts.append(f"{session.id} 的调研（至 {held.end}）应在会议（{session.date}）之前。")
    return texts


def measure(plan: Plan, problem: Problem) -> Mapping[str, int]:
    """Recompute how far research is from the days meant for it, and how well the teams fit."""
    calendar = problem.calendar
    start = calendar.on_or_after(problem.settings.topics_fixed)
    distance = fit = 0
    for session in plan.sessions:
        held = session.milestone(KIND)
        if session.form == "plenary" or held is None:
            continue
        name = "merged_before_days" if session.merged_with_plenary else "before_days"
        anchor = problem.settings.plenary_start if session.merged_with_plenary else session.date
        meant = calendar.on_or_before(
            anchor - timedelta(days=problem.number(ID, name, session.form))
        )
        default = problem.number(ID, "days", session.form)
        asked = [problem.topic(t).research_days for t in session.topics]
        wanted = max((default if a is None else a for a in asked), default=default)
        idle = (held.end - held.start).days + 1 - wanted
        distance += 2 * (abs((held.start - meant).days) + idle) + 500 * (held.start < start)
        fit += team_cost(session, problem, held.team)
    return {"research-first.shift": distance, "research-first.team": fit}


RULE = Rule(
    id=ID,
    name="先调研",
    text="会前由分管副主席带领牵头委室、相关委员（专家）开展专题调研，在实施方案报出、部署动员之后，工作协调会之前。",
    kind="hard",
    force="must",
    sources={"anhua": "一8、三(二)2", "kailu": "四13、六24、分工(四)10(1)"},
    build=build,
    make=make,
    check=check,
    measure=measure,
    parameters=(
        Parameter(
            "days", "调研天数", 2, "天", "议题未填“调研天数”时的天数；0：不填即不调研", 0, 20
        ),
        Parameter("before_days", "会前调研", 30, "天", "一般在会前多少天开始调研", 0, 120),
        Parameter(
            "ready_days", "调研完成", 7, "天", "不开工作协调会的，会前多少天之前完成调研", 0, 60
        ),
        Parameter(
            "merged_before_days",
            "全会前调研",
            20,
            "天",
            "并入全会的一次，全会前多少天调研",
            0,
            60,
            pers=frozenset({"period"}),
        ),
        Parameter(
            "team_min",
            "调研组最少",
            3,
            "名",
            "调研组委员、专家至少几名（不足时有几名算几名）",
            0,
            50,
        ),
        Parameter("team_max", "调研组最多", 6, "名", "调研组委员、专家至多几名", 0, 50),
    ),
    easing=(
        Easing("days", 1),
        Easing("before_days", 60),
        Easing("team_min", 1),
    ),
)
