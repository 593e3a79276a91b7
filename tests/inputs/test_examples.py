"""The bundled county is found wherever the program is installed."""

from __future__ import annotations

from pathlib import Path

import pytest

from inputs import examples


def test_the_bundled_county_is_there() -> None:
    assert examples.bundled_county().name == "anhua.xlsx"
    assert examples.bundled_county().is_file()


def test_the_wheels_own_copy_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    monkeypatch.setattr(examples, "_PLACES", (first, second))
    with pytest.raises(FileNotFoundError, match="重新安装"):
        examples.bundled_county()
    second.touch()
    assert examples.bundled_county() == second
    first.touch()
    assert examples.bundled_county() == first
