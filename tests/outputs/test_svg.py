"""Inline SVG: texts that would be cut, meet, or break a line where Chinese does not."""

from __future__ import annotations

import pytest

from outputs.svg import NEVER_FIRST, Box, Drawing, lines_of, shortened, width_of


def test_a_chinese_character_is_one_em_and_a_digit_less() -> None:
    """Too narrow a guess would let texts run into each other: 4 × 10 + 2 × 5.8."""
    assert width_of("3月18日", 10) == pytest.approx(2 * 10 + 3 * 5.8)
    assert width_of("，（）", 10) == pytest.approx(30)


def test_lines_keep_every_character_and_their_width() -> None:
    """A title must be read whole: nothing lost at a line's end."""
    title = "围绕“十四五”规划，推动县域经济高质量发展；做好“土特产”文章（第二次）"
    lines = lines_of(title, 10, 100, 9)
    assert "".join(lines) == title
    assert all(width_of(line, 10) <= 100 for line in lines)
    assert not [line for line in lines if line[0] in NEVER_FIRST]


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    """A cut without a sign would pass for the whole title."""
    assert lines_of("一二三四五六七八九十", 10, 40, 2) == ["一二三四", "五六七…"]
    assert shortened("一二三四五", 10, 30) == "一二…"
    assert shortened("一二三", 10, 30) == "一二三"
    assert shortened("", 10, 30) == ""


def test_a_text_takes_the_first_free_place_or_none() -> None:
    """Two dates near each other: the second moves, and a third without room is left out."""
    drawing = Drawing("d", "图", 100, 40)
    places = [(0.0, 20.0, "start"), (100.0, 20.0, "end")]
    assert drawing.text_if_free(places, "甲乙", 20)
    assert drawing.text_if_free(places, "丙丁", 20)
    assert not drawing.text_if_free(places, "戊", 20)
    assert [(b.left, b.words) for b in drawing.boxes] == [(0, "甲乙"), (60, "丙丁")]
    assert not Drawing("d", "图", 30, 40).text_if_free(places[:1], "甲乙", 20)


def test_boxes_side_by_side_meet_only_when_too_near() -> None:
    """The distance kept between labels is what makes two dates two."""
    left, right = Box(0, 0, 10, 10), Box(12, 0, 20, 10)
    assert not left.meets(right)
    assert left.meets(right, 3)
    assert not left.meets(Box(0, 10, 10, 20), 3)


def test_texts_and_titles_are_escaped() -> None:
    """A name with an angle bracket would break the page."""
    drawing = Drawing("d", '图<b>&"', 100, 40)
    drawing.text(0, 20, "<i>&")
    assert "&lt;i&gt;&amp;" in drawing.svg()
    assert "图&lt;b&gt;&amp;&quot;" in drawing.svg()
    assert "<b>" not in drawing.svg()
