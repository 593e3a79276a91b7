"""与全会合并: the January–February session is held with the plenary, not separately (anhua 二3).

It is no bare row: it has a topic, a lead body, a leader in charge, the chair as host, research
before the plenary and a few members who speak there. What it is exempt from is printed with it.
A chair away for the whole plenary delegates a vice-chair (anhua 一2). Where the plenary lies
outside January and February, the office's choice decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from constraints.host import may_host
from constraints.member_seats import attends_by_office
from constraints.rule import Check, Finding, Parameter, Rule, Term
from planner.domain import Problem, Slot
from planner.plan import Plan, Session
from planner.variables import OPEN

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Variables

ID = "plenary-merge"
FORM = "bimonthly"
ARTICLE = "安化办法二3"

EXEMPTIONS = (
    ("提前期", "不要求会前两个月报方案、开动员会"),
    ("委员名额", "不适用每次邀请 6 位左右委员和专家名额，改为安排几名委员作大会发言"),
    ("议程", "不另排座谈会议程，按全体会议日程发言"),
    ("工作协调会", "不另开会前一周的工作协调会"),
    ("成果报送", "不适用会后 10 个工作日报送成果的期限，随全体会议成果办理"),
    ("同时筹备", "筹备时间不计入牵头单位的同时筹备上限"),
    ("工作日", "随全体会议日期，可在周末"),
    ("次数上限", "不计入议题上限、邀请上限、年度主持上限和年度承办上限"),
)
"""What the merged session is exempt from, and what that means."""


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Give the merged session one topic, one day of the plenary, its host and its speakers.

    Days on which too few members are there to speak are barred while days are still open.
    """
    for slot in variables.sessions:
        if not slot.merged:
            continue
        least, most = (problem.number(ID, n, slot.form) for n in ("speakers_min", "speakers_max"))
        speakers = [m for m in problem.members if not attends_by_office(problem, m)]
        if "programme" in variables.decides:
            topics = (t for t in variables.topic_ids if t != OPEN)
            model.add(sum(variables.topic_in(slot.id, t) for t in topics) == 1)
            model.add(variables.topic_in(slot.id, OPEN) == 0)
            model.add(sum(variables.on_day(slot.id, d) for d in variables.days(slot.id)) == 1)
            model.add(sum(variables.in_charge(slot.id, i) for i in variables.leader_ids) == 1)
            if problem.chair is not None:
                hosts = _hosts(problem, slot)
                model.add(sum(variables.hosts(slot.id, i) for i in hosts) == 1)
            for day in variables.days(slot.id):
                if sum(not problem.is_away(m.person, day) for m in speakers) < least:
                    model.add(variables.on_day(slot.id, day) == 0)
        if "people" in variables.decides:
            seats = sum(variables.seat(slot.id, m.id) for m in speakers)
            model.add(seats >= least)
            model.add(seats <= most)
            for expert in problem.experts:
                model.add(variables.expert_seat(slot.id, expert.id) == 0)
    return ()


def _hosts(problem: Problem, slot: Slot) -> tuple[str, ...]:
    """Return who may host: the chair; where away on every day of the plenary, a vice-chair."""
    chair = problem.chair
    if chair is None or any(not problem.is_away(chair.person, d) for d in problem.plenary_days):
        return (chair.id,) if chair else ()
    vice_chairs = (leader for leader in problem.leaders if leader.is_vice_chair)
    return tuple(leader.id for leader in vice_chairs if may_host(problem, slot, leader))


def make(plan: Plan, problem: Problem) -> Plan:
    """Print with the merged session what it is exempt from, each with the article."""
    sentences = tuple(f"不适用“{name}”：{what}（{ARTICLE}）。" for name, what in EXEMPTIONS)
    for session in plan.sessions:
        if session.merged_with_plenary:
            plan = plan.update(session.replace(exemptions=sentences))
    return plan


def check(plan: Plan, problem: Problem) -> Check:
    """From the article and the office's choice: which session is merged, and all that it must have."""
    settings = problem.settings
    if not any(form.id == FORM for form in problem.forms):
        return Check(0)
    start = settings.plenary_start
    in_january_or_february = start.year == settings.year and start.month in (1, 2)
    merged = in_january_or_february or settings.merge_choice == "并入全会"
    separate = not merged and settings.merge_choice == "单独召开"
    findings: list[Finding] = []
    session = plan.session(f"{FORM}-1")
    for other in plan.sessions:
        if other.merged_with_plenary and not (merged and other.id == f"{FORM}-1"):
            findings.append(Finding(f"{other.id} 不应与全体会议合并，请单独安排日期。", other.id))
    if merged and (session is None or not session.merged_with_plenary):
        findings.append(
            Finding(
                f"1—2月的双月协商座谈会（{FORM}-1）应与全体会议（{start}—{settings.plenary_end}）"
                "合并进行，不另作安排。",
                f"{FORM}-1",
            )
        )
    elif merged and session is not None:
        findings += _faults(session, problem)
    elif separate and session is None:
        findings.append(
            Finding(f"全体会议不在 1、2 月，已选“单独召开”，但计划没有 {FORM}-1。", f"{FORM}-1")
        )
    elif not separate and session is not None:
        findings.append(
            Finding(f"全体会议不在 1、2 月，已选“不安排”，计划却有 {FORM}-1。", f"{FORM}-1")
        )
    return Check(1, tuple(findings))


def _faults(session: Session, problem: Problem) -> list[Finding]:
    settings = problem.settings
    faults = []
    if not settings.plenary_start <= session.date <= settings.plenary_end:
        faults.append(
            f"定在 {session.date}，应在全体会议期间（{settings.plenary_start}—{settings.plenary_end}）"
        )
    if len(session.topics) != 1:
        faults.append(f"有 {len(session.topics)} 个议题，应有 1 个")
    if not session.lead_body:
        faults.append("没有牵头单位")
    if not session.lead_leader:
        faults.append("没有分管领导")
    faults += _wrong_host(session, problem)
    least = problem.number(ID, "speakers_min", session.form)
    most = problem.number(ID, "speakers_max", session.form)
    if not least <= len(session.members) <= most:
        faults.append(f"安排大会发言委员 {len(session.members)} 名，应为 {least}—{most} 名")
    research = [m for m in session.milestones if m.kind == "research"]
    if not research and _wants_research(session, problem):
        faults.append(f"没有安排调研，应在全体会议（{settings.plenary_start}）之前完成")
    for milestone in research:
        if milestone.end >= settings.plenary_start:
            faults.append(
                f"的调研在 {milestone.end} 才结束，应在全体会议（{settings.plenary_start}）之前完成"
            )
    for name, _ in EXEMPTIONS:
        if not any(f"“{name}”" in text and "二3" in text for text in session.exemptions):
            faults.append(f"没有写明不适用“{name}”及其依据（{ARTICLE}）")
    return [Finding(f"{session.id} {fault}。", session.id) for fault in faults]


def _wrong_host(session: Session, problem: Problem) -> list[str]:
    """Compare the host with the chair; a chair away throughout leaves it to a vice-chair (一2)."""
    chair = next((x for x in problem.leaders if x.is_chair), None)
    if chair is None:
        return []
    host = session.host or "（无）"
    if not all(problem.is_away(chair.person, day) for day in problem.plenary_days):
        return [] if host == chair.id else [f"由{host}主持，随全体会议应由主席{chair.id}主持"]
    delegated = {x.id for x in problem.leaders if x.is_vice_chair and x.can_host}
    if host in delegated:
        return []
    return [f"由{host}主持，主席{chair.id}全体会议期间都不在，应由受主席委托的副主席主持"]


def _wants_research(session: Session, problem: Problem) -> bool:
    """Whether the topic takes research days: 调研天数 of 0 says that it needs none."""
    asked = [problem.topic(topic).research_days for topic in session.topics]
    default = problem.number("research-first", "days", session.form)
    return any(default if days is None else days for days in asked)


RULE = Rule(
    id=ID,
    name="与全会合并",
    text="一、二月的协商座谈会与全体会议合并进行，有议题、牵头单位、分管领导、会前调研和大会发言。",
    kind="hard",
    force="must",
    sources={"anhua": "二3"},
    build=build,
    make=make,
    check=check,
    parameters=(
        Parameter("speakers_min", "发言委员最少", 2, "名", "合并场次大会发言的委员", 0, 50),
        Parameter("speakers_max", "发言委员最多", 4, "名", "合并场次大会发言的委员", 0, 50),
    ),
)
