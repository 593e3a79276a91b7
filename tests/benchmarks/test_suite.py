"""The suite's files are the same bytes each time; its runner goes on where it was interrupted."""

from __future__ import annotations

import math
from pathlib import Path

import growth
import instances
import pytest
import run
import suite_page
from store import Store

STAGES = [{"name": "topic-value", "sense": "max", "value": 5, "bound": 5.0}]


def test_a_seed_gives_the_same_bytes_and_the_files_in_git_are_those_listed(tmp_path: Path) -> None:
    for instance in instances.suite():
        if instance.size == "S":
            again = tmp_path / instance.path.name
            instances.write(again, instance.group, instance.factor, instance.seed)
            listed = instances.listed_sums()[instance.path.name]
            assert instances.sha256(again) == instances.sha256(instance.path) == listed


def test_every_group_has_five_seeds_and_four_sizes() -> None:
    for group in instances.SIZES:
        own = [i for i in instances.suite() if i.group == group]
        assert {i.seed for i in own if i.size == "M"} == set(instances.UNSEEN)
        assert {i.size for i in own} == {"S", "M", "L", "XL"}
    assert 2027 not in instances.UNSEEN, "the examples' seed, on which things were tuned"


def test_a_run_goes_on_where_it_was_interrupted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path / "suite.jsonl")
    measured: list[list[str]] = []

    def interrupted(command, limit):
        if len(measured) == 3:
            raise KeyboardInterrupt
        measured.append(command)
        return {"status": "optimal", "wall": 1.0}

    monkeypatch.setattr(run, "timed", interrupted)
    small = run.chosen(["anhua-S-*", "farm-S-*"])
    asked = (small, ["planner", "greedy"], 1.0, 2, store, "run")
    with pytest.raises(KeyboardInterrupt):
        list(run.run(*asked))
    assert len(store.records()) == 3
    monkeypatch.setattr(
        run, "timed", lambda command, limit: measured.append(command) or {"status": "", "wall": 1.0}
    )
    list(run.run(*asked))
    assert len(store.records()) == len(measured) == 8, "none measured twice"
    list(run.run(*asked))
    assert len(measured) == 8


def test_half_a_line_is_no_measurement_and_is_written_over(tmp_path: Path) -> None:
    store = Store(tmp_path / "suite.jsonl")
    store.append({"a": 1})
    with store.path.open("a", encoding="utf-8") as file:
        file.write('{"a": 2, "b"')
    assert store.records() == [{"a": 1}]
    store.append({"a": 3})
    assert store.records() == [{"a": 1}, {"a": 3}]


def test_a_peer_stands_beside_the_version_of_ours_that_it_was_measured_with() -> None:
    """Else its ratio would be lost as soon as our program alone is measured anew."""
    ours = {"run": "1", "instance": "anhua-S-1103", "configuration": "planner", "program": "old"}
    peer = {**ours, "configuration": "greedy"}
    anew = {**ours, "run": "2", "program": "new"}
    older = {**ours, "run": "0", "program": "older"}
    assert suite_page._shown([older, ours, peer, anew]) == [peer, anew, ours]


def test_another_result_is_another_row() -> None:
    record = {
        "run": "2026-01-01T00:00:00",
        "instance": "anhua-S-1103",
        "configuration": "planner",
        "seconds_given": 60.0,
        "program": "x",
        "status": "optimal",
        "stages": STAGES,
        "broken": {},
        "notes": [],
        "wall": 2.0,
        "command": "run",
        "machine": {"cores": 2, "processor": "p", "memory_gib": 1, "system": "s"},
        "versions": {},
    }
    other = {**record, "stages": [{**STAGES[0], "bound": 6.0}], "wall": 4.0}
    text = suite_page.page([record, {**record, "wall": 3.0}, other])
    rows = [
        line for line in text.splitlines() if line.startswith("| anhua-S-1103 | planner | 60 |")
    ]
    assert len(rows) == 2
    assert "| 2 | optimal | topic-value 5 (5) |" in rows[0]
    assert "| 1 | optimal | topic-value 5 (6) |" in rows[1]


def test_the_first_plan_as_good_to_a_hundredth_is_told_of_those_on_the_way() -> None:
    """1 % of 200 is 2, of 500 is 5; the completion adds 4 to the people of every plan on the way."""
    best = [
        {"name": "topic-value", "sense": "max", "value": 500},
        {"name": "people", "sense": "min", "value": 200},
    ]
    judged = [{"name": "topic-value", "value": 500}, {"name": "people", "value": 200}]
    trace = [
        (1.0, {"topic-value": 490, "people": 190}),
        (2.0, {"topic-value": 501, "people": 199}),  # 199 + 4 = 203
        (3.5, {"topic-value": 496, "people": 198}),
        (9.0, {"topic-value": 500, "people": 196}),
    ]
    record = {"trace": trace, "stages": judged, "seconds_search": 9.5}
    assert suite_page.first_near(record, best) == 3.5
    assert suite_page.first_near({**record, "trace": []}, best) == 9.5, "no record: its last plan"
    assert math.isinf(suite_page.first_near({"seconds_search": 9.5}, best)), "no plan"


NO_GAP = (0.0, "")


def test_a_size_tells_the_stage_that_is_farthest_from_its_bound() -> None:
    """A time alone would hide how good the plan is that was cut off.

    Two measurements: topics 5 of at most 6 are 20 % off, the calendar 100 of at least 90 10 %.
    """
    record = {
        "series": "rooms",
        "program": "x",
        "size": 10,
        "seconds_given": 60.0,
        "seconds_search": 60.0,
        "wall": 61.0,
        "memory_mib": 9.0,
        "stages": [{"name": "calendar", "value": 100, "bound": 90}],
    }
    worse = {**record, "stages": [{"name": "topic-value", "value": 5, "bound": 6}]}
    (point,) = growth.points_of([record, worse], "rooms")
    assert point.farthest == (pytest.approx(0.2), "topic-value")
    failed = {key: value for key, value in record.items() if key != "stages"}
    assert growth.points_of([failed], "rooms")[0].farthest == NO_GAP


def test_the_exponent_is_the_slope_of_the_logarithms_and_the_drawing_shows_it() -> None:
    points = [
        growth.Point(size, {"seconds_search": 3.0 * size**2, "memory_mib": 9.0}, True, 1, NO_GAP)
        for size in (10, 20, 40)
    ]
    fitted = growth.exponent(points, "seconds_search")
    assert fitted is not None
    assert fitted[0] == pytest.approx(2)
    assert growth.exponent(points[:2], "seconds_search") is None, "two points fit any line"
    cut_off = growth.Point(80, {"seconds_search": 60.0, "memory_mib": 9.0}, False, 1, NO_GAP)
    text = growth.drawn("rooms", [*points, cut_off])
    assert "size^2.00" in text
    assert "cut off by the time given" in text


def test_what_ran_into_its_time_did_not_end_by_itself() -> None:
    record = {"stages": [], "seconds_given": 60.0, "seconds_search": 59.0}
    assert not growth.ended_by_itself(record)
    assert growth.ended_by_itself({**record, "seconds_search": 20.0})
    assert not growth.ended_by_itself({"status": "failed", "seconds_given": 60.0})
