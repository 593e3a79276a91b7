"""提前期: scheme submitted and mobilisation held `lead_months` before the session.

anhua 二2, 二4, 三(二)1; for the forms of kailu the scheme alone, in months that are assumed.
Preparation starts at the earliest when topics are fixed (主席会议日期, else 计划批准日期: assumed).
Where a late approval leaves less, the session keeps its period with the longest lead there is,
and the deviation says what is missing. A session of the annex has no scheme of the plan's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from constraints.annex import in_annex
from constraints.expected_people import all_committees
from constraints.meeting_times import (
    BEFORE_TOPICS,
    half_days,
    head_key,
    leader_key,
    meeting_days,
    shift,
    together,
)
from constraints.rule import Check, Easing, Finding, Parameter, Rule, Term
from planner.dates import ONE_DAY, HalfDay, days_from, months_before
from planner.domain import Problem, Slot
from planner.plan import Deviation, Milestone, Plan, Session
from planner.variables import OPEN, Meeting, Time

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Expr, Variables

ID = "lead-time"
EARLIER_DAYS = 20
"""How many working days before its limit the mobilisation meeting may move (convenor away)."""
ROOM = timedelta(days=28)
"""What preparation takes at least, however short the lead that the office asks for."""
FEW_DAYS = 3
"""With fewer days than this from topics to limit, scheme, mobilisation and sessions may collide."""
AFTER_LIMIT = 300
"""Cost of a mobilisation after its limit, where so few days let nothing else be."""
OFFICES = ("县委办", "县政府办")
"""Whose people attend the mobilisation beside the departments' (anhua 三(二)1)."""


def limit(problem: Problem, form: str, session_day: date) -> date:
    """Return the last working day on which scheme and mobilisation are in time."""
    lead = problem.number(ID, "lead_months", form)
    return problem.calendar.on_or_before(months_before(session_day, lead))


def earliest(problem: Problem) -> date:
    """Return the first working day on which preparation may start."""
    return problem.calendar.on_or_after(problem.settings.topics_fixed)


def room_begins(problem: Problem, form: str, session_day: date) -> date:
    """Return the day from which the preparation of a session on the day has room: see `ROOM`."""
    return min(limit(problem, form, session_day), session_day - ROOM)


def is_late(problem: Problem, form: str, session_day: date) -> bool:
    """Whether topics are fixed too late for the whole lead of a session on the day."""
    return earliest(problem) > limit(problem, form, session_day)


def missing_days(problem: Problem, slot: Slot, day: date) -> int:
    """Return by how many calendar days a late approval shortens the lead of a session on `day`."""
    return max(0, (earliest(problem) - limit(problem, slot.form, day)).days)


def mobilises(problem: Problem, form: str) -> bool:
    """Whether sessions of the form have a mobilisation meeting."""
    return bool(problem.number(ID, "mobilise", form))


def nominal(problem: Problem, form: str, session_day: date) -> date:
    """Return the day that the mobilisation is meant for: its limit; where late, as soon as may be.

    A session that is over before topics are fixed has nothing to wait for: its limit again.
    """
    if is_late(problem, form, session_day) and earliest(problem) < session_day:
        return earliest(problem)
    return limit(problem, form, session_day)


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """In the programme: count the missing days. In the meetings: place the mobilisation.

    The mobilisation meeting is at its limit, or earlier where its convenor is away; where the
    limit lies before preparation may start, at that start or as soon after as it can be.
    """
    terms: list[Term] = []
    if "programme" in variables.decides:
        missing: Expr = 0
        shorter: Expr = 0
        for slot in variables.sessions:
            if not slot.merged:
                days = {day: missing_days(problem, slot, day) for day in variables.days(slot.id)}
                late = {day: days for day, days in days.items() if days}
                missing += _missing(model, variables, slot, late)
                shorter += _shorter(variables, slot, late)
        terms += [Term("lead-time.missing", missing), Term("lead-time.shorter", shorter)]
    if "meetings" in variables.decides:
        distance: Expr = 0
        for session in variables.fixed_sessions():
            if _is_due(problem, session) and mobilises(problem, session.form):
                distance += _mobilise(variables, problem, session)
        terms.append(Term("lead-time.shift", distance))
    return terms


def _missing(model: CpModel, variables: Variables, slot: Slot, late: Mapping[date, int]) -> Expr:
    """Return the days that a session lacks; none where it goes to the annex without a topic."""
    lacking = sum(days * variables.on_day(slot.id, day) for day, days in late.items())
    if not late or slot.topics != "optional":
        return lacking
    if variables.takes(slot.id).keys() == {OPEN}:
        return 0
    # Exactly lacking × (has a topic): the three rows leave the integer no other value.
    most = max(late.values())
    annexed = variables.topic_in(slot.id, OPEN)
    counted = model.new_int_var(0, most, f"missing {slot.id}")
    model.add(counted <= lacking)
    model.add(counted <= most - most * annexed)
    model.add(counted >= lacking - most * annexed)
    return counted


def _shorter(variables: Variables, slot: Slot, late: Mapping[date, int]) -> Expr:
    """Return by how many days a late session could be later: the longer is its lead.

    However its limit moves. A pair or group with a topic has the whole year to be in time.
    """
    if slot.topics == "optional":
        return 0
    return sum((slot.last - day).days * variables.on_day(slot.id, day) for day in late)


def _is_due(problem: Problem, session: Session) -> bool:
    """Whether the session has a lead time to keep."""
    return not (
        session.form == "plenary" or session.merged_with_plenary or in_annex(problem, session)
    )


def _mobilise(variables: Variables, problem: Problem, session: Session) -> Expr:
    """Add the mobilisation meeting; return its distance from the nominal day (see `shift`)."""
    people = (
        leader_key(problem, session.lead_leader),
        session.lead_body,
        head_key(problem, session.lead_body),
    )
    days, present = together(problem, _days(problem, session), people)
    start = earliest(problem)
    meeting = Meeting(
        session=session.id,
        kind="mobilisation",
        times=half_days(days),
        attendees=frozenset(present),
        owner=session.lead_leader or session.lead_body,
        with_=_called(problem, session),
        title="部署动员会",
    )
    variables.add_meeting(meeting)
    meant = nominal(problem, session.form, session.date)
    last = limit(problem, session.form, session.date)

    def cost(time: Time) -> int:
        far = shift(meant, time.day, time.half_day)
        return far + BEFORE_TOPICS * (time.day < start) + AFTER_LIMIT * (start <= last < time.day)

    return sum(cost(t) * variables.meets(session.id, "mobilisation", t) for t in meeting.times)


def _called(problem: Problem, session: Session) -> tuple[str, ...]:
    """Return who comes beside the convenor: all committees, the two offices, the departments."""
    bodies = (body.name for body in all_committees(problem))
    return tuple(dict.fromkeys((session.lead_body, *bodies, *OFFICES, *session.departments)))


def _days(problem: Problem, session: Session) -> tuple[date, ...]:
    """Return the days for the mobilisation: in time where enough are, wider the harder it is."""
    last = limit(problem, session.form, session.date)
    first = earliest(problem)
    convenor = leader_key(problem, session.lead_leader)
    room = room_begins(problem, session.form, session.date)
    before = problem.calendar.workdays_before(room, EARLIER_DAYS)
    for start in (max(first, before), first):
        days = meeting_days(problem, start, last)
        if sum(not problem.is_away(convenor, day) for day in days) >= FEW_DAYS:
            return days
    return meeting_days(problem, min(first, room), session.date - ONE_DAY)


def make(plan: Plan, problem: Problem) -> Plan:
    """Date the schemes that no 主席会议 passes; state the deviation of each lead that is short.

    Those too that begin before topics are fixed.
    """
    deviations = [d for d in plan.deviations if d.rule != ID]
    for session in plan.by_date():
        if not _is_due(problem, session):
            continue
        last = limit(problem, session.form, session.date)
        began = nominal(problem, session.form, session.date)
        if not problem.in_force("scheme-approval", session.form) and problem.number(
            ID, "lead_months", session.form
        ):
            scheme = _scheme(problem, session, began)
            began = scheme.end
            others = tuple(m for m in session.milestones if m.kind != "scheme")
            plan = plan.update(session.replace(milestones=others).add(scheme))
        held = session.milestone("mobilisation")
        began = held.start if held else began
        if began > last or began < problem.settings.topics_fixed:
            deviations.append(_deviation(problem, session, last, began))
    return plan.replace(deviations=tuple(deviations))


def _scheme(problem: Problem, session: Session, meant: date) -> Milestone:
    """Return the drafting of the scheme, in by its limit and before what is done by it.

    The day before mobilisation or research where that may be, else the very day; on a day
    when the leader in charge can sign.
    """
    calendar, start = problem.calendar, earliest(problem)
    following = [m.start for m in session.milestones if m.kind in ("mobilisation", "research")]
    until = min([meant, *(day - ONE_DAY for day in following)])
    if until < start:
        until = min([meant, *following])
    signer = leader_key(problem, session.lead_leader)
    signed = until
    while signed >= start and (not calendar.is_working(signed) or problem.is_away(signer, signed)):
        signed -= ONE_DAY
    if signed < start:
        signed = calendar.on_or_before(until)
    begun = calendar.workdays_before(signed, problem.number(ID, "drafting_days", session.form))
    return Milestone(
        kind="scheme",
        start=min(max(begun, start), signed),
        end=signed,
        owner=session.lead_body,
        with_=(session.lead_leader,) if session.lead_leader else (),
        title="拟定实施方案并报分管主席审签",
    )


def _deviation(problem: Problem, session: Session, last: date, began: date) -> Deviation:
    lead = problem.number(ID, "lead_months", session.form)
    fixed = problem.settings.topics_fixed
    # Counted to the day on which preparation may start, even where it has to begin before.
    missing = (max(began, earliest(problem)) - last).days
    what = "报方案、开动员会" if mobilises(problem, session.form) else "报方案"
    text = (
        f"{session.id} 应在会前{lead}个月（不迟于 {last}）{what}，实际 {began}"
        f"（会前 {(session.date - began).days} 天），少 {missing} 天"
    )
    if began < fixed:
        text += f"，且须在议题确定（{fixed}）之前先行筹备"
    return Deviation(
        rule=ID,
        session=session.id,
        text=f"{text}；若议题不迟于 {last} 确定即可满足。",
        reason=f"议题 {fixed} 才确定。"
        if fixed > last
        else f"议题 {fixed} 确定后至 {last} 可开会的日子不足。",
        days_missing=missing,
        latest_approval=last,
    )


def check(plan: Plan, problem: Problem) -> Check:
    """From the article: scheme and mobilisation no later than the same day two months before.

    For each form its months, and the mobilisation where the form has one. Late is right only
    where topics were fixed too late (less than three days left, barred ones apart), and then the
    deviation must say by how many days, and by when approval would have sufficed.
    """
    findings: list[Finding] = []
    notes: list[str] = []
    checked = 0
    for session in plan.sessions:
        if session.form == "plenary" or session.merged_with_plenary:
            continue
        months = problem.number(ID, "lead_months", session.form)
        agreed_later = problem.form(session.form).topics == "optional" and not session.topics
        if not months or agreed_later:
            continue
        checked += 1
        due = problem.calendar.on_or_before(months_before(session.date, months))
        stated = next(
            (d for d in plan.deviations if d.rule == ID and d.session == session.id), None
        )
        findings += _judge_dates(session, problem, months, due, stated)
        if stated is not None:
            notes.append(stated.text)
    return Check(checked, tuple(findings), tuple(notes))


def _judge_dates(
    session: Session, problem: Problem, months: int, due: date, stated: Deviation | None
) -> list[Finding]:
    fixed = problem.settings.topics_fixed
    person = problem.leader(session.lead_leader).person if session.lead_leader else ""
    wanted = [("scheme", "实施方案")]
    if problem.number(ID, "mobilise", session.form):
        wanted.append(("mobilisation", "部署动员会"))
        possible = [
            day
            for day in days_from(fixed, due)
            if problem.is_meeting_day(day) and not problem.is_away(person, day)
        ]
        excused = len(possible) < 3 and stated is not None
    else:
        possible = [day for day in days_from(fixed, due) if problem.calendar.is_working(day)]
        excused = not possible and stated is not None
    texts: list[str] = []
    found = {kind: session.milestone(kind) for kind, _ in wanted}
    for kind, word in wanted:
        milestone = found[kind]
        if milestone is None:
            texts.append(f"{session.id} 没有“{word}”，应不迟于 {due}（会前{months}个月）。")
            continue
        if milestone.end > due and not excused:
            cure = f"请提前到 {possible[-1]} 或更早" if possible else "请在偏离事项中说明"
            texts.append(
                f"{session.id} 的{word}在 {milestone.end}，应不迟于 {due}（会前{months}个月），{cure}。"
            )
        if milestone.start < fixed and not excused:
            texts.append(f"{session.id} 的{word}在 {milestone.start}，早于议题确定日 {fixed}。")
    held = found.get("mobilisation")
    if held is not None:
        texts += _judge_mobilisation(session, problem, held, person, possible)
    began = found["scheme"] if len(wanted) == 1 else held
    if stated is not None and began is not None:
        start = began.start if began is held else began.end
        if stated.latest_approval != due:
            texts.append(f"{session.id} 的偏离事项写错了最迟确定议题的日期，应为 {due}。")
        missing = (max(start, problem.calendar.on_or_after(fixed)) - due).days
        if stated.days_missing != missing:
            texts.append(f"{session.id} 的偏离事项写错了所缺天数，应为 {missing} 天。")
    scheme = found["scheme"]
    if scheme is not None and not problem.in_force("scheme-approval", session.form):
        texts += _judge_scheme(session, scheme)
    return [Finding(text, session.id) for text in texts]


def _judge_mobilisation(
    session: Session, problem: Problem, held: Milestone, person: str, possible: Sequence[date]
) -> list[str]:
    texts = []
    if session.lead_leader and held.owner != session.lead_leader:
        texts.append(
            f"{session.id} 的部署动员会由“{held.owner}”召集，应由分管领导 {session.lead_leader} 召集。"
        )
    if not problem.calendar.is_working(held.start):
        texts.append(f"{session.id} 的部署动员会在 {held.start}，不是工作日。")
    if problem.is_away(person, held.start) and possible:
        texts.append(
            f"{session.id} 的部署动员会在 {held.start}，召集人 {session.lead_leader} 当天不在，"
            f"请改到 {possible[-1]}。"
        )
    bodies = [b.name for b in problem.bodies if b.kind in ("专委会", "办公室")]
    due = dict.fromkeys((session.lead_body, *bodies, "县委办", "县政府办", *session.departments))
    if absent := [name for name in due if name and name not in held.with_]:
        texts.append(
            f"{session.id} 的部署动员会缺 {'、'.join(absent)}；县委办、县政府办、各委室和有关部门"
            "负责同志都应参加，请补上。"
        )
    return texts


def _judge_scheme(session: Session, scheme: Milestone) -> list[str]:
    """Judge who drafts and signs a scheme that no 主席会议 passes, and that it comes first."""
    texts = []
    if scheme.owner != session.lead_body:
        texts.append(
            f"{session.id} 的实施方案由“{scheme.owner}”拟定，应由牵头单位 {session.lead_body} 拟定。"
        )
    if session.lead_leader and session.lead_leader not in scheme.with_:
        texts.append(f"{session.id} 的实施方案没有报分管主席 {session.lead_leader} 审签。")
    for kind, word in (("mobilisation", "部署动员会"), ("research", "调研")):
        later = session.milestone(kind)
        if later is not None and scheme.end > later.start:
            texts.append(
                f"{session.id} 的实施方案 {scheme.end} 才报出，晚于{word}（{later.start}）。"
            )
    return texts


def measure(plan: Plan, problem: Problem) -> Mapping[str, int]:
    """Recompute the missing days, what later sessions would gain, and each mobilisation's shift."""
    missing = shorter = distance = 0
    calendar = problem.calendar
    start = calendar.on_or_after(problem.settings.topics_fixed)
    for session in plan.sessions:
        if session.form == "plenary" or session.merged_with_plenary:
            continue
        by_pair = problem.form(session.form).topics == "optional"
        if by_pair and not session.topics:
            continue
        lead = problem.number(ID, "lead_months", session.form)
        due = calendar.on_or_before(months_before(session.date, lead))
        missing += max(0, (start - due).days)
        if start > due and not by_pair:
            shorter += (problem.slot(session.id).last - session.date).days
        held = session.milestone("mobilisation")
        if held is not None:
            meant = start if due < start < session.date else due
            distance += 2 * abs((held.start - meant).days)
            distance += (held.half_day == HalfDay.PM) + 500 * (held.start < start)
            distance += 300 * (start <= due < held.start)
    return {
        "lead-time.missing": missing,
        "lead-time.shorter": shorter,
        "lead-time.shift": distance,
    }


RULE = Rule(
    id=ID,
    name="提前期",
    text="会前两个月（或该形式规定的月数），牵头单位报实施方案；要动员的形式，召开部署动员会。",
    kind="hard",
    force="must",
    sources={"anhua": "二2、二4、三(二)1"},
    build=build,
    make=make,
    check=check,
    measure=measure,
    parameters=(
        Parameter("lead_months", "提前月数", 2, "个月", "会前多少个日历月报方案、动员", 0, 6),
        Parameter("mobilise", "部署动员", 1, "", "1：召开部署动员会；0：不召开", 0, 1),
        Parameter(
            "drafting_days",
            "拟稿天数",
            10,
            "个工作日",
            "方案不经主席会议审议的，报出前多少个工作日开始拟",
            0,
            60,
        ),
    ),
    easing=(Easing("drafting_days", 0),),
)
