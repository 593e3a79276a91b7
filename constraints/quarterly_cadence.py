"""季度频次: at least one session in each quarter (kailu 四13, 分工(四)11; read from the form's name).

The variables keep it in every model: each quarter has a session whose days are the quarter's.
What is left is the check.
"""

from __future__ import annotations

from constraints.rule import Check, Finding, Rule
from planner.dates import quarter_of
from planner.domain import Problem
from planner.plan import Plan


def check(plan: Plan, problem: Problem) -> Check:
    """Look for a session of each quarterly form in each quarter, by the dates alone."""
    findings = []
    forms = [form for form in problem.forms if form.per == "quarter"]
    for form in forms:
        held = {
            quarter_of(session.date.month)
            for session in plan.sessions
            if session.form == form.id
            and session.state != "cancelled"
            and session.date.year == plan.year
        }
        for quarter in range(1, 5):
            if quarter not in held:
                months = f"{3 * quarter - 2}—{3 * quarter}月"
                findings.append(
                    Finding(
                        f"第{quarter}季度（{months}）没有{form.name}，每季度至少 1 次；"
                        "请在这三个月内安排 1 次。",
                        f"{form.id}-{quarter}",
                    )
                )
    return Check(4 * len(forms), tuple(findings))


RULE = Rule(
    id="quarterly-cadence",
    name="季度频次",
    text="季协商座谈会每季度至少一次。",
    kind="hard",
    force="must",
    sources={"kailu": "四13、分工(四)11", "farm": "11"},
    check=check,
)
