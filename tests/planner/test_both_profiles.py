"""A county that runs the two-month sessions beside every form of kailu: one year, kept apart.

Each form keeps the rules of its own document; people, leaders, bodies and days are shared, and
the same rules keep them apart whichever document a session comes from.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from planner.check import judge
from planner.control import Control
from planner.domain import Department, Emphasis, LiaisonGroup, ParameterValue, Problem
from planner.plan import Plan, Session
from planner.solve import solve
from tests.builders import (
    KAILU_BODIES,
    PROPOSALS,
    SUPERVISIONS,
    item_topics,
    kailu_county,
    member,
    topic,
)
from tests.planner.breaking import Break, changed, dropped, verdict

PAIR = "counterpart-经济委员会-发改局"
COMMITTEES = tuple(b.name for b in KAILU_BODIES if b.kind == "专委会")


@pytest.fixture(scope="module")
def problem() -> Problem:
    """Six two-month sessions, four 季协商, a 常委会, a 专题协商会, a pair, two groups, a proposal."""
    bodies = tuple(
        b.model_copy(update={"departments": ("发改局",) if b.name == "经济委员会" else ()})
        for b in KAILU_BODIES
    )
    once = tuple(
        ParameterValue(rule="annual-count", name="count", form=form, value=1, source="规则!D2")
        for form in ("standing", "special")
    )
    built = kailu_county(
        profiles=("anhua", "kailu"),
        overrides=once,
        bodies=bodies,
        departments=(
            Department(name="发改局", leader="副县长己"),
            Department(name="教育局", leader="副县长己"),
        ),
        liaison_groups=(
            LiaisonGroup(name="东组", convenor="M001", convenor_name="委员1"),
            LiaisonGroup(name="西组", convenor="M002", convenor_name="委员2"),
        ),
        members=tuple(
            member(
                n,
                standing=n <= 6,
                body=COMMITTEES[n % 6],
                liaison_group=("西组", "东组")[n % 2],
                cap=2 if n == 9 else None,
            )
            for n in range(1, 41)
        ),
        key_proposals=PROPOSALS[:1],
        supervisions=SUPERVISIONS[:1],
        topics=(
            *(topic(n, lead_bodies=(COMMITTEES[n % 6],)) for n in range(1, 14)),
            *item_topics(PROPOSALS[:1], SUPERVISIONS[:1]),
        ),
    )
    # How evenly the year is spread is not asked here, and costs most of the time.
    stages = tuple(s for s in built.emphasis.stages if s.name != "calendar")
    return built.model_copy(update={"emphasis": Emphasis(name="均衡", stages=stages)})


@pytest.fixture(scope="module")
def good(problem: Problem) -> Plan:
    plan = solve(problem, Control()).plan
    assert plan is not None
    assert all(v.holds for v in judge(plan, problem))
    return plan


def at(plan: Plan, session_id: str) -> Session:
    found = plan.session(session_id)
    assert found is not None
    return found


# -- each form keeps its own rules ----------------------------------------------------------------
@pytest.mark.parametrize(
    ("rule", "kind"),
    [
        ("scheme-approval", "scheme-approval"),
        ("prior-contact", "prior-contact"),
        ("coordination-meeting", "coordination"),
        ("invitation", "invitation"),
    ],
)
def test_a_step_of_the_two_month_sessions_is_asked_of_them_alone(
    rule: str, kind: str, good: Plan, problem: Problem
) -> None:
    """A 季协商 is not held up by the steps of 安化; a two-month session without them is caught."""
    assert not verdict(dropped(good, at(good, "bimonthly-3"), kind), problem, rule).holds
    others = [s for s in good.sessions if s.form not in ("bimonthly", "plenary")]
    assert others
    assert not [s.id for s in others if s.milestone(kind)]


def test_the_forms_differ_in_what_their_documents_set(good: Plan, problem: Problem) -> None:
    """The secretary-general is at every two-month session (anhua 三(一)2), not at a pair's."""
    plan = good
    for name, holds in (("bimonthly-3", False), (PAIR, True)):
        session = at(good, name)
        kept = tuple(x for x in session.leaders if x != "秘书长丁")
        broken = changed(plan, session, leaders=kept)
        assert verdict(broken, problem, "leaders-and-departments").holds is holds
    # Six seats there, ten here: what is right for the one is wrong for the other.
    ten, six = at(good, "quarterly-2").members, at(good, "bimonthly-3").members
    assert (len(six), len(ten)) == (6, 10)
    swapped = changed(good, at(good, "bimonthly-3"), members=ten)
    assert not verdict(swapped, problem, "member-seats").holds
    swapped = changed(good, at(good, "quarterly-2"), members=six)
    assert not verdict(swapped, problem, "member-seats").holds


def test_the_two_month_session_of_january_is_held_with_the_plenary(
    good: Plan, problem: Problem
) -> None:
    merged = [s.id for s in good.sessions if s.merged_with_plenary]
    assert merged == ["bimonthly-1"]
    taken = changed(good, at(good, "quarterly-1"), merged_with_plenary=True)
    assert not verdict(taken, problem, "references").holds


# -- what they share ------------------------------------------------------------------------------
def test_nobody_sits_at_two_sessions_of_one_half_day(good: Plan, problem: Problem) -> None:
    """Counted from the plan's lists alone, forms of both documents together."""
    halves: Counter[tuple[str, object]] = Counter()
    for session in good.sessions:
        if session.form == "plenary" or session.merged_with_plenary:
            continue
        taken = problem.calendar.half_days_from(session.date, session.half_day, session.half_days)
        for who in {*session.members, *session.experts, *session.leaders}:
            halves.update((who, half) for half in taken)
    assert halves
    assert max(halves.values()) == 1


def beside(name: str, other: str, **changes: object) -> Break:
    """Put a session on the day and half-day of another one."""

    def put(plan: Plan, problem: Problem) -> Plan:
        there = at(plan, other)
        when = {"date": there.date, "half_day": there.half_day}
        return changed(plan, at(plan, name), **(when | changes))

    return put


def prepared_at_once(plan: Plan, problem: Problem) -> Plan:
    """One committee prepares a 季协商 twenty days after a two-month session."""
    first = at(plan, "bimonthly-3")
    later = first.date + timedelta(days=20)
    return changed(plan, at(plan, "quarterly-2"), lead_body=first.lead_body, date=later)


def three_half_days(plan: Plan, problem: Problem) -> Plan:
    """A two-month session on the two half-days of a 常委会."""
    return beside("bimonthly-3", "standing-1")(plan, problem)


def heard_twice(plan: Plan, problem: Problem) -> Plan:
    return changed(plan, at(plan, "quarterly-2"), topics=at(plan, "bimonthly-3").topics)


def beyond_the_cap(plan: Plan, problem: Problem) -> Plan:
    """Two invitations a year, of either document: three are one too many."""
    for name in ("bimonthly-3", "bimonthly-4", "quarterly-2"):
        seats = at(plan, name).members
        if "M009" not in seats:
            plan = changed(plan, at(plan, name), members=("M009", *seats[1:]))
    return plan


def test_who_is_invited_to_a_two_month_session_is_nowhere_else_meanwhile(
    good: Plan, problem: Problem
) -> None:
    busy = at(good, "bimonthly-3").members[0]
    broken = beside(PAIR, "bimonthly-3", members=(busy,))(good, problem)
    texts = verdict(broken, problem, "one-place-at-a-time").findings
    assert any(text.startswith(problem.member(busy).name) for text in texts), texts


@pytest.mark.parametrize(
    ("rule", "break_it", "word"),
    [
        ("one-place-at-a-time", beside("quarterly-2", "bimonthly-3"), "主席甲"),
        ("one-place-at-a-time", three_half_days, "合计 3 个半天"),
        ("preparation-capacity", prepared_at_once, "同时筹备 2 场"),
        ("once", heard_twice, "安排了 2 次"),
        ("invitation-cap", beyond_the_cap, "超过年度邀请上限 2 次"),
    ],
)
def test_sessions_of_both_documents_are_kept_apart(
    rule: str, break_it: Break, word: str, good: Plan, problem: Problem
) -> None:
    found = verdict(break_it(good, problem), problem, rule)
    assert any(word in text for text in found.findings), found.findings


def test_a_seat_at_a_two_month_session_is_an_activity_of_the_year(
    good: Plan, problem: Problem
) -> None:
    """kailu 六23 asks for one activity of the CPPCC, whichever document it comes from."""
    plan = good
    for session in plan.sessions:
        seats = tuple(m for m in session.members if m != "M021")
        guests = tuple(m for m in session.guests if m != "M021")
        milestones = tuple(
            m.replace(team=tuple(p for p in m.team if p != "M021")) for m in session.milestones
        )
        plan = changed(plan, session, members=seats, guests=guests, milestones=milestones)
    assert "M021" in "".join(verdict(plan, problem, "member-once").findings)
    seats = at(plan, "bimonthly-4").members
    plan = changed(plan, at(plan, "bimonthly-4"), members=(*seats[1:], "M021"))
    assert "M021" not in "".join(verdict(plan, problem, "member-once").findings)
