"""计划审批: how the year's plan itself comes about (anhua 二1).

In November the office collects topics from the committees; the 主席会议 passes the plan; the party
group of the CPPCC reports it to the county committee, which agrees; three offices issue it.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from constraints.offices import office_name
from constraints.recount import days_on
from constraints.rule import Check, Finding, Parameter, Rule
from planner.dates import ONE_DAY
from planner.domain import Problem
from planner.plan import Plan, PlanMilestone

ID = "approval-chain"
PARTY_GROUP = "县政协党组"
COMMITTEE = "县委"
THREE_OFFICES = "县委办、县政府办、县政协办"
SOURCE = "安化办法二1"
KINDS = {
    "collect": "征集议题",
    "chair-meeting": "主席会议审议",
    "party-group": "党组报县委",
    "committee-approval": "县委同意",
    "issue": "联合发文",
}
"""The steps in their order, with the office's words for them."""


def make(plan: Plan, problem: Problem) -> Plan:
    """Date the five steps from what the workbook says of topics fixed and plan approved."""
    settings, calendar = problem.settings, problem.calendar
    fixed, approved = settings.topics_fixed, settings.approval_date
    november = calendar.on_or_before(date(problem.year - 1, 11, 30))
    reported = min(calendar.on_or_after(fixed + ONE_DAY), max(approved, fixed))
    issued = calendar.workdays_after(approved, problem.number(ID, "issue_days"))
    steps = (
        ("collect", min(november, fixed), office_name(problem), "向各委室征集下年度议题、时间建议"),
        ("chair-meeting", fixed, "主席会议", "主席会议协商通过年度协商计划"),
        ("party-group", reported, PARTY_GROUP, "以县政协党组名义报县委"),
        ("committee-approval", approved, COMMITTEE, "县委同意年度协商计划"),
        (
            "issue",
            max(calendar.on_or_before(issued), approved),
            THREE_OFFICES,
            "联合发文实施年度协商计划",
        ),
    )
    others = tuple(m for m in plan.plan_milestones if m.kind not in KINDS)
    made = tuple(
        PlanMilestone(kind=kind, date=day, owner=owner, title=title, source=SOURCE)
        for kind, day, owner, title in steps
    )
    return plan.replace(plan_milestones=(*others, *made))


def check(plan: Plan, problem: Problem) -> Check:
    """From the article: who takes each step, when, and in which order."""
    settings = problem.settings
    fixed, approved = settings.topics_fixed, settings.approval_date
    owners = {
        "collect": office_name(problem),
        "chair-meeting": "主席会议",
        "party-group": PARTY_GROUP,
        "committee-approval": COMMITTEE,
        "issue": THREE_OFFICES,
    }
    texts: list[str] = []
    notes: list[str] = []
    found = {m.kind: m for m in plan.plan_milestones if m.kind in KINDS}
    for kind, word in KINDS.items():
        if kind not in found:
            texts.append(f"计划没有“{word}”这一步，请补上日期和责任单位。")
        elif found[kind].owner != owners[kind]:
            texts.append(f"“{word}”由“{found[kind].owner}”负责，应由{owners[kind]}负责。")
    first, last = date(problem.year - 1, 11, 1), date(problem.year - 1, 11, 30)
    collected = found.get("collect")
    if collected is not None and not first <= collected.date <= last:
        if fixed < first:
            notes.append(f"议题 {fixed} 即已确定，征集早于11月。")
        else:
            texts.append(f"征集议题在 {collected.date}，应在 {first} 至 {last} 之间。")
    for kind, day in (("chair-meeting", fixed), ("committee-approval", approved)):
        if kind in found and found[kind].date != day:
            texts.append(f"“{KINDS[kind]}”在 {found[kind].date}，基本信息表中是 {day}。")
    texts += _judge_issue(found.get("issue"), problem)
    if fixed > approved:
        notes.append(f"基本信息表中主席会议（{fixed}）晚于计划批准（{approved}），请核对。")
    else:
        there = [found[kind] for kind in KINDS if kind in found]
        texts += [
            f"“{KINDS[earlier.kind]}”（{earlier.date}）应不晚于“{KINDS[later.kind]}”（{later.date}）。"
            for earlier, later in pairwise(there)
            if earlier.date > later.date
        ]
    return Check(len(KINDS), tuple(Finding(text) for text in texts), tuple(notes))


def _judge_issue(issued: PlanMilestone | None, problem: Problem) -> list[str]:
    """Judge that the plan is issued within its working days of the approval."""
    if issued is None:
        return []
    days = problem.number(ID, "issue_days")
    due = days_on(problem, problem.settings.approval_date, days)
    if issued.date <= due:
        return []
    return [f"联合发文在 {issued.date}，应不迟于 {due}（批准后{days}个工作日）。"]


RULE = Rule(
    id=ID,
    name="计划审批",
    text="每年11月征集议题，经主席会议协商通过，以党组名义报县委同意后，由三办联合发文。",
    kind="made",
    force="must",
    sources={"anhua": "二1"},
    make=make,
    check=check,
    parameters=(
        Parameter("issue_days", "发文天数", 10, "个工作日", "批准后多少个工作日内联合发文", 1, 60),
    ),
)
