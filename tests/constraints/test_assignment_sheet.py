"""Every task has somebody and a day: else the sheet of tasks has rows that nobody does."""

from datetime import date

import pytest

from constraints import approval_chain
from constraints.assignment_sheet import RULE
from planner.plan import Paper
from tests.builders import county, plan
from tests.constraints.preparations import DAY, changed, moved, prepared, said, verdict


def with_paper(**changes):
    values = {"title": "中心发言", "writer": "经济委员会", "due": date(2027, 5, 12)} | changes
    return prepared().replace(papers=(Paper(**values),))


def test_every_task_of_plan_session_and_papers_is_looked_at():
    """13 milestones, a paper, 5 steps of the plan: 19 tasks, all in order."""
    whole = approval_chain.RULE.make(plan(with_paper()), county())
    check = RULE.check(whole, county())
    assert (check.holds, check.checked) == (True, 19)


@pytest.mark.parametrize(
    "owner",
    ["主席会议", "县委办", "发改局", "M001", "委员1", "E01", "副主席乙", "县委办、县政府办"],
)
def test_units_leaders_members_and_offices_may_own_a_task(owner):
    """Whoever stands in the workbook, and the boards and offices beside it, by id or name."""
    assert verdict(RULE, county(), changed(prepared(), "feedback", owner=owner)).holds


@pytest.mark.parametrize(
    ("broken", "text"),
    [
        (changed(prepared(), "feedback", owner=""), "“feedback”没有责任单位"),
        (changed(prepared(), "feedback", owner="经济委"), "“经济委”查无此名"),
        (changed(prepared(), "feedback", owner="县委办、乡办"), "“乡办”查无此名"),
        (moved(prepared(), "research", date(2027, 4, 21), date(2027, 4, 20)), "早于开始时间"),
        (moved(prepared(), "evaluation", date(2029, 1, 2)), "不在 2027 年前后"),
        (with_paper(writer=""), "“中心发言”没有责任单位"),
        (with_paper(due=DAY.replace(year=2030)), "不在 2027 年前后"),
    ],
)
def test_a_task_without_owner_or_day_is_caught(broken, text):
    """Nobody, somebody unknown, an end before its start, or a year that is none of the plan's."""
    found = said(verdict(RULE, county(), broken))
    assert text in found
    assert "bimonthly-3" in found


def test_a_step_of_the_plan_without_owner_is_caught():
    """The plan's own steps are tasks too."""
    whole = approval_chain.RULE.make(plan(), county())
    steps = tuple(m.replace(owner="") for m in whole.plan_milestones)
    assert "年度计划" in said(RULE.check(whole.replace(plan_milestones=steps), county()))
