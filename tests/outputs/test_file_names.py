"""A unit's or person's name that users typed must give a file that every system takes."""

import pytest

from outputs.file_names import distinct_names, safe_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("经济委员会", "经济委员会"),
        ('甲/乙\\丙:丁*戊?己"庚<辛>壬|', "甲_乙_丙_丁_戊_己_庚_辛_壬_"),
        ("M001_张 三. ", "M001_张 三"),
        ("con", "_con"),
        ("LPT1.表", "_LPT1.表"),
        ("换\n行\x00", "换行"),
        ("...", "未命名"),
        ("", "未命名"),
    ],
)
def test_a_name_that_windows_refuses_is_changed(text: str, name: str) -> None:
    assert safe_name(text) == name


def test_a_very_long_name_still_fits_a_linux_folder() -> None:
    # 100 characters of 3 octets are 300; at most 200 are kept: 66 characters, 198 octets.
    assert safe_name("会" * 100) == "会" * 66


def test_two_owners_never_share_a_file() -> None:
    assert distinct_names(["A/B", "A:B", "a_b", "丙"]) == ["A_B", "A_B（2）", "a_b（3）", "丙"]
