"""comparison.html: one file without script or network, for the screen and for A4."""

from __future__ import annotations

from pathlib import Path

from outputs.comparison import differences, price, tables
from outputs.comparison.charts import charts
from outputs.comparison.compared import Comparison
from outputs.comparison.words import sentences
from outputs.html import page
from planner.files import replace_file

COLUMNS_LEFT = 6
"""From so many plans on, the tables side by side are set smaller."""


def write_comparison_page(comparison: Comparison, path: Path) -> None:
    """Write the page; equal plans give equal bytes.

    Raises
    ------
    planner.files.FileBusyError
        Where the file cannot be replaced.
    """
    with replace_file(path) as temporary:
        temporary.write_bytes(comparison_page(comparison).encode("utf-8"))


def comparison_page(comparison: Comparison) -> str:
    """Return the page as HTML."""
    return page(
        "comparison.html.j2",
        year=comparison.first.plan.year,
        organisation=comparison.organisation,
        provisional=any(p.plan.calendar == "provisional" for p in comparison.of_this_year),
        plans=comparison.plans,
        same=differences.same_plans(comparison),
        notes=comparison.notes,
        sentences={plan.name: sentences(plan, comparison) for plan in comparison.plans},
        sides=tables.side_by_side(comparison),
        best=tables.BEST,
        charts=charts(comparison),
        prices=price.prices(comparison),
        leaders=price.leaders(comparison),
        distances=tables.distances(comparison),
        topics=differences.topics(comparison),
        sessions=differences.sessions(comparison),
        people=differences.people(comparison),
        programme=tables.programme,
        left_out=tables.left_out,
        broken=tables.broken,
        deviations=tables.deviations,
        many=len(comparison.plans) >= COLUMNS_LEFT,
    )
