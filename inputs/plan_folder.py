"""A plan's folder read back: the plan, the workbook it was made from, and whether anyone edited it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from inputs.plan_json import read_plan_json
from inputs.problems import InputErrors, InputProblem
from planner.plan import Plan
from planner.plan_files import (
    ALTERNATIVES_FILE,
    ISSUED_WORKBOOK,
    PLAN_FILE,
    PLAN_HASH,
    RUN_FILE,
    Adoption,
    adoption_of,
    input_copy,
    read_json,
    sha256,
)


@dataclass(frozen=True)
class PlanSource:
    """Where a plan is read from.

    Attributes
    ----------
    name:
        As readers know it: the folder's name, or the file's.
    file:
        plan.json, or a workbook 年度协商计划.xlsx made by hand or edited.
    workbook:
        The input workbook's copy; None: none lies there.
    edited:
        Whether plan.json is another than the program wrote; None: nothing tells.
    """

    name: str
    file: Path
    workbook: Path | None
    edited: bool | None = None
    adoption: Adoption | None = None

    def plan(self) -> Plan:
        """Read plan.json.

        Raises
        ------
        InputErrors
            With all that is wrong in it.
        """
        return read_plan_json(self.file)

    @property
    def is_json(self) -> bool:
        """Whether the plan can be read without the workbook it was made from."""
        return self.file.suffix.lower() == ".json"


def plan_sources(path: Path) -> list[PlanSource]:
    """Return the plans that a path names: a file, a plan's folder, or one of several alternatives.

    Raises
    ------
    InputErrors
        Where there is none.
    """
    if path.is_dir():
        if (path / PLAN_FILE).is_file():
            return [_of_folder(path)]
        if (path / ISSUED_WORKBOOK).is_file():
            return [PlanSource(path.name, path / ISSUED_WORKBOOK, input_copy(path))]
        listed = read_json(path / ALTERNATIVES_FILE)
        folders = listed.get("plans", ()) if isinstance(listed, dict) else ()
        found = [path / str(name) for name in folders]
        if found and all((folder / PLAN_FILE).is_file() for folder in found):
            return [_of_folder(folder) for folder in found]
        raise _no_plan(path, "文件夹里没有计划（plan.json 或 年度协商计划.xlsx）。")
    if not path.is_file():
        raise _no_plan(path, "没有这个文件夹或文件。")
    if path.name == PLAN_FILE:
        return [_of_folder(path.parent)]
    return [PlanSource(path.stem, path, input_copy(path.parent))]


def _of_folder(folder: Path) -> PlanSource:
    run = read_json(folder / RUN_FILE)
    recorded = run.get(PLAN_HASH) if isinstance(run, dict) else None
    adoption = adoption_of(folder)
    if adoption is not None:
        recorded = adoption.plan_sha256
    file = folder / PLAN_FILE
    edited = None if recorded is None else sha256(file) != recorded
    return PlanSource(folder.resolve().name, file, input_copy(folder), edited, adoption)


def _no_plan(path: Path, why: str) -> InputErrors:
    cure = "请给 planner solve 或 planner alternatives 的输出文件夹，或一份 plan.json、年度协商计划.xlsx。"
    return InputErrors([InputProblem("plan-missing", "", "", str(path), why, cure)])
