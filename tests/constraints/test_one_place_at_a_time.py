"""Nobody is in two places: else a chair misses the session that waits, or a room is given twice."""

from datetime import date

import pytest

from constraints.meeting_times import half_days, whole_days
from constraints.one_place_at_a_time import RULE, check
from planner.dates import ONE_DAY, HalfDay
from planner.domain import Absence, Slot, Venue
from planner.plan import Milestone
from planner.variables import Meeting, Time
from tests.builders import BODIES, LEADERS, county, expert, member, plan, session, solve_with
from tests.constraints.programmes import parameter

AM, PM = HalfDay.AM, HalfDay.PM
DAY = date(2027, 5, 20)
OTHER_DAY = date(2027, 5, 21)


def at(day, half=AM):
    return Time(day, half)


def two_sessions(**changes):
    """Two sessions of one day with nobody in common but those who come by office."""
    second = {"lead_body": "教育委员会", "lead_leader": "副主席丙", "host": "副主席丙"} | changes
    return session(3, DAY), session(4, DAY, **second)


# -- the meetings -------------------------------------------------------------------------------
def with_meetings(given, *meetings, problem=None, fixed=(), also=lambda variables: ()):
    """Whether the meetings can be held at the times fixed: (session, kind, time) each."""
    problem = problem or county([RULE])

    def add(model, variables):
        # The rules that own the meetings add them before this one.
        for meeting in meetings:
            variables.add_meeting(meeting)
        RULE.build(model, variables, problem)
        for name, kind, time in fixed:
            model.add(variables.meets(name, kind, time) == 1)
        for row in also(variables):
            model.add(row)

    return solve_with(problem, [], "meetings", add, given)[0]


def meeting(number, kind, days=(DAY,), who=("副主席乙",), times=None, **more):
    return Meeting(
        session=f"bimonthly-{number}",
        kind=kind,
        times=times or half_days(days),
        attendees=frozenset(who),
        **more,
    )


@pytest.mark.parametrize(("half", "possible"), [(AM, False), (PM, True)])
def test_a_leader_is_in_one_meeting_a_half_day(half, possible):
    """副主席乙 calls session 4's mobilisation: not while in session 3 that morning; that afternoon."""
    given = plan(session(3, DAY), session(4, date(2027, 7, 20)))
    held = [
        ("bimonthly-3", "session", at(DAY)),
        ("bimonthly-4", "mobilisation", at(DAY, half)),
    ]
    mobilisation = meeting(4, "mobilisation")
    assert with_meetings(given, mobilisation, fixed=held) == possible


def test_two_meetings_without_common_people_may_be_held_at_once():
    """Session 3's research by 经济委员会 beside a talk of 副主席丙: nobody is in both."""
    given = plan(session(3, date(2027, 6, 30)), session(4, date(2027, 7, 20)))
    days = whole_days([DAY, OTHER_DAY], 2)
    research = meeting(3, "research", who=("副主席乙", "经济委员会"), times=days)
    talk = meeting(4, "prior-contact", who=("副主席丙",))
    held = [("bimonthly-3", "research", at(DAY)), ("bimonthly-4", "prior-contact", at(DAY, PM))]
    assert with_meetings(given, research, talk, fixed=held)


@pytest.mark.parametrize(
    ("day", "half", "possible"),
    [(DAY, AM, False), (OTHER_DAY, PM, False), (date(2027, 5, 24), AM, True)],
)
def test_research_takes_its_whole_days(day, half, possible):
    """Research on 20 and 21 May (Thursday, Friday): a talk of its leader fits on the Monday after."""
    given = plan(session(3, date(2027, 6, 30)), session(4, date(2027, 7, 20)))
    research = meeting(3, "research", times=whole_days([DAY, OTHER_DAY], 2))
    talk = meeting(4, "prior-contact", days=[day])
    held = [("bimonthly-3", "research", at(DAY)), ("bimonthly-4", "prior-contact", at(day, half))]
    assert with_meetings(given, research, talk, fixed=held) == possible


def test_one_chairs_meeting_may_pass_two_schemes_but_not_two_at_different_times_of_day():
    """Shared: both at 9 on 20 May is one meeting. A third thing at that time is a clash."""
    given = plan(session(3, date(2027, 6, 30)), session(4, date(2027, 7, 20)))
    both = [meeting(n, "scheme-approval", shared="主席会议") for n in (3, 4)]
    together = [(f"bimonthly-{n}", "scheme-approval", at(DAY)) for n in (3, 4)]
    assert with_meetings(given, *both, fixed=together)
    unshared = [meeting(n, "scheme-approval") for n in (3, 4)]
    assert not with_meetings(given, *unshared, fixed=together)
    third = meeting(3, "mobilisation")
    held = [*together, ("bimonthly-3", "mobilisation", at(DAY))]
    assert not with_meetings(given, *both, third, fixed=held)


def test_those_who_attend_one_of_two_shared_meetings_are_bound_by_that_one_only():
    """副主席乙 is at the passing of one scheme; the other's leader at the other's, elsewhere free."""
    given = plan(session(3, date(2027, 6, 30)), session(4, date(2027, 7, 20)))
    one = meeting(3, "scheme-approval", who=("副主席乙",), shared="主席会议")
    other = meeting(4, "scheme-approval", who=("副主席丙",), shared="主席会议")
    talk = meeting(3, "prior-contact", who=("副主席乙",))
    held = [
        ("bimonthly-3", "scheme-approval", at(DAY, PM)),
        ("bimonthly-4", "scheme-approval", at(DAY)),
        ("bimonthly-3", "prior-contact", at(DAY)),
    ]
    assert with_meetings(given, one, other, talk, fixed=held)


def test_a_head_is_where_the_body_is_and_all_committees_heads_are_at_sessions():
    """教育主任 cannot call 教育委员会's meeting while at session 3; an absent head sends a deputy."""
    given = plan(session(3, DAY), session(4, date(2027, 7, 20)))
    own = meeting(4, "research", who=("教育委员会",), times=whole_days([DAY], 1))
    held = [("bimonthly-3", "session", at(DAY)), ("bimonthly-4", "research", at(DAY))]
    # 副主席乙 is in charge of session 4 in the builders' plan, and would clash as well.
    given = given.update(session(4, date(2027, 7, 20), lead_leader="", lead_body="教育委员会"))
    assert not with_meetings(given, own, fixed=held)
    absent = county([RULE], absences=(Absence(subject="教育主任", start=DAY, end=DAY),))
    assert with_meetings(given, own, problem=absent, fixed=held)


def test_two_sessions_of_a_day_share_the_leaders_and_so_are_at_different_times():
    """All leaders of the CPPCC come to both: morning and afternoon, never both in the morning."""
    given = plan(*two_sessions())
    held = [(f"bimonthly-{n}", "session", at(DAY)) for n in (3, 4)]
    assert not with_meetings(given, fixed=held)
    held[1] = ("bimonthly-4", "session", at(DAY, PM))
    assert with_meetings(given, fixed=held)


def two_halls():
    """A county of two halls in which no two sessions have anybody in common."""
    return county(
        [RULE],
        venues=(Venue(name="一号"), Venue(name="二号")),
        leaders=tuple(x.model_copy(update={"side": "人大", "liaison": False}) for x in LEADERS),
        departments=(),
        bodies=tuple(b.model_copy(update={"kind": "联络组"}) for b in BODIES),
    )


@pytest.mark.parametrize(
    ("half", "room", "possible"),
    [(AM, "一号", False), (AM, "二号", True), (PM, "一号", True)],
)
def test_a_room_holds_one_session_a_half_day(half, room, possible):
    """Two sessions without common people: another room or another half-day."""
    problem = two_halls()
    given = plan(*two_sessions())
    held = [("bimonthly-3", "session", at(DAY)), ("bimonthly-4", "session", at(DAY, half))]

    def rooms(variables):
        return (
            variables.venue("bimonthly-3", "一号") == 1,
            variables.venue("bimonthly-4", room) == 1,
        )

    assert with_meetings(given, problem=problem, fixed=held, also=rooms) == possible


@pytest.mark.parametrize(("half", "room", "possible"), [(AM, "一号", False), (PM, "一号", True)])
def test_a_room_is_held_on_the_second_morning_too(half, room, possible):
    """A session of three half-days from the day before: its last takes this morning, not the afternoon."""
    problem = two_halls()
    first, second = two_sessions()
    given = plan(first.replace(half_days=3), second.replace(date=OTHER_DAY))
    held = [("bimonthly-3", "session", at(DAY)), ("bimonthly-4", "session", at(OTHER_DAY, half))]

    def rooms(variables):
        return (
            variables.venue("bimonthly-3", "一号") == 1,
            variables.venue("bimonthly-4", room) == 1,
        )

    assert with_meetings(given, problem=problem, fixed=held, also=rooms) == possible


# -- the programme ------------------------------------------------------------------------------
def crowded(*half_days, per_day=2, days=1):
    """A year in which sessions of so many half-days can begin on the same `days` days only."""
    last = DAY + (days - 1) * ONE_DAY
    slots = tuple(
        Slot(id=f"bimonthly-{n}", form="bimonthly", period=3, first=DAY, last=last, half_days=count)
        for n, count in enumerate(half_days, start=1)
    )
    return county([RULE], [parameter(RULE.id, "per_day", per_day)], slots=slots)


@pytest.mark.parametrize(
    ("half_days", "per_day", "days", "possible"),
    [
        ((1, 1), 2, 1, True),  # morning and afternoon
        ((1, 1, 1), 2, 1, False),
        ((2,), 2, 1, True),
        ((2, 1), 2, 1, False),  # a whole day fills its day
        ((1,), 1, 1, True),
        ((1, 1), 1, 1, False),
        ((2,), 1, 1, True),  # one session, whatever its length
        ((2, 1), 1, 1, False),
        ((3, 1, 1), 2, 2, True),  # from Friday on: Thursday is left for two
        ((3, 1, 1, 1), 2, 2, False),
        ((1, 1, 1, 1), 2, 2, True),
        ((1, 1, 1, 1, 1), 2, 2, False),
    ],
)
def test_a_day_holds_so_many_half_days(half_days, per_day, days, possible):
    """Two half-days a day may be assumed to be apart, whoever is in them; a third has no room."""
    assert solve_with(crowded(*half_days, per_day=per_day, days=days), [RULE], "programme")[0] == (
        possible
    )


@pytest.mark.parametrize(
    ("half_days", "count", "per_day", "words"),
    [
        (1, 2, 2, ""),
        (
            1,
            3,
            2,
            "2027-05-20 有 bimonthly-1、bimonthly-2、bimonthly-3，合计 3 个半天，一天最多 2 个",
        ),
        (2, 1, 1, ""),
        (1, 2, 1, "合计 2 个半天，一天最多 1 个"),
        (3, 2, 2, "2027-05-20 有 bimonthly-1、bimonthly-2，合计 3 个半天"),  # and Friday 1 + 2
    ],
)
def test_the_check_counts_the_half_days_of_a_day(half_days, count, per_day, words):
    """From the plan's own dates; a session of three half-days takes the next morning too."""
    problem = crowded(*[half_days] * count, per_day=per_day)
    halves = (AM, PM, HalfDay.EVENING)
    sessions = [
        session(n, DAY, half_days=half_days, half_day=halves[n - 1], lead_body="", lead_leader="", host="")
        for n in range(1, count + 1)
    ]  # fmt: skip
    texts = [f.text for f in check(plan(*sessions), problem).findings]
    assert any(words in text for text in texts) if words else not texts


# -- the people ---------------------------------------------------------------------------------
RESEARCH = Milestone(kind="research", start=DAY, end=OTHER_DAY, owner="经济委员会")


def seated(given, *wanted, **changes):
    """Whether people can be where wanted: (session number, "seat" or "expert" or "team", id) each."""

    def fix(model, variables):
        ask = {
            "seat": variables.seat,
            "expert": variables.expert_seat,
            "team": variables.on_team,
        }
        for number, what, who in wanted:
            model.add(ask[what](f"bimonthly-{number}", who) == 1)

    problem = county([RULE], **changes)
    held = {s.id for s in given.sessions}
    slots = tuple(s for s in problem.slots if s.id in held)
    return solve_with(problem.model_copy(update={"slots": slots}), [RULE], "people", fix, given)[0]


@pytest.mark.parametrize(("half", "possible"), [(AM, False), (PM, True)])
def test_a_member_sits_in_one_session_a_half_day(half, possible):
    """Two sessions of one morning, and of morning and afternoon."""
    first, second = two_sessions()
    given = plan(first, second.replace(half_day=half))
    assert seated(given, (3, "seat", "M001"), (4, "seat", "M001")) == possible
    assert seated(given, (3, "seat", "M001"), (4, "seat", "M002"))


@pytest.mark.parametrize(("half", "possible"), [(AM, False), (PM, True)])
def test_who_sits_for_a_day_and_a_half_is_there_on_the_second_morning_too(half, possible):
    """Three half-days from Thursday 20 May: the second session is on Friday 21 May."""
    first, second = two_sessions()
    given = plan(first.replace(half_days=3), second.replace(date=OTHER_DAY, half_day=half))
    assert seated(given, (3, "seat", "M001"), (4, "seat", "M001")) == possible


def test_one_person_in_two_sheets_is_one_person():
    """M001 and E01 are the same person: not in two sessions at once."""
    given = plan(*two_sessions())
    wanted = (3, "seat", "M001"), (4, "expert", "E01")
    assert seated(given, *wanted)
    assert not seated(given, *wanted, experts=(expert(1, person="M001"),))


@pytest.mark.parametrize(
    ("day", "possible"),
    [(date(2027, 5, 19), True), (DAY, False), (OTHER_DAY, False), (date(2027, 5, 24), True)],
)
def test_nobody_is_on_research_while_seated_elsewhere(day, possible):
    """Research on 20 and 21 May; session 4 on a day before, in and after it."""
    given = plan(session(3, date(2027, 6, 30), milestones=(RESEARCH,)), session(4, day))
    assert seated(given, (3, "team", "M001"), (4, "seat", "M001")) == possible
    assert seated(given, (3, "team", "E01"), (4, "expert", "E01")) == possible


def test_nobody_is_on_two_teams_at_once():
    """Two teams out on 21 May; a week apart one person can do both."""
    first = session(3, date(2027, 6, 30), milestones=(RESEARCH,))
    other = RESEARCH.replace(start=OTHER_DAY, end=OTHER_DAY, owner="教育委员会")
    later = RESEARCH.replace(start=date(2027, 5, 27), end=date(2027, 5, 28), owner="教育委员会")
    led = {"lead_body": "教育委员会", "lead_leader": "副主席丙"}
    wanted = (3, "team", "M001"), (4, "team", "M001")
    at_once = plan(first, session(4, date(2027, 7, 20), milestones=(other,), **led))
    assert not seated(at_once, *wanted)
    assert seated(plan(first, session(4, date(2027, 7, 20), milestones=(later,), **led)), *wanted)


def test_who_is_away_on_a_day_of_research_is_not_on_its_team():
    """Away on the second day is away; away on the day after is not."""
    given = plan(session(3, date(2027, 6, 30), milestones=(RESEARCH,)))
    wanted = (3, "team", "M001")
    away = (Absence(subject="M001", start=OTHER_DAY, end=OTHER_DAY),)
    assert not seated(given, wanted, absences=away)
    after = (Absence(subject="M001", start=date(2027, 5, 22), end=date(2027, 5, 24)),)
    assert seated(given, wanted, absences=after)


def test_a_head_who_must_be_at_a_meeting_is_not_on_research():
    """教育主任, a member, is at session 4's coordination meeting on 21 May."""
    coordination = Milestone(
        kind="coordination",
        start=OTHER_DAY,
        end=OTHER_DAY,
        half_day=PM,
        owner="秘书长丁",
        with_=("教育委员会",),
    )
    head = member(1, person="教育主任")
    free = session(4, date(2027, 5, 28))
    bound = free.replace(milestones=(coordination,))
    researched = session(3, date(2027, 6, 30), milestones=(RESEARCH,))
    wanted = (3, "team", "M001")
    assert seated(plan(researched, free), wanted, members=(head, member(2)))
    assert not seated(plan(researched, bound), wanted, members=(head, member(2)))


# -- the check ----------------------------------------------------------------------------------
def test_a_quiet_plan_holds():
    """Two sessions a month apart, research with its team, a shared meeting of the chair."""
    passed = Milestone(
        kind="scheme-approval", start=date(2027, 3, 18), end=date(2027, 3, 18), half_day=AM,
        owner="主席会议", with_=("副主席乙",),
    )  # fmt: skip
    team = RESEARCH.replace(team=("副主席乙", "M001", "E01"), with_=("副主席乙",))
    made = plan(
        session(3, date(2027, 6, 30), members=("M001", "M002"), milestones=(passed, team)),
        session(4, date(2027, 7, 20), members=("M001",), milestones=(passed,)),
    )
    verdict = check(made, county([RULE]))
    assert verdict.holds
    assert verdict.checked > 0


def clash(*sessions, **changes):
    return [f.text for f in check(plan(*sessions), county([RULE], **changes)).findings]


def test_check_names_each_who_is_in_two_sessions_at_once():
    """Member, expert, host, lead body and room, each by name, with day and half-day."""
    both = {"members": ("M001",), "experts": ("E01",), "venue": "一号"}
    texts = clash(session(3, DAY, **both), session(4, DAY, **both))
    for name in ("委员1", "专家1", "主席甲", "经济委员会", "经济主任", "会场一号"):
        assert any(t.startswith(f"{name} 2027-05-20 上午同时在") for t in texts), name
    assert all("bimonthly-3" in t and "bimonthly-4" in t for t in texts)


def test_check_allows_morning_and_afternoon():
    """One half-day apart is no clash."""
    assert clash(session(3, DAY), session(4, DAY, half_day=PM)) == []


def test_check_knows_one_person_by_two_sheets():
    """A vice-chair who is a member, seated in a session while hosting another."""
    first = session(3, DAY, members=("M001",), host="主席甲", lead_leader="", lead_body="")
    second = session(4, DAY, host="副主席丙", lead_leader="", lead_body="教育委员会")
    members = (member(1, person="副主席丙"), member(2))
    texts = clash(first, second, members=members)
    assert texts == ["副主席丙 2027-05-20 上午同时在：bimonthly-3、bimonthly-4；请错开或换人。"]


def test_check_sees_leaders_and_heads_who_attend():
    """副主席丙 attends session 3 and calls a mobilisation; 教育主任 attends and is on research."""
    first = session(3, DAY, leaders=("副主席丙",), guests=("教育委员会",))
    mobilisation = Milestone(
        kind="mobilisation", start=DAY, end=DAY, half_day=AM, owner="副主席丙", title="部署动员会"
    )
    research = Milestone(kind="research", start=DAY, end=DAY, owner="教育委员会")
    texts = clash(first, session(4, date(2027, 7, 20), milestones=(mobilisation, research)))
    assert any(t.startswith("副主席丙") and "bimonthly-4 部署动员会" in t for t in texts)
    assert any(t.startswith("教育主任") and "bimonthly-4 调研" in t for t in texts)
    absent = (Absence(subject="教育主任", start=DAY, end=DAY),)
    texts = clash(
        first, session(4, date(2027, 7, 20), milestones=(mobilisation, research)), absences=absent
    )
    assert not any(t.startswith("教育主任") for t in texts)


def test_check_reports_a_clash_of_several_days_once_and_a_teams_absence():
    """Two teams out on 20 and 21 May: one finding for M001; away on the 21st: one more."""
    first = RESEARCH.replace(team=("M001",))
    second = RESEARCH.replace(team=("M001",), owner="教育委员会")
    sessions = (
        session(3, date(2027, 6, 30), milestones=(first,)),
        session(4, date(2027, 7, 20), milestones=(second,)),
    )
    texts = clash(*sessions)
    assert [t for t in texts if t.startswith("委员1 ")] == [
        "委员1 2027-05-20 上午同时在：bimonthly-3 调研、bimonthly-4 调研；请错开或换人。"
    ]
    away = (Absence(subject="M001", start=OTHER_DAY, end=OTHER_DAY),)
    absent = [t for t in clash(sessions[0], absences=away) if "不在" in t]
    assert absent == ["委员1在 bimonthly-3 调研组，但 2027-05-21 不在；请换人或改调研日期。"]


def test_check_sees_a_vice_chair_who_misses_the_chairs_meeting():
    """The 主席会议 is the chair, the vice-chairs and the secretary-general: 副主席丙 is one of them."""
    passed = Milestone(
        kind="scheme-approval",
        start=DAY,
        end=DAY,
        half_day=AM,
        owner="主席会议",
        with_=("副主席乙",),
    )
    talk = Milestone(kind="prior-contact", start=DAY, end=DAY, half_day=AM, owner="副主席丙")
    one = session(3, date(2027, 6, 30)).add(passed)
    other = session(4, date(2027, 7, 20)).add(talk)
    found = check(plan(one, other), county()).findings
    assert [f.entities for f in found] == [("副主席丙",)]
    later = session(4, date(2027, 7, 20)).add(talk.replace(half_day=PM))
    assert check(plan(one, later), county()).holds


def test_check_reads_a_bare_plan():
    """No names, no milestones: nothing to say, no crash."""
    bare = session(3, DAY, lead_body="", lead_leader="", host="", departments=())
    assert clash(bare, bare.replace(id="bimonthly-4")) == []
