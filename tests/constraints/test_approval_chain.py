"""The plan passes every hand in its order: else it is issued before anyone agreed to it."""

from datetime import date

import pytest

from constraints.approval_chain import RULE
from planner.plan import PlanMilestone
from tests.builders import county, kailu_county, plan
from tests.constraints.preparations import said


def made(**settings):
    problem = county(settings=settings)
    return RULE.make(plan(), problem), problem


def changed(kind, **changes):
    """The made plan with one step deleted (no change named) or changed."""
    done, _ = made()
    steps = []
    for step in done.plan_milestones:
        if step.kind != kind:
            steps.append(step)
        elif changes:
            steps.append(step.replace(**changes))
    return done.replace(plan_milestones=tuple(steps))


def test_the_five_steps_in_order():
    """Topics on 10 December, agreed on Sunday the 20th; ten working days on: 4 January.

    21–25 December are five, 28–31 nine (New Year's Day is free), 4 January the tenth.
    """
    done, problem = made()
    assert [(m.kind, m.date, m.owner) for m in done.plan_milestones] == [
        ("collect", date(2026, 11, 30), "办公室"),
        ("chair-meeting", date(2026, 12, 10), "主席会议"),
        ("party-group", date(2026, 12, 11), "县政协党组"),
        ("committee-approval", date(2026, 12, 20), "县委"),
        ("issue", date(2027, 1, 4), "县委办、县政府办、县政协办"),
    ]
    assert RULE.check(done, problem).holds
    assert RULE.make(done, problem) == done


@pytest.mark.parametrize(
    "settings",
    [
        {"chair_meetings": (), "approval_date": date(2027, 4, 20)},
        {"chair_meetings": (date(2026, 11, 16),), "approval_date": date(2026, 11, 16)},
        {"chair_meetings": (date(2026, 11, 1),), "approval_date": date(2026, 12, 1)},
        {"chair_meetings": (date(2026, 10, 15),), "approval_date": date(2026, 12, 1)},
        {"chair_meetings": (date(2027, 1, 8),), "approval_date": date(2026, 12, 20)},
    ],
)
def test_whatever_dates_the_office_gives_the_chain_holds(settings):
    """Late, early, on one day, or in an odd order: facts of the workbook are no broken rule."""
    done, problem = made(**settings)
    assert RULE.check(done, problem).holds


def test_odd_dates_are_noted():
    """Topics passed after the county committee agreed: the office is asked to look again."""
    done, problem = made(chair_meetings=(date(2027, 1, 8),), approval_date=date(2026, 12, 20))
    assert "请核对" in RULE.check(done, problem).notes[0]
    done, problem = made(chair_meetings=(date(2026, 10, 15),))
    assert "早于11月" in RULE.check(done, problem).notes[0]


@pytest.mark.parametrize(
    ("broken", "text"),
    [
        (changed("collect"), "没有“征集议题”"),
        (changed("issue"), "没有“印发计划”"),
        (changed("collect", date=date(2026, 12, 1)), "应在 2026-11-01 至 2026-11-30 之间"),
        (changed("collect", date=date(2026, 10, 31)), "应在 2026-11-01 至 2026-11-30 之间"),
        (changed("chair-meeting", date=date(2026, 12, 11)), "基本信息表中是 2026-12-10"),
        (changed("committee-approval", date=date(2026, 12, 21)), "基本信息表中是 2026-12-20"),
        (changed("party-group", date=date(2026, 12, 9)), "“主席会议审议”（2026-12-10）应不晚于"),
        (changed("party-group", date=date(2026, 12, 21)), "应不晚于“县委同意”（2026-12-20）"),
        (changed("issue", date=date(2027, 1, 5)), "应不迟于 2027-01-04"),
        (changed("issue", date=date(2026, 12, 18)), "应不晚于“印发计划”（2026-12-18）"),
        (changed("issue", owner="县政协办"), "应由县委办、县政府办、县政协办负责"),
    ],
)
def test_a_broken_chain_is_caught(broken, text):
    """A step deleted, on another day, out of order, or by other hands."""
    assert text in said(RULE.check(broken, county()))


def test_other_steps_of_the_plan_are_left_alone():
    """A step that another rule or the office wrote down stays."""
    other = PlanMilestone(kind="备案", date=date(2027, 1, 8), owner="办公室")
    done = RULE.make(plan(plan_milestones=(other,)), county())
    assert other in done.plan_milestones


# -- kailu, and both profiles together ------------------------------------------------------------
def made_by(profiles, **settings):
    problem = kailu_county(profiles=profiles, settings=settings)
    return RULE.make(plan(), problem), problem


@pytest.mark.parametrize("profiles", [("kailu",), ("anhua", "kailu"), ("kailu", "anhua")])
def test_kailus_chain_and_anhuas_step_within_it(profiles):
    """Topics on 10 December: the offices' joint meeting five working days before, on the 3rd.

    Issued by 4 January; published five working days later: 5, 6, 7, 8, 11 January.
    """
    done, problem = made_by(profiles)
    both = "anhua" in profiles
    expected = [
        ("collect", date(2026, 11, 30), "办公室"),
        ("joint-meeting", date(2026, 12, 3), "县委办"),
        ("chair-meeting", date(2026, 12, 10), "主席会议"),
        *([("party-group", date(2026, 12, 11), "县政协党组")] if both else []),
        ("committee-approval", date(2026, 12, 20), "县委常委会"),
        ("issue", date(2027, 1, 4), "县委办、县政府办、县政协办" if both else "县委办"),
        ("publish", date(2027, 1, 11), "县委办"),
    ]
    assert [(m.kind, m.date, m.owner) for m in done.plan_milestones] == expected
    check = RULE.check(done, problem)
    assert (check.holds, check.checked, done.deviations) == (True, len(expected), ())
    assert RULE.make(done, problem) == done


@pytest.mark.parametrize("profiles", [("kailu",), ("anhua", "kailu")])
@pytest.mark.parametrize(
    ("fixed", "approved"),
    [
        (date(2027, 4, 20), date(2027, 4, 20)),
        (date(2026, 11, 16), date(2026, 11, 16)),
        (date(2026, 11, 3), date(2026, 12, 1)),
        (date(2026, 11, 1), date(2026, 12, 1)),
        (date(2026, 10, 15), date(2026, 12, 1)),
        (date(2027, 1, 8), date(2026, 12, 20)),
    ],
)
def test_kailus_chain_holds_whatever_dates_the_office_gives(profiles, fixed, approved):
    """Late, early or on one day: never a dead end."""
    done, problem = made_by(profiles, chair_meetings=(fixed,), approval_date=approved)
    assert RULE.check(done, problem).holds


def test_a_plan_approved_after_the_plenary_began_says_so():
    """The plenary opens on 11 January: approved on the 10th is just inside, on the 11th a day late."""
    done, problem = made_by(("kailu",), approval_date=date(2027, 1, 10))
    assert done.deviations == ()
    done, problem = made_by(("kailu",), approval_date=date(2027, 1, 11))
    (deviation,) = done.deviations
    assert (deviation.days_missing, deviation.latest_approval) == (1, date(2027, 1, 10))
    assert RULE.check(done, problem).notes == (deviation.text,)
    assert "说明晚 1 天" in said(RULE.check(done.replace(deviations=()), problem))
    wrong = (deviation.replace(days_missing=3),)
    assert "应为 1 天" in said(RULE.check(done.replace(deviations=wrong), problem))
    alone, _ = made_by(("anhua",), approval_date=date(2027, 1, 11))
    assert alone.deviations == ()  # anhua does not tie the plan to the plenary


@pytest.mark.parametrize(
    ("kind", "changes", "text"),
    [
        ("joint-meeting", {}, "没有“三办联席会议会商”"),
        ("joint-meeting", {"owner": "办公室"}, "应由县委办负责"),
        ("joint-meeting", {"date": date(2026, 12, 11)}, "应不晚于“主席会议审议”"),
        ("joint-meeting", {"date": date(2026, 11, 27)}, "“征集议题”（2026-11-30）应不晚于"),
        ("committee-approval", {"owner": "县委"}, "应由县委常委会负责"),
        ("publish", {}, "没有“公开发布”"),
        ("publish", {"date": date(2027, 1, 12)}, "应不迟于 2027-01-11（印发后5个工作日）"),
        ("publish", {"date": date(2026, 12, 31)}, "应不晚于“公开发布”（2026-12-31）"),
    ],
)
def test_a_broken_chain_of_kailu_is_caught(kind, changes, text):
    """A step deleted, out of order, late, or by other hands."""
    done, problem = made_by(("kailu",))
    steps = [
        m.replace(**changes) if m.kind == kind else m
        for m in done.plan_milestones
        if changes or m.kind != kind
    ]
    assert text in said(RULE.check(done.replace(plan_milestones=tuple(steps)), problem))
