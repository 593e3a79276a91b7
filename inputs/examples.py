"""The county that comes with the program."""

from __future__ import annotations

from pathlib import Path

_PLACES = (
    Path(__file__).parent / "examples" / "anhua.xlsx",  # in an installed wheel
    Path(__file__).parent.parent / "examples" / "anhua.xlsx",  # in the repository
)


def bundled_county() -> Path:
    """Return the bundled county's workbook.

    Raises
    ------
    FileNotFoundError
        Where the installation lacks it.
    """
    for place in _PLACES:
        if place.is_file():
            return place
    raise FileNotFoundError("没有找到随程序提供的示例工作簿 anhua.xlsx，请重新安装。")
