"""One measurement of `planner batch`, in a process of its own: a folder of counties on all cores.

Prints one JSON object: whether every county has a plan, and the seconds of the whole command, start-up,
reading and writing included. Run: `python benchmarks/measure_batch.py FOLDER --seconds 600 --seed 0`.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=float, default=600.0, help="given to each county")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    options = ["--seed", str(given.seed), "--time-limit", str(given.seconds)]
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-m", "planner", "batch", str(given.folder), "--out", out]
        began = time.perf_counter()
        subprocess.run([*command, *options], check=True, stdout=subprocess.DEVNULL)
        seconds = round(time.perf_counter() - began, 3)
        counties = json.loads((Path(out) / "汇总.json").read_text(encoding="utf-8"))["counties"]
        plans = [json.loads(p.read_text(encoding="utf-8")) for p in Path(out).glob("*/plan.json")]
    proven = len(plans) == len(counties) and all(plan["status"] == "optimal" for plan in plans)
    record = {"status": "optimal" if proven else "feasible", "seconds_search": seconds}
    sys.stdout.write(json.dumps({**record, "stages": []}) + "\n")


if __name__ == "__main__":
    main()
