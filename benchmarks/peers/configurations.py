"""Every configuration that is measured: three of each peer (one of the greedy planner), and ours."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from peers.one_model import Found
from peers.parts import Year
from planner.plan import Session

Sessions = Mapping[str, Sequence[Session]]
"""A peer's sessions by council; empty: it found none."""
Solve = Callable[[Year, float, int], tuple[Sessions, Found]]
"""Plans a year within seconds, with a seed."""


@dataclass(frozen=True)
class Configuration:
    """One way to plan: whose, what is special about it, and the function (None: our own planner)."""

    peer: str
    text: str
    solve: Solve | None


def _naive(year: Year, seconds: float, seed: int, **changes: bool) -> tuple[Sessions, Found]:
    from peers import naive

    return naive.solve(year, seconds, seed, **changes)


def _highs(year: Year, seconds: float, seed: int, **changes: bool) -> tuple[Sessions, Found]:
    from peers import highs

    return highs.solve(year, seconds, seed, **changes)


def _greedy(year: Year, seconds: float, seed: int) -> tuple[Sessions, Found]:
    from peers import greedy

    return greedy.solve(year, seconds, seed)


def _timefold(
    year: Year, seconds: float, seed: int, kind: str = "", from_greedy: bool = True
) -> tuple[Sessions, Found]:
    began = time.perf_counter()
    from peers import timefold_peer  # starts Java, within the time given

    seconds -= time.perf_counter() - began
    return timefold_peer.solve(year, seconds, seed, kind, from_greedy)


CONFIGURATIONS: Mapping[str, Configuration] = {
    "planner": Configuration("planner", "ours: as `planner solve` does it", None),
    "greedy": Configuration(
        "greedy", "by hand: important topics first, earliest fitting day, members in turn", _greedy
    ),
    "naive-staged": Configuration(
        "naive", "one model, CP-SAT's defaults, all cores, stage after stage", _naive
    ),
    "naive-weighted": Configuration(
        "naive",
        "one model, CP-SAT's defaults, all cores, one weighted sum",
        lambda year, seconds, seed: _naive(year, seconds, seed, weights=True),
    ),
    "naive-relaxed": Configuration(
        "naive",
        "one model, stage after stage, one worker with linearization_level 2",
        lambda year, seconds, seed: _naive(year, seconds, seed, relaxed=True),
    ),
    "highs-staged": Configuration(
        "highs", "the same model as a MIP, HiGHS's defaults, stage after stage", _highs
    ),
    "highs-weighted": Configuration(
        "highs",
        "the same MIP, one weighted sum",
        lambda year, seconds, seed: _highs(year, seconds, seed, weights=True),
    ),
    "highs-heuristics": Configuration(
        "highs",
        "the same MIP, stage after stage, mip_heuristic_effort 0.5",
        lambda year, seconds, seed: _highs(year, seconds, seed, heuristics=True),
    ),
    "timefold": Configuration(
        "timefold",
        "Timefold's default local search (late acceptance) from the greedy plan; anhua only",
        _timefold,
    ),
    "timefold-plain": Configuration(
        "timefold",
        "the same from the first of all options; anhua only",
        lambda year, seconds, seed: _timefold(year, seconds, seed, from_greedy=False),
    ),
    "timefold-tabu": Configuration(
        "timefold",
        "Timefold's tabu search from the greedy plan; anhua only",
        lambda year, seconds, seed: _timefold(year, seconds, seed, kind="TABU_SEARCH"),
    ),
}
