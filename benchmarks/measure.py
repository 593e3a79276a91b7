"""One measurement, in a process of its own: an instance planned by one configuration, and judged.

Prints one JSON object: how it ended, seconds of reading, of the search, of completing the plan, every
stage's recomputed value and the bound that the search proved, and the rules that the finished plan
breaks by `planner.check.judge`. Time of the process, CPU and peak memory are taken by who runs it
(`run.py`). Run: `python benchmarks/measure.py WORKBOOK CONFIGURATION --seconds 60 --seed 0`.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from peers.completion import complete
from peers.configurations import CONFIGURATIONS, Configuration
from peers.judging import senses, verdict
from peers.parts import year_of

from inputs.reader import read_workbook
from planner.control import Control, Options
from planner.domain import Problem
from planner.plan import Plan
from planner.year import solve_year

Record = dict[str, Any]
Trace = list[tuple[float, Mapping[str, float]]]
"""Of each plan on the way: seconds since the search began, and its stages' values."""


def measured(workbook: Path, name: str, seconds: float, seed: int) -> Record:
    """Return what one configuration makes of a workbook."""
    began = time.perf_counter()
    problem = read_workbook(workbook)
    read = time.perf_counter() - began
    configuration = CONFIGURATIONS[name]
    found = (
        _ours(problem, seconds, seed)
        if configuration.solve is None
        else _peers(problem, configuration, seconds, seed)
    )
    return {"seconds_read": round(read, 3), **found}


def _ours(problem: Problem, seconds: float, seed: int) -> Record:
    control = Control(Options(time_limit=seconds, seed=seed))
    solved = solve_year(problem, control)
    record: Record = {
        "status": solved.plan.status if solved.plan else solved.outcome,
        "seconds_search": round(control.seconds(), 3),
        "seconds_completion": 0.0,
        "notes": [],
    }
    if solved.plan is None:
        return record
    judged = senses(problem)  # who belongs to which room is decided beforehand, for all alike
    bounds = {s.name: float(s.bound) for s in solved.plan.stages if s.name in judged}
    record["trace"] = [] if problem.rooms else _our_trace(control, solved.plan)
    return record | _judged(solved.plan, problem, bounds)


def _our_trace(control: Control, plan: Plan) -> Trace:
    """Return each plan on the way: those of the last stage, the others being decided by then."""
    before = {stage.name: stage.value for stage in plan.stages[:-1]}
    last = plan.stages[-1].name
    return [
        (round(report.seconds, 3), {**before, last: report.best})
        for report in control.reports
        if report.stage == last and report.best is not None
    ]


def _peers(problem: Problem, configuration: Configuration, seconds: float, seed: int) -> Record:
    if configuration.solve is None:
        raise ValueError("no peer")
    year = year_of(problem)
    began, clock = time.perf_counter(), time.time()
    sessions, found = configuration.solve(year, seconds, seed)
    searched = time.perf_counter()
    record: Record = {
        "status": found.status,
        "seconds_search": round(searched - began, 3),
        "seconds_completion": 0.0,
        "notes": list(found.notes),
        "trace": [(round(when - clock, 3), values) for when, values in found.trace],
    }
    if not sessions:
        return record
    done = complete(year, sessions)
    record["seconds_completion"] = round(time.perf_counter() - searched, 3)
    record["notes"] += done.notes
    return record | _judged(done.plan, problem, dict(found.bounds))


def _judged(plan: Plan, problem: Problem, bounds: dict[str, float]) -> Record:
    """Return the project's verdict; a bound of no stage (a weighted sum) stands by itself."""
    judged = verdict(plan, problem)
    stages = [
        {"name": name, "sense": sense, "value": judged.stages[name], "bound": bounds.get(name)}
        for name, sense in senses(problem).items()
        if name in judged.stages
    ]
    return {
        "stages": stages,
        "broken": judged.broken,
        "examples": list(judged.examples),
        "other_bounds": {n: b for n, b in bounds.items() if n not in judged.stages},
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("workbook", type=Path)
    parser.add_argument("configuration", choices=CONFIGURATIONS)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    record = measured(given.workbook, given.configuration, given.seconds, given.seed)
    sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
