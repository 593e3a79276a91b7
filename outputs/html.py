"""Pages of one file: templates, charts as they are drawn, and text that HTML can hold."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from outputs.chart_parts import Chart

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def page(template: str, **values: Any) -> str:
    """Return a template of `outputs/templates` filled with values, without control characters."""
    return _CONTROL.sub("", _template(template).render(svg=svg, **values))


@cache
def _template(name: str) -> Any:
    folder = Path(__file__).parent / "templates"
    environment = Environment(
        loader=FileSystemLoader(folder, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)


def svg(chart: Chart) -> Markup:
    """Return a chart's drawing as it is: `outputs.svg` has escaped every text in it."""
    return Markup(chart.drawing.svg())  # noqa: S704
