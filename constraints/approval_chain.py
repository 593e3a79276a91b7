"""计划审批: how the year's plan itself comes about (anhua 二1; kailu 三7–9).

anhua: in November the office collects topics from the committees; the 主席会议 passes the plan; the
party group of the CPPCC reports it to the county committee, which agrees; three offices issue it.
kailu: topics are collected; the directors of three offices propose the important ones at their
joint meeting; the 主席会议 passes the draft; the county committee's standing committee decides
before the plenary; its office issues and publishes the plan. A county that follows both has one
chain with the steps of both, for one plan is passed and issued once.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import NamedTuple

from constraints.offices import office_name
from constraints.recount import days_on
from constraints.rule import Check, Finding, Parameter, Rule
from planner.dates import ONE_DAY
from planner.domain import Problem
from planner.plan import Deviation, Plan, PlanMilestone

ID = "approval-chain"
PARTY_GROUP = "县政协党组"
COMMITTEE = "县委"
STANDING_COMMITTEE = "县委常委会"
COMMITTEE_OFFICE = "县委办"
THREE_OFFICES = "县委办、县政府办、县政协办"
KINDS = {
    "collect": "征集议题",
    "joint-meeting": "三办联席会议会商",
    "chair-meeting": "主席会议审议",
    "party-group": "党组报县委",
    "committee-approval": "县委同意",
    "issue": "印发计划",
    "publish": "公开发布",
}
"""The steps in their order, with the office's words for them."""


class _Step(NamedTuple):
    kind: str
    day: date
    owner: str
    title: str
    source: str


def make(plan: Plan, problem: Problem) -> Plan:
    """Date the steps from what the workbook says of topics fixed and plan approved.

    States the deviation of a plan that is approved only after the plenary has begun (kailu 三9).
    """
    profiles = problem.settings.profiles
    steps = _kailu(problem, "anhua" in profiles) if "kailu" in profiles else _anhua(problem)
    others = tuple(m for m in plan.plan_milestones if m.kind not in KINDS)
    made = tuple(
        PlanMilestone(kind=s.kind, date=s.day, owner=s.owner, title=s.title, source=s.source)
        for s in steps
    )
    deviations = tuple(d for d in plan.deviations if d.rule != ID)
    if "kailu" in profiles:
        deviations += _after_plenary(problem)
    return plan.replace(plan_milestones=(*others, *made), deviations=deviations)


def _anhua(problem: Problem) -> tuple[_Step, ...]:
    settings = problem.settings
    fixed, approved = settings.topics_fixed, settings.approval_date
    office, source = office_name(problem), "安化办法二1"
    first = min(_november(problem), fixed)
    title = "主席会议协商通过年度协商计划"
    return (
        _Step("collect", first, office, "向各委室征集下年度议题、时间建议", source),
        _Step("chair-meeting", fixed, "主席会议", title, source),
        _Step("party-group", _reported(problem), PARTY_GROUP, "以县政协党组名义报县委", source),
        _Step("committee-approval", approved, COMMITTEE, "县委同意年度协商计划", source),
        _Step("issue", _issued(problem), THREE_OFFICES, "联合发文实施年度协商计划", source),
    )


def _kailu(problem: Problem, with_anhua: bool) -> tuple[_Step, ...]:
    """Return kailu's steps; with anhua's too: the party group's, and the joint issue."""
    settings, calendar = problem.settings, problem.calendar
    fixed, approved = settings.topics_fixed, settings.approval_date
    both = "安化办法二1、" if with_anhua else ""
    before = calendar.workdays_before(fixed, problem.number(ID, "joint_days"))
    # Not before November where topics are not fixed before it: they are collected then.
    joint = max(before, min(calendar.on_or_after(date(problem.year - 1, 11, 1)), fixed))
    office, first = office_name(problem), min(_november(problem), joint)
    published = calendar.workdays_after(_issued(problem), problem.number(ID, "publish_days"))
    steps = [
        _Step("collect", first, office, "广泛征集下年度议题、时间建议", f"{both}开鲁意见三7"),
        _Step(
            "joint-meeting",
            joint,
            COMMITTEE_OFFICE,
            "县委办、县政府办主任和政协秘书长联席会议会商重点协商议题、协商形式",
            "开鲁意见三8",
        ),
        _Step(
            "chair-meeting",
            fixed,
            "主席会议",
            "主席会议审议年度协商计划草案，报县委研究确定",
            f"{both}开鲁意见三9",
        ),
        _Step(
            "committee-approval",
            approved,
            STANDING_COMMITTEE,
            "县委常委会会议研究确定年度协商计划",
            f"{both}开鲁意见三9",
        ),
        _Step(
            "issue",
            _issued(problem),
            THREE_OFFICES if with_anhua else COMMITTEE_OFFICE,
            "以县委办文件联合发文实施年度协商计划"
            if with_anhua
            else "以县委办文件印发年度协商计划",
            f"{both}开鲁意见三9",
        ),
        _Step(
            "publish",
            max(calendar.on_or_before(published), _issued(problem)),
            COMMITTEE_OFFICE,
            "在有关媒体公开发布年度协商计划（公开版）",
            "开鲁意见三9",
        ),
    ]
    if with_anhua:
        title = "以县政协党组名义报县委"
        steps.insert(3, _Step("party-group", _reported(problem), PARTY_GROUP, title, "安化办法二1"))
    return tuple(steps)


def _november(problem: Problem) -> date:
    """Return the last working day of November before the year."""
    return problem.calendar.on_or_before(date(problem.year - 1, 11, 30))


def _reported(problem: Problem) -> date:
    """Return the day on which the party group reports: between topics and approval."""
    fixed, approved = problem.settings.topics_fixed, problem.settings.approval_date
    return min(problem.calendar.on_or_after(fixed + ONE_DAY), max(approved, fixed))


def _issued(problem: Problem) -> date:
    """Return the day by which the plan is issued."""
    approved = problem.settings.approval_date
    due = problem.calendar.workdays_after(approved, problem.number(ID, "issue_days"))
    return max(problem.calendar.on_or_before(due), approved)


def _after_plenary(problem: Problem) -> tuple[Deviation, ...]:
    """Return the deviation of a plan that the plenary comes before, if it does."""
    start, approved = problem.settings.plenary_start, problem.settings.approval_date
    if approved < start:
        return ()
    last = start - ONE_DAY
    missing = (approved - last).days
    return (
        Deviation(
            rule=ID,
            text=f"年度协商计划应在政协全体会议（{start}）前由县委常委会会议研究确定，实际 {approved}，"
            f"晚 {missing} 天；若不迟于 {last} 确定即可满足。",
            reason=f"计划 {approved} 才批准。",
            days_missing=missing,
            latest_approval=last,
        ),
    )


def check(plan: Plan, problem: Problem) -> Check:
    """From the articles: who takes each step, when, and in which order."""
    settings = problem.settings
    fixed, approved = settings.topics_fixed, settings.approval_date
    owners = _owners(problem)
    texts: list[str] = []
    notes: list[str] = []
    found = {m.kind: m for m in plan.plan_milestones if m.kind in owners}
    for kind, owner in owners.items():
        if kind not in found:
            texts.append(f"计划没有“{KINDS[kind]}”这一步，请补上日期和责任单位。")
        elif found[kind].owner != owner:
            texts.append(f"“{KINDS[kind]}”由“{found[kind].owner}”负责，应由{owner}负责。")
    if "anhua" in settings.profiles or "kailu" not in settings.profiles:
        texts += _judge_collection(found.get("collect"), problem, notes)
    for kind, day in (("chair-meeting", fixed), ("committee-approval", approved)):
        if kind in found and found[kind].date != day:
            texts.append(f"“{KINDS[kind]}”在 {found[kind].date}，基本信息表中是 {day}。")
    issued = found.get("issue")
    texts += _judge_within(issued, approved, problem, "issue_days", "批准")
    if issued is not None:
        published = found.get("publish")
        texts += _judge_within(published, issued.date, problem, "publish_days", "印发")
    if "kailu" in settings.profiles:
        texts += _judge_before_plenary(plan, problem, notes)
    if fixed > approved:
        notes.append(f"基本信息表中主席会议（{fixed}）晚于计划批准（{approved}），请核对。")
        before, after = ("collect", "joint-meeting", "chair-meeting"), ("issue", "publish")
        chains = [[k for k in before if k in found], [k for k in after if k in found]]
    else:
        chains = [[kind for kind in owners if kind in found]]
    texts += [
        f"“{KINDS[one]}”（{found[one].date}）应不晚于“{KINDS[next_one]}”（{found[next_one].date}）。"
        for chain in chains
        for one, next_one in pairwise(chain)
        if found[one].date > found[next_one].date
    ]
    return Check(len(owners), tuple(Finding(text) for text in texts), tuple(notes))


def _owners(problem: Problem) -> dict[str, str]:
    """Return the steps that the profiles in force ask for, in order, with who takes each."""
    profiles = problem.settings.profiles
    kailu = "kailu" in profiles
    anhua = "anhua" in profiles or not kailu
    owners = {"collect": office_name(problem)}
    if kailu:
        owners["joint-meeting"] = "县委办"
    owners["chair-meeting"] = "主席会议"
    if anhua:
        owners["party-group"] = "县政协党组"
    owners["committee-approval"] = "县委常委会" if kailu else "县委"
    owners["issue"] = "县委办、县政府办、县政协办" if anhua else "县委办"
    if kailu:
        owners["publish"] = "县委办"
    return owners


def _judge_collection(
    collected: PlanMilestone | None, problem: Problem, notes: list[str]
) -> list[str]:
    """Judge that topics are collected in November (anhua 二1), if they were not fixed before it."""
    first, last = date(problem.year - 1, 11, 1), date(problem.year - 1, 11, 30)
    if collected is None or first <= collected.date <= last:
        return []
    fixed = problem.settings.topics_fixed
    if fixed < first:
        notes.append(f"议题 {fixed} 即已确定，征集早于11月。")
        return []
    return [f"征集议题在 {collected.date}，应在 {first} 至 {last} 之间。"]


def _judge_before_plenary(plan: Plan, problem: Problem, notes: list[str]) -> list[str]:
    """Judge that the standing committee decides before the plenary, or the plan says it is late."""
    opening, approved = problem.settings.plenary_start, problem.settings.approval_date
    stated = next((d for d in plan.deviations if d.rule == ID), None)
    late = (approved - opening).days + 1
    if late <= 0:
        return []
    if stated is None:
        return [
            f"县委常委会会议 {approved} 才研究确定计划，应在政协全体会议（{opening}）前；"
            f"请在偏离事项中说明晚 {late} 天。"
        ]
    notes.append(stated.text)
    if stated.days_missing != late:
        return [f"计划审批的偏离事项写错了所晚天数，应为 {late} 天。"]
    return []


def _judge_within(
    step: PlanMilestone | None, start: date | None, problem: Problem, parameter: str, since: str
) -> list[str]:
    """Judge that a step is done within its working days of another."""
    if step is None or start is None:
        return []
    days = problem.number(ID, parameter)
    due = days_on(problem, start, days)
    if step.date <= due:
        return []
    return [f"{KINDS[step.kind]}在 {step.date}，应不迟于 {due}（{since}后{days}个工作日）。"]


RULE = Rule(
    id=ID,
    name="计划审批",
    text="征集议题（安化：每年11月），（开鲁：三办联席会议会商后）经主席会议审议，报县委（开鲁：全会前由常委会会议）确定，"
    "由三办联合发文（开鲁：以县委办文件印发并公开）。",
    kind="made",
    force="must",
    sources={"anhua": "二1", "kailu": "三7–9"},
    make=make,
    check=check,
    parameters=(
        Parameter("issue_days", "发文天数", 10, "个工作日", "批准后多少个工作日内印发", 1, 60),
        Parameter(
            "joint_days", "会商提前", 5, "个工作日", "主席会议前多少个工作日开三办联席会议", 0, 60
        ),
        Parameter("publish_days", "公开天数", 5, "个工作日", "印发后多少个工作日内公开发布", 0, 60),
    ),
)
