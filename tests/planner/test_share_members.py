"""Shared members come to counties evenly by 界别 first, then as near as can be; then they take part."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import pytest

from inputs.problems import InputErrors
from inputs.reader import read
from inputs.shared_members import CountyPlace, read_place, read_shared
from outputs.shared_members import add_members
from planner.batch.share_members import share_out
from planner.batch.shared import Nearness, kilometres
from planner.domain import Member
from tests.builders import member
from tests.inputs import workbooks
from tests.planner.batches import county, summary
from tests.planner.test_cli import run

PLACES = {
    "东县": CountyPlace("政协东县委员会", frozenset({"东镇"}), (111.0, 28.0)),
    "西县": CountyPlace("政协西县委员会", frozenset({"西镇"}), (112.0, 28.0)),
}


def shared(number: int, sector: str, **changes: Any) -> Member:
    return member(number, sector=sector, level="市", **changes)


def test_even_by_sector_comes_before_near() -> None:
    """Four of 农业 live in 东县: two go to 西县 all the same, the two who live nearest to it.

    A degree of longitude at 28° N is 6371 · π/180 · cos 28° = 98.2 km. The members live at
    111.0, 111.1, 111.2 and 111.3: to 东县 0, 9.8, 19.6 and 29.5 km, rounded 0, 10, 20, 29; to 西县
    98, 88, 79 and 69. Best: the first two stay (0 + 10), the last two go (79 + 69): 158 km. 教育
    has three, without place: two and one; 7 in all: 4 and 3.
    """
    members = [shared(n, "农业", longitude=111.0 + 0.1 * n, latitude=28.0) for n in range(4)]
    members += [shared(n, "教育") for n in (4, 5, 6)]
    share = share_out(members, PLACES)
    assert [share.county_of[f"M00{n}"] for n in range(4)] == ["东县", "东县", "西县", "西县"]
    assert [(s.value, s.bound) for s in share.stages] == [(0, 0), (158, 158)]
    assert share.proven
    assert sorted(share.count("教育", name) for name in PLACES) == [1, 2]
    assert sorted(len(share.of(name)) for name in PLACES) == [3, 4]
    assert round(kilometres((111.0, 28.0), (112.0, 28.0)), 1) == 98.2


def test_a_town_named_comes_before_kilometres() -> None:
    """M001 lives at 东县's centre but names a town of 西县; M002 the other way round."""
    members = [
        shared(1, "农业", town="西镇", longitude=111.0, latitude=28.0),
        shared(2, "农业", town="东县", longitude=112.0, latitude=28.0),
    ]
    share = share_out(members, PLACES)
    assert share.county_of == {"M001": "西县", "M002": "东县"}
    assert [s.value for s in share.stages] == [0, 98 + 98]
    assert share.basis == {"M001": "西镇属本县", "M002": "东县属本县"}


def test_no_other_even_share_is_nearer() -> None:
    """All 3^6 shares of six members over three counties, counted one by one."""
    places = PLACES | {"南县": CountyPlace("政协南县委员会", frozenset({"南镇"}), (111.6, 27.2))}
    towns = ("东镇", "", "南镇", "南县", "", "西镇")
    members = [
        shared(
            n, "农业" if n < 4 else "教育", town=towns[n], longitude=111.1 + n * 0.17, latitude=27.9
        )
        for n in range(6)
    ]
    near = Nearness(members, places)

    def is_even(counts: list[int]) -> bool:
        return max(counts) - min(counts) <= 1

    best = min(
        (
            sum(near.is_away(m.id, c) for m, c in zip(members, chosen, strict=True)),
            sum(near.km(m.id, c) for m, c in zip(members, chosen, strict=True)),
        )
        for chosen in product(places, repeat=6)
        if is_even([chosen.count(c) for c in places])
        and is_even([chosen[:4].count(c) for c in places])
        and is_even([chosen[4:].count(c) for c in places])
    )
    share = share_out(members, places)
    assert tuple(stage.value for stage in share.stages) == best
    assert share.proven


def test_fewer_members_than_counties_and_unknown_places() -> None:
    """A county whose workbook cannot be read is given its share like any other."""
    places = PLACES | {"坏县": CountyPlace()}
    share = share_out([shared(1, "农业"), shared(2, "教育")], places)
    assert sorted(len(share.of(name)) for name in places) == [0, 1, 1]
    again = share_out([shared(1, "农业"), shared(2, "教育")], places)
    assert again.county_of == share.county_of


def city_workbook(folder: Path, *rows: list[Any]) -> Path:
    head = ["编号", "姓名", "性别", "界别", "所在乡镇", "级别", "常委", "出席率", "经度", "纬度"]
    return workbooks.write(folder / "市级委员.xlsx", {"委员": [head, *rows]})


def row(number: str, level: str = "", rate: Any = 0.9) -> list[Any]:
    return [number, f"市委员{number}", "男", "农业", "东镇", level, "是", rate, 111.5, 28.2]


def test_the_sheet_is_read_as_a_countys_own_and_named_in_every_error(tmp_path: Path) -> None:
    found = read_shared(city_workbook(tmp_path, row("C1"), row("C2", "省")))
    assert [(m.id, m.level, m.standing) for m in found.members] == [
        ("C1", "市", False),
        ("C2", "省", False),
    ]
    assert found.cells["C1"] == "[市级委员.xlsx]委员!A2"
    with pytest.raises(InputErrors) as errors:
        read_shared(city_workbook(tmp_path, row("C1", "县"), row("C1")))
    text = str(errors.value)
    assert "[市级委员.xlsx]委员!F2：“县” 是县级委员" in text
    assert "[市级委员.xlsx]委员!A3：“C1” " in text
    workbooks.write(tmp_path / "错.xlsx", {"名单": [["编号"], ["C1"]]})
    with pytest.raises(InputErrors, match="缺少“委员”表"):
        read_shared(tmp_path / "错.xlsx")


@pytest.mark.parametrize("is_csv", [False, True])
def test_a_countys_copy_reads_as_the_county_with_its_share(tmp_path: Path, is_csv: bool) -> None:
    members = read_shared(city_workbook(tmp_path, row("C1"), row("C2", "省", None))).members
    if is_csv:
        source = tmp_path / "县"
        source.mkdir()
        for name, rows in county(1).items():
            lines = [",".join("" if cell is None else str(cell) for cell in r) for r in rows]
            (source / f"{name}.csv").write_text("\n".join(lines), encoding="utf-8")
    else:
        source = workbooks.write(tmp_path / "县.xlsx", county(1))
    target = tmp_path / "出" / source.name
    target.parent.mkdir()
    add_members(source, members, target)
    before, after = read(source).problem, read(target).problem
    assert before
    assert after
    assert after.members == (*before.members, *members)
    assert workbooks.meant(after.changed(members=before.members, assumptions=())) == (
        workbooks.meant(before.changed(assumptions=()))
    )
    assert read_place(source, "县.xlsx").ids["M001"].endswith("]委员!A2")


def test_every_countys_plan_is_made_with_its_share(tmp_path: Path) -> None:
    place = tmp_path / "各县"
    place.mkdir()
    for number, name in enumerate("甲乙"):
        workbooks.write(place / f"{name}县.xlsx", county(number))
    out = tmp_path / "出"
    city = city_workbook(place, row("C1"), row("C2"), row("C3"))
    done = run("batch", place, "--out", out, "--shared", city)
    assert done.returncode == 0, done.stderr
    assert "市级委员 3 名分到 2 个县（已证明没有更近的分法）" in done.stderr
    assert set(summary(out)) == {"甲县", "乙县"}
    assert (out / "市级委员分配.xlsx").is_file()
    shares = []
    for name in ("甲县", "乙县"):
        book = out / name / "工作簿.xlsx"
        problem = read(book).problem
        assert problem
        shares.append([m.id for m in problem.members if m.level == "市"])
        judged = run("check", book, "--plan", out / name / "plan.json")
        assert judged.returncode == 0, judged.stdout
    assert sorted(i for share in shares for i in share) == ["C1", "C2", "C3"]
    assert sorted(map(len, shares)) == [1, 2]
    clash = city_workbook(place, row("M003"))
    refused = run("batch", place, "--out", out, "--shared", clash)
    assert refused.returncode == 2
    assert "[市级委员.xlsx]委员!A2：“M003” 编号与 [乙县.xlsx]委员!A4 相同" in refused.stderr
