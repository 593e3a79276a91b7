"""Measures configurations on instances, side by side; goes on where it was interrupted.

Each measurement is a process of its own (`measure.py`), appended to a file of JSON lines when it ends
(`store.py`); what is there already is not measured again. Repeats are interleaved: every instance by
every configuration once, then all again with the next seed, so that what else the machine does falls
on all alike. Then the page is written from the file (`suite_page.py`).

`python benchmarks/run.py --instances 'kailu-M-*' --configurations planner naive-staged --seconds 60`
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from fnmatch import fnmatch
from pathlib import Path

from instances import Instance, ready, sha256, suite
from peers.configurations import CONFIGURATIONS
from store import Store, machine, program, timed, versions
from suite_page import write_page

ROOT = Path(__file__).parent.parent
MEASURE = ROOT / "benchmarks" / "measure.py"
RESULTS = ROOT / "benchmarks" / "results" / "suite.jsonl"
GRACE = 600.0
"""Seconds beyond the time given for reading, building, completing and judging; then it is killed."""


def chosen(patterns: Sequence[str]) -> list[Instance]:
    """Return the suite's instances whose name fits one of the patterns."""
    return [one for one in suite() if any(fnmatch(one.name, pattern) for pattern in patterns)]


def run(
    instances: Sequence[Instance],
    configurations: Sequence[str],
    seconds: float,
    repeats: int,
    store: Store,
    command: str,
) -> Iterator[str]:
    """Measure what is not there yet; yield a line on each."""
    began = datetime.now(UTC).isoformat(timespec="seconds")
    for seed in range(repeats):
        for instance in instances:
            path = ready(instance)
            for name in configurations:
                wanted = {
                    "instance": instance.name,
                    "instance_sha256": sha256(path),
                    "configuration": name,
                    "seconds_given": seconds,
                    "seed": seed,
                    "program": program(),
                }
                if store.has(wanted):
                    yield f"{instance.name} {name} {seed}: there"
                    continue
                measuring = [sys.executable, str(MEASURE), str(path), name]
                measuring += ["--seconds", str(seconds), "--seed", str(seed)]
                found = timed(measuring, seconds + GRACE)
                about = {
                    "run": began,
                    "date": datetime.now(UTC).date().isoformat(),
                    "command": command,
                    "machine": machine(),
                    "versions": versions(),
                }
                store.append({**wanted, **about, **found})
                yield f"{instance.name} {name} {seed}: {found['status']} {found['wall']:.1f} s"


def main() -> None:
    """Measure as asked, then write the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--instances", nargs="+", default=["*"], help="names, * for any part")
    parser.add_argument("--configurations", nargs="+", default=["planner"], help="names, or all")
    parser.add_argument("--seconds", type=float, default=60.0, help="given to each")
    parser.add_argument("--repeats", type=int, default=1, help="seeds 0, 1 …")
    given = parser.parse_args()
    names = list(CONFIGURATIONS) if given.configurations == ["all"] else given.configurations
    if unknown := set(names) - CONFIGURATIONS.keys():
        raise SystemExit(f"no such configuration: {', '.join(sorted(unknown))}")
    command = " ".join(["python benchmarks/run.py", *sys.argv[1:]])
    store = Store(RESULTS)
    for line in run(chosen(given.instances), names, given.seconds, given.repeats, store, command):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
    write_page(store.records())


if __name__ == "__main__":
    main()
