"""The lines written by hand are those that icalendar writes: readers that take one take the other."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from icalendar import STATUS, TRANSP, Alarm, Calendar, Event

from outputs.calendars import calendar_files
from outputs.ics_lines import event_lines, folded
from tests.full_plan import full_county, full_plan

STAMP = datetime(2026, 12, 20, tzinfo=UTC)
SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("text", "whole_day"),
    [
        ("调研", True),
        (r"甲;乙,丙\丁\N戊", False),
        ("第一行\n第二行，" + "很长的说明" * 40, False),
        (("a" * 73 + ",") * 3, True),
        ("\\" * 90 + "^^" * 60, True),
    ],
)
def test_icalendar_writes_the_same_bytes(text: str, whole_day: bool) -> None:
    """Escapes and folds of every kind: a wrong one shows as stray characters on a phone."""
    start = date(2027, 3, 18) if whole_day else datetime(2027, 3, 18, 9, tzinfo=SHANGHAI)
    end = date(2027, 3, 19) if whole_day else datetime(2027, 3, 18, 11, 30, tzinfo=SHANGHAI)
    event = Event.new(
        uid="u1",
        summary=text.replace("\n", " "),
        start=start,
        end=end,
        sequence=2,
        stamp=STAMP,
        last_modified=STAMP,
        status=STATUS.TENTATIVE,
        transparency=TRANSP.OPAQUE,
        categories=["协商会议", "甲,乙"],
        location="会议室",
        description=text,
    )
    event.add_component(
        Alarm.new_display(description="提醒", trigger=date(2027, 1, 2) - date(2027, 1, 3))
    )
    ours = event_lines(
        uid="u1",
        summary=text.replace("\n", " "),
        start=start,
        end=end,
        stamp=STAMP,
        sequence=2,
        status="TENTATIVE",
        opaque=True,
        categories=("协商会议", "甲,乙"),
        place="会议室",
        description=text,
        alarm="-P1D",
    )
    assert ours == event.to_ical()


def test_a_whole_year_read_and_written_again_is_the_same() -> None:
    """Each event of each file, as icalendar parses it, is written as it stood."""
    for data in calendar_files(full_plan(), full_county()).values():
        if data.startswith(b"BEGIN:VCALENDAR"):
            for event in Calendar.from_ical(data).walk("VEVENT"):
                assert event.to_ical() in data


def test_no_line_is_longer_than_a_reader_takes() -> None:
    lines = folded("说明：" + "长" * 200).split("\r\n")
    assert max(len(line.encode()) for line in lines) <= 75
    assert "".join([lines[0], *(line[1:] for line in lines[1:])]) == "说明：" + "长" * 200
