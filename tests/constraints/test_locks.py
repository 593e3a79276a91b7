"""What the office has fixed stays fixed: else a promised date or speaker is silently lost."""

from datetime import date

import pytest

from constraints.locks import RULE, check
from constraints.one_lead_body import RULE as ONE_LEAD_BODY
from planner.domain import Absence, Lock
from tests.builders import BODIES, LEADERS, county, member, plan, session, solve_with

S3 = "bimonthly-3"
DAY = date(2027, 5, 20)


def lock(subject, item, *values):
    return Lock(subject=subject, item=item, values=values, cell="锁定!C5")


def taken(**what):
    """Fix what session 3 is: day, topic, body, host, member, expert."""

    def fix(model, variables):
        if "day" in what:
            model.add(variables.on_day(S3, what["day"]) == 1)
        if "topic" in what:
            for topic in variables.topic_ids:
                model.add(variables.topic_in(S3, topic) == int(topic == what["topic"]))
        if "body" in what:
            for body in variables.body_names:
                model.add(variables.lead(S3, body) == int(body == what["body"]))
        if "host" in what:
            for leader in variables.leader_ids:
                model.add(variables.hosts(S3, leader) == int(leader == what["host"]))

    return fix


def possible(locks, fix, **changes):
    problem = county([RULE], locks=locks, **changes)
    return solve_with(problem, [RULE], "programme", fix)[0]


PROGRAMME = [
    # item, values, what keeps it, what breaks it
    (("日期", "2027-05-20"), {"day": DAY}, {"day": date(2027, 5, 21)}),
    (("日期", "2027-05-20", "2027-06-30"), {"day": date(2027, 6, 30)}, {"day": date(2027, 6, 29)}),
    (("月份", "6"), {"day": date(2027, 6, 1)}, {"day": date(2027, 5, 31)}),
    (("牵头", "教育委员会"), {"body": "教育委员会"}, {"body": "经济委员会"}),
    (("主持", "副主席丙"), {"host": "副主席丙"}, {"host": "主席甲"}),
]


@pytest.mark.parametrize(("words", "kept", "broken"), PROGRAMME)
def test_a_lock_on_a_session_binds_it(words, kept, broken):
    """日期, 月份, 牵头, 主持 of session 3: as locked allowed, otherwise forbidden."""
    locks = (lock(S3, *words),)
    assert possible(locks, taken(**kept))
    assert not possible(locks, taken(**broken))


@pytest.mark.parametrize(("words", "kept", "broken"), PROGRAMME)
def test_a_lock_on_a_topic_binds_the_session_that_takes_it(words, kept, broken):
    """T05 in session 3: the lock binds; T03 there instead: it does not."""
    locks = (lock("T05", *words),)
    either = {"lead_bodies": ("经济委员会", "教育委员会")}
    topics = tuple(t.model_copy(update=either) for t in county([RULE]).topics)
    assert possible(locks, taken(topic="T05", **kept), topics=topics)
    assert not possible(locks, taken(topic="T05", **broken), topics=topics)
    assert possible(locks, taken(topic="T03", **broken), topics=topics)


@pytest.mark.parametrize("day", ["2027-05-22", "2027-07-01"])
def test_a_date_that_is_no_candidate_leaves_no_plan(day):
    """A Saturday, and a day outside May and June."""
    assert not possible((lock(S3, "日期", day),), taken())


def test_the_form_is_locked():
    """双月协商座谈会 for session 3 is kept; 专题协商会 leaves no plan."""
    assert possible((lock(S3, "形式", "bimonthly"),), taken())
    assert not possible((lock(S3, "形式", "special"),), taken())
    assert possible((lock("T03", "形式", "special"),), taken(topic="T05"))
    assert not possible((lock("T03", "形式", "special"),), taken(topic="T03"))


def none_takes(topic):
    def fix(model, variables):
        for slot in variables.sessions:
            model.add(variables.topic_in(slot.id, topic) == 0)

    return fix


def test_a_topic_is_locked_in_or_out():
    """入选 forbids leaving it out; 不入选 forbids taking it; with a session, only there."""
    assert not possible((lock("T03", "入选"),), none_takes("T03"))
    assert possible((lock("T03", "入选"),), taken(topic="T03"))
    assert possible((lock("T03", "不入选"),), none_takes("T03"))
    assert not possible((lock("T03", "不入选"),), taken(topic="T03"))
    assert possible((lock("T03", "入选", S3),), taken(topic="T03"))
    assert not possible((lock("T03", "入选", S3),), taken(topic="T05"))
    assert possible((lock("T03", "不入选", "bimonthly-4"),), taken(topic="T03"))


def test_a_session_is_locked_to_its_topic():
    """入选 and 不入选 of session 3 name topics."""
    assert possible((lock(S3, "入选", "T03"),), taken(topic="T03"))
    assert not possible((lock(S3, "入选", "T03"),), taken(topic="T05"))
    assert not possible((lock(S3, "不入选", "T03"),), taken(topic="T03"))


def test_a_topic_left_out_frees_its_other_locks():
    """T03 locked to a Saturday and not in the plan: the rest can still be planned."""
    locks = (lock("T03", "日期", "2027-05-22"),)
    problem = county([RULE, ONE_LEAD_BODY], locks=locks)
    feasible, _, _ = solve_with(problem, [RULE, ONE_LEAD_BODY], "programme", none_takes("T03"))
    assert feasible
    assert not possible(locks, taken(topic="T03"))


def seated(problem, given, who, seat):
    """Whether a plan exists in which a member or expert is (not) seated in session 3."""

    def fix(model, variables):
        is_member = who.startswith("M")
        there = variables.seat(S3, who) if is_member else variables.expert_seat(S3, who)
        model.add(there == seat)

    slots = tuple(s for s in problem.slots if s.id in (S3, "plenary-1"))
    smaller = problem.model_copy(update={"slots": slots})
    return solve_with(smaller, [RULE], "people", fix, given)[0]


@pytest.mark.parametrize("who", ["M001", "E01"])
@pytest.mark.parametrize("subject", [S3, "T03"])
def test_who_must_take_part_is_seated_and_who_must_not_is_not(who, subject):
    """参加 and 不参加, of a session and of the topic it takes, for members and experts."""
    given = plan(session(3, DAY))
    wanted = county([RULE], locks=(lock(subject, "参加", who),))
    barred = county([RULE], locks=(lock(subject, "不参加", who),))
    assert seated(wanted, given, who, 1)
    assert not seated(wanted, given, who, 0)
    assert seated(barred, given, who, 0)
    assert not seated(barred, given, who, 1)


def test_a_lock_on_a_topic_not_taken_seats_nobody():
    """T05 is not in session 3: whoever must take part in T05 need not sit there."""
    problem = county([RULE], locks=(lock("T05", "参加", "M001"),))
    assert seated(problem, plan(session(3, DAY)), "M001", 0)


def test_a_session_waits_for_whom_it_must_seat():
    """M001 must take part and is away on 20 May: the 20th is out, the 21st is in."""
    absences = (Absence(subject="M001", start=DAY, end=DAY),)
    locks = (lock(S3, "参加", "M001"),)
    assert not possible(locks, taken(day=DAY), absences=absences)
    assert possible(locks, taken(day=date(2027, 5, 21)), absences=absences)


def test_who_comes_by_office_needs_no_seat():
    """A vice-chair who is a member is there in any case."""
    members = (member(1, person="副主席乙"), member(2))
    problem = county([RULE], members=members, locks=(lock(S3, "参加", "M001"),))
    assert seated(problem, plan(session(3, DAY)), "M001", 0)
    assert check(plan(session(3, DAY)), problem).holds


@pytest.mark.parametrize(
    ("words", "holds"),
    [
        (("日期", "2027-01-11"), True),
        (("日期", "2027-01-12"), False),
        (("月份", "1"), True),
        (("牵头", "办公室"), True),
        (("主持", "主席甲"), True),
        (("主持", "副主席乙"), False),
        (("参加", "M001"), True),
    ],
)
def test_a_lock_on_the_plenary_is_compared_with_the_workbook(words, holds):
    """Its days stand in 基本信息; a lock that contradicts them leaves no plan."""
    locks = (lock("plenary-1", *words),)
    assert possible(locks, taken()) == holds
    given = session(
        1, date(2027, 1, 11), id="plenary-1", form="plenary", lead_body="办公室", host="主席甲"
    )
    assert check(plan(given), county([RULE], locks=locks)).holds == holds


@pytest.mark.parametrize(
    ("words", "word"),
    [
        ((S3, "日期", "2027-05-21"), "计划中是2027-05-20"),
        ((S3, "月份", "6"), "计划中是5"),
        ((S3, "形式", "special"), "计划中是bimonthly"),
        ((S3, "牵头", "教育委员会"), "计划中是经济委员会"),
        ((S3, "主持", "副主席乙"), "计划中是主席甲"),
        ((S3, "参加", "M002"), "M002 不在名单中"),
        ((S3, "不参加", "M001"), "M001 在名单中"),
        ((S3, "入选", "T05"), "没有安排议题 T05"),
        ((S3, "不入选", "T03"), "安排了议题 T03"),
        (("T03", "日期", "2027-05-21"), "bimonthly-3 计划中是2027-05-20"),
        (("T03", "不参加", "E01"), "E01 在名单中"),
        (("T05", "入选"), "该议题没有入选"),
        (("T03", "入选", "bimonthly-4"), "该议题在 bimonthly-3"),
        (("T03", "不入选"), "bimonthly-3 安排了该议题"),
        (("bimonthly-5", "月份", "9"), "计划中没有这一场次"),
    ],
)
def test_check_names_the_cell_and_what_the_plan_has_instead(words, word):
    """Each kind of lock, broken on purpose."""
    made = plan(session(3, DAY, members=("M001",), experts=("E01",)))
    verdict = check(made, county([RULE], locks=(lock(*words),)))
    assert len(verdict.findings) == 1
    assert "锁定!C5" in verdict.findings[0].text
    assert word in verdict.findings[0].text


def test_check_holds_where_every_lock_is_kept():
    """The same plan with locks that it keeps, and one on a topic left out."""
    locks = (
        lock(S3, "日期", "2027-05-20"),
        lock(S3, "参加", "M001", "E01"),
        lock("T03", "月份", "5"),
        lock("T03", "不参加", "M002"),
        lock("T05", "日期", "2027-05-22"),
        lock("T06", "不入选"),
    )
    made = plan(session(3, DAY, members=("M001",), experts=("E01",)))
    verdict = check(made, county([RULE], locks=locks, bodies=BODIES, leaders=LEADERS))
    assert verdict.holds
    assert verdict.checked == 6
