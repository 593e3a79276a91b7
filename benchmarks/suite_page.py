"""Writes benchmarks/results/suite.md from the measurements: what was found, by whom, in what time.

Measurements are put in one row only where everything but time is the same: status, every stage's value
and bound, every rule broken. Another result is another row. Ratios of time compare measurements of
one run of `run.py`, interleaved there, and are ratios of medians.
Run: `python benchmarks/suite_page.py` (also at the end of each run).
"""

from __future__ import annotations

import json
import math
import statistics
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from instances import SIZES, UNSEEN
from peers.configurations import CONFIGURATIONS
from store import Store, latest

RESULTS = Path(__file__).parent / "results"
Record = dict[str, Any]
COMPLETED = ("meetings", "room-meetings")
"""Stages that no peer decides; they rank nothing."""

HOW = """
## What is judged, and how

Every plan, ours and the peers', is a finished plan of the whole year and is judged by the same two
functions: `planner.check.judge` (which rules it breaks, in how many places) and `planner.check.objectives`
(every objective term recomputed from the plan; the emphasis' weights make the stages' values of them,
the rooms' added up). What a solver says of its own plan counts for bounds alone.

A peer decides each session's topics, lead body, leader in charge, host, day, members, experts and
deliberators, in the time given. Half-days, venues, the meetings before each session, research teams and
all papers are completed for it by the project's own models (`benchmarks/peers/completion.py`), the same
way for every peer; that time is outside the time given and stated by itself. So the values of the stage
`meetings`, and of the research teams within `people`, come from the completion. Which member belongs to
which room is decided beforehand by the project's own model, for all alike.

Bounds: of a peer's stage, proven by its solver with the stages before held at the values it reached;
empty: none. Ours: as the plan states them (people: for the topics and dates decided). `people` of the
one-model peers is proven without research teams, which are chosen in the completion.
""".strip()


def write_page(records: Sequence[Record]) -> None:
    """Write the page of all measurements."""
    (RESULTS / "suite.md").write_text(page(records), encoding="utf-8")


def page(records: Sequence[Record]) -> str:
    """Return the page."""
    records = _shown(records)
    lines = ["# The suite: our planner and its peers", ""]
    lines += [*_circumstances(records), "", HOW, "", "## Configurations", ""]
    lines += ["| configuration | peer | what it is |", "| --- | --- | --- |"]
    lines += [f"| {name} | {c.peer} | {c.text} |" for name, c in CONFIGURATIONS.items()]
    lines += ["", "## Instances", "", *_instances()]
    for group in SIZES:
        own = [r for r in records if r["instance"].split("-")[0] == group]
        if own:
            lines += ["", f"## {group}", "", *_best(own), "", *_reached(own), ""]
            lines += [*_ratios(own), "", *_all(own)]
    return "\n".join(lines) + "\n"


def _shown(records: Sequence[Record]) -> list[Record]:
    """Return what the last version of the program gave, and of ours what a peer was measured beside."""
    last = latest(records)
    beside = {(r["run"], r["instance"]) for r in last if r["configuration"] != "planner"}
    known = {id(r) for r in last}
    ours = [r for r in records if r["configuration"] == "planner"]
    return last + [r for r in ours if (r["run"], r["instance"]) in beside and id(r) not in known]


def _circumstances(records: Iterable[Record]) -> list[str]:
    """Return one line for each run: date, machine, versions, command."""
    runs = {r["run"]: r for r in records}
    lines = []
    for run, record in sorted(runs.items()):
        machine = record["machine"]
        versions = ", ".join(f"{name} {v}" for name, v in sorted(record["versions"].items()))
        lines.append(
            f"- {run}: {machine['cores']} cores, {machine['processor']}, "
            f"{machine['memory_gib']} GiB, {machine['system']}; program {record['program']}; "
            f"{versions}; `{record['command']}`"
        )
    return lines


def _instances() -> list[str]:
    """Return how the instances are made."""
    sizes = "; ".join(
        f"{group} {', '.join(f'{size} × {factor:g}' for size, factor in sizes.items())}"
        for group, sizes in SIZES.items()
    )
    return [
        f"`benchmarks/instances.py` makes them from seeds {', '.join(map(str, UNSEEN))}, on none of which "
        f"anything was tuned: size M with all five, the others with the first. Factors: {sizes} "
        "(of the example's topics, members, absences and, where the document leaves it open, sessions; "
        "farm: of 15 towns and 200 villages). Names are group-size-seed; sha256 in "
        "`benchmarks/instances/SHA256SUMS`.",
    ]


def _rank(record: Record) -> tuple[Any, ...]:
    """Return what makes a result better: a plan, fewer broken rules, then the stages in order."""
    stages = [s for s in record.get("stages", []) if s["name"] not in COMPLETED]
    values = [-s["value"] if s["sense"] == "max" else s["value"] for s in stages]
    return ("stages" not in record, sum(record.get("broken", {}).values()), *values)


def _best(records: Sequence[Record]) -> Iterator[str]:
    """Yield the best configuration of each peer on each instance."""
    yield "Best of each peer's configurations (a plan at all, fewest broken places, then stage by stage):"
    yield ""
    yield "| instance | peer | configuration | broken | stages (value, bound) | wall s |"
    yield "| --- | --- | --- | ---: | --- | ---: |"
    for (instance, peer), own in sorted(_grouped(records, _instance_and_peer).items()):
        best = min(own, key=_rank)
        yield (
            f"| {instance} | {peer} | {best['configuration']} | {_broken(best)} | {_stages(best)} "
            f"| {best['wall']:.1f} |"
        )


NEAR = 0.01


def first_near(record: Record, best: Sequence[Mapping[str, Any]]) -> float:
    """Return the seconds of search until a plan with no stage worse than the best's by more than `NEAR`.

    Infinite where there was none. What the completion adds to a stage (the research teams) is added
    to each plan on the way. Of a search that keeps no record of its plans the last one counts.

    Parameters
    ----------
    best:
        Stages with name, sense and value.
    """
    judged = {stage["name"]: stage["value"] for stage in record.get("stages", [])}
    if not judged:
        return math.inf
    trace = record.get("trace") or [(record["seconds_search"], judged)]
    added = {name: judged[name] - value for name, value in trace[-1][1].items()}
    for seconds, values in trace:
        if all(
            _worse(values[s["name"]] + added[s["name"]], s) <= NEAR * abs(s["value"])
            for s in best
            if s["name"] in values
        ):
            return float(seconds)
    return math.inf


def _worse(value: float, stage: Mapping[str, Any]) -> float:
    difference: float = value - stage["value"]
    return difference if stage["sense"] == "min" else -difference


def _reached(records: Sequence[Record]) -> Iterator[str]:
    """Yield, for each run in which we proved a plan, when each first had one as good to a hundredth."""
    yield "First plan within 1 % of the proven best in every stage but `meetings`, seconds of search (medians):"
    yield ""
    yield "| run | instance | configuration | s | times ours | measurements |"
    yield "| --- | --- | --- | ---: | ---: | ---: |"
    for run, instance, given, by_name in _side_by_side(records):
        proven = [r for r in by_name.get("planner", ()) if r["status"] == "optimal"]
        if not proven:
            continue
        best = [stage for stage in proven[0]["stages"] if stage["name"] not in COMPLETED]
        found = {
            name: statistics.median(first_near(r, best) for r in theirs)
            for name, theirs in by_name.items()
        }
        for name, seconds in found.items():
            if math.isinf(seconds):
                said = f"none in {given:g} | more than {given / found['planner']:.1f}"
            else:
                said = f"{seconds:.2f} | {seconds / found['planner']:.1f}"
            yield f"| {run} | {instance} | {name} | {said} | {len(by_name[name])} |"


def _side_by_side(
    records: Iterable[Record],
) -> Iterator[tuple[str, str, float, dict[str, list[Record]]]]:
    """Yield run, instance, time given, and what was measured there, by configuration."""
    runs = _grouped(records, lambda r: (r["run"], r["instance"], r["seconds_given"]))
    for (run, instance, given), own in sorted(runs.items()):
        searched = (r for r in own if "seconds_search" in r)
        yield run, instance, given, _grouped(searched, lambda r: r["configuration"])


def _ratios(records: Sequence[Record]) -> Iterator[str]:
    """Yield, for each run in which both were measured, a configuration's time over ours."""
    yield "Time over our planner's, medians of the same run (each ended by proof or by its time):"
    yield ""
    yield "| run | instance | configuration | process, times ours | search, times ours | measurements |"
    yield "| --- | --- | --- | ---: | ---: | ---: |"
    for run, instance, _, by_name in _side_by_side(records):
        ours = by_name.pop("planner", None)
        for name, theirs in by_name.items() if ours else ():
            ratios = (
                statistics.median(r[time] for r in theirs)
                / statistics.median(r[time] for r in ours)
                for time in ("wall", "seconds_search")
            )
            said = " | ".join(f"{ratio:.2f}" for ratio in ratios)
            yield f"| {run} | {instance} | {name} | {said} | {len(theirs)} |"


def _all(records: Sequence[Record]) -> Iterator[str]:
    """Yield every result, those alike in one row."""
    yield "All results; times and memory are medians of the measurements in the row:"
    yield ""
    yield (
        "| instance | configuration | given s | n | how it ended | stages (value, bound) | broken rules "
        "| search s | completion s | wall s | CPU s | MiB |"
    )
    yield "| --- | --- | ---: | ---: | --- | --- | --- | ---: | ---: | ---: | ---: | ---: |"
    for _, own in sorted(_grouped(records, _result).items()):
        first = own[0]
        names = ("seconds_search", "seconds_completion", "wall", "cpu", "memory_mib")
        middle = [statistics.median(r.get(name, 0.0) for r in own) for name in names]
        costs = " | ".join(f"{value:.1f}" for value in middle)
        broken = ", ".join(f"{rule} {n}" for rule, n in first.get("broken", {}).items()) or "none"
        notes = "; ".join(str(note) for note in first["notes"][:2])
        ended = first["status"] + (f" ({notes})" if notes else "")
        yield (
            f"| {first['instance']} | {first['configuration']} | {first['seconds_given']:g} | {len(own)} "
            f"| {ended.replace('|', '/')} | {_stages(first)} | {broken if 'stages' in first else 'no plan'} | {costs} |"
        )


def _grouped(records: Iterable[Record], key: Any) -> dict[tuple[Any, ...], list[Record]]:
    groups: dict[tuple[Any, ...], list[Record]] = defaultdict(list)
    for record in records:
        groups[key(record)].append(record)
    return groups


def _instance_and_peer(record: Record) -> tuple[str, str]:
    known = CONFIGURATIONS.get(record["configuration"])
    return record["instance"], known.peer if known else record["configuration"]


def _result(record: Record) -> tuple[str, ...]:
    """Return everything but time; what differs in it is another result."""
    same = ("instance", "configuration", "seconds_given", "program", "status", "stages", "broken")
    return tuple(json.dumps(record.get(name), sort_keys=True) for name in (*same, "other_bounds"))


def _broken(record: Record) -> str:
    return str(sum(record["broken"].values())) if "broken" in record else "no plan"


def _stages(record: Record) -> str:
    shown = []
    for stage in record.get("stages", []):
        bound = stage["bound"]
        shown.append(
            f"{stage['name']} {stage['value']}" + ("" if bound is None else f" ({bound:.0f})")
        )
    shown += [f"{name} bound {bound:.0f}" for name, bound in record.get("other_bounds", {}).items()]
    return ", ".join(shown) or "—"


def main() -> None:
    """Write the page."""
    write_page(Store(RESULTS / "suite.jsonl").records())


if __name__ == "__main__":
    main()
