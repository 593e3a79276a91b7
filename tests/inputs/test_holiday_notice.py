"""A day misread in the notice puts a meeting on a day off, or takes a working day from the year."""

from __future__ import annotations

import io
import json
import tomllib
import zipfile
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inputs.holiday_notice import read_notice
from inputs.notice.days import FESTIVALS, Notice, noted, row_note
from inputs.working_days import NOTICES, CalendarRow, statutory_calendar
from planner.dates import days_from, weekday_name
from tests.inputs.notices import compact, faults, parsed, text, warnings_of

STORED = {n["year"]: n for n in tomllib.loads(NOTICES.read_text(encoding="utf-8"))["notice"]}


def days(*spans: str) -> set[str]:
    """Days as 2-15: 2-15/2-23 is a span."""
    found = set()
    for span in spans:
        first, last = (date(2020, *map(int, p.split("-"))) for p in (span.split("/") * 2)[:2])
        found |= {f"{d.month}-{d.day}" for d in days_from(first, last)}
    return found


def short(found: Any) -> set[str]:
    return {f"{d.month}-{d.day}" for d in found}


# -- as issued ---------------------------------------------------------------------------------
@pytest.mark.parametrize("year", sorted(STORED))
def test_the_published_notices_give_just_the_days_that_come_with_the_program(year: int) -> None:
    notice, stored = parsed(text(str(year)), year), STORED[year]
    off = {
        d: name
        for first, last, name in stored["off"]
        for d in days_from(date.fromisoformat(first), date.fromisoformat(last))
    }
    assert notice.off == off
    assert set(notice.worked) == {date.fromisoformat(d) for d in stored["extra"]}
    assert notice.title == f"国务院办公厅关于{year}年部分节假日安排的通知"
    assert warnings_of(text(str(year)), year) == []


@pytest.mark.parametrize(
    ("year", "off", "worked"),
    [
        (
            2018,
            days("1-1", "2-15/2-21", "4-5/4-7", "4-29/5-1", "6-18", "9-24", "10-1/10-7"),
            days("2-11", "2-24", "4-8", "4-28", "9-29", "9-30"),
        ),
        (
            2019,
            days("12-30/12-31", "1-1", "2-4/2-10", "4-5", "5-1", "6-7", "9-13", "10-1/10-7"),
            days("12-29", "2-2", "2-3", "9-29", "10-12"),
        ),
        (
            2020,
            days("1-1", "1-24/1-30", "4-4/4-6", "5-1/5-5", "6-25/6-27", "10-1/10-8"),
            days("1-19", "2-1", "4-26", "5-9", "6-28", "9-27", "10-10"),
        ),
        (
            2023,
            days("12-31", "1-1/1-2", "1-21/1-27", "4-5", "4-29/5-3", "6-22/6-24", "9-29/10-6"),
            days("1-28", "1-29", "4-23", "5-6", "6-25", "10-7", "10-8"),
        ),
    ],
)
def test_the_wordings_of_earlier_years(year: int, off: set[str], worked: set[str]) -> None:
    notice = parsed(text(str(year)), year)
    assert short(notice.off) == off
    assert short(notice.worked) == worked
    assert notice.is_whole


def test_new_years_days_of_the_december_before_are_kept() -> None:
    assert date(2018, 12, 30) in parsed(text("2019"), 2019).off
    assert date(2018, 12, 29) in parsed(text("2019"), 2019).worked
    assert date(2022, 12, 31) in parsed(text("2023"), 2023).off


def test_an_amendment_without_items_is_of_the_festival_in_its_title() -> None:
    """2019: the title alone says that it is about 劳动节."""
    notice = parsed(text("2019-5"), 2019)
    assert notice.festivals == {"劳动节"}
    assert short(notice.off) == days("5-1/5-4")
    assert short(notice.worked) == days("4-28", "5-5")


def test_an_extension_gives_its_last_day_and_no_day_worked() -> None:
    """2020: 延长2020年春节假期至2月2日, 2月3日起正常上班."""
    notice = parsed(text("2020-1"), 2020)
    (extension,) = notice.extensions
    assert (extension.name, extension.until) == ("春节", date(2020, 2, 2))
    assert not notice.stretches


def test_a_day_only_recommended_is_no_day_off_and_is_said() -> None:
    """2024: 鼓励各单位…安排职工在除夕（2月9日）休息."""
    notice = parsed(text("2024"), 2024)
    assert date(2024, 2, 9) not in notice.off
    assert "2月9日" in notice.remarks[0]


@pytest.mark.parametrize("year", [2024, 2025, 2026, 2027])
def test_the_days_of_a_whole_notice_make_a_year_official(year: int) -> None:
    notice = parsed(text("sample-2027" if year == 2027 else str(year)), year)
    rows = [CalendarRow(s.first, s.last, s.is_off, s.name) for s in notice.stretches]
    calendar = statutory_calendar(year, rows)
    assert calendar.is_official
    assert not any(calendar.is_working(d) for d in notice.off)
    assert all(calendar.is_working(d) for d in notice.worked)


def test_a_day_taken_back_by_an_extension_is_off_even_where_the_stored_notice_works_it() -> None:
    """2026-02-28 is 调休上班 in the notice that comes with the program."""
    extended = statutory_calendar(2026, [CalendarRow(date(2026, 2, 15), date(2026, 3, 1), True)])
    assert not extended.is_working(date(2026, 2, 28))


# -- as pasted ---------------------------------------------------------------------------------
WORDS = {
    "元旦": date(2027, 1, 1),
    "春节": date(2027, 2, 5),
    "清明节": date(2027, 4, 5),
    "劳动节": date(2027, 5, 1),
    "端午节": date(2027, 6, 9),
    "中秋节": date(2027, 9, 15),
    "国庆节": date(2027, 10, 1),
}


@st.composite
def notices(draw: st.DrawFn) -> tuple[str, dict[date, str], dict[date, str]]:
    """A notice's text in the official wording, and its days."""
    weekday = draw(st.sampled_from(["周", "星期", ""]))
    joint = draw(st.sampled_from(["至", "到", "—", "-", "～"]))
    year = draw(st.sampled_from(["", "2027年"]))

    def words(day: date, month: bool = True) -> str:
        beside = f"（{weekday}{weekday_name(day)[1]}）" if weekday else ""
        return f"{f'{day.month}月' if month else ''}{day.day}日{beside}"

    lengths = {name: draw(st.integers(1, 9)) for name in WORDS}
    spans = {n: (first, first + timedelta(lengths[n] - 1)) for n, first in WORDS.items()}
    off = {day: name for name, span in spans.items() for day in days_from(*span)}
    worked: dict[date, str] = {}
    items = []
    for number, (name, (first, last)) in enumerate(spans.items()):
        said = f"{year}{words(first)}"
        if first < last:
            said += joint + words(last, first.month != last.month or draw(st.booleans()))
        counts = [f"，共{lengths[name]}天", f"{lengths[name]}天，不调休", ""]
        said += draw(st.sampled_from(["放假调休", "放假"])) + draw(st.sampled_from(counts)) + "。"
        near = days_from(max(date(2027, 1, 1), first - timedelta(10)), last + timedelta(10))
        weekends = [d for d in near if d.weekday() >= 5 and d not in off and d not in worked]
        extra = draw(st.lists(st.sampled_from(weekends), max_size=2, unique=True))
        worked |= dict.fromkeys(extra, name)
        said += "、".join(words(d) for d in extra) + "上班。" if extra else ""
        items.append(f"{'一二三四五六七'[number]}、{name}：{said}")
    return compact("\n".join(items)), off, worked


@st.composite
def pasted(draw: st.DrawFn) -> tuple[str, dict[date, str], dict[date, str]]:
    """A notice as a page or a PDF leaves it: lines broken anywhere, blanks, other widths."""
    words, off, worked = draw(notices())
    if draw(st.booleans()):
        words = words.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    if draw(st.booleans()):
        words = words.translate(str.maketrans("（）：，", "():,"))
    step = draw(st.integers(3, 60))
    gap = draw(st.sampled_from(["\n", " ", "\r\n　　", "\u200b"]))
    return gap.join(words[i : i + step] for i in range(0, len(words), step)), off, worked


@given(pasted())
def test_a_notice_in_the_official_wording_reads_back_whatever_pasting_did(
    drawn: tuple[str, dict[date, str], dict[date, str]],
) -> None:
    words, off, worked = drawn
    notice = parsed(words)
    assert notice.off == off
    assert notice.worked == worked


def test_gb18030_utf16_and_word_files_read_alike() -> None:
    words = text("2026")
    word = io.BytesIO()
    with zipfile.ZipFile(word, "w") as archive:
        space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        lines = "".join(f"<w:p><w:r><w:t>{x}</w:t></w:r></w:p>" for x in words.splitlines())
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{space}"><w:body>{lines}</w:body></w:document>',
        )
    wanted = parsed(words, 2026)
    for data in (words.encode("gb18030"), words.encode("utf-16"), word.getvalue()):
        assert read_notice(data, "通知", 2026)[0].stretches == wanted.stretches


def test_days_as_data_give_what_the_text_gives() -> None:
    wanted = parsed(text("2026"), 2026)
    entries = [{"name": n, "date": str(d), "isOffDay": True} for d, n in wanted.off.items()]
    entries += [{"name": n, "date": str(d), "isOffDay": False} for d, n in wanted.worked.items()]
    notice = parsed(json.dumps({"year": 2026, "papers": [], "days": entries}), 2026)
    assert notice.off == wanted.off
    assert notice.worked == wanted.worked
    assert notice.title == wanted.title


def test_an_unnumbered_page_with_dates_around_it_reads() -> None:
    """A page's head and a signature without a full stop before it."""
    words = (
        "发布时间：2026年11月25日 来源：中国政府网\n关于2027年部分节假日安排的通知\n"
        "劳动节：5月1日放假，5月3日（星期一）补休\n— 1 —\n"
        "国庆节：10月1日至7日放假调休，共7天\n国务院办公厅\n2026年11月25日"
    )
    assert short(parsed(words).off) == days("5-1", "5-3", "10-1/10-7")


def test_weekends_that_join_count_in_how_many_days() -> None:
    """5 April 2027 is a Monday: with the weekend three days."""
    notice = parsed(compact("三、清明节：4月5日放假，与周末连休，共3天。"))
    assert short(notice.off) == days("4-5")


# -- what is wrong -----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("item", "code", "words"),
    [
        ("一、元旦：1月1日（周四）至3日（周日）放假，共3天。", "notice-weekday", "周五"),
        ("一、元旦：1月1日至3日（周六）放假，共3天。", "notice-weekday", "周日"),
        ("一、元旦：1月1日至3日放假，共4天。", "notice-count", "3 天"),
        ("二、春节：2月5日至12日放假。2月15日上班。", "notice-worked", "周一"),
        ("二、春节：2月5日至14日放假。2月14日上班。", "notice-contradiction", "春节"),
        ("二、春节：2月12日至5日放假。", "notice-unread", "起止"),
        ("二、春节：2月30日放假。", "notice-unread", "没有 2月30日"),
        ("二、春节：5日至12日放假。", "notice-unread", "月份"),
        ("二、春节：2月5日前后放假。", "notice-unread", "前后"),
        ("七、国庆节：十月一日至七日放假。", "notice-unread", "改成"),
        ("七、国庆节：10月1日起高速公路免费。", "notice-unread", "免费"),
        ("七、国庆节：2028年10月1日放假。", "notice-day-outside", "2027"),
        ("10月1日放假。", "notice-unread", "哪个节日"),
        ("各地安排好值班。", "notice-empty", "全文"),
    ],
)
def test_each_fault_is_named_with_its_sentence_and_the_cure(
    item: str, code: str, words: str
) -> None:
    found = faults(compact(item))
    assert [p.code for p in found] == [code], [p.text for p in found]
    assert words in found[0].text
    assert found[0].cure


def test_all_faults_come_at_once() -> None:
    words = "一、元旦：1月1日（周四）放假，共2天。\n五、端午节：6月9日左右放假。"
    assert {p.code for p in faults(compact(words), 2026)} == {
        "notice-weekday",
        "notice-count",
        "notice-unread",
        "notice-other-year",
    }


def test_another_years_notice_is_refused_with_both_years() -> None:
    (found,) = faults(text("2026"), 2027)
    assert "2026" in found.why
    assert "2027" in found.why


def test_a_part_of_a_notice_names_what_is_missing() -> None:
    (found,) = warnings_of(compact("一、元旦：1月1日至3日放假，共3天。"))
    assert found.code == "notice-part"
    assert all(name in found.why for name in FESTIVALS[1:])


def test_a_statutory_day_that_is_not_off_is_said() -> None:
    """New Year's Eve of 2027 is 5 February."""
    found = warnings_of(
        text("sample-2027").replace("2月5日（农历除夕、周五）", "2月6日").replace("共8天", "共7天")
    )
    assert [p.code for p in found] == ["notice-statute"]
    assert "2月5日" in found[0].why


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-1.7",
        b"PK\x03\x04 no archive",
        "<!DOCTYPE html><p>一、元旦</p>".encode(),
        b"\xff\xff\xff",
        "放假安排".encode(),
        b'{"year": 2027}',
        b'{"year": 2027, "days": [{"name": "x", "date": "2027-13-01", "isOffDay": true}]}',
        b"{",
    ],
)
def test_what_is_no_notice_is_refused_in_words(data: bytes) -> None:
    (found,) = faults(data)
    assert found.cure


def test_a_note_is_known_again_as_the_notices() -> None:
    assert noted(row_note("春节", "国务院办公厅关于2027年部分节假日安排的通知")) == ("春节", 2027)
    assert noted("春节") is None
    assert noted("按《劳动法》安排") is None


def test_an_empty_notice_is_no_whole_one() -> None:
    assert not Notice(2027, "", ()).is_whole
