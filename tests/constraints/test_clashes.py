"""Who is in two things at once, where sessions last for days and are chaired by no leader."""

from datetime import date

import pytest

from constraints.clashes import check
from planner.dates import HalfDay
from tests.builders import KAILU_BODIES, kailu_county, plan
from tests.constraints.kailu_sessions import pair, proposal, sector, special, standing, supervision
from tests.constraints.preparations import AM, DAY, PM, milestone, said

FRIDAY, MONDAY = date(2027, 5, 21), date(2027, 5, 24)


def clashes(*sessions, problem=None):
    return said(check(plan(*sessions), problem or kailu_county()))


@pytest.mark.parametrize(
    ("half_days", "day", "half_day", "busy"),
    [
        (2, DAY, PM, True),  # morning and afternoon of Thursday 20 May
        (2, FRIDAY, AM, False),  # just over
        (3, FRIDAY, AM, True),  # a day and a half
        (3, FRIDAY, PM, False),
        (4, FRIDAY, PM, True),
        (5, MONDAY, AM, True),  # over the weekend
        (5, MONDAY, PM, False),
    ],
)
def test_a_session_of_several_half_days_takes_them_all(half_days, day, half_day, busy):
    """The chair hosts 常委会 from Thursday morning on, and 专题 at another half-day."""
    long = standing(half_days=half_days)
    other = special(
        date=day, half_day=half_day, lead_body="教育委员会", lead_leader="副主席丙", topics=("T03",)
    )
    found = clashes(long, other)
    assert (f"主席甲 {day} {HalfDay(half_day).label}同时在" in found) == busy
    assert bool(found) == busy


def test_a_session_that_starts_in_the_afternoon_runs_into_the_next_working_day():
    """A day's inspection from Friday afternoon ends on Monday morning."""
    long = supervision(date=FRIDAY, half_day=PM, half_days=2)
    other = proposal(date=MONDAY, half_day=AM)
    assert "副主席丙 2027-05-24 上午" in clashes(long, other)
    assert not clashes(long, proposal(date=MONDAY, half_day=PM))


def test_a_head_who_hosts_is_in_one_place():
    """经济主任 chairs the pair, and calls the research of 专题 on the same day."""
    away = special(date=date(2027, 6, 17)).add(milestone("research", DAY, owner="经济委员会"))
    found = clashes(pair(lead_leader=""), away)
    assert "经济主任 2027-05-20 上午" in found
    next_day = special(date=date(2027, 6, 17)).add(
        milestone("research", FRIDAY, owner="经济委员会")
    )
    assert not clashes(pair(lead_leader=""), next_day)


def test_a_convenor_who_hosts_is_the_member_who_sits_elsewhere():
    """委员3 (M003) convenes 教育's activity and is seated at 专题 in the same morning."""
    there = special(lead_leader="副主席乙", members=("M003",))
    assert "委员3 2027-05-20 上午" in clashes(sector(lead_leader=""), there)
    assert not clashes(sector(lead_leader="", half_day=PM), there)


def test_a_head_of_no_other_sheet_is_called_by_name():
    """The finding says a name, not a key."""
    body = KAILU_BODIES[0].model_copy(update={"head": "身份证1", "head_name": "钱主任"})
    problem = kailu_county(bodies=(body, *KAILU_BODIES[1:]))
    second = pair(
        id="counterpart-经济委员会-工信局",
        departments=("工信局",),
        host="钱主任",
        lead_body="",
        lead_leader="",
    )
    found = clashes(pair(host="钱主任", lead_leader="", lead_body=""), second, problem=problem)
    assert "钱主任 2027-05-20 上午同时在" in found
    assert "身份证1" not in found


def test_members_as_guests_are_there():
    """M020 listens at 常委会 and is seated at 专题 at once; on another day not."""
    heard = standing(guests=("M020", "教育委员会"), host="", lead_leader="", lead_body="")
    seated = special(members=("M020",), host="", lead_leader="", lead_body="")
    assert "委员20 2027-05-20 上午" in clashes(heard, seated)
    assert not clashes(heard, seated.replace(date=FRIDAY))
