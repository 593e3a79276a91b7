"""Measures what the split into models costs: an example county decided as one exact model.

Programme and people are decided together, so that the people's stage chooses among all days and
topics that the earlier stages leave. Prints both values of the people's stage side by side.
Run: `make exact` for the demo, `make exact COUNTY=examples/kailu.xlsx` for a county of every form;
the figures stand in docs/decisions.md.
"""

from __future__ import annotations

import sys
from pathlib import Path

from inputs.examples import bundled_county
from inputs.reader import read_workbook
from planner.control import Control, Options
from planner.solve import solve

LIMIT = 3600.0
"""Seconds for each way."""


def main() -> None:
    """Solve both ways and print stage values, bounds and seconds."""
    problem = read_workbook(Path(sys.argv[1]) if len(sys.argv) > 1 else bundled_county())
    for name, whole in (("split", False), ("one model", True)):
        control = Control(Options(time_limit=LIMIT))
        plan = solve(problem, control, whole=whole).plan
        if plan is None:
            raise SystemExit(f"{name}: no plan")
        stages = "  ".join(f"{s.name} {s.value}/{s.bound}" for s in plan.stages)
        sys.stdout.write(f"{name:10} {control.seconds():7.1f} s  {plan.status:8}  {stages}\n")


if __name__ == "__main__":
    main()
