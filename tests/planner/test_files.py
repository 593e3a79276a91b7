"""A file is replaced whole or stays as it was."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from planner.files import FileBusyError, replace_file


def test_the_new_text_takes_the_old_ones_place(tmp_path: Path) -> None:
    path = tmp_path / "计划.xlsx"
    path.write_text("旧")
    with replace_file(path) as temporary:
        assert temporary.parent == tmp_path
        assert temporary.suffix == ".xlsx"
        temporary.write_text("新")
        assert path.read_text() == "旧"
    assert path.read_text() == "新"
    assert list(tmp_path.iterdir()) == [path]


def test_a_failure_half_way_leaves_the_old_file_and_no_litter(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_text("旧")

    def write_half() -> None:
        with replace_file(path) as temporary:
            temporary.write_text("半")
            raise ValueError

    with pytest.raises(ValueError):
        write_half()
    assert path.read_text() == "旧"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_open_elsewhere_is_named_with_its_cure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(source: object, target: object) -> None:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(os, "replace", refused)
    path = tmp_path / "计划.xlsx"
    with pytest.raises(FileBusyError, match="Excel/WPS"), replace_file(path) as temporary:
        temporary.write_text("新")
    assert list(tmp_path.iterdir()) == []


def test_colleagues_may_read_a_new_file_as_any_other(tmp_path: Path) -> None:
    plain, made = tmp_path / "a.txt", tmp_path / "b.txt"
    plain.write_text("x")
    with replace_file(made) as temporary:
        temporary.write_text("x")
    assert made.stat().st_mode == plain.stat().st_mode
