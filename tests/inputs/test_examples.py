"""The bundled counties are found wherever the program is installed."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from openpyxl import load_workbook

from inputs import examples
from inputs.reader import read, read_workbook
from planner.domain import Problem

GRASSROOTS = ["farm", "yangzhou", "sanyou"]
MAKERS = Path(__file__).parent.parent.parent / "examples"


@pytest.fixture(scope="module")
def kailu() -> Problem:
    return read_workbook(examples.bundled("kailu"))


@pytest.mark.parametrize("name", ["anhua", "kailu", *GRASSROOTS])
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


def test_the_county_with_every_form_is_of_realistic_size(kailu: Problem) -> None:
    forms = Counter(slot.form for slot in kailu.slots if slot.form != "plenary")
    assert forms == {
        "standing": 2,
        "special": 2,
        "quarterly": 4,
        "counterpart": 20,
        "sector": 8,
        "proposal": 10,
        "supervision": 2,
    }
    committees = [body for body in kailu.bodies if body.kind == "专委会"]
    assert len(committees) == 9
    assert len({name for body in committees for name in body.departments}) == 20
    assert len([topic for topic in kailu.topics if topic.is_candidate]) == 66
    assert len(kailu.members) == 300
    assert len({member.sector for member in kailu.members}) == 25
    assert sum(member.standing for member in kailu.members) == 55
    assert Counter(m.level for m in kailu.members) == {"县": 294, "市": 4, "省": 2}
    assert len(kailu.experts) == 80


@pytest.mark.parametrize("name", ["anhua", "kailu", *GRASSROOTS])
def test_nothing_in_the_bundled_counties_needs_a_second_look(name: str) -> None:
    found = {p.severity for p in read(examples.bundled(name)).problems}
    assert found <= {"assumption"}


@pytest.mark.parametrize("name", ["anhua", "kailu", *GRASSROOTS])
def test_they_say_that_they_are_invented(name: str) -> None:
    book = load_workbook(examples.bundled(name), read_only=True)
    assert "虚构" in str(book["填写说明"]["A1"].value)


@pytest.mark.parametrize("name", ["kailu", *GRASSROOTS])
def test_an_example_is_what_its_maker_writes(tmp_path: Path, name: str) -> None:
    """Seeded: made again, every cell is the same but those that the template itself writes."""
    path = tmp_path / "again.xlsx"
    code = f"import pathlib, make_{name} as m; m.PATH = pathlib.Path({str(path)!r}); m.main()"
    subprocess.run([sys.executable, "-c", code], cwd=MAKERS, check=True, timeout=120)
    again, committed = load_workbook(path), load_workbook(examples.bundled(name))
    assert again.sheetnames == committed.sheetnames
    for sheet in again.sheetnames:
        if sheet not in ("填写说明", "选项"):
            width = 2 if sheet == "基本信息" else None  # remarks stand in the third column
            rows = [
                list(book[sheet].iter_rows(max_col=width, values_only=True))
                for book in (again, committed)
            ]
            assert rows[0] == rows[1], sheet


def test_with_the_other_profile_its_sessions_are_added(tmp_path: Path, kailu: Problem) -> None:
    book = load_workbook(examples.bundled("kailu"))
    cell = next(row[1] for row in book["基本信息"].iter_rows() if row[0].value == "规则方案")
    cell.value = "kailu、anhua"
    path = tmp_path / "两个方案.xlsx"
    book.save(path)
    united = read_workbook(path)
    added = {slot.id for slot in united.slots} - {slot.id for slot in kailu.slots}
    assert added == {f"bimonthly-{n}" for n in range(1, 7)}
    assert united.settings.profiles == ("kailu", "anhua")
