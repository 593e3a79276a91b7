"""Whose calendar and task sheet shows what: the matrix, entry by entry."""

from __future__ import annotations

from datetime import date

import pytest

from outputs.entries import Entry, entries
from outputs.matrix import Audience
from outputs.session_days import last_day
from outputs.session_words import session_label
from planner.plan import Milestone, Session
from tests.builders import session
from tests.full_plan import SECRET_TITLE, full_county, full_plan

YEAR = entries(full_plan(), full_county())
EVERY_BODY = frozenset({"经济委员会", "教育委员会", "农业委员会", "办公室"})


def entry(kind: str, session_id: str = "bimonthly-2") -> Entry:
    return next(e for e in YEAR if e.session == session_id and e.kind == kind)


@pytest.mark.parametrize(
    ("kind", "audience"),
    [
        (
            "session",
            Audience(
                bodies=EVERY_BODY,
                leaders=frozenset({"主席甲", "副主席乙", "副书记戊"}),
                members=frozenset({"M001", "M002"}),
                experts=frozenset({"E01"}),
                departments=frozenset({"发改局", "教育局"}),
                everyone=True,
            ),
        ),
        (
            "research",
            Audience(
                bodies=frozenset({"经济委员会"}),
                leaders=frozenset({"副主席乙"}),
                members=frozenset({"M003"}),
                experts=frozenset({"E02"}),
            ),
        ),
        (
            "scheme",
            Audience(bodies=frozenset({"经济委员会"}), leaders=frozenset({"副主席乙"})),
        ),
        (
            "mobilisation",
            Audience(
                bodies=frozenset({"经济委员会"}),
                leaders=frozenset({"副主席乙"}),
                departments=frozenset({"发改局"}),
            ),
        ),
        (
            "coordination",
            Audience(bodies=EVERY_BODY - {"办公室"}, leaders=frozenset({"副主席乙", "秘书长丁"})),
        ),
        (
            "outcome",
            Audience(bodies=frozenset({"经济委员会", "办公室"}), leaders=frozenset({"副主席乙"})),
        ),
        ("report-back", Audience(bodies=frozenset({"经济委员会"}))),
        (
            "paper",
            Audience(
                bodies=frozenset({"经济委员会"}),
                leaders=frozenset({"副主席乙"}),
                departments=frozenset({"发改局"}),
            ),
        ),
        ("speech", Audience(members=frozenset({"M001"}))),
    ],
)
def test_each_kind_is_seen_by_exactly_its_row_of_the_matrix(kind: str, audience: Audience) -> None:
    assert entry(kind).audience == audience


def test_every_member_has_the_plenary_and_nobody_it_as_tentative() -> None:
    plenary = entry("session", "plenary-1")
    assert len(plenary.audience.members) == 24
    assert (plenary.start, plenary.end) == (date(2027, 1, 11), date(2027, 1, 13))
    assert not plenary.tentative


def test_the_chairs_meeting_stands_with_all_who_sit_in_it() -> None:
    """A vice-chair who is not in charge of the topic attends too, and must find it in the calendar."""
    passed = Milestone(
        kind="scheme-approval", start=date(2027, 1, 12), end=date(2027, 1, 12), owner="主席会议"
    )
    held = full_plan().session("bimonthly-2")
    assert held is not None
    year = entries(full_plan().update(held.put(passed)), full_county())
    seen = next(e for e in year if e.kind == "scheme-approval")
    assert seen.audience.leaders == {"主席甲", "副主席乙", "副主席丙", "秘书长丁"}
    assert seen.audience.bodies == {"经济委员会"}


def test_entries_stay_tentative_until_the_scheme_is_approved() -> None:
    assert entry("research").tentative
    assert not entry("session", "bimonthly-3").tentative  # confirmed


def test_a_secret_topic_is_never_in_what_members_and_the_public_see() -> None:
    """bimonthly-3 takes the secret topic T03."""
    secret = [e for e in YEAR if e.session == "bimonthly-3"]
    assert any(SECRET_TITLE in e.title for e in secret)
    assert not any(SECRET_TITLE in e.public_title + e.public_detail for e in secret)


def test_no_phone_and_no_mail_stand_in_any_entry() -> None:
    told = "".join(repr(e) for e in YEAR)
    assert "1390000" not in told
    assert "@" not in told


def test_keys_are_unique_and_hold_no_date() -> None:
    """A calendar's UID is made of the key: a moved session must keep its own."""
    keys = [e.key for e in YEAR]
    assert len(keys) == len(set(keys))
    moved = full_plan()
    second = moved.session("bimonthly-2")
    assert second is not None
    later = moved.update(second.replace(date=date(2027, 4, 15)))
    assert sorted(keys) == sorted(e.key for e in entries(later, full_county()))


def test_a_step_of_three_offices_is_the_office_s_own() -> None:
    steps = [e for e in YEAR if e.kind == "plan"]
    assert steps[0].audience.bodies == {"办公室"}


@pytest.mark.parametrize(
    ("half_days", "half_day", "end"),
    [(1, "am", 11), (1, "pm", 11), (2, "am", 11), (2, "pm", 12), (6, "am", 13)],
)
def test_last_day_counts_two_half_days_a_day(half_days: int, half_day: str, end: int) -> None:
    day = date(2027, 1, 11)
    held = Session(id="s", form="plenary", date=day, half_days=half_days, half_day=half_day)
    assert last_day(held, full_county()) == date(2027, 1, end)


def test_titles_call_sessions_by_name_not_by_id() -> None:
    assert entry("report-back").what == "在下一次会议（5—6月双月协商座谈会）上通报"
    assert not any("bimonthly" in e.title + e.public_title for e in YEAR)


def test_a_session_is_called_by_its_period() -> None:
    county = full_county()
    assert session_label(session(2, date(2027, 3, 18)), county) == "3—4月双月协商座谈会"
    merged = session(1, date(2027, 1, 12), merged_with_plenary=True)
    assert session_label(merged, county) == "1—2月双月协商座谈会（与全会合并）"
