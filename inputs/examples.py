"""The example counties that come with the program."""

from __future__ import annotations

from pathlib import Path

_FOLDERS = (
    Path(__file__).parent / "examples",  # in an installed wheel
    Path(__file__).parent.parent / "examples",  # in the repository
)


def bundled(name: str) -> Path:
    """Return an example county's workbook by the profile it is for: anhua, kailu, farm, yangzhou, sanyou.

    Raises
    ------
    FileNotFoundError
        Where the installation lacks it.
    """
    for folder in _FOLDERS:
        path = folder / f"{name}.xlsx"
        if path.is_file():
            return path
    raise FileNotFoundError(f"没有找到随程序提供的示例工作簿 {name}.xlsx，请重新安装。")


def bundled_county() -> Path:
    """Return the workbook of the county that the demonstration plans."""
    return bundled("anhua")
