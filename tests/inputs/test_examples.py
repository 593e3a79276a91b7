"""The bundled counties are found wherever the program is installed."""

from __future__ import annotations

from pathlib import Path

import pytest

from inputs import examples


@pytest.mark.parametrize("name", ["anhua", "kailu"])
def test_the_bundled_counties_are_there(name: str) -> None:
    assert examples.bundled(name).name == f"{name}.xlsx"
    assert examples.bundled(name).is_file()


def test_the_demonstration_plans_the_first() -> None:
    assert examples.bundled_county() == examples.bundled("anhua")


def test_the_wheels_own_copy_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    monkeypatch.setattr(examples, "_FOLDERS", (first, second))
    with pytest.raises(FileNotFoundError, match="重新安装"):
        examples.bundled("anhua")
    for folder in (second, first):
        folder.mkdir()
        (folder / "anhua.xlsx").touch()
        assert examples.bundled("anhua") == folder / "anhua.xlsx"
