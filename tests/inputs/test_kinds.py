"""What a cell may hold: the ways of writing that offices use, and what is refused with a cure."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest

from inputs.sheets.date_kinds import Day, Days, Months, OneMonth
from inputs.sheets.kind import CellError, Kind, Reading
from inputs.sheets.kinds import (
    Choice,
    Decimal,
    Importance,
    Integer,
    Percent,
    Refs,
    YesNo,
)


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (Integer(0, 9), 3.0, 3),
        (Integer(0, 9), "３", 3),
        (Integer(0, 9, "天"), " 3 天 ", 3),
        (Integer(2024, 2035), "2027年", 2027),
        (Percent(), 0.85, 85),
        (Percent(), "85%", 85),
        (Percent(), "８５％", 85),
        (Percent(), 85, 85),
        (Percent(), 1, 100),
        (Percent(), 0, 0),
        (Decimal(70, 140), "111.2°", 111.2),
        (Importance(), "指 定", (5, True)),
        (Importance(), 4.0, (4, False)),
        (YesNo(), "√", True),
        (YesNo(), "Ｙ", True),
        (YesNo(), True, True),
        (YesNo(), "否", False),
        (YesNo(), "×", False),
        (YesNo(), "无", False),
        (Choice(("专委会", "办公室")), " 专 委会", "专委会"),
        (Choice(("党政点题",), open=True), "网络征集", "网络征集"),
        (OneMonth(), "3月", 3),
        (OneMonth(), 12.0, 12),
        (OneMonth(), "十一月", 11),
        (OneMonth(), "2027年5月", 5),
        (OneMonth(), date(2027, 5, 1), 5),
        (Months(), "5,6", (5, 6)),
        (Months(), "6月、5月", (5, 6)),
        (Months(), "５—７月", (5, 6, 7)),
        (Months(), "第二季度", (4, 5, 6)),
        (Months(), "下半年", (7, 8, 9, 10, 11, 12)),
        (Refs(("部门",), many=True), "甲局、 乙 局；甲局\n丙局", ("甲局", "乙局", "丙局")),
    ],
)
def test_the_ways_offices_write_a_value_are_read(kind: Kind, value: Any, expected: Any) -> None:
    assert kind.read(value, Reading(2027)) == expected


@pytest.mark.parametrize(
    "value",
    [
        date(2027, 3, 5),
        datetime(2027, 3, 5, 9, 0),
        46451.0,  # 2027-03-05 as Excel's day number: 46451 days after 1899-12-30
        "46451",
        "2027-3-5",
        "2027/03/05",
        "2027.3.5",
        "２０２７．３．５",
        "2027年3月5日",
        "2027 年 3 月 5 日",
        "20270305",
        "2027-03-05 00:00:00",
    ],
)
def test_a_date_is_the_same_however_it_is_written(value: Any) -> None:
    assert Day(full=True).read(value, Reading()) == date(2027, 3, 5)


def test_a_year_left_out_is_the_plans_and_is_said() -> None:
    reading = Reading(2027)
    assert Day().read("3月5日", reading) == date(2027, 3, 5)
    assert "2027" in reading.assumed[0]


def test_several_dates_come_sorted_and_once() -> None:
    written = "2027-4-2、2027-3-5；2027/4/2"
    assert Days().read(written, Reading()) == (date(2027, 3, 5), date(2027, 4, 2))


@pytest.mark.parametrize(
    ("kind", "value", "why"),
    [
        (Integer(1, 5), 6, "1—5"),
        (Integer(1, 5), 2.5, "整数"),
        (Integer(1, 5), "三四个", "整数"),
        (Integer(1, 5), True, "整数"),
        (Percent(), "约八成", "百分比"),
        (Percent(), 120, "100%"),
        (Decimal(70, 140), 28.4, "70"),
        (Importance(), "高", "整数"),
        (YesNo(), "也许", "看不出"),
        (Choice(("专委会", "办公室")), "专委", "可选范围"),
        (OneMonth(), 13, "月份"),
        (OneMonth(), "5、6", "不止一个"),
        (OneMonth(), "5.6", "月份"),
        (Months(), date(2026, 5, 6), "是日期"),  # what Excel makes of a typed 5-6
        (Months(), "7-5月", "颠倒"),
        (Day(), "2027-2-29", "没有这一天"),
        (Day(), "3月中旬", "大致"),
        (Day(), "上半年", "大致"),
        (Day(), 3.5, "不是日期"),
        (Day(), time(9, 0), "不是日期"),
        (Day(full=True), "3月5日", "年份"),
        (Refs(("承办单位",)), "甲、乙", "不止一个"),
    ],
)
def test_what_cannot_be_read_says_why_and_the_cure(kind: Kind, value: Any, why: str) -> None:
    with pytest.raises(CellError) as caught:
        kind.read(value, Reading(2027))
    assert why in caught.value.why
    assert caught.value.cure


def test_a_word_near_an_option_is_suggested_never_taken() -> None:
    with pytest.raises(CellError) as caught:
        Choice(("单独召开", "并入全会", "不安排")).read("单独开", Reading())
    assert "是否为“单独召开”" in caught.value.cure
