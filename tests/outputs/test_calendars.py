"""Everyone's calendar: who sees what, in which words, and files that other readers take."""

from datetime import date
from pathlib import Path
from typing import Any

import icalendar
import pytest

from inputs.working_days import statutory_calendar
from outputs.calendars import ALL, CARD, calendar_files, write_calendars
from outputs.entries import KIND_WORDS
from planner.dates import HalfDay
from planner.domain import Body, Department, Problem
from planner.plan import AgendaPart, Milestone, Paper, Plan, PlanMilestone, Session
from tests.builders import BODIES, LEADERS, county, expert, member, plan, session, settings, topic
from tests.outputs.ics_readers import by_ics_py, by_vobject, faults

TITLE = "推进茶产业提质升级"


def problem(**changes: Any) -> Problem:
    """The small county, whose first member has a phone and a mail address."""
    values: dict[str, Any] = {
        "topics": (topic(1), topic(2, title=TITLE), topic(3, title="另一议题")),
        "members": (
            member(1, phone="13800001111", mail="m1@example.cn"),
            *(member(n) for n in range(2, 9)),
        ),
        "departments": (Department(name="发改局"), Department(name="教育局")),
    }
    return county(**(values | changes))


def march(**changes: Any) -> Session:
    """The March session with every milestone: 18 March 2027, a Thursday."""
    values: dict[str, Any] = {
        "venue": "县政协一楼会议室",
        "leaders": ("副县长己",),
        "supporting_bodies": ("农业委员会",),
        "members": ("M001", "M002"),
        "experts": ("E01",),
        "alternates": ("M005",),
        "milestones": (
            Milestone(kind="scheme", start=date(2027, 1, 14), end=date(2027, 1, 14), owner="经济委员会"),
            Milestone(
                kind="scheme-approval", start=date(2027, 1, 15), end=date(2027, 1, 15),
                half_day=HalfDay.AM, owner="主席甲", with_=("副主席乙",),
            ),
            Milestone(
                kind="mobilisation", start=date(2027, 1, 18), end=date(2027, 1, 18),
                half_day=HalfDay.PM, owner="副主席乙", with_=("经济委员会", "发改局"),
            ),
            Milestone(
                kind="prior-contact", start=date(2027, 1, 19), end=date(2027, 1, 19),
                half_day=HalfDay.AM, owner="副主席乙", with_=("副书记戊",),
            ),
            Milestone(
                kind="research", start=date(2027, 2, 22), end=date(2027, 2, 24), owner="经济委员会",
                team=("副主席乙", "M001", "M003", "E02"), place="发改局和两个乡镇",
            ),
            Milestone(
                kind="coordination", start=date(2027, 3, 11), end=date(2027, 3, 11),
                half_day=HalfDay.AM, owner="秘书长丁", with_=("教育委员会", "农业委员会"),
            ),
            Milestone(kind="invitation", start=date(2027, 3, 4), end=date(2027, 3, 4), owner="办公室"),
            Milestone(kind="speech", start=date(2027, 3, 8), end=date(2027, 3, 8), owner="M001"),
            Milestone(kind="outcome", start=date(2027, 4, 1), end=date(2027, 4, 1), owner="办公室"),
            Milestone(kind="report-back", start=date(2027, 5, 20), end=date(2027, 5, 20), owner="经济委员会"),
        ),
        "papers": (Paper(title="部门情况介绍", writer="发改局", due=date(2027, 3, 9)),),
        "agenda": (AgendaPart(part="booked", speaker="M001", minutes=8),),
    }  # fmt: skip
    return session(2, date(2027, 3, 18), **(values | changes))


def year(*sessions: Session, **changes: Any) -> Plan:
    """The plenary of 11–13 January, then these sessions."""
    plenary = Session(
        id="plenary-1", form="plenary", date=date(2027, 1, 11), half_days=6,
        lead_body="办公室", host="主席甲", leaders=tuple(x.id for x in LEADERS[:4]),
    )  # fmt: skip
    step = PlanMilestone(kind="issue", date=date(2026, 12, 21), owner="办公室", title="联合发文")
    values: dict[str, Any] = {"organisation": "政协某县委员会", "plan_milestones": (step,)}
    return plan(plenary, *sessions, **(values | changes))


def events(data: bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(data).walk("VEVENT"))


def of_kind(data: bytes, kind: str) -> list[icalendar.Event]:
    """The March session's events of a kind: their last category is its word."""
    return [
        e
        for e in events(data)
        if str(e["CATEGORIES"].cats[-1]) == KIND_WORDS[kind] and "全体会议" not in e["SUMMARY"]
    ]


def event(data: bytes, kind: str) -> icalendar.Event:
    return of_kind(data, kind)[0]


def text(data: bytes) -> str:
    return data.decode().replace("\r\n ", "")


FILES = calendar_files(year(march()), problem())
EVERYONE = {name for name in FILES if name.endswith(".ics")}


def of(kind: str) -> set[str]:
    """The files in which an entry of the March session stands."""
    return {name for name in EVERYONE if of_kind(FILES[name], kind)}


B, L, M, E, D = "承办单位/", "领导/", "委员/", "专家/", "部门/"
LEAD, CHARGE = f"{B}经济委员会.ics", f"{L}副主席乙.ics"


@pytest.mark.parametrize(
    ("kind", "seen_by"),
    [
        (
            "session",
            {ALL, LEAD, f"{B}农业委员会.ics", CHARGE, f"{L}主席甲.ics", f"{L}副县长己.ics",
             f"{M}M001_委员1.ics", f"{M}M002_委员2.ics", f"{E}E01_专家1.ics", f"{D}发改局.ics"},
        ),
        (
            "research",
            {LEAD, CHARGE, f"{M}M001_委员1.ics", f"{M}M003_委员3.ics", f"{E}E02_专家2.ics",
             f"{D}发改局.ics"},
        ),
        ("scheme", {LEAD, CHARGE}),
        ("scheme-approval", {LEAD, CHARGE, f"{L}主席甲.ics"}),
        ("outcome", {LEAD, CHARGE, f"{B}办公室.ics"}),
        ("paper", {LEAD, CHARGE, f"{D}发改局.ics"}),
        ("mobilisation", {LEAD, CHARGE, f"{D}发改局.ics"}),
        (
            "coordination",
            {LEAD, CHARGE, f"{L}秘书长丁.ics", f"{B}教育委员会.ics", f"{B}农业委员会.ics"},
        ),
        ("prior-contact", {LEAD, CHARGE, f"{L}副书记戊.ics"}),
        ("invitation", {LEAD, f"{B}办公室.ics"}),
        ("report-back", {LEAD}),
        ("speech", {f"{M}M001_委员1.ics"}),
        ("plan", {f"{B}办公室.ics"}),
    ],
)  # fmt: skip
def test_each_entry_is_seen_by_those_of_the_matrix_and_by_nobody_else(
    kind: str, seen_by: set[str]
) -> None:
    """An entry too few is a missed meeting; one too many is noise, or somebody else's business."""
    assert of(kind) == seen_by


def test_an_alternate_is_not_told_of_a_session_that_another_sits_in() -> None:
    (plenary,) = events(FILES[f"{M}M005_委员5.ics"])
    assert "全体会议" in plenary["SUMMARY"]
    assert TITLE not in text(FILES[f"{M}M005_委员5.ics"])


def test_every_member_has_a_file_with_the_plenary_as_whole_days() -> None:
    for n in range(1, 9):
        (plenary,) = (
            e for e in events(FILES[f"{M}M{n:03d}_委员{n}.ics"]) if "全体会议" in e["SUMMARY"]
        )
        # 11–13 January, DTEND exclusive.
        assert plenary["DTSTART"].dt == date(2027, 1, 11)
        assert plenary["DTEND"].dt == date(2027, 1, 14)
        assert plenary["TRANSP"] == "OPAQUE"


def test_who_has_nothing_to_do_has_no_file() -> None:
    assert f"{D}教育局.ics" not in FILES
    assert f"{E}E03_专家3.ics" not in FILES


@pytest.mark.parametrize("name", sorted(EVERYONE))
def test_every_file_is_free_of_faults_and_two_other_readers_agree_on_it(name: str) -> None:
    assert faults(FILES[name]) == []
    assert by_vobject(FILES[name]) == by_ics_py(FILES[name]) != []


def test_one_event_has_one_uid_in_every_file() -> None:
    """Who imports two files by mistake, or shares a family calendar, must not see it twice."""
    uids = {str(event(FILES[name], "session")["UID"]) for name in (LEAD, f"{D}发改局.ics")}
    assert len(uids) == 1
    everything = {
        (str(e["UID"]), e["DTSTART"].to_ical()) for n in EVERYONE for e in events(FILES[n])
    }
    assert len({uid for uid, _ in everything}) == len(everything)


def test_a_member_reads_what_to_do_where_by_when_and_whom_to_call() -> None:
    mine = FILES[f"{M}M001_委员1.ics"]
    meeting = event(mine, "session")
    assert "您的任务：出席会议，预约发言不超过8分钟" in meeting["DESCRIPTION"]
    assert meeting["LOCATION"] == "县政协一楼会议室"
    assert "联系单位：经济委员会\n联系人：经济主任" in meeting["DESCRIPTION"]
    speech = event(mine, "speech")
    assert "您的任务：按时交发言稿\n时限：不迟于2027年3月8日" in speech["DESCRIPTION"]
    assert speech["TRANSP"] == "TRANSPARENT"
    research = event(mine, "research")
    assert "您的任务：参加调研" in research["DESCRIPTION"]
    assert (research["DTSTART"].dt, research["DTEND"].dt) == (date(2027, 2, 22), date(2027, 2, 25))


def test_a_member_does_not_read_who_else_was_asked_nor_internal_work() -> None:
    mine = text(FILES[f"{M}M002_委员2.ics"])
    assert "委员1" not in mine
    assert "副县长己" not in mine
    assert "报送实施方案" not in mine


def test_no_file_carries_a_phone_number_or_a_mail_address() -> None:
    for name in EVERYONE:
        assert "13800001111" not in text(FILES[name])
        assert "@" not in text(FILES[name])


def test_a_secret_topics_title_stands_in_no_calendar() -> None:
    """Calendars end in foreign clouds, a leader's no less than a member's."""
    secret = problem(topics=(topic(1), topic(2, title=TITLE, secret=True)))
    files = calendar_files(year(march()), secret)
    for name in EVERYONE:
        assert TITLE not in text(files[name])
    assert TITLE in text(FILES[LEAD])
    assert "不公开" in text(files[f"{M}M001_委员1.ics"])


def test_leaders_read_their_own_part() -> None:
    assert "审签实施方案" in event(FILES[CHARGE], "scheme")["DESCRIPTION"]
    assert "带队调研" in event(FILES[CHARGE], "research")["DESCRIPTION"]
    assert "召集部署动员会" in event(FILES[CHARGE], "mobilisation")["DESCRIPTION"]
    assert "主持会议" in text(FILES[f"{L}主席甲.ics"])


def test_bodies_and_departments_read_their_own_part() -> None:
    assert "本单位任务：牵头组织会议，作中心发言" in text(FILES[LEAD])
    assert "本单位任务：协办并参加会议" in text(FILES[f"{B}农业委员会.ics"])
    assert "本单位任务：到会介绍情况，回应意见" in text(FILES[f"{D}发改局.ics"])
    assert "本单位任务：撰写并按时报送文稿" in text(FILES[f"{D}发改局.ics"])


@pytest.mark.parametrize(
    ("state", "status", "prefix"),
    [
        ("tentative", "TENTATIVE", "【暂定】"),
        ("confirmed", "CONFIRMED", ""),
        ("held", "CONFIRMED", ""),
        ("cancelled", "CANCELLED", "【取消】"),
    ],
)
def test_all_entries_of_a_session_follow_its_state(state: str, status: str, prefix: str) -> None:
    """Before the scheme is approved nobody may take its dates as settled."""
    files = calendar_files(year(march(state=state)), problem())
    for e in events(files[LEAD]):
        assert e["STATUS"] == status
        assert str(e["SUMMARY"]).startswith(prefix)
        assert str(e["SUMMARY"]).count("【") == bool(prefix)
        assert ("尚未审定" in e["DESCRIPTION"]) == (state == "tentative")
        assert ("本项已取消" in e["DESCRIPTION"]) == (state == "cancelled")


def test_a_provisional_date_says_so_and_an_official_one_does_not() -> None:
    for name in (CARD, ALL, LEAD):
        assert "放假安排尚未公布" in text(FILES[name])
    notice = statutory_calendar(2027).model_copy(update={"official_years": frozenset({2026, 2027})})
    plenary, *others = year(march(date_status="official"), calendar="official").sessions
    files = calendar_files(
        year(*others, calendar="official").update(plenary), problem(calendar=notice)
    )
    for name in files:
        assert "尚未公布" not in text(files[name]), name


def test_a_meeting_known_only_by_its_half_day_takes_that_half_day_and_says_so() -> None:
    held = event(FILES[LEAD], "mobilisation")
    # The afternoon: 14:30–17:30 in China.
    assert held["DTSTART"].dt.isoformat() == "2027-01-18T14:30:00+08:00"
    assert held["DTEND"].dt.isoformat() == "2027-01-18T17:30:00+08:00"
    assert "只定到下午，钟点以通知为准" in held["DESCRIPTION"]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("9:00", "11:30", "09:00–11:30"),
        ("14：30", "", "14:30–17:00"),  # 150 minutes, the length of a session
        ("", "", "09:00–12:00"),
        ("11:30", "9:00", "09:00–12:00"),
        ("上午九点", "", "09:00–12:00"),
        ("23:00", "", "09:00–12:00"),  # would end after midnight
    ],
)
def test_odd_times_of_a_hand_made_plan_still_give_a_right_event(
    start: str, end: str, expected: str
) -> None:
    files = calendar_files(year(march(start=start, end=end)), problem())
    held = event(files[LEAD], "session")
    assert f"{held['DTSTART'].dt:%H:%M}–{held['DTEND'].dt:%H:%M}" == expected


def test_a_member_speaking_at_the_plenary_on_the_merged_topic_is_told() -> None:
    merged = session(1, date(2027, 1, 12), merged_with_plenary=True, members=("M004",))
    files = calendar_files(year(merged), problem())
    assert "您的任务：在全体会议上发言" in text(files[f"{M}M004_委员4.ics"])
    assert len(events(files[f"{M}M004_委员4.ics"])) == 2


def test_the_merged_session_waits_for_the_plenarys_notice_not_for_a_scheme() -> None:
    """It has no scheme to be passed (anhua 二3): a member must not wait for one."""
    merged = session(1, date(2027, 1, 12), merged_with_plenary=True, members=("M004",))
    told = text(calendar_files(year(merged), problem())[f"{M}M004_委员4.ics"])
    assert "与全体会议合并进行，时间暂定，以全体会议通知为准" in told
    assert "实施方案尚未审定" not in told


def test_research_over_a_weekend_leaves_the_weekend_free() -> None:
    """Friday 19 to Tuesday 23 February: one event on the 19th, one on the 22nd and 23rd."""
    held = march()
    research = held.milestone("research")
    assert research is not None
    moved = held.put(research.replace(start=date(2027, 2, 19), end=date(2027, 2, 23)))
    files = calendar_files(year(moved), problem())
    mine = of_kind(files[f"{M}M003_委员3.ics"], "research")
    assert [(e["DTSTART"].dt, e["DTEND"].dt) for e in mine] == [
        (date(2027, 2, 19), date(2027, 2, 20)),
        (date(2027, 2, 22), date(2027, 2, 24)),
    ]
    assert str(mine[0]["SUMMARY"]).endswith("（1/2）")
    assert "分 2 段：2月19日、2月22日至2月23日" in mine[1]["DESCRIPTION"]
    leads = of_kind(files[LEAD], "research")
    assert [e["UID"] for e in leads] == [e["UID"] for e in mine]


def test_a_member_who_holds_an_office_has_its_meetings_in_the_members_file_too() -> None:
    """Whoever puts that one file on a phone must not miss what the office asks them to attend."""
    officers = (
        member(1, name="经济主任", person="经济主任"),
        member(2, name="副主席乙", person="副主席乙"),
        *(member(n) for n in range(3, 9)),
    )
    files = calendar_files(year(march(members=("M003",))), problem(members=officers))
    head = files[f"{M}M001_经济主任.ics"]
    assert "（经济委员会负责人）" in event(head, "coordination")["DESCRIPTION"]
    assert of_kind(head, "session")
    assert not of_kind(head, "scheme")  # the body's own work stands in the body's file
    chief = files[f"{M}M002_副主席乙.ics"]
    assert "召集部署动员会" in event(chief, "mobilisation")["DESCRIPTION"]
    assert "审签实施方案" in event(chief, "scheme")["DESCRIPTION"]
    assert "委员3" not in text(chief)  # but no more than a member's file tells


def test_a_plan_without_milestones_topics_or_places_still_has_calendars() -> None:
    bare = Session(id="bimonthly-3", form="bimonthly", date=date(2027, 5, 20), lead_body="办公室")
    files = calendar_files(plan(bare), problem())
    assert set(files) == {ALL, f"{B}办公室.ics", CARD}
    assert "议题待定" in text(files[ALL])
    assert "地点：待通知" in text(files[ALL])
    assert faults(files[ALL]) == []


def test_the_second_version_keeps_uids_and_raises_sequence() -> None:
    """Where UID and SEQUENCE are right, a client that can update does so instead of doubling."""
    second = calendar_files(year(march(venue="三楼会议室"), version=2), problem())
    old, new = event(FILES[LEAD], "session"), event(second[LEAD], "session")
    assert old["UID"] == new["UID"]
    assert (old["SEQUENCE"], new["SEQUENCE"]) == (0, 1)
    assert old["DTSTAMP"].dt < new["DTSTAMP"].dt


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert calendar_files(year(march()), problem()) == FILES


def test_another_county_or_year_has_other_uids() -> None:
    other = calendar_files(year(march(), organisation="政协另县委员会"), problem())
    assert {e["UID"] for e in events(other[LEAD])}.isdisjoint(
        {e["UID"] for e in events(FILES[LEAD])}
    )


def test_two_leaders_of_one_name_have_two_files() -> None:
    twins = (
        *LEADERS,
        LEADERS[1].model_copy(update={"id": "L8", "name": "同名", "person": "a"}),
        LEADERS[1].model_copy(update={"id": "L9", "name": "同名", "person": "b"}),
    )
    files = calendar_files(year(march(leaders=("L8", "L9"))), problem(leaders=twins))
    assert {f"{L}L8_同名.ics", f"{L}L9_同名.ics"} <= set(files)


def test_names_that_make_no_file_name_are_changed() -> None:
    odd = Body(name="文史/学习:委", head="x", head_name="x", leaders=("副主席乙",))
    files = calendar_files(year(march(lead_body=odd.name)), problem(bodies=(*BODIES, odd)))
    assert f"{B}文史_学习_委.ics" in files


def test_files_are_written_under_chinese_folders(tmp_path: Path) -> None:
    folder = tmp_path / "输出 一" / "calendars"
    written = write_calendars(year(march()), problem(), folder)
    assert {p.relative_to(folder).as_posix(): p.read_bytes() for p in written} == FILES
    assert sorted(p for p in folder.rglob("*") if p.is_file()) == sorted(written)


def test_a_second_run_leaves_equal_files_alone_and_removes_only_calendars_of_its_own(
    tmp_path: Path,
) -> None:
    """Who is out of the plan must not keep last week's file; what the office put there stays."""
    write_calendars(year(march()), problem(), tmp_path)
    before = (tmp_path / ALL).stat().st_mtime_ns
    foreign = tmp_path / "委员" / "自己的.ics"
    foreign.write_bytes(b"BEGIN:VCALENDAR\r\nPRODID:-//other//ZH\r\nEND:VCALENDAR\r\n")
    note = tmp_path / "委员" / "发放记录.txt"
    note.write_text("已发", encoding="utf-8")
    write_calendars(year(march(experts=())), problem(experts=(expert(2),)), tmp_path)
    assert not (tmp_path / "专家" / "E01_专家1.ics").exists()
    assert (tmp_path / "专家" / "E02_专家2.ics").exists()
    assert foreign.exists()
    assert note.exists()
    assert (tmp_path / ALL).stat().st_mtime_ns == before


def test_the_card_is_one_page_without_network_or_open_markup() -> None:
    card = text(calendar_files(year(organisation="<政协&某县>"), problem())[CARD])
    assert "&lt;政协&amp;某县&gt; 2027年度协商计划 第1版" in card
    assert "2027协商计划" in card
    assert "http://" not in card
    assert "https://" not in card
    assert "<script" not in card
    assert "提醒不保证" in card


def test_stamps_come_from_the_plan_and_not_from_a_clock() -> None:
    approved = problem(settings=settings(approval_date=date(2026, 12, 25)))
    stamp = event(calendar_files(year(march()), approved)[LEAD], "session")["DTSTAMP"].dt
    assert stamp.isoformat() == "2026-12-25T00:00:00+00:00"
