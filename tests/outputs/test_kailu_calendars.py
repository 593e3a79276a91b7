"""Calendars of a year of every form: sessions over days, who hosts by office, groups' own."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import icalendar
import pytest

from outputs.calendars import calendar_files
from outputs.session_days import half_days_of, last_day
from planner.dates import HalfDay
from planner.plan import Session
from tests.full_plan import SECRET_TITLE
from tests.outputs.kailu_year import kailu_plan, kailu_problem

COUNTY = kailu_problem()
YEAR = kailu_plan(COUNTY)
FILES = calendar_files(YEAR, COUNTY)


def held(name: str, words: str) -> list[icalendar.Event]:
    """Return the meetings in a file whose titles have the words, in order."""
    found = [
        e
        for e in icalendar.Calendar.from_ical(FILES[name]).walk("VEVENT")
        if words in str(e["SUMMARY"]) and "协商会议" in e["CATEGORIES"].cats
    ]
    return sorted(found, key=lambda e: str(e["DTSTART"].dt))


def test_a_session_of_a_day_and_a_half_is_two_events_at_its_hours() -> None:
    """standing-2: 28 April from nine, all day; 29 April in the morning."""
    first, second = held("全部.ics", "第2次专题议政性常委会")
    assert str(first["SUMMARY"]).endswith("（第1天）")
    assert str(second["SUMMARY"]).endswith("（第2天）")
    spans = [
        (e["DTSTART"].dt.replace(tzinfo=None), e["DTEND"].dt.replace(tzinfo=None))
        for e in (first, second)
    ]
    assert spans == [
        (datetime(2027, 4, 28, 9), datetime(2027, 4, 28, 17, 30)),
        (datetime(2027, 4, 29, 9), datetime(2027, 4, 29, 12)),
    ]
    assert first["UID"] != second["UID"]
    assert {str(e["TRANSP"]) for e in (first, second)} == {"OPAQUE"}


def test_a_session_of_one_day_is_one_event_and_the_plenary_whole_days() -> None:
    (day,) = held("全部.ics", "第1次专题议政性常委会")
    assert not str(day["SUMMARY"]).endswith("天）")
    assert (day["DTSTART"].dt.hour, day["DTEND"].dt.hour) == (9, 17)
    (plenary,) = held("全部.ics", "全体会议")
    assert (plenary["DTSTART"].dt, plenary["DTEND"].dt) == (date(2027, 1, 11), date(2027, 1, 14))


@pytest.mark.parametrize(
    ("form", "start", "half_day", "half_days", "days"),
    [
        ("standing", date(2027, 4, 29), HalfDay.AM, 3, ["2027-04-29", "2027-04-30"]),
        ("standing", date(2027, 4, 16), HalfDay.PM, 2, ["2027-04-16", "2027-04-19"]),  # Friday
        ("supervision", date(2027, 4, 16), HalfDay.AM, 3, ["2027-04-16", "2027-04-19"]),
        ("plenary", date(2027, 1, 15), HalfDay.AM, 4, ["2027-01-15", "2027-01-16"]),  # Saturday too
        ("plenary", date(2027, 1, 14), HalfDay.PM, 4, ["2027-01-14", "2027-01-15", "2027-01-16"]),
    ],
)
def test_what_does_not_fit_a_day_goes_on_the_next_working_day(
    form: str, start: date, half_day: HalfDay, half_days: int, days: list[str]
) -> None:
    """A plenary goes on whatever the day; the half-days are as many as were asked for."""
    session = Session(id="x", form=form, date=start, half_day=half_day, half_days=half_days)
    taken = half_days_of(session, COUNTY)
    assert [str(day) for day in taken] == days
    assert sum(len(parts) for parts in taken.values()) == half_days
    assert last_day(session, COUNTY) == list(taken)[-1]


def test_a_pair_s_session_says_who_meets_and_that_they_settle_the_topic() -> None:
    titles = [str(e["SUMMARY"]) for e in held("承办单位/文化文史和学习委员会.ics", "对口协商：")]
    assert "【暂定】对口协商：文化文史和学习委员会—县文化和旅游局（议题由双方商定）" in titles


def test_a_head_and_a_convenor_who_are_members_have_what_they_host() -> None:
    """M002 heads 经济科技委员会 and convenes the third group; no 领导 calendar is theirs."""
    name = f"委员/M002_{COUNTY.member('M002').name}.ics"
    assert len(held(name, "对口协商：经济科技委员会")) == 2
    (convened,) = held(name, "界别协商：第三委员联络活动组")
    assert "您的任务：召集并主持活动" in str(convened["DESCRIPTION"])
    assert not [f for f in FILES if f.startswith("领导/M002")]


def test_a_guest_member_of_the_standing_committee_has_its_meeting() -> None:
    (event,) = held(f"委员/M010_{COUNTY.member('M010').name}.ics", "第1次专题议政性常委会")
    assert "您的任务：列席会议" in str(event["DESCRIPTION"])


def test_each_liaison_group_has_a_calendar_of_its_own_activities_only() -> None:
    groups = [f for f in FILES if f.startswith("联络活动组/")]
    assert len(groups) == 8
    own: Any = icalendar.Calendar.from_ical(FILES["联络活动组/第二委员联络活动组.ics"])
    titles = [str(e["SUMMARY"]) for e in own.walk("VEVENT")]
    assert "【暂定】界别协商：第二委员联络活动组" in titles
    assert not [t for t in titles if "第三委员联络活动组" in t or "对口" in t]


def test_no_calendar_of_the_many_tells_a_secret_topic_or_a_phone() -> None:
    """T10 is secret and heard by a pair."""
    heard = next(s for s in YEAR.sessions if "T10" in s.topics)
    seats = {f"委员/{m}_{COUNTY.member(m).name}.ics" for m in heard.members}
    for name in ("全部.ics", *seats):
        told = FILES[name].decode().replace("\r\n ", "")
        assert SECRET_TITLE not in told
        assert "1390000" not in told


def test_an_id_in_a_text_is_spoken_by_the_session_s_name() -> None:
    first = next(s for s in YEAR.sessions if s.form == "counterpart")
    step = first.milestones[-1].replace(title="在下一次会议（standing-1）上通报，再送proposal-P10")
    changed = YEAR.update(first.replace(milestones=(*first.milestones[:-1], step)))
    told = (
        calendar_files(changed, COUNTY)[f"承办单位/{first.lead_body}.ics"]
        .decode()
        .replace("\r\n ", "")
    )
    assert "在下一次会议（第1次专题议政性常委会）上通报，再送提案办理协商（P10）" in told


def test_an_annex_session_waits_for_no_scheme_and_its_steps_say_whose_they_are() -> None:
    """ "报送协商成果：议题自行商定" told nobody whose; and such a session has no 实施方案."""
    session = next(s for s in YEAR.sessions if s.form == "sector" and not s.topics)
    bare = session.replace(milestones=tuple(m for m in session.milestones if m.kind != "scheme"))
    files = calendar_files(YEAR.update(bare), COUNTY)
    told = files[f"联络活动组/{session.group}.ics"].decode().replace("\r\n ", "")
    assert f"成果报送：{session.group}界别协商" in told
    assert "成果报送：议题自行商定" not in told
    assert "实施方案尚未审定" not in told
    assert "时间暂定，以正式通知为准" in told
    assert "本组任务：组织本组委员开展活动" in told
    assert "本单位任务" not in told


def test_the_standing_committee_s_guests_stand_in_its_lead_body_s_calendar() -> None:
    (event,) = held("承办单位/办公室.ics", "第1次专题议政性常委会")
    names = "、".join(COUNTY.member(f"M0{n}").name for n in (10, 20, 30))
    assert f"列席：{names}" in str(event["DESCRIPTION"])


def test_the_plenary_s_departments_are_a_number() -> None:
    (plenary,) = held(f"领导/{COUNTY.leaders[0].name}.ics", "全体会议")
    assert "协商部门：18个部门" in str(plenary["DESCRIPTION"])


def test_the_card_tells_convenors_of_the_calendar_of_their_group() -> None:
    card = FILES["导入说明.html"].decode()
    assert "召集人另用“联络活动组”里本组的" in card
    without = kailu_problem(liaison_groups=())
    assert (
        "联络活动组" not in calendar_files(kailu_plan(without), without)["导入说明.html"].decode()
    )
