"""The format: a phone or Outlook that refuses one property refuses the whole calendar."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outputs.ics import CalendarEvent, Revision, calendar_file, event_uid, midnight_utc
from tests.outputs.ics_readers import Read, by_ics_py, by_vobject, faults

REVISION = Revision(0, midnight_utc(date(2026, 12, 20)))
MEETING = CalendarEvent(
    uid=event_uid("某县", "2027", "bimonthly-2/session"),
    title="双月协商座谈会（3—4月）：推进乡村产业发展，促进农民增收；完善利益联结机制的调查与建议",
    first=date(2027, 3, 18),
    last=date(2027, 3, 18),
    start=time(9),
    end=time(11, 30),
    place="县政协一楼会议室, 东侧; 门口有停车场",
    lines=("主持：主席甲", "联系单位：经济委员会"),
    categories=("双月协商座谈会",),
)
RESEARCH = CalendarEvent(
    uid=event_uid("某县", "2027", "bimonthly-2/research"),
    title="调研",
    first=date(2027, 2, 22),
    last=date(2027, 2, 24),
    state="confirmed",
)


def made(*events: CalendarEvent, revision: Revision = REVISION) -> bytes:
    return calendar_file("2027年度协商计划·委员1", "第1版", "calendar-1", events, revision)


def lines(data: bytes) -> list[str]:
    return data.decode().replace("\r\n ", "").split("\r\n")


@pytest.mark.parametrize("read", [by_vobject, by_ics_py])
def test_other_readers_see_the_same_instants(read: Callable[[bytes], list[Read]]) -> None:
    # 09:00 in China is 01:00 UTC, 11:30 is 03:30; 22–24 February end before the 25th.
    meeting, research = sorted(read(made(MEETING, RESEARCH)), key=lambda r: r.whole_day)
    assert meeting == Read(
        MEETING.uid,
        "【暂定】" + MEETING.title,
        "2027-03-18T01:00:00+00:00",
        "2027-03-18T03:30:00+00:00",
        False,
    )
    assert research == Read(RESEARCH.uid, "调研", "2027-02-22", "2027-02-25", True)


def test_a_file_has_no_fault_of_bytes_or_structure() -> None:
    assert faults(made(MEETING, RESEARCH)) == []


def test_nothing_changed_means_not_a_byte_changed() -> None:
    assert made(MEETING, RESEARCH) == made(RESEARCH, MEETING)


def test_the_refresh_interval_names_its_type() -> None:
    """MIUI refused whole files for an interval it could not read."""
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT12H" in lines(made())
    assert "X-PUBLISHED-TTL:PT12H" in lines(made())


def test_the_time_zone_is_the_one_fixed_block_without_summer_time() -> None:
    text = made(MEETING).decode()
    assert text.count("BEGIN:VTIMEZONE") == 1
    assert "DAYLIGHT" not in text
    assert "DTSTART;TZID=Asia/Shanghai:20270318T090000" in text


def test_tentative_confirmed_and_cancelled_are_said_in_words_and_status() -> None:
    """Plain importers show no STATUS: a cancelled meeting would stand there as any other."""
    for state, prefix in (("tentative", "【暂定】"), ("confirmed", ""), ("cancelled", "【取消】")):
        text = lines(made(replace(RESEARCH, state=state)))
        assert f"SUMMARY:{prefix}调研" in text
        assert f"STATUS:{state.upper()}" in text


def test_a_cancelled_event_takes_no_time_and_rings_no_alarm() -> None:
    text = lines(made(replace(MEETING, state="cancelled")))
    assert "TRANSP:TRANSPARENT" in text
    assert "BEGIN:VALARM" not in text


def test_alarms_ring_the_day_before() -> None:
    # A whole day starts at 00:00: 15 hours before is 09:00 of the day before.
    assert "TRIGGER:-P1D" in lines(made(MEETING))
    assert "TRIGGER:-PT15H" in lines(made(RESEARCH))


def test_a_new_version_raises_sequence_and_stamp() -> None:
    revision = Revision(2, REVISION.stamp + timedelta(hours=2))
    text = lines(made(MEETING, revision=revision))
    assert "SEQUENCE:2" in text
    assert "DTSTAMP:20261220T020000Z" in text
    assert "LAST-MODIFIED:20261220T020000Z" in text


def test_an_event_that_ends_before_it_starts_is_refused() -> None:
    for wrong in (
        replace(MEETING, end=time(9)),
        replace(MEETING, end=None),
        replace(RESEARCH, last=date(2027, 2, 21)),
    ):
        with pytest.raises(ValueError, match=wrong.title[:4]):
            made(wrong)


def test_one_uid_twice_in_a_file_is_refused() -> None:
    """A client would show only one of the two."""
    with pytest.raises(ValueError, match="share the UID"):
        made(MEETING, replace(RESEARCH, uid=MEETING.uid))


def test_the_same_parts_give_the_same_uid_and_others_another() -> None:
    """A UID that moved between releases would double every event at the next import."""
    assert event_uid("a", "b") == event_uid("a", "b") == "e4139f5d-5828-5fca-bcc6-1a5257fe92f0"
    assert event_uid("a", "b") != event_uid("ab") != event_uid("a", "", "b")


TEXT = st.text(
    st.one_of(
        st.sampled_from("，；,;:\\\"'\r\n\t\x00\x0b\x1c\x85\u2028\u2029\ufeff\ud800=议题🌾 "),
        st.characters(),
    ),
    max_size=60,
)


@settings(max_examples=18, deadline=None)
@given(title=TEXT, place=TEXT, line=TEXT, category=TEXT)
def test_whatever_users_type_every_reader_still_reads_the_file(
    title: str, place: str, line: str, category: str
) -> None:
    event = replace(MEETING, title=f"会{title}", place=place, lines=(line,), categories=(category,))
    data = made(event, RESEARCH)
    assert faults(data) == []
    for read in (by_vobject, by_ics_py):
        assert [r.uid for r in read(data)] == sorted((MEETING.uid, RESEARCH.uid))


GOOD = made(MEETING, RESEARCH)


@pytest.mark.parametrize(
    ("broken", "word"),
    [
        (b"\xef\xbb\xbf" + GOOD, "byte order mark"),
        (GOOD.replace(b"\r\n", b"\n"), "CRLF"),
        (GOOD.replace(b"\r\n ", b""), "octets"),
        (GOOD.replace("调研".encode(), "调研".encode("gb18030")), "UTF-8"),
        (GOOD.replace(b"SEQUENCE:0", b"SEQUENCE:\x0b0"), "control"),
        (GOOD.replace(b"TZID:Asia/Shanghai", b"TZID:Asia/Chongqing"), "not declared"),
        (GOOD.replace(b"VERSION:2.0", b"VERSION:2.0\r\nMETHOD:PUBLISH"), "METHOD"),
        (GOOD.replace(b";VALUE=DURATION", b""), "REFRESH-INTERVAL"),
        (GOOD.replace(RESEARCH.uid.encode(), MEETING.uid.encode()), "twice"),
        (GOOD.replace(b"DTEND;VALUE=DATE:20270225", b"DTEND:20270225T000000Z"), "types"),
        (GOOD.replace(b"20270225", b"20270222"), "not after"),
        (GOOD.replace(b";TZID=Asia/Shanghai", b""), "floating"),
        (GOOD.replace(b"STATUS:CONFIRMED\r\n", b""), "STATUS"),
    ],
)
def test_the_byte_checks_see_each_fault_that_parsers_let_pass(broken: bytes, word: str) -> None:
    assert broken != GOOD
    assert any(word in fault for fault in faults(broken))
