"""What a vice-chair asks in a few words is read as it is meant, or told how to ask."""

from __future__ import annotations

import pytest

from planner.why.wish import EXAMPLES, WishError, read_wish
from tests.builders import county

PROBLEM = county()

Asked = list[tuple[str, str, tuple[str, ...]]]


def locks(words: str) -> Asked:
    return [(lock.subject, lock.item, lock.values) for lock in read_wish(words, PROBLEM).locks]


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("T03 in", [("T03", "入选", ())]),
        ("议题3 入选", [("T03", "入选", ())]),
        ("T03 not", [("T03", "不入选", ())]),
        ("T03 in 5月", [("T03", "入选", ()), ("T03", "月份", ("5",))]),
        ("T03 安排在5月", [("T03", "入选", ()), ("T03", "月份", ("5",))]),
        ("T03 in bimonthly-3", [("T03", "入选", ("bimonthly-3",))]),
        ("T03 not in bimonthly-3", [("T03", "不入选", ("bimonthly-3",))]),
        ("T03 on 2027-05-12", [("T03", "入选", ()), ("T03", "日期", ("2027-05-12",))]),
        ("bimonthly-3 in 5月", [("bimonthly-3", "月份", ("5",))]),
        ("bimonthly-3 on 5月12日", [("bimonthly-3", "日期", ("2027-05-12",))]),
        ("bimonthly-3 host 副主席丙", [("bimonthly-3", "主持", ("副主席丙",))]),
        ("bimonthly-3 not host 副主席丙", [("bimonthly-3", "主持", ("主席甲", "副主席乙"))]),
        ("T03 lead 教育委员会", [("T03", "入选", ()), ("T03", "牵头", ("教育委员会",))]),
        ("M017 at T05", [("T05", "入选", ()), ("T05", "参加", ("M017",))]),
        ("委员17 参加 bimonthly-3", [("bimonthly-3", "参加", ("M017",))]),
        ("M017 not at bimonthly-3", [("bimonthly-3", "不参加", ("M017",))]),
        ("E02 not", [(f"bimonthly-{n}", "不参加", ("E02",)) for n in range(1, 7)]),
    ],
)
def test_a_wish_is_read(words: str, asked: Asked) -> None:
    assert locks(words) == asked


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("", "没有写对象"),
        ("T99 in", "“T99”不是议题编号"),
        ("T03 in 13月", "没有“13月”"),
        ("T03 on 2027-02-30", "没有“2027-02-30”这一天"),
        ("T03 in 天上", "“天上”不是月份"),
        ("bimonthly-3", "请写明 bimonthly-3 要什么"),
        ("bimonthly-3 host", "没有写主持人是谁"),
        ("bimonthly-3 host 某人", "没有“某人”"),
        ("M017", "请写明 M017 参加哪一场"),
        ("M017 at E02", "“E02”是人"),
    ],
)
def test_what_cannot_be_read_is_told_with_what_can_be_asked(words: str, named: str) -> None:
    with pytest.raises(WishError) as error:
        read_wish(words, PROBLEM)
    assert named in str(error.value)
    assert all(example in str(error.value) for example in EXAMPLES)
