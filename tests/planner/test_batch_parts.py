"""The parts of a batch that need no solving: which workbooks, which folders, results put once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from planner.batch.counties import find_counties
from planner.batch.order import BatchOptions, made_from
from planner.batch.outcome import Outcome
from planner.batch.workplace import AdoptedError, Workplace, done_before


def touch(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x")


def test_every_workbook_is_found_once_and_nothing_else(tmp_path: Path) -> None:
    touch(
        tmp_path, "甲.xlsx", "~$甲.xlsx", ".乙.xlsx", "丙.XLSM", "丁.xls", "说明.docx", "名单.csv"
    )
    touch(tmp_path, "甲.备份.xlsx", "甲.备份2.xlsx", "戊/议题.csv", "戊/委员.csv", "市级委员.xlsx")
    touch(tmp_path, "旧计划/plan.json", "旧计划/工作簿.xlsx", "出/汇总.json", "出/己/工作簿.xlsx")
    touch(tmp_path, ".缓存/庚.xlsx", "结果/辛.xlsx")
    found = find_counties(tmp_path, [tmp_path / "结果", tmp_path / "市级委员.xlsx"])
    assert [county.label for county in found] == ["丁.xls", "丙.XLSM", "戊", "甲.xlsx"]
    assert [county.name for county in found] == ["丁", "丙", "戊", "甲"]


def test_workbooks_of_one_name_get_folders_of_their_own(tmp_path: Path) -> None:
    touch(tmp_path, "安化.xlsx", "东/安化.xlsx", "西/安化.xlsx", "西/安化.xls", "西/桃江.xlsx")
    names = {county.label: county.name for county in find_counties(tmp_path)}
    assert names == {
        "安化.xlsx": "安化",
        "东/安化.xlsx": "东-安化",
        "西/安化.xlsx": "西-安化（2）",
        "西/安化.xls": "西-安化",
        "西/桃江.xlsx": "桃江",
    }


def test_a_folder_of_csv_files_given_itself_is_one_county(tmp_path: Path) -> None:
    touch(tmp_path / "某县", "议题.csv", "委员.csv")
    (county,) = find_counties(tmp_path / "某县")
    assert (county.name, county.label) == ("某县", "某县")


def result(workplace: Workplace, text: str) -> Path:
    place = workplace.new() / "结果"
    place.mkdir()
    (place / "plan.json").write_text(text)
    return place


def test_results_come_into_place_whole_and_the_last_one_stays(tmp_path: Path) -> None:
    """Two runs finish the same county: one result or the other, never a mixture."""
    source = made_from({"甲.xlsx": b"1"}, BatchOptions().arguments, "1", "")
    record = {"made_from": source, "outcome": Outcome("已编排").to_data()}
    with Workplace(tmp_path) as one, Workplace(tmp_path) as other:
        first, second = result(one, "一"), result(other, "二")
        (first / "旧.txt").write_text("旧")
        assert one.put(first, "甲", record) == tmp_path / "甲"
        other.put(second, "甲", record)
        assert (tmp_path / "甲" / "plan.json").read_text() == "二"
        assert sorted(p.name for p in (tmp_path / "甲").iterdir()) == ["batch.json", "plan.json"]
    assert [p.name for p in tmp_path.iterdir()] == ["甲"]
    assert done_before(tmp_path / "甲", source) == Outcome("已编排")


@pytest.mark.parametrize(
    "changed",
    [
        made_from({"甲.xlsx": b"2"}, BatchOptions().arguments, "1", ""),
        made_from({"甲.xlsx": b"1"}, BatchOptions(seed=1).arguments, "1", ""),
        made_from({"甲.xlsx": b"1"}, BatchOptions().arguments, "2", ""),
        made_from({"甲.xlsx": b"1"}, BatchOptions().arguments, "1", "市"),
    ],
)
def test_other_bytes_options_program_or_members_are_done_again(
    tmp_path: Path, changed: dict[str, object]
) -> None:
    source = made_from({"甲.xlsx": b"1"}, BatchOptions().arguments, "1", "")
    with Workplace(tmp_path) as workplace:
        record = {"made_from": source, "outcome": Outcome("已编排").to_data()}
        workplace.put(result(workplace, "一"), "甲", record)
    assert done_before(tmp_path / "甲", changed) is None
    (tmp_path / "甲" / "plan.json").unlink()
    assert done_before(tmp_path / "甲", source) is None


def test_an_adopted_plan_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "甲").mkdir()
    (tmp_path / "甲" / "采用记录.json").write_text("{}")
    with Workplace(tmp_path) as workplace, pytest.raises(AdoptedError):
        workplace.put(result(workplace, "一"), "甲", {})
    assert [p.name for p in (tmp_path / "甲").iterdir()] == ["采用记录.json"]


def test_what_a_dead_run_had_only_moved_away_comes_back(tmp_path: Path) -> None:
    left = tmp_path / ".编排中-dead"
    touch(left, "lock", "旧-x/甲/plan.json", "half/plan.json")
    with Workplace(tmp_path) as alive:
        with Workplace(tmp_path):
            assert alive.folder.is_dir()  # a living run's folder is left alone
        assert not left.exists()
    assert (tmp_path / "甲" / "plan.json").is_file()
    assert [p.name for p in tmp_path.iterdir()] == ["甲"]


def test_an_outcome_travels_as_plain_data() -> None:
    stage = {"name": "topic-value", "sense": "max", "value": 3, "bound": 3}
    outcome = Outcome("已编排", 1.5, 180, "optimal", (stage,), attempts=2)
    assert Outcome.from_data(json.loads(json.dumps(outcome.to_data()))) == outcome


@pytest.mark.parametrize(
    ("options", "seconds"),
    [
        (BatchOptions(), 3600),
        (BatchOptions(time_limit=60), 2 * 60 + 120),
        (BatchOptions(time_limit=60, kill_after=90), 90),
    ],
)
def test_every_county_has_a_hard_limit(options: BatchOptions, seconds: float) -> None:
    assert options.hard_limit == seconds
