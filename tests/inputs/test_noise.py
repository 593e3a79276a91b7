"""Harmless noise in cells (blanks, full width, other separators) never changes what is read."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from inputs.cell_text import address, match_key, near, shown, split
from inputs.sheets.date_kinds import Day, Months
from inputs.sheets.kind import Reading
from inputs.sheets.kinds import (
    Choice,
    Identifier,
    Importance,
    Integer,
    Refs,
    YesNo,
)

BLANKS = st.sampled_from(["", " ", "　", "\u00a0", "\u200b", "  "])
SEPARATORS = st.sampled_from(["、", "，", ",", "；", ";", "\n", "\r\n", "、\n", "， "])
NAMES = ("经济委员会", "教育委员会", "发改局", "张三", "李四光", "M001")


def full_width(text: str) -> str:
    """Return the ASCII characters of a text in full width."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


@st.composite
def noisy(draw: st.DrawFn, text: str) -> str:
    """A text with blanks put anywhere, and perhaps in full width."""
    text = full_width(text) if draw(st.booleans()) else text
    return "".join(draw(BLANKS) + c for c in text) + draw(BLANKS)


@given(st.data(), st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True))
def test_names_in_a_cell_are_the_same_however_they_are_spaced_and_separated(
    data: st.DataObject, names: list[str]
) -> None:
    text = data.draw(noisy(names[0]))
    for name in names[1:]:
        text += data.draw(SEPARATORS) + data.draw(noisy(name))
    read = Refs(("承办单位",), many=True).read(text, Reading())
    assert [match_key(name) for name in read] == [match_key(name) for name in names]


@given(
    st.data(),
    st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    st.sampled_from(
        ["{y}-{m}-{d}", "{y}/{m}/{d}", "{y}.{m}.{d}", "{y}年{m}月{d}日", "{y}-{m:02}-{d:02}"]
    ),
)
def test_dates_are_the_same_in_every_way_of_writing(
    data: st.DataObject, day: date, pattern: str
) -> None:
    text = data.draw(noisy(pattern.format(y=day.year, m=day.month, d=day.day)))
    assert Day().read(text, Reading()) == day
    assert Day().read(float((day - date(1899, 12, 30)).days), Reading()) == day


@given(st.data(), st.lists(st.integers(1, 12), min_size=1, max_size=4, unique=True))
def test_months_are_the_same_in_every_way_of_writing(
    data: st.DataObject, months: list[int]
) -> None:
    parts = [
        data.draw(noisy(f"{m}{data.draw(st.sampled_from(['', '月', '月份']))}")) for m in months
    ]
    text = parts[0] + "".join(data.draw(SEPARATORS) + part for part in parts[1:])
    assert Months().read(text, Reading()) == tuple(sorted(months))


@given(
    st.data(),
    st.sampled_from(
        [
            (Integer(0, 999), "120", 120),
            (Importance(), "指定", (5, True)),
            (YesNo(), "是", True),
            (YesNo(), "y", True),
            (YesNo(), "否", False),
            (Choice(("专委会", "办公室")), "专委会", "专委会"),
            (Identifier(), "M001", "M001"),
        ]
    ),
)
def test_single_values_are_the_same_under_noise(
    data: st.DataObject, case: tuple[Any, str, Any]
) -> None:
    kind, text, expected = case
    assert kind.read(data.draw(noisy(text)), Reading()) == expected


@given(st.text(max_size=40))
def test_any_text_at_all_can_be_shown_split_and_matched(text: str) -> None:
    assert match_key(match_key(text)) == match_key(text)
    assert not any(unicodedata.category(c) == "Cc" and c not in "\n\t" for c in shown(text))
    assert all(part.strip() == part and part for part in split(text))


def test_suggestions_come_best_first_and_never_from_afar() -> None:
    known = ("经济委员会", "教育委员会", "办公室")
    assert near("经济委", known) == ("经济委员会",)
    assert near("人大", known) == ()


def test_addresses_are_excels() -> None:
    assert [address(0, i) for i in (0, 25, 26, 701, 702)] == ["A1", "Z1", "AA1", "ZZ1", "AAA1"]
