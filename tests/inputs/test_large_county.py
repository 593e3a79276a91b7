"""The large county of the benchmark is as large as the README says, and the same each time."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from openpyxl import load_workbook

from inputs.reader import ReadResult, read
from planner.domain import Problem

GENERATOR = Path(__file__).parent.parent.parent / "benchmarks" / "large_farm.py"


def written(path: Path) -> Path:
    subprocess.run([sys.executable, str(GENERATOR), str(path)], check=True, timeout=120)
    return path


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("large") / "大县.xlsx")


@pytest.fixture(scope="module")
def result(workbook: Path) -> ReadResult:
    return read(workbook)


@pytest.fixture(scope="module")
def county(result: ReadResult) -> Problem:
    assert result.problem is not None, [p.text for p in result.problems]
    return result.problem


def test_1260_sessions_of_15_towns_and_200_villages(county: Problem) -> None:
    """Towns four times a year (yangzhou 九): 15 × 4 = 60; villages six times (farm 11): 200 × 6."""
    assert Counter(room.level for room in county.rooms) == {"乡镇": 15, "村": 200}
    assert Counter(slot.form for slot in county.slots) == {"town": 60, "village": 1200}
    assert Counter(room.regime for room in county.rooms) == {"yangzhou": 15, "farm": 200}


def test_8000_places_300_members_and_1200_topics(county: Problem) -> None:
    """15 × 36 + 140 × 37 + 60 × 38 = 540 + 5,180 + 2,280; 15 × 4 + 140 × 6 + 60 × 5 = 1,200."""
    assert len(county.deliberators) == 8000
    assert len(county.members) == 300
    assert len(county.topics) == 1200
    towns = {room.name for room in county.rooms if room.form == "town"}
    assert {room.parent for room in county.rooms if room.form == "village"} == towns


def test_rooms_share_people(county: Problem) -> None:
    """Sixty members deliberate in villages; 15 × 5 secretaries of villages in their towns."""
    members = {m.person for m in county.members}
    assert len(members & {d.person for d in county.deliberators}) == 60
    hosts = Counter(host.person for room in county.rooms for host in room.hosts)
    assert sum(n == 2 for n in hosts.values()) == 100  # the 200 villages two by two
    assert len({d.person for d in county.deliberators} & hosts.keys()) == 75


def test_nothing_but_assumptions_is_said_of_it(result: ReadResult) -> None:
    assert {p.severity for p in result.problems} == {"assumption"}


def test_it_is_the_same_each_time(workbook: Path, tmp_path: Path) -> None:
    books = [load_workbook(p, read_only=True) for p in (workbook, written(tmp_path / "b.xlsx"))]
    for name in ("议题", "委员", "协商室", "议事成员", "不可用"):
        first, second = (list(book[name].iter_rows(values_only=True)) for book in books)
        assert first == second, name
