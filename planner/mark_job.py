"""Marking a copy of an input workbook: where it may be written, and writing it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from inputs.problems import InputProblem
from planner.files import FileBusyError
from planner.help_texts import CommandLineError
from planner.reason import Reason


def refuse_target(target: Path, workbook: Path, plan: Path | None) -> None:
    """Refuse, before anything is read, a place where no copy can be written or must not be.

    Raises
    ------
    CommandLineError
        Where it is the workbook or the plan itself (by whatever path), no .xlsx, or in no folder.
    """
    if target.suffix.lower() != ".xlsx":
        raise CommandLineError(
            f"标注副本只能写成 .xlsx，“{target.name}”不是；请改为 {target.stem}.xlsx"
        )
    try:
        for kept, what in ((workbook, "工作簿"), (plan, "计划")):
            if kept and target.exists() and kept.exists() and target.samefile(kept):
                raise CommandLineError(
                    f"标注副本“{target}”就是{what}本身，不能覆盖；请换一个文件名"
                )
        if target.is_dir():
            raise CommandLineError(f"“{target}”是文件夹，请写出标注副本的文件名")
        if not target.parent.is_dir():
            raise CommandLineError(f"文件夹“{target.parent}”不存在，请先建立或换一个位置")
    except OSError as error:
        raise _unwritable(target, error) from error


def as_problem(fact: Reason) -> InputProblem:
    """Return what counting showed as a problem of the cells to look at."""
    first, *rest = [tuple(cell.split("!", 1)) for cell in dict.fromkeys(fact.cells) if cell] or [
        ("", "")
    ]

    def of(place: tuple[str, ...]) -> InputProblem:
        return InputProblem("no-plan", place[0], place[-1], "", fact.text, fact.cure)

    return replace(of(first), also=tuple(map(of, rest)))


def mark_copy(workbook: Path, problems: Sequence[InputProblem], target: Path) -> None:
    """Write the marked copy of a workbook that was read.

    Raises
    ------
    CommandLineError, FileBusyError
        Where the workbook cannot be copied, or the copy not be written.
    """
    # Loaded here: checking without a copy does without it.
    from outputs.marked_copy import UncopyableError, write_marked_copy

    try:
        write_marked_copy(workbook, problems, target)
    except UncopyableError as error:
        raise CommandLineError(str(error)) from error
    except FileBusyError:
        raise
    except OSError as error:
        raise _unwritable(target, error) from error


def _unwritable(target: Path, error: OSError) -> CommandLineError:
    return CommandLineError(f"无法写入“{target}”（{error.strerror}），请换一个位置或文件名")
