"""Solves one mixed-integer programme with HiGHS, in a process without OR-Tools.

The two cannot be imported together, and HiGHS has run past its time limit: whoever starts this
process kills it then, and finds the best solution and bound so far in the result file.
Run: `python highs_child.py FOLDER` with model.npz and options.json there; writes found.npz.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import highspy
import numpy as np


def main() -> None:
    """Read, solve, write."""
    folder = Path(sys.argv[1])
    given = np.load(folder / "model.npz")
    options = json.loads((folder / "options.json").read_text(encoding="utf-8"))
    solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    for name, value in options.items():
        solver.setOptionValue(name, value)
    solver.passModel(_model(given))
    if "start" in given:
        start = highspy.HighsSolution()
        start.col_value = list(given["start"])
        solver.setSolution(start)

    trace: list[list[float]] = []

    def keep(event: Any) -> None:
        out = event.data_out
        values = np.array(out.mip_solution)
        trace.append([time.time(), *(given["goals"] @ values)])
        _write(folder, "running", values, out.mip_dual_bound, trace)

    solver.cbMipImprovingSolution += keep
    solver.solve()
    info = solver.getInfo()
    status = solver.modelStatusToString(solver.getModelStatus()).lower()
    found = info.primal_solution_status == 2
    values = np.array(solver.getSolution().col_value) if found else np.array([])
    if found:
        trace.append([time.time(), *(given["goals"] @ values)])
    _write(folder, status, values, info.mip_dual_bound, trace)


def _model(given: Any) -> Any:
    columns, rows = len(given["lower"]), len(given["least"])
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = columns, rows
    program.col_cost_ = given["cost"]
    program.col_lower_, program.col_upper_ = given["lower"], given["upper"]
    program.row_lower_, program.row_upper_ = given["least"], given["most"]
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.num_col_, program.a_matrix_.num_row_ = columns, rows
    program.a_matrix_.start_ = given["starts"]
    program.a_matrix_.index_ = given["columns"]
    program.a_matrix_.value_ = given["coefficients"]
    program.integrality_ = [highspy.HighsVarType.kInteger] * columns
    return program


def _write(folder: Path, status: str, values: Any, bound: float, trace: Any) -> None:
    """Put the result in place whole, so that a kill leaves the one before."""
    draft = folder / "draft.npz"
    np.savez(draft, status=status, values=values, bound=bound, trace=np.array(trace))
    os.replace(draft, folder / "found.npz")


if __name__ == "__main__":
    main()
