"""先调研: research days with a named team, after scheme and mobilisation, before coordination.

anhua 一8, 三(二)2; kailu 四13, 六24, 分工(四)10(1). The leader in charge takes the lead body and
members of its committee to the places; a session merged with the plenary is researched before
the plenary (anhua 二3). Forms whose days are 0 have research only where the topic asks for it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import reduce
from operator import and_
from typing import TYPE_CHECKING

from constraints import coordination_meeting, lead_time
from constraints.meeting_times import (
    BEFORE_TOPICS,
    head_key,
    leader_key,
    meeting_days,
    precede,
    whole_days,
)
from constraints.research_team import (
    choose_team,
    judge_team,
    team_cost,
)
from constraints.rule import Check, Finding, Parameter, Rule, Term
from planner.dates import ONE_DAY, months_before
from planner.domain import Problem, Slot
from planner.plan import Deviation, Milestone, Plan, Session
from planner.variables import Meeting, Time

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Expr, Variables

ID = "research-first"
KIND = "research"
MERGED_ROOM = 6
"""Meeting days beside research itself that a merged session needs between topics and plenary."""


def days_wanted(problem: Problem, topics: Sequence[str], form: str) -> int:
    """Return how many days of research a session of these topics takes: 调研天数, or the default.

    None where a pair or group agrees its topic itself: that is not the plan's to research.
    """
    if not topics and problem.form(form).topics == "optional":
        return 0
    default = problem.number(ID, "days", form)
    asked = [problem.topic(t).research_days for t in topics]
    return max((default if days is None else days for days in asked), default=default)


def done_by(problem: Problem, form: str, session_day: date) -> date:
    """Return the day before which research is done: the coordination meeting's, or days before."""
    if problem.in_force("coordination-meeting", form):
        return coordination_meeting.nominal(problem, form, session_day)
    days = problem.number(ID, "ready_days", form)
    return problem.calendar.on_or_before(session_day - timedelta(days=days))


def nominal(problem: Problem, session: Session) -> date:
    """Return the day on which research is meant to begin."""
    if session.merged_with_plenary:
        before = problem.number(ID, "merged_before_days", session.form)
        return problem.calendar.on_or_before(
            problem.settings.plenary_start - timedelta(days=before)
        )
    before = problem.number(ID, "before_days", session.form)
    return problem.calendar.on_or_before(session.date - timedelta(days=before))


def span(
    problem: Problem, form: str, session_day: date, merged: bool, days: int
) -> tuple[date, date]:
    """Return the first and last day between which a session's research of `days` days must lie.

    From the topics to the coordination meeting (else a week before the session) or the plenary.
    Where topics are fixed too late for it, days before them count too: no late approval leaves a
    plan without research.
    """
    start = lead_time.earliest(problem)
    if merged:
        last = problem.settings.plenary_start - ONE_DAY
        if len(meeting_days(problem, start, last)) < days + MERGED_ROOM:
            start = min(start, months_before(problem.settings.plenary_start, 2))
        return start, last
    if lead_time.is_late(problem, form, session_day):
        return lead_time.limit(problem, form, session_day), session_day - ONE_DAY
    return start, done_by(problem, form, session_day) - ONE_DAY


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """In the programme, only days that leave room; then the days, and last the team."""
    terms: list[Term] = []
    if "programme" in variables.decides:
        _leave_room(model, variables, problem)
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


def _leave_room(model: CpModel, variables: Variables, problem: Problem) -> None:
    """Forbid a day, lead body and leader in charge who share no free run of days for research.

    Of what every topic of a session needs; where only some topics ask for research, by topic.
    """
    free = _Free(problem, variables)
    for slot in variables.sessions:
        least = min(
            (days_wanted(problem, (t,) if t else (), slot.form) for t in variables.takes(slot.id)),
            default=0,
        )
        if least:
            _leave_least(model, variables, free, slot, least)
        else:
            _leave_by_topic(model, variables, problem, free, slot)


def _leave_least(model: CpModel, variables: Variables, free: _Free, slot: Slot, least: int) -> None:
    """Forbid the days of a session that leave too few for any of its topics."""
    barred = free.barring(slot, least)
    for leader in variables.leader_ids:
        model.add(barred(leader) + variables.in_charge(slot.id, leader) <= 1)
    for body in variables.body_names:
        model.add(barred(body) + variables.lead(slot.id, body) <= 1)
        for leader in variables.leader_ids:
            both = variables.lead(slot.id, body) + variables.in_charge(slot.id, leader)
            model.add(barred(body, leader) + both <= 2)


def _leave_by_topic(
    model: CpModel, variables: Variables, problem: Problem, free: _Free, slot: Slot
) -> None:
    """Forbid a topic on the days of a session that leave too few for this topic's research."""
    for topic, bodies in variables.takes(slot.id).items():
        wanted = days_wanted(problem, (topic,) if topic else (), slot.form)
        if not wanted:
            continue
        barred = free.barring(slot, wanted)
        for body in bodies:
            led = variables.topic_led_by(slot.id, topic, body)
            for leader in variables.leader_ids:
                both = led + variables.in_charge(slot.id, leader)
                model.add(barred(body, leader) + both <= 2)


class _Free:
    """On which days of the year, and of the half-year before, who is free for research."""

    def __init__(self, problem: Problem, variables: Variables) -> None:
        year = problem.year
        self._problem, self._variables = problem, variables
        self._days = meeting_days(problem, date(year - 1, 7, 1), date(year, 12, 31))
        keys = {name: name for name in variables.body_names}
        keys |= {leader: leader_key(problem, leader) for leader in variables.leader_ids}
        self._masks = {
            who: _mask(i for i, day in enumerate(self._days) if not problem.is_away(key, day))
            for who, key in keys.items()
        }

    def barring(self, slot: Slot, least: int) -> Callable[..., Expr]:
        """Return whether the session is on a day that leaves these bodies and leaders no run."""
        inside = {}
        for day in self._variables.days(slot.id):
            first, last = span(self._problem, slot.form, day, slot.merged, least)
            begin, end = bisect_left(self._days, first), bisect_right(self._days, last)
            inside[day] = (1 << end) - (1 << begin) if begin < end else 0
        known: dict[int, Expr] = {}

        def barred(*who: str) -> Expr:
            mask = reduce(and_, (self._masks[name] for name in who))
            if mask not in known:
                known[mask] = sum(
                    self._variables.on_day(slot.id, day)
                    for day, days in inside.items()
                    if not _has_run(days & mask, least)
                )
            return known[mask]

        return barred


def _mask(positions: Iterator[int]) -> int:
    """Return the positions as the bits of an integer."""
    mask = 0
    for position in positions:
        mask |= 1 << position
    return mask


def _has_run(mask: int, length: int) -> bool:
    """Whether `length` neighbouring bits are set."""
    for _ in range(length - 1):
        mask &= mask >> 1
    return mask != 0


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
                    days_missing=(fixed - min(begun)).days,
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
            "merged_before_days", "全会前调研", 20, "天", "并入全会的一次，全会前多少天调研", 0, 60
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
)
