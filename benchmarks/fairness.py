"""Who is asked how often: our people's model beside a lottery with quotas, on the same pool.

The pool is an `anhua` instance's members who may take a seat, nobody asked before. For ten years, the
county's five sessions a year with chosen members each seat six: our model with each year's invitations
carried over; the lottery (`peers/sortition.py`) drawn anew for each session, which is what it is made
for. Measured: seconds to the first year's panels; the least favoured member's chance of a panel, where
there is a distribution; after ten years the least and most often asked, how many never were, the sum of
squares; how many seats are of the topic's field, which the lottery does not look at; panels that keep
the lottery's quotas. Each measurement is a process of its own and a line in results/fairness.jsonl.
Run: `python benchmarks/fairness.py [INSTANCE …]`.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from fnmatch import fnmatch
from functools import partial
from pathlib import Path
from typing import Any

from instances import ready, sha256, suite
from store import Store, latest, machine, program, timed, versions

from constraints.relevance import of_the_field
from inputs.profile import load_emphases
from inputs.reader import read_workbook
from planner.domain import Member, Problem

RESULTS = Path(__file__).parent / "results"
YEARS, SIZE, PANELS = 10, 6, 5
OURS = {"people-model": "均衡", "people-model-cover": "委员覆盖"}
"""Our methods → the emphasis under which the year is planned."""
METHODS = (*OURS, "maximin", "nash", "legacy")
LIMIT = 900.0


def pool_of(problem: Problem) -> list[Member]:
    """Return the members who may take a seat at all."""
    return [m for m in problem.members if m.person not in problem.by_office]


def measured(path: Path, method: str, seed: int) -> dict[str, Any]:
    """Return what ten years of a method give."""
    problem = read_workbook(path)
    fresh = tuple(m.model_copy(update={"times_before": 0}) for m in problem.members)
    problem = problem.changed(members=fresh)
    if method in OURS:
        problem = problem.changed(emphasis=load_emphases()[OURS[method]])
        panels, seconds, of_field = _ours(problem, seed)
        chance = None
    else:
        panels, seconds, chance = _lottery(pool_of(problem), method, seed)
        of_field = None
    return {
        "status": "done",
        "seconds_first_year": round(seconds, 3),
        "least_chance": chance,
        "of_field": of_field,
        **_loads(panels, pool_of(problem)),
    }


def _loads(panels: Sequence[Sequence[str]], pool: Sequence[Member]) -> dict[str, Any]:
    from peers.quotas import keeps_quotas

    known = {member.id: member for member in pool}
    asked = Counter(who for panel in panels for who in panel)
    loads = [asked[member.id] for member in pool]
    kept = sum(keeps_quotas([known[who] for who in panel], pool, SIZE) for panel in panels)
    return {
        "pool": len(pool),
        "panels": len(panels),
        "seats": sum(loads),
        "least": min(loads),
        "most": max(loads),
        "never": loads.count(0),
        "squares": sum(load * load for load in loads),
        "quotas_kept": kept,
    }


def _ours(problem: Problem, seed: int) -> tuple[list[list[str]], float, float]:
    """Return ten years' panels, seconds to the first year's (people alone), and the share of the field."""
    from planner import extract
    from planner.check import rules_in_force
    from planner.control import Control, Options
    from planner.goal import evaluate
    from planner.solve import build, solve
    from planner.stages import solve_stages

    plan = solve(problem, Control(Options(seed=seed))).plan
    if plan is None:
        raise SystemExit("no plan")
    stages = [stage for stage in problem.emphasis.stages if stage.model == "people"]
    panels: list[list[str]] = []
    fitting = seats = 0
    first = 0.0
    for year in range(YEARS):
        began = time.perf_counter()
        model, variables, terms = build(problem, rules_in_force(problem), ("people",), plan)
        control = Control(Options(seed=seed))
        staged = solve_stages(model, terms, stages, control, variables.ties)
        value = partial(_valued, evaluate, staged.values)
        found = extract.people(problem, variables, value, plan)
        first = first or time.perf_counter() - began
        asked: Counter[str] = Counter()
        for session in found.sessions:
            if session.form == "plenary" or session.merged_with_plenary:
                continue
            panels.append(list(session.members))
            asked.update(session.members)
            topics = [problem.topic(t) for t in session.topics]
            seats += len(session.members)
            fitting += sum(
                any(of_the_field(problem.member(m), t) for t in topics) for m in session.members
            )
        if year + 1 < YEARS:
            problem = problem.changed(members=_older(problem.members, asked))
    return panels, first, fitting / max(1, seats)


def _valued(evaluate: Callable[..., int], values: Sequence[int], expression: Any) -> int:
    return evaluate(expression, values)


def _older(members: Iterable[Member], asked: Counter[str]) -> tuple[Member, ...]:
    return tuple(
        m.model_copy(update={"times_before": m.times_before + asked[m.id]}) for m in members
    )


def _lottery(
    pool: Sequence[Member], method: str, seed: int
) -> tuple[list[list[str]], float, float | None]:
    """Return ten years' panels, seconds to the first year's, and the least favoured member's chance."""
    from peers.sortition import draw, lottery

    random_ = random.Random(seed)
    random.seed(seed)  # the library draws from the common source
    began = time.perf_counter()
    found = lottery(pool, SIZE, method)
    panels = [draw(pool, SIZE, found, random_) for _ in range(PANELS)]
    seconds = time.perf_counter() - began
    panels += [draw(pool, SIZE, found, random_) for _ in range(PANELS * (YEARS - 1))]
    least = min(found.chance(member.id) for member in pool) if found.panels else None
    return panels, seconds, least


def page(records: Sequence[dict[str, Any]]) -> str:
    """Return the results as a page; every measurement is a row."""
    records = latest(records)
    lines = ["# Who is asked how often: our people's model and a lottery with quotas", ""]
    for run, record in sorted({r["run"]: r for r in records}.items()):
        about = record["machine"]
        said = ", ".join(f"{name} {v}" for name, v in sorted(record["versions"].items()))
        lines.append(
            f"- {run}: {about['cores']} cores, {about['processor']}, {about['memory_gib']} GiB; "
            f"program {record['program']}; {said}; `{record['command']}`"
        )
    lines += [
        "",
        f"{YEARS} years of {PANELS} panels of {SIZE} from the members who may take a seat, nobody asked "
        "before. Quotas of the lottery: at most two of a 界别; women and those outside the CPC their share "
        "of the pool, rounded down to up. Our model has 界别 as a hard rule (three at least), women and "
        "party by the year, invitation caps of the workbook, days of absence and topics, none of which the "
        "lottery looks at; its topics are the same each year, so that members of their fields come again, "
        "which is the hardest case for it. people-model is the default emphasis 均衡 (most seats to the "
        "topic's field), people-model-cover the emphasis 委员覆盖 (seats to many members and to those asked "
        f"least in earlier years). Chances are of one panel: no lottery gives all more than {SIZE} "
        "/ pool.",
        "",
        "| instance | method | seed | s to first year | least chance | seats | pool | least asked "
        "| most asked | never | sum of squares | of the field | panels within quotas | MiB |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for r in sorted(records, key=lambda r: (r["instance"], r["configuration"], r["seed"])):
        if r["status"] != "done":
            lines.append(
                f"| {r['instance']} | {r['configuration']} | {r['seed']} | {r['status']} {r['notes']} |"
            )
            continue
        chance = "—" if r["least_chance"] is None else f"{r['least_chance']:.4f}"
        field = "—" if r["of_field"] is None else f"{r['of_field']:.0%}"
        lines.append(
            f"| {r['instance']} | {r['configuration']} | {r['seed']} | {r['seconds_first_year']:.2f} "
            f"| {chance} | {r['seats']} | {r['pool']} | {r['least']} | {r['most']} | {r['never']} "
            f"| {r['squares']} | {field} | {r['quotas_kept']}/{r['panels']} | {r['memory_mib']:.0f} |"
        )
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure what is missing, then write the page; with --measure: one measurement, printed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("instances", nargs="*", default=["anhua-M-*"])
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--measure", nargs=3, metavar=("WORKBOOK", "METHOD", "SEED"))
    given = parser.parse_args()
    if given.measure:
        workbook, method, seed = given.measure
        sys.stdout.write(json.dumps(measured(Path(workbook), method, int(seed))) + "\n")
        return
    store = Store(RESULTS / "fairness.jsonl")
    began = datetime.now(UTC).isoformat(timespec="seconds")
    chosen = [i for i in suite() if any(fnmatch(i.name, p) for p in given.instances)]
    for seed in range(given.repeats):
        for instance in chosen:
            for method in METHODS:
                path = ready(instance)
                wanted = {
                    "instance": instance.name,
                    "instance_sha256": sha256(path),
                    "configuration": method,
                    "seconds_given": LIMIT,
                    "seed": seed,
                    "program": program(),
                }
                if not store.has(wanted):
                    command = [sys.executable, __file__, "--measure", str(path), method, str(seed)]
                    about = {"run": began, "machine": machine(), "versions": versions()}
                    about["command"] = " ".join(["python benchmarks/fairness.py", *sys.argv[1:]])
                    store.append({**wanted, **about, **timed(command, LIMIT)})
                sys.stdout.write(f"{instance.name} {method} {seed}\n")
    (RESULTS / "fairness.md").write_text(page(store.records()), encoding="utf-8")


if __name__ == "__main__":
    main()
