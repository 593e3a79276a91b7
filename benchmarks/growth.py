"""Growth curves of our planner: seconds and memory against sessions, members, rooms and counties.

Four series, made as the suite's instances are: `sessions` (kailu, everything growing with it),
`members` (kailu's 48 sessions, members alone growing) and `rooms` (towns with their villages), each from
one seed; `counties` (anhua, a seed each, by `planner batch` on all cores). Each measurement is a process
of its own and a line in results/growth.jsonl, so that a run can be interrupted. An exponent is the slope
of a least-squares line through the logarithms of the medians; it is fitted to the plans that were
proven, and others are shown as cut off by the time given.
Writes results/growth.md and one SVG a series. Run: `python benchmarks/growth.py`.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import statistics
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from instances import UNSEEN, sha256, write
from store import Store, machine, program, timed, versions

from inputs.reader import read_workbook
from outputs.svg import Drawing
from planner.control import relative_gap

ROOT = Path(__file__).parent.parent
RESULTS = ROOT / "benchmarks" / "results"
FILES = ROOT / "out" / "growth"
MEASURE = ROOT / "benchmarks" / "measure.py"
MEASURE_BATCH = ROOT / "benchmarks" / "measure_batch.py"
GRACE = 600.0


@dataclass(frozen=True)
class Series:
    """What grows: the group, and its points as (factor, factor of the members alone).

    Of counties the first number is how many.
    """

    group: str
    counted: str
    points: tuple[tuple[float, float | None], ...]


COUNTIES = "counties"
SERIES: Mapping[str, Series] = {
    "sessions": Series(
        "kailu", "county sessions", ((0.5, None), (1, None), (1.5, None), (2, None), (2.5, None))
    ),
    "members": Series("kailu", "members", ((1, 0.5), (1, 1), (1, 1.67), (1, 2.5), (1, 3.33))),
    "rooms": Series("farm", "rooms", ((0.116, None), (0.23, None), (0.465, None), (0.93, None))),
    COUNTIES: Series("anhua", "counties", ((2, None), (4, None), (8, None), (16, None))),
}
QUANTITIES = {"seconds_search": "s to the checked plan", "memory_mib": "MiB, peak"}


def made(name: str, factor: float, people: float | None) -> Path:
    """Return a point's workbook, of counties the folder of them; written where it is not there yet."""
    group = SERIES[name].group
    if name == COUNTIES:
        folder = FILES / f"{name}-{factor:g}"
        for number in range(int(factor)):
            path = folder / f"county-{number + 1:02d}.xlsx"
            if not path.is_file():
                write(path, group, 1, UNSEEN[0] + number)
        return folder
    path = FILES / f"{name}-{factor:g}-{people or factor:g}.xlsx"
    if not path.is_file():
        write(path, group, factor, UNSEEN[0], people)
    return path


def digest(path: Path) -> str:
    """Return the sha256 of a workbook, or of the list of those of a folder."""
    if path.is_file():
        return sha256(path)
    return hashlib.sha256("".join(map(sha256, sorted(path.iterdir()))).encode()).hexdigest()


def size_of(path: Path, name: str) -> int:
    """Return how much of what grows a workbook has."""
    if name == COUNTIES:
        return len(list(path.iterdir()))
    problem = read_workbook(path)
    if name == "sessions":
        return sum(slot.form != "plenary" for slot in problem.slots)
    return len(problem.members if name == "members" else problem.rooms)


def measure(names: Sequence[str], seconds: float, repeats: int, store: Store) -> Iterator[str]:
    """Measure what is not there yet, series beside series; yield a line on each."""
    began = datetime.now(UTC).isoformat(timespec="seconds")
    command = " ".join(["python benchmarks/growth.py", *sys.argv[1:]])
    points = [(name, factor, people) for name in names for factor, people in SERIES[name].points]
    for seed in range(repeats):
        for name, factor, people in points:
            path = made(name, factor, people)
            wanted = {
                "instance": f"{name} {factor:g} {people or factor:g}",
                "instance_sha256": digest(path),
                "configuration": f"planner, {name}",  # one file may stand in two series
                "seconds_given": seconds,
                "seed": seed,
                "program": program(),
                "series": name,
            }
            if store.has(wanted):
                continue
            run = [sys.executable, str(MEASURE), str(path), "planner"]
            if name == COUNTIES:
                run = [sys.executable, str(MEASURE_BATCH), str(path)]
            found = timed([*run, "--seconds", str(seconds), "--seed", str(seed)], seconds + GRACE)
            about = {"run": began, "machine": machine(), "versions": versions(), "command": command}
            store.append({**wanted, "size": size_of(path, name), **about, **found})
            yield f"{wanted['instance']} {seed}: {found['status']} {found['wall']:.1f} s"


def ended_by_itself(record: Mapping[str, Any]) -> bool:
    """Whether a plan was found and the search ended before its time; rooms may then state a gap."""
    return "stages" in record and record["seconds_search"] < 0.95 * record["seconds_given"]


@dataclass(frozen=True)
class Point:
    """The medians of one size.

    Attributes
    ----------
    proven:
        Whether every measurement ended by itself.
    farthest:
        The largest gap between a stage's value and its bound, and the stage; 0: none has one.
    """

    size: int
    values: Mapping[str, float]
    proven: bool
    count: int
    farthest: tuple[float, str]


def points_of(records: Sequence[Mapping[str, Any]], series: str) -> list[Point]:
    """Return a series' points by size, of the program's version and the time given that came last."""
    own = [r for r in records if r["series"] == series]
    last = own[-1]["program"], own[-1]["seconds_given"]
    own = [r for r in own if (r["program"], r["seconds_given"]) == last]
    found = []
    for size in sorted({r["size"] for r in own}):
        here = [r for r in own if r["size"] == size]
        values = {
            name: statistics.median(r.get(name, r["wall"]) for r in here) for name in QUANTITIES
        }
        proven = all(ended_by_itself(r) for r in here)
        gaps = (
            (relative_gap(stage["value"], stage["bound"]) or 0.0, stage["name"])
            for record in here
            for stage in record.get("stages", ())
        )
        found.append(Point(size, values, proven, len(here), max(gaps, default=(0.0, ""))))
    return found


def exponent(points: Sequence[Point], quantity: str) -> tuple[float, float] | None:
    """Return slope and intercept of the logarithms by least squares; None for fewer than three points."""
    if len(points) < 3:
        return None
    xs = [math.log(point.size) for point in points]
    ys = [math.log(point.values[quantity]) for point in points]
    slope, intercept = statistics.linear_regression(xs, ys)
    return slope, intercept


WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 520, 300, 70, 20, 40, 50


def drawn(name: str, points: Sequence[Point]) -> str:
    """Return a series as an SVG file: seconds over size, both axes logarithmic, with the fitted line."""
    quantity = "seconds_search"
    drawing = Drawing(f"growth{name}", f"{SERIES[name].counted}: seconds", WIDTH, HEIGHT)
    xs = [point.size for point in points]
    ys = [point.values[quantity] for point in points]
    low_x, high_x = min(xs) / 1.1, max(xs) * 1.1
    low_y, high_y = min(ys) / 1.5, max(ys) * 1.5

    def place(x: float, y: float) -> tuple[float, float]:
        across = math.log(x / low_x) / math.log(high_x / low_x)
        up = math.log(y / low_y) / math.log(high_y / low_y)
        return (
            LEFT + across * (WIDTH - LEFT - RIGHT),
            HEIGHT - BOTTOM - up * (HEIGHT - TOP - BOTTOM),
        )

    drawing.line(place(low_x, low_y), place(high_x, low_y))
    drawing.line(place(low_x, low_y), place(low_x, high_y))
    for x in xs:
        at, base = place(x, low_y)
        drawing.line((at, base), (at, base + 4))
        drawing.text(at, base + 16, str(x), anchor="middle")
    for tick in _ticks(low_y, high_y):
        at, height = place(low_x, tick)
        drawing.line((at - 4, height), (at, height))
        drawing.text(at - 8, height + 4, f"{tick:g}", anchor="end")
    fitted = exponent([p for p in points if p.proven], quantity)
    words = "seconds to the checked plan (logarithmic)"
    if fitted:
        slope, intercept = fitted
        ends = [place(x, math.exp(intercept + slope * math.log(x))) for x in (min(xs), max(xs))]
        drawing.line(ends[0], ends[1], dashed=True)
        words += f"; dashed: size^{slope:.2f}"
    for point in points:
        across, down = place(point.size, point.values[quantity])
        drawing.circle(across, down, 4, "solid" if point.proven else "blank")
    drawing.text(LEFT, TOP - 20, words, bold=True)
    drawing.text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12, SERIES[name].counted, anchor="middle")
    if not all(point.proven for point in points):
        drawing.text(LEFT, TOP - 5, "hollow: cut off by the time given")
    head = '<svg xmlns="http://www.w3.org/2000/svg" font-family="sans-serif" '
    return drawing.svg().replace("<svg ", head, 1) + "\n"


def _ticks(low: float, high: float) -> list[float]:
    """Return 1, 2 and 5 times powers of ten between two numbers."""
    found = []
    for power in range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1):
        found += [step * 10.0**power for step in (1, 2, 5)]
    return [tick for tick in found if low <= tick <= high]


def page(records: Sequence[Mapping[str, Any]]) -> str:
    """Return the results as a page."""
    lines = ["# Growth of our planner", ""]
    for run, record in sorted({r["run"]: r for r in records}.items()):
        about = record["machine"]
        said = ", ".join(f"{name} {v}" for name, v in sorted(record["versions"].items()))
        lines.append(
            f"- {run}: {about['cores']} cores, {about['processor']}, {about['memory_gib']} GiB, "
            f"{about['system']}; program {record['program']}; {said}; `{record['command']}`"
        )
    for name, series in SERIES.items():
        if not any(r["series"] == name for r in records):
            continue
        points = points_of(records, name)
        lines += ["", f"## {series.counted}", "", f"![{series.counted}](growth-{name}.svg)", ""]
        lines += [
            f"| {series.counted} | {' | '.join(QUANTITIES.values())} | ended by itself "
            "| farthest from its bound | measurements |",
            "| ---: | ---: | ---: | --- | --- | ---: |",
        ]
        for point in points:
            values = " | ".join(f"{point.values[quantity]:.1f}" for quantity in QUANTITIES)
            gap, stage = point.farthest
            lines.append(
                f"| {point.size} | {values} | {'yes' if point.proven else 'no'} "
                f"| {f'{stage} {gap:.1%}' if gap else '—'} | {point.count} |"
            )
        proven = [point for point in points if point.proven]
        for quantity, words in QUANTITIES.items():
            fitted = exponent(proven, quantity)
            if fitted:
                lines += [
                    "",
                    f"{words}: size^{fitted[0]:.2f}, fitted to {len(proven)} of {len(points)} points.",
                ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure what is missing, then write page and drawings."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("series", nargs="*", help=", ".join(SERIES))
    parser.add_argument("--seconds", type=float, default=600.0)
    parser.add_argument("--repeats", type=int, default=3)
    given = parser.parse_args()
    store = Store(RESULTS / "growth.jsonl")
    for line in measure(given.series or list(SERIES), given.seconds, given.repeats, store):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
    records = store.records()
    (RESULTS / "growth.md").write_text(page(records), encoding="utf-8")
    for name in SERIES:
        if any(r["series"] == name for r in records):
            text = drawn(name, points_of(records, name))
            (RESULTS / f"growth-{name}.svg").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
